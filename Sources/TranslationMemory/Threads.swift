internal import Glibc

/// Work on several threads whose answers come in order.
package enum Threads {
  /// How many threads can run at once.
  package static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Calls `work` with 0 ..< count on as many threads as `jobs` says, and `deliver` with the answers, in order, on the calling thread. Where delivering is
  /// slower than the work, the work waits: never more than four answers for each thread are kept.
  package static func run<Answer: Sendable>(
    _ count: Int, on jobs: Int, _ work: @escaping @Sendable (Int) -> Answer, deliver: (Answer) -> Void
  ) {
    guard jobs > 1, count > 1 else {
      for index in 0..<count { deliver(work(index)) }
      return
    }
    let desk = Desk(count, ahead: 4 * jobs, work)
    var threads: [pthread_t] = []
    for _ in 0..<min(jobs, count) {
      var thread = pthread_t()
      // The thread takes over one reference and gives it back when it ends.
      let reference = Unmanaged.passRetained(desk as Worker)
      let code = pthread_create(
        &thread, nil,
        {
          Unmanaged<Worker>.fromOpaque($0!).takeRetainedValue().work(); return nil
        }, reference.toOpaque())
      if code == 0 { threads.append(thread) } else { reference.release() }
    }
    // A system without room for a thread: this one does the work.
    if threads.isEmpty {
      for index in 0..<count { deliver(work(index)) }
      return
    }
    for index in 0..<count { deliver(desk.answer(index)) }
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Something to be done on a thread.
  private class Worker: @unchecked Sendable {
    func work() {}
  }

  /// Where threads take work and leave answers; everything that changes is touched under the lock only.
  private final class Desk<Answer: Sendable>: Worker, @unchecked Sendable {
    private let count: Int
    private let body: @Sendable (Int) -> Answer
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let isLeft = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let isTaken = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let ahead: Int
    private var next = 0
    private var taken = 0
    private var answers: [Int: Answer] = [:]

    init(_ count: Int, ahead: Int, _ body: @escaping @Sendable (Int) -> Answer) {
      self.count = count
      self.ahead = ahead
      self.body = body
      pthread_mutex_init(lock, nil)
      pthread_cond_init(isLeft, nil)
      pthread_cond_init(isTaken, nil)
    }

    deinit {
      pthread_mutex_destroy(lock)
      pthread_cond_destroy(isLeft)
      pthread_cond_destroy(isTaken)
      lock.deallocate()
      isLeft.deallocate()
      isTaken.deallocate()
    }

    override func work() {
      while true {
        pthread_mutex_lock(lock)
        let index = next
        next += 1
        while index < count, index >= taken + ahead { pthread_cond_wait(isTaken, lock) }
        pthread_mutex_unlock(lock)
        guard index < count else { return }
        let answer = body(index)
        pthread_mutex_lock(lock)
        answers[index] = answer
        pthread_cond_signal(isLeft)
        pthread_mutex_unlock(lock)
      }
    }

    /// Waits for an answer and takes it away.
    func answer(_ index: Int) -> Answer {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      while true {
        if let answer = answers.removeValue(forKey: index) {
          taken = index + 1
          pthread_cond_broadcast(isTaken)
          return answer
        }
        pthread_cond_wait(isLeft, lock)
      }
    }
  }
}
