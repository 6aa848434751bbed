import ArgumentParser
import Workbench

struct DedupeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe",
    abstract: "Take out units, or join concepts of a glossary, that say the same as another.",
    discussion: """
      The unit that a person confirmed stays, else the oldest. Units whose id a newer one has, as a merge of two edits in git leaves them, go as well.
      A line for each unit that goes: why, its id, the id of the one that stays, its texts.

      Of a glossary, concepts that share an accepted term in two languages are joined into the first of them.

      Example:
        tarjoman dedupe diplomacy --dry-run
      """)

  @Flag(help: "Say what would go, and change nothing.")
  var dryRun = false

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  func run() throws {
    if let path = Project().glossary(named: memory, isWanted: false) {
      let (joining, count) = try GlossaryMaintenanceJob().deduplicate(path, dryRun: dryRun)
      for (gone, kept) in joining.joined {
        Output.line("same\t\(gone.id)\t\(kept.id)\t\(gone.terms.map(\.text.onOneLine).joined(separator: "\t"))")
      }
      say(joining.conflicts)
      Output.line("\(count) concepts: \(joining.joined.count) that say the same as another \(dryRun ? "would be joined" : "were joined")")
      return
    }
    let result = try MaintenanceJob().deduplicate(Project().memoryPath(memory), dryRun: dryRun)
    for unit in result.dropped {
      let texts = unit.texts.map { $0.onOneLine }.joined(separator: "\t")
      Output.line("\(unit.reason.rawValue)\t\(unit.tuid ?? "-")\t\(unit.kept ?? "-")\t\(texts)")
    }
    let tense = dryRun ? "would go" : "went"
    var counts = "\(result.count(.same)) that say the same as another and \(result.count(.superseded)) superseded"
    if result.count(.deleted) > 0 { counts += " and \(result.count(.deleted)) deleted before" }
    Output.line("\(result.units) units: \(counts) \(tense)")
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
