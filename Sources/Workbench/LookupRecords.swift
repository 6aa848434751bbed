public import TranslationMemory

/// `lookup --jsonl`: a line in; a bare text will do too.
public struct QueryRecord: Codable, Sendable {
  public var id: JSONScalar?
  public var query: String
  public var before, after: String?

  /// Reads a line: an object, a JSON string, or text as it is.
  public init(line: String) throws {
    if line.hasPrefix("{") {
      self = try JSONLine.value(QueryRecord.self, from: line)
    } else if line.hasPrefix("\""), let text = try? JSONLine.value(String.self, from: line) {
      self.init(text)
    } else {
      self.init(line)
    }
  }

  private init(_ query: String) { self.query = query }
}

/// `lookup --jsonl`: a line out.
public struct MatchesRecord: Codable, Sendable {
  public var id: JSONScalar?
  public var query: String
  public var matches: [MatchRecord]
  /// Where they were asked for.
  public var fragments: [FragmentRecord]?

  public init(_ query: QueryRecord, _ matches: [Match], fragments: [Fragment]? = nil) {
    id = query.id
    self.query = query.query
    self.matches = matches.map { MatchRecord($0, query: query.query) }
    self.fragments = fragments?.map { FragmentRecord($0, query: query.query) }
  }
}

/// `lookup --json`: a match.
public struct MatchRecord: Codable, Sendable {
  /// Percent, 0…100.
  public var score: Int
  /// `context`, `exact`, `equivalent`, `fuzzy` or `part`.
  public var kind: String
  /// For a part: its place in the source.
  public var part: [Int]?
  public var source, target: String
  public var memory: String
  public var tuid, origin, date, confirmedBy: String?
  /// How many units say the same.
  public var count: Int
  public var diff: [Difference]
  /// Where only numbers differ and their places are certain: the target with the query's numbers.
  public var repaired: String?
  /// What was taken off the score, where something was.
  public var penalties: [Penalty]?

  /// Points taken off, by the name that the penalty was given with.
  public struct Penalty: Codable, Sendable {
    public var name: String
    public var points: Int
  }

  /// Words that differ: their places in the query and in the stored source, and the words.
  public struct Difference: Codable, Sendable {
    public var kind: String
    public var query, source: [Int]
    public var queryText, sourceText: String
  }

  public init(_ match: Match, query: String) {
    score = match.score
    kind = match.kind.rawValue
    part = match.part.map { [$0.lowerBound, $0.upperBound] }
    source = match.source
    target = match.target
    memory = match.memory
    tuid = match.tuid
    origin = match.origin
    date = match.date
    confirmedBy = match.confirmedBy
    count = match.count
    repaired = match.repairedTarget
    penalties = match.penalties.isEmpty ? nil : match.penalties.map { Penalty(name: $0.target.name, points: $0.points) }
    diff = match.differences.map {
      Difference(
        kind: $0.kind.rawValue, query: [$0.query.lowerBound, $0.query.upperBound], source: [$0.stored.lowerBound, $0.stored.upperBound],
        queryText: query.scalars($0.query), sourceText: match.source.scalars($0.stored))
    }
  }
}

/// `lookup --json`: a phrase of the text that stands in a unit.
public struct FragmentRecord: Codable, Sendable {
  /// `fragment`.
  public var kind = "fragment"
  /// Its place in the query, and its words there.
  public var query: [Int]
  public var text: String
  public var source, target: String
  /// Where it stands in the source.
  public var places: [[Int]]
  /// How many distinct texts hold it.
  public var texts: Int
  public var memory: String
  public var tuid, origin, confirmedBy: String?

  public init(_ fragment: Fragment, query: String) {
    self.query = [fragment.range.lowerBound, fragment.range.upperBound]
    text = query.scalars(fragment.range)
    source = fragment.hit.source
    target = fragment.hit.target
    places = fragment.hit.ranges.map { [$0.lowerBound, $0.upperBound] }
    texts = fragment.texts
    memory = fragment.hit.memory
    tuid = fragment.hit.tuid
    origin = fragment.hit.origin
    confirmedBy = fragment.hit.confirmedBy
  }
}

/// `concordance --json`: a hit.
public struct ConcordanceRecord: Codable, Sendable {
  /// `source` or `target`: where the words stand.
  public var side: String
  public var source, target: String
  /// The places of the words in the text of `side`.
  public var places: [[Int]]
  public var memory: String
  public var tuid, origin, confirmedBy: String?
  public var count: Int
  /// The units before and after it in its document, where they were asked for.
  public var before, after: [Neighbour]?

  /// A unit beside a hit.
  public struct Neighbour: Codable, Sendable {
    public var source, target: String
  }

  public init(_ hit: ConcordanceHit) {
    side = hit.side.rawValue
    source = hit.source
    target = hit.target
    places = hit.ranges.map { [$0.lowerBound, $0.upperBound] }
    memory = hit.memory
    tuid = hit.tuid
    origin = hit.origin
    confirmedBy = hit.confirmedBy
    count = hit.count
    before = Self.neighbours(hit.before)
    after = Self.neighbours(hit.after)
  }

  private static func neighbours(_ all: [ConcordanceHit.Neighbour]) -> [Neighbour]? {
    all.isEmpty ? nil : all.map { Neighbour(source: $0.source, target: $0.target) }
  }
}
