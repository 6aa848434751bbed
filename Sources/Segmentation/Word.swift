/// A short word beside a mark, in the form that the tables of abbreviations know: lower case, ی and ک of whatever keyboard, inner dots
/// kept, joiners,
/// tatweel and bidi marks left out. Only its hash is kept (FNV-1a, 64 bits): two words of one hash would share a rule, which harms nobody.
///
/// A word behind a mark is read forwards, a word before one backwards; so are the words of the table that it is looked up in.
struct Word {
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  /// Letters and digits in it, dots not counted.
  private(set) var length = 0
  private(set) var dots = 0
  private(set) var isASCII = true
  private(set) var digits = 0
  /// The number of scalars since the last dot that was read.
  private var part = 0
  /// Those of the first part that was read: for a word before a mark the one beside it.
  private var firstPart = 0
  private var longestPart = 0
  private var hasEmptyPart = false
  /// Longer than any word of a table: it was not read to its end.
  fileprivate(set) var isLong = false

  var isEmpty: Bool { length == 0 }
  var isNumber: Bool { length > 0 && digits == length }
  /// The length of the part that stands beside the mark.
  var nearPart: Int { dots == 0 ? part : firstPart }

  /// Short parts with dots between them: u.s, ج.ا.ا, کا.گ.ب.
  var isChain: Bool { dots > 0 && !isLong && !hasEmptyPart && part > 0 && max(longestPart, part) <= 3 && digits < length }

  @inline(__always)
  mutating func append(_ scalar: UInt32, _ kind: ScalarKind) {
    var value = scalar
    switch value {
    case 0x2E:
      if part == 0 { hasEmptyPart = true }
      if dots == 0 { firstPart = part }
      longestPart = max(longestPart, part)
      part = 0
      dots &+= 1
      add(value)
      return
    case 0...0x7F:
      if value >= 0x41, value <= 0x5A { value |= 0x20 }
    default:
      isASCII = false
      if value == 0x643 { value = 0x6A9 }
      if value == 0x649 || value == 0x64A { value = 0x6CC }
      if value == 0x640 || kind == .ignorable || kind == .joiner { return }
    }
    if kind == .digit { digits &+= 1 }
    length &+= 1
    part &+= 1
    add(value)
  }

  @inline(__always)
  private mutating func add(_ value: UInt32) { hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3 }

  /// The word as written in a table, to be met in a direction.
  init(_ text: Substring, backwards: Bool) {
    for scalar in backwards ? Array(text.unicodeScalars.reversed()) : Array(text.unicodeScalars) {
      append(scalar.value, ScalarKind(scalar.value, near: ScalarKind.near))
    }
  }

  init() {}
}

/// Words with what they mean to a rule. Open addressing over hashes: a look-up is one or two loads.
struct WordTable<Value: Sendable>: Sendable {
  private var slots: [(hash: UInt64, value: Value)?]
  private let mask: Int

  /// - Parameter backwards: for words that are met before a mark.
  init(backwards: Bool = false, _ entries: [(words: String, value: Value)]) {
    let words = entries.flatMap { entry in
      entry.words.split { $0 == " " || $0 == "\n" }.map { (Word($0, backwards: backwards).hash, entry.value) }
    }
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
  /// The word that ends right before a mark, with its inner dots: `u.s` before the last dot of `U.S.`. At most 24 scalars of it are read,
  /// and no more
  /// than seven without a dot.
  func word(before index: Int, from start: Int) -> Word {
    var word = Word()
    var low = index
    var pending = 0
    var steps = 0
    while low > start {
      let last = self[low &- 1]
      // Two bytes a scalar, as Persian letters have, or one: the general step is dearer.
      let at = last < 0x80 ? low &- 1 : self[low &- 2] >= 0xC0 ? low &- 2 : previous(low)
      if last == 0x2E {
        pending &+= 1
      } else {
        let kind = kind(at)
        guard kind == .letter || kind == .mark || kind == .digit || kind == .joiner else { break }
        guard word.dots > 0 || word.length < 7, steps < 24 else {
          word.isLong = true
          break
        }
        // Dots at the start belong to no word.
        while pending > 0 {
          word.append(0x2E, .other)
          pending &-= 1
        }
        word.append(scalar(at), kind)
      }
      low = at
      steps &+= 1
    }
    return word
  }

  /// The word that starts at `index`, behind opening marks and blanks, and its end.
  func word(from index: Int, to limit: Int) -> Word {
    var low = index
    while low < limit, Mark.isOpener(scalar(low)) || isInvisible(low) { low = next(low) }
    var word = Word()
    var at = low
    while at < limit, word.length < 24 {
      let value = scalar(at)
      let kind = kind(at)
      // Up to an apostrophe: «it's» begins a sentence as surely as «it».
      guard kind == .letter || kind == .mark else { break }
      word.append(value, kind)
      at = next(at)
    }
    return word
  }
}
