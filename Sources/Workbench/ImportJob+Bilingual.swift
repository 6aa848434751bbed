internal import Alignment
internal import Documents
internal import Language
internal import TMX
internal import TranslationMemory

// Files that hold pairs: what they say goes to the memory as it is, without alignment.
extension ImportJob {
  func read(_ document: LoadedDocument, into units: inout [Unit], _ note: (String) -> Void) -> Summary {
    var summary = Summary()
    guard let text = document.content.pairs(alignment.source, alignment.target) else { return summary }
    if let encoding = document.foreignEncoding { note("\(document.path): read as \(encoding)") }
    let languages = languages(of: text)
    let origin = FileSystem.name(of: document.path)
    units += text.pairs.map { unit(of: $0, languages, origin: origin) }
    summary.pairs = text.pairs.count
    summary.unusable = text.rejected.count
    summary.remarks = text.rejected.map { "\(document.path):\($0.place): left out: \($0.words)" }
    var leftOut = text.leftOut
    if case .table = document.content.form { leftOut.add(document.content.leftOut) }
    summary.leftOut = [LoadedDocument.line(document.path, leftOut)].compactMap { $0 }
    let drafts = text.pairs.count { $0.state == .draft }
    if drafts > 0 { summary.leftOut.append("\(document.path): \(drafts) of the pairs are marked as unfinished (x-state)") }
    return summary
  }

  /// The languages of a bilingual file: as it says, else this job's. What has no name is the other of the two.
  func languages(of text: BilingualText) -> (source: LanguageTag, target: LanguageTag) {
    let (first, second) = (alignment.source, alignment.target)
    func other(than tag: LanguageTag) -> LanguageTag { first.matches(tag) ? second : second.matches(tag) ? first : second }
    switch (text.source, text.target) {
    case (let source?, let target?): return (source, target)
    case (let source?, nil): return (source, other(than: source))
    case (nil, let target?): return (other(than: target), target)
    case (nil, nil): return (first, second)
    }
  }

  /// A pair as a unit, with where it comes from and how far it was there. The job's first language stands first.
  func unit(of pair: TranslationPair, _ languages: (source: LanguageTag, target: LanguageTag), origin: String) -> Unit {
    var properties = [Property(UnitProperty.origin, origin), Property(UnitProperty.position, String(pair.place))]
    for (type, value) in [(UnitProperty.entry, pair.id), (UnitProperty.context, pair.context), (UnitProperty.state, pair.stateName)]
    where !value.isEmpty {
      properties.append(Property(type, value))
    }
    if let score = pair.score { properties.append(Property(UnitProperty.score, Decimals.text(score))) }
    if pair.state == .confirmed || pair.state == .translated && confirmedBy != nil {
      if let confirmedBy { properties.append(Property(UnitProperty.confirmedBy, confirmedBy)) }
      properties.append(Property(UnitProperty.confirmedAt, clock()))
    }
    if let domain { properties.append(Property(UnitProperty.domain, domain)) }
    var codes = CodeNumbers()
    var variants = [
      Variant(language: languages.source, content: codes.content(pair.source)),
      Variant(language: languages.target, content: codes.content(pair.target)),
    ]
    if alignment.source.matches(languages.target), !alignment.source.matches(languages.source) { variants.swapAt(0, 1) }
    return Unit(notes: pair.notes.map { Note($0) }, properties: properties, variants: variants)
  }

  // MARK: Lines

  /// Pairs each line of a text with the same line of its translation.
  func readLines(_ left: String, _ right: String, into units: inout [Unit], _ note: (String) -> Void) throws -> Summary {
    let texts = try [left, right].map { path in
      let loaded = try LoadedText.read(path)
      if let encoding = loaded.foreignEncoding { note("\(path): read as \(encoding)") }
      var lines = Lines.split(loaded.text)
      if lines.last?.isEmpty == true { lines.removeLast() }
      return lines
    }
    guard texts[0].count == texts[1].count else {
      throw UnequalLines(source: left, target: right, sourceLines: texts[0].count, targetLines: texts[1].count)
    }
    var summary = Summary()
    let origin = FileSystem.name(of: left)
    for (number, (source, target)) in zip(texts[0], texts[1]).enumerated() {
      let (source, target) = (String(source), String(target))
      if source.isBlank || target.isBlank {
        if !source.isBlank { summary.sourceLeftOut += 1 }
        if !target.isBlank { summary.targetLeftOut += 1 }
        continue
      }
      let pair = TranslationPair(source: [.text(source)], target: [.text(target)], place: number + 1)
      units.append(unit(of: pair, (alignment.source, alignment.target), origin: origin))
      summary.pairs += 1
    }
    return summary
  }

  /// Takes the pairs of two texts from an alignment that another tool made.
  func read(_ left: String, _ right: String, ladder: String, into units: inout [Unit], _ note: (String) -> Void) throws -> Summary {
    var job = alignment
    job.onePerLine = true
    let texts = try [(left, job.source), (right, job.target)].map { path, language in
      job.segments(of: LaidOutText(try LoadedText.read(path).text), language).map(\.text)
    }
    guard case .numbers(let beads, _) = try Confirmation(try LoadedText.read(ladder).text) else {
      throw BadLadder(path: ladder, segments: nil)
    }
    guard beads.allSatisfy({ $0.source.upperBound <= texts[0].count && $0.target.upperBound <= texts[1].count }) else {
      throw BadLadder(path: ladder, segments: (texts[0].count, texts[1].count))
    }
    let machine = beads.map { Bead(source: $0.source, target: $0.target, probability: $0.probability) }
    let pair = AlignedPair(source: texts[0], target: texts[1], alignment: Alignment(beads: machine))
    let origin = FileSystem.name(of: left)
    units += self.units(of: pair, origin: origin)
    return summary(of: pair, origin: origin)
  }
}

/// Two files that should be parallel line by line, and aren't.
public struct UnequalLines: Error, Hashable, Sendable {
  public var source, target: String
  public var sourceLines, targetLines: Int
}

/// A file that is no alignment by numbers, or one of other texts: then with the numbers of segments that these have.
public struct BadLadder: Error, Sendable {
  public var path: String
  public var segments: (source: Int, target: Int)?
}

/// Numbers for the inline codes of a unit: the same code has the same number in both variants (TMX 1.4b, attribute `x`).
private struct CodeNumbers {
  private var numbers: [String: Int] = [:]

  private mutating func number(_ id: String) -> String {
    let known = numbers[id] ?? numbers.count + 1
    numbers[id] = known
    return String(known)
  }

  /// A pair of codes becomes `bpt` and `ept`, half of one `it`, a code by itself `ph`.
  mutating func content(_ pieces: [TranslationPair.Piece]) -> Content {
    guard pieces.contains(where: { if case .code = $0 { true } else { false } }) else { return .plain(pieces.words) }
    var partners: [Int: Int] = [:]
    var open: [String: Int] = [:]
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .code(.opening, let id, _): open[id] = index
      case .code(.closing, let id, _):
        if let start = open.removeValue(forKey: id) { (partners[start], partners[index]) = (index, start) }
      default: break
      }
    }
    return .marked(
      pieces.enumerated().map { index, piece in
        guard case .code(let code, let id, let native) = piece else { return .text([piece].words) }
        let number = number(id)
        let children: [Inline] = native.isEmpty ? [] : [.text(native)]
        switch (code, partners[index] != nil) {
        case (.opening, true):
          return .element(name: "bpt", attributes: [Attribute("i", number), Attribute("x", number)], children: children)
        case (.closing, true): return .element(name: "ept", attributes: [Attribute("i", number)], children: children)
        case (.opening, false):
          return .element(name: "it", attributes: [Attribute("pos", "begin"), Attribute("x", number)], children: children)
        case (.closing, false):
          return .element(name: "it", attributes: [Attribute("pos", "end"), Attribute("x", number)], children: children)
        case (.standalone, _): return .element(name: "ph", attributes: [Attribute("x", number)], children: children)
        }
      })
  }
}

extension String {
  fileprivate var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace } }
}
