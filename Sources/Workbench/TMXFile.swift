public import Language
public import TMX

/// A TMX file by its path, packed or not: read in pieces, written whole.
public struct TMXFile: Sendable {
  public var path: String
  public var limits: ReadingLimits

  public init(_ path: String, limits: ReadingLimits = ReadingLimits()) {
    self.path = path
    self.limits = limits
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
    let file = try PackedFile(path, limits: limits.archive)
    var isEmpty = true
    do {
      var report = try body {
        let piece = try file.next()
        if !piece.isEmpty { isEmpty = false }
        return piece
      }
      if let damage = file.damage {
        if isEmpty { throw PackedFileError(path: path, reason: .archive(damage)) }
        report.sourceBroke(off: damage.description)
      }
      if isEmpty { throw FileError(path, .empty) }
      return report
    } catch let error as TMXError {
      if let damage = file.damage { throw PackedFileError(path: path, reason: .archive(damage)) }
      throw isEmpty ? FileError(path, .empty) : TMXFileError(path: path, cause: error)
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
    guard path != "-", let start = try? PackedFile(path).next() else { return false }
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
