internal import Language
internal import XMLStream

/// Puts units together from the parser's events.
///
/// A struct, although it is passed around by reference only: every access to a property of a class would be checked for exclusivity at run
/// time, which cost a fifth of all instructions.
struct UnitBuilder {
  var report = TMXReport()
  /// What a closure of the reader's caller threw.
  var thrown: (any Error)?
  private(set) var sawRoot = false

  private let limits: TMXReader.Limits
  private let onHeader: ((Header) throws -> Void)?
  private let onUnit: ((Unit, Int) throws -> Void)?
  /// The last unit, when no closure takes them.
  var lastUnit: Unit?

  private var meanings: [NameMeaning] = []
  private var rootURI = ""
  /// The last value of each attribute name: the same date or author on unit after unit is one String.
  private var lastValues: [String] = []

  private var place = Place.document
  private var outer: [Place] = []

  private enum Place { case document, root, header, body, unit, variant, segment, remark, insideRemark, kept, skipped }

  // The unit that is being put together.
  private var unit = Unit()
  private var unitLine = 0, unitColumn = 0
  private var unitSize = 0
  private var isBad = false
  private var foreignAttributes: [Attribute] = []

  private var variant = Variant(language: LanguageTag(""), content: .plain(""))
  private var variantForeignAttributes: [Attribute] = []
  private var hasSegment = false, isSecondSegment = false
  private var plain = ""
  private var frames: [Frame] = []

  /// An element of a segment that is still open.
  private struct Frame {
    var name: String
    var attributes: [Attribute]
    var children: [Inline] = []
  }

  private var header = Header()
  private var sentHeader = false

  private var remarkText = ""
  private var remarkType: String?
  private var remarkAttributes: [Attribute] = []

  /// The markup of an element that TMX doesn't have.
  private var kept = XMLWriter()
  private var keptDepth = 0

  init(limits: TMXReader.Limits, onHeader: ((Header) throws -> Void)? = nil, onUnit: ((Unit, Int) throws -> Void)? = nil) {
    self.limits = limits
    self.onHeader = onHeader
    self.onUnit = onUnit
  }

  /// For a unit that stands alone: as if inside a body.
  mutating func beginInBody() {
    sawRoot = true
    outer.removeAll(keepingCapacity: true)
    place = .body
    report = TMXReport()
    thrown = nil
    lastUnit = nil
    // What a damaged line left open.
    frames.removeAll(keepingCapacity: true)
    keptNames.removeAll()
  }

  /// Takes a batch; false when reading should stop.
  mutating func take(_ batch: XMLBatch) -> Bool {
    if meanings.count < batch.names.count { learnNames(batch) }
    for event in batch.events {
      switch event.kind {
      case .start: start(event, batch)
      case .end: end()
      case .text: text(event, batch)
      case .reference:
        note(.undefinedEntity(batch.text(of: event)), event)
        isBad = true
      case .finding: note(.parser(batch.text(of: event).withoutControls), event)
      case .comment, .cdata, .doctype, .instruction: break
      }
      if thrown != nil { return false }
    }
    return true
  }

  private mutating func learnNames(_ batch: XMLBatch) {
    for name in batch.names[meanings.count...] { meanings.append(NameMeaning(name, rootURI: rootURI)) }
    while lastValues.count < meanings.count { lastValues.append("") }
  }

  private mutating func note(_ kind: Problem.Kind, _ event: XMLEvent) { note(kind, event.line, event.column) }

  private mutating func note(_ kind: Problem.Kind, _ line: Int, _ column: Int) {
    report.note(Problem(line: line, column: column, kind: kind), most: limits.problems)
  }

  // MARK: events

  private mutating func start(_ event: XMLEvent, _ batch: XMLBatch) {
    let number = Int(event.name)
    let element = meanings[number].element
    outer.append(place)
    switch place {
    case .document: startRoot(event, batch)
    case .root, .body:
      switch element {
      case .tu: startUnit(event, batch)
      case .header where place == .root: startHeader(event, batch)
      case .body where place == .root:
        if report.header == nil { note(.noHeader, event) }
        place = .body
      default: skip(meanings[number], event)
      }
    case .header:
      switch element {
      case .note, .prop: startRemark(element, event, batch)
      default: keep(meanings[number], event, batch)
      }
    case .unit:
      grow(by: 64, event)
      switch element {
      case .tuv: startVariant(event, batch)
      case .note, .prop:
        if !unit.variants.isEmpty { note(.misplacedElement(meanings[number].elementName, in: "tu"), event) }
        startRemark(element, event, batch)
      default: keep(meanings[number], event, batch)
      }
    case .variant:
      grow(by: 64, event)
      switch element {
      case .seg: startSegment(event, batch)
      case .note, .prop:
        if hasSegment { note(.misplacedElement(meanings[number].elementName, in: "tuv"), event) }
        startRemark(element, event, batch)
      default: keep(meanings[number], event, batch)
      }
    case .segment: startInline(meanings[number], event, batch)
    case .remark, .insideRemark:
      note(.unknownElement(meanings[number].elementName, in: remarkType == nil ? "note" : "prop"), event)
      place = .insideRemark
    case .kept:
      keptDepth += 1
      openKept(meanings[number], event, batch)
    case .skipped: break
    }
  }

  private mutating func end() {
    switch place {
    case .unit: endUnit()
    case .variant: endVariant()
    case .segment:
      if frames.count > 1 {
        endInline()
      } else {
        endSegment()
      }
    case .remark: endRemark()
    case .header: endHeader()
    case .kept: endKept()
    case .document, .root, .body, .insideRemark, .skipped: break
    }
    place = outer.popLast() ?? .document
  }

  private mutating func text(_ event: XMLEvent, _ batch: XMLBatch) {
    switch place {
    case .segment:
      grow(by: batch.bytes(of: event).count, event)
      if frames.isEmpty {
        if plain.isEmpty { plain = batch.text(of: event) } else { plain += batch.text(of: event) }
      } else {
        append(.text(batch.text(of: event)))
      }
    case .remark, .insideRemark:
      grow(by: batch.bytes(of: event).count, event)
      if remarkText.isEmpty { remarkText = batch.text(of: event) } else { remarkText += batch.text(of: event) }
    case .kept:
      grow(by: batch.bytes(of: event).count, event)
      kept.text(batch.text(of: event))
    case .unit, .variant, .header, .root, .body:
      guard batch.bytes(of: event).contains(where: { $0 > 0x20 }) else { return }
      note(.strayText(in: placeName), event)
    case .document, .skipped: break
    }
  }

  private var placeName: String {
    switch place {
    case .unit: "tu"
    case .variant: "tuv"
    case .header: "header"
    case .body: "body"
    default: "tmx"
    }
  }

  /// Counts what a unit holds; beyond the limit its parts are let go of at once.
  private mutating func grow(by bytes: Int, _ event: XMLEvent) {
    unitSize += bytes
    guard unitSize > limits.unit else { return }
    if unitSize - bytes <= limits.unit { note(.tooLarge(bytes: limits.unit), unitLine, unitColumn) }
    isBad = true
    unit.variants = []
    unit.notes = []
    unit.properties = []
    variant.notes = []
    variant.properties = []
    plain = ""
    remarkText = ""
    kept.bytes.removeAll()
    for i in frames.indices { frames[i].children = [] }
  }

  // MARK: root, header

  private mutating func startRoot(_ event: XMLEvent, _ batch: XMLBatch) {
    let name = batch.names[Int(event.name)]
    if name.local.lowercased() != "tmx" {
      thrown = TMXError(line: event.line, column: event.column, reason: .root(name.qualified))
      return
    }
    sawRoot = true
    if !name.uri.isEmpty {
      note(.namespace(name.uri), event)
      rootURI = name.uri
      meanings = []
      learnNames(batch)
    }
    if name.local != "tmx" { note(.capitals(name.qualified), event) }
    for slot in batch.attributes(of: event) {
      let meaning = meanings[Int(slot.name)]
      if meaning.attribute == "version" {
        report.version = batch.text(of: slot)
      } else {
        note(.unknownAttribute(meaning.attribute, of: "tmx"), event)
      }
    }
    if !["1.1", "1.2", "1.3", "1.4"].contains(report.version) { note(.version(report.version), event) }
    place = .root
  }

  private mutating func startHeader(_ event: XMLEvent, _ batch: XMLBatch) {
    header = Header()
    for slot in batch.attributes(of: event) {
      let meaning = meanings[Int(slot.name)]
      let value = batch.text(of: slot)
      header.attributes.append(Attribute(meaning.attribute, value))
      if !meaning.isAttribute(of: .header) {
        note(.unknownAttribute(meaning.attribute, of: "header"), event)
      } else if !DocumentType.allows(meaning.attribute, value) {
        note(.value(value, attribute: meaning.attribute), event)
      }
    }
    for name in DocumentType.headerRequired where header.attribute(name) == nil { note(.noHeaderAttribute(name), event) }
    unitSize = 0
    place = .header
  }

  private mutating func endHeader() {
    report.header = header
    sendHeader()
  }

  private mutating func sendHeader() {
    guard !sentHeader, let header = report.header else { return }
    sentHeader = true
    do { try onHeader?(header) } catch { thrown = error }
  }

  // MARK: units

  private mutating func startUnit(_ event: XMLEvent, _ batch: XMLBatch) {
    unit = Unit()
    unitLine = event.line
    unitColumn = event.column
    unitSize = 0
    isBad = false
    if !foreignAttributes.isEmpty { foreignAttributes = [] }
    let slots = batch.attributes(of: event)
    if slots.count > 1 { unit.attributes.reserveCapacity(slots.count) }
    for slot in slots {
      let meaning = meanings[Int(slot.name)]
      unitSize += batch.bytes(of: slot).count
      if meaning.key == .tuid {
        unit.tuid = batch.text(of: slot)
      } else {
        let value = value(of: slot, batch)
        if meaning.isAttribute(of: .tu), DocumentType.allows(meaning.attribute, value) {
          unit.attributes.append(Attribute(meaning.attribute, value))
        } else {
          note(
            meaning.isAttribute(of: .tu)
              ? .value(value, attribute: meaning.attribute) : .unknownAttribute(meaning.attribute, of: "tu"), event)
          foreignAttributes.append(Attribute(meaning.attribute, value))
        }
      }
    }
    place = .unit
  }

  private mutating func endUnit() {
    unit.attributes += foreignAttributes
    if unit.variants.isEmpty, !isBad {
      note(.noVariant, unitLine, unitColumn)
      isBad = true
    }
    if isBad {
      report.unitsLeftOut += 1
      isBad = false
      return
    }
    report.units += 1
    guard let onUnit else {
      lastUnit = unit
      return
    }
    do { try onUnit(unit, unitLine) } catch { thrown = error }
  }

  private mutating func startVariant(_ event: XMLEvent, _ batch: XMLBatch) {
    variant = Variant(language: LanguageTag(""), content: .plain(""))
    if !variantForeignAttributes.isEmpty { variantForeignAttributes = [] }
    hasSegment = false
    var language: String?
    let slots = batch.attributes(of: event)
    if slots.count > 1 { variant.attributes.reserveCapacity(slots.count - 1) }
    for slot in slots {
      let meaning = meanings[Int(slot.name)]
      let value = value(of: slot, batch)
      unitSize += value.utf8.count
      switch meaning.key {
      case .language: language = value
      case .oldLanguage:
        if language == nil { language = value }
        note(report.version.hasPrefix("1.1") ? .oldLanguageAttributeIn11 : .oldLanguageAttribute, event)
      default:
        if meaning.isAttribute(of: .tuv) {
          variant.attributes.append(Attribute(meaning.attribute, value))
        } else {
          note(.unknownAttribute(meaning.attribute, of: "tuv"), event)
          variantForeignAttributes.append(Attribute(meaning.attribute, value))
        }
      }
    }
    if language == nil { note(.noLanguage, event) }
    hasLanguage = language != nil
    variant.language = LanguageTag(language ?? "")
    variantLine = event.line
    variantColumn = event.column
    place = .variant
  }

  private var hasLanguage = false
  private var variantLine = 0, variantColumn = 0

  private mutating func endVariant() {
    if !hasSegment { note(.noSegment, variantLine, variantColumn) }
    guard hasSegment, hasLanguage, unitSize <= limits.unit else { return }
    if !variantForeignAttributes.isEmpty { variant.attributes += variantForeignAttributes }
    unit.variants.append(variant)
  }

  /// The value of an attribute; the same String as last time when it is the same text.
  private mutating func value(of slot: XMLAttributeSlot, _ batch: XMLBatch) -> String {
    let bytes = batch.bytes(of: slot)
    // Up to 15 bytes a String holds its text itself.
    if bytes.count <= 15 { return String(decoding: bytes, as: UTF8.self) }
    let index = Int(slot.name)
    let same =
      lastValues[index].utf8.withContiguousStorageIfAvailable { last in
        last.count == bytes.count && last.elementsEqual(bytes)
      } ?? false
    if !same { lastValues[index] = String(decoding: bytes, as: UTF8.self) }
    return lastValues[index]
  }

  // MARK: segments

  private mutating func startSegment(_ event: XMLEvent, _ batch: XMLBatch) {
    isSecondSegment = hasSegment
    if hasSegment { note(.secondSegment, event) }
    for slot in batch.attributes(of: event) { note(.unknownAttribute(meanings[Int(slot.name)].attribute, of: "seg"), event) }
    plain = ""
    place = .segment
  }

  private mutating func startInline(_ meaning: NameMeaning, _ event: XMLEvent, _ batch: XMLBatch) {
    grow(by: 64, event)
    if frames.isEmpty { frames.append(Frame(name: "seg", attributes: [], children: plain.isEmpty ? [] : [.text(plain)])) }
    var attributes: [Attribute] = []
    for slot in batch.attributes(of: event) {
      let name = meanings[Int(slot.name)].attribute
      unitSize += batch.bytes(of: slot).count
      attributes.append(Attribute(name, batch.text(of: slot)))
    }
    if meaning.element == .foreign { note(.unknownElement(meaning.elementName, in: frames.last!.name), event) }
    frames.append(Frame(name: meaning.elementName, attributes: attributes))
  }

  private mutating func endInline() {
    let frame = frames.removeLast()
    append(InlineCoding.restored(name: frame.name, attributes: frame.attributes, children: frame.children))
  }

  /// Adds to the innermost open element; neighbouring texts become one.
  private mutating func append(_ piece: Inline) {
    let last = frames.count - 1
    if case .text(let text) = piece, case .text(let before)? = frames[last].children.last {
      frames[last].children[frames[last].children.count - 1] = .text(before + text)
    } else {
      frames[last].children.append(piece)
    }
  }

  private mutating func endSegment() {
    if !isSecondSegment { variant.content = frames.isEmpty ? .plain(plain) : .marked(frames[0].children) }
    if !frames.isEmpty { frames.removeAll(keepingCapacity: true) }
    hasSegment = true
  }

  // MARK: notes and properties

  private mutating func startRemark(_ element: Element, _ event: XMLEvent, _ batch: XMLBatch) {
    remarkText = ""
    remarkType = element == .prop ? "" : nil
    if !remarkAttributes.isEmpty { remarkAttributes = [] }
    var hasType = false
    for slot in batch.attributes(of: event) {
      let meaning = meanings[Int(slot.name)]
      let value = value(of: slot, batch)
      if meaning.key == .type, element == .prop {
        remarkType = value
        hasType = true
      } else if meaning.key == .oldLanguage {
        note(report.version.hasPrefix("1.1") ? .oldLanguageAttributeIn11 : .oldLanguageAttribute, event)
        if !remarkAttributes.contains(where: { $0.name == "xml:lang" }) { remarkAttributes.append(Attribute("xml:lang", value)) }
      } else if meaning.isAttribute(of: element) {
        remarkAttributes.removeAll { $0.name == meaning.attribute }
        remarkAttributes.append(Attribute(meaning.attribute, value))
      } else {
        note(.unknownAttribute(meaning.attribute, of: element.name), event)
      }
    }
    if element == .prop, !hasType { note(.noAttribute("type", of: "prop"), event) }
    place = .remark
  }

  private mutating func endRemark() {
    let owner = outer.last ?? .document
    guard let type = remarkType else {
      let remark = Note(remarkText, attributes: remarkAttributes)
      switch owner {
      case .header: header.notes.append(remark)
      case .variant: variant.notes.append(remark)
      default: unit.notes.append(remark)
      }
      return
    }
    if remarkAttributes.isEmpty, let name = UnitCoding.attributeName(fromType: type) {
      let attribute = Attribute(name, remarkText)
      switch owner {
      case .header: header.attributes.append(attribute)
      case .variant: variantForeignAttributes.append(attribute)
      default: foreignAttributes.append(attribute)
      }
      return
    }
    add(Property(type, remarkText, attributes: remarkAttributes), to: owner)
  }

  private mutating func add(_ property: Property, to owner: Place) {
    switch owner {
    case .header: header.properties.append(property)
    case .variant: variant.properties.append(property)
    default: unit.properties.append(property)
    }
  }

  // MARK: what TMX doesn't have

  /// An element in a unit or header that TMX doesn't have there: its markup is kept as a property.
  private mutating func keep(_ meaning: NameMeaning, _ event: XMLEvent, _ batch: XMLBatch) {
    let parent = placeName
    if !(meaning.element == .ude && place == .header) {
      note(
        meaning.element == .foreign ? .unknownElement(meaning.elementName, in: parent) : .misplacedElement(meaning.elementName, in: parent),
        event)
    }
    kept = XMLWriter()
    keptDepth = 0
    openKept(meaning, event, batch)
    place = .kept
  }

  private var keptNames: [String] = []

  private mutating func openKept(_ meaning: NameMeaning, _ event: XMLEvent, _ batch: XMLBatch) {
    grow(by: 64, event)
    kept.raw("<")
    kept.raw(meaning.elementName)
    for slot in batch.attributes(of: event) {
      unitSize += batch.bytes(of: slot).count
      kept.attribute(batch.names[Int(slot.name)].qualified, batch.text(of: slot))
    }
    kept.raw(">")
    keptNames.append(meaning.elementName)
  }

  private mutating func endKept() {
    if let name = keptNames.popLast() {
      kept.raw("</")
      kept.raw(name)
      kept.raw(">")
    }
    if keptDepth > 0 {
      keptDepth -= 1
    } else {
      add(Property(UnitCoding.elementType, String(decoding: kept.bytes, as: UTF8.self)), to: outer.last ?? .document)
      kept = XMLWriter()
    }
  }

  private mutating func skip(_ meaning: NameMeaning, _ event: XMLEvent) {
    let parent = placeName
    note(
      meaning.element == .foreign ? .unknownElement(meaning.elementName, in: parent) : .misplacedElement(meaning.elementName, in: parent),
      event)
    place = .skipped
  }
}
