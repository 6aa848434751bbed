internal import Language

/// Makes the table of a layer from blocks of a file, on as many threads as there are cores.
enum LayerBuilder {
  /// A layer has at most about so many units, so that making it and its indexes takes bounded memory: measured, under 0.5 KB a unit.
  static let mostUnits = 2_000_000

  /// What a run of blocks holds.
  private struct Batch: Sendable {
    var places: [UInt64] = []
    var ranks: [UInt64] = []
    var ids: [Key] = []
    var positions: [Key] = []
    var malformed: [UInt64] = []
    var languages: [String] = []
    /// Units of each block.
    var counts: [UInt32] = []
    var failure: MemoryError?
  }

  private struct Key: Sendable {
    var hash: UInt64
    var unit: UInt32

    static func precedes(_ a: Key, _ b: Key) -> Bool { a.hash != b.hash ? a.hash < b.hash : a.unit < b.unit }
  }

  /// - Parameter progress: called with the units done.
  static func arrays(_ reader: UnitReader, _ blocks: [Block], progress: (Int) -> Void) throws(MemoryError) -> IndexArrays {
    let runs = runs(of: blocks)
    var all = Batch()
    var blockUnits: [UInt32] = [0]
    var failure: MemoryError?
    Threads.run(runs.count, on: runs.count > 1 ? Threads.cores : 1, { read(reader, blocks[runs[$0]]) }) { batch in
      failure = failure ?? batch.failure
      let base = UInt32(all.places.count)
      let bits = batch.languages.map { Self.bit(of: $0, &all.languages) }
      for place in batch.places { all.places.append(remapped(place, bits)) }
      all.ranks += batch.ranks
      for key in batch.ids { all.ids.append(Key(hash: key.hash, unit: key.unit + base)) }
      for key in batch.positions { all.positions.append(Key(hash: key.hash, unit: key.unit + base)) }
      all.malformed += batch.malformed
      for count in batch.counts { blockUnits.append(blockUnits[blockUnits.count - 1] + count) }
      progress(all.places.count)
    }
    if let failure { throw failure }
    all.ids.sort(by: Key.precedes)
    all.positions.sort(by: Key.precedes)
    var shared: [UInt32] = []
    var start = 0
    while start < all.ids.count {
      var end = start + 1
      while end < all.ids.count, all.ids[end].hash == all.ids[start].hash { end += 1 }
      if end - start > 1, all.ids[start].unit & LayerTable.ownID != 0 { shared += all.ids[start..<end].map { $0.unit & ~LayerTable.ownID } }
      start = end
    }
    typealias S = LayerTable.Section
    var arrays = IndexArrays()
    arrays.name = (["units"] + all.languages).joined(separator: " ")
    arrays.stamp = [UInt64(all.places.count)]
    arrays.longs = [
      S.places: all.places, S.ranks: all.ranks, S.ids: all.ids.map(\.hash), S.positions: all.positions.map(\.hash),
      S.malformed: all.malformed, S.blockOffsets: blocks.map { UInt64($0.offset) }, S.blockHashes: blocks.map(\.hash),
      S.blockLengths: blocks.map { UInt64($0.length) },
    ]
    arrays.words = [
      S.idUnits: all.ids.map(\.unit), S.positionUnits: all.positions.map(\.unit), S.shared: shared.sorted(), S.blockUnits: blockUnits,
    ]
    return arrays
  }

  /// Runs of neighbouring blocks of about a megabyte: what a thread takes at once.
  static func runs(of blocks: [Block]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    var bytes = 0
    for (index, block) in blocks.enumerated() {
      bytes += block.length
      if bytes >= 1 << 20 {
        runs.append(start..<(index + 1))
        (start, bytes) = (index + 1, 0)
      }
    }
    if start < blocks.count { runs.append(start..<blocks.count) }
    return runs
  }

  /// Calls `body` with the units of blocks and the number of the block. Blocks that follow each other are read at once.
  static func forEachUnit(
    _ reader: UnitReader, _ blocks: ArraySlice<Block>,
    _ body: (_ unit: UnsafeBufferPointer<UInt8>, _ offset: Int, _ block: Int) throws(MemoryError) -> Void
  ) throws(MemoryError) {
    var start = blocks.startIndex
    while start < blocks.endIndex {
      var end = start + 1
      // Only blanks lie between neighbours.
      while end < blocks.endIndex, blocks[end].offset >= blocks[end - 1].range.upperBound,
        blocks[end].offset - blocks[end - 1].range.upperBound < 256
      { end += 1 }
      var block = start
      try reader.forEach(in: blocks[start].offset..<blocks[end - 1].range.upperBound) { (bytes, offset) throws(MemoryError) in
        while block + 1 < end, offset >= blocks[block + 1].offset { block += 1 }
        if offset < blocks[block].range.upperBound { try body(bytes, offset, block) }
      }
      start = end
    }
  }

  /// What reading blocks gives.
  private static func read(_ reader: UnitReader, _ blocks: ArraySlice<Block>) -> Batch {
    var batch = Batch()
    batch.counts = [UInt32](repeating: 0, count: blocks.count)
    var scanner = UnitScanner()
    var known: [([UInt8], UInt8)] = []
    do throws(MemoryError) {
      try forEachUnit(reader, blocks) { (bytes, offset, block) throws(MemoryError) in
        guard offset < 1 << 40, scanner.scan(bytes) else {
          batch.malformed.append(UInt64(offset))
          return
        }
        var hash = Hash64()
        var mask: UInt8 = 0
        for variant in scanner.variants {
          let code = UnsafeBufferPointer(rebasing: bytes[variant.language])
          mask |= bit(of: code, &known, &batch.languages)
          hash.add(UnsafeRawBufferPointer(code))
          hash.add(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[variant.segment]))
        }
        let unit = UInt32(batch.places.count)
        let keys = MemoryStore.keys(scanner, bytes)
        if let id = keys.id {
          let isOwn = scanner.attribute("tuid", in: bytes).map {
            $0.count > 3 && UnitScanner.equal(bytes, $0.lowerBound..<($0.lowerBound + 3), "tj-")
          }
          batch.ids.append(Key(hash: id, unit: unit | (isOwn == true ? LayerTable.ownID : 0)))
        }
        if let place = keys.place { batch.positions.append(Key(hash: place, unit: unit)) }
        let value = hash.value
        batch.places.append(UInt64(offset) | UInt64(mask) << 40 | (value >> 32 & 0xFFFF) << 48)
        batch.ranks.append(UInt64(UnitRank.of(scanner, bytes)) << 32 | value & 0xFFFF_FFFF)
        batch.counts[block - blocks.startIndex] += 1
      }
    } catch { batch.failure = error }
    return batch
  }

  private static func bit(of code: UnsafeBufferPointer<UInt8>, _ known: inout [([UInt8], UInt8)], _ languages: inout [String]) -> UInt8 {
    if let hit = known.first(where: { $0.0.elementsEqual(code) }) { return hit.1 }
    let primary = LanguageTag(String(decoding: code, as: UTF8.self)).primary
    let isSimple = !primary.isEmpty && primary.utf8.allSatisfy { $0 > 32 && $0 < 127 } && primary.utf8.count <= 8
    let mask = isSimple ? bit(of: primary, &languages) : LayerTable.otherLanguages
    if known.count < 1000 { known.append((Array(code), mask)) }
    return mask
  }

  /// The bit of a primary code; a new one while there is room.
  static func bit(of primary: String, _ languages: inout [String]) -> UInt8 {
    if let index = languages.firstIndex(of: primary) { return 1 << UInt8(index) }
    guard languages.count < 7 else { return LayerTable.otherLanguages }
    languages.append(primary)
    return 1 << UInt8(languages.count - 1)
  }

  private static func remapped(_ place: UInt64, _ bits: [UInt8]) -> UInt64 {
    let mask = UInt8(truncatingIfNeeded: place >> 40)
    return place & ~(0xFF << 40) | UInt64(remapped(mask, bits)) << 40
  }

  /// A mask whose bits are those of one list of languages, by the bits of another.
  static func remapped(_ mask: UInt8, _ bits: [UInt8]) -> UInt8 {
    var result = mask & LayerTable.otherLanguages
    for (bit, value) in bits.enumerated() where mask & (1 << UInt8(bit)) != 0 { result |= value }
    return result
  }
}

/// What ranks a unit among others of its score: confirmed ones first, then the newest.
enum UnitRank {
  /// Bit 31: confirmed by a person; below it the date.
  static func of(_ scanner: UnitScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let confirmed = scanner.property("x-confirmed-by", in: bytes).map { !$0.isEmpty } ?? false
    return date(scanner, bytes) | (confirmed ? 1 << 31 : 0)
  }

  /// Seconds since the beginning of 2000 of `changedate`, or else `creationdate`; 0 for none, or one before.
  private static func date(_ scanner: UnitScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let range = scanner.attribute("changedate", in: bytes) ?? scanner.attribute("creationdate", in: bytes) else { return 0 }
    return seconds(UnsafeBufferPointer(rebasing: bytes[range]))
  }

  /// `YYYYMMDDThhmmssZ`, or its beginning, as seconds since 2000-01-01T00:00:00Z.
  static func seconds(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var digits: [Int] = []
    for byte in text where byte >= 0x30 && byte <= 0x39 { digits.append(Int(byte - 0x30)) }
    guard digits.count >= 8 else { return 0 }
    func number(_ from: Int, _ count: Int) -> Int {
      guard digits.count >= from + count else { return 0 }
      return digits[from..<(from + count)].reduce(0) { $0 * 10 + $1 }
    }
    let (year, month, day) = (number(0, 4), number(4, 2), number(6, 2))
    guard year >= 2000, (1...12).contains(month), (1...31).contains(day) else { return 0 }
    // Days since 2000-03-01, from the civil calendar counted in years that begin in March.
    let shifted = month > 2 ? year : year - 1
    let era = shifted - 2000
    let days = era * 365 + era / 4 - era / 100 + era / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 + 60
    let value = days * 86_400 + number(8, 2) * 3600 + number(10, 2) * 60 + number(12, 2)
    return UInt32(clamping: min(max(0, value), 0x7FFF_FFFF))
  }
}
