internal import XMLStream

extension SRXDocument {
  /// The document as SRX 2.0, one element a line; reading it gives the same document.
  ///
  /// - Throws: ``SRXError/unwritable(_:)`` for a name that is empty or there twice, a map to rules that are not there, more than one handle of a
  ///   kind, an element outside every namespace among the foreign ones, and characters that XML can't hold.
  public func write() throws(SRXError) -> [UInt8] {
    try check()
    var writer = SRXWriter()
    writer.write(self)
    guard writer.xml.dropped == 0 else { throw .unwritable("it holds control characters, which XML can't") }
    return writer.xml.bytes
  }

  private func check() throws(SRXError) {
    var names: Set<[UInt8]> = []
    for rules in languageRules {
      if rules.name.isEmpty { throw .unwritable("a list of rules without a name") }
      if !names.insert(Array(rules.name.utf8)).inserted { throw .unwritable("two lists of rules “\(rules.name)”") }
    }
    for map in maps {
      if map.pattern.isEmpty { throw .unwritable("a map without a pattern") }
      if !names.contains(Array(map.ruleName.utf8)) { throw .unwritable("a map to the rules “\(map.ruleName)”, which are not there") }
    }
    if Set(header.formatHandles.map(\.kind)).count < header.formatHandles.count { throw .unwritable("two format handles of a kind") }
    let all = header.foreign + foreign + languageRules.flatMap { $0.foreign + $0.rules.flatMap(\.foreign) }
    if all.contains(where: \.name.namespace.isEmpty) { throw .unwritable("a foreign element without a namespace") }
  }
}

private struct SRXWriter {
  static let namespace = "http://www.lisa.org/srx20"
  var xml = XMLWriter()

  mutating func write(_ document: SRXDocument) {
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n  <header")
    xml.attribute("segmentsubflows", document.header.segmentsSubflows ? "yes" : "no")
    xml.attribute("cascade", document.header.cascades ? "yes" : "no")
    xml.raw(">\n")
    for handle in document.header.formatHandles {
      xml.raw("    <formathandle")
      xml.attribute("type", handle.kind.rawValue)
      xml.attribute("include", handle.include ? "yes" : "no")
      xml.raw("/>\n")
    }
    lines(document.header.foreign, indent: "    ")
    xml.raw("  </header>\n  <body>\n    <languagerules>\n")
    for rules in document.languageRules {
      xml.raw("      <languagerule")
      xml.attribute("languagerulename", rules.name)
      xml.raw(">\n")
      for rule in rules.rules { write(rule) }
      lines(rules.foreign, indent: "        ")
      xml.raw("      </languagerule>\n")
    }
    xml.raw("    </languagerules>\n    <maprules>\n")
    for map in document.maps {
      xml.raw("      <languagemap")
      xml.attribute("languagepattern", map.pattern)
      xml.attribute("languagerulename", map.ruleName)
      xml.raw("/>\n")
    }
    xml.raw("    </maprules>\n")
    lines(document.foreign, indent: "    ")
    xml.raw("  </body>\n</srx>\n")
  }

  private mutating func write(_ rule: SRXDocument.Rule) {
    xml.raw("        <rule")
    xml.attribute("break", rule.breaks ? "yes" : "no")
    xml.raw("><beforebreak>")
    xml.text(rule.before)
    xml.raw("</beforebreak><afterbreak>")
    xml.text(rule.after)
    xml.raw("</afterbreak>")
    for element in rule.foreign { write(element, scope: ["": Self.namespace]) }
    xml.raw("</rule>\n")
  }

  private mutating func lines(_ elements: [SRXDocument.ForeignElement], indent: StaticString) {
    for element in elements {
      xml.raw(indent)
      write(element, scope: ["": Self.namespace])
      xml.raw("\n")
    }
  }

  /// - Parameter scope: the namespaces that prefixes stand for here.
  private mutating func write(_ element: SRXDocument.ForeignElement, scope: [String: String]) {
    var scope = scope
    var declared: [(prefix: String, uri: String)] = []
    func name(_ name: SRXDocument.ForeignElement.Name) -> String {
      if name.prefix != "xml", scope[name.prefix] ?? "" != name.namespace {
        scope[name.prefix] = name.namespace
        declared.append((name.prefix, name.namespace))
      }
      return name.prefix.isEmpty ? name.local : name.prefix + ":" + name.local
    }
    let tag = name(element.name)
    // An attribute without a prefix is in no namespace, whatever the default is.
    let attributes = element.attributes.map { ($0.name.prefix.isEmpty ? $0.name.local : name($0.name), $0.value) }
    xml.raw("<" + tag)
    for (prefix, uri) in declared { xml.attribute(prefix.isEmpty ? "xmlns" : "xmlns:" + prefix, uri) }
    for (name, value) in attributes { xml.attribute(name, value) }
    if element.content.isEmpty {
      xml.raw("/>")
      return
    }
    xml.raw(">")
    for content in element.content {
      switch content {
      case .text(let text): xml.text(text)
      case .element(let element): write(element, scope: scope)
      }
    }
    xml.raw("</" + tag + ">")
  }
}
