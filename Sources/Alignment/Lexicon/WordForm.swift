internal import Language

/// A token as the aligner sees it: what it is, and the stem that stands for all its forms.
struct WordForm {
  var kind: Kind
  var script: Token.Script
  /// Folded key (see `Token.key`).
  var key: String
  /// The place in the text, in Unicode scalars.
  var range: Range<Int>
  /// Starts with a Latin capital.
  var isCapitalized: Bool

  enum Kind: UInt8 {
    case word, number, code, mark
  }

  var stem: String { kind == .word ? Stemmer.stem(of: key, script: script) : key }
}

/// Reads texts into word forms; keep one for many texts.
struct WordReader {
  private var scanner = TokenScanner()

  /// Calls `body` with the tokens that count as evidence; full stops and commas don't.
  /// - Returns: the length of the text in scalars that show, and 0-width marks left out.
  mutating func read(_ text: String, _ body: (WordForm) -> Void) -> Int {
    text.withUTF8Bytes { bytes in
      scanner.scan(bytes)
      for token in scanner.tokens {
        let kind: WordForm.Kind
        switch token.kind {
        case .word: kind = .word
        case .number: kind = .number
        case .code, .address: kind = .code
        case .punctuation, .symbol:
          let first = scanner.key[Int(token.keyStart)]
          if first == UInt8(ascii: ".") || first == UInt8(ascii: ",") { continue }
          kind = .mark
        }
        let first = bytes[Int(token.byteStart)]
        let key = scanner.key.withUnsafeBufferPointer {
          String(decoding: UnsafeBufferPointer(rebasing: $0[Int(token.keyStart)..<Int(token.keyEnd)]), as: UTF8.self)
        }
        body(
          WordForm(
            kind: kind, script: token.script, key: key, range: Int(token.start)..<Int(token.end),
            isCapitalized: first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z")))
      }
      var length = 0
      var index = 0
      while index < bytes.count {
        let (scalar, next) = UTF8Coding.scalar(in: bytes, at: index)
        if scalar != 0x200C, scalar != 0x200F, scalar != 0x200E, scalar != 0xFEFF { length += 1 }
        index = next
      }
      return length
    }
  }

  /// The stems of a text's words, in order.
  mutating func stems(of text: String) -> [String] {
    var stems: [String] = []
    _ = read(text) { if $0.kind != .mark { stems.append($0.stem) } }
    return stems
  }
}
