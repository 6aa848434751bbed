public import Language

extension Lexicon {
  /// The toolkit's own lexicon for two languages, left the first one; empty for other pairs than Persian and English.
  ///
  /// It is made once in a process and takes a fraction of a second then.
  public static func builtIn(for left: LanguageTag, _ right: LanguageTag) -> Lexicon {
    switch (left.language, right.language) {
    case (.persian, .english), (.english, .persian): persianEnglish
    default: Lexicon(left: left, right: right)
    }
  }

  private static let persianEnglish: Lexicon = {
    var lexicon = Lexicon()
    lexicon.add(dictionary: LexiconFile.readDictionary(BilingualWords.text))
    return lexicon
  }()
}
