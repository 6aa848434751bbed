internal import Language

/// Makes a unit's bytes readable as XML, changing no more than has to be.
struct Mending {
  private(set) var bytes: [UInt8]
  private(set) var isChanged = false
  /// What was changed, each kind with its first place, counted from the beginning of the bytes.
  private(set) var problems: [Problem] = []
  private var line = 1, column = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func note(_ words: String) {
    isChanged = true
    if !problems.contains(where: { $0.kind == .mended(words) }) {
      problems.append(Problem(line: line, column: column, kind: .mended(words)))
    }
  }

  // MARK: characters, references

  mutating func run() {
    let source = bytes
    var out: [UInt8] = []
    out.reserveCapacity(source.count + 64)
    var at = 0
    // Comments and CDATA sections hold `&` and `<` that mean nothing.
    var closing: [UInt8]?
    var isInTag = false
    var quote: UInt8?
    while at < source.count {
      let byte = source[at]
      var length = 1
      if let end = closing, source[at...].starts(with: end) {
        closing = nil
        length = 3
      } else if byte >= 0x80 {
        length = Self.sequence(source[at...])
        if length == 0 {
          note("a byte that is no UTF-8 became U+FFFD")
          out += [0xEF, 0xBF, 0xBD]
          column += 1
          at += 1
          continue
        }
        if length == 3, byte == 0xEF, source[at + 1] == 0xBF, source[at + 2] >= 0xBE {
          note("a character that XML can't hold was dropped")
          at += 3
          column += 1
          continue
        }
      } else if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
        note("a control character was dropped")
        at += 1
        column += 1
        continue
      } else if closing != nil {
      } else if byte == UInt8(ascii: "&") {
        length = reference(source[at...], &out)
        column += length
        at += length
        continue
      } else if byte == UInt8(ascii: "<") {
        let rest = source[at...]
        if rest.starts(with: Array("<!--".utf8)), rest.contains(UInt8(ascii: ">")) {
          closing = Array("-->".utf8)
        } else if rest.starts(with: Array("<![CDATA[".utf8)) {
          closing = Array("]]>".utf8)
        } else if quote == nil, let next = rest.dropFirst().first, next >= 0x80 || Self.beginsTag(next) {
          isInTag = true
        } else {
          note("a “<” that begins nothing is text")
          out += Array("&lt;".utf8)
          column += 1
          at += 1
          continue
        }
      } else if isInTag, byte == quote {
        quote = nil
      } else if isInTag, quote == nil, byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if isInTag, quote == nil, byte == UInt8(ascii: ">") {
        isInTag = false
      } else if !isInTag, byte == UInt8(ascii: "]"), source[at...].starts(with: Array("]]>".utf8)) {
        note("“]]>” is text")
        out += Array("]]&gt;".utf8)
        column += 3
        at += 3
        continue
      }
      out += source[at..<at + length]
      at += length
      if byte == 0x0A {
        line += 1
        column = 1
      } else {
        column += byte < 0x80 ? length : 1
      }
    }
    bytes = out
  }

  private static func beginsTag(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "_")].contains(byte)
  }

  /// Writes what stands at `&`, mended; the bytes of it that were read.
  private mutating func reference(_ rest: ArraySlice<UInt8>, _ out: inout [UInt8]) -> Int {
    let name = rest.dropFirst().prefix { $0 < 0x80 && (Self.beginsTag($0) && $0 | 0x20 > 0x60 || (0x30...0x39).contains($0) || $0 == 0x23) }
    let end = name.endIndex
    guard !name.isEmpty, name.count <= 32, end < rest.endIndex, rest[end] == UInt8(ascii: ";") else {
      note("an “&” that begins nothing is text")
      out += Array("&amp;".utf8)
      return 1
    }
    let text = String(decoding: name, as: UTF8.self)
    let whole = rest[...end]
    if ["amp", "lt", "gt", "quot", "apos"].contains(text) {
      out += whole
    } else if text.hasPrefix("#") {
      let isHex = text.hasPrefix("#x")
      let value = UInt32(text.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
      if let value, value >= 0x20 || [9, 10, 13].contains(value), Unicode.Scalar(value) != nil, value & 0xFFFE != 0xFFFE || value > 0xFFFF {
        out += whole
      } else {
        note("a reference to a character that XML can't hold was dropped")
      }
    } else if let scalar = HTMLEntities.scalar(text) {
      note("entities of HTML became their characters")
      out += Array(String(scalar).utf8)
    } else {
      note("the entity &\(text); is not defined; it stays as it is written")
      out += Array("&amp;".utf8) + whole.dropFirst()
    }
    return whole.count
  }

  /// The length of a well-formed UTF-8 sequence, 0 for any other (Unicode 15, table 3-7).
  static func sequence(_ rest: ArraySlice<UInt8>) -> Int {
    let head = Array(rest.prefix(4))
    func follows(_ count: Int) -> Bool { head.count >= count && head[1..<count].allSatisfy { $0 & 0xC0 == 0x80 } }
    switch head[0] {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return follows(2) ? 2 : 0
    case 0xE0: return follows(3) && head[1] >= 0xA0 ? 3 : 0
    case 0xED: return follows(3) && head[1] <= 0x9F ? 3 : 0
    case 0xE1...0xEF: return follows(3) ? 3 : 0
    case 0xF0: return follows(4) && head[1] >= 0x90 ? 4 : 0
    case 0xF4: return follows(4) && head[1] <= 0x8F ? 4 : 0
    case 0xF1...0xF3: return follows(4) ? 4 : 0
    default: return 0
    }
  }

  // MARK: languages

  /// Names the language of a variant that has none: the one of `candidates` that no other variant of the unit is in. Nothing is done where
  /// two variants lack one, or two languages are possible.
  mutating func addLanguages(among candidates: [LanguageTag]) {
    var open: [Int] = []
    var given: [LanguageTag] = []
    var at = 0
    let name = Array("<tuv".utf8)
    while at < bytes.count, let tag = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = tag + 1
      let rest = bytes[tag...]
      guard rest.prefix(4).map({ $0 | 0x20 == 0x3C ? $0 : $0 | 0x20 }).elementsEqual(name), rest.count > 4,
        [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(rest[tag + 4])
      else { continue }
      let start = String(decoding: rest.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
      guard let code = Self.language(in: start) else {
        open.append(tag + 4)
        continue
      }
      given.append(LanguageTag(code))
    }
    guard open.count == 1, !given.isEmpty else { return }
    var possible: [LanguageTag] = []
    for candidate in candidates
    where !given.contains(where: { $0.matches(candidate) }) && !possible.contains(where: { $0.matches(candidate) }) {
      possible.append(candidate)
    }
    guard possible.count == 1, Cleaning.wellFormed(possible[0].text) != nil else { return }
    bytes.insert(contentsOf: Array(" xml:lang=\"\(Cleaning.wellFormed(possible[0].text)!)\"".utf8), at: open[0])
    (line, column) = (1, 1)
    note("a variant without a language was taken to be in “\(possible[0].text)”, which its unit lacks")
  }

  /// The value of `xml:lang` or `lang` in a start tag.
  private static func language(in tag: String) -> String? {
    for word in [" xml:lang", "\nxml:lang", "\txml:lang", " lang", "\nlang", "\tlang"] {
      guard let range = tag.lowercased().firstRange(of: word) else { continue }
      let rest = tag.lowercased()[range.upperBound...].drop { $0 == " " }
      guard rest.first == "=" else { continue }
      let quoted = rest.dropFirst().drop { $0 == " " }
      guard let quote = quoted.first, quote == "\"" || quote == "'" else { continue }
      return String(quoted.dropFirst().prefix { $0 != quote })
    }
    return nil
  }
}
