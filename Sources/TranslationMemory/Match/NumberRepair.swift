internal import Language

/// Puts the numbers of a text into the translation of another text that differs from it in numbers only.
///
/// A number is put in the place of one with the stored number's value, written as that one was: its digits, its decimal mark, its thousands marks. Nothing is
/// guessed: a stored number that stands in the source or in the translation more than once, or that the translation says in words or in another calendar,
/// and the offer is not made.
struct NumberRepair {
  private var scanner = TokenScanner()

  private struct Number {
    /// The value in ASCII digits, without thousands marks.
    var key: [UInt8]
    var range: Range<Int>
    var surface: [Unicode.Scalar]
  }

  /// - Parameter differences: those between the text and the stored source.
  /// - Returns: nil where anything but numbers and spelling differs, or a number has no certain place.
  mutating func repaired(_ query: String, _ source: String, _ target: String, _ differences: [Match.Difference]) -> String? {
    guard differences.contains(where: { $0.kind == .number }), differences.allSatisfy({ $0.kind == .number || $0.kind == .spelling }) else {
      return nil
    }
    let (asked, stored, places) = (numbers(query), numbers(source), numbers(target))
    var changes: [(range: Range<Int>, text: [Unicode.Scalar])] = []
    for difference in differences where difference.kind == .number {
      guard let new = asked.first(where: { $0.range == difference.query }), let old = stored.first(where: { $0.range == difference.stored })
      else { return nil }
      // The same value with and without a decimal point written as a stroke (۱۲/۵) counts as one.
      let values = [old.key] + (Self.otherDecimal(old.key).map { [$0] } ?? [])
      guard stored.count(where: { values.contains($0.key) }) == 1 else { return nil }
      let found = places.filter { values.contains($0.key) }
      guard found.count == 1, !changes.contains(where: { $0.range == found[0].range }) else { return nil }
      var key = new.key
      if found[0].key != old.key {
        // The translation has another decimal mark than the source; so must the new number.
        if let other = Self.otherDecimal(key) { key = other } else if key.contains(where: { !Self.isDigit($0) }) { return nil }
      }
      changes.append((found[0].range, Self.written(key, like: found[0], asIn: new)))
    }
    var result = Array(target.unicodeScalars)
    for change in changes.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      result.replaceSubrange(change.range, with: change.text)
    }
    return String(String.UnicodeScalarView(result))
  }

  private mutating func numbers(_ text: String) -> [Number] {
    text.withUTF8Bytes { bytes in
      scanner.scan(bytes)
      return scanner.tokens.compactMap { token in
        guard token.kind == .number else { return nil }
        let key = Array(scanner.key[Int(token.keyStart)..<Int(token.keyEnd)])
        guard key.allSatisfy({ Self.isDigit($0) || $0 == 0x2E || $0 == 0x2F || $0 == 0x3A }) else { return nil }
        let surface = String(decoding: bytes[Int(token.byteStart)..<Int(token.byteEnd)], as: UTF8.self)
        return Number(key: key, range: Int(token.start)..<Int(token.end), surface: Array(surface.unicodeScalars))
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// A number with one point or stroke, with the other one.
  private static func otherDecimal(_ key: [UInt8]) -> [UInt8]? {
    let marks = key.indices.filter { !isDigit(key[$0]) }
    guard marks.count == 1, key[marks[0]] == 0x2E || key[marks[0]] == 0x2F else { return nil }
    var other = key
    other[marks[0]] = key[marks[0]] == 0x2E ? 0x2F : 0x2E
    return other
  }

  /// A value in the digits and with the marks of the number that it takes the place of.
  private static func written(_ key: [UInt8], like old: Number, asIn new: Number) -> [Unicode.Scalar] {
    let first = old.surface.first {
      (0x30...0x39).contains($0.value) || (0x660...0x669).contains($0.value) || (0x6F0...0x6F9).contains($0.value)
    }
    let zero: UInt32 =
      switch first?.value ?? 0x30 {
      case 0x660...0x669: 0x660
      case 0x6F0...0x6F9: 0x6F0
      default: 0x30
      }
    func isThousandsMark(_ scalar: Unicode.Scalar) -> Bool { scalar == "," || scalar == "\u{66C}" }
    let decimal = old.surface.first { $0 == "." || $0 == "\u{66B}" } ?? (zero == 0x30 ? "." : "\u{66B}")
    let thousands = old.surface.first(where: isThousandsMark) ?? (zero == 0x30 ? "," : "\u{66C}")
    let points = key.count { $0 == 0x2E }
    let isPlain = points <= 1 && !key.contains(0x2F) && !key.contains(0x3A)
    // Years and other long numbers stand without marks: marks are set where the old number has them, or was too short to show it and the new one has them.
    let oldLength = old.key.prefix(while: isDigit).count
    let isGrouped =
      isPlain && (old.surface.contains(where: isThousandsMark) || oldLength <= 3 && new.surface.contains(where: isThousandsMark))
    let integer = key.prefix(while: isDigit).count
    var text: [Unicode.Scalar] = []
    for (at, byte) in key.enumerated() {
      if isGrouped, at > 0, at < integer, (integer - at) % 3 == 0 { text.append(thousands) }
      if isDigit(byte) {
        text.append(Unicode.Scalar(zero + UInt32(byte - 0x30))!)
      } else {
        text.append(byte == 0x2E && points == 1 ? decimal : Unicode.Scalar(byte))
      }
    }
    return text
  }
}
