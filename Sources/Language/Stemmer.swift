/// Brings the inflected forms of a word to one stem, for matching only: the stem need not be a word.
///
///     Stemmer.stem(of: "کشورهایشان", script: .arabic)    // "کشور"
///     Stemmer.stem(of: "negotiations", script: .latin)   // "negoti"
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
}
