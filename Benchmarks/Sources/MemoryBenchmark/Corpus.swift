import BenchmarkSupport

/// Texts to measure with: clauses of the project's own memory spliced, most of their words drawn anew from a vocabulary that grows with the corpus, a third of
/// them near-duplicates of others. The same arguments give the same texts.
struct Corpus {
  private(set) var texts: [String] = []
  private(set) var queries: [String] = []

  private let clauses: [[String]]
  private let words: [String]
  private var random: SplitMix

  /// - Parameter seeds: texts whose clauses and words are used; at least one with a word.
  init(of seeds: [String], count: Int, queries queryCount: Int, seed: UInt64 = 1) {
    clauses = seeds.flatMap { $0.split(whereSeparator: { "،؛,;.".contains($0) }) }.map { $0.split(separator: " ").map(String.init) }.filter
    { $0.count > 2 }
    words = Array(Set(clauses.joined())).sorted()
    random = SplitMix(state: seed)
    while texts.count < count { texts.append(make()) }
    // Half of the queries are edits of what is stored, half resemble it by chance.
    while queries.count < queryCount { queries.append(queries.count % 2 == 0 ? edit(texts[random.below(texts.count)]) : make()) }
  }

  private mutating func make() -> String {
    if !texts.isEmpty, random.below(100) < 35 { return edit(texts[random.below(texts.count)]) }
    var text: [String] = []
    for _ in 0..<(1 + random.below(3)) {
      for word in clauses[random.below(clauses.count)] { text.append(word.utf8.count > 8 && random.below(10) < 8 ? draw() : word) }
    }
    return text.joined(separator: " ")
  }

  private mutating func edit(_ text: String) -> String {
    var words = text.split(separator: " ").map(String.init)
    for _ in 0..<(1 + random.below(4)) where !words.isEmpty {
      let at = random.below(words.count)
      switch random.below(3) {
      case 0: words[at] = draw()
      case 1: words.insert(draw(), at: at)
      default: words.remove(at: at)
      }
    }
    return words.joined(separator: " ")
  }

  /// A word by Zipf's law: a known one, or one made of two.
  private mutating func draw() -> String {
    let rank = Int(10 * (1 / (1 - random.unit() * 0.999) - 1) * Double(words.count) / 1000)
    if rank < words.count { return words[rank] }
    return words[rank % words.count] + words[(rank / words.count) % words.count]
  }
}

extension SplitMix {
  fileprivate mutating func below(_ limit: Int) -> Int { Int(next() >> 11) % limit }
  fileprivate mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
