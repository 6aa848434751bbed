/// A language code as files write it, and what people mean by it.
///
///     LanguageTag("FA_ir").language   // .persian
///     LanguageTag("fas") == LanguageTag("fa")              // false: the text differs
///     LanguageTag("fas").matches(LanguageTag("fa-IR"))     // true: the same language
///
/// The text is kept as it came; comparison is by case-insensitive subtags with `_` read as `-` (BCP 47 §2.1.1), and the codes
/// `per`, `fas` count as `fa`, `eng` as `en` (ISO 639-2/T and /B). Dari (`prs`, `fa-AF`) stays apart from Iranian Persian but is findable.
public struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
  /// The code as it was written.
  public let text: String

  public init(_ text: String) { self.text = text }

  public static let persian = LanguageTag("fa")
  public static let english = LanguageTag("en")

  public var description: String { text }

  /// The code in lower case, `_` as `-`, blanks around it gone, three-letter synonyms replaced: `FA_IR` → `fa-ir`, `eng` → `en`.
  public var canonical: String {
    if isPlain { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar != " " && scalar != "\t" && scalar != "\n" && scalar != "\r" {
      scalars.append(scalar == "_" ? "-" : scalar.value < 128 ? Unicode.Scalar(String(scalar).lowercased())! : scalar)
    }
    let lowered = String(scalars)
    let primary = lowered.prefix { $0 != "-" }
    let rest = lowered.dropFirst(primary.count)
    switch primary {
    case "per", "fas", "pes", "persian", "farsi": return "fa" + rest
    case "eng", "english": return "en" + rest
    case "dari": return "prs" + rest
    default: return lowered
    }
  }

  /// True for two small letters, as `fa`: such a code is its own canonical form.
  private var isPlain: Bool { text.utf8.count == 2 && text.utf8.allSatisfy { (0x61...0x7A).contains($0) } }

  /// The first subtag of the canonical code; `fa-AF` gives `prs`.
  public var primary: String {
    if isPlain { return text }
    let canonical = canonical
    let first = String(canonical.prefix { $0 != "-" })
    if first == "fa", canonical.dropFirst(3).split(separator: "-").contains("af") { return "prs" }
    return first
  }

  /// Which of the languages that the toolkit knows this is.
  public var language: Language {
    switch primary {
    case "fa", "prs": .persian
    case "en": .english
    default: .other
    }
  }

  /// How near another code is to this one.
  public func affinity(to other: LanguageTag) -> Affinity {
    let (a, b) = (canonical, other.canonical)
    if a == b { return .equal }
    let (p, q) = (primary, other.primary)
    if p == q { return a.contains("-") && b.contains("-") ? .otherRegion : .sameLanguage }
    if language == .persian, other.language == .persian { return .relatedVariety }
    return .none
  }

  /// True when a text in `other` may stand where this language is asked for: equal, or the same language with another region or none.
  public func matches(_ other: LanguageTag) -> Bool { affinity(to: other) >= .otherRegion }

  /// Nearness of two codes, from none to equal.
  public enum Affinity: Int, Comparable, Sendable {
    case none
    /// Persian and Dari.
    case relatedVariety
    case otherRegion, sameLanguage, equal

    public static func < (a: Affinity, b: Affinity) -> Bool { a.rawValue < b.rawValue }
  }
}

/// The languages whose words the toolkit knows; every other pair works by marks, lengths and learnt evidence.
public enum Language: String, Sendable, CaseIterable {
  case persian = "fa"
  case english = "en"
  case other = "und"
}
