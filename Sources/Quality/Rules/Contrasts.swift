internal import Language
internal import Terminology

// Senses that exclude one another: a rise that became a fall, an ambassador who became a consul. The words are those of `ContrastSet.standard`.

extension Examination {
  /// Rule `mistranslation`: the source has a word of one sense of a set and none of a second, the target one of the second and none of the first.
  ///
  /// Nothing is said where another word of either side may account for the two, or where one of them is denied and the other is not.
  mutating func checkContrasts() {
    guard let name = side(in: .persian), self[name.other].language == .english else { return }
    let index = ContrastIndex.standard
    let ours = index.mentions(in: source), theirs = index.mentions(in: target)
    guard !ours.isEmpty, !theirs.isEmpty else { return }
    var shared: (source: [Range<Int>], target: [Range<Int>])?
    var reported: [(Range<Int>, Range<Int>)] = []
    for (set, mine) in ours.sorted(by: { $0.key < $1.key }) {
      guard let other = theirs[set], let (first, second) = contrast(mine, other) else { continue }
      let (place, otherPlace) = (first.occurrence.range, second.occurrence.range)
      let shielded = shared ?? sharedTerms()
      shared = shielded
      // A term that is only a part of the words («نشست» of «نشست مجازی») accounts for that part.
      if shielded.source.contains(where: { $0.covers(place) }) || shielded.target.contains(where: { $0.covers(otherPlace) }) { continue }
      if reported.contains(where: { $0.0.overlaps(place) || $0.1.overlaps(otherPlace) }) || isReported(place, otherPlace) { continue }
      // Of two opposites one denied is the other; of many kinds of a thing it isn't.
      if ContrastSet.standard[set].senses.count < 4, isDenied(source, first.occurrence) != isDenied(target, second.occurrence) { continue }
      if isAccounted(first, second, name, index.heads(of: set)) || hasCounterpart(within: place) { continue }
      reported.append((place, otherPlace))
      let sense = ContrastSet.standard[set].senses[first.senses.first!]
      let wanted = Array((name == .source ? sense.english : sense.persian).prefix(3))
      add(
        .mistranslation, source: place, target: otherPlace, suggestion: wanted.first,
        .confusedTerm(source.string(place), wanted: wanted, found: target.string(otherPlace)))
    }
  }

  /// The first word of each side that only a sense of its own explains.
  private func contrast(
    _ ours: [ContrastIndex.Mention], _ theirs: [ContrastIndex.Mention]
  ) -> (ContrastIndex.Mention, ContrastIndex.Mention)? {
    let all = (Set(ours.flatMap(\.senses)), Set(theirs.flatMap(\.senses)))
    let mine = ours.filter { !$0.isExcuse && $0.senses.isDisjoint(with: all.1) }
    let others = theirs.filter { !$0.isExcuse && $0.senses.isDisjoint(with: all.0) }
    guard let first = mine.first, let second = others.first else { return nil }
    guard first.isWithin, second.isWithin else { return (first, second) }
    // Two words within phrases («مرکزی» in «بانک مرکزی», Federal in Federal Reserve): the phrases are told by a set of their own.
    if let first = mine.first(where: { !$0.isWithin }) { return (first, second) }
    return others.first { !$0.isWithin }.map { (first, $0) }
  }

  private func isReported(_ place: Range<Int>, _ otherPlace: Range<Int>) -> Bool {
    findings.contains {
      $0.severity > .info && ($0.source.map { $0.overlaps(place) } ?? false || $0.target.map { $0.overlaps(otherPlace) } ?? false)
    }
  }

  /// The places of terms that the glossary finds on both sides.
  private func sharedTerms() -> (source: [Range<Int>], target: [Range<Int>]) {
    let ours = Set(terms.source.flatMap { $0.entries.map(\.concept.id) })
    let shared = ours.intersection(terms.target.flatMap { $0.entries.map(\.concept.id) })
    func places(_ occurrences: [TermIndex.Occurrence]) -> [Range<Int>] {
      occurrences.filter { $0.entries.contains { shared.contains($0.concept.id) } }.map(\.range)
    }
    return (places(terms.source), places(terms.target))
  }

  /// True when a negation stands with a word: in English some words before it, in Persian also at the verb behind it.
  private func isDenied(_ side: SideText, _ occurrence: TermIndex.Occurrence) -> Bool {
    let signs = side.language == .persian ? NegationSigns(persian: side) : NegationSigns(english: side)
    guard let first = side.words.firstIndex(where: { $0.range.overlaps(occurrence.range) }),
      let last = side.words.lastIndex(where: { $0.range.overlaps(occurrence.range) })
    else { return false }
    let verbs = side.words.indices.filter { index in signs.verbs.contains { $0.range == side.words[index].range } }
    let denying = Set(verbs + signs.words.map(\.index).filter { ($0 < first || $0 > last) && side.words[$0].key != "free" })
    return side.language == .persian
      ? denying.contains { $0 >= first - 3 && $0 <= last + 6 } : denying.contains { $0 >= first - 5 && $0 <= last + 2 }
  }

  /// True when the bilingual lexicon has a word of the other side, besides the two, for one of them.
  /// - Parameter heads: words that don't tell the senses of the set apart: منطقه, zone.
  private func isAccounted(
    _ first: ContrastIndex.Mention, _ second: ContrastIndex.Mention, _ persian: Finding.Side, _ heads: Set<String>
  ) -> Bool {
    let (mine, other) = persian == .source ? (first, second) : (second, first)
    let (fa, en) = (self[persian], self[persian.other])
    func keys(_ words: some Sequence<Token>) -> Set<String> {
      Set(words.filter { !LanguageGuess.persianSmall.contains($0.key) }.flatMap { [$0.key, Stemmer.stem(of: $0.key, script: .arabic)] })
    }
    func stems(_ words: some Sequence<Token>) -> [String] {
      words.filter { !LanguageGuess.english.contains($0.key) }.map { Stemmer.stem(of: $0.key, script: .latin) }
    }
    let (ours, rest) = fa.words.partitioned { $0.range.overlaps(mine.occurrence.range) }
    let (theirs, others) = en.words.partitioned { $0.range.overlaps(other.occurrence.range) }
    let vocabulary = EnglishVocabulary.standard
    let restKeys = keys(rest)
    // Two phrases are exact enough.
    if ours.count > 1, theirs.count > 1 { return false }
    // Of a phrase every word is accounted for: “death” of “death sentence” is more than «حکم».
    let theirStems = stems(theirs).filter { !heads.contains($0) }, otherStems = stems(others)
    let ourKeys = ours.map { keys([$0]).subtracting(heads) }.filter { !$0.isEmpty }
    return !theirStems.isEmpty && theirStems.allSatisfy { vocabulary.renders(stem: $0, anyOf: restKeys) }
      || !ourKeys.isEmpty && ourKeys.allSatisfy { keys in otherStems.contains { vocabulary.renders(stem: $0, anyOf: keys) } }
  }
}

extension Range<Int> {
  fileprivate func covers(_ other: Self) -> Bool { lowerBound <= other.lowerBound && upperBound >= other.upperBound }
}

extension Sequence {
  /// The elements that pass, and those that don't, each in their order.
  fileprivate func partitioned(_ passes: (Element) -> Bool) -> (passing: [Element], rest: [Element]) {
    reduce(into: ([], [])) { if passes($1) { $0.0.append($1) } else { $0.1.append($1) } }
  }
}

/// The words of all contrast sets, recognised as terms are.
struct ContrastIndex: Sendable {
  /// A word of a set in a text, and which of its senses it may tell.
  struct Mention {
    var occurrence: TermIndex.Occurrence
    var senses: Set<Int>
    /// The set has it only as an excuse.
    var isExcuse: Bool
    /// It shares words with a phrase of another set: «دفاع» in «وزیر دفاع».
    var isWithin: Bool
  }

  let index: TermIndex
  private let heads: [Int: Set<String>]

  /// Made once, when it is first asked for.
  static let standard = ContrastIndex()

  private init() {
    var concepts: [Concept] = []
    var heads: [Int: Set<String>] = [:]
    for (set, contrast) in ContrastSet.standard.enumerated() {
      heads[set] = Self.heads(of: contrast)
      for (sense, words) in contrast.senses.enumerated() {
        func file(_ all: [String], _ language: LanguageTag, _ part: Term.PartOfSpeech? = nil) {
          for isExcuse in [false, true] {
            let terms = all.filter { words.excuses.contains($0) == isExcuse }.map {
              var term = Term($0, language: language)
              term.partOfSpeech = part
              return term
            }
            if !terms.isEmpty { concepts.append(Concept(id: "\(set * 200 + sense * 2 + (isExcuse ? 1 : 0))", terms: terms)) }
          }
        }
        // A verb that is denied («نپذیرفت») is told by the words beside it, not by its stem.
        let persian = words.persian.filter { word in !Tokenizer.tokens(of: word).contains { $0.key.withUTF8Bytes { Stemmer.isNegated($0) } }
        }
        file(persian, .persian)
        // As any word, and inflected as a verb: the rise, rising, increased.
        file(words.english, .english)
        file(words.english, .english, .verb)
      }
    }
    index = TermIndex([Termbase(name: "contrasts", concepts: concepts)])
    self.heads = heads.filter { !$0.value.isEmpty }
  }

  /// Keys and stems of the words that phrases of several senses of a set have in common.
  func heads(of set: Int) -> Set<String> { heads[set] ?? [] }

  private static func heads(of contrast: ContrastSet) -> Set<String> {
    var senses: [String: Set<Int>] = [:]
    for (number, sense) in contrast.senses.enumerated() {
      for phrase in sense.persian + sense.english {
        let words = Tokenizer.tokens(of: phrase).filter { $0.kind == .word }
        guard words.count > 1 else { continue }
        for word in words {
          senses[word.key, default: []].insert(number)
          senses[Stemmer.stem(of: word.key, script: word.script), default: []].insert(number)
        }
      }
    }
    return Set(senses.filter { $0.value.count > 1 }.keys)
  }

  /// The words of sets in a text, by set.
  ///
  /// A phrase hides its words from its own set only: «شورای اقتصادی و اجتماعی» is no other council, and still something economic.
  func mentions(in side: SideText) -> [Int: [Mention]] {
    let found = index.recognize(in: side.text, language: side.tag, nested: true).map { ($0, senses(of: $0.entries)) }
    var mentions: [Int: [Mention]] = [:]
    for (occurrence, its) in found {
      // A verb far from its noun, or “in direct” for indirect, is too little to go by.
      let isApart =
        side.language == .english && side.string(occurrence.range).contains(" ") && !occurrence.term.text.contains { " -".contains($0) }
      if occurrence.parts.count > 1 || isApart { continue }
      let around = found.filter { $0.0.range != occurrence.range && $0.0.range.covers(occurrence.range) }
      for (set, its) in its where !around.contains(where: { $0.1[set] != nil }) {
        mentions[set, default: []].append(
          Mention(occurrence: occurrence, senses: its.senses, isExcuse: its.isExcuse, isWithin: !around.isEmpty))
      }
      // A term that goes beyond a longer one.
      for overlap in occurrence.overlaps {
        for (set, other) in senses(of: overlap.entries) where its[set] == nil {
          mentions[set, default: []].append(
            Mention(occurrence: occurrence, senses: other.senses, isExcuse: true, isWithin: true))
        }
      }
    }
    return mentions
  }

  private func senses(of entries: [TermIndex.Entry]) -> [Int: (senses: Set<Int>, isExcuse: Bool)] {
    var senses: [Int: (senses: Set<Int>, isExcuse: Bool)] = [:]
    for entry in entries {
      let number = entry.concept.id.utf8.reduce(0) { $0 * 10 + Int($1) - 48 }
      senses[number / 200, default: ([], true)].senses.insert(number % 200 / 2)
      if number.isMultiple(of: 2) { senses[number / 200]!.isExcuse = false }
    }
    return senses
  }
}
