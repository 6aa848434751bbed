/// The chains of all terms in the order of their bytes, each with the entries that it may mean; read-only once it is made.
///
/// Chains that begin alike stand side by side: a row of words is followed as a run of chains that each word makes narrower, until there is none.
struct ChainTable: Sendable {
  /// Chains that begin alike, by number.
  struct Run: Equatable {
    var low: Int32 = 0, high: Int32 = 0

    var isEmpty: Bool { low >= high }
    var count: Int { Int(high - low) }
  }

  private struct Chain {
    /// Where its bytes begin, with a 0 behind them, which none has: keys hold no controls.
    var start: UInt32
    /// Where its entries begin.
    var first: UInt32
  }

  /// With one more behind them.
  private let chains: [Chain]
  private let bytes: [UInt8]
  /// Terms by their numbers, behind them verbs whose noun a chain is by ~number.
  private let entries: [Int32]

  /// Bytes that can be read behind each text that is compared, and behind the chains.
  static let padding = 8

  var count: Int { chains.count - 1 }
  var all: Run { Run(low: 0, high: Int32(count)) }

  /// - Complexity: O(n log n) comparisons.
  init(_ filed: FiledChains) {
    var chains: [Chain] = [], bytes: [UInt8] = [], entries: [Int32] = []
    let items = filed.sorted()
    chains.reserveCapacity(items.count + 1)
    entries.reserveCapacity(items.count)
    bytes.reserveCapacity(filed.bytes.count + items.count + Self.padding)
    for (number, item) in items.enumerated() {
      if number == 0 || !filed.isSame(items[number - 1], item) {
        chains.append(Chain(start: UInt32(bytes.count), first: UInt32(entries.count)))
        bytes += filed.bytes[item.range]
        bytes.append(0)
      }
      let entry = item.isHead ? ~item.entry : item.entry
      if entries.count == chains.last!.first || entries.last != entry { entries.append(entry) }
    }
    chains.append(Chain(start: UInt32(bytes.count), first: UInt32(entries.count)))
    bytes += [UInt8](repeating: 0, count: Self.padding)
    (self.chains, self.bytes, self.entries) = (chains, bytes, entries)
  }

  // MARK: Following a row

  /// The chains of a run that go on with a piece. All of the run's begin with the same `depth` bytes.
  /// - Parameter piece: readable for ``padding`` bytes more.
  /// - Complexity: O(log n) comparisons.
  func narrowed(_ run: Run, at depth: Int, by piece: UnsafeBufferPointer<UInt8>) -> Run {
    chains.withUnsafeBufferPointer { chains in
      bytes.withUnsafeBytes { bytes in
        guard let text = piece.baseAddress, !piece.isEmpty else { return run }
        // The first eight bytes decide mostly.
        let shift = UInt64(max(0, 8 - piece.count) * 8)
        let first = Self.eight(text) >> shift
        /// Less than 0 when a chain comes before all that go on with the piece, 0 when it does.
        @inline(__always) func order(_ chain: Int32) -> Int {
          let rest = bytes.baseAddress! + Int(chains[Int(chain)].start) + depth
          let own = Self.eight(rest) >> shift
          if own != first { return own < first ? -1 : 1 }
          return piece.count <= 8 ? 0 : Self.order(rest, piece)
        }
        var low = run.low, high = run.high
        while low < high {
          let middle = low + (high - low) / 2
          if order(middle) < 0 { low = middle + 1 } else { high = middle }
        }
        guard low < run.high, order(low) == 0 else { return Run() }
        // Those that go on are few mostly.
        var last = low, step: Int32 = 1
        while last + step < run.high, order(last + step) == 0 {
          last += step
          step *= 2
        }
        var end = min(last + step, run.high)
        while last + 1 < end {
          let middle = last + (end - last) / 2
          if order(middle) == 0 { last = middle } else { end = middle }
        }
        return Run(low: low, high: end)
      }
    }
  }

  /// How what stands somewhere compares with a piece, behind their first eight bytes. The 0 behind a shorter chain ends it before what stands behind that.
  private static func order(_ rest: UnsafeRawPointer, _ piece: UnsafeBufferPointer<UInt8>) -> Int {
    var at = 8
    while at < piece.count {
      let shift = UInt64(max(0, at + 8 - piece.count) * 8)
      let own = eight(rest + at) >> shift, its = eight(piece.baseAddress! + at) >> shift
      if own != its { return own < its ? -1 : 1 }
      at += 8
    }
    return 0
  }

  @inline(__always) private static func eight(_ bytes: UnsafeRawPointer) -> UInt64 {
    UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
  }

  /// The chain of a run that ends after so many bytes: it comes first.
  @inline(__always) func whole(_ run: Run, _ length: Int) -> Int? {
    let chain = Int(run.low)
    guard !run.isEmpty, self.length(chain) == length else { return nil }
    return chain
  }

  @inline(__always) func length(_ chain: Int) -> Int { Int(chains[chain + 1].start - chains[chain].start) - 1 }

  /// Adds the beginnings of what stands behind the first `depth` bytes of a run's chains.
  func addBeginnings(_ run: Run, _ depth: Int, to hashes: inout [UInt32]) {
    bytes.withUnsafeBufferPointer { bytes in
      var before: UInt64 = 0
      for chain in Int(run.low)..<Int(run.high) {
        let rest = UnsafeBufferPointer(rebasing: bytes[Int(chains[chain].start) + depth..<Int(chains[chain + 1].start) - 1])
        let now = Self.eight(UnsafeRawPointer(rest.baseAddress!))
        Beginning.forEach(rest, besides: (before ^ now).leadingZeroBitCount / 8) { hashes.append($0) }
        before = now
      }
    }
  }

  // MARK: Entries

  /// The terms under a chain, for ``entry(at:)``.
  @inline(__always) func terms(of chain: Int) -> Range<Int> { Int(chains[chain].first)..<heads(of: chain).lowerBound }
  /// The verbs whose noun a chain is.
  @inline(__always) func heads(of chain: Int) -> Range<Int> {
    let end = Int(chains[chain + 1].first)
    var first = Int(chains[chain].first)
    while first < end, entries[first] >= 0 { first += 1 }
    return first..<end
  }
  @inline(__always) func entry(at number: Int) -> Int32 { entries[number] < 0 ? ~entries[number] : entries[number] }

  /// The terms whose chain is this.
  func find(_ chain: [UInt8]) -> ArraySlice<Int32> {
    let run = (chain + [UInt8](repeating: 0, count: Self.padding)).withUnsafeBufferPointer {
      narrowed(all, at: 0, by: UnsafeBufferPointer(rebasing: $0[..<chain.count]))
    }
    return whole(run, chain.count).map { entries[terms(of: $0)] } ?? []
  }
}
