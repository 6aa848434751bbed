import ArgumentParser
import Workbench

struct AlignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "Align a text with its translation.",
    discussion: """
      Plain text, Markdown, HTML, DOCX, ODT: recognised by what is in the file. Headings, lists, tables and notes are taken as marked.
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

  @Option(help: ArgumentHelp("Threads for --pairs; as many as there are cores without it.", valueName: "count"))
  var jobs: Int?

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The text and its translation.")
  var files: [String] = []

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on") }
    if pairs == nil, files.count != 2 { throw ValidationError("align takes two files, FA and EN, or --pairs LIST") }
    if pairs != nil, !files.isEmpty || output != nil || alignment.confirmed != nil || scoreAgainst != nil {
      throw ValidationError("--pairs names the files itself: no FA, EN, -o, --confirmed or --score-against beside it")
    }
  }

  func run() throws {
    var job = try alignment.job(limits: limits.limits)
    job.explains = format == .json || format == .tsv
    if let pairs {
      try alignAll(try PairList.read(pairs, columns: 3).map { ($0[0], $0[1], $0[2]) }, job)
    } else if try align(files[0], files[1], job, to: output ?? "-") {
      throw ExitStatus.findings
    }
  }

  /// A pair that can't be read or written is named, and the others go on.
  private func alignAll(_ pairs: [(source: String, target: String, output: String)], _ job: AlignmentJob) throws {
    var batch = AlignmentBatch(job: job, format: format)
    batch.limits = limits.limits
    if let jobs { batch.jobs = jobs }
    let bar = ProgressBar("aligning")
    var done = 0
    var status: ExitStatus?
    batch.run(pairs) { answer in
      done += 1
      bar.update(done, of: pairs.count)
      guard answer.failure != nil || !answer.remarks.isEmpty || !answer.warnings.isEmpty else { return }
      bar.clear()
      for remark in answer.remarks { Messages.note(remark) }
      for warning in answer.warnings { Messages.note("\(answer.source), \(answer.target): \(warning)") }
      if !answer.warnings.isEmpty { status = status ?? .findings }
      if let failure = answer.failure {
        Messages.error(sentence(for: failure) ?? "\(answer.source): \(failure)")
        status = .badData
      }
    }
    bar.clear()
    if let status { throw status }
  }

  /// True when there was something to warn of.
  private func align(_ source: String, _ target: String, _ job: AlignmentJob, to output: String) throws -> Bool {
    let bar = ProgressBar("aligning")
    let (left, right) = (try loadDocument(source, limits: limits.limits), try loadDocument(target, limits: limits.limits))
    let pair = try job.align(left, right, confirmed: alignment.confirmation()) {
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
