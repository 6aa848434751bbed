internal import Language

/// What lookups must know of each unit of a layer, by its number there: where it lay in the file when the layer was made, its languages, its rank, and a hash
/// of its texts; for writers, which ids and places in documents are taken; and the blocks that the units stand in. Shared by all directions.
struct LayerTable: @unchecked Sendable {
  // The columns and pointers are into `image`, which is read-only and kept alive here.
  let image: IndexImage
  /// Primary language codes by bit; bit 7 of a unit's mask stands for any other.
  let languages: [String]
  private let places, ranks: Column<UInt64>
  /// Hashes of the ids, and of the places in documents, ascending, and the unit of each. Bit 31 of an id's unit: it is one that we gave.
  private let ids, positions: Column<UInt64>
  private let idUnits, positionUnits: Column<UInt32>
  /// The numbers of units that share one of our ids with another, ascending.
  let shared: UnsafeBufferPointer<UInt32>
  /// Where units lay that can't be read.
  let malformed: UnsafeBufferPointer<UInt64>
  private let blockOffsets, blockHashes, blockLengths: UnsafeBufferPointer<UInt64>
  private let blockUnits: UnsafeBufferPointer<UInt32>

  static let otherLanguages: UInt8 = 0x80
  static let ownID: UInt32 = 1 << 31

  enum Section {
    static let places = 30, ranks = 31, ids = 32, positions = 33, idUnits = 34, positionUnits = 35, shared = 36, malformed = 37
    static let blockOffsets = 38, blockHashes = 39, blockLengths = 40, blockUnits = 41
  }

  init?(_ image: IndexImage) {
    guard image.name == "units" || image.name.hasPrefix("units "), image.stamp.count == 1 else { return nil }
    self.image = image
    languages = image.name.split(separator: " ").dropFirst().map(String.init)
    places = image.section(Section.places, as: UInt64.self)
    ranks = image.section(Section.ranks, as: UInt64.self)
    ids = image.section(Section.ids, as: UInt64.self)
    positions = image.section(Section.positions, as: UInt64.self)
    idUnits = image.section(Section.idUnits, as: UInt32.self)
    positionUnits = image.section(Section.positionUnits, as: UInt32.self)
    // Small, and read again and again: checked on opening.
    shared = image.section(Section.shared, as: UInt32.self).whole
    malformed = image.section(Section.malformed, as: UInt64.self).whole
    blockOffsets = image.section(Section.blockOffsets, as: UInt64.self).whole
    blockHashes = image.section(Section.blockHashes, as: UInt64.self).whole
    blockLengths = image.section(Section.blockLengths, as: UInt64.self).whole
    blockUnits = image.section(Section.blockUnits, as: UInt32.self).whole
    let blocks = blockHashes.count
    guard places.count == ranks.count, places.count == Int(image.stamp[0]), places.count <= LayerBuilder.mostUnits * 2,
      ids.count == idUnits.count, positions.count == positionUnits.count, blockOffsets.count == blocks, blockLengths.count == blocks,
      blockUnits.count == blocks + 1, Int(blockUnits[blocks]) == places.count, !image.isDamaged
    else { return nil }
    for block in 0..<blocks
    where blockUnits[block] > blockUnits[block + 1] || blockOffsets[block] >= 1 << 40 || blockLengths[block] >= 1 << 40 {
      return nil
    }
  }

  var count: Int { places.count }

  // MARK: Blocks

  var blockCount: Int { blockHashes.count }
  func hash(ofBlock block: Int) -> UInt64 { blockHashes[block] }
  /// Where a block lay.
  func offset(ofBlock block: Int) -> Int { Int(blockOffsets[block]) }
  func length(ofBlock block: Int) -> Int { Int(blockLengths[block]) }
  /// The units of neighbouring blocks.
  func units(of blocks: Range<Int>) -> Range<Int> { Int(blockUnits[blocks.lowerBound])..<Int(blockUnits[blocks.upperBound]) }

  /// The block that lay over an offset.
  func block(at offset: Int) -> Int? {
    var (low, high) = (0, blockCount)
    while low < high {
      let middle = (low + high) / 2
      if Int(blockOffsets[middle]) <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 && offset < Int(blockOffsets[low - 1]) + Int(blockLengths[low - 1]) ? low - 1 : nil
  }

  // MARK: Units

  @inline(__always)
  func offset(_ unit: Int) -> Int { Int(places[unit] & 0xFF_FFFF_FFFF) }
  @inline(__always)
  func languageMask(_ unit: Int) -> UInt8 { UInt8(truncatingIfNeeded: places[unit] >> 40) }
  /// Confirmed units above others, then by date.
  @inline(__always)
  func rank(_ unit: Int) -> UInt32 { UInt32(truncatingIfNeeded: ranks[unit] >> 32) }
  /// 48 bits of a hash over all texts: equal for units that say the same.
  @inline(__always)
  func textHash(_ unit: Int) -> UInt64 { (places[unit] >> 48) << 32 | ranks[unit] & 0xFFFF_FFFF }

  /// Calls `body` with the units that have an id, by ``MemoryStore/hash(_:)``.
  func forEachUnit(withID id: UInt64, _ body: (Int) -> Void) { Self.find(id, ids, idUnits) { body(Int($0 & ~Self.ownID)) } }

  /// Calls `body` with the units that have a place in a document, by ``MemoryStore/place(origin:position:)``.
  func forEachUnit(atPosition position: UInt64, _ body: (Int) -> Void) { Self.find(position, positions, positionUnits) { body(Int($0)) } }

  /// Calls `body` with each id that we gave, and its unit.
  func forEachOwnID(_ body: (UInt64, Int) -> Void) {
    for at in ids.indices where idUnits[at] & Self.ownID != 0 { body(ids[at], Int(idUnits[at] & ~Self.ownID)) }
  }

  private static func find(_ value: UInt64, _ sorted: Column<UInt64>, _ units: Column<UInt32>, _ body: (UInt32) -> Void) {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    while low < sorted.count, sorted[low] == value {
      body(units[low])
      low += 1
    }
  }
}
