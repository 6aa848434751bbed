public import Language

/// How units are made fit for other programs on export. The memory itself is never cleaned: stored text is exact.
///
/// Each rule has its reason in what a program was seen to do; all are on in ``standard``.
public struct Cleaning: Hashable, Sendable {
  /// Blanks and line breaks around a segment go: OmegaT loses the exact match.
  public var trimsSegments = true
  /// Line breaks and tabs within a segment become blanks.
  public var joinsLines = true
  /// Direction marks (U+200E, 200F, 202A–202E, 2066–2069, FEFF) go: OmegaT loses the exact match.
  public var dropsDirectionMarks = true
  /// U+0080–009F go; XML allows them, programs choke.
  public var dropsControls = true
  /// What TMX doesn't have, kept by Tarjoman as properties and wrapped elements, is left out. The text inside a foreign element stays.
  public var dropsForeign = true
  /// Of two variants in one language only the first is written: OmegaT would take the last, others the first.
  public var oneVariantPerLanguage = true
  /// `bpt` and `ept` without a partner in their segment become `it`; those without a number get one.
  public var pairsCodes = true
  public var languages = Languages.wellFormed
  /// The variant in this language is written first.
  public var source: LanguageTag?

  public enum Languages: Hashable, Sendable {
    case asWritten
    /// `fa_IR` becomes `fa-IR`; a code beyond repair leaves the variant out.
    case wellFormed
    /// `fa-IR`, `per`, `fas` become `fa`: Lokalize compares exactly. Dari stays apart.
    case bare
    /// `fa` becomes `fa-IR`, `en` becomes `en-US`, Dari `fa-AF`: Trados has no languages without a country. Other codes stay.
    case withCountry
  }

  /// The code with a country where it is Persian or English without one.
  static func withCountry(_ code: String) -> String {
    let tag = LanguageTag(code)
    let hasCountry = tag.canonical.split(separator: "-").dropFirst().contains { $0.utf8.count == 2 }
    switch tag.primary {
    case "fa": return hasCountry ? code : "fa-IR"
    case "prs": return "fa-AF"
    case "en": return hasCountry ? code : "en-US"
    default: return code
    }
  }

  public init() {}

  public static let standard = Cleaning()

  /// Valid by the DTD and OmegaT's schema with nothing of the text, the notes or the codes changed: what TMX doesn't have is kept as properties,
  /// blanks and direction marks stay.
  public static let faithful: Cleaning = {
    var cleaning = Cleaning()
    cleaning.trimsSegments = false
    cleaning.joinsLines = false
    cleaning.dropsDirectionMarks = false
    cleaning.dropsForeign = false
    return cleaning
  }()

  /// How much was changed.
  public struct Changes: Hashable, Sendable {
    public var segmentsTrimmed = 0
    public var linesJoined = 0
    public var directionMarks = 0
    public var controls = 0
    public var foreignAttributes = 0
    public var foreignElements = 0
    public var variantsLeftOut = 0
    public var unitsLeftOut = 0
    public var languages = 0
    public var dates = 0
    public var identifiers = 0
    public var codes = 0

    public init() {}
    public var isNone: Bool { self == Changes() }

    public mutating func add(_ other: Changes) {
      for path in Self.all { self[keyPath: path] += other[keyPath: path] }
    }

    private static var all: [WritableKeyPath<Changes, Int>] {
      [
        \.segmentsTrimmed, \.linesJoined, \.directionMarks, \.controls, \.foreignAttributes, \.foreignElements, \.variantsLeftOut,
        \.unitsLeftOut,
        \.languages, \.dates, \.identifiers, \.codes,
      ]
    }
  }

  /// The code in the shape that xs:language asks for; nil when it can't be brought there.
  static func wellFormed(_ code: String) -> String? {
    let text = String(code.filter { !$0.isWhitespace }.map { $0 == "_" ? "-" : $0 })
    return LanguageShape.isWellFormed(text) ? text : nil
  }

  /// The unit as other programs should get it; nil when nothing of it is left.
  public func cleaned(_ unit: Unit, _ changes: inout Changes) -> Unit? {
    var unit = unit
    unit.attributes = attributes(unit.attributes, of: .tu, &unit.properties, &changes)
    unit.properties = properties(unit.properties, &changes)
    unit.notes = unit.notes.map { note in
      var note = note
      note.attributes = remarkAttributes(note.attributes, &changes)
      return note
    }
    var seen: Set<String> = []
    var variants: [Variant] = []
    for variant in unit.variants {
      guard let cleaned = cleaned(variant, &changes) else {
        changes.variantsLeftOut += 1
        continue
      }
      if oneVariantPerLanguage, !seen.insert(cleaned.language.text == "fa" ? "fa" : cleaned.language.canonical).inserted {
        changes.variantsLeftOut += 1
        continue
      }
      variants.append(cleaned)
    }
    if let source, let index = variants.firstIndex(where: { source.matches($0.language) }), index > 0 {
      variants.insert(variants.remove(at: index), at: 0)
    }
    unit.variants = variants
    if variants.isEmpty {
      changes.unitsLeftOut += 1
      return nil
    }
    return unit
  }

  private func cleaned(_ variant: Variant, _ changes: inout Changes) -> Variant? {
    var variant = variant
    switch languages {
    case .asWritten: break
    case .wellFormed where ["fa", "en"].contains(variant.language.text), .bare where ["fa", "en"].contains(variant.language.text): break
    case .wellFormed, .bare, .withCountry:
      guard var code = Self.wellFormed(variant.language.text) else { return nil }
      if languages == .bare {
        let primary = LanguageTag(code).primary
        if primary == "fa" || primary == "en" || primary == "prs" { code = primary }
      }
      if languages == .withCountry { code = Self.withCountry(code) }
      if code != variant.language.text {
        changes.languages += 1
        variant.language = LanguageTag(code)
      }
    }
    variant.attributes = attributes(variant.attributes, of: .tuv, &variant.properties, &changes)
    variant.properties = properties(variant.properties, &changes)
    variant.notes = variant.notes.map { note in
      var note = note
      note.attributes = remarkAttributes(note.attributes, &changes)
      return note
    }
    switch variant.content {
    case .plain(let text): variant.content = .plain(trimmed(characters(text, &changes), &changes))
    case .marked(var pieces):
      if pairsCodes { pieces = CodePairs.paired(pieces, &changes.codes) }
      let cleaned = joined(inline(pieces, in: .seg, &changes))
      variant.content =
        switch cleaned.count {
        case 0: .plain("")
        case 1: if case .text(let text) = cleaned[0] { .plain(trimmed(text, &changes)) } else { .marked(cleaned) }
        default: .marked(trimmed(cleaned, &changes))
        }
    }
    return variant
  }

  // MARK: attributes, properties

  /// The attributes that stay. A value that can't is kept as a property, unless foreign things are dropped.
  private func attributes(
    _ attributes: [Attribute], of element: Element, _ properties: inout [Property], _ changes: inout Changes
  ) -> [Attribute] {
    attributes.compactMap { attribute in
      if dropsForeign,
        !DocumentType.attributes(of: element).contains(attribute.name) || !DocumentType.allows(attribute.name, attribute.value)
      {
        changes.foreignAttributes += 1
        return nil
      }
      switch attribute.name {
      case "creationdate", "changedate", "lastusagedate":
        if TMXDate.isBasic(attribute.value) { return attribute }
        changes.dates += 1
        guard let date = TMXDate.basic(attribute.value) else {
          if !dropsForeign { properties.append(Property("x-" + attribute.name, attribute.value)) }
          return nil
        }
        return Attribute(attribute.name, date)
      case "usagecount" where attribute.value.isEmpty || !attribute.value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }):
        changes.foreignAttributes += 1
        return nil
      case "srclang" where attribute.value != "*all*":
        guard let code = Self.wellFormed(attribute.value) else {
          changes.languages += 1
          return nil
        }
        if code != attribute.value { changes.languages += 1 }
        return Attribute(attribute.name, code)
      default: return attribute
      }
    }
  }

  private func remarkAttributes(_ attributes: [Attribute], _ changes: inout Changes) -> [Attribute] {
    attributes.compactMap { attribute in
      guard attribute.name == "xml:lang" else { return attribute }
      guard let code = Self.wellFormed(attribute.value) else {
        changes.languages += 1
        return nil
      }
      if code != attribute.value { changes.languages += 1 }
      return Attribute("xml:lang", code)
    }
  }

  private func properties(_ properties: [Property], _ changes: inout Changes) -> [Property] {
    properties.compactMap { property in
      if dropsForeign, property.type == UnitCoding.elementType {
        changes.foreignElements += 1
        return nil
      }
      var property = property
      property.attributes = remarkAttributes(property.attributes, &changes)
      return property
    }
  }

  // MARK: text

  /// Drops and joins characters of a text; blanks at its ends stay, since an inline element may stand beside them.
  private func characters(_ text: String, _ changes: inout Changes) -> String {
    // The characters in question begin with one of these bytes; U+200C, the ZWNJ, does too, and is by far the most frequent.
    let utf8 = text.utf8
    var at = utf8.startIndex
    search: while true {
      guard let found = utf8[at...].firstIndex(where: { $0 < 0x20 || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }) else { return text }
      if utf8[found] == 0xE2, let next = utf8.index(found, offsetBy: 3, limitedBy: utf8.endIndex),
        utf8[found..<next].elementsEqual("\u{200C}".utf8)
      {
        at = next
      } else {
        break search
      }
    }
    var kept = String.UnicodeScalarView()
    var isChanged = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D:
        if joinsLines {
          if kept.last != " " { kept.append(" ") }
          changes.linesJoined += 1
          isChanged = true
          continue
        }
      case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
        if dropsDirectionMarks {
          changes.directionMarks += 1
          isChanged = true
          continue
        }
      case 0x80...0x9F:
        if dropsControls {
          changes.controls += 1
          isChanged = true
          continue
        }
      default: break
      }
      kept.append(scalar)
    }
    return isChanged ? String(kept) : text
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.value <= 0x20 || scalar == "\u{A0}" || scalar == "\u{3000}" }

  private func trimmed(_ text: String, _ changes: inout Changes, start: Bool = true, end: Bool = true) -> String {
    guard trimsSegments else { return text }
    var scalars = text.unicodeScalars[...]
    guard let first = scalars.first, let last = scalars.last, start && Self.isBlank(first) || end && Self.isBlank(last) else { return text }
    if start { while let first = scalars.first, Self.isBlank(first) { scalars.removeFirst() } }
    if end { while let last = scalars.last, Self.isBlank(last) { scalars.removeLast() } }
    changes.segmentsTrimmed += 1
    return String(scalars)
  }

  private func trimmed(_ pieces: [Inline], _ changes: inout Changes) -> [Inline] {
    var pieces = pieces
    if case .text(let text)? = pieces.first { pieces[0] = .text(trimmed(text, &changes, end: false)) }
    if case .text(let text)? = pieces.last { pieces[pieces.count - 1] = .text(trimmed(text, &changes, start: false)) }
    return pieces.filter { $0 != .text("") }
  }

  /// Inline content with nothing that the DTD refuses: a foreign element gives way to what is inside it, native code without its required
  /// attributes goes.
  private func inline(_ pieces: [Inline], in parent: Element, _ changes: inout Changes) -> [Inline] {
    var cleaned: [Inline] = []
    for piece in pieces {
      switch piece {
      case .text(let text):
        cleaned.append(.text(parent.isCode ? text : characters(text, &changes)))
      case .element(let name, let attributes, let children):
        let element = Element.named[name]
        if let element, InlineCoding.isValid(element, attributes, in: parent) {
          cleaned.append(.element(name: name, attributes: attributes, children: joined(inline(children, in: element, &changes))))
        } else if !dropsForeign {
          cleaned.append(piece)
        } else {
          changes.foreignElements += 1
          if element?.isCode != true { cleaned += inline(children, in: parent, &changes) }
        }
      }
    }
    return cleaned
  }

  /// The pieces with neighbouring texts as one and no empty text.
  private func joined(_ pieces: [Inline]) -> [Inline] {
    pieces.reduce(into: []) { joined, piece in
      if case .text(let text) = piece {
        if text.isEmpty { return }
        if case .text(let before)? = joined.last {
          joined[joined.count - 1] = .text(before + text)
          return
        }
      }
      joined.append(piece)
    }
  }
}

/// The shape of xs:language (XML Schema part 2, §3.3.3), which OmegaT's schema asks for.
enum LanguageShape {
  static func isWellFormed(_ code: String) -> Bool {
    var first = true
    for part in code.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) {
      let isFine =
        (1...8).contains(part.count)
        && part.allSatisfy { byte in
          let letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
          return letter || (!first && byte >= 0x30 && byte <= 0x39)
        }
      if !isFine { return false }
      first = false
    }
    return true
  }
}
