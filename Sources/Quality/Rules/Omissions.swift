internal import Language

// Words of one side that nothing on the other accounts for: a clause that the translator left out, or put in.

extension Examination {
  /// Rules `omission` and `addition`: several words in a row are without counterpart, the other side has fewer words left that might be theirs, and the
  /// lengths say the same.
  ///
  /// Words are matched one to one (``WordMatching``), so that a word that stands twice needs two. Three words that are all of a clause or of an item between
  /// marks or conjunctions are enough, and two more than are left on the other side, or two where all the others meet; amid a clause it takes five and five, for a free translation leaves
  /// words on both.
  mutating func checkOmissions() {
    guard let name = side(in: .persian), self[name.other].language == .english else { return }
    // The whole was said to be out of proportion.
    if findings.contains(where: { $0.rule == .length }) { return }
    let words = contentWords(persian: name)
    // What is left over can't be more than what there is more of.
    guard abs(words.persian.count - words.english.count) >= 2 else { return }
    let matching = WordMatching(words.persian, words.english)
    let ratio = Double(self[name.other].visible) / Double(self[name].visible)
    for (side, own, isMatched, otherLeft) in [
      (name, words.persian, matching.isPersianMatched, matching.englishLeft),
      (name.other, words.english, matching.isEnglishMatched, matching.persianLeft),
    ] {
      guard let run = lostRun(own, isMatched, otherLeft, side, isPersian: side == name, ratio) else { continue }
      let place = own[run.lowerBound].range.lowerBound..<own[run.upperBound - 1].range.upperBound
      let text = self[side].string(place)
      if side == .source { add(.omission, source: place, .missing(text)) } else { add(.addition, target: place, .added(text)) }
    }
  }

  /// The longest row of words without counterpart that is long enough to be told.
  private func lostRun(
    _ words: [ContentWord], _ isMatched: [Bool], _ otherLeft: Int, _ name: Finding.Side, isPersian: Bool, _ ratio: Double
  ) -> Range<Int>? {
    let side = self[name]
    var best: Range<Int>?
    for run in runs(words, isMatched, side) where run.count < words.count && run.count > best?.count ?? 0 {
      // What may be a name counts for nothing: it may be spelt in ways that no table has.
      let ordinary = words[run].count { !$0.mayBeName }
      let isItem = isParted(before: run.lowerBound, words, side) && isParted(before: run.upperBound, words, side)
      // Names in their own script stand for much that a translator tells in other ways.
      let place = words[run.lowerBound].range.lowerBound..<words[run.upperBound - 1].range.upperBound
      if isPersian, side.words.contains(where: { $0.script == .latin && place.overlaps($0.range) }) { continue }
      guard ordinary >= (isItem ? 2 : 5), run.count - otherLeft >= (isItem ? 2 : 5) else { continue }
      // Two words are told only where all the others of both sides meet.
      if run.count == 2, otherLeft > 0 || isMatched.count(where: { !$0 }) > 2 || words.count < 6 { continue }
      // English has 1.06 to 1.34 characters for one of Persian.
      if isPersian ? ratio <= (isItem ? 1.25 : 1) : ratio >= (isItem ? 1.2 : 1.3) { best = run }
    }
    return best
  }

  /// Rows of words without counterpart: whole clauses and items, and whatever stands between two words that have one.
  private func runs(_ words: [ContentWord], _ isMatched: [Bool], _ side: SideText) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0, item = 0
    for index in 0...words.count {
      if index > item, isParted(before: index, words, side) {
        if isMatched[item..<index].allSatisfy({ !$0 }) { runs.append(item..<index) }
        item = index
      }
      if index == words.count || isMatched[index] {
        if start < index { runs.append(start..<index) }
        start = index + 1
      }
    }
    return runs
  }

  /// True at a segment's ends, and where a mark or a conjunction stands before a word; a hyphen or an apostrophe is none.
  private func isParted(before index: Int, _ words: [ContentWord], _ side: SideText) -> Bool {
    guard index > 0, index < words.count else { return true }
    let gap = words[index - 1].range.upperBound..<max(words[index - 1].range.upperBound, words[index].range.lowerBound)
    if side.scalars[gap].contains(where: { "،؛,;:.()[]«»“”\"—–!?؟".unicodeScalars.contains($0) }) { return true }
    // حمل و نقل is one word.
    let isCompound = words[index].keys.contains { Self.secondHalves.contains($0) }
    return !isCompound && side.words.contains { gap.contains($0.range.lowerBound) && Self.joints.contains($0.key) }
  }

  private static let joints: Set<String> = ["و", "یا", "ضمن", "and", "or", "while"]
  private static let secondHalves: Set<String> = ["نقل", "میر", "گو", "گوی", "امد", "شنود", "جو", "جوی", "خیز", "سوز", "پرداخت"]
}
