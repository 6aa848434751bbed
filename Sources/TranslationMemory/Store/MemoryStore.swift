internal import Glibc
public import TMX

/// The one writer of a memory file: appends, edits and deletes units so that no acknowledged unit is ever lost.
///
///     let store = try MemoryStore(opening: "Memories/diplomacy.tmx")
///     let report = try store.append([unit])      // on the disk when this returns
///     try store.confirm(["tj-5d0c…"], by: "Maryam")
///
/// **Append**: the block is written behind the old footer except its first bytes, the new footer with it, and synced; then those first
/// bytes overwrite the old footer, and are synced. Until that last write the file is the old memory with something behind it that no reader looks at.
/// **Edit**: the new version is written beside, synced and renamed over the old one. A writer killed at any moment leaves the memory as it
/// was before or after, never between; ``recovery`` says what the last one left behind.
///
/// The store holds a write lock from opening until it goes away; readers never wait for it. It is not for several threads at once.
public final class MemoryStore {
  /// The file, links resolved.
  public let path: String
  /// What opening found and mended; nil when the last writer ended well.
  public private(set) var recovery: Recovery?
  /// The rewriting of a foreign layout into ours; nil when there was none to do, or no write yet.
  public private(set) var conversion: Conversion?
  /// Why the file's layout is not ours; nil when it is.
  public private(set) var foreignLayout: String?
  /// How many units the memory holds, superseded copies included; 0 for a foreign layout, which is not counted before the first write.
  public var unitCount: Int { layout.unitCount }

  private var file: File
  private var layout = Layout(bodyStart: 0, footer: 0, unitCount: 0, isTorn: false)
  private var stamp: FileStamp
  private var mustScan = false
  /// The file as ``forEachUnit(_:)`` saw it last.
  private var surveyed: FileStamp?
  private var ids: KnownIDs?
  /// The table of units that the file, up to a footer, was read into; nil while there is none.
  private var table: (units: UnitTable, footer: Int)?
  /// What became of the file while units were only added to it.
  private var journal: Journal?
  private let indexFolder: String?
  private let clock: () -> String

  /// What was found behind the data of a memory and cut off, or taken back.
  public struct Recovery: Hashable, Sendable {
    /// Bytes that a writer left behind the footer without acknowledging them.
    public var bytesCut: Int
    /// The footer itself was half overwritten.
    public var footerWasTorn: Bool
  }

  /// How a file in a foreign layout was rewritten before the first append.
  public struct Conversion: Hashable, Sendable {
    public var units: Int
    /// Units, or the rest of a broken file, that could not be read, in words.
    public var leftOut: [String]
    /// Where the file as it was is kept, when something was left out.
    public var original: String?
  }

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

  // MARK: Opening

  /// Makes an empty memory and opens it.
  /// - Throws: ``MemoryError/exists(path:)`` when something is there, ``MemoryError/system(_:path:code:)`` when it can't be written.
  public static func create(at path: String, header: Header = .memory, clock: (() -> String)? = nil) throws(MemoryError) -> MemoryStore {
    guard access(path, F_OK) != 0 else { throw .exists(path: path) }
    let temporary = File.beside(path)
    let file = try File.open(temporary, .replace)
    do throws(MemoryError) {
      let bytes = TMXWriter.head(for: header) + TMXWriter.footer
      try file.reserve(bytes.count, at: 0)
      try file.write(bytes, at: 0)
      try file.sync()
      // A link fails where a rename would overwrite what somebody else made meanwhile.
      guard link(temporary, path) == 0 else {
        throw errno == EEXIST ? .exists(path: path) : .system(.rename, path: path, code: errno)
      }
      File.remove(temporary)
      try File.syncFolder(of: path)
    } catch {
      File.remove(temporary)
      throw error
    }
    return try MemoryStore(opening: path, clock: clock)
  }

  /// Opens a memory for writing and takes its lock. What an earlier writer left unacknowledged is cut off; a file in a foreign layout is
  /// left as it is until the first write.
  ///
  /// - Parameter clock: gives the time for `creationdate` and `changedate`, as `YYYYMMDDThhmmssZ`; the system's clock by default.
  /// - Throws: ``MemoryError``.
  /// - Complexity: O(size) for a file that changed since its index was made.
  public init(opening path: String, clock: (() -> String)? = nil) throws(MemoryError) {
    self.path = File.resolved(path)
    self.clock = clock ?? Self.now
    (file, stamp) = try Self.openLocked(self.path)
    indexFolder = MemoryImage.indexFolder(for: self.path)
    if try findTable() { return }
    switch try Layout.scan(file) {
    case .ours(let layout):
      self.layout = layout
      try mend()
    case .foreign(let offset, let why):
      foreignLayout = "\(why), at byte \(offset)"
    }
  }

  private static func openLocked(_ path: String) throws(MemoryError) -> (File, FileStamp) {
    // A rewrite puts another inode at the path: the lock counts only on the file that is there now.
    for _ in 0..<100 {
      let file = try File.open(path, .readWrite)
      guard try file.lock() else { throw .locked(path: path, holder: file.lockHolder()) }
      let stamp = try file.stamp()
      let current = try FileStamp.of(path)
      if current.inode == stamp.inode, current.device == stamp.device { return (file, stamp) }
    }
    throw .changedElsewhere(path: path)
  }

  /// Takes the layout from the table of units, where that and the file agree.
  private func findTable() throws(MemoryError) -> Bool {
    table = nil
    guard let indexFolder, let known = MemoryImage.known(path, stamp, in: indexFolder), known.now.end == stamp.size,
      try file.bytes(known.now.footer..<known.now.end) == Layout.footerLine
    else { return false }
    (table, layout) = ((known.units, known.made.footer), known.now)
    return true
  }

  private func mend() throws(MemoryError) {
    let size = try file.stamp().size
    guard layout.isTorn || size > layout.end else { return }
    recovery = Recovery(bytesCut: max(0, size - layout.end), footerWasTorn: layout.isTorn)
    if layout.isTorn {
      try file.write(Layout.footerLine, at: layout.footer)
      try file.sync()
      layout.isTorn = false
    }
    try file.cut(to: layout.end)
    try file.sync()
    stamp = try file.stamp()
  }

  /// Another program may have changed the file since: looks at it again before each write.
  private func refresh() throws(MemoryError) {
    let current = try FileStamp.of(path)
    if current == stamp, !mustScan, foreignLayout == nil {
      if try file.bytes(layout.footer..<layout.end) == Layout.footerLine { return }
    }
    if current.inode != stamp.inode || current.device != stamp.device { (file, stamp) = try Self.openLocked(path) }
    stamp = try file.stamp()
    ids = nil
    let mayTrust = !mustScan
    mustScan = false
    if mayTrust, try findTable() {
      foreignLayout = nil
      return
    }
    if case .ours(let found) = try Layout.scan(file) {
      layout = found
      foreignLayout = nil
      try mend()
    } else {
      try convert()
    }
  }

  // MARK: Appending

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
  @discardableResult
  public func append(again: Again = .skip, from next: () throws(MemoryError) -> Unit?) throws(MemoryError) -> Report {
    try refresh()
    var known = try knownIDs()
    var report = Report()
    var block = Block(file: file, start: layout.footer)
    var droppedIDs: Set<UInt64> = []
    var droppedPlaces: Set<UInt64> = []
    var count = 0
    var index = -1
    var line: [UInt8] = []
    do throws(MemoryError) {
      while var unit = try next() {
        index += 1
        let place = Self.place(of: unit)
        var id = prepare(&unit)
        var isStored = known.contains(id: id)
        var placeIsTaken = place.map { known.contains(place: $0) } ?? false
        if let table = known.table, table.isDamaged {
          // What it said is worth nothing: the file itself is read.
          known = try knownIDs(with: known)
          isStored = known.contains(id: id)
          placeIsTaken = place.map { known.contains(place: $0) } ?? false
        }
        switch again {
        case .skip:
          if isStored {
            report.skipped += 1
            continue
          }
        case .keep:
          var salt: UInt64 = 1
          while known.contains(id: id) {
            unit.tuid = Self.newID(of: unit, salt: salt)
            id = Self.hash(unit.tuid!)
            salt += 1
          }
        case .replace:
          if known.added.contains(id) {
            report.skipped += 1
            continue
          }
          if isStored { droppedIDs.insert(id) }
          if let place, placeIsTaken, !known.addedPlaces.contains(place) { droppedPlaces.insert(place) }
        }
        line.removeAll(keepingCapacity: true)
        if let why = Self.encode(unit, to: &line, lost: &report.charactersLost) {
          report.rejected.append(.init(index: index, why: why))
          continue
        }
        try block.append(line)
        count += 1
        known.add(id: id, place: place)
        report.added += 1
        if report.ids.count < 1000 { report.ids.append(unit.tuid!) }
      }
      guard count > 0 else { return report }
      if droppedIDs.isEmpty, droppedPlaces.isEmpty {
        try block.finish()
        try commit(block, units: count)
      } else {
        try block.flush()
        report.replaced = try rewrite(appending: block, units: count) { line in
          let (id, place) = line.keys
          let goes = id.map { droppedIDs.contains($0) } ?? false || place.map { droppedPlaces.contains($0) } ?? false
          return goes ? .drop : .keep
        }
      }
    } catch {
      // Nothing was acknowledged: what lies behind the footer goes.
      try? file.cut(to: layout.end)
      stamp = (try? file.stamp()) ?? stamp
      mustScan = true
      throw error
    }
    known.settle()
    ids = known
    return report
  }

  /// The block that an append writes: in the file behind the old footer, its first bytes kept back.
  private struct Block {
    let file: File
    let start: Int
    private(set) var head: [UInt8] = []
    private var buffer: [UInt8] = []
    private(set) var end: Int

    init(file: File, start: Int) {
      self.file = file
      self.start = start
      end = start + Layout.footerLine.count
    }

    mutating func append(_ bytes: [UInt8]) throws(MemoryError) {
      var rest = bytes[...]
      if head.count < Layout.footerLine.count {
        let taken = rest.prefix(Layout.footerLine.count - head.count)
        head += taken
        rest = rest.dropFirst(taken.count)
      }
      buffer += rest
      if buffer.count > 4 << 20 { try flush() }
    }

    mutating func flush() throws(MemoryError) {
      guard !buffer.isEmpty else { return }
      try file.reserve(buffer.count, at: end)
      try file.write(buffer, at: end)
      end += buffer.count
      buffer.removeAll(keepingCapacity: true)
    }

    mutating func finish() throws(MemoryError) {
      try append(Layout.footerLine)
      try flush()
    }
  }

  private func commit(_ block: Block, units: Int) throws(MemoryError) {
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

  // MARK: Editing

  /// Changes the unit with an id. Its `changedate` becomes the present time unless the change sets another; superseded copies of it go.
  /// - Throws: ``MemoryError/unknownUnit(path:tuid:)`` and whatever a write can meet. Nothing is changed then.
  /// - Complexity: O(size): the file is written anew.
  public func edit(_ tuid: String, _ change: (inout Unit) -> Void) throws(MemoryError) {
    try edit([tuid], change)
  }

  /// Changes several units with one rewrite.
  public func edit(_ tuids: [String], _ change: (inout Unit) -> Void) throws(MemoryError) {
    try refresh()
    let wanted = Set(tuids)
    let newest = try newestCopies(of: wanted)
    if let missing = tuids.first(where: { newest[$0] == nil }) { throw .unknownUnit(path: path, tuid: missing) }
    let date = clock()
    _ = try rewrite { line in
      guard let id = line.id, let offset = newest[id] else { return .keep }
      guard offset == line.offset else { return .drop }
      guard var unit = line.unit else { return .keep }
      let before = unit.attribute("changedate")
      change(&unit)
      unit.tuid = id
      if unit.attribute("changedate") == before { unit.setAttribute("changedate", date) }
      var bytes: [UInt8] = []
      var lost = 0
      if let why = Self.encode(unit, to: &bytes, lost: &lost) { return .fail(.unstorable(path: self.path, tuid: id, why: why)) }
      return .replace(bytes)
    }
  }

  /// Takes units out.
  /// - Throws: ``MemoryError/unknownUnit(path:tuid:)`` when one of them is not there; nothing is deleted then.
  public func delete(_ tuids: [String]) throws(MemoryError) {
    try refresh()
    let wanted = Set(tuids)
    let found = try newestCopies(of: wanted)
    if let missing = tuids.first(where: { found[$0] == nil }) { throw .unknownUnit(path: path, tuid: missing) }
    _ = try rewrite { line in
      guard let id = line.id, wanted.contains(id) else { return .keep }
      return .drop
    }
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
    return try rewrite { line in
      guard let unit = line.unit else { return .keep }
      return isWanted(unit) ? .keep : .drop
    }
  }

  /// Where an id stands more than once (an edit merged in git), keeps the copy with the latest `changedate` and drops the others.
  /// - Returns: how many went.
  @discardableResult
  public func dropSuperseded() throws(MemoryError) -> Int {
    let losers = Set(try superseded().map(\.offset))
    guard !losers.isEmpty else { return 0 }
    return try rewrite { losers.contains($0.offset) ? .drop : .keep }
  }

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
    var newest: [String: (offset: Int, date: String)] = [:]
    var losers: [Superseded] = []
    try forEachLine { line in
      guard let id = line.id, id.hasPrefix(Self.idPrefix) else { return }
      let date = line.changeDate
      if let other = newest[id] {
        // On the same date the later line wins: it was merged in last.
        if date.utf8.elementsEqual(other.date.utf8) || other.date < date {
          losers.append(Superseded(tuid: id, offset: other.offset))
          newest[id] = (line.offset, date)
        } else {
          losers.append(Superseded(tuid: id, offset: line.offset))
        }
      } else {
        newest[id] = (line.offset, date)
      }
    }
    return losers
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
    var report = Report()
    guard !revisions.isEmpty || !units.isEmpty else { return report }
    var known = try knownIDs()
    var block = Block(file: file, start: layout.footer)
    var line: [UInt8] = []
    do throws(MemoryError) {
      for (index, var unit) in units.enumerated() {
        var id = prepare(&unit)
        var salt: UInt64 = 1
        while known.contains(id: id) {
          unit.tuid = Self.newID(of: unit, salt: salt)
          id = Self.hash(unit.tuid!)
          salt += 1
        }
        line.removeAll(keepingCapacity: true)
        if let why = Self.encode(unit, to: &line, lost: &report.charactersLost) {
          report.rejected.append(.init(index: index, why: why))
          continue
        }
        try block.append(line)
        known.add(id: id, place: Self.place(of: unit))
        report.added += 1
        if report.ids.count < 1000 { report.ids.append(unit.tuid!) }
      }
      if revisions.isEmpty {
        guard report.added > 0 else { return report }
        try block.finish()
        try commit(block, units: report.added)
        known.settle()
        ids = known
      } else {
        try block.flush()
        report.replaced = revisions.count
        var lost = 0
        _ = try rewrite(appending: block, units: report.added) { line in
          switch revisions[line.offset] {
          case nil: return .keep
          case .drop: return .drop
          case .replace(let unit):
            var bytes: [UInt8] = []
            if let why = Self.encode(unit, to: &bytes, lost: &lost) {
              return .fail(.unstorable(path: self.path, tuid: unit.tuid, why: why))
            }
            return .replace(bytes)
          }
        }
        report.charactersLost += lost
      }
    } catch {
      // Nothing was acknowledged: what lies behind the footer goes.
      try? file.cut(to: layout.end)
      stamp = (try? file.stamp()) ?? stamp
      mustScan = true
      throw error
    }
    return report
  }

  // MARK: Rewriting

  /// Writes the memory anew beside the old one, line by line as `decide` says, then takes its place.
  ///
  /// - Parameter appending: a block that lies behind the footer and is to follow the last unit; its units are counted by `units`.
  /// - Returns: how many units were dropped.
  private func rewrite(
    appending block: Block? = nil, units added: Int = 0, _ decide: (UnitLine) -> Decision
  ) throws(MemoryError) -> Int {
    let before = try file.stamp()
    var dropped = 0
    let footer = layout.footer
    let bodyStart = layout.bodyStart
    let source = file
    var next = Layout(bodyStart: bodyStart, footer: 0, unitCount: 0, isTorn: false)
    let written = try Replacement.write(path: path, like: source) { (out) throws(MemoryError) in
      try out.append(try source.bytes(0..<bodyStart))
      var lines = LineReader(file: source, from: bodyStart)
      while lines.offset < footer {
        let offset = lines.offset
        guard let line = try lines.next() else { break }
        switch decide(UnitLine(bytes: line.bytes, offset: offset)) {
        case .keep:
          try out.append(line.bytes)
          next.unitCount += 1
        case .drop: dropped += 1
        case .replace(let bytes):
          try out.append(bytes)
          next.unitCount += 1
        case .fail(let error): throw error
        }
      }
      if let block {
        try out.append(block.head)
        var at = footer + Layout.footerLine.count
        while at < block.end {
          let piece = try source.bytes(at..<min(block.end, at + 4 << 20))
          guard !piece.isEmpty else { throw .changedElsewhere(path: source.path) }
          try out.append(piece)
          at += piece.count
        }
        next.unitCount += added
      }
      next.footer = out.count
      try out.append(Layout.footerLine)
    }
    // Whatever another program wrote meanwhile would be lost by the rename; a block of our own changes the stamp too.
    let now = try FileStamp.of(path)
    guard now.inode == before.inode, now.size == before.size, now.modified == before.modified else {
      written.discard()
      throw .changedElsewhere(path: path)
    }
    try written.commit()
    file = written.file
    layout = next
    stamp = try file.stamp()
    ids = nil
    table = nil
    return dropped
  }

  /// One unit's line while the file is read.
  struct UnitLine {
    /// With its line feed.
    let bytes: UnsafeRawBufferPointer
    let offset: Int

    var unit: Unit? {
      try? UnitCoding.unit(from: Array(bytes.dropLast()))
    }

    private var element: UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: bytes.count - 1)
    }

    /// The unit's id.
    var id: String? { MemoryStore.id(of: element) }

    /// The date that decides between two copies: `changedate`, or where there is none `creationdate`.
    var changeDate: String {
      var scanner = UnitScanner()
      guard scanner.scan(element) else { return "" }
      let range = scanner.attribute("changedate", in: element) ?? scanner.attribute("creationdate", in: element)
      return range.map { UnitScanner.string(element, $0) } ?? ""
    }

    /// Hashes of the id and of the place in the origin.
    var keys: (id: UInt64?, place: UInt64?) {
      var scanner = UnitScanner()
      guard scanner.scan(element) else { return (nil, nil) }
      return MemoryStore.keys(scanner, element)
    }
  }

  enum Decision {
    case keep, drop
    /// A new line with its line feed.
    case replace([UInt8])
    case fail(MemoryError)
  }

  private static let unitsWorthATable = 10_000

  private func forEachLine(from start: Int? = nil, _ body: (UnitLine) -> Void) throws(MemoryError) {
    var lines = LineReader(file: file, from: start ?? layout.bodyStart)
    while lines.offset < layout.footer {
      let offset = lines.offset
      guard let line = try lines.next() else { break }
      body(UnitLine(bytes: line.bytes, offset: offset))
    }
  }

  /// Where the copy that counts of each wanted unit lies.
  private func newestCopies(of wanted: Set<String>) throws(MemoryError) -> [String: Int] {
    var newest: [String: (offset: Int, date: String)] = [:]
    try forEachLine { line in
      guard let id = line.id, wanted.contains(id) else { return }
      let date = line.changeDate
      if let other = newest[id], date < other.date { return }
      newest[id] = (line.offset, date)
    }
    return newest.mapValues(\.offset)
  }

  /// Rewrites a file in a foreign layout into ours, before the first append.
  private func convert() throws(MemoryError) {
    let source = file
    let before = try source.stamp()
    var layout = Layout(bodyStart: 0, footer: 0, unitCount: 0, isTorn: false)
    var leftOut: [String] = []
    let path = self.path
    let written = try Replacement.write(path: path, like: source) { (out) throws(MemoryError) in
      var at = 0
      var headIsDue = true
      var ids: Set<UInt64> = []
      var failure: MemoryError?
      var line: [UInt8] = []
      var lost = 0
      func head(_ header: Header) {
        guard headIsDue else { return }
        headIsDue = false
        do throws(MemoryError) { try out.append(TMXWriter.head(for: header)) } catch { failure = failure ?? error }
        layout.bodyStart = out.count
      }
      do {
        let report = try TMXReader().read(
          from: { () throws -> [UInt8] in
            if let failure { throw failure }
            let piece = try source.bytes(at..<(at + 1 << 20))
            at += piece.count
            return piece
          },
          onHeader: { head($0) },
          onUnit: { unit, _ in
            head(.memory)
            line.removeAll(keepingCapacity: true)
            var unit = unit
            var id = self.prepare(&unit)
            var salt: UInt64 = 1
            while !ids.insert(id).inserted {
              unit.tuid = Self.newID(of: unit, salt: salt)
              id = Self.hash(unit.tuid!)
              salt += 1
            }
            if let why = Self.encode(unit, to: &line, lost: &lost) {
              leftOut.append("unit \(unit.tuid ?? ""): \(why)")
            } else {
              try out.append(line)
              layout.unitCount += 1
            }
          })
        leftOut += report.problems.filter { $0.severity == .error }.map(\.description)
        if let damage = report.damage { leftOut.append("\(damage)") }
      } catch let error as MemoryError {
        throw error
      } catch {
        throw .unreadable(path: path, offset: 0, why: "\(error)")
      }
      if let failure { throw failure }
      head(.memory)
      layout.footer = out.count
      try out.append(Layout.footerLine)
    }
    guard try FileStamp.of(path) == before else {
      written.discard()
      throw .changedElsewhere(path: path)
    }
    var original: String?
    if !leftOut.isEmpty {
      // The file as it was stays beside, under the first free name.
      for number in 1... {
        let name = path + ".before" + (number == 1 ? "" : "-\(number)")
        if link(path, name) == 0 {
          original = name
          break
        }
        guard errno == EEXIST else {
          written.discard()
          throw .system(.write, path: name, code: errno)
        }
      }
    }
    try written.commit()
    conversion = Conversion(units: layout.unitCount, leftOut: leftOut, original: original)
    foreignLayout = nil
    file = written.file
    self.layout = layout
    stamp = try file.stamp()
    ids = nil
    table = nil
  }

  // MARK: Ids

  /// The ids and places that the memory holds, as hashes: those of the table, and those behind it.
  private struct KnownIDs {
    var table: UnitTable?
    var ids: Set<UInt64> = []
    var places: Set<UInt64> = []
    /// Those of the import that is under way.
    var added: Set<UInt64> = []
    var addedPlaces: Set<UInt64> = []

    func contains(id: UInt64) -> Bool { ids.contains(id) || table?.holds(id: id) ?? false }
    func contains(place: UInt64) -> Bool { places.contains(place) || table?.holds(position: place) ?? false }

    mutating func add(id: UInt64, place: UInt64?) {
      ids.insert(id)
      added.insert(id)
      if let place {
        places.insert(place)
        addedPlaces.insert(place)
      }
    }

    mutating func settle() {
      added = []
      addedPlaces = []
    }
  }

  /// Reads all ids from the file in the place of a damaged table.
  private func knownIDs(with found: KnownIDs) throws(MemoryError) -> KnownIDs {
    found.table?.removeIfDamaged()
    table = nil
    var known = found
    known.table = nil
    try forEachLine { line in
      let (id, place) = line.keys
      if let id { known.ids.insert(id) }
      if let place { known.places.insert(place) }
    }
    return known
  }

  private func knownIDs() throws(MemoryError) -> KnownIDs {
    if let ids { return ids }
    // A large memory without a table gets one: the next append then need not read it.
    if table == nil, layout.unitCount >= Self.unitsWorthATable, let indexFolder {
      let image = try MemoryImage.open(path, indexFolder: indexFolder)
      if image.stamp == stamp, image.layout == layout { table = (image.units, layout.footer) }
    }
    var known = KnownIDs(table: table?.units)
    try forEachLine(from: table?.footer) { line in
      let (id, place) = line.keys
      if let id { known.ids.insert(id) }
      if let place { known.places.insert(place) }
    }
    return known
  }

  /// Hashes of a scanned unit's id and of its place in its origin.
  static func keys(_ scanner: UnitScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> (id: UInt64?, place: UInt64?) {
    let id = scanner.attribute("tuid", in: bytes).map { hash(UnitScanner.string(bytes, $0)) }
    guard let origin = scanner.property("x-origin", in: bytes), let position = scanner.property("x-position", in: bytes) else {
      return (id, nil)
    }
    return (id, place(origin: UnitScanner.string(bytes, origin), position: UnitScanner.string(bytes, position)))
  }

  static let idPrefix = "tj-"

  /// Gives a unit its id and date; gives back the id's hash.
  private func prepare(_ unit: inout Unit) -> UInt64 {
    if let own = unit.tuid, !own.hasPrefix(Self.idPrefix) {
      if unit.property(UnitProperty.foreignID) == nil { unit.properties.append(Property(UnitProperty.foreignID, own)) }
      unit.tuid = nil
    }
    if unit.tuid == nil { unit.tuid = Self.newID(of: unit) }
    if unit.attribute("creationdate") == nil { unit.setAttribute("creationdate", clock()) }
    return Self.hash(unit.tuid!)
  }

  /// An id from a hash of the unit's texts, its origin and its position.
  static func newID(of unit: Unit, salt: UInt64 = 0) -> String {
    var hash = Hash64(seed: salt)
    for variant in unit.variants {
      hash.add(variant.language.canonical)
      hash.add(variant.text)
    }
    hash.add(unit.property(UnitProperty.origin) ?? "")
    hash.add(unit.property(UnitProperty.position) ?? "")
    let digits = String(hash.value, radix: 16)
    return idPrefix + String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  static func hash(_ text: String) -> UInt64 {
    var hash = Hash64()
    hash.add(text)
    return hash.value
  }

  private static func place(of unit: Unit) -> UInt64? {
    guard let origin = unit.property(UnitProperty.origin), let position = unit.property(UnitProperty.position) else { return nil }
    return place(origin: origin, position: position)
  }

  static func place(origin: String, position: String) -> UInt64 {
    var hash = Hash64(seed: 1)
    hash.add(origin)
    hash.add(position)
    return hash.value
  }

  /// The id of a unit's line; our own lines have it first.
  private static func id(of bytes: UnsafeBufferPointer<UInt8>) -> String? {
    if bytes.count > 10, UnitScanner.equal(bytes, 0..<10, "<tu tuid=\"") {
      var end = 10
      while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
      return UnitScanner.string(bytes, 10..<end)
    }
    var scanner = UnitScanner()
    guard scanner.scan(bytes) else { return nil }
    return scanner.attribute("tuid", in: bytes).map { UnitScanner.string(bytes, $0) }
  }

  /// Writes a unit's line, line feed included; gives the reason when it can't be one. Characters that XML can't hold are counted in `lost`.
  private static func encode(_ unit: Unit, to line: inout [UInt8], lost: inout Int) -> String? {
    guard !unit.variants.isEmpty else { return "it has no text" }
    lost += UnitCoding.append(unit, to: &line).characters
    guard !line.contains(10),
      line.withUnsafeBufferPointer({ bytes in
        var scanner = UnitScanner()
        return scanner.scan(bytes)
      })
    else { return "it is no unit" }
    line.append(10)
    return nil
  }

  private static func now() -> String { date(time(nil)) }

  /// A time as TMX writes it, `YYYYMMDDThhmmssZ`.
  /// - Parameter seconds: since 1970, UTC.
  package static func date(_ seconds: Int) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return
      "\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))T\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))Z"
  }
}

/// The next version of a file, written beside it under the writer's lock.
private struct Replacement {
  let file: File
  let path: String

  /// What `body` writes to.
  final class Output {
    private let file: File
    private var buffer: [UInt8] = []
    private var written = 0
    var count: Int { written + buffer.count }

    init(file: File) { self.file = file }

    func append(_ bytes: [UInt8]) throws(MemoryError) {
      buffer += bytes
      if buffer.count > 4 << 20 { try flush() }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(MemoryError) {
      buffer.append(contentsOf: bytes)
      if buffer.count > 4 << 20 { try flush() }
    }

    func flush() throws(MemoryError) {
      try file.write(buffer, at: written)
      written += buffer.count
      buffer.removeAll(keepingCapacity: true)
    }
  }

  static func write(
    path: String, like old: File, _ body: (Output) throws(MemoryError) -> Void
  ) throws(MemoryError) -> Replacement {
    let temporary = File.beside(path)
    let file = try File.open(temporary, .replace)
    let written = Replacement(file: file, path: path)
    do throws(MemoryError) {
      // The new file is locked before anybody can find it at the path.
      guard try file.lock() else { throw .locked(path: temporary, holder: file.lockHolder()) }
      if let mode = old.permissions() { file.setPermissions(mode) }
      try file.reserve(try old.stamp().size, at: 0)
      let output = Output(file: file)
      try body(output)
      try output.flush()
      try file.cut(to: output.count)
      try file.sync()
    } catch {
      written.discard()
      throw error
    }
    return written
  }

  func commit() throws(MemoryError) {
    do throws(MemoryError) { try File.rename(file.path, to: path) } catch {
      discard()
      throw error
    }
    try File.syncFolder(of: path)
  }

  func discard() { File.remove(file.path) }
}

extension Header {
  /// The head of every memory that Tarjoman makes: constant, so that two branches never differ in it.
  public static let memory = Header(attributes: [
    Attribute("creationtool", "tarjoman"), Attribute("creationtoolversion", "1"), Attribute("segtype", "sentence"),
    Attribute("o-tmf", "tarjoman"), Attribute("adminlang", "en"), Attribute("srclang", "*all*"), Attribute("datatype", "plaintext"),
  ])
}

extension Unit {
  /// Sets an attribute of `tu`, in its old place when it was there.
  mutating func setAttribute(_ name: String, _ value: String) {
    if let index = attributes.firstIndex(where: { $0.name == name }) {
      attributes[index].value = value
    } else {
      attributes.append(Attribute(name, value))
    }
  }

  /// Sets the first property of a type.
  mutating func setProperty(_ type: String, _ value: String) {
    if let index = properties.firstIndex(where: { $0.type == type }) {
      properties[index].value = value
    } else {
      properties.append(Property(type, value))
    }
  }
}
