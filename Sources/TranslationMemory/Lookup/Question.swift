internal import Language

/// A text that is asked about, and what an answer needs: the memory as it is now, and scratch space that no other thread uses.
struct Question {
  let image: MemoryImage
  /// One for each layer.
  let indexes: [Index]
  let bench: Memory.Workbench
  let text: QueryText
  /// The text as each index numbers it.
  let queries: [Query]
  let wish: Wish

  var units: UnitTable { image.units }

  /// True when what was read is not what the indexes say: no answer can be given with them.
  var isVoid: Bool { image.isDamaged(indexes) || wish.failed }

  /// The tokens of the text and an entry as a graded index numbers them.
  func known(_ layer: Int, _ entry: UInt32) -> (query: [TokenDistance.Graded], stored: [TokenDistance.Graded])? {
    let index = indexes[layer]
    guard index.score == .graded else { return nil }
    return (queries[layer].tokens, index.forms(of: entry).map { .init(form: $0, kappa: index.kappa(of: $0)) })
  }

  /// A hit in each layer that has an entry of the same tokens, with the score before penalties.
  func twins(of hit: Searcher.Hit) -> [Searcher.Hit] {
    var own = hit
    own.score += hit.penalty
    guard indexes.count > 1 else { return [own] }
    return indexes.indices.compactMap { layer in
      guard layer != hit.layer else { return own }
      guard let entry = indexes[layer].entry(sameAs: hit.entry, in: indexes[hit.layer]) else { return nil }
      var twin = own
      (twin.layer, twin.entry) = (layer, entry)
      return twin
    }
  }
}

/// The units of hits, those that say the same once.
struct Candidates {
  struct Candidate {
    /// With the penalty of its unit.
    var hit: Searcher.Hit
    /// Its neighbours are the ones asked for.
    var isContext: Bool
    /// How many units say the same.
    var count = 1
    /// Its source is the text asked about, letter by letter.
    var isSameText = false

    /// Before penalties.
    var rawScore: Int { hit.score + hit.penalty }

    /// Only what their texts are can tell which goes first.
    func ties(with other: Candidate) -> Bool {
      hit.score == other.hit.score && hit.rank == other.hit.rank && isContext == other.isContext
    }

    /// Better: higher score, then context, then rank, then the same text, then earlier in the file.
    static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
      if a.hit.score != b.hit.score { return a.hit.score > b.hit.score }
      if a.isContext != b.isContext { return a.isContext }
      if a.hit.rank != b.hit.rank { return a.hit.rank > b.hit.rank }
      if a.isSameText != b.isSameText { return a.isSameText }
      return a.hit.unit < b.hit.unit
    }
  }

  var all: [Candidate] = []
  private var places: [UInt64: Int] = [:]

  /// Adds the units of a hit's entry that are wanted and still score `least`.
  /// - Parameter hit: with the score before penalties.
  mutating func add(_ hit: Searcher.Hit, of question: Question, least: Int, isContext: (UInt32) -> Bool = { _ in false }) {
    let units = question.units
    for unit in units.units(of: hit.entry, in: question.indexes[hit.layer]) {
      guard let points = question.wish.penalty(unit), hit.score - points >= least else { continue }
      var own = Candidate(hit: hit, isContext: isContext(unit))
      (own.hit.score, own.hit.unit, own.hit.rank, own.hit.penalty) = (hit.score - points, unit, units.rank(unit), points)
      let hash = units.textHash(unit)
      if let place = places[hash] {
        own.count = all[place].count + 1
        if Candidate.precedes(own, all[place]) { all[place] = own } else { all[place].count = own.count }
      } else {
        places[hash] = all.count
        all.append(own)
      }
    }
  }

  mutating func sort() { all.sort(by: Candidate.precedes) }
}
