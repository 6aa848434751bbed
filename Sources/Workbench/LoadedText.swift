public import Documents

/// A text file's content, decoded, with what was found out about it on the way.
public struct LoadedText: Sendable {
  public var path: String
  public var text: String
  /// The encoding it was in, by its usual name: `UTF-8`, `UTF-16LE`, `windows-1256`.
  public var encoding: String
  /// True when the encoding is worth a message: anything but plain UTF-8.
  public var isConverted: Bool

  /// Reads and decodes a file; `-` is standard input.
  /// - Throws: ``FileError`` for a file that can't be read or is empty, ``UnknownEncoding`` for bytes that are no text.
  public static func read(_ path: String) throws -> LoadedText {
    let bytes = try FileSystem.read(path)
    guard !bytes.isEmpty else { throw FileError(path == "-" ? "standard input" : path, .empty) }
    do {
      let decoded = try TextDecoder.decode(bytes)
      return LoadedText(path: path, text: decoded.text, encoding: decoded.encoding.name, isConverted: decoded.encoding != .utf8)
    } catch let error as TextDecodingError {
      throw UnknownEncoding(path: path == "-" ? "standard input" : path, cause: error)
    }
  }
}

/// Bytes in no encoding that is known.
public struct UnknownEncoding: Error, Sendable {
  public var path: String
  public var cause: TextDecodingError
}
