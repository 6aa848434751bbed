public import Language
internal import TMX
internal import TranslationMemory

/// Changes single units of a memory: adds one, or edits, deletes and confirms those with the ids given. What is done is on the disk when it returns.
public struct UnitJob: Sendable {
  /// The memory's file.
  public var memory: String
  public var source = LanguageTag.persian
  public var target = LanguageTag.english
  /// The time that units are dated with, `YYYYMMDDThhmmssZ`.
  public var clock: @Sendable () -> String
  /// Told what a person should know of the file: that it was rewritten, and what was left out of it then.
  private let onRemark: @Sendable (String) -> Void

  public init(
    _ memory: String, clock: @escaping @Sendable () -> String = Clock.now, onRemark: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.memory = memory
    self.clock = clock
    self.onRemark = onRemark
  }

  /// Does something with the memory as it is on the disk.
  private func withStore<Result>(_ store: MemoryStore, _ body: (MemoryStore) throws -> Result) throws -> Result {
    let result = try body(store)
    for remark in store.remarks(path: memory) { onRemark(remark) }
    return result
  }

  /// What a new unit is to hold, or what an edit is to change; nil leaves it as it is.
  public struct Change: Sendable {
    public var source, target: String?
    public var origin, domain, note: String?

    public init(source: String? = nil, target: String? = nil, origin: String? = nil, domain: String? = nil, note: String? = nil) {
      self.source = source
      self.target = target
      self.origin = origin
      self.domain = domain
      self.note = note
    }

    public var isEmpty: Bool { source == nil && target == nil && origin == nil && domain == nil && note == nil }
  }

  /// Stores a unit; the memory is made when it isn't there.
  /// - Parameter confirmedBy: who found it right; nil leaves it unconfirmed.
  /// - Returns: its id; nil when the memory holds it already.
  /// - Throws: ``MemoryError``.
  public func add(_ change: Change, confirmedBy: String? = nil) throws -> String? {
    var unit = Unit()
    apply(change, to: &unit)
    if let confirmedBy {
      unit.properties.append(Property(UnitProperty.confirmedBy, confirmedBy))
      unit.properties.append(Property(UnitProperty.confirmedAt, clock()))
    }
    let store =
      FileSystem.exists(memory) ? try MemoryStore(opening: memory, clock: clock) : try MemoryStore.create(at: memory, clock: clock)
    let report = try withStore(store) { try $0.append([unit]) }
    if let rejection = report.rejected.first { throw MemoryError.unstorable(path: memory, tuid: nil, why: rejection.why) }
    return report.ids.first
  }

  /// Changes units. New words take the confirmation of a person away unless `confirmedBy` gives it anew: it was for the old ones.
  /// - Throws: ``MemoryError/unknownUnit(path:tuid:)`` when one of them is not there; nothing is changed then.
  public func edit(_ tuids: [String], _ change: Change, confirmedBy: String? = nil) throws {
    let now = clock()
    try withStore(MemoryStore(opening: memory, clock: clock)) { store in
      try store.edit(tuids) { unit in
        let before = unit.variants
        apply(change, to: &unit)
        let confirmation = [UnitProperty.confirmedBy, UnitProperty.confirmedAt]
        if confirmedBy != nil || !zip(before, unit.variants).allSatisfy({ $0.text.utf8.elementsEqual($1.text.utf8) })
          || before.count != unit.variants.count
        {
          unit.properties.removeAll { confirmation.contains($0.type) }
        }
        if let confirmedBy {
          unit.properties.append(Property(UnitProperty.confirmedBy, confirmedBy))
          unit.properties.append(Property(UnitProperty.confirmedAt, now))
        }
      }
    }
  }

  /// Takes units out.
  /// - Throws: ``MemoryError/unknownUnit(path:tuid:)`` when one of them is not there; nothing is deleted then.
  public func delete(_ tuids: [String]) throws {
    try withStore(MemoryStore(opening: memory, clock: clock)) { try $0.delete(tuids) }
  }

  /// Marks units as read and found right by a person.
  /// - Throws: ``MemoryError/unknownUnit(path:tuid:)`` when one of them is not there; nothing is changed then.
  public func confirm(_ tuids: [String], by person: String) throws {
    try withStore(MemoryStore(opening: memory, clock: clock)) { try $0.confirm(tuids, by: person) }
  }

  private func apply(_ change: Change, to unit: inout Unit) {
    for (language, text) in [(source, change.source), (target, change.target)] {
      guard let text else { continue }
      if let own = unit.variant(in: language), let at = unit.variants.firstIndex(of: own) {
        unit.variants[at].content = .plain(text)
      } else {
        unit.variants.append(Variant(language: language, text: text))
      }
    }
    for (type, value) in [(UnitProperty.origin, change.origin), (UnitProperty.domain, change.domain)] {
      guard let value else { continue }
      if let at = unit.properties.firstIndex(where: { $0.type == type }) {
        unit.properties[at].value = value
      } else {
        unit.properties.append(Property(type, value))
      }
    }
    if let note = change.note { unit.notes = [Note(note)] }
  }
}

extension MemoryStore {
  /// What a person should know of a file that was opened to be written, one line each.
  func remarks(path: String) -> [String] {
    var remarks: [String] = []
    if let recovery { remarks.append("\(path): \(recovery.bytesCut) bytes that an interrupted write left behind were cut off") }
    if let conversion {
      remarks.append("\(path): rewritten into one unit a line (\(conversion.units) units)")
      remarks += conversion.leftOut.map { "\(path): left out: \($0)" }
      if let original = conversion.original { remarks.append("\(path): the file as it was is \(original)") }
    }
    return remarks
  }
}
