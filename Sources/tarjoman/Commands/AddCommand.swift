import ArgumentParser
import Workbench

struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Store one pair in a memory.",
    discussion: """
      Prints the unit's id. A memory that isn't there is made; a pair that is there already is not stored twice (status 1).

      Example:
        tarjoman add diplomacy 'حسن همجواری' 'good-neighbourliness' --by Maryam
      """)

  @OptionGroup var languages: UnitOptions

  @Option(help: ArgumentHelp("The document it comes from.", valueName: "name"))
  var origin: String?

  @Option(help: ArgumentHelp("What it is about.", valueName: "word"))
  var domain: String?

  @Option(help: ArgumentHelp("Who found it right; without it the pair counts as unconfirmed.", valueName: "name"))
  var by: String?

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  @Argument(help: "The text.")
  var source: String

  @Argument(help: "Its translation.")
  var target: String

  func run() throws {
    let job = languages.job(memory)
    guard let tuid = try job.add(.init(source: source, target: target, origin: origin, domain: domain), confirmedBy: by) else {
      Messages.note("\(job.memory): holds this pair already")
      throw ExitStatus.findings
    }
    Output.line(tuid)
  }
}

/// What the commands for single units have in common.
struct UnitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The language of the text.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The language of the translation.", valueName: "language"))
  var to = "en"

  func job(_ memory: String) -> UnitJob {
    var job = UnitJob(Project().memoryPath(memory), onRemark: Messages.note)
    job.source = LanguageTag(from)
    job.target = LanguageTag(to)
    return job
  }
}
