/// Why a unit of a memory is doubtful. The names are bicleaner's where it has the same, and never change.
public enum CleaningReason: String, Hashable, Sendable, CaseIterable, Comparable {
  /// A side has nothing that shows.
  case empty = "no_empty"
  /// A side has more than 250 words: no sentence, and no translator's match.
  case tooLong = "not_too_long"
  /// Neither side has more than one letter, and no number.
  case tooShort = "not_too_short"
  /// The lengths are out of proportion (rule `length`).
  case lengthRatio = "length_ratio"
  /// The translation is the source (rule `untranslated`).
  case identical = "no_identical"
  /// Remains of programs: `{{…}}`, `function(`, `lorem ipsum`.
  case literals = "no_literals"
  /// A side has neither letters nor digits.
  case onlySymbols = "no_only_symbols"
  /// A side has digits and no letters.
  case onlyNumbers = "no_only_numbers"
  /// Addresses are most of a side.
  case urls = "no_urls"
  /// A path through a site: three or more of `>`, `»`, `|`, `→` between words.
  case breadcrumbs = "no_breadcrumbs"
  /// Words run together: gluedWordsLikeThis.
  case gluedWords = "no_glued_words"
  /// A word or phrase twice in a row (rule `doubled-word`).
  case repeatedWords = "no_repeated_words"
  /// Characters that don't show and don't belong (rule `invisible`).
  case unicodeNoise = "no_unicode_noise"
  /// Letters set apart: T h i s.
  case spaceNoise = "no_space_noise"
  /// A bracket or quotation mark without partner on one side (rules `brackets`, `quotes`).
  case brackets = "no_paren"
  /// Escapes that nobody resolved: `\u0627`, `&#1575;`, `&nbsp;`.
  case escapedUnicode = "no_escaped_unicode"
  /// UTF-8 read as another encoding: Ø§Ù„, â€™.
  case badEncoding = "no_bad_encoding"
  /// A side is in another language (rule `wrong-language`).
  case wrongLanguage = "no_wrong_language"
  /// Numbers, dates, percentages or amounts differ (rules `number`, `date`, `percent`, `currency`, as errors).
  case differentNumbers = "no_different_numbers"
  /// Inline codes differ (rule `tags`).
  case differentTags = "no_different_tags"

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The reason that a finding of a check is.
  init?(_ finding: Finding) {
    switch finding.rule {
    case .empty: self = .empty
    case .length where finding.severity > .info: self = .lengthRatio
    case .untranslated: self = .identical
    case .doubledWord: self = .repeatedWords
    case .invisible where finding.severity > .info: self = .unicodeNoise
    case .brackets,
      .quotes where finding.severity > .info:
      self = .brackets
    case .wrongLanguage: self = .wrongLanguage
    case .number, .date, .percent, .currency:
      guard finding.severity == .error else { return nil }
      self = .differentNumbers
    case .tags: self = .differentTags
    default: return nil
    }
  }
}
