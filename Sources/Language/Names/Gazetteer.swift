internal import CLanguageData

/// Names of countries, their people, regions, cities, bodies and persons that the lexicon has, found in a text of either language.
///
///     let found = Gazetteer.occurrences(in: Tokenizer.tokens(of: "the Dutch delegation"))
///     Gazetteer.name(found[0].names[0]).persian     // "هلندی", another form of هلند
///
/// The tables are `Sources/CLanguageData/lexicon/names*.tsv`, compiled in as an index: nothing is built at start-up, whatever their size.
package enum Gazetteer {
  /// What a name names; in the order that `Scripts/make-lexicon` counts them in.
  package enum Kind: UInt8, Sendable {
    case country, city, demonym, place, person, body
    /// A part of the world that holds countries, and its people: آسیا, Asian, خاورمیانه.
    case region
  }

  /// A row of the tables: a name and what it can stand for.
  package struct Name: Sendable {
    package let row: Int

    private var entry: tarjoman_name { tarjoman_names_at(UInt32(row)).pointee }

    package var kind: Kind { Kind(rawValue: entry.kind) ?? .place }
    /// The first English spelling.
    package var english: String { Self.string(entry.english, entry.english_length) }
    /// The Persian name as the table has it.
    package var persian: String { Self.string(entry.persian, entry.persian_length) }
    /// The rows that it is another form of, itself among them: a people's countries, a name's other rows.
    package var own: ArraySlice<Int> { links[..<Int(entry.own)] }
    /// What it may stand for beside: a capital for its country, a palace for the government in it.
    package var near: ArraySlice<Int> { links[Int(entry.own)..<Int(entry.own) + Int(entry.near)] }
    /// The bodies that a body is a part of.
    package var wholes: ArraySlice<Int> { links[(Int(entry.own) + Int(entry.near))...] }

    /// True for one name in two forms: a country and its people, one body by its acronym and in full.
    package func isSame(as other: Name) -> Bool { row == other.row || own.contains { other.own.contains($0) } }

    /// True when it may stand for the other: a capital for its country.
    package func canStand(for other: Name) -> Bool { near.contains { other.own.contains($0) } }

    private var links: [Int] {
      let entry = entry
      let first = tarjoman_names_links(entry.links)!
      return (0..<Int(entry.own) + Int(entry.near) + Int(entry.wholes)).map { Int(first[$0]) }
    }

    private static func string(_ offset: UInt32, _ length: UInt16) -> String {
      String(decoding: UnsafeBufferPointer(start: tarjoman_names_pool(offset), count: Int(length)), as: UTF8.self)
    }
  }

  /// Names found in a text.
  package struct Occurrence: Sendable {
    /// The tokens that it covers.
    package var tokens: Range<Int>
    /// The rows that it may be; never empty.
    package var names: [Int]
    /// Also an ordinary word of Persian as it stands here, so that it tells little.
    package var isOrdinary: Bool
  }

  /// The number of rows.
  package static var count: Int { Int(tarjoman_names_count()) }

  /// The name in a row of the tables, 0..<``count``.
  package static func name(_ row: Int) -> Name { Name(row: row) }

  /// The most tokens a name has.
  private static let longest = 12

  /// The names among tokens, the longest at each place; what is inflected (ایرانیان, Iranians) is found as well.
  /// - Parameter scalars: the text of the tokens, which tells acronyms (WHO) and names from words (who, rice); without it such acronyms are not found.
  /// - Complexity: O(tokens × longest name).
  package static func occurrences(in tokens: [Token], of scalars: [Unicode.Scalar] = []) -> [Occurrence] {
    var found: [Occurrence] = []
    var at = 0
    var key: [UInt8] = []
    while at < tokens.count {
      guard let occurrence = longest(tokens, at, scalars, &key) else {
        at += 1
        continue
      }
      found.append(occurrence)
      at = occurrence.tokens.upperBound
    }
    return found
  }

  /// The longest name that begins at a token.
  private static func longest(_ tokens: [Token], _ at: Int, _ scalars: [Unicode.Scalar], _ key: inout [UInt8]) -> Occurrence? {
    guard [.word, .code, .number].contains(tokens[at].kind) else { return nil }
    key.removeAll(keepingCapacity: true)
    var best: Occurrence?
    var parts = 0
    for next in at..<min(at + longest, tokens.count) {
      let token = tokens[next]
      switch token.kind {
      case .word, .number, .code:
        if token.kind == .word, token.script != tokens[at].script { return best }
        let start = key.count
        append(token.key, to: &key)
        parts += 1
        if isWritten(tokens[at...next], scalars),
          let found = find(key, from: start, token, isWhole: parts == 1, { isAcronym(tokens[at], scalars) })
        {
          best = Occurrence(tokens: at..<next + 1, names: found.rows, isOrdinary: found.isOrdinary)
        }
      case .punctuation, .symbol:
        guard [",", "-", ".", "+", "&", "'"].contains(token.key) else { return best }
      default: return best
      }
    }
    return best
  }

  /// True for Persian, and for what has a capital somewhere (al-Sisi): “rice” is no secretary of state.
  private static func isWritten(_ tokens: ArraySlice<Token>, _ scalars: [Unicode.Scalar]) -> Bool {
    tokens.first?.script != .latin || scalars.isEmpty
      || tokens.contains {
        $0.range.lowerBound < scalars.count && !scalars[$0.range.lowerBound].properties.isLowercase && $0.kind != .punctuation
      }
  }

  /// What a key names, as it stands or without an ending of its last word, which begins at `start`.
  private static func find(
    _ key: [UInt8], from start: Int, _ token: Token, isWhole: Bool, _ isAcronym: () -> Bool
  ) -> (rows: [Int], isOrdinary: Bool)? {
    if let found = rows(key[...], isWhole: isWhole, isAcronym) { return found }
    guard token.kind == .word else { return nil }
    if token.script == .latin {
      return key.last == UInt8(ascii: "s") && key.count - start > 4 ? rows(key.dropLast(), isWhole: isWhole, isAcronym) : nil
    }
    // A word of the language (ایمان, of ایم) is no inflected name.
    guard !PersianLexicon.isWord(key[start...]) else { return nil }
    for (ending, instead) in endings where key.count - start >= ending.count + 6 && key.suffix(ending.count).elementsEqual(ending) {
      if let found = rows(key.dropLast(ending.count) + instead, isWhole: isWhole, isAcronym) { return found }
    }
    return nil
  }

  /// Endings of peoples and of what is of a place, and what the name may have had in their place.
  private static let endings: [([UInt8], [UInt8])] = [
    ("هایی", ""), ("های", ""), ("ها", ""), ("یان", "ی"), ("یان", ""), ("ان", ""), ("یی", ""), ("ی", ""),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  private static func rows(
    _ key: some Collection<UInt8>, isWhole: Bool, _ isAcronym: () -> Bool
  ) -> (rows: [Int], isOrdinary: Bool)? {
    var count = 0
    let entries = key.withContiguousStorageIfAvailable { tarjoman_names_find($0.baseAddress, $0.count, &count) } ?? nil
    guard let entries else { return nil }
    var rows: [Int] = []
    var isOrdinary = true
    for entry in UnsafeBufferPointer(start: entries, count: count) {
      if entry & 1 << 30 != 0, !isWhole { continue }
      if entry & 1 << 31 != 0, !isAcronym() { continue }
      rows.append(Int(entry & 0xFFFF))
      if entry & 1 << 29 == 0 { isOrdinary = false }
    }
    return rows.isEmpty ? nil : (rows, isOrdinary)
  }

  /// A word without the marks of the English possessive, and without marks within it (U.S., Nuku'alofa).
  private static func append(_ word: String, to key: inout [UInt8]) {
    var bytes = Array(word.utf8)
    if bytes.suffix(2).elementsEqual("'s".utf8) { bytes.removeLast(2) }
    for byte in bytes where byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) { key.append(byte) }
  }

  /// True when all letters of a word are capitals.
  private static func isAcronym(_ token: Token, _ scalars: [Unicode.Scalar]) -> Bool {
    guard token.range.upperBound <= scalars.count else { return false }
    var letters = scalars[token.range]
    // The UN's.
    if letters.count > 2, letters.last == "s", !letters.dropLast().last!.properties.isAlphabetic { letters = letters.dropLast(2) }
    return letters.allSatisfy { !$0.properties.isLowercase }
  }
}
