/// The words of a line of Markdown: without emphasis, addresses of links, images and tags (CommonMark 0.31, §6).
///
/// - Complexity: O(n): brackets are matched once, and nothing else is sought further than ``window`` bytes.
struct MarkdownInline {
  private let bytes: [UInt8]
  /// The position of the bracket that closes the one here; 0 where none does.
  private let closing: [Int]
  private var words: [UInt8] = []
  private var images = 0, noteMarks = 0

  /// How far the end of a code span, a tag or an address may be.
  private static let window = 2048

  static func words(of line: Substring, _ leftOut: inout LeftOut) -> String {
    var inline = MarkdownInline(Array(line.trimmed.utf8))
    inline.take(0..<inline.bytes.count, inLink: false)
    leftOut.count(.images, inline.images)
    leftOut.count(.noteMarks, inline.noteMarks)
    return String(decoding: inline.words, as: UTF8.self)
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var closing = [Int](repeating: 0, count: bytes.count)
    var open: [Int] = []
    for (index, byte) in bytes.enumerated() where index == 0 || bytes[index - 1] != UInt8(ascii: "\\") {
      if byte == UInt8(ascii: "[") { open.append(index) }
      if byte == UInt8(ascii: "]"), let start = open.popLast() { closing[start] = index }
    }
    self.closing = closing
  }

  /// Adds the words of a range. In the text of a link there are no links.
  private mutating func take(_ range: Range<Int>, inLink: Bool) {
    var at = range.lowerBound
    while at < range.upperBound {
      let next = at + 1 < range.upperBound ? bytes[at + 1] : 0
      switch bytes[at] {
      case UInt8(ascii: "\\") where Self.isPunctuation(next):
        words.append(next)
        at += 2
        continue
      case UInt8(ascii: "`"):
        at = code(at, range.upperBound)
        continue
      case UInt8(ascii: "!") where next == UInt8(ascii: "["):
        if let link = link(at + 1, range.upperBound) {
          images += 1
          at = link.end
          continue
        }
      case UInt8(ascii: "[") where next == UInt8(ascii: "^") && closing[at] > 0:
        noteMarks += 1
        at = closing[at] + 1
        continue
      case UInt8(ascii: "[") where !inLink:
        if let link = link(at, range.upperBound) {
          take(link.text, inLink: true)
          at = link.end
          continue
        }
      case UInt8(ascii: "<") where Self.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!"):
        if let end = end(of: UInt8(ascii: ">"), from: at + 1, range.upperBound, unless: UInt8(ascii: "<")) {
          let inside = bytes[(at + 1)..<end]
          // An address in angle brackets is text, a tag isn't.
          if inside.contains(UInt8(ascii: "@")) || inside.containsBytes("://") { words += inside }
          at = end + 1
          continue
        }
      case UInt8(ascii: "&"):
        if let end = end(of: UInt8(ascii: ";"), from: at + 1, min(range.upperBound, at + 12), unless: 0x20),
          let text = Self.reference(String(decoding: bytes[(at + 1)..<end], as: UTF8.self))
        {
          words += text.utf8
          at = end + 1
          continue
        }
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        at = emphasis(at, range)
        continue
      default: break
      }
      words.append(bytes[at])
      at += 1
    }
  }

  /// A code span's words, or its marks where it has no end; the position behind.
  private mutating func code(_ start: Int, _ limit: Int) -> Int {
    var behind = start
    while behind < limit, bytes[behind] == UInt8(ascii: "`") { behind += 1 }
    let length = behind - start
    var run = 0
    for at in behind..<max(behind, min(limit, behind + Self.window)) {
      run = bytes[at] == UInt8(ascii: "`") ? run + 1 : 0
      if run == length, at + 1 == limit || bytes[at + 1] != UInt8(ascii: "`") {
        words += bytes[behind..<(at + 1 - length)]
        return at + 1
      }
    }
    words += bytes[start..<behind]
    return behind
  }

  /// Marks of emphasis touch a word on one side at least; `_` inside a word is text, and so is a single `~`.
  private mutating func emphasis(_ start: Int, _ range: Range<Int>) -> Int {
    let mark = bytes[start]
    var end = start
    while end < range.upperBound, bytes[end] == mark { end += 1 }
    func isWord(_ index: Int) -> Bool { range.contains(index) && bytes[index] > 0x20 }
    func isInner(_ index: Int) -> Bool { isWord(index) && !Self.isPunctuation(bytes[index]) }
    let isText =
      end - start > 3 || mark == UInt8(ascii: "~") && end - start != 2
      || mark == UInt8(ascii: "_") && isInner(start - 1) && isInner(end) || !isWord(start - 1) && !isWord(end)
    if isText { words += bytes[start..<end] }
    return end
  }

  /// `[text](address)` or `[text][name]`; nil where it is none.
  private func link(_ start: Int, _ limit: Int) -> (text: Range<Int>, end: Int)? {
    let close = closing[start]
    guard close > 0, close + 1 < limit else { return nil }
    switch bytes[close + 1] {
    case UInt8(ascii: "("):
      return end(of: UInt8(ascii: ")"), from: close + 2, limit).map { ((start + 1)..<close, $0 + 1) }
    case UInt8(ascii: "["):
      return closing[close + 1] > 0 ? ((start + 1)..<close, closing[close + 1] + 1) : nil
    default: return nil
    }
  }

  private func end(of byte: UInt8, from start: Int, _ limit: Int, unless stop: UInt8 = 0) -> Int? {
    var at = start
    let limit = min(limit, start + Self.window)
    while at < limit, bytes[at] != byte {
      if bytes[at] == stop { return nil }
      at += 1
    }
    return at < limit ? at : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// The references that texts use; others stay as they are.
  private static func reference(_ name: String) -> String? {
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let value, let scalar = Unicode.Scalar(value), value > 0 else { return nil }
      return String(Character(scalar))
    }
    return named[name]
  }

  private static let named = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "zwnj": "\u{200C}", "zwj": "\u{200D}",
    "rlm": "\u{200F}", "lrm": "\u{200E}", "shy": "\u{AD}", "ndash": "–", "mdash": "—", "hellip": "…", "laquo": "«", "raquo": "»",
  ]
}
