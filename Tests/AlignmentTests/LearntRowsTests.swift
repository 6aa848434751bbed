import Language
import TestSupport
import Testing
@testable import Alignment

/// The rows that linking reads of a learnt lexicon are what a walk over the lexicon itself gives.
@Suite struct LearntRowsTests {
  private static func persian(_ number: Int) -> String {
    "کل\(["ا", "ب", "پ", "ت", "ث"][number % 5])\(["د", "ر", "ز", "ن", "م", "و", "ی", "ه", "ل", "ک", "س", "ش"][number / 5])د"
  }

  private static func english(_ number: Int) -> String {
    "z\(["a", "e", "i", "o", "u"][number % 5])\(["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v"][number / 5])o"
  }

  /// A lexicon learnt from sentences of sixty made-up words, of whose translations one in ten is missing.
  static let lexicon: Lexicon = {
    var random = SplitMix(state: 11)
    let pairs = (0..<400).map { _ -> (left: String, right: String) in
      let words = (0..<Int.random(in: 2...8, using: &random)).map { _ in Int.random(in: 0..<60, using: &random) }
      let translated = words.filter { _ in Int.random(in: 0..<10, using: &random) > 0 }
      return (words.map(persian).joined(separator: " "), translated.map(english).joined(separator: " "))
    }
    return Lexicon.learn(from: pairs)
  }()

  /// Every entry of the table, weighed here, in the order of its words.
  private func walk(_ table: LexiconTable, _ weights: Weights) -> [(left: Int, right: Int, forward: Double, backward: Double)] {
    var found: [(Int, Int, Double, Double)] = []
    func trust(_ count: Float) -> Double { Double(count) / (Double(count) + weights.learntHalf) }
    for left in 0..<table.left.count {
      for at in Int(table.rowStart[left])..<Int(table.rowStart[left + 1]) {
        let right = Int(table.columns[at])
        found.append(
          (
            left, right, trust(table.left.counts[left]) * Double(table.forward[at]),
            trust(table.right.counts[right]) * Double(table.backward[at])
          ))
      }
    }
    return found
  }

  @Test(
    "they hold every entry that can count, weighed, and no other", arguments: [(1.25, 0.01), (1.25, 0), (0.2, 0.3), (20, 0.05), (1, 2)])
  func walked(_ half: Double, _ weakest: Double) throws {
    let table = try #require(Self.lexicon.learnt)
    var weights = Weights()
    (weights.learntHalf, weights.weakest) = (half, weakest)
    let rows = LearntRows(table, weights)
    let all = walk(table, weights)
    #expect(all.count == table.entryCount && table.entryCount > 500)
    var rest = rows.entries[...]
    var kept = 0
    for entry in all {
      // On the edge the two ways of counting may differ in the last bit.
      if abs(max(entry.forward, entry.backward) - weakest) < 1e-6 * max(1, weakest), rest.first.map({ Int($0.right) }) != entry.right {
        continue
      }
      guard max(entry.forward, entry.backward) >= weakest - 1e-6 else { continue }
      let own = try #require(rest.first)
      rest.removeFirst()
      #expect(Int(own.right) == entry.right)
      #expect(abs(Double(own.forward) - entry.forward) < 1e-5 && abs(Double(own.backward) - entry.backward) < 1e-5)
      #expect((Int(rows.starts[entry.left])..<Int(rows.starts[entry.left + 1])).contains(kept))
      kept += 1
    }
    #expect(rest.isEmpty && kept == rows.entries.count)
    #expect(rows.starts.count == table.left.count + 1 && rows.starts.first == 0 && rows.starts.last.map(Int.init) == kept)
    if weakest > 1 { #expect(kept == 0) }
    if weakest == 0 { #expect(kept == all.count) }
  }

  @Test("weights that are changed later give what they give from the start")
  func changedLater() throws {
    let source = (0..<12).map { AlignmentSegment(Self.persian($0)) }, target = (0..<12).map { AlignmentSegment(Self.english($0)) }
    func beads(_ aligner: Aligner) -> [Bead] { aligner.align(source: source, target: target).beads }
    var results: [[Bead]] = []
    for (half, weakest) in [(1.25, 0.01), (40, 0.01), (1.25, 0.9)] {
      var options = Aligner.Options()
      (options.weights.learntHalf, options.weights.weakest) = (half, weakest)
      let fresh = Aligner(options: options, lexicon: Self.lexicon)
      var changed = Aligner(lexicon: Self.lexicon)
      _ = beads(changed)
      changed.options = options
      #expect(beads(changed) == beads(fresh))
      // One field alone.
      var stepwise = Aligner(lexicon: Self.lexicon)
      stepwise.options.weights.learntHalf = half
      stepwise.options.weights.weakest = weakest
      #expect(beads(stepwise) == beads(fresh))
      results.append(beads(fresh))
    }
    // The weights do matter here: else the test would show nothing.
    #expect(results[0] != results[1] && results[0] != results[2])
  }
}
