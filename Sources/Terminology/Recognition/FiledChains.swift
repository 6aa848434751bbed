/// Chains with what is filed under them, in any order, for a ``ChainTable``.
struct FiledChains {
  struct Item {
    /// The first eight bytes, the first of them highest: they decide nearly all comparisons.
    fileprivate let prefix: UInt64
    fileprivate let start, end: UInt32
    let entry: Int32
    /// The chain is that of the entry's noun alone.
    let isHead: Bool

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  private var items: [Item] = []
  private(set) var bytes: [UInt8] = []

  mutating func add(_ chain: some Collection<UInt8>, _ entry: Int32, isHead: Bool = false) {
    let start = bytes.count
    bytes += chain
    var prefix: UInt64 = 0
    for at in start..<start + 8 { prefix = prefix << 8 | (at < bytes.count ? UInt64(bytes[at]) : 0) }
    items.append(Item(prefix: prefix, start: UInt32(start), end: UInt32(bytes.count), entry: entry, isHead: isHead))
  }

  func isSame(_ a: Item, _ b: Item) -> Bool { order(a, b) == 0 }

  /// By chain, terms before nouns of verbs, those in the order of their entries.
  func sorted() -> [Item] {
    items.sorted { a, b in
      if a.prefix != b.prefix { return a.prefix < b.prefix }
      let order = order(a, b)
      if order != 0 { return order < 0 }
      return a.isHead != b.isHead ? b.isHead : a.entry < b.entry
    }
  }

  /// Less than 0 when the first comes before the second.
  private func order(_ a: Item, _ b: Item) -> Int {
    if a.prefix != b.prefix { return a.prefix < b.prefix ? -1 : 1 }
    return bytes.withUnsafeBufferPointer { bytes in
      let left = bytes[a.range], right = bytes[b.range]
      for (own, its) in zip(left, right) where own != its { return own < its ? -1 : 1 }
      return left.count - right.count
    }
  }
}
