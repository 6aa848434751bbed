public import Language

/// A phrase of a text that stands in units of a memory as it is.
public struct Fragment: Hashable, Sendable {
  /// Its place in the text, in Unicode scalars.
  public var range: Range<Int>
  /// How many words and numbers it has.
  public var words: Int
  /// The unit that holds it, of several a confirmed one, then the newest; ``ConcordanceHit/ranges`` tells where.
  public var hit: ConcordanceHit
  /// How many distinct texts hold it.
  public var texts: Int
}

extension Memory {
  /// The longest stored phrases that cover a text: for texts that no unit resembles.
  ///
  ///     for fragment in try memory.fragments(for: sentence, from: .persian, to: .english) { print(fragment.hit.target) }
  ///
  /// A phrase is a run of words that stands in one unit in the same order, words by their stems and numbers as they are; marks between words don't part it.
  /// From each word on the longest stored phrase is sought; of those the fewest are given that cover all words that any of them covers, in the order of the
  /// text. Two may overlap: each is as long as it can be.
  ///
  /// - Parameters:
  ///   - leastWords: how many words a phrase has at least; at least 1.
  ///   - options: which units are wanted; scores, limits and neighbours play no role.
  /// - Throws: ``MemoryError``.
  /// - Complexity: two searches a word, each O(units with the phrase's rarest word) at worst and ended by the first unit found.
  public func fragments(
    for text: String, from: LanguageTag, to: LanguageTag, leastWords: Int = 2, options: MatchOptions = MatchOptions()
  ) throws(MemoryError) -> [Fragment] {
    try answer { () throws(MemoryError) in try attemptFragments(text, from, to, max(1, leastWords), options) }
  }

  private func attemptFragments(
    _ text: String, _ from: LanguageTag, _ to: LanguageTag, _ leastWords: Int, _ options: MatchOptions
  ) throws(MemoryError) -> [Fragment]? {
    try ask(text, .graded, from, to, options) { (question) throws(MemoryError) in
      guard let tokens = question.queries.first?.tokens else { return [] }
      let (units, bench, wish) = (question.units, question.bench, question.wish)
      /// The tokens that are words or numbers, by their places among all.
      let words = tokens.indices.filter { tokens[$0].kappa != Kappa.mark }
      /// A run of words as each layer numbers it; nil where it lacks one's class.
      func terms(_ run: Range<Int>) -> [[PhraseSearch.Term]?] {
        zip(question.queries, question.indexes).map { query, index in
          guard words[run].allSatisfy({ Int(query.tokens[$0].kappa) < index.kappas.count }) else { return nil }
          return [.init(words: words[run].map { .init(kappa: query.tokens[$0].kappa, form: query.tokens[$0].form, byStem: true) })]
        }
      }
      func isStored(_ run: Range<Int>) -> Bool {
        var found = false
        Self.forEachEntry(with: terms(run), in: question.indexes, units, bench) { _, _, all in
          found = all.contains { wish.penalty($0) != nil }
          return !found
        }
        return found
      }
      let runs = Fragment.cover(of: words.count, leastWords: leastWords, isStored: isStored)
      let places = bench.diff.places(of: runs.map { words[$0.lowerBound]..<(words[$0.upperBound - 1] + 1) }, in: text)
      guard places.count == runs.count else { return nil }
      var fragments: [Fragment] = []
      for (run, place) in zip(runs, places) {
        let terms = terms(run)
        var best: Found?
        var texts = 0
        Self.forEachEntry(with: terms, in: question.indexes, units, bench) { layer, entry, all in
          Self.forEachDistinct(of: all, in: units) {
            wish.penalty($0) != nil
          } body: { unit, count in
            texts += 1
            let found = Found(side: .source, layer: layer, entry: entry, unit: unit, rank: units.rank(unit), count: count)
            if best.map({ Found.precedes(found, $0) }) ?? true { best = found }
          }
          return true
        }
        guard let best, let own = terms[best.layer] else { return nil }
        let stored = PhraseSearch.runs(of: own, in: best.entry, question.indexes[best.layer])
        guard let hit = try hit(best, stored, question.image, from, to, bench) else { return nil }
        fragments.append(Fragment(range: place, words: run.count, hit: hit, texts: texts))
      }
      return question.isVoid ? nil : fragments
    }
  }
}

extension Fragment {
  /// The fewest maximal runs of `count` words that cover all words that stored runs of at least `leastWords` cover, ascending.
  ///
  /// `isStored` must hold for every part of a run that it holds for. A run that ends furthest from each word on ends no earlier than the one before, so
  /// each end is tried once: O(`count`) calls.
  static func cover(of count: Int, leastWords: Int, isStored: (Range<Int>) -> Bool) -> [Range<Int>] {
    var longest: [Range<Int>] = []
    var end = 0
    for start in 0..<count {
      end = max(end, start)
      // What the run before ended at is stored from here on as well, as far as it has a word.
      while end < count, isStored(start..<(end + 1)) { end += 1 }
      let run = start..<end
      if run.count >= leastWords, longest.last.map({ run.upperBound > $0.upperBound }) ?? true { longest.append(run) }
    }
    var chosen: [Range<Int>] = []
    var covered = 0
    var at = 0
    while at < longest.count {
      // The run that reaches furthest among those that begin no later than the first word not covered; else the next one.
      var furthest = at
      while furthest + 1 < longest.count, longest[furthest + 1].lowerBound <= max(covered, longest[at].lowerBound) { furthest += 1 }
      chosen.append(longest[furthest])
      covered = longest[furthest].upperBound
      at = furthest + 1
    }
    return chosen
  }
}
