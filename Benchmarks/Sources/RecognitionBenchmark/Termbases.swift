import BenchmarkSupport
import Foundation
import Language
import Terminology

/// Termbases of any size, the same ones at every run.
enum Termbases {
  /// The worst case: one term in fifty is a row of one to four words from the sentences themselves, so that each sentence holds several; the others are rows
  /// of two to four of their words in no order of theirs, so that every word of a text stands in many terms.
  static func harsh(_ count: Int, of sentences: [String]) -> Termbase {
    var generator = SplitMix(state: 20_260_101)
    var texts: Set<String> = []
    var concepts: [Concept] = []
    let words = sentences.map { $0.split(separator: " ").map(String.init) }
    var vocabulary = Array(Set(words.flatMap { $0 })).sorted()
    while concepts.count < count {
      let text: String
      if concepts.count % 50 == 0, let row = words.randomElement(using: &generator) {
        let start = Int.random(in: 0..<row.count, using: &generator)
        text = row[start..<min(row.count, start + Int.random(in: 1...4, using: &generator))].joined(separator: " ")
      } else {
        text = (0..<Int.random(in: 2...4, using: &generator)).map { _ in vocabulary.randomElement(using: &generator)! }
          .joined(separator: " ")
      }
      // A small text has too few rows: words of none then.
      if !texts.insert(text).inserted {
        vocabulary.append("\(vocabulary[Int.random(in: 0..<vocabulary.count, using: &generator)])\(concepts.count % 97)")
        continue
      }
      concepts.append(concept("c\(concepts.count)", text))
    }
    return Termbase(name: "harsh", concepts: concepts)
  }

  /// A glossary's own terms, and others like them: as long as they are, of words as frequent as theirs.
  ///
  /// Simon's model (1955, “On a class of skew distribution functions”), which gives words Zipf's frequencies: a word of a new term is one of those that stand
  /// first, last or between in the terms so far, as often as it does, or in some cases a new one; in how many, the glossary says itself: as often as a word of
  /// its last tenth is in none of its first nine.
  static func grown(_ count: Int, from glossary: [Concept]) -> Termbase {
    var generator = SplitMix(state: 20_260_102)
    var concepts = glossary
    for language in [LanguageTag.persian, .english] {
      let own = glossary.flatMap { $0.terms(in: language).map(\.text) }
      let rows = own.map { $0.split(separator: " ").map(String.init) }
      let known = Set(rows.dropLast(rows.count / 10).joined())
      let last = rows.suffix(rows.count / 10).joined()
      let newWords = Double(last.count { !known.contains($0) }) / Double(last.count)
      // A term is not «of» or «the of»: alone, first, between, last.
      var words = [[String]](repeating: [], count: 4)
      func place(_ at: Int, of count: Int) -> Int { count == 1 ? 0 : at == 0 ? 1 : at < count - 1 ? 2 : 3 }
      func add(_ row: [String]) { for (at, word) in row.enumerated() { words[place(at, of: row.count)].append(word) } }
      rows.forEach(add)
      var texts = Set(own)
      while texts.count < count / 2 {
        let length = rows.randomElement(using: &generator)!.count
        let row = (0..<length).map { at in
          let words = words[place(at, of: length)]
          let word = words.randomElement(using: &generator)!
          if Double.random(in: 0..<1, using: &generator) >= newWords { return word }
          // The beginning of one word and the end of another.
          let other = words.randomElement(using: &generator)!
          return String(word.prefix((word.count + 1) / 2) + other.suffix((other.count + 1) / 2))
        }
        let text = row.joined(separator: " ")
        guard texts.insert(text).inserted else { continue }
        add(row)
        concepts.append(concept("g\(concepts.count)", text))
      }
    }
    return Termbase(name: "grown", concepts: concepts)
  }

  private static func concept(_ id: String, _ text: String) -> Concept {
    let isPersian = text.unicodeScalars.contains { $0.value > 0x600 }
    return Concept(id: id, terms: [Term(text, language: isPersian ? .persian : .english, status: .preferred)])
  }
}
