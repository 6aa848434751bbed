@testable import Alignment
import Testing

/// A block with scores that follow from a seed.
private func block(_ n: Int, _ m: Int, seed: UInt64) -> (Block, (Int, Int, Int) -> Float) {
  func score(_ row: Int, _ column: Int, _ shape: Int) -> Float {
    var x = seed &+ UInt64(row * 1_000 + column * 31 + shape) &* 0x9E37_79B9_7F4A_7C15
    x ^= x >> 29
    x &*= 0xBF58_476D_1CE4_E5B9
    x ^= x >> 32
    return Float(x % 1_000) / 150 - 4
  }
  let block = Block()
  block.reset(0..<n, 0..<m)
  for (shape, (a, b)) in BeadShape.all.enumerated() where a <= n && b <= m {
    for i in a...n { for j in b...m { block.scores[(shape * (n + 1) + i) * block.stride + j] = score(i, j, shape) } }
  }
  return (block, score)
}

private let null = Block.NullScore(open: -2, extend: -0.7)

/// All paths of a small block with their scores; `ends` says where a path may stop.
private func paths(
  _ n: Int, _ m: Int, _ score: (Int, Int, Int) -> Float, ends: (Int, Int) -> Bool
) -> [(beads: Set<[Int]>, score: Double)] {
  var found: [(beads: Set<[Int]>, score: Double)] = []
  /// State: 0 after a bead, 1 after a source null, 2 after a target null.
  func go(_ i: Int, _ j: Int, _ state: Int, _ beads: Set<[Int]>, _ sum: Double) {
    if ends(i, j) { found.append((beads, sum)) }
    for (shape, (a, b)) in BeadShape.all.enumerated() where i + a <= n && j + b <= m {
      go(i + a, j + b, 0, beads.union([[i, i + a, j, j + b]]), sum + Double(score(i + a, j + b, shape)))
    }
    if i < n, state != 2 { go(i + 1, j, 1, beads.union([[i, i + 1]]), sum + Double(state == 1 ? null.extend : null.open)) }
    if j < m { go(i, j + 1, 2, beads.union([[-1, j, j + 1]]), sum + Double(state == 2 ? null.extend : null.open)) }
  }
  go(0, 0, 0, [], 0)
  return found
}

@Suite struct BlockTests {
  @Test("the best path is the best of all paths, and posteriors are their shares", arguments: 0..<24)
  func bruteForce(_ seed: Int) {
    let (n, m) = [(3, 3), (4, 2), (2, 4), (1, 4), (4, 4), (4, 3)][seed % 6]
    let (block, score) = block(n, m, seed: UInt64(seed) &* 77)
    let isOpen = seed >= 12
    let all = paths(n, m, score) { isOpen ? $0 == n || $1 == m : $0 == n && $1 == m }
    let top = all.max { $0.score < $1.score }!
    block.solve(null, temperature: 1, isOpen: isOpen)
    block.sum()
    let steps = block.path(withPosteriors: true)
    #expect(abs(steps.reduce(0) { $0 + Double($1.score) } - top.score) < 1e-4)
    let total = all.reduce(0.0) { $0 + ($1.score - top.score).exponential }
    for step in steps {
      let bead =
        step.shape >= 0
        ? [step.source.lowerBound, step.source.upperBound, step.target.lowerBound, step.target.upperBound]
        : step.target.isEmpty ? [step.source.lowerBound, step.source.upperBound] : [-1, step.target.lowerBound, step.target.upperBound]
      let share = all.filter { $0.beads.contains(bead) }.reduce(0.0) { $0 + ($1.score - top.score).exponential } / total
      #expect(abs(step.probability - share) < 1e-4)
    }
  }

  @Test("the posteriors of the beads that hold a segment sum to one")
  func sums() {
    let (block, _) = block(9, 7, seed: 5)
    block.solve(null, temperature: 1.3, isOpen: false)
    block.sum()
    var sums = block.nullPosteriors().0
    for (shape, (a, b)) in BeadShape.all.enumerated() {
      for i in a...9 { for j in b...7 { for segment in (i - a)..<i { sums[segment] += block.posterior(shape, i, j) } } }
    }
    for sum in sums { #expect(abs(sum - 1) < 1e-4) }
  }

  @Test("a fast logarithm is one", arguments: [1e-3, 0.04, 0.5, 0.999, 1, 1.5, 2, 17, 54.6, 1e13] as [Float])
  func logarithm(_ x: Float) {
    #expect(abs(SIMD4(repeating: x).fastLogarithm[2] - x.logarithm) < 1e-4)
  }

  @Test("a fast exponential is one", arguments: [-79, -12.3, -1, -0.3, 0, 0.5, 1, 20] as [Float])
  func exponential(_ x: Float) {
    #expect(abs(SIMD4(repeating: x).fastExponential[1] / x.exponential - 1) < 1e-5)
  }
}
