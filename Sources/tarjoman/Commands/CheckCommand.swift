import ArgumentParser
import Workbench

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check translations: numbers, dates, terms, marks, what is left out.",
    discussion: """
      Prints the unit, the severity, the rule, what is wrong, and the two places. A profile has lines `rule = off|info|warning|error`;
      without one all rules apply. Terms are checked against the glossaries that are named.

      Example:
        tarjoman check --glossary diplomacy Memories/diplomacy.tmx
        tarjoman check --report check.html --report check.jsonl diplomacy
        tarjoman check --severity error --jsonl < pairs.jsonl
      """)

  @Option(help: ArgumentHelp("A glossary by file or name whose terms are to be kept.", valueName: "glossary"))
  var glossary: [String] = []

  @Option(help: ArgumentHelp("A file that switches rules: lines `rule = off|info|warning|error`.", valueName: "file"))
  var profile: String?

  @Option(help: ArgumentHelp("The least severity to report.", valueName: "error|warning|info"))
  var severity = Severity.info

  @Option(help: ArgumentHelp("The language that is translated from.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The language that is translated into.", valueName: "language"))
  var to = "en"

  @Option(
    help: ArgumentHelp(
      "Write a report as well: a page for people (.html) or lines for programs (.jsonl). May be given twice.", valueName: "file"))
  var report: [String] = []

  @Flag(help: "Print one JSON object a finding.")
  var json = false

  @Flag(help: #"Answer lines {"id","source","target"} with lines {"id","findings":[…]}."#)
  var jsonl = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "A memory, by file or name; with --jsonl lines of standard input, or a file of lines.")
  var file: String?

  func validate() throws {
    if !jsonl, file == nil { throw ValidationError("name a TMX file, or use --jsonl") }
    if jsonl, !report.isEmpty { throw ValidationError("--report needs a memory") }
    for path in report where CheckReport.format(of: path) == nil { throw ValidationError("a report ends in .html or .jsonl: \(path)") }
    if jsonl, json { throw ValidationError("--json and --jsonl exclude each other") }
  }

  func run() throws {
    let job = try checkJob()
    if jsonl {
      try answerLines(file ?? "-") { line in
        let record = try JSONLine.value(PairRecord.self, from: line)
        let findings = job.findings(source: record.source, target: record.target).map(FindingRecord.init)
        return try JSONLine.text(FindingsRecord(id: record.id, findings: findings))
      }
      return
    }
    var page = CheckReport(memory: file ?? "-", from: LanguageTag(from), to: LanguageTag(to))
    let summary = try job.run(on: file ?? "-") { unit in
      if !report.isEmpty { page.add(unit) }
      if json {
        for finding in unit.findings { Output.line(try JSONLine.text(UnitFindingRecord(unit, finding))) }
      } else {
        for finding in unit.findings { Output.line(Self.line(unit, finding)) }
      }
    }
    for path in report { if let format = CheckReport.format(of: path) { try page.write(summary, as: format, to: path) } }
    let counts = Severity.allCases.reversed().compactMap { severity in summary.counts[severity].map { "\($0) \(severity.rawValue)" } }
    Messages.note("\(summary.pairs) pairs checked: " + (counts.isEmpty ? "nothing found" : counts.joined(separator: ", ")))
    if summary.skipped > 0 { Messages.note("\(summary.skipped) units without a \(from)–\(to) pair left out") }
    let damage = summary.report.flatMap { ProblemRecord(damageIn: $0) }
    if let damage { Messages.note(damage.line(in: file ?? "-")) }
    if !summary.counts.isEmpty || damage != nil { throw ExitStatus.findings }
  }

  private func checkJob() throws -> CheckJob {
    var rules = Profile()
    if let profile {
      let (parsed, problems) = Profile.parse(try loadText(profile).text)
      for problem in problems { Messages.error("\(profile):\(problem.line): \(words(problem.reason))") }
      if !problems.isEmpty { throw ExitStatus.badData }
      rules = parsed
    }
    let terms = glossary.isEmpty ? nil : try loadGlossaries(glossary, limits: limits.limits).makeIndex()
    var job = CheckJob(checker: Checker(profile: rules, terms: terms), from: LanguageTag(from), to: LanguageTag(to), severity: severity)
    job.limits = limits.limits
    return job
  }

  private static func line(_ unit: CheckedUnit, _ finding: Finding) -> String {
    func place(_ range: Range<Int>?) -> String { range.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-" }
    let columns = [
      unit.tuid ?? "line \(unit.line)", finding.severity.rawValue, finding.rule.rawValue, finding.message, place(finding.source),
      place(finding.target),
    ]
    return columns.joined(separator: "\t")
  }
}

extension Severity: ExpressibleByArgument {}

private func words(_ reason: Profile.Problem.Reason) -> String {
  switch reason {
  case .noEqualsSign: "a line needs `rule = severity`"
  case .unknownRule(let name): "no rule is called “\(name)”"
  case .unknownSeverity(let value): "“\(value)” is neither off nor info, warning or error"
  case .repeatedRule(let rule): "“\(rule.rawValue)” stands on an earlier line"
  }
}
