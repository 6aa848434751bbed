internal import Language
internal import XMLStream

/// OpenDocument text (ODF 1.3, part 3): `content.xml` of an archive, or all in one file (`.fodt`).
struct ODT {
  var builder: DocumentBuilder
  private let limits: DocumentLimits
  private var styles: [String: Style] = [:]
  private var styleName: String?
  /// Elements around, from the one on that is left out.
  private var skipped = 0
  private var inText = false
  private var inDeletion = false
  private var lists = 0
  private var notes = 0
  /// Of each paragraph and span around: is it hidden?
  private var spans: [Bool] = []
  /// Where in `spans` the paragraphs stand: one may hold others, in notes and frames.
  private var paragraphs: [Int] = []
  /// The frame around holds an object: the image beside it is a picture of that.
  private var frameHasObject = false
  private var marginHasText = false
  private var inMargin = false
  private var wasHidden = false

  private struct Style {
    var parent = ""
    var isHidden: Bool?
  }

  private static let longestChain = 32

  init(limits: DocumentLimits) {
    self.limits = limits
    builder = DocumentBuilder(limits: limits)
  }

  mutating func read(_ package: Package) throws(DocumentError) {
    if package.has("styles.xml") { try package.read("styles.xml") { item throws(DocumentError) in try take(item) } }
    try package.read("content.xml") { item throws(DocumentError) in try take(item) }
  }

  mutating func readFlat(_ bytes: [UInt8]) throws(DocumentError) {
    try XML.read(bytes, limits.xml) { item throws(DocumentError) in try take(item) }
  }

  private mutating func take(_ item: XMLItem) throws(DocumentError) {
    switch item {
    case .start(let name, let attributes, _, _):
      if skipped > 0 {
        skipped += 1
        if inDeletion, name.local == "deletion" { builder.leftOut.count(.deletions) }
      } else {
        try start(name.qualifiedAsUsual, attributes)
      }
    case .end(let name):
      if skipped > 0 {
        skipped -= 1
        if skipped == 0 { inDeletion = false }
      } else {
        try end(name.qualifiedAsUsual)
      }
    case .text(let text):
      guard skipped == 0 else { return }
      if inMargin { marginHasText = marginHasText || text.hasWords } else if inText { try take(words: text, collapsing: true) }
    default: break
    }
  }

  // MARK: Elements

  private mutating func start(_ name: String, _ attributes: [XMLAttribute]) throws(DocumentError) {
    switch name {
    case "style:style":
      styleName = attributes["name"]
      if let styleName { styles[styleName] = Style(parent: attributes["parent-style-name"] ?? "") }
    case "style:text-properties":
      if let styleName, let display = attributes["display"] { styles[styleName]?.isHidden = display == "none" }
    case "style:header", "style:footer", "style:header-left", "style:footer-left", "style:header-first", "style:footer-first":
      (inMargin, marginHasText) = (true, false)
    case "office:text": inText = true
    case _ where !inText: break
    case "text:tracked-changes":
      inDeletion = true
      leaveOut(nil)
    case "office:annotation": leaveOut(.comments)
    case "text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index", "text:object-index",
      "text:user-index",
      "text:bibliography":
      leaveOut(.indexes)
    case "text:hidden-text": leaveOut(.hiddenText)
    case "text:placeholder": leaveOut(.forms)
    case "svg:title", "svg:desc", "text:note-citation", "text:ruby-text", "office:forms": leaveOut(nil)
    case "text:section" where attributes["display"] == "none": leaveOut(.hiddenText)
    case "text:p", "text:h":
      builder.startParagraph(role(name, attributes), isNote: notes > 0)
      paragraphs.append(spans.count)
      spans.append(isHidden(attributes["style-name"] ?? ""))
    case "text:span": spans.append(spans.last == true || isHidden(attributes["style-name"] ?? ""))
    case "text:hidden-paragraph" where attributes["is-hidden"] == "true":
      // A field at the paragraph's start that hides all of it.
      for index in (paragraphs.last ?? spans.endIndex)..<spans.endIndex { spans[index] = true }
    case "text:list": lists += 1
    case "text:note": notes += 1
    case "text:s": try take(words: String(repeating: " ", count: min(max(1, Int(attributes["c"] ?? "1") ?? 1), 1000)))
    case "text:tab": try take(words: "\t")
    case "text:line-break": if spans.last != true { try builder.lineBreak() }
    case "draw:frame": frameHasObject = false
    case "draw:object", "draw:object-ole":
      frameHasObject = true
      leaveOut(.objects)
    case "draw:image": leaveOut(frameHasObject ? nil : .images)
    case "table:table": builder.startTable()
    case "table:table-row": builder.startRow()
    case "table:table-cell", "table:covered-table-cell":
      // A covered cell is a column of the wide cell before it, and empty.
      try builder.startCell(span: Int(attributes["number-columns-repeated"] ?? "1") ?? 1)
    default: break
    }
  }

  private mutating func end(_ name: String) throws(DocumentError) {
    switch name {
    case "style:style": styleName = nil
    case "style:header", "style:footer", "style:header-left", "style:footer-left", "style:header-first", "style:footer-first":
      if marginHasText { builder.leftOut.count(.margins) }
      inMargin = false
    case "office:text": inText = false
    case _ where !inText: break
    case "text:p", "text:h":
      _ = spans.popLast()
      _ = paragraphs.popLast()
      try builder.endParagraph()
    case "text:span": _ = spans.popLast()
    case "text:list": lists -= 1
    case "text:note": notes -= 1
    case "table:table": builder.endTable()
    case "table:table-cell", "table:covered-table-cell": try builder.endCell()
    default: break
    }
  }

  private mutating func leaveOut(_ thing: LeftOut.Thing?) {
    if let thing { builder.leftOut.count(thing) }
    skipped = 1
  }

  // MARK: Styles

  private func role(_ name: String, _ attributes: [XMLAttribute]) -> Segment.Role {
    if name == "text:h" { return .heading }
    var style = attributes["style-name"] ?? ""
    for _ in 0..<Self.longestChain {
      if style == "Title" || style == "Subtitle" { return .heading }
      guard let parent = styles[style]?.parent, !parent.isEmpty else { break }
      style = parent
    }
    return lists > 0 ? .listItem : .sentence
  }

  private func isHidden(_ name: String) -> Bool {
    var name = name
    for _ in 0..<Self.longestChain {
      guard let style = styles[name] else { return false }
      if let isHidden = style.isHidden { return isHidden }
      name = style.parent
    }
    return false
  }

  // MARK: Text

  private mutating func take(words: String, collapsing: Bool = false) throws(DocumentError) {
    if spans.last == true {
      if words.hasWords, !wasHidden {
        builder.leftOut.count(.hiddenText)
        wasHidden = true
      }
      return
    }
    if words.hasWords { wasHidden = false }
    if collapsing { try builder.appendCollapsing(words) } else { try builder.append(words) }
  }
}

extension XMLName {
  /// The name with the prefix that OpenDocument gives its namespace, whatever prefix the file has.
  fileprivate var qualifiedAsUsual: String { Self.usualPrefixes[uri].map { $0 + local } ?? qualified }

  private static let usualPrefixes: [String: String] = Dictionary(
    uniqueKeysWithValues: [
      ("office", "office:"), ("text", "text:"), ("style", "style:"), ("table", "table:"), ("drawing", "draw:"), ("svg-compatible", "svg:"),
    ].map { ("urn:oasis:names:tc:opendocument:xmlns:\($0.0):1.0", $0.1) })
}
