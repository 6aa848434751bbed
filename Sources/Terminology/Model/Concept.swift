public import Language

/// One idea of a field, with the terms that both languages have for it.
///
/// A termbase is concept-oriented (ISO 30042): synonyms, abbreviations and spellings belong to one concept, so that a look-up by any of them finds all.
public struct Concept: Hashable, Sendable {
  /// The concept's id in its termbase; empty until it gets one (see ``ConceptID``).
  public var id: String
  /// The terms, the preferred one of each language first.
  public var terms: [Term]
  /// The field it belongs to: `nuclear`, `treaty`, `consular` …; empty where none is given (`subjectField`).
  public var domain: String
  public var definitions: [Statement]
  /// Remarks for people, such as how the term is used.
  public var notes: [String]
  /// Where the concept was taken from.
  public var sources: [String]
  /// Concepts of the same termbase that one should look at too (`crossReference`).
  public var related: [Reference]
  /// What the file says besides.
  public var kept: Kept
  /// What the file says of the concept in one language as a whole, by the language's code.
  public var keptByLanguage: [String: Kept]

  public init(id: String, terms: [Term], domain: String = "", definitions: [Statement] = [], notes: [String] = []) {
    self.id = id
    self.terms = terms
    self.domain = domain
    self.definitions = definitions
    self.notes = notes
    sources = []
    related = []
    kept = Kept()
    keptByLanguage = [:]
  }

  /// A definition, or a sentence that shows a term in use.
  public struct Statement: Hashable, Sendable {
    public var text: String
    /// Where it was taken from; empty where nothing is said.
    public var source: String
    /// The language that a definition belongs to; nil where it stands over all of them.
    public var language: LanguageTag?

    public init(_ text: String, source: String = "", language: LanguageTag? = nil) {
      self.text = text
      self.source = source
      self.language = language
    }
  }

  /// Another concept, by its id, and what is said of it.
  public struct Reference: Hashable, Sendable {
    public var id: String
    public var text: String

    public init(_ id: String, text: String = "") {
      self.id = id
      self.text = text
    }
  }

  /// The terms in a language, preferred first.
  public func terms(in language: LanguageTag) -> [Term] { terms.filter { language.matches($0.language) } }

  /// The preferred term in a language; nil where the concept has none.
  public func preferred(in language: LanguageTag) -> Term? {
    let all = terms(in: language)
    return all.first { $0.status == .preferred } ?? all.first { $0.status.isAccepted } ?? all.first
  }

  /// The languages of the terms, each once, in the order in which they come.
  public var languages: [LanguageTag] { terms.reduce(into: []) { if !$0.contains($1.language) { $0.append($1.language) } } }

  /// Puts the terms of a language together, as TBX has them, without changing their order.
  mutating func groupTerms() {
    let languages = languages
    if languages.count > 1 { terms = languages.flatMap { language in terms.filter { $0.language == language } } }
  }
}

/// A word or phrase of one language that names a concept.
public struct Term: Hashable, Sendable {
  public var text: String
  public var language: LanguageTag
  public var status: Status
  public var form: Form
  public var partOfSpeech: PartOfSpeech?
  /// Remarks for people.
  public var notes: [String]
  public var sources: [String]
  /// Sentences that show the term in use.
  public var contexts: [Concept.Statement]
  /// What the file says besides.
  public var kept: Kept

  public init(_ text: String, language: LanguageTag, status: Status = .admitted, form: Form = .unstated, notes: [String] = []) {
    self.text = text
    self.language = language
    self.status = status
    self.form = form
    self.notes = notes
    sources = []
    contexts = []
    kept = Kept()
  }

  /// How a term may be used (`administrativeStatus` of TBX-Basic).
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case preferred, admitted, deprecated
    /// Not to be used any more (`supersededTerm-admn-sts`).
    case forbidden
    /// The file says nothing.
    case unstated

    /// True for a term that a translation may use.
    public var isAccepted: Bool { self != .deprecated && self != .forbidden }
  }

  /// What kind of name it is (`termType` of TBX-Basic).
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// The file says nothing: the term itself, or a synonym of the one that is preferred.
    case unstated
    case full, acronym, abbreviation
    case short
    /// Another spelling.
    case variant
    case phrase
    /// A plural that is listed: a variant with the note `plural`, for TBX-Basic has no number.
    case plural

    /// True for names of capitals and initials.
    public var isAbbreviation: Bool { self == .acronym || self == .abbreviation }
  }

  /// The parts of speech of TBX-Basic.
  public enum PartOfSpeech: String, Hashable, Sendable, CaseIterable {
    case noun, properNoun, verb, adjective, adverb, other
  }

  /// The kind of name in one word, for people and for JSON: `full`, `synonym`, `abbreviation`, `acronym`, `short`, `variant`, `phrase`, `plural`.
  public var kind: String {
    if form != .unstated { return form.rawValue }
    return status == .preferred || status == .unstated ? Form.full.rawValue : "synonym"
  }

  /// The remarks in one line; empty where there is none.
  public var note: String { notes.joined(separator: "; ") }
}
