import Glibc
import Workbench

/// Lines of standard input or of a file, read as they come, for filters that answer line by line.
struct InputLines: Sequence, IteratorProtocol {
  private var descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []
  private var start = 0
  /// No line ends before this place of the buffer.
  private var searched = 0
  private var isAtEnd = false
  /// The line that ``next()`` gave last is what stood there.
  private(set) var isUTF8 = true

  /// - Parameter path: a file, or `-` for standard input.
  init(_ path: String) throws {
    self.path = path
    descriptor = 0
    if path != "-" {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { _ = try FileSystem.read(path); throw ExitStatus.badData }
      if FileSystem.isDirectory(path) { _ = try FileSystem.read(path) }
    }
  }

  /// The next line without its end (LF or CRLF); bytes that are no UTF-8 come as U+FFFD.
  mutating func next() -> String? {
    while true {
      let end = buffer.withUnsafeBytes { bytes -> Int? in
        guard searched < bytes.count, let hit = memchr(bytes.baseAddress! + searched, 0x0A, bytes.count - searched) else { return nil }
        return UnsafeRawPointer(hit) - bytes.baseAddress!
      }
      if let end { return take(to: end) }
      searched = buffer.count
      if isAtEnd { return start < buffer.count ? take(to: buffer.count) : nil }
      fill()
    }
  }

  /// The line that ends before a place of the buffer.
  private mutating func take(to end: Int) -> String {
    let line = buffer[start..<(end > start && buffer[end - 1] == 0x0D ? end - 1 : end)]
    start = end + 1
    searched = start
    if let text = String(validating: line, as: UTF8.self) {
      isUTF8 = true
      return text
    }
    isUTF8 = false
    return String(decoding: line, as: UTF8.self)
  }

  private mutating func fill() {
    buffer.removeFirst(Swift.min(start, buffer.count))
    (start, searched) = (0, buffer.count)
    let count = buffer.count
    let chunk = Swift.max(1 << 16, count)
    buffer.append(contentsOf: repeatElement(0, count: chunk))
    var got = -1
    repeat { got = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + count, chunk) } } while got < 0 && errno == EINTR
    buffer.removeLast(chunk - Swift.max(got, 0))
    if got <= 0 { isAtEnd = true }
  }
}

/// A line of a filter's input that is no UTF-8.
struct NotUTF8: Error {}

/// Runs a long-lived filter: a line in, a line out, flushed at once. A line that can't be answered gives `{"error":…}` and status 1.
func answerLines(_ path: String, _ answer: (String) throws -> String) throws {
  var failed = false
  var lines = try InputLines(path)
  while let line = lines.next() {
    do {
      guard lines.isUTF8 else { throw NotUTF8() }
      Output.line(try answer(line))
    } catch {
      failed = true
      Output.line(
        (try? JSONLine.text(ErrorRecord(error: "\(sentence(for: error) ?? "not a line of JSON that this command takes")"))) ?? "{}")
    }
    Output.flush()
  }
  if failed { throw ExitStatus.findings }
}

/// Says what is worth knowing of memories that were opened.
func say(_ memories: Memories) {
  for path in memories.packed {
    Messages.note("\(path): unpacked for this once; `tarjoman import NAME \(path)` makes a memory of it, whose index stays")
  }
  for remark in memories.remarks { Messages.note(remark) }
}

/// Reads a document of whatever kind, and says what is worth knowing of it.
func loadDocument(_ path: String, limits: ReadingLimits) throws -> LaidOutText {
  let loaded = try LoadedDocument.read(path, limits: limits.document)
  for note in loaded.notes { Messages.note(note) }
  return try loaded.text()
}

/// Reads a text whole and says so when it was not plain UTF-8.
func loadText(_ path: String) throws -> LoadedText {
  let loaded = try LoadedText.read(path)
  if let encoding = loaded.foreignEncoding { Messages.note("\(loaded.path): read as \(encoding)") }
  return loaded
}
