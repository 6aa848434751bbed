internal import CLanguageData

/// Names of countries, their people, cities, bodies and persons that the lexicon has, found in a text of either language.
///
///     Gazetteer.standard.occurrences(in: Tokenizer.tokens(of: "the Dutch delegation")).first?.name == …   // the Netherlands
///
/// The table is `Sources/CLanguageData/lexicon/names.tsv`. A people is the country's name in another form; a capital stands by itself and for its country.
package struct Gazetteer: Sendable {
  /// What a name names.
  package enum Kind: String, Sendable { case person, city, demonym, country, body, place }

  /// A name and what it can stand for.
  package struct Name: Sendable {
    package var kind: Kind
    /// The row of the table that it is another form of: a people's country, otherwise the row itself.
    package var referent: Int
    /// The country whose capital it is.
    package var country: Int?
    /// Also a common word of Persian, so that it tells little where it stands.
    package var isCommon: Bool
    /// The first English spelling.
    package var english: String
    /// The Persian name as the table has it.
    package var persian: String
  }

  /// Names found in a text.
  package struct Occurrence: Sendable {
    /// The tokens that it covers.
    package var tokens: Range<Int>
    /// What it may be; never empty.
    package var names: [Int]
  }

  package private(set) var names: [Name] = []
  private var rows: [String: [Int]] = [:]
  /// The most tokens a name has.
  private static let longest = 7

  /// The table that is compiled in.
  package static let standard = Gazetteer()

  private init() {
    var length = 0
    let bytes = UnsafeBufferPointer(start: tarjoman_names_text(&length), count: length)
    var byPersian: [String: Int] = [:]
    var links: [(row: Int, of: String)] = []
    // Over bytes: a first check waits for it.
    for line in String(decoding: bytes, as: UTF8.self).utf8.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(Substring.init)
      guard columns.count >= 3, let kind = Kind(rawValue: String(columns[1])) else { continue }
      let row = names.count
      let note = columns.count > 4 ? columns[4] : ""
      let english = Self.names(columns[2]), spellings = columns.count > 3 ? Self.names(columns[3]) : []
      names.append(
        Name(
          kind: kind, referent: row, country: nil, isCommon: note.contains("common word"), english: english.first ?? "",
          persian: String(columns[0])))
      for spelling in [String(columns[0])] + spellings + english { add(spelling, row) }
      if kind == .country { for spelling in [String(columns[0])] + spellings { byPersian[Self.key(spelling)] = row } }
      if kind == .demonym { links.append((row, String(note))) }
      if kind == .city, note.hasPrefix("capital of ") { links.append((row, String(note.dropFirst(11)))) }
    }
    for (row, text) in links {
      let key = Self.key(text)
      guard let country = byPersian[key] ?? rows[key]?.first(where: { names[$0].kind == .country }) else { continue }
      if names[row].kind == .demonym { names[row].referent = country } else { names[row].country = country }
    }
  }

  private mutating func add(_ spelling: String, _ row: Int) {
    let key = Self.key(spelling)
    // A short acronym is found by its capitals only, which keys forget.
    guard key.unicodeScalars.count >= 3, rows[key]?.contains(row) != true else { return }
    rows[key, default: []].append(row)
    // اسلوونی is written سلوونی, too.
    if key.hasPrefix("اس"), key.unicodeScalars.count > 6 { rows[String(key.dropFirst()), default: []].append(row) }
  }

  private static func key(_ text: String) -> String {
    Tokenizer.tokens(of: text).filter { $0.kind == .word }.map { bare($0.key) }.joined()
  }

  /// A word without the marks of the English possessive.
  private static func bare(_ key: String) -> String {
    for ending in ["'s", "s'"] where key.hasSuffix(ending) { return String(key.dropLast(ending == "'s" ? 2 : 1)) }
    return key.utf8.contains(UInt8(ascii: "'")) ? key.filter { $0 != "'" } : key
  }

  private static func names(_ column: Substring) -> [String] {
    column.utf8.split(separator: UInt8(ascii: ";")).map { name in
      var name = name.drop { $0 == UInt8(ascii: " ") }
      while name.last == UInt8(ascii: " ") { name.removeLast() }
      return String(Substring(name))
    }
  }

  /// The names among tokens, the longest at each place; what is inflected (ایرانیان, Iranians) is found as well.
  /// - Complexity: O(tokens × longest name).
  package func occurrences(in tokens: [Token]) -> [Occurrence] {
    var found: [Occurrence] = []
    var at = 0
    while at < tokens.count {
      guard tokens[at].kind == .word, let (next, rows) = longest(tokens, at) else {
        at += 1
        continue
      }
      found.append(Occurrence(tokens: at..<next, names: rows))
      at = next
    }
    return found
  }

  private func longest(_ tokens: [Token], _ at: Int) -> (Int, [Int])? {
    var key = ""
    var best: (Int, [Int])?
    var next = at
    var words = 0
    while next < tokens.count, words < Self.longest {
      let token = tokens[next]
      if token.kind == .word, token.script == tokens[at].script {
        let word = Self.bare(token.key)
        if let rows = rows[key + word] ?? rows[key + Self.singular(word, token.script)] { best = (next + 1, rows) }
        key += word
        words += 1
      } else if token.key != "-" && token.key != "‑" && token.key != "." {
        break
      }
      next += 1
    }
    return best
  }

  private static func singular(_ word: String, _ script: Token.Script) -> String {
    if script == .latin { return word.hasSuffix("s") && word.utf8.count > 4 ? String(word.dropLast()) : word }
    for ending in ["هایی", "های", "ها", "یان", "ان", "یی", "ی"] where word.hasSuffix(ending) {
      let rest = String(word.dropLast(ending.count))
      if ending == "یان" { return rest + "ی" }
      return rest.unicodeScalars.count >= 3 ? rest : word
    }
    return word
  }
}
