/// How much of anything a document from outside may hold.
///
/// libxml2 bounds none of these in a push parser. The standard values let every real memory pass and keep a hostile
/// one within a few megabytes and fractions of a second.
public struct XMLLimits: Hashable, Sendable {
  /// Elements within elements.
  public var depth: Int
  /// UTF-8 bytes of text between two tags; of a comment or CDATA section too.
  public var text: Int
  /// Bytes between `<` and `>`.
  public var tag: Int
  /// Attributes and namespace declarations on one element: comparing them costs quadratic time.
  public var attributes: Int
  /// Different element and attribute names in one document, at most 4096.
  public var names: Int
  /// Bytes before the first element.
  public var prolog: Int

  public init(
    depth: Int = 64, text: Int = 1 << 20, tag: Int = 1 << 16, attributes: Int = 256, names: Int = 2048, prolog: Int = 1 << 20
  ) {
    self.depth = depth
    self.text = text
    self.tag = tag
    self.attributes = attributes
    self.names = names
    self.prolog = prolog
  }

  public static let standard = XMLLimits()
}
