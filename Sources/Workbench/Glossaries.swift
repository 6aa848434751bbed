public import Terminology

/// Termbases loaded from files.
public struct Glossaries: Sendable {
  public var termbases: [Termbase]
  /// Files that were in another encoding than UTF-8, with its name.
  public var converted: [(path: String, encoding: String)] = []
  /// The lines that were left out, by file.
  public var problems: [(path: String, problem: GlossaryTSV.Problem)]

  /// Loads glossaries by name or path; without names, all of the project's.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``NoGlossary`` when none is named and the project has none.
  public init(_ names: [String], project: Project = Project()) throws {
    let paths = names.isEmpty ? project.glossaries : names.map(project.glossaryPath)
    guard !paths.isEmpty else { throw NoGlossary() }
    termbases = []
    problems = []
    for path in paths {
      let loaded = try LoadedText.read(path)
      if let encoding = loaded.foreignEncoding { converted.append((path, encoding)) }
      let (concepts, found) = GlossaryTSV.read(loaded.text)
      let name = FileSystem.name(of: path)
      termbases.append(Termbase(name: String(name.prefix { $0 != "." }), concepts: concepts))
      problems += found.map { (path, $0) }
    }
  }

  /// An index that finds their terms. An aligner takes the termbases as they are and needs none.
  /// - Complexity: O(total length of the terms): make it once.
  public func makeIndex() -> TermIndex { TermIndex(termbases) }
}

/// No glossary was named, and the project has none.
public struct NoGlossary: Error, Sendable {}
