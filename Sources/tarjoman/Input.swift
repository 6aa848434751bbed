import Glibc
import Workbench

/// Lines of standard input or of a file, read as they come, for filters that answer line by line.
struct InputLines: Sequence, IteratorProtocol {
  private var descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

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
      if let end = buffer[start...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return text(start..<end)
      }
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return text(start..<buffer.count)
      }
      fill()
    }
  }

  private func text(_ range: Range<Int>) -> String {
    let range = range.last.map { buffer[$0] } == 0x0D ? range.dropLast() : range
    return String(decoding: buffer[range], as: UTF8.self)
  }

  private mutating func fill() {
    buffer.removeFirst(start)
    start = 0
    let count = buffer.count
    let chunk = Swift.max(1 << 16, count)
    buffer.append(contentsOf: repeatElement(0, count: chunk))
    var got = -1
    repeat { got = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + count, chunk) } } while got < 0 && errno == EINTR
    buffer.removeLast(chunk - Swift.max(got, 0))
    if got <= 0 { isAtEnd = true }
  }
}

/// Runs a long-lived filter: a line in, a line out, flushed at once. A line that can't be answered gives `{"error":…}` and status 1.
func answerLines(_ path: String, _ answer: (String) throws -> String) throws {
  var failed = false
  for line in try InputLines(path) {
    do {
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
