internal import Language

/// A term as recognition sees it: the blank-free chain of its words' stems, and the chain of its words with only the last one stemmed.
///
/// A chain has no blanks, so توافق‌نامه, توافق نامه and توافقنامه have one; each word gives its stem, so an inflected word inside a term
/// (تحریم‌های یکجانبه) still matches.
struct TermForm {
  /// Words, numbers and codes of a text, marks left out.
  struct Word {
    var token: Token
    var stem: String
    /// True for a Latin word without small letters: the key can't tell.
    var isCapitals: Bool
    /// How many tokens of the text precede it: words that are no neighbours in the text can't be one term.
    var position: Int
  }

  static func words(of text: String) -> [Word] {
    var words: [Word] = []
    var position = 0
    let scalars = Array(text.unicodeScalars)
    for token in Tokenizer.tokens(of: text) {
      position += 1
      switch token.kind {
      case .word, .number, .code, .address:
        words.append(
          Word(
            token: token, stem: Stemmer.stem(of: token.key, script: token.script),
            isCapitals: token.script == .latin && !scalars[token.range].contains { $0.properties.isLowercase }, position: position))
      case .punctuation where token.key == "-":
        // A hyphen binds words as a blank does.
        position -= 1
      case .punctuation, .symbol:
        break
      }
    }
    return words
  }

  /// The chains under which a sequence of words is filed and sought.
  static func chains(of words: ArraySlice<Word>) -> [String] {
    guard let last = words.last else { return [] }
    let stems = words.map(\.stem).joined()
    let keys = words.dropLast().map(\.token.key).joined() + last.stem
    return keys == stems ? [stems] : [stems, keys]
  }
}
