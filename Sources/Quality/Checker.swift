public import Language
public import TMX
public import Terminology

/// Checks pairs of a source and its translation.
///
///     let checker = Checker()
///     let findings = checker.findings(source: "این بیانیه در ۲۳ تیر ۱۳۹۴ منتشر شد.", target: "The statement was issued on 14 July 2016.")
///     findings.first?.rule      // .date
///     findings.first?.message   // “۲۳ تیر ۱۳۹۴” and “14 July 2016” differ
///
/// A check compares what the two sides mean where it can (numbers, dates, terms) and how they look where it can't. It would rather miss an error than
/// accuse a correct pair. It changes nothing.
public struct Checker: Sendable {
  /// Which rules apply, and how grave each is.
  public var profile: Profile
  /// The terms that the translation is held to; nil for none.
  public var terms: TermIndex?

  public init(profile: Profile = Profile(), terms: TermIndex? = nil) {
    self.profile = profile
    self.terms = terms
  }

  /// What is wrong with a pair, in the order of the places.
  /// - Parameters:
  ///   - from: the source's language.
  ///   - to: the target's language. Rules that know only Persian and English leave other languages alone.
  /// - Complexity: O(n), and O(terms × n) for each term that is missing.
  public func findings(source: String, target: String, from: LanguageTag = .persian, to: LanguageTag = .english) -> [Finding] {
    findings(source: .plain(source), target: .plain(target), from: from, to: to)
  }

  /// What is wrong with a pair of segments, inline codes included. Places count in the text without the codes.
  public func findings(source: Content, target: Content, from: LanguageTag = .persian, to: LanguageTag = .english) -> [Finding] {
    var examination = Examination(
      source: SideText(source.text, side: .source, tag: from), target: SideText(target.text, side: .target, tag: to), profile: profile)
    for side in [Finding.Side.source, .target] { examination.checkInvisible(side) }
    if examination.checkPresence() {
      if let terms { examination.recognize(terms) }
      examination.checkQuantities()
      examination.checkSymbols()
      examination.checkLength()
      examination.checkQuestion()
      for side in [Finding.Side.source, .target] { examination.checkForeignMarks(side) }
      examination.checkBrackets()
      examination.checkQuotes()
      examination.checkTags(source, target)
      examination.checkDoubledWords()
      examination.checkNegation()
      examination.checkDoubledMarks()
      examination.checkTerms()
      if profile[.name] != nil { examination.checkNames() }
      if profile[.mistranslation] != nil { examination.checkContrasts() }
      if profile[.omission] != nil || profile[.addition] != nil { examination.checkOmissions() }
    }
    return examination.findings.sorted { place($0) < place($1) }
  }

  private func place(_ finding: Finding) -> (Int, Int) {
    let target = finding.target?.lowerBound ?? Int.max
    return (finding.source?.lowerBound ?? target, target)
  }

  // MARK: A set of pairs

  /// One source translated in several ways within a set of pairs (rule `inconsistent`).
  ///
  /// Sources and targets are compared by their folding keys: spelling, ZWNJ and the script of digits don't matter.
  /// - Returns: for each pair whose translation is not its source's first one, its position and the finding.
  /// - Complexity: O(total length).
  public func inconsistencies(in pairs: [(source: String, target: String)]) -> [(unit: Int, finding: Finding)] {
    guard let severity = profile[.inconsistent] else { return [] }
    var first: [String: (unit: Int, target: String)] = [:]
    var found: [(unit: Int, finding: Finding)] = []
    for (unit, pair) in pairs.enumerated() {
      let source = FoldingKey.of(pair.source, blanks: .dropped), target = FoldingKey.of(pair.target, blanks: .dropped)
      guard !source.isEmpty, !target.isEmpty else { continue }
      guard let known = first[source] else {
        first[source] = (unit, target)
        continue
      }
      if known.target == target { continue }
      let other = pairs[known.unit].target
      found.append(
        (
          unit,
          Finding(
            rule: .inconsistent, severity: severity, source: 0..<pair.source.unicodeScalars.count,
            target: 0..<pair.target.unicodeScalars.count,
            suggestion: other, reason: .inconsistent(other: other, unit: known.unit))
        ))
    }
    return found
  }
}
