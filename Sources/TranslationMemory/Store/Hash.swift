/// A 64-bit hash of bytes with a fixed seed, for ids and tables that lie on disk. Whoever relies on equality compares the bytes too.
///
/// Eight bytes a step, each folded in by a full 64×64 multiplication whose halves are combined.
struct Hash64 {
  private(set) var value: UInt64

  init(seed: UInt64 = 0) { value = seed ^ 0x9E37_79B9_7F4A_7C15 }

  @inline(__always)
  mutating func add(_ word: UInt64) {
    let product = (value ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    value = (product.low ^ product.high) &+ 0xA076_1D64_78BD_642F
  }

  @inline(__always)
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var at = 0
    while at + 8 <= bytes.count {
      add(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    var last: UInt64 = UInt64(bytes.count) << 56
    var shift: UInt64 = 0
    while at < bytes.count {
      last |= UInt64(bytes[at]) << shift
      shift += 8
      at += 1
    }
    add(last)
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var hash = Hash64(seed: seed)
    hash.add(bytes)
    return hash.value
  }

  /// A hash of many bytes, a multiple of 32: four hashes of every fourth word, which the processor works on at once, as one.
  static func ofPage(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = (Hash64(seed: 1), Hash64(seed: 2), Hash64(seed: 3), Hash64(seed: 4))
    for at in stride(from: 0, to: bytes.count & ~31, by: 32) {
      lanes.0.add(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      lanes.1.add(bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self))
      lanes.2.add(bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self))
      lanes.3.add(bytes.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self))
    }
    var hash = Hash64(seed: UInt64(bytes.count))
    hash.add(lanes.0.value)
    hash.add(lanes.1.value)
    hash.add(lanes.2.value)
    hash.add(lanes.3.value)
    return hash.value
  }
}

extension UInt64 {
  /// Sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
