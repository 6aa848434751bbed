public import Language

/// Which words of one language translate which of the other, with probabilities in both directions, over stems.
///
/// Entries are given (a dictionary, ``add(dictionary:)``) or learnt from pairs (``Lexicon/learn(from:language:options:)``); lexica are joined by ``merge(_:)``,
/// the stronger probability winning. Left and right are languages, not roles: an aligner from English to Persian uses the same lexicon mirrored.
public struct Lexicon: Sendable {
  /// The language of the left words, and of the right ones.
  public let left: LanguageTag, right: LanguageTag
  var leftWords: WordList, rightWords: WordList
  /// Entries by left word: `rows[left]` lists right word, t(right | left), t(left | right).
  var rows: [[Entry]]

  struct Entry: Hashable, Sendable {
    var right: Int32
    /// t(right | left) and t(left | right).
    var forward, backward: Float
  }

  public init(left: LanguageTag = .persian, right: LanguageTag = .english) {
    self.left = left
    self.right = right
    leftWords = WordList()
    rightWords = WordList()
    rows = []
  }

  /// Pairs of words.
  public var entryCount: Int { rows.reduce(0) { $0 + $1.count } }
  public var isEmpty: Bool { rows.isEmpty }

  /// Words of one side with their counts in the pairs that they were learnt from.
  struct WordList: Hashable, Sendable {
    var ids: [String: Int32] = [:]
    var words: [String] = []
    var counts: [Float] = []
    var total: Float = 0

    mutating func id(of word: String) -> Int32 {
      if let id = ids[word] { return id }
      let id = Int32(words.count)
      ids[word] = id
      words.append(word)
      counts.append(0)
      return id
    }

    mutating func add(_ count: Float, to id: Int32) {
      counts[Int(id)] += count
      total += count
    }
  }

  mutating func add(_ left: Int32, _ right: Int32, forward: Float, backward: Float) {
    while rows.count < leftWords.words.count { rows.append([]) }
    if let at = rows[Int(left)].firstIndex(where: { $0.right == right }) {
      rows[Int(left)][at].forward = max(rows[Int(left)][at].forward, forward)
      rows[Int(left)][at].backward = max(rows[Int(left)][at].backward, backward)
    } else {
      rows[Int(left)].append(Entry(right: right, forward: forward, backward: backward))
    }
  }

  /// Takes over the entries of another lexicon of the same languages, whichever is its left one; of two probabilities for a pair the larger stays.
  /// A lexicon of other languages is passed over.
  public mutating func merge(_ other: Lexicon) {
    if left.primary == other.right.primary, right.primary == other.left.primary, left.primary != right.primary {
      return merge(other.mirrored)
    }
    guard left.primary == other.left.primary, right.primary == other.right.primary else { return }
    let lefts = other.leftWords.words.map { leftWords.id(of: $0) }
    let rights = other.rightWords.words.map { rightWords.id(of: $0) }
    for (index, id) in lefts.enumerated() { leftWords.add(other.leftWords.counts[index], to: id) }
    for (index, id) in rights.enumerated() { rightWords.add(other.rightWords.counts[index], to: id) }
    while rows.count < leftWords.words.count { rows.append([]) }
    for (index, row) in other.rows.enumerated() {
      for entry in row { add(lefts[index], rights[Int(entry.right)], forward: entry.forward, backward: entry.backward) }
    }
  }

  /// The lexicon with left and right exchanged.
  public var mirrored: Lexicon {
    var copy = Lexicon(left: right, right: left)
    (copy.leftWords, copy.rightWords) = (rightWords, leftWords)
    copy.rows = [[Entry]](repeating: [], count: rightWords.words.count)
    for (index, row) in rows.enumerated() {
      for entry in row {
        copy.rows[Int(entry.right)].append(Entry(right: Int32(index), forward: entry.backward, backward: entry.forward))
      }
    }
    return copy
  }

  /// The translations of a word, best first: the stem of the other language and its probability.
  public func translations(of word: String) -> [(word: String, probability: Double)] {
    var reader = WordReader()
    guard let stem = reader.stems(of: word).first else { return [] }
    if let id = leftWords.ids[stem], Int(id) < rows.count {
      return rows[Int(id)].map { (rightWords.words[Int($0.right)], Double($0.forward)) }.sorted { $0.1 > $1.1 }
    }
    guard let id = rightWords.ids[stem] else { return [] }
    var found: [(word: String, probability: Double)] = []
    for (left, row) in rows.enumerated() {
      for entry in row where entry.right == id { found.append((leftWords.words[left], Double(entry.backward))) }
    }
    return found.sorted { $0.probability > $1.probability }
  }
}
