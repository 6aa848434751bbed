internal import Language

/// A lexicon as a TSV file, and dictionaries as TSV.
///
/// A learnt lexicon starts with `# tarjoman lexicon 1 fa en`; lines `w TAB fa TAB stem TAB count` give the words of a side, lines
/// `t TAB left stem TAB right stem TAB t(right|left) TAB t(left|right)` the entries. Stems are those of this version of the toolkit.
public enum LexiconFile {
  public static func write(_ lexicon: Lexicon) -> String {
    let (left, right) = (lexicon.left.text, lexicon.right.text)
    var text = "# tarjoman lexicon 1 \(left) \(right)\n"
    guard let table = lexicon.learnt else { return text }
    for (language, side) in [(left, table.left), (right, table.right)] {
      for index in 0..<side.count where side.counts[index] > 0 {
        text += "w\t\(language)\t\(side.string(index))\t\(Int(side.counts[index].rounded()))\n"
      }
    }
    for l in 0..<table.left.count {
      for at in table.row(l) {
        text += "t\t\(table.left.string(l))\t\(table.right.string(Int(table.columns[at])))"
        text += "\t\(decimal(table.forward[at]))\t\(decimal(table.backward[at]))\n"
      }
    }
    return text
  }

  /// Whether a text is a lexicon as ``write(_:)`` makes it.
  public static func isLexicon(_ text: String) -> Bool { text.utf8.starts(with: "# tarjoman lexicon 1 ".utf8) }

  public static func read(_ text: String) throws(AlignmentFormatError) -> Lexicon {
    var lexicon = Lexicon()
    var pools = (WordPool(), WordPool())
    var counts: ([Float], [Float]) = ([], [])
    var entries: [LexiconTable.Entry] = []
    func number(_ word: Substring, _ pool: inout WordPool, _ counts: inout [Float]) -> Int32 {
      let id = pool.id(of: String(word))
      if Int(id) == counts.count { counts.append(0) }
      return id
    }
    for (index, line) in lines(text).enumerated() {
      if line.isEmpty { continue }
      if line.hasPrefix("#") {
        let parts = line.split(separator: " ")
        if index == 0, parts.count == 6 { lexicon = Lexicon(left: LanguageTag(String(parts[4])), right: LanguageTag(String(parts[5]))) }
        continue
      }
      let fields = line.utf8.split(separator: 0x09, omittingEmptySubsequences: false).map { Substring($0) }
      if fields.count == 4, fields[0] == "w", let count = Float(fields[3]), count.isFinite, count >= 0 {
        if fields[1] == lexicon.left.text {
          counts.0[Int(number(fields[2], &pools.0, &counts.0))] += count
        } else {
          counts.1[Int(number(fields[2], &pools.1, &counts.1))] += count
        }
      } else if fields.count == 5, fields[0] == "t", let forward = Float(fields[3]), let backward = Float(fields[4]),
        (0...1).contains(forward),
        (0...1).contains(backward)
      {
        let left = number(fields[1], &pools.0, &counts.0), right = number(fields[2], &pools.1, &counts.1)
        entries.append(LexiconTable.Entry(left: left, right: right, forward: forward, backward: backward))
      } else {
        throw .notAnEntry(line: index + 1)
      }
    }
    lexicon.learnt = LexiconTable(left: pools.0, leftCounts: counts.0, right: pools.1, rightCounts: counts.1, entries: entries)
    return lexicon
  }

  /// Reads a dictionary: lines `Persian TAB English`, or `Persian TAB part of speech TAB English TAB forms TAB note`, or, for verbs,
  /// `infinitive TAB past stem TAB present stem TAB English TAB note`; several equivalents or forms are separated by `;`. Lines that
  /// start with `#` and lines without an equivalent are passed over.
  public static func readDictionary(_ text: String) -> [DictionaryEntry] {
    var entries: [DictionaryEntry] = []
    for line in lines(text) where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 2, let first = fields.first, !first.isEmpty else { continue }
      if fields.count == 2 {
        append(DictionaryEntry(left: String(first), right: list(fields[1])), to: &entries)
      } else if fields.count >= 4, isArabic(fields[1]), isArabic(fields[2]) {
        append(
          DictionaryEntry(
            left: String(first), right: list(fields[3]), partOfSpeech: "v", forms: []),
          to: &entries)
      } else {
        append(
          DictionaryEntry(
            left: String(first), right: list(fields[2]), partOfSpeech: String(fields[1]), forms: fields.count > 3 ? list(fields[3]) : []),
          to: &entries)
      }
    }
    return entries
  }

  private static func append(_ entry: DictionaryEntry, to entries: inout [DictionaryEntry]) {
    if !entry.right.isEmpty { entries.append(entry) }
  }

  private static func lines(_ text: String) -> [Substring] { Lines.split(text) }

  private static func isArabic(_ field: Substring) -> Bool {
    field.unicodeScalars.first.map { (0x600...0x6FF).contains($0.value) } ?? false
  }

  private static func list(_ field: Substring) -> [String] {
    field.split(separator: ";").compactMap { part in
      // "help (someone)": what stands in brackets explains.
      var depth = 0
      var text = ""
      for character in part {
        if character == "(" { depth += 1 }
        if depth == 0 { text.append(character) }
        if character == ")" { depth -= 1 }
      }
      let words = text.split(separator: " ").joined(separator: " ")
      return words.isEmpty ? nil : words
    }
  }

  private static func decimal(_ value: Float) -> String {
    // Five decimals.
    let scaled = Int((value * 100_000).rounded())
    let digits = String(scaled % 100_000)
    return "\(scaled / 100_000)." + String(repeating: "0", count: 5 - digits.count) + digits
  }
}
