/// What a reviewer does to an alignment. Beads that a person has touched are ``Bead/State/confirmed``: a realignment keeps them.
extension Alignment {
  /// The machine's beads by number, the most doubtful first.
  public var doubtful: [Int] {
    beads.indices.filter { beads[$0].state == .machine }.sorted { (beads[$0].probability, $0) < (beads[$1].probability, $1) }
  }

  /// Confirms a bead as it is.
  public mutating func accept(_ number: Int) throws(ReviewError) {
    try check(number)
    confirm(&beads[number])
  }

  /// Joins a bead with the next one.
  public mutating func merge(_ number: Int) throws(ReviewError) {
    try check(number)
    guard number + 1 < beads.count else { throw .noNextBead(number) }
    let (start, end) = (start(of: number), start(of: number + 2))
    replace(number..<(number + 2), [bead(start, end)])
  }

  /// Cuts a bead in two before a source and a target segment.
  ///
  ///     try alignment.split(4, beforeSource: 7, target: 9)     // 6..<8 : 8..<10 becomes 6..<7 : 8..<9 and 7..<8 : 9..<10
  public mutating func split(_ number: Int, beforeSource source: Int, target: Int) throws(ReviewError) {
    try check(number)
    let (start, end) = (start(of: number), start(of: number + 1))
    try replace(number..<(number + 1), from: start, cut: (source, target), to: end, number)
  }

  /// Moves the end of a bead, and with it the start of the next one, before a source and a target segment.
  public mutating func move(_ number: Int, beforeSource source: Int, target: Int) throws(ReviewError) {
    try check(number)
    guard number + 1 < beads.count else { throw .noNextBead(number) }
    let (start, end) = (start(of: number), start(of: number + 2))
    try replace(number..<(number + 2), from: start, cut: (source, target), to: end, number)
  }

  /// Takes a bead apart: each of its segments stays without a counterpart.
  public mutating func drop(_ number: Int) throws(ReviewError) {
    try check(number)
    let (start, end) = (start(of: number), start(of: number + 1))
    replace(
      number..<(number + 1),
      (start.0..<end.0).map { Bead(source: $0..<($0 + 1), target: start.1..<start.1) }
        + (start.1..<end.1).map { Bead(source: end.0..<end.0, target: $0..<($0 + 1)) })
  }

  private func check(_ number: Int) throws(ReviewError) {
    guard beads.indices.contains(number) else { throw .noSuchBead(number) }
  }

  /// The segments of both texts before a bead.
  private func start(of number: Int) -> (Int, Int) { beads[..<number].reduce((0, 0)) { ($0.0 + $1.source.count, $0.1 + $1.target.count) } }

  private func bead(_ start: (Int, Int), _ end: (Int, Int)) -> Bead { Bead(source: start.0..<end.0, target: start.1..<end.1) }

  private mutating func replace(_ numbers: Range<Int>, from start: (Int, Int), cut: (Int, Int), to end: (Int, Int), _ number: Int)
    throws(ReviewError)
  {
    guard (start.0...end.0).contains(cut.0), (start.1...end.1).contains(cut.1), cut != start, cut != end else {
      throw .outside(number, source: cut.0, target: cut.1)
    }
    replace(numbers, [bead(start, cut), bead(cut, end)])
  }

  private mutating func replace(_ numbers: Range<Int>, _ new: [Bead]) {
    beads.replaceSubrange(
      numbers,
      with: new.map { bead in
        var bead = bead
        confirm(&bead)
        return bead
      })
  }

  private func confirm(_ bead: inout Bead) { (bead.state, bead.probability) = (.confirmed, 1) }
}

/// Why a review can't be done.
public enum ReviewError: Error, Hashable, Sendable {
  case noSuchBead(Int)
  /// There is nothing behind this bead to merge with or move into.
  case noNextBead(Int)
  /// The cut lies outside the bead or leaves nothing on one side of it.
  case outside(Int, source: Int, target: Int)
  /// A line of a review table that can't be read.
  case notARow(line: Int)
  /// The segments of a row aren't those of the text.
  case otherText(line: Int)
  /// The rows don't hold every segment once and in order; the first line where they don't.
  case notWhole(line: Int)
}
