/// Scores of all beads that end in a row of the lattice, row by row.
///
/// The word evidence is additive: what a source segment explains of a target slot is computed once for each pair of segments, and a bead of
/// several segments adds up vectors. With E(I, j) = Σ over slots of j of g(Σ over i in I of T_i(slot)), the evidence for the target words of a
/// bead (I, J) is Σ over j in J of E(I, j): four passes for each side give all twelve shapes.
struct BeadScorer {
  let source: TextTable, target: TextTable
  let links: LinkTable
  let weights: Weights
  let rows: Range<Int>
  let band: Band
  let priors: [Float]
  let lengthMean: Float
  private let usesParagraphs: Bool
  private let openEnd, openInside: Float
  private let paragraphBoth, paragraphOne, paragraphNone, paragraphInside: Float

  // Rings over the last four source segments.
  private var explained: [[Float]]  // T(slot) for the target slots of the cell range
  private var explainedBase: [Int]  // first target slot
  private var backRows: [[Float]]  // K_b(i, j): evidence for the source words of i given J = j-b..<j, at [(b - 1) * width + j - low]
  private var backBase: [Int]
  private var backWidth: [Int]
  private var sums: [Float] = []
  private var sourceVectors: [Float] = []
  private var window: [Float] = []

  init(
    source: TextTable, target: TextTable, links: LinkTable, weights: Weights, band: Band, lengthMean: Float
  ) {
    self.source = source
    self.target = target
    self.links = links
    self.weights = weights
    self.band = band
    self.rows = band.rows
    self.lengthMean = lengthMean
    priors = BeadShape.priors(weights)
    explained = [[Float]](repeating: [], count: 4)
    explainedBase = [0, 0, 0, 0]
    backRows = [[Float]](repeating: [], count: 4)
    backBase = [0, 0, 0, 0]
    backWidth = [0, 0, 0, 0]
    // Paragraph starts that agree more often than by chance speak for a bead: correlation ρ of the two layouts, starts of frequency q.
    let q = min(0.999, max(0.001, (source.paragraphShare + target.paragraphShare) / 2))
    let rho = Float(weights.paragraphAgreement)
    usesParagraphs = source.startsParagraph.dropFirst().contains(true) && target.startsParagraph.dropFirst().contains(true)
    paragraphBoth = min(1.5, ((rho + (1 - rho) * q) / q).logarithm)
    paragraphOne = (1 - rho).logarithm
    paragraphNone = ((rho + (1 - rho) * (1 - q)) / (1 - q)).logarithm.clamped(0, 0.5)
    paragraphInside = Float(weights.paragraphInside) * (1 - q)
    let closed = max(0, 1 - 2 * max(source.openShare, target.openShare))
    openEnd = Float(weights.openEnd) * closed
    openInside = Float(weights.openInside) * closed
  }

  /// Evidence of a vector: Σ count · min(cap, ln(λ + (1 − λ₀) · T / (p · |F|))).
  @inline(__always)
  private func gain(
    _ values: UnsafePointer<Float>, _ inverse: UnsafePointer<Float>, _ lambda: UnsafePointer<Float>, _ counts: UnsafePointer<Float>,
    _ count: Int, _ scale: Float, _ top: Float
  ) -> Float {
    var total = SIMD4<Float>(repeating: 0)
    var at = 0
    while at < count {
      let v = UnsafeRawPointer(values + at).loadUnaligned(as: SIMD4<Float>.self)
      let w = UnsafeRawPointer(inverse + at).loadUnaligned(as: SIMD4<Float>.self)
      let l = UnsafeRawPointer(lambda + at).loadUnaligned(as: SIMD4<Float>.self)
      let c = UnsafeRawPointer(counts + at).loadUnaligned(as: SIMD4<Float>.self)
      let x = pointwiseMin(l + v * w * scale, SIMD4<Float>(repeating: top))
      total += c * x.fastLogarithm
      at += 4
    }
    return total.sum()
  }

  /// The scores of the beads that end at row `i` (source segments before it), at `[(j - band.low(i)) * BeadShape.count + shape]`; null beads
  /// have 0 there. Call with ascending rows, from `rows.lowerBound` on.
  mutating func scoreRow(_ i: Int, into scores: inout [Float]) {
    let low = band.low(i), high = band.high(i)
    scores.removeAll(keepingCapacity: true)
    scores.append(contentsOf: repeatElement(-Float.infinity, count: (high - low + 1) * BeadShape.count))
    for j in low...high {
      let base = (j - low) * BeadShape.count
      if i > rows.lowerBound, band.contains(i - 1, j) { scores[base] = 0 }
      if j > low { scores[base + 1] = 0 }
    }
    guard i > rows.lowerBound else { return }
    loadSegment(i - 1)
    let lambda = 1 - Float(weights.lambda)
    let top = Float(weights.cap).exponential
    let weight = Float(weights.lexicalWeight)
    // Forward evidence E(I, j) for |I| = 1…4 over target segments.
    let most = min(4, i - rows.lowerBound)
    var tokens: Float = 0
    for a in 1...most {
      let first = i - a
      tokens += source.tokenCounts[first]
      let segmentLow = band.low(first), segmentHigh = high  // target segments segmentLow ..< segmentHigh
      guard segmentLow < segmentHigh else { continue }
      let slotHigh = Int(target.slotStart[segmentHigh])
      // sums = Σ over I of T, on all slots that the widest bead reaches.
      if a == 1 {
        sums = Array(repeating: 0, count: slotHigh - Int(target.slotStart[band.low(max(rows.lowerBound, i - 4))]))
      }
      let sumBase = Int(target.slotStart[band.low(max(rows.lowerBound, i - 4))])
      let ring = first & 3
      explained[ring].withUnsafeBufferPointer { t in
        let offset = explainedBase[ring]
        for slot in sumBase..<slotHigh { sums[slot - sumBase] += t[slot - offset] }
      }
      let scale = lambda / tokens
      window = Array(repeating: 0, count: segmentHigh - segmentLow)
      sums.withUnsafeBufferPointer { sums in
        for j in segmentLow..<segmentHigh {
          let from = Int(target.slotStart[j]), to = Int(target.slotStart[j + 1])
          window[j - segmentLow] = links.targetInverse.withUnsafeBufferPointer { inverse in
            links.targetLambda.withUnsafeBufferPointer { lambdas in
              target.slotCount.withUnsafeBufferPointer { counts in
                gain(
                  sums.baseAddress! + (from - sumBase), inverse.baseAddress! + from, lambdas.baseAddress! + from,
                  counts.baseAddress! + from,
                  to - from, scale, top)
              }
            }
          }
        }
      }
      for (shape, (sa, sb)) in BeadShape.all.enumerated() where sa == a && sb > 0 {
        for j in max(low, segmentLow + sb)...max(high, segmentLow + sb) where j <= high {
          guard band.contains(first, j - sb) else { continue }
          var value: Float = 0
          for k in (j - sb)..<j { value += window[k - segmentLow] }
          for k in first..<i {
            let ring = k & 3
            value += backRows[ring][(sb - 1) * backWidth[ring] + j - backBase[ring]]
          }
          scores[(j - low) * BeadShape.count + shape] =
            priors[shape] + weight * value + length(first, i, j - sb, j) + layout(first, i, j - sb, j)
        }
      }
    }
  }

  /// Computes what segment `i` explains, and how it is explained, for all target segments that beads with it can reach.
  private mutating func loadSegment(_ i: Int) {
    let ring = i & 3
    let segmentLow = band.low(max(rows.lowerBound, i - 3)), segmentHigh = band.high(min(rows.upperBound - 1, i + 4))
    let slotLow = Int(target.slotStart[segmentLow]), slotHigh = Int(target.slotStart[segmentHigh])
    explainedBase[ring] = slotLow
    explained[ring] = Array(repeating: 0, count: slotHigh - slotLow)
    let from = Int(source.slotStart[i]), to = Int(source.slotStart[i + 1])
    let stride = to - from
    sourceVectors = Array(repeating: 0, count: stride * (segmentHigh - segmentLow))
    explained[ring].withUnsafeMutableBufferPointer { t in
      sourceVectors.withUnsafeMutableBufferPointer { vectors in
        target.occurrences.withUnsafeBufferPointer { occurrences in
          for slot in from..<to where source.slotType[slot] >= 0 {
            let type = Int(source.slotType[slot])
            let count = source.slotCount[slot]
            for at in Int(links.rowStart[type])..<Int(links.rowStart[type + 1]) {
              let link = links.links[at]
              var next = Int(target.occurrenceStart[Int(link.target)])
              let end = Int(target.occurrenceStart[Int(link.target) + 1])
              if end - next > 16 {
                // The first occurrence inside the band.
                var upper = end
                while next < upper {
                  let middle = (next + upper) >> 1
                  if Int(occurrences[middle].segment) < segmentLow { next = middle + 1 } else { upper = middle }
                }
              }
              while next < end {
                let occurrence = occurrences[next]
                next += 1
                let j = Int(occurrence.segment)
                if j < segmentLow { continue }
                if j >= segmentHigh { break }
                t[Int(occurrence.slot) - slotLow] += count * link.forward
                vectors[(j - segmentLow) * stride + slot - from] += occurrence.count * link.backward
              }
            }
          }
        }
      }
    }
    // K_b(i, j) for nodes j of segmentLow ... segmentHigh.
    let width = segmentHigh - segmentLow + 1
    backBase[ring] = segmentLow
    backWidth[ring] = width
    backRows[ring] = Array(repeating: 0, count: 4 * width)
    let lambda = 1 - Float(weights.lambda)
    let top = Float(weights.cap).exponential
    var joined = [Float](repeating: 0, count: stride)
    for j in segmentLow..<(segmentHigh + 1) {
      for k in joined.indices { joined[k] = 0 }
      var tokens: Float = 0
      for b in 1...4 {
        let segment = j - b
        guard segment >= segmentLow else { break }
        tokens += target.tokenCounts[segment]
        let value = sourceVectors.withUnsafeBufferPointer { vectors in
          joined.withUnsafeMutableBufferPointer { joined in
            let row = vectors.baseAddress! + (segment - segmentLow) * stride
            for k in 0..<stride { joined[k] += row[k] }
            return links.sourceInverse.withUnsafeBufferPointer { inverse in
              links.sourceLambda.withUnsafeBufferPointer { lambdas in
                source.slotCount.withUnsafeBufferPointer { counts in
                  gain(
                    UnsafePointer(joined.baseAddress!), inverse.baseAddress! + from, lambdas.baseAddress! + from,
                    counts.baseAddress! + from,
                    stride, lambda / tokens, top)
                }
              }
            }
          }
        }
        backRows[ring][(b - 1) * width + j - segmentLow] = value
      }
    }
  }

  /// ln of the lengths' likelihood as a translation, against any two lengths.
  func length(_ i0: Int, _ i1: Int, _ j0: Int, _ j1: Int) -> Float {
    var a: Float = 4, b: Float = 4
    for i in i0..<i1 { a += source.lengths[i] - 4 }
    for j in j0..<j1 { b += target.lengths[j] - 4 }
    let x = (b / a).logarithm - lengthMean
    let variance = Float(weights.lengthVariance) + Float(weights.lengthVarianceShort) / min(a, b)
    let wide = Float(weights.lengthBackground * weights.lengthBackground)
    return -0.5 * (x * x * (1 / variance - 1 / wide) + (variance / wide).logarithm)
  }

  func layout(_ i0: Int, _ i1: Int, _ j0: Int, _ j1: Int) -> Float {
    var value: Float = 0
    if i1 - i0 == 1, j1 - j0 == 1, source.isHeading[i0] != target.isHeading[j0] { value += Float(weights.roleMismatch) }
    if source.isOpen[i1 - 1] != target.isOpen[j1 - 1] { value += openEnd }
    for i in i0..<(i1 - 1) where source.isOpen[i] { value += openInside }
    for j in j0..<(j1 - 1) where target.isOpen[j] { value += openInside }
    guard usesParagraphs else { return value }
    switch (source.startsParagraph[i0], target.startsParagraph[j0]) {
    case (true, true): value += paragraphBoth
    case (false, false): value += paragraphNone
    default: value += paragraphOne
    }
    for i in (i0 + 1)..<max(i1, i0 + 1) where source.startsParagraph[i] { value += paragraphInside }
    for j in (j0 + 1)..<max(j1, j0 + 1) where target.startsParagraph[j] { value += paragraphInside }
    return value
  }
}

extension Float {
  func clamped(_ low: Float, _ high: Float) -> Float { Swift.min(high, Swift.max(low, self)) }
}

/// The nodes of the lattice that the search looks at: for each row (source segments before it) a range of columns (target segments before it).
/// Both ends never fall from row to row.
struct Band {
  let firstRow: Int
  let lows: [Int32], highs: [Int32]

  /// Rows as indices of nodes: `firstRow ... lastRow`.
  var rows: Range<Int> { firstRow..<(firstRow + lows.count) }
  func low(_ row: Int) -> Int { Int(lows[row - firstRow]) }
  func high(_ row: Int) -> Int { Int(highs[row - firstRow]) }
  func contains(_ row: Int, _ column: Int) -> Bool { column >= low(row) && column <= high(row) }
  var nodeCount: Int { zip(lows, highs).reduce(0) { $0 + Int($1.1 - $1.0) + 1 } }

  /// All nodes of a block.
  init(source: Range<Int>, target: Range<Int>) {
    firstRow = source.lowerBound
    lows = [Int32](repeating: Int32(target.lowerBound), count: source.count + 1)
    highs = [Int32](repeating: Int32(target.upperBound), count: source.count + 1)
  }

  /// The nodes within `margin` columns and rows of a path, which has a column for each row.
  init(source: Range<Int>, target: Range<Int>, around path: [(low: Int, high: Int)], margin: Int) {
    firstRow = source.lowerBound
    var lows: [Int32] = [], highs: [Int32] = []
    for row in 0...source.count {
      let low = path[max(0, row - margin)].low - margin, high = path[min(source.count, row + margin)].high + margin
      lows.append(Int32(max(target.lowerBound, low)))
      highs.append(Int32(min(target.upperBound, high)))
    }
    lows[0] = Int32(target.lowerBound)
    highs[source.count] = Int32(target.upperBound)
    self.lows = lows
    self.highs = highs
  }
}
