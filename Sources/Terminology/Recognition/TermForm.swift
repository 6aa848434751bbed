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
    /// A Latin word as the text has it: the key forgets capitals. Empty for other scripts.
    var surface: String
    /// What stands between this word and the one before.
    var gap: Gap
  }

  /// What may stand between two words of one term.
  enum Gap: Comparable {
    /// Blanks, hyphens, strokes, apostrophes, the dots of initials.
    case none
    /// A comma: only terms that have one themselves go across it.
    case comma
    /// Any other mark: no term goes across it.
    case mark
  }

  static func words(of text: String) -> [Word] {
    var words: [Word] = []
    var gap = Gap.none
    let scalars = Array(text.unicodeScalars)
    for token in Tokenizer.tokens(of: text) {
      switch token.kind {
      case .word, .number, .code, .address:
        var surface = String.UnicodeScalarView()
        if token.script == .latin { surface.append(contentsOf: scalars[token.range]) }
        words.append(
          Word(
            token: token, stem: Stemmer.stem(of: token.key, script: token.script), surface: String(surface),
            gap: words.isEmpty ? .none : gap))
        gap = .none
      case .punctuation, .symbol:
        gap = max(gap, self.gap(of: token, after: words.last))
      }
    }
    return words
  }

  private static func gap(of mark: Token, after word: Word?) -> Gap {
    switch mark.key {
    case "-", "/", "'", "+": return .none
    case ",": return .comma
    case ".":
      // The dot of an initial: «chargé d’affaires a.i.».
      guard let word, word.token.key.unicodeScalars.count == 1, word.token.range.upperBound == mark.range.lowerBound else { return .mark }
      return .none
    default: return .mark
    }
  }

  /// The chains under which a sequence of words is filed and sought.
  static func chains(of words: ArraySlice<Word>) -> [String] {
    guard let last = words.last else { return [] }
    let stems = words.map(\.stem).joined()
    let keys = words.dropLast().map(\.token.key).joined() + last.stem
    return keys == stems ? [stems] : [stems, keys]
  }
}
