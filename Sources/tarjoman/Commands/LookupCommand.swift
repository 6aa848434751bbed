import ArgumentParser
import Workbench

struct LookupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup",
    abstract: "How did we translate this? The closest units of memories, best first.",
    discussion: """
      The score is a percentage over words, rounded down: 100 means that nothing but spelling differs. A changed number, a lost negation or another
      word never gives 100. Below a match stands what differs: [query → memory]. Where no unit resembles the text as a whole, those that hold most of
      it as a part are shown, with the score of that part; and where there are none, the longest stored phrases that cover it.

      Example:
        tarjoman lookup --memory diplomacy 'دو طرف بر اجرای کامل توافق تأکید کردند'
        tarjoman lookup --memory diplomacy --from en --to fa --min 60 'The two sides stressed full implementation.'
        tarjoman lookup --memory diplomacy --jsonl < sentences.txt       a line in, a line out
      """)

  @Option(help: ArgumentHelp("A memory: a path, or a name in Memories/; may be repeated.", valueName: "memory"))
  var memory: [String]

  @Option(help: ArgumentHelp("The language of the text.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The language of the answer.", valueName: "language"))
  var to = "en"

  @Option(help: ArgumentHelp("The least score, in percent.", valueName: "percent"))
  var min = 70

  @Option(help: ArgumentHelp("How many matches at most.", valueName: "count"))
  var limit = 5

  @Option(help: "The score: graded (inflection, numbers and marks cost less than words) or plain (each token costs one).")
  var score = ScoreKind.graded

  @Option(help: ArgumentHelp("The sentence before: units with the same neighbour are context matches.", valueName: "text"))
  var before: String?

  @Option(help: ArgumentHelp("The sentence after.", valueName: "text"))
  var after: String?

  @OptionGroup var filter: UnitFilterOptions

  @Option(
    help: ArgumentHelp(
      "Points off the score of a memory's units, or of those with a property (origin:FILE=5); may be repeated.", valueName: "name=points"))
  var penalty: [String] = []

  @Flag(help: "Print one JSON object a match.")
  var json = false

  @Flag(help: #"Answer lines (text, or {"query","before","after"}) with lines {"query","matches":[…]}."#)
  var jsonl = false

  @Flag(help: "With --jsonl too: where nothing matches as a whole, give the units that hold most of the text as a part.")
  var parts = false

  @Flag(help: "The longest stored phrases that cover the text, too; with --jsonl in \"fragments\".")
  var fragments = false

  @Argument(help: "The text; standard input without one.")
  var text = "-"

  func validate() throws {
    guard (1...100).contains(min) else { throw ValidationError("--min takes a percent from 1 to 100") }
    guard limit > 0 else { throw ValidationError("--limit takes a count above 0") }
    if json, jsonl { throw ValidationError("--json and --jsonl exclude each other") }
    for text in penalty where MatchOptions.Penalty(text) == nil {
      throw ValidationError("--penalty takes NAME=POINTS or TYPE:VALUE=POINTS, points from 0 to 100, not '\(text)'")
    }
    if memory.isEmpty { throw ValidationError("--memory names where to look") }
  }

  func run() throws {
    let memories = try Memories(memory, progress: IndexBar().show)
    say(memories)
    let (from, to) = (LanguageTag(from), LanguageTag(to))
    var options = MatchOptions(atLeast: min, limit: limit, score: score, before: before, after: after)
    options.origin = filter.origin
    options.domain = filter.domain
    options.since = filter.since
    options.confirmedOnly = filter.confirmed
    options.penalties = penalty.compactMap { MatchOptions.Penalty($0) }
    if jsonl {
      try answerLines(text) { line in
        let query = try QueryRecord(line: line)
        options.before = query.before ?? before
        options.after = query.after ?? after
        var matches = try memories.matches(for: query.query, from: from, to: to, options: options)
        if matches.isEmpty, parts { matches = try memories.parts(for: query.query, from: from, to: to, options: options) }
        let found = fragments ? try memories.fragments(for: query.query, from: from, to: to, options: options) : nil
        return try JSONLine.text(MatchesRecord(query, matches, fragments: found))
      }
      return
    }
    let text = text == "-" ? try loadText("-").text.trimmed : text
    var matches = try memories.matches(for: text, from: from, to: to, options: options)
    if matches.isEmpty {
      matches = try memories.parts(for: text, from: from, to: to, options: options)
      if !matches.isEmpty { Messages.note("no unit resembles the text at \(min) % or more; these hold most of it as a part") }
    }
    for match in matches {
      let record = MatchRecord(match, query: text)
      if json {
        Output.line(try JSONLine.text(record))
      } else {
        for line in lines(of: record) { Output.line(line) }
      }
    }
    let found = fragments || matches.isEmpty && !json ? try memories.fragments(for: text, from: from, to: to, options: options) : []
    if matches.isEmpty, !found.isEmpty { Messages.note("no unit resembles the text; these phrases of it are stored") }
    for fragment in found {
      let record = FragmentRecord(fragment, query: text)
      if json {
        Output.line(try JSONLine.text(record))
      } else {
        let times = record.texts > 1 ? ", in \(record.texts) texts" : ""
        Output.line("fragment\t\(record.memory)\(record.origin.map { ", \($0)" } ?? "")\(times)")
        for line in [record.text, record.source, record.target] { Output.line("\t\(line)") }
      }
    }
    if matches.isEmpty, !fragments || found.isEmpty { throw ExitStatus.findings }
  }

  private func lines(of match: MatchRecord) -> [String] {
    var about = [match.memory]
    if let origin = match.origin { about.append(origin) }
    if match.confirmedBy != nil { about.append("confirmed") }
    for penalty in match.penalties ?? [] { about.append("\(penalty.points) off for \(penalty.name)") }
    if match.count > 1 { about.append("\(match.count) times") }
    var lines = ["\(match.score)% \(match.kind)\t\(about.joined(separator: ", "))", "\t\(match.source)", "\t\(match.target)"]
    if !match.diff.isEmpty {
      lines.append("\t" + match.diff.map { "\($0.kind) [\($0.queryText) → \($0.sourceText)]" }.joined(separator: "  "))
    }
    if let repaired = match.repaired { lines.append("\tnumbers repaired: \(repaired)") }
    return lines
  }
}

extension ScoreKind: ExpressibleByArgument {}

extension String {
  /// Without blanks and line ends around it.
  fileprivate var trimmed: String {
    let view = unicodeScalars
    guard let first = view.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = view.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(view[first...last])
  }
}
