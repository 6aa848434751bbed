internal import CSignatureScan
internal import Language

/// The exact index of one language's texts in a memory, over κ tokens or plain ones; see `IndexBuilder` for how it is made and `Searcher` for why the
/// answers are exact.
///
/// An *entry* is a distinct sequence of tokens; entries are numbered by their length in heavy tokens (everything but marks), so that a window of
/// lengths is a range of numbers. Every number read from the image is checked before it is used as a place.
struct Index: @unchecked Sendable {
  // The columns and pointers are into `image`, which is read-only and kept alive here.
  let image: IndexImage
  let score: ScoreKind
  let language: String

  let forms: KeyTableView
  /// κ class of each form.
  let formKappa: UnsafeBufferPointer<UInt32>  // checked on opening
  let kappas: KeyTableView
  /// Entries that hold a class, ascending: `postings[postingStarts[κ]..<postingStarts[κ + 1]]`; none for marks.
  let postingStarts, postings: Column<UInt32>
  /// Forms of each entry, marks included.
  let tokenStarts, tokens: Column<UInt32>
  /// Two words an entry.
  let signatures: Column<UInt64>
  /// The distinct heavy lengths, ascending, and the first entry of each; one more at the end.
  let lengths, lengthStarts: UnsafeBufferPointer<UInt32>
  /// Entries by the hash of their joined key: bucket starts, entries, and 32 more bits of the hash.
  let joinBuckets, joinEntries, joinChecks: Column<UInt32>
  /// Units of each entry, best rank first.
  let unitStarts, entryUnits: Column<UInt32>
  /// The entry of each unit; ``none`` when it has no text in this language.
  let entryOfUnit: Column<UInt32>
  /// For entries of at most ``MatchCost/shortLength`` heavy tokens: length in characters and a bit for each.
  let shortLengths: Column<UInt32>
  let shortSignatures: Column<UInt64>

  static let none = UInt32.max

  enum Section {
    static let formBytes = 1, formStarts = 2, formSlots = 3, formKappa = 4, kappaBytes = 5, kappaStarts = 6, kappaSlots = 7
    static let postingStarts = 8, postings = 9, tokenStarts = 10, tokens = 11, signatures = 12, lengths = 13, lengthStarts = 14
    static let joinBuckets = 15, joinEntries = 16, joinChecks = 17, unitStarts = 18, entryUnits = 19, entryOfUnit = 20
    static let shortLengths = 21, shortSignatures = 22
  }

  var entryCount: Int { tokenStarts.count - 1 }

  init?(_ image: IndexImage, language: String, score: ScoreKind, unitCount: Int) {
    guard image.name == "index \(language) \(score.rawValue)" else { return nil }
    self.image = image
    self.language = language
    self.score = score
    func words(_ id: Int) -> Column<UInt32> { image.section(id, as: UInt32.self) }
    forms = KeyTableView(
      bytes: image.section(Section.formBytes, as: UInt8.self), starts: words(Section.formStarts), slots: words(Section.formSlots))
    formKappa = words(Section.formKappa).whole
    kappas = KeyTableView(
      bytes: image.section(Section.kappaBytes, as: UInt8.self), starts: words(Section.kappaStarts), slots: words(Section.kappaSlots))
    postingStarts = words(Section.postingStarts)
    postings = words(Section.postings)
    tokenStarts = words(Section.tokenStarts)
    tokens = words(Section.tokens)
    signatures = image.section(Section.signatures, as: UInt64.self)
    lengths = words(Section.lengths).whole
    lengthStarts = words(Section.lengthStarts).whole
    joinBuckets = words(Section.joinBuckets)
    joinEntries = words(Section.joinEntries)
    joinChecks = words(Section.joinChecks)
    unitStarts = words(Section.unitStarts)
    entryUnits = words(Section.entryUnits)
    entryOfUnit = words(Section.entryOfUnit)
    shortLengths = words(Section.shortLengths)
    shortSignatures = image.section(Section.shortSignatures, as: UInt64.self)
    func isPowerOfTwo(_ n: Int) -> Bool { n > 0 && n & (n - 1) == 0 }
    let entries = tokenStarts.count - 1
    guard entries >= 0, forms.starts.count >= 1, kappas.starts.count >= 1, formKappa.count == forms.count,
      isPowerOfTwo(forms.slots.count), isPowerOfTwo(kappas.slots.count), postingStarts.count == kappas.count + 1,
      signatures.count == entries * 2, lengthStarts.count == lengths.count + 1, unitStarts.count == entries + 1,
      joinEntries.count == entries, joinChecks.count == entries, joinBuckets.count >= 2, isPowerOfTwo(joinBuckets.count - 1),
      entryOfUnit.count == unitCount, shortLengths.count == shortSignatures.count, shortLengths.count <= entries
    else { return nil }
  }

  // MARK: Checked places

  @inline(__always)
  private static func range(_ starts: Column<UInt32>, _ index: Int, _ limit: Int) -> Range<Int> {
    let (start, end) = (Int(starts[index]), Int(starts[index + 1]))
    return start <= end && end <= limit ? start..<end : 0..<0
  }

  /// The forms of an entry.
  @inline(__always)
  func forms(of entry: UInt32) -> UnsafeBufferPointer<UInt32> {
    guard Int(entry) < entryCount else { return UnsafeBufferPointer(start: nil, count: 0) }
    return tokens.slice(Self.range(tokenStarts, Int(entry), tokens.count))
  }

  @inline(__always)
  func kappa(of form: UInt32) -> UInt32 { Int(form) < formKappa.count ? formKappa[Int(form)] : Kappa.mark }

  /// Where in ``postings`` the entries of a class stand.
  @inline(__always)
  func postingRange(of kappa: UInt32) -> Range<Int> {
    guard Int(kappa) < kappas.count else { return 0..<0 }
    return Self.range(postingStarts, Int(kappa), postings.count)
  }

  /// The entries that hold a class.
  func postings(of kappa: UInt32) -> UnsafeBufferPointer<UInt32> { postings.slice(postingRange(of: kappa)) }

  /// The first place in a range of ``postings`` whose entry is not below `entry`.
  func place(in range: Range<Int>, notBelow entry: UInt32) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if postings[middle] < entry { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Asks for what ``prefetchTokens(of:)`` will read.
  @inline(__always)
  func prefetchStart(of entry: UInt32) {
    if Int(entry) < entryCount { tarjoman_prefetch(tokenStarts.unchecked! + Int(entry)) }
  }

  /// Asks for the forms of an entry, of a long one for the first of them.
  @inline(__always)
  func prefetchTokens(of entry: UInt32) {
    guard Int(entry) < entryCount else { return }
    let start = Int(tokenStarts[Int(entry)])
    if start < tokens.count { tarjoman_prefetch(tokens.unchecked! + start) }
    if start + 16 < tokens.count { tarjoman_prefetch(tokens.unchecked! + start + 16) }
  }

  func units(of entry: UInt32) -> UnsafeBufferPointer<UInt32> {
    guard Int(entry) < entryCount else { return UnsafeBufferPointer(start: nil, count: 0) }
    return entryUnits.slice(Self.range(unitStarts, Int(entry), entryUnits.count))
  }

  /// Where in ``lengths`` the first length not below `length` stands.
  func lengthIndex(_ length: Int) -> Int {
    var (low, high) = (0, lengths.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(lengths[middle]) < length { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The entries whose joined key has this hash.
  func joined(_ hash: UInt64, _ body: (UInt32) -> Void) {
    let bucket = Int(truncatingIfNeeded: hash) & (joinBuckets.count - 2)
    let check = UInt32(truncatingIfNeeded: hash >> 32)
    for at in Self.range(joinBuckets, bucket, joinEntries.count) where joinChecks[at] == check { body(joinEntries[at]) }
  }

  /// One bit of 128 for a class.
  @inline(__always)
  static func signatureBit(_ kappa: UInt32) -> (word: Int, bit: UInt64) {
    let hash = (UInt64(kappa) &* 0x9E37_79B9_7F4A_7C15) >> 57
    return (Int(hash >> 6), 1 << (hash & 63))
  }

  /// One bit of 64 for a character.
  @inline(__always)
  static func characterBit(_ scalar: UInt32) -> UInt64 { 1 << ((UInt64(scalar) &* 0x9E37_79B9_7F4A_7C15) >> 58) }
}
