internal import Language
internal import Terminology

// A translation that is word for word but for one word: the two that are left must stand for each other, and don't.

extension Examination {
  /// Rule `term-confused`, where neither a glossary nor a contrast set has the wrong word: a term of the glossary is missing, and one word of the
  /// translation is left for it.
  ///
  /// Words meet when the bilingual lexicon has the pair, or a synonym's; names, numbers, terms that both sides have and small words don't count.
  /// - Parameters:
  ///   - missing: the places of missing terms that are nouns.
  ///   - terms: all terms of both sides, and which of the target's the source accounts for.
  mutating func checkLeftovers(
    _ missing: [Range<Int>], _ terms: (ours: [TermIndex.Occurrence], theirs: [TermIndex.Occurrence], isMatched: [Bool])
  ) {
    guard !missing.isEmpty, profile[.termConfused] != nil, let name = side(in: .persian), self[name.other].language == .english else {
      return
    }
    let (fa, en) = (self[name], self[name.other])
    let known = zip(terms.theirs, terms.isMatched).filter(\.1).map(\.0)
    let concepts = Set(known.flatMap { $0.entries.map(\.concept.id) })
    let shared = (terms.ours.filter { $0.entries.contains { concepts.contains($0.concept.id) } }.map(\.range), known.map(\.range))
    let ours = persianWords(fa, name == .source ? shared.0 : shared.1), theirs = englishWords(en, name == .source ? shared.1 : shared.0)
    guard ours.count >= 2, theirs.count >= 2, ours.count + theirs.count < 80 else { return }
    let vocabulary = EnglishVocabulary.standard
    var isMet = [Bool](repeating: false, count: ours.count)
    var left: [ContentWord] = []
    for word in theirs {
      var isRelated = false
      for index in ours.indices where vocabulary.isRelated(stem: word.keys.first!, toAnyOf: ours[index].keys) {
        isMet[index] = true
        isRelated = true
      }
      if !isRelated { left.append(word) }
      if left.count > 3 { return }
    }
    let open = zip(ours, isMet).filter { !$0.1 }.map(\.0)
    guard var other = left.first, !open.isEmpty, left.count < 4 else { return }
    // Words side by side are one term.
    for next in left.dropFirst() {
      guard en.isBlank(other.range.upperBound..<next.range.lowerBound) else { return }
      other.range = other.range.lowerBound..<next.range.upperBound
    }
    let text = en.string(other.range)
    guard !["ed", "ing", "ly"].contains(where: { text.hasSuffix($0) }), en.scalars[other.range.lowerBound].properties.isLowercase else {
      return
    }
    guard
      let at = findings.firstIndex(where: { finding in
        guard finding.rule == .termMissing, let place = name == .source ? finding.source : finding.target, missing.contains(place) else {
          return false
        }
        return open.allSatisfy { $0.range.overlaps(place) }
      }), case .term(let term, let wanted) = findings[at].reason,
      // A part of what is wanted: troops, of a deployment of troops.
      !wanted.contains(where: { Tokenizer.tokens(of: $0).contains { other.keys.contains(Stemmer.stem(of: $0.key, script: $0.script)) } })
    else { return }
    let place = findings[at].source ?? findings[at].target
    add(
      .termConfused, source: name == .source ? place : other.range, target: name == .source ? other.range : place,
      suggestion: wanted.first, .confusedTerm(term, wanted: wanted, found: text))
  }

  /// A word that carries meaning.
  private struct ContentWord {
    var range: Range<Int>
    /// A Persian word's key, its stem, and the compounds that it is a part of; an English word's stem.
    var keys: Set<String>
  }

  /// The places that rules of their own compare.
  private func namesAndNumbers(_ side: SideText) -> [Range<Int>] {
    let names = Gazetteer.occurrences(in: side.tokens, of: side.scalars).flatMap { Array($0.tokens) }
    let mentions = (side.side == .source ? mentions?.source : mentions?.target) ?? Mentions(side)
    return names.map { side.tokens[$0].range } + mentions.numbers.map { $0.wide ?? $0.range } + mentions.moments.map(\.range)
  }

  private func persianWords(_ side: SideText, _ shared: [Range<Int>]) -> [ContentWord] {
    let taken = shared + namesAndNumbers(side)
    var words: [ContentWord] = []
    for (index, word) in side.words.enumerated() where word.script == .arabic && word.key.unicodeScalars.count > 1 {
      let stem = Stemmer.stem(of: word.key, script: .arabic)
      if LanguageGuess.persianSmall.contains(word.key) || Self.smallPersian.contains(word.key) || Self.smallPersian.contains(stem) {
        continue
      }
      guard Stemmer.isKnownPersian(word.key), !taken.contains(where: { $0.overlaps(word.range) }) else { continue }
      var keys: Set<String> = [word.key, stem]
      for (first, second) in [(index - 1, index), (index, index + 1)]
      where side.words.indices.contains(first) && side.words.indices.contains(second) {
        let (head, tail) = (side.words[first].key, side.words[second].key)
        keys.formUnion([head + tail, head + Stemmer.stem(of: tail, script: .arabic)])
      }
      guard keys.contains(where: { !EnglishVocabulary.standard.renderings(ofKey: $0).isEmpty }) else { continue }
      words.append(ContentWord(range: word.range, keys: keys))
    }
    return words
  }

  private func englishWords(_ side: SideText, _ shared: [Range<Int>]) -> [ContentWord] {
    let taken = shared + namesAndNumbers(side)
    return side.words.compactMap { word in
      guard word.script == .latin, word.key.utf8.count > 3, !LanguageGuess.english.contains(word.key),
        !Self.smallEnglish.contains(word.key),
        EnglishVocabulary.standard.has(word.key), !taken.contains(where: { $0.overlaps(word.range) })
      else { return nil }
      return ContentWord(range: word.range, keys: [Stemmer.stem(of: word.key.replacing("'s", with: ""), script: .latin)])
    }
  }

  private static let smallPersian: Set<String> = [
    "کردن", "شدن", "بودن", "داشتن", "دادن", "گرفتن", "خواستن", "رفتن", "امدن", "یافتن", "نمودن", "زدن", "گردیدن", "گشتن", "توانستن",
    "بایستن",
    "شایستن", "ساختن", "گذاشتن", "اوردن", "بردن", "رسیدن", "رساندن", "است", "نیز", "باید", "شاید", "هست", "نیست", "دیگر", "بسیار", "تنها",
    "حال",
    "اما", "ولی", "همین", "همان", "چنین", "چنان", "همچنین", "میان", "بین", "روی", "پیش", "پس", "سپس", "درباره", "باره", "مورد", "مانند",
    "نزد",
    "توسط", "طریق", "جهت", "منظور", "واسطه", "وسیله", "عنوان", "صورت", "گونه", "انجام", "قرار", "اینکه", "انکه", "چون", "زیرا", "اگر",
    "هرچند",
    "گرچه", "اگرچه", "ایشان", "انان", "انها", "اینها", "وجود", "طور", "مقابل", "علیه", "هنگام", "زمان", "ضمن", "پایه", "اساس", "طبق", "بنا",
    "سوی",
    "جمله", "غیر", "بدون", "هیچ", "همه", "تمام", "کلیه", "برخی", "بعضی", "چند", "هنوز", "اکنون", "امروز", "دیروز", "فردا",
  ]
  private static let smallEnglish: Set<String> = [
    "been", "being", "does", "doing", "done", "make", "makes", "made", "making", "take", "takes", "took", "taken", "taking", "give",
    "gives", "gave",
    "given", "giving", "hold", "holds", "held", "holding", "come", "comes", "came", "coming", "goes", "went", "gone", "going", "gets",
    "must", "shall",
    "should", "would", "might", "between", "among", "over", "under", "through", "during", "until", "against", "upon", "within", "without",
    "towards",
    "toward", "concerning", "regarding", "including", "according", "along", "across", "around", "since", "while", "whereas", "although",
    "though",
    "however", "therefore", "thus", "hence", "also", "even", "still", "already", "here", "where", "those", "whose", "whom", "same", "every",
    "each",
    "many", "much", "well", "place", "took", "used", "using", "make", "like", "himself", "herself", "itself", "themselves", "shall",
    "cannot", "ever",
    "month", "months", "year", "years", "week", "weeks", "days", "time", "times", "then", "late", "early", "principle", "agency", "body",
    "organization", "organisation", "matter", "issue",
    "never", "neither", "either", "nothing", "none", "such", "further", "thereof", "therein", "herein", "hereby", "said", "says", "saying",
    "today",
    "yesterday", "tomorrow", "once", "yet", "again", "above", "below", "because", "next", "last", "able", "having", "become", "became",
  ]
}
