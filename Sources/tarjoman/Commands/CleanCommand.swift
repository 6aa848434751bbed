import ArgumentParser
import Workbench

struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Find units that a memory would be better without, and write the reasons on them.",
    discussion: """
      Each doubtful unit gets the property x-clean with its reasons; docs/checks.md lists them. Nothing goes unless --delete is given: then doubtful units
      leave the memory for NAME.deleted.tmx beside it, but for those that a person confirmed. --undo takes the annotations off and brings all back.
      A line for each unit that changes: + or - or ~, its id, the reasons, its texts.

      Example:
        tarjoman clean diplomacy --dry-run
        tarjoman clean diplomacy --delete --only no_identical,no_empty
        tarjoman clean diplomacy --undo
      """)

  @Flag(help: "Take doubtful units out, into NAME.deleted.tmx beside the memory.")
  var delete = false

  @Flag(help: "Take annotations off and bring back what was taken out.")
  var undo = false

  @Flag(help: "Say what would change, and change nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Only these reasons, with commas between them.", valueName: "reasons"))
  var only: String?

  @Option(help: ArgumentHelp("All reasons but these, with commas between them.", valueName: "reasons"))
  var without: String?

  @Option(help: ArgumentHelp("The language that is translated from.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The language that is translated into.", valueName: "language"))
  var to = "en"

  @Flag(help: "Print one JSON object a unit.")
  var json = false

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  func validate() throws {
    if undo, delete { throw ValidationError("--undo and --delete exclude each other") }
    _ = try wanted()
  }

  private func wanted() throws -> Set<CleaningReason> {
    func reasons(_ text: String) throws -> Set<CleaningReason> {
      Set(
        try text.split(separator: ",").map { name in
          guard let reason = CleaningReason(rawValue: String(name)) else {
            throw ValidationError(
              "no reason is called “\(name)”; there are \(CleaningReason.allCases.map(\.rawValue).joined(separator: ", "))")
          }
          return reason
        })
    }
    return (try only.map(reasons) ?? Set(CleaningReason.allCases)).subtracting(try without.map(reasons) ?? [])
  }

  func run() throws {
    let job = CleanJob(cleaner: Cleaner(wanted: try wanted()), from: LanguageTag(from), to: LanguageTag(to))
    let path = Project().memoryPath(memory)
    func show(_ change: CleanJob.Change) throws {
      if json { return Output.line(try JSONLine.text(change)) }
      let sign = change.kind == .deleted ? "-" : change.kind == .restored ? "+" : change.kind == .kept ? "=" : "~"
      let reasons = change.kind == .cleared ? "-" : change.reasons.joined(separator: " ")
      Output.line([sign, change.tuid ?? "-", reasons, change.source.onOneLine, change.target.onOneLine].joined(separator: "\t"))
    }
    let summary =
      undo
      ? try job.undo(path, dryRun: dryRun, onChange: show) : try job.run(path, delete ? .delete : .annotate, dryRun: dryRun, onChange: show)
    let kinds: [CleanJob.Change.Kind] = [.annotated, .cleared, .deleted, .kept, .restored]
    let counts = kinds.compactMap { kind in summary.counts[kind].map { "\($0) \(kind.rawValue)" } }
    Messages.note(
      "\(summary.units) units\(undo ? "" : ", \(summary.doubtful) doubtful"): "
        + (counts.isEmpty ? "nothing to change" : counts.joined(separator: ", "))
        + (dryRun && !counts.isEmpty ? " (not done: --dry-run)" : ""))
    for (reason, count) in summary.reasons.sorted(by: { $0.key < $1.key }) { Messages.note("  \(count) \(reason.rawValue)") }
    if summary.skipped > 0 { Messages.note("\(summary.skipped) units without a \(from)–\(to) pair left alone") }
    for remark in summary.remarks { Messages.note(remark) }
    if summary.doubtful > 0 || !summary.remarks.isEmpty { throw ExitStatus.findings }
  }
}
