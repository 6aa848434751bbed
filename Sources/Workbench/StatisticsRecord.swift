public import TranslationMemory

/// `stats --json`.
public struct StatisticsRecord: Codable, Sendable {
  public var memory: String
  public var units, superseded, malformed, repetitions, confirmed, origins, bytes, indexBytes: Int
  public var languages: [Counts]
  /// Units by the shape of their bead: `1-1`, `2-1` …; `""` for those that don't say.
  public var alignments: [String: Int]

  /// One language's segments.
  public struct Counts: Codable, Sendable {
    public var language: String
    public var segments, words, repeated: Int
  }

  public init(_ statistics: Statistics, memory: String) {
    self.memory = memory
    units = statistics.units
    superseded = statistics.superseded
    malformed = statistics.malformed
    repetitions = statistics.repetitions
    confirmed = statistics.confirmed
    origins = statistics.origins
    bytes = statistics.bytes
    indexBytes = statistics.indexBytes
    languages = statistics.languages.map { Counts(language: $0.language, segments: $0.segments, words: $0.words, repeated: $0.repeated) }
    alignments = statistics.alignments
  }
}
