public import Language
public import TranslationMemory

extension ReturnedUnit {
  /// What became of it, for people.
  var words: String { "deleted \(deleted) and \(isChanged ? "changed on the other branch" : "brought back as it was")" }
}

/// Several memories that answer as one.
public struct Memories: Sendable {
  public let memories: [Memory]
  /// The memories that are packed: their indexes go when this does.
  public let packed: [String]

  /// Opens memories by name or path; one that is packed is unpacked for as long as this lives.
  /// - Parameter progress: told how far the making of an index is, here and in lookups.
  /// - Throws: ``MemoryError``; ``FileError``, ``PackedFileError`` for a packed one.
  public init(_ names: [String], project: Project = Project(), progress: IndexProgress.Handler? = nil) throws {
    let paths = names.map { project.memoryPath($0) }
    let files = try paths.map { try UnpackedMemory($0) }
    memories = try files.map { try $0.memory(progress: progress) }
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
