internal import Language
internal import Terminology

/// One pair under examination: its two sides and what was found so far.
struct Examination {
  let source: SideText
  let target: SideText
  let profile: Profile
  private(set) var findings: [Finding] = []
  /// The numbers and dates of both sides, once they were looked for.
  var mentions: (source: Mentions, target: Mentions)?
  /// The glossary's terms on each side, longest first where they overlap; none without a glossary.
  private(set) var terms: (source: [TermIndex.Occurrence], target: [TermIndex.Occurrence]) = ([], [])
  /// What the rules of terms ask again and again: the keys of the source's words, and the stems of the target's.
  var sourceKeys: Set<String> = []
  var targetStems: [String] = []
  /// The words that carry meaning, once they were looked for: of the Persian side and of the English one.
  var content: (persian: [ContentWord], english: [ContentWord])?

  init(source: SideText, target: SideText, profile: Profile) {
    self.source = source
    self.target = target
    self.profile = profile
  }

  /// Finds the terms of a glossary, once for all rules.
  mutating func recognize(_ index: TermIndex) {
    terms = (index.recognize(in: source.text, language: source.tag), index.recognize(in: target.text, language: target.tag))
  }

  subscript(side: Finding.Side) -> SideText { side == .source ? source : target }

  /// The numbers and dates of a side.
  func mentions(on name: Finding.Side) -> Mentions { (name == .source ? mentions?.source : mentions?.target) ?? Mentions(self[name]) }

  /// The side in a language; nil unless exactly one side is in it.
  func side(in language: Language) -> Finding.Side? {
    switch (source.language == language, target.language == language) {
    case (true, false): .source
    case (false, true): .target
    default: nil
    }
  }

  /// Adds a finding unless the rule is off.
  /// - Parameter atMost: where a rule is not sure of itself, the highest severity it may claim.
  mutating func add(
    _ rule: Rule, atMost limit: Severity = .error, source: Range<Int>? = nil, target: Range<Int>? = nil, suggestion: String? = nil,
    _ reason: Finding.Reason
  ) {
    guard let severity = profile[rule] else { return }
    findings.append(
      Finding(
        rule: rule, severity: min(severity, limit), source: source, target: target, suggestion: suggestion, reason: reason))
  }

  /// Adds a finding about a place on one side.
  mutating func add(
    _ rule: Rule, atMost limit: Severity = .error, on side: Finding.Side, _ range: Range<Int>, suggestion: String? = nil,
    _ reason: Finding.Reason
  ) {
    add(
      rule, atMost: limit, source: side == .source ? range : nil, target: side == .target ? range : nil, suggestion: suggestion, reason)
  }
}
