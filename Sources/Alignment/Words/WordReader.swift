internal import Language

/// What a token is to the aligner.
enum WordKind: UInt8 {
  case word, number, code, mark, term, date

  /// True for what stands over the tokens of a text, beside them: its number is none of the vocabulary's.
  var isOverlay: Bool { self == .term || self == .date }

  /// nil for marks that say nothing.
  @inline(__always)
  init?(_ token: TokenScanner.Scanned, _ key: UnsafeBufferPointer<UInt8>) {
    switch token.kind {
    case .word: self = .word
    case .number: self = .number
    case .code, .address: self = .code
    case .punctuation, .symbol:
      let first = key[Int(token.keyStart)]
      if first == UInt8(ascii: ".") || first == UInt8(ascii: ",") { return nil }
      self = .mark
    }
  }
}

/// Reads texts into stems; keep one for many texts.
struct WordReader {
  private var scanner = TokenScanner()
  private var stem: [UInt8] = []

  /// Calls `body` with the tokens that count as evidence; full stops and commas don't.
  /// - Returns: the length of the text in scalars, marks without width left out.
  mutating func read(
    _ text: String, _ body: (TokenScanner.Scanned, WordKind, _ key: UnsafeBufferPointer<UInt8>, _ isCapitalized: Bool) -> Void
  ) -> Int {
    text.withUTF8Bytes { bytes in
      scanner.scan(bytes)
      scanner.key.withUnsafeBufferPointer { keys in
        for token in scanner.tokens {
          guard let kind = WordKind(token, keys) else { continue }
          let first = bytes[Int(token.byteStart)]
          body(
            token, kind, UnsafeBufferPointer(rebasing: keys[Int(token.keyStart)..<Int(token.keyEnd)]),
            first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z"))
        }
      }
      var length = 0
      for byte in bytes where byte & 0xC0 != 0x80 { length += 1 }
      // Marks without width are rare: ZWNJ and its like are E2 80 8C…8F, the byte order mark EF BB BF.
      var index = 2
      while index < bytes.count {
        if bytes[index - 2] == 0xE2, bytes[index - 1] == 0x80, bytes[index] == 0x8C || bytes[index] == 0x8E || bytes[index] == 0x8F {
          length -= 1
        }
        if bytes[index - 2] == 0xEF, bytes[index - 1] == 0xBB, bytes[index] == 0xBF { length -= 1 }
        index += 1
      }
      return length
    }
  }

  /// The stems of a text's words, in order.
  mutating func stems(of text: String) -> [String] {
    var stems: [String] = []
    _ = read(text) { token, kind, key, _ in
      guard kind != .mark else { return }
      if kind == .word {
        var stem: [UInt8] = []
        Stemmer.appendStem(of: key, script: token.script, to: &stem)
        stems.append(String(decoding: stem, as: UTF8.self))
      } else {
        stems.append(String(decoding: key, as: UTF8.self))
      }
    }
    return stems
  }
}
