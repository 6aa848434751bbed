import ArgumentParser
import Workbench

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a memory, or part of it, as one file for other programs.",
    discussion: """
      The file is TMX 1.4 that OmegaT, Trados, memoQ and Lokalize take: one trimmed line a segment, one variant a language, no stray direction
      marks. What was changed for them is counted; the memory itself stays as it is.

      --flavour writes what is known of a unit where that program looks for it: omegat marks further translations of one source with their
      context and can fill a project's tm/ (name the project folder), trados writes languages with a country, memoq and phrase the segments
      around, lokalize bare codes with English first.

      Example:
        tarjoman export diplomacy -o diplomacy-export.tmx
        tarjoman export diplomacy -o my-omegat-project/ --flavour omegat
        tarjoman export diplomacy -o checked.tsv --format tsv --confirmed
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; `-` is standard output.", valueName: "file"))
  var output: String

  @Option(help: "The form: \(ExportJob.Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = ExportJob.Format.tmx

  @Option(help: "The program that a TMX file is for: \(Flavour.allCases.map(\.rawValue).joined(separator: ", ")).")
  var flavour = Flavour.generic

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

  @Flag(help: "Write the units as the memory has them: nothing is trimmed, dropped or added for other programs.")
  var exact = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  func validate() throws {
    if exact, flavour != .generic || format != .tmx { throw ValidationError("--exact is a TMX file for no program in particular") }
    if flavour != .generic, format != .tmx { throw ValidationError("--flavour goes with --format tmx") }
    if let since, since.utf8.count != 8 || !since.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw ValidationError("--since takes a day as YYYYMMDD")
    }
  }

  func run() throws {
    var job = ExportJob()
    job.format = format
    job.flavour = flavour
    job.isExact = exact
    job.limits = limits.limits
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
extension Flavour: ExpressibleByArgument {}
