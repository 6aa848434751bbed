internal import Language
internal import Terminology

/// A word that carries meaning, and what it may be matched by.
struct ContentWord {
  var range: Range<Int>
  /// Where it stands, from 0, the first, to 1.
  var position: Double
  /// A Persian word's key, its stem, and the compounds that it is a part of; an English word's stem.
  var keys: Set<String> = []
  /// The concepts of the glossary that both sides have and that it is a word of.
  var concepts: Set<String> = []
  /// The gazetteer has it as a name.
  var isName = false
  /// It has a capital, or is no known word of Persian.
  var mayBeName = false
  /// The bilingual lexicon has it.
  var isKnown = false

  /// An ordinary word, which only a word can render.
  var isPlain: Bool { isKnown && !isName && concepts.isEmpty }
}

extension Examination {
  /// The words of both sides that carry meaning; made once a pair.
  /// - Parameter name: the side that is Persian.
  mutating func contentWords(persian name: Finding.Side) -> (persian: [ContentWord], english: [ContentWord]) {
    if let content { return content }
    let words = (words(of: name), words(of: name.other))
    content = words
    return words
  }

  /// The words of a side that carry meaning.
  private func words(of name: Finding.Side) -> [ContentWord] {
    let (side, other) = (self[name], self[name.other])
    let occurrences = name == .source ? terms : (source: terms.target, target: terms.source)
    let names = Set(
      Gazetteer.occurrences(in: side.tokens, of: side.scalars).filter { !$0.isOrdinary }.flatMap { $0.tokens.map { side.tokens[$0].range } }
    )
    let found = mentions(on: name)
    let numbers = found.numbers.map { $0.wide ?? $0.range } + found.moments.map(\.range)
    let common = Set(other.words.map(\.key))
    let concepts = Set(occurrences.target.flatMap { $0.entries.map(\.concept.id) })
    var words: [ContentWord] = []
    for (index, word) in side.words.enumerated() {
      let isPersian = word.script == .arabic
      let stem = Stemmer.stem(of: isPersian ? word.key : word.key.replacing("'s", with: ""), script: word.script)
      guard word.key.unicodeScalars.count > (isPersian ? 1 : 2), !SmallWords.isSmall(word.key, stem: stem) else { continue }
      // Numbers have rules of their own.
      if numbers.contains(where: { $0.overlaps(word.range) }) { continue }
      // A word that both sides have as it is needs no counterpart.
      if !isPersian, common.contains(word.key) { continue }
      var content = ContentWord(range: word.range, position: Double(index) / Double(side.words.count))
      content.keys = [stem]
      if isPersian {
        content.keys.insert(word.key)
        for (first, second) in [(index - 1, index), (index, index + 1)]
        where side.words.indices.contains(first) && side.words.indices.contains(second) {
          let (head, tail) = (side.words[first].key, side.words[second].key)
          content.keys.formUnion([head + tail, head + Stemmer.stem(of: tail, script: .arabic)])
        }
      }
      content.isName = names.contains(word.range)
      content.mayBeName =
        content.isName
        || (isPersian ? !Stemmer.isKnownPersian(word.key) : !side.scalars[word.range.lowerBound].properties.isLowercase)
      content.isKnown =
        isPersian
        ? Stemmer.isKnownPersian(word.key) && content.keys.contains { !EnglishVocabulary.standard.renderings(ofKey: $0).isEmpty }
        : EnglishVocabulary.standard.has(word.key)
      for occurrence in occurrences.source where occurrence.range.overlaps(word.range) {
        content.concepts.formUnion(occurrence.entries.map(\.concept.id).filter(concepts.contains))
      }
      words.append(content)
    }
    return words
  }
}
