import ArgumentParser
import Workbench

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Bring the units of other memories, or the concepts of other glossaries, into one: all of them, or none.",
    discussion: """
      A pair that is there already is not stored again; a person's confirmation of it is taken over. Of two versions of one unit the one changed last
      stays. The other memories are only read.

      Glossaries are told by their content: concepts that say the same in two languages are joined, the others added; where a term's status differs the first
      one's stays, and is told.

      Example:
        tarjoman merge Glossaries/diplomacy.tbx theirs.tbx
        tarjoman merge diplomacy colleague.tmx archive.tmx
      """)

  @OptionGroup var limits: LimitOptions

  @Argument(help: "The memory: a path, or a name in Memories/; it is made when it isn't there.")
  var into: String

  @Argument(help: "The memories to take units from.")
  var from: [String]

  func run() throws {
    let project = Project()
    if let sources = try glossaries(from, project, limits.limits) {
      let target = project.glossary(named: into, isWanted: true) ?? into
      if FileSystem.exists(target), !GlossaryFile.isGlossary(target) {
        throw ValidationError("\(into) is a memory, the others are glossaries")
      }
      return try merge(sources, into: target)
    }
    let merge = try MaintenanceJob(limits: limits.limits).merge(from.map { project.memoryPath($0) }, into: project.memoryPath(into))
    for line in merge.lines { Output.line(line) }
    if merge.hasFindings { throw ExitStatus.findings }
  }

  private func merge(_ glossaries: [GlossaryFile], into path: String) throws {
    for file in glossaries { say(file) }
    let joining = try GlossaryMaintenanceJob(limits: limits.limits).merge(glossaries, into: path)
    Output.line("\(joining.added) concepts added, \(joining.changed) enlarged, \(joining.same) there already")
    say(joining.conflicts)
    if !joining.conflicts.isEmpty || glossaries.contains(where: { $0.problemCount > 0 || $0.damage != nil }) { throw ExitStatus.findings }
  }
}

/// The glossaries that arguments mean; nil when the first one means a memory.
func glossaries(_ names: [String], _ project: Project, _ limits: ReadingLimits) throws -> [GlossaryFile]? {
  guard let first = names.first, project.glossary(named: first, isWanted: false) != nil else { return nil }
  return try names.map { try GlossaryFile(project.glossary(named: $0, isWanted: true) ?? $0, limits: limits) }
}

/// Terms whose status two concepts have differently.
func say(_ conflicts: [(concept: String, term: String, kept: Term.Status, dropped: Term.Status)]) {
  for conflict in conflicts {
    Output.line("\(conflict.concept)\t\(conflict.term.onOneLine)\tstays \(conflict.kept.rawValue), not \(conflict.dropped.rawValue)")
  }
}
