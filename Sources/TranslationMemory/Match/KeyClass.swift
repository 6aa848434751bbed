internal import Language

/// What a token's key is to the score. It depends on nothing but the key, so that memory and query always agree.
enum KeyClass: UInt8 {
  /// Punctuation, symbols: outside the denominator.
  case mark
  case word
  case number
  /// Letters with digits or strokes: S/RES/2231; addresses.
  case code

  static func of(_ key: UnsafeBufferPointer<UInt8>) -> (kind: KeyClass, script: Token.Script) {
    guard !key.isEmpty else { return (.mark, .none) }
    let first = ScalarProperties(UTF8Coding.scalar(in: key, at: 0).scalar)
    switch first.kind {
    case .letter:
      for byte in key where byte < 0x61 || byte > 0x7A && byte < 0x80 {
        if byte != 0x27 { return (.code, .latin) }
      }
      return (.word, Token.Script(rawValue: first.script.rawValue) ?? .other)
    case .digit:
      for byte in key where byte >= 0x61 && byte <= 0x7A || byte >= 0x80 { return (.code, .latin) }
      return (.number, .none)
    default: return (.mark, .none)
    }
  }
}

/// Whether a word denies: such a word never counts as a form of one that affirms.
enum Negation {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// True when a stemmer took a negation off: نمی‌شود → شد, ننوشت → نوشت, isn't → is.
  static func isLost(from key: Bytes, to stem: Bytes, script: Token.Script) -> Bool {
    switch script {
    case .arabic:
      if hasPrefix(key, "نمی"), !hasPrefix(stem, "نمی") { return true }
      guard hasPrefix(key, "ن"), key.count >= 4, stem.count >= 4 else { return false }
      return !key[..<4].elementsEqual(stem[..<4])
    case .latin: return hasSuffix(key, "n't") && !hasSuffix(stem, "n't")
    default: return false
    }
  }

  /// Words that deny by themselves.
  static func isNegative(_ key: Bytes) -> Bool {
    if hasPrefix(key, "نمی") && key.count > 8 || hasSuffix(key, "n't") { return true }
    return words.contains { equal(key, $0) }
  }

  /// True when one of two words is the other with a negation before or behind it: رفت / نرفت, امد / نیامد, can / cannot, do / don't.
  static func divides(_ a: Bytes, _ b: Bytes) -> Bool {
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    guard !short.isEmpty else { return false }
    for prefix in prefixes where long.count == short.count + prefix.utf8CodeUnitCount && hasPrefix(long, prefix) {
      if long.suffix(short.count).elementsEqual(short) { return true }
    }
    for suffix in suffixes where long.count == short.count + suffix.utf8CodeUnitCount && hasSuffix(long, suffix) {
      if long.prefix(short.count).elementsEqual(short) { return true }
    }
    return false
  }

  private static let prefixes: [StaticString] = ["ن", "نی", "نا", "غیر", "بی", "un", "non", "in", "im", "il", "ir", "dis"]
  private static let suffixes: [StaticString] = ["n't", "not"]
  private static let words: [StaticString] = [
    "نه", "هیچ", "هیچگاه", "هیچکس", "هیچیک", "هرگز", "بدون", "نیست", "نیستم", "نیستی", "نیستیم", "نیستید", "نیستند", "مگر", "فاقد",
    "not", "no", "never", "none", "nothing", "nobody", "nowhere", "neither", "nor", "cannot", "without",
  ]

  private static func hasPrefix(_ bytes: Bytes, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    return bytes.count >= count && (0..<count).allSatisfy { bytes[$0] == text.utf8Start[$0] }
  }

  private static func hasSuffix(_ bytes: Bytes, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    return bytes.count >= count && (0..<count).allSatisfy { bytes[bytes.count - count + $0] == text.utf8Start[$0] }
  }

  private static func equal(_ bytes: Bytes, _ text: StaticString) -> Bool {
    bytes.count == text.utf8CodeUnitCount && hasPrefix(bytes, text)
  }
}
