extension Termbase {
  /// What a merge or a deduplication did.
  public struct Joining: Sendable {
    /// Concepts that came in, took something over, or had nothing to take over.
    public var added = 0, changed = 0, same = 0
    /// Concepts that went into another: the one that went, the one that stays.
    public var joined: [(gone: Concept, kept: Concept)] = []
    /// Terms whose status two concepts have differently; the first one's stays.
    public var conflicts: [(concept: String, term: String, kept: Term.Status, dropped: Term.Status)] = []

    public init() {}
  }

  /// Takes over the concepts of another termbase.
  ///
  /// A concept belongs to the one that says the same, with one id to choose by where several do: its terms, definitions, remarks and references come in addition, and what
  /// both state differently stays as it is here. Any other is added; where its id is taken it gets a new one, and references of the other termbase follow it.
  /// - Complexity: O(total number of terms).
  public mutating func merge(_ other: Termbase) -> Joining {
    var joining = Joining()
    var places: [String: [Int]] = [:]
    for (at, concept) in concepts.enumerated() { for key in concept.searchKeys { places[key, default: []].append(at) } }
    var taken = Set(concepts.map(\.id))
    // First where each concept goes, so that references can follow; then what it brings.
    var renamed: [String: String] = [:]
    var targets: [Int?] = []
    for concept in other.concepts {
      let candidates = Set(concept.searchKeys.flatMap { places[$0] ?? [] }).sorted().filter { concepts[$0].saysTheSame(as: concept) }
      let target = candidates.first { concepts[$0].id == concept.id } ?? candidates.first
      targets.append(target)
      if let target {
        renamed[concept.id] = concepts[target].id
      } else {
        renamed[concept.id] = taken.contains(concept.id) ? ConceptID.fresh(for: concept, taken: taken) : concept.id
        taken.insert(renamed[concept.id]!)
      }
    }
    for (var concept, target) in zip(other.concepts, targets) {
      concept.related.rename(renamed)
      guard let target else {
        concept.id = renamed[concept.id] ?? concept.id
        concepts.append(concept)
        joining.added += 1
        continue
      }
      let id = concepts[target].id
      let changed = concepts[target].absorb(concept) { ours, theirs in
        joining.conflicts.append((id, ours.text, ours.status, theirs.status))
      }
      if changed { joining.changed += 1 } else { joining.same += 1 }
    }
    return joining
  }

  /// Joins concepts that say the same into the first of them; references follow.
  public mutating func deduplicate() -> Joining {
    var joining = Joining()
    var places: [String: [Int]] = [:]
    var kept: [Concept] = []
    var renamed: [String: String] = [:]
    for concept in concepts {
      let candidates = Set(concept.searchKeys.flatMap { places[$0] ?? [] }).sorted()
      if let at = candidates.first(where: { kept[$0].saysTheSame(as: concept) }) {
        let id = kept[at].id
        _ = kept[at].absorb(concept) { ours, theirs in joining.conflicts.append((id, ours.text, ours.status, theirs.status)) }
        renamed[concept.id] = id
        joining.joined.append((concept, kept[at]))
        continue
      }
      for key in concept.searchKeys { places[key, default: []].append(kept.count) }
      kept.append(concept)
    }
    if !renamed.isEmpty { for at in kept.indices { kept[at].related.rename(renamed) } }
    concepts = kept
    return joining
  }

  /// A concept that two termbases don't have alike.
  public struct Difference: Sendable {
    public var old: Concept?
    public var new: Concept?
    /// For a changed concept, what differs: `terms`, `domain`, `definitions`, `notes`, `sources`, `related`, `id`, `other`.
    public var fields: [String]
  }

  /// What is new, another or gone in a newer version of this termbase: first what that one has, in its order, then what is gone. Concepts belong together by id,
  /// then by saying the same.
  public func differences(to newer: Termbase) -> (differences: [Difference], same: Int) {
    var waiting = Dictionary(concepts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var places: [String: [Int]] = [:]
    for (at, concept) in concepts.enumerated() { for key in concept.searchKeys { places[key, default: []].append(at) } }
    var partner = newer.concepts.map { waiting.removeValue(forKey: $0.id) }
    var isTaken = [Bool](repeating: false, count: concepts.count)
    for case let at? in partner { isTaken[at] = true }
    for (number, concept) in newer.concepts.enumerated() where partner[number] == nil {
      let candidates = Set(concept.searchKeys.flatMap { places[$0] ?? [] }).sorted()
      if let at = candidates.first(where: { !isTaken[$0] && concepts[$0].saysTheSame(as: concept) }) {
        partner[number] = at
        isTaken[at] = true
      }
    }
    var differences: [Difference] = []
    var same = 0
    for (number, concept) in newer.concepts.enumerated() {
      guard let at = partner[number] else {
        differences.append(Difference(old: nil, new: concept, fields: []))
        continue
      }
      let fields = Self.fields(concepts[at], concept)
      if fields.isEmpty { same += 1 } else { differences.append(Difference(old: concepts[at], new: concept, fields: fields)) }
    }
    for at in concepts.indices where !isTaken[at] { differences.append(Difference(old: concepts[at], new: nil, fields: [])) }
    return (differences, same)
  }

  private static func fields(_ a: Concept, _ b: Concept) -> [String] {
    var fields: [String] = []
    if a.id != b.id { fields.append("id") }
    if a.terms != b.terms { fields.append("terms") }
    if a.domain != b.domain { fields.append("domain") }
    if a.definitions != b.definitions { fields.append("definitions") }
    if a.notes != b.notes { fields.append("notes") }
    if a.sources != b.sources { fields.append("sources") }
    if a.related != b.related { fields.append("related") }
    if a.kept != b.kept || a.keptByLanguage != b.keptByLanguage { fields.append("other") }
    return fields
  }
}

extension [Concept.Reference] {
  fileprivate mutating func rename(_ names: [String: String]) {
    for at in indices { if let name = names[self[at].id] { self[at].id = name } }
  }
}
