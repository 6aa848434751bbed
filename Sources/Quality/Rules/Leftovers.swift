internal import Language
internal import Terminology

// A translation that is word for word but for one word: the two that are left must stand for each other, and don't.

extension Examination {
  /// Rule `term-confused`, where neither a glossary nor a contrast set has the wrong word: a term of the glossary is missing, and one word of the
  /// translation is left for it.
  ///
  /// Words meet when the bilingual lexicon has the pair, or a synonym's; names, numbers, terms that both sides have and small words don't count.
  /// - Parameter missing: the places of missing terms that are nouns.
  mutating func checkLeftovers(_ missing: [Range<Int>]) {
    guard !missing.isEmpty, profile[.termConfused] != nil, let name = side(in: .persian), self[name.other].language == .english else {
      return
    }
    let en = self[name.other], words = contentWords(persian: name)
    let ours = words.persian.filter(\.isPlain), theirs = words.english.filter { $0.isPlain && $0.range.count > 3 }
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
}
