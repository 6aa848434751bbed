/// The key of a text: two texts that a reader of Persian or English would call the same have the same key.
///
///     FoldingKey.of("كتاب‌هاي ۱۲")     // "کتابهای 12"
///     FoldingKey.of("می‌شود", blanks: .dropped) == FoldingKey.of("می شود", blanks: .dropped)   // true
///
/// A key forgets letter variants (ي/ی, ك/ک, ة, أ إ آ, ؤ, ئ, ۀ/هٔ), the script of digits, tatweel, harakat and accents, bidi marks, ZWNJ, the
/// lone hamza, case, and the two scripts' forms of marks (، ؛ ؟ «»). It is for comparing, never for showing. Folding works scalar by scalar, so
/// that the key of a joined text is the joined keys (blanks at the seam aside), and folding a key changes nothing.
public enum FoldingKey {
  /// What becomes of blanks.
  public enum Blanks: Sendable {
    /// Runs of blanks and line ends become one space; none at the ends.
    case single
    /// No blank is left: می‌شود, می شود and میشود have one key.
    case dropped
  }

  /// The key of a text.
  /// - Complexity: O(n).
  public static func of(_ text: String, blanks: Blanks = .single) -> String {
    var key: [UInt8] = []
    text.withUTF8Bytes { append($0, blanks: blanks, to: &key) }
    return String(decoding: key, as: UTF8.self)
  }

  /// Appends the key of UTF-8 bytes.
  package static func append(_ bytes: UnsafeBufferPointer<UInt8>, blanks: Blanks, to key: inout [UInt8]) {
    key.reserveCapacity(key.count + bytes.count)
    let start = key.count
    var index = 0
    var blankIsDue = false
    while index < bytes.count {
      let (scalar, next) = UTF8Coding.scalar(in: bytes, at: index)
      index = next
      ScalarProperties(scalar).forEachFolded { folded in
        if folded == 0x20 {
          blankIsDue = true
        } else {
          if blankIsDue, blanks == .single, key.count > start { key.append(0x20) }
          blankIsDue = false
          UTF8Coding.append(folded, to: &key)
        }
      }
    }
  }
}
