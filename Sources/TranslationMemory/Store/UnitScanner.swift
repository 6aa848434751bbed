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
}
