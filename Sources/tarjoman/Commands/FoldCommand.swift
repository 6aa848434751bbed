import ArgumentParser
import Workbench

struct FoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fold",
    abstract: "Print the key of each line: what matching compares.",
    discussion: """
      Lines in, as many lines out. Two lines that a reader of Persian would call the same have the same key.

      Example:
        echo 'كشورهاي منطقه‌ای' | tarjoman fold               کشورهای منطقهای
        echo 'می شود' | tarjoman fold --no-blanks             میشود
      """)

  @Flag(help: "Leave no blank: می‌شود, می شود and میشود get one key.")
  var noBlanks = false

  @Argument(help: "The file to read; standard input without one.")
  var file = "-"

  func run() throws {
    for line in try InputLines(file) { Output.line(FoldingKey.of(line, blanks: noBlanks ? .dropped : .single)) }
  }
}
