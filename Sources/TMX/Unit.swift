public import Language

/// A translation unit (`tu`): the same text in two or more languages, with what is known of it.
///
/// Everything that a file said is kept: attributes and properties that Tarjoman has no use for come back out as they came in.
public struct Unit: Hashable, Sendable {
  /// The unit's id; nil where the file gave none.
  public var tuid: String?
  /// The other attributes of `tu`, in file order, `tuid` excepted.
  public var attributes: [Attribute]
  public var notes: [Note]
  public var properties: [Property]
  public var variants: [Variant]

  public init(
    tuid: String? = nil, attributes: [Attribute] = [], notes: [Note] = [], properties: [Property] = [], variants: [Variant] = []
  ) {
    self.tuid = tuid
    self.attributes = attributes
    self.notes = notes
    self.properties = properties
    self.variants = variants
  }

  /// The first variant whose language is nearest to the one asked for; nil when none matches.
  public func variant(in language: LanguageTag) -> Variant? {
    var best: (affinity: LanguageTag.Affinity, variant: Variant)?
    for variant in variants {
      let affinity = language.affinity(to: variant.language)
      if affinity > .none, affinity > best?.affinity ?? .none { best = (affinity, variant) }
    }
    return best?.variant
  }

  /// The value of the first property of a type.
  public func property(_ type: String) -> String? { properties.first { $0.type == type }?.value }

  /// The value of an attribute of `tu`, such as `creationdate`.
  public func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// One language's text of a unit (`tuv` with its `seg`).
public struct Variant: Hashable, Sendable {
  public var language: LanguageTag
  /// The other attributes of `tuv`, in file order, the language excepted.
  public var attributes: [Attribute]
  public var notes: [Note]
  public var properties: [Property]
  public var content: Content

  public init(
    language: LanguageTag, attributes: [Attribute] = [], notes: [Note] = [], properties: [Property] = [], content: Content
  ) {
    self.language = language
    self.attributes = attributes
    self.notes = notes
    self.properties = properties
    self.content = content
  }

  public init(language: LanguageTag, text: String) { self.init(language: language, content: .plain(text)) }

  /// The words without any inline code: what is segmented, matched and shown.
  public var text: String { content.text }
}

/// What a `seg` holds.
public enum Content: Hashable, Sendable {
  /// Text without inline codes: nearly every segment there is.
  case plain(String)
  /// Text with inline codes (TMX 1.4b §3.3, level 2).
  case marked([Inline])

  /// The text outside codes; text inside `hi` counts as text, the native code inside `bpt`, `ept`, `ph`, `it`, `ut` does not.
  public var text: String {
    switch self {
    case .plain(let text): text
    case .marked(let pieces): Inline.text(of: pieces)
    }
  }
}

/// A piece of a segment: text, or an inline element with what is inside it.
public enum Inline: Hashable, Sendable {
  case text(String)
  /// `bpt`, `ept`, `ph`, `it`, `hi`, `sub`, `ut`, or an element that TMX doesn't know, kept by name.
  indirect case element(name: String, attributes: [Attribute], children: [Inline])

  static func text(of pieces: [Inline]) -> String {
    pieces.reduce(into: "") { text, piece in
      switch piece {
      case .text(let string): text += string
      case .element("hi", _, let children): text += self.text(of: children)
      case .element: break
      }
    }
  }
}

/// An attribute of an element as the file has it; the name keeps its prefix (`xml:lang`).
public struct Attribute: Hashable, Sendable {
  public var name, value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A `prop`: a typed value that a tool left on a header, unit or variant.
public struct Property: Hashable, Sendable {
  public var type, value: String
  /// `xml:lang`, `o-encoding` and whatever else stood on it.
  public var attributes: [Attribute]

  public init(_ type: String, _ value: String, attributes: [Attribute] = []) {
    self.type = type
    self.value = value
    self.attributes = attributes
  }
}

/// A `note`: a remark for people.
public struct Note: Hashable, Sendable {
  public var text: String
  public var attributes: [Attribute]

  public init(_ text: String, attributes: [Attribute] = []) {
    self.text = text
    self.attributes = attributes
  }
}

/// A TMX file's `header`.
public struct Header: Hashable, Sendable {
  /// The attributes in file order: `srclang`, `segtype`, `creationtool` …
  public var attributes: [Attribute]
  public var notes: [Note]
  public var properties: [Property]

  public init(attributes: [Attribute] = [], notes: [Note] = [], properties: [Property] = []) {
    self.attributes = attributes
    self.notes = notes
    self.properties = properties
  }

  public func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The language that units are translated from; nil when the header names none or `*all*`.
  public var sourceLanguage: LanguageTag? {
    guard let text = attribute("srclang"), text != "*all*", !text.isEmpty else { return nil }
    return LanguageTag(text)
  }
}
