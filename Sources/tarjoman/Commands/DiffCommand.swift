import ArgumentParser
import Workbench

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say which units two memories, or which concepts two glossaries, don't have alike.",
    discussion: """
      Units belong together by id, then by their texts, then by their first text. + is new, - is gone; a changed unit (~) shows what differs, then its
      texts before (<) and after (>). Status 1 means that the memories differ.

      Example:
        tarjoman diff yesterday.tmx diplomacy
      """)

  @Flag(help: "Print one JSON object a unit.")
  var json = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The memory as it was: a path, or a name in Memories/.")
  var old: String

  @Argument(help: "The memory as it is.")
  var new: String

  func run() throws {
    let project = Project()
    if let files = try glossaries([old, new], project, limits.limits) { return try compare(files[0], files[1]) }
    let result = try MaintenanceJob(limits: limits.limits).compare(project.memoryPath(old), project.memoryPath(new)) { difference in
      if json {
        Output.line(try JSONLine.text(difference))
      } else {
        show(difference)
      }
    }
    if !json { Output.line("\(result.added) added, \(result.changed) changed, \(result.gone) gone, \(result.same) the same") }
    if !result.isEmpty { throw ExitStatus.findings }
  }

  private func compare(_ old: GlossaryFile, _ new: GlossaryFile) throws {
    for file in [old, new] { say(file) }
    let (differences, same) = old.termbase.differences(to: new.termbase)
    var counts: [String: Int] = [:]
    func terms(_ terms: [String: [String]]?) -> String {
      (terms ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.map(\.onOneLine).joined(separator: " | "))" }.joined(
        separator: "\t")
    }
    for difference in differences {
      let record = ConceptDifferenceRecord(difference)
      counts[record.kind, default: 0] += 1
      if json {
        Output.line(try JSONLine.text(record))
      } else if record.kind == "changed" {
        Output.line("~ \(record.concept)\t\((record.fields ?? []).joined(separator: ", "))")
        Output.line("  <\t\(terms(record.old))")
        Output.line("  >\t\(terms(record.new))")
      } else {
        Output.line("\(record.kind == "added" ? "+" : "-") \(record.concept)\t\(terms(record.new ?? record.old))")
      }
    }
    if !json {
      Output.line("\(counts["added"] ?? 0) added, \(counts["changed"] ?? 0) changed, \(counts["gone"] ?? 0) gone, \(same) the same")
    }
    if !differences.isEmpty || old.damage != nil || new.damage != nil { throw ExitStatus.findings }
  }

  private func show(_ difference: MaintenanceJob.Difference) {
    func texts(_ texts: [String: String]?) -> String {
      (texts ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.onOneLine)" }.joined(separator: "\t")
    }
    let name = difference.tuid ?? "-"
    switch difference.kind {
    case "added": Output.line("+ \(name)\t\(texts(difference.new))")
    case "gone": Output.line("- \(name)\t\(texts(difference.old))")
    default:
      Output.line("~ \(name)\t\((difference.fields ?? []).joined(separator: ", "))")
      Output.line("  <\t\(texts(difference.old))")
      Output.line("  >\t\(texts(difference.new))")
    }
  }
}
