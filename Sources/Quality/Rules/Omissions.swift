internal import Language

// Words of one side that nothing on the other accounts for: a clause that the translator left out, or put in.

extension Examination {
  /// Rules `omission` and `addition`: several words in a row are without counterpart, the other side has fewer words left that might be theirs, and the
  /// lengths say the same.
  ///
  /// Words are matched one to one (``WordMatching``), so that a word that stands twice needs two. Three words that are all of a clause between two marks
  /// are enough, and two more than are left on the other side; amid a clause it takes five and five, for a free translation leaves words on both.
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
      // English has 1.06 to 1.34 characters for one of Persian.
      guard side == name ? ratio <= 1 : ratio >= 1.3, let run = lostRun(own, isMatched, otherLeft, self[side]) else { continue }
      let place = own[run.lowerBound].range.lowerBound..<own[run.upperBound - 1].range.upperBound
      let text = self[side].string(place)
      if side == .source { add(.omission, source: place, .missing(text)) } else { add(.addition, target: place, .added(text)) }
    }
  }

  /// The longest row of words without counterpart that is long enough to be told.
  private func lostRun(_ words: [ContentWord], _ isMatched: [Bool], _ otherLeft: Int, _ side: SideText) -> Range<Int>? {
    var best: Range<Int>?
    for run in runs(words, isMatched, side) where run.count < words.count && run.count > best?.count ?? 0 {
      // What may be a name counts for nothing: it may be spelt in ways that no table has.
      let ordinary = words[run].count { !$0.mayBeName }
      let isClause = isClause(run, words, side)
      if ordinary >= (isClause ? 3 : 5), run.count - otherLeft >= (isClause ? 2 : 5) { best = run }
    }
    return best
  }

  /// Rows of words without counterpart: those of whole clauses, and those that no mark was asked for.
  private func runs(_ words: [ContentWord], _ isMatched: [Bool], _ side: SideText) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0, clause = 0
    for index in 0...words.count {
      let isEnd = index == words.count
      if index > 0, isEnd || isParted(words[index - 1], words[index], side) {
        if clause < index, isMatched[clause..<index].allSatisfy({ !$0 }) { runs.append(clause..<index) }
        clause = index
      }
      if isEnd || isMatched[index] {
        if start < index { runs.append(start..<index) }
        start = index + 1
      }
    }
    return runs
  }

  /// True when marks stand on both sides of a row of words, or the segment's ends.
  private func isClause(_ run: Range<Int>, _ words: [ContentWord], _ side: SideText) -> Bool {
    (run.lowerBound == 0 || isParted(words[run.lowerBound - 1], words[run.lowerBound], side))
      && (run.upperBound == words.count || isParted(words[run.upperBound - 1], words[run.upperBound], side))
  }

  /// True when a mark stands between two words; a hyphen or an apostrophe is none.
  private func isParted(_ first: ContentWord, _ second: ContentWord, _ side: SideText) -> Bool {
    side.scalars[first.range.upperBound..<max(first.range.upperBound, second.range.lowerBound)].contains {
      "،؛,;:.()[]«»“”\"—–!?؟".unicodeScalars.contains($0)
    }
  }
}
