/// Counts over a memory.
public struct Statistics: Hashable, Sendable {
  /// Units that lookups see.
  public var units = 0
  /// Units whose id a newer one has.
  public var superseded = 0
  /// Units that can't be read.
  public var malformed = 0
  public var languages: [LanguageCount] = []
  /// Units whose texts all stand in an earlier unit too.
  public var repetitions = 0
  /// Units that a person confirmed.
  public var confirmed = 0
  /// Units by how they were aligned (`x-alignment`); "" for those that don't say.
  public var alignments: [String: Int] = [:]
  /// How many documents units come from (`x-origin`).
  public var origins = 0
  /// Bytes of the memory, and of the indexes beside it.
  public var bytes = 0, indexBytes = 0

  public init() {}

  public struct LanguageCount: Hashable, Sendable {
    /// The code as files write it.
    public var language: String
    public var segments = 0
    /// Words, numbers, codes and addresses.
    public var words = 0
    /// Segments whose text stands in an earlier one too.
    public var repeated = 0
  }
}
