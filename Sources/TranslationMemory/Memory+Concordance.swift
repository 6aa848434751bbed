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
    var lenders: [ConcordanceOptions.Side: (image: MemoryImage, index: Index, terms: [PhraseSearch.Term])] = [:]
    for side in sides {
      let key = IndexKey(language: (side == .source ? source : target).primary, score: .graded)
      let (image, index, bench) = try borrow(key)
      defer { giveBack(bench, key, image) }
      guard let terms = index.terms(wanted, byStem: options.byStem) else { continue }
      lenders[side] = (image, index, terms)
      let units = image.units
      let other = units.mask(of: side == .source ? target : source)
      bench.phrases.forEachEntry(with: terms, in: index) { entry in
        var isFirst = true
        Self.forEachDistinct(of: index.units(of: entry), in: units) {
          units.languageMask($0) & other != 0
        } body: { unit, count in
          if isFirst { total += 1 }
          isFirst = false
          best.take(Found(side: side, entry: entry, unit: unit, rank: units.rank(unit), count: count))
        }
        return true
      }
      if index.image.isDamaged || units.image.isDamaged { return nil }
    }
    guard let image = lenders.values.first?.image ?? nil else { return 0 }
    guard lenders.values.allSatisfy({ $0.image === image }) else { return nil }
    var shown = 0
    var lastUnit: UInt32?
    let bench = Workbench(.graded)
    for found in best.all where shown < options.limit {
      // Words that stand on both sides of one unit make one hit.
      guard found.unit != lastUnit, let lender = lenders[found.side] else { continue }
      lastUnit = found.unit
      let runs = PhraseSearch.runs(of: lender.terms, in: found.entry, lender.index)
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

  /// Calls `body` with the first of the wanted units that say the same, and how many they are.
  static func forEachDistinct(
    of units: UnsafeBufferPointer<UInt32>, in table: UnitTable, isWanted: (UInt32) -> Bool, body: (_ unit: UInt32, _ count: Int) -> Void
  ) {
    if units.count == 1 {
      if Int(units[0]) < table.count, isWanted(units[0]) { body(units[0], 1) }
      return
    }
    var found: [(unit: UInt32, count: Int)] = []
    var seen: [UInt64: Int] = [:]
    for unit in units where Int(unit) < table.count && isWanted(unit) {
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
