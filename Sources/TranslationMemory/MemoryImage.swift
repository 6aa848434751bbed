internal import Glibc
internal import Language
internal import Synchronization

/// One state of a memory file: open, examined, with the layers of its index. Immutable but for the indexes, which are made when first asked for.
final class MemoryImage: Sendable {
  let file: File
  let stamp: FileStamp
  /// How the file's bytes lie; nil for a foreign layout.
  let layout: Layout?
  let units: UnitTable
  private let layers: [Layer]
  /// Where the files of each layer are; nil for one that is in memory only.
  private let slots: [Int?]
  let folder: IndexFolder?
  private let indexes = Mutex<[IndexKey: [Index]]>([:])

  init(
    file: File, stamp: FileStamp, layout: Layout?, units: UnitTable, layers: [Layer], slots: [Int?], folder: IndexFolder?
  ) {
    self.file = file
    self.stamp = stamp
    self.layout = layout
    self.units = units
    self.layers = layers
    self.slots = slots
    self.folder = folder
  }

  /// What an index must have been made for to be of use.
  static func stampWords(_ stamp: FileStamp) -> [UInt64] {
    [1, stamp.inode, UInt64(stamp.size), UInt64(bitPattern: stamp.modified), UInt64(bitPattern: stamp.changed)]
  }

  /// The units of a memory as far as its index knows them, the layout of the file then and now, without reading the file: where the index is current, or a
  /// journal leads from it to the file as it is.
  static func known(_ path: String, _ stamp: FileStamp, in folder: String) -> (units: UnitTable, made: Layout, now: Layout)? {
    let catalogue = Catalogue.read(IndexFolder(folder, for: path))
    guard let units = catalogue.units, let layout = catalogue.layout else { return nil }
    let words = stampWords(stamp)
    if catalogue.stamp == words { return (units, layout, layout) }
    guard let journal = Journal.read(path, in: folder), journal.current.stamp == words, journal.follows(catalogue.stamp, layout) else {
      return nil
    }
    return (units, layout, journal.layout)
  }

  // MARK: Opening

  /// Opens a memory and its table of units, brought up to date: what the index knows of the file is kept, the rest is read.
  ///
  /// - Parameter previous: an earlier state, for what it holds in memory.
  /// - Parameter mayTrust: false where the file turned out to be another although nothing tells so: all of it is compared then.
  static func open(
    _ path: String, indexFolder: String?, previous: MemoryImage? = nil, mayTrust: Bool = true, progress: IndexProgress.Handler? = nil
  ) throws(MemoryError) -> MemoryImage {
    let folder = indexFolder.map { IndexFolder($0, for: path) }
    for attempt in 0..<10 {
      let file = try File.open(path, .read)
      let stamp = try file.stamp()
      var known = previous.map { $0.catalogue } ?? folder.map { Catalogue.read($0) } ?? Catalogue.empty
      if !mayTrust || attempt > 0 { known.stamp = [] }
      let assembly = Assembly(file: file, stamp: stamp, folder: folder, known: known, progress: progress)
      if let image = try assembly.image() { return image }
      // Written to while it was read: once more.
    }
    throw .changedElsewhere(path: path)
  }

  private var catalogue: Catalogue {
    Catalogue(stamp: Self.stampWords(stamp), layout: layout, layers: layers, slots: slots, units: units)
  }

  /// True when a read from this state's files, or from these indexes of it, found something impossible.
  func isDamaged(_ indexes: [Index]) -> Bool { units.isDamaged || indexes.contains { $0.image.isDamaged } }

  /// Removes the files of damaged layers and indexes, so that they are made anew.
  func removeIfDamaged() { for layer in layers { layer.removeIfDamaged() } }

  /// What is wrong with the file, with a few examples each.
  func problems() -> [Memory.Problem] {
    var problems: [Memory.Problem] = []
    let malformed = units.malformed
    if !malformed.isEmpty {
      problems.append(
        .init(kind: .malformed, count: malformed.count, examples: malformed.prefix(10).map { "a unit that can't be read, at byte \($0)" }))
    }
    if !units.superseded.isEmpty {
      let examples = units.superseded.sorted().prefix(10).map { unit in
        let offset = units.offset(unit)
        let id = (try? UnitReader.unit(in: file, at: offset)).flatMap { bytes in
          bytes.withUnsafeBufferPointer { bytes in
            var scanner = UnitScanner()
            return scanner.scan(bytes) ? scanner.attribute("tuid", in: bytes).map { UnitScanner.string(bytes, $0) } : nil
          }
        }
        return "unit \(id ?? ""), at byte \(offset)"
      }
      problems.append(.init(kind: .superseded, count: units.superseded.count, examples: Array(examples)))
    }
    return problems
  }

  // MARK: Indexes

  /// The indexes of one language, one for each layer; made where there are none that fit.
  func indexes(_ key: IndexKey, progress: IndexProgress.Handler? = nil) throws(MemoryError) -> [Index] {
    if let known = indexes.withLock({ $0[key] }) { return known }
    var found: [Index] = []
    for layer in layers.indices { found.append(try index(key, layer, progress)) }
    indexes.withLock { $0[key] = found }
    return found
  }

  private func index(_ key: IndexKey, _ number: Int, _ progress: IndexProgress.Handler?) throws(MemoryError) -> Index {
    let layer = layers[number]
    let live = units.liveBlocks(number)
    if var known = layer.index(key), known.covers(live) {
      known.layer = number
      return known
    }
    let stamp = [1, layer.table.image.identity, UInt64(layer.table.count)]
    let place = slots[number].flatMap { slot in folder?.index(key, slot) }
    if let place, let image = IndexImage.map(place), image.stamp == stamp,
      var index = Index(image, key, unitCount: layer.table.count), index.covers(live)
    {
      layer.keep(index, key)
      index.layer = number
      return index
    }
    var builder = IndexBuilder(key, layer.table, live)
    let all = units.liveCount(number)
    try builder.read(UnitReader(file: file, layout: layout)) { done in
      progress?(IndexProgress(task: .texts(language: key.language), done: done, all: all))
    }
    guard try file.stamp() == self.stamp else { throw .changedElsewhere(path: file.path) }
    var arrays = builder.finish()
    arrays.stamp = stamp
    guard var index = Index(try arrays.store(place), key, unitCount: layer.table.count) else {
      throw .system(.examine, path: file.path, code: ENOMEM)
    }
    layer.keep(index, key)
    index.layer = number
    return index
  }

  /// Where the indexes of a memory go: `.tarjoman` beside it, or in the user's cache when that can't be written; nil when neither can.
  static func indexFolder(for path: String) -> String? {
    let folder = File.folder(of: path)
    let beside = (folder == "/" ? "" : folder) + "/.tarjoman"
    if isWritable(beside) {
      // Derived files are nobody's to commit: two of them never merge.
      if let file = try? File.open(beside + "/.gitignore", .create) { try? file.write(Array("*\n".utf8), at: 0) }
      return beside
    }
    var cache = getenv("XDG_CACHE_HOME").map { String(cString: $0) } ?? ""
    if cache.isEmpty, let home = getenv("HOME") { cache = String(cString: home) + "/.cache" }
    guard cache.hasPrefix("/") else { return nil }
    _ = mkdir(cache, 0o700)
    var hash = Hash64()
    hash.add(path)
    let own = cache + "/tarjoman"
    _ = mkdir(own, 0o700)
    let place = own + "/" + String(hash.value, radix: 16)
    return isWritable(place) ? place : nil
  }

  private static func isWritable(_ folder: String) -> Bool {
    if mkdir(folder, 0o777) != 0, errno != EEXIST { return false }
    return access(folder, W_OK | X_OK) == 0
  }
}
