public import Language
public import Terminology
internal import TranslationMemory

/// What memories say of a concept: how it was translated, how often, with examples, and what stands beside it.
public struct TermEvidence: Sendable {
  /// A rendering of the concept on the other side.
  public struct Translation: Codable, Sendable {
    /// The term as the glossary has it; null where the unit has none of them.
    public var term: String?
    public var language: String
    public var units: Int
  }

  /// A unit in which the concept stands.
  public struct Example: Codable, Sendable {
    public var source, target, memory: String
    public var tuid: String?
  }

  /// Units that hold a term of the concept in either language.
  public private(set) var units = 0
  /// By language, the commonest first.
  public private(set) var translations: [Translation] = []
  public private(set) var examples: [Example] = []

  /// Looks a concept up in memories.
  /// - Parameters:
  ///   - examples: how many at most; those that show different terms come first.
  ///   - searched: units looked at for each term, at most.
  /// - Throws: ``MemoryError``.
  public init(
    of concept: Concept, in memories: Memories, from: LanguageTag = .persian, to: LanguageTag = .english, examples limit: Int = 3,
    searched: Int = 10_000
  ) throws {
    let index = TermIndex([Termbase(name: "", concepts: [concept])])
    var counts: [Translation.Key: Int] = [:]
    var waiting: [Example] = []
    var shown: Set<Set<String>> = []
    for memory in memories.memories {
      var seen: Set<Int> = []
      for term in concept.terms {
        let side: ConcordanceOptions.Side? = from.matches(term.language) ? .source : to.matches(term.language) ? .target : nil
        guard let side else { continue }
        // A light verb's parts may stand apart: any order of the words, which recognition then judges.
        let words = Tokenizer.tokens(of: term.text).filter { $0.kind != .punctuation && $0.kind != .symbol }.map(\.key).joined(
          separator: " ")
        _ = try memory.concordance(words, source: from, target: to, options: ConcordanceOptions(side: side, limit: searched)) { hit in
          guard seen.insert(hit.offset).inserted else { return true }
          let left = Set(index.recognize(in: hit.source, language: from).map(\.term.text))
          let right = Set(index.recognize(in: hit.target, language: to).map(\.term.text))
          guard !left.isEmpty || !right.isEmpty else { return true }
          units += hit.count
          for (terms, language) in [(left, from), (right, to)] {
            for text in terms { counts[Translation.Key(term: text, language: language.text), default: 0] += hit.count }
            if terms.isEmpty { counts[Translation.Key(term: nil, language: language.text), default: 0] += hit.count }
          }
          let example = Example(source: hit.source, target: hit.target, memory: hit.memory, tuid: hit.tuid)
          if shown.insert(left.union(right)).inserted, examples.count < limit {
            examples.append(example)
          } else if waiting.count < limit {
            waiting.append(example)
          }
          return true
        }
      }
    }
    examples += waiting.prefix(max(0, limit - examples.count))
    translations = counts.map { Translation(term: $0.term, language: $0.language, units: $1) }.sorted {
      $0.language != $1.language
        ? $0.language == from.text : $0.units != $1.units ? $0.units > $1.units : ($0.term ?? "\u{10FFFF}") < ($1.term ?? "\u{10FFFF}")
    }
  }

  /// The words beside a concept's terms in memories.
  /// - Throws: ``FileError``, ``TMXFileError``.
  public static func collocations(
    of concept: Concept, in paths: [String], from: LanguageTag = .persian, to: LanguageTag = .english, limit: Int = 10
  ) throws -> [Collocations.Collocate] {
    var collocations = Collocations(of: concept)
    for path in paths {
      for pair in try TextPairs([path], from, to).pairs {
        collocations.add(pair.left, language: from)
        collocations.add(pair.right, language: to)
      }
    }
    return collocations.best(limit, language: from) + collocations.best(limit, language: to)
  }
}

extension TermEvidence.Translation {
  struct Key: Hashable {
    var term: String?
    var language: String
  }
}

/// What `term --memory --json` adds to a concept.
public struct TermEvidenceRecord: Codable, Sendable {
  public var units: Int
  public var translations: [TermEvidence.Translation]
  public var examples: [TermEvidence.Example]
  public var collocations: [Collocate]?

  /// A word that stands beside the term.
  public struct Collocate: Codable, Sendable {
    public var word, language: String
    public var before, after, total: Int
    public var logLikelihood: Double
  }

  public init(_ evidence: TermEvidence, collocations: [Collocations.Collocate]) {
    units = evidence.units
    translations = evidence.translations
    examples = evidence.examples
    self.collocations =
      collocations.isEmpty
      ? nil
      : collocations.map {
        Collocate(
          word: $0.word, language: $0.language.text, before: $0.before, after: $0.after, total: $0.total,
          logLikelihood: ($0.logLikelihood * 100).rounded() / 100)
      }
  }
}
