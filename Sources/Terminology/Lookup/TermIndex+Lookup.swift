internal import Language

extension TermIndex {
  /// A concept that answers a query, with the reason.
  public struct Match: Hashable, Sendable {
    public var entry: Entry
    /// Percent, 0...100: 100 for the term itself in any spelling.
    public var score: Int
    public var reason: Reason
    public var concept: Concept { entry.concept }
  }

  /// Why a concept was found.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The query is the term, but for spelling that folding forgets, blanks and ZWNJ.
    case equal
    /// An inflected form of the term.
    case inflection
    /// The query's words, or beginnings of words, stand in the term.
    case part
    /// A few letters differ.
    case similar
    /// A word of the query is one of the term in the letters of the other language.
    case sound
  }

  /// The concepts nearest to a query in either language, best first, each once with its best term.
  ///
  /// The score is 100 for the term in any spelling and 99 for an inflected form of it. Else each word of the query is held against each of the term: the same stem
  /// counts 1, a word that begins with it .7 to .95 by its length, one with a typing error 1 − errors ÷ letters, one that sounds the same in the other script .9;
  /// the mean of them, times .75 to 1 by how much of the term the query covers, is the score. The term as a whole is compared by letters too (Damerau 1964), and
  /// the better of the two counts.
  /// - Parameters:
  ///   - atLeast: percent, 0...100.
  ///   - limit: how many at most.
  /// - Complexity: O(terms + different words of terms × query length).
  public func lookup(_ query: String, atLeast: Int = 60, limit: Int = 10) -> [Match] {
    let words = LookupTable.words(of: query)
    guard !words.isEmpty, limit > 0 else { return [] }
    let table = lookupTable.table(for: self)
    let key = Array(FoldingKey.of(query, blanks: .dropped).unicodeScalars)
    let exact = pool.with { space in
      space.reader.read(query)
      return Set(space.reader.chains(of: 0..<space.reader.words.count).flatMap { tables.chains.find($0) })
    }
    let likeness = words.map { word in table.words.map { Self.likeness(word, $0) } }
    let script = words[0].script
    var best: [ConceptName: (score: Int, reason: Reason, entry: Int32)] = [:]
    for entry in 0..<Int32(count) {
      var found: (score: Int, reason: Reason)?
      let text = table.keys[Int(entry)]
      if text == key {
        found = (100, .equal)
      } else if exact.contains(entry) {
        found = (99, .inflection)
      } else {
        found = Self.byWords(likeness, table.wordsOf[Int(entry)])
        if let letters = Self.byLetters(key, text), letters > found?.score ?? 0 { found = (letters, .similar) }
        if found?.score ?? 0 < 85, Self.soundsAlike(query, key.count, script, term(entry).text, text, table.wordsOf[Int(entry)], table) {
          found = (85, .sound)
        }
      }
      guard let found, found.score >= atLeast else { continue }
      let place = places[Int(entry)]
      let name = ConceptName(termbase: place.termbase, concept: place.concept)
      if let known = best[name], known.score >= found.score { continue }
      best[name] = (found.score, found.reason, entry)
    }
    return best.values.sorted { $0.score != $1.score ? $0.score > $1.score : $0.entry < $1.entry }.prefix(limit)
      .map { Match(entry: self.entry($0.entry), score: $0.score, reason: $0.reason) }
  }

  private struct ConceptName: Hashable {
    var termbase, concept: Int32
  }

  /// How much a word of a query is a word of a term: 0 for not at all, in percent.
  private struct Likeness {
    var percent: UInt8
    var reason: Reason
  }

  private static func likeness(_ asked: LookupTable.Word, _ word: LookupTable.Word) -> Likeness {
    let none = Likeness(percent: 0, reason: .part)
    let (length, other) = (asked.key.count, word.key.count)
    if asked.stem == word.stem { return Likeness(percent: 100, reason: .part) }
    guard asked.script == word.script else {
      // A transliteration has about as many consonants: what is far longer is another word.
      guard length >= 3, other >= 2, length <= 3 * other + 2, other <= 3 * length + 2, NameSkeleton.matches(asked.text, word.text) else {
        return none
      }
      return Likeness(percent: 90, reason: .sound)
    }
    if length >= 3, other > length, word.key.starts(with: asked.key) {
      return Likeness(percent: UInt8(70 + 25 * length / other), reason: .part)
    }
    guard length >= 4, other >= 4 else { return none }
    let allowed = max(length, other) >= 8 ? 2 : 1
    guard let errors = editDistance(asked.key, word.key, atMost: allowed) else { return none }
    return Likeness(percent: UInt8(100 - 100 * errors / max(length, other)), reason: .similar)
  }

  /// The score of a term whose words hold all those of the query; nil where one is missing.
  private static func byWords(_ asked: [[Likeness]], _ words: [Int32]) -> (Int, Reason)? {
    var sum = 0
    var reason = Reason.part
    for likeness in asked {
      var best = Likeness(percent: 0, reason: .part)
      for word in words where likeness[Int(word)].percent > best.percent { best = likeness[Int(word)] }
      if best.percent == 0 { return nil }
      sum += Int(best.percent)
      // The weakest evidence is the reason.
      if best.reason == .sound || best.reason == .similar && reason == .part { reason = best.reason }
    }
    let covered = min(asked.count, words.count) * 100 / max(asked.count, words.count, 1)
    return (min(98, sum * (75 + covered / 4) / (asked.count * 100)), reason)
  }

  private static func byLetters(_ key: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Int? {
    let longer = max(key.count, text.count)
    // A fifth of the letters may differ: more is another word.
    let allowed = longer / 5 + (longer >= 4 ? 1 : 0)
    guard abs(key.count - text.count) <= allowed, let distance = editDistance(key, text, atMost: allowed) else { return nil }
    return 100 - 100 * distance / longer
  }

  /// True where a whole name is written in the other script, however it is cut into words.
  private static func soundsAlike(
    _ query: String, _ length: Int, _ script: Token.Script, _ term: String, _ text: [Unicode.Scalar], _ words: [Int32], _ table: LookupTable
  ) -> Bool {
    guard let first = words.first, table.words[Int(first)].script != script, length >= 4, text.count >= 3, length <= 3 * text.count,
      text.count <= 3 * length
    else { return false }
    return NameSkeleton.matches(query, term)
  }
}

/// Edits (insertion, deletion, replacement, swap of neighbours) between two sequences, when they are no more than a bound (Damerau 1964, restricted).
/// - Complexity: O(n × m), and soon over where the bound is passed.
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost bound: Int) -> Int? {
  guard abs(a.count - b.count) <= bound else { return nil }
  let width = b.count + 1
  var before = [Int](repeating: 0, count: width)
  var previous = Array(0..<width)
  var current = [Int](repeating: 0, count: width)
  for i in 0..<a.count {
    current[0] = i + 1
    var least = current[0]
    for j in 0..<b.count {
      var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      current[j + 1] = cost
      least = min(least, cost)
    }
    if least > bound { return nil }
    (before, previous, current) = (previous, current, before)
  }
  return previous[b.count] <= bound ? previous[b.count] : nil
}
