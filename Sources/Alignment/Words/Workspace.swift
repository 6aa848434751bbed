internal import Language

/// What aligners keep from text to text, for one thread at a time.
final class Workspace: @unchecked Sendable {  // Handed out by ``WorkspacePool`` to one user at a time.
  var reader = WordReader()
  var source: Vocabulary, target: Vocabulary
  var skeletons = WordPool()
  let sourceTerms: TermFinder, targetTerms: TermFinder
  let block = Block()
  /// For one pair of texts at a time, by skeleton: the first type of the Latin text that has it, or −1.
  var firstOfSkeleton: [Int32] = []
  /// For one left word at a time: t in both directions, by right type.
  let pairs = Reserve<SIMD2<Float>>()
  private var locals: [Reserve<Int32>] = []

  init(source: [LexiconTable.Side], target: [LexiconTable.Side], terms: [AlignmentTerm]) {
    self.source = Vocabulary(tables: source)
    self.target = Vocabulary(tables: target)
    sourceTerms = TermFinder(terms.map(\.source), &self.source, &reader)
    targetTerms = TermFinder(terms.map(\.target), &self.target, &reader)
  }

  /// Small enough to be kept.
  var isHandy: Bool { source.keys.count + target.keys.count < 1_000_000 && block.capacity < 500_000 }

  /// For one pair of texts at a time: a number for each word of the n-th table's right side, −1 where the text hasn't got it.
  func local(_ table: Int, _ count: Int) -> UnsafeMutablePointer<Int32> {
    while locals.count <= table { locals.append(Reserve()) }
    if locals[table].count < count { locals[table].room(count).initialize(repeating: -1, count: count) }
    return locals[table].room(count)
  }
}

/// Memory that stays from text to text.
final class Reserve<Element: BitwiseCopyable> {
  private var base = UnsafeMutablePointer<Element>.allocate(capacity: 1)
  private(set) var count = 0

  /// Room for so many elements; what was there is lost when it grows.
  func room(_ count: Int) -> UnsafeMutablePointer<Element> {
    if count > self.count {
      base.deallocate()
      base = .allocate(capacity: count)
      self.count = count
    }
    return base
  }

  deinit { base.deallocate() }
}
