public import Terminology

/// Termbases loaded from files.
public struct Glossaries: Sendable {
  /// The files in the order in which they were named.
  public var files: [GlossaryFile]
  public var termbases: [Termbase] { files.map(\.termbase) }

  /// Loads glossaries by name or path; without names, all of the project's.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``GlossaryFileError``; ``NoGlossary`` when none is named and the project has none.
  public init(_ names: [String], project: Project = Project(), limits: ReadingLimits = .standard) throws {
    let paths = names.isEmpty ? project.glossaries : names.map(project.glossaryPath)
    guard !paths.isEmpty else { throw NoGlossary() }
    files = try paths.map { try GlossaryFile($0, limits: limits) }
  }

  /// An index that finds their terms. An aligner takes the termbases as they are and needs none.
  /// - Complexity: O(total length of the terms): make it once.
  public func makeIndex() -> TermIndex { TermIndex(termbases) }
}

/// No glossary was named, and the project has none.
public struct NoGlossary: Error, Sendable {}
