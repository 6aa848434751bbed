internal import CSignatureScan

/// Picks from posting lists the entries that their signatures don't rule out: those of a length that may do, without too many bits that only the query has or
/// only they. Holds scratch space: one for each thread.
struct SignatureFilter {
  /// The entries of the last batch that passed, of which only the first count.
  private(set) var passing = [UInt32](repeating: 0, count: batch)

  private var bits: (UInt64, UInt64) = (0, 0)
  private var unknown: UInt32 = 0
  private var moreStored: UInt32 = 0
  /// Windows of entries: where each ends, and how many bits only the query may have.
  private var ends: [UInt32] = [], most: [UInt32] = []
  /// The windows in use, and the one in hand.
  private var windowCount = 0, window = 0
  /// The number in ``Index/lengths`` of the first window.
  private var firstLength = 0
  /// What the windows were made for.
  private var length = 0, least = 0

  private static let batch = 256

  /// Sets the classes of a query, and how many tokens it has whose class no entry has.
  mutating func setQuery(_ classes: some Sequence<UInt32>, unknown: Int, in index: Index) {
    bits = (0, 0)
    self.unknown = UInt32(clamping: unknown)
    for kappa in classes where Int(kappa) < index.kappas.count {
      let (word, bit) = Index.signatureBit(kappa)
      if word == 0 { bits.0 |= bit } else { bits.1 |= bit }
    }
  }

  /// Entries of any length may have whatever else, but lack at most so many of the query's bits.
  mutating func setWindow(mostMissing: Int, in index: Index) {
    moreStored = 128
    ends.removeAll(keepingCapacity: true)
    most.removeAll(keepingCapacity: true)
    ends.append(UInt32(index.entryCount))
    most.append(UInt32(clamping: mostMissing))
    (windowCount, window) = (1, 0)
  }

  /// Entries of heavy length n may differ from a query of heavy length `length` in ⌊max(`length`, n)·(100 − `least`)/100⌋ places, bits of either side.
  mutating func setWindows(length m: Int, least: Int, in index: Index) {
    moreStored = 0
    (length, self.least) = (m, least)
    ends.removeAll(keepingCapacity: true)
    most.removeAll(keepingCapacity: true)
    firstLength = index.lengthIndex((least * m + 99) / 100)
    let entryCount = UInt32(index.entryCount)
    for place in firstLength..<index.lengths.count {
      let n = Int(index.lengths[place])
      guard n * least <= 100 * m else { break }
      ends.append(min(index.lengthStarts[place + 1], entryCount))
      most.append(UInt32(max(m, n) * (100 - least) / 100))
    }
    (windowCount, window) = (ends.count, 0)
  }

  /// Takes the windows for entries that share at most `shared` of the query's tokens and score at least `least`, which may have risen; gives the first entry
  /// that may do, nil when there is none.
  mutating func begin(shared: Int, least: Int, in index: Index) -> UInt32? {
    if least != self.least { setWindows(length: length, least: least, in: index) }
    window = 0
    narrow(shared: shared, in: index)
    return windowCount > 0 ? index.lengthStarts[firstLength] : nil
  }

  /// Goes on, from the entry that would come next, with a least score that has risen.
  mutating func rise(to least: Int, shared: Int, in index: Index) {
    let reached = firstLength + window
    setWindows(length: length, least: least, in: index)
    window = max(0, reached - firstLength)
    narrow(shared: shared, in: index)
  }

  /// max(m, n)·T ≤ 100·`shared` for the lengths that are left.
  private mutating func narrow(shared: Int, in index: Index) {
    windowCount = length * least <= 100 * shared ? ends.count : 0
    while windowCount > 0, Int(index.lengths[firstLength + windowCount - 1]) * least > 100 * shared { windowCount -= 1 }
  }

  /// Puts a batch of entries from the beginning of a list that pass into ``passing``. Gives how many passed and how many were looked at: 0 at the end of the
  /// last window, and where the index is damaged.
  mutating func next(_ range: Range<Int>, in index: Index) -> (passed: Int, lookedAt: Int) {
    guard window < windowCount, let words = index.signatures.unchecked else { return (0, 0) }
    let list = index.postings.slice(range.prefix(Self.batch))
    guard let first = list.baseAddress else { return (0, 0) }
    // `Index.init` holds the signatures to two for each entry, and no window ends behind the last entry.
    let signatures = tarjoman_signatures(words: words, sound: index.signatures.soundPages)
    var lookedAt = 0
    var passed = 0
    ends.withUnsafeBufferPointer { ends in
      most.withUnsafeBufferPointer { most in
        var query = tarjoman_signature_query(
          bits: bits, missing: unknown, more_stored: moreStored, ends: ends.baseAddress!, most: most.baseAddress!, windows: windowCount)
        passing.withUnsafeMutableBufferPointer { passing in
          withUnsafePointer(to: signatures) { signatures in
            while true {
              var more = 0
              passed += tarjoman_filter_signatures(
                first + lookedAt, list.count - lookedAt, signatures, &query, &window, passing.baseAddress! + passed, &more)
              lookedAt += more
              // It stopped before a page that nobody has read yet.
              guard window < windowCount, lookedAt < list.count else { return }
              let entry = Int(first[lookedAt])
              guard index.signatures.check((entry * 2)..<(entry * 2 + 2)) else { return }
            }
          }
        }
      }
    }
    return (passed, lookedAt)
  }
}
