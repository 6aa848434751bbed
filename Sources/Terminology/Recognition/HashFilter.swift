/// A set of hashes that answers “no” for certain and “yes” perhaps (Bloom 1970): it stays in the processor's cache when a table doesn't.
///
/// Sixteen bits a hash, two of them set, both in one word: one false answer in fifty, and one line of the cache a question (Putze et al. 2007).
struct HashFilter: Sendable {
  private var bits: [UInt64] = []

  init(_ hashes: some Collection<UInt64>) {
    guard !hashes.isEmpty else { return }
    var words = 64
    while words * 4 < hashes.count { words *= 2 }
    bits = [UInt64](repeating: 0, count: words)
    for hash in hashes { bits[Self.word(hash) & (words - 1)] |= Self.pattern(hash) }
  }

  @inline(__always) private static func word(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash ^ hash >> 33) & UInt64(UInt32.max)) }

  @inline(__always) private static func pattern(_ hash: UInt64) -> UInt64 {
    let mixed = hash &* 0xFF51_AFD7_ED55_8CCD
    return 1 << (mixed >> 58) | 1 << (mixed >> 52 & 63)
  }

  @inline(__always) func mayHave(_ hash: UInt64) -> Bool {
    guard !bits.isEmpty else { return false }
    let pattern = Self.pattern(hash)
    return bits.withUnsafeBufferPointer { $0[Self.word(hash) & ($0.count - 1)] } & pattern == pattern
  }
}
