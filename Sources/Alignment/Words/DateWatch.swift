internal import Language

/// Tells from the tokens of a segment, as they come, whether it may state a date: dates are rare, and to look for them properly is dear.
///
/// A date is a month's name with a number near it, or a number with strokes.
struct DateWatch {
  /// Tokens that may lie between a month and its day or year: "of the month of", "سال".
  private static let reach = 5

  private var position = 0
  private var month = -100, number = -100
  private var found = false
  /// Words that may turn out to be numbers, and where months stand.
  private var words: [(key: Int32, position: Int)] = [], months: [Int] = []

  mutating func reset() {
    (position, month, number, found) = (0, -100, -100, false)
    words.removeAll(keepingCapacity: true)
    months.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func see(_ key: Int32, _ kind: WordKind, _ part: Vocabulary.DatePart) {
    position += 1
    switch part {
    case .month:
      month = position
      months.append(position)
      if position - number <= Self.reach { found = true }
    case .whole: found = true
    case .unknown: words.append((key, position))
    case .none where kind == .word || kind == .mark: break
    case .numberWord, .none:
      number = position
      if position - month <= Self.reach { found = true }
    }
  }

  mutating func mayHaveSome(_ vocabulary: inout Vocabulary, _ language: Language) -> Bool {
    if found { return true }
    for month in months {
      for word in words where abs(word.position - month) <= Self.reach && vocabulary.isNumberWord(word.key, language) { return true }
    }
    return false
  }
}
