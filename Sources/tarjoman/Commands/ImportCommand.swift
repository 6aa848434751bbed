import ArgumentParser
import Workbench

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring parallel texts or bilingual files into a memory.",
    discussion: """
      All or nothing: an import is one commit. A memory that isn't there is made.

      Example:
        tarjoman import diplomacy speech.fa.docx speech.en.docx  or .odt, .html, .md, .txt: what it is, the content says
        tarjoman import diplomacy theirs.tmx                     or .xlf, .po, .csv, .tsv, a DOCX with a table of two languages
        tarjoman import diplomacy corpus.fa corpus.en --line-by-line
        tarjoman import diplomacy speech.fa speech.en --ladder speech.ladder
        tarjoman import diplomacy archive/                       every NAME.fa.docx with its NAME.en.docx
      """)

  @OptionGroup var alignment: AlignmentOptions

  @Option(help: ArgumentHelp("A list of document pairs, a line FA<TAB>EN each.", valueName: "file"))
  var pairs: String?

  @Flag(help: "The texts are parallel line by line (Moses): nothing is cut or aligned.")
  var lineByLine = false

  @Option(
    help: ArgumentHelp(
      "An alignment that another tool made of two texts with a segment a line (hunalign ladder, bead notation).", valueName: "file"))
  var ladder: String?

  @Option(help: "What to do with a unit that is there already: skip, replace or keep (both).")
  var again = MemoryStore.Again.skip

  @Option(help: ArgumentHelp("What the texts are about; kept with each unit.", valueName: "word"))
  var domain: String?

  @Option(
    help: ArgumentHelp(
      "Who confirmed the beads of --confirmed; of a bilingual file, who vouches for the entries that aren't marked as unfinished.",
      valueName: "name"))
  var confirmedBy: String?

  @OptionGroup var limits: LimitOptions

  @Flag(help: "Say what would be stored, and store nothing.")
  var dryRun = false

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  @Argument(help: "A text and its translation, or one bilingual file (TMX, XLIFF, PO, CSV, TSV …), or a folder of pairs.")
  var files: [String] = []

  func validate() throws {
    if pairs == nil, files.isEmpty || files.count > 2 { throw ValidationError("import takes one or two files, a folder, or --pairs LIST") }
    if pairs != nil, !files.isEmpty { throw ValidationError("--pairs names the files itself") }
    if lineByLine || ladder != nil, files.count != 2 && (ladder != nil || pairs == nil) {
      throw ValidationError("--line-by-line and --ladder go with a text and its translation")
    }
    if [lineByLine, ladder != nil, alignment.confirmed != nil].count(where: { $0 }) > 1 {
      throw ValidationError("--line-by-line, --ladder and --confirmed exclude each other")
    }
    if alignment.confirmed != nil, files.count != 2 { throw ValidationError("--confirmed goes with one document pair") }
  }

  func run() throws {
    let path = Project().memoryPath(memory)
    var job = ImportJob()
    job.alignment = try alignment.job(learningFrom: [path], limits: limits.limits)
    job.alignment.explains = true
    job.limits = limits.limits
    job.again = again
    job.domain = domain
    job.confirmedBy = confirmedBy
    let sources: [ImportJob.Source]
    if let pairs {
      sources = try PairList.read(pairs, columns: 2).map { lineByLine ? .lines($0[0], $0[1]) : .documents($0[0], $0[1]) }
    } else if files.count == 2 {
      let (left, right) = (files[0], files[1])
      sources = [lineByLine ? .lines(left, right) : ladder.map { .aligned(left, right, ladder: $0) } ?? .documents(left, right)]
    } else {
      sources = try ImportJob.sources(in: files[0], job.alignment, limits: job.limits)
    }
    let summary = try job.run(sources, into: path, confirmation: alignment.confirmation(), dryRun: dryRun) { Messages.note($0) }
    for line in summary.lines { Output.line(line) }
    if summary.hasFindings { throw ExitStatus.findings }
  }
}

extension MemoryStore.Again: ExpressibleByArgument {}
