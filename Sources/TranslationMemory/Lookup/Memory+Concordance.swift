public import Language

extension Memory {
  /// Every unit that holds all words and quoted phrases of `phrase`, confirmed ones first, then the newest.
  ///
  ///     try memory.concordance("«یادداشت تفاهم» امضا", source: .persian, target: .english) { hit in print(hit.target); return true }
  ///
  /// With ``ConcordanceOptions/byStem`` inflected forms are found too; numbers are always taken as they are. Marks between the words of a phrase
  /// don't part it.
  ///
  /// - Parameter onHit: called with each hit in order, as it is read; returns false to stop.
  /// - Returns: how many distinct texts hold the phrase, shown or not.
  /// - Throws: ``MemoryError``.
  /// - Complexity: O(units with the rarest word), in memory for `options.limit` hits.
  @discardableResult
  public func concordance(
    _ phrase: String, source: LanguageTag, target: LanguageTag, options: ConcordanceOptions = ConcordanceOptions(),
    onHit: (ConcordanceHit) -> Bool
  ) throws(MemoryError) -> Int {
    let wanted = ConcordanceQuery(phrase)
    guard !wanted.terms.isEmpty else { return 0 }
    for _ in 0..<5 {
      if let total = try attemptConcordance(wanted, source, target, options, onHit) { return total }
      try refresh(force: true)
    }
    throw .changedElsewhere(path: path)
  }

  /// A unit in which words were found.
  struct Found {
    var side: ConcordanceOptions.Side
    var layer: Int
    var entry: UInt32
    var unit: UInt32
    var rank: UInt32
    var count: Int

    static func precedes(_ a: Found, _ b: Found) -> Bool {
      if a.rank != b.rank { return a.rank > b.rank }
      if a.unit != b.unit { return a.unit < b.unit }
      return a.side == .source && b.side == .target
    }
  }

  /// The best of those that were found, in order.
  private struct Best {
    let limit: Int
    var all: [Found] = []

    mutating func take(_ found: Found) {
      if all.count == limit {
        guard let last = all.last, Found.precedes(found, last) else { return }
        all.removeLast()
      }
      var (low, high) = (0, all.count)
      while low < high {
        let middle = (low + high) / 2
        if Found.precedes(all[middle], found) { low = middle + 1 } else { high = middle }
      }
      all.insert(found, at: low)
    }
  }

  /// nil when an index turned out to be damaged before anything was shown.
  private func attemptConcordance(
    _ wanted: ConcordanceQuery, _ source: LanguageTag, _ target: LanguageTag, _ options: ConcordanceOptions,
    _ onHit: (ConcordanceHit) -> Bool
  ) throws(MemoryError) -> Int? {
    let sides = [ConcordanceOptions.Side.source, .target].filter { options.side == $0 || options.side == .both }
    // A unit with the words on both sides is found twice.
    var best = Best(limit: options.limit < Int.max / 2 ? options.limit * sides.count : .max)
    var total = 0
    var lenders: [ConcordanceOptions.Side: (image: MemoryImage, indexes: [Index], terms: [[PhraseSearch.Term]?])] = [:]
    for side in sides {
      let key = IndexKey(language: (side == .source ? source : target).primary, score: .graded)
      let (image, indexes, bench) = try borrow(key)
      defer { giveBack(bench, key) }
      let terms = indexes.map { $0.terms(wanted, byStem: options.byStem) }
      lenders[side] = (image, indexes, terms)
      let units = image.units
      let other = units.mask(of: side == .source ? target : source)
      Self.forEachEntry(with: terms, in: indexes, units, bench) { layer, entry, found in
        var isFirst = true
        Self.forEachDistinct(of: found, in: units) {
          units.languageMask($0) & other != 0
        } body: { unit, count in
          if isFirst { total += 1 }
          isFirst = false
          best.take(Found(side: side, layer: layer, entry: entry, unit: unit, rank: units.rank(unit), count: count))
        }
        return true
      }
      if image.isDamaged(indexes) { return nil }
    }
    guard let image = lenders.values.first?.image ?? nil else { return 0 }
    guard lenders.values.allSatisfy({ $0.image === image }) else { return nil }
    var shown = 0
    var lastUnit: UInt32?
    let bench = Workbench(.graded)
    for found in best.all where shown < options.limit {
      // Words that stand on both sides of one unit make one hit.
      guard found.unit != lastUnit, let lender = lenders[found.side], let terms = lender.terms[found.layer] else { continue }
      lastUnit = found.unit
      let runs = PhraseSearch.runs(of: terms, in: found.entry, lender.indexes[found.layer])
      guard var hit = try self.hit(found, runs, image, source, target, bench) else { throw .changedElsewhere(path: path) }
      if options.neighbours > 0 {
        hit.before = try neighbours(of: found.unit, step: -1, options.neighbours, image, source, target, bench)
        hit.after = try neighbours(of: found.unit, step: 1, options.neighbours, image, source, target, bench)
      }
      shown += 1
      guard onHit(hit) else { break }
    }
    return total
  }

  /// Calls `body` with each entry that holds all terms, and the units of it that the file holds, best rank first, until it returns false.
  ///
  /// The same tokens in several layers make one entry: what a smaller layer finds is looked up in the larger ones, and told of with the largest.
  /// - Parameter terms: as each layer numbers them; nil where it lacks some word's class.
  static func forEachEntry(
    with terms: [[PhraseSearch.Term]?], in indexes: [Index], _ units: UnitTable, _ bench: Workbench,
    _ body: (_ layer: Int, _ entry: UInt32, _ units: [UInt32]) -> Bool
  ) {
    let order = indexes.indices.sorted { indexes[$0].entryCount < indexes[$1].entryCount }
    var smaller = [[UInt32: [(layer: Int, entry: UInt32)]]](repeating: [:], count: indexes.count)
    var found: [UInt32] = []
    var goesOn = true
    for (place, layer) in order.enumerated() where goesOn {
      guard let terms = terms[layer] else { continue }
      bench.phrases.forEachEntry(with: terms, in: indexes[layer]) { entry in
        let twins = smaller[layer].isEmpty ? nil : smaller[layer][entry]
        for larger in order[(place + 1)...] {
          guard let twin = indexes[larger].entry(sameAs: entry, in: indexes[layer]) else { continue }
          smaller[larger][twin] = (twins ?? []) + [(layer, entry)]
          return true
        }
        found.removeAll(keepingCapacity: true)
        for twin in twins ?? [] { units.append(unitsOf: twin.entry, in: indexes[twin.layer], to: &found) }
        units.append(unitsOf: entry, in: indexes[layer], to: &found)
        if found.count > 1, twins != nil || !units.isOrdered(layer) {
          found.sort { a, b in
            let (x, y) = (units.rank(a), units.rank(b))
            return x != y ? x > y : a < b
          }
        }
        if !found.isEmpty { goesOn = body(layer, entry, found) }
        return goesOn
      }
    }
  }

  /// Calls `body` with the first of the wanted units that say the same, and how many they are.
  static func forEachDistinct(
    of units: [UInt32], in table: UnitTable, isWanted: (UInt32) -> Bool, body: (_ unit: UInt32, _ count: Int) -> Void
  ) {
    if units.count == 1 {
      if isWanted(units[0]) { body(units[0], 1) }
      return
    }
    var found: [(unit: UInt32, count: Int)] = []
    var seen: [UInt64: Int] = [:]
    for unit in units where isWanted(unit) {
      let hash = table.textHash(unit)
      if let known = seen[hash] {
        found[known].count += 1
      } else {
        seen[hash] = found.count
        found.append((unit, 1))
      }
    }
    for (unit, count) in found { body(unit, count) }
  }

  func hit(
    _ found: Found, _ runs: [Range<Int>], _ image: MemoryImage, _ source: LanguageTag, _ target: LanguageTag, _ bench: Workbench
  ) throws(MemoryError) -> ConcordanceHit? {
    guard let match = try read(found.unit, found.count, image, source, target, bench) else { return nil }
    let text = found.side == .source ? match.source : match.target
    return ConcordanceHit(
      side: found.side, source: match.source, target: match.target, ranges: bench.diff.places(of: runs, in: text), tuid: match.tuid,
      memory: name, confirmedBy: match.confirmedBy, origin: match.origin, count: found.count, offset: match.offset)
  }

  /// The units that follow one, or come before it, in its document; in the order of the document.
  private func neighbours(
    of unit: UInt32, step: Int, _ count: Int, _ image: MemoryImage, _ source: LanguageTag, _ target: LanguageTag, _ bench: Workbench
  ) throws(MemoryError) -> [ConcordanceHit.Neighbour] {
    var found: [ConcordanceHit.Neighbour] = []
    var at = Int(unit)
    while found.count < count, image.units.count > at + step, at + step >= 0, follow(min(at, at + step), image, bench) {
      at += step
      guard let match = try read(UInt32(at), 1, image, source, target, bench) else { break }
      found.append(.init(source: match.source, target: match.target))
    }
    return step < 0 ? found.reversed() : found
  }
}
