import ArgumentParser
import Workbench

struct ConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Mark units as read and found right by a person: all of those named, or none.",
    discussion: """
      Confirmed units rank above others of the same score in every lookup.

      Example:
        tarjoman confirm diplomacy tj-5d0c21b8a7f3e964 tj-09e1b2c3d4e5f607 --by Maryam
      """)

  @Option(help: ArgumentHelp("Who read them.", valueName: "name"))
  var by: String

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  @Argument(help: "The units' ids.")
  var tuids: [String]

  func run() throws { try UnitJob(Project().memoryPath(memory), onRemark: Messages.note).confirm(tuids, by: by) }
}
