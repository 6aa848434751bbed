internal import Language
internal import XMLStream

/// Takes the items of a TBX file and makes a tree of each section that stands directly in the header, the body or the back matter.
struct TBXBuilder {
  var report = TBXReport()
  private(set) var sawRoot = false
  private let limits: TBXReader.Limits
  private let onConcept: (Concept, Int) throws -> Void
  private var problems = ProblemList()
  private var open: [TBXNode] = []
  private var depth = 0
  private var elements = 0
  private var comments: [String] = []
  private var ids: [String: Int] = [:]
  private var references: [(id: String, line: Int, column: Int)] = []

  init(limits: TBXReader.Limits, onConcept: @escaping (Concept, Int) throws -> Void) {
    self.limits = limits
    self.onConcept = onConcept
    problems.most = limits.problems
  }

  mutating func take(_ item: XMLItem) throws {
    switch item {
    case .start(let name, let attributes, let line, let column):
      if !sawRoot { report.version = name.local == "martif" ? 2 : 3 }
      try start(TBXNode(name, attributes, line: line, column: column))
    case .end: try end()
    case .text(let text):
      guard !open.isEmpty else { return }
      let last = open.count - 1
      if case .text(let before)? = open[last].children.last {
        open[last].children[open[last].children.count - 1] = .text(before + text)
      } else {
        open[last].children.append(.text(text))
      }
    case .comment(let text):
      if open.isEmpty { comments.append(text) } else { open[open.count - 1].children.append(.comment(text)) }
    case .reference(let name, let line, let column): problems.add(line, column, .undeclaredEntity(name))
    case .finding(let words, let line, let column): problems.add(line, column, .xml(words))
    }
  }

  /// References are checked when all concepts are known.
  mutating func finish() {
    for reference in references where ids[reference.id] == nil && !reference.id.contains("://") {
      problems.add(reference.line, reference.column, .danglingReference(reference.id))
    }
    report.problems = problems.problems
    report.problemCount = problems.count
  }

  // MARK: The tree

  private mutating func start(_ node: TBXNode) throws {
    if !sawRoot {
      guard node.name == "tbx", node.namespace.isEmpty else {
        throw TBXError(
          line: node.line, column: node.column, words: "this is no TBX: its outermost element is <\(node.name.withoutControls)>")
      }
      sawRoot = true
      report.dialect = node.type
      report.style = node.attribute("style") ?? ""
      if let language = node.attribute("xml:lang"), !language.isEmpty { report.header.language = language }
      return
    }
    if open.isEmpty, !["conceptEntry", "tbxHeader", "back", "front"].contains(node.name) {
      depth += 1
      return
    }
    elements += 1
    guard elements <= limits.elements else {
      throw XMLError(line: node.line, column: node.column, reason: .limit(.names, limits.elements))
    }
    open.append(node)
  }

  private mutating func end() throws {
    guard let node = open.popLast() else {
      depth -= 1
      return
    }
    guard open.isEmpty else {
      open[open.count - 1].children.append(.node(node))
      return
    }
    elements = 0
    switch node.name {
    case "conceptEntry": try finish(node)
    case "tbxHeader": readHeader(node)
    default: report.header.back = node.element
    }
  }

  private mutating func readHeader(_ node: TBXNode) {
    report.header.element = node.element
    for description in node.nodes where description.name == "fileDesc" {
      for part in description.nodes {
        switch part.name {
        case "titleStmt": report.header.title = part.nodes.first { $0.name == "title" }?.text.trimmingBlanks ?? ""
        case "sourceDesc":
          report.header.sources += part.nodes.filter { $0.name == "p" }.map(\.text.trimmingBlanks).filter { !$0.isEmpty }
          let bare = part.children.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }.trimmingBlanks
          if !bare.isEmpty {
            problems.add(part.line, part.column, .bareHeaderText)
            report.header.sources.append(bare)
          }
        default: break
        }
      }
    }
  }

  private mutating func finish(_ node: TBXNode) throws {
    var reading = TBXSection(limits: limits)
    var concept = reading.concept(node)
    for (line, column, reason) in reading.problems { problems.add(line, column, reason) }
    guard !concept.terms.isEmpty else {
      problems.add(node.line, node.column, .noTerm(concept.id.isEmpty ? "a concept" : "the concept “\(concept.id)”"))
      return
    }
    if concept.id.isEmpty {
      problems.add(node.line, node.column, .noID)
    } else if let line = ids[concept.id] {
      problems.add(node.line, node.column, .duplicateID(concept.id, line: line))
      concept.id = ""
    }
    if concept.id.isEmpty { concept.id = ConceptID.fresh(for: concept, taken: Set(ids.keys)) }
    ids[concept.id] = node.line
    concept.kept.content.insert(contentsOf: comments.map { .comment($0) }, at: 0)
    comments = []
    references += reading.references
    report.concepts += 1
    try onConcept(concept, node.line)
  }
}

extension String {
  /// Without blanks and line ends around it.
  var trimmingBlanks: String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" }
    let view = unicodeScalars
    guard let first = view.firstIndex(where: { !isBlank($0) }), let last = view.lastIndex(where: { !isBlank($0) }) else { return "" }
    return first == view.startIndex && view.index(after: last) == view.endIndex ? self : String(view[first...last])
  }
}
