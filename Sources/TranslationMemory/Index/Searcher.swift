internal import CSignatureScan
internal import Language

/// Finds the best entries of the indexes of a memory's layers for a query. Holds scratch space: one for each thread.
///
/// **Why the answers are exact.** Let a query have m heavy tokens, an entry n, M = max(m, n). Every operation of the graded distance D costs at least
/// a word wherever it joins tokens of two κ classes, drops or adds a heavy one; so D ≥ 20·d, d the Levenshtein distance over κ classes, and a score of at
/// least T needs d ≤ ⌊M·(100 − T)/100⌋. An alignment with d operations leaves M − d pairs of equal classes, so the entry shares at least T·M/100
/// of the query's classes, counted with multiplicity. Then, with the query's classes in any fixed order (here: rarest first), an entry that has none
/// of the first p has at most m − p: only the lists of the first m − ⌈T·m/100⌉ + 1 are read, and only in the window of lengths that the overlap allows
/// (prefix filter: Chaudhuri, Ganti & Kaushik 2006; Xiao et al. 2008). A bit for each class in 128 bounds d from below by the bits that only one side
/// has. What is left is measured. When enough entries are found, T rises to the score of the last of them; entries that tie with it are still seen. T rises
/// from one layer to the next as well; the same tokens in two layers count as one entry.
struct Searcher {
  /// An entry that answers.
  struct Hit {
    /// After the penalty.
    var score: Int
    var layer: Int
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

  /// What is remembered of one layer's index.
  private struct Lane {
    var seen: [UInt8] = []
    var epoch: UInt8 = 0
    var slotOf: [UInt32] = []
  }

  private var lanes: [Lane] = []
  /// The lane of the index in hand.
  private var lane = Lane()
  /// The search under way.
  private var indexes: [Index] = []
  private var text = QueryText()
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
  ///
  /// - Parameters:
  ///   - queries: the text as each index numbers it.
  ///   - indexes: one for each layer.
  mutating func search(
    _ text: QueryText, _ queries: [Query], in indexes: [Index], _ units: UnitTable, least: Int, limit: Int, penalty: (UInt32) -> Int?
  ) -> (hits: [Hit], whole: [(layer: Int, entry: UInt32)]) {
    self.least = max(1, least)
    self.limit = limit
    hits.removeAll(keepingCapacity: true)
    (met, measured) = (0, 0)
    guard limit > 0, text.count > 0, least <= 100 else { return ([], []) }
    (self.indexes, self.text) = (indexes, text)
    defer { (self.indexes, self.text) = ([], QueryText()) }
    var whole: [(layer: Int, entry: UInt32)] = []
    let hash = text.joinHash
    for (layer, index) in indexes.enumerated() {
      enter(layer) { (searcher) in
        searcher.beginMarks(index.entryCount)
        var own: [UInt32] = []
        index.joined(hash) { entry in if Self.isJoined(text, index, entry), !own.contains(entry) { own.append(entry) } }
        for entry in own {
          searcher.lane.seen[Int(entry)] = searcher.lane.epoch
          searcher.take(entry, 100, index, units, penalty)
          whole.append((layer, entry))
        }
      }
    }
    if self.least == 100 { return (hits, whole) }
    for (layer, index) in indexes.enumerated() where index.entryCount > 0 {
      enter(layer) { (searcher) in
        let query = queries[layer]
        let isShort = index.score == .graded && query.heavy.count <= MatchCost.shortLength
        searcher.setPattern(query, index)
        if isShort {
          searcher.setCharacters()
          searcher.searchShort(query, index, units, penalty)
        }
        searcher.searchPrefix(query, index, units, penalty)
        searcher.clearPattern(query)
      }
    }
    return (hits, whole)
  }

  /// Calls `body` while a layer's lane is in hand.
  private mutating func enter(_ layer: Int, _ body: (inout Searcher) -> Void) {
    while lanes.count <= layer { lanes.append(Lane()) }
    swap(&lane, &lanes[layer])
    body(&self)
    swap(&lane, &lanes[layer])
  }

  private mutating func beginMarks(_ count: Int) {
    if lane.seen.count < count || lane.epoch == .max {
      lane.seen = [UInt8](repeating: 0, count: count)
      lane.epoch = 0
    }
    lane.epoch += 1
  }

  private mutating func take(
    _ entry: UInt32, _ score: Int, _ index: Index, _ units: UnitTable, _ penalty: (UInt32) -> Int?,
    run: Range<Int> = 0..<0
  ) {
    // Its best unit. While units lie in the order of ``Hit/precedes(_:_:)``, none behind the first without a penalty is better.
    let isOrdered = units.isOrdered(index.layer)
    var best: Hit?
    for own in index.units(of: entry) {
      guard let unit = units.number(of: own, in: index.layer), let points = penalty(unit) else { continue }
      let hit = Hit(
        score: score - points, layer: index.layer, entry: entry, unit: unit, rank: units.rank(unit), penalty: points, run: run)
      if best.map({ Hit.precedes(hit, $0) }) ?? true { best = hit }
      if points == 0, isOrdered { break }
    }
    guard let hit = best, hit.score >= least else { return }
    if let twin = hits.firstIndex(where: {
      $0.layer != hit.layer && $0.score + $0.penalty == score && index.isSame(entry, as: $0.entry, in: indexes[$0.layer])
    }) {
      guard Hit.precedes(hit, hits[twin]) else { return }
      hits.remove(at: twin)
    }
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
    _ text: QueryText, _ queries: [Query], in indexes: [Index], _ units: UnitTable, least: Int, limit: Int, penalty: (UInt32) -> Int?
  ) -> [Hit] {
    self.least = max(1, least)
    self.limit = limit
    hits.removeAll(keepingCapacity: true)
    (met, measured) = (0, 0)
    guard limit > 0, least <= 100 else { return [] }
    (self.indexes, self.text) = (indexes, text)
    defer { (self.indexes, self.text) = ([], QueryText()) }
    for (layer, index) in indexes.enumerated() where index.entryCount > 0 && queries[layer].heavy.count >= MatchCost.leastPart {
      enter(layer) { (searcher) in
        searcher.beginMarks(index.entryCount)
        // What says the same as a whole is no part.
        index.joined(text.joinHash) { if Self.isJoined(text, index, $0) { searcher.lane.seen[Int($0)] = searcher.lane.epoch } }
        searcher.setPattern(queries[layer], index)
        searcher.searchParts(queries[layer], index, units, penalty)
        searcher.clearPattern(queries[layer])
      }
    }
    return hits
  }

  private mutating func searchParts(_ query: Query, _ index: Index, _ units: UnitTable, _ penalty: (UInt32) -> Int?) {
    let m = query.heavy.count
    filter.setQuery(query.heavy, unknown: query.unknownCount, in: index)
    var position = 0
    for element in elements(of: query, index) {
      guard (m - position) * 100 >= least * m else { break }
      let list = index.postingRange(of: element.kappa)
      position += element.count
      let lengthAt = index.lengthIndex((least * m + 99) / 100)
      guard !list.isEmpty, lengthAt < index.lengths.count else { continue }
      var at = index.place(in: list, notBelow: index.lengthStarts[lengthAt])
      while at < list.upperBound {
        filter.setWindow(mostMissing: (100 - least) * m / 100, in: index)
        let (passed, lookedAt) = nextBatch(at..<list.upperBound, index)
        guard lookedAt > 0 else { break }
        at += lookedAt
        for number in 0..<passed {
          guard let entry = unseen(number, passed, index), let (score, run) = measurePart(entry, query, index) else { continue }
          take(entry, score, index, units, penalty, run: run)
        }
      }
    }
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

  /// The query's classes, rarest first; a class that stands there c times takes c positions.
  private func elements(of query: Query, _ index: Index) -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(query.heavy.count)
    let sorted = query.heavy.sorted()
    var at = 0
    while at < sorted.count {
      let kappa = sorted[at]
      var end = at
      while end < sorted.count, sorted[end] == kappa { end += 1 }
      elements.append(Element(frequency: index.postingRange(of: kappa).count, kappa: kappa, count: end - at))
      at = end
    }
    elements.sort { ($0.frequency, $0.kappa) < ($1.frequency, $1.kappa) }
    return elements
  }

  private mutating func searchPrefix(_ query: Query, _ index: Index, _ units: UnitTable, _ penalty: (UInt32) -> Int?) {
    let m = query.heavy.count
    guard m > 0 else { return }
    filter.setQuery(query.heavy, unknown: query.unknownCount, in: index)
    filter.setWindows(length: m, least: least, in: index)
    var position = 0
    for element in elements(of: query, index) {
      guard (m - position) * 100 >= least * m else { return }
      traverse(index.postingRange(of: element.kappa), shared: m - position, query, index, units, penalty)
      position += element.count
    }
  }

  /// Measures what a list holds that may do; such entries share at most `shared` of the query's tokens.
  private mutating func traverse(
    _ list: Range<Int>, shared: Int, _ query: Query, _ index: Index, _ units: UnitTable, _ penalty: (UInt32) -> Int?
  ) {
    guard !list.isEmpty, let first = filter.begin(shared: shared, least: least, in: index) else { return }
    var at = index.place(in: list, notBelow: first)
    while at < list.upperBound {
      let (passed, lookedAt) = nextBatch(at..<list.upperBound, index)
      guard lookedAt > 0 else { return }
      at += lookedAt
      let before = least
      for number in 0..<passed {
        // What failed before fails again, for the least score only rises: only measured entries are marked.
        guard let entry = unseen(number, passed, index), let score = measure(entry, query, index) else { continue }
        take(entry, score, index, units, penalty)
      }
      if least != before { filter.rise(to: least, shared: shared, in: index) }
    }
  }

  /// A batch of signatures at once: their cache misses overlap.
  private mutating func nextBatch(_ range: Range<Int>, _ index: Index) -> (passed: Int, lookedAt: Int) {
    let (passed, lookedAt) = filter.next(range, in: index)
    met += lookedAt
    return (passed, lookedAt)
  }

  /// An entry of the batch, marked; nil for one that was marked before. Asks for those that come next.
  @inline(__always)
  private mutating func unseen(_ number: Int, _ passed: Int, _ index: Index) -> UInt32? {
    let entry = filter.passing[number]
    if number + 8 < passed { index.prefetchStart(of: filter.passing[number + 8]) }
    if number + 4 < passed { index.prefetchTokens(of: filter.passing[number + 4]) }
    guard lane.seen[Int(entry)] != lane.epoch else { return nil }
    lane.seen[Int(entry)] = lane.epoch
    return entry
  }

  private var filter = SignatureFilter()

  // MARK: Measuring

  private mutating func setPattern(_ query: Query, _ index: Index) {
    if lane.slotOf.count != index.kappas.count { lane.slotOf = [UInt32](repeating: 0, count: index.kappas.count) }
    var pattern: [UInt32] = []
    pattern.reserveCapacity(query.heavy.count)
    var alphabet: UInt32 = 0
    for kappa in query.heavy where Int(kappa) < lane.slotOf.count && lane.slotOf[Int(kappa)] == 0 {
      alphabet += 1
      lane.slotOf[Int(kappa)] = alphabet
    }
    // Slots count from 1; 0 is what the pattern lacks. In the pattern they are turned so that the foreign id comes last.
    for kappa in query.heavy { pattern.append(Int(kappa) < lane.slotOf.count ? lane.slotOf[Int(kappa)] - 1 : alphabet) }
    // Unknown classes match nothing stored, so one id that no text has serves all of them.
    distance.setPattern(pattern, alphabet: Int(alphabet) + 1)
    foreign = alphabet + 1
  }

  private mutating func clearPattern(_ query: Query) {
    for kappa in query.heavy where Int(kappa) < lane.slotOf.count { lane.slotOf[Int(kappa)] = 0 }
  }

  private mutating func setCharacters() {
    characters.removeAll(keepingCapacity: true)
    var ids: [UInt32] = []
    queryCharacterBits = 0
    text.keyBytes.withUnsafeBufferPointer { bytes in
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
    return lane.slotOf.withUnsafeBufferPointer { slots in
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
    if index.score == .graded, longer <= MatchCost.shortLength, let score = measureCharacters(forms, index) {
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
        guard lane.seen[entry] != lane.epoch else { continue }
        let longer = max(Int(index.shortLengths[entry]), queryCharacterCount)
        let cap = longer * (100 - least) / 100
        let bits = index.shortSignatures[entry]
        if (bits & ~queryCharacterBits).nonzeroBitCount > cap || (queryCharacterBits & ~bits).nonzeroBitCount > cap { continue }
        // Whether characters or tokens give the better score: it is measured once and for all. An entry below by characters may still be found by tokens.
        met += 1
        guard let score = measureCharacters(index.forms(of: UInt32(entry)), index), score >= least else { continue }
        lane.seen[entry] = lane.epoch
        if let score = measure(UInt32(entry), query, index) { take(UInt32(entry), score, index, units, penalty) }
      }
    }
  }

  /// The score by characters; nil when it is below ``least``, or numbers or a negation differ.
  private mutating func measureCharacters(_ forms: UnsafeBufferPointer<UInt32>, _ index: Index) -> Int? {
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
    guard d <= cap, Self.agree(text, forms, index) else { return nil }
    return min(99, 100 * (longer - d) / longer)
  }

  /// True when the text and an entry have the same numbers and codes in the same order, and neither denies what the other affirms.
  private static func agree(_ text: QueryText, _ forms: UnsafeBufferPointer<UInt32>, _ index: Index) -> Bool {
    text.keyBytes.withUnsafeBufferPointer { bytes in
      let keys = (0..<text.count).map { UnsafeBufferPointer(rebasing: bytes[text.key($0)]) }
      return ShortText.agree(keys, forms.map { index.forms[$0] })
    }
  }

  /// True when an entry's joined key is the text's.
  static func isJoined(_ text: QueryText, _ index: Index, _ entry: UInt32) -> Bool {
    var joined: [UInt8] = []
    joined.reserveCapacity(text.joined.count)
    var wasApart = false
    for form in index.forms(of: entry) {
      TokenKeys.appendJoined(index.forms[form], index.score, wasApart: &wasApart, to: &joined)
      if joined.count > text.joined.count { return false }
    }
    return joined == text.joined
  }
}
