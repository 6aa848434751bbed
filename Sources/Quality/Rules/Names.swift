internal import Language
internal import Terminology

// Persons, places and bodies: another name in the translation.

extension Examination {
  /// Rule `name`: a name of one side has no counterpart where the other side has one of its kind without counterpart, too.
  ///
  /// Names meet by the gazetteer (a country as its people, a capital for its country), by letters (``NameSkeleton/matches(_:_:)``), because the glossary or
  /// the bilingual lexicon has the pair, or because a description stands for a body. One name without counterpart is no error: translators say “he”, and
  /// “the two countries”.
  mutating func checkNames() {
    guard let persian = side(in: .persian), self[persian.other].language == .english else { return }
    let (fa, en) = (self[persian], self[persian.other])
    var ours = NameMention.persian(in: fa), theirs = NameMention.english(in: en)
    guard !ours.isEmpty, !theirs.isEmpty else { return }
    cover(&ours, &theirs, persian)
    let meeting = NameMeeting(fa: fa, en: en)
    for mine in ours.indices {
      for other in theirs.indices where meeting.agree(ours[mine], theirs[other]) {
        (ours[mine].isMatched, theirs[other].isMatched) = (true, true)
      }
    }
    meeting.matchMetonyms(&ours, &theirs)
    // A name in English may be spelt by any run of Persian letters, also by words that are no names.
    for other in theirs.indices where !theirs[other].isMatched {
      theirs[other].isMatched = meeting.isSpelt(theirs[other], isEnglish: true, among: ours)
    }
    for mine in ours.indices where !ours[mine].isMatched {
      ours[mine].isMatched = meeting.isSpelt(ours[mine], isEnglish: false, among: theirs)
    }
    meeting.describe(&ours, &theirs)
    NameMention.completePersons(&ours)
    NameMention.completePersons(&theirs)
    report(ours, theirs, persian)
  }

  private mutating func report(_ ours: [NameMention], _ theirs: [NameMention], _ persian: Finding.Side) {
    let (fa, en) = (self[persian], self[persian.other])
    var open = theirs.filter { !$0.isMatched && $0.isSure }
    for mine in ours where !mine.isMatched && mine.isSure {
      guard let place = open.firstIndex(where: { mine.canBe(replacedBy: $0) && NameMention.areNamed(mine, $0, fa, en) }) else { continue }
      let other = open.remove(at: place)
      let spots = persian == .source ? (mine.range, other.range) : (other.range, mine.range)
      if isSaid(spots) { continue }
      let wanted = persian == .source ? mine.names.first?.english : other.names.first?.persian
      add(
        .name, source: spots.0, target: spots.1, suggestion: wanted,
        .differs(source: source.string(spots.0), target: target.string(spots.1)))
    }
  }

  /// True when the terms have said it, or a currency's country was (the dollars of Canada, US$).
  private func isSaid(_ spots: (source: Range<Int>, target: Range<Int>)) -> Bool {
    func isNear(_ place: Range<Int>?, _ spot: Range<Int>) -> Bool {
      place.map { max($0.lowerBound, spot.lowerBound) - min($0.upperBound, spot.upperBound) < 12 } ?? false
    }
    return findings.contains { finding in
      switch finding.rule {
      case .termConfused: finding.source?.overlaps(spots.source) == true || finding.target?.overlaps(spots.target) == true
      case .currency: isNear(finding.source, spots.source) && isNear(finding.target, spots.target)
      default: false
      }
    }
  }

  /// Names within terms of the glossary that both sides have are matched.
  private func cover(_ ours: inout [NameMention], _ theirs: inout [NameMention], _ persian: Finding.Side) {
    let found = persian == .source ? terms : (terms.target, terms.source)
    func match(_ names: inout [NameMention], _ place: Range<Int>) {
      for index in names.indices
      where place.lowerBound <= names[index].range.lowerBound && names[index].range.upperBound <= place.upperBound {
        names[index].isMatched = true
      }
    }
    for mine in found.0 {
      let concepts = Set(mine.entries.map(\.concept))
      for other in found.1 where other.entries.contains(where: { concepts.contains($0.concept) }) {
        match(&ours, mine.range)
        match(&theirs, other.range)
      }
    }
    // A capital within a term that the source lacks is the terms' concern.
    for other in found.1 where other.range.count > 0 {
      for index in theirs.indices where theirs[index].rows.isEmpty && theirs[index].range.overlaps(other.range) {
        theirs[index].isMatched = true
      }
    }
  }

  /// True when a name within a place of the source, or one that covers it, stands in the target in another form or by what it stands for.
  func hasCounterpart(within place: Range<Int>, on name: Finding.Side = .source) -> Bool {
    func names(_ side: SideText, _ place: Range<Int>) -> [Gazetteer.Name] {
      Gazetteer.occurrences(in: side.tokens, of: side.scalars).filter { occurrence in
        let (first, last) = (side.tokens[occurrence.tokens.lowerBound].range, side.tokens[occurrence.tokens.upperBound - 1].range)
        let its = first.lowerBound..<last.upperBound
        return its.clamped(to: place) == its || place.clamped(to: its) == place
      }.flatMap { $0.names.map(Gazetteer.name) }
    }
    let (side, other) = (self[name], self[name.other])
    let ours = names(side, place)
    guard !ours.isEmpty else { return false }
    return names(other, 0..<other.scalars.count).contains { twin in
      ours.contains { $0.isSame(as: twin) || $0.canStand(for: twin) || twin.canStand(for: $0) }
    }
  }
}
