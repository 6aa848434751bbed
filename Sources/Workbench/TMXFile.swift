public import Language
public import TMX

/// A TMX file by its path, packed or not: read in pieces, written whole.
public struct TMXFile: Sendable {
  public var path: String
  public var limits: ReadingLimits
  /// The path as a person is told it: behind that of an archive with several memories stands the name of the one that is meant.
  public private(set) var name: String
  private var member: Int?

  public init(_ path: String, limits: ReadingLimits = ReadingLimits()) {
    self.path = path
    self.limits = limits
    name = path
  }

  /// Does something with each memory that a path names: the file itself, or one after another all memories in a zip archive.
  ///
  /// What the archive may unpack to, it may in all: each memory has what those before it left.
  /// - Parameter body: gives what came of reading the memory.
  /// - Throws: ``FileError``, ``PackedFileError``, and what `body` throws.
  public static func forEach(in path: String, limits: ReadingLimits, _ body: (TMXFile) throws -> TMXReport) throws {
    let members = try PackedFile.memories(in: path, limits: limits.archive)
    guard members.count > 1 else {
      _ = try body(TMXFile(path, limits: limits))
      return
    }
    var left = limits.archive.bytes
    for (number, member) in members.enumerated() {
      var file = TMXFile(path, limits: limits)
      (file.name, file.member, file.limits.archive.bytes) = ("\(path)/\(member)", number, max(0, left))
      left -= try body(file).bytes
    }
  }

  /// Reads the file unit by unit, in memory that doesn't grow with it.
  /// - Throws: ``FileError``; ``PackedFileError``; ``TMXFileError`` when it is no TMX or may not be read; whatever the closures throw.
  public func read(onHeader: (Header) throws -> Void = { _ in }, onUnit: (Unit, _ line: Int) throws -> Void) throws -> TMXReport {
    try report { next in try TMXReader(limits: limits.tmx).read(from: next, onHeader: onHeader, onUnit: onUnit) }
  }

  /// Says what is wrong with the file, where, and which programs refuse it for that.
  /// - Throws: ``FileError``; ``PackedFileError``; ``TMXFileError`` when it is no TMX at all.
  public func validate() throws -> TMXReport {
    try report { next in try TMXValidator(limits: limits.tmx).validate(from: next) }
  }

  /// Opens the file, hands it on piece by piece, and puts its name to what goes wrong.
  func report(_ body: (_ next: () throws -> [UInt8]) throws -> TMXReport) throws -> TMXReport {
    let file = try PackedFile(path, member: member, limits: limits.archive)
    var count = 0
    do {
      var report = try body {
        let piece = try file.next()
        count += piece.count
        return piece
      }
      report.bytes = count
      if let damage = file.damage {
        if count == 0 { throw PackedFileError(path: name, reason: .archive(damage)) }
        report.sourceBroke(off: damage.description)
      }
      if count == 0 { throw FileError(name, .empty) }
      return report
    } catch let error as TMXError {
      if let damage = file.damage { throw PackedFileError(path: name, reason: .archive(damage)) }
      throw count == 0 ? FileError(name, .empty) : TMXFileError(path: name, cause: error)
    }
  }

  /// All pairs of two languages, as text.
  public func pairs(_ source: LanguageTag, _ target: LanguageTag) throws -> [(left: String, right: String)] {
    var pairs: [(left: String, right: String)] = []
    _ = try read { unit, _ in
      if let left = unit.variant(in: source), let right = unit.variant(in: target) { pairs.append((left.text, right.text)) }
    }
    return pairs
  }

  /// A whole file of units.
  static func bytes(_ units: [Unit], source: LanguageTag) -> [UInt8] {
    var writer = TMXWriter(header: .tarjoman(source: source))
    for unit in units { writer.append(unit) }
    writer.finish()
    return writer.take()
  }

  /// True for a file that begins like TMX, damaged or in whatever encoding: its first bytes name the element.
  static func isTMX(_ path: String) -> Bool {
    guard path != "-", let start = try? PackedFile(path, member: 0).next() else { return false }
    return FileSystem.letters(start).name("<tmx")
  }
}

extension Header {
  /// The header of what Tarjoman writes.
  static func tarjoman(source: LanguageTag) -> Header {
    Header(attributes: [
      Attribute("creationtool", "Tarjoman"), Attribute("creationtoolversion", "0.1.0"), Attribute("segtype", "sentence"),
      Attribute("o-tmf", "TMX"), Attribute("adminlang", "en"), Attribute("srclang", source.text), Attribute("datatype", "plaintext"),
    ])
  }
}

/// A file that can't be read as TMX, with the place and the reason.
public struct TMXFileError: Error, Sendable {
  public var path: String
  public var cause: TMXError
}
