public import TMX

extension MemoryStore {
  /// Changes the unit with an id. Its `changedate` becomes the present time unless the change sets another; superseded copies of it go.
  /// - Throws: ``MemoryError/unknownUnit(path:tuid:)`` and whatever a write can meet. Nothing is changed then.
  /// - Complexity: O(size): the file is written anew.
  public func edit(_ tuid: String, _ change: (inout Unit) -> Void) throws(MemoryError) {
    try edit([tuid], change)
  }

  /// Changes several units with one rewrite.
  public func edit(_ tuids: [String], _ change: (inout Unit) -> Void) throws(MemoryError) {
    try refresh()
    let copies = try self.copies(of: tuids)
    let date = clock()
    var plan = Plan()
    for (id, copy) in copies.newest {
      let line = try UnitReader.unit(in: file, at: copy.offset)
      guard var unit = try? UnitCoding.unit(from: line) else { continue }
      let before = unit.attribute("changedate")
      change(&unit)
      unit.tuid = id
      if unit.attribute("changedate") == before { unit.setAttribute("changedate", date) }
      try plan.replace(copy.offset, with: unit, in: path)
      plan.revived.insert(Self.hash(id))
    }
    for copy in copies.older { plan.changes[copy.offset] = .drop }
    try rewrite(plan)
  }

  /// Takes units out.
  /// - Throws: ``MemoryError/unknownUnit(path:tuid:)`` when one of them is not there; nothing is deleted then.
  public func delete(_ tuids: [String]) throws(MemoryError) {
    try refresh()
    let copies = try self.copies(of: tuids)
    var plan = Plan()
    for (id, copy) in copies.newest {
      plan.changes[copy.offset] = .drop
      plan.tombstones.append(Tombstone(tuid: id, date: clock(), line: try UnitReader.unit(in: file, at: copy.offset)))
    }
    for copy in copies.older { plan.changes[copy.offset] = .drop }
    try rewrite(plan)
  }

  /// Marks units as read and found right by a person.
  public func confirm(_ tuids: [String], by person: String) throws(MemoryError) {
    let date = clock()
    try edit(tuids) { unit in
      unit.setProperty(UnitProperty.confirmedBy, person)
      unit.setProperty(UnitProperty.confirmedAt, date)
    }
  }

  /// Drops every unit for which `isWanted` is false, in one rewrite.
  /// - Returns: how many went.
  @discardableResult
  public func filter(_ isWanted: (Unit) -> Bool) throws(MemoryError) -> Int {
    try refresh()
    let plan = try plan { line in line.unit.map(isWanted) ?? true ? nil : .drop }
    if !plan.isEmpty { try rewrite(plan) }
    return plan.changes.count
  }

  private func copies(of tuids: [String]) throws(MemoryError) -> Copies {
    let wanted = Set(tuids)
    let copies = try self.copies { wanted.contains($0) }
    if let missing = tuids.first(where: { copies.newest[$0] == nil }) { throw .unknownUnit(path: path, tuid: missing) }
    return copies
  }

  // MARK: Revising

  /// What is to become of a unit.
  package enum Revision: Sendable {
    case drop
    case replace(Unit)
  }

  /// Calls `body` with every unit in file order and its place, for ``revise(_:adding:)``. A file in a foreign layout is rewritten into ours first.
  /// - Complexity: O(size).
  package func forEachUnit(_ body: (Unit, _ offset: Int) -> Void) throws(MemoryError) {
    try refresh()
    surveyed = stamp
    try forEachLine { line in if let unit = line.unit { body(unit, line.offset) } }
  }

  /// Drops and replaces units and adds others, with one commit or not at all.
  /// - Parameter revisions: by the places that ``forEachUnit(_:)`` gave.
  /// - Throws: ``MemoryError/changedElsewhere(path:)`` when the file is another since then.
  /// - Complexity: O(size) with revisions; that of an append without.
  package func revise(_ revisions: [Int: Revision], adding units: [Unit] = []) throws(MemoryError) -> Report {
    try refresh()
    guard stamp == surveyed else { throw .changedElsewhere(path: path) }
    return try take { (intake) throws(MemoryError) in
      for (index, var unit) in units.enumerated() {
        let id = prepare(&unit) { intake.known.contains(id: $0) }
        try intake.store(unit, id, Self.place(of: unit), index)
      }
      var plan = Plan()
      if revisions.values.contains(where: { if case .drop = $0 { true } else { false } }) {
        plan = try self.plan { line in if case .drop = revisions[line.offset] { .drop } else { nil } }
      }
      for (offset, revision) in revisions {
        guard case .replace(let unit) = revision else { continue }
        intake.report.charactersLost += try plan.replace(offset, with: unit, in: path)
      }
      intake.report.replaced = revisions.count
      return plan
    }
  }
}

extension MemoryStore.Plan {
  /// Puts a unit in the place of a line; gives the characters that XML can't hold.
  @discardableResult
  fileprivate mutating func replace(_ offset: Int, with unit: Unit, in path: String) throws(MemoryError) -> Int {
    var bytes: [UInt8] = []
    var lost = 0
    if let why = MemoryStore.encode(unit, to: &bytes, lost: &lost) { throw .unstorable(path: path, tuid: unit.tuid, why: why) }
    changes[offset] = .replace(bytes)
    return lost
  }
}
