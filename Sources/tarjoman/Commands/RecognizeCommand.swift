import ArgumentParser
import Workbench

struct RecognizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recognize",
    abstract: "Find the glossaries' terms in running text.",
    discussion: """
      Prints the place, the words as they stand, and the terms of the other language. The longest term wins at each place. Words that may mean several
      concepts say so (?), and terms that share words with the one that won are told behind it (overlaps).

      Example:
        tarjoman recognize --lang fa 'با رفع تحریمهای یک جانبه موافقت شد'
      """)

  @Option(help: ArgumentHelp("A glossary by file or name; without it, all in Glossaries/.", valueName: "glossary"))
  var glossary: [String] = []

  @Option(help: ArgumentHelp("The text's language; without it, terms of both languages are found.", valueName: "fa|en"))
  var lang: String?

  @Flag(help: "Tell the terms within longer ones as well.")
  var nested = false

  @Flag(help: "Print one JSON object a term.")
  var json = false

  @Flag(help: #"Answer lines {"id","text"} with lines {"id","terms":[…]}."#)
  var jsonl = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The text; standard input without one.")
  var text = "-"

  func run() throws {
    let index = try loadGlossaries(glossary, limits: limits.limits).makeIndex()
    let language = lang.map(LanguageTag.init)
    if jsonl {
      try answerLines(text) { line in
        let record = try JSONLine.value(TextRecord.self, from: line)
        let terms = index.recognize(in: record.text, language: language, nested: nested).map { OccurrenceRecord($0, in: record.text) }
        return try JSONLine.text(OccurrencesRecord(id: record.id, terms: terms))
      }
      return
    }
    let text = text == "-" ? try loadText("-").text : text
    let found = index.recognize(in: text, language: language, nested: nested)
    for occurrence in found {
      let record = OccurrenceRecord(occurrence, in: text)
      if json {
        Output.line(try JSONLine.text(record))
      } else {
        let others = occurrence.entries.flatMap { entry in entry.concept.terms.filter { $0.language != entry.term.language }.map(\.text) }
        let distinct = others.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let overlaps = (record.overlaps ?? []).map { "\t[overlaps \($0.start)-\($0.end) \($0.text)]" }.joined()
        let mark = record.ambiguous ? "\t?" : ""
        Output.line("\(record.start)-\(record.end)\t\(record.text)\t\(distinct.joined(separator: " | "))\(mark)\(overlaps)")
      }
    }
    if found.isEmpty { throw ExitStatus.findings }
  }
}
