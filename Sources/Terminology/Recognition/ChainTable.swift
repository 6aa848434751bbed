/// The chains of all terms, by hash, with the entries that each may mean; read-only once it is made.
///
/// A bit set in front answers nearly all questions: it stays in the processor's cache when the table doesn't.
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
  private var bits: [UInt64] = []
  private var bitMask: UInt64 = 0

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
      while slots[at] != 0, !isChain(Int(slots[at] - 1), hash, chain) { at = (at + 1) & (size - 1) }
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
    // Sixteen bits a chain, two of them set: one false answer in seventy (Bloom 1970).
    var words = 64
    while words * 4 < hashes.count { words *= 2 }
    bits = [UInt64](repeating: 0, count: words)
    bitMask = UInt64(words * 64 - 1)
    for hash in hashes {
      for bit in [Self.bit(hash) & bitMask, Self.other(hash) & bitMask] { bits[Int(bit >> 6)] |= 1 << (bit & 63) }
    }
  }

  private func isChain(_ number: Int, _ hash: UInt64, _ chain: [UInt8]) -> Bool {
    hashes[number] == hash && bytes[Int(starts[number])..<Int(starts[number + 1])].elementsEqual(chain)
  }

  @inline(__always) private static func mix(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 31) & Int.max }
  @inline(__always) private static func bit(_ hash: UInt64) -> UInt64 { hash ^ hash >> 33 }

  @inline(__always) private static func other(_ hash: UInt64) -> UInt64 { (hash &* 0xFF51_AFD7_ED55_8CCD) >> 32 }

  /// False when no chain has the hash; true when one may.
  @inline(__always) func mayHave(_ hash: UInt64) -> Bool {
    let bit = Self.bit(hash) & bitMask, second = Self.other(hash) & bitMask
    return bits.withUnsafeBufferPointer {
      !$0.isEmpty && $0[Int(bit >> 6)] & 1 << (bit & 63) != 0 && $0[Int(second >> 6)] & 1 << (second & 63) != 0
    }
  }

  /// The entries under a chain.
  func find(_ hash: UInt64, _ chain: () -> [UInt8]) -> ArraySlice<Int32> {
    guard !slots.isEmpty else { return [] }
    var at = Self.mix(hash) & (slots.count - 1)
    while slots[at] != 0 {
      let number = Int(slots[at] - 1)
      if hashes[number] == hash, isChain(number, hash, chain()) { return entries[Int(firsts[number])..<Int(firsts[number + 1])] }
      at = (at + 1) & (slots.count - 1)
    }
    return []
  }

  func find(_ chain: [UInt8]) -> ArraySlice<Int32> { find(chain.withUnsafeBufferPointer { ChainHash.of($0) }) { chain } }
}
