import ArgumentParser
import Workbench

struct LexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon",
    abstract: "Learn word translations from memories.",
    discussion: """
      Example:
        tarjoman lexicon train diplomacy -o words.lexicon
        tarjoman align speech.fa.txt speech.en.txt --lexicon words.lexicon
      """,
    subcommands: [Train.self])

  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "train",
      abstract: "Learn a lexicon from memories and tables of sentence pairs.",
      discussion: """
        A table has a pair a line: the source sentence, a tab, the target sentence. The lexicon is a text file for --lexicon.

        Example:
          tarjoman lexicon train diplomacy -o words.lexicon
          tarjoman lexicon train diplomacy.tmx pairs.tsv -o words.lexicon
        """)

    @Option(help: ArgumentHelp("The language of the first column.", valueName: "language"))
    var from = "fa"

    @Option(help: ArgumentHelp("The language of the second column.", valueName: "language"))
    var to = "en"

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the lexicon; - is standard output.", valueName: "file"))
    var output: String

    @Argument(help: "Memories, by path or by name in Memories/, and tables.")
    var inputs: [String]

    func run() throws {
      var job = LexiconJob()
      job.source = LanguageTag(from)
      job.target = LanguageTag(to)
      let project = Project()
      let bar = ProgressBar("learning")
      let summary = try job.run(inputs.map(project.memoryPath), to: output) { bar.update($0, of: $1) }
      bar.clear()
      let left = summary.leftOut > 0 ? "; \(summary.leftOut) without both languages left out" : ""
      Messages.note("learnt \(summary.entries) word translations from \(summary.pairs) pairs\(left)")
      for remark in summary.remarks { Messages.note(remark) }
      if summary.leftOut > 0 || !summary.remarks.isEmpty { throw ExitStatus.findings }
    }
  }
}
