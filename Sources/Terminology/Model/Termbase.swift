/// A named set of concepts, with what its file says about itself.
public struct Termbase: Sendable {
  public var name: String
  public var concepts: [Concept]
  public var header: Header

  public init(name: String, concepts: [Concept], header: Header = Header()) {
    self.name = name
    self.concepts = concepts
    self.header = header
  }

  /// What stands before and behind the concepts of a TBX file.
  public struct Header: Hashable, Sendable {
    public var title: String
    /// Where the termbase comes from, a paragraph each.
    public var sources: [String]
    /// The language of remarks whose language nothing says: `xml:lang` of the root.
    public var language: String
    /// The header element as the file has it; nil for a termbase that comes from no TBX file.
    public var element: TBXElement?
    /// What follows the body: people and references that the concepts name.
    public var back: TBXElement?

    public init(title: String = "", sources: [String] = []) {
      self.title = title
      self.sources = sources
      language = "en"
    }
  }
}
