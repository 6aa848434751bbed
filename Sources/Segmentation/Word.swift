internal import Language

/// A short word beside a mark, in the form that the tables of abbreviations know: lower case, ی and ک of whatever keyboard, inner dots kept, joiners,
/// tatweel and bidi marks left out. Only its hash is kept (FNV-1a, 64 bits): two words of one hash would share a rule, which harms nobody.
struct Word {
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  /// Letters and digits in it, dots not counted.
  private(set) var length = 0
  private(set) var dots = 0
  private(set) var isASCII = true
  private(set) var digits = 0
  /// The number of scalars since the last dot.
  private(set) var lastPart = 0
  private var longestPart = 0
  private var hasEmptyPart = false

  var isEmpty: Bool { length == 0 }
  var isNumber: Bool { length > 0 && digits == length }

  /// Short parts with dots between them: u.s, ج.ا.ا, کا.گ.ب.
  var isChain: Bool { dots > 0 && !hasEmptyPart && lastPart > 0 && max(longestPart, lastPart) <= 3 && digits < length }

  @inline(__always)
  mutating func append(_ scalar: UInt32, _ kind: ScalarProperties.Class) {
    var value = scalar
    switch value {
    case 0x2E:
      if lastPart == 0 { hasEmptyPart = true }
      longestPart = max(longestPart, lastPart)
      lastPart = 0
      dots &+= 1
      add(value)
      return
    case 0x41...0x5A: value |= 0x20
    case 0x640: return
    case 0x643: value = 0x6A9
    case 0x649, 0x64A: value = 0x6CC
    default: break
    }
    switch kind {
    case .ignorable, .joiner: return
    case .digit: digits &+= 1
    default: break
    }
    if value >= 0x80 { isASCII = false }
    length &+= 1
    lastPart &+= 1
    add(value)
  }

  @inline(__always)
  private mutating func add(_ value: UInt32) { hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3 }

  /// The word as written in a table.
  init(_ text: Substring) {
    for scalar in text.unicodeScalars { append(scalar.value, ScalarProperties(scalar.value).kind) }
  }

  init() {}
}

/// Words with what they mean to a rule. Open addressing over hashes: a look-up is one or two loads.
struct WordTable<Value: Sendable>: Sendable {
  private var slots: [(hash: UInt64, value: Value)?]
  private let mask: Int

  init(_ entries: [(words: String, value: Value)]) {
    let words = entries.flatMap { entry in entry.words.split { $0 == " " || $0 == "\n" }.map { (Word($0).hash, entry.value) } }
    var capacity = 16
    while capacity < words.count * 3 { capacity *= 2 }
    slots = Array(repeating: nil, count: capacity)
    mask = capacity - 1
    for (hash, value) in words {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while let taken = slots[slot], taken.hash != hash { slot = (slot + 1) & mask }
      slots[slot] = (hash, value)
    }
  }

  subscript(_ word: Word) -> Value? {
    var slot = Int(truncatingIfNeeded: word.hash) & mask
    while let taken = slots[slot] {
      if taken.hash == word.hash { return taken.value }
      slot = (slot + 1) & mask
    }
    return nil
  }

  func contains(_ word: Word) -> Bool { self[word] != nil }
}

extension TextBytes {
  /// The word that ends right before a mark, with its inner dots: `u.s` before the last dot of `U.S.`. At most 24 scalars are looked at.
  func word(before index: Int, from start: Int) -> (word: Word, range: Range<Int>) {
    var low = index
    var steps = 0
    while low > start, steps < 24 {
      let at = previous(low)
      if self[at] != 0x2E {
        switch kind(at) {
        case .letter, .mark, .digit, .joiner: break
        default: return (word(at: low, to: index), low..<index)
        }
      }
      low = at
      steps += 1
    }
    return (word(at: low, to: index), low..<index)
  }

  private func word(at start: Int, to end: Int) -> Word {
    var word = Word()
    var at = start
    while at < end, self[at] == 0x2E { at &+= 1 }
    while at < end {
      let value = scalar(at)
      word.append(value, ScalarProperties(value).kind)
      at = next(at)
    }
    return word
  }

  /// The word that starts at `index`, behind opening marks and blanks, and its end.
  func word(from index: Int, to limit: Int) -> (word: Word, range: Range<Int>) {
    var low = index
    while low < limit, Mark.isOpener(scalar(low)) || isInvisible(low) { low = next(low) }
    var word = Word()
    var at = low
    while at < limit, word.length < 24 {
      let value = scalar(at)
      let kind = ScalarProperties(value).kind
      // Up to an apostrophe: «it's» begins a sentence as surely as «it».
      guard kind == .letter || kind == .mark else { break }
      word.append(value, kind)
      at = next(at)
    }
    return (word, low..<at)
  }
}
