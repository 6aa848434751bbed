internal import XMLStream

extension SRXDocument {
  /// Reads a file, leniently: what is missing or wrong is guessed and named.
  ///
  /// Entities and external files are not followed, sizes are bounded.
  /// - Throws: ``SRXError/xml(line:column:words:)`` when it is not well-formed, ``SRXError/notSRX(element:line:column:)``.
  public static func read(_ bytes: [UInt8]) throws(SRXError) -> (document: SRXDocument, problems: [SRXProblem]) {
    var reader = SRXReader()
    var rest = bytes[...]
    do {
      try XMLReader.read(
        from: {
          defer { rest = rest.dropFirst(1 << 16) }
          return Array(rest.prefix(1 << 16))
        }, { try reader.take($0) })
    } catch let error as XMLError {
      throw .xml(line: error.line, column: error.column, words: error.reason.words)
    } catch let error as SRXError {
      throw error
    } catch {
      // The closures throw nothing else.
      throw .xml(line: 0, column: 0, words: "\(error)")
    }
    return reader.finish()
  }
}

/// Builds a document from what the parser meets.
private struct SRXReader {
  private var document = SRXDocument()
  private var problems: [SRXProblem] = []
  /// The open elements of ours.
  private var path: [Element] = []
  /// The open elements of other namespaces, the outermost first.
  private var foreign: [SRXDocument.ForeignElement] = []
  /// Open elements that are left out with all that is in them.
  private var skipped = 0
  private var rule: SRXDocument.Rule?
  private var text = ""
  private var mapLists = 0
  private var place = (line: 1, column: 1)

  private enum Element: String {
    case srx, header, formathandle, body, languagerules, languagerule, rule, beforebreak, afterbreak, maprules, maprule, languagemap

    /// Where it may stand; SRX 1.0 has a level more in its maps.
    var parents: [Element] {
      switch self {
      case .srx: []
      case .header, .body: [.srx]
      case .formathandle: [.header]
      case .languagerules: [.body]
      case .languagerule: [.languagerules]
      case .rule: [.languagerule]
      case .beforebreak, .afterbreak: [.rule]
      case .maprules: [.body, .header]
      case .maprule: [.maprules]
      case .languagemap: [.maprules, .maprule]
      }
    }
  }

  private mutating func note(_ kind: SRXProblem.Kind) {
    problems.append(SRXProblem(line: place.line, column: place.column, kind: kind))
  }

  mutating func take(_ item: XMLItem) throws {
    switch item {
    case .start(let name, let attributes, let line, let column):
      place = (line, column)
      if skipped > 0 {
        skipped += 1
      } else if !foreign.isEmpty || isForeign(name) {
        startForeign(name, attributes)
      } else {
        try start(name, attributes)
      }
    case .end:
      if skipped > 0 {
        skipped -= 1
      } else if !foreign.isEmpty {
        endForeign()
      } else {
        end()
      }
    case .text(let piece):
      if skipped > 0 { return }
      if let last = foreign.indices.last {
        if case .text(let before)? = foreign[last].content.last {
          foreign[last].content[foreign[last].content.count - 1] = .text(before + piece)
        } else {
          foreign[last].content.append(.text(piece))
        }
      } else if let element = path.last, element == .beforebreak || element == .afterbreak {
        text += piece
      } else if piece.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) {
        note(.unexpectedText(inside: path.last?.rawValue ?? ""))
      }
    case .comment: break
    case .reference(let name, let line, let column):
      place = (line, column)
      note(.unknownEntity(name.withoutControls))
    case .finding(let words, let line, let column):
      place = (line, column)
      note(.xml(words))
    }
  }

  mutating func finish() -> (SRXDocument, [SRXProblem]) {
    var names: Set<String> = []
    for rules in document.languageRules { names.insert(rules.name) }
    for map in document.maps where !names.contains(map.ruleName) {
      place = (map.line, 1)
      note(.unknownName(map.ruleName.withoutControls))
    }
    return (document, problems)
  }

  // MARK: Elements of ours

  /// True for an element of a namespace that is none of SRX's. Below the root an SRX name in an unknown namespace is foreign too.
  private func isForeign(_ name: XMLName) -> Bool {
    !path.isEmpty && !name.uri.isEmpty && name.uri != rootNamespace && !Self.isOurs(name.uri)
  }

  private var rootNamespace = ""

  private static func isOurs(_ uri: String) -> Bool { uri.lowercased().hasPrefix("http://www.lisa.org/srx") }

  private mutating func start(_ name: XMLName, _ attributes: [XMLAttribute]) throws(SRXError) {
    guard let element = Element(rawValue: name.local), path.isEmpty ? element == .srx : element.parents.contains(path.last!) else {
      if path.isEmpty {
        throw .notSRX(element: name.qualified.withoutControls, line: place.line, column: place.column)
      }
      note(.unexpectedElement(name.qualified.withoutControls, inside: path.last!.rawValue))
      skipped = 1
      return
    }
    path.append(element)
    func value(_ attribute: String) -> String? { attributes.first { $0.name.local == attribute && $0.name.uri.isEmpty }?.value }
    switch element {
    case .srx:
      rootNamespace = name.uri
      if !name.uri.isEmpty, !Self.isOurs(name.uri) { note(.namespace(name.uri.withoutControls)) }
      if let version = value("version") {
        if version != "2.0", version != "1.0" { note(.version(version.withoutControls)) }
      } else {
        note(.missingAttribute(element: "srx", attribute: "version", readAs: "2.0"))
      }
    case .header:
      document.header.segmentsSubflows = flag(value("segmentsubflows"), element, "segmentsubflows", otherwise: true)
      // SRX 1.0 has no cascade: there the first map decides.
      document.header.cascades = flag(value("cascade"), element, "cascade", otherwise: false)
    case .formathandle:
      let kind = value("type")
      let known = kind.flatMap(SRXDocument.FormatHandle.Kind.init)
      let include = flag(value("include"), element, "include", otherwise: known == .end)
      if let known {
        document.header.formatHandles.append(SRXDocument.FormatHandle(known, include: include))
      } else {
        note(.unexpectedElement("formathandle type=\"\((kind ?? "").withoutControls)\"", inside: "header"))
      }
    case .languagerule:
      let name = named(value("languagerulename"), element, "languagerulename")
      if document.languageRules.contains(where: { $0.name.isExactly(name) }) { note(.duplicateName(name.withoutControls)) }
      document.languageRules.append(SRXDocument.LanguageRule(name: name))
    case .rule:
      let breaks = value("break").map { flag($0, element, "break", otherwise: true) } ?? true
      rule = SRXDocument.Rule(breaks: breaks, before: "", after: "")
      rule?.line = place.line
    case .beforebreak, .afterbreak: text = ""
    case .maprules:
      mapLists += 1
      if mapLists == 2 { note(.severalMapRules) }
    case .languagemap:
      let pattern = named(value("languagepattern"), element, "languagepattern")
      var map = SRXDocument.LanguageMap(pattern: pattern, ruleName: named(value("languagerulename"), element, "languagerulename"))
      map.line = place.line
      document.maps.append(map)
    case .body, .languagerules, .maprule: break
    }
  }

  private mutating func end() {
    guard let element = path.popLast() else { return }
    switch element {
    case .beforebreak: rule?.before = text
    case .afterbreak: rule?.after = text
    case .rule:
      if let rule { document.languageRules[document.languageRules.count - 1].rules.append(rule) }
      rule = nil
    default: break
    }
  }

  private mutating func flag(_ value: String?, _ element: Element, _ attribute: String, otherwise: Bool) -> Bool {
    switch value {
    case "yes": return true
    case "no": return false
    case nil:
      note(.missingAttribute(element: element.rawValue, attribute: attribute, readAs: otherwise ? "yes" : "no"))
      return otherwise
    case let value?:
      let word = value.lowercased()
      let guess = ["yes", "true", "1"].contains(word) ? true : ["no", "false", "0"].contains(word) ? false : otherwise
      note(.badValue(element: element.rawValue, attribute: attribute, value: value.withoutControls, readAs: guess ? "yes" : "no"))
      return guess
    }
  }

  private mutating func named(_ value: String?, _ element: Element, _ attribute: String) -> String {
    if let value { return value }
    note(.missingAttribute(element: element.rawValue, attribute: attribute, readAs: ""))
    return ""
  }

  // MARK: Elements of other namespaces

  private mutating func startForeign(_ name: XMLName, _ attributes: [XMLAttribute]) {
    func copy(_ name: XMLName) -> SRXDocument.ForeignElement.Name {
      SRXDocument.ForeignElement.Name(prefix: name.prefix, local: name.local, namespace: name.uri)
    }
    foreign.append(
      SRXDocument.ForeignElement(
        name: copy(name), attributes: attributes.map { SRXDocument.ForeignElement.Attribute(name: copy($0.name), value: $0.value) }))
  }

  private mutating func endForeign() {
    guard let done = foreign.popLast() else { return }
    if let last = foreign.indices.last {
      foreign[last].content.append(.element(done))
      return
    }
    switch path.last {
    case .header, .formathandle: document.header.foreign.append(done)
    case .languagerule: document.languageRules[document.languageRules.count - 1].foreign.append(done)
    case .rule, .beforebreak, .afterbreak: rule?.foreign.append(done)
    default: document.foreign.append(done)
    }
  }
}
