public import Language

extension TermIndex {
  /// A term found in a text.
  public struct Occurrence: Hashable, Sendable {
    /// The place in the text, in Unicode scalars; of a verb whose parts stand apart, from its noun to its verb.
    public var range: Range<Int>
    /// The words of the term: ``range``, or noun and verb where others stand between.
    public var parts: [Range<Int>]
    /// The entries that the words may mean, more than one where termbases or concepts share a term.
    public var entries: [Entry]
    /// Terms whose words are partly these and partly others: the text may mean them instead.
    public var overlaps: [Overlap]
    /// The first entry's term.
    public var term: Term { entries[0].term }
    /// True when the entries are of more than one concept.
    public var isAmbiguous: Bool {
      entries.dropFirst().contains { $0.concept.id != entries[0].concept.id || $0.termbase != entries[0].termbase }
    }
  }

  /// A term that shares words with a longer one.
  public struct Overlap: Hashable, Sendable {
    public var range: Range<Int>
    public var entries: [Entry]
  }

  /// The terms in a text in order; inflection, spelling and the way of writing compounds don't matter.
  ///
  /// Where terms share words the longest is taken, of equally long ones the first; a term that lies within another is not told, one that goes beyond it is told
  /// as an overlap.
  /// - Parameters:
  ///   - language: only terms of this language; nil for all.
  ///   - nested: tell the terms within longer ones as well, as occurrences of their own.
  /// - Complexity: O(words × longest term), whatever the number of terms.
  public func recognize(in text: String, language: LanguageTag? = nil, nested: Bool = false) -> [Occurrence] {
    let wanted = tables.languages.map { language?.matches($0) ?? true }
    return pool.with { reader in
      text.withUTF8Bytes { bytes in
        reader.read(bytes)
        return reader.withText(bytes) { text in
          let seeker = TermSeeker(tables, text, wanted)
          return seeker.hits.isEmpty ? [] : occurrences(seeker, text, nested)
        }
      }
    }
  }

  // MARK: Choosing

  private func occurrences(_ seeker: TermSeeker, _ text: ReadText, _ nested: Bool) -> [Occurrence] {
    // The longest first; of equally long ones those that stand together, then the first.
    let ranked = seeker.hits.sorted {
      if $0.size != $1.size { return $0.size > $1.size }
      if ($0.verb < 0) != ($1.verb < 0) { return $0.verb < 0 }
      return $0.words.lowerBound < $1.words.lowerBound
    }
    var owner = [Int32](repeating: -1, count: text.words.count)
    var chosen: [TermSeeker.Hit] = []
    var overlaps: [(owner: Int32, hit: TermSeeker.Hit)] = []
    var within: [TermSeeker.Hit] = []
    for hit in ranked {
      var first: Int32 = -1
      var isFree = false
      func look(_ word: Int) {
        let its = owner[word]
        if its < 0 { isFree = true } else if first < 0 || its < first { first = its }
      }
      for word in hit.words { look(Int(word)) }
      // Two nouns that و joins share their verb.
      let isShared = first < 0 && hit.verb >= 0 && owner[Int(hit.verb)] >= 0
      if hit.verb >= 0, !isShared { look(Int(hit.verb)) }
      if first < 0 {
        for word in hit.words { owner[Int(word)] = Int32(chosen.count) }
        if hit.verb >= 0, !isShared { owner[Int(hit.verb)] = Int32(chosen.count) }
        chosen.append(hit)
      } else if isFree {
        overlaps.append((first, hit))
      } else {
        within.append(hit)
      }
    }
    func range(_ hit: TermSeeker.Hit) -> Range<Int> { text.range(Int(hit.words.lowerBound)..<hit.end) }
    func entries(_ hit: TermSeeker.Hit) -> [Entry] {
      let numbers = seeker.entries[Int(hit.entries.lowerBound)..<Int(hit.entries.upperBound)]
      return numbers.count == 1 ? [entry(numbers.first!)] : ordered(Array(numbers), text, hit.words).map(entry)
    }
    func occurrence(_ hit: TermSeeker.Hit, _ overlaps: [Overlap]) -> Occurrence {
      let whole = range(hit)
      let noun = text.range(Int(hit.words.lowerBound)..<Int(hit.words.upperBound))
      let isApart = hit.verb > hit.words.upperBound
      return Occurrence(
        range: whole, parts: isApart ? [noun, text.range(Int(hit.verb)..<Int(hit.verb) + 1)] : [whole], entries: entries(hit),
        overlaps: overlaps)
    }
    var found: [Occurrence] = []
    found.reserveCapacity(chosen.count)
    for (number, hit) in chosen.enumerated() {
      let its = overlaps.isEmpty ? [] : overlaps.filter { $0.owner == number }
      found.append(occurrence(hit, its.map { Overlap(range: range($0.hit), entries: entries($0.hit)) }))
    }
    if nested { found += within.map { occurrence($0, []) } }
    return found.sorted {
      $0.range.lowerBound != $1.range.lowerBound ? $0.range.lowerBound < $1.range.lowerBound : $0.range.upperBound > $1.range.upperBound
    }
  }

  /// The entries whose key equals the text's first; then in the order of the termbases.
  private func ordered(_ numbers: [Int32], _ text: ReadText, _ words: Range<Int32>) -> [Int32] {
    var key: [UInt8] = []
    for word in words { key += text.key(Int(word)) }
    let equal = numbers.map { tables.words.bytes[keyRange(of: places[Int($0)])].elementsEqual(key) }
    return numbers.indices.sorted { equal[$0] != equal[$1] ? equal[$0] : numbers[$0] < numbers[$1] }.map { numbers[$0] }
  }

  /// The letters of a term's words without blanks, in ``TermTables/words``.
  private func keyRange(of place: Place) -> Range<Int> {
    Int(tables.words.words[Int(place.firstWord)].start)..<Int(tables.words.words[Int(place.firstWord + place.words) - 1].end)
  }
}
