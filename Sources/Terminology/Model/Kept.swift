/// What a termbase says and the toolkit has no word for: read, carried along, and written back.
public struct Kept: Hashable, Sendable {
  /// Attributes of the section: an `id` of a term, a foreign attribute.
  public var attributes: [TBXElement.Attribute]
  /// Attributes of the `term` element itself.
  public var termAttributes: [TBXElement.Attribute]
  /// Elements and comments, in the order of the file.
  public var content: [TBXElement.Content]

  public init(
    attributes: [TBXElement.Attribute] = [], termAttributes: [TBXElement.Attribute] = [], content: [TBXElement.Content] = []
  ) {
    self.attributes = attributes
    self.termAttributes = termAttributes
    self.content = content
  }

  public var isEmpty: Bool { attributes.isEmpty && termAttributes.isEmpty && content.isEmpty }

  /// The elements among the content.
  public var elements: [TBXElement] { content.compactMap { if case .element(let element) = $0 { element } else { nil } } }
}

/// An element of a TBX file in the names of version 3, style DCA, whatever the file's own style and version: `descrip`, `admin`, `termNote` … with the data
/// category as `type`.
public struct TBXElement: Hashable, Sendable {
  public var name: String
  /// The namespace of a foreign element; empty for TBX itself.
  public var namespace: String
  public var attributes: [Attribute]
  public var content: [Content]

  public init(_ name: String, namespace: String = "", attributes: [Attribute] = [], content: [Content] = []) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
    self.content = content
  }

  /// An element of a data category with text: `<termNote type="partOfSpeech">noun</termNote>`.
  public init(_ name: String, type: String, text: String) {
    self.init(name, attributes: type.isEmpty ? [] : [Attribute("type", type)], content: [.text(text)])
  }

  public indirect enum Content: Hashable, Sendable {
    case text(String)
    case element(TBXElement)
    case comment(String)
  }

  public struct Attribute: Hashable, Sendable {
    /// As it is written, with its prefix: `xml:lang`.
    public var name: String
    public var value: String
    /// The namespace of a prefix that is not `xml`; else empty.
    public var namespace: String

    public init(_ name: String, _ value: String, namespace: String = "") {
      self.name = name
      self.value = value
      self.namespace = namespace
    }
  }

  public func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The data category: the value of `type`; empty where there is none.
  public var type: String { attribute("type") ?? "" }

  /// All text inside, markup left out.
  public var text: String {
    content.reduce(into: "") { text, part in
      switch part {
      case .text(let words): text += words
      case .element(let element): text += element.text
      case .comment: break
      }
    }
  }

  /// True when the element says no more than its type and its text.
  var isPlain: Bool {
    namespace.isEmpty && attributes.allSatisfy { $0.name == "type" } && content.allSatisfy { if case .text = $0 { true } else { false } }
  }
}
