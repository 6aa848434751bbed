internal import Language
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

  private let progress: IndexProgress.Handler?
  /// What the file is gone without.
  private let keeper: (any Sendable)?

  private struct State {
    var image: MemoryImage
    /// Scratch space that nobody uses now.
    var benches: [ScoreKind: [Workbench]] = [:]
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
  /// - Parameters:
  ///   - indexFolder: where indexes are kept; by default `.tarjoman` beside the file, or the user's cache folder.
  ///   - keeper: kept as long as the memory lives: what removes the file with its own end.
  ///   - progress: told how far the making of an index is, here and in lookups.
  /// - Throws: ``MemoryError``.
  /// - Complexity: O(1) when the table of units is current; O(units added) when a ``MemoryStore`` only added some since; else one pass over the file, which
  ///   reads closely only what is new.
  public init(
    opening path: String, indexFolder: String? = nil, keeper: (any Sendable)? = nil, progress: IndexProgress.Handler? = nil
  ) throws(MemoryError) {
    self.progress = progress
    self.keeper = keeper
    self.path = File.resolved(path)
    let name = File.name(of: self.path)
    self.name = name.hasSuffix(".tmx") ? String(name.dropLast(4)) : name
    let folder = indexFolder ?? MemoryImage.indexFolder(for: self.path)
    state = Mutex(State(image: try MemoryImage.open(self.path, indexFolder: folder, progress: progress)))
  }

  /// What is wrong with the file as it is now.
  public var problems: [Problem] { image.problems() }
  /// How many units the file has, superseded ones included.
  public var unitCount: Int { image.units.count }

  /// Of how many layers its index is.
  var layerCount: Int { image.units.layers.count }
  /// The memory as it was when it was last looked at.
  var image: MemoryImage { state.withLock { $0.image } }

  // MARK: Asking

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

  /// Brings the image up to date.
  /// - Parameter force: what was read is not what the index says, although nothing tells that the file changed.
  func refresh(force: Bool = false) throws(MemoryError) {
    let current = try FileStamp.of(path)
    try state.withLock { (state) throws(MemoryError) in
      guard force || state.image.stamp != current else { return }
      let isDamaged = force || state.image.units.isDamaged
      if isDamaged { state.image.removeIfDamaged() }
      state.image = try MemoryImage.open(
        path, indexFolder: state.image.folder?.path, previous: isDamaged ? nil : state.image, mayTrust: !force, progress: progress)
    }
  }

  func borrow(_ key: IndexKey) throws(MemoryError) -> (MemoryImage, [Index], Workbench) {
    try refresh()
    return try state.withLock { (state) throws(MemoryError) in
      (state.image, try state.image.indexes(key, progress: progress), state.benches[key.score]?.popLast() ?? Workbench(key.score))
    }
  }

  func giveBack(_ bench: Workbench, _ key: IndexKey) {
    state.withLock { $0.benches[key.score, default: []].append(bench) }
  }

  /// Asks about a text with scratch space that is given back afterwards.
  func ask<Answer>(
    _ text: String, _ score: ScoreKind, _ from: LanguageTag, _ to: LanguageTag, _ options: MatchOptions,
    _ body: (Question) throws(MemoryError) -> Answer
  ) throws(MemoryError) -> Answer {
    let key = IndexKey(language: from.primary, score: score)
    let (image, indexes, bench) = try borrow(key)
    defer { giveBack(bench, key) }
    var queryText = QueryText(text, &bench.keys)
    let queries = indexes.map { Query(&queryText, in: $0) }
    return try body(
      Question(
        image: image, indexes: indexes, bench: bench, text: queryText, queries: queries,
        wish: Wish(options, image, memory: name, target: to)))
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
    let image = image
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
}
