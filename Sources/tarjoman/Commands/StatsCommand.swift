import ArgumentParser
import Workbench

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count what is in a memory.",
    discussion: """
      Example:
        tarjoman stats diplomacy
      """)

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  func run() throws {
    let memory = try UnpackedMemory(Project().memoryPath(memory), limits: limits.limits.archive).memory()
    let record = StatisticsRecord(try memory.statistics(), memory: memory.name)
    if json {
      Output.line(try JSONLine.text(record))
    } else {
      show(record)
    }
    if record.malformed + record.superseded > 0 { throw ExitStatus.findings }
  }

  private func show(_ record: StatisticsRecord) {
    func row(_ name: String, _ value: String) { Output.line(name + String(repeating: " ", count: max(1, 14 - name.count)) + value) }
    row("units", "\(record.units)")
    row("confirmed", "\(record.confirmed)")
    row("documents", "\(record.origins)")
    row("repetitions", "\(record.repetitions)")
    for counts in record.languages {
      row(counts.language, "\(counts.segments) segments, \(counts.words) words, \(counts.repeated) segments repeated")
    }
    let shapes = record.alignments.filter { !$0.key.isEmpty }.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    if !shapes.isEmpty { row("beads", shapes.map { "\($0.key) \($0.value)" }.joined(separator: ", ")) }
    row("bytes", "\(record.bytes), and \(record.indexBytes) of index")
    if record.superseded > 0 { row("superseded", "\(record.superseded)") }
    if record.malformed > 0 { row("unreadable", "\(record.malformed)") }
  }
}
