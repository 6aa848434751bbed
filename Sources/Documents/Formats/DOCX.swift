internal import Language
internal import XMLStream

/// WordprocessingML in its zip archive (ISO/IEC 29500-1, §17; transitional and strict).
struct DOCX {
  var builder: DocumentBuilder
  private let limits: DocumentLimits

  init(limits: DocumentLimits) {
    self.limits = limits
    builder = DocumentBuilder(limits: limits)
  }

  mutating func read(_ package: Package) throws(DocumentError) {
    let main = try Self.relations("", package).first { $0.type == "officeDocument" }?.target ?? "word/document.xml"
    let relations = try Self.relations(main, package)
    func part(_ type: String) -> String? { relations.first { $0.type == type && package.has($0.target) }?.target }
    let styles = try part("styles").map { (name) throws(DocumentError) in try WordStyles(package, name) } ?? WordStyles()

    var text = WordText(builder: builder, styles: styles)
    try package.read(main) { item throws(DocumentError) in try text.take(item) }
    guard text.hasBody else { throw .missingPart("w:body") }
    builder = text.builder
    for (type, marks) in [("footnotes", text.footnotes), ("endnotes", text.endnotes)] {
      if let name = part(type) { try readNotes(package, name, marks, styles) }
    }
    if let name = part("comments") {
      try package.read(name) { item throws(DocumentError) in
        if case .start(let name, _, _, _) = item, name.local == "comment" { builder.leftOut.count(.comments) }
      }
    }
    // Each once, however many relations name it.
    let margins = Set(relations.lazy.filter { ["header", "footer"].contains($0.type) }.map(\.target)).filter(package.has).sorted()
    for target in margins {
      var margin = WordText(builder: DocumentBuilder(limits: limits), styles: styles)
      try package.read(target) { item throws(DocumentError) in try margin.take(item) }
      if !margin.builder.body.isEmpty { builder.leftOut.count(.margins) }
    }
  }

  /// Reads the notes and takes them in the order of their marks in the text; those without a mark come last.
  private mutating func readNotes(_ package: Package, _ name: String, _ marks: [String], _ styles: WordStyles) throws(DocumentError) {
    var text = WordText(builder: DocumentBuilder(limits: limits), styles: styles, isNotes: true)
    try package.read(name) { item throws(DocumentError) in try text.take(item) }
    var byID = text.notesByID
    for id in marks + text.noteIDs { if let blocks = byID.removeValue(forKey: id) { builder.add(notes: blocks) } }
    builder.leftOut.add(text.builder.leftOut)
  }

  struct Relation {
    /// The last word of the type's URI.
    var type: String
    /// The part's name in the archive.
    var target: String
  }

  /// The parts that a part refers to (ISO/IEC 29500-2 §9.3); none where it has no such list.
  private static func relations(_ part: String, _ package: Package) throws(DocumentError) -> [Relation] {
    var folder = part.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    let file = folder.popLast() ?? ""
    let name = (folder + ["_rels", file + ".rels"]).joined(separator: "/")
    var relations: [Relation] = []
    guard package.has(name) else { return [] }
    try package.read(name) { item throws(DocumentError) in
      guard case .start(let name, let attributes, _, _) = item, name.local == "Relationship", attributes["TargetMode"] != "External",
        let type = attributes["Type"]?.split(separator: "/").last, let target = attributes["Target"]
      else { return }
      var path = target.hasPrefix("/") ? [] : folder
      for step in target.split(separator: "/") {
        if step == ".." { _ = path.popLast() } else if step != "." { path.append(String(step)) }
      }
      relations.append(Relation(type: String(type), target: path.joined(separator: "/")))
    }
    return relations
  }
}

/// What the styles of a document say of paragraphs and runs.
struct WordStyles {
  private var styles: [String: Style] = [:]

  private struct Style {
    var parent = ""
    var isHeading: Bool?
    var isList: Bool?
    var isHidden: Bool?
  }

  /// Styles that are based on one another may go in circles.
  private static let longestChain = 32

  init() {}

  init(_ package: Package, _ name: String) throws(DocumentError) {
    var id = ""
    try package.read(name) { item throws(DocumentError) in
      guard case .start(let name, let attributes, _, _) = item else { return }
      let value = attributes["val"] ?? ""
      switch name.local {
      case "style":
        id = attributes["styleId"] ?? ""
        styles[id] = Style()
      case "docDefaults", "latentStyles": id = ""
      case _ where id.isEmpty: break
      case "basedOn": styles[id]?.parent = value
      case "name" where Self.isHeading(value): styles[id]?.isHeading = true
      case "outlineLvl": styles[id]?.isHeading = (Int(value) ?? 9) < 9
      case "numId": styles[id]?.isList = value != "0"
      case "vanish": styles[id]?.isHidden = attributes.isOn
      default: break
      }
    }
  }

  /// `heading 1` … `heading 9`, `Title`, `Subtitle`: the names that Word keeps in every language.
  private static func isHeading(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "title" || name == "subtitle" || name.hasPrefix("heading ") && Int(name.dropFirst(8)) != nil
  }

  private func find(_ id: String, _ key: KeyPath<Style, Bool?>) -> Bool {
    var id = id
    for _ in 0..<Self.longestChain {
      guard let style = styles[id] else { return false }
      if let value = style[keyPath: key] { return value }
      id = style.parent
    }
    return false
  }

  func isHeading(_ id: String) -> Bool { find(id, \.isHeading) }
  func isList(_ id: String) -> Bool { find(id, \.isList) }
  func isHidden(_ id: String) -> Bool { find(id, \.isHidden) }
}

extension [XMLAttribute] {
  /// An on-off property (ISO/IEC 29500-1 §17.17.4): on, unless it says otherwise.
  var isOn: Bool { !["0", "false", "off"].contains(self["val"] ?? "1") }
}
