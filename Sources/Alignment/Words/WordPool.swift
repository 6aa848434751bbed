/// Byte strings numbered in the order of their coming: an open-addressing hash table over one run of bytes.
///
/// Much quicker than a dictionary of `String`, which normalizes Persian text before it hashes or compares.
struct WordPool: Sendable {
  private(set) var bytes: [UInt8] = []
  /// `starts[id]..<starts[id + 1]` are the bytes of a word.
  private(set) var starts: [UInt32] = [0]
  private var hashes: [UInt32] = []
  /// id + 1, or 0.
  private(set) var slots = [UInt32](repeating: 0, count: 256)

  var count: Int { hashes.count }

  static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261  // FNV-1a
    for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash ^ hash >> 15
  }

  /// The number of a word; −1 when it has none.
  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(word)
    let mask = UInt32(slots.count - 1)
    var at = hash & mask
    while slots[Int(at)] != 0 {
      let id = Int(slots[Int(at)] - 1)
      if hashes[id] == hash, isWord(id, word) { return Int32(id) }
      at = (at + 1) & mask
    }
    return -1
  }

  func find(_ word: String) -> Int32 {
    var word = word
    return word.withUTF8 { find($0) }
  }

  /// The number of a word, a new one if need be.
  mutating func id(of word: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(word)
    let mask = UInt32(slots.count - 1)
    var at = hash & mask
    while slots[Int(at)] != 0 {
      let id = Int(slots[Int(at)] - 1)
      if hashes[id] == hash, isWord(id, word) { return Int32(id) }
      at = (at + 1) & mask
    }
    let id = hashes.count
    slots[Int(at)] = UInt32(id + 1)
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
    return bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < word.count, bytes[start + index] == word[index] { index += 1 }
      return index == word.count
    }
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
