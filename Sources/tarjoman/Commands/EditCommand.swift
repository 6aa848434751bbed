import ArgumentParser
import Workbench

struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a unit of a memory.",
    discussion: """
      New words take an earlier confirmation away, unless --by gives it anew.

      Example:
        tarjoman edit diplomacy tj-5d0c21b8a7f3e964 --target 'good neighbourly relations' --by Maryam
      """)

  @OptionGroup var languages: UnitOptions

  @Option(help: ArgumentHelp("The text instead.", valueName: "text"))
  var source: String?

  @Option(help: ArgumentHelp("The translation instead.", valueName: "text"))
  var target: String?

  @Option(help: ArgumentHelp("The document it comes from.", valueName: "name"))
  var origin: String?

  @Option(help: ArgumentHelp("What it is about.", valueName: "word"))
  var domain: String?

  @Option(help: ArgumentHelp("A note, instead of those there are.", valueName: "text"))
  var note: String?

  @Option(help: ArgumentHelp("Who found it right.", valueName: "name"))
  var by: String?

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  @Argument(help: "The unit's id.")
  var tuid: String

  private var change: UnitJob.Change { .init(source: source, target: target, origin: origin, domain: domain, note: note) }

  func validate() throws {
    if change.isEmpty { throw ValidationError("edit takes what to change: --source, --target, --origin, --domain or --note") }
  }

  func run() throws { try languages.job(memory).edit([tuid], change, confirmedBy: by) }
}
