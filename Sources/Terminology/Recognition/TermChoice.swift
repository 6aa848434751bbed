/// Chooses among the terms that were found where they share words.
struct TermChoice {
  private let seeker: TermSeeker
  private let tables: TermTables
  private let text: ReadText

  init(_ seeker: TermSeeker) { (self.seeker, tables, text) = (seeker, seeker.index, seeker.text) }

  /// A hit that lies within longer ones; those that are chosen have their rank, from 0.
  private static let within: Int32 = -2
  private static let none: Int32 = -1

  /// The longest first; of equally long ones those that stand together, then the first.
  /// - Parameter nested: those within longer ones as well.
  /// - Complexity: O(words × longest term).
  func occurrences(nested: Bool) -> [TermIndex.Occurrence] {
    let hits = seeker.hits
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: text.words.count + hits.count) { room in
      room.initialize(repeating: Self.none)
      // By word the rank of the chosen hit that has it, and what becomes of each hit.
      let owners = UnsafeMutableBufferPointer(rebasing: room[..<text.words.count])
      let ranks = UnsafeMutableBufferPointer(rebasing: room[text.words.count...])
      var overlaps: [(owner: Int32, hit: TermSeeker.Hit)] = []
      var chosen = 0
      forEachRanked { number, hit in
        let (owner, isFree) = take(hit, Int32(chosen), owners)
        if owner < 0 {
          ranks[number] = Int32(chosen)
          chosen += 1
        } else if isFree {
          overlaps.append((owner, hit))
        } else {
          ranks[number] = Self.within
        }
      }
      var found: [TermIndex.Occurrence] = []
      found.reserveCapacity(chosen)
      // Hits come in the order of their first words, and those that are chosen share none.
      for number in hits.indices where ranks[number] >= 0 {
        let its = overlaps.isEmpty ? [] : overlaps.filter { $0.owner == ranks[number] }
        found.append(occurrence(hits[number], its.map { TermIndex.Overlap(range: range($0.hit), entries($0.hit)) }))
      }
      guard nested else { return found }
      forEachRanked { number, hit in
        if ranks[number] == Self.within { found.append(occurrence(hit, [])) }
      }
      return found.sorted {
        $0.range.lowerBound != $1.range.lowerBound ? $0.range.lowerBound < $1.range.lowerBound : $0.range.upperBound > $1.range.upperBound
      }
    }
  }

  private func forEachRanked(_ body: (Int, TermSeeker.Hit) -> Void) {
    var size = seeker.hits.reduce(0) { max($0, $1.size) }
    while size > 0 {
      var next = 0
      for isApart in [false, true] {
        for (number, hit) in seeker.hits.enumerated() {
          if hit.size == size, (hit.verb >= 0) == isApart { body(number, hit) }
          if hit.size < size { next = max(next, hit.size) }
        }
      }
      size = next
    }
  }

  /// Gives a hit its words, where all of them are free.
  /// - Returns: the first rank of those that have its words, below 0 for none; and whether one of its words is free.
  @inline(__always) private func take(
    _ hit: TermSeeker.Hit, _ rank: Int32, _ owners: UnsafeMutableBufferPointer<Int32>
  ) -> (owner: Int32, isFree: Bool) {
    var first = Self.none
    var isFree = false
    func look(_ word: Int32) {
      let its = owners[Int(word)]
      if its < 0 { isFree = true } else if first < 0 || its < first { first = its }
    }
    for word in hit.words { look(word) }
    // Two nouns that و joins share their verb.
    let isShared = first < 0 && hit.verb >= 0 && owners[Int(hit.verb)] >= 0
    if hit.verb >= 0, !isShared { look(hit.verb) }
    if first < 0 {
      for word in hit.words { owners[Int(word)] = rank }
      if hit.verb >= 0, !isShared { owners[Int(hit.verb)] = rank }
    }
    return (first, isFree)
  }

  // MARK: Answers

  private func range(_ hit: TermSeeker.Hit) -> Range<Int> { text.range(Int(hit.words.lowerBound)..<hit.end) }

  private func occurrence(_ hit: TermSeeker.Hit, _ overlaps: [TermIndex.Overlap]) -> TermIndex.Occurrence {
    let isApart = hit.verb > hit.words.upperBound
    let joint = isApart ? text.words[Int(hit.words.upperBound) - 1].end..<text.words[Int(hit.verb)].start : nil
    return TermIndex.Occurrence(range: range(hit), joint: joint, entries(hit), overlaps)
  }

  private func entries(_ hit: TermSeeker.Hit) -> TermIndex.EntryList {
    let first = seeker.entries[Int(hit.entries.lowerBound)]
    if hit.entries.count == 1 { return TermIndex.EntryList(tables, first) }
    let numbers = ordered(hit)
    return TermIndex.EntryList(tables, numbers[0], others: Array(numbers[1...]))
  }

  /// The entries whose key equals the text's first; then in the order of the termbases.
  private func ordered(_ hit: TermSeeker.Hit) -> [Int32] {
    let numbers = seeker.entries[Int(hit.entries.lowerBound)..<Int(hit.entries.upperBound)].sorted()
    let equal = numbers.filter { isSpelt(hit.words, as: tables.places[Int($0)]) }
    return equal.count == numbers.count || equal.isEmpty ? numbers : equal + numbers.filter { !equal.contains($0) }
  }

  /// True where the letters of words are those of a term, without blanks.
  private func isSpelt(_ words: Range<Int32>, as place: TermIndex.Place) -> Bool {
    let (first, last) = (tables.words.words[Int(place.firstWord)], tables.words.words[Int(place.firstWord + place.words) - 1])
    return tables.words.bytes.withUnsafeBufferPointer { bytes in
      var at = Int(first.start)
      for word in words {
        let key = text.key(Int(word))
        guard at + key.count <= Int(last.end) else { return false }
        for index in 0..<key.count where bytes[at + index] != key[index] { return false }
        at += key.count
      }
      return at == Int(last.end)
    }
  }
}
