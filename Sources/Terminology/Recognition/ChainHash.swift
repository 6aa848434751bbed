/// Hashes that can be put together: that of «ab» is that of «a» times the factor of b's length, plus that of «b».
enum ChainHash {
  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15 | 1

  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0
    for byte in bytes { hash = adding(byte, to: hash) }
    return hash
  }

  @inline(__always) static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 { hash &* base &+ UInt64(byte) &+ 1 }

  static func factor(_ count: Int) -> UInt64 {
    var factor: UInt64 = 1
    for _ in 0..<count { factor = factor &* base }
    return factor
  }
}
