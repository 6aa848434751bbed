public import Language

/// Which words of one language translate which of the other, with probabilities in both directions, over stems.
///
/// It keeps apart what was given (dictionaries, ``add(dictionary:)``) and what was learnt from pairs (``learn(from:left:right:options:progress:)``): the aligner
/// weighs the one against the other by how often a word was seen. Left and right are languages, not roles: an aligner from English to Persian uses the
/// same lexicon mirrored.
public struct Lexicon: Sendable {
  /// The language of the left words, and of the right ones.
  public let left: LanguageTag, right: LanguageTag
  /// Dictionaries: each pair has a strength, the same in both directions; a word's count is the sum of its strengths.
  var given: [LexiconTable] = []
  /// t(right | left) and t(left | right); a word's count is how often it was seen.
  var learnt: LexiconTable?

  public init(left: LanguageTag = .persian, right: LanguageTag = .english) {
    self.left = left
    self.right = right
  }

  /// Pairs of words.
  public var entryCount: Int { given.reduce(learnt?.entryCount ?? 0) { $0 + $1.entryCount } }
  public var isEmpty: Bool { given.isEmpty && learnt == nil }

  /// Takes over the entries of another lexicon of the same languages, whichever is its left one. Probabilities learnt for a word on both sides are
  /// averaged by its counts. A lexicon of other languages is passed over.
  public mutating func merge(_ other: Lexicon) {
    if left.primary == other.right.primary, right.primary == other.left.primary, left.primary != right.primary {
      return merge(other.mirrored)
    }
    guard left.primary == other.left.primary, right.primary == other.right.primary else { return }
    for table in other.given where !given.contains(where: { $0 === table }) { given.append(table) }
    if let mine = learnt, let theirs = other.learnt { learnt = Self.joined(mine, theirs) } else { learnt = learnt ?? other.learnt }
  }

  private static func joined(_ a: LexiconTable, _ b: LexiconTable) -> LexiconTable {
    var pools = (WordPool(), WordPool())
    var counts: ([Float], [Float]) = ([], [])
    func add(_ side: LexiconTable.Side, _ pool: inout WordPool, _ counts: inout [Float]) -> [Int32] {
      (0..<side.count).map { index in
        let id = pool.id(of: side.string(index))
        if Int(id) == counts.count { counts.append(0) }
        counts[Int(id)] += side.counts[index]
        return id
      }
    }
    let lefts = [add(a.left, &pools.0, &counts.0), add(b.left, &pools.0, &counts.0)]
    let rights = [add(a.right, &pools.1, &counts.1), add(b.right, &pools.1, &counts.1)]
    var sums: [UInt64: (Float, Float)] = [:]
    for (n, table) in [a, b].enumerated() {
      for entry in table.entries {
        let (l, r) = (lefts[n][Int(entry.left)], rights[n][Int(entry.right)])
        let shares = (
          table.left.counts[Int(entry.left)] / max(counts.0[Int(l)], 1), table.right.counts[Int(entry.right)] / max(counts.1[Int(r)], 1)
        )
        let key = UInt64(l) << 32 | UInt64(r)
        let old = sums[key] ?? (0, 0)
        sums[key] = (old.0 + entry.forward * shares.0, old.1 + entry.backward * shares.1)
      }
    }
    return LexiconTable(
      left: pools.0, leftCounts: counts.0, right: pools.1, rightCounts: counts.1,
      entries: sums.map { LexiconTable.Entry(left: Int32($0 >> 32), right: Int32($0 & 0xFFFF_FFFF), forward: $1.0, backward: $1.1) })
  }

  /// The lexicon with left and right exchanged.
  public var mirrored: Lexicon {
    var copy = Lexicon(left: right, right: left)
    copy.given = given.map(\.mirrored)
    copy.learnt = learnt?.mirrored
    return copy
  }

  /// The translations of a word, best first: the stem of the other language and its probability, or the strength that dictionaries give it.
  public func translations(of word: String) -> [(word: String, probability: Double)] {
    var reader = WordReader()
    guard let stem = reader.stems(of: word).first else { return [] }
    var found: [String: Double] = [:]
    for table in given + [learnt].compactMap({ $0 }) {
      var copy = stem
      let (l, r) = copy.withUTF8 { (table.left.find($0), table.right.find($0)) }
      if l >= 0 {
        for at in table.row(Int(l)) {
          let other = table.right.string(Int(table.columns[at]))
          found[other] = max(found[other] ?? 0, Double(table.forward[at]))
        }
      } else if r >= 0 {
        for entry in table.entries where entry.right == r {
          let other = table.left.string(Int(entry.left))
          found[other] = max(found[other] ?? 0, Double(entry.backward))
        }
      }
    }
    return found.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
