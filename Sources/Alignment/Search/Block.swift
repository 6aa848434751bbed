/// The lattice of a block of the two texts: the scores of its beads, and what dynamic programming makes of them.
///
/// Nodes are pairs of positions, beads are edges, an alignment is a path. Segments left out form runs: the first of a run scores `open`, each further one
/// `extend`; source segments come before target segments where both are left out, so that every alignment is one path. The scores of nulls are
/// given at each question: the rate of omissions can be estimated and the search repeated without scoring again.
///
/// Posteriors are computed on scores reduced by the best score at each node (V): every factor is at most 1, and nothing under- or overflows.
final class Block {
  private(set) var rows = 0..<0, columns = 0..<0
  /// Nodes of a row, rounded up; what lies behind the last column is never read.
  private(set) var stride = 0
  private(set) var capacity = 0
  /// `scores[(shape * (rows + 1) + i) * stride + j]`: the bead of that shape that ends at node (i, j), for i ≥ a and j ≥ b.
  private(set) var scores = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  private var factors = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  /// Best scores by the state of the last edge (bead, source null, target null), and the best of all.
  private var best = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  private var choices = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  /// Forward and backward sums by state, and the forward sums of all states.
  private var sums = UnsafeMutablePointer<Double>.allocate(capacity: 1)
  /// Factors of the first null on the way down to a node, and on the way right to it.
  private var steps = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  private var total = 1.0
  private var null = NullScore(open: 0, extend: 0)
  private var temperature: Float = 1
  private var isOpen = false

  struct NullScore {
    var open: Float, extend: Float
  }

  deinit { deallocate() }

  private func deallocate() {
    scores.deallocate()
    factors.deallocate()
    best.deallocate()
    choices.deallocate()
    sums.deallocate()
    steps.deallocate()
  }

  private var nodes: Int { (rows.count + 1) * stride }
  private static let nowhere: Float = -1e30

  /// Takes another block; its scores are to be filled in.
  func reset(_ rows: Range<Int>, _ columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
    stride = (columns.count + 1 + 3) & ~3 + 4
    let nodes = nodes
    if nodes > capacity {
      deallocate()
      capacity = nodes
      scores = .allocate(capacity: BeadShape.count * nodes)
      factors = .allocate(capacity: BeadShape.count * nodes)
      best = .allocate(capacity: 4 * nodes)
      choices = .allocate(capacity: nodes)
      sums = .allocate(capacity: 7 * nodes)
      steps = .allocate(capacity: 2 * nodes)
      // Places behind the last column are read along with others, though never used: they must hold numbers.
      scores.initialize(repeating: 0, count: BeadShape.count * nodes)
      factors.initialize(repeating: 0, count: BeadShape.count * nodes)
      best.initialize(repeating: 0, count: 4 * nodes)
      choices.initialize(repeating: 0, count: nodes)
      sums.initialize(repeating: 0, count: 7 * nodes)
      steps.initialize(repeating: 0, count: 2 * nodes)
    }
  }

  func score(_ shape: Int, _ i: Int, _ j: Int) -> Float { scores[(shape * (rows.count + 1) + i) * stride + j] }

  /// No path can be so bad: leaving everything out scores more.
  private static let forbidden: Float = -1e7

  /// Leaves a source segment no way but to stand alone. `row` counts from 0.
  func forbidBeads(withRow row: Int) {
    for (shape, (a, b)) in BeadShape.all.enumerated() where b <= columns.count {
      for i in max(a, row + 1)...max(a, row + a) where i <= rows.count && i > row {
        for j in b...columns.count { scores[(shape * (rows.count + 1) + i) * stride + j] = Self.forbidden }
      }
    }
  }

  /// Leaves a target segment no way but to stand alone. `column` counts from 0.
  func forbidBeads(withColumn column: Int) {
    for (shape, (a, b)) in BeadShape.all.enumerated() where a <= rows.count {
      for j in max(b, column + 1)...max(b, column + b) where j <= columns.count && j > column {
        for i in a...rows.count { scores[(shape * (rows.count + 1) + i) * stride + j] = Self.forbidden }
      }
    }
  }

  /// A bead as the search found it. `score` is that of the bead, without nulls' run.
  struct Step {
    var source: Range<Int>, target: Range<Int>
    /// Of ``BeadShape``; −1 for a null.
    var shape: Int
    var score: Float
    var probability: Double
    /// Posterior of the node at its end.
    var end: Double
  }

  // MARK: Best path

  /// Finds the best scores of all nodes. With an open end, a path may stop at any node of the last row or column.
  /// - Complexity: O(nodes × shapes).
  func solve(_ null: NullScore, temperature: Float, isOpen: Bool) {
    self.null = null
    self.temperature = temperature
    self.isOpen = isOpen
    let (n, m, nodes) = (rows.count, columns.count, nodes)
    let (bead, gap, add, top) = (best, best + nodes, best + 2 * nodes, best + 3 * nodes)
    for i in 0...n {
      let row = i * stride
      for j in 0..<stride { bead[row + j] = Self.nowhere }
      if i == 0 { bead[0] = 0 }
      for (shape, (a, b)) in BeadShape.all.enumerated() where a <= i && b <= m {
        let before = top + (i - a) * stride - b
        let score = scores + (shape * (n + 1) + i) * stride
        for j in b...m {
          let value = before[j] + score[j]
          if value > bead[row + j] {
            bead[row + j] = value
            choices[row + j] = UInt8(shape)
          }
        }
      }
      if i == 0 {
        for j in 0...m { gap[j] = Self.nowhere }
      } else {
        let above = row - stride
        for j in 0...m { gap[row + j] = max(bead[above + j] + null.open, gap[above + j] + null.extend) }
      }
      add[row] = Self.nowhere
      top[row] = max(bead[row], gap[row])
      for j in 1..<max(1, m + 1) {
        add[row + j] = max(max(bead[row + j - 1], gap[row + j - 1]) + null.open, add[row + j - 1] + null.extend)
        top[row + j] = max(max(bead[row + j], gap[row + j]), add[row + j])
      }
    }
  }

  /// The node where the best path ends.
  private var bestEnd: (Int, Int) {
    let (n, m) = (rows.count, columns.count)
    guard isOpen else { return (n, m) }
    let top = best + 3 * nodes
    var end = (n, m)
    func look(_ i: Int, _ j: Int) { if top[i * stride + j] > top[end.0 * stride + end.1] { end = (i, j) } }
    for i in 0...n { look(i, m) }
    for j in 0...m { look(n, j) }
    return end
  }

  /// The best path; posteriors are filled in when ``sum()`` has been called.
  func path(withPosteriors: Bool) -> [Step] {
    let nodes = nodes
    let (bead, gap, add) = (best, best + nodes, best + 2 * nodes)
    var steps: [Step] = []
    var (i, j) = bestEnd
    func state(_ at: Int) -> Int { bead[at] >= gap[at] && bead[at] >= add[at] ? 0 : gap[at] >= add[at] ? 1 : 2 }
    var now = state(i * stride + j)
    let nullShare = withPosteriors ? nullPosteriors() : ([], [])
    while i > 0 || j > 0 {
      let at = i * stride + j
      let end = withPosteriors ? nodePosterior(at) : 0
      switch now {
      case 0:
        let shape = Int(choices[at])
        let (a, b) = BeadShape.all[shape]
        steps.append(
          Step(
            source: (rows.lowerBound + i - a)..<(rows.lowerBound + i), target: (columns.lowerBound + j - b)..<(columns.lowerBound + j),
            shape: shape, score: score(shape, i, j), probability: withPosteriors ? posterior(shape, i, j) : 0, end: end))
        i -= a
        j -= b
        now = state(i * stride + j)
      case 1:
        let above = at - stride
        let opens = bead[above] + null.open >= gap[above] + null.extend
        steps.append(
          Step(
            source: (rows.lowerBound + i - 1)..<(rows.lowerBound + i), target: (columns.lowerBound + j)..<(columns.lowerBound + j),
            shape: -1,
            score: opens ? null.open : null.extend, probability: withPosteriors ? nullShare.0[i - 1] : 0, end: end))
        i -= 1
        now = opens ? 0 : 1
      default:
        let before = at - 1
        let opens = max(bead[before], gap[before]) + null.open >= add[before] + null.extend
        steps.append(
          Step(
            source: (rows.lowerBound + i)..<(rows.lowerBound + i), target: (columns.lowerBound + j - 1)..<(columns.lowerBound + j),
            shape: -1,
            score: opens ? null.open : null.extend, probability: withPosteriors ? nullShare.1[j - 1] : 0, end: end))
        j -= 1
        now = opens ? (bead[before] >= gap[before] ? 0 : 1) : 2
      }
    }
    return steps.reversed()
  }

  // MARK: Sums over all paths

  /// Computes forward and backward sums (Rabiner 1989, §III) on the solved block.
  /// - Complexity: O(nodes × shapes).
  func sum() {
    let (n, m, nodes) = (rows.count, columns.count, nodes)
    let top = best + 3 * nodes
    let scale = 1 / temperature
    let (f0, f1, f2) = (sums, sums + nodes, sums + 2 * nodes)
    let (b0, b1, b2) = (sums + 3 * nodes, sums + 4 * nodes, sums + 5 * nodes)
    let all = sums + 6 * nodes
    let (down, right) = (steps, steps + nodes)
    let open = null.open * scale
    // A further null of a run against the first.
    let further = Double(((null.extend - null.open) * scale).exponential)
    for i in 0...n {
      let row = i * stride
      for j in 0...m { f0[row + j] = 0 }
      if i == 0 { f0[0] = 1 }
      for (shape, (a, b)) in BeadShape.all.enumerated() where a <= i && b <= m {
        let from = (i - a) * stride - b
        let base = (shape * (n + 1) + i) * stride
        var j = b
        while j <= m {
          let value =
            UnsafeRawPointer(top + from + j).loadUnaligned(as: SIMD4<Float>.self)
            + UnsafeRawPointer(scores + base + j).loadUnaligned(as: SIMD4<Float>.self)
            - UnsafeRawPointer(top + row + j).loadUnaligned(as: SIMD4<Float>.self)
          UnsafeMutableRawPointer(factors + base + j).storeBytes(of: (value * scale).fastExponential, as: SIMD4<Float>.self)
          j += 4
        }
        for j in b...m { f0[row + j] += all[from + j] * Double(factors[base + j]) }
      }
      // The factors of nulls, four columns at a time; f1 and f2 take one from the other.
      let above = row - stride
      var at = 0
      while at <= m {
        let here = UnsafeRawPointer(top + row + at).loadUnaligned(as: SIMD4<Float>.self)
        if i > 0 {
          let before = UnsafeRawPointer(top + above + at).loadUnaligned(as: SIMD4<Float>.self)
          UnsafeMutableRawPointer(down + row + at).storeBytes(of: ((before - here) * scale + open).fastExponential, as: SIMD4<Float>.self)
        }
        // The node right of the last of a row is never asked for.
        let next = UnsafeRawPointer(top + row + at + 1).loadUnaligned(as: SIMD4<Float>.self)
        UnsafeMutableRawPointer(right + row + at + 1).storeBytes(of: ((here - next) * scale + open).fastExponential, as: SIMD4<Float>.self)
        at += 4
      }
      for j in 0...m {
        f1[row + j] = i == 0 ? 0 : (f0[above + j] + f1[above + j] * further) * Double(down[row + j])
      }
      f2[row] = 0
      all[row] = f0[row] + f1[row]
      for j in 1..<max(1, m + 1) {
        f2[row + j] = (f0[row + j - 1] + f1[row + j - 1] + f2[row + j - 1] * further) * Double(right[row + j])
        all[row + j] = f0[row + j] + f1[row + j] + f2[row + j]
      }
    }
    let end = bestEnd
    let highest = top[end.0 * stride + end.1]
    func closing(_ i: Int, _ j: Int) -> Double {
      guard isOpen ? i == n || j == m : i == n && j == m else { return 0 }
      return Double(((top[i * stride + j] - highest) * scale).exponential)
    }
    total = 0
    for i in Swift.stride(from: n, through: 0, by: -1) {
      let row = i * stride, below = row + stride
      for j in 0...m {
        b0[row + j] = i == n || j == m ? closing(i, j) : 0
        if i == n || j == m { total += b0[row + j] * (f0[row + j] + f1[row + j] + f2[row + j]) }
      }
      for (shape, (a, b)) in BeadShape.all.enumerated() where i + a <= n && b <= m {
        let to = (i + a) * stride + b
        let base = (shape * (n + 1) + i + a) * stride + b
        for j in 0...(m - b) { b0[row + j] += Double(factors[base + j]) * b0[to + j] }
      }
      for j in Swift.stride(from: m, through: 0, by: -1) {
        let here = b0[row + j]
        var (whole, gap, add) = (here, here, here)
        if i < n {
          let opened = Double(down[below + j]) * b1[below + j]
          whole += opened
          gap += opened * further
        }
        if j < m {
          let opened = Double(right[row + j + 1]) * b2[row + j + 1]
          whole += opened
          gap += opened
          add += opened * further
        }
        b0[row + j] = whole
        b1[row + j] = gap
        b2[row + j] = add
      }
    }
  }

  private func nodePosterior(_ at: Int) -> Double {
    let nodes = nodes
    var value = 0.0
    for state in 0..<3 { value += sums[state * nodes + at] * sums[(3 + state) * nodes + at] }
    return min(1, value / total)
  }

  func posterior(_ shape: Int, _ i: Int, _ j: Int) -> Double {
    let nodes = nodes
    let (a, b) = BeadShape.all[shape]
    let from = (i - a) * stride + j - b
    return min(1, sums[6 * nodes + from] * Double(factors[(shape * (rows.count + 1) + i) * stride + j]) * sums[3 * nodes + i * stride + j] / total)
  }

  /// For each source and target segment, the probability that it has no counterpart.
  func nullPosteriors() -> ([Double], [Double]) {
    let (n, m, nodes) = (rows.count, columns.count, nodes)
    var shares = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: m))
    // A state's forward sum at a node is all that has come by its edge: what enters state 1 at (i, j) has left source segment i − 1 out.
    for i in 0...n {
      for j in 0...m {
        let at = i * stride + j
        if i > 0 { shares.0[i - 1] += sums[nodes + at] * sums[4 * nodes + at] }
        if j > 0 { shares.1[j - 1] += sums[2 * nodes + at] * sums[5 * nodes + at] }
      }
    }
    return (shares.0.map { min(1, $0 / total) }, shares.1.map { min(1, $0 / total) })
  }

  /// How many segments are expected to stand without a counterpart.
  var expectedNulls: Double {
    let shares = nullPosteriors()
    return shares.0.reduce(0, +) + shares.1.reduce(0, +)
  }
}
