import ArgumentParser
import Workbench

struct ExtractTermsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract-terms",
    abstract: "Propose bilingual terms from memories, as a TBX of candidates.",
    discussion: """
      Rows of nouns and adjectives that translate each other word by word, best first; what the glossaries have already is left out. Each candidate has its
      figures as a remark and up to three units as contexts; terms have no status until a terminologist gives them one.

      Example:
        tarjoman extract-terms diplomacy archive.tmx -o candidates.tbx
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the TBX; without it, a table is printed.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("A glossary whose terms are known; without it, all in Glossaries/.", valueName: "glossary"))
  var glossary: [String] = []

  @Option(help: ArgumentHelp("The language of the source side.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The language of the target side.", valueName: "language"))
  var to = "en"

  @Option(help: ArgumentHelp("Units that a pair of terms must stand in.", valueName: "count"))
  var min = 2

  @Option(help: ArgumentHelp("How many candidates at most.", valueName: "count"))
  var limit = 500

  @Flag(help: "Print one JSON object a candidate.")
  var json = false

  @Argument(help: "Memories by path or name, or tables of source TAB target.")
  var memory: [String]

  func validate() throws {
    guard min > 0, limit > 0 else { throw ValidationError("--min and --limit take counts above 0") }
  }

  func run() throws {
    let project = Project()
    var job = ExtractionJob()
    job.options.source = LanguageTag(from)
    job.options.target = LanguageTag(to)
    job.options.minimum = min
    job.options.limit = limit
    if !glossary.isEmpty || !project.glossaries.isEmpty { job.known = try loadGlossaries(glossary).makeIndex() }
    let paths = memory.map { project.memoryPath($0) }
    let summary = try job.run(paths)
    for remark in summary.remarks { Messages.note(remark) }
    if let output { try job.write(summary, of: paths, to: output) }
    if json || output == nil {
      for candidate in summary.candidates {
        let record = CandidateRecord(candidate, in: summary)
        if json {
          Output.line(try JSONLine.text(record))
        } else {
          Output.line("\(record.score)\t\(record.count)\t\(record.source.onOneLine)\t\(record.target.onOneLine)")
        }
      }
    }
    Messages.note(
      "\(summary.candidates.count) candidates from \(summary.pairs) pairs\(summary.leftOut > 0 ? ", \(summary.leftOut) left out" : "")")
    if summary.candidates.isEmpty || !summary.remarks.isEmpty { throw ExitStatus.findings }
  }
}
