/// Pairs of words with a number for each direction, as one run of 32-bit words that can lie in the program itself.
///
/// Layout, little-endian: magic, version, numbers of left words, right words and pairs, totals of their counts (Float); then offsets of the sections
/// in words: for each side slots (hash table of id + 1), starts, counts (Float) and bytes; then row starts by left word, right
/// words, forward and backward (Float).
final class LexiconTable: @unchecked Sendable {  // Nothing changes after `init`.
  private let words: UnsafePointer<UInt32>
  private let owned: UnsafeMutablePointer<UInt32>?
  let left: Side, right: Side
  let rowStart: UnsafePointer<UInt32>
  let columns: UnsafePointer<UInt32>
  let forward: UnsafePointer<Float>, backward: UnsafePointer<Float>
  let entryCount: Int

  static let magic: UInt32 = 0x5850_4C54, version: UInt32 = 1
  private static let headWords = 19

  /// The words of one side.
  struct Side {
    let count: Int
    let total: Float
    fileprivate let slots: UnsafePointer<UInt32>, starts: UnsafePointer<UInt32>
    fileprivate let mask: UInt32
    let counts: UnsafePointer<Float>
    fileprivate let bytes: UnsafePointer<UInt8>

    func find(_ word: UnsafeBufferPointer<UInt8>) -> Int32 {
      guard count > 0 else { return -1 }
      var at = LexiconTable.hash(word) & mask
      while slots[Int(at)] != 0 {
        let id = Int(slots[Int(at)] - 1)
        let start = Int(starts[id])
        if Int(starts[id + 1]) - start == word.count {
          var index = 0
          while index < word.count, bytes[start + index] == word[index] { index += 1 }
          if index == word.count { return Int32(id) }
        }
        at = (at + 1) & mask
      }
      return -1
    }

    func string(_ id: Int) -> String {
      String(decoding: UnsafeBufferPointer(start: bytes + Int(starts[id]), count: Int(starts[id + 1] - starts[id])), as: UTF8.self)
    }
  }

  /// FNV-1a: what the compiled table was made with.
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash ^ hash >> 15
  }

  /// A hash table over words: id + 1, or 0, in a power of two of places, at least twice as many as there are words.
  private static func slots(_ pool: WordPool) -> [UInt32] {
    var count = 256
    while count < 2 * pool.count { count *= 2 }
    var slots = [UInt32](repeating: 0, count: count)
    let mask = UInt32(count - 1)
    for id in 0..<pool.count {
      var at = pool.withBytes(id, hash) & mask
      while slots[Int(at)] != 0 { at = (at + 1) & mask }
      slots[Int(at)] = UInt32(id + 1)
    }
    return slots
  }

  /// A table that lies in memory which never changes and never goes; nil when the words aren't a table of this version.
  convenience init?(constant words: UnsafeRawBufferPointer) {
    guard words.count >= 4 * Self.headWords, Int(bitPattern: words.baseAddress) & 3 == 0 else { return nil }
    let base = words.baseAddress!.assumingMemoryBound(to: UInt32.self)
    guard base[0] == Self.magic, base[1] == Self.version else { return nil }
    self.init(base, owned: nil)
  }

  private init(_ words: UnsafePointer<UInt32>, owned: UnsafeMutablePointer<UInt32>?) {
    self.words = words
    self.owned = owned
    func side(_ count: Int, _ total: UInt32, _ at: Int) -> Side {
      let slots = words + Int(words[at]), starts = words + Int(words[at + 1])
      return Side(
        count: count, total: Float(bitPattern: total), slots: slots, starts: starts, mask: words[at + 1] - words[at] - 1,
        counts: UnsafeRawPointer(words + Int(words[at + 2])).assumingMemoryBound(to: Float.self),
        bytes: UnsafeRawPointer(words + Int(words[at + 3])).assumingMemoryBound(to: UInt8.self))
    }
    left = side(Int(words[2]), words[5], 7)
    right = side(Int(words[3]), words[6], 11)
    entryCount = Int(words[4])
    rowStart = words + Int(words[15])
    columns = words + Int(words[16])
    forward = UnsafeRawPointer(words + Int(words[17])).assumingMemoryBound(to: Float.self)
    backward = UnsafeRawPointer(words + Int(words[18])).assumingMemoryBound(to: Float.self)
  }

  deinit { owned?.deallocate() }

  func row(_ left: Int) -> Range<Int> { Int(rowStart[left])..<Int(rowStart[left + 1]) }

  /// A pair of words by their numbers.
  struct Entry {
    var left: Int32, right: Int32
    var forward: Float, backward: Float
  }

  /// The words of a table of these pairs; of a pair given twice the larger numbers stay.
  static func words(
    left: WordPool, leftCounts: [Float], right: WordPool, rightCounts: [Float], entries: [Entry]
  ) -> [UInt32] {
    func key(_ entry: Entry) -> UInt64 { UInt64(UInt32(bitPattern: entry.left)) << 32 | UInt64(UInt32(bitPattern: entry.right)) }
    // Files and learning give them in order.
    var isSorted = true
    for index in entries.indices.dropFirst() where key(entries[index - 1]) > key(entries[index]) {
      isSorted = false
      break
    }
    let sorted = isSorted ? entries : entries.sorted { key($0) < key($1) }
    var unique: [Entry] = []
    unique.reserveCapacity(sorted.count)
    for entry in sorted {
      if let last = unique.last, last.left == entry.left, last.right == entry.right {
        unique[unique.count - 1].forward = max(last.forward, entry.forward)
        unique[unique.count - 1].backward = max(last.backward, entry.backward)
      } else {
        unique.append(entry)
      }
    }
    var words = [UInt32](repeating: 0, count: headWords)
    words[0] = magic
    words[1] = version
    words[2] = UInt32(left.count)
    words[3] = UInt32(right.count)
    words[4] = UInt32(unique.count)
    words[5] = leftCounts.reduce(0, +).bitPattern
    words[6] = rightCounts.reduce(0, +).bitPattern
    var place = 7
    func section(_ content: [UInt32]) {
      words[place] = UInt32(words.count)
      place += 1
      words += content
    }
    for (pool, counts) in [(left, leftCounts), (right, rightCounts)] {
      section(slots(pool))
      section(pool.starts)
      section(counts.map(\.bitPattern))
      var packed: [UInt32] = []
      for at in stride(from: 0, to: pool.bytes.count, by: 4) {
        var word: UInt32 = 0
        for k in 0..<min(4, pool.bytes.count - at) { word |= UInt32(pool.bytes[at + k]) << UInt32(8 * k) }
        packed.append(word)
      }
      section(packed)
    }
    var rowStart = [UInt32](repeating: 0, count: left.count + 1)
    for entry in unique { rowStart[Int(entry.left) + 1] += 1 }
    for index in 0..<left.count { rowStart[index + 1] += rowStart[index] }
    section(rowStart)
    section(unique.map { UInt32($0.right) })
    section(unique.map(\.forward.bitPattern))
    section(unique.map(\.backward.bitPattern))
    return words
  }

  convenience init(left: WordPool, leftCounts: [Float], right: WordPool, rightCounts: [Float], entries: [Entry]) {
    let words = Self.words(left: left, leftCounts: leftCounts, right: right, rightCounts: rightCounts, entries: entries)
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: words.count)
    memory.initialize(from: words, count: words.count)
    self.init(UnsafePointer(memory), owned: memory)
  }

  /// The table with left and right exchanged.
  var mirrored: LexiconTable {
    var pools = (WordPool(), WordPool())
    for id in 0..<right.count { _ = pools.0.id(of: right.string(id)) }
    for id in 0..<left.count { _ = pools.1.id(of: left.string(id)) }
    return LexiconTable(
      left: pools.0, leftCounts: (0..<right.count).map { right.counts[$0] }, right: pools.1,
      rightCounts: (0..<left.count).map { left.counts[$0] },
      entries: entries.map { Entry(left: $0.right, right: $0.left, forward: $0.backward, backward: $0.forward) })
  }

  var entries: [Entry] {
    (0..<left.count).flatMap { l in
      row(l).map { Entry(left: Int32(l), right: Int32(columns[$0]), forward: forward[$0], backward: backward[$0]) }
    }
  }
}
