extension TermIndex {
  /// A term found in a text.
  public struct Occurrence: Hashable, Sendable {
    /// The place in the text, in Unicode scalars; of a verb whose parts stand apart, from its noun to its verb.
    public let range: Range<Int>
    /// Where its noun ends and its verb begins, for a verb whose parts stand apart.
    private let joint: Range<Int32>?
    private let named: EntryList
    /// Terms whose words are partly these and partly others: the text may mean them instead.
    public let overlaps: [Overlap]

    init(range: Range<Int>, joint: Range<Int32>?, _ named: EntryList, _ overlaps: [Overlap]) {
      (self.range, self.joint, self.named, self.overlaps) = (range, joint, named, overlaps)
    }

    /// The words of the term: ``range``, or noun and verb where others stand between.
    public var parts: [Range<Int>] {
      joint.map { [range.lowerBound..<Int($0.lowerBound), Int($0.upperBound)..<range.upperBound] } ?? [range]
    }
    /// The entries that the words may mean, more than one where termbases or concepts share a term. Made when asked for.
    public var entries: [Entry] { named.entries }
    /// The first entry's term.
    public var term: Term { named.first.term }
    /// True when the entries are of more than one concept.
    public var isAmbiguous: Bool {
      let first = named.first
      return !named.others.isEmpty && entries.contains { $0.concept.id != first.concept.id || $0.termbase != first.termbase }
    }
  }

  /// A term that shares words with a longer one.
  public struct Overlap: Hashable, Sendable {
    public let range: Range<Int>
    private let named: EntryList
    /// As for the longer one.
    public var entries: [Entry] { named.entries }

    init(range: Range<Int>, _ named: EntryList) { (self.range, self.named) = (range, named) }
  }

  /// Entries by number, one at least: most terms have one, and most callers want a few of many.
  struct EntryList: Hashable, Sendable {
    private let tables: TermTables
    private let number: Int32
    let others: [Int32]

    init(_ tables: TermTables, _ number: Int32, others: [Int32] = []) { (self.tables, self.number, self.others) = (tables, number, others) }

    var first: Entry { Entry(tables, number) }
    var entries: [Entry] { [first] + others.map { Entry(tables, $0) } }

    static func == (a: EntryList, b: EntryList) -> Bool { a.entries == b.entries }
    func hash(into hasher: inout Hasher) { hasher.combine(entries) }
  }
}
