internal import Glibc
internal import XMLStream

/// Finds the encoding of a text and decodes it.
///
///     let text = try TextDecoder.decode(bytes)
///     text.string, text.encoding        // "…", .utf8
///
/// In this order: a BOM; valid UTF-8; the byte patterns of UTF-16 without a BOM; Windows-1256 when what it would say reads like
/// Persian or Arabic. Anything else is refused with a reason: a guess would put wrong letters into a memory.
public enum TextDecoder {
  /// A text and how it was stored.
  public struct Decoded: Hashable, Sendable {
    /// The text, scalar for scalar, without the BOM.
    public var string: String
    public var encoding: Encoding
    public var hadBOM: Bool
    /// Bytes that stood for nothing and were replaced. Always 0: such a text is refused.
    public var replaced: Int
  }

  public enum Encoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1256 = "windows-1256"
  }

  /// Why the bytes are no text.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where, in bytes from 0.
    public var offset: Int
    public var reason: String

    public init(offset: Int, reason: String) {
      self.offset = offset
      self.reason = reason
    }

    public var description: String { "byte \(offset): \(reason)" }
  }

  /// - Throws: ``Failure`` when the bytes are in no encoding that is known.
  /// - Complexity: O(bytes).
  public static func decode(_ bytes: [UInt8]) throws(Failure) -> Decoded {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try utf8(bytes[3...], hadBOM: true) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw Failure(offset: 0, reason: "UTF-32 is not read; save the text as UTF-8")
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes[2...], bigEndian: false, hadBOM: true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes[2...], bigEndian: true, hadBOM: true) }
    // Latin and Persian in UTF-16 without a BOM can be valid UTF-8 too; a text has no NULs, so they tell.
    if let bigEndian = looksLikeUTF16(bytes) { return try utf16(bytes[...], bigEndian: bigEndian, hadBOM: false) }
    if let zero = firstZero(bytes) { throw Failure(offset: zero, reason: "a zero byte: this is no text") }
    if let text = String(validating: bytes, as: UTF8.self) {
      return Decoded(string: text, encoding: .utf8, hadBOM: false, replaced: 0)
    }
    if looksLikeWindows1256(bytes) {
      let text = bytes.withUnsafeBufferPointer { XMLDecoder.utf8(windows1256: $0) }
      return Decoded(string: String(decoding: text, as: UTF8.self), encoding: .windows1256, hadBOM: false, replaced: 0)
    }
    throw Failure(offset: firstInvalidUTF8(bytes), reason: "neither UTF-8, UTF-16 nor Windows-1256; save the text as UTF-8")
  }

  /// The bytes decoded as what someone says they are.
  ///
  /// - Throws: ``Failure`` at the first byte that doesn't fit.
  public static func decode(_ bytes: [UInt8], as encoding: Encoding) throws(Failure) -> Decoded {
    switch encoding {
    case .utf8:
      let hasBOM = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      return try utf8(bytes[(hasBOM ? 3 : 0)...], hadBOM: hasBOM)
    case .utf16LittleEndian, .utf16BigEndian:
      let hasBOM = bytes.starts(with: encoding == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF])
      return try utf16(bytes[(hasBOM ? 2 : 0)...], bigEndian: encoding == .utf16BigEndian, hadBOM: hasBOM)
    case .windows1256:
      let text = bytes.withUnsafeBufferPointer { XMLDecoder.utf8(windows1256: $0) }
      return Decoded(string: String(decoding: text, as: UTF8.self), encoding: .windows1256, hadBOM: false, replaced: 0)
    }
  }

  private static func firstZero(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.flatMap { base in memchr(base, 0, bytes.count).map { UnsafeRawPointer($0) - base } }
    }
  }

  // MARK: decoding

  private static func utf8(_ bytes: ArraySlice<UInt8>, hadBOM: Bool) throws(Failure) -> Decoded {
    if let text = String(validating: bytes, as: UTF8.self) {
      return Decoded(string: text, encoding: .utf8, hadBOM: hadBOM, replaced: 0)
    }
    throw Failure(offset: bytes.startIndex + firstInvalidUTF8(Array(bytes)), reason: "no valid UTF-8")
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool, hadBOM: Bool) throws(Failure) -> Decoded {
    if bytes.count % 2 == 1 { throw Failure(offset: bytes.endIndex - 1, reason: "UTF-16 with an odd number of bytes") }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for at in stride(from: bytes.startIndex, to: bytes.endIndex, by: 2) {
      let (a, b) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      units.append(bigEndian ? a << 8 | b : b << 8 | a)
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      let lone = units.indices.first { i in
        let isHigh = UTF16.isLeadSurrogate(units[i])
        let isLow = UTF16.isTrailSurrogate(units[i])
        return isHigh && !(i + 1 < units.count && UTF16.isTrailSurrogate(units[i + 1]))
          || isLow && !(i > 0 && UTF16.isLeadSurrogate(units[i - 1]))
      }
      throw Failure(offset: bytes.startIndex + 2 * (lone ?? 0), reason: "half a surrogate pair in UTF-16")
    }
    return Decoded(string: text, encoding: bigEndian ? .utf16BigEndian : .utf16LittleEndian, hadBOM: hadBOM, replaced: 0)
  }

  /// The offset of the first byte that is not well-formed UTF-8; that of the end when all is.
  private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error, .emptyInput: return offset
      }
    }
  }

  // MARK: recognition

  /// Whether the bytes are UTF-16 without a BOM, and which; nil when not.
  ///
  /// In Latin text every other byte is 0, in Persian every other is 06 (letters), 00 (blank, full stop), 20 (ZWNJ, dashes) or FB–FE.
  /// So of the first 4 KiB three quarters of the high bytes must be one of these, letters among them, and few of the low bytes 00.
  private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
    let sample = bytes.prefix(4096)
    guard sample.count >= 4, bytes.count % 2 == 0, sample.contains(where: { $0 == 0x00 || $0 == 0x06 }) else { return nil }
    var high = [0, 0]  // by parity of the position
    var zero = [0, 0]
    var letters = [0, 0]
    for (at, byte) in sample.enumerated() {
      switch byte {
      case 0x00:
        zero[at & 1] += 1
        high[at & 1] += 1
      case 0x06:
        letters[at & 1] += 1
        high[at & 1] += 1
      case 0x20, 0xFB...0xFE: high[at & 1] += 1
      default: break
      }
    }
    let half = sample.count / 2
    for (bigEndian, parity) in [(false, 1), (true, 0)] {
      let isHigh = high[parity] * 4 >= half * 3 && zero[parity] + letters[parity] > half / 2
      // A space is 20 00: in the low bytes 20 is common, 00 is not.
      if isHigh, zero[1 - parity] * 10 <= half { return bigEndian }
    }
    return nil
  }

  /// Whether bytes that are no UTF-8 read like Persian or Arabic in Windows-1256.
  ///
  /// The bytes from 80 on must be mostly Arabic letters, and stand in words: a run of two or more. A French text in Latin-1 has single
  /// ones among ASCII letters, a binary file has no such runs and has control characters.
  private static func looksLikeWindows1256(_ bytes: [UInt8]) -> Bool {
    let sample = bytes.prefix(1 << 16)
    var high = 0, letters = 0, inWords = 0, controls = 0
    var run = 0
    for byte in sample {
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x0C { controls += 1 }
      if byte < 0x80 {
        run = 0
        continue
      }
      high += 1
      let scalar = windows1256[Int(byte) - 0x80]
      if (0x0620...0x06D5).contains(scalar) || scalar == 0x200C {
        letters += 1
        run += 1
        if run == 2 { inWords += 2 } else if run > 2 { inWords += 1 }
      } else {
        run = 0
      }
    }
    return high > 0 && controls == 0 && letters * 10 >= high * 8 && inWords * 10 >= letters * 7
  }
}
