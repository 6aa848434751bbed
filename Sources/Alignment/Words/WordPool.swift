internal import Glibc

/// Byte strings numbered in the order of their coming: an open-addressing hash table over one run of bytes.
///
/// Much quicker than a dictionary of `String`, which normalizes Persian text before it hashes or compares.
struct WordPool: Sendable {
  private(set) var bytes: [UInt8] = []
  /// `starts[id]..<starts[id + 1]` are the bytes of a word.
  private(set) var starts: [UInt32] = [0]
  private var hashes: [UInt32] = []
  /// id + 1, or 0.
  private var slots = [UInt32](repeating: 0, count: 256)

  var count: Int { hashes.count }

  /// Eight bytes at a time, multiplied and folded.
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    let bytes = UnsafeRawBufferPointer(word)
    var hash = UInt64(word.count) &* factor
    var at = 0
    while at + 8 <= bytes.count {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* factor
      hash ^= hash >> 32
      at += 8
    }
    if at + 4 <= bytes.count {
      hash = (hash ^ UInt64(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))) &* factor
      hash ^= hash >> 32
      at += 4
    }
    var rest: UInt64 = 0
    while at < bytes.count {
      rest = rest << 8 | UInt64(bytes[at])
      at += 1
    }
    hash = (hash ^ rest) &* factor
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  /// The slot that a word has, or would get.
  @inline(__always)
  private func slot(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    let mask = UInt32(slots.count - 1)
    var at = hash & mask
    while slots[Int(at)] != 0 {
      let id = Int(slots[Int(at)] - 1)
      if hashes[id] == hash, isWord(id, word) { break }
      at = (at + 1) & mask
    }
    return Int(at)
  }

  /// The number of a word; −1 when it has none.
  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int32 { Int32(slots[slot(word, Self.hash(word))]) - 1 }

  func find(_ word: String) -> Int32 {
    var word = word
    return word.withUTF8 { find($0) }
  }

  /// The number of a word, a new one if need be.
  mutating func id(of word: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(word)
    let at = slot(word, hash)
    if slots[at] != 0 { return Int32(slots[at]) - 1 }
    let id = hashes.count
    slots[at] = UInt32(id + 1)
    hashes.append(hash)
    bytes.append(contentsOf: word)
    starts.append(UInt32(bytes.count))
    if hashes.count * 2 > slots.count { grow() }
    return Int32(id)
  }

  mutating func id(of word: String) -> Int32 {
    var word = word
    return word.withUTF8 { id(of: $0) }
  }

  func string(_ id: Int) -> String { String(decoding: bytes[Int(starts[id])..<Int(starts[id + 1])], as: UTF8.self) }

  func withBytes<Result>(_ id: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[Int(starts[id])..<Int(starts[id + 1])])) }
  }

  private func isWord(_ id: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(starts[id])
    guard Int(starts[id + 1]) - start == word.count else { return false }
    return word.isEmpty || bytes.withUnsafeBufferPointer { memcmp($0.baseAddress! + start, word.baseAddress!, word.count) == 0 }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = UInt32(slots.count - 1)
    for (id, hash) in hashes.enumerated() {
      var at = hash & mask
      while slots[Int(at)] != 0 { at = (at + 1) & mask }
      slots[Int(at)] = UInt32(id + 1)
    }
  }
}
