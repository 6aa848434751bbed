public import Language
internal import TMX
public import TranslationMemory

/// The units of a memory that a machine aligned and nobody has confirmed, from the most doubtful on.
public struct MemoryReview: Sendable {
  public var path: String
  public var entries: [Entry] = []
  /// How many there are in all.
  public var count = 0

  /// A unit with what the aligner thought of it.
  public struct Entry: Codable, Hashable, Sendable {
    public var tuid: String
    /// The aligner's probability, 0…1.
    public var score: Double
    public var source, target: String
    public var origin: String?
  }

  /// Reads a memory twice: all scores first, then the units that are shown.
  /// - Parameter limit: at most so many entries.
  /// - Throws: ``FileError``, ``TMXFileError``.
  public init(_ path: String, from source: LanguageTag, to target: LanguageTag, limit: Int = .max) throws {
    self.path = path
    var scores: [String: Double] = [:]
    _ = try TMXFile(path).read { unit, _ in
      guard let tuid = unit.tuid else { return }
      // An edit of the same unit further down, confirmed perhaps, is the one that counts.
      scores[tuid] = Self.score(unit)
    }
    count = scores.count
    let order = scores.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(limit)
    var wanted: [String: Entry?] = [:]
    for (tuid, _) in order { wanted[tuid] = .some(nil) }
    _ = try TMXFile(path).read { unit, _ in
      guard let tuid = unit.tuid, wanted[tuid] != nil, let score = Self.score(unit) else { return }
      wanted[tuid] = Entry(
        tuid: tuid, score: score, source: unit.variant(in: source)?.text ?? "", target: unit.variant(in: target)?.text ?? "",
        origin: unit.property(UnitProperty.origin))
    }
    entries = order.compactMap { wanted[$0.key] ?? nil }
  }

  /// The probability of a unit that is open to review.
  private static func score(_ unit: Unit) -> Double? {
    guard unit.property(UnitProperty.confirmedBy) == nil, unit.property(UnitProperty.confirmedAt) == nil,
      let score = unit.property(UnitProperty.score).flatMap(Double.init), (0...1).contains(score)
    else { return nil }
    return score
  }

  /// Confirms units and takes others out: one rewrite each.
  /// - Throws: ``MemoryError``.
  public static func decide(_ path: String, confirmed: [String], dropped: [String], by person: String) throws(MemoryError) {
    guard !confirmed.isEmpty || !dropped.isEmpty else { return }
    let store = try MemoryStore(opening: path, clock: Clock.now)
    if !confirmed.isEmpty { try store.confirm(confirmed, by: person) }
    if !dropped.isEmpty { try store.delete(dropped) }
  }
}
