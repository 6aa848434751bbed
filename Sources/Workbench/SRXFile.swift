public import Segmentation

/// An SRX file by its path.
public struct SRXFile: Sendable {
  public var path: String
  public var document: SRXDocument
  /// What is not as the standard has it.
  public var problems: [SRXProblem]

  /// Reads a file; `-` is standard input.
  /// - Throws: ``FileError``; ``SRXFileError`` when it is no SRX.
  public init(_ path: String) throws {
    self.path = path == "-" ? "standard input" : path
    let bytes = try FileSystem.read(path)
    guard !bytes.isEmpty else { throw FileError(self.path, .empty) }
    do throws(SRXError) { (document, problems) = try SRXDocument.read(bytes) } catch {
      throw SRXFileError(path: self.path, cause: error)
    }
  }
}

/// An SRX file that can't be read, or whose rules could not be run on a text.
public struct SRXFileError: Error, Sendable {
  public var path: String
  public var cause: SRXError

  public init(path: String, cause: SRXError) {
    self.path = path
    self.cause = cause
  }
}
