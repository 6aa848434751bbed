public import Documents
public import Language

/// A document of whatever kind, read: see ``DocumentReader``.
public struct LoadedDocument: Sendable {
  /// The path; a word for standard input.
  public var path: String
  public var content: DocumentContent

  /// Reads a file; `-` is standard input.
  /// - Throws: ``FileError`` for a file that can't be read or is empty, ``UnknownEncoding`` for bytes that are no text,
  ///   ``UnreadableDocument`` for what no text can be taken from.
  public static func read(_ path: String, limits: DocumentLimits = .standard) throws -> LoadedDocument {
    let name = path == "-" ? "standard input" : path
    let bytes = try FileSystem.read(path)
    guard !bytes.isEmpty else { throw FileError(name, .empty) }
    do throws(DocumentError) {
      return LoadedDocument(path: name, content: try DocumentReader(limits: limits).read(bytes, name: path))
    } catch {
      if case .encoding(let failure) = error { throw UnknownEncoding(path: name, cause: failure) }
      throw UnreadableDocument(path: name, cause: error)
    }
  }

  /// The document as one text in one language.
  /// - Throws: ``UnreadableDocument`` for a bilingual file.
  public func text() throws(UnreadableDocument) -> LaidOutText {
    do throws(DocumentError) { return try content.laidOutText() } catch { throw UnreadableDocument(path: path, cause: error) }
  }

  /// The name of the encoding, where it is worth a message: anything but UTF-8.
  public var foreignEncoding: String? { content.encoding.flatMap { $0 == .utf8 ? nil : $0.rawValue } }

  /// What was left out, in one line; nil when nothing was.
  public var leftOutLine: String? { Self.line(path, content.leftOut) }

  static func line(_ path: String, _ leftOut: LeftOut) -> String? {
    leftOut.isEmpty ? nil : "\(path): left out: \(leftOut.words.joined(separator: ", "))"
  }

  /// What a person should know of the reading: another encoding, and what was left out.
  public var notes: [String] { [foreignEncoding.map { "\(path): read as \($0)" }, leftOutLine].compactMap { $0 } }
}

/// A file that no text can be taken from, with the place where that is one.
public struct UnreadableDocument: Error, Hashable, Sendable {
  public var path: String
  public var cause: DocumentError
}
