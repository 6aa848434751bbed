/// How the chains that begin with a word go on: the next letters of each, one to four of them, as a set that answers “no” for certain and “yes” perhaps (Bloom
/// 1970). A row of words is followed only where the next word is one of them.
///
/// Eight bits a beginning, two of them set, both in one word: one false answer in twenty, and one line of the cache a question (Putze et al. 2007).
struct Continuations {
  /// The set itself, where one word is enough.
  private var bits: UInt64 = 0
  /// Where its words are in a reader's list otherwise; one less than their number, a power of two.
  private var start: Int32 = 0, mask: UInt32 = 0

  /// Anything may follow.
  static let all = Continuations(bits: .max)

  init() {}
  private init(bits: UInt64) { self.bits = bits }

  /// - Parameters:
  ///   - hashes: of ``Beginning``.
  ///   - words: the reader's list, which takes longer sets in.
  init(_ hashes: [UInt32], in words: inout [UInt64]) {
    var count = 1
    while count * 8 < hashes.count { count *= 2 }
    if count == 1 {
      for hash in hashes { bits |= Self.pattern(hash) }
      return
    }
    (start, mask) = (Int32(words.count), UInt32(count - 1))
    words += repeatElement(0, count: count)
    for hash in hashes { words[place(hash)] |= Self.pattern(hash) }
  }

  private static func pattern(_ hash: UInt32) -> UInt64 { 1 << UInt64(hash & 63) | 1 << UInt64(hash >> 6 & 63) }
  private func place(_ hash: UInt32) -> Int { Int(start) + Int(hash >> 12 & mask) }

  @inline(__always) func mayHave(_ next: Beginning, in words: UnsafeBufferPointer<UInt64>) -> Bool {
    next.first == 0 || mayHave(next.first, words) || next.second != next.first && mayHave(next.second, words)
  }

  @inline(__always) private func mayHave(_ hash: UInt32, _ words: UnsafeBufferPointer<UInt64>) -> Bool {
    let pattern = Self.pattern(hash)
    return (mask == 0 ? bits : words[place(hash)]) & pattern == pattern
  }
}

/// The first letters of a word, up to four, as a hash; two where its stem or another reading begins otherwise.
struct Beginning {
  /// 0 for any: a word that has no letters in one of its readings, or begins in three ways.
  private(set) var first: UInt32 = 0, second: UInt32 = 0

  init() {}

  init(_ keys: [UnsafeBufferPointer<UInt8>]) {
    var hashes: [UInt32] = []
    for key in keys {
      var hash: UInt32 = 0
      Self.forEach(key, besides: 0) { hash = $0 }
      if !hashes.contains(hash) { hashes.append(hash) }
    }
    guard hashes.count <= 2, !hashes.contains(0) else { return }
    (first, second) = (hashes.first ?? 0, hashes.last ?? 0)
  }

  /// The hashes of the first letter of a text in UTF-8, of the first two, three and four: as far as they have eight bytes.
  /// - Parameter besides: bytes that are left out: another text began with them.
  @inline(__always) static func forEach(_ text: UnsafeBufferPointer<UInt8>, besides: Int, _ body: (UInt32) -> Void) {
    var bytes: UInt64 = 0, letters = 0
    for at in 0..<min(8, text.count) {
      bytes = bytes << 8 | UInt64(text[at])
      // Before a byte that goes on with a letter no letter ends.
      if at + 1 < text.count, text[at + 1] & 0xC0 == 0x80 { continue }
      if at >= besides { body(hash(bytes)) }
      letters += 1
      if letters == 4 { return }
    }
  }

  private static func hash(_ bytes: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (bytes &* 0x9E37_79B9_7F4A_7C15) >> 32) | 1 << 31 }
}
