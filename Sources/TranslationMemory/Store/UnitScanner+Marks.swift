/// The marks that a unit is made of, read one by one.
extension UnitScanner {
  struct Tag {
    var name: Range<Int>
    /// Between the name and the end of the tag.
    var rest: Range<Int>
    var isOpening, isEmptyElement: Bool
  }

  static func tag(_ bytes: Bytes, _ at: inout Int) -> Tag? {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "<") else { return nil }
    at += 1
    var opening = true
    if at < bytes.count, bytes[at] == UInt8(ascii: "/") {
      opening = false
      at += 1
    }
    let start = at
    while at < bytes.count, isName(bytes[at]) { at += 1 }
    let name = start..<at
    guard !name.isEmpty else { return nil }
    var quote: UInt8 = 0
    while at < bytes.count {
      let byte = bytes[at]
      if quote != 0 {
        if byte == quote { quote = 0 }
        if byte == UInt8(ascii: "<") { return nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        let empty = opening && bytes[at - 1] == UInt8(ascii: "/")
        at += 1
        return Tag(name: name, rest: name.upperBound..<(at - (empty ? 2 : 1)), isOpening: opening, isEmptyElement: empty)
      } else if byte == UInt8(ascii: "<") {
        return nil
      }
      at += 1
    }
    return nil
  }

  static func attributes(_ bytes: Bytes, _ tag: Tag) -> [Attribute] {
    var found: [Attribute] = []
    var at = tag.rest.lowerBound
    let end = tag.rest.upperBound
    while at < end {
      while at < end, isBlank(bytes[at]) { at += 1 }
      let start = at
      while at < end, isName(bytes[at]) { at += 1 }
      let name = start..<at
      while at < end, isBlank(bytes[at]) { at += 1 }
      guard !name.isEmpty, at < end, bytes[at] == UInt8(ascii: "=") else { break }
      at += 1
      while at < end, isBlank(bytes[at]) { at += 1 }
      guard at < end, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { break }
      let quote = bytes[at]
      at += 1
      let value = at
      while at < end, bytes[at] != quote { at += 1 }
      found.append(Attribute(name: name, value: value..<at))
      at += 1
    }
    return found
  }

  /// Resolves a reference at `&`; nil when it is none that XML knows without a DTD.
  static func reference(_ bytes: Bytes, _ at: inout Int, _ limit: Int) -> UInt32? {
    let start = at + 1
    var end = start
    while end < limit, end - start < 12, bytes[end] != UInt8(ascii: ";") { end += 1 }
    guard end < limit, bytes[end] == UInt8(ascii: ";") else { return nil }
    at = end + 1
    let name = start..<end
    if equal(bytes, name, "amp") { return 0x26 }
    if equal(bytes, name, "lt") { return 0x3C }
    if equal(bytes, name, "gt") { return 0x3E }
    if equal(bytes, name, "quot") { return 0x22 }
    if equal(bytes, name, "apos") { return 0x27 }
    guard name.count > 1, bytes[start] == UInt8(ascii: "#") else { return nil }
    let isHex = bytes[start + 1] == UInt8(ascii: "x")
    var value: UInt32 = 0
    let digits = (start + (isHex ? 2 : 1))..<end
    guard !digits.isEmpty else { return nil }
    for index in digits {
      let byte = bytes[index]
      let digit: UInt32
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f") where isHex: digit = UInt32(byte - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F") where isHex: digit = UInt32(byte - UInt8(ascii: "A")) + 10
      default: return nil
      }
      value = value * (isHex ? 16 : 10) + digit
      if value > 0x10FFFF { return nil }
    }
    if value == 0 || (0xD800...0xDFFF).contains(value) { return nil }
    return value
  }

  /// True when the references of a segment are ones that XML knows and its inline elements open and close in pairs.
  static func isSound(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    var depth = 0
    while at < range.upperBound {
      switch bytes[at] {
      case UInt8(ascii: "<"):
        guard let tag = tag(bytes, &at) else { return false }
        if !tag.isEmptyElement { depth += tag.isOpening ? 1 : -1 }
        if depth < 0 { return false }
      case UInt8(ascii: "&"):
        guard reference(bytes, &at, range.upperBound) != nil else { return false }
      default: at += 1
      }
    }
    return depth == 0
  }

  static func skipElement(_ bytes: Bytes, _ at: inout Int) -> Bool {
    var depth = 1
    while depth > 0 {
      while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
      guard let tag = tag(bytes, &at) else { return false }
      if !tag.isEmptyElement { depth += tag.isOpening ? 1 : -1 }
    }
    return true
  }

  /// Moves over blanks; false at the end of the bytes.
  static func skipBlanks(_ bytes: Bytes, _ at: inout Int) -> Bool {
    while at < bytes.count, isBlank(bytes[at]) { at += 1 }
    return at < bytes.count
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }

  @inline(__always)
  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }

  static func equal(_ bytes: Bytes, _ range: Range<Int>, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard range.count == count else { return false }
    for index in 0..<count where bytes[range.lowerBound + index] != text.utf8Start[index] { return false }
    return true
  }

  static func equal(_ a: Bytes, _ ra: Range<Int>, _ b: Bytes, _ rb: Range<Int>) -> Bool {
    ra.count == rb.count && a[ra].elementsEqual(b[rb])
  }

  /// Where a text begins at or after `from`.
  static func find(_ text: StaticString, in bytes: Bytes, from: Int) -> Int? {
    let count = text.utf8CodeUnitCount
    let first = text.utf8Start[0]
    var at = from
    while at + count <= bytes.count {
      if bytes[at] == first, (1..<count).allSatisfy({ bytes[at + $0] == text.utf8Start[$0] }) { return at }
      at += 1
    }
    return nil
  }
}
