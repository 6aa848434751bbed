internal import XMLStream

/// How inline elements are written so that the DTD takes them, and found again.
///
/// An element that TMX doesn't have, or not there, or not with these attributes, is written as one that may stand there: `sub` inside native
/// code, `ph` for native code, else `hi`. Its `type` holds the start tag: `<g id="1">…</g>` becomes
/// `<hi type="x-tarjoman:g id=&quot;1&quot;">…</hi>`, and comes back as `g`.
enum InlineCoding {
  private static let mark = "x-tarjoman:"

  static func write(_ pieces: [Inline], in parent: Element, to writer: inout XMLWriter) {
    for piece in pieces {
      switch piece {
      case .text(let text): writer.text(text)
      case .element(let name, let attributes, let children):
        let element = Element.named[name]
        let written: Element
        var tag: String?
        if let element, isValid(element, attributes, in: parent) {
          written = element
        } else {
          written = parent.isCode ? .sub : element?.isCode == true ? .ph : .hi
          tag = startTag(name, attributes)
        }
        writer.raw("<")
        writer.raw(written.name)
        if let tag {
          writer.attribute("type", tag)
        } else {
          for attribute in attributes { writer.attribute(attribute.name, attribute.value) }
        }
        if children.isEmpty {
          writer.raw("/>")
        } else {
          writer.raw(">")
          write(children, in: written, to: &writer)
          writer.raw("</")
          writer.raw(written.name)
          writer.raw(">")
        }
      }
    }
  }

  /// Whether the DTD takes the element with these attributes inside `parent`. One whose `type` looks like ours is wrapped as well, so
  /// that reading gives it back.
  static func isValid(_ element: Element, _ attributes: [Attribute], in parent: Element) -> Bool {
    guard DocumentType.children(of: parent).contains(element) else { return false }
    var seen: Set<String> = []
    let known = DocumentType.attributes(of: element)
    for attribute in attributes {
      guard known.contains(attribute.name), seen.insert(attribute.name).inserted,
        DocumentType.allows(attribute.name, attribute.value), !attribute.value.hasPrefix(mark)
      else { return false }
    }
    return DocumentType.required(of: element).allSatisfy(seen.contains)
  }

  private static func startTag(_ name: String, _ attributes: [Attribute]) -> String {
    var writer = XMLWriter()
    writer.raw(mark)
    writer.raw(name)
    for attribute in attributes { writer.attribute(attribute.name, attribute.value) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The element that was meant: what `write` wrapped is unwrapped, all others are as they are.
  static func restored(name: String, attributes: [Attribute], children: [Inline]) -> Inline {
    guard attributes.count == 1, attributes[0].name == "type", name == "hi" || name == "ph" || name == "sub",
      attributes[0].value.hasPrefix(mark), let tag = parse(attributes[0].value.dropFirst(mark.count))
    else { return .element(name: name, attributes: attributes, children: children) }
    return .element(name: tag.name, attributes: tag.attributes, children: children)
  }

  private static func parse(_ tag: Substring) -> (name: String, attributes: [Attribute])? {
    var rest = tag.unicodeScalars
    func cut(until stop: Unicode.Scalar) -> String? {
      guard let end = rest.firstIndex(of: stop) else { return nil }
      let part = String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      return part
    }
    guard let name = cut(until: " ") else { return rest.isEmpty ? nil : (String(rest), []) }
    var attributes: [Attribute] = []
    while !rest.isEmpty {
      guard let key = cut(until: "="), rest.popFirst() == "\"", let value = cut(until: "\""), let text = unescaped(value) else {
        return nil
      }
      attributes.append(Attribute(key, text))
      if !rest.isEmpty, rest.popFirst() != " " { return nil }
    }
    return name.isEmpty ? nil : (name, attributes)
  }

  private static func unescaped(_ value: String) -> String? {
    guard value.utf8.contains(UInt8(ascii: "&")) else { return value }
    var text = String.UnicodeScalarView()
    var rest = value.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "&" else {
        text.append(scalar)
        continue
      }
      guard let end = rest.firstIndex(of: ";") else { return nil }
      switch String(rest[..<end]) {
      case "amp": text.append("&")
      case "lt": text.append("<")
      case "gt": text.append(">")
      case "quot": text.append("\"")
      case "#10": text.append("\n")
      case "#9": text.append("\t")
      case "#13": text.append("\r")
      default: return nil
      }
      rest = rest[rest.index(after: end)...]
    }
    return String(text)
  }
}
