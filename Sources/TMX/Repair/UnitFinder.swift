internal import XMLStream

/// Finds the units and the header in text that may be no XML, by their tags.
///
/// Comments and CDATA sections are passed over, as long as they end within the limit for text; a unit ends at `</tu>`, or is broken where
/// another begins or the body ends.
struct UnitFinder {
  struct Found {
    var kind: Kind
    var bytes: [UInt8]
    /// Of its first byte, from 1; the column counts characters.
    var line: Int, column: Int
  }

  enum Kind: Equatable { case header, unit, broken(String) }

  private let limits: TMXReader.Limits
  private var buffer: [UInt8] = []
  /// What lies before is done with; its last place.
  private var at = 0
  private var line = 1, column = 1
  /// How far the search for an end has come; nothing before needs another look.
  private var searched = 0

  init(limits: TMXReader.Limits) { self.limits = limits }

  mutating func append(_ bytes: [UInt8]) {
    if at > 0 {
      buffer.removeFirst(at)
      searched -= at
      at = 0
    }
    buffer += bytes
  }

  /// The next part; nil when more bytes are needed, or there are no more.
  mutating func next(last: Bool) -> Found? {
    while true {
      guard let open = mark(from: at) else {
        pass(to: buffer.count)
        return nil
      }
      switch tag(at: open) {
      case .tooShort where !last:
        pass(to: open)
        return nil
      case .tu, .header:
        pass(to: open)
        return tag(at: open) == .tu ? unit(open, last: last) : header(open, last: last)
      case .comment, .cdata:
        pass(to: open)
        guard let end = endOfSection(open, last: last) else { return nil }
        pass(to: end)
      default: pass(to: open + 1)
      }
    }
  }

  private mutating func unit(_ open: Int, last: Bool) -> Found? {
    var at = max(searched, open + 3)
    while let next = mark(from: at) {
      switch tag(at: next) {
      case .tooShort where !last:
        return wait(open, next)
      case .endOfUnit(let length): return take(.unit, to: next + length)
      case .tu: return take(.broken("the next one begins before it ends"), to: next)
      case .endOfBody: return take(.broken("it has no end"), to: next)
      case .comment, .cdata:
        searched = next
        guard let end = endOfSection(next, last: last) else { return nil }
        at = end
      default: at = next + 1
      }
      if at - open > limits.unit { return take(.broken("no end within \(limits.unit) bytes"), to: at) }
    }
    if last { return take(.broken("the file breaks off in it"), to: buffer.count) }
    return wait(open, buffer.count)
  }

  private mutating func wait(_ open: Int, _ searched: Int) -> Found? {
    if buffer.count - open > limits.unit { return take(.broken("no end within \(limits.unit) bytes"), to: buffer.count) }
    self.searched = searched
    return nil
  }

  private mutating func header(_ open: Int, last: Bool) -> Found? {
    guard let close = buffer[open...].firstIndex(of: UInt8(ascii: ">")) else {
      if !last, buffer.count - open < limits.unit { return wait(open, open) }
      return take(.broken("the header has no end"), to: buffer.count)
    }
    if buffer[close - 1] == UInt8(ascii: "/") { return take(.header, to: close + 1) }
    var at = close
    while let next = mark(from: at) {
      switch tag(at: next) {
      case .tooShort where !last: return wait(open, open)
      case .endOfHeader(let length): return take(.header, to: next + length)
      case .tu, .body:
        // The end tag is missing: the start tag alone says most of it.
        buffer.insert(UInt8(ascii: "/"), at: close)
        return take(.header, to: close + 2)
      default: at = next + 1
      }
    }
    return last || buffer.count - open > limits.unit ? take(.broken("the header has no end"), to: buffer.count) : wait(open, open)
  }

  private mutating func take(_ kind: Kind, to end: Int) -> Found {
    let found = Found(kind: kind, bytes: Array(buffer[at..<end]), line: line, column: column)
    pass(to: end)
    return found
  }

  /// Behind the comment or CDATA section at `open`; behind its opening when it has no end in reach; nil when more bytes are needed.
  private func endOfSection(_ open: Int, last: Bool) -> Int? {
    let isComment = tag(at: open) == .comment
    let closing: [UInt8] = isComment ? [0x2D, 0x2D, 0x3E] : [0x5D, 0x5D, 0x3E]
    let end = min(buffer.count, open + limits.xml.text)
    var at = open + (isComment ? 4 : 9)
    while at < end, let next = buffer[at..<end].firstIndex(of: closing[0]) {
      if buffer[next...].starts(with: closing) { return next + 3 }
      at = next + 1
    }
    return last || buffer.count - open > limits.xml.text ? open + 1 : nil
  }

  private func mark(from: Int) -> Int? { from < buffer.count ? buffer[from...].firstIndex(of: UInt8(ascii: "<")) : nil }

  private mutating func pass(to end: Int) {
    for byte in buffer[at..<end] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    at = end
    searched = max(searched, end)
  }

  private enum Tag: Equatable { case tu, header, body, endOfUnit(Int), endOfHeader(Int), endOfBody, comment, cdata, tooShort, other }

  /// What begins at a `<`; names count in capitals too.
  private func tag(at open: Int) -> Tag {
    let rest = buffer[open...].prefix(16)
    // Most tags are told by their first letter.
    if rest.count == 16 {
      let first = buffer[open + 1] == UInt8(ascii: "/") ? buffer[open + 2] : buffer[open + 1]
      guard [UInt8(ascii: "t"), UInt8(ascii: "h"), UInt8(ascii: "b"), UInt8(ascii: "!") | 0x20].contains(first | 0x20) else {
        return .other
      }
    }
    func starts(_ text: StaticString) -> Bool {
      let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      return rest.count >= wanted.count && zip(rest, wanted).allSatisfy { $0 == $1 || $0 | 0x20 == $1 && $1 >= 0x61 }
    }
    func ends(_ at: Int) -> Bool { rest.count > at && [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(rest[open + at]) }
    func closed(_ at: Int) -> Int? {
      var end = open + at
      while end < rest.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(rest[end]) { end += 1 }
      return end < rest.endIndex && rest[end] == 0x3E ? end - open + 1 : nil
    }
    if starts("</tu"), let length = closed(4) { return .endOfUnit(length) }
    if starts("<tu"), ends(3) { return .tu }
    if starts("<header"), ends(7) { return .header }
    if starts("</header"), let length = closed(8) { return .endOfHeader(length) }
    if starts("<body"), ends(5) { return .body }
    if starts("</body") || starts("</tmx") { return .endOfBody }
    if starts("<!--") { return .comment }
    if starts("<![cdata[") { return .cdata }
    return rest.count < 16 ? .tooShort : .other
  }
}
