/// What a check looks for. The raw value is the rule's name in reports and profiles and never changes.
public enum Rule: String, Hashable, Sendable, CaseIterable {
  /// A number of one side is missing or another on the other side, compared as a value.
  case number
  /// A date, year, month or time of day differs, in whichever calendar it is written.
  case date
  /// The amount agrees and the currency does not, or whose currency it is.
  case currency
  /// The number agrees and only one side counts per cent, or one counts percentage points.
  case percent
  /// A name of the source is missing where another name stands in the translation.
  case name
  /// A document's symbol, a code or an address is not the same: S/RES/2231, www.un.org.
  case symbol
  /// There is no translation, or nothing that was translated.
  case empty
  /// The translation is the source.
  case untranslated
  /// A side is in another language or script than it should be, as a whole or for some words.
  case wrongLanguage = "wrong-language"
  /// The translation is far too long or too short.
  case length
  /// A clause of the source is missing in the translation.
  case omission
  /// The translation has a clause that the source lacks.
  case addition
  /// One side asks, the other doesn't.
  case questionMark = "question-mark"
  /// Marks of the other script: `?` in Persian, `،` in English.
  case foreignMark = "foreign-mark"
  /// A mark twice in a row, or two marks that exclude each other.
  case punctuation
  /// A bracket without its partner.
  case brackets
  /// A quotation mark without its partner.
  case quotes
  /// Inline codes and placeholders that are lost, added or crossed.
  case tags
  /// A word twice in a row.
  case doubledWord = "doubled-word"
  /// Characters that don't show and have no business there.
  case invisible
  /// A negation on one side only.
  case negation
  /// A word of another sense, which excludes the source's: a fall for a rise, a consul for an ambassador.
  case mistranslation
  /// A term of the glossary without its equivalent. A large glossary has many words that a good translation renders freely; a house that wants every
  /// term kept raises it in its profile.
  case termMissing = "term-missing"
  /// A name of the glossary without its equivalent, and another name of the same kind in its place: Geneva for Vienna.
  case termConfused = "term-confused"
  /// A term that the glossary forbids.
  case termForbidden = "term-forbidden"
  /// A term that the glossary calls deprecated.
  case termDeprecated = "term-deprecated"
  /// One source translated in several ways.
  case inconsistent

  /// The severity that a profile starts with.
  public var severity: Severity {
    switch self {
    case .number, .date, .currency, .percent, .symbol, .empty, .untranslated, .wrongLanguage, .tags, .termForbidden: .error
    case .length, .omission, .addition, .questionMark, .punctuation, .brackets, .quotes, .doubledWord, .invisible, .negation,
      .mistranslation, .name,
      .termConfused, .foreignMark:
      .warning
    case .termMissing, .termDeprecated, .inconsistent: .info
    }
  }
}

/// How grave a finding is.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Worth a look; often right as it is.
  case info
  /// Probably wrong.
  case warning
  /// Wrong, as far as a machine can tell.
  case error

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}
