internal import Language

/// A table of a document, or a file of columns: rows of cells.
public struct DocumentTable: Hashable, Sendable {
  public var rows: [Row]

  public struct Row: Hashable, Sendable {
    /// The cells' paragraphs, by column; none where the row has no cell there.
    public var cells: [[String]]
    /// The line of a file, the row of a document's table; from 1.
    public var place: Int

    var paragraphs: Int { cells.reduce(0) { $0 + $1.count } }

    /// A cell's text; empty where the row has none.
    func text(_ column: Int) -> String { column < cells.count ? cells[column].joined(separator: "\n") : "" }
  }

  /// Rows that the choice of columns looks at.
  fileprivate static let sampleRows = 1000

  /// The pairs of two of the columns; nil when no two columns are the two languages.
  ///
  /// A first row that names languages or sides decides; else the scripts of the columns, where the two languages are written in different ones.
  /// - Parameter byOrder: where neither decides, the first column is the source and the second the target.
  func pairs(_ source: LanguageTag, _ target: LanguageTag, byOrder: Bool) -> BilingualText? {
    guard let columns = columns(source, target, byOrder: byOrder) else { return nil }
    var text = BilingualText()
    text.leftOut.count(.headerRows, columns.hasHeader ? 1 : 0)
    let isHunalign = columns.source < 2 && columns.target < 2 && isHunalignText
    for row in rows.dropFirst(columns.hasHeader ? 1 : 0) {
      let (left, right) = (row.text(columns.source).trimmedBlanks, row.text(columns.target).trimmedBlanks)
      if isHunalign {
        if left.isEmpty || right.isEmpty { text.leftOut.count(.withoutCounterpart) } else { text.pairs.append(.hunalign(left, right, row)) }
      } else if left.isEmpty || right.isEmpty {
        text.rejected.append(
          .init(place: row.place, words: left.isEmpty && right.isEmpty ? "both columns are empty" : "one of the two columns is empty"))
      } else {
        text.pairs += Self.pairs(row, columns)
      }
    }
    return text
  }

  /// Cells of as many paragraphs are paired one by one, others as a whole.
  private static func pairs(_ row: Row, _ columns: Columns) -> [TranslationPair] {
    let (left, right) = (row.cells[columns.source], row.cells[columns.target])
    if left.count == right.count {
      return zip(left, right).map { TranslationPair($0.trimmedBlanks, $1.trimmedBlanks, place: row.place) }
    }
    return [TranslationPair(left.joined(separator: "\n").trimmedBlanks, right.joined(separator: "\n").trimmedBlanks, place: row.place)]
  }

  // MARK: Columns

  fileprivate struct Columns {
    var source, target: Int
    var hasHeader = false
  }

  private func columns(_ source: LanguageTag, _ target: LanguageTag, byOrder: Bool) -> Columns? {
    guard let first = rows.first else { return nil }
    let names = first.cells.map { HeaderName($0.joined(separator: " "), source, target) }
    if let left = names.firstIndex(of: .source), let right = names.firstIndex(of: .target) {
      return Columns(source: left, target: right, hasHeader: true)
    }
    if let byScript = columns(byScript: source.script, target.script) { return byScript }
    return byOrder && rows.contains { $0.cells.count > 1 } ? Columns(source: 0, target: 1) : nil
  }

  fileprivate func columns(byScript source: ScalarProperties.Script, _ target: ScalarProperties.Script) -> Columns? {
    guard source != target, source != .other, target != .other else { return nil }
    var columns: [ScriptCount] = []
    for row in rows.prefix(Self.sampleRows) {
      while columns.count < row.cells.count { columns.append(ScriptCount()) }
      for (column, cell) in row.cells.enumerated() { columns[column].add(cell) }
    }
    if columns.count > 1 {
      if columns[0].script == source, columns[1].script == target { return Columns(source: 0, target: 1) }
      if columns[0].script == target, columns[1].script == source { return Columns(source: 1, target: 0) }
    }
    func longest(_ script: ScalarProperties.Script) -> Int? {
      columns.indices.filter { columns[$0].script == script }.max { columns[$0].letters < columns[$1].letters }
    }
    guard let left = longest(source), let right = longest(target) else { return nil }
    return Columns(source: left, target: right)
  }

  /// Three columns, the last of them numbers: hunalign's text form, which `align` prints too.
  private var isHunalignText: Bool { rows.prefix(Self.sampleRows).allSatisfy { $0.cells.count == 3 && Double($0.text(2)) != nil } }
}

extension BilingualText {
  /// The same, with the languages named where the file names none and the scripts say that its source is in the second language.
  func withLanguages(_ source: LanguageTag, _ target: LanguageTag) -> BilingualText {
    guard self.source == nil, self.target == nil else { return self }
    let rows = pairs.prefix(DocumentTable.sampleRows).map {
      DocumentTable.Row(cells: [[$0.source.words], [$0.target.words]], place: $0.place)
    }
    var text = self
    let isSwapped = DocumentTable(rows: rows).columns(byScript: source.script, target.script)?.source == 1
    (text.source, text.target) = isSwapped ? (target, source) : (source, target)
    return text
  }
}

extension TranslationPair {
  /// A line of hunalign's text form: segments joined by `~~~`, and how sure it was (kept where it is a probability).
  fileprivate static func hunalign(_ source: String, _ target: String, _ row: DocumentTable.Row) -> TranslationPair {
    func joined(_ text: String) -> String { text.split(separator: " ~~~ ").map { String($0).trimmedBlanks }.joined(separator: " ") }
    let score = Double(row.text(2)).flatMap { (0...1).contains($0) ? $0 : nil }
    return TranslationPair(joined(source), joined(target), score: score, place: row.place)
  }
}

/// How many cells of a column are written in which script.
private struct ScriptCount {
  var letters = 0
  private var arabic = 0, latin = 0

  mutating func add(_ cell: [String]) {
    var (inArabic, inLatin) = (0, 0)
    for paragraph in cell {
      for scalar in paragraph.unicodeScalars.prefix(400) {
        switch ScalarProperties(scalar.value).script {
        case .arabic: inArabic += 1
        case .latin: inLatin += 1
        default: break
        }
      }
    }
    letters += inArabic + inLatin
    if inArabic > inLatin { arabic += 1 } else if inLatin > 0 { latin += 1 }
  }

  /// The script of four fifths of the cells that have letters.
  var script: ScalarProperties.Script {
    let all = arabic + latin
    return all == 0 ? .none : arabic * 5 >= all * 4 ? .arabic : latin * 5 >= all * 4 ? .latin : .other
  }
}

/// What the first row calls a column.
private enum HeaderName {
  case source, target, other

  init(_ cell: String, _ source: LanguageTag, _ target: LanguageTag) {
    let name = cell.trimmedBlanks.lowercased()
    let words = name.split { $0 == " " || $0 == "(" || $0 == ")" || $0 == "\u{200C}" }
    self = .other
    guard (1...3).contains(words.count) else { return }
    for word in [name] + words.map(String.init) {
      if let known = Self.words[word] {
        self = known
      } else if word.isLanguage(source) {
        self = .source
      } else if word.isLanguage(target) {
        self = .target
      }
      if self != .other { return }
    }
  }

  private static let words: [String: HeaderName] = [
    "source": .source, "original": .source, "مبدأ": .source, "مبدا": .source, "target": .target, "translation": .target, "مقصد": .target,
    "ترجمه": .target,
  ]
}

extension String {
  fileprivate func isLanguage(_ language: LanguageTag) -> Bool {
    let tag =
      switch self {
      case "فارسی", "پارسی", "فارسي": LanguageTag.persian
      case "انگلیسی", "انگليسي": LanguageTag.english
      default: LanguageTag(self)
      }
    return language.affinity(to: tag) > .relatedVariety
  }

  /// Without ASCII blanks and line ends around it.
  var trimmedBlanks: String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
    guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(self[first...last])
  }
}

extension LanguageTag {
  /// The script that the language is written in, as far as columns need it.
  fileprivate var script: ScalarProperties.Script {
    switch primary {
    case "fa", "prs", "ar", "ur", "ps", "ckb", "ug", "sd": .arabic
    case "en", "fr", "de", "es", "it", "pt", "nl", "tr", "az", "sv", "da", "no", "nb", "fi", "pl", "cs", "ro", "hu", "id", "vi": .latin
    default: .other
    }
  }
}
