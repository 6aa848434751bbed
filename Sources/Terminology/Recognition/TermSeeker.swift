internal import Language

/// Finds the terms in a text that has been read: each row of words asks the table of chains once for each of its readings.
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

  /// The hash of a row of words, each in one reading.
  struct Path {
    var hash: UInt64 = 0
    /// Four bits a word, the first lowest: 0 its stem, 15 its key, else one of its other readings.
    var choices: UInt64 = 0
    /// In bytes.
    var length = 0
  }

  /// How many bytes of a chain are looked at before it goes on.
  static let prefix = 12

  /// Rows of more words have no other readings than stems.
  private static let readWords = 16
  private static let mostPaths = 8
  static let key = 15

  let index: TermTables
  let text: ReadText
  let wanted: [Bool]
  private let hasHeads: Bool
  var hits: [Hit] = []
  var entries: [Int32] = []
  private var chain: [UInt8] = []

  init(_ index: TermTables, _ text: ReadText, _ wanted: [Bool]) {
    (self.index, self.text, self.wanted, hasHeads) = (index, text, wanted, index.heads.count > 0)
    hits.reserveCapacity(text.words.count)
    entries.reserveCapacity(text.words.count)
    withUnsafeTemporaryAllocation(of: Path.self, capacity: Self.mostPaths) { paths in
      for start in 0..<text.words.count { seek(from: start, paths) }
    }
    if hits.contains(where: { $0.verb >= 0 }) { leaveNearestVerbs() }
  }

  private mutating func seek(from start: Int, _ others: UnsafeMutableBufferPointer<Path>) {
    var stems: Path? = Path()
    /// The keys of all words, from the first on whose stem is another: until then the two are one.
    var keys: Path?
    var isOne = true
    var count = 0
    var gap = TermReader.Gap.none
    let limit = min(text.words.count, start + index.longest)
    for at in start..<limit {
      if at > start {
        gap = max(gap, text.words[at].gap)
        // A mark between two words parts them.
        if gap >= .quote { return }
      }
      let form = text.forms.baseAddress! + Int(text.words[at].form)
      let isOwn = form.pointee.stem.start == form.pointee.key.start
      let isRead = at - start < Self.readWords
      let shift = UInt64(at - start) * 4
      // With the keys of all words before: the last one's stem, and its key.
      let before = isOne ? stems : keys
      let last = isOne || isOwn || !isRead ? nil : before.flatMap { extended($0, form.pointee.stem, 0) }
      if isOwn, isOne {
        keys = nil
      } else {
        keys = isRead ? before.flatMap { extended($0, form.pointee.key, UInt64(Self.key) << shift) } : nil
        isOne = false
      }
      count = extend(others, count, stems, form, isRead ? shift : nil)
      stems = stems.flatMap { extended($0, form.pointee.stem, 0) }
      if stems == nil, count == 0, keys == nil, last == nil { return }
      let row = start..<(at + 1)
      let first = entries.count
      if let stems { ask(stems, row, gap, first) }
      for number in 0..<count { ask(others[number], row, gap, first) }
      if let last { ask(last, row, gap, first) }
      if let keys { ask(keys, row, gap, first) }
      if entries.count > first {
        hits.append(Hit(words: Int32(start)..<Int32(at + 1), entries: Int32(first)..<Int32(entries.count)))
      }
      guard hasHeads else { continue }
      if let stems, index.heads.mayHave(stems.hash) { seekVerb(stems, row) }
      for number in 0..<count where index.heads.mayHave(others[number].hash) { seekVerb(others[number], row) }
      if let last, last.hash != stems?.hash, index.heads.mayHave(last.hash) { seekVerb(last, row) }
    }
  }

  /// Extends the paths that have another reading somewhere, and adds those that begin one with this word.
  /// - Parameter shift: where the word's choice stands; nil where words have no other readings any more.
  private func extend(
    _ others: UnsafeMutableBufferPointer<Path>, _ count: Int, _ stems: Path?, _ form: UnsafePointer<TermReader.Form>, _ shift: UInt64?
  ) -> Int {
    let readings = shift == nil ? 0 : min(Int(form.pointee.readingCount), Self.key - 1)
    if count == 0, readings == 0 { return 0 }
    var more = count
    for number in -1..<count {
      guard let path = number < 0 ? stems : others[number] else { continue }
      for reading in 0..<readings where more < others.count {
        let piece = text.readings[Int(form.pointee.readings) + reading].piece
        if let other = extended(path, piece, UInt64(reading + 1) << (shift ?? 0)) {
          others[more] = other
          more += 1
        }
      }
    }
    var kept = 0
    for number in 0..<more {
      guard let path = number < count ? extended(others[number], form.pointee.stem, 0) : others[number] else { continue }
      others[kept] = path
      kept += 1
    }
    return kept
  }

  /// A path with a word more; nil where no term begins so.
  @inline(__always) private func extended(_ path: Path, _ piece: TermReader.Piece, _ choice: UInt64) -> Path? {
    let length = path.length + Int(piece.count)
    guard length <= index.chains.longest else { return nil }
    if path.length < Self.prefix, length >= Self.prefix {
      var hash = path.hash
      for byte in text.bytes[Int(piece.start)..<Int(piece.start) + Self.prefix - path.length] { hash = ChainHash.adding(byte, to: hash) }
      guard index.prefixes.mayHave(hash) else { return nil }
    }
    return Path(hash: path.hash &* piece.factor &+ piece.hash, choices: path.choices | choice, length: length)
  }

  /// Adds the entries of a path's chain to those of the row.
  @inline(__always) private mutating func ask(_ path: Path, _ row: Range<Int>, _ gap: TermReader.Gap, _ first: Int) {
    guard index.chains.mayHave(path.hash) else { return }
    for number in find(index.chains, path, row) {
      let entry = index.chains.entry(at: number)
      if wanted[Int(index.places[Int(entry)].language)], !entries[first...].contains(entry), admits(entry, row, path.choices, gap) {
        entries.append(entry)
      }
    }
  }

  /// The bytes are put together only where a hash may be found.
  mutating func find(_ table: ChainTable, _ path: Path, _ row: Range<Int>) -> Range<Int> {
    chain.removeAll(keepingCapacity: true)
    for at in row { chain.append(contentsOf: text.bytes(piece(at, path.choices, row.lowerBound))) }
    return chain.withUnsafeBufferPointer { table.find(path.hash, $0) }
  }

  private func piece(_ at: Int, _ choices: UInt64, _ start: Int) -> TermReader.Piece {
    let form = text.form(at)
    switch choice(at, choices, start) {
    case 0: return form.stem
    case Self.key: return form.key
    case let number: return text.readings[Int(form.readings) + number - 1].piece
    }
  }

  func choice(_ at: Int, _ choices: UInt64, _ start: Int) -> Int {
    at - start < Self.readWords ? Int(choices >> UInt64((at - start) * 4) & 15) : 0
  }
}
