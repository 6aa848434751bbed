/// A run of neighbouring units of a file, told by a hash: what a memory's index keeps or drops as one.
///
/// A block begins where a hash of the first bytes of a unit says so, one unit in 64, so that the same units make the same blocks wherever in the file they
/// stand: after an edit all blocks but one are found again (content-defined chunks: Muthitacharoen, Chen & Mazières 2001, §3.1).
struct Block: Hashable, Sendable {
  /// Where its first unit begins in the file.
  var offset: Int
  /// To the end of its last unit, in bytes.
  var length: Int
  /// Of its units' bytes and their places in it.
  var hash: UInt64
  /// Its units, unreadable ones included.
  var count: Int

  var range: Range<Int> { offset..<(offset + length) }

  private static let mostUnits = 1024
  private static let mostBytes = 4 << 20

  /// The blocks of a part of a file that begins where a unit does.
  static func read(_ reader: UnitReader, in range: Range<Int>) throws(MemoryError) -> [Block] {
    var blocks: [Block] = []
    try read(reader, in: range) { blocks.append($0) }
    return blocks
  }

  /// Calls `body` with each block of a file, or of a part of it that begins where a unit does.
  /// - Complexity: O(size), one pass.
  static func read(_ reader: UnitReader, in range: Range<Int>? = nil, _ body: (Block) -> Void) throws(MemoryError) {
    var hash = Hash64()
    var open = Block(offset: 0, length: 0, hash: 0, count: 0)
    func close() {
      guard open.count > 0 else { return }
      open.hash = hash.value
      body(open)
    }
    try reader.forEach(in: range) { (bytes, offset) throws(MemoryError) in
      let raw = UnsafeRawBufferPointer(bytes)
      let begins = Hash64.of(UnsafeRawBufferPointer(rebasing: raw.prefix(96))) & 63 == 0
      if begins || open.count == 0 || open.count >= mostUnits || open.length >= mostBytes {
        close()
        open = Block(offset: offset, length: 0, hash: 0, count: 0)
        hash = Hash64()
      }
      hash.add(UInt64(offset - open.offset))
      hash.add(raw)
      open.length = offset - open.offset + raw.count
      open.count += 1
    }
    close()
  }
}
