import ArgumentParser
import Workbench

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Say what is wrong with a TMX file, where, and who refuses it for that; or with a glossary in TBX.",
    discussion: """
      Exit status 0: every program takes it, whatever else was remarked; 1: errors or warnings; 3: no TMX at all.

      Example:
        tarjoman validate theirs.tmx
      """)

  @Flag(help: "Print one JSON object a finding.")
  var json = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The file to check, packed (.gz, .zip) or not; `-` is standard input.")
  var file: String

  func run() throws {
    if GlossaryFile.isTBX(file) { return try validateGlossary() }
    var hasFindings = false
    try TMXFile.forEach(in: file, limits: limits.limits) { memory in
      let report = try memory.validate()
      try show(report, of: memory.name)
      if report.counts[.error, default: 0] + report.counts[.warning, default: 0] > 0 || report.damage != nil { hasFindings = true }
      return report
    }
    if hasFindings { throw ExitStatus.findings }
  }

  private func show(_ report: TMXReport, of name: String) throws {
    for var record in report.problems.map({ ProblemRecord($0) }) + [ProblemRecord(damageIn: report)].compactMap({ $0 }) {
      // Of several memories in one archive each finding says in which it is.
      if name != file { record.file = name }
      Output.line(json ? try JSONLine.text(record) : record.line(in: name))
    }
    let left = report.counts.values.reduce(0, +) - report.problems.count
    if left > 0 { Messages.note("\(name): \(left) more findings of the same kinds") }
    Messages.note("\(name): \(report.units) units\(report.unitsLeftOut > 0 ? ", \(report.unitsLeftOut) unusable" : "")")
  }

  private func validateGlossary() throws {
    let glossary = try GlossaryFile(file, limits: limits.limits)
    var records = glossary.problems.map { ProblemRecord($0) }
    if let damage = glossary.damage { records.append(ProblemRecord(damage)) }
    for record in records { Output.line(json ? try JSONLine.text(record) : record.line(in: file)) }
    let left = glossary.problemCount - glossary.problems.count
    if left > 0 { Messages.note("\(file): \(left) more findings of the same kinds") }
    Messages.note("\(file): \(glossary.termbase.concepts.count) concepts")
    if !records.isEmpty { throw ExitStatus.findings }
  }
}
