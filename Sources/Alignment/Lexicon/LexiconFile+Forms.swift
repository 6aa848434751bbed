public import Language

extension LexiconFile {
  /// Reads a lexicon of whichever form: one that was learnt, a dictionary of columns divided by tabs, or hunalign's `target @ source`.
  ///
  ///     try LexiconFile.read("صلح\tpeace\n", left: .persian, right: .english).translations(of: "peace").first?.word   // "صلح"
  ///
  /// Of a dictionary in two columns, the scripts tell which one is Persian; a lexicon that was learnt names its languages itself.
  /// - Throws: ``AlignmentFormatError`` for a line that can't be read, ``LexiconError`` for a file without entries or of other languages.
  public static func read(_ text: String, left: LanguageTag, right: LanguageTag) throws -> Lexicon {
    if isLexicon(text) {
      let lexicon = try read(text)
      guard !lexicon.isEmpty, lexicon.entryCount > 0 else { throw LexiconError.noEntries }
      let languages = Set([lexicon.left.primary, lexicon.right.primary])
      guard languages == [left.primary, right.primary] else {
        throw LexiconError.otherLanguages(lexicon.left, lexicon.right)
      }
      return lexicon
    }
    var entries = readDictionary(text)
    if entries.isEmpty { entries = readHunalignDictionary(text) }
    guard !entries.isEmpty else { throw LexiconError.noEntries }
    // A column of Arabic script under a Latin language is the other language's.
    func isArabic(_ text: String) -> Bool { text.unicodeScalars.contains { (0x620...0x6FF).contains($0.value) } }
    let sample = entries.prefix(200)
    let arabicLeft = sample.count { isArabic($0.left) }, arabicRight = sample.count { $0.right.contains(where: isArabic) }
    let leftIsPersian = arabicLeft >= arabicRight
    var lexicon = Lexicon(left: left, right: right)
    if left.language == .persian && !leftIsPersian || right.language == .persian && arabicLeft > arabicRight {
      lexicon = Lexicon(left: right, right: left)
    }
    lexicon.add(dictionary: entries)
    return lexicon
  }

  /// hunalign's dictionary: `target phrase @ source phrase`, the target first.
  static func readHunalignDictionary(_ text: String) -> [DictionaryEntry] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let mark = line.firstRange(of: " @ ") else { return nil }
      let (target, source) = (line[..<mark.lowerBound], line[mark.upperBound...])
      return source.isEmpty || target.isEmpty ? nil : DictionaryEntry(left: String(source), right: [String(target)])
    }
  }
}

/// A lexicon that is of no use here: better said than passed over.
public enum LexiconError: Error, Hashable, Sendable {
  case noEntries
  case otherLanguages(LanguageTag, LanguageTag)
}
