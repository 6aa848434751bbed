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
    var target: Int32
    /// t(target | source) and t(source | target).
    var forward, backward: Float
    var kind: Evidence.Match.Kind
  }

  /// - Parameter learnt: what the lexicon learnt, made with the same weights.
  init(
    source: TextTable, target: TextTable, _ workspace: Workspace, lexicon: Lexicon, learnt: LearntRows?, isMirrored: Bool, weights: Weights
  ) {
    var raw: [(source: Int32, link: Link)] = []
    raw.reserveCapacity(8 * source.types.count)
    var sourceKnown = [Bool](repeating: false, count: source.types.count), targetKnown = [Bool](repeating: false, count: target.types.count)

    // 1. The lexicon.
    linkWords(source, target, workspace, lexicon, learnt, isMirrored, weights, &sourceKnown, &targetKnown) { raw.append(($0, $1)) }

    // 2. Numbers, symbols, marks and Latin words that stand on both sides; terms of one concept.
    func link(_ from: Int32, _ to: Int32, _ t: Double, _ kind: Evidence.Match.Kind) {
      raw.append((from, Link(target: to, forward: Float(t), backward: Float(t), kind: kind)))
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
    linkNames(source, target, workspace, weights) { raw.append(($1, $0)) }

    sort(raw, source.types.count, target.types.count)
    let tables = workspace.source.tables.count
    let learntPlace = lexicon.learnt == nil ? -1 : tables - 1
    let sides = isMirrored ? (lexicon.learnt?.right, lexicon.learnt?.left) : (lexicon.learnt?.left, lexicon.learnt?.right)
    (sourceInverse, sourceLambda) = Self.constants(
      source, sides.0, workspace.source.places, (tables, learntPlace), sourceKnown, weights)
    (targetInverse, targetLambda) = Self.constants(
      target, sides.1, workspace.target.places, (tables, learntPlace), targetKnown, weights)
  }

  /// Puts the links in rows; of two for one pair the larger numbers stay, and the kind of the later one.
  private mutating func sort(_ raw: [(source: Int32, link: Link)], _ sources: Int, _ targets: Int) {
    rowStart = [Int32](repeating: 0, count: sources + 1)
    links.reserveCapacity(raw.count)
    var next = [Int32](repeating: 0, count: sources + 1)
    for entry in raw { next[Int(entry.source) + 1] += 1 }
    for index in 0..<sources { next[index + 1] += next[index] }
    let starts = next
    var order = [Int32](repeating: 0, count: raw.count)
    for index in raw.indices {
      let source = Int(raw[index].source)
      order[Int(next[source])] = Int32(index)
      next[source] += 1
    }
    var place = [Int32](repeating: -1, count: targets)
    for source in 0..<sources {
      let first = links.count
      for at in Int(starts[source])..<Int(starts[source + 1]) {
        let link = raw[Int(order[at])].link
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
      rowStart[source + 1] = Int32(links.count)
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
}
