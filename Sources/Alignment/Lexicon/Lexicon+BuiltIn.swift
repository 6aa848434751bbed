public import Language

extension Lexicon {
  /// The toolkit's own lexicon for two languages, left the first one; empty for other pairs than Persian and English.
  ///
  /// It lies in the program ready to use (`Scripts/make-word-pairs` writes it): asking for it costs nothing.
  public static func builtIn(for left: LanguageTag, _ right: LanguageTag) -> Lexicon {
    switch (left.language, right.language) {
    case (.persian, .english), (.english, .persian): persianEnglish
    default: Lexicon(left: left, right: right)
    }
  }

  private static let persianEnglish: Lexicon = {
    var lexicon = Lexicon()
    // The memory is constant data of the program.
    if let table = BilingualWords.withCompiledPairs({ LexiconTable(constant: $0) }) { lexicon.given.append(table) }
    return lexicon
  }()
}
