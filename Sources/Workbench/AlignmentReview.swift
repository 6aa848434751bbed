public import Alignment

/// A person's review of a document pair: the most doubtful bead first, a command, and the rest aligned anew around what was decided.
///
///     var review = try AlignmentReview(job, persian, english)
///     while let number = review.next { show(review.bead(number)); try review.perform(.accept) }
///     let file = review.confirmedText          // for `--confirmed`
public struct AlignmentReview: Sendable {
  public private(set) var pair: AlignedPair
  /// The bead that a command is about: the most doubtful one that nobody has decided on; nil when none is left.
  public private(set) var next: Int?
  private let aligner: Aligner
  private let source, target: [AlignmentSegment]
  private var kept: Set<[Range<Int>]> = []

  /// What can be done to the bead in question.
  public enum Command: Hashable, Sendable {
    case accept
    /// Join it with the bead behind it.
    case merge
    /// Cut it before a source and a target segment; without a place, where there is only one that leaves text on both sides of both halves.
    case split(source: Int, target: Int)
    case splitAnywhere
    /// Give its first segment to the bead before it.
    case up(Alignment.Side)
    /// Give its last segment to the bead behind it.
    case down(Alignment.Side)
    /// Leave its segments without a counterpart.
    case drop
    /// Come back to it another time.
    case keep

    /// The letters that a person types: `a`, `m`, `s`, `s 7:9`, `u`, `d` (target), `U`, `D` (source), `x`, `k`; nil for anything else.
    public init?(_ text: String) {
      let words = text.split(separator: " ")
      switch (words.first, words.count) {
      case ("a", 1): self = .accept
      case ("m", 1): self = .merge
      case ("s", 1): self = .splitAnywhere
      case ("s", 2):
        let place = words[1].split(separator: ":", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard place.count == 2 else { return nil }
        self = .split(source: place[0], target: place[1])
      case ("u", 1): self = .up(.target)
      case ("U", 1): self = .up(.source)
      case ("d", 1): self = .down(.target)
      case ("D", 1): self = .down(.source)
      case ("x", 1): self = .drop
      case ("k", 1): self = .keep
      default: return nil
      }
    }
  }

  /// Cuts and aligns two texts and finds the first bead to ask about.
  public init(_ job: AlignmentJob, _ sourceText: LaidOutText, _ targetText: LaidOutText, confirmed: Confirmation? = nil) throws {
    var job = job
    job.explains = true
    source = job.segments(of: sourceText, job.source)
    target = job.segments(of: targetText, job.target)
    aligner = job.aligner()
    let (left, right) = (source.map(\.text), target.map(\.text))
    let alignment = aligner.align(source: source, target: target, confirmed: try confirmed?.beads(source: left, target: right) ?? [])
    pair = AlignedPair(source: left, target: right, alignment: alignment)
    findNext()
  }

  /// Machine's beads that nobody has decided on yet.
  public var leftToReview: Int { pair.alignment.beads.count { isOpen($0) } }

  public func bead(_ number: Int) -> Bead { pair.alignment.beads[number] }

  /// The confirmed beads as a file for `--confirmed`.
  public var confirmedText: String { Confirmation.text(pair.alignment.beads, source: pair.source, target: pair.target) }

  /// The table of all beads, the most doubtful first.
  public var table: String { ReviewTable.write(pair.alignment, source: pair.source, target: pair.target, isByDoubt: true) }

  /// Takes over an edited table.
  /// - Throws: ``ReviewError``.
  public mutating func apply(table: String) throws(ReviewError) {
    pair.alignment = try ReviewTable.read(table, source: pair.source, target: pair.target, of: pair.alignment)
    findNext()
  }

  /// Carries a command out on the bead in question and goes on to the next one. What changes a bead aligns the rest anew between what is confirmed.
  /// - Throws: ``ReviewError``; nothing is changed then.
  public mutating func perform(_ command: Command) throws(ReviewError) {
    guard let number = next else { return }
    let bead = bead(number)
    var changed = pair.alignment
    switch command {
    case .accept: try changed.accept(number)
    case .keep: kept.insert(Self.key(bead))
    case .drop: try changed.drop(number)
    case .merge: try changed.merge(number)
    case .split(let source, let target): try changed.split(number, beforeSource: source, target: target)
    case .splitAnywhere:
      guard bead.source.count == 2, bead.target.count == 2 else {
        throw .outside(number, source: bead.source.lowerBound, target: bead.target.lowerBound)
      }
      try changed.split(number, beforeSource: bead.source.lowerBound + 1, target: bead.target.lowerBound + 1)
    case .up(let side): try up(side, number, &changed)
    case .down(let side): try down(side, number, &changed)
    }
    pair.alignment = changed
    if command != .accept, command != .keep { realign() }
    findNext()
  }

  private func up(_ side: Alignment.Side, _ number: Int, _ changed: inout Alignment) throws(ReviewError) {
    let (s, t) = starts(number)
    guard number > 0, !(side == .source ? bead(number).source : bead(number).target).isEmpty else {
      throw .outside(number, source: s, target: t)
    }
    if bead(number).source.count + bead(number).target.count == 1 { return try changed.merge(number - 1) }
    try changed.move(number - 1, beforeSource: side == .source ? s + 1 : s, target: side == .target ? t + 1 : t)
  }

  private func down(_ side: Alignment.Side, _ number: Int, _ changed: inout Alignment) throws(ReviewError) {
    let (s, t) = starts(number + 1)
    guard number + 1 < pair.alignment.beads.count, !(side == .source ? bead(number).source : bead(number).target).isEmpty else {
      throw .outside(number, source: s, target: t)
    }
    if bead(number).source.count + bead(number).target.count == 1 { return try changed.merge(number) }
    try changed.move(number, beforeSource: side == .source ? s - 1 : s, target: side == .target ? t - 1 : t)
  }

  /// The segments of both texts before a bead.
  private func starts(_ number: Int) -> (Int, Int) {
    pair.alignment.beads[..<number].reduce((0, 0)) { ($0.0 + $1.source.count, $0.1 + $1.target.count) }
  }

  private mutating func realign() {
    pair.alignment = aligner.align(source: source, target: target, confirmed: pair.alignment.beads.filter { $0.state == .confirmed })
  }

  private mutating func findNext() { next = pair.alignment.doubtful.first { isOpen(pair.alignment.beads[$0]) } }

  private func isOpen(_ bead: Bead) -> Bool { bead.state == .machine && !kept.contains(Self.key(bead)) }

  /// A null is known by its segments alone.
  private static func key(_ bead: Bead) -> [Range<Int>] { [bead.source, bead.target].map { $0.isEmpty ? 0..<0 : $0 } }
}
