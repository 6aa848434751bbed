internal import Language
internal import XMLStream

/// Says what is wrong in a TMX file, where, and which programs will refuse it or lose part of it.
///
///     let report = try TMXValidator().validate(from: file.nextPiece)
///     for problem in report.problems { print(problem, problem.refusedBy.names) }
///
/// The rules are those of tmx14.dtd (tmx11.dtd where the file says it is 1.1) and what OmegaT's schema and other programs were seen to ask beyond
/// it. No schema processor runs over the file: theirs have a history of security holes.
///
/// - Complexity: O(bytes); memory grows with the number of different tuids, 8 bytes each.
public struct TMXValidator: Sendable {
  public var limits: TMXReader.Limits

  public init(limits: TMXReader.Limits = .standard) { self.limits = limits }

  /// - Returns: what was found; `units` counts the units seen, `damage` says where a file breaks off.
  /// - Throws: ``TMXError`` when the bytes are no XML, no TMX, or declare an entity; and whatever `next` throws.
  public func validate(from next: () throws -> [UInt8]) throws -> TMXReport {
    var reader = XMLReader(limits: limits.xml, repeated: ("tu", 2))
    let walk = ValidationWalk(limits: limits)
    var failure: XMLError?
    var goOn = true
    while goOn {
      let piece = try next()
      do throws(XMLError) {
        goOn = try piece.isEmpty ? reader.finish(walk.take) : reader.feed(piece, walk.take)
      } catch {
        failure = error
        goOn = false
      }
      if piece.isEmpty { break }
    }
    if let root = walk.wrongRoot { throw root }
    walk.report.encoding = reader.encoding
    walk.report.hadBOM = reader.hadBOM
    if let failure {
      if failure.reason == .entityDeclared || !walk.sawRoot { throw TMXError(failure) }
      walk.report.damage = failure
    }
    walk.finish()
    return walk.report
  }
}

/// One pass over a file's events.
private final class ValidationWalk {
  var report = TMXReport()
  var wrongRoot: TMXError?
  private(set) var sawRoot = false

  private let limits: TMXReader.Limits
  private var meanings: [NameMeaning] = []
  private var rootURI = ""
  private var open: [Open] = []
  private var sawDocumentType = false
  private var is11 = false
  private var sawHeader = false
  private var ids: Set<Int> = []
  private var languages: [String] = []
  private var text: [UInt8] = []
  private var goodLanguages: Set<String> = []
  private var pairs: Set<String> = []
  private var isInSegment = false

  private struct Open {
    let element: Element
    let line: Int, column: Int
    /// Variants in a unit, segments in a variant.
    var parts = 0
    /// False inside an element that TMX doesn't have: nothing in there is looked at.
    let isKnown: Bool
  }

  init(limits: TMXReader.Limits) { self.limits = limits }

  private func note(_ kind: Problem.Kind, _ line: Int, _ column: Int) {
    report.note(Problem(line: line, column: column, kind: kind), most: limits.problems)
  }

  private func note(_ kind: Problem.Kind, _ event: XMLEvent) { note(kind, event.line, event.column) }

  func take(_ batch: XMLBatch) -> Bool {
    learn(batch)
    for event in batch.events {
      switch event.kind {
      case .start: start(event, batch)
      case .end: end()
      case .text: text(event, batch)
      case .reference: note(.undefinedEntity(batch.text(of: event)), event)
      case .finding: note(.parser(batch.text(of: event).withoutControls), event)
      case .cdata: note(.cdata, event)
      case .doctype:
        sawDocumentType = true
        let system = batch.text(of: event)
        let file = system.split(separator: "/").last.map(String.init) ?? ""
        if !["tmx14.dtd", "tmx13.dtd", "tmx12.dtd", "tmx11.dtd"].contains(file) || file != system {
          note(.foreignDocumentType(system), event)
        }
      case .comment, .instruction: break
      }
      if wrongRoot != nil { return false }
    }
    return true
  }

  func finish() {
    if report.hadBOM { note(.byteOrderMark, 1, 1) }
    if report.encoding != "UTF-8" { note(.encoding(report.encoding), 1, 1) }
    if sawRoot, !sawDocumentType { note(.noDocumentType, 1, 1) }
  }

  private func learn(_ batch: XMLBatch) {
    if meanings.count < batch.names.count {
      for name in batch.names[meanings.count...] { meanings.append(NameMeaning(name, rootURI: rootURI)) }
    }
  }

  // MARK: elements

  private func start(_ event: XMLEvent, _ batch: XMLBatch) {
    if open.isEmpty, !startRoot(event, batch) { return }
    let meaning = meanings[Int(event.name)]
    let element = meaning.element
    let parent = open.last
    var isKnown = parent?.isKnown ?? true
    defer { open.append(Open(element: element, line: event.line, column: event.column, isKnown: isKnown)) }
    guard isKnown else { return }
    if let parent { place(element, meaning, in: parent.element, event) }
    if element == .foreign {
      isKnown = false
      return
    }
    if meaning.hasCapitals, !open.isEmpty { note(.capitals(batch.names[Int(event.name)].qualified), event) }
    let values = attributes(of: event, element, batch)
    switch element {
    case .header: sawHeader = true
    case .body where !sawHeader: note(.noHeader, event)
    case .tu: startUnit(values, event)
    case .tuv: startVariant(values, event)
    case .seg:
      isInSegment = true
      text.removeAll(keepingCapacity: true)
      pairs = []
    case .bpt: if let i = values["i"] { pairs.insert(i) }
    case .ept: if let i = values["i"], pairs.remove(i) == nil { note(.unpairedCode("ept"), event) }
    default: break
    }
  }

  private func startRoot(_ event: XMLEvent, _ batch: XMLBatch) -> Bool {
    let name = batch.names[Int(event.name)]
    guard name.local.lowercased() == "tmx" else {
      wrongRoot = TMXError(line: event.line, column: event.column, reason: .root(name.qualified))
      return false
    }
    sawRoot = true
    if name.local != "tmx" { note(.capitals(name.qualified), event) }
    if !name.uri.isEmpty {
      note(.namespace(name.uri), event)
      rootURI = name.uri
      meanings = []
      learn(batch)
    }
    for slot in batch.attributes(of: event) where meanings[Int(slot.name)].attribute == "version" { report.version = batch.text(of: slot) }
    is11 = report.version.hasPrefix("1.1")
    if !["1.1", "1.2", "1.3", "1.4"].contains(report.version) { note(.version(report.version), event) }
    return true
  }

  /// Whether an element may stand in its parent, and there.
  private func place(_ element: Element, _ meaning: NameMeaning, in parent: Element, _ event: XMLEvent) {
    guard element != .foreign else { return note(.unknownElement(meaning.elementName, in: parent.name), event) }
    if !DocumentType.children(of: parent).contains(element) { return note(.misplacedElement(element.name, in: parent.name), event) }
    let parts = open[open.count - 1].parts
    switch element {
    case .note, .prop:
      if parts > 0, parent == .tu || parent == .tuv { note(.misplacedElement(element.name, in: parent.name), event) }
    case .tuv: open[open.count - 1].parts += 1
    case .seg:
      if parts > 0 { note(.secondSegment, event) }
      open[open.count - 1].parts += 1
    case .header:
      if sawHeader { note(.misplacedElement("header", in: "tmx"), event) }
    default: break
    }
  }

  private func attributes(of event: XMLEvent, _ element: Element, _ batch: XMLBatch) -> [String: String] {
    var values: [String: String] = [:]
    for slot in batch.attributes(of: event) {
      let meaning = meanings[Int(slot.name)]
      let value = batch.text(of: slot)
      if meaning.key == .oldLanguage, element == .tuv || element == .note || element == .prop {
        note(is11 ? .oldLanguageAttributeIn11 : .oldLanguageAttribute, event)
        if values["xml:lang"] == nil { values["xml:lang"] = value }
        language(value, event)
        continue
      }
      guard meaning.isAttribute(of: element) else {
        note(.unknownAttribute(meaning.attribute, of: element.name), event)
        continue
      }
      values[meaning.attribute] = value
      if !DocumentType.allows(meaning.attribute, value) { note(.value(value, attribute: meaning.attribute), event) }
      switch meaning.attribute {
      case "xml:lang": language(value, event)
      case "creationdate", "changedate", "lastusagedate":
        if !TMXDate.isBasic(value) { note(.date(value, attribute: meaning.attribute), event) }
      default: break
      }
    }
    for name in DocumentType.required(of: element) where values[name] == nil {
      switch element {
      case .header: note(.noHeaderAttribute(name), event)
      case .tuv: note(.noLanguage, event)
      default: note(.noAttribute(name, of: element.name), event)
      }
    }
    return values
  }

  private func language(_ code: String, _ event: XMLEvent) {
    if goodLanguages.contains(code) { return }
    let trimmed = code.filter { $0 != " " && $0 != "\n" && $0 != "\t" }
    if !code.isEmpty, !LanguageShape.isWellFormed(trimmed) {
      note(.languageCode(code), event)
    } else {
      let tag = LanguageTag(code)
      let first = String(trimmed.lowercased().prefix { $0 != "-" })
      if tag.language != .other, first != "fa" && first != "en" || tag.primary == "prs" {
        note(.languageSynonym(code), event)
      } else {
        goodLanguages.insert(code)
        // Once for each code: nearly every file has them.
        if tag.language != .other, code != "fa", code != "en" { note(.languageRegion(code), event) }
      }
    }
  }

  // MARK: units

  private func startUnit(_ values: [String: String], _ event: XMLEvent) {
    report.units += 1
    languages = []
    if let id = values["tuid"], !ids.insert(id.hashValue).inserted { note(.repeatedID(id), event) }
  }

  private func startVariant(_ values: [String: String], _ event: XMLEvent) {
    guard let code = values["xml:lang"] else { return }
    let folded = code.lowercased()
    if languages.contains(folded) { note(.secondVariant(code), event) }
    languages.append(folded)
  }

  private func text(_ event: XMLEvent, _ batch: XMLBatch) {
    guard let parent = open.last, parent.isKnown else { return }
    if DocumentType.holdsText(parent.element) {
      // Native code is no text of the segment.
      if isInSegment, !open.contains(where: { $0.element.isCode }) { text.append(contentsOf: batch.bytes(of: event)) }
    } else if batch.bytes(of: event).contains(where: { $0 > 0x20 }) {
      note(.strayText(in: parent.element.name), event)
    }
  }

  private func end() {
    guard let closed = open.popLast(), closed.isKnown else { return }
    switch closed.element {
    case .tu: if closed.parts == 0 { note(.noVariant, closed.line, closed.column) }
    case .tuv: if closed.parts == 0 { note(.noSegment, closed.line, closed.column) }
    case .tmx: if !sawHeader, report.units == 0 { note(.noHeader, closed.line, closed.column) }
    case .seg: endSegment(closed)
    default: break
    }
  }

  private func endSegment(_ segment: Open) {
    isInSegment = false
    if !pairs.isEmpty { note(.unpairedCode("bpt"), segment.line, segment.column) }
    guard let first = text.first, let last = text.last, !text.allSatisfy({ $0 <= 0x20 }) else {
      return note(.emptySegment, segment.line, segment.column)
    }
    if first <= 0x20 || last <= 0x20 { note(.untrimmedSegment, segment.line, segment.column) }
    var hasMarks = false
    var hasControls = false
    for at in text.indices.dropLast() {
      switch (text[at], text[at + 1]) {
      case (0xC2, 0x80...0x9F): hasControls = true
      // U+200E, 200F, 202A–202E; U+2066–2069; U+FEFF.
      case (0xE2, 0x80) where [0x8E, 0x8F].contains(text[at + 2]) || (0xAA...0xAE).contains(text[at + 2]): hasMarks = true
      case (0xE2, 0x81) where (0xA6...0xA9).contains(text[at + 2]): hasMarks = true
      case (0xEF, 0xBB) where text[at + 2] == 0xBF: hasMarks = true
      default: break
      }
    }
    if hasMarks { note(.directionControls, segment.line, segment.column) }
    if hasControls { note(.controlCharacter, segment.line, segment.column) }
  }
}
