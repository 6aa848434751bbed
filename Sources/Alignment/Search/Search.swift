/// The search of one pair of texts: its tables, and the alignment of blocks of it.
struct Search {
  let source: TextTable, target: TextTable
  let links: LinkTable
  let options: Aligner.Options
  let lengthMean: Float
  /// The score of a null as estimated for the last block.
  private(set) var null: Float = 0

  init(source: TextTable, target: TextTable, links: LinkTable, options: Aligner.Options) {
    self.source = source
    self.target = target
    self.links = links
    self.options = options
    let observed = source.totalLength > 0 && target.totalLength > 0 ? (target.totalLength / source.totalLength).logarithm : 0
    let mean = Float(options.weights.lengthMean)
    switch (options.source.language, options.target.language) {
    case (.persian, .english): lengthMean = 0.5 * observed + 0.5 * mean
    case (.english, .persian): lengthMean = 0.5 * observed - 0.5 * mean
    default: lengthMean = observed
    }
  }

  /// Aligns a block of the two texts.
  mutating func run(source rows: Range<Int>, target columns: Range<Int>) -> [Lattice.Step] {
    let weights = options.weights
    guard !rows.isEmpty, !columns.isEmpty else {
      let score = Float(weights.null)
      return rows.map { Lattice.Step(source: $0..<($0 + 1), target: columns, shape: 0, score: score, probability: 1) }
        + columns.map { Lattice.Step(source: rows, target: $0..<($0 + 1), shape: 1, score: score, probability: 1) }
    }
    var band = Band(source: rows, target: columns)
    if (rows.count + 1) * (columns.count + 1) > options.maximumNodes { band = narrowBand(rows, columns) }
    var scorer = BeadScorer(source: source, target: target, links: links, weights: weights, band: band, lengthMean: lengthMean)
    let lattice = Lattice(scorer: &scorer)
    let temperature = Float(weights.temperature)
    let first = lattice.posteriors(null: Float(weights.null), temperature: temperature)
    null = nullScore(nulls: first.expectedNulls, segments: rows.count + columns.count)
    let posteriors = lattice.posteriors(null: null, temperature: temperature)
    if weights.decodesExpected > 0 {
      return lattice.annotated(
        lattice.mostExpected(posteriors, null: null, cost: Float(weights.expectedCost), nullShare: Float(weights.expectedNullShare)),
        posteriors)
    }
    return lattice.annotated(lattice.best(null: null), posteriors)
  }

  /// What a null scores in a document of so many expected nulls.
  private func nullScore(nulls: Double, segments: Int) -> Float {
    let weights = options.weights
    let rate = (nulls + weights.nullPriorRate * weights.nullPriorCount) / (Double(segments) + weights.nullPriorCount)
    let bounded = min(0.95, max(1e-4, rate))
    return Float(min(weights.nullHigh, max(weights.nullLow, weights.nullBase + weights.nullSlope * (bounded / (1 - bounded)).logarithm)))
  }

  /// A band around the best path, which is searched in a wide band around the diagonal; that one is widened until the path keeps off its edges.
  private func narrowBand(_ rows: Range<Int>, _ columns: Range<Int>) -> Band {
    var width = max(200, Int(Double(max(rows.count, columns.count)).squareRoot() * 2))
    let diagonal = diagonalPath(rows, columns)
    while true {
      let band = Band(source: rows, target: columns, around: diagonal, margin: width)
      var scorer = BeadScorer(source: source, target: target, links: links, weights: options.weights, band: band, lengthMean: lengthMean)
      let steps = Lattice.bestPath(scorer: &scorer, null: Float(options.weights.null))
      var path = [(low: Int, high: Int)](repeating: (Int.max, 0), count: rows.count + 1)
      path[0] = (columns.lowerBound, columns.lowerBound)
      for step in steps {
        for row in step.source.lowerBound...step.source.upperBound {
          let at = row - rows.lowerBound
          path[at] = (min(path[at].low, step.target.lowerBound), max(path[at].high, step.target.upperBound))
        }
      }
      let margin = width / 4
      let touches = (0...rows.count).contains { at in
        let row = rows.lowerBound + at
        return path[at].low - band.low(row) < margin && band.low(row) > columns.lowerBound
          || band.high(row) - path[at].high < margin && band.high(row) < columns.upperBound
      }
      if !touches || width >= max(rows.count, columns.count) {
        return Band(source: rows, target: columns, around: path, margin: 12)
      }
      width *= 2
    }
  }

  /// For each row the column that lies as far into the target, by characters, as the row in the source.
  private func diagonalPath(_ rows: Range<Int>, _ columns: Range<Int>) -> [(low: Int, high: Int)] {
    let all = rows.reduce(0.0) { $0 + Double(source.lengths[$1]) }, others = columns.reduce(0.0) { $0 + Double(target.lengths[$1]) }
    var path: [(low: Int, high: Int)] = [(columns.lowerBound, columns.lowerBound)]
    var column = columns.lowerBound
    var done = 0.0, reached = 0.0
    for row in rows {
      done += Double(source.lengths[row])
      while column < columns.upperBound, reached + Double(target.lengths[column]) / 2 < done / all * others {
        reached += Double(target.lengths[column])
        column += 1
      }
      path.append((column, column))
    }
    return path
  }
}
