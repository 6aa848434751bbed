import ArgumentParser
import Workbench

struct StemCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stem",
    abstract: "Print the dictionary form of each line's words.",
    discussion: """
      Lines in, as many lines out. A word that is no inflected form comes out as it is; English words as stems.

      Example:
        echo 'تحریم‌هایشان' | tarjoman stem --lang fa          تحریم
      """)

  @Option(help: ArgumentHelp("The text's language.", valueName: "fa|en"))
  var lang = "fa"

  @Argument(help: "The file to read; standard input without one.")
  var file = "-"

  func run() throws {
    for line in try InputLines(file) {
      Output.line(Stemmer.lemmas(inLine: line, language: LanguageTag(lang).language))
    }
  }
}
