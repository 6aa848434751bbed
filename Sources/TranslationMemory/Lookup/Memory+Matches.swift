public import Language

extension Memory {
  /// The units that resemble a text most, best first.
  ///
  ///     let hits = try memory.matches(for: "جلسه برگزار نشد", from: .persian, to: .english, options: .init(atLeast: 75))
  ///
  /// The best `limit` under the documented score are the best, always. Order: score; then context matches; then units that a person confirmed; then the
  /// newest; then the same text before an equivalent one; then the order of the file. Units that say the same count as one, as often as
  /// ``Match/count`` says; one source with two translations gives two matches.
  ///
  /// - Throws: ``MemoryError`` when the file can't be read. An empty text has no matches.
  public func matches(
    for text: String, from: LanguageTag, to: LanguageTag, options: MatchOptions = MatchOptions()
  ) throws(MemoryError) -> [Match] {
    try answer { () throws(MemoryError) in try attemptMatches(text, from, to, options) }
  }

  /// The units that a text is a part of, or nearly: for texts that no unit resembles as a whole.
  ///
  ///     let parts = try memory.parts(for: "وزیر امور خارجه با اشاره به تحولات قفقاز گفت", from: .persian, to: .english)
  ///     parts.first?.part    // which part of its source
  ///
  /// The score is the graded one of ``MatchCost`` for parts, whatever `options.score`; the best `limit` are the best, always. Order: score; then units that
  /// a person confirmed; then the newest; then the order of the file. ``Match/differences`` are those of the part. Neighbours play no role.
  ///
  /// - Throws: ``MemoryError`` when the file can't be read. A text of fewer than three words has no matches.
  public func parts(
    for text: String, from: LanguageTag, to: LanguageTag, options: MatchOptions = MatchOptions(atLeast: 50)
  ) throws(MemoryError) -> [Match] {
    try answer { () throws(MemoryError) in try attemptParts(text, from, to, options) }
  }

  private func attemptMatches(
    _ text: String, _ from: LanguageTag, _ to: LanguageTag, _ options: MatchOptions
  ) throws(MemoryError) -> [Match]? {
    try ask(text, options.score, from, to, options) { (question) throws(MemoryError) in
      let limit = max(0, options.limit)
      let (hits, whole) = question.bench.searcher.search(
        question.text, question.queries, in: question.indexes, question.units, least: options.atLeast, limit: limit
      ) { question.wish.penalty($0) }
      var candidates = Candidates()
      let neighbours = try neighbourTest(options, question)
      for (layer, entry) in whole {
        let hit = Searcher.Hit(score: 100, layer: layer, entry: entry, unit: 0, rank: 0)
        candidates.add(hit, of: question, least: options.atLeast, isContext: neighbours)
      }
      for hit in hits where !whole.contains(where: { $0 == (hit.layer, hit.entry) }) {
        for twin in question.twins(of: hit) { candidates.add(twin, of: question, least: options.atLeast) }
      }
      candidates.sort()
      // Candidates that tie with the last one wanted are read as well: the same text goes first among them.
      var last = min(limit, candidates.all.count)
      while last > 0, last < candidates.all.count, last < limit + 64, candidates.all[last].ties(with: candidates.all[last - 1]),
        candidates.all[last].rawScore == 100 || !options.penalties.isEmpty
      { last += 1 }
      var found: [(candidate: Candidates.Candidate, match: Match)] = []
      for var candidate in candidates.all.prefix(last) {
        guard let match = try read(candidate.hit.unit, candidate.count, question.image, from, to, question.bench) else { return nil }
        candidate.isSameText = match.source.utf8.elementsEqual(text.utf8)
        found.append((candidate, match))
      }
      found.sort { Candidates.Candidate.precedes($0.candidate, $1.candidate) }
      guard !question.isVoid else { return nil }
      return found.prefix(limit).compactMap { candidate, match in
        guard !match.target.isEmpty || !match.source.isEmpty else { return nil }
        var match = match
        match.score = candidate.hit.score
        match.penalties = question.wish.penalties(candidate.hit.unit)
        match.kind = candidate.isContext ? .context : candidate.rawScore < 100 ? .fuzzy : candidate.isSameText ? .exact : .equivalent
        if match.kind != .exact {
          match.differences = question.bench.diff.differences(
            text, match.source, isWhole: candidate.rawScore == 100, known: question.known(candidate.hit.layer, candidate.hit.entry))
        }
        if match.kind == .fuzzy {
          match.repairedTarget = question.bench.repair.repaired(text, match.source, match.target, match.differences)
        }
        return match
      }
    }
  }

  private func attemptParts(
    _ text: String, _ from: LanguageTag, _ to: LanguageTag, _ options: MatchOptions
  ) throws(MemoryError) -> [Match]? {
    try ask(text, .graded, from, to, options) { (question) throws(MemoryError) in
      let hits = question.bench.searcher.searchParts(
        question.text, question.queries, in: question.indexes, question.units, least: options.atLeast, limit: max(0, options.limit)
      ) { question.wish.penalty($0) }
      var candidates = Candidates()
      for hit in hits {
        for twin in question.twins(of: hit) { candidates.add(twin, of: question, least: options.atLeast) }
      }
      candidates.sort()
      var matches: [Match] = []
      for candidate in candidates.all.prefix(max(0, options.limit)) {
        let hit = candidate.hit
        guard var match = try read(hit.unit, candidate.count, question.image, from, to, question.bench),
          let place = question.bench.diff.place(of: hit.run, in: match.source)
        else { return nil }
        match.score = hit.score
        match.kind = .part
        match.penalties = question.wish.penalties(hit.unit)
        match.part = place
        match.differences = question.bench.diff.differences(
          text, match.source, isWhole: candidate.rawScore == 100, run: hit.run, known: question.known(hit.layer, hit.entry))
        matches.append(match)
      }
      return question.isVoid ? nil : matches
    }
  }

  /// Tells whether a unit's neighbours in the file, of the same origin, are the ones asked for.
  private func neighbourTest(_ options: MatchOptions, _ question: Question) throws(MemoryError) -> (UInt32) -> Bool {
    let (image, indexes, bench) = (question.image, question.indexes, question.bench)
    /// The entries of each layer that say the same.
    func entries(_ text: String?) -> [Set<UInt32>]? {
      guard let text, !text.isEmpty else { return nil }
      let query = QueryText(text, &bench.keys)
      guard query.count > 0 else { return nil }
      return indexes.map { index in
        var found: Set<UInt32> = []
        index.joined(query.joinHash) { if Searcher.isJoined(query, index, $0) { found.insert($0) } }
        return found
      }
    }
    let (before, after) = (entries(options.before), entries(options.after))
    guard before != nil || after != nil else { return { _ in false } }
    func isOne(_ unit: Int, of entries: [Set<UInt32>]) -> Bool {
      guard unit >= 0, unit < image.units.count, image.units.languageMask(UInt32(unit)) != 0 else { return false }
      let (layer, own) = image.units.place(UInt32(unit))
      return entries[layer].contains(indexes[layer].entryOfUnit[own])
    }
    return { [self] unit in
      if let before, !isOne(Int(unit) - 1, of: before) || !follow(Int(unit) - 1, image, bench) { return false }
      if let after, !isOne(Int(unit) + 1, of: after) || !follow(Int(unit), image, bench) { return false }
      return true
    }
  }
}
