@testable import Alignment
import Testing

/// A lattice with scores that follow from a seed.
private func lattice(_ n: Int, _ m: Int, seed: UInt64) -> (Lattice, (Int, Int, Int) -> Float) {
  func score(_ row: Int, _ column: Int, _ shape: Int) -> Float {
    if shape < 2 { return 0 }
    var x = seed &+ UInt64(row * 1_000 + column * 31 + shape) &* 0x9E37_79B9_7F4A_7C15
    x ^= x >> 29
    x &*= 0xBF58_476D_1CE4_E5B9
    x ^= x >> 32
    return Float(x % 1_000) / 150 - 4
  }
  return (Lattice(band: Band(source: 0..<n, target: 0..<m), score: score), score)
}

/// All paths of a small lattice with their scores.
private func paths(_ n: Int, _ m: Int, null: Float, _ score: (Int, Int, Int) -> Float) -> [(beads: [[Int]], score: Double)] {
  var found: [(beads: [[Int]], score: Double)] = []
  func go(_ i: Int, _ j: Int, _ beads: [[Int]], _ sum: Double) {
    if i == n, j == m { found.append((beads, sum)) }
    for (shape, (a, b)) in BeadShape.all.enumerated() where i + a <= n && j + b <= m {
      go(i + a, j + b, beads + [[i, i + a, j, j + b]], sum + Double(score(i + a, j + b, shape) + (shape < 2 ? null : 0)))
    }
  }
  go(0, 0, [], 0)
  return found
}

@Suite struct LatticeTests {
  @Test("the best path is the best of all paths, and posteriors are their shares", arguments: 0..<12)
  func bruteForce(_ seed: Int) {
    let (n, m) = [(3, 3), (4, 2), (2, 4), (1, 4), (4, 4), (4, 3)][seed % 6]
    let (lattice, score) = lattice(n, m, seed: UInt64(seed) &* 77)
    let all = paths(n, m, null: -1, score)
    let top = all.max { $0.score < $1.score }!
    let steps = lattice.best(null: -1)
    #expect(abs(steps.reduce(0) { $0 + Double($1.score) } - top.score) < 1e-4)
    let total = all.reduce(0.0) { $0 + ($1.score - top.score).exponential }
    for step in lattice.annotated(steps, lattice.posteriors(null: -1, temperature: 1)) {
      let bead = [step.source.lowerBound, step.source.upperBound, step.target.lowerBound, step.target.upperBound]
      let share = all.filter { $0.beads.contains(bead) }.reduce(0.0) { $0 + ($1.score - top.score).exponential } / total
      #expect(abs(step.probability - share) < 1e-4)
    }
  }

  @Test("the posteriors of the beads that hold a segment sum to one")
  func sums() {
    let (lattice, _) = lattice(9, 7, seed: 5)
    let posteriors = lattice.posteriors(null: -1.5, temperature: 1).values
    var sums = [Double](repeating: 0, count: 9)
    for i in 0...9 {
      for j in 0...7 {
        for (shape, (a, _)) in BeadShape.all.enumerated() where i >= a {
          for segment in (i - a)..<i { sums[segment] += Double(posteriors[(i * 8 + j) * BeadShape.count + shape]) }
        }
      }
    }
    for sum in sums { #expect(abs(sum - 1) < 1e-4) }
  }

  @Test("a fast logarithm is one", arguments: [1e-3, 0.04, 0.5, 0.999, 1, 1.5, 2, 17, 54.6] as [Float])
  func logarithm(_ x: Float) {
    #expect(abs(SIMD4(repeating: x).fastLogarithm[2] - x.logarithm) < 1e-4)
  }
}
