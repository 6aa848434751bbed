internal import CSignatureScan
internal import Language

/// Finds the best entries of an index for a query. Holds scratch space: one for each thread.
///
/// **Why the answers are exact.** Let a query have m heavy tokens, an entry n, M = max(m, n). Every operation of the graded distance D costs at least
/// a word wherever it joins tokens of two κ classes, drops or adds a heavy one; so D ≥ 20·d, d the Levenshtein distance over κ classes, and a score of at
/// least T needs d ≤ ⌊M·(100 − T)/100⌋. An alignment with d operations leaves M − d pairs of equal classes, so the entry shares at least T·M/100
/// of the query's classes, counted with multiplicity. Then, with the query's classes in any fixed order (here: rarest first), an entry that has none
/// of the first p has at most m − p: only the lists of the first m − ⌈T·m/100⌉ + 1 are read, and only in the window of lengths that the overlap allows
/// (prefix filter: Chaudhuri, Ganti & Kaushik 2006; Xiao et al. 2008). A bit for each class in 128 bounds d from below by the bits that only one side
/// has. What is left is measured. When enough entries are found, T rises to the score of the last of them; entries that tie with it are still seen.
struct Searcher {
  /// An entry that answers.
  struct Hit {
    /// After the penalty.
    var score: Int
    var entry: UInt32
    /// Its best unit with the language asked for.
    var unit: UInt32
    var rank: UInt32
    /// What was taken off its score.
    var penalty = 0
    /// Of a part: which of the entry's tokens it is.
    var run = 0..<0

    /// Better: higher score, then rank, then earlier in the file.
    static func precedes(_ a: Hit, _ b: Hit) -> Bool {
      if a.score != b.score { return a.score > b.score }
      if a.rank != b.rank { return a.rank > b.rank }
      return a.unit < b.unit
    }
  }

  private var seen: [UInt8] = []
  private var epoch: UInt8 = 0
  private var slotOf: [UInt32] = []
  private var distance = TokenDistance()
  private var characterDistance = TokenDistance()
  private var dense: [UInt32] = []
  private var denseCount = 0
  private var graded: [TokenDistance.Graded] = []
  private var characters: [UInt32: UInt32] = [:]
  private var denseCharacters: [UInt32] = []
  private var queryCharacterCount = 0
  private var queryCharacterBits: UInt64 = 0

  private var hits: [Hit] = []
  private var limit = 0
  private var least = 0
  /// Candidates met, and those measured, of the last search: for benchmarks.
  private(set) var met = 0, measured = 0

  /// The best `limit` entries that score at least `least` and have a unit that is wanted; and, apart from them, every entry that
  /// scores 100. `penalty` gives what is taken off a unit's score, nil for one that isn't wanted: it only lowers scores, so every bound still holds.
  mutating func search(
    _ query: Query, in index: Index, _ units: UnitTable, least: Int, limit: Int, penalty: (UInt32) -> Int?
  ) -> (hits: [Hit], whole: [UInt32]) {
    self.least = max(1, least)
    self.limit = limit
    hits.removeAll(keepingCapacity: true)
    (met, measured) = (0, 0)
    guard index.entryCount > 0, limit > 0, !query.tokens.isEmpty, least <= 100 else { return ([], []) }
    beginMarks(index.entryCount)

    var whole: [UInt32] = []
    index.joined(query.joinHash) { entry in
      if Self.isJoined(query, index, entry), !whole.contains(entry) { whole.append(entry) }
    }
    for entry in whole {
      seen[Int(entry)] = epoch
      take(entry, 100, index, units, penalty)
    }
    if self.least == 100 { return (hits, whole) }

    let isShort = index.score == .graded && query.heavy.count <= MatchCost.shortLength
    setPattern(query, index, withCharacters: isShort)
    if isShort { searchShort(query, index, units, penalty) }
    searchPrefix(query, index, units, penalty)
    for kappa in query.heavy where Int(kappa) < slotOf.count { slotOf[Int(kappa)] = 0 }
    return (hits, whole)
  }

  private mutating func beginMarks(_ count: Int) {
    if seen.count != count || epoch == .max {
      seen = [UInt8](repeating: 0, count: count)
      epoch = 0
    }
    epoch += 1
  }

  private mutating func take(
    _ entry: UInt32, _ score: Int, _ index: Index, _ units: UnitTable, _ penalty: (UInt32) -> Int?,
    run: Range<Int> = 0..<0
  ) {
    // Its best unit: they lie in the order of ``Hit/precedes(_:_:)``, so none behind the first without a penalty is better.
    var best: Hit?
    for unit in index.units(of: entry) where Int(unit) < units.count {
      guard let points = penalty(unit) else { continue }
      let hit = Hit(score: score - points, entry: entry, unit: unit, rank: units.rank(unit), penalty: points, run: run)
      if best.map({ Hit.precedes(hit, $0) }) ?? true { best = hit }
      if points == 0 { break }
    }
    guard let hit = best, hit.score >= least else { return }
    if hits.count == limit {
      guard Hit.precedes(hit, hits[limit - 1]) else { return }
      hits.removeLast()
    }
    var at = hits.count
    while at > 0, Hit.precedes(hit, hits[at - 1]) { at -= 1 }
    hits.insert(hit, at: at)
    if hits.count == limit { least = max(least, hits[limit - 1].score) }
  }

  // MARK: Parts

  /// The best `limit` entries that the query resembles a part of, by the score that ``MatchCost`` gives for parts.
  ///
  /// The filter is that of whole texts but for the lengths: a run at distance D ≥ 20·d, d by κ classes, has m − d of the query's classes, so the entry
  /// shares at least T·m/100 of them, and may be of any length that holds so many.
  mutating func searchParts(
    _ query: Query, in index: Index, _ units: UnitTable, least: Int, limit: Int, penalty: (UInt32) -> Int?
  ) -> [Hit] {
    self.least = max(1, least)
    self.limit = limit
    hits.removeAll(keepingCapacity: true)
    (met, measured) = (0, 0)
    let m = query.heavy.count
    guard index.entryCount > 0, limit > 0, m >= MatchCost.leastPart, least <= 100 else { return [] }
    beginMarks(index.entryCount)
    // What says the same as a whole is no part.
    index.joined(query.joinHash) { entry in if Self.isJoined(query, index, entry) { seen[Int(entry)] = epoch } }
    setPattern(query, index, withCharacters: false)
    defer { for kappa in query.heavy where Int(kappa) < slotOf.count { slotOf[Int(kappa)] = 0 } }
    let (elements, signature) = elements(of: query, index)
    var position = 0
    for element in elements {
      guard (m - position) * 100 >= self.least * m else { break }
      let list = index.postingRange(of: element.kappa)
      position += element.count
      let lengthAt = index.lengthIndex((self.least * m + 99) / 100)
      guard !list.isEmpty, lengthAt < index.lengths.count else { continue }
      var at = index.place(in: list, notBelow: index.lengthStarts[lengthAt])
      let entryCount = index.entryCount
      while at < list.upperBound {
        let (passed, lookedAt) = filter(
          list, at, UInt32(entryCount), signature, query, mostStored: 128, mostMissing: (100 - self.least) * m / 100, index)
        guard lookedAt > 0 else { break }
        at += lookedAt
        for number in 0..<passed {
          let entry = passing[number]
          if number + 8 < passed { index.prefetchStart(of: passing[number + 8]) }
          if number + 4 < passed { index.prefetchTokens(of: passing[number + 4]) }
          guard seen[Int(entry)] != epoch else { continue }
          seen[Int(entry)] = epoch
          if let (score, run) = measurePart(entry, query, index) { take(entry, score, index, units, penalty, run: run) }
        }
      }
    }
    return hits
  }

  /// The score of an entry's nearest part and its tokens; nil when it is below ``least``, or no word of the entry lies outside.
  private mutating func measurePart(_ entry: UInt32, _ query: Query, _ index: Index) -> (score: Int, run: Range<Int>)? {
    measured += 1
    let forms = index.forms(of: entry)
    let m = query.heavy.count
    guard setDense(forms, index) * 100 >= least * m else { return nil }
    let d = withDense { $0.unitPart(of: $1) }
    guard (m - d) * 100 >= least * m else { return nil }
    graded.removeAll(keepingCapacity: true)
    for form in forms { graded.append(.init(form: form, kappa: index.kappa(of: form))) }
    let (cost, run) = query.tokens.withUnsafeBufferPointer { a in graded.withUnsafeBufferPointer { distance.gradedPart(a, of: $0) } }
    let whole = m * MatchCost.word
    guard cost <= whole, 100 * (whole - cost) >= least * whole, graded[run].count(where: { $0.kappa != Kappa.mark }) < denseCount else {
      return nil
    }
    return (100 * (whole - cost) / whole, run)
  }

  // MARK: The prefix filter

  private struct Element {
    var frequency: Int
    var kappa: UInt32
    var count: Int
  }

  /// The query's classes, rarest first, and their bits; a class that stands there c times takes c positions.
  private func elements(of query: Query, _ index: Index) -> (elements: [Element], signature: (UInt64, UInt64)) {
    var elements: [Element] = []
    var signature: (UInt64, UInt64) = (0, 0)
    let sorted = query.heavy.sorted()
    var at = 0
    while at < sorted.count {
      let kappa = sorted[at]
      var end = at
      while end < sorted.count, sorted[end] == kappa { end += 1 }
      elements.append(Element(frequency: index.postingRange(of: kappa).count, kappa: kappa, count: end - at))
      if Int(kappa) < index.kappas.count {
        let (word, bit) = Index.signatureBit(kappa)
        if word == 0 { signature.0 |= bit } else { signature.1 |= bit }
      }
      at = end
    }
    elements.sort { ($0.frequency, $0.kappa) < ($1.frequency, $1.kappa) }
    return (elements, signature)
  }

  private mutating func searchPrefix(_ query: Query, _ index: Index, _ units: UnitTable, _ penalty: (UInt32) -> Int?) {
    let m = query.heavy.count
    guard m > 0 else { return }
    let (elements, signature) = elements(of: query, index)
    var position = 0
    for element in elements {
      guard (m - position) * 100 >= least * m else { return }
      traverse(index.postingRange(of: element.kappa), position, signature, query, index, units, penalty)
      position += element.count
    }
  }

  private mutating func traverse(
    _ list: Range<Int>, _ position: Int, _ signature: (UInt64, UInt64), _ query: Query, _ index: Index, _ units: UnitTable,
    _ penalty: (UInt32) -> Int?
  ) {
    let m = query.heavy.count
    guard !list.isEmpty else { return }
    var lengthAt = index.lengthIndex((least * m + 99) / 100)
    guard lengthAt < index.lengths.count else { return }
    var at = index.place(in: list, notBelow: index.lengthStarts[lengthAt])
    var nextStart = index.lengthStarts[lengthAt]
    var cap = 0
    let entryCount = index.entryCount
    while at < list.upperBound {
      let first = index.postings[at]
      guard Int(first) < entryCount else { return }
      if first >= nextStart {
        // Into the length that this entry has.
        while lengthAt + 1 < index.lengths.count, index.lengthStarts[lengthAt + 1] <= first { lengthAt += 1 }
        let n = Int(index.lengths[lengthAt])
        guard n * least <= 100 * (m - position) else { return }
        nextStart = min(index.lengthStarts[lengthAt + 1], UInt32(entryCount))
        cap = max(m, n) * (100 - least) / 100
      }
      // The signatures of a batch at once: their cache misses overlap.
      let (passed, lookedAt) = filter(list, at, nextStart, signature, query, mostStored: cap, mostMissing: cap, index)
      guard lookedAt > 0 else { return }
      at += lookedAt
      let before = least
      for number in 0..<passed {
        let entry = passing[number]
        if number + 8 < passed { index.prefetchStart(of: passing[number + 8]) }
        if number + 4 < passed { index.prefetchTokens(of: passing[number + 4]) }
        // What failed before fails again, for the least score only rises: only measured entries are marked.
        guard seen[Int(entry)] != epoch else { continue }
        seen[Int(entry)] = epoch
        if let score = measure(entry, query, index) { take(entry, score, index, units, penalty) }
      }
      if least != before {
        guard (m - position) * 100 >= least * m else { return }
        let n = Int(index.lengths[lengthAt])
        guard n * least <= 100 * (m - position) else { return }
        cap = max(m, n) * (100 - least) / 100
      }
    }
  }

  /// Puts the entries of a list from `at` on, below `limit`, that their signatures don't rule out into ``passing``.
  private mutating func filter(
    _ range: Range<Int>, _ at: Int, _ limit: UInt32, _ signature: (UInt64, UInt64), _ query: Query, mostStored: Int,
    mostMissing: Int, _ index: Index
  ) -> (passed: Int, lookedAt: Int) {
    let wanted = tarjoman_signature_query(
      bits: signature, missing: UInt32(clamping: query.unknownCount), most_stored: UInt32(clamping: mostStored),
      most_missing: UInt32(clamping: mostMissing))
    let (passed, lookedAt) = index.filter(at..<range.upperBound, below: limit, wanted, into: &passing)
    met += lookedAt
    return (passed, lookedAt)
  }

  private var passing: [UInt32] = []

  // MARK: Measuring

  private mutating func setPattern(_ query: Query, _ index: Index, withCharacters: Bool) {
    if slotOf.count != index.kappas.count { slotOf = [UInt32](repeating: 0, count: index.kappas.count) }
    var pattern: [UInt32] = []
    pattern.reserveCapacity(query.heavy.count)
    var alphabet: UInt32 = 0
    for kappa in query.heavy where Int(kappa) < slotOf.count && slotOf[Int(kappa)] == 0 {
      alphabet += 1
      slotOf[Int(kappa)] = alphabet
    }
    // Slots count from 1; 0 is what the pattern lacks. In the pattern they are turned so that the foreign id comes last.
    for kappa in query.heavy { pattern.append(Int(kappa) < slotOf.count ? slotOf[Int(kappa)] - 1 : alphabet) }
    // Unknown classes match nothing stored, so one id that no text has serves all of them.
    distance.setPattern(pattern, alphabet: Int(alphabet) + 1)
    foreign = alphabet + 1
    guard withCharacters else { return }
    characters.removeAll(keepingCapacity: true)
    var ids: [UInt32] = []
    queryCharacterBits = 0
    query.keyBytes.withUnsafeBufferPointer { bytes in
      var at = 0
      while at < bytes.count {
        let (scalar, next) = UTF8Coding.scalar(in: bytes, at: at)
        let id = characters[scalar] ?? UInt32(characters.count)
        characters[scalar] = id
        ids.append(id)
        queryCharacterBits |= Index.characterBit(scalar)
        at = next
      }
    }
    queryCharacterCount = ids.count
    characterDistance.setPattern(ids, alphabet: characters.count)
  }

  private var foreign: UInt32 = 0

  private mutating func withDense(_ body: (inout TokenDistance, UnsafeBufferPointer<UInt32>) -> Int) -> Int {
    dense.withUnsafeBufferPointer { body(&distance, UnsafeBufferPointer(rebasing: $0[..<denseCount])) }
  }

  /// Sets ``dense`` to the heavy tokens as the pattern numbers them; gives how many of them the pattern has.
  private mutating func setDense(_ forms: UnsafeBufferPointer<UInt32>, _ index: Index) -> Int {
    if dense.count < forms.count { dense = [UInt32](repeating: 0, count: forms.count * 2) }
    guard let base = forms.baseAddress else {
      denseCount = 0
      return 0
    }
    return slotOf.withUnsafeBufferPointer { slots in
      dense.withUnsafeMutableBufferPointer { dense in
        let map = tarjoman_token_map(
          class_of_form: index.formKappa.baseAddress, forms: index.formKappa.count, slot_of_class: slots.baseAddress, classes: slots.count,
          foreign: foreign)
        var known = 0
        denseCount = withUnsafePointer(to: map) { tarjoman_map_tokens(base, forms.count, $0, dense.baseAddress!, &known) }
        return known
      }
    }
  }

  /// The score of an entry; nil when it is below ``least``.
  private mutating func measure(_ entry: UInt32, _ query: Query, _ index: Index) -> Int? {
    measured += 1
    let forms = index.forms(of: entry)
    let known = setDense(forms, index)
    let (m, n) = (query.heavy.count, denseCount)
    let longer = max(m, n)
    var best: Int?
    if longer > 0 {
      let cap = longer * (100 - least) / 100
      // What the pattern lacks has no partner.
      let d = longer - known > cap ? cap + 1 : withDense { $0.unit(to: $1, cap: cap) }
      if d <= cap {
        if index.score == .plain {
          best = 100 * (longer - d) / longer
        } else {
          graded.removeAll(keepingCapacity: true)
          for form in forms { graded.append(.init(form: form, kappa: index.kappa(of: form))) }
          let whole = longer * MatchCost.word
          let most = whole * (100 - least) / 100
          let cost = query.tokens.withUnsafeBufferPointer { a in graded.withUnsafeBufferPointer { b in distance.graded(a, b, cap: most) } }
          if cost <= most { best = 100 * (whole - cost) / whole }
        }
      }
    }
    if index.score == .graded, longer <= MatchCost.shortLength, let score = measureCharacters(forms, query, index) {
      best = max(best ?? 0, score)
    }
    // 100 is for entries that the probe of joined keys found; they never come here.
    return best.map { min(99, $0) }
  }

  // MARK: Short texts

  private mutating func searchShort(_ query: Query, _ index: Index, _ units: UnitTable, _ penalty: (UInt32) -> Int?) {
    for (lengthAt, n) in index.lengths.enumerated() {
      guard n <= MatchCost.shortLength else { return }
      let end = min(Int(index.lengthStarts[lengthAt + 1]), index.shortLengths.count)
      var entry = Int(index.lengthStarts[lengthAt])
      // Ascending by characters: from ⌈T·l/100⌉ to ⌊100·l/T⌋.
      var (low, high) = (entry, end)
      while low < high {
        let middle = (low + high) / 2
        if Int(index.shortLengths[middle]) * 100 < least * queryCharacterCount { low = middle + 1 } else { high = middle }
      }
      entry = low
      while entry < end, Int(index.shortLengths[entry]) * least <= 100 * queryCharacterCount {
        defer { entry += 1 }
        guard seen[entry] != epoch else { continue }
        let longer = max(Int(index.shortLengths[entry]), queryCharacterCount)
        let cap = longer * (100 - least) / 100
        let bits = index.shortSignatures[entry]
        if (bits & ~queryCharacterBits).nonzeroBitCount > cap || (queryCharacterBits & ~bits).nonzeroBitCount > cap { continue }
        // Whether characters or tokens give the better score: it is measured once and for all. An entry below by characters may still be found by tokens.
        met += 1
        guard let score = measureCharacters(index.forms(of: UInt32(entry)), query, index), score >= least else { continue }
        seen[entry] = epoch
        if let score = measure(UInt32(entry), query, index) { take(UInt32(entry), score, index, units, penalty) }
      }
    }
  }

  /// The score by characters; nil when it is below ``least``, or numbers or a negation differ.
  private mutating func measureCharacters(_ forms: UnsafeBufferPointer<UInt32>, _ query: Query, _ index: Index) -> Int? {
    denseCharacters.removeAll(keepingCapacity: true)
    for form in forms {
      let key = index.forms[form]
      var at = 0
      while at < key.count {
        let (scalar, next) = UTF8Coding.scalar(in: key, at: at)
        denseCharacters.append(characters[scalar] ?? UInt32(characters.count))
        at = next
      }
    }
    let longer = max(queryCharacterCount, denseCharacters.count)
    guard longer > 0 else { return nil }
    let cap = longer * (100 - least) / 100
    let d = denseCharacters.withUnsafeBufferPointer { characterDistance.unit(to: $0, cap: cap) }
    guard d <= cap, Self.agree(query, forms, index) else { return nil }
    return min(99, 100 * (longer - d) / longer)
  }

  /// True when two texts have the same numbers and codes in the same order, and neither denies what the other affirms.
  static func agree(_ query: Query, _ forms: UnsafeBufferPointer<UInt32>, _ index: Index) -> Bool {
    query.keyBytes.withUnsafeBufferPointer { bytes in
      var keys: [UnsafeBufferPointer<UInt8>] = []
      for token in query.tokens.indices { keys.append(UnsafeBufferPointer(rebasing: bytes[query.key(token).indices])) }
      return ShortText.agree(keys, forms.map { index.forms[$0] })
    }
  }

  /// True when an entry's joined key is the query's.
  static func isJoined(_ query: Query, _ index: Index, _ entry: UInt32) -> Bool {
    var joined: [UInt8] = []
    joined.reserveCapacity(query.joined.count)
    var wasApart = false
    for form in index.forms(of: entry) {
      TokenKeys.appendJoined(index.forms[form], index.score, wasApart: &wasApart, to: &joined)
      if joined.count > query.joined.count { return false }
    }
    return joined == query.joined
  }
}
