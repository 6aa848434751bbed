internal import Language

/// One side of a pair, taken apart once for all rules.
struct SideText {
  let side: Finding.Side
  let text: String
  let scalars: [Unicode.Scalar]
  let tokens: [Token]
  let tag: LanguageTag
  /// The language by its tag, when the toolkit knows it.
  let language: Language
  /// The words and numbers among the tokens.
  let words: [Token]
  /// Letters by script, in words.
  let arabicLetters: Int, latinLetters: Int, otherLetters: Int
  /// Scalars that show.
  let visible: Int

  init(_ text: String, side: Finding.Side, tag: LanguageTag) {
    self.side = side
    self.text = text
    self.tag = tag
    language = tag.language
    scalars = Array(text.unicodeScalars)
    tokens = Tokenizer.tokens(of: text)
    words = tokens.filter { $0.kind == .word }
    var letters = (arabic: 0, latin: 0, other: 0)
    for word in words {
      switch word.script {
      case .arabic: letters.arabic += word.key.unicodeScalars.count
      case .latin: letters.latin += word.key.unicodeScalars.count
      case .other: letters.other += word.key.unicodeScalars.count
      case .none: break
      }
    }
    (arabicLetters, latinLetters, otherLetters) = letters
    visible = Self.visible(scalars[...])
  }

  private static func visible(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { count, scalar in
      switch ScalarProperties(scalar.value).kind {
      case .blank, .lineEnd, .ignorable, .joiner, .mark: count
      default: count + 1
      }
    }
  }

  /// True when a question mark stands in it.
  var asks: Bool { tokens.contains { $0.kind == .punctuation && $0.key.contains("?") } }

  /// True when two question marks stand side by side.
  var hasDoubledQuestion: Bool { zip(scalars, scalars.dropFirst()).contains { ($0 == "?" || $0 == "؟") && $0 == $1 } }

  /// Scalars of a place that show.
  func visibleCount(_ range: Range<Int>) -> Int { Self.visible(scalars[range]) }

  func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// A place with the word behind it: a number with what it counts.
  func withNextWord(_ place: Range<Int>) -> Range<Int> {
    guard let next = words.first(where: { $0.range.lowerBound >= place.upperBound }), next.range.lowerBound - place.upperBound <= 1 else {
      return place
    }
    return place.lowerBound..<next.range.upperBound
  }

  /// True when nothing but blanks lies between two places.
  func isBlank(_ range: Range<Int>) -> Bool {
    scalars[range].allSatisfy {
      let kind = ScalarProperties($0.value).kind
      return kind == .blank || kind == .lineEnd || kind == .ignorable || kind == .joiner
    }
  }

  /// True when a place lies within quotation marks or brackets.
  func isQuoted(_ position: Int) -> Bool {
    var depth = 0
    var straight = false
    for scalar in scalars[..<position] {
      switch scalar {
      case "«", "“", "(", "[", "‹", "„": depth += 1
      case "»", "”", ")", "]", "›": depth = max(0, depth - 1)
      case "\"": straight.toggle()
      default: break
      }
    }
    return depth > 0 || straight
  }
}
