internal import Glibc
internal import Language

/// Which word of a sentence translates which of its translation: IBM model 1 (Brown et al. 1993) both ways, with a preference for the diagonal (Dyer et al. 2013), and
/// the compiled lexicon as a first guess.
struct WordAligner {
  /// The content words of a pair, by number.
  struct Sentence {
    var source: [Int32]
    var target: [Int32]
    /// `pairs[i * target.count + j]`: the number of the pair of words i and j.
    var pairs: [Int32] = []
  }

  private(set) var sentences: [Sentence]
  private var forward: [Float]
  private var backward: [Float]

  /// Learns from sentences.
  /// - Parameters:
  ///   - known: true for a pair of words that the lexicon has.
  ///   - rounds: of expectation and maximization.
  /// - Complexity: O(rounds × sum of the products of the sentences' lengths).
  init(_ sentences: [Sentence], rounds: Int = 5, known: (Int32, Int32) -> Bool) {
    var numbers: [UInt64: Int32] = [:]
    var words: [(source: Int32, target: Int32)] = []
    self.sentences = sentences
    for index in sentences.indices {
      var pairs: [Int32] = []
      pairs.reserveCapacity(sentences[index].source.count * sentences[index].target.count)
      for source in sentences[index].source {
        for target in sentences[index].target {
          let key = UInt64(UInt32(bitPattern: source)) << 32 | UInt64(UInt32(bitPattern: target))
          if let number = numbers[key] {
            pairs.append(number)
          } else {
            numbers[key] = Int32(words.count)
            pairs.append(Int32(words.count))
            words.append((source, target))
          }
        }
      }
      self.sentences[index].pairs = pairs
    }
    let first = words.map { known($0.source, $0.target) ? Float(20) : 1 }
    forward = first
    backward = first
    let sources = Int(words.map(\.source).max() ?? 0) + 1, targets = Int(words.map(\.target).max() ?? 0) + 1
    for _ in 0..<rounds {
      forward = round(forward, totals: sources, isForward: true, words.map(\.source), first)
      backward = round(backward, totals: targets, isForward: false, words.map(\.target), first)
    }
  }

  /// How much nearer the diagonal a link is believed (λ of Dyer et al.), and the share of words that translate nothing.
  private static let tension: Float = 4
  private static let null: Float = 0.02

  /// One round; the lexicon's pairs keep a small count of their own.
  private func round(_ table: [Float], totals count: Int, isForward: Bool, _ given: [Int32], _ first: [Float]) -> [Float] {
    var counts = first.map { $0 > 1 ? Float(0.5) : 0 }
    for sentence in sentences {
      forEachPosterior(sentence, table, isForward: isForward) { at, weight in counts[Int(sentence.pairs[at])] += weight }
    }
    var totals = [Float](repeating: 0, count: count)
    for (pair, weight) in counts.enumerated() { totals[Int(given[pair])] += weight }
    for pair in counts.indices { counts[pair] /= max(totals[Int(given[pair])], 1e-9) }
    return counts
  }

  /// Calls `body` with each place of the sentence's table and the posterior of that link: for each target word over the source words, or the other way round.
  private func forEachPosterior(_ sentence: Sentence, _ table: [Float], isForward: Bool, _ body: (Int, Float) -> Void) {
    let (rows, columns) = (sentence.source.count, sentence.target.count)
    let (outer, inner) = isForward ? (columns, rows) : (rows, columns)
    var weights = [Float](repeating: 0, count: inner)
    for o in 0..<outer {
      var sum: Float = 0
      for i in 0..<inner {
        let at = isForward ? i * columns + o : o * columns + i
        let distance = abs(Float(o) / Float(outer) - Float(i) / Float(inner))
        weights[i] = table[Int(sentence.pairs[at])] * expf(-Self.tension * distance)
        sum += weights[i]
      }
      sum += Self.null * sum / Float(max(inner, 1)) + 1e-12
      for i in 0..<inner where weights[i] > 0 { body(isForward ? i * columns + o : o * columns + i, weights[i] / sum) }
    }
  }

  /// The belief in each link of a sentence, 0...1: the geometric mean of both ways; `[source * target.count + target]`.
  func links(_ sentence: Int) -> [Float] {
    let sentence = sentences[sentence]
    var there = [Float](repeating: 0, count: sentence.pairs.count), back = there
    forEachPosterior(sentence, forward, isForward: true) { there[$0] = $1 }
    forEachPosterior(sentence, backward, isForward: false) { back[$0] = $1 }
    return zip(there, back).map { sqrtf($0 * $1) }
  }
}
