/// The chains of all terms, by hash, with the entries that each may mean; read-only once it is made.
///
/// A filter in front answers nearly all questions.
struct ChainTable: Sendable {
  /// Chain + 1, or 0.
  private var slots: [UInt32] = []
  private var hashes: [UInt64] = []
  /// `starts[c]..<starts[c + 1]` are the bytes of a chain.
  private var starts: [UInt32] = [0]
  private var bytes: [UInt8] = []
  /// By chain: the range of its entries.
  private var firsts: [UInt32] = [0]
  private var entries: [Int32] = []
  private var filter = HashFilter([])

  var count: Int { hashes.count }
  /// Bytes of the longest chain.
  private(set) var longest = 0

  init() {}

  /// Files entries under their chains; each chain's entries keep their order.
  init(_ filed: [(chain: [UInt8], entry: Int32)]) {
    var size = 16
    while size < filed.count * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    var lists: [[Int32]] = []
    for (chain, entry) in filed {
      let hash = chain.withUnsafeBufferPointer { ChainHash.of($0) }
      var at = Self.mix(hash) & (size - 1)
      while slots[at] != 0, !chain.withUnsafeBufferPointer({ isChain(Int(slots[at] - 1), hash, $0) }) { at = (at + 1) & (size - 1) }
      if slots[at] == 0 {
        slots[at] = UInt32(hashes.count + 1)
        hashes.append(hash)
        bytes += chain
        starts.append(UInt32(bytes.count))
        lists.append([])
        longest = max(longest, chain.count)
      }
      let number = Int(slots[at] - 1)
      if lists[number].last != entry { lists[number].append(entry) }
    }
    for list in lists {
      entries += list
      firsts.append(UInt32(entries.count))
    }
    filter = HashFilter(hashes)
  }

  private func isChain(_ number: Int, _ hash: UInt64, _ chain: UnsafeBufferPointer<UInt8>) -> Bool {
    guard hashes[number] == hash, Int(starts[number + 1] - starts[number]) == chain.count else { return false }
    let start = Int(starts[number])
    return bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<chain.count where bytes[start + index] != chain[index] { return false }
      return true
    }
  }

  @inline(__always) private static func mix(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 31) & Int.max }
  /// False when no chain has the hash; true when one may.
  @inline(__always) func mayHave(_ hash: UInt64) -> Bool { filter.mayHave(hash) }

  /// The hashes of the first bytes of all chains that have so many.
  func prefixes(_ count: Int) -> Set<UInt64> {
    var found: Set<UInt64> = []
    bytes.withUnsafeBufferPointer { bytes in
      for chain in 0..<hashes.count where starts[chain + 1] - starts[chain] >= count {
        found.insert(ChainHash.of(UnsafeBufferPointer(rebasing: bytes[Int(starts[chain])..<Int(starts[chain]) + count])))
      }
    }
    return found
  }

  /// The entries under a chain that has the hash, as a range of numbers for ``entry(at:)``.
  func find(_ hash: UInt64, _ chain: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    guard !slots.isEmpty else { return 0..<0 }
    var at = Self.mix(hash) & (slots.count - 1)
    while slots[at] != 0 {
      let number = Int(slots[at] - 1)
      if hashes[number] == hash, isChain(number, hash, chain) { return Int(firsts[number])..<Int(firsts[number + 1]) }
      at = (at + 1) & (slots.count - 1)
    }
    return 0..<0
  }

  @inline(__always) func entry(at number: Int) -> Int32 { entries[number] }

  func find(_ chain: [UInt8]) -> ArraySlice<Int32> { chain.withUnsafeBufferPointer { entries[find(ChainHash.of($0), $0)] } }
}
