import ArgumentParser
import Language

struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize", abstract: "Edit the spelling of Persian text, as asked; lines in, as many lines out.")

  @Flag(help: "Put back lost ZWNJ (half-spaces): میشود and می شود become می‌شود. A guess, right about nine times in ten.")
  var restoreZwnj = false

  @Argument(help: "Read the text from standard input.")
  var file = "-"

  func run() {
    while let line = readLine() { print(restoreZwnj ? ZWNJRestorer.restore(line) : line) }
  }
}
