import ArgumentParser
import Workbench

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a memory, part of it, or a glossary as one file for other programs.",
    discussion: """
      The file is TMX 1.4 that OmegaT, Trados, memoQ and Lokalize take: one trimmed line a segment, one variant a language, no stray direction
      marks. What was changed for them is counted; the memory itself stays as it is.

      --flavour writes what is known of a unit where that program looks for it: omegat marks further translations of one source with their
      context and can fill a project's tm/ (name the project folder), trados writes languages with a country, memoq and phrase the segments
      around, lokalize bare codes with English first.

      A glossary, told by its content, becomes TBX (tbx: version 3; tbx-dct: with data categories as tags; tbx-v2: martif, which OmegaT reads), a table with
      a header (tsv, csv) or the three columns of CAT tools (omegat). Without --format the output's name decides.

      Example:
        tarjoman export diplomacy -o diplomacy-export.tmx
        tarjoman export diplomacy -o my-omegat-project/ --flavour omegat
        tarjoman export diplomacy -o checked.tsv --format tsv --confirmed
        tarjoman export Glossaries/diplomacy.tbx -o glossary.utf8        for OmegaT
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; `-` is standard output.", valueName: "file"))
  var output: String

  @Option(help: "The form: of a memory tmx, tsv or xliff; of a glossary tbx, tbx-dct, tbx-v2, tsv, csv or omegat.")
  var format: ExportFormat?

  @Option(help: ArgumentHelp("Of TBX version 3: basic, min or core.", valueName: "dialect"))
  var dialect = GlossaryExportJob.Dialect.basic

  @Option(help: "The program that a TMX file is for: \(Flavour.allCases.map(\.rawValue).joined(separator: ", ")).")
  var flavour = Flavour.generic

  @Option(help: ArgumentHelp("The language written first.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The other language of a table.", valueName: "language"))
  var to = "en"

  @OptionGroup var filter: UnitFilterOptions

  @Flag(help: "Write the units as the memory has them: nothing is trimmed, dropped or added for other programs.")
  var exact = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The memory or glossary: a path, or a name in Memories/ or Glossaries/.")
  var memory: String

  func validate() throws {
    if exact, flavour != .generic || (format ?? .tmx) != .tmx {
      throw ValidationError("--exact is a TMX file for no program in particular")
    }
    if flavour != .generic, (format ?? .tmx) != .tmx { throw ValidationError("--flavour goes with --format tmx") }
  }

  func run() throws {
    let project = Project()
    let wanted = format == nil ? GlossaryExportJob.Format(fileName: output) : format?.glossary
    // Tables are made of memories too, and TMX of nothing else.
    if !output.lowercased().hasSuffix(".tmx"), let path = project.glossary(named: memory, isWanted: wanted != nil && wanted != .tsv) {
      return try export(glossary: path, as: wanted)
    }
    var job = ExportJob()
    guard let form = format == nil ? .tmx : format?.memory else { throw ValidationError("a memory becomes tmx, tsv or xliff") }
    job.format = form
    job.flavour = flavour
    job.isExact = exact
    job.limits = limits.limits
    job.source = LanguageTag(from)
    job.target = LanguageTag(to)
    job.filter.origin = filter.origin
    job.filter.domain = filter.domain
    job.filter.since = filter.since
    job.filter.confirmedOnly = filter.confirmed
    let summary = try job.run(project.memoryPath(memory), to: output)
    for line in summary.lines { Messages.note(line) }
    if summary.damage != nil || summary.leftOut > 0 || summary.written == 0 { throw ExitStatus.findings }
  }
}

extension ExportCommand {
  private func export(glossary path: String, as format: GlossaryExportJob.Format?) throws {
    guard filter.isEmpty, !exact, flavour == .generic else {
      throw ValidationError("--origin, --domain, --since, --confirmed, --flavour and --exact are for a memory")
    }
    guard let format = format ?? (self.format == nil ? .tbx : nil) else { throw ValidationError("a glossary becomes no tmx") }
    var job = GlossaryExportJob()
    job.format = format
    job.dialect = dialect
    job.source = LanguageTag(from)
    job.target = LanguageTag(to)
    let file = try GlossaryFile(path, limits: limits.limits)
    say(file)
    let summary = try job.run(file, to: output)
    for line in summary.lines { Messages.note(line) }
    if file.damage != nil || file.problems.contains(where: \.isLoss) || summary.leftOut > 0 || summary.concepts == 0 {
      throw ExitStatus.findings
    }
  }
}

/// The forms of memories and glossaries together.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case tmx, tsv, xliff, csv, tbx
  case tbxDCT = "tbx-dct"
  case tbxV2 = "tbx-v2"
  case omegat

  var memory: ExportJob.Format? { ExportJob.Format(rawValue: rawValue) }
  var glossary: GlossaryExportJob.Format? { GlossaryExportJob.Format(rawValue: rawValue) }
}

extension GlossaryExportJob.Dialect: ExpressibleByArgument {}
extension Flavour: ExpressibleByArgument {}
