/// Edit distances over token ids.
///
/// `unit` is Levenshtein's distance by bit vectors (Myers 1999; the form of Hyyrö 2003), in as many 64-bit words as the pattern needs. `graded` is the
/// weighted distance of ``MatchCost`` by plain dynamic programming: it runs only for the few candidates that `unit` leaves.
struct TokenDistance {
  /// The pattern's positions by id: bit i of word i / 64. Long patterns keep them as lists, or the table would grow with the square of the length.
  private var masks: [UInt64] = []
  private var positionStarts: [Int] = []
  private var positions: [UInt32] = []
  private static let mostTableWords = 16
  private var words = 0
  private(set) var count = 0
  private var vp: [UInt64] = []
  private var vn: [UInt64] = []
  private var row: [Int32] = []

  /// Sets the pattern: dense ids below `alphabet`, one for each distinct token. Ids at or above it match nothing.
  mutating func setPattern(_ pattern: [UInt32], alphabet: Int) {
    count = pattern.count
    words = max(1, (count + 63) / 64)
    masks.removeAll(keepingCapacity: true)
    if words > Self.mostTableWords {
      masks.append(contentsOf: repeatElement(0, count: words))
      positionStarts = [Int](repeating: 0, count: alphabet + 2)
      for id in pattern { positionStarts[Int(id) + 1] += 1 }
      for id in 0...alphabet { positionStarts[id + 1] += positionStarts[id] }
      positions = [UInt32](repeating: 0, count: count)
      var next = positionStarts
      for (index, id) in pattern.enumerated() {
        positions[next[Int(id)]] = UInt32(index)
        next[Int(id)] += 1
      }
      return
    }
    masks.append(contentsOf: repeatElement(0, count: (alphabet + 1) * words))
    for (index, id) in pattern.enumerated() { masks[Int(id) * words + index / 64] |= 1 << UInt64(index % 64) }
  }

  /// The distance of the pattern to `text`, or any number above `cap` when it is above it. Tokens foreign to the pattern have the id
  /// `alphabet`, whose mask is empty.
  /// - Complexity: O(text × pattern / 64).
  mutating func unit(to text: UnsafeBufferPointer<UInt32>, cap: Int) -> Int {
    if count == 0 { return text.count }
    return words == 1 ? oneWord(text, cap) : manyWords(text, cap)
  }

  private func oneWord(_ text: UnsafeBufferPointer<UInt32>, _ cap: Int) -> Int {
    let top: UInt64 = 1 << UInt64(count - 1)
    var (vp, vn): (UInt64, UInt64) = (~0, 0)
    var distance = count
    var rest = text.count
    return masks.withUnsafeBufferPointer { masks in
      for id in text {
        let x = masks[Int(id)] | vn
        let d0 = ((vp &+ (x & vp)) ^ vp) | x
        var hn = vp & d0
        var hp = vn | ~(vp | d0)
        if hp & top != 0 { distance += 1 } else if hn & top != 0 { distance -= 1 }
        rest -= 1
        if distance - rest > cap { return distance - rest }
        hp = hp << 1 | 1
        hn = hn << 1
        vn = hp & d0
        vp = hn | ~(hp | d0)
      }
      return distance
    }
  }

  private mutating func manyWords(_ text: UnsafeBufferPointer<UInt32>, _ cap: Int) -> Int {
    vp.removeAll(keepingCapacity: true)
    vn.removeAll(keepingCapacity: true)
    vp.append(contentsOf: repeatElement(~0, count: words))
    vn.append(contentsOf: repeatElement(0, count: words))
    let top: UInt64 = 1 << UInt64((count - 1) % 64)
    var distance = count
    var rest = text.count
    let words = self.words
    let listed = words > Self.mostTableWords
    for id in text {
      // What the row above gives to the first word: the upper border grows by one at each step.
      var (hpCarry, hnCarry): (UInt64, UInt64) = (1, 0)
      var base = Int(id) * words
      if listed {
        base = 0
        for at in positionStarts[Int(id)]..<positionStarts[Int(id) + 1] {
          masks[Int(positions[at] / 64)] |= 1 << UInt64(positions[at] % 64)
        }
      }
      for word in 0..<words {
        let (p, n) = (vp[word], vn[word])
        let matched = masks[base + word] | hnCarry
        let d0 = (((matched & p) &+ p) ^ p) | matched | n
        var hp = n | ~(d0 | p)
        var hn = p & d0
        if word == words - 1 {
          if hp & top != 0 { distance += 1 } else if hn & top != 0 { distance -= 1 }
        }
        let (hpOut, hnOut) = (hp >> 63, hn >> 63)
        hp = hp << 1 | hpCarry
        hn = hn << 1 | hnCarry
        vp[word] = hn | ~(d0 | hp)
        vn[word] = hp & d0
        (hpCarry, hnCarry) = (hpOut, hnOut)
      }
      if listed { for at in positionStarts[Int(id)]..<positionStarts[Int(id) + 1] { masks[Int(positions[at] / 64)] = 0 } }
      rest -= 1
      if distance - rest > cap { return distance - rest }
    }
    return distance
  }

  /// A token of the graded distance: its form, and its κ class (``Kappa``).
  struct Graded {
    var form: UInt32
    var kappa: UInt32

    @inline(__always)
    var weight: Int32 { kappa == Kappa.mark ? Int32(MatchCost.mark) : Int32(MatchCost.word) }
  }

  /// What it costs to put one token in the place of another.
  @inline(__always)
  static func cost(_ a: Graded, _ b: Graded) -> Int32 {
    if a.form == b.form { return 0 }
    if a.kappa == b.kappa {
      switch a.kappa {
      case Kappa.mark: return Int32(MatchCost.mark)
      case Kappa.number: return Int32(MatchCost.number)
      default: return Int32(MatchCost.inflection)
      }
    }
    // A mark never stands for a word: one goes and the other comes.
    return a.kappa == Kappa.mark || b.kappa == Kappa.mark ? Int32(MatchCost.word + MatchCost.mark) : Int32(MatchCost.word)
  }

  /// The graded distance, or any number above `cap` when it is above it.
  /// - Complexity: O(a × b).
  mutating func graded(_ a: UnsafeBufferPointer<Graded>, _ b: UnsafeBufferPointer<Graded>, cap: Int) -> Int {
    var start = 0
    while start < a.count, start < b.count, a[start].form == b[start].form { start += 1 }
    var (endA, endB) = (a.count, b.count)
    while endA > start, endB > start, a[endA - 1].form == b[endB - 1].form { (endA, endB) = (endA - 1, endB - 1) }
    row.removeAll(keepingCapacity: true)
    row.append(0)
    for index in start..<endB { row.append(row[row.count - 1] &+ b[index].weight) }
    return row.withUnsafeMutableBufferPointer { row in
      for i in start..<endA {
        var diagonal = row[0]
        row[0] = row[0] &+ a[i].weight
        var least = row[0]
        for j in start..<endB {
          let at = j - start + 1
          let best = min(diagonal &+ Self.cost(a[i], b[j]), row[at] &+ a[i].weight, row[at - 1] &+ b[j].weight)
          diagonal = row[at]
          row[at] = best
          if best < least { least = best }
        }
        if Int(least) > cap { return Int(least) }
      }
      return Int(row[endB - start])
    }
  }
}

/// The classes of the coarsest equality (κ): what two tokens must share so that putting one for the other costs less than a word.
enum Kappa {
  /// All punctuation and symbols: not indexed.
  static let mark: UInt32 = 0
  /// All numbers.
  static let number: UInt32 = 1
  /// From here on, one class for each stem with its polarity, or code.
  static let first: UInt32 = 2
}
