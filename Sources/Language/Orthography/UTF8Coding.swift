/// Decoding and encoding of single scalars over raw bytes, for loops that can't afford `String`.
package enum UTF8Coding {
  /// The scalar that starts at `index`, and the index after it. A byte that starts no valid sequence gives U+FFFD and moves one byte on.
  @inline(__always)
  package static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, next: Int) {
    let first = bytes[index]
    if first < 0x80 { return (UInt32(first), index + 1) }
    let count = bytes.count
    if first >= 0xC2, first < 0xE0, index + 1 < count, bytes[index + 1] & 0xC0 == 0x80 {
      return (UInt32(first & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F), index + 2)
    }
    if first >= 0xE0, first < 0xF0, index + 2 < count, bytes[index + 1] & 0xC0 == 0x80, bytes[index + 2] & 0xC0 == 0x80 {
      let value = UInt32(first & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
      if value >= 0x800, !(0xD800...0xDFFF).contains(value) { return (value, index + 3) }
    }
    if first >= 0xF0, first < 0xF5, index + 3 < count, bytes[index + 1] & 0xC0 == 0x80, bytes[index + 2] & 0xC0 == 0x80,
      bytes[index + 3] & 0xC0 == 0x80
    {
      let value =
        UInt32(first & 0x07) << 18 | UInt32(bytes[index + 1] & 0x3F) << 12 | UInt32(bytes[index + 2] & 0x3F) << 6
        | UInt32(bytes[index + 3] & 0x3F)
      if value >= 0x10000, value <= 0x10FFFF { return (value, index + 4) }
    }
    return (0xFFFD, index + 1)
  }

  /// Appends the UTF-8 bytes of a scalar below 0x110000.
  @inline(__always)
  package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if scalar < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}

extension String {
  /// Calls `body` with the string's UTF-8 bytes, contiguous.
  package func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    if let result = try utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return try copy.withUTF8(body)
  }
}
