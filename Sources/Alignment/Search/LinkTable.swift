internal import Language

/// Which types of the source translate which of the target in this pair of texts, with t in both directions, and each slot's constants.
struct LinkTable {
  /// `rowStart[s]..<rowStart[s + 1]` are the links of a source type.
  var rowStart: [Int32] = []
  var links: [Link] = []
  /// For each slot of the source and the target: 1/p of its type, and the share λ that stays unexplained (1 for words that no lexicon knows).
  var sourceInverse: [Float] = [], targetInverse: [Float] = []
  var sourceLambda: [Float] = [], targetLambda: [Float] = []

  struct Link {
    var source: Int32, target: Int32
    /// t(target | source) and t(source | target).
    var forward, backward: Float
    var kind: Evidence.Match.Kind
  }

  init(source: TextTable, target: TextTable, _ workspace: Workspace, lexicon: Lexicon, isMirrored: Bool, weights: Weights) {
    var raw: [Link] = []
    var sourceKnown = [Bool](repeating: false, count: source.types.count), targetKnown = [Bool](repeating: false, count: target.types.count)

    // 1. The lexicon.
    let (left, right) = isMirrored ? (target, source) : (source, target)
    let tables = lexicon.given + [lexicon.learnt].compactMap { $0 }
    let isLearnt = lexicon.learnt != nil
    let leftPlaces = isMirrored ? workspace.target.places : workspace.source.places
    let rightPlaces = isMirrored ? workspace.source.places : workspace.target.places
    var leftKnown = [Bool](repeating: false, count: left.types.count), rightKnown = [Bool](repeating: false, count: right.types.count)
    var localRight = tables.map { [Int32](repeating: -1, count: $0.right.count) }
    for (index, type) in right.types.enumerated() where !type.kind.isOverlay {
      for n in tables.indices {
        let place = rightPlaces[Int(type.stem) * tables.count + n]
        if place >= 0 {
          localRight[n][Int(place)] = Int32(index)
          rightKnown[index] = true
        }
      }
    }
    var combiner = Combiner(count: right.types.count)
    let half = Float(weights.learntHalf)
    for (index, type) in left.types.enumerated() where !type.kind.isOverlay {
      var trust: Float = 0
      for n in tables.indices {
        let place = leftPlaces[Int(type.stem) * tables.count + n]
        guard place >= 0 else { continue }
        let table = tables[n]
        let row = table.row(Int(place))
        if !row.isEmpty { leftKnown[index] = true }
        let local = localRight[n]
        if isLearnt, n == tables.count - 1 {
          let count = table.left.counts[Int(place)]
          trust = count / (count + half)
          for at in row {
            let other = local[Int(table.columns[at])]
            if other >= 0 {
              let otherCount = table.right.counts[Int(table.columns[at])]
              combiner.learn(other, table.forward[at], table.backward[at], otherCount / (otherCount + half))
            }
          }
        } else {
          let sum = table.left.counts[Int(place)]
          for at in row {
            let column = Int(table.columns[at])
            let other = local[column]
            if other >= 0 {
              let strength = Float(weights.dictionaryMass) * table.forward[at]
              combiner.give(other, strength / max(1, sum), strength / max(1, table.right.counts[column].squareRoot()))
            }
          }
        }
      }
      combiner.finish(trust, Float(weights.interpolation)) { other, forward, backward in
        raw.append(
          isMirrored
            ? Link(source: other, target: Int32(index), forward: backward, backward: forward, kind: .word)
            : Link(source: Int32(index), target: other, forward: forward, backward: backward, kind: .word))
      }
    }
    if isMirrored { (sourceKnown, targetKnown) = (rightKnown, leftKnown) } else { (sourceKnown, targetKnown) = (leftKnown, rightKnown) }

    // 2. Numbers, symbols, marks and Latin words that stand on both sides; terms of one concept.
    func link(_ from: Int32, _ to: Int32, _ t: Double, _ kind: Evidence.Match.Kind) {
      raw.append(Link(source: from, target: to, forward: Float(t), backward: Float(t), kind: kind))
    }
    var byTerm: [Int32: Int32] = [:]
    for (index, type) in target.types.enumerated() {
      switch type.kind {
      case .term: byTerm[type.stem] = Int32(index)
      case .number, .code, .mark: targetKnown[index] = true
      case .word, .date: break
      }
    }
    for (index, type) in source.types.enumerated() {
      if type.kind == .term {
        if let other = byTerm[type.stem] {
          link(Int32(index), other, weights.term, .term)
          sourceKnown[index] = true
          targetKnown[Int(other)] = true
        }
        continue
      }
      if type.kind == .date { continue }
      if type.kind != .word { sourceKnown[index] = true }
      guard type.kind != .word || type.script == .latin || source.latinTokens == 0 else { continue }
      let other = workspace.source.stems.withBytes(Int(type.stem)) { workspace.target.stems.find($0) }
      guard other >= 0, case let local = workspace.target.localOfStem[Int(other)], local >= 0 else { continue }
      switch type.kind {
      case .number: link(Int32(index), local, weights.number, .number)
      case .code, .word: link(Int32(index), local, weights.sameLatin, .symbol)
      case .mark: link(Int32(index), local, weights.mark, .mark)
      case .term, .date: break
      }
    }
    linkValues(source, target, workspace, weights) { source, target, t, kind in link(source, target, t, kind) }
    linkDates(source, target) { from, to in
      link(from, to, weights.date, .date)
      sourceKnown[Int(from)] = true
      targetKnown[Int(to)] = true
    }

    // 3. Names by their consonants, across the two scripts.
    linkNames(source, target, workspace, weights) { raw.append($0) }

    sort(raw, source.types.count, target.types.count)
    let learntPlace = isLearnt ? tables.count - 1 : -1
    let sides = isMirrored ? (lexicon.learnt?.right, lexicon.learnt?.left) : (lexicon.learnt?.left, lexicon.learnt?.right)
    (sourceInverse, sourceLambda) = Self.constants(
      source, sides.0, workspace.source.places, (tables.count, learntPlace), sourceKnown, weights)
    (targetInverse, targetLambda) = Self.constants(
      target, sides.1, workspace.target.places, (tables.count, learntPlace), targetKnown, weights)
  }

  /// Numbers that are written with digits here and with letters there, and years of two calendars.
  private func linkValues(
    _ source: TextTable, _ target: TextTable, _ workspace: Workspace, _ weights: Weights,
    _ body: (Int32, Int32, Double, Evidence.Match.Kind) -> Void
  ) {
    func values(_ text: TextTable, _ vocabulary: Vocabulary) -> (digits: [(Int32, Int32)], words: [(Int32, Int32)]) {
      var digits: [(Int32, Int32)] = [], words: [(Int32, Int32)] = []
      for (index, type) in text.types.enumerated() where type.key >= 0 {
        let value = vocabulary.numbers[Int(type.key)]
        guard value >= 2 else { continue }
        if type.kind == .number { digits.append((value, Int32(index))) } else { words.append((value, Int32(index))) }
      }
      return (digits, words)
    }
    let left = values(source, workspace.source), right = values(target, workspace.target)
    var byValue: [Int32: [Int32]] = [:]
    for (value, type) in right.words { byValue[value, default: []].append(type) }
    for (value, type) in left.digits { for other in byValue[value] ?? [] { body(type, other, weights.numberWord, .number) } }
    byValue.removeAll(keepingCapacity: true)
    for (value, type) in right.digits { byValue[value, default: []].append(type) }
    for (value, type) in left.words { for other in byValue[value] ?? [] { body(type, other, weights.numberWord, .number) } }
    // The solar Hijri year y begins in y + 621.
    for (value, type) in left.digits {
      let others =
        (1250...1450).contains(value) ? [value + 621, value + 622] : (1872...2072).contains(value) ? [value - 621, value - 622] : []
      for other in others { for there in byValue[other] ?? [] { body(type, there, weights.year, .date) } }
    }
  }

  /// Dates that state one day or month, in whatever calendar.
  private func linkDates(_ source: TextTable, _ target: TextTable, _ body: (Int32, Int32) -> Void) {
    guard !source.dates.isEmpty, !target.dates.isEmpty else { return }
    // Dates with a year meet by the days that they may cover, those without by trying: there are few of them.
    func days(_ quantity: Quantity) -> [Int]? {
      var places: Set<Int> = []
      for reading in quantity.readings {
        guard case .date(let date) = reading else { continue }
        guard let days = date.days else { return nil }
        for day in [days.lowerBound - 1, days.lowerBound, days.upperBound, days.upperBound + 1] { places.insert(day / 32) }
      }
      return Array(places)
    }
    var byDay: [Int: [Int32]] = [:], anyYear: [Int32] = [], all: [Int32] = []
    for (index, type) in target.types.enumerated() where type.kind == .date {
      all.append(Int32(index))
      if let places = days(target.dates[Int(type.stem)]) {
        for place in places { byDay[place, default: []].append(Int32(index)) }
      } else {
        anyYear.append(Int32(index))
      }
    }
    for (index, type) in source.types.enumerated() where type.kind == .date {
      let date = source.dates[Int(type.stem)]
      let candidates = days(date).map { places in Set(places.flatMap { byDay[$0] ?? [] } + anyYear) } ?? Set(all)
      for other in candidates.sorted() where date.agrees(with: target.dates[Int(target.types[Int(other)].stem)]) {
        body(Int32(index), other)
      }
    }
  }

  private func linkNames(_ source: TextTable, _ target: TextTable, _ workspace: Workspace, _ weights: Weights, _ body: (Link) -> Void) {
    let persianIsSource = source.arabicTokens > source.latinTokens
    let (persian, latin) = persianIsSource ? (source, target) : (target, source)
    guard persian.arabicTokens > 0, latin.latinTokens > 0 else { return }
    var bySkeleton: [Int32: [Int32]] = [:]
    for (index, type) in latin.types.enumerated() where type.kind == .word && type.script == .latin && type.isCapitalized {
      let skeleton =
        persianIsSource
        ? workspace.target.skeletons(ofKey: type.key, .latin, &workspace.skeletons).0
        : workspace.source.skeletons(ofKey: type.key, .latin, &workspace.skeletons).0
      if skeleton >= 0 { bySkeleton[skeleton, default: []].append(Int32(index)) }
    }
    guard !bySkeleton.isEmpty else { return }
    for (index, type) in persian.types.enumerated() where type.kind == .word && type.script == .arabic {
      let both =
        persianIsSource
        ? workspace.source.skeletons(ofKey: type.key, .arabic, &workspace.skeletons)
        : workspace.target.skeletons(ofKey: type.key, .arabic, &workspace.skeletons)
      for skeleton in [both.0, both.1] where skeleton >= 0 {
        let length = workspace.skeletons.starts[Int(skeleton) + 1] - workspace.skeletons.starts[Int(skeleton)]
        let t = Float(length >= 4 ? weights.skeleton4 : weights.skeleton3)
        for other in bySkeleton[skeleton] ?? [] {
          body(
            persianIsSource
              ? Link(source: Int32(index), target: other, forward: t, backward: t, kind: .name)
              : Link(source: other, target: Int32(index), forward: t, backward: t, kind: .name))
        }
      }
    }
  }

  /// Puts the links in rows; of two for one pair the larger numbers stay, and the kind of the later one.
  private mutating func sort(_ raw: [Link], _ sources: Int, _ targets: Int) {
    var starts = [Int32](repeating: 0, count: sources + 1)
    for link in raw { starts[Int(link.source) + 1] += 1 }
    for index in 0..<sources { starts[index + 1] += starts[index] }
    var next = starts
    var order = [Int32](repeating: 0, count: raw.count)
    for (index, link) in raw.enumerated() {
      order[Int(next[Int(link.source)])] = Int32(index)
      next[Int(link.source)] += 1
    }
    var place = [Int32](repeating: -1, count: targets)
    links.reserveCapacity(raw.count)
    rowStart = [0]
    rowStart.reserveCapacity(sources + 1)
    for source in 0..<sources {
      let first = links.count
      for at in Int(starts[source])..<Int(starts[source + 1]) {
        let link = raw[Int(order[at])]
        let known = Int(place[Int(link.target)])
        if known >= first {
          links[known].forward = max(links[known].forward, link.forward)
          links[known].backward = max(links[known].backward, link.backward)
          links[known].kind = link.kind
        } else {
          place[Int(link.target)] = Int32(links.count)
          links.append(link)
        }
      }
      rowStart.append(Int32(links.count))
    }
  }

  /// Unigram probabilities: the document's own counts over a background of `unigramPrior` tokens.
  private static func constants(
    _ text: TextTable, _ learnt: LexiconTable.Side?, _ places: [Int32], _ learntPlace: (stride: Int, at: Int), _ known: [Bool],
    _ weights: Weights
  ) -> ([Float], [Float]) {
    let total = text.tokenCounts.reduce(0, +)
    let prior = Float(weights.unigramPrior)
    let unknown = Float(weights.unknownUnigram)
    let rarest = Float(weights.rarest)
    // A long text counts as a short one with the same frequencies: what a match tells must not depend on where the text was cut.
    let scale = min(1, Float(weights.unigramReference) / max(1, total))
    let inverse = text.types.map { type in
      var background = unknown
      if let learnt, type.kind == .word, learnt.total > 10_000 {
        let place = places[Int(type.stem) * learntPlace.stride + learntPlace.at]
        if place >= 0 { background = max(unknown, learnt.counts[Int(place)] / learnt.total) }
      }
      return min(rarest, (total * scale + prior) / (type.count * scale + prior * background))
    }
    let lambda = Float(weights.lambda)
    return (
      text.slotType.map { $0 < 0 ? 0 : inverse[Int($0)] },
      text.slotType.map { $0 < 0 ? 1 : known[Int($0)] ? lambda : 1 }
    )
  }

  /// Joins what dictionaries give for the pairs of one left word with what was learnt of them.
  private struct Combiner {
    private var places: [Int32]
    private var pairs: [(right: Int32, given: (Float, Float), learnt: (Float, Float), trust: Float)] = []

    init(count: Int) { places = [Int32](repeating: -1, count: count) }

    private mutating func place(_ right: Int32) -> Int {
      if places[Int(right)] < 0 {
        places[Int(right)] = Int32(pairs.count)
        pairs.append((right, (0, 0), (0, 0), 0))
      }
      return Int(places[Int(right)])
    }

    mutating func give(_ right: Int32, _ forward: Float, _ backward: Float) {
      let at = place(right)
      pairs[at].given = (max(pairs[at].given.0, forward), max(pairs[at].given.1, backward))
    }

    mutating func learn(_ right: Int32, _ forward: Float, _ backward: Float, _ trust: Float) {
      let at = place(right)
      pairs[at].learnt = (forward, backward)
      pairs[at].trust = trust
    }

    mutating func finish(_ trust: Float, _ share: Float, _ body: (Int32, Float, Float) -> Void) {
      for pair in pairs {
        func joined(_ given: Float, _ learnt: Float, _ trust: Float) -> Float {
          (1 - share) * max(given, trust * learnt) + share * (trust * learnt + (1 - trust) * given)
        }
        body(pair.right, joined(pair.given.0, pair.learnt.0, trust), joined(pair.given.1, pair.learnt.1, pair.trust))
        places[Int(pair.right)] = -1
      }
      pairs.removeAll(keepingCapacity: true)
    }
  }
}
