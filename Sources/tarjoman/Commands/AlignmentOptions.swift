import ArgumentParser
import Workbench

/// The flags that say how two texts are aligned: the same in `align` and `import`.
struct AlignmentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The language of the first text.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The language of the second text.", valueName: "language"))
  var to = "en"

  @Flag(help: "A line is a segment: don't cut the texts further.")
  var onePerLine = false

  @Option(help: ArgumentHelp("A lexicon of word translations as a TSV file; may be repeated.", valueName: "file"))
  var lexicon: [String] = []

  @Option(help: ArgumentHelp("A glossary by file or name; without it, all in Glossaries/.", valueName: "glossary"))
  var glossary: [String] = []

  @Flag(help: "Learn no word translations from memories: the result depends on the texts and the lexicons alone.")
  var noLearn = false

  @Option(help: ArgumentHelp("Confirmed beads (bead notation, ladder or text): they stay as they are.", valueName: "file"))
  var confirmed: String?

  /// The job that these flags describe.
  /// - Parameter memories: where words are learnt from, unless `--no-learn`.
  func job(learningFrom memories: [String] = [], limits: ReadingLimits = .standard) throws -> AlignmentJob {
    var job = AlignmentJob()
    job.source = LanguageTag(from)
    job.target = LanguageTag(to)
    job.onePerLine = onePerLine
    do {
      job.add(try loadGlossaries(glossary, limits: limits).termbases)
    } catch is NoGlossary {
      // Alignment does without one.
    }
    let learnt = try job.addLexicons(files: lexicon, memories: noLearn ? [] : memories, limits: limits)
    if learnt.pairs > 0 { Messages.note("learnt \(learnt.entries) word translations from \(learnt.pairs) pairs in memory") }
    return job
  }

  func confirmation() throws -> Confirmation? {
    guard let confirmed else { return nil }
    return try Confirmation(try loadText(confirmed).text)
  }
}
