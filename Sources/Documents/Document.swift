/// A text file that came in, decoded: how it was encoded, and what kind it is by its content. What a document of that kind says is for
/// ``DocumentReader`` to find out.
///
///     let document = try Document(bytes)
///     document.kind        // .text
public struct Document: Hashable, Sendable {
  /// The whole text, scalar for scalar; for markup this is the markup.
  public var text: String
  public var encoding: TextDecoder.Encoding
  public var hadBOM: Bool
  public var kind: Kind

  public init(text: String, encoding: TextDecoder.Encoding = .utf8, hadBOM: Bool = false, kind: Kind = .text) {
    self.text = text
    self.encoding = encoding
    self.hadBOM = hadBOM
    self.kind = kind
  }

  /// Decodes the bytes and recognises what they are.
  ///
  /// - Throws: ``TextDecoder/Failure`` when they are no text in a known encoding.
  public init(_ bytes: [UInt8]) throws(TextDecoder.Failure) {
    let decoded = try TextDecoder.decode(bytes)
    self.init(text: decoded.string, encoding: decoded.encoding, hadBOM: decoded.hadBOM, kind: Kind(of: decoded.string))
  }
}
