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
    let layout = LayoutScores(self, block)
    withTables { tables in
      for i in 0..<n {
        load(rows.lowerBound + i, i, block, scratch, slotBase, slots, tables)
        forward(i, block, scratch, slotBase, slots, tables)
        beads(i, block, scratch, layout)
      }
    }
  }

  /// The arrays of both texts and their links, as the inner loops read them.
  private struct Tables {
    let sourceStart, sourceType, targetStart: UnsafePointer<Int32>
    let rowStart: UnsafePointer<Int32>, links: UnsafePointer<LinkTable.Link>
    let occurrenceStart: UnsafePointer<Int32>, occurrences: UnsafePointer<TextTable.Occurrence>
    let sourceInverse, sourceLambda, targetInverse, targetLambda: UnsafePointer<Float>
  }

  /// The pointers are good until `body` returns: the arrays that they point into are held by this scorer. Empty arrays are never read.
  private func withTables(_ body: (Tables) -> Void) {
    func with<A, B, C>(
      _ a: [A], _ b: [B], _ c: [C], _ body: (UnsafePointer<A>, UnsafePointer<B>, UnsafePointer<C>) -> Void
    ) {
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          c.withUnsafeBufferPointer { c in
            let nothing = UnsafeRawPointer(bitPattern: 16)!
            body(
              a.baseAddress ?? nothing.assumingMemoryBound(to: A.self), b.baseAddress ?? nothing.assumingMemoryBound(to: B.self),
              c.baseAddress ?? nothing.assumingMemoryBound(to: C.self))
          }
        }
      }
    }
    with(source.slotStart, source.slotType, target.slotStart) { sourceStart, sourceType, targetStart in
      with(links.rowStart, links.links, target.occurrenceStart) { rowStart, rows, occurrenceStart in
        with(target.occurrences, links.sourceInverse, links.sourceLambda) { occurrences, sourceInverse, sourceLambda in
          with(links.targetInverse, links.targetLambda, [Int32]()) { targetInverse, targetLambda, _ in
            body(
              Tables(
                sourceStart: sourceStart, sourceType: sourceType, targetStart: targetStart, rowStart: rowStart, links: rows,
                occurrenceStart: occurrenceStart, occurrences: occurrences, sourceInverse: sourceInverse, sourceLambda: sourceLambda,
                targetInverse: targetInverse, targetLambda: targetLambda))
          }
        }
      }
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
    let vectors = Reserve<Float>(), joined = Reserve<Float>()
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
  private func load(_ segment: Int, _ i: Int, _ block: Block, _ scratch: Scratch, _ slotBase: Int, _ slots: Int, _ tables: Tables) {
    let (low, high) = (Int32(block.columns.lowerBound), Int32(block.columns.upperBound))
    let m = block.columns.count, stride = block.stride
    let t = scratch.explained + (i & 3) * slots - slotBase
    (t + slotBase).update(repeating: 0, count: slots)
    let from = Int(tables.sourceStart[segment]), to = Int(tables.sourceStart[segment + 1])
    let width = to - from
    let back = scratch.back + (i & 3) * 4 * stride
    guard width > 0 else { return back.update(repeating: 0, count: 4 * stride) }
    let vectors = scratch.vectors.room(width * m)
    vectors.initialize(repeating: 0, count: width * m)
    for slot in from..<to {
      let type = Int(tables.sourceType[slot])
      if type < 0 { continue }
      let column = vectors + (slot - from) - Int(low) * width
      for at in Int(tables.rowStart[type])..<Int(tables.rowStart[type + 1]) {
        let link = tables.links[at]
        var next = Int(tables.occurrenceStart[Int(link.target)])
        let end = Int(tables.occurrenceStart[Int(link.target) + 1])
        if end - next > 16 {
          // The first occurrence inside the block.
          var upper = end
          while next < upper {
            let middle = (next + upper) >> 1
            if tables.occurrences[middle].segment < low { next = middle + 1 } else { upper = middle }
          }
        }
        while next < end {
          let occurrence = tables.occurrences[next]
          next += 1
          if occurrence.segment < low { continue }
          if occurrence.segment >= high { break }
          t[Int(occurrence.slot)] += link.forward
          column[Int(occurrence.segment) * width] += link.backward
        }
      }
    }
    let lambda = 1 - Float(weights.lambda)
    let top = SIMD4<Float>(repeating: Float(weights.cap).exponential)
    let joined = scratch.joined.room(width)
    for j in 1...m {
      joined.update(repeating: 0, count: width)
      for b in 1...min(4, j) {
        let row = vectors + (j - b) * width
        for k in 0..<width { joined[k] += row[k] }
        back[(b - 1) * stride + j] = gain(
          joined, tables.sourceInverse + from, tables.sourceLambda + from, width, lambda / (scratch.tokens[j] - scratch.tokens[j - b]), top)
      }
    }
  }

  /// Prefix sums of E(I, j) for I of one to four segments that end with row `i`.
  private func forward(_ i: Int, _ block: Block, _ scratch: Scratch, _ slotBase: Int, _ slots: Int, _ tables: Tables) {
    let m = block.columns.count, stride = block.stride
    let lambda = 1 - Float(weights.lambda)
    let top = SIMD4<Float>(repeating: Float(weights.cap).exponential)
    let starts = tables.targetStart + block.columns.lowerBound
    let sums = scratch.sums
    var tokens: Float = 0
    for a in 1...min(4, i + 1) {
      let first = i + 1 - a
      tokens += source.tokenCounts[block.rows.lowerBound + first]
      let t = scratch.explained + (first & 3) * slots
      if a == 1 { sums.update(from: t, count: slots) } else { for slot in 0..<slots { sums[slot] += t[slot] } }
      let scale = lambda / tokens
      let prefix = scratch.prefix + a * stride
      var sum: Float = 0
      prefix[0] = 0
      for j in 0..<m {
        let from = Int(starts[j]), count = Int(starts[j + 1]) - from
        if count > 0 { sum += gain(sums + (from - slotBase), tables.targetInverse + from, tables.targetLambda + from, count, scale, top) }
        prefix[j + 1] = sum
      }
    }
  }

  @inline(__always)
  private static func four(_ at: UnsafeMutablePointer<Float>) -> SIMD4<Float> { UnsafeRawPointer(at).loadUnaligned(as: SIMD4<Float>.self) }

  /// The scores of the beads whose last source segment is row `i`.
  private func beads(_ i: Int, _ block: Block, _ scratch: Scratch, _ layout: LayoutScores) {
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
      let prior = priors[shape] + layout.inside(source, first, last + 1)
      let ends = layout.ends(source.isOpen[last]), starts = layout.starts(source.startsParagraph[first]), inside = layout.inside(b)
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
        let longest = Self.four(scratch.inverseLength + b * stride + j).atLeast(SIMD4(repeating: inverse))
        let variance: SIMD4<Float> = longest * short + base
        let precision = SIMD4<Float>(repeating: 1) / variance - 1 / wide
        let length: SIMD4<Float> = x * x * precision + (variance / wide).fastLogarithm
        var score: SIMD4<Float> = value * weight + prior - length * 0.5
        score += Self.four(ends + j) + Self.four(starts + j - b) + Self.four(inside + j)
        UnsafeMutableRawPointer(out + j).storeBytes(of: score, as: SIMD4<Float>.self)
        j += 4
      }
      if shape == 0, layout.hasHeadings { for j in 1...m { out[j] += heading(last, block.columns.lowerBound + j - 1) } }
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

  private func heading(_ i: Int, _ j: Int) -> Float { source.isHeading[i] != target.isHeading[j] ? Float(weights.roleMismatch) : 0 }
  private func end(_ sourceIsOpen: Bool, _ targetIsOpen: Bool) -> Float { sourceIsOpen == targetIsOpen ? 0 : openEnd }

  private func start(_ source: Bool, _ target: Bool) -> Float {
    guard usesParagraphs else { return 0 }
    return source && target ? paragraphBoth : source || target ? paragraphOne : paragraphNone
  }

  /// What the seams inside a side of a bead say.
  private func inside(_ text: TextTable, _ from: Int, _ to: Int) -> Float {
    var value: Float = 0
    for segment in from..<to {
      if segment < to - 1, text.isOpen[segment] { value += openInside }
      if usesParagraphs, segment > from, text.startsParagraph[segment] { value += paragraphInside }
    }
    return value
  }

  func layout(_ i0: Int, _ i1: Int, _ j0: Int, _ j1: Int) -> Float {
    (i1 - i0 == 1 && j1 - j0 == 1 ? heading(i0, j0) : 0) + end(source.isOpen[i1 - 1], target.isOpen[j1 - 1])
      + start(source.startsParagraph[i0], target.startsParagraph[j0]) + inside(source, i0, i1) + inside(target, j0, j1)
  }

  /// What the layout says of the beads of a block, column by column: the parts of ``layout(_:_:_:_:)``.
  private struct LayoutScores {
    let hasHeadings: Bool
    private let scorer: BeadScorer
    private let stride: Int
    private let memory = Reserve<Float>()
    private var base: UnsafeMutablePointer<Float> { memory.room(0) }

    init(_ scorer: BeadScorer, _ block: Block) {
      self.scorer = scorer
      stride = block.stride
      let (source, target, columns) = (scorer.source, scorer.target, block.columns)
      hasHeadings = source.isHeading.contains(true) || target.isHeading.contains(true)
      let base = memory.room(9 * stride)
      base.initialize(repeating: 0, count: 9 * stride)
      for j in 0..<columns.count {
        let segment = columns.lowerBound + j
        base[j + 1] = scorer.end(false, target.isOpen[segment])
        base[stride + j + 1] = scorer.end(true, target.isOpen[segment])
        base[2 * stride + j] = scorer.start(false, target.startsParagraph[segment])
        base[3 * stride + j] = scorer.start(true, target.startsParagraph[segment])
        for b in 2...4 where b <= j + 1 { base[(3 + b) * stride + j + 1] = scorer.inside(target, segment + 1 - b, segment + 1) }
      }
    }

    /// By the column behind the bead; for a source side that ends in a sentence's middle or not.
    func ends(_ isOpen: Bool) -> UnsafeMutablePointer<Float> { base + (isOpen ? stride : 0) }
    /// By the bead's first column.
    func starts(_ isParagraph: Bool) -> UnsafeMutablePointer<Float> { base + (isParagraph ? 3 : 2) * stride }
    /// By the column behind the bead, for `count` target segments.
    func inside(_ count: Int) -> UnsafeMutablePointer<Float> { base + (3 + count) * stride }
    func inside(_ source: TextTable, _ from: Int, _ to: Int) -> Float { from + 1 == to ? 0 : scorer.inside(source, from, to) }
  }
}
