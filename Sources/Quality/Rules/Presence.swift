internal import Language

// Is there a translation at all, in the right language, of a credible length?

extension Examination {
  /// Rules `empty`, `untranslated` and `wrong-language`.
  /// - Returns: false when the pair is no pair, so that nothing else is worth checking.
  mutating func checkPresence() -> Bool {
    if source.visible == 0 || target.visible == 0 {
      if source.visible > 0 { add(.empty, source: 0..<source.scalars.count, target: 0..<target.scalars.count, .empty(.target)) }
      if target.visible > 0 { add(.empty, source: 0..<source.scalars.count, target: 0..<target.scalars.count, .empty(.source)) }
      return false
    }
    let wholes = (0..<source.scalars.count, 0..<target.scalars.count)
    if source.tag.primary != target.tag.primary, isUntranslated {
      add(.untranslated, source: wholes.0, target: wholes.1, .identical)
      return false
    }
    let isSourceRight = checkLanguage(.source), isTargetRight = checkLanguage(.target)
    return isSourceRight && isTargetRight
  }

  /// Names, codes, numbers and abbreviations stay as they are; words with small letters or of Persian don't.
  private var isUntranslated: Bool {
    guard FoldingKey.of(source.text, blanks: .dropped) == FoldingKey.of(target.text, blanks: .dropped) else { return false }
    if source.arabicLetters > 0 { return source.language == .persian || target.language == .persian }
    let small = source.words.filter { isPlain($0, source) }
    return source.words.count >= 3 && small.count * 3 >= source.words.count
  }

  /// A Latin word without a capital at its start.
  private func isPlain(_ word: Token, _ side: SideText) -> Bool {
    word.script == .latin && side.scalars[word.range.lowerBound].properties.isLowercase
  }

  private mutating func checkLanguage(_ name: Finding.Side) -> Bool {
    let side = self[name]
    let letters = side.arabicLetters + side.latinLetters + side.otherLetters
    guard letters >= 3, side.language != .other else { return true }
    let wrong = side.language == .persian ? side.latinLetters : side.arabicLetters
    let whole = 0..<side.scalars.count
    if side.otherLetters * 2 > letters {
      add(.wrongLanguage, on: name, whole, .language(name, found: "another script"))
      return false
    }
    let foreign = side.words.filter { side.language == .persian ? isPlain($0, side) : $0.script == .arabic }
    if wrong * 5 > letters * 4, foreign.count * 3 >= side.words.count, foreign.count >= (side.language == .persian ? 2 : 1) {
      add(.wrongLanguage, on: name, whole, .language(name, found: side.language == .persian ? "Latin script" : "Arabic script"))
      return false
    }
    if side.language == .persian, let place = arabicWords(in: side) {
      add(.wrongLanguage, atMost: .warning, on: name, place, .language(name, found: "Arabic"))
      return false
    }
    if let run = foreignRun(in: side) {
      add(
        .wrongLanguage, atMost: .warning, on: name, run,
        .language(name, found: side.language == .persian ? "Latin script" : "Arabic script"))
    }
    return true
  }

  /// Words in a row that are no names and were left in the other script: two of Persian in English, three plain ones of English in Persian.
  /// What stands in quotation marks or brackets is an example.
  private func foreignRun(in side: SideText) -> Range<Int>? {
    let wanted = side.language == .persian ? 3 : 2
    var run: [Token] = []
    func place() -> Range<Int>? {
      guard run.count >= wanted, !side.isQuoted(run[0].range.lowerBound) else { return nil }
      return run[0].range.lowerBound..<run[run.count - 1].range.upperBound
    }
    for token in side.tokens {
      if token.kind == .word && (side.language == .persian ? isPlain(token, side) : token.script == .arabic) {
        run.append(token)
      } else {
        if let place = place() { return place }
        run = []
      }
    }
    return place()
  }

  /// Arabic under a Persian tag: most words bear ال or ة, at least one of Arabic's small words is there and none of Persian's.
  private func arabicWords(in side: SideText) -> Range<Int>? {
    guard side.words.count >= 3 else { return nil }
    var evidence = 0, small = 0
    for word in side.words where word.script == .arabic {
      let text = side.scalars[word.range]
      if text.contains(where: { "پچژگ".unicodeScalars.contains($0) }) || Self.persianSmallWords.contains(word.key) { return nil }
      if Self.arabicSmallWords.contains(word.key) {
        small += 1
      } else if text.count > 4 && word.key.hasPrefix("ال") || text.last == "\u{0629}" {
        evidence += 1
      }
    }
    guard small >= 1, (evidence + small) * 2 >= side.words.count else { return nil }
    return side.words[0].range.lowerBound..<side.words.last!.range.upperBound
  }

  private static let arabicSmallWords: Set<String> = ["في", "الي", "علي", "التي", "الذي", "هذا", "هذه", "ان", "من", "عن", "مع", "قد", "لا"]
    .reduce(into: []) { $0.insert(FoldingKey.of($1)) }
  private static let persianSmallWords: Set<String> = [
    "در", "به", "از", "که", "را", "با", "این", "ان", "است", "شد", "برای", "های", "بود", "کرد", "یک", "می", "هم", "بر", "تا", "نیز",
  ]

  /// Rule `length`: visible characters against the usual ratio.
  ///
  /// English has 1.12 visible characters for one of Persian in TICO-19, 1.06 in NTREX, 1.34 in diplomatic papers; 4,217 pairs of theirs have ratios of 0.51...1.96
  /// from 10 characters on. A pair is out of proportion when, with 12 characters allowed on each side, it is 2.3 times off a ratio of 1.17.
  mutating func checkLength() {
    guard let persian = side(in: .persian), self[persian.other].language == .english else { return }
    let ratio = persian == .source ? 1.17 : 1 / 1.17
    let expected = Double(source.visible) * ratio
    let factor = (Double(target.visible) + 12) / (expected + 12)
    guard factor > 2.3 || factor < 1 / 2.3 else { return }
    add(
      .length, source: 0..<source.scalars.count, target: 0..<target.scalars.count,
      .length(source: source.visible, target: target.visible, expected: Int(expected.rounded())))
  }
}
