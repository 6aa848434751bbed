import ArgumentParser
import Workbench

struct DedupeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe",
    abstract: "Take out units that say the same in all languages as another.",
    discussion: """
      The unit that a person confirmed stays, else the oldest. Units whose id a newer one has, as a merge of two edits in git leaves them, go as well.
      A line for each unit that goes: why, its id, the id of the one that stays, its texts.

      Example:
        tarjoman dedupe diplomacy --dry-run
      """)

  @Flag(help: "Say what would go, and change nothing.")
  var dryRun = false

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  func run() throws {
    let result = try MaintenanceJob().deduplicate(Project().memoryPath(memory), dryRun: dryRun)
    for unit in result.dropped {
      let texts = unit.texts.map { $0.onOneLine }.joined(separator: "\t")
      Output.line("\(unit.reason.rawValue)\t\(unit.tuid ?? "-")\t\(unit.kept ?? "-")\t\(texts)")
    }
    let tense = dryRun ? "would go" : "went"
    Output.line(
      "\(result.units) units: \(result.count(.same)) that say the same as another and \(result.count(.superseded)) superseded \(tense)")
    for remark in result.remarks { Messages.note(remark) }
    if !result.remarks.isEmpty { throw ExitStatus.findings }
  }
}

extension String {
  /// With blanks for tabs and line ends.
  var onOneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\t" || $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }
}
