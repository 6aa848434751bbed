/// The block that an append writes: in the file behind the old footer, its first bytes kept back.
struct AppendBlock {
  private let file: File
  /// The bytes that are to take the old footer's place.
  private(set) var head: [UInt8] = []
  private var buffer: [UInt8] = []
  /// Where what was written ends.
  private(set) var end: Int

  /// - Parameter footer: where the old footer begins.
  init(file: File, footer: Int) {
    self.file = file
    end = footer + Layout.footerLine.count
  }

  mutating func append(_ bytes: [UInt8]) throws(MemoryError) {
    var rest = bytes[...]
    if head.count < Layout.footerLine.count {
      let taken = rest.prefix(Layout.footerLine.count - head.count)
      head += taken
      rest = rest.dropFirst(taken.count)
    }
    buffer += rest
    if buffer.count > 4 << 20 { try flush() }
  }

  mutating func flush() throws(MemoryError) {
    guard !buffer.isEmpty else { return }
    try file.reserve(buffer.count, at: end)
    try file.write(buffer, at: end)
    end += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes the new footer behind the last unit.
  mutating func finish() throws(MemoryError) {
    try append(Layout.footerLine)
    try flush()
  }
}
