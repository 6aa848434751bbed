import ArgumentParser
import Workbench

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "See to what the machine aligned, the most doubtful first.",
    discussion: """
      Of a text and its translation: a list; with -o, question by question; as a table for any spreadsheet, and back. What is confirmed
      is written as beads for --confirmed of align and import, where it stays as it is. Of a memory: a list of the units that nobody has
      confirmed; with --by, question by question, and the answers go into the memory.

      Example:
        tarjoman review speech.fa.txt speech.en.txt
        tarjoman review speech.fa.txt speech.en.txt -o speech.beads
        tarjoman review speech.fa.txt speech.en.txt --table speech.tsv
        tarjoman review speech.fa.txt speech.en.txt --apply speech.tsv -o speech.beads
        tarjoman import diplomacy speech.fa.txt speech.en.txt --confirmed speech.beads --confirmed-by "M. Karimi"
        tarjoman review diplomacy --limit 20
        tarjoman review diplomacy --by "M. Karimi"

      Answers, one a line:
        a      accept                      m      merge with the next bead
        s 7:9  split before source segment 7 and target segment 9; s alone for a pair of two and two
        u, d   give the first target segment to the bead before, the last one to the bead behind; U, D the same for the source
        x      drop: no counterpart (of a memory: take the unit out)
        k      keep for later              q      quit; what was answered is saved
      """)

  @OptionGroup var alignment: AlignmentOptions

  @Option(help: ArgumentHelp("Write the beads as a table, the most doubtful first.", valueName: "file"))
  var table: String?

  @Option(help: ArgumentHelp("Carry out the actions of an edited table.", valueName: "file"))
  var apply: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Where confirmed beads go; what is there already is gone on with.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Who answers: kept with each unit of the memory.", valueName: "name"))
  var by: String?

  @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit: Int?

  @Flag(help: "A list as JSON, an object a line.")
  var json = false

  @Argument(help: "A memory, by path or by name in Memories/; or a text and its translation.")
  var files: [String]

  func validate() throws {
    guard files.count <= 2 else { throw ValidationError("review takes a memory, or a text and its translation") }
    if let limit, limit < 0 { throw ValidationError("--limit takes a number from 0 on") }
    if files.count == 1, table != nil || apply != nil || output != nil || alignment.confirmed != nil {
      throw ValidationError("--table, --apply, --confirmed and -o go with a text and its translation")
    }
    if files.count == 2, by != nil { throw ValidationError("--by goes with a memory; import has --confirmed-by") }
    if table != nil, apply != nil { throw ValidationError("either --table or --apply") }
  }

  func run() throws {
    if files.count == 1 { try reviewMemory() } else { try reviewDocuments() }
  }

  // MARK: Documents

  private func reviewDocuments() throws {
    let job = try alignment.job()
    var confirmed = try alignment.confirmation()
    // A review that was broken off goes on.
    if confirmed == nil, apply == nil, table == nil, let output, output != "-", FileSystem.exists(output) {
      confirmed = try Confirmation(try loadText(output).text)
    }
    var review = try AlignmentReview(
      job, loadDocument(files[0], limits: .standard), loadDocument(files[1], limits: .standard), confirmed: confirmed)
    for warning in review.pair.alignment.warnings { Messages.note("\(files[0]), \(files[1]): \(warning)") }
    if let table {
      try put(review.table, table)
    } else if let apply {
      do {
        try review.apply(table: try loadText(apply).text)
      } catch let error as ReviewError {
        Messages.error("\(apply): \(sentence(for: error) ?? "")")
        throw ExitStatus.badData
      }
      try put(review.confirmedText, output ?? "-")
      Messages.note("\(review.pair.alignment.beads.count { $0.state == .confirmed }) beads confirmed, \(review.leftToReview) not")
    } else if let output {
      try ask(&review, savingTo: output)
    } else {
      try list(review)
    }
    if !review.pair.alignment.warnings.isEmpty { throw ExitStatus.findings }
  }

  private func put(_ text: String, _ path: String) throws {
    if path == "-" { Output.text(text) } else { try FileSystem.write(Array(text.utf8), to: path) }
  }

  private func list(_ review: AlignmentReview) throws {
    let beads = review.pair.alignment.doubtful.prefix(limit ?? .max).map { review.bead($0) }
    guard !beads.isEmpty else { throw ExitStatus.findings }
    for bead in beads {
      if json {
        Output.line(try JSONLine.text(BeadRecord(bead, in: review.pair)))
      } else {
        let record = BeadRecord(bead, in: review.pair)
        row([
          percent(bead.probability), record.bead, record.evidence, record.source.joined(separator: " ~~~ "),
          record.target.joined(separator: " ~~~ "),
        ])
      }
    }
  }

  private func ask(_ review: inout AlignmentReview, savingTo output: String) throws {
    var lines = try InputLines("-")
    var asked: Int?
    var isChanged = false
    while let number = review.next {
      if asked != number || isChanged { show(review, number) }
      (asked, isChanged) = (number, false)
      prompt()
      guard let line = lines.next() else { break }
      let answer = line.trimmingBlanks
      if answer == "q" { break }
      guard let command = AlignmentReview.Command(answer) else {
        Output.line("a accept, m merge, s split, u/d/U/D move, x drop, k keep, q quit")
        continue
      }
      do {
        try review.perform(command)
        isChanged = true
        try put(review.confirmedText, output)
      } catch let error as ReviewError {
        Output.line(sentence(for: error) ?? "")
      }
    }
    try put(review.confirmedText, output)
    Output.line("\(review.pair.alignment.beads.count { $0.state == .confirmed }) beads confirmed, \(review.leftToReview) not: \(output)")
  }

  private func show(_ review: AlignmentReview, _ number: Int) {
    let bead = review.bead(number)
    Output.line("")
    Output.line(
      "bead \(number + 1) of \(review.pair.alignment.beads.count), \(percent(bead.probability)) sure: \(bead.evidence.describe())")
    for index in bead.source { Output.line("  source \(index)  \(review.pair.source[index].printable)") }
    for index in bead.target { Output.line("  target \(index)  \(review.pair.target[index].printable)") }
  }

  // MARK: Memories

  private func reviewMemory() throws {
    let path = Project().memoryPath(files[0])
    let review = try MemoryReview(path, from: LanguageTag(alignment.from), to: LanguageTag(alignment.to), limit: limit ?? 1000)
    guard !review.entries.isEmpty else {
      Messages.note("\(path): nothing to review")
      throw ExitStatus.findings
    }
    if let by {
      try ask(review, by)
    } else {
      for entry in review.entries {
        if json {
          Output.line(try JSONLine.text(entry))
        } else {
          row([percent(entry.score), entry.tuid, entry.origin ?? "", entry.source, entry.target])
        }
      }
    }
    if review.count > review.entries.count { Messages.note("\(review.entries.count) of \(review.count) units; more with --limit") }
  }

  private func ask(_ review: MemoryReview, _ person: String) throws {
    var lines = try InputLines("-")
    var confirmed: [String] = [], dropped: [String] = []
    var counts = (confirmed: 0, dropped: 0)
    func save() throws {
      try MemoryReview.decide(review.path, confirmed: confirmed, dropped: dropped, by: person)
      counts = (counts.confirmed + confirmed.count, counts.dropped + dropped.count)
      (confirmed, dropped) = ([], [])
    }
    asking: for entry in review.entries {
      Output.line("")
      Output.line("\(entry.tuid), \(percent(entry.score)) sure\(entry.origin.map { ", from \($0.printable)" } ?? "")")
      Output.line("  source  \(entry.source.printable)")
      Output.line("  target  \(entry.target.printable)")
      answering: while true {
        prompt()
        guard let line = lines.next() else { break asking }
        switch line.trimmingBlanks {
        case "a": confirmed.append(entry.tuid)
        case "x": dropped.append(entry.tuid)
        case "k": break
        case "q": break asking
        default:
          Output.line("a accept, x drop, k keep, q quit")
          continue answering
        }
        break
      }
      // A rewrite of the memory each: not for every answer, and no more than these can be lost.
      if confirmed.count + dropped.count == 20 { try save() }
    }
    try save()
    Output.line("\(counts.confirmed) units confirmed, \(counts.dropped) taken out")
  }

  // MARK: Words

  private func prompt() {
    Output.text("> ")
    Output.flush()
  }

  private func row(_ fields: [String]) {
    Output.line(fields.map { String($0.map { $0 == "\t" || $0.isNewline ? " " : $0 }) }.joined(separator: "\t"))
  }

  /// One decimal, so that 99.9 isn't 100.
  private func percent(_ value: Double) -> String {
    let tenths = value < 1 ? min(999, Int((value * 1000).rounded())) : 1000
    return "\(tenths / 10).\(tenths % 10) %"
  }
}

extension String {
  /// Without characters that would steer a terminal.
  fileprivate var printable: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }))
  }

  fileprivate var trimmingBlanks: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
