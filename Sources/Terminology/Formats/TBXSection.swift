internal import Language

/// Reads the tree of one concept: what the model has a word for into its fields, the rest into ``Kept``.
///
/// An element is taken into a field only when it says no more than the field can hold; one with an id, inline markup or a second value stays as it is.
struct TBXSection {
  let limits: TBXReader.Limits
  private(set) var problems: [(Int, Int, TermbaseProblem.Reason)] = []
  private(set) var references: [(id: String, line: Int, column: Int)] = []

  init(limits: TBXReader.Limits) { self.limits = limits }

  private mutating func note(_ node: TBXNode, _ reason: TermbaseProblem.Reason) { problems.append((node.line, node.column, reason)) }

  mutating func concept(_ node: TBXNode) -> Concept {
    var concept = Concept(id: node.attribute("id") ?? "", terms: [])
    concept.kept.attributes = node.attributes.filter { $0.name != "id" }
    for child in node.children {
      guard case .node(let part) = child else {
        if case .comment(let text) = child { concept.kept.content.append(.comment(text)) }
        continue
      }
      if part.name == "langSec" {
        readLanguage(part, into: &concept)
        continue
      }
      guard fits(part) else { continue }
      if part.isPlain("descrip", "subjectField"), concept.domain.isEmpty {
        concept.domain = part.text
      } else if let statement = statement(part, "definition") {
        concept.definitions.append(statement)
      } else if part.isPlain("note", "") {
        concept.notes.append(part.text)
      } else if part.isPlain("admin", "source") {
        concept.sources.append(part.text)
      } else if let reference = reference(part) {
        concept.related.append(reference)
      } else {
        if part.name == "termNote" || part.type == "context" { note(part, .misplaced(name(part))) }
        concept.kept.content.append(.element(part.element))
      }
    }
    return concept
  }

  private mutating func readLanguage(_ node: TBXNode, into concept: inout Concept) {
    guard let code = node.attribute("xml:lang") ?? node.attribute("lang"), !code.isEmpty else {
      note(node, .noLanguage)
      return
    }
    if !TBXVocabulary.isLanguage(code) { note(node, .badLanguage(code)) }
    let language = LanguageTag(code)
    var kept = concept.keptByLanguage[code] ?? Kept()
    kept.attributes += node.attributes.filter { $0.name != "xml:lang" && $0.name != "lang" }
    let before = concept.terms.count
    for child in node.children {
      guard case .node(let part) = child else {
        if case .comment(let text) = child { kept.content.append(.comment(text)) }
        continue
      }
      if part.name == "termSec" {
        for term in terms(part, language) {
          if concept.terms.contains(where: { $0.language == language && $0.text.utf8.elementsEqual(term.text.utf8) }) {
            note(part, .repeatedTerm(term.text))
          } else {
            concept.terms.append(term)
          }
        }
        continue
      }
      guard fits(part) else { continue }
      if var statement = statement(part, "definition") {
        statement.language = language
        concept.definitions.append(statement)
      } else {
        if part.name == "termNote" || part.type == "subjectField" || part.type == "context" { note(part, .misplaced(name(part))) }
        kept.content.append(.element(part.element))
      }
    }
    if concept.terms.count == before { note(node, .noTerm("the language “\(code)”")) }
    if !kept.isEmpty { concept.keptByLanguage[code] = kept }
  }

  /// The term of a section; in a damaged file none or several.
  private mutating func terms(_ node: TBXNode, _ language: LanguageTag) -> [Term] {
    var children = node.children
    // Version 2 may group the term with its notes.
    if let group = node.nodes.first(where: { $0.name == "termGrp" }) {
      children = group.children + children.filter { if case .node(let part) = $0 { part.name != "termGrp" } else { true } }
    }
    var found: [Term] = []
    var term = Term("", language: language, status: .unstated)
    term.kept.attributes = node.attributes
    var isFirst = true
    for child in children {
      guard case .node(let part) = child else {
        if case .comment(let text) = child { term.kept.content.append(.comment(text)) }
        continue
      }
      if part.name == "term" {
        if !isFirst, found.isEmpty { note(part, .termNotFirst) }
        if let text = text(ofTerm: part, language) {
          if !found.isEmpty { note(part, .secondTerm(text)) }
          var another = Term(text, language: language, status: .unstated)
          another.kept.termAttributes = part.attributes
          found.append(another)
        }
      } else if fits(part) {
        read(part, into: &term)
      }
      isFirst = false
    }
    guard let first = found.first else {
      if !children.contains(where: { if case .node(let part) = $0 { part.name == "term" } else { false } }) {
        note(node, .noTerm("a section"))
      }
      return []
    }
    term.text = first.text
    term.kept.termAttributes = first.kept.termAttributes
    if term.form == .variant, let at = term.notes.firstIndex(of: TBXVocabulary.pluralNote) {
      term.form = .plural
      term.notes.remove(at: at)
    }
    return [term] + found.dropFirst()
  }

  private mutating func text(ofTerm node: TBXNode, _ language: LanguageTag) -> String? {
    var text = node.text.trimmingBlanks
    if text.unicodeScalars.contains(where: { $0 == "\t" || $0 == "\n" || $0 == "\r" }) {
      text = text.split { $0 == "\t" || $0.isNewline || $0 == " " }.joined(separator: " ")
      note(node, .markInTerm(text))
    }
    if !node.nodes.isEmpty { note(node, .markupInTerm(text)) }
    guard !text.isEmpty else {
      note(node, .emptyTerm)
      return nil
    }
    let length = text.unicodeScalars.count
    guard length <= limits.term else {
      note(node, .termTooLong(scalars: length))
      return nil
    }
    if TBXVocabulary.isOtherScript(text, language) { note(node, .otherScript(text, language: language.text)) }
    return text
  }

  private mutating func read(_ part: TBXNode, into term: inout Term) {
    if part.isPlain("termNote", "administrativeStatus"), term.status == .unstated {
      let value = part.text
      if let status = TBXVocabulary.status(value) {
        if TBXVocabulary.statuses[status] != value { note(part, .badValue(category: part.type, value: value)) }
        term.status = status
        return
      }
      note(part, .badValue(category: part.type, value: value))
    } else if part.isPlain("termNote", "partOfSpeech"), term.partOfSpeech == nil {
      if let value = Term.PartOfSpeech(rawValue: part.text) {
        term.partOfSpeech = value
        return
      }
      note(part, .badValue(category: part.type, value: part.text))
    } else if part.isPlain("termNote", "termType"), term.form == .unstated {
      if let form = TBXVocabulary.form(part.text), TBXVocabulary.forms[form] == part.text {
        term.form = form
        return
      }
      if let form = TBXVocabulary.form(part.text) { term.form = form }
      note(part, .badValue(category: part.type, value: part.text))
      if term.form != .unstated { return }
    } else if part.isPlain("note", "") {
      term.notes.append(part.text)
      return
    } else if part.isPlain("admin", "source") {
      term.sources.append(part.text)
      return
    } else if let statement = statement(part, "context") {
      term.contexts.append(statement)
      return
    } else if part.type == "crossReference", let target = part.attribute("target") {
      references.append((target, part.line, part.column))
    } else if part.type == "definition" || part.type == "subjectField" || part.nodes.contains(where: { $0.type == "definition" }) {
      note(part, .misplaced(name(part)))
    }
    term.kept.content.append(.element(part.element))
  }

  // MARK: Parts

  /// A plain element of a category, or a group of one with its source.
  private func statement(_ part: TBXNode, _ category: String) -> Concept.Statement? {
    if part.isPlain("descrip", category) { return Concept.Statement(part.text) }
    guard part.name == "descripGrp", part.attributes.isEmpty, part.namespace.isEmpty,
      !part.children.contains(where: { if case .comment = $0 { true } else { false } })
    else { return nil }
    let nodes = part.nodes
    guard nodes.count == 1 || nodes.count == 2, nodes[0].isPlain("descrip", category) else { return nil }
    if nodes.count == 1 { return Concept.Statement(nodes[0].text) }
    return nodes[1].isPlain("admin", "source") ? Concept.Statement(nodes[0].text, source: nodes[1].text) : nil
  }

  private mutating func reference(_ part: TBXNode) -> Concept.Reference? {
    guard part.isPlain("ref", "crossReference", besides: "target"), let target = part.attribute("target") else { return nil }
    references.append((target, part.line, part.column))
    return Concept.Reference(target, text: part.text)
  }

  private func name(_ part: TBXNode) -> String { part.type.isEmpty ? "<\(part.name)>" : "\(part.type)" }

  /// False, and noted, for a part with more text than anybody wrote.
  private mutating func fits(_ part: TBXNode) -> Bool {
    let bytes = size(part)
    if bytes <= limits.text { return true }
    note(part, .textTooLong(category: part.type.isEmpty ? part.nodes.first?.type ?? part.name : part.type, bytes: bytes))
    return false
  }

  private func size(_ node: TBXNode) -> Int {
    node.children.reduce(0) { size, child in
      switch child {
      case .text(let text): size + text.utf8.count
      case .node(let node): size + self.size(node)
      case .comment(let text): size + text.utf8.count
      }
    }
  }
}
