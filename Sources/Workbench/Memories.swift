public import Language
public import TranslationMemory

extension ReturnedUnit {
  /// What became of it, for people.
  var words: String { "deleted \(deleted) and \(isChanged ? "changed on the other branch" : "brought back as it was")" }
}

/// Several memories that answer as one.
public struct Memories: Sendable {
  public let memories: [Memory]
  /// Holds what was unpacked for them in place.
  private let files: [UnpackedMemory]
  /// The memories that are packed: their indexes go when this does.
  public let packed: [String]

  /// Opens memories by name or path; one that is packed is unpacked for as long as this lives.
  /// - Parameter progress: told how far the making of an index is, here and in lookups.
  /// - Throws: ``MemoryError``; ``FileError``, ``PackedFileError`` for a packed one.
  public init(_ names: [String], project: Project = Project(), progress: IndexProgress.Handler? = nil) throws {
    let paths = names.map { project.memoryPath($0) }
    files = try paths.map { try UnpackedMemory($0) }
    memories = try files.map { try Memory(opening: $0.path, progress: progress) }
    packed = zip(paths, files).filter { $0.1.isUnpacked }.map(\.0)
  }

  /// What is wrong with the files, one line each.
  public var remarks: [String] { memories.flatMap { Self.remarks(of: $0) } }

  static func remarks(of memory: Memory, only kind: Memory.Problem.Kind? = nil) -> [String] {
    func line(_ count: Int, _ what: String, _ examples: [String]) -> String {
      "\(memory.path): \(count) \(what)\(examples.isEmpty ? "" : ": \(examples.prefix(3).joined(separator: "; "))")"
    }
    var remarks = memory.problems.filter { kind == nil || $0.kind == kind }.map { problem in
      let what =
        switch problem.kind {
        case .malformed: "units can't be read and were passed over"
        case .superseded: "units have an id that a newer one has, and were passed over"
        }
      return line(problem.count, what, problem.examples)
    }
    // A file that can't be read says so at the first lookup.
    if kind == nil, let returned = try? memory.returned(), !returned.isEmpty {
      let what = "units that were deleted are there again after a merge; delete, edit or confirm them"
      remarks.append(line(returned.count, what, returned.map { "\($0.tuid), \($0.words)" }))
    }
    return remarks
  }

  /// The units of all memories that resemble a text most, best first; equal ones in the order of the memories.
  public func matches(for text: String, from: LanguageTag, to: LanguageTag, options: MatchOptions) throws -> [Match] {
    try best(options.limit) { memory throws in try memory.matches(for: text, from: from, to: to, options: options) }
  }

  /// The units that a text is a part of, best first: for a text that no unit resembles as a whole.
  /// Filters and penalties are those of `options`; the least score is 50.
  public func parts(for text: String, from: LanguageTag, to: LanguageTag, options: MatchOptions) throws -> [Match] {
    var options = options
    options.atLeast = 50
    return try best(options.limit) { memory throws in try memory.parts(for: text, from: from, to: to, options: options) }
  }

  /// The longest stored phrases that cover a text, of all memories: where two memories hold the same words, the earlier one's.
  public func fragments(
    for text: String, from: LanguageTag, to: LanguageTag, leastWords: Int = 2, options: MatchOptions
  ) throws -> [Fragment] {
    let all = try memories.flatMap { try $0.fragments(for: text, from: from, to: to, leastWords: leastWords, options: options) }
    if memories.count == 1 { return all }
    // Those inside another's place add nothing.
    return all.indices.filter { at in
      !all.indices.contains { other in
        let (own, its) = (all[at].range, all[other].range)
        return other != at && its.lowerBound <= own.lowerBound && its.upperBound >= own.upperBound && (its != own || other < at)
      }
    }.map { all[$0] }.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func best(_ limit: Int, _ ask: (Memory) throws -> [Match]) throws -> [Match] {
    if memories.count == 1 { return try ask(memories[0]) }
    let all = try memories.enumerated().flatMap { order, memory in try ask(memory).map { (order, $0) } }
    func rank(_ match: Match) -> (Int, Int, Int, String) {
      (match.score, match.kind == .context ? 1 : 0, match.confirmedBy == nil ? 0 : 1, match.date ?? "")
    }
    return all.sorted { a, b in
      let (x, y) = (rank(a.1), rank(b.1))
      return x != y ? x > y : a.0 < b.0
    }.prefix(limit).map(\.1)
  }
}

extension MatchOptions.Penalty {
  /// `NAME=N` for a memory, `TYPE:VALUE=N` for a property; `origin`, `domain` and `alignment` stand for the types that begin with `x-`. Nil for anything else.
  public init?(_ text: String) {
    guard let sign = text.lastIndex(of: "="), let points = Int(text[text.index(after: sign)...]), (0...100).contains(points) else {
      return nil
    }
    let name = text[..<sign]
    guard !name.isEmpty else { return nil }
    guard let colon = name.firstIndex(of: ":") else {
      self.init(.memory(FileSystem.name(of: name.hasSuffix(".tmx") ? String(name.dropLast(4)) : String(name))), points: points)
      return
    }
    let type = String(name[..<colon])
    let short = ["origin", "domain", "alignment", "position"].contains(type)
    self.init(.property(type: short ? "x-" + type : type, value: String(name[name.index(after: colon)...])), points: points)
  }
}

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
