internal import Language

/// Reads the parts of one `<tu …>…</tu>` that lookups need, without making a tree: places in the bytes, decoded on demand. Keep one and scan
/// many units with it.
///
/// It takes what an XML parser takes of a unit, and no more: quoted attributes, the five entities and numeric references, inline elements.
/// Comments, CDATA sections and processing instructions, which no writer of units makes, are refused: such a unit is reported, not guessed at.
struct UnitScanner {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  struct Attribute {
    var name, value: Range<Int>
  }

  struct Property {
    var type, value: Range<Int>
  }

  struct Variant {
    var language: Range<Int>
    /// What stands between `<seg>` and `</seg>`.
    var segment: Range<Int>
    /// No entity, no inline element, no return: the segment's bytes are its text.
    var isPlain: Bool
  }

  private(set) var attributes: [Attribute] = []
  /// The `prop`s of the unit itself.
  private(set) var properties: [Property] = []
  private(set) var variants: [Variant] = []

  /// Scans one unit; false when it is malformed.
  mutating func scan(_ bytes: Bytes) -> Bool {
    attributes.removeAll(keepingCapacity: true)
    properties.removeAll(keepingCapacity: true)
    variants.removeAll(keepingCapacity: true)
    var at = 0
    guard var tag = Self.tag(bytes, &at), tag.isOpening, Self.equal(bytes, tag.name, "tu"), !tag.isEmptyElement else { return false }
    attributes = Self.attributes(bytes, tag)
    var language: Range<Int>?
    var inVariant = false
    while true {
      guard Self.skipBlanks(bytes, &at), let next = Self.tag(bytes, &at) else { return false }
      tag = next
      if tag.isOpening {
        if Self.equal(bytes, tag.name, "prop") || Self.equal(bytes, tag.name, "note") {
          guard !tag.isEmptyElement else { continue }
          let start = at
          guard let end = Self.find("</", in: bytes, from: at) else { return false }
          at = end
          guard let closing = Self.tag(bytes, &at), Self.equal(bytes, closing.name, bytes, tag.name) else { return false }
          if !inVariant, bytes[tag.name.lowerBound] == UInt8(ascii: "p"),
            let type = Self.attributes(bytes, tag).first(where: { Self.equal(bytes, $0.name, "type") })
          {
            properties.append(Property(type: type.value, value: start..<end))
          }
        } else if Self.equal(bytes, tag.name, "tuv"), !inVariant {
          let own = Self.attributes(bytes, tag)
          language = (own.first { Self.equal(bytes, $0.name, "xml:lang") } ?? own.first { Self.equal(bytes, $0.name, "lang") })?.value
          guard !tag.isEmptyElement else { continue }
          inVariant = true
        } else if Self.equal(bytes, tag.name, "seg"), inVariant {
          let start = at
          var end = at
          if !tag.isEmptyElement {
            guard let found = Self.find("</seg", in: bytes, from: at) else { return false }
            end = found
            at = found
            guard Self.tag(bytes, &at) != nil else { return false }
          }
          var plain = true
          for index in start..<end where bytes[index] == UInt8(ascii: "&") || bytes[index] == UInt8(ascii: "<") || bytes[index] == 13 {
            plain = false
            break
          }
          if !plain, !Self.isSound(bytes, start..<end) { return false }
          variants.append(Variant(language: language ?? at..<at, segment: start..<end, isPlain: plain))
        } else if Self.equal(bytes, tag.name, "tuv") || Self.equal(bytes, tag.name, "tu") {
          return false
        } else if !tag.isEmptyElement {
          // An element that TMX doesn't know: over it, whatever is inside.
          guard Self.skipElement(bytes, &at) else { return false }
        }
      } else if Self.equal(bytes, tag.name, "tuv"), inVariant {
        inVariant = false
      } else if Self.equal(bytes, tag.name, "tu"), !inVariant {
        return Self.skipBlanks(bytes, &at) == false && at == bytes.count
      } else {
        return false
      }
    }
  }

  // MARK: Values

  /// The text of an attribute or element value, references resolved.
  static func string(_ bytes: Bytes, _ range: Range<Int>) -> String {
    if bytes[range].contains(UInt8(ascii: "&")) {
      var decoded: [UInt8] = []
      appendText(bytes, range, to: &decoded)
      return String(decoding: decoded, as: UTF8.self)
    }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// Appends a segment's text: references resolved, text in `hi` kept, other inline elements left out with what is in them.
  static func appendText(_ bytes: Bytes, _ range: Range<Int>, to text: inout [UInt8]) {
    var at = range.lowerBound
    var hidden = 0
    while at < range.upperBound {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "<"):
        guard let tag = tag(bytes, &at) else { return }
        if equal(bytes, tag.name, "hi") || tag.isEmptyElement { continue }
        hidden += tag.isOpening ? 1 : -1
      case UInt8(ascii: "&"):
        guard let scalar = reference(bytes, &at, range.upperBound) else { return }
        if hidden == 0 { UTF8Coding.append(scalar, to: &text) }
      case 13:
        // A return in the file is a line end to XML (XML 1.0 §2.11).
        if hidden == 0, at + 1 >= range.upperBound || bytes[at + 1] != 10 { text.append(10) }
        at += 1
      default:
        if hidden == 0 { text.append(byte) }
        at += 1
      }
    }
  }

  /// The value of an attribute of the unit.
  func attribute(_ name: StaticString, in bytes: Bytes) -> Range<Int>? {
    attributes.first { Self.equal(bytes, $0.name, name) }?.value
  }

  /// The value of the unit's first property of a type.
  func property(_ type: StaticString, in bytes: Bytes) -> Range<Int>? {
    properties.first { Self.equal(bytes, $0.type, type) }?.value
  }

  /// True when the unit has a property of this type with this value.
  func has(_ type: String, _ value: String, in bytes: Bytes) -> Bool {
    properties.contains { bytes[$0.type].elementsEqual(type.utf8) && Self.string(bytes, $0.value).utf8.elementsEqual(value.utf8) }
  }

  // MARK: Parts

  private struct Tag {
    var name: Range<Int>
    /// Between the name and the end of the tag.
    var rest: Range<Int>
    var isOpening, isEmptyElement: Bool
  }

  private static func tag(_ bytes: Bytes, _ at: inout Int) -> Tag? {
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

  private static func attributes(_ bytes: Bytes, _ tag: Tag) -> [Attribute] {
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
  private static func reference(_ bytes: Bytes, _ at: inout Int, _ limit: Int) -> UInt32? {
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
  private static func isSound(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
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

  private static func skipElement(_ bytes: Bytes, _ at: inout Int) -> Bool {
    var depth = 1
    while depth > 0 {
      while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
      guard let tag = tag(bytes, &at) else { return false }
      if !tag.isEmptyElement { depth += tag.isOpening ? 1 : -1 }
    }
    return true
  }

  /// Moves over blanks; false at the end of the bytes.
  private static func skipBlanks(_ bytes: Bytes, _ at: inout Int) -> Bool {
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

  private static func equal(_ a: Bytes, _ ra: Range<Int>, _ b: Bytes, _ rb: Range<Int>) -> Bool {
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
