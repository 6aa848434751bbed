internal import Glibc
internal import Language

/// The units of an extraction: content words by number, and the rows that could be terms.
struct ExtractionCorpus {
  /// A row of words at a place.
  struct Span {
    var row: Int32
    /// Its content words, by their place among those of the text.
    var content: Range<Int>
  }

  struct Unit {
    var source: [Span]
    var target: [Span]
  }

  private(set) var units: [Unit] = []
  private(set) var sentences: [WordAligner.Sentence] = []
  private(set) var source = RowTable()
  private(set) var target = RowTable()
  private var words: (source: [String: Int32], target: [String: Int32]) = ([:], [:])
  private let classes = WordClasses()
  private var reader = TermReader()
  private let longest: Int

  init(longest: Int) { self.longest = longest }

  mutating func add(_ left: String, _ right: String) {
    let (sourceWords, sourceSpans) = read(left, isSource: true)
    let (targetWords, targetSpans) = read(right, isSource: false)
    units.append(Unit(source: sourceSpans, target: targetSpans))
    sentences.append(WordAligner.Sentence(source: sourceWords, target: targetWords))
  }

  private struct Item {
    var kind: WordClasses.Class
    var stem: String
    var isLatin: Bool
    var isOf: Bool
    var isParted: Bool
    /// Its place among the content words; those before it for a word that is none.
    var content: Int
    var start, end: Int
  }

  private mutating func read(_ text: String, isSource: Bool) -> ([Int32], [Span]) {
    reader.read(text)
    let scalars = Array(text.unicodeScalars)
    var items: [Item] = []
    var numbers: [Int32] = []
    // A sentence of more words than a person writes would cost the square of them.
    for word in reader.words.prefix(200) {
      let form = reader.forms[Int(word.form)]
      let (stem, key) = (reader.text(form.stem), reader.text(form.key))
      var kind = classes.of(word, form, stem: stem, key: key)
      // کووید-۱۹: a number behind a hyphen belongs to its word.
      if kind == .other, let last = items.last, last.kind != .other, last.end + 1 == word.start, scalars[last.end] == "-",
        key.utf8.allSatisfy({ $0 < 0x3A })
      {
        kind = .adjective
      }
      items.append(
        Item(
          kind: kind, stem: stem, isLatin: word.isLatin, isOf: key == "of", isParted: word.gap != .none, content: numbers.count,
          start: Int(word.start), end: Int(word.end)))
      guard kind != .other else { continue }
      if isSource { numbers.append(Self.number(stem, &words.source)) } else { numbers.append(Self.number(stem, &words.target)) }
    }
    var spans: [Span] = []
    var seen: Set<Int32> = []
    for start in items.indices where items[start].kind != .other {
      let isLatin = items[start].isLatin
      // Persian has its noun first; a row that begins with an adjective is the end of another.
      if !isLatin, items[start].kind == .adjective { continue }
      var content = 0, hasOf = false
      for end in start..<min(items.count, start + longest + 1) {
        let item = items[end]
        if end > start, item.isParted { break }
        if item.kind == .other {
          guard isLatin, item.isOf, !hasOf, end > start, items[end - 1].kind == .noun else { break }
          hasOf = true
          continue
        }
        guard item.isLatin == isLatin else { break }
        content += 1
        if content > longest { break }
        if isLatin, item.kind != .noun { continue }
        let stems = items[start...end].map(\.stem)
        if stems.count == 1, stems[0].unicodeScalars.count < 3 { continue }
        let surface = String(String.UnicodeScalarView(scalars[items[start].start..<items[end].end]))
        let row = isSource ? source.number(stems, surface) : target.number(stems, surface)
        if seen.insert(row).inserted { if isSource { source.count(row) } else { target.count(row) } }
        spans.append(Span(row: row, content: items[start].content..<item.content + 1))
      }
    }
    return (numbers, spans)
  }

  /// True for two single words that the compiled lexicon has, as whatever.
  func isGeneral(_ left: Int32, _ right: Int32) -> Bool {
    let (a, b) = (source.rows[Int(left)].stems, target.rows[Int(right)].stems)
    return a.count == 1 && b.count == 1 && classes.has(a[0]) && classes.has(b[0])
  }

  private static func number(_ word: String, _ table: inout [String: Int32]) -> Int32 {
    if let known = table[word] { return known }
    let number = Int32(table.count)
    table[word] = number
    return number
  }

  /// The pairs of words that the compiled lexicon has and the texts too, either language being the source.
  func lexicon() -> Set<UInt64> {
    var pairs: Set<UInt64> = []
    BilingualWords.forEach { key, english in
      let persian = Stemmer.stem(of: key.split(separator: " ").joined(), script: .arabic)
      for phrase in english {
        for word in phrase.split(separator: " ") {
          let stem = EnglishWords.stem(word)
          for (left, right) in [(persian, stem), (stem, persian)] {
            if let a = words.source[left], let b = words.target[right] {
              pairs.insert(UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b)))
            }
          }
        }
      }
    }
    return pairs
  }
}

/// Rows of stems by number, with how often they stand in how many units and how they are usually written.
struct RowTable {
  struct Row {
    var stems: [String]
    /// Units.
    var count = 0
    fileprivate var surfaces: [String: Int] = [:]

    /// The most usual way to write it; of equally usual ones the shortest, then the first by its letters.
    var text: String {
      let usual = surfaces.min { a, b in
        let (x, y) = (a.key.utf8.count, b.key.utf8.count)
        return a.value != b.value ? a.value > b.value : x != y ? x < y : a.key < b.key
      }
      // The mark of an ezafe to what followed in the text is none of the term's.
      var text = (usual?.key ?? "").unicodeScalars
      while text.last == "\u{654}" || text.last == "\u{650}" { text.removeLast() }
      return String(text)
    }
  }

  private(set) var rows: [Row] = []
  private var numbers: [[String]: Int32] = [:]

  mutating func number(_ stems: [String], _ surface: String) -> Int32 {
    let number: Int32
    if let known = numbers[stems] {
      number = known
    } else {
      number = Int32(rows.count)
      numbers[stems] = number
      rows.append(Row(stems: stems))
    }
    rows[Int(number)].surfaces[surface, default: 0] += 1
    return number
  }

  mutating func count(_ row: Int32) { rows[Int(row)].count += 1 }

  /// The rows that stand inside a row, itself included.
  func parts(of row: Int32) -> [Int32] {
    let stems = rows[Int(row)].stems
    var parts: Set<Int32> = []
    for start in stems.indices {
      for end in start..<stems.count { if let part = numbers[Array(stems[start...end])] { parts.insert(part) } }
    }
    return parts.sorted()
  }

  /// The C-value of each row: log₂(words + 1) × (its count − the mean count of the rows that hold it).
  func cValues() -> [Double] {
    var sums = [Int](repeating: 0, count: rows.count), holders = sums
    // A row that stands once says nothing about its parts.
    for (number, row) in rows.enumerated() where row.stems.count > 1 && row.count > 1 {
      for part in parts(of: Int32(number)) where part != number {
        sums[Int(part)] += row.count
        holders[Int(part)] += 1
      }
    }
    return rows.indices.map { index in
      let mean = holders[index] == 0 ? 0 : Double(sums[index]) / Double(holders[index])
      return log2(Double(rows[index].stems.count) + 1) * (Double(rows[index].count) - mean)
    }
  }
}
