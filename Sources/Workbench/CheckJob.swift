public import Language
public import Quality
public import TMX
internal import TranslationMemory

/// Checks pairs and whole memories.
public struct CheckJob: Sendable {
  public var checker: Checker
  public var from, to: LanguageTag
  /// The least severity that is reported.
  public var severity: Severity
  public var limits = ReadingLimits.standard

  public init(checker: Checker, from: LanguageTag = .persian, to: LanguageTag = .english, severity: Severity = .info) {
    self.checker = checker
    self.from = from
    self.to = to
    self.severity = severity
  }

  /// What a check of a memory comes to.
  public struct Summary: Sendable {
    public var pairs = 0
    /// Units that lack one of the two languages.
    public var skipped = 0
    /// How many findings of each severity were reported.
    public var counts: [Severity: Int] = [:]
    public var report: TMXReport?
    /// The documents that the units come from (their `x-origin`), in the order in which they are met; "" for units that name none.
    public var documents: [Document] = []

    /// What a check of one document's units comes to.
    public struct Document: Sendable {
      public var origin: String
      public var pairs = 0
      public var counts: [Severity: Int] = [:]
    }
  }

  /// What is wrong with one pair.
  public func findings(source: String, target: String) -> [Finding] {
    checker.findings(source: source, target: target, from: from, to: to).filter { $0.severity >= severity }
  }

  /// Checks a memory unit by unit; the memory is named or a path.
  /// - Parameter onUnit: called with every unit that has findings, in file order; units whose source was translated otherwise before come last.
  /// - Throws: ``FileError``, ``TMXFileError``, whatever `onUnit` throws.
  public func run(on memory: String, project: Project = Project(), onUnit: (CheckedUnit) throws -> Void) throws -> Summary {
    var summary = Summary()
    var pairs: [(source: String, target: String)] = []
    var units: [(tuid: String?, line: Int, origin: String)] = []
    var places: [String: Int] = [:]
    let looksForInconsistency = checker.profile[.inconsistent].map { $0 >= severity } ?? false
    func report(_ unit: CheckedUnit) throws {
      if unit.findings.isEmpty { return }
      let document = places[unit.origin] ?? 0
      for finding in unit.findings {
        summary.counts[finding.severity, default: 0] += 1
        summary.documents[document].counts[finding.severity, default: 0] += 1
      }
      try onUnit(unit)
    }
    let reading = try TMXFile(project.memoryPath(memory), limits: limits).read { unit, line in
      guard let source = unit.variant(in: from), let target = unit.variant(in: to) else {
        summary.skipped += 1
        return
      }
      summary.pairs += 1
      let origin = unit.property(UnitProperty.origin) ?? ""
      if places[origin] == nil {
        places[origin] = summary.documents.count
        summary.documents.append(Summary.Document(origin: origin))
      }
      summary.documents[places[origin] ?? 0].pairs += 1
      let findings = checker.findings(source: source.content, target: target.content, from: from, to: to).filter { $0.severity >= severity }
      try report(
        CheckedUnit(tuid: unit.tuid, line: line, findings: findings, origin: origin, source: source.text, target: target.text))
      if looksForInconsistency {
        pairs.append((source.text, target.text))
        units.append((unit.tuid, line, origin))
      }
    }
    for (unit, finding) in checker.inconsistencies(in: pairs) where looksForInconsistency {
      try report(
        CheckedUnit(
          tuid: units[unit].tuid, line: units[unit].line, findings: [finding], origin: units[unit].origin, source: pairs[unit].source,
          target: pairs[unit].target))
    }
    summary.report = reading
    return summary
  }
}

/// A unit of a memory with what was found in it.
public struct CheckedUnit: Sendable {
  public var tuid: String?
  /// The line of the file that the unit starts on.
  public var line: Int
  public var findings: [Finding]
  /// The document it comes from; "" where it names none.
  public var origin = ""
  public var source = "", target = ""
}

// What `check --json` and `--jsonl` print. Positions count Unicode code points from 0, end exclusive.

/// `check --jsonl`: a line in.
public struct PairRecord: Codable, Sendable {
  public var id: JSONScalar?
  public var source, target: String
}

/// `check --jsonl`: a line out.
public struct FindingsRecord: Codable, Sendable {
  public var id: JSONScalar?
  public var findings: [FindingRecord]

  public init(id: JSONScalar?, findings: [FindingRecord]) {
    self.id = id
    self.findings = findings
  }
}

/// Something found in a pair.
public struct FindingRecord: Codable, Sendable {
  public var rule, severity, message: String
  /// Start and end in the text; null where nothing there corresponds.
  public var source, target: [Int]?
  public var suggestion: String?

  public init(_ finding: Finding) {
    rule = finding.rule.rawValue
    severity = finding.severity.rawValue
    message = finding.message
    source = finding.source.map { [$0.lowerBound, $0.upperBound] }
    target = finding.target.map { [$0.lowerBound, $0.upperBound] }
    suggestion = finding.suggestion
  }

  // Absent places are null, not absent keys: whoever reads the line needn't ask.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule, forKey: .rule)
    try container.encode(severity, forKey: .severity)
    try container.encode(message, forKey: .message)
    try container.encode(source, forKey: .source)
    try container.encode(target, forKey: .target)
    try container.encode(suggestion, forKey: .suggestion)
  }
}

/// `check --json`: something found in a unit of a memory.
public struct UnitFindingRecord: Codable, Sendable {
  public var tuid: String?
  public var line: Int
  public var finding: FindingRecord

  public init(_ unit: CheckedUnit, _ finding: Finding) {
    tuid = unit.tuid
    line = unit.line
    self.finding = FindingRecord(finding)
  }
}
