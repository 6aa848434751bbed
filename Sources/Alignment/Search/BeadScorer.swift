/// Scores all beads of a block of the two texts.
///
/// The word evidence is additive: what a source segment explains of a target slot is computed once for each pair of segments, and a bead of several
/// segments adds up vectors. With E(I, j) = Σ over slots of j of g(Σ over i in I of T_i(slot)), the evidence for the target words of a bead (I, J) is
/// Σ over j in J of E(I, j): four passes for each side give all shapes.
struct BeadScorer {
  let source: TextTable, target: TextTable
  let links: LinkTable
  let weights: Weights
  let lengthMean: Float
  private let priors: [Float]
  private let usesParagraphs: Bool
  private let openEnd, openInside: Float
  private let paragraphBoth, paragraphOne, paragraphNone, paragraphInside: Float

  init(source: TextTable, target: TextTable, links: LinkTable, weights: Weights, lengthMean: Float) {
    self.source = source
    self.target = target
    self.links = links
    self.weights = weights
    self.lengthMean = lengthMean
    priors = BeadShape.priors(weights)
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

  /// Σ over slots of min(cap, ln(λ + scale · T / p)): factors are multiplied up and their logarithm is taken now and then.
  @inline(__always)
  private func gain(
    _ values: UnsafePointer<Float>, _ inverse: UnsafePointer<Float>, _ lambda: UnsafePointer<Float>, _ count: Int, _ scale: Float,
    _ top: SIMD4<Float>
  ) -> Float {
    var total = SIMD4<Float>(repeating: 0)
    var product = SIMD4<Float>(repeating: 1)
    var at = 0
    while at < count {
      let end = min(count, at + 32)
      while at < end {
        let v = UnsafeRawPointer(values + at).loadUnaligned(as: SIMD4<Float>.self)
        let w = UnsafeRawPointer(inverse + at).loadUnaligned(as: SIMD4<Float>.self)
        let l = UnsafeRawPointer(lambda + at).loadUnaligned(as: SIMD4<Float>.self)
        let x = l + v * w * scale
        product *= x.replacing(with: top, where: x .> top)  // 0.01 … 90, eight of them
        at += 4
      }
      total += product.fastLogarithm
      product = SIMD4(repeating: 1)
    }
    return total.sum()
  }

  /// Fills the block's scores.
  func score(_ block: Block) {
    let (rows, columns) = (block.rows, block.columns)
    let (n, m) = (rows.count, columns.count)
    let slotBase = Int(target.slotStart[columns.lowerBound]), slotEnd = Int(target.slotStart[columns.upperBound])
    let slots = slotEnd - slotBase
    let stride = block.stride
    let scratch = Scratch(slots: slots, stride: stride)
    for j in 0..<m { scratch.tokens[j + 1] = scratch.tokens[j] + target.tokenCounts[columns.lowerBound + j] }
    var characters: [Float] = [0]
    for j in columns { characters.append(characters[characters.count - 1] + target.lengths[j]) }
    for b in 1...3 + 1 where b <= m {
      for j in b...m {
        let length = characters[j] - characters[j - b] + 4
        scratch.logLength[b * stride + j] = length.logarithm
        scratch.inverseLength[b * stride + j] = 1 / length
      }
    }
    for i in 0..<n {
      load(rows.lowerBound + i, i, block, scratch, slotBase, slots)
      forward(i, block, scratch, slotBase, slots)
      beads(i, block, scratch)
    }
  }

  /// Buffers of one block.
  private final class Scratch {
    /// Rings over four source segments: T of each slot of the block; K_b(i, j), the evidence for the words of source segment i given target
    /// segments j − b ..< j.
    let explained: UnsafeMutablePointer<Float>, back: UnsafeMutablePointer<Float>
    /// Σ over I of T; for each a, prefix sums over j of E(I, j), I the last a segments.
    let sums: UnsafeMutablePointer<Float>, prefix: UnsafeMutablePointer<Float>
    let tokens: UnsafeMutablePointer<Float>
    let logLength: UnsafeMutablePointer<Float>, inverseLength: UnsafeMutablePointer<Float>
    var vectors: [Float] = [], joined: [Float] = []
    private let memory: UnsafeMutablePointer<Float>

    init(slots: Int, stride: Int) {
      let count = 5 * slots + 16 * stride + 5 * stride + stride + 10 * stride + 64
      memory = .allocate(capacity: count)
      memory.initialize(repeating: 0, count: count)
      explained = memory
      sums = explained + 4 * slots
      back = sums + slots
      prefix = back + 16 * stride
      tokens = prefix + 5 * stride
      logLength = tokens + stride
      inverseLength = logLength + 5 * stride
    }

    deinit { memory.deallocate() }
  }

  /// Computes what source segment `segment` explains of the block's target segments, and how it is explained by them.
  private func load(_ segment: Int, _ i: Int, _ block: Block, _ scratch: Scratch, _ slotBase: Int, _ slots: Int) {
    let (low, high) = (block.columns.lowerBound, block.columns.upperBound)
    let m = block.columns.count, stride = block.stride
    let t = scratch.explained + (i & 3) * slots
    t.update(repeating: 0, count: slots)
    let from = Int(source.slotStart[segment]), to = Int(source.slotStart[segment + 1])
    let width = to - from
    scratch.vectors.removeAll(keepingCapacity: true)
    scratch.vectors.append(contentsOf: repeatElement(0, count: width * m))
    scratch.vectors.withUnsafeMutableBufferPointer { vectors in
      target.occurrences.withUnsafeBufferPointer { occurrences in
        for slot in from..<to where source.slotType[slot] >= 0 {
          let type = Int(source.slotType[slot])
          for at in Int(links.rowStart[type])..<Int(links.rowStart[type + 1]) {
            let link = links.links[at]
            var next = Int(target.occurrenceStart[Int(link.target)])
            let end = Int(target.occurrenceStart[Int(link.target) + 1])
            if end - next > 16 {
              // The first occurrence inside the block.
              var upper = end
              while next < upper {
                let middle = (next + upper) >> 1
                if Int(occurrences[middle].segment) < low { next = middle + 1 } else { upper = middle }
              }
            }
            while next < end {
              let occurrence = occurrences[next]
              next += 1
              let j = Int(occurrence.segment)
              if j < low { continue }
              if j >= high { break }
              t[Int(occurrence.slot) - slotBase] += link.forward
              vectors[(j - low) * width + slot - from] += link.backward
            }
          }
        }
      }
    }
    let back = scratch.back + (i & 3) * 4 * stride
    let lambda = 1 - Float(weights.lambda)
    let top = SIMD4<Float>(repeating: Float(weights.cap).exponential)
    scratch.joined.removeAll(keepingCapacity: true)
    scratch.joined.append(contentsOf: repeatElement(0, count: width + 4))
    links.sourceInverse.withUnsafeBufferPointer { inverse in
      links.sourceLambda.withUnsafeBufferPointer { lambdas in
        scratch.vectors.withUnsafeBufferPointer { vectors in
          scratch.joined.withUnsafeMutableBufferPointer { joined in
            guard width > 0 else { return }
            for j in 1...m {
              for b in 1...min(4, j) {
                let row = vectors.baseAddress! + (j - b) * width
                if b == 1 {
                  for k in 0..<width { joined[k] = row[k] }
                } else {
                  for k in 0..<width { joined[k] += row[k] }
                }
                back[(b - 1) * stride + j] = gain(
                  UnsafePointer(joined.baseAddress!), inverse.baseAddress! + from, lambdas.baseAddress! + from, width,
                  lambda / (scratch.tokens[j] - scratch.tokens[j - b]), top)
              }
            }
          }
        }
      }
    }
    if width == 0 { back.update(repeating: 0, count: 4 * stride) }
  }

  /// Prefix sums of E(I, j) for I of one to four segments that end with row `i`.
  private func forward(_ i: Int, _ block: Block, _ scratch: Scratch, _ slotBase: Int, _ slots: Int) {
    let m = block.columns.count, stride = block.stride
    let lambda = 1 - Float(weights.lambda)
    let top = SIMD4<Float>(repeating: Float(weights.cap).exponential)
    var tokens: Float = 0
    scratch.sums.update(repeating: 0, count: slots)
    links.targetInverse.withUnsafeBufferPointer { inverse in
      links.targetLambda.withUnsafeBufferPointer { lambdas in
        target.slotStart.withUnsafeBufferPointer { starts in
          for a in 1...min(4, i + 1) {
            let first = i + 1 - a
            tokens += source.tokenCounts[block.rows.lowerBound + first]
            let t = scratch.explained + (first & 3) * slots
            for slot in 0..<slots { scratch.sums[slot] += t[slot] }
            let scale = lambda / tokens
            let prefix = scratch.prefix + a * stride
            var sum: Float = 0
            prefix[0] = 0
            for j in 0..<m {
              let from = Int(starts[block.columns.lowerBound + j]), to = Int(starts[block.columns.lowerBound + j + 1])
              if to > from {
                sum += gain(
                  UnsafePointer(scratch.sums + (from - slotBase)), inverse.baseAddress! + from, lambdas.baseAddress! + from, to - from,
                  scale, top)
              }
              prefix[j + 1] = sum
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func four(_ at: UnsafeMutablePointer<Float>) -> SIMD4<Float> { UnsafeRawPointer(at).loadUnaligned(as: SIMD4<Float>.self) }

  /// The scores of the beads whose last source segment is row `i`.
  private func beads(_ i: Int, _ block: Block, _ scratch: Scratch) {
    let m = block.columns.count, stride = block.stride
    let weight = Float(weights.lexicalWeight)
    let base = Float(weights.lengthVariance), short = Float(weights.lengthVarianceShort)
    let wide = Float(weights.lengthBackground * weights.lengthBackground)
    let last = block.rows.lowerBound + i
    for (shape, (a, b)) in BeadShape.all.enumerated() where a <= i + 1 && b <= m {
      let first = last + 1 - a
      var characters: Float = 4
      for k in first...last { characters += source.lengths[k] }
      let logLength = characters.logarithm + lengthMean, inverse = 1 / characters
      let prefix = scratch.prefix + a * stride
      let out = block.scores + (shape * (block.rows.count + 1) + i + 1) * stride
      var j = b
      while j <= m {
        // Four columns at a time; those behind the last one hold nothing that is read.
        var value = Self.four(prefix + j) - Self.four(prefix + j - b)
        for k in (i + 1 - a)...i {
          let row = (k & 3) * 4 + b - 1
          value += Self.four(scratch.back + row * stride + j)
        }
        let x = Self.four(scratch.logLength + b * stride + j) - logLength
        let longest = pointwiseMax(Self.four(scratch.inverseLength + b * stride + j), SIMD4(repeating: inverse))
        let variance: SIMD4<Float> = longest * short + base
        let precision = SIMD4<Float>(repeating: 1) / variance - 1 / wide
        let length: SIMD4<Float> = x * x * precision + (variance / wide).fastLogarithm
        let score: SIMD4<Float> = value * weight + priors[shape] - length * 0.5
        UnsafeMutableRawPointer(out + j).storeBytes(of: score, as: SIMD4<Float>.self)
        j += 4
      }
      for j in b...m { out[j] += layout(first, last + 1, block.columns.lowerBound + j - b, block.columns.lowerBound + j) }
    }
  }

  func prior(_ shape: Int) -> Float { priors[shape] }

  /// ln of the lengths' likelihood as a translation, against any two lengths.
  func length(_ i0: Int, _ i1: Int, _ j0: Int, _ j1: Int) -> Float {
    var a: Float = 4, b: Float = 4
    for i in i0..<i1 { a += source.lengths[i] }
    for j in j0..<j1 { b += target.lengths[j] }
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
