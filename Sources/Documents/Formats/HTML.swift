internal import Language
internal import XMLStream

/// HTML as it is found, through libxml2's parser.
struct HTML {
  var builder: DocumentBuilder
  private let limits: DocumentLimits
  private var elements: [Element] = []
  /// Elements around, from the one on that is left out.
  private var skipped = 0

  private struct Element {
    var name: String
    var isPreformatted: Bool
    var isNote: Bool
    var role: Segment.Role
    /// The element is a part of its paragraph, not one of its own.
    var isInline: Bool
  }

  init(limits: DocumentLimits) {
    self.limits = limits
    builder = DocumentBuilder(limits: limits)
  }

  /// The text in UTF-8: by a BOM, by the bytes, by what a `<meta>` says, in this order.
  static func decode(_ bytes: [UInt8], _ decoded: TextDecoder.Decoded?) throws(DocumentError) -> (
    text: [UInt8], encoding: TextDecoder.Encoding?
  ) {
    if let decoded, decoded.encoding != .windows1256 { return (Array(decoded.string.utf8), decoded.encoding) }
    if let name = declaredEncoding(bytes), let text = XMLDecoder.utf8(bytes, declared: name),
      String(validating: text.text, as: UTF8.self) != nil
    {
      return (text.text, text.name == "windows-1256" ? .windows1256 : nil)
    }
    if let decoded { return (Array(decoded.string.utf8), decoded.encoding) }
    do throws(TextDecoder.Failure) { return (Array(try TextDecoder.decode(bytes).string.utf8), .utf8) } catch { throw .encoding(error) }
  }

  /// The value of `charset=` in the first 4 KiB.
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let start = String(decoding: bytes.prefix(1 << 12).map { $0 < 0x80 ? $0 | ($0 >= 0x41 && $0 <= 0x5A ? 0x20 : 0) : 0x3F }, as: UTF8.self)
    guard let range = start.firstRange(of: "charset=") else { return nil }
    let value = start[range.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
    let name = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    return name.isEmpty ? nil : String(name)
  }

  mutating func read(_ text: [UInt8]) throws(DocumentError) {
    try XML.read(text, limits.html, html: true) { item throws(DocumentError) in
      switch item {
      case .start(let name, let attributes, _, _):
        if skipped > 0 { skipped += 1 } else { try start(name.local, attributes) }
      case .end(let name):
        if skipped > 0 { skipped -= 1 } else { try end(name.local) }
      case .text(let text):
        if skipped == 0 { try take(text) }
      default: break
      }
    }
    try builder.endParagraph()
  }

  // MARK: Elements

  private static let blocks: Set<String> = [
    "html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu",
    "nav", "ol", "p", "pre", "section", "summary", "table", "caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "optgroup",
  ]

  /// What isn't text, and how it is counted; nil where it goes without a count.
  private static let ignored: [String: LeftOut.Thing?] = [
    "script": .scripts, "style": .scripts, "noscript": .scripts, "template": .scripts, "img": .images, "picture": .images, "svg": .images,
    "canvas": .images, "math": .formulas, "object": .objects, "embed": .objects, "applet": .objects, "iframe": .objects, "video": .objects,
    "audio": .objects, "del": .deletions, "select": .forms, "textarea": .forms, "button": .forms,
    "input": .forms, "datalist": .forms, "title": .titles, "rt": nil, "rp": nil,
  ]

  private mutating func start(_ name: String, _ attributes: [XMLAttribute]) throws(DocumentError) {
    if let thing = Self.ignored[name] { return leaveOut(name == "input" && attributes["type"]?.lowercased() == "hidden" ? nil : thing) }
    if isHidden(attributes) { return leaveOut(.hiddenText) }
    let role = attributes["role"] ?? ""
    if name == "nav" || role == "navigation" {
      try builder.endParagraph()
      return leaveOut(.navigation)
    }
    let type = attributes["epub:type"] ?? attributes["type"] ?? ""
    let classes = attributes["class"]?.split(separator: " ") ?? []
    if name == "a", role == "doc-noteref" || role == "doc-backlink" || type == "noteref" || classes.contains(where: Self.noteMarks.contains)
    {
      return leaveOut(.noteMarks)
    }
    if name == "br" {
      try builder.lineBreak()
      elements.append(Element(name: name, isPreformatted: false, isNote: false, role: .sentence, isInline: true))
      return
    }
    let outer = elements.last
    let isInline = !Self.blocks.contains(name)
    var element = Element(
      name: name, isPreformatted: outer?.isPreformatted == true || name == "pre", isNote: outer?.isNote == true,
      role: outer?.role ?? .sentence,
      isInline: isInline)
    if !isInline {
      try builder.endParagraph()
      switch name {
      case "h1", "h2", "h3", "h4", "h5", "h6": element.role = .heading
      case "li", "dd", "dt": element.role = .listItem
      case "table":
        element.role = .sentence
        builder.startTable()
      case "tr": builder.startRow()
      case "td", "th": try builder.startCell(span: Int(attributes["colspan"] ?? "1") ?? 1)
      default: break
      }
      if ["doc-footnote", "doc-endnote", "doc-endnotes"].contains(role) || ["footnote", "endnote", "rearnote", "footnotes"].contains(type)
        || name == "div" && attributes["id"]?.hasPrefix("sdfootnote") == true
        || name == "div" && attributes["id"]?.hasPrefix("sdendnote") == true
      {
        element.isNote = true
      }
    }
    elements.append(element)
  }

  /// Classes of links between a text and its notes, as LibreOffice and Pandoc write them.
  private static let noteMarks: Set<Substring> = [
    "sdfootnoteanc", "sdendnoteanc", "sdfootnotesym", "sdendnotesym", "footnote-ref", "footnote-back", "footnote-backref",
  ]

  private func isHidden(_ attributes: [XMLAttribute]) -> Bool {
    if attributes.contains(where: { $0.name.local == "hidden" }) { return true }
    let style = attributes["style"]?.lowercased().filter { $0 != " " } ?? ""
    return style.contains("display:none") || style.contains("visibility:hidden")
  }

  private mutating func end(_ name: String) throws(DocumentError) {
    guard let element = elements.popLast(), !element.isInline else { return }
    try builder.endParagraph()
    switch name {
    case "td", "th": try builder.endCell()
    case "table": builder.endTable()
    default: break
    }
  }

  private mutating func leaveOut(_ thing: LeftOut.Thing?) {
    if let thing { builder.leftOut.count(thing) }
    skipped = 1
  }

  // MARK: Text

  private mutating func take(_ text: String) throws(DocumentError) {
    let element = elements.last
    if !builder.isInParagraph {
      guard text.hasWords else { return }
      builder.startParagraph(element?.role ?? .sentence, isNote: element?.isNote == true)
    }
    guard element?.isPreformatted == true else { return try builder.appendCollapsing(text) }
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if number > 0 { try builder.lineBreak() }
      if !builder.isInParagraph { builder.startParagraph(element?.role ?? .sentence, isNote: element?.isNote == true) }
      try builder.append(line)
    }
  }
}
