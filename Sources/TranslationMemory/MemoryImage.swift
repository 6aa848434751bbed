internal import Glibc
internal import Language

/// One state of a memory file: open, examined, with the tables made for it. Immutable but for the indexes, which are made when first asked for.
final class MemoryImage: Sendable {
  let file: File
  let stamp: FileStamp
  let units: UnitTable
  let problems: [Memory.Problem]
  let indexFolder: String?

  init(file: File, stamp: FileStamp, units: UnitTable, problems: [Memory.Problem], indexFolder: String?) {
    self.file = file
    self.stamp = stamp
    self.units = units
    self.problems = problems
    self.indexFolder = indexFolder
  }

  /// What an index must have been made for to be of use.
  static func stampWords(_ stamp: FileStamp) -> [UInt64] {
    [1, stamp.inode, UInt64(stamp.size), UInt64(bitPattern: stamp.modified), UInt64(bitPattern: stamp.changed)]
  }

  /// The table of a memory's units and the layout of the file now, without reading the file: where the table is current, or a journal leads from it to the
  /// file as it is.
  static func known(_ path: String, _ stamp: FileStamp, in folder: String) -> (units: UnitTable, layout: Layout)? {
    guard let image = IndexImage.map("\(folder)/\(File.name(of: path)).units"), let units = UnitTable(image), let layout = units.layout
    else {
      return nil
    }
    let words = stampWords(stamp)
    let made = Array(image.stamp.prefix(words.count))
    if made == words { return (units, layout) }
    guard let journal = Journal.read(path, in: folder), journal.base == made, journal.current == words,
      journal.layout.bodyStart == layout.bodyStart, journal.layout.footer >= layout.footer
    else { return nil }
    return (units, journal.layout)
  }

  /// Opens a memory and its table of units; makes the table when there is none that fits.
  static func open(_ path: String, indexFolder: String?) throws(MemoryError) -> MemoryImage {
    for _ in 0..<10 {
      let file = try File.open(path, .read)
      let stamp = try file.stamp()
      let words = stampWords(stamp)
      let place = indexFolder.map { "\($0)/\(File.name(of: path)).units" }
      if let place, let image = IndexImage.map(place), Array(image.stamp.prefix(words.count)) == words, let units = UnitTable(image) {
        var problems: [Memory.Problem] = []
        if units.malformed > 0 { problems.append(.init(kind: .malformed, count: units.malformed, examples: [])) }
        if units.superseded > 0 { problems.append(.init(kind: .superseded, count: units.superseded, examples: [])) }
        return MemoryImage(file: file, stamp: stamp, units: units, problems: problems, indexFolder: indexFolder)
      }
      let reader = try UnitReader(file: file)
      let parts = try UnitTable.read(reader)
      // Written to while it was read: once more.
      guard try file.stamp() == stamp else { continue }
      let table =
        words + [UInt64(parts.places.count), UInt64(parts.malformedCount), UInt64(parts.supersededCount)]
        + (reader.layout.map { [UInt64($0.bodyStart), UInt64($0.footer), UInt64($0.unitCount)] } ?? [0, 0, 0])
      let name = (["units"] + parts.languages).joined(separator: " ")
      let image = try store(place, stamp: table, name: name) { (body) throws(MemoryError) in
        var failure: MemoryError?
        parts.places.withUnsafeBytes { places in
          parts.ranks.withUnsafeBytes { ranks in
            parts.ids.withUnsafeBytes { ids in
              parts.positions.withUnsafeBytes { positions in
                do throws(MemoryError) {
                  try body([
                    .init(id: UnitTable.placesSection, bytes: places), .init(id: UnitTable.ranksSection, bytes: ranks),
                    .init(id: UnitTable.idsSection, bytes: ids), .init(id: UnitTable.positionsSection, bytes: positions),
                  ])
                } catch { failure = error }
              }
            }
          }
        }
        if let failure { throw failure }
      }
      guard let units = UnitTable(image) else { throw .system(.examine, path: path, code: ENOMEM) }
      var problems: [Memory.Problem] = []
      if parts.malformedCount > 0 {
        problems.append(
          .init(kind: .malformed, count: parts.malformedCount, examples: parts.malformed.map { "\($0.why), at byte \($0.offset)" }))
      }
      if parts.supersededCount > 0 {
        problems.append(
          .init(kind: .superseded, count: parts.supersededCount, examples: parts.superseded.map { "unit \($0.tuid), at byte \($0.offset)" })
        )
      }
      return MemoryImage(file: file, stamp: stamp, units: units, problems: problems, indexFolder: indexFolder)
    }
    throw .changedElsewhere(path: path)
  }

  /// Writes an index where it can be written, maps it; keeps it in memory where it can't.
  private static func store(
    _ place: String?, stamp: [UInt64], name: String,
    _ withParts: (([IndexImage.Part]) throws(MemoryError) -> Void) throws(MemoryError) -> Void
  ) throws(MemoryError) -> IndexImage {
    if let place {
      do throws(MemoryError) {
        try withParts { (parts) throws(MemoryError) in try IndexImage.write(to: place, stamp: stamp, name: name, parts: parts) }
        if let image = IndexImage.map(place), image.stamp == stamp, image.name == name { return image }
      } catch {
        // An index is a help, not the data: it is kept in memory then.
      }
    }
    var image: IndexImage?
    try withParts { (parts) throws(MemoryError) in image = IndexImage.inMemory(stamp: stamp, name: name, parts: parts) }
    guard let image else { throw .system(.write, path: place ?? name, code: ENOMEM) }
    return image
  }

  /// The index of one language; made when there is none that fits.
  func makeIndex(_ language: String, _ score: ScoreKind) throws(MemoryError) -> Index {
    let words = Self.stampWords(stamp) + [UInt64(units.count)]
    let place = indexFolder.map { "\($0)/\(File.name(of: file.path)).\(language).\(score.rawValue)" }
    if let place, let image = IndexImage.map(place), image.stamp == words,
      let index = Index(image, language: language, score: score, unitCount: units.count)
    {
      return index
    }
    var builder = IndexBuilder(language: LanguageTag(language), score: score, units: units)
    try builder.read(UnitReader(file: file))
    guard try file.stamp() == stamp else { throw .changedElsewhere(path: file.path) }
    let arrays = builder.finish()
    let image = try Self.store(place, stamp: words, name: arrays.name) { (body) throws(MemoryError) in try arrays.withParts(body) }
    guard let index = Index(image, language: language, score: score, unitCount: units.count) else {
      throw .system(.examine, path: file.path, code: ENOMEM)
    }
    return index
  }

  /// Where the indexes of a memory go: `.tarjoman` beside it, or in the user's cache when that can't be written; nil when neither can.
  static func indexFolder(for path: String) -> String? {
    let folder = File.folder(of: path)
    let beside = (folder == "/" ? "" : folder) + "/.tarjoman"
    if isWritable(beside) { return beside }
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
