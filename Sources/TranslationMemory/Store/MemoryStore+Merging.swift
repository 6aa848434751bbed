/// What a merge of two branches leaves in a file, one line after the other: two versions of one unit, units that one branch deleted.
extension MemoryStore {
  /// A unit whose id a newer one has.
  public struct Superseded: Hashable, Sendable {
    public var tuid: String
    /// Where its line begins.
    public var offset: Int
  }

  /// The units whose id another, newer unit has: what a merge of two edits leaves. Lookups ignore them.
  /// - Complexity: O(size).
  public func superseded() throws(MemoryError) -> [Superseded] {
    try refresh()
    return try copies { $0.hasPrefix(Self.idPrefix) }.older
  }

  /// Where an id stands more than once (an edit merged in git), keeps the copy with the latest `changedate` and drops the others.
  /// - Returns: how many went.
  @discardableResult
  public func dropSuperseded() throws(MemoryError) -> Int {
    let losers = try superseded()
    guard !losers.isEmpty else { return 0 }
    var plan = Plan()
    for loser in losers { plan.changes[loser.offset] = .drop }
    try rewrite(plan)
    return losers.count
  }

  /// The copies of units, of each the one that counts and the others in the order in which they are found out.
  struct Copies {
    var newest: [String: (offset: Int, date: String)] = [:]
    var older: [Superseded] = []
  }

  /// - Complexity: O(size).
  func copies(where isWanted: (String) -> Bool) throws(MemoryError) -> Copies {
    var copies = Copies()
    try forEachLine { line in
      guard let id = line.id, isWanted(id) else { return }
      let date = line.changeDate
      guard let other = copies.newest[id] else {
        copies.newest[id] = (line.offset, date)
        return
      }
      // On the same date the later line wins: it was merged in last.
      if date < other.date {
        copies.older.append(Superseded(tuid: id, offset: line.offset))
      } else {
        copies.older.append(Superseded(tuid: id, offset: other.offset))
        copies.newest[id] = (line.offset, date)
      }
    }
    return copies
  }

  // MARK: Deleted units

  /// The traces of deleted units that the file keeps, by id.
  func tombstones() throws(MemoryError) -> [String: Tombstone] { Tombstone.read(try file.bytes(0..<layout.bodyStart)) }

  /// The units that were deleted and are there again, in file order: see ``ReturnedUnit``.
  /// - Complexity: O(1) where no unit was deleted of late, else O(size).
  public func returned() throws(MemoryError) -> [ReturnedUnit] {
    try refresh()
    let tombstones = try tombstones()
    guard !tombstones.isEmpty else { return [] }
    var found: [ReturnedUnit] = []
    try forEachLine { line in
      if let id = line.id, let tombstone = tombstones[id] {
        found.append(ReturnedUnit(tuid: id, offset: line.offset, deleted: tombstone.date, isChanged: tombstone.hash != line.hash))
      }
    }
    return found
  }
}
