import ArgumentParser
import Workbench

struct AlignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "Align a text with its translation.",
    discussion: """
      Formats: tsv (source, target, probability), beads ([0,1]:[2]), ladder (hunalign), json (with the evidence), tmx.

      Example:
        tarjoman align speech.fa.txt speech.en.txt
        tarjoman align speech.fa.txt speech.en.txt --format json -o speech.jsonl
        tarjoman align --pairs list.tsv --format beads           lines FA<TAB>EN<TAB>OUT
        tarjoman align speech.fa.txt speech.en.txt --score-against speech.beads
      """)

  @OptionGroup var alignment: AlignmentOptions

  @Option(help: "The form of the answer: tsv, beads, ladder, json or tmx.")
  var format = AlignmentFormat.tsv

  @Option(help: ArgumentHelp("A list of document pairs, a line FA<TAB>EN<TAB>OUT each.", valueName: "file"))
  var pairs: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output without it.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Say how well the beads agree with these, instead of printing them (bead notation, ladder or text).", valueName: "gold"))
  var scoreAgainst: String?

  @Argument(help: "The text and its translation.")
  var files: [String] = []

  func validate() throws {
    if pairs == nil, files.count != 2 { throw ValidationError("align takes two files, FA and EN, or --pairs LIST") }
    if pairs != nil, !files.isEmpty || output != nil || alignment.confirmed != nil || scoreAgainst != nil {
      throw ValidationError("--pairs names the files itself: no FA, EN, -o, --confirmed or --score-against beside it")
    }
  }

  func run() throws {
    var job = try alignment.job()
    job.explains = format == .json || format == .tsv
    var hasFindings = false
    let aligner = job.aligner()
    if let pairs {
      for entry in try PairList.read(pairs, columns: 3) {
        hasFindings = try align(entry[0], entry[1], job, aligner, to: entry[2]) || hasFindings
      }
    } else {
      hasFindings = try align(files[0], files[1], job, aligner, to: output ?? "-")
    }
    if hasFindings { throw ExitStatus.findings }
  }

  /// True when there was something to warn of.
  private func align(_ source: String, _ target: String, _ job: AlignmentJob, _ aligner: Aligner, to output: String) throws -> Bool {
    let bar = ProgressBar("aligning")
    let pair = try job.align(loadText(source).text, loadText(target).text, confirmed: alignment.confirmation(), with: aligner) {
      bar.update($0, of: $1)
    }
    bar.clear()
    for warning in pair.alignment.warnings { Messages.note("\(source), \(target): \(warning)") }
    if let scoreAgainst {
      let gold = try Confirmation(try loadText(scoreAgainst).text)
      Output.text(try pair.score(against: gold).lines.map { $0 + "\n" }.joined())
    }
    if scoreAgainst == nil || output != "-" {
      var importJob = ImportJob()
      importJob.alignment = job
      let text = try format.text(pair, job: importJob, origin: FileSystem.name(of: source))
      if output == "-" {
        Output.text(text)
      } else {
        try FileSystem.write(Array(text.utf8), to: output)
      }
    }
    return !pair.alignment.warnings.isEmpty
  }
}

extension AlignmentFormat: ExpressibleByArgument {}
