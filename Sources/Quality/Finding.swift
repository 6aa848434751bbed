/// Something that a check found in a pair, with the two spots it is about.
public struct Finding: Hashable, Sendable {
  public var rule: Rule
  public var severity: Severity
  /// The place in the source, in Unicode scalars; nil where nothing there corresponds.
  public var source: Range<Int>?
  /// The place in the target, in Unicode scalars; nil where nothing there corresponds.
  public var target: Range<Int>?
  /// What might stand there instead; nil where there is nothing to propose.
  public var suggestion: String?
  public var reason: Reason

  public init(
    rule: Rule, severity: Severity, source: Range<Int>? = nil, target: Range<Int>? = nil, suggestion: String? = nil, reason: Reason
  ) {
    self.rule = rule
    self.severity = severity
    self.source = source
    self.target = target
    self.suggestion = suggestion
    self.reason = reason
  }

  /// One of the two texts of a pair.
  public enum Side: String, Hashable, Sendable {
    case source, target

    var other: Side { self == .source ? .target : .source }
  }

  /// Why: the values behind the finding.
  public enum Reason: Hashable, Sendable {
    /// It stands in the source and has no counterpart in the target.
    case missing(String)
    /// It stands in the target and has no counterpart in the source.
    case added(String)
    /// The two correspond and differ.
    case differs(source: String, target: String)
    /// One side is empty.
    case empty(Side)
    case identical
    /// A side, or the words that the finding points to, are in another script or language.
    case language(Side, found: String)
    /// Visible characters of both sides, and how many the target would have at the usual ratio.
    case length(source: Int, target: Int, expected: Int)
    case question(Side)
    case foreignMark(Side, mark: String)
    case unbalanced(Side, mark: String)
    case crossedTags
    case doubled(Side, word: String)
    /// A character by its code point.
    case character(Side, UInt32)
    /// The side that negates.
    case negation(Side, word: String)
    /// A term whose equivalents the target lacks.
    case term(String, wanted: [String])
    /// A term or word whose equivalents the target lacks, where it has one of another concept of the same field, or of a sense that excludes it.
    case confusedTerm(String, wanted: [String], found: String)
    case forbiddenTerm(String, preferred: String?)
    case deprecatedTerm(String, preferred: String?)
    /// The same source has this translation elsewhere, in the unit at that position.
    case inconsistent(other: String, unit: Int)
  }
}

extension Finding {
  /// One English sentence for a person.
  public var message: String {
    switch reason {
    case .missing(let what): "“\(what)” has no counterpart in the translation"
    case .added(let what): "“\(what)” has no counterpart in the source"
    case .differs(let source, let target): "“\(source)” and “\(target)” differ"
    case .empty(.target): "there is no translation"
    case .empty(.source): "there is no source"
    case .identical: "the translation is the source, word for word"
    case .language(let side, let found): "the \(side.rawValue) has words in \(found)"
    case .length(let source, let target, let expected):
      "\(source) characters became \(target); about \(expected) are usual"
    case .question(let side): "only the \(side.rawValue) asks a question"
    case .foreignMark(let side, let mark): "“\(mark)” is a mark of the other script, in the \(side.rawValue)"
    case .unbalanced(let side, let mark): "“\(mark)” has no partner in the \(side.rawValue)"
    case .crossedTags: "inline codes stand in another order"
    case .doubled(let side, let word): "“\(word)” stands twice in the \(side.rawValue)"
    case .character(let side, let scalar): "the \(side.rawValue) has U+\(Self.hexadecimal(scalar)), which doesn't show"
    case .negation(let side, let word): "the \(side.rawValue) negates (“\(word)”), the \(side.other.rawValue) doesn't"
    case .term(let term, let wanted): "“\(term)” should be \(Self.list(wanted))"
    case .confusedTerm(let term, let wanted, let found): "“\(term)” should be \(Self.list(wanted)), not “\(found)”"
    case .forbiddenTerm(let term, let preferred): "“\(term)” is forbidden" + (preferred.map { "; “\($0)” is preferred" } ?? "")
    case .deprecatedTerm(let term, let preferred): "“\(term)” is deprecated" + (preferred.map { "; “\($0)” is preferred" } ?? "")
    case .inconsistent(let other, let unit): "the same source is “\(other)” in unit \(unit + 1)"
    }
  }

  private static func list(_ terms: [String]) -> String { terms.map { "“\($0)”" }.joined(separator: " or ") }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
