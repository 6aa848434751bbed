/// Segments of the source and of the target that translate each other; one side is empty for an omission or an addition.
///
///     Bead(source: 2..<4, target: 1..<2)        // the third and fourth source segment are the second target segment
public struct Bead: Hashable, Sendable {
  /// Indices of the source segments, from 0.
  public var source: Range<Int>
  /// Indices of the target segments, from 0.
  public var target: Range<Int>
  /// How sure the alignment is of exactly this bead, 0...1: its posterior over all alignments of the two texts (forward–backward).
  public var probability: Double
  /// Log-likelihood ratio (natural logarithm) of "these translate each other" against leaving them unaligned, priors included.
  public var score: Double
  /// Why the bead was joined.
  public var evidence: Evidence
  public var state: State

  public init(
    source: Range<Int>, target: Range<Int>, probability: Double = 1, score: Double = 0, evidence: Evidence = Evidence(),
    state: State = .machine
  ) {
    self.source = source
    self.target = target
    self.probability = probability
    self.score = score
    self.evidence = evidence
    self.state = state
  }

  /// Who stands behind a bead.
  public enum State: String, Sendable, CaseIterable {
    case machine
    /// A person said so: it is a hard anchor, never moved by a later alignment.
    case confirmed
  }

  /// True for segments without a counterpart.
  public var isNull: Bool { source.isEmpty || target.isEmpty }

  /// The bead with source and target exchanged.
  public var mirrored: Bead {
    Bead(source: target, target: source, probability: probability, score: score, evidence: evidence.mirrored, state: state)
  }

  /// True when two beads join the same segments, whatever their scores say.
  public func joinsSame(as other: Bead) -> Bool { source == other.source && target == other.target }
}
