internal import Language

/// Cuts a text into the tokens of the plain score: runs of letters and digits, ZWNJ or an apostrophe between two of them included, and every
/// other visible character. Lower case; nothing is folded, so that scores compare with those of other tools.
struct PlainScanner {
  struct Token {
    var keyStart, keyEnd: Int
  }

  private(set) var tokens: [Token] = []
  private(set) var key: [UInt8] = []

  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    key.removeAll(keepingCapacity: true)
    var at = 0
    while at < bytes.count {
      var (scalar, next) = UTF8Coding.scalar(in: bytes, at: at)
      let start = key.count
      if Self.isWord(scalar) {
        while true {
          Self.appendLower(scalar, to: &key)
          at = next
          guard at < bytes.count else { break }
          (scalar, next) = UTF8Coding.scalar(in: bytes, at: at)
          if Self.isWord(scalar) { continue }
          guard scalar == 0x200C || scalar == 0x27 || scalar == 0x2019, next < bytes.count else { break }
          let (after, behind) = UTF8Coding.scalar(in: bytes, at: next)
          guard Self.isWord(after) else { break }
          Self.appendLower(scalar, to: &key)
          (scalar, next) = (after, behind)
        }
      } else {
        at = next
        if Self.isBlank(scalar) { continue }
        Self.appendLower(scalar, to: &key)
      }
      tokens.append(Token(keyStart: start, keyEnd: key.count))
    }
  }

  @inline(__always)
  private static func isWord(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar >= 0x61 && scalar <= 0x7A || scalar >= 0x41 && scalar <= 0x5A || scalar >= 0x30 && scalar <= 0x39 }
    switch ScalarProperties(scalar).kind {
    case .letter, .digit: return true
    case .blank, .lineEnd: return false
    default:
      guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
      switch properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
      default: return properties.numericType != nil
      }
    }
  }

  @inline(__always)
  private static func isBlank(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  @inline(__always)
  private static func appendLower(_ scalar: UInt32, to key: inout [UInt8]) {
    if scalar < 0x80 {
      key.append(UInt8(scalar >= 0x41 && scalar <= 0x5A ? scalar | 0x20 : scalar))
    } else if scalar >= 0x600 && scalar < 0x1E00 && !(0x10A0...0x13FF).contains(scalar) {
      UTF8Coding.append(scalar, to: &key)
    } else {
      guard let mapping = Unicode.Scalar(scalar)?.properties.lowercaseMapping else { return UTF8Coding.append(scalar, to: &key) }
      for lower in mapping.unicodeScalars { UTF8Coding.append(lower.value, to: &key) }
    }
  }
}
