import ArgumentParser
import Workbench

struct StemCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stem",
    abstract: "Print the stems of each line's words.",
    discussion: """
      Lines in, as many lines out.

      Example:
        echo 'تحریم‌هایشان' | tarjoman stem --lang fa          تحریم
      """)

  @Option(help: ArgumentHelp("The text's language.", valueName: "fa|en"))
  var lang = "fa"

  @Argument(help: "The file to read; standard input without one.")
  var file = "-"

  func run() throws {
    for line in try InputLines(file) {
      Output.line(Tokenizer.tokens(of: line).map { Stemmer.stem(of: $0.key, script: $0.script) }.joined(separator: " "))
    }
  }
}
