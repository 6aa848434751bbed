internal import Language
internal import TMX
internal import TranslationMemory

/// Keeps memories in order: joins them, takes out what stands there twice, and says how two differ.
public struct MaintenanceJob: Sendable {
  /// The time that changed units are dated with, `YYYYMMDDThhmmssZ`.
  public var clock: @Sendable () -> String
  public var limits: ReadingLimits

  public init(limits: ReadingLimits = .standard, clock: @escaping @Sendable () -> String = Clock.now) {
    self.limits = limits
    self.clock = clock
  }

  // MARK: Merging

  /// What a merge did.
  public struct Merge: Sendable {
    public var added = 0
    /// Pairs that the memory held already, or that came before in the same merge.
    public var same = 0
    /// Pairs that it held unconfirmed, and that are confirmed now.
    public var confirmed = 0
    /// Units that gave way to a newer version of theirs, and versions that were left out because the memory's own is as new or newer.
    public var newer = 0, older = 0
    /// Units without any text.
    public var rejected = 0
    /// What a person should know, one line each: versions left out, units that can't be read.
    public var remarks: [String] = []
    /// True when something could not be read or stored.
    public var hasFindings = false

    /// What happened, for people: counts first.
    public var lines: [String] {
      var parts = ["\(added) added", "\(same) there already"]
      if confirmed > 0 { parts.append("\(confirmed) confirmed") }
      if newer > 0 { parts.append("\(newer) replaced by a newer version") }
      if older > 0 { parts.append("\(older) older versions left out") }
      if rejected > 0 { parts.append("\(rejected) rejected") }
      return [parts.joined(separator: ", ")] + remarks
    }
  }

  /// Brings the units of other memories into one, with one commit or not at all.
  ///
  /// A pair that is there already is not stored again; where only the newcomer is confirmed by a person, its confirmation is taken over. Of two versions of
  /// one unit (the same id, other texts) the later `changedate` stays.
  ///
  /// - Parameter path: the memory; it is made when it isn't there.
  /// - Throws: ``MemoryError``.
  public func merge(_ others: [String], into path: String) throws -> Merge {
    var merge = Merge()
    // Read before the memory is touched or made: a wrong name changes nothing.
    var incoming: [(unit: Unit, entry: Entry, memory: String)] = []
    for other in others {
      let memory = try UnpackedMemory(other, limits: limits.archive).memory()
      let remarks = Memories.remarks(of: memory, only: .malformed)
      merge.remarks += remarks
      if !remarks.isEmpty { merge.hasFindings = true }
      var survey = Survey()
      try memory.forEachUnit { unit, offset in survey.add(unit, offset) }
      let superseded = survey.superseded
      var number = 0
      try memory.forEachUnit { unit, offset in
        defer { number += 1 }
        guard number < survey.entries.count, survey.entries[number].offset == offset else { return }
        if superseded[offset] == nil { incoming.append((unit, survey.entries[number], memory.name)) }
      }
    }
    let store = FileSystem.exists(path) ? try MemoryStore(opening: path, clock: clock) : try MemoryStore.create(at: path, clock: clock)
    var survey = Survey()
    try store.forEachUnit { survey.add($0, $1) }
    merge.remarks += store.remarks(path: path)
    if store.recovery != nil || store.conversion?.leftOut.isEmpty == false { merge.hasFindings = true }

    // What the memory will hold: its own units by place, and the new ones by number.
    enum Holder {
      case stored(Int)
      case new(Int)
    }
    let superseded = survey.superseded
    var byTexts: [UnitFingerprint: (holder: Holder, isConfirmed: Bool)] = [:]
    var byID: [UnitFingerprint: (holder: Holder, texts: UnitFingerprint, date: UInt64)] = [:]
    for entry in survey.entries where superseded[entry.offset] == nil {
      if byTexts[entry.texts] == nil || entry.isConfirmed { byTexts[entry.texts] = (.stored(entry.offset), entry.isConfirmed) }
      if let id = entry.id { byID[id] = (.stored(entry.offset), entry.texts, entry.date) }
    }
    var adding: [Unit] = []
    var replacing: [Int: Unit] = [:]
    var confirming: [Int: [Property]] = [:]
    for (unit, entry, memory) in incoming {
      if let known = byTexts[entry.texts] {
        if entry.isConfirmed, !known.isConfirmed {
          merge.confirmed += 1
          byTexts[entry.texts]?.isConfirmed = true
          let properties = unit.properties.filter { Self.confirmation.contains($0.type) }
          switch known.holder {
          case .new(let at): adding[at].properties = adding[at].properties.filter { !Self.confirmation.contains($0.type) } + properties
          case .stored(let offset): confirming[offset] = properties
          }
        } else {
          merge.same += 1
        }
        continue
      }
      if let id = entry.id, let own = byID[id] {
        guard entry.date > own.date else {
          merge.older += 1
          merge.remarks.append("\(memory): \(unit.tuid ?? ""): an older version was left out: \(unit.variants.first?.text ?? "")")
          continue
        }
        merge.newer += 1
        switch own.holder {
        case .new(let at): adding[at] = unit
        case .stored(let offset):
          replacing[offset] = unit
          confirming[offset] = nil
        }
        byTexts[own.texts] = nil
        byTexts[entry.texts] = (own.holder, entry.isConfirmed)
        byID[id] = (own.holder, entry.texts, entry.date)
        continue
      }
      byTexts[entry.texts] = (.new(adding.count), entry.isConfirmed)
      if let id = entry.id { byID[id] = (.new(adding.count), entry.texts, entry.date) }
      adding.append(unit)
    }

    var revisions = replacing.mapValues { MemoryStore.Revision.replace($0) }
    if !confirming.isEmpty {
      let now = clock()
      try store.forEachUnit { unit, offset in
        guard let properties = confirming[offset] else { return }
        var unit = replacing[offset] ?? unit
        unit.properties = unit.properties.filter { !Self.confirmation.contains($0.type) } + properties
        if let at = unit.attributes.firstIndex(where: { $0.name == "changedate" }) {
          unit.attributes[at].value = now
        } else {
          unit.attributes.append(Attribute("changedate", now))
        }
        revisions[offset] = .replace(unit)
      }
    }
    let report = try store.revise(revisions, adding: adding)
    merge.added = report.added
    merge.rejected = report.rejected.count
    merge.remarks += report.rejected.map { "\(adding[$0.index].tuid ?? "a unit"): rejected: \($0.why)" }
    if merge.rejected > 0 { merge.hasFindings = true }
    return merge
  }

  private static let confirmation = [UnitProperty.confirmedBy, UnitProperty.confirmedAt]

  // MARK: Deduplicating

  /// What a deduplication took out, or would take out.
  public struct Deduplication: Sendable {
    public var units = 0
    /// In file order.
    public var dropped: [Dropped] = []
    public var remarks: [String] = []

    /// A unit that goes.
    public struct Dropped: Sendable {
      public var tuid: String?
      /// Its texts, in its own order.
      public var texts: [String]
      public var reason: Reason
      /// The unit that stays instead; nil for one that was deleted.
      public var kept: String?
    }

    /// Why a unit goes.
    public enum Reason: String, Sendable {
      /// Another unit says the same in all languages.
      case same
      /// A newer unit has its id.
      case superseded
      /// It was deleted, and a merge brought it back as it was.
      case deleted
    }

    public func count(_ reason: Reason) -> Int { dropped.count { $0.reason == reason } }
  }

  /// Takes out units that say the same in all languages as another, those whose id a newer one has, and those that were deleted and that a merge brought
  /// back as they were. Of units that say the same the confirmed one stays, among several the oldest.
  /// - Throws: ``MemoryError``.
  public func deduplicate(_ path: String, dryRun: Bool = false) throws -> Deduplication {
    let memory = try Memory(opening: path)
    var result = Deduplication()
    let malformed = Memories.remarks(of: memory, only: .malformed)
    func read(_ returned: [ReturnedUnit], _ forEach: ((Unit, Int) -> Void) throws -> Void) throws -> Survey.Going {
      var survey = Survey()
      try forEach { survey.add($0, $1) }
      let going = survey.going(Set(returned.filter { !$0.isChanged }.map(\.offset)))
      result.remarks = malformed + returned.filter(\.isChanged).map { "\($0.tuid): \($0.words); delete, edit or confirm it" }
      result.units = survey.entries.count
      result.dropped = []
      guard !going.isEmpty else { return going }
      let holders = Set(going.values.compactMap(\.kept))
      var names: [Int: String] = [:]
      var dropped: [(kept: Int?, unit: Deduplication.Dropped)] = []
      try forEach { unit, offset in
        if holders.contains(offset) { names[offset] = unit.tuid }
        if let (reason, kept) = going[offset] {
          dropped.append((kept, .init(tuid: unit.tuid, texts: unit.variants.map(\.text), reason: reason, kept: nil)))
        }
      }
      result.dropped = dropped.map { kept, unit in
        var unit = unit
        unit.kept = kept.flatMap { names[$0] }
        return unit
      }
      return going
    }
    let going = try read(memory.returned()) { body in try memory.forEachUnit { body($0, $1) } }
    guard !dryRun, !going.isEmpty else { return result }
    // Once more under the writer's lock: only what is there now counts.
    let store = try MemoryStore(opening: path, clock: clock)
    let now = try read(store.returned()) { body in try store.forEachUnit { body($0, $1) } }
    _ = try store.revise(now.mapValues { _ in .drop })
    return result
  }

  // MARK: Comparing

  /// A unit that two memories don't have alike.
  public struct Difference: Codable, Sendable {
    /// `added`, `changed` or `gone`.
    public var kind: String
    public var tuid: String?
    /// The texts by language, before and after.
    public var old, new: [String: String]?
    /// For a changed unit: what differs, languages, attributes and property types by name.
    public var fields: [String]?
  }

  /// How many units a comparison found.
  public struct Comparison: Sendable {
    public var added = 0, changed = 0, gone = 0, same = 0
    public var isEmpty: Bool { added + changed + gone == 0 }
  }

  /// Calls `body` with every unit that is new, another or gone: first what the new memory has, in its order, then what is gone.
  ///
  /// Units belong together that have one id; then those that say the same in all languages; then those whose first text is the same.
  ///
  /// - Throws: ``MemoryError``.
  public func compare(_ old: String, _ new: String, _ body: (Difference) throws -> Void) throws -> Comparison {
    let before = try UnpackedMemory(old, limits: limits.archive).memory()
    let after = try UnpackedMemory(new, limits: limits.archive).memory()
    func read(_ memory: Memory) throws -> [Entry] {
      var survey = Survey(keepsForeignIDs: true)
      try memory.forEachUnit { unit, offset in survey.add(unit, offset) }
      return survey.entries
    }
    let (first, second) = (try read(before), try read(after))
    var partner = [Int?](repeating: nil, count: second.count)
    var isTaken = [Bool](repeating: false, count: first.count)
    func pair(_ key: (Entry) -> UnitFingerprint?) {
      var waiting: [UnitFingerprint: [Int]] = [:]
      for at in first.indices.reversed() where !isTaken[at] {
        if let key = key(first[at]) { waiting[key, default: []].append(at) }
      }
      for at in second.indices where partner[at] == nil {
        guard let key = key(second[at]), let other = waiting[key]?.popLast() else { continue }
        partner[at] = other
        isTaken[other] = true
      }
    }
    pair(\.id)
    pair { $0.texts }
    pair { $0.firstText }
    var result = Comparison()
    for (at, entry) in second.enumerated() {
      guard let other = partner[at] else {
        result.added += 1
        let unit = try after.unit(at: entry.offset)
        try body(Difference(kind: "added", tuid: unit.tuid, new: Self.texts(unit)))
        continue
      }
      if first[other].whole == entry.whole {
        result.same += 1
        continue
      }
      let (a, b) = (try before.unit(at: first[other].offset), try after.unit(at: entry.offset))
      result.changed += 1
      try body(
        Difference(
          kind: "changed", tuid: b.tuid ?? a.tuid, old: Self.texts(a), new: Self.texts(b), fields: Self.differingFields(a, b)))
    }
    for (at, entry) in first.enumerated() where !isTaken[at] {
      result.gone += 1
      let unit = try before.unit(at: entry.offset)
      try body(Difference(kind: "gone", tuid: unit.tuid, old: Self.texts(unit)))
    }
    return result
  }

  private static func texts(_ unit: Unit) -> [String: String] {
    Dictionary(unit.variants.map { ($0.language.text, $0.text) }, uniquingKeysWith: { a, _ in a })
  }

  private static func differingFields(_ a: Unit, _ b: Unit) -> [String] {
    func fields(_ unit: Unit) -> [String: [UnitFingerprint]] {
      var fields: [String: [UnitFingerprint]] = [:]
      for variant in unit.variants {
        fields[variant.language.text, default: []].append(UnitFingerprint(wholeOf: Unit(variants: [variant])))
      }
      for attribute in unit.attributes { fields[attribute.name, default: []].append(UnitFingerprint(attribute.value)) }
      for property in unit.properties { fields[property.type, default: []].append(UnitFingerprint(property.value)) }
      for note in unit.notes { fields["note", default: []].append(UnitFingerprint(note.text)) }
      return fields
    }
    let (x, y) = (fields(a), fields(b))
    let names = Set(x.keys).union(y.keys).filter { x[$0] != y[$0] }
    return names.isEmpty ? ["order"] : names.sorted()
  }

  // MARK: Surveys

  /// What maintenance must know of a unit.
  private struct Entry {
    var offset: Int
    /// Of the id that Tarjoman gave it.
    var id: UnitFingerprint?
    var texts, whole, firstText: UnitFingerprint
    /// When it was changed last, and made, as numbers that ascend with time; 0 where nobody said.
    var date, created: UInt64
    var isConfirmed: Bool
  }

  /// The units of a file in its order.
  private struct Survey {
    private(set) var entries: [Entry] = []
    private let keepsForeignIDs: Bool

    init(keepsForeignIDs: Bool = false) { self.keepsForeignIDs = keepsForeignIDs }

    mutating func add(_ unit: Unit, _ offset: Int) {
      let id = unit.tuid.flatMap { keepsForeignIDs || $0.hasPrefix("tj-") ? UnitFingerprint($0) : nil }
      let created = Self.number(unit.attribute("creationdate"))
      entries.append(
        Entry(
          offset: offset, id: id, texts: UnitFingerprint(textsOf: unit), whole: UnitFingerprint(wholeOf: unit),
          firstText: UnitFingerprint((unit.variants.first?.language.canonical ?? "") + "\u{0}" + (unit.variants.first?.text ?? "")),
          date: Self.number(unit.attribute("changedate") ?? unit.attribute("creationdate")), created: created,
          isConfirmed: unit.property(UnitProperty.confirmedBy)?.isEmpty == false))
    }

    private static func number(_ date: String?) -> UInt64 {
      var value: UInt64 = 0
      for byte in (date ?? "").utf8.lazy.filter({ (0x30...0x39).contains($0) }).prefix(14) { value = value * 10 + UInt64(byte - 0x30) }
      return value
    }

    /// Places of units whose id a newer one has, and that one's: the later date wins, on equal dates the later line.
    var superseded: [Int: Int] {
      var newest: [UnitFingerprint: Int] = [:]
      for (at, entry) in entries.enumerated() {
        guard let id = entry.id else { continue }
        if let other = newest[id], entries[other].date > entry.date { continue }
        newest[id] = at
      }
      var losers: [Int: Int] = [:]
      for (at, entry) in entries.enumerated() {
        if let id = entry.id, let winner = newest[id], winner != at { losers[entry.offset] = entries[winner].offset }
      }
      return losers
    }

    /// Places of the units that a deduplication takes out, why, and the place of the one that stays.
    typealias Going = [Int: (reason: Deduplication.Reason, kept: Int?)]

    /// - Parameter deleted: the places of units that were deleted and are there as they were.
    func going(_ deleted: Set<Int>) -> Going {
      var going = superseded.mapValues { (reason: Deduplication.Reason.superseded, kept: Int?.some($0)) }
      for offset in deleted { going[offset] = (.deleted, nil) }
      let staying = entries.indices.filter { going[entries[$0].offset] == nil }
      var best: [UnitFingerprint: Int] = [:]
      for at in staying {
        let entry = entries[at]
        guard let other = best[entry.texts].map({ entries[$0] }) else {
          best[entry.texts] = at
          continue
        }
        let isBetter = entry.isConfirmed != other.isConfirmed ? entry.isConfirmed : entry.created < other.created
        if isBetter { best[entry.texts] = at }
      }
      for at in staying {
        if let winner = best[entries[at].texts], winner != at { going[entries[at].offset] = (.same, entries[winner].offset) }
      }
      return going
    }
  }
}
