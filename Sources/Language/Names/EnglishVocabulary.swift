/// The English words that the bilingual lexicon uses, and which Persian words they render.
///
///     EnglishVocabulary.standard.has("agreements")                       // true
///     EnglishVocabulary.standard.renders(stem: "agreement", anyOf: ["توافقنامه"])   // true: the lexicon has the pair
package struct EnglishVocabulary: Sendable {
  private var words: Set<String> = []
  /// Persian keys without blanks, by English stem.
  private var persian: [String: Set<String>] = [:]
  /// English stems, by Persian key without blanks.
  private var english: [String: Set<String>] = [:]

  /// Made once, from the lexicon that is compiled in.
  package static let standard = EnglishVocabulary()

  private init() {
    let kinds: Set<Substring> = ["person", "city", "demonym", "country", "body", "place", "region"]
    // Over bytes: the lexicon is large, and a first check waits for it. Bytes above ASCII are of letters (communiqué).
    for line in BilingualWords.text.utf8.split(separator: UInt8(ascii: "\n")) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard columns.count == 3 else { continue }
      let isName = kinds.contains(Substring(columns[1]))
      // Names of several words are the gazetteer's: no word renders them.
      if isName, columns[0].contains(UInt8(ascii: " ")) { continue }
      let key = FoldingKey.of(String(Substring(columns[0])), blanks: .dropped)
      // … and a name's equivalents of several words say nothing of each: Iran is no republic.
      let equivalents = isName ? Self.singleWords(columns[2]) : columns[2]
      for word in equivalents.split(whereSeparator: { !Self.isSmall($0 | 0x20) && $0 < 0x80 && $0 != UInt8(ascii: "'") }) {
        let lower = String(decoding: word.map { Self.isSmall($0 | 0x20) ? $0 | 0x20 : $0 }, as: UTF8.self)
        if !isName, word.first.map(Self.isSmall) == true { words.insert(lower) }
        let stem = Stemmer.stem(of: lower, script: .latin)
        persian[stem, default: []].insert(key)
        english[key, default: []].insert(stem)
      }
    }
  }

  /// The equivalents of one word, of those that ";" parts.
  private static func singleWords(_ cell: Substring.UTF8View) -> Substring.UTF8View {
    let text = cell.split(separator: UInt8(ascii: ";")).filter { !$0.drop { $0 == 0x20 }.contains(0x20) }.map { String(Substring($0)) }
    return text.joined(separator: ";")[...].utf8
  }

  private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  /// True for a word of the vocabulary or an inflected form of one; names are none.
  package func has(_ key: String) -> Bool {
    if words.contains(key) { return true }
    for (ending, instead) in Self.endings where key.hasSuffix(ending) && key.utf8.count > ending.utf8.count + 2 {
      if words.contains(key.dropLast(ending.count) + instead) { return true }
    }
    return false
  }

  private static let endings = [
    ("'s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""),
    ("er", "e"),
    ("ation", "e"), ("ment", ""), ("al", ""), ("ers", ""),
  ]

  /// True when the lexicon gives the English word, in some form, for the Persian one or for a word that it is inflected from.
  /// - Parameter stem: an English stem.
  package func renders(stem: String, anyOf keys: Set<String>) -> Bool {
    persian[stem].map { !$0.isDisjoint(with: keys) } ?? false
  }

  /// True for the stem of a word that renders some Persian one.
  package func isKnown(stem: String) -> Bool { persian[stem] != nil }

  /// How many Persian words an English one renders.
  package func rendered(stem: String) -> Int { persian[stem]?.count ?? 0 }

  /// The stems of the English words that the lexicon gives for a Persian word.
  package func renderings(ofKey key: String) -> Set<String> { english[key] ?? [] }

  /// True when the lexicon has the pair, or a word made from the same root as the English one (security, secure).
  /// - Parameter stem: an English stem.
  package func isAkin(stem: String, toAnyOf keys: Set<String>) -> Bool {
    renders(stem: stem, anyOf: keys) || stem.utf8.count > 4 && keys.contains { renderings(ofKey: $0).contains { Self.shareRoot($0, stem) } }
  }

  /// True when an English word and a Persian one may be told for each other: the lexicon has the pair, or the Persian word has a synonym that has it, or the
  /// English word is made from one that it has (security, secure).
  /// - Parameter stem: an English stem.
  package func isRelated(stem: String, toAnyOf keys: Set<String>) -> Bool {
    guard let own = persian[stem] else { return false }
    if !own.isDisjoint(with: keys) { return true }
    return keys.contains { key in
      renderings(ofKey: key).contains { Self.shareRoot($0, stem) || persian[$0].map { !$0.isDisjoint(with: own) } ?? false }
    }
  }

  private static func shareRoot(_ a: String, _ b: String) -> Bool {
    a.utf8.count > 4 && b.utf8.count > 4 && a.utf8.prefix(5).elementsEqual(b.utf8.prefix(5))
  }
}
