public import Language
internal import XMLStream

/// A program that a memory is exported for: the same units, with what is known of them where that program looks for it.
///
/// Every flavour is valid TMX 1.4 by DTD and by OmegaT's schema, and has dates and names on the translation too (OmegaT and Phrase look there).
/// What each asks beyond that comes from its documentation or its exports; docs/interchange.md says which of it was tried.
public enum Flavour: String, Sendable, CaseIterable {
  /// For any program: languages as the memory writes them, all properties as they are.
  case generic
  /// OmegaT: a source with several translations has one default, and the others with `file`, `prev` and `next`.
  case omegat
  /// Trados Studio: languages with a country; the level of confirmation, custom fields by their type, and the header without which it reads neither.
  case trados
  /// memoQ: the segments before and after as context on the source, document and domain by its own names.
  case memoq
  /// Phrase TMS: context on the source, file and domain on the translation.
  case phrase
  /// Lokalize: `fa` and `en` exactly, English first.
  case lokalize

  /// What stands around a unit in its document.
  public struct Surroundings: Sendable {
    public var previous, next: String?
    /// True when another unit has the same source with another translation and came first.
    public var isAlternative = false

    public init() {}
  }

  /// Names of the properties that flavours write under names of their own.
  public struct Names: Sendable {
    public var origin, domain, position, confirmedAt: String

    public init(origin: String, domain: String, position: String, confirmedAt: String) {
      self.origin = origin
      self.domain = domain
      self.position = position
      self.confirmedAt = confirmedAt
    }
  }

  public func cleaning(source: LanguageTag) -> Cleaning {
    var cleaning = Cleaning.standard
    cleaning.source = self.source(source)
    switch self {
    case .lokalize: cleaning.languages = .bare
    case .trados: cleaning.languages = .withCountry
    default: break
    }
    return cleaning
  }

  /// The language written first: Lokalize takes English for the source whatever a file says.
  public func source(_ wanted: LanguageTag) -> LanguageTag { self == .lokalize ? .english : wanted }

  /// The code of a header's `srclang`.
  public func headerLanguage(_ wanted: LanguageTag) -> LanguageTag {
    let tag = source(wanted)
    switch self {
    case .trados: return LanguageTag(Cleaning.withCountry(tag.text))
    case .lokalize: return LanguageTag(tag.primary)
    default: return tag
    }
  }

  /// The header with what this program looks for.
  public func dressed(_ header: Header) -> Header {
    guard self == .trados else { return header }
    var header = header
    // Trados Studio reads fields and levels of confirmation of files that say they are in its own format, of no others.
    let format = [
      ("creationtool", "SDL Language Platform"), ("creationtoolversion", "8.1"), ("o-tmf", "SDL TM8 Format"), ("datatype", "xml"),
    ]
    header.attributes.removeAll { attribute in format.contains { $0.0 == attribute.name } }
    header.attributes = format.map { Attribute($0.0, $0.1) } + header.attributes
    // Custom fields are declared there, with their type and no value.
    header.properties += [Self.tradosDocument, Self.tradosDomain].map { Property($0, "") }
    return header
  }

  private static let tradosDocument = "x-Document:SingleString", tradosDomain = "x-Domain:SingleString"

  /// UTF-16 units of a segment beyond which this program leaves a unit out; nil where no such limit is known.
  public var longestSegment: Int? { self == .trados ? 2000 : nil }

  /// The unit with what this program looks for.
  ///
  /// - Parameters:
  ///   - source: the language translated from.
  ///   - names: what the memory calls the properties that are written anew.
  public func dressed(_ unit: Unit, source: LanguageTag, names: Names, _ around: Surroundings) -> Unit {
    guard !unit.variants.isEmpty else { return unit }
    var unit = unit
    let origin = unit.property(names.origin), domain = unit.property(names.domain)
    let first = unit.variants.firstIndex { self.source(source).matches($0.language) } ?? 0
    let stamps = ["creationdate", "creationid", "changedate", "changeid"].compactMap { name in
      unit.attribute(name).map { Attribute(name, $0) }
    }
    for index in unit.variants.indices where index != first {
      // Who made and changed the unit, and when, on a variant that doesn't say.
      for stamp in stamps where !unit.variants[index].attributes.contains(where: { $0.name == stamp.name }) {
        unit.variants[index].attributes.append(stamp)
      }
    }
    func put(_ type: String, _ value: String?) {
      if let value, unit.property(type) == nil { unit.properties.append(Property(type, value)) }
    }
    func rename(_ old: String, _ new: String) {
      for index in unit.properties.indices where unit.properties[index].type == old { unit.properties[index].type = new }
    }
    switch self {
    case .generic: break
    case .omegat:
      if around.isAlternative {
        put("file", origin)
        put("prev", around.previous)
        put("next", around.next)
      }
    case .trados:
      put("x-ConfirmationLevel", unit.property(names.confirmedAt) == nil ? "Translated" : "ApprovedTranslation")
      rename(names.origin, Self.tradosDocument)
      rename(names.domain, Self.tradosDomain)
    case .memoq:
      for (type, text) in [("x-context-pre", around.previous), ("x-context-post", around.next)] {
        guard let text, !unit.variants[first].properties.contains(where: { $0.type == type }) else { continue }
        var segment = XMLWriter()
        segment.text(text)
        unit.variants[first].properties.append(Property(type, "<seg>\(String(decoding: segment.bytes, as: UTF8.self))</seg>"))
      }
      rename(names.origin, "x-document")
      rename(names.domain, "domain")
    case .phrase:
      unit.properties.removeAll { $0.type == names.origin || $0.type == names.domain }
      if let previous = around.previous { unit.variants[first].properties.append(Property("context_prev", previous)) }
      if let next = around.next { unit.variants[first].properties.append(Property("context_next", next)) }
      for index in unit.variants.indices where index != first {
        if let origin { unit.variants[index].properties.append(Property("filename", origin)) }
        if let domain { unit.variants[index].properties.append(Property("domain", domain)) }
      }
    case .lokalize: put("x-file", origin)
    }
    return unit
  }
}
