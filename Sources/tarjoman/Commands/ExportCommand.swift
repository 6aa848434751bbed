import ArgumentParser
import Workbench

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a memory, or part of it, as one file for other programs.",
    discussion: """
      The file is TMX 1.4 that OmegaT, Trados, memoQ and Lokalize take: one trimmed line a segment, one variant a language, no stray direction
      marks. What was changed for them is counted; the memory itself stays as it is.

      Example:
        tarjoman export diplomacy -o diplomacy-export.tmx
        tarjoman export diplomacy -o checked.tsv --format tsv --confirmed
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; `-` is standard output.", valueName: "file"))
  var output: String

  @Option(help: "The form: tmx or tsv.")
  var format = ExportJob.Format.tmx

  @Option(help: ArgumentHelp("The language written first.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The other language of a table.", valueName: "language"))
  var to = "en"

  @Option(help: ArgumentHelp("Only units from this document.", valueName: "name"))
  var origin: String?

  @Option(help: ArgumentHelp("Only units of this domain.", valueName: "word"))
  var domain: String?

  @Option(help: ArgumentHelp("Only units made or changed since this day.", valueName: "YYYYMMDD"))
  var since: String?

  @Flag(help: "Only units that a person has confirmed.")
  var confirmed = false

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  func validate() throws {
    if let since, since.utf8.count != 8 || !since.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw ValidationError("--since takes a day as YYYYMMDD")
    }
  }

  func run() throws {
    var job = ExportJob()
    job.format = format
    job.source = LanguageTag(from)
    job.target = LanguageTag(to)
    job.filter.origin = origin
    job.filter.domain = domain
    job.filter.since = since
    job.filter.confirmedOnly = confirmed
    let summary = try job.run(Project().memoryPath(memory), to: output)
    for line in summary.lines { Messages.note(line) }
    if summary.damage != nil || summary.leftOut > 0 || summary.written == 0 { throw ExitStatus.findings }
  }
}

extension ExportJob.Format: ExpressibleByArgument {}
