internal import Glibc
public import Language
public import Quality
internal import TMX
internal import TranslationMemory

/// Finds units that a memory would be better without, writes the reasons on them, and takes them out when told to. All of it can be undone.
///
/// The reasons stand in the property `x-clean`, divided by blanks. Units that are taken out go into a memory beside the memory (``storage(of:)``)
/// before they leave it; one that a person confirmed is never taken out.
public struct CleanJob: Sendable {
  public var cleaner: Cleaner
  public var from, to: LanguageTag
  /// The time that new units are dated with, `YYYYMMDDThhmmssZ`.
  public var clock: @Sendable () -> String

  public init(
    cleaner: Cleaner = Cleaner(), from: LanguageTag = .persian, to: LanguageTag = .english,
    clock: @escaping @Sendable () -> String = Clock.now
  ) {
    self.cleaner = cleaner
    self.from = from
    self.to = to
    self.clock = clock
  }

  /// What becomes of one unit.
  public struct Change: Codable, Sendable {
    public var kind: Kind
    public var tuid: String?
    public var source, target: String
    /// Names of ``CleaningReason``.
    public var reasons: [String]

    public enum Kind: String, Codable, Sendable {
      /// Its reasons are written on it, or were other ones.
      case annotated
      /// Its reasons are gone, for it is well now or all was undone.
      case cleared
      case deleted
      /// A person confirmed it: it stays, annotated.
      case kept
      /// It is back.
      case restored
    }
  }

  public struct Summary: Sendable {
    public var units = 0
    /// Units without a pair of the two languages: nothing is said about them.
    public var skipped = 0
    /// Units with reasons, changed or not.
    public var doubtful = 0
    public var counts: [Change.Kind: Int] = [:]
    public var reasons: [CleaningReason: Int] = [:]
    public var remarks: [String] = []
  }

  public enum Action: Sendable { case annotate, delete }

  /// Where the units lie that were taken out of a memory: `NAME.deleted.tmx` beside it.
  public static func storage(of path: String) -> String { (path.hasSuffix(".tmx") ? String(path.dropLast(4)) : path) + ".deleted.tmx" }

  /// Annotates doubtful units, or takes them out, with one commit.
  /// - Parameters:
  ///   - dryRun: say what would be done, and change nothing.
  ///   - onChange: called with each unit that changes, in file order, before anything does.
  /// - Throws: ``MemoryError``, whatever `onChange` throws.
  public func run(_ path: String, _ action: Action = .annotate, dryRun: Bool = false, onChange: (Change) throws -> Void) throws -> Summary {
    let memory = try Memory(opening: path)
    var summary = Summary()
    summary.remarks = Memories.remarks(of: memory, only: .malformed)
    var failure: (any Error)?
    var isChanging = false
    func survey(_ unit: Unit) {
      guard failure == nil else { return }
      let (change, _) = plan(unit, action, &summary)
      guard let change else { return }
      isChanging = isChanging || change.kind != .kept || unit.property(UnitProperty.cleaning) != change.reasons.joined(separator: " ")
      do { try onChange(change) } catch { failure = error }
    }
    try memory.forEachUnit { unit, _ in survey(unit) }
    if let failure { throw failure }
    guard !dryRun, isChanging else { return summary }
    // Once more under the writer's lock: only what is there now counts.
    let store = try MemoryStore(opening: path, clock: clock)
    var revisions: [Int: MemoryStore.Revision] = [:]
    var leaving: [Unit] = []
    var ignored = Summary()
    try store.forEachUnit { unit, offset in
      let (change, revision) = plan(unit, action, &ignored)
      guard let change, let revision else { return }
      if change.kind == .deleted { leaving.append(unit) }
      revisions[offset] = revision
    }
    try keep(leaving, of: path)
    _ = try store.revise(revisions)
    return summary
  }

  private func plan(_ unit: Unit, _ action: Action, _ summary: inout Summary) -> (Change?, MemoryStore.Revision?) {
    summary.units += 1
    guard let source = unit.variant(in: from), let target = unit.variant(in: to) else {
      summary.skipped += 1
      return (nil, nil)
    }
    let reasons = cleaner.reasons(source: source.content, target: target.content, from: from, to: to)
    let text = reasons.map(\.rawValue).joined(separator: " ")
    let old = unit.property(UnitProperty.cleaning)
    if !reasons.isEmpty { summary.doubtful += 1 }
    for reason in reasons { summary.reasons[reason, default: 0] += 1 }
    let isConfirmed = unit.property(UnitProperty.confirmedBy)?.isEmpty == false
    let kind: Change.Kind
    if reasons.isEmpty {
      guard old != nil else { return (nil, nil) }
      kind = .cleared
    } else if action == .delete {
      kind = isConfirmed ? .kept : .deleted
    } else {
      guard old != text else { return (nil, nil) }
      kind = .annotated
    }
    summary.counts[kind, default: 0] += 1
    let change = Change(kind: kind, tuid: unit.tuid, source: source.text, target: target.text, reasons: reasons.map(\.rawValue))
    if kind == .deleted { return (change, .drop) }
    guard old != text || reasons.isEmpty else { return (change, nil) }
    return (change, .replace(annotated(unit, reasons.isEmpty ? nil : text)))
  }

  private func annotated(_ unit: Unit, _ text: String?) -> Unit {
    var unit = unit
    if let text {
      if let at = unit.properties.firstIndex(where: { $0.type == UnitProperty.cleaning }) {
        unit.properties[at].value = text
      } else {
        unit.properties.append(Property(UnitProperty.cleaning, text))
      }
    } else {
      unit.properties.removeAll { $0.type == UnitProperty.cleaning }
    }
    return unit
  }

  /// Lays units aside, durably, before they leave.
  private func keep(_ units: [Unit], of path: String) throws {
    guard !units.isEmpty else { return }
    let storage = Self.storage(of: path)
    let store =
      FileSystem.exists(storage) ? try MemoryStore(opening: storage, clock: clock) : try MemoryStore.create(at: storage, clock: clock)
    try store.forEachUnit { _, _ in }
    _ = try store.revise([:], adding: units)
  }

  /// Takes all annotations off and brings back what was taken out; its own file goes then.
  ///
  /// A unit that is in the memory again with the same texts is not brought back twice.
  /// - Throws: ``MemoryError``, whatever `onChange` throws.
  public func undo(_ path: String, dryRun: Bool = false, onChange: (Change) throws -> Void) throws -> Summary {
    var summary = Summary()
    let memory = try Memory(opening: path)
    var changes: [Change] = []
    var present: Set<UnitFingerprint> = []
    func change(_ unit: Unit, _ kind: Change.Kind) -> Change {
      Change(
        kind: kind, tuid: unit.tuid, source: unit.variant(in: from)?.text ?? unit.variants.first?.text ?? "",
        target: unit.variant(in: to)?.text ?? "",
        reasons: (unit.property(UnitProperty.cleaning) ?? "").split(separator: " ").map(String.init))
    }
    try memory.forEachUnit { unit, _ in
      summary.units += 1
      present.insert(UnitFingerprint(textsOf: unit))
      if unit.property(UnitProperty.cleaning) != nil { changes.append(change(unit, .cleared)) }
    }
    var returning: [Unit] = []
    let storage = Self.storage(of: path)
    let isStored = FileSystem.exists(storage)
    if isStored {
      let stored = try Memory(opening: storage)
      try stored.forEachUnit { unit, _ in
        guard !present.contains(UnitFingerprint(textsOf: unit)) else { return }
        returning.append(annotated(unit, nil))
        changes.append(change(unit, .restored))
      }
    }
    for change in changes {
      summary.counts[change.kind, default: 0] += 1
      try onChange(change)
    }
    guard !dryRun else { return summary }
    if !changes.isEmpty {
      let store = try MemoryStore(opening: path, clock: clock)
      var revisions: [Int: MemoryStore.Revision] = [:]
      try store.forEachUnit { unit, offset in
        if unit.property(UnitProperty.cleaning) != nil { revisions[offset] = .replace(annotated(unit, nil)) }
      }
      let report = try store.revise(revisions, adding: returning)
      summary.remarks += report.rejected.map { "\(returning[$0.index].tuid ?? "a unit"): could not be brought back: \($0.why)" }
      if !report.rejected.isEmpty { return summary }
    }
    if isStored { unlink(storage) }
    return summary
  }
}
