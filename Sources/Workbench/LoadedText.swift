public import Documents

/// A text file's content, decoded, with what was found out about it on the way.
public struct LoadedText: Sendable {
  public var path: String
  public var document: Document

  public var text: String { document.text }
  /// The name of the encoding, where it is worth a message: anything but UTF-8.
  public var foreignEncoding: String? { document.encoding == .utf8 ? nil : document.encoding.rawValue }

  /// Reads and decodes a file; `-` is standard input.
  /// - Throws: ``FileError`` for a file that can't be read or is empty, ``UnknownEncoding`` for bytes that are no text.
  public static func read(_ path: String) throws -> LoadedText {
    let name = path == "-" ? "standard input" : path
    let bytes = try FileSystem.read(path)
    guard !bytes.isEmpty else { throw FileError(name, .empty) }
    do throws(TextDecoder.Failure) {
      return LoadedText(path: name, document: try Document(bytes))
    } catch {
      throw UnknownEncoding(path: name, cause: error)
    }
  }
}

/// Bytes in no encoding that is known.
public struct UnknownEncoding: Error, Sendable {
  public var path: String
  public var cause: TextDecoder.Failure
}
