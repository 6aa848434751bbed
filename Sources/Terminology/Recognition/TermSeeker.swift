internal import Language

/// Finds the terms in a text that has been read: each row of words follows the table of chains in each of its readings, until no chain begins so.
struct TermSeeker {
  /// A term's words in a text, by number.
  struct Hit {
    var words: Range<Int32>
    /// The verb that stands apart from them; -1 for none.
    var verb: Int32 = -1
    /// Where its entries are in ``TermSeeker/entries``.
    var entries: Range<Int32>
    var end: Int { verb >= 0 ? Int(verb) + 1 : Int(words.upperBound) }
    var size: Int { words.count + (verb >= 0 ? 1 : 0) }
  }

  /// The chains that begin with a row of words, each in one reading; without chains no row at all.
  struct Path {
    var chains = ChainTable.Run()
    /// In bytes.
    var length: Int32 = 0
    /// Four bits a word, the first lowest: 0 its stem, 15 its key, else one of its other readings.
    var choices: UInt64 = 0

    var isEmpty: Bool { chains.isEmpty }

    init() {}
    /// A row of one word.
    init(_ piece: TermReader.Piece, _ choice: Int) { (chains, length, choices) = (piece.chains, piece.count, UInt64(choice)) }
    init(chains: ChainTable.Run, length: Int32, choices: UInt64) { (self.chains, self.length, self.choices) = (chains, length, choices) }
  }

  /// Rows of more words have no other readings than stems.
  private static let readWords = 16
  private static let mostPaths = 8
  static let key = 15

  let index: TermTables
  let text: ReadText
  let wanted: [Bool]
  var hits: [Hit] = []
  var entries: [Int32] = []

  /// - Parameter space: its arrays are taken, so that they need not be made; nil for new ones.
  init(_ index: TermTables, _ text: ReadText, _ wanted: [Bool], space: Workspace? = nil) {
    (self.index, self.text, self.wanted) = (index, text, wanted)
    if let space {
      swap(&hits, &space.hits)
      swap(&entries, &space.entries)
    }
    hits.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    withUnsafeTemporaryAllocation(of: Path.self, capacity: Self.mostPaths) { paths in
      for start in 0..<text.words.count { seek(from: start, paths) }
    }
    if hits.contains(where: { $0.verb >= 0 }) { leaveNearestVerbs() }
  }

  private mutating func seek(from start: Int, _ others: UnsafeMutableBufferPointer<Path>) {
    let form = text.pointer(start)
    let goesOn = goesOn(start)
    guard goesOn || form.pointee.isChain else { return }
    // The first word alone.
    var stems = Path(form.pointee.stem, 0)
    /// The keys of all words, from the first on whose stem is another: until then the two are one.
    var isOne = form.pointee.isOwn
    var keys = isOne ? Path() : Path(form.pointee.key, Self.key)
    var count = 0
    for reading in 0..<min(Int(form.pointee.readingCount), Self.key - 1) where count < others.count {
      others[count] = Path(text.readings[Int(form.pointee.readings) + reading].piece, reading + 1)
      if !others[count].isEmpty { count += 1 }
    }
    if form.pointee.isChain { ask(start..<start + 1, .none, stems, others, count, Path(), keys) }
    guard goesOn else { return }

    var gap = TermReader.Gap.none
    for at in start + 1..<min(text.words.count, start + index.longest) {
      gap = max(gap, text.words[at].gap)
      // A mark between two words parts them.
      if gap >= .quote { return }
      let form = text.pointer(at)
      let isOwn = form.pointee.isOwn, isRead = at - start < Self.readWords
      let shift = UInt64(at - start) * 4
      // With the keys of all words before: the last one's stem, and its key.
      let last = isOne || isOwn || !isRead ? Path() : extended(keys, form.pointee.stem, 0)
      if !isOwn || !isOne {
        keys = isRead ? extended(isOne ? stems : keys, form.pointee.key, UInt64(Self.key) << shift) : Path()
        isOne = false
      }
      count = extend(others, count, stems, form, isRead ? shift : nil)
      stems = extended(stems, form.pointee.stem, 0)
      if stems.isEmpty, count == 0, keys.isEmpty, last.isEmpty { return }
      ask(start..<at + 1, gap, stems, others, count, last, keys)
    }
  }

  /// False where no chain goes on from one of a word's forms with the next word.
  @inline(__always) private func goesOn(_ at: Int) -> Bool {
    guard at + 1 < text.words.count, text.words[at + 1].gap < .quote else { return false }
    return text.pointer(at).pointee.following.mayHave(text.pointer(at + 1).pointee.beginning, in: text.continuations)
  }

  /// Extends the paths that have another reading somewhere, and adds those that begin one with this word.
  /// - Parameter shift: where the word's choice stands; nil where words have no other readings any more.
  private func extend(
    _ others: UnsafeMutableBufferPointer<Path>, _ count: Int, _ stems: Path, _ form: UnsafePointer<TermReader.Form>, _ shift: UInt64?
  ) -> Int {
    let readings = shift == nil ? 0 : min(Int(form.pointee.readingCount), Self.key - 1)
    if count == 0, readings == 0 { return 0 }
    var more = count
    for number in -1..<count {
      let path = number < 0 ? stems : others[number]
      if path.isEmpty { continue }
      for reading in 0..<readings where more < others.count {
        let piece = text.readings[Int(form.pointee.readings) + reading].piece
        let other = extended(path, piece, UInt64(reading + 1) << (shift ?? 0))
        if other.isEmpty { continue }
        others[more] = other
        more += 1
      }
    }
    var kept = 0
    for number in 0..<more {
      let path = number < count ? extended(others[number], form.pointee.stem, 0) : others[number]
      if path.isEmpty { continue }
      others[kept] = path
      kept += 1
    }
    return kept
  }

  /// A path with a word more; empty where no term begins so.
  @inline(__always) private func extended(_ path: Path, _ piece: TermReader.Piece, _ choice: UInt64) -> Path {
    if path.isEmpty { return path }
    let chains = path.length == 0 ? piece.chains : index.chains.narrowed(path.chains, at: Int(path.length), by: text.bytes(piece))
    return Path(chains: chains, length: path.length + piece.count, choices: path.choices | choice)
  }

  // MARK: Entries

  /// Takes what a row is, in all its readings, and looks for the verbs of what may be a verb's noun.
  private mutating func ask(
    _ row: Range<Int>, _ gap: TermReader.Gap, _ stems: Path, _ others: UnsafeMutableBufferPointer<Path>, _ count: Int, _ last: Path,
    _ keys: Path
  ) {
    let first = entries.count
    var hasHeads = ask(stems, row, gap, first)
    for number in 0..<count { hasHeads = ask(others[number], row, gap, first) || hasHeads }
    hasHeads = ask(last, row, gap, first) || hasHeads
    _ = ask(keys, row, gap, first)
    if entries.count > first {
      hits.append(Hit(words: Int32(row.lowerBound)..<Int32(row.upperBound), entries: Int32(first)..<Int32(entries.count)))
    }
    guard hasHeads else { return }
    seekVerb(stems, row)
    for number in 0..<count { seekVerb(others[number], row) }
    if last.chains != stems.chains || last.length != stems.length { seekVerb(last, row) }
  }

  /// Adds the entries of a path's chain to those of the row.
  /// - Returns: true when the chain is that of a verb's noun.
  @inline(__always) private mutating func ask(_ path: Path, _ row: Range<Int>, _ gap: TermReader.Gap, _ first: Int) -> Bool {
    guard let chain = index.chains.whole(path.chains, Int(path.length)) else { return false }
    for number in index.chains.terms(of: chain) {
      let entry = index.chains.entry(at: number)
      if wanted[Int(index.places[Int(entry)].language)], !entries[first...].contains(entry), admits(entry, row, path.choices, gap) {
        entries.append(entry)
      }
    }
    return !index.chains.heads(of: chain).isEmpty
  }

  func choice(_ at: Int, _ choices: UInt64, _ start: Int) -> Int {
    at - start < Self.readWords ? Int(choices >> UInt64((at - start) * 4) & 15) : 0
  }
}
