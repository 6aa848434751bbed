public import Terminology
internal import Glibc

/// A glossary by its path: TBX of either version, a table with a header, or the three columns of CAT tools; which one is told by its content.
public struct GlossaryFile: Sendable {
  public var path: String
  public var form: Form
  public var termbase: Termbase
  /// What is wrong with the file, in its order; at most a thousand places.
  public var problems: [TermbaseProblem]
  /// How many problems there were, those included that were not kept.
  public var problemCount: Int
  /// Where and why the file could not be read to its end.
  public var damage: Damage?
  /// The encoding, where it is worth a message: anything but UTF-8.
  public var foreignEncoding: String?

  public enum Form: Hashable, Sendable {
    case tbx(version: Int)
    /// A table with a header.
    case table
    /// Source, target, comment.
    case pairs
  }

  /// A place where a file broke off.
  public struct Damage: Hashable, Sendable {
    public var line, column: Int
    public var words: String
  }

  /// An empty TBX, to be written.
  init(new path: String) {
    self.path = path
    form = .tbx(version: 3)
    let title = String(FileSystem.name(of: path).prefix { $0 != "." })
    termbase = Termbase(name: title, concepts: [], header: Termbase.Header(title: title))
    problems = []
    problemCount = 0
  }

  /// Reads a file; `-` is standard input.
  /// - Throws: ``FileError``; ``UnknownEncoding``; ``GlossaryFileError`` when it begins like XML and is no TBX.
  public init(_ path: String, limits: ReadingLimits = .standard) throws {
    let reader = TBXReader(limits: limits.termbase)
    let name = path == "-" ? "standard input" : path
    self.path = name
    let title = String(FileSystem.name(of: path).prefix { $0 != "." })
    if path != "-", Self.isTBX(path) {
      let descriptor = try FileSystem.openForReading(path)
      defer { close(descriptor) }
      var concepts: [Concept] = []
      do {
        let report = try reader.read(
          from: { try FileSystem.piece(descriptor, path) }, onConcept: { concept, _ in concepts.append(concept) })
        form = .tbx(version: report.version)
        termbase = Termbase(name: title, concepts: concepts, header: report.header)
        (problems, problemCount) = (report.problems, report.problemCount)
        damage = report.damage.map { Damage(line: $0.line, column: $0.column, words: $0.reason.words) }
      } catch let error as TBXError {
        throw GlossaryFileError(path: name, line: error.line, column: error.column, words: error.words)
      }
      return
    }
    let loaded = try LoadedText.read(path)
    foreignEncoding = loaded.foreignEncoding
    switch loaded.document.kind {
    case .tbx:
      do {
        let (termbase, report) = try reader.read(Array(loaded.text.utf8), name: title)
        self.termbase = termbase
        form = .tbx(version: report.version)
        (problems, problemCount) = (report.problems, report.problemCount)
        damage = report.damage.map { Damage(line: $0.line, column: $0.column, words: $0.reason.words) }
      } catch let error as TBXError {
        throw GlossaryFileError(path: name, line: error.line, column: error.column, words: error.words)
      }
    case .tmx, .xliff, .srx, .html, .docx, .odt, .xml, .po:
      throw GlossaryFileError(
        path: name, line: 1, column: 1, words: "this is no glossary but \(loaded.document.kind.rawValue); TBX or a table is needed")
    case .text, .markdown, .tsv, .csv, .beads:
      let read = GlossaryText.read(loaded.text)
      form = read.form == .table ? .table : .pairs
      problems = Array(read.problems.prefix(1000))
      problemCount = read.problems.count
      let header = Termbase.Header(title: title, sources: ["Converted by Tarjoman from \(FileSystem.name(of: name))"])
      termbase = Termbase(name: title, concepts: read.concepts, header: header)
    }
  }

  /// True for a file that begins like TBX, damaged or in whatever encoding: its first bytes name the element.
  public static func isTBX(_ path: String) -> Bool {
    // Standard input can be read only once.
    guard path != "-", let start = FileSystem.start(of: path) else { return false }
    return start.name("<tbx") || start.name("<martif")
  }

  /// True for a file that holds a glossary rather than a memory.
  public static func isGlossary(_ path: String) -> Bool {
    guard path != "-", FileSystem.exists(path), !FileSystem.isDirectory(path) else { return false }
    return isTBX(path) || !TMXFile.isTMX(path)
  }
}

/// A file that can't be read as a glossary, with the place and the reason.
public struct GlossaryFileError: Error, Sendable {
  public var path: String
  public var line, column: Int
  public var words: String
}
