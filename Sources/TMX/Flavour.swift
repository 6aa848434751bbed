public import Language

/// A program that a memory is exported for: the same units, with what is known of them where that program looks for it.
///
/// Every flavour is valid TMX 1.4 by DTD and by OmegaT's schema, and has dates and names on the translation too (OmegaT and Phrase look there).
/// What each asks beyond that comes from its documentation or its exports; docs/interchange.md says which of it was tried.
public enum Flavour: String, Sendable, CaseIterable {
  /// For any program: languages as the memory writes them, all properties as they are.
  case generic
  /// OmegaT: a source with several translations has one default, and the others with `file`, `prev` and `next`.
  case omegat
  /// Trados Studio: languages with a country; custom fields by their type, the level of confirmation.
  case trados
  /// memoQ: the segments before and after as context, document and domain by its own names.
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

  /// The unit with what this program looks for.
  ///
  /// - Parameters:
  ///   - source: the language translated from.
  ///   - names: what the memory calls the properties that are written anew.
  public func dressed(_ unit: Unit, source: LanguageTag, names: Names, _ around: Surroundings) -> Unit {
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
      rename(names.origin, "x-Document:SingleString")
      rename(names.domain, "x-Domain:SingleString")
    case .memoq:
      put("x-context-pre", around.previous.map { "<seg>\($0)</seg>" })
      put("x-context-post", around.next.map { "<seg>\($0)</seg>" })
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
