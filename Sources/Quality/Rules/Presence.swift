internal import Language
internal import Terminology

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
    if let language = otherLanguage(side) {
      add(.wrongLanguage, atMost: .warning, on: name, whole, .language(name, found: language))
      return false
    }
    if let run = foreignRun(in: side) {
      add(
        .wrongLanguage, atMost: .warning, on: name, run,
        .language(name, found: side.language == .persian ? "Latin script" : "Arabic script"))
    }
    return true
  }

  /// Words that are no names and were left in the other script: one of Persian in English, one of the English dictionary or two others in Persian.
  /// What stands in quotation marks or brackets is an example, what stands between hyphens or dots an address.
  private func foreignRun(in side: SideText) -> Range<Int>? {
    var run: [Token] = []
    func place() -> Range<Int>? {
      guard let first = run.first, let last = run.last, !side.isQuoted(first.range.lowerBound) else { return nil }
      if side.language == .persian {
        // A unit or a sign of the trade is no word.
        let isWord = run.contains { $0.key.utf8.count >= 4 && EnglishVocabulary.standard.has($0.key) }
        guard isWord || run.count >= 3 else { return nil }
      } else {
        guard run.contains(where: { $0.key.unicodeScalars.count > 1 }) else { return nil }
      }
      // A source that has the word as its translation has it: a term of the trade, unless Persian has words of its own for it.
      if side.side == .source, target.words.contains(where: { $0.key == first.key }), !isEveryday(run) { return nil }
      return first.range.lowerBound..<last.range.upperBound
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

  /// True for English words each of which renders several of Persian; addresses have points.
  private func isEveryday(_ run: [Token]) -> Bool {
    run.allSatisfy { word in
      let stem = Stemmer.stem(of: word.key, script: .latin)
      return EnglishVocabulary.standard.rendered(stem: stem) >= 3 || SmallWords.isSmall(word.key, stem: stem)
    }
      && !source.scalars[max(0, run[0].range.lowerBound - 1)..<min(source.scalars.count, run[run.count - 1].range.upperBound + 1)]
        .contains { "./@_:".unicodeScalars.contains($0) }
  }

  /// Rule `length`: visible characters against the usual ratio, names and terms that both sides have left out, for an acronym is as good as its words.
  ///
  /// English has 1.12 visible characters for one of Persian in TICO-19, 1.06 in NTREX, 1.34 in diplomatic papers; 4,217 pairs of theirs have ratios of 0.51...1.96
  /// from 10 characters on. The share of single words evens out over a text: with 12 characters allowed on each side, a pair is out of proportion when it is
  /// 2.3 times off a ratio of 1.17 where it is short and 1.9 times where it is long.
  mutating func checkLength() {
    guard let persian = side(in: .persian), self[persian.other].language == .english else { return }
    let ratio = persian == .source ? 1.17 : 1 / 1.17
    let shared = sharedLengths()
    let (ours, theirs) = (Double(source.visible - shared.source), Double(target.visible - shared.target))
    let expected = ours * ratio
    let limit = 1.9 + 0.4 * min(1, 40 / max(ours, theirs, 1))
    func isOut(_ theirs: Double, _ expected: Double) -> Bool {
      let factor = (theirs + 12) / (expected + 12)
      return factor > limit || factor < 1 / limit
    }
    guard isOut(theirs, expected), isOut(Double(target.visible), Double(source.visible) * ratio) else { return }
    add(
      .length, source: 0..<source.scalars.count, target: 0..<target.scalars.count,
      .length(source: source.visible, target: target.visible, expected: Int((Double(source.visible) * ratio).rounded())))
  }

  /// Visible characters of names and terms that stand on both sides, and of a name in full (Words With Capitals) where the other side has an acronym.
  private func sharedLengths() -> (source: Int, target: Int) {
    var taken = (source: 0, target: 0)
    func visible(_ side: SideText, _ range: Range<Int>) -> Int { side.visibleCount(range) }
    let found = (Gazetteer.occurrences(in: source.tokens, of: source.scalars), Gazetteer.occurrences(in: target.tokens, of: target.scalars))
    var used: Set<Int> = []
    var covered: (source: [Range<Int>], target: [Range<Int>]) = ([], [])
    func range(_ occurrence: Gazetteer.Occurrence, _ side: SideText) -> Range<Int> {
      side.tokens[occurrence.tokens.lowerBound].range.lowerBound..<side.tokens[occurrence.tokens.upperBound - 1].range.upperBound
    }
    for mine in found.0 {
      guard
        let other = found.1.indices.first(where: { index in
          !used.contains(index) && found.1[index].names.contains { mine.names.contains($0) }
        })
      else { continue }
      used.insert(other)
      covered.source.append(range(mine, source))
      covered.target.append(range(found.1[other], target))
    }
    for mine in terms.source where !covered.source.contains(where: { $0.overlaps(mine.range) }) {
      let concepts = Set(mine.entries.map(\.concept))
      guard
        let other = terms.target.first(where: { other in
          other.entries.contains { concepts.contains($0.concept) } && !covered.target.contains { $0.overlaps(other.range) }
        })
      else { continue }
      covered.source.append(mine.range)
      covered.target.append(other.range)
    }
    for place in covered.source { taken.source += visible(source, place) }
    for place in covered.target { taken.target += visible(target, place) }
    return taken
  }
}
