internal import Language
internal import XMLStream

/// XLIFF 1.2 (OASIS 2008) and 2.x (2014…), with the states that SDL Trados and memoQ keep in namespaces of their own.
///
/// A unit without a translation is left out; inline codes come as codes, the text inside `mrk`, `g` and `pc` as text.
struct XLIFF {
  private(set) var text = BilingualText()
  private let limits: DocumentLimits
  private var isVersion2 = false
  private var isFirstFile = true
  private var path: [String] = []
  private var skipped = 0
  private var unit = Unit()
  /// Where text goes now.
  private var reading: Side?
  /// The inline elements around, with what they end as.
  private var inlines: [Inline] = []
  private var note: String?

  private enum Side { case source, segmentedSource, target }

  private struct Inline {
    var name: String
    var id = ""
    /// A code's own content: no text.
    var native: String?
    var code: TranslationPair.Code?
    var endID: String?
    var segment: String?
  }

  private struct Unit {
    var id = "", context = "", stateName = ""
    var isTranslatable = true
    var approved: Bool?
    var line = 0
    var notes: [String] = []
    var source: [TranslationPair.Piece] = [], target: [TranslationPair.Piece] = []
    /// The segments of `seg-source` and `target`, by the marks' names.
    var sources: [(id: String, pieces: [TranslationPair.Piece])] = []
    var targets: [String: [TranslationPair.Piece]] = [:]
    var segmentStates: [String: String] = [:]
    /// Native content of codes, by the names in `originalData`.
    var data: [String: String] = [:]
    var dataID = ""
    var segmentID = ""
  }

  init(limits: DocumentLimits) { self.limits = limits }

  mutating func read(_ bytes: [UInt8]) throws(DocumentError) {
    try XML.read(bytes, limits.xml) { item throws(DocumentError) in
      switch item {
      case .start(let name, let attributes, let line, _):
        if skipped > 0 { skipped += 1 } else { try start(name.local, attributes, line) }
      case .end(let name): if skipped > 0 { skipped -= 1 } else { try end(name.local) }
      case .text(let words): if skipped == 0 { take(words) }
      default: break
      }
    }
  }

  // MARK: Elements

  private mutating func start(_ name: String, _ attributes: [XMLAttribute], _ line: Int) throws(DocumentError) {
    defer { if skipped == 0 { path.append(name) } }
    if reading != nil { return startInline(name, attributes) }
    switch name {
    case "xliff":
      isVersion2 = attributes["version"]?.hasPrefix("2") == true
      languages(attributes["srcLang"], attributes["trgLang"])
    case "file":
      if isVersion2 { break }
      let (source, target) = (attributes["source-language"], attributes["target-language"])
      if isFirstFile {
        languages(source, target)
        isFirstFile = false
      } else if LanguageTag(source ?? "").canonical != text.source?.canonical ?? ""
        || LanguageTag(target ?? "").canonical != text.target?.canonical ?? ""
      {
        text.rejected.append(.init(place: line, words: "a file of other languages than the first one"))
        skipped = 1
      }
    case "alt-trans", "match":
      text.leftOut.count(.alternatives)
      skipped = 1
    case "matches", "bin-unit", "skeleton", "header", "internal-file": if name != "matches" { skipped = 1 }
    case "trans-unit", "unit": try startUnit(attributes, line)
    case "segment":
      unit.segmentID = attributes["id"] ?? ""
      unit.stateName = attributes["state"] ?? ""
      (unit.source, unit.target) = ([], [])
    case "ignorable":
      (unit.source, unit.target) = ([], [])
      skipped = 1
    case "source": begin(.source)
    case "seg-source": begin(.segmentedSource)
    case "target":
      if !isVersion2 { unit.stateName = attributes["state"] ?? unit.stateName }
      begin(.target)
    case "data":
      unit.dataID = attributes["id"] ?? ""
      note = ""
    case "note": note = ""
    case "seg":
      // sdl:seg: how far a segment of the unit is.
      if let id = attributes["id"], let state = attributes["conf"] { unit.segmentStates[id] = state }
    default: break
    }
  }

  private mutating func languages(_ source: String?, _ target: String?) {
    if let source, !source.isEmpty { text.source = LanguageTag(source) }
    if let target, !target.isEmpty { text.target = LanguageTag(target) }
  }

  private mutating func startUnit(_ attributes: [XMLAttribute], _ line: Int) throws(DocumentError) {
    if text.pairs.count >= limits.pieces { throw .limit(.pieces, limits.pieces, at: text.pairs.count) }
    unit = Unit()
    unit.id = attributes["id"] ?? ""
    unit.context = attributes["resname"] ?? attributes["name"] ?? ""
    unit.isTranslatable = attributes["translate"] != "no"
    unit.approved = attributes["approved"].map { $0 == "yes" }
    // mq:status
    unit.stateName = attributes["status"] ?? ""
    unit.line = line
  }

  private mutating func begin(_ side: Side) {
    reading = side
    inlines = []
    switch side {
    case .source: unit.source = []
    case .segmentedSource: unit.sources = []
    case .target: (unit.target, unit.targets) = ([], [:])
    }
  }

  private mutating func end(_ name: String) throws(DocumentError) {
    _ = path.popLast()
    if reading != nil {
      if ["source", "seg-source", "target"].contains(name), inlines.isEmpty { reading = nil } else { endInline() }
      return
    }
    switch name {
    case "data":
      unit.data[unit.dataID] = note
      note = nil
    case "note":
      if let note, !note.trimmedBlanks.isEmpty { unit.notes.append(note.trimmedBlanks) }
      note = nil
    case "segment": finish(unit.source, unit.target, unit.segmentID, unit.stateName)
    case "trans-unit": finishUnit()
    default: break
    }
  }

  // MARK: Inline elements

  private mutating func startInline(_ name: String, _ attributes: [XMLAttribute]) {
    var inline = Inline(name: name, id: attributes["rid"] ?? attributes["id"] ?? "")
    switch name {
    case "mrk": if attributes["mtype"] == "seg" { inline.segment = attributes["mid"] ?? "" }
    case "g":
      put(.code(.opening, id: inline.id, native: ""))
      inline.endID = ""
    case "x": inline.code = .standalone
    case "bx": put(.code(.opening, id: inline.id, native: ""))
    case "ex": put(.code(.closing, id: inline.id, native: ""))
    case "bpt": (inline.code, inline.native) = (.opening, "")
    case "ept": (inline.code, inline.native) = (.closing, "")
    case "it": (inline.code, inline.native) = (attributes["pos"] == "close" || attributes["pos"] == "end" ? .closing : .opening, "")
    case "ph":
      (inline.code, inline.native) = (.standalone, "")
      if isVersion2 { inline.native = unit.data[attributes["dataRef"] ?? ""] ?? attributes["equiv"] ?? "" }
    case "pc":
      put(.code(.opening, id: inline.id, native: unit.data[attributes["dataRefStart"] ?? ""] ?? ""))
      inline.endID = attributes["dataRefEnd"] ?? ""
    case "sc": put(.code(.opening, id: inline.id, native: unit.data[attributes["dataRef"] ?? ""] ?? ""))
    case "ec":
      put(.code(.closing, id: attributes["startRef"] ?? inline.id, native: unit.data[attributes["dataRef"] ?? ""] ?? ""))
    case "cp":
      if let hex = attributes["hex"], let value = UInt32(hex, radix: 16), let scalar = Unicode.Scalar(value) {
        take(String(Character(scalar)))
      }
    default: break
    }
    inlines.append(inline)
    if let segment = inline.segment, reading == .segmentedSource { unit.sources.append((segment, [])) }
    if let segment = inline.segment, reading == .target { unit.targets[segment] = [] }
  }

  private mutating func endInline() {
    guard let inline = inlines.popLast() else { return }
    if let code = inline.code { put(.code(code, id: inline.id, native: inline.native ?? "")) }
    if let endID = inline.endID { put(.code(.closing, id: inline.id, native: unit.data[endID] ?? "")) }
  }

  // MARK: Text

  private mutating func take(_ words: String) {
    if reading == nil {
      note? += words
    } else if let index = inlines.lastIndex(where: { $0.native != nil }) {
      inlines[index].native? += words
    } else {
      put(.text(words))
    }
  }

  private mutating func put(_ piece: TranslationPair.Piece) {
    func add(_ pieces: inout [TranslationPair.Piece]) {
      if case .text(let words) = piece { pieces.append(words: words) } else { pieces.append(piece) }
    }
    // A code within another's content is part of that.
    if inlines.contains(where: { $0.native != nil }) { return }
    let segment = inlines.last { $0.segment != nil }?.segment
    switch reading {
    case .source: add(&unit.source)
    case .segmentedSource: if segment != nil, !unit.sources.isEmpty { add(&unit.sources[unit.sources.count - 1].pieces) }
    case .target:
      add(&unit.target)
      if let segment { add(&unit.targets[segment, default: []]) }
    case nil: break
    }
  }

  // MARK: Units

  private mutating func finishUnit() {
    // A unit that was cut into segments gives them, where both sides have the same.
    if !unit.sources.isEmpty, !unit.targets.isEmpty, unit.sources.allSatisfy({ unit.targets[$0.id] != nil }) {
      for (id, pieces) in unit.sources {
        let name = unit.sources.count == 1 ? unit.id : unit.id + "." + id
        finish(pieces, unit.targets[id] ?? [], id, unit.segmentStates[id] ?? unit.stateName, name: name)
      }
    } else {
      finish(unit.source, unit.target, "", unit.stateName)
    }
  }

  private mutating func finish(
    _ source: [TranslationPair.Piece], _ target: [TranslationPair.Piece], _ segment: String, _ stateName: String, name: String? = nil
  ) {
    guard !source.isBlank else { return }
    guard unit.isTranslatable else { return text.leftOut.count(.untranslatable) }
    let state = Self.state(stateName, approved: unit.approved)
    // A target that nobody has worked on is a copy of the source, or empty.
    guard !target.isBlank, state != .draft || !target.words.utf8.elementsEqual(source.words.utf8) else {
      return text.leftOut.count(.untranslated)
    }
    let id = name ?? (segment.isEmpty ? unit.id : unit.id + "." + segment)
    text.pairs.append(
      TranslationPair(
        source: source, target: target, state: state, stateName: stateName.isEmpty && unit.approved == true ? "approved" : stateName,
        id: id,
        context: unit.context, notes: unit.notes, place: unit.line))
  }

  /// States of XLIFF 1.2 (§2.4) and 2.0 (§4.3.1.28), of SDL's `conf` and memoQ's `status`.
  static func state(_ name: String, approved: Bool?) -> TranslationPair.State {
    switch name.lowercased() {
    case "final", "signed-off", "reviewed", "approvedtranslation", "approvedsignoff", "proofread", "reviewer2confirmed",
      "reviewer1confirmed",
      "manuallyconfirmed":
      return .confirmed
    case "", "translated", "prestranslated", "preconfirmed", "confirmed", "exact-match", "id-match", "leveraged-tm":
      return approved == true ? .confirmed : name.isEmpty && approved == false ? .draft : .translated
    default: return approved == true ? .confirmed : .draft
    }
  }
}
