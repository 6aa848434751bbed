internal import XMLStream

/// An element with its place, in the names of version 3, style DCA.
struct TBXNode {
  var name: String
  var namespace: String
  var attributes: [TBXElement.Attribute]
  var children: [Child] = []
  var line, column: Int

  enum Child {
    case text(String)
    case node(TBXNode)
    case comment(String)
  }

  init(_ name: XMLName, _ attributes: [XMLAttribute], line: Int, column: Int) {
    self.line = line
    self.column = column
    self.attributes = attributes.map {
      TBXElement.Attribute($0.name.qualified, $0.value, namespace: $0.name.prefix == "xml" ? "" : $0.name.uri)
    }
    if name.uri.isEmpty || name.uri.hasPrefix("urn:iso:std:iso:30042") {
      // A colon in a local name would be read as the end of a prefix, and each writing would lose one.
      self.name = TBXVocabulary.newNames[name.local] ?? name.local.replacing(":", with: "_")
      namespace = ""
    } else if name.uri.hasPrefix("http://www.tbxinfo.net/ns/"), let category = TBXVocabulary.categories[name.local] {
      self.name = category.element
      namespace = ""
      self.attributes.insert(TBXElement.Attribute("type", name.local), at: 0)
    } else {
      self.name = name.qualified
      namespace = name.uri
    }
  }

  /// The element without its place. Blanks that only indent are dropped.
  var element: TBXElement {
    let indents = children.contains { if case .node = $0 { true } else { false } } && children.allSatisfy(Self.isBlankOrMarkup)
    return TBXElement(
      name, namespace: namespace, attributes: attributes,
      content: children.compactMap { child in
        switch child {
        case .text(let text): indents ? nil : .text(text)
        case .node(let node): .element(node.element)
        case .comment(let text): .comment(text)
        }
      })
  }

  private static func isBlankOrMarkup(_ child: Child) -> Bool {
    guard case .text(let text) = child else { return true }
    return text.unicodeScalars.allSatisfy { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }
  }

  var nodes: [TBXNode] { children.compactMap { if case .node(let node) = $0 { node } else { nil } } }
  var type: String { attribute("type") ?? "" }
  func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// All text inside, markup left out.
  var text: String {
    children.reduce(into: "") { text, child in
      switch child {
      case .text(let words): text += words
      case .node(let node): text += node.text
      case .comment: break
      }
    }
  }

  /// True for an element of a data category with nothing but text; also when it is the category of another element.
  func isPlain(_ name: String, _ type: String, besides allowed: String = "") -> Bool {
    self.name == name && namespace.isEmpty && self.type == type
      && attributes.allSatisfy { $0.name == "type" || $0.name == allowed }
      && children.allSatisfy { if case .text = $0 { true } else { false } }
  }
}
