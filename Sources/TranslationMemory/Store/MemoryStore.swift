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
  public internal(set) var conversion: Conversion?
  /// Why the file's layout is not ours; nil when it is.
  public internal(set) var foreignLayout: String?
  /// How many units the memory holds, superseded copies included; 0 for a foreign layout, which is not counted before the first write.
  public var unitCount: Int { layout.unitCount }

  var file: File
  var layout = Layout(bodyStart: 0, footer: 0, unitCount: 0, isTorn: false)
  var stamp: FileStamp
  /// A write failed, or has not ended: the file is read before it is trusted again.
  var mustScan = false
  /// The file as ``forEachUnit(_:)`` saw it last.
  var surveyed: FileStamp?
  var ids: KnownIDs?
  /// The table of units that the file, up to a footer, was read into; nil while there is none.
  var table: (units: UnitTable, footer: Int)?
  /// What became of the file while units were only added to it.
  var journal: Journal?
  let indexFolder: String?
  let clock: () -> String

  /// What was found behind the data of a memory and cut off, or taken back.
  public struct Recovery: Hashable, Sendable {
    /// Bytes that a writer left behind the footer without acknowledging them.
    public var bytesCut: Int
    /// The footer itself was half overwritten.
    public var footerWasTorn: Bool
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
    self.clock = clock ?? { Self.date(time(nil)) }
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

  // MARK: Recovery

  /// Puts a torn footer back and cuts off what lies behind it.
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
  func refresh() throws(MemoryError) {
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

  /// Takes what another version of the file, which took its place, is.
  func adopt(_ file: File, _ layout: Layout) throws(MemoryError) {
    (self.file, self.layout) = (file, layout)
    stamp = try file.stamp()
    ids = nil
    table = nil
  }

  /// Cuts off what a write that failed left behind the footer: nothing of it was acknowledged.
  func takeBack() {
    try? file.cut(to: layout.end)
    stamp = (try? file.stamp()) ?? stamp
    mustScan = true
  }

  // MARK: Reading

  /// Calls `body` with each unit's line, in file order.
  /// - Parameter start: where the first line begins; by default the first unit's.
  func forEachLine(from start: Int? = nil, _ body: (UnitLine) -> Void) throws(MemoryError) {
    var lines = LineReader(file: file, from: start ?? layout.bodyStart)
    while lines.offset < layout.footer {
      let offset = lines.offset
      guard let line = try lines.next() else { break }
      body(UnitLine(bytes: line.bytes, offset: offset))
    }
  }
}

extension Header {
  /// The head of every memory that Tarjoman makes: constant, so that two branches never differ in it.
  public static let memory = Header(attributes: [
    Attribute("creationtool", "tarjoman"), Attribute("creationtoolversion", "1"), Attribute("segtype", "sentence"),
    Attribute("o-tmf", "tarjoman"), Attribute("adminlang", "en"), Attribute("srclang", "*all*"), Attribute("datatype", "plaintext"),
  ])
}
