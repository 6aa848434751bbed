/// The English words that the bilingual lexicon uses, and which Persian words they render.
///
///     EnglishVocabulary.standard.has("agreements")                       // true
///     EnglishVocabulary.standard.renders(stem: "agreement", anyOf: ["توافقنامه"])   // true: the lexicon has the pair
package struct EnglishVocabulary: Sendable {
  private var words: Set<String> = []
  /// English stems and Persian keys without blanks, by number.
  private var stems: [String] = []
  private var stemNumbers: [String: Int32] = [:], keyNumbers: [String: Int32] = [:]
  /// The keys of each stem, and the stems of each key.
  private var keysOf: [[Int32]] = [], stemsOf: [[Int32]] = []

  /// Made once, from the lexicon that is compiled in.
  package static let standard = EnglishVocabulary()

  private init() {
    let kinds: Set<Substring> = ["person", "city", "demonym", "country", "body", "place", "region"]
    /// What has been read, as it stands: the number of its stem, and whether it is a word of the vocabulary.
    var known: [Substring: (stem: Int32, isWord: Bool)] = [:]
    // Over bytes and numbers: the lexicon is large, and a first check waits for it. Bytes above ASCII are of letters (communiqué).
    for line in BilingualWords.text.utf8.split(separator: UInt8(ascii: "\n")) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard columns.count == 3 else { continue }
      let isName = kinds.contains(Substring(columns[1]))
      // Names of several words are the gazetteer's: no word renders them.
      if isName, columns[0].contains(UInt8(ascii: " ")) { continue }
      let key = number(ofKey: FoldingKey.of(String(Substring(columns[0])), blanks: .dropped))
      // … and a name's equivalents of several words say nothing of each: Iran is no republic.
      let equivalents = isName ? Self.singleWords(columns[2]) : columns[2]
      for word in equivalents.split(whereSeparator: { !Self.isSmall($0 | 0x20) && $0 < 0x80 && $0 != UInt8(ascii: "'") }) {
        let isWord = !isName && word.first.map(Self.isSmall) == true
        let its = known[Substring(word)]
        var stem = its?.stem ?? 0
        if its == nil || isWord && its?.isWord == false {
          let lower = String(decoding: word.map { Self.isSmall($0 | 0x20) ? $0 | 0x20 : $0 }, as: UTF8.self)
          if its == nil { stem = number(ofStem: Stemmer.stem(of: lower, script: .latin)) }
          if isWord { words.insert(lower) }
          known[Substring(word)] = (stem, isWord)
        }
        if !stemsOf[Int(key)].contains(stem) {
          stemsOf[Int(key)].append(stem)
          keysOf[Int(stem)].append(key)
        }
      }
    }
  }

  /// The equivalents of one word, of those that ";" parts.
  private static func singleWords(_ cell: Substring.UTF8View) -> Substring.UTF8View {
    let text = cell.split(separator: UInt8(ascii: ";")).filter { !$0.drop { $0 == 0x20 }.contains(0x20) }.map { String(Substring($0)) }
    return text.joined(separator: ";")[...].utf8
  }

  private mutating func number(ofKey key: String) -> Int32 {
    if let known = keyNumbers[key] { return known }
    let number = Int32(stemsOf.count)
    keyNumbers[key] = number
    stemsOf.append([])
    return number
  }

  private mutating func number(ofStem stem: String) -> Int32 {
    if let known = stemNumbers[stem] { return known }
    let number = Int32(stems.count)
    stemNumbers[stem] = number
    stems.append(stem)
    keysOf.append([])
    return number
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
    guard let stem = stemNumbers[stem] else { return false }
    return keys.contains { key in keyNumbers[key].map { stemsOf[Int($0)].contains(stem) } ?? false }
  }

  /// True when the English word is one of the first renderings of a Persian one, those that come to mind without its surroundings.
  /// - Parameter stem: an English stem.
  package func isMainRendering(stem: String, ofAnyOf keys: Set<String>) -> Bool {
    guard let stem = stemNumbers[stem] else { return false }
    return keys.contains { key in keyNumbers[key].map { stemsOf[Int($0)].prefix(5).contains(stem) } ?? false }
  }

  /// True for the stem of a word that renders some Persian one.
  package func isKnown(stem: String) -> Bool { stemNumbers[stem] != nil }

  /// How many Persian words an English one renders.
  package func rendered(stem: String) -> Int { stemNumbers[stem].map { keysOf[Int($0)].count } ?? 0 }

  /// The stems of the English words that the lexicon gives for a Persian word, each once.
  package func renderings(ofKey key: String) -> [String] { keyNumbers[key].map { stemsOf[Int($0)].map { stems[Int($0)] } } ?? [] }

  /// True when the lexicon has the pair, or a word made from the same root as the English one (security, secure).
  /// - Parameter stem: an English stem.
  package func isAkin(stem: String, toAnyOf keys: Set<String>) -> Bool {
    renders(stem: stem, anyOf: keys) || stem.utf8.count > 4 && keys.contains { renderings(ofKey: $0).contains { Self.shareRoot($0, stem) } }
  }

  /// True when an English word and a Persian one may be told for each other: the lexicon has the pair, or the Persian word has a synonym that has it, or the
  /// English word is made from one that it has (security, secure).
  /// - Parameter stem: an English stem.
  package func isRelated(stem: String, toAnyOf keys: Set<String>) -> Bool {
    guard let own = stemNumbers[stem] else { return false }
    if renders(stem: stem, anyOf: keys) { return true }
    return keys.contains { key in
      guard let key = keyNumbers[key] else { return false }
      return stemsOf[Int(key)].contains { Self.shareRoot(stems[Int($0)], stem) || haveKey(own, $0) }
    }
  }

  /// True when some Persian word has both of two stems.
  private func haveKey(_ a: Int32, _ b: Int32) -> Bool {
    let (fewer, other) = keysOf[Int(a)].count < keysOf[Int(b)].count ? (a, b) : (b, a)
    return keysOf[Int(fewer)].contains { stemsOf[Int($0)].contains(other) }
  }

  private static func shareRoot(_ a: String, _ b: String) -> Bool {
    a.utf8.count > 4 && b.utf8.count > 4 && a.utf8.prefix(5).elementsEqual(b.utf8.prefix(5))
  }
}
