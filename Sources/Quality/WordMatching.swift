internal import Language

/// Which words of two sides stand for each other, one to one.
struct WordMatching {
  private(set) var isPersianMatched: [Bool]
  private(set) var isEnglishMatched: [Bool]
  /// Words without a counterpart.
  var persianLeft: Int { isPersianMatched.count { !$0 } }
  var englishLeft: Int { isEnglishMatched.count { !$0 } }

  /// As many pairs as can be, the surest and those in the same place first.
  /// - Complexity: O(m × n) questions to the lexicon, O(m × n × min(m, n)) steps at worst.
  init(_ persian: [ContentWord], _ english: [ContentWord]) {
    var candidates: [(weight: Double, persian: Int, english: Int)] = []
    var choices = [[Int]](repeating: [], count: persian.count)
    for (ours, word) in persian.enumerated() {
      for (theirs, other) in english.enumerated() {
        let sureness = Self.sureness(word, other)
        // A synonym of a word in the other half of the sentence is chance.
        let weight = sureness - 0.5 * abs(word.position - other.position)
        if weight > 0.35 { candidates.append((weight, ours, theirs)) }
      }
    }
    candidates.sort { ($1.weight, $0.persian, $0.english) < ($0.weight, $1.persian, $1.english) }
    var partner = [Int?](repeating: nil, count: english.count)
    isPersianMatched = persian.map { _ in false }
    for candidate in candidates {
      choices[candidate.persian].append(candidate.english)
      if !isPersianMatched[candidate.persian], partner[candidate.english] == nil {
        isPersianMatched[candidate.persian] = true
        partner[candidate.english] = candidate.persian
      }
    }
    // A word that found its counterparts taken takes one whose owner has another (augmenting paths).
    func augment(_ ours: Int, _ seen: inout Set<Int>) -> Bool {
      for theirs in choices[ours] where seen.insert(theirs).inserted {
        guard let owner = partner[theirs], !augment(owner, &seen) else {
          partner[theirs] = ours
          return true
        }
      }
      return false
    }
    for ours in persian.indices where !isPersianMatched[ours] {
      var seen: Set<Int> = []
      isPersianMatched[ours] = augment(ours, &seen)
    }
    isEnglishMatched = partner.map { $0 != nil }
    // A word of a term that both sides have is told by the term, whether or not it has a word of its own.
    for index in persian.indices where !persian[index].concepts.isEmpty { isPersianMatched[index] = true }
    for index in english.indices where !english[index].concepts.isEmpty { isEnglishMatched[index] = true }
  }

  /// From 0, no relation, to 1: the lexicon or the glossary has the pair.
  private static func sureness(_ persian: ContentWord, _ english: ContentWord) -> Double {
    let vocabulary = EnglishVocabulary.standard
    if !persian.concepts.isDisjoint(with: english.concepts) { return 1 }
    if english.keys.contains(where: { vocabulary.renders(stem: $0, anyOf: persian.keys) }) { return 1 }
    if persian.isName && english.isName { return 0.8 }
    if english.keys.contains(where: { vocabulary.isRelated(stem: $0, toAnyOf: persian.keys) }) { return 0.6 }
    return persian.mayBeName && english.mayBeName ? 0.5 : 0
  }
}
