public import TMX

extension MemoryStore {
  /// What to do with a unit that the memory holds already.
  public enum Again: String, Sendable, CaseIterable {
    /// Leave the stored one.
    case skip
    /// Put the new one in the place of each that has its id or its place in the same origin.
    case replace
    /// Store it beside, with an id of its own.
    case keep
  }

  /// What became of the units of an import.
  public struct Report: Hashable, Sendable {
    public var added = 0
    public var skipped = 0
    /// Stored units that gave way to new ones.
    public var replaced = 0
    /// The units that couldn't be stored: their place in the import, from 0, and why.
    public var rejected: [Rejection] = []
    /// Control characters and noncharacters that XML has no way to write; their units are stored without them.
    public var charactersLost = 0
    /// The ids given, in order, of the units added; only the first thousand.
    public var ids: [String] = []

    public init() {}

    public struct Rejection: Hashable, Sendable {
      public var index: Int
      public var why: String

      public init(index: Int, why: String) {
        self.index = index
        self.why = why
      }
    }
  }

  /// Stores units: all of them with one commit, or none. They are on the disk when this returns.
  ///
  /// A unit gets an id from a hash of its pair, its origin and its position; a foreign id becomes the property `x-foreign-tuid`. A unit
  /// without `creationdate` gets the present time.
  ///
  /// - Throws: ``MemoryError`` when nothing was stored: a full disk, a lost lock, a file that another program broke.
  @discardableResult
  public func append(_ units: [Unit], again: Again = .skip) throws(MemoryError) -> Report {
    var rest = units[...]
    return try append(again: again) { rest.popFirst() }
  }

  /// Stores units one after the other as `next` gives them, as one commit, in bounded memory.
  /// - Complexity: O(units added); O(size) where units give way to them, or where one comes back that was deleted.
  @discardableResult
  public func append(again: Again = .skip, from next: () throws(MemoryError) -> Unit?) throws(MemoryError) -> Report {
    try refresh()
    return try take { (intake) throws(MemoryError) in
      var dropped: (ids: Set<UInt64>, places: Set<UInt64>) = ([], [])
      var index = -1
      while var unit = try next() {
        index += 1
        let place = Self.place(of: unit)
        let id = prepare(&unit) { again == .keep && intake.known.contains(id: $0) }
        var isStored = intake.known.contains(id: id)
        var placeIsTaken = place.map { intake.known.contains(place: $0) } ?? false
        if let table = intake.known.table, table.isDamaged {
          try replaceDamagedTable(of: &intake.known)
          isStored = intake.known.contains(id: id)
          placeIsTaken = place.map { intake.known.contains(place: $0) } ?? false
        }
        switch again {
        case .skip:
          if isStored {
            intake.report.skipped += 1
            continue
          }
        case .keep: break
        case .replace:
          if intake.known.added.contains(id) {
            intake.report.skipped += 1
            continue
          }
          if isStored { dropped.ids.insert(id) }
          if let place, placeIsTaken, !intake.known.addedPlaces.contains(place) { dropped.places.insert(place) }
        }
        try intake.store(unit, id, place, index)
      }
      guard intake.report.added > 0, !dropped.ids.isEmpty || !dropped.places.isEmpty else { return Plan() }
      let plan = try plan { line in
        let (id, place) = line.keys
        let goes = id.map { dropped.ids.contains($0) } ?? false || place.map { dropped.places.contains($0) } ?? false
        return goes ? .drop : nil
      }
      intake.report.replaced = plan.changes.count
      return plan
    }
  }

  /// Units on their way into the file, and what became of them.
  struct Intake {
    var report = Report()
    fileprivate(set) var known: KnownIDs
    fileprivate var block: AppendBlock
    /// Ids of deleted units that come back.
    fileprivate var revived: Set<UInt64> = []
    private var line: [UInt8] = []

    fileprivate init(_ known: KnownIDs, _ block: AppendBlock) {
      self.known = known
      self.block = block
    }

    /// Writes a unit that has its id, or rejects it.
    /// - Parameter index: its place in the import.
    mutating func store(_ unit: Unit, _ id: UInt64, _ place: UInt64?, _ index: Int) throws(MemoryError) {
      line.removeAll(keepingCapacity: true)
      if let why = MemoryStore.encode(unit, to: &line, lost: &report.charactersLost) {
        report.rejected.append(.init(index: index, why: why))
        return
      }
      try block.append(line)
      known.add(id, place)
      if known.buried.contains(id) { revived.insert(id) }
      report.added += 1
      if report.ids.count < 1000, let tuid = unit.tuid { report.ids.append(tuid) }
    }
  }

  /// Writes what `fill` stores, and does with the units that are there what it plans: with one commit, or not at all.
  func take(_ fill: (inout Intake) throws(MemoryError) -> Plan) throws(MemoryError) -> Report {
    var intake = Intake(try knownIDs(), AppendBlock(file: file, footer: layout.footer))
    do throws(MemoryError) {
      var plan = try fill(&intake)
      plan.revived.formUnion(intake.revived)
      // What comes in under the same id was not deleted.
      plan.tombstones.removeAll { intake.known.added.contains(Self.hash($0.tuid)) }
      if !plan.isEmpty {
        try intake.block.flush()
        try rewrite(plan, appending: intake.block, units: intake.report.added)
      } else if intake.report.added > 0 {
        try intake.block.finish()
        try commit(intake.block, units: intake.report.added)
        intake.known.settle()
        ids = intake.known
      }
    } catch {
      takeBack()
      throw error
    }
    return intake.report
  }

  private func commit(_ block: AppendBlock, units: Int) throws(MemoryError) {
    try file.sync()
    // Another program may have written while the block was; its work is not ours to overwrite.
    guard try file.bytes(layout.footer..<layout.end) == Layout.footerLine, try FileStamp.of(path).inode == stamp.inode else {
      throw .changedElsewhere(path: path)
    }
    mustScan = true
    let before = MemoryImage.stampWords(stamp)
    var journal = self.journal ?? indexFolder.flatMap { Journal.read(path, in: $0) }
    if journal.map({ !$0.follows(before, layout) || $0.current.stamp != before }) ?? true { journal = Journal(before, layout) }
    try file.write(block.head, at: layout.footer)
    try file.sync()
    layout.footer = block.end - Layout.footerLine.count
    layout.unitCount += units
    stamp = try file.stamp()
    mustScan = false
    journal?.add(MemoryImage.stampWords(stamp), layout)
    self.journal = journal
    if let indexFolder { journal?.write(path, in: indexFolder) }
  }
}
