internal import Language
internal import XMLStream

/// The paragraphs of one part of a DOCX, from its elements.
struct WordText {
  var builder: DocumentBuilder
  private(set) var hasBody = false
  /// The ids of notes, in the order of their marks.
  private(set) var footnotes: [String] = [], endnotes: [String] = []
  /// Of a part of notes: the notes, and their ids in file order.
  private(set) var notesByID: [String: [DocumentBuilder.Block]] = [:]
  private(set) var noteIDs: [String] = []

  private let styles: WordStyles
  private let isNotes: Bool
  /// The local names of the elements around.
  private var path: [String] = []
  /// Elements around, from the one on that is left out.
  private var skipped = 0
  private var paragraphs: [Paragraph] = []
  private var runs: [Run] = []
  private var fields: [Field] = []
  private var choices: [Bool] = []
  private var placeholders: [Bool] = []
  private var notesBefore = 0
  /// The last words were hidden: more of them are the same passage.
  private var wasHidden = false

  private struct Paragraph {
    var isHeading = false, isList = false, isHidden = false
    /// Its mark is a tracked deletion: it goes on with the next one.
    var isJoined = false
    /// It has ended and waits for the next one.
    var isWaiting = false
  }

  private struct Run {
    var isHidden: Bool
  }

  /// A complex field (§17.16.18): code, then result.
  private struct Field {
    var code = ""
    var isInResult = false
    var isIndex = false
  }

  init(builder: DocumentBuilder, styles: WordStyles, isNotes: Bool = false) {
    (self.builder, self.styles, self.isNotes) = (builder, styles, isNotes)
  }

  mutating func take(_ item: XMLItem) throws(DocumentError) {
    switch item {
    case .start(let name, let attributes, _, _):
      if skipped > 0 { skipped += 1 } else { try start(name, attributes) }
    case .end(let name):
      if skipped > 0 { skipped -= 1 } else { try end(name.local) }
    case .text(let text): if skipped == 0 { try take(text) }
    default: break
    }
  }

  // MARK: Elements

  private mutating func start(_ name: XMLName, _ attributes: [XMLAttribute]) throws(DocumentError) {
    let value = attributes["val"] ?? ""
    let parent = path.last ?? ""
    switch name.local {
    case "body", "footnotes", "endnotes": hasBody = true
    case "oMath", "oMathPara": return leaveOut(.formulas)
    case "AlternateContent": choices.append(false)
    case "Choice", "Fallback":
      // The same thing for newer and for older programs.
      if choices.last == true { return leaveOut(nil) }
      if !choices.isEmpty { choices[choices.count - 1] = true }
    case "footnote", "endnote":
      if let type = attributes["type"], type != "normal" { return leaveOut(nil) }
      noteIDs.append(attributes["id"] ?? "")
      notesBefore = builder.notes.count
    case "p": startParagraph()
    case "pStyle": setStyle(value)
    case "outlineLvl" where parent == "pPr": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].isHeading = (Int(value) ?? 9) < 9 }
    case "numId" where parent == "numPr": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].isList = value != "0" }
    case "del", "moveFrom":
      if parent == "rPr" {
        if path.dropLast().last == "pPr", !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].isJoined = true }
      } else if parent != "trPr" {
        return leaveOut(.deletions)
      }
    case "r": runs.append(Run(isHidden: paragraphs.last?.isHidden ?? false))
    case "rStyle" where isRunProperty: if styles.isHidden(value) { runs[runs.count - 1].isHidden = true }
    case "vanish" where isRunProperty: runs[runs.count - 1].isHidden = attributes.isOn
    case "fldChar": field(attributes["fldCharType"] ?? "")
    case "fldSimple":
      builder.leftOut.count(.fieldCodes)
      if Self.isIndex(attributes["instr"] ?? "") { return leaveOut(.indexes) }
    case "sdt": placeholders.append(false)
    case "showingPlcHdr": if attributes.isOn, !placeholders.isEmpty { placeholders[placeholders.count - 1] = true }
    case "sdtContent": if placeholders.last == true { return leaveOut(.forms) }
    case "tbl": builder.startTable()
    case "tr": builder.startRow()
    case "tc": try builder.startCell()
    case "gridSpan" where parent == "tcPr": builder.setSpan(Int(value) ?? 1)
    case "blip", "imagedata": builder.leftOut.count(.images)
    case "object": return leaveOut(.objects)
    case "chart", "relIds": builder.leftOut.count(.objects)
    case "rt": return leaveOut(nil)
    default: if !runs.isEmpty { try mark(name.local, attributes) }
    }
    path.append(name.local)
  }

  /// Elements of a run that stand for a character.
  private mutating func mark(_ name: String, _ attributes: [XMLAttribute]) throws(DocumentError) {
    guard path.last == "r" else { return }
    switch name {
    case "tab", "ptab": try take(words: "\t")
    case "br", "cr": if isShown { try builder.lineBreak() }
    case "noBreakHyphen": try take(words: "\u{2011}")
    case "softHyphen": try take(words: "\u{AD}")
    case "sym": if isShown { builder.leftOut.count(.symbols) }
    case "footnoteReference": footnotes.append(attributes["id"] ?? "")
    case "endnoteReference": endnotes.append(attributes["id"] ?? "")
    default: break
    }
  }

  private mutating func end(_ name: String) throws(DocumentError) {
    _ = path.popLast()
    switch name {
    case "p": try endParagraph()
    case "r": _ = runs.popLast()
    case "tc":
      try endWaiting()
      try builder.endCell()
    case "body", "txbxContent", "hdr", "ftr": try endWaiting()
    case "tbl": builder.endTable()
    case "AlternateContent": _ = choices.popLast()
    case "sdt": _ = placeholders.popLast()
    case "footnote", "endnote":
      try endWaiting()
      if let id = noteIDs.last { notesByID[id, default: []] += builder.notes[notesBefore...] }
    default: break
    }
  }

  private mutating func leaveOut(_ thing: LeftOut.Thing?) {
    if let thing { builder.leftOut.count(thing) }
    skipped = 1
  }

  private var isRunProperty: Bool { path.last == "rPr" && path.dropLast().last == "r" && !runs.isEmpty }

  // MARK: Paragraphs

  private mutating func startParagraph() {
    if paragraphs.last?.isWaiting == true {
      paragraphs[paragraphs.count - 1] = Paragraph()
    } else {
      paragraphs.append(Paragraph())
      builder.startParagraph(isNote: isNotes)
    }
  }

  private mutating func setStyle(_ id: String) {
    guard !paragraphs.isEmpty, path.last == "pPr" else { return }
    let last = paragraphs.count - 1
    paragraphs[last].isHidden = styles.isHidden(id)
    if styles.isHeading(id) { paragraphs[last].isHeading = true }
    if styles.isList(id) { paragraphs[last].isList = true }
  }

  private mutating func endParagraph() throws(DocumentError) {
    // No code goes on behind its paragraph; one that does has lost its end.
    fields.removeAll { !$0.isInResult }
    guard let last = paragraphs.last else { return }
    if last.isJoined, !last.isWaiting {
      paragraphs[paragraphs.count - 1].isWaiting = true
      return
    }
    paragraphs.removeLast()
    if last.isHeading { builder.setRole(.heading) } else if last.isList { builder.setRole(.listItem) }
    try builder.endParagraph()
  }

  /// Ends a paragraph that waits for one to go on with, where none comes.
  private mutating func endWaiting() throws(DocumentError) { if paragraphs.last?.isWaiting == true { try endParagraph() } }

  // MARK: Text

  private mutating func take(_ text: String) throws(DocumentError) {
    switch path.last {
    case "t": try take(words: text)
    case "instrText": if !fields.isEmpty, !fields[fields.count - 1].isInResult { fields[fields.count - 1].code += text.prefix(64) }
    default: break
    }
  }

  private mutating func take(words: String) throws(DocumentError) {
    guard fields.allSatisfy({ $0.isInResult && !$0.isIndex }) else { return }
    if runs.last?.isHidden == true {
      if words.hasWords, !wasHidden {
        builder.leftOut.count(.hiddenText)
        wasHidden = true
      }
    } else {
      if words.hasWords { wasHidden = false }
      try builder.append(words)
    }
  }

  private var isShown: Bool { runs.last?.isHidden != true && fields.allSatisfy { $0.isInResult && !$0.isIndex } }

  // MARK: Fields

  private mutating func field(_ type: String) {
    switch type {
    case "begin":
      builder.leftOut.count(.fieldCodes)
      fields.append(Field())
    case "separate":
      guard !fields.isEmpty else { return }
      let last = fields.count - 1
      fields[last].isInResult = true
      fields[last].isIndex = Self.isIndex(fields[last].code)
      if fields[last].isIndex { builder.leftOut.count(.indexes) }
    default: _ = fields.popLast()
    }
  }

  private static func isIndex(_ code: String) -> Bool {
    ["TOC", "INDEX", "TOA"].contains(code.split { $0 == " " || $0 == "\\" }.first?.uppercased() ?? "")
  }
}
