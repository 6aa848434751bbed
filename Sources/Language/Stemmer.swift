/// Brings the inflected forms of a word to one stem, for matching only: the stem need not be a word.
///
///     Stemmer.stem(of: "کشورهایشان", script: .arabic)    // "کشور"
///     Stemmer.stem(of: "negotiations", script: .latin)   // "negoti"
///
/// Persian stems are the keys of lemmas: a noun's singular, also of broken plurals (روابط → رابطه), a verb's infinitive (نمی‌کنند → کردن). A word that the
/// lexicon has is left alone, whatever its last letters look like; a word that it doesn't have loses only what can hardly be but an ending.
public enum Stemmer {
  /// The stem of one token's key (see ``Token/key``).
  /// - Parameter script: the script of the token decides the rules: Arabic letters Persian ones, Latin letters English ones; any other
  ///   key is its own stem.
  public static func stem(of key: String, script: Token.Script) -> String {
    switch script {
    case .arabic: PersianStemmer.stem(of: key)
    case .latin: EnglishStemmer.stem(of: key)
    case .none, .other: key
    }
  }

  /// Appends the stem of a key in UTF-8: ``stem(of:script:)`` for loops that can't afford `String`.
  package static func appendStem(of key: UnsafeBufferPointer<UInt8>, script: Token.Script, to stem: inout [UInt8]) {
    switch script {
    case .arabic where PersianStemmer.appendStem(of: key, to: &stem): break
    case .latin: stem.append(contentsOf: EnglishStemmer.stem(of: String(decoding: key, as: UTF8.self)).utf8)
    default: stem.append(contentsOf: key)
    }
  }

  /// The dictionary form of a word as a text spells it, for showing: an inflected form loses its endings, a broken plural or a verb's form gives the
  /// lexicon's spelling of its lemma, anything else comes back unchanged.
  ///
  ///     Stemmer.lemma(of: "دانش‌آموزانی")   // "دانش‌آموز"
  ///     Stemmer.lemma(of: "شرکا")           // "شریک"
  ///     Stemmer.lemma(of: "ایران")          // "ایران"
  ///
  /// Words that hold other letters than Persian ones come back unchanged.
  public static func lemma(of word: String) -> String { PersianStemmer.lemma(of: word) }

  /// A line with each word replaced by its ``lemma(of:)``, in an English line by its stem; blanks in a row become one, marks stay.
  public static func lemmas(inLine line: String, language: Language) -> String {
    let scalars = Array(line.unicodeScalars)
    var text = String.UnicodeScalarView()
    var end = 0
    for token in Tokenizer.tokens(of: line) {
      let gap = scalars[min(end, token.range.lowerBound)..<token.range.lowerBound]
      if !text.isEmpty, gap.contains(where: { ScalarProperties($0.value).kind == .blank }) { text.append(" ") }
      end = token.range.upperBound
      let word = String(String.UnicodeScalarView(scalars[token.range]))
      switch (token.kind, token.script) {
      case (.word, .arabic): text.append(contentsOf: lemma(of: word).unicodeScalars)
      case (.word, .latin) where language == .english: text.append(contentsOf: EnglishStemmer.stem(of: token.key).unicodeScalars)
      default: text.append(contentsOf: word.unicodeScalars)
      }
    }
    return String(text)
  }

  /// True for a Persian verb form that is negated: نمی‌کند, نرفت, نباید, نکردن. English has its negations as words of their own.
  package static func isNegated(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    PersianStemmer.withAnalysis(of: key) { _, analysis in analysis.isNegative } ?? false
  }

  /// True when the lexicon has a Persian word, or knows what it is inflected from: a word that it doesn't know is mostly a name.
  package static func isKnownPersian(_ key: String) -> Bool {
    var key = key
    return key.withUTF8 { bytes in
      PersianStemmer.withAnalysis(of: bytes) { word, analysis in
        analysis.base != nil || analysis.lemma != nil || PersianAnalyser.isKnown(word)
      } ?? false
    }
  }
}
