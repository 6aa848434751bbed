public import Language

/// The words that stand beside a term more often than chance would have it.
///
///     var collocations = Collocations(of: concept)
///     for text in texts { collocations.add(text, language: .persian) }
///     collocations.best(10)
///
/// Content words within four words of an occurrence are counted by stem, within the clause; what ranks them is the log-likelihood ratio of standing there against standing
/// anywhere (Dunning 1993). Words that stand there less often than elsewhere are no collocations.
public struct Collocations {
  /// A word and its places.
  public struct Collocate: Hashable, Sendable {
    /// In its most usual form beside the term.
    public var word: String
    public var language: LanguageTag
    /// How often it stands before and behind the term, and in all texts.
    public var before, after, total: Int
    public var logLikelihood: Double
  }

  /// Words to each side that count as beside.
  public static let window = 4

  private let index: TermIndex
  private let classes = WordClasses()
  private var reader = TermReader()
  private var counts: [Key: Count] = [:]
  /// Content words in all texts, and beside the term.
  private var all: [LanguageTag: Int] = [:], beside: [LanguageTag: Int] = [:]

  private struct Key: Hashable {
    var stem: String
    var language: LanguageTag
  }

  private struct Count {
    var before = 0, after = 0, total = 0
    var surfaces: [String: Int] = [:]
  }

  public init(of concept: Concept) { index = TermIndex([Termbase(name: "", concepts: [concept])]) }

  /// Takes in a text.
  /// - Complexity: O(length).
  public mutating func add(_ text: String, language: LanguageTag) {
    let occurrences = index.recognize(in: text, language: language)
    reader.read(text)
    let words = reader.words
    let isTerm = words.map { word in occurrences.contains { $0.parts.contains { $0.overlaps(Int(word.start)..<Int(word.end)) } } }
    // For each word, on which side of the nearest occurrence it stands.
    var side = [Int](repeating: 0, count: words.count)
    for at in words.indices where isTerm[at] {
      for step in 1...Self.window where at - step >= 0 {
        if words[at - step + 1].gap >= .quote || isTerm[at - step] { break }
        side[at - step] = -1
      }
      for step in 1...Self.window where at + step < words.count {
        if words[at + step].gap >= .quote || isTerm[at + step] { break }
        side[at + step] = 1
      }
    }
    let scalars = occurrences.isEmpty ? [] : Array(text.unicodeScalars)
    for (at, word) in words.enumerated() where !isTerm[at] && word.end - word.start > 1 {
      let form = reader.forms[Int(word.form)]
      let (stem, key) = (reader.text(form.stem), reader.text(form.key))
      // Verbs go with nouns as well as other nouns do: only particles are passed over.
      if classes.of(word, form, stem: stem, key: key) == .other, !form.traits.contains(.verb) || form.verb == .become { continue }
      all[language, default: 0] += 1
      var count = counts[Key(stem: stem, language: language)] ?? Count()
      count.total += 1
      if side[at] != 0 {
        beside[language, default: 0] += 1
        if side[at] < 0 { count.before += 1 } else { count.after += 1 }
        count.surfaces[String(String.UnicodeScalarView(scalars[Int(word.start)..<Int(word.end)])), default: 0] += 1
      }
      counts[Key(stem: stem, language: language)] = count
    }
  }

  /// The collocates of one language, best first; at least two together.
  public func best(_ limit: Int, language: LanguageTag) -> [Collocate] {
    let (n, window) = (all[language] ?? 0, beside[language] ?? 0)
    return counts.filter { $0.key.language == language && $0.value.before + $0.value.after >= 2 }.compactMap { key, count -> Collocate? in
      let together = count.before + count.after
      guard together * n > count.total * window else { return nil }
      let word = count.surfaces.min { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }?.key ?? key.stem
      return Collocate(
        word: word, language: language, before: count.before, after: count.after, total: count.total,
        logLikelihood: TermExtractor.logLikelihood(together, count.total, window, n))
    }.sorted { $0.logLikelihood != $1.logLikelihood ? $0.logLikelihood > $1.logLikelihood : $0.word < $1.word }.prefix(limit).map { $0 }
  }
}
