internal import Glibc
public import Language

/// Proposes bilingual terms from aligned units, for a terminologist to accept.
///
/// In both languages, rows of nouns and adjectives that could be a term are taken (Persian noun (noun | adjective)*, English (adjective | noun)* noun with one
/// `of`; no row goes across a mark, a verb or a particle). Words are aligned by ``WordAligner``; a row of one side and a row of the other belong together where every
/// word of each is linked inside the other (Koehn et al. 2003, with no word left over). A pair is kept when it is the best for both of its rows. It is scored by
///
///     score = √(min C-value) × Dice × mean belief in its links
///
/// with the C-value of Frantzi et al. 2000 (rows inside longer rows count only for the rest; log₂(words + 1), so that single words are kept) and Dice over units.
/// Left out are pairs that stand inside longer ones three times in five; single words that both halves of the compiled lexicon have, for they are general language; and
/// pairs that are the same text on both sides.
public struct TermExtractor: Sendable {
  public struct Options: Hashable, Sendable {
    public var source = LanguageTag.persian
    public var target = LanguageTag.english
    /// Units that a pair stands in, at least.
    public var minimum = 2
    public var limit = 500
    /// The longest row, in words; English ones may have one more for `of`.
    public var longest = 5
    /// The least belief in a link.
    public var belief: Float = 0.3

    public init() {}
  }

  /// A pair of terms that the texts propose.
  public struct Candidate: Hashable, Sendable {
    /// In their most usual form.
    public var source, target: String
    /// Units in which the two translate each other, and in which each stands at all.
    public var count, sourceCount, targetCount: Int
    public var score: Double
    /// 2 × count ÷ (sourceCount + targetCount).
    public var dice: Double
    /// Log-likelihood ratio of the two standing together (Dunning 1993).
    public var logLikelihood: Double
    /// Units by their number, at most three.
    public var examples: [Int]
  }

  public var options: Options

  public init(options: Options = Options()) { self.options = options }

  /// The candidates, best first.
  /// - Parameter known: terms that need no proposal.
  /// - Complexity: O(sum of the products of the units' lengths); memory grows with the different pairs of words in one unit.
  public func candidates(from pairs: [(source: String, target: String)], known: TermIndex? = nil) -> [Candidate] {
    var corpus = ExtractionCorpus(longest: options.longest)
    for pair in pairs { corpus.add(pair.source, pair.target) }
    let lexicon = corpus.lexicon()
    let aligner = WordAligner(corpus.sentences) { lexicon.contains(UInt64(UInt32(bitPattern: $0)) << 32 | UInt64(UInt32(bitPattern: $1))) }
    var joint: [RowPair: Joint] = [:]
    for unit in corpus.units.indices {
      let links = aligner.links(unit)
      var seen: Set<RowPair> = []
      forEachPair(corpus.units[unit], links, aligner.sentences[unit].target.count) { source, target, belief in
        let pair = RowPair(source: source.row, target: target.row)
        guard seen.insert(pair).inserted else { return }
        joint[pair, default: Joint()].count += 1
        joint[pair]!.belief += belief
        if joint[pair]!.examples.count < 3 { joint[pair]!.examples.append(unit) }
      }
    }
    let ranked = rank(joint, corpus, units: pairs.count)
    let inside = inside(ranked, corpus)
    var result: [Candidate] = []
    for (pair, candidate) in ranked where result.count < options.limit {
      if (inside[pair] ?? 0) * 5 >= candidate.count * 3 || corpus.isGeneral(pair.source, pair.target) { continue }
      if FoldingKey.of(candidate.source) == FoldingKey.of(candidate.target) || isKnown(candidate, known) { continue }
      result.append(candidate)
    }
    return result
  }

  private struct RowPair: Hashable {
    var source, target: Int32
  }

  private struct Joint {
    var count = 0
    var belief: Float = 0
    var examples: [Int] = []
  }

  /// Rows of a unit that translate each other word by word.
  private func forEachPair(
    _ unit: ExtractionCorpus.Unit, _ links: [Float], _ columns: Int, _ body: (ExtractionCorpus.Span, ExtractionCorpus.Span, Float) -> Void
  ) {
    guard columns > 0 else { return }
    var byPlace: [Int: [ExtractionCorpus.Span]] = [:]
    for span in unit.target { byPlace[span.content.lowerBound * 4096 + span.content.upperBound, default: []].append(span) }
    for span in unit.source {
      var first = Int.max, last = -1
      var belief: Float = 0, count: Float = 0
      var isLinked = true
      for row in span.content {
        var best: Float = 0
        for column in 0..<columns where links[row * columns + column] >= options.belief {
          first = min(first, column)
          last = max(last, column)
          best = max(best, links[row * columns + column])
        }
        if best == 0 { isLinked = false }
        belief += best
        count += 1
      }
      guard isLinked, last >= 0, let others = byPlace[first * 4096 + last + 1] else { continue }
      // Every word over there is linked too, and to nothing outside.
      let rows = links.count / columns
      let isClosed = (first...last).allSatisfy { column in
        var hasLink = false
        for row in 0..<rows where links[row * columns + column] >= options.belief {
          if !span.content.contains(row) { return false }
          hasLink = true
        }
        return hasLink
      }
      if isClosed { for other in others { body(span, other, belief / count) } }
    }
  }

  private func rank(_ joint: [RowPair: Joint], _ corpus: ExtractionCorpus, units: Int) -> [(RowPair, Candidate)] {
    // The best partner of each row, by count, then belief.
    var bestOfSource: [Int32: RowPair] = [:], bestOfTarget: [Int32: RowPair] = [:]
    func isBetter(_ a: RowPair, than b: RowPair?) -> Bool {
      guard let b, let x = joint[a], let y = joint[b] else { return true }
      if x.count != y.count { return x.count > y.count }
      if x.belief != y.belief { return x.belief > y.belief }
      return (a.source, a.target) < (b.source, b.target)
    }
    for pair in joint.keys {
      if isBetter(pair, than: bestOfSource[pair.source]) { bestOfSource[pair.source] = pair }
      if isBetter(pair, than: bestOfTarget[pair.target]) { bestOfTarget[pair.target] = pair }
    }
    let values = (corpus.source.cValues(), corpus.target.cValues())
    var ranked: [(RowPair, Candidate)] = []
    for (pair, joint) in joint
    where joint.count >= options.minimum && bestOfSource[pair.source] == pair && bestOfTarget[pair.target] == pair {
      let (source, target) = (corpus.source.rows[Int(pair.source)], corpus.target.rows[Int(pair.target)])
      let dice = 2 * Double(joint.count) / Double(source.count + target.count)
      let value = min(values.0[Int(pair.source)], values.1[Int(pair.target)])
      ranked.append(
        (
          pair,
          Candidate(
            source: source.text, target: target.text, count: joint.count, sourceCount: source.count, targetCount: target.count,
            score: max(0, value).squareRoot() * dice * Double(joint.belief) / Double(joint.count), dice: dice,
            logLikelihood: Self.logLikelihood(joint.count, source.count, target.count, units), examples: joint.examples)
        ))
    }
    return ranked.sorted {
      $0.1.score != $1.1.score ? $0.1.score > $1.1.score : ($0.1.source, $0.1.target) < ($1.1.source, $1.1.target)
    }
  }

  /// Dunning 1993, §4, with the signs of observed and expected forgotten.
  static func logLikelihood(_ both: Int, _ a: Int, _ b: Int, _ all: Int) -> Double {
    func term(_ observed: Double, _ expected: Double) -> Double { observed > 0 && expected > 0 ? observed * log(observed / expected) : 0 }
    let n = Double(max(all, 1)), k = Double(both), x = Double(a), y = Double(b)
    return 2
      * (term(k, x * y / n) + term(x - k, x * (n - y) / n) + term(y - k, (n - x) * y / n)
        + term(n - x - y + k, (n - x) * (n - y) / n))
  }

  /// How many units of each pair are those of longer pairs that hold it on both sides.
  private func inside(_ ranked: [(RowPair, Candidate)], _ corpus: ExtractionCorpus) -> [RowPair: Int] {
    let all = Set(ranked.map(\.0))
    var counts: [RowPair: Int] = [:]
    for (pair, candidate) in ranked {
      let (sources, targets) = (corpus.source.parts(of: pair.source), corpus.target.parts(of: pair.target))
      for source in sources {
        for target in targets where source != pair.source || target != pair.target {
          let part = RowPair(source: source, target: target)
          if all.contains(part) { counts[part, default: 0] += candidate.count }
        }
      }
    }
    return counts
  }

  /// True where the terms of one concept are the two, or hold them from end to end.
  private func isKnown(_ candidate: Candidate, _ known: TermIndex?) -> Bool {
    guard let known else { return false }
    func concepts(_ text: String, _ language: LanguageTag) -> Set<String> {
      let count = text.unicodeScalars.count
      return Set(
        known.recognize(in: text, language: language, nested: true).filter { $0.range == 0..<count }
          .flatMap { $0.entries.map { "\($0.termbase)\u{1F}\($0.concept.id)" } })
    }
    return !concepts(candidate.source, options.source).isDisjoint(with: concepts(candidate.target, options.target))
  }
}

extension TermExtractor.Candidate {
  /// The candidate as a concept to be accepted: terms without a status, the figures as a remark, the units as contexts.
  public func concept(source: LanguageTag, target: LanguageTag, examples: [(source: String, target: String)]) -> Concept {
    func rounded(_ value: Double) -> String { String((value * 100).rounded() / 100) }
    var left = Term(self.source, language: source, status: .unstated), right = Term(self.target, language: target, status: .unstated)
    left.contexts = examples.map { Concept.Statement($0.source) }
    right.contexts = examples.map { Concept.Statement($0.target) }
    return Concept(
      id: "", terms: [left, right],
      notes: [
        "candidate: in \(count) units (\(sourceCount) with the one term, \(targetCount) with the other), score \(rounded(score)), Dice \(rounded(dice)), "
          + "log-likelihood \(rounded(logLikelihood))"
      ])
  }
}

extension Termbase {
  /// A termbase of candidates, with ids.
  public init(name: String, candidates: [Concept], sources: [String]) {
    var concepts = candidates
    ConceptID.assign(&concepts)
    self.init(name: name, concepts: concepts, header: Header(title: name, sources: sources))
  }
}
