import Glibc

/// A bar on standard error, for work that takes longer than a moment; nothing at all where standard error is no terminal.
///
/// One thread at a time may use it.
final class ProgressBar {
  private let title: String
  private let isShown = isatty(2) == 1
  private var started = ProgressBar.now()
  private var drawn = 0.0
  private var width = 0

  init(_ title: String) { self.title = title }

  deinit { clear() }

  /// Draws at most ten times a second, and not in the first half second.
  func update(_ done: Int, of all: Int) {
    guard isShown, all > 0 else { return }
    let now = Self.now()
    guard now - started > 0.5, now - drawn > 0.1 else { return }
    drawn = now
    let cells = 30, full = min(cells, done * cells / all)
    let text = "\(title) [\(String(repeating: "#", count: full))\(String(repeating: ".", count: cells - full))] \(done * 100 / all) %"
    put("\r" + text + String(repeating: " ", count: max(0, width - text.count)))
    width = text.count
  }

  /// Takes the bar away, so that a message can stand in its place.
  func clear() {
    guard width > 0 else { return }
    put("\r" + String(repeating: " ", count: width) + "\r")
    width = 0
  }

  private func put(_ text: String) { Array(text.utf8).withUnsafeBytes { _ = write(2, $0.baseAddress!, $0.count) } }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
