import ArgumentParser
import Workbench

struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Edit the spelling of Persian text, as asked.",
    discussion: """
      Lines in, as many lines out. Nothing is changed that no flag asks for, and nothing in a memory ever is.

      Example:
        echo 'همکاریهای منطقه ای میشود' | tarjoman normalize --restore-zwnj        همکاری‌های منطقه‌ای می‌شود
      """)

  @Flag(help: "Put back lost ZWNJ: میشود and می شود become می‌شود. A guess, right about nine times in ten.")
  var restoreZwnj = false

  @Argument(help: "The file to read; standard input without one.")
  var file = "-"

  func validate() throws {
    guard restoreZwnj else { throw ValidationError("name an edit: --restore-zwnj") }
  }

  func run() throws {
    for line in try InputLines(file) { Output.line(ZWNJRestorer.restore(line)) }
  }
}
