/// The search of one pair of texts: its tables, and the alignment of parts of it.
///
/// A part with few nodes is one block. A larger one is worked off in windows. A window is solved with an open end, and what it finds up to a certain node
/// (nearly all of its paths go through it, and it lies well inside) is a proposal. The next window begins where the last proposal began and reaches
/// further: when it finds the same, the proposal is kept. When it doesn't, or nothing is certain, the window was too narrow and is doubled, up to
/// ``Aligner/Options/maximumNodes``. So every kept stretch was found twice, by windows that see differently far beyond it.
struct Search {
  let source: TextTable, target: TextTable
  let links: LinkTable
  /// Segments that stay without a counterpart, because a person said so.
  let alone: Aligner.Alone
  let options: Aligner.Options
  let scorer: BeadScorer
  let block: Block
  let lengthMean: Float

  init(source: TextTable, target: TextTable, links: LinkTable, alone: Aligner.Alone, options: Aligner.Options, block: Block) {
    self.source = source
    self.target = target
    self.links = links
    self.alone = alone
    self.options = options
    self.block = block
    let observed = source.totalLength > 0 && target.totalLength > 0 ? (target.totalLength / source.totalLength).logarithm : 0
    let mean = Float(options.weights.lengthMean)
    switch (options.source.language, options.target.language) {
    case (.persian, .english): lengthMean = 0.5 * observed + 0.5 * mean
    case (.english, .persian): lengthMean = 0.5 * observed - 0.5 * mean
    default: lengthMean = observed
    }
    scorer = BeadScorer(source: source, target: target, links: links, weights: options.weights, lengthMean: lengthMean)
  }

  /// A window is cut at a node with at least this posterior.
  private static let certain = 0.99

  /// Aligns a part of the two texts.
  func run(source rows: Range<Int>, target columns: Range<Int>, progress: (Int) -> Void = { _ in }) -> [Block.Step] {
    var steps: [Block.Step] = []
    var (i, j) = (rows.lowerBound, columns.lowerBound)
    var size = options.window
    // What the last window found from here on.
    var proposal: ArraySlice<Block.Step> = []
    while i < rows.upperBound || j < columns.upperBound {
      let rest = (rows.upperBound - i, columns.upperBound - j)
      if rest.0 == 0 || rest.1 == 0 {
        steps += nulls(i..<rows.upperBound, j..<columns.upperBound)
        break
      }
      var part = rest
      if (rest.0 + 1) * (rest.1 + 1) > options.wholeNodes {
        let ratio = min(4, max(0.25, Double(rest.1) / Double(rest.0)))
        part = (min(rest.0, Int(Double(size) / min(1, ratio).squareRoot())), min(rest.1, Int(Double(size) * max(1, ratio).squareRoot())))
      }
      let isLast = part == rest
      let found = solve(i..<(i + part.0), j..<(j + part.1), isOpen: !isLast)
      if isLast {
        steps += found
        break
      }
      let isWidest = (2 * part.0 + 1) * (2 * part.1 + 1) > options.maximumNodes
      let isAgreed =
        found.count >= proposal.count && zip(found, proposal).allSatisfy { $0.source == $1.source && $0.target == $1.target }
      let cut = cut(found[(isAgreed ? proposal.count : 0)...], i, j, part, isForced: isWidest)
      // The widest window has nobody to agree with.
      let kept = isWidest ? found[...(cut ?? 0)] : found[..<(isAgreed ? proposal.count : 0)]
      guard cut != nil || !kept.isEmpty else {
        size *= 2
        proposal = []
        continue
      }
      proposal = cut.map { isWidest ? [] : found[kept.count...$0] } ?? []
      if let last = kept.last {
        steps += kept
        (i, j) = (last.source.upperBound, last.target.upperBound)
        size = options.window
        progress(i - rows.lowerBound + j - columns.lowerBound)
      } else {
        // The first proposal is put to a window that reaches further.
        size += size / 2
      }
    }
    return steps
  }

  /// The step of a window after which it is cut: the last certain one that leaves three tenths of the window, or, when it must be, the surest.
  private func cut(_ steps: ArraySlice<Block.Step>, _ i: Int, _ j: Int, _ part: (Int, Int), isForced: Bool) -> Int? {
    var surest: (at: Int, probability: Double)?
    var certain: Int?
    for (at, step) in zip(steps.indices, steps) {
      let done = max(
        Double(step.source.upperBound - i) / Double(part.0), Double(step.target.upperBound - j) / Double(part.1))
      guard done <= 0.7 else { break }
      if step.end >= Self.certain, step.shape >= 0, done >= 0.1 { certain = at }
      if done >= 0.25, step.end > surest?.probability ?? -1 { surest = (at, step.end) }
    }
    if let certain { return certain }
    return isForced ? surest?.at ?? (steps.startIndex + steps.endIndex) / 2 : nil
  }

  private func solve(_ rows: Range<Int>, _ columns: Range<Int>, isOpen: Bool) -> [Block.Step] {
    let weights = options.weights
    block.reset(rows, columns)
    scorer.score(block)
    for segment in alone.source where rows.contains(segment) { block.forbidBeads(withRow: segment - rows.lowerBound) }
    for segment in alone.target where columns.contains(segment) { block.forbidBeads(withColumn: segment - columns.lowerBound) }
    let temperature = Float(weights.temperature)
    block.solve(nullScore(Float(weights.null)), temperature: temperature, isOpen: isOpen)
    block.sum()
    block.solve(
      nullScore(estimatedNull(nulls: block.expectedNulls, segments: rows.count + columns.count)), temperature: temperature, isOpen: isOpen)
    block.sum()
    return block.path(withPosteriors: true)
  }

  private func nulls(_ rows: Range<Int>, _ columns: Range<Int>) -> [Block.Step] {
    let score = Float(options.weights.null)
    return rows.map {
      Block.Step(source: $0..<($0 + 1), target: columns.lowerBound..<columns.lowerBound, shape: -1, score: score, probability: 1, end: 1)
    }
      + columns.map {
        Block.Step(source: rows.upperBound..<rows.upperBound, target: $0..<($0 + 1), shape: -1, score: score, probability: 1, end: 1)
      }
  }

  private func nullScore(_ null: Float) -> Block.NullScore {
    Block.NullScore(open: null - Float(options.weights.nullOpen), extend: null + Float(options.weights.nullExtend))
  }

  /// What a null scores in a text of so many expected nulls.
  private func estimatedNull(nulls: Double, segments: Int) -> Float {
    let weights = options.weights
    let rate = (nulls + weights.nullPriorRate * weights.nullPriorCount) / (Double(segments) + weights.nullPriorCount)
    let bounded = min(0.95, max(1e-4, rate))
    return Float(min(weights.nullHigh, max(weights.nullLow, weights.nullBase + weights.nullSlope * (bounded / (1 - bounded)).logarithm)))
  }
}
