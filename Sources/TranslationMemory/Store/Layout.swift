internal import Glibc
internal import TMX

/// How a memory's bytes lie: a head that ends with `<body>`, one unit a line, the footer line.
///
/// The *first* footer line ends the data. Bytes behind it were written and never acknowledged (see ``MemoryStore/append(_:again:)``).
struct Layout: Hashable, Sendable {
  /// Where the first unit begins.
  var bodyStart: Int
  /// Where the footer line begins.
  var footer: Int
  /// Units between them.
  var unitCount: Int
  /// The footer line was found half overwritten: the commit of the block behind it did not end.
  var isTorn: Bool

  static let footerLine = TMXWriter.footer

  var end: Int { footer + Self.footerLine.count }

  /// What a scan of a file finds.
  enum Finding: Sendable {
    case ours(Layout)
    /// Another layout: why and where it begins.
    case foreign(offset: Int, why: String)
  }

  /// Reads the whole file once, line by line.
  /// - Complexity: O(size), one pass of `memchr`.
  static func scan(_ file: File) throws(MemoryError) -> Finding {
    var lines = LineReader(file: file)
    var bodyStart = -1
    // The head may take some lines; more than 64 KB of it beside tombstones is nobody's.
    var headBytes = 0
    while let line = try lines.next() {
      if line.hasSuffix("<body>\n") {
        bodyStart = lines.offset
        break
      }
      if line.hasSuffix("\r\n") { return .foreign(offset: lines.offset, why: "lines end in CR LF") }
      if !line.hasPrefix(Tombstone.opening) { headBytes += line.count }
      if headBytes > 65_536 { break }
    }
    guard bodyStart >= 0 else { return .foreign(offset: 0, why: "no line ends with <body>") }
    var units = 0
    while true {
      let start = lines.offset
      guard let line = try lines.next() else { return .foreign(offset: start, why: "no footer line") }
      if line.hasPrefix("<tu"), line.hasSuffix("</tu>\n") {
        units += 1
      } else if line.equals(footerLine) {
        return .ours(Layout(bodyStart: bodyStart, footer: start, unitCount: units, isTorn: false))
      } else if isTornFooter(line) {
        return .ours(Layout(bodyStart: bodyStart, footer: start, unitCount: units, isTorn: true))
      } else {
        return .foreign(offset: start, why: "a line that is no unit")
      }
    }
  }

  /// A footer that a unit's first bytes had begun to replace: `<tu tuid="tj-` up to some byte, the footer from there on. Other programs' `<tu tuid="1">`
  /// with its line end is as long, and a unit.
  private static func isTornFooter(_ line: LineReader.Line) -> Bool {
    let unit = Array("<tu tuid=\"tj-".utf8)
    return line.count == footerLine.count
      && (1...unit.count).contains { replaced in line.equals(Array(unit[..<replaced] + footerLine[replaced...])) }
  }
}

/// Lines of a file by `pread`, in bounded memory but for one line.
struct LineReader {
  private let file: File
  private var buffer: [UInt8] = []
  private var start = 0
  private var fileEnd = false
  /// Where the next line begins in the file.
  private(set) var offset: Int
  private let chunk: Int

  init(file: File, from offset: Int = 0, chunk: Int = 1 << 20) {
    self.file = file
    self.offset = offset
    self.chunk = chunk
  }

  /// A line with its line feed, valid until the next one is read.
  struct Line {
    let bytes: UnsafeRawBufferPointer

    var count: Int { bytes.count }

    func hasPrefix(_ text: StaticString) -> Bool {
      let count = text.utf8CodeUnitCount
      return bytes.count >= count && memcmp(bytes.baseAddress!, text.utf8Start, count) == 0
    }

    func hasSuffix(_ text: StaticString) -> Bool {
      let count = text.utf8CodeUnitCount
      return bytes.count >= count && memcmp(bytes.baseAddress! + bytes.count - count, text.utf8Start, count) == 0
    }

    func equals(_ other: [UInt8]) -> Bool { bytes.elementsEqual(other) }
  }

  mutating func next() throws(MemoryError) -> Line? {
    var searched = start
    while true {
      let found: Int? = buffer.withUnsafeBytes { bytes in
        guard searched < bytes.count, let hit = memchr(bytes.baseAddress! + searched, 10, bytes.count - searched) else { return nil }
        return UnsafeRawPointer(hit) - bytes.baseAddress!
      }
      if let found { return take(through: found) }
      if fileEnd {
        guard start < buffer.count else { return nil }
        return take(through: buffer.count - 1)
      }
      searched = buffer.count - start
      buffer.removeSubrange(..<start)
      start = 0
      let old = buffer.count
      let position = offset + old
      // A line longer than the buffer doubles it, so that a long line costs no more than its length.
      let wanted = max(chunk, old)
      var failure: MemoryError?
      let more = [UInt8](unsafeUninitializedCapacity: wanted) { room, count in
        do throws(MemoryError) {
          count = try file.read(into: UnsafeMutableRawBufferPointer(room), at: position)
        } catch {
          failure = error
          count = 0
        }
      }
      if let failure { throw failure }
      if more.count < wanted { fileEnd = true }
      if buffer.isEmpty { buffer = more } else { buffer += more }
    }
  }

  private mutating func take(through last: Int) -> Line {
    // The array is changed only by the next call, and its storage does not move until then.
    let line = buffer.withUnsafeBytes { Line(bytes: UnsafeRawBufferPointer(rebasing: $0[start...last])) }
    offset += last - start + 1
    start = last + 1
    return line
  }
}
