internal import CLanguageData

/// Senses that exclude one another, with the words that either language has for each: a rise is no fall, an ambassador no consul.
///
///     ContrastSet.standard.first { $0.name == "rise and fall" }?.senses[0].english   // ["rise", "increase", …]
///
/// The table is `Sources/CLanguageData/lexicon/contrasts.tsv`; a word that may tell several senses of a set stands in each.
package struct ContrastSet: Hashable, Sendable {
  package struct Sense: Hashable, Sendable {
    /// Base forms, the commonest first; words or phrases. Light verbs stand by their noun.
    package var persian: [String]
    package var english: [String]
    /// Those of either language that may render the sense but tell too little by themselves: they excuse, and accuse nobody.
    package var excuses: Set<String> = []
  }

  /// What the senses have in common; for people.
  package var name: String
  /// At least two.
  package var senses: [Sense]

  /// The table that is compiled in, parsed once.
  package static let standard: [ContrastSet] = {
    var length = 0
    let bytes = UnsafeBufferPointer(start: tarjoman_contrasts_text(&length), count: length)
    return sets(in: String(decoding: bytes, as: UTF8.self))
  }()

  /// Reads the sets of a text: blocks with a blank line between them, `# name` and then a sense a line, Persian words, a tab, English words, with `|` between
  /// words; `~` before a word makes it an excuse. A block without senses is a remark.
  package static func sets(in text: String) -> [ContrastSet] {
    // Over bytes: a first check waits for it.
    func words(_ column: Substring.UTF8View) -> [String] { column.split(separator: UInt8(ascii: "|")).map { trimmed($0) } }
    func trimmed(_ text: Substring.UTF8View) -> String {
      var text = text.drop { $0 == UInt8(ascii: " ") }
      while text.last == UInt8(ascii: " ") { text.removeLast() }
      return String(Substring(text))
    }
    func sense(_ persian: Substring.UTF8View, _ english: Substring.UTF8View) -> Sense {
      let marked = (words(persian), words(english))
      func bare(_ words: [String]) -> [String] { words.map { $0.utf8.first == UInt8(ascii: "~") ? String($0.dropFirst()) : $0 } }
      return Sense(
        persian: bare(marked.0), english: bare(marked.1),
        excuses: Set(bare((marked.0 + marked.1).filter { $0.utf8.first == UInt8(ascii: "~") })))
    }
    var sets: [ContrastSet] = []
    var isOpen = false
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      if line.first == UInt8(ascii: "#") {
        if !isOpen { sets.append(ContrastSet(name: String(Substring(line.dropFirst().drop { $0 == UInt8(ascii: " ") })), senses: [])) }
        isOpen = true
      } else if columns.count == 2, isOpen {
        sets[sets.count - 1].senses.append(sense(columns[0], columns[1]))
      } else {
        isOpen = false
      }
    }
    return sets.filter { $0.senses.count > 1 }
  }
}
