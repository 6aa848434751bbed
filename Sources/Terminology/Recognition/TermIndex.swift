public import Language

/// Finds the terms of termbases in running text, and looks single terms up.
///
///     let index = TermIndex([termbase])
///     index.recognize(in: "با رفع تحریمهای یک جانبه").map(\.term.text)   // ["تحریم یک‌جانبه"]
///     index.lookup("توافق نامه").first?.concept.preferred(in: .english)?.text   // "agreement"
public struct TermIndex: Sendable {
  /// Where a term stands in its termbase.
  public struct Entry: Hashable, Sendable {
    public var termbase: String
    public var concept: Concept
    public var term: Term
  }

  /// A term found in a text.
  public struct Occurrence: Hashable, Sendable {
    /// The place in the text, in Unicode scalars.
    public var range: Range<Int>
    /// The entries that the words may mean, more than one where termbases or concepts share a term.
    public var entries: [Entry]
    /// The first entry's term.
    public var term: Term { entries[0].term }
  }

  private var entries: [Entry] = []
  /// The words of each entry's term.
  private var words: [[TermForm.Word]] = []
  private var chains: [String: [Int32]] = [:]
  private var longest = 1
  /// The terms that have a comma in them.
  private var withComma: Set<Int32> = []

  /// - Complexity: O(total length of the terms).
  public init(_ termbases: [Termbase]) {
    for termbase in termbases {
      for concept in termbase.concepts {
        for term in concept.terms {
          let words = TermForm.words(of: term.text)
          guard !words.isEmpty else { continue }
          let number = Int32(entries.count)
          entries.append(Entry(termbase: termbase.name, concept: concept, term: term))
          self.words.append(words)
          longest = max(longest, words.count + 2)
          if words.contains(where: { $0.gap == .comma }) { withComma.insert(number) }
          for chain in TermForm.chains(of: words[...]) where chains[chain]?.last != number { chains[chain, default: []].append(number) }
        }
      }
    }
  }

  /// How many terms the index holds.
  public var count: Int { entries.count }

  // MARK: Recognition

  /// The terms in a text in order, the longest at each place; inflection, spelling and the way of writing compounds don't matter.
  /// - Parameter language: only terms of this language; nil for all.
  /// - Complexity: O(words × longest term).
  public func recognize(in text: String, language: LanguageTag? = nil) -> [Occurrence] {
    let words = TermForm.words(of: text)
    var found: [Occurrence] = []
    var start = 0
    while start < words.count {
      var best: (end: Int, entries: [Int32])?
      var end = start + 1
      while end <= words.count, end - start <= longest {
        // A mark between two words parts them.
        if end - start > 1, words[end - 1].gap == .mark { break }
        var hits: [Int32] = []
        for chain in TermForm.chains(of: words[start..<end]) {
          for hit in chains[chain] ?? [] where !hits.contains(hit) && isWanted(hit, language, words[start..<end]) { hits.append(hit) }
        }
        if !hits.isEmpty { best = (end, hits) }
        end += 1
      }
      if let best {
        let range = words[start].token.range.lowerBound..<words[best.end - 1].token.range.upperBound
        found.append(Occurrence(range: range, entries: ordered(best.entries, words[start..<best.end]).map { entries[Int($0)] }))
        start = best.end
      } else {
        start += 1
      }
    }
    return found
  }

  private func isWanted(_ entry: Int32, _ language: LanguageTag?, _ words: ArraySlice<TermForm.Word>) -> Bool {
    let term = entries[Int(entry)].term
    if let language, !language.matches(term.language) { return false }
    if words.dropFirst().contains(where: { $0.gap == .comma }), !withComma.contains(entry) { return false }
    // An abbreviation is not the small word: «who», «it» and «un» are no bodies; but «MoUs» and «IAEA» in capitals are.
    if term.form.isAbbreviation, words.count == 1, let word = words.first, word.token.script == .latin {
      let surface = word.surface
      return surface == term.text || surface == term.text + "s" || surface + "s" == term.text
        || term.text.unicodeScalars.contains(where: \.properties.isUppercase)
          && !surface.unicodeScalars.contains(where: \.properties.isLowercase)
    }
    return true
  }

  /// The entries whose key equals the text's first; then in the order of the termbases.
  private func ordered(_ hits: [Int32], _ words: ArraySlice<TermForm.Word>) -> [Int32] {
    let key = words.map(\.token.key).joined()
    return hits.sorted { a, b in
      let (x, y) = (entries[Int(a)].term, entries[Int(b)].term)
      let (equalX, equalY) = (FoldingKey.of(x.text, blanks: .dropped) == key, FoldingKey.of(y.text, blanks: .dropped) == key)
      return equalX != equalY ? equalX : a < b
    }
  }

  // MARK: Look-up

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
    /// The query's words stand in the term.
    case part
    /// A few letters differ.
    case similar
    /// The same consonants in the other script.
    case sound
  }

  /// The concepts nearest to a query in either language, best first, each once with its best term.
  /// - Parameters:
  ///   - atLeast: percent, 0...100.
  ///   - limit: how many at most.
  /// - Complexity: O(terms × query length).
  public func lookup(_ query: String, atLeast: Int = 60, limit: Int = 10) -> [Match] {
    let words = TermForm.words(of: query)
    guard !words.isEmpty, limit > 0 else { return [] }
    let key = Array(FoldingKey.of(query, blanks: .dropped).unicodeScalars)
    let stems = words.map(\.stem)
    let exact = Set(TermForm.chains(of: words[...]).flatMap { chains[$0] ?? [] })
    let skeleton = words.map { NameSkeleton.of($0.token.key, script: $0.token.script) }.joined()
    let script = words[0].token.script
    var best: [ConceptName: (match: Match, order: Int)] = [:]
    for (order, entry) in entries.enumerated() {
      guard let (score, reason) = compare(entry, Int32(order), key: key, stems: stems, exact: exact, skeleton: skeleton, script: script),
        score >= atLeast
      else { continue }
      let name = ConceptName(termbase: entry.termbase, concept: entry.concept.id)
      if let known = best[name], known.match.score >= score { continue }
      best[name] = (Match(entry: entry, score: score, reason: reason), order)
    }
    return best.values.sorted { $0.match.score != $1.match.score ? $0.match.score > $1.match.score : $0.order < $1.order }
      .prefix(limit).map(\.match)
  }

  private struct ConceptName: Hashable {
    var termbase, concept: String
  }

  private func compare(
    _ entry: Entry, _ number: Int32, key: [Unicode.Scalar], stems: [String], exact: Set<Int32>, skeleton: String, script: Token.Script
  ) -> (Int, Reason)? {
    let text = Array(FoldingKey.of(entry.term.text, blanks: .dropped).unicodeScalars)
    if text == key { return (100, .equal) }
    if exact.contains(number) { return (99, .inflection) }
    let termWords = words[Int(number)]
    if stems.allSatisfy({ stem in stem.unicodeScalars.count > 2 && termWords.contains { $0.stem == stem } }) {
      return (70 + 25 * stems.count / max(termWords.count, stems.count), .part)
    }
    let longer = max(key.count, text.count)
    // A fifth of the letters may differ: more is another word.
    let allowed = longer / 5 + (longer >= 4 ? 1 : 0)
    if abs(key.count - text.count) <= allowed, let distance = editDistance(key, text, atMost: allowed) {
      return (100 - 100 * distance / longer, .similar)
    }
    if skeleton.utf8.count >= 3, let first = termWords.first, first.token.script != script {
      let its = termWords.map { NameSkeleton.of($0.token.key, script: $0.token.script) }.joined()
      if its == skeleton { return (75, .sound) }
    }
    return nil
  }
}

/// Edits (insertion, deletion, replacement, swap of neighbours) between two sequences, when they are no more than a bound (Damerau 1964, restricted).
/// - Complexity: O(n × bound).
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
