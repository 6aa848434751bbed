import ArgumentParser
import Workbench

struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment",
    abstract: "Cut a text into sentences, one a line.",
    discussion: """
      Wrapped lines, headings without a full stop, abbreviations, quotations and lost blanks are seen for what they are.

      Example:
        tarjoman segment --lang fa speech.fa.txt
        tarjoman segment --lang en --json speech.en.txt    one {"start","end","text","role"} a line
      """)

  @Option(help: ArgumentHelp("The text's language.", valueName: "fa|en"))
  var lang = "fa"

  @Option(help: "What a line end means: automatic, paragraph or wrapped.")
  var lines: Segmenter.LineEndPolicy = .automatic

  @Flag(help: "Print one JSON object a sentence, with its place.")
  var json = false

  @Flag(help: #"Answer lines {"id","text"} with lines {"id","segments":[[start,end],…]}."#)
  var jsonl = false

  @Argument(help: "The file to cut; standard input without one.")
  var file = "-"

  func validate() throws {
    if json, jsonl { throw ValidationError("--json and --jsonl exclude each other") }
  }

  func run() throws {
    let segmenter = Segmenter(language: LanguageTag(lang).language, lineEnds: lines)
    if jsonl {
      try answerLines(file) { try JSONLine.text(Texts.places(of: JSONLine.value(TextRecord.self, from: $0), by: segmenter)) }
      return
    }
    let sentences = Texts.sentences(of: try loadText(file).text, by: segmenter)
    for sentence in sentences { Output.line(json ? try JSONLine.text(sentence) : Texts.oneLine(sentence.text)) }
    if sentences.isEmpty { throw ExitStatus.findings }
  }
}

extension Segmenter.LineEndPolicy: ExpressibleByArgument {}
