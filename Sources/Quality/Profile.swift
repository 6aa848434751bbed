/// Which rules a check applies, and how grave each is.
///
///     var profile = Profile()
///     profile[.length] = nil          // off
///     profile[.negation] = .error
///     let (fromFile, problems) = Profile.parse("length = off\nnegation = error\n")
///
/// A rule may report a single finding one step lower than its severity here where it is less sure, never higher.
public struct Profile: Hashable, Sendable {
  private var severities: [Rule: Severity] = Dictionary(uniqueKeysWithValues: Rule.allCases.map { ($0, $0.severity) })

  /// All rules with their usual severities.
  public init() {}

  /// A rule's severity; nil when it is off.
  public subscript(rule: Rule) -> Severity? {
    get { severities[rule] }
    set { severities[rule] = newValue }
  }

  /// A line of a profile's text that says nothing.
  public struct Problem: Error, Hashable, Sendable {
    /// Counted from 1.
    public var line: Int
    public var reason: Reason

    public enum Reason: Hashable, Sendable {
      /// There is no `=`.
      case noEqualsSign
      case unknownRule(String)
      /// Neither `off` nor a severity.
      case unknownSeverity(String)
      /// The rule stands on an earlier line.
      case repeatedRule(Rule)
    }
  }

  /// Reads lines `rule = off|info|warning|error`; what follows `#` is a remark. Rules that no line names keep their usual severity.
  public static func parse(_ text: String) -> (profile: Profile, problems: [Problem]) {
    var profile = Profile()
    var problems: [Problem] = []
    var seen: Set<Rule> = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = trimmed(line.prefix { $0 != "#" }.drop { $0 == "\u{FEFF}" })
      if content.isEmpty { continue }
      guard let equals = content.firstIndex(of: "=") else {
        problems.append(Problem(line: index + 1, reason: .noEqualsSign))
        continue
      }
      let name = String(trimmed(content[..<equals])), value = String(trimmed(content[content.index(after: equals)...]))
      guard let rule = Rule(rawValue: name) else {
        problems.append(Problem(line: index + 1, reason: .unknownRule(name)))
        continue
      }
      guard value == "off" || Severity(rawValue: value) != nil else {
        problems.append(Problem(line: index + 1, reason: .unknownSeverity(value)))
        continue
      }
      guard seen.insert(rule).inserted else {
        problems.append(Problem(line: index + 1, reason: .repeatedRule(rule)))
        continue
      }
      profile[rule] = Severity(rawValue: value)
    }
    return (profile, problems)
  }

  /// The profile as ``parse(_:)`` reads it, one line a rule.
  public var text: String { Rule.allCases.map { "\($0.rawValue) = \(self[$0]?.rawValue ?? "off")\n" }.joined() }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
