/// Cuts a text into tokens.
///
/// The rules, in this order: addresses (`www.un.org`) and symbols of documents (`S/RES/2231`) stay whole; digits of any script with marks between
/// them are one number; letters with their marks, ZWNJ and inner apostrophes are a word; every other visible scalar is a token, equal marks in a
/// row (`...`, `!!`) one. Persian affixes that stand apart (می شود, کشور ها, بزرگ تر) belong to their word.
public enum Tokenizer {
  /// The tokens of a text in order.
  /// - Complexity: O(n).
  public static func tokens(of text: String) -> [Token] {
    var scanner = TokenScanner()
    return text.withUTF8Bytes { bytes in
      scanner.scan(bytes)
      return scanner.tokens.map { scanned in
        Token(
          kind: scanned.kind, script: scanned.script, range: Int(scanned.start)..<Int(scanned.end),
          key: String(decoding: scanner.key[Int(scanned.keyStart)..<Int(scanned.keyEnd)], as: UTF8.self))
      }
    }
  }
}
