public import Language

/// One idea of a field, with the terms that both languages have for it.
///
/// A termbase is concept-oriented (ISO 30042): synonyms, abbreviations and spellings belong to one concept, so that a look-up by any of them finds all.
public struct Concept: Hashable, Sendable {
  /// The concept's id in its termbase.
  public var id: String
  /// The terms, the preferred one of each language first.
  public var terms: [Term]
  /// The field it belongs to: `nuclear`, `treaty`, `consular` …; empty where none is given.
  public var domain: String

  public init(id: String, terms: [Term], domain: String = "") {
    self.id = id
    self.terms = terms
    self.domain = domain
  }

  /// The terms in a language, preferred first.
  public func terms(in language: LanguageTag) -> [Term] { terms.filter { language.matches($0.language) } }

  /// The preferred term in a language; nil where the concept has none.
  public func preferred(in language: LanguageTag) -> Term? {
    let all = terms(in: language)
    return all.first { $0.status == .preferred } ?? all.first
  }
}

/// A word or phrase of one language that names a concept.
public struct Term: Hashable, Sendable {
  public var text: String
  public var language: LanguageTag
  public var status: Status
  public var form: Form
  /// A remark for people; empty where there is none.
  public var note: String

  public init(_ text: String, language: LanguageTag, status: Status = .admitted, form: Form = .full, note: String = "") {
    self.text = text
    self.language = language
    self.status = status
    self.form = form
    self.note = note
  }

  /// How a term may be used (the administrative status of TBX-Basic).
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case preferred, admitted, deprecated, forbidden
  }

  /// What kind of name it is.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    case full, abbreviation, variant, synonym, plural
  }
}

/// A named set of concepts.
public struct Termbase: Sendable {
  public var name: String
  public var concepts: [Concept]

  public init(name: String, concepts: [Concept]) {
    self.name = name
    self.concepts = concepts
  }
}
