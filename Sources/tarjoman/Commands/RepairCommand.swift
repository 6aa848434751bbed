import ArgumentParser
import Workbench

struct RepairCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Bring back every whole unit of a damaged TMX file.",
    discussion: """
      A file that is cut off, has bytes that XML can't hold, the wrong encoding, undefined entities, no header to speak of: each unit is found by its
      tags and read by itself, so that damage costs the unit that it stands in and no other. The new file is valid TMX 1.4 that every program
      takes; text, notes and codes in it are as they were. What was mended and what is lost is listed with line and column.

      Exit status 0: nothing was wrong; 1: mended, or something is lost; 3: no unit could be brought back.

      Example:
        tarjoman repair broken.tmx -o mended.tmx
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; `-` is standard output.", valueName: "file"))
  var output: String

  @Flag(help: "Print one JSON object a finding.")
  var json = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The damaged file, packed (.gz, .zip) or not; `-` is standard input.")
  var file: String

  func run() throws {
    var job = RepairJob()
    job.limits = limits.limits
    do {
      let summary = try job.run(file, to: output)
      try list(summary.report)
      for line in summary.lines { Messages.note("\(file): \(line)") }
      if summary.hasFindings { throw ExitStatus.findings }
    } catch let error as NothingToRepair {
      try list(error.report)
      throw error
    }
  }

  private func list(_ report: TMXReport) throws {
    for record in report.problems.map({ ProblemRecord($0) }) + [ProblemRecord(damageIn: report)].compactMap({ $0 }) {
      if output == "-" {
        Messages.note(json ? try JSONLine.text(record) : record.line(in: file))
      } else {
        Output.line(json ? try JSONLine.text(record) : record.line(in: file))
      }
    }
    let left = report.counts.values.reduce(0, +) - report.problems.count
    if left > 0 { Messages.note("\(file): \(left) more findings; --limit findings=N lists more") }
  }
}

extension ProblemRecord {
  /// `FILE:LINE:COLUMN: severity: words`, and who refuses the file for it, or loses what it is about.
  func line(in file: String) -> String {
    let clients = refusedBy.isEmpty ? "" : " [\(severity == "error" ? "refused by" : "lost on") \(refusedBy.joined(separator: ", "))]"
    return "\(file):\(line):\(column): \(severity): \(message)\(clients)"
  }
}
