import ArgumentParser
import Workbench

struct TermCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "term",
    abstract: "Look a term up in the glossaries, in either language.",
    discussion: """
      Spelling, ZWNJ and inflection don't matter; near spellings and names in the other script are found too, with the reason.

      With --memory each concept comes with the number of units that hold it, how often each of its terms stands there, and examples; with --collocations also
      with the words that stand beside its terms more often than chance would have it (log-likelihood; counts before and behind).

      Example:
        tarjoman term 'توافق نامه'
        tarjoman term --memory diplomacy --collocations 'مذاکرات'
        tarjoman term --glossary diplomacy 'note verbale'
      """)

  @Option(help: ArgumentHelp("A glossary by file or name; without it, all in Glossaries/.", valueName: "glossary"))
  var glossary: [String] = []

  @Option(help: ArgumentHelp("The least score, in percent.", valueName: "percent"))
  var min = 60

  @Option(help: ArgumentHelp("How many concepts at most.", valueName: "count"))
  var limit = 10

  @Option(
    help: ArgumentHelp("A memory to take counts and examples from: a path, or a name in Memories/; may be repeated.", valueName: "memory"))
  var memory: [String] = []

  @Option(help: ArgumentHelp("How many examples at most for each concept.", valueName: "count"))
  var examples = 3

  @Flag(help: "Tell the words that stand beside the best concept's terms in the memories.")
  var collocations = false

  @Flag(help: "Print one JSON object a concept.")
  var json = false

  @Argument(help: "The word or phrase.")
  var query: String

  func validate() throws {
    guard (0...100).contains(min) else { throw ValidationError("--min takes a percent from 0 to 100") }
    guard limit > 0 else { throw ValidationError("--limit takes a count above 0") }
    guard examples >= 0 else { throw ValidationError("--examples takes a count") }
    if collocations, memory.isEmpty { throw ValidationError("--collocations needs --memory") }
  }

  func run() throws {
    let matches = try loadGlossaries(glossary).makeIndex().lookup(query, atLeast: min, limit: limit)
    let memories = memory.isEmpty ? nil : try Memories(memory)
    if let memories { say(memories) }
    for (rank, match) in matches.enumerated() {
      var record = TermRecord(match)
      if let memories {
        let paths = collocations && rank == 0 ? memory.map { Project().memoryPath($0) } : []
        record.evidence = TermEvidenceRecord(
          try TermEvidence(of: match.concept, in: memories, examples: examples),
          collocations: try TermEvidence.collocations(of: match.concept, in: paths))
      }
      if json {
        Output.line(try JSONLine.text(record))
      } else {
        for line in lines(of: match) { Output.line(line) }
        if let evidence = record.evidence { for line in lines(of: evidence) { Output.line(line) } }
      }
    }
    if matches.isEmpty { throw ExitStatus.findings }
  }

  private func lines(of evidence: TermEvidenceRecord) -> [String] {
    var lines = ["\t\(evidence.units) units"]
    if evidence.units > 0 {
      lines[0] +=
        ": "
        + evidence.translations.map { "\($0.term?.onOneLine ?? "(\($0.language): none of these)") \($0.units)" }.joined(separator: ", ")
    }
    for example in evidence.examples {
      lines.append("\t\t\(example.source.onOneLine)")
      lines.append("\t\t\(example.target.onOneLine)")
    }
    for word in evidence.collocations ?? [] {
      lines.append("\t\(word.language)\t\(word.word)\t\(word.before) before, \(word.after) behind, of \(word.total)\t\(word.logLikelihood)")
    }
    return lines
  }

  private func lines(of match: TermIndex.Match) -> [String] {
    let concept = match.concept
    let languages = concept.terms.map(\.language).reduce(into: [LanguageTag]()) { if !$0.contains($1) { $0.append($1) } }
    let sides = languages.map { language in
      concept.terms(in: language).map { $0.status.isAccepted ? $0.text : "\($0.text) [\($0.status.rawValue)]" }
        .joined(separator: " | ")
    }
    var lines = [
      "\(match.score)% \(match.reason.rawValue)\t" + sides.joined(separator: "\t") + (concept.domain.isEmpty ? "" : "\t\(concept.domain)")
    ]
    lines += (concept.definitions.map(\.text) + concept.notes).map { "\t\($0.onOneLine)" }
    lines += concept.terms.filter { !$0.note.isEmpty }.map { "\t\($0.text): \($0.note)" }
    return lines
  }
}

/// Loads glossaries and says what is wrong with them.
func loadGlossaries(_ names: [String], limits: ReadingLimits = .standard) throws -> Glossaries {
  let glossaries = try Glossaries(names, limits: limits)
  for file in glossaries.files { say(file) }
  return glossaries
}

/// Says what is wrong with a glossary's file, a line for each place.
func say(_ file: GlossaryFile) {
  if let encoding = file.foreignEncoding { Messages.note("\(file.path): read as \(encoding)") }
  for problem in file.problems { Messages.note("\(file.path):\(problem.line):\(problem.column): \(problem.words)") }
  let left = file.problemCount - file.problems.count
  if left > 0 { Messages.note("\(file.path): \(left) more of the same kinds") }
  if let damage = file.damage {
    Messages.note("\(file.path):\(damage.line):\(damage.column): damaged here (\(damage.words)); the concepts before were read")
  }
}
