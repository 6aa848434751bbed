internal import Language

/// Which line ends of a text end a paragraph, and which only wrap it.
///
/// Greedy wrapping leaves a trace: a line is broken because the next word would not have fitted. So a width W explains a line end when
/// `length ≤ W < length + 1 + next word`. The width that explains most line ends, and is exceeded by few lines, is the text's; a text with no
/// such width has one paragraph a line. In a wrapped text a line end where the next word would have fitted was meant by its writer: a heading,
/// the end of a paragraph, a list item.
struct LineLayout {
  /// The paragraphs, as ranges of the text in scalars. A line of its own is marked so: only such a line can be a heading.
  private(set) var paragraphs: [Paragraph] = []

  struct Paragraph {
    var range: Range<Int>
    var lines: Int
  }

  /// Widths that text is wrapped at: below, lines are lists or verse; above, paragraphs.
  private static let widths = 40...160

  private struct Line {
    var range: Range<Int>  // trimmed
    var firstWord: Int
    var endsWithMark: Bool
    var endsOpen: Bool  // comma and the like: the sentence goes on
    var startsItem: Bool
    var startsLower: Bool
    var startsUpper: Bool
    var blankBefore: Bool
  }

  init(_ text: ScalarText, policy: Segmenter.LineEndPolicy, language: Language) {
    let lines = Self.lines(of: text)
    guard !lines.isEmpty else { return }
    let width = policy == .automatic ? Self.wrapWidth(of: lines, language: language) : nil
    var current = Paragraph(range: lines[0].range, lines: 1)
    for index in 1..<max(lines.count, 1) where lines.count > 1 {
      let (line, before) = (lines[index], lines[index - 1])
      let soft: Bool
      switch policy {
      case .paragraph: soft = false
      case .wrapped: soft = !line.blankBefore && !line.startsItem
      case .automatic: soft = Self.isSoft(before, line, width: width)
      }
      if soft {
        current.range = current.range.lowerBound..<line.range.upperBound
        current.lines += 1
      } else {
        paragraphs.append(current)
        current = Paragraph(range: line.range, lines: 1)
      }
    }
    paragraphs.append(current)
  }

  private static func isSoft(_ before: Line, _ line: Line, width: Int?) -> Bool {
    if line.blankBefore { return false }
    guard let width else { return false }
    let length = before.range.count
    let fits = length + 1 + line.firstWord <= width
    if fits || length > width + 1 { return false }
    if line.startsItem, before.endsWithMark || before.endsOpen { return false }
    return true
  }

  /// The width that a text is wrapped at; nil when its line ends are all meant.
  private static func wrapWidth(of lines: [Line], language: Language) -> Int? {
    // votes[w]: line ends inside a sentence that width w explains; against[w]: line ends that it does not, and lines longer than it.
    var votes = [Int](repeating: 0, count: widths.upperBound + 2)
    var open = 0
    var breaks = 0
    for (before, line) in zip(lines, lines.dropFirst()) where !line.blankBefore {
      breaks += 1
      guard !before.endsWithMark, !line.startsItem else { continue }
      open += 1
      let low = max(before.range.count, widths.lowerBound)
      let high = min(before.range.count + line.firstWord, widths.upperBound)
      if low <= high {
        votes[low] += 1
        votes[high + 1] -= 1
      }
    }
    guard open > 0 else { return nil }
    var lengths = [Int](repeating: 0, count: widths.upperBound + 2)
    for line in lines { lengths[min(line.range.count, widths.upperBound + 1)] += 1 }
    var longer = lines.count - lengths[0..<widths.lowerBound].reduce(0, +)
    var best: (score: Int, width: Int, votes: Int)?
    var sum = 0
    for width in 0...widths.upperBound {
      sum += votes[width]
      guard width >= widths.lowerBound else { continue }
      longer -= lengths[width]
      let score = sum - 3 * longer
      if sum > 0, score > best?.score ?? 0 { best = (score, width, sum) }
    }
    guard let best else { return nil }
    if best.votes == 1, open == 1 { return isWrappedOnce(lines, width: best.width, language: language) ? best.width : nil }
    return best.votes * 2 > open ? best.width : nil
  }

  /// One line end says little: it wraps when the line is as long as wrapped lines are and the next one goes on like the middle of a sentence.
  private static func isWrappedOnce(_ lines: [Line], width: Int, language: Language) -> Bool {
    guard let (before, line) = zip(lines, lines.dropFirst()).first(where: { !$0.endsWithMark && !$1.blankBefore && !$1.startsItem }) else {
      return false
    }
    if before.endsOpen || line.startsLower { return true }
    if line.startsUpper { return false }
    return (60...80).contains(before.range.count) && line.range.count <= 80
  }

  private static func lines(of text: ScalarText) -> [Line] {
    var lines: [Line] = []
    var start = 0
    var blankBefore = false
    func close(at end: Int) {
      guard let range = text.trimmed(start..<end) else {
        blankBefore = !lines.isEmpty
        return
      }
      var word = range.lowerBound
      while word < range.upperBound, text.kinds[word] != .blank { word += 1 }
      var last = range.upperBound - 1
      while last > range.lowerBound, SentenceScanner.isCloser(text.values[last]) || text.isInvisible(last) { last -= 1 }
      let mark = text.values[last]
      let first = text.values[range.lowerBound]
      lines.append(
        Line(
          range: range, firstWord: word - range.lowerBound,
          endsWithMark: SentenceScanner.isTerminator(mark) || mark == 0x3A,
          endsOpen: mark == 0x2C || mark == 0x60C || mark == 0x3B || mark == 0x61B,
          startsItem: SentenceScanner.listMark(text, range) != nil,
          startsLower: (0x61...0x7A).contains(first), startsUpper: (0x41...0x5A).contains(first), blankBefore: blankBefore))
      blankBefore = false
    }
    var index = 0
    while index < text.count {
      if text.kinds[index] == .lineEnd {
        close(at: index)
        if text.values[index] == 0x0D, index + 1 < text.count, text.values[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    close(at: text.count)
    return lines
  }
}
