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

  /// Reads what ``write(_:)`` made.
  /// - Throws: ``AlignmentFormatError/notAnEntry(line:)``.
  /// - Complexity: O(n), some hundred megabytes a second.
  public static func read(_ text: String) throws(AlignmentFormatError) -> Lexicon {
    var text = text
    var scan = LexiconScan()
    text.withUTF8 { scan.run($0) }
    if let line = scan.badLine { throw .notAnEntry(line: line) }
    return scan.lexicon
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
