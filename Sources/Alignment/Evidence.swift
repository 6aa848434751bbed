/// What speaks for a bead, in values that can be shown.
public struct Evidence: Hashable, Sendable {
  /// Words, numbers, names … found on both sides, the strongest first.
  public var matches: [Match]
  /// Source tokens that count as words (marks left out).
  public var sourceWords: Int
  /// Target tokens that count as words.
  public var targetWords: Int
  /// Target characters for each source character; 0 when a side is empty.
  public var lengthRatio: Double
  /// The ratio that the two texts have as a whole.
  public var expectedRatio: Double
  /// The parts of ``Bead/score``: shape, length and words.
  public var prior: Double, length: Double, lexical: Double

  public init(
    matches: [Match] = [], sourceWords: Int = 0, targetWords: Int = 0, lengthRatio: Double = 0, expectedRatio: Double = 0,
    prior: Double = 0,
    length: Double = 0, lexical: Double = 0
  ) {
    self.matches = matches
    self.sourceWords = sourceWords
    self.targetWords = targetWords
    self.lengthRatio = lengthRatio
    self.expectedRatio = expectedRatio
    self.prior = prior
    self.length = length
    self.lexical = lexical
  }

  /// A piece of the source that a piece of the target translates.
  public struct Match: Hashable, Sendable {
    public var kind: Kind
    /// The words as they stand in the texts.
    public var source: String, target: String
    /// The segment and, in Unicode scalars, the place in it.
    public var sourceSegment: Int, targetSegment: Int
    public var sourceRange: Range<Int>, targetRange: Range<Int>
    /// Probability of the one given the other, the mean of both directions.
    public var strength: Double

    /// Whence the match is known.
    public enum Kind: String, Sendable, CaseIterable {
      case word, number, date, name, term, symbol, mark
    }
  }

  /// The matches of a kind.
  public func matches(of kind: Match.Kind) -> [Match] { matches.filter { $0.kind == kind } }

  var mirrored: Evidence {
    var copy = self
    copy.matches = matches.map {
      Match(
        kind: $0.kind, source: $0.target, target: $0.source, sourceSegment: $0.targetSegment, targetSegment: $0.sourceSegment,
        sourceRange: $0.targetRange, targetRange: $0.sourceRange, strength: $0.strength)
    }
    (copy.sourceWords, copy.targetWords) = (targetWords, sourceWords)
    copy.lengthRatio = lengthRatio > 0 ? 1 / lengthRatio : 0
    copy.expectedRatio = expectedRatio > 0 ? 1 / expectedRatio : 0
    return copy
  }

  /// The evidence in words: `3 of 5 words, date 23 Tir 1394 = 14 July 2015, number 2231, name Lavrov`; the words are those of the shorter side, names and symbols as the
  /// target writes them.
  public func describe() -> String {
    guard sourceWords > 0 || targetWords > 0 else { return "no words" }
    guard lengthRatio > 0 else { return "no counterpart" }
    var parts: [String] = []
    let matched = matches.filter { $0.kind != .mark && $0.kind != .date }.count
    parts.append("\(min(matched, sourceWords, targetWords)) of \(min(sourceWords, targetWords)) words")
    // A year that stands in a day says nothing new.
    let allDates = matches(of: .date)
    let dates = allDates.filter { date in
      !allDates.contains {
        $0 != date && $0.sourceSegment == date.sourceSegment && $0.sourceRange.lowerBound <= date.sourceRange.lowerBound
          && $0.sourceRange.upperBound >= date.sourceRange.upperBound
      }
    }.map { DateWords.describe($0.source, $0.target) }
    if let first = dates.first { parts.append(dates.count == 1 ? "date \(first)" : "dates \(dates.prefix(4).joined(separator: ", "))") }
    for kind in [Match.Kind.number, .symbol, .name, .term] {
      let found = matches(of: kind).map(\.target)
      guard let first = found.first else { continue }
      parts.append(found.count == 1 ? "\(kind.rawValue) \(first)" : "\(kind.rawValue)s \(found.prefix(4).joined(separator: ", "))")
    }
    let marks = matches(of: .mark).map(\.target)
    if !marks.isEmpty { parts.append("marks \(marks.prefix(4).joined(separator: " "))") }
    let relative = expectedRatio > 0 ? lengthRatio / expectedRatio : 1
    if relative > 1.6 { parts.append("target long for it") } else if relative < 0.625 { parts.append("target short for it") }
    return parts.joined(separator: ", ")
  }
}
