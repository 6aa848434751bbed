import ArgumentParser
import Workbench

struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Take units out of a memory: all of those named, or none.",
    discussion: """
      A comment line with the id stays in the file for half a year, so that a merge in git that brings the unit back is noticed.

      Example:
        tarjoman delete diplomacy tj-5d0c21b8a7f3e964
      """)

  @Argument(help: "The memory: a path, or a name in Memories/.")
  var memory: String

  @Argument(help: "The units' ids.")
  var tuids: [String]

  func run() throws { try UnitJob(Project().memoryPath(memory), onRemark: Messages.note).delete(tuids) }
}
