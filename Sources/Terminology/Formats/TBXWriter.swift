internal import Language
internal import XMLStream

/// Writes a termbase as TBX: a term a line, every element in its place, the same bytes for the same concepts.
///
///     var writer = TBXWriter(header: termbase.header)
///     for concept in termbase.concepts { writer.append(concept) }
///     writer.finish()
///     out.write(writer.take())
///
/// What a reader kept is written back: in version 3 by the names of version 3, in style DCT by the tags of its modules where they have one.
public struct TBXWriter: Sendable {
  public var options: Options
  /// What was written and not yet taken.
  public var bytes: [UInt8] { xml.bytes }
  /// Concepts written.
  public private(set) var concepts = 0
  /// Concepts without a term, which TBX has no place for.
  public private(set) var conceptsLeftOut = 0
  /// Data categories that the dialect doesn't have.
  public private(set) var categoriesLeftOut = 0
  private var xml = XMLWriter()
  private let back: TBXElement?

  /// The version of TBX, its style and its dialect.
  public struct Options: Hashable, Sendable {
    public var version: Version
    public var style: Style
    public var dialect: Dialect

    public init(version: Version = .v3, style: Style = .dca, dialect: Dialect = .basic) {
      self.version = version
      self.style = version == .v2 ? .dca : style
      self.dialect = dialect
    }

    public enum Version: Int, Sendable {
      /// ISO 30042:2008, `martif`: what OmegaT and the translate-toolkit read.
      case v2 = 2
      /// ISO 30042:2019.
      case v3 = 3
    }

    public enum Style: String, Sendable, CaseIterable {
      /// Data categories as attributes.
      case dca
      /// Data categories as tags.
      case dct
    }

    public enum Dialect: String, Sendable, CaseIterable {
      case basic = "TBX-Basic"
      /// Subject field, status, part of speech, customer, remarks.
      case min = "TBX-Min"
      /// Terms and remarks.
      case core = "TBX-Core"
    }
  }

  public init(header: Termbase.Header, options: Options = Options()) {
    self.options = options
    back = header.back
    let isNew = options.version == .v3
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    xml.raw(isNew ? "<tbx" : "<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n<martif")
    xml.attribute("type", options.dialect.rawValue)
    if isNew { xml.attribute("style", options.style.rawValue) }
    xml.attribute("xml:lang", header.language.isEmpty ? "en" : header.language)
    if isNew { xml.attribute("xmlns", TBXVocabulary.namespace) }
    if options.style == .dct {
      for module in [TBXVocabulary.Module.min, .basic] { xml.attribute("xmlns:\(module.rawValue)", module.namespace) }
    }
    xml.raw(">\n")
    write(Self.element(of: header))
    xml.raw("\n<text><body>\n")
  }

  /// One concept on one line, without a file around it.
  static func fragment(_ concept: Concept) -> String {
    var writer = TBXWriter(header: Termbase.Header())
    writer.xml.bytes.removeAll()
    writer.append(concept)
    // The writer's own line ends; those of texts are references.
    return String(decoding: writer.take().split(separator: UInt8(ascii: "\n")).joined(), as: UTF8.self)
  }

  private static func element(of header: Termbase.Header) -> TBXElement {
    func paragraphs(_ texts: [String]) -> TBXElement {
      TBXElement("sourceDesc", content: texts.map { .element(TBXElement("p", content: [.text($0)])) })
    }
    guard var element = header.element else {
      var description = TBXElement("fileDesc")
      if !header.title.isEmpty {
        let title = TBXElement("title", content: [.text(header.title)])
        description.content.append(.element(TBXElement("titleStmt", content: [.element(title)])))
      }
      description.content.append(.element(paragraphs(header.sources.isEmpty ? ["Written by Tarjoman"] : header.sources)))
      return TBXElement("tbxHeader", content: [.element(description)])
    }
    // The encoding description names the constraints file of one version and dialect: it doesn't outlive either.
    element.content = element.content.compactMap { part in
      guard case .element(var child) = part else { return part }
      if child.name == "encodingDesc" { return nil }
      if child.name == "fileDesc" {
        child.content = child.content.map { part in
          guard case .element(let source) = part, source.name == "sourceDesc",
            source.content.contains(where: { if case .text(let text) = $0 { !text.trimmingBlanks.isEmpty } else { false } })
          else { return part }
          return .element(paragraphs(header.sources))
        }
      }
      return .element(child)
    }
    return element
  }

  // MARK: Concepts

  public mutating func append(_ concept: Concept) {
    guard !concept.terms.isEmpty else {
      conceptsLeftOut += 1
      return
    }
    concepts += 1
    let isNew = options.version == .v3
    for case .comment(let text) in concept.kept.content {
      comment(text)
      xml.raw("\n")
    }
    xml.raw(isNew ? "<conceptEntry" : "<termEntry")
    xml.attribute("id", concept.id)
    attributes(concept.kept.attributes)
    xml.raw(">")
    if !concept.domain.isEmpty { data("descrip", "subjectField", concept.domain) }
    for definition in concept.definitions where definition.language == nil { statement(definition, "definition") }
    for reference in concept.related { data("ref", "crossReference", reference.text, target: reference.id) }
    kept(concept.kept, termNotes: nil)
    for source in concept.sources { data("admin", "source", source) }
    for text in concept.notes { note(text) }
    xml.raw("\n")
    for language in concept.languages { append(language, of: concept) }
    xml.raw(isNew ? "</conceptEntry>\n" : "</termEntry>\n")
  }

  private mutating func append(_ language: LanguageTag, of concept: Concept) {
    let isNew = options.version == .v3
    xml.raw(isNew ? " <langSec" : " <langSet")
    xml.attribute("xml:lang", language.text)
    let others = concept.keptByLanguage[language.text]
    attributes(others?.attributes ?? [])
    xml.raw(">")
    for definition in concept.definitions where definition.language == language { statement(definition, "definition") }
    if let others { kept(others, termNotes: nil) }
    xml.raw("\n")
    for term in concept.terms where term.language == language { append(term) }
    xml.raw(isNew ? " </langSec>\n" : " </langSet>\n")
  }

  private mutating func append(_ term: Term) {
    let isNew = options.version == .v3
    // Version 2 has groups of notes inside a group only.
    let isGroup = !isNew && term.kept.elements.contains { $0.name == "termNoteGrp" || $0.name == "termCompList" }
    xml.raw("  ")
    xml.raw(isNew ? "<termSec" : isGroup ? "<ntig" : "<tig")
    attributes(term.kept.attributes)
    xml.raw(isGroup ? "><termGrp><term" : "><term")
    attributes(term.kept.termAttributes)
    xml.raw(">")
    xml.text(term.text)
    xml.raw("</term>")
    if let part = term.partOfSpeech { data("termNote", "partOfSpeech", part.rawValue) }
    if let status = TBXVocabulary.statuses[term.status] { data("termNote", "administrativeStatus", status) }
    if let form = TBXVocabulary.forms[term.form] { data("termNote", "termType", form) }
    kept(term.kept, termNotes: true)
    if isGroup { xml.raw("</termGrp>") }
    for context in term.contexts { statement(context, "context") }
    kept(term.kept, termNotes: false)
    for source in term.sources { data("admin", "source", source) }
    if term.form == .plural { note(TBXVocabulary.pluralNote) }
    for text in term.notes { note(text) }
    xml.raw(isNew ? "</termSec>\n" : isGroup ? "</ntig>\n" : "</tig>\n")
  }

  /// Ends the file.
  public mutating func finish() {
    xml.raw("</body>")
    if let back { write(back) }
    xml.raw(options.version == .v3 ? "</text>\n</tbx>\n" : "</text>\n</martif>\n")
  }

  /// The bytes written so far; the writer forgets them.
  public mutating func take() -> [UInt8] {
    defer { xml.bytes.removeAll(keepingCapacity: true) }
    return xml.bytes
  }

  // MARK: Parts

  private func admits(_ category: String) -> Bool {
    switch options.dialect {
    case .basic: true
    case .min: category.isEmpty || TBXVocabulary.categories[category]?.module == .min
    case .core: category.isEmpty
    }
  }

  private mutating func note(_ text: String) { write(TBXElement("note", content: [.text(text)])) }

  private mutating func data(_ name: String, _ category: String, _ text: String, target: String? = nil) {
    var element = TBXElement(name, type: category, text: text)
    if let target { element.attributes.append(TBXElement.Attribute("target", target)) }
    writeAdmitted(element)
  }

  private mutating func statement(_ statement: Concept.Statement, _ category: String) {
    let description = TBXElement("descrip", type: category, text: statement.text)
    if statement.source.isEmpty { return writeAdmitted(description) }
    writeAdmitted(
      TBXElement(
        "descripGrp", content: [.element(description), .element(TBXElement("admin", type: "source", text: statement.source))]))
  }

  /// Elements that were kept; of a term those that are notes of it, or the others.
  private mutating func kept(_ kept: Kept, termNotes: Bool?) {
    for part in kept.content {
      switch part {
      case .element(let element):
        let isNote = element.name == "termNote" || element.name == "termNoteGrp" || element.name == "termCompList"
        if termNotes == nil || termNotes == isNote { writeAdmitted(element) }
      case .comment(let text): if termNotes == false { comment(text) }
      case .text: break
      }
    }
  }

  private mutating func writeAdmitted(_ element: TBXElement) {
    let category =
      element.type.isEmpty
      ? element.content.lazy.compactMap { part -> String? in
        if case .element(let child) = part, !child.type.isEmpty { child.type } else { nil }
      }.first ?? "" : element.type
    let isForeign = !element.namespace.isEmpty && options.dialect != .basic
    guard admits(category), !isForeign else {
      categoriesLeftOut += 1
      return
    }
    write(element)
  }

  private static let oldNames = ["tbxHeader": "martifHeader"]

  private mutating func write(_ element: TBXElement, inside namespace: String = "") {
    var name = options.version == .v2 ? Self.oldNames[element.name] ?? element.name : element.name
    var attributes = element.attributes
    var inner = namespace
    if element.namespace.isEmpty {
      if options.style == .dct, let category = TBXVocabulary.categories[element.type], category.element == element.name {
        name = "\(category.module.rawValue):\(element.type)"
        attributes.removeAll { $0.name == "type" }
      } else if !namespace.isEmpty {
        attributes.append(TBXElement.Attribute("xmlns", options.version == .v3 ? TBXVocabulary.namespace : ""))
        inner = ""
      }
    } else if let colon = name.firstIndex(of: ":") {
      attributes.append(TBXElement.Attribute("xmlns:\(name[..<colon])", element.namespace))
    } else if element.namespace != namespace {
      attributes.append(TBXElement.Attribute("xmlns", element.namespace))
      inner = element.namespace
    }
    xml.raw("<")
    xml.raw(name)
    self.attributes(attributes)
    if element.content.isEmpty { return xml.raw("/>") }
    xml.raw(">")
    for part in element.content {
      switch part {
      case .text(let text): xml.text(text)
      case .element(let child): write(child, inside: inner)
      case .comment(let text): comment(text)
      }
    }
    xml.raw("</")
    xml.raw(name)
    xml.raw(">")
  }

  private mutating func attributes(_ attributes: [TBXElement.Attribute]) {
    var declared = Set(attributes.lazy.map(\.name).filter { $0.hasPrefix("xmlns") })
    for attribute in attributes where attribute.namespace.isEmpty || options.dialect == .basic {
      xml.attribute(attribute.name, attribute.value)
      if !attribute.namespace.isEmpty, let colon = attribute.name.firstIndex(of: ":") {
        let declaration = "xmlns:\(attribute.name[..<colon])"
        if declared.insert(declaration).inserted { xml.attribute(declaration, attribute.namespace) }
      }
    }
  }

  private mutating func comment(_ text: String) {
    xml.raw("<!--")
    xml.raw(text)
    xml.raw("-->")
  }
}

extension Termbase {
  /// The whole termbase as a TBX file.
  public func tbx(_ options: TBXWriter.Options = TBXWriter.Options()) -> [UInt8] {
    var writer = TBXWriter(header: header, options: options)
    for concept in concepts { writer.append(concept) }
    writer.finish()
    return writer.take()
  }
}
