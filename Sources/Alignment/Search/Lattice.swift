/// The scores of all beads in a band, and what dynamic programming makes of them.
///
/// Beads are the edges of a lattice whose nodes are pairs of positions; an alignment is a path. All null beads have one score, given at each
/// question, so that the rate of omissions can be estimated and the search repeated without scoring again.
struct Lattice {
  let band: Band
  /// First node of each row.
  private var rowStart: [Int] = [0]
  /// `scores[node * BeadShape.count + shape]`: the bead of that shape that ends at the node; −∞ where there is none.
  private var scores: [Float] = []

  init(scorer: inout BeadScorer) {
    band = scorer.band
    scores.reserveCapacity(band.nodeCount * BeadShape.count)
    var row: [Float] = []
    for i in band.rows {
      scorer.scoreRow(i, into: &row)
      scores += row
      rowStart.append(rowStart[rowStart.count - 1] + row.count / BeadShape.count)
    }
  }

  /// For tests: given scores by node and shape.
  init(band: Band, score: (_ row: Int, _ column: Int, _ shape: Int) -> Float) {
    self.band = band
    for i in band.rows {
      for j in band.low(i)...band.high(i) {
        for shape in 0..<BeadShape.count {
          let (a, b) = BeadShape.all[shape]
          let exists = i - a >= band.firstRow && band.contains(i - a, j - b)
          scores.append(exists ? score(i, j, shape) : -.infinity)
        }
      }
      rowStart.append(scores.count / BeadShape.count)
    }
  }

  /// A bead as the search found it.
  struct Step {
    var source: Range<Int>, target: Range<Int>
    var shape: Int
    var score: Float
    var probability: Double
  }

  @inline(__always)
  private func node(_ row: Int, _ column: Int) -> Int { rowStart[row - band.firstRow] + column - band.low(row) }

  @inline(__always)
  private func edge(_ node: Int, _ shape: Int, _ null: Float) -> Float {
    let score = scores[node * BeadShape.count + shape]
    return shape < 2 ? score + null : score
  }

  /// The best path.
  /// - Complexity: O(nodes × shapes).
  func best(null: Float) -> [Step] {
    var values = [Float](repeating: -.infinity, count: rowStart[rowStart.count - 1])
    var choices = [UInt8](repeating: 255, count: values.count)
    for i in band.rows {
      for j in band.low(i)...band.high(i) {
        let at = node(i, j)
        if at == 0 {
          values[0] = 0
          continue
        }
        for shape in 0..<BeadShape.count {
          let score = edge(at, shape, null)
          guard score > -.infinity else { continue }
          let (a, b) = BeadShape.all[shape]
          let value = values[node(i - a, j - b)] + score
          if value > values[at] {
            values[at] = value
            choices[at] = UInt8(shape)
          }
        }
      }
    }
    return trace(choices) { at, shape in edge(at, shape, null) }
  }

  private func trace(_ choices: [UInt8], _ score: (Int, Int) -> Float) -> [Step] {
    var steps: [Step] = []
    var i = band.rows.upperBound - 1
    var j = band.high(i)
    let (firstRow, firstColumn) = (band.firstRow, band.low(band.firstRow))
    while i > firstRow || j > firstColumn {
      let at = node(i, j)
      let shape = Int(choices[at])
      let (a, b) = BeadShape.all[shape]
      steps.append(Step(source: (i - a)..<i, target: (j - b)..<j, shape: shape, score: score(at, shape), probability: 0))
      i -= a
      j -= b
    }
    return steps.reversed()
  }

  /// Posterior probabilities of all beads, at the places of their scores (Rabiner 1989, §III: forward–backward).
  /// - Complexity: O(nodes × shapes).
  func posteriors(null: Float, temperature: Float) -> Posteriors {
    let count = rowStart[rowStart.count - 1]
    var forward = [Double](repeating: -.infinity, count: count)
    var backward = forward
    let scale = 1 / Double(temperature)
    var terms = [Double](repeating: 0, count: BeadShape.count)
    for i in band.rows {
      for j in band.low(i)...band.high(i) {
        let at = node(i, j)
        if at == 0 {
          forward[0] = 0
          continue
        }
        var top = -Double.infinity
        for shape in 0..<BeadShape.count {
          let score = edge(at, shape, null)
          terms[shape] = -.infinity
          guard score > -.infinity else { continue }
          let (a, b) = BeadShape.all[shape]
          terms[shape] = forward[node(i - a, j - b)] + Double(score) * scale
          top = max(top, terms[shape])
        }
        guard top > -.infinity else { continue }
        var sum = 0.0
        for term in terms where term > top - 40 { sum += (term - top).exponential }
        forward[at] = top + sum.logarithm
      }
    }
    var posterior = [Float](repeating: 0, count: scores.count)
    backward[count - 1] = 0
    let total = forward[count - 1]
    for i in band.rows.reversed() {
      for j in (band.low(i)...band.high(i)).reversed() {
        let at = node(i, j)
        let here = backward[at]
        guard here > -.infinity else { continue }
        for shape in 0..<BeadShape.count {
          let score = edge(at, shape, null)
          guard score > -.infinity else { continue }
          let (a, b) = BeadShape.all[shape]
          let from = node(i - a, j - b)
          let path = here + Double(score) * scale
          let whole = forward[from] + path - total
          if whole > -40 { posterior[at * BeadShape.count + shape] = Float(whole.exponential) }
          let (low, high) = backward[from] < path ? (backward[from], path) : (path, backward[from])
          backward[from] = low > high - 40 ? high + (1 + (low - high).exponential).logarithm : high
        }
      }
    }
    return Posteriors(values: posterior)
  }

  struct Posteriors {
    let values: [Float]

    /// Expected null beads, and expected beads of any shape.
    var expectedNulls: Double {
      var sum = 0.0
      for at in stride(from: 0, to: values.count, by: BeadShape.count) { sum += Double(values[at]) + Double(values[at + 1]) }
      return sum
    }
  }

  /// Steps with their posteriors filled in.
  func annotated(_ steps: [Step], _ posteriors: Posteriors) -> [Step] {
    steps.map { step in
      var step = step
      step.probability = Double(posteriors.values[node(step.source.upperBound, step.target.upperBound) * BeadShape.count + step.shape])
      return step
    }
  }

  /// The path that is expected to hold the most right beads: each bead counts its posterior, nulls a share of it.
  func mostExpected(_ posteriors: Posteriors, null: Float, cost: Float, nullShare: Float) -> [Step] {
    var values = [Float](repeating: -.infinity, count: rowStart[rowStart.count - 1])
    var choices = [UInt8](repeating: 255, count: values.count)
    for i in band.rows {
      for j in band.low(i)...band.high(i) {
        let at = node(i, j)
        if at == 0 {
          values[0] = 0
          continue
        }
        for shape in 0..<BeadShape.count where scores[at * BeadShape.count + shape] > -.infinity {
          let (a, b) = BeadShape.all[shape]
          let p = posteriors.values[at * BeadShape.count + shape]
          let value = values[node(i - a, j - b)] + (shape < 2 ? p * nullShare : p) - cost
          if value > values[at] {
            values[at] = value
            choices[at] = UInt8(shape)
          }
        }
      }
    }
    return trace(choices) { at, shape in edge(at, shape, null) }
  }

  /// The best path without keeping scores: one byte for each node. For bands too wide for ``init(scorer:)``.
  static func bestPath(scorer: inout BeadScorer, null: Float) -> [Step] {
    let band = scorer.band
    var starts: [Int] = [0]
    var choices: [UInt8] = []
    choices.reserveCapacity(band.nodeCount)
    var recent = [[Float]](repeating: [], count: 5)
    var row: [Float] = []
    for i in band.rows {
      scorer.scoreRow(i, into: &row)
      let low = band.low(i), high = band.high(i)
      var values = [Float](repeating: -.infinity, count: high - low + 1)
      for j in low...high {
        if i == band.firstRow, j == low {
          values[0] = 0
          choices.append(255)
          continue
        }
        var choice: UInt8 = 255
        var top = -Float.infinity
        for shape in 0..<BeadShape.count {
          var score = row[(j - low) * BeadShape.count + shape]
          guard score > -.infinity else { continue }
          if shape < 2 { score += null }
          let (a, b) = BeadShape.all[shape]
          let before = a == 0 ? values[j - b - low] : recent[(i - a) % 5][j - b - band.low(i - a)]
          if before + score > top { (top, choice) = (before + score, UInt8(shape)) }
        }
        values[j - low] = top
        choices.append(choice)
      }
      recent[i % 5] = values
      starts.append(choices.count)
    }
    var steps: [Step] = []
    var i = band.rows.upperBound - 1
    var j = band.high(i)
    while i > band.firstRow || j > band.low(band.firstRow) {
      let shape = Int(choices[starts[i - band.firstRow] + j - band.low(i)])
      let (a, b) = BeadShape.all[shape]
      steps.append(Step(source: (i - a)..<i, target: (j - b)..<j, shape: shape, score: 0, probability: 0))
      i -= a
      j -= b
    }
    return steps.reversed()
  }
}
