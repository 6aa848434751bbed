internal import Glibc
internal import Language
internal import Synchronization

/// A part of a memory's index: a table of units and, made when first asked for, an index of each language over them.
final class Layer: Sendable {
  let table: LayerTable
  private let indexes = Mutex<[IndexKey: Index]>([:])

  init(_ table: LayerTable) { self.table = table }

  func index(_ key: IndexKey) -> Index? { indexes.withLock { $0[key] } }
  func keep(_ index: Index, _ key: IndexKey) { indexes.withLock { $0[key] = index } }

  /// Removes the files of damaged indexes and forgets them.
  func removeIfDamaged() {
    table.image.removeIfDamaged()
    indexes.withLock { indexes in
      for (key, index) in indexes where index.image.isDamaged {
        index.image.removeIfDamaged()
        indexes[key] = nil
      }
    }
  }
}

/// Which texts an index holds, and how they are compared.
struct IndexKey: Hashable, Sendable {
  var language: String
  var score: ScoreKind
}

/// Where the files of a memory's index lie. A layer has a number; that of the first stands in no name.
struct IndexFolder: Sendable {
  let path: String
  private let base: String

  init(_ path: String, for memory: String) {
    self.path = path
    base = "\(path)/\(File.name(of: memory))"
  }

  static let slots = 0..<32

  var catalogue: String { base + ".layers" }
  func units(_ slot: Int) -> String { base + ".units" + suffix(slot) }
  func index(_ key: IndexKey, _ slot: Int) -> String { "\(base).\(key.language).\(key.score.rawValue)" + suffix(slot) }
  private func suffix(_ slot: Int) -> String { slot == 0 ? "" : "-\(slot)" }

  /// The bytes of all files of layers with texts in these languages.
  func size(_ languages: [String]) -> Int {
    let keys = languages.flatMap { language in ScoreKind.allCases.map { IndexKey(language: language, score: $0) } }
    let places = [catalogue] + Self.slots.flatMap { slot in [units(slot)] + keys.map { index($0, slot) } }
    return places.reduce(0) { $0 + ((try? FileStamp.of($1).size) ?? 0) }
  }

  /// Removes what processes that are gone left half written.
  func removeLeftovers() {
    let name = File.name(of: base) + "."
    for entry in File.names(in: path) where entry.hasPrefix(name) {
      guard let dot = entry.lastIndex(of: "."), let process = Int32(entry[entry.index(after: dot)...]), kill(process, 0) != 0,
        errno == ESRCH
      else { continue }
      File.remove(path + "/" + entry)
    }
  }

  /// Removes the files of a layer.
  func remove(_ slot: Int) {
    if let image = IndexImage.map(units(slot)), let table = LayerTable(image) {
      for language in table.languages {
        for score in ScoreKind.allCases { File.remove(index(IndexKey(language: language, score: score), slot)) }
      }
    }
    File.remove(units(slot))
  }
}
