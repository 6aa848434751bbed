internal import Language

/// Which types of the source translate which of the target in this pair of texts, with t in both directions, and each slot's constants.
struct LinkTable {
  var rowStart: [Int32] = [0]
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

  init(source: TextTable, target: TextTable, lexicon: Lexicon, isMirrored: Bool, weights: Weights) {
    var rows = [[Link]](repeating: [], count: source.types.count)
    var sourceKnown = [Bool](repeating: false, count: source.types.count), targetKnown = [Bool](repeating: false, count: target.types.count)

    // 1. The lexicon.
    let (left, right) = isMirrored ? (target, source) : (source, target)
    var localRight = [Int32: Int32]()
    for (index, type) in right.types.enumerated() where type.kind != .term && type.lexiconID >= 0 {
      localRight[type.lexiconID] = Int32(index)
    }
    for (index, type) in left.types.enumerated() where type.kind != .term && type.lexiconID >= 0 && Int(type.lexiconID) < lexicon.rows.count
    {
      let row = lexicon.rows[Int(type.lexiconID)]
      if !row.isEmpty { if isMirrored { targetKnown[index] = true } else { sourceKnown[index] = true } }
      for entry in row {
        guard let other = localRight[entry.right] else { continue }
        if isMirrored {
          rows[Int(other)].append(Link(target: Int32(index), forward: entry.backward, backward: entry.forward, kind: .word))
        } else {
          rows[index].append(Link(target: other, forward: entry.forward, backward: entry.backward, kind: .word))
        }
      }
    }
    for (index, type) in right.types.enumerated() where type.kind != .term && type.lexiconID >= 0 {
      if isMirrored { sourceKnown[index] = true } else { targetKnown[index] = true }
    }

    // 2. Numbers, symbols, marks and Latin words that stand on both sides; terms of one concept.
    var byKey: [String: Int32] = [:]
    var byTerm: [Int32: Int32] = [:]
    for (index, type) in target.types.enumerated() {
      if type.kind == .term { byTerm[type.lexiconID] = Int32(index) } else { byKey[type.key] = Int32(index) }
    }
    func link(_ from: Int, _ to: Int32, _ t: Double, _ kind: Evidence.Match.Kind) {
      let t = Float(t)
      if let at = rows[from].firstIndex(where: { $0.target == to }) {
        rows[from][at].forward = max(rows[from][at].forward, t)
        rows[from][at].backward = max(rows[from][at].backward, t)
        rows[from][at].kind = kind
      } else {
        rows[from].append(Link(target: to, forward: t, backward: t, kind: kind))
      }
    }
    for (index, type) in source.types.enumerated() {
      switch type.kind {
      case .term:
        if let other = byTerm[type.lexiconID] {
          link(index, other, weights.term, .term)
          sourceKnown[index] = true
          targetKnown[Int(other)] = true
        }
      case .number:
        if let other = byKey[type.key] { link(index, other, weights.number, .number) }
        sourceKnown[index] = true
      case .code:
        if let other = byKey[type.key] { link(index, other, weights.sameLatin, .symbol) }
        sourceKnown[index] = true
      case .mark:
        if let other = byKey[type.key] { link(index, other, weights.mark, .mark) }
        sourceKnown[index] = true
      case .word:
        if type.script == .latin || source.latinTokens == 0, let other = byKey[type.key] { link(index, other, weights.sameLatin, .symbol) }
      }
    }
    for (index, type) in target.types.enumerated() where type.kind == .number || type.kind == .code || type.kind == .mark {
      targetKnown[index] = true
    }

    // 3. Names by their consonants, across the two scripts.
    var bySkeleton: [String: [Int32]] = [:]
    let (persian, latin, persianIsSource) =
      source.arabicTokens > source.latinTokens ? (source, target, true) : (target, source, false)
    for (index, type) in latin.types.enumerated() where type.kind == .word && type.script == .latin && type.isCapitalized {
      let skeleton = NameSkeleton.of(type.key, script: .latin)
      if skeleton.utf8.count >= 3 { bySkeleton[skeleton, default: []].append(Int32(index)) }
      // Lavrov is لاوروف: a final v is written ف.
      if type.key.hasSuffix("v") {
        let hardened = NameSkeleton.of(type.key.dropLast() + "f", script: .latin)
        if hardened.utf8.count >= 3 { bySkeleton[hardened, default: []].append(Int32(index)) }
      }
    }
    for (index, type) in persian.types.enumerated() where type.kind == .word && type.script == .arabic {
      var skeletons = [NameSkeleton.of(type.key, script: .arabic)]
      if type.stem != type.key { skeletons.append(NameSkeleton.of(type.stem, script: .arabic)) }
      for skeleton in skeletons where skeleton.utf8.count >= 3 {
        for other in bySkeleton[skeleton] ?? [] {
          let t = skeleton.utf8.count >= 4 ? weights.skeleton4 : weights.skeleton3
          if persianIsSource { link(index, other, t, .name) } else { link(Int(other), Int32(index), t, .name) }
        }
      }
    }

    for row in rows {
      links += row
      rowStart.append(Int32(links.count))
    }
    let (sourceWords, targetWords) = isMirrored ? (lexicon.rightWords, lexicon.leftWords) : (lexicon.leftWords, lexicon.rightWords)
    (sourceInverse, sourceLambda) = Self.constants(source, sourceWords, sourceKnown, weights)
    (targetInverse, targetLambda) = Self.constants(target, targetWords, targetKnown, weights)
  }

  /// Unigram probabilities: the document's own counts over a background of `unigramPrior` tokens.
  private static func constants(_ text: TextTable, _ words: Lexicon.WordList, _ known: [Bool], _ weights: Weights) -> ([Float], [Float]) {
    let total = text.tokenCounts.reduce(0, +)
    let prior = Float(weights.unigramPrior)
    let unknown = Float(weights.unknownUnigram)
    let inverse = text.types.map { type in
      var background = unknown
      if type.lexiconID >= 0, type.kind == .word, words.total > 10_000 {
        background = max(unknown, words.counts[Int(type.lexiconID)] / words.total)
      }
      return (total + prior) / (type.count + prior * background)
    }
    let lambda = Float(weights.lambda)
    return (
      text.slotType.map { $0 < 0 ? 0 : inverse[Int($0)] },
      text.slotType.map { $0 < 0 ? 1 : known[Int($0)] ? lambda : 1 }
    )
  }
}
