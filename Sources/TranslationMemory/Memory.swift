public import Language
internal import Synchronization
public import TMX

/// A translation memory that answers: a TMX file, looked up through an index that is made when it is missing and never trusted blindly.
///
///     let memory = try Memory(opening: "Memories/diplomacy.tmx")
///     let hits = try memory.matches(for: "وزیر امور خارجه", from: .persian, to: .english)
///     hits.first?.score    // 100
///
/// The file may change between two lookups, by a ``MemoryStore`` or any other program: each lookup looks at it first. Safe from several threads.
///
/// Not a writer: see ``MemoryStore``.
public final class Memory: Sendable {
  public let path: String
  /// The name of the file without `.tmx`.
  public let name: String
  private let state: Mutex<State>

  private struct State {
    var image: MemoryImage
    var indexes: [IndexKey: Index] = [:]
    var searchers: [IndexKey: [Workbench]] = [:]
  }

  struct IndexKey: Hashable, Sendable {
    var language: String
    var score: ScoreKind
  }

  /// Scratch space of one thread.
  final class Workbench: @unchecked Sendable {
    // Taken out of the pool by one thread at a time.
    var searcher = Searcher()
    var phrases = PhraseSearch()
    var keys: TokenKeys
    var scanner = UnitScanner()
    var diff = TokenDiff()
    var repair = NumberRepair()
    /// What language codes of variants are to the languages asked for.
    private var affinities: [LanguageTag: [[UInt8]: LanguageTag.Affinity]] = [:]

    init(_ score: ScoreKind) { keys = TokenKeys(score) }

    /// The scanned unit's variant nearest to a language.
    func variant(_ bytes: UnsafeBufferPointer<UInt8>, _ language: LanguageTag) -> UnitScanner.Variant? {
      if affinities.count > 100 { affinities = [:] }
      return IndexBuilder.variant(scanner, bytes, language, &affinities[language, default: [:]])
    }
  }

  /// Something that opening found in the file.
  public struct Problem: Hashable, Sendable {
    public var kind: Kind
    public var count: Int
    /// Where, in words; at most a hundred, none when they were counted earlier.
    public var examples: [String]

    public enum Kind: String, Sendable, CaseIterable {
      /// A unit that can't be read.
      case malformed
      /// A unit whose id a newer one has, as a merge of two edits leaves it: lookups ignore it.
      case superseded
    }
  }

  /// Opens a memory.
  ///
  /// - Parameter indexFolder: where indexes are kept; by default `.tarjoman` beside the file, or the user's cache folder.
  /// - Throws: ``MemoryError``.
  /// - Complexity: O(1) when the table of units is current, else one pass over the file.
  public init(opening path: String, indexFolder: String? = nil) throws(MemoryError) {
    self.path = File.resolved(path)
    let name = File.name(of: self.path)
    self.name = name.hasSuffix(".tmx") ? String(name.dropLast(4)) : name
    let folder = indexFolder ?? MemoryImage.indexFolder(for: self.path)
    state = Mutex(State(image: try MemoryImage.open(self.path, indexFolder: folder)))
  }

  /// What is wrong with the file as it is now.
  public var problems: [Problem] { state.withLock { $0.image.problems } }
  /// How many units the file has, superseded ones included.
  public var unitCount: Int { state.withLock { $0.image.units.count } }

  // MARK: Lookup

  /// The units that resemble a text most, best first.
  ///
  ///     let hits = try memory.matches(for: "جلسه برگزار نشد", from: .persian, to: .english, options: .init(atLeast: 75))
  ///
  /// The best `limit` under the documented score are the best, always. Order: score; then context matches; then units that a person confirmed; then the
  /// newest; then the same text before an equivalent one; then the order of the file. Units that say the same count as one, as often as
  /// ``Match/count`` says; one source with two translations gives two matches.
  ///
  /// - Throws: ``MemoryError`` when the file can't be read. An empty text has no matches.
  public func matches(
    for text: String, from: LanguageTag, to: LanguageTag, options: MatchOptions = MatchOptions()
  ) throws(MemoryError) -> [Match] {
    try answer { () throws(MemoryError) in try attemptMatches(text, from, to, options) }
  }

  /// The units that a text is a part of, or nearly: for texts that no unit resembles as a whole.
  ///
  ///     let parts = try memory.parts(for: "وزیر امور خارجه با اشاره به تحولات قفقاز گفت", from: .persian, to: .english)
  ///     parts.first?.part    // which part of its source
  ///
  /// The score is the graded one of ``MatchCost`` for parts, whatever `options.score`; the best `limit` are the best, always. Order: score; then units that
  /// a person confirmed; then the newest; then the order of the file. ``Match/differences`` are those of the part. Neighbours play no role.
  ///
  /// - Throws: ``MemoryError`` when the file can't be read. A text of fewer than three words has no matches.
  public func parts(
    for text: String, from: LanguageTag, to: LanguageTag, options: MatchOptions = MatchOptions(atLeast: 50)
  ) throws(MemoryError) -> [Match] {
    try answer { () throws(MemoryError) in try attemptParts(text, from, to, options) }
  }

  /// The answer of `attempt`; nil from it means that a hit's bytes are not what the index says, so the file changed in between: once more with what is
  /// there now.
  func answer<Found>(_ attempt: () throws(MemoryError) -> [Found]?) throws(MemoryError) -> [Found] {
    for number in 0..<5 {
      do throws(MemoryError) {
        if let found = try attempt() { return found }
      } catch {
        guard case .changedElsewhere = error, number < 4 else { throw error }
      }
      try refresh(force: true)
    }
    throw .changedElsewhere(path: path)
  }

  func refresh(force: Bool = false) throws(MemoryError) {
    let current = try FileStamp.of(path)
    try state.withLock { (state) throws(MemoryError) in
      guard force || state.image.stamp != current else { return }
      // Damaged indexes go, so that they are made anew.
      state.image.units.image.removeIfDamaged()
      for index in state.indexes.values { index.image.removeIfDamaged() }
      state.image = try MemoryImage.open(path, indexFolder: state.image.indexFolder)
      state.indexes = [:]
      state.searchers = [:]
    }
  }

  func borrow(_ key: IndexKey) throws(MemoryError) -> (MemoryImage, Index, Workbench) {
    try refresh()
    return try state.withLock { (state) throws(MemoryError) in
      let index: Index
      if let known = state.indexes[key] {
        index = known
      } else {
        index = try state.image.makeIndex(key.language, key.score)
        state.indexes[key] = index
      }
      return (state.image, index, state.searchers[key]?.popLast() ?? Workbench(key.score))
    }
  }

  func giveBack(_ bench: Workbench, _ key: IndexKey, _ image: MemoryImage) {
    state.withLock { state in
      guard state.image === image else { return }
      state.searchers[key, default: []].append(bench)
    }
  }

  private struct Candidate {
    var hit: Searcher.Hit
    var isContext: Bool
    var count: Int
    var isSameText = false
    var match: Match?

    /// Before penalties.
    var rawScore: Int { hit.score + hit.penalty }
  }

  private func attemptMatches(
    _ text: String, _ from: LanguageTag, _ to: LanguageTag, _ options: MatchOptions
  ) throws(MemoryError) -> [Match]? {
    let key = IndexKey(language: from.primary, score: options.score)
    let (image, index, bench) = try borrow(key)
    defer { giveBack(bench, key, image) }
    let units = image.units
    let query = Query(text, in: index, &bench.keys)
    let wish = Wish(options, image, memory: name, target: to)
    let penalty = { (unit: UInt32) in wish.penalty(unit) }
    let limit = max(0, options.limit)
    let (hits, whole) = bench.searcher.search(query, in: index, units, least: options.atLeast, limit: limit, penalty: penalty)

    // Units, of each text once.
    var candidates: [Candidate] = []
    // `hit` with the score before penalties.
    func add(_ hit: Searcher.Hit, isContext: (UInt32) -> Bool) {
      var seen: [UInt64: Int] = [:]
      for unit in index.units(of: hit.entry) where Int(unit) < units.count {
        guard let points = penalty(unit), hit.score - points >= options.atLeast else { continue }
        let own = Searcher.Hit(score: hit.score - points, entry: hit.entry, unit: unit, rank: units.rank(unit), penalty: points)
        let inContext = isContext(unit)
        if let known = seen[units.textHash(unit)] {
          candidates[known].count += 1
          let other = candidates[known]
          if own.score > other.hit.score || own.score == other.hit.score && inContext && !other.isContext {
            candidates[known].isContext = inContext
            candidates[known].hit = own
          }
          continue
        }
        seen[units.textHash(unit)] = candidates.count
        candidates.append(Candidate(hit: own, isContext: inContext, count: 1))
      }
    }
    let neighbours = try neighbourTest(options, index, image, bench)
    for entry in whole { add(.init(score: 100, entry: entry, unit: 0, rank: 0), isContext: neighbours) }
    for var hit in hits where !whole.contains(hit.entry) {
      hit.score += hit.penalty
      add(hit, isContext: { _ in false })
    }
    func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
      if a.hit.score != b.hit.score { return a.hit.score > b.hit.score }
      if a.isContext != b.isContext { return a.isContext }
      if a.hit.rank != b.hit.rank { return a.hit.rank > b.hit.rank }
      if a.isSameText != b.isSameText { return a.isSameText }
      return a.hit.unit < b.hit.unit
    }
    candidates.sort(by: precedes)
    // Candidates that tie with the last one wanted are read as well: the same text goes first among them.
    var last = min(limit, candidates.count)
    while last > 0, last < candidates.count, last < limit + 64, candidates[last].rawScore == 100 || !options.penalties.isEmpty,
      candidates[last].hit.score == candidates[last - 1].hit.score,
      candidates[last].hit.rank == candidates[last - 1].hit.rank,
      candidates[last].isContext == candidates[last - 1].isContext
    { last += 1 }
    candidates.removeSubrange(last...)
    for at in candidates.indices {
      let candidate = candidates[at]
      guard var match = try read(candidate.hit.unit, candidate.count, image, from, to, bench) else { return nil }
      match.score = candidate.hit.score
      candidates[at].match = match
      candidates[at].isSameText = match.source.utf8.elementsEqual(text.utf8)
    }
    candidates.sort(by: precedes)
    guard !index.image.isDamaged, !units.image.isDamaged, !wish.failed else { return nil }
    return candidates.prefix(limit).compactMap { candidate in
      guard var match = candidate.match, !match.target.isEmpty || !match.source.isEmpty else { return nil }
      match.penalties = wish.penalties(candidate.hit.unit)
      match.kind = candidate.isContext ? .context : candidate.rawScore < 100 ? .fuzzy : candidate.isSameText ? .exact : .equivalent
      if match.kind != .exact {
        match.differences = bench.diff.differences(
          text, match.source, isWhole: candidate.rawScore == 100, known: known(query, candidate, index))
        if match.kind == .fuzzy { match.repairedTarget = bench.repair.repaired(text, match.source, match.target, match.differences) }
      }
      return match
    }
  }

  /// The tokens of a query and a hit as a graded index numbers them.
  private func known(
    _ query: Query, _ candidate: Candidate, _ index: Index
  ) -> (query: [TokenDistance.Graded], stored: [TokenDistance.Graded])? {
    guard index.score == .graded else { return nil }
    return (query.tokens, index.forms(of: candidate.hit.entry).map { .init(form: $0, kappa: index.kappa(of: $0)) })
  }

  private func attemptParts(
    _ text: String, _ from: LanguageTag, _ to: LanguageTag, _ options: MatchOptions
  ) throws(MemoryError) -> [Match]? {
    let key = IndexKey(language: from.primary, score: .graded)
    let (image, index, bench) = try borrow(key)
    defer { giveBack(bench, key, image) }
    let units = image.units
    let query = Query(text, in: index, &bench.keys)
    let wish = Wish(options, image, memory: name, target: to)
    let penalty = { (unit: UInt32) in wish.penalty(unit) }
    let hits = bench.searcher.searchParts(
      query, in: index, units, least: options.atLeast, limit: max(0, options.limit), penalty: penalty)
    var candidates: [Candidate] = []
    for hit in hits {
      var seen: [UInt64: Int] = [:]
      for unit in index.units(of: hit.entry) where Int(unit) < units.count {
        guard let points = penalty(unit), hit.score + hit.penalty - points >= options.atLeast else { continue }
        var own = hit
        (own.score, own.penalty, own.unit, own.rank) = (hit.score + hit.penalty - points, points, unit, units.rank(unit))
        if let known = seen[units.textHash(unit)] {
          candidates[known].count += 1
          if own.score > candidates[known].hit.score { candidates[known].hit = own }
          continue
        }
        seen[units.textHash(unit)] = candidates.count
        candidates.append(Candidate(hit: own, isContext: false, count: 1))
      }
    }
    candidates.sort { Searcher.Hit.precedes($0.hit, $1.hit) }
    var matches: [Match] = []
    for candidate in candidates.prefix(max(0, options.limit)) {
      guard var match = try read(candidate.hit.unit, candidate.count, image, from, to, bench) else { return nil }
      match.score = candidate.hit.score
      guard let place = bench.diff.place(of: candidate.hit.run, in: match.source) else { return nil }
      match.kind = .part
      match.penalties = wish.penalties(candidate.hit.unit)
      match.part = place
      match.differences = bench.diff.differences(
        text, match.source, isWhole: candidate.rawScore == 100, run: candidate.hit.run,
        known: known(query, candidate, index))
      matches.append(match)
    }
    return index.image.isDamaged || units.image.isDamaged || wish.failed ? nil : matches
  }

  /// Reads a unit from the file, as a match of 100, and checks that it is what the index says; nil when it is not.
  func read(
    _ unit: UInt32, _ count: Int, _ image: MemoryImage, _ from: LanguageTag, _ to: LanguageTag, _ bench: Workbench
  ) throws(MemoryError) -> Match? {
    let offset = image.units.offset(unit)
    guard let bytes = try? UnitReader.unit(in: image.file, at: offset) else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      guard bench.scanner.scan(bytes) else { return nil }
      let scanner = bench.scanner
      var hash = Hash64()
      for variant in scanner.variants {
        hash.add(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[variant.language]))
        hash.add(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[variant.segment]))
      }
      guard hash.value & 0xFFFF_FFFF_FFFF == image.units.textHash(unit) else { return nil }
      func value(_ range: Range<Int>?) -> String? { range.map { UnitScanner.string(bytes, $0) } }
      func content(_ language: LanguageTag) -> String? {
        guard let variant = bench.variant(bytes, language) else { return nil }
        if variant.isPlain { return String(decoding: bytes[variant.segment], as: UTF8.self) }
        var text: [UInt8] = []
        UnitScanner.appendText(bytes, variant.segment, to: &text)
        return String(decoding: text, as: UTF8.self)
      }
      guard let source = content(LanguageTag(from.primary)) else { return nil }
      return Match(
        score: 100, kind: .fuzzy, source: source, target: content(to) ?? "",
        tuid: value(scanner.attribute("tuid", in: bytes)), memory: name,
        confirmedBy: value(scanner.property("x-confirmed-by", in: bytes)),
        date: value(scanner.attribute("changedate", in: bytes) ?? scanner.attribute("creationdate", in: bytes)),
        origin: value(scanner.property("x-origin", in: bytes)), count: count, differences: [], offset: offset)
    }
  }

  /// Tells whether a unit's neighbours in the file, of the same origin, are the ones asked for.
  private func neighbourTest(
    _ options: MatchOptions, _ index: Index, _ image: MemoryImage, _ bench: Workbench
  ) throws(MemoryError) -> (UInt32) -> Bool {
    func entries(_ text: String?) -> Set<UInt32>? {
      guard let text, !text.isEmpty else { return nil }
      let query = Query(text, in: index, &bench.keys)
      guard !query.tokens.isEmpty else { return nil }
      var found: Set<UInt32> = []
      index.joined(query.joinHash) { if Searcher.isJoined(query, index, $0) { found.insert($0) } }
      return found
    }
    let (before, after) = (entries(options.before), entries(options.after))
    guard before != nil || after != nil else { return { _ in false } }
    func entry(_ unit: Int) -> UInt32? { index.entryOfUnit.indices.contains(unit) ? index.entryOfUnit[unit] : nil }
    return { [self] unit in
      if let before {
        guard unit > 0, let neighbour = entry(Int(unit) - 1), before.contains(neighbour), follow(Int(unit) - 1, image, bench) else {
          return false
        }
      }
      if let after {
        guard let neighbour = entry(Int(unit) + 1), after.contains(neighbour), follow(Int(unit), image, bench) else { return false }
      }
      return true
    }
  }

  /// True when a unit and the next one in the file come from one origin, one behind the other.
  func follow(_ unit: Int, _ image: MemoryImage, _ bench: Workbench) -> Bool {
    func place(_ unit: Int) -> (origin: String?, position: Int?)? {
      guard unit < image.units.count, let bytes = try? UnitReader.unit(in: image.file, at: image.units.offset(UInt32(unit))) else {
        return nil
      }
      return bytes.withUnsafeBufferPointer { bytes in
        guard bench.scanner.scan(bytes) else { return nil }
        let origin = bench.scanner.property("x-origin", in: bytes).map { UnitScanner.string(bytes, $0) }
        let position = bench.scanner.property("x-position", in: bytes).flatMap { Int(UnitScanner.string(bytes, $0)) }
        return (origin, position)
      }
    }
    guard let a = place(unit), let b = place(unit + 1), a.origin.map({ Array($0.utf8) }) == b.origin.map({ Array($0.utf8) }) else {
      return false
    }
    if let p = a.position, let q = b.position { return q == p + 1 }
    return true
  }

  // MARK: Units

  /// The unit that lies at a place that a match or a concordance gave.
  /// - Throws: ``MemoryError/unreadable(path:offset:why:)`` when no unit lies there any more.
  public func unit(at offset: Int) throws(MemoryError) -> Unit {
    let image = state.withLock { $0.image }
    let bytes = try UnitReader.unit(in: image.file, at: offset)
    do {
      return try UnitCoding.unit(from: bytes)
    } catch {
      throw .unreadable(path: path, offset: offset, why: "no unit")
    }
  }

  /// Calls `body` with every unit in file order, superseded ones included, and its place.
  /// - Complexity: O(size), in memory for one unit.
  public func forEachUnit(_ body: (Unit, _ offset: Int) throws(MemoryError) -> Void) throws(MemoryError) {
    let file = try File.open(path, .read)
    var parser = UnitParser()
    try UnitReader(file: file).forEach { (bytes, offset) throws(MemoryError) in
      guard let unit = try? parser.unit(from: bytes) else { return }
      try body(unit, offset)
    }
  }

  /// Counts everything once.
  /// - Complexity: O(size).
  public func statistics() throws(MemoryError) -> Statistics {
    try refresh()
    let image = state.withLock { $0.image }
    let units = image.units
    var statistics = Statistics()
    statistics.malformed = units.malformed
    statistics.superseded = units.superseded
    statistics.bytes = image.stamp.size
    if let folder = image.indexFolder {
      let base = "\(folder)/\(File.name(of: path))."
      let names = ["units"] + units.languages.flatMap { language in ScoreKind.allCases.map { "\(language).\($0.rawValue)" } }
      for name in names { statistics.indexBytes += (try? FileStamp.of(base + name).size) ?? 0 }
    }
    var scanner = UnitScanner()
    var tokens = TokenScanner()
    var texts: Set<UInt64> = []
    var whole: Set<UInt64> = []
    var origins: Set<UInt64> = []
    var number = -1
    var text: [UInt8] = []
    var byCode: [[UInt8]: Int] = [:]
    var alignments: [[UInt8]: Int] = [:]
    try UnitReader(file: image.file).forEach { (bytes, _) throws(MemoryError) in
      guard scanner.scan(bytes) else { return }
      number += 1
      guard number < units.count, units.languageMask(UInt32(number)) != 0 else { return }
      statistics.units += 1
      var all = Hash64()
      for variant in scanner.variants {
        let code = Array(bytes[variant.language])
        let at: Int
        if let known = byCode[code] {
          at = known
        } else {
          at = statistics.languages.count
          byCode[code] = at
          statistics.languages.append(.init(language: UnitScanner.string(bytes, variant.language)))
        }
        text.removeAll(keepingCapacity: true)
        UnitScanner.appendText(bytes, variant.segment, to: &text)
        statistics.languages[at].segments += 1
        text.withUnsafeBufferPointer { text in
          tokens.scan(text)
          statistics.languages[at].words += tokens.tokens.count { $0.kind != .punctuation && $0.kind != .symbol }
          var hash = Hash64()
          code.withUnsafeBytes { hash.add($0) }
          hash.add(UnsafeRawBufferPointer(text))
          all.add(hash.value)
          if !texts.insert(hash.value).inserted { statistics.languages[at].repeated += 1 }
        }
      }
      if !whole.insert(all.value).inserted { statistics.repetitions += 1 }
      if let person = scanner.property("x-confirmed-by", in: bytes), !person.isEmpty { statistics.confirmed += 1 }
      if let origin = scanner.property("x-origin", in: bytes) {
        origins.insert(Hash64.of(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[origin])))
      }
      alignments[scanner.property("x-alignment", in: bytes).map { Array(bytes[$0]) } ?? [], default: 0] += 1
    }
    if units.image.isDamaged {
      try refresh(force: true)
      return try self.statistics()
    }
    statistics.origins = origins.count
    for (name, count) in alignments { statistics.alignments[String(decoding: name, as: UTF8.self)] = count }
    return statistics
  }
}
