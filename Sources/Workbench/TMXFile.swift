public import Language
public import TMX
internal import Glibc

/// A TMX file by its path: read in pieces, written whole.
public struct TMXFile: Sendable {
  public var path: String

  public init(_ path: String) { self.path = path }

  /// Reads the file unit by unit, in memory that doesn't grow with it.
  /// - Throws: ``FileError``; ``TMXFileError`` when it is no TMX or may not be read; whatever `onUnit` throws.
  public func read(onUnit: (Unit, _ line: Int) throws -> Void) throws -> TMXReport {
    try report { next in try TMXReader().read(from: next, onUnit: onUnit) }
  }

  /// Says what is wrong with the file, where, and which programs refuse it for that.
  /// - Throws: ``FileError``; ``TMXFileError`` when it is no TMX at all.
  public func validate() throws -> TMXReport {
    try report { next in try TMXValidator().validate(from: next) }
  }

  /// Opens the file, hands it on piece by piece, and puts its name to what goes wrong.
  private func report(_ body: (_ next: () throws -> [UInt8]) throws -> TMXReport) throws -> TMXReport {
    let descriptor = try FileSystem.openForReading(path)
    // Standard input is not ours to close.
    defer { if descriptor != 0 { close(descriptor) } }
    var isEmpty = true
    do {
      let report = try body {
        let piece = try FileSystem.piece(descriptor, path)
        if !piece.isEmpty { isEmpty = false }
        return piece
      }
      if isEmpty { throw FileError(path, .empty) }
      return report
    } catch let error as TMXError {
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
    guard let letters = FileSystem.start(of: path) else { return false }
    let name = Array("<tmx".utf8)
    return letters.indices.contains { letters[$0...].prefix(name.count).map { $0 | 0x20 }.elementsEqual(name) }
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
