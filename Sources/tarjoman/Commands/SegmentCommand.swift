import ArgumentParser
import Workbench

struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment",
    abstract: "Cut a text into sentences, one a line.",
    discussion: """
      Wrapped lines, headings without a full stop, abbreviations, quotations and lost blanks are seen for what they are. Markdown, HTML, DOCX
      and ODT are read too, with the paragraphs and roles that they mark; places then count in the text that was taken out of them.

      Example:
        tarjoman segment --lang fa speech.fa.txt
        tarjoman segment --lang en --json speech.en.txt    one {"start","end","text","role"} a line
        tarjoman segment --lang en --srx rules.srx speech.en.txt    by the rules that a CAT tool has
      """)

  @Option(help: ArgumentHelp("The text's language.", valueName: "fa|en"))
  var lang = "fa"

  @Option(help: "What a line end means: automatic, paragraph or wrapped.")
  var lines: Segmenter.LineEndPolicy = .automatic

  @Option(help: ArgumentHelp("Cut by the rules of an SRX file instead of those built in.", valueName: "file"))
  var srx: String?

  @Flag(help: "Print one JSON object a sentence, with its place.")
  var json = false

  @Flag(help: #"Answer lines {"id","text"} with lines {"id","segments":[[start,end],…]}."#)
  var jsonl = false

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The file to cut; standard input without one.")
  var file = "-"

  func validate() throws {
    if json, jsonl { throw ValidationError("--json and --jsonl exclude each other") }
  }

  func run() throws {
    if let srx { return try run(by: rules(srx)) }
    let segmenter = Segmenter(language: LanguageTag(lang).language, lineEnds: lines)
    try answer({ Texts.sentences(of: $0, by: segmenter) }, { Texts.places(of: $0, by: segmenter) })
  }

  private func run(by segmenter: SRXSegmenter) throws {
    let path = srx ?? ""
    try answer(
      { text in
        do throws(SRXError) { return try Texts.sentences(of: text, by: segmenter) } catch { throw SRXFileError(path: path, cause: error) }
      },
      { record in
        do throws(SRXError) { return try Texts.places(of: record, by: segmenter) } catch { throw SRXFileError(path: path, cause: error) }
      })
  }

  private func answer(
    _ sentences: (LaidOutText) throws -> [SegmentRecord], _ places: (TextRecord) throws -> SegmentsRecord
  ) throws {
    if jsonl { return try answerLines(file) { try JSONLine.text(places(JSONLine.value(TextRecord.self, from: $0))) } }
    let sentences = try sentences(try loadDocument(file, limits: limits.limits))
    for sentence in sentences { Output.line(json ? try JSONLine.text(sentence) : Texts.oneLine(sentence.text)) }
    if sentences.isEmpty { throw ExitStatus.findings }
  }

  /// The rules of a file, with notes about what is wrong with them.
  private func rules(_ path: String) throws -> SRXSegmenter {
    let loaded = try SRXFile(path)
    let segmenter = SRXSegmenter(loaded.document, language: LanguageTag(lang), lineEnds: lines)
    let notes = loaded.problems.map(\.description) + segmenter.refused.map(\.description)
    for note in notes.prefix(Self.mostNotes) { Messages.note("\(loaded.path): \(note)") }
    if notes.count > Self.mostNotes { Messages.note("\(loaded.path): and \(notes.count - Self.mostNotes) more") }
    if segmenter.ruleCount == 0 { Messages.note("\(loaded.path): no rule breaks a text in “\(lang)”: paragraphs stay whole") }
    return segmenter
  }

  /// Notes about one file of rules.
  private static let mostNotes = 20
}

extension Segmenter.LineEndPolicy: ExpressibleByArgument {}
