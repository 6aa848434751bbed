internal import Glibc

/// Gives each distinct byte string a dense number, from 0 in order of first sight.
///
/// Open addressing over 64-bit hashes; bytes are always compared, so colliding hashes cost time and nothing else.
struct KeyTable: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each key begins; one more at the end.
  private(set) var starts: [UInt32] = [0]
  /// Key numbers plus one by hash; 0 is free. A power of two.
  private(set) var slots: [UInt32] = [UInt32](repeating: 0, count: 1024)

  var count: Int { starts.count - 1 }

  /// The number of a key, and whether it is new.
  mutating func insert(_ key: UnsafeBufferPointer<UInt8>) -> (id: UInt32, isNew: Bool) {
    let raw = UnsafeRawBufferPointer(key)
    var slot = Int(truncatingIfNeeded: Hash64.of(raw)) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = slots[slot] - 1
      let range = Int(starts[Int(id)])..<Int(starts[Int(id) + 1])
      if range.count == key.count,
        bytes.withUnsafeBytes({ memcmp($0.baseAddress! + range.lowerBound, raw.baseAddress ?? $0.baseAddress!, key.count) == 0 })
      {
        return (id, false)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = UInt32(count)
    bytes.append(contentsOf: key)
    starts.append(UInt32(bytes.count))
    slots[slot] = id + 1
    if count * 2 > slots.count { grow() }
    return (id, true)
  }

  /// Calls `body` with a key's bytes.
  func withKey<R>(_ id: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[Int(starts[id])..<Int(starts[id + 1])])) }
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 2)
    bytes.withUnsafeBytes { bytes in
      for id in 0..<count {
        let key = UnsafeRawBufferPointer(rebasing: bytes[Int(starts[id])..<Int(starts[id + 1])])
        var slot = Int(truncatingIfNeeded: Hash64.of(key)) & (larger.count - 1)
        while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
        larger[slot] = UInt32(id) + 1
      }
    }
    slots = larger
  }
}

/// A ``KeyTable`` as it lies in an index.
struct KeyTableView {
  let bytes: Column<UInt8>
  let starts: Column<UInt32>
  let slots: Column<UInt32>

  var count: Int { starts.count - 1 }

  /// A key's bytes; empty for a number that a damaged index made up.
  @inline(__always)
  subscript(id: UInt32) -> UnsafeBufferPointer<UInt8> {
    guard Int(id) < count else { return UnsafeBufferPointer(start: nil, count: 0) }
    let (start, end) = (Int(starts[Int(id)]), Int(starts[Int(id) + 1]))
    guard start <= end, end <= bytes.count else { return UnsafeBufferPointer(start: nil, count: 0) }
    return bytes.slice(start..<end)
  }

  func find(_ key: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let raw = UnsafeRawBufferPointer(key)
    var slot = Int(truncatingIfNeeded: Hash64.of(raw)) & (slots.count - 1)
    for _ in 0..<slots.count {
      guard slots[slot] != 0 else { return nil }
      let id = slots[slot] - 1
      let stored = self[id]
      if stored.count == key.count, key.isEmpty || memcmp(stored.baseAddress!, raw.baseAddress!, key.count) == 0 { return id }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}
