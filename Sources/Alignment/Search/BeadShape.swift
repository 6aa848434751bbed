/// The shapes of beads with two sides that the search knows, as numbers of source and target segments.
enum BeadShape {
  static let all: [(source: Int, target: Int)] = [
    (1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (4, 1), (1, 4), (3, 2), (2, 3),
  ]
  static let count = 10
  /// Segments that one side of a bead may have.
  static let widest = 4

  static func priors(_ weights: Weights) -> [Float] {
    all.map { shape in
      switch (min(shape.source, shape.target), max(shape.source, shape.target)) {
      case (1, 1): 0
      case (1, 2): Float(weights.merge2)
      case (1, 3): Float(weights.merge3)
      case (1, 4): Float(weights.merge4)
      case (2, 2): Float(weights.pair22)
      default: Float(weights.pair23)
      }
    }
  }
}
