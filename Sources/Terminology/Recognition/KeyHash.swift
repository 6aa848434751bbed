/// Hashes of keys: a polynomial of their bytes modulo 2⁶⁴ (Karp & Rabin 1987).
enum KeyHash {
  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15 | 1

  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0
    for byte in bytes { hash = hash &* base &+ UInt64(byte) &+ 1 }
    return hash
  }
}
