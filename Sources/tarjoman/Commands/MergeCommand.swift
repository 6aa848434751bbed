import ArgumentParser
import Workbench

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Bring the units of other memories into one: all of them, or none.",
    discussion: """
      A pair that is there already is not stored again; a person's confirmation of it is taken over. Of two versions of one unit the one changed last
      stays. The other memories are only read.

      Example:
        tarjoman merge diplomacy colleague.tmx archive.tmx
      """)

  @Argument(help: "The memory: a path, or a name in Memories/; it is made when it isn't there.")
  var into: String

  @Argument(help: "The memories to take units from.")
  var from: [String]

  func run() throws {
    let project = Project()
    let merge = try MaintenanceJob().merge(from.map { project.memoryPath($0) }, into: project.memoryPath(into))
    for line in merge.lines { Output.line(line) }
    if merge.hasFindings { throw ExitStatus.findings }
  }
}
