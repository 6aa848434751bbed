internal import Language

/// Which line ends of a text end a paragraph, and which only wrap it.
///
/// Greedy wrapping leaves a trace: a line is broken because the next word would not have fitted. So a width W explains a line end when
/// `length ≤ W < length + 1 + next word`. The width that explains most line ends, and is exceeded by few lines, is the text's; a text with no
/// such width has one paragraph a line. In a wrapped text a line end where the next word would have fitted was meant by its writer: a heading,
/// the end of a paragraph, a list item.
///
/// What a wrapping program counts differs: code points, the columns of a terminal, or bytes (`fold -s` of the GNU tools). Each is tried.
struct LineLayout {
  /// The paragraphs, in text order.
  private(set) var paragraphs: [Paragraph] = []

  struct Paragraph {
    /// In bytes, invisible scalars at the ends left out.
    var range: Range<Int>
    /// How many lines it is written on. Only a line of its own can be a heading.
    var lines: Int
    /// What the document says it is; nil where that is to be found out.
    var role: Segment.Role?
  }

  /// Widths that text is wrapped at: below, lines are lists or verse; above, paragraphs.
  private static let widths = 40...160
  /// Longer lines are wrapped at no width; they are not measured.
  private static let longest = widths.upperBound * 4

  private struct Line {
    var start: Int  // of the line, blanks included
    var range: Range<Int>  // trimmed
    var endsWithMark: Bool
    var endsOpen: Bool  // comma and the like: the sentence goes on
    var startsItem: Bool
    var startsSmall: Bool
    var startsCapital: Bool
    var blankBefore: Bool
  }

  /// What a wrapping program counts.
  private enum Measure: CaseIterable {
    case scalars, columns, bytes
  }

  private struct Wrapping {
    var measure: Measure
    /// The length of each line, its indent included.
    var lengths: [Int]
    var width: Int
  }

  /// The paragraphs that a document marks. Where it marks headings, nothing else is one.
  init(_ text: TextBytes, known: [LaidOutText.Paragraph]) {
    let marksHeadings = known.contains { $0.role == .heading }
    var end = 0
    for paragraph in known where paragraph.range.lowerBound >= end && paragraph.range.upperBound <= text.count {
      end = paragraph.range.upperBound
      guard let range = text.trimmed(paragraph.range) else { continue }
      let role = paragraph.role == .sentence && !marksHeadings ? nil : paragraph.role
      paragraphs.append(Paragraph(range: range, lines: 1, role: role))
    }
  }

  init(_ text: TextBytes, _ laidOut: LaidOutText, policy: Segmenter.LineEndPolicy, language: Language) {
    if let known = laidOut.paragraphs { self.init(text, known: known) } else { self.init(text, policy: policy, language: language) }
  }

  init(_ text: TextBytes, policy: Segmenter.LineEndPolicy, language: Language) {
    let lines = Self.lines(of: text)
    guard !lines.isEmpty else { return }
    let wrapping = policy == .automatic ? Self.wrapping(of: lines, text, language: language) : nil
    paragraphs.reserveCapacity(lines.count)
    var current = Paragraph(range: lines[0].range, lines: 1)
    for index in lines.indices.dropFirst() {
      let soft =
        switch policy {
        case .paragraph: false
        case .wrapped: !lines[index].blankBefore && !lines[index].startsItem
        case .automatic: Self.isSoft(index, lines, text, wrapping)
        }
      if soft {
        current.range = current.range.lowerBound..<lines[index].range.upperBound
        current.lines += 1
      } else {
        paragraphs.append(current)
        current = Paragraph(range: lines[index].range, lines: 1)
      }
    }
    paragraphs.append(current)
  }

  /// True when the line end before `lines[index]` only wraps.
  private static func isSoft(_ index: Int, _ lines: [Line], _ text: TextBytes, _ wrapping: Wrapping?) -> Bool {
    guard let wrapping, !lines[index].blankBefore else { return false }
    let (before, line) = (lines[index - 1], lines[index])
    let length = wrapping.lengths[index - 1]
    guard length <= wrapping.width + 1 else { return false }
    let fits = length + 1 + firstWord(of: line, text, wrapping.measure) <= wrapping.width
    if fits { return false }
    if line.startsItem, before.endsWithMark || before.endsOpen { return false }
    return true
  }

  // MARK: The width

  /// How the text is wrapped; nil when its line ends are all meant.
  private static func wrapping(of lines: [Line], _ text: TextBytes, language: Language) -> Wrapping? {
    // A line end behind a mark may be either; those inside a sentence tell.
    let open = lines.indices.dropFirst().filter { !lines[$0].blankBefore && !lines[$0].startsItem && !lines[$0 - 1].endsWithMark }
    // Lines longer than every width can outvote them all.
    let long = lines.reduce(0) { $0 + ($1.range.upperBound - $1.start > longest ? 1 : 0) }
    guard open.count > 3 * long else { return nil }
    var best: (score: Int, votes: Int, wrapping: Wrapping)?
    for measure in Measure.allCases where measure != .bytes || open.count > 3 {
      let lengths = lines.map { length(of: $0, text, measure) }
      if let found = width(open, lines, text, measure, lengths), found.score > best?.score ?? 0 {
        best = (found.score, found.votes, Wrapping(measure: measure, lengths: lengths, width: found.width))
        if found.votes == open.count { break }
      }
      let beyond = lengths.reduce(0) { $0 + ($1 > widths.upperBound ? 1 : 0) }
      guard open.count > 3 * beyond else { break }
    }
    guard let best else { return nil }
    if open.count == 1 { return isWrappedOnce(lines, at: open[0], best.wrapping, language: language) ? best.wrapping : nil }
    return best.votes * 2 > open.count ? best.wrapping : nil
  }

  /// The width that explains most of the open line ends, after a penalty for lines that are longer.
  private static func width(
    _ open: [Int], _ lines: [Line], _ text: TextBytes, _ measure: Measure, _ lengths: [Int]
  ) -> (score: Int, votes: Int, width: Int)? {
    var votes = [Int](repeating: 0, count: widths.upperBound + 2)
    for index in open {
      let low = max(lengths[index - 1], widths.lowerBound)
      guard low <= widths.upperBound else { continue }
      let high = min(lengths[index - 1] + firstWord(of: lines[index], text, measure), widths.upperBound)
      if low <= high {
        votes[low] += 1
        votes[high + 1] -= 1
      }
    }
    var counts = [Int](repeating: 0, count: widths.upperBound + 2)
    for length in lengths { counts[min(length, widths.upperBound + 1)] += 1 }
    var longer = lengths.count - counts[0..<widths.lowerBound].reduce(0, +)
    var best: (score: Int, votes: Int, width: Int)?
    var sum = 0
    for width in 0...widths.upperBound {
      sum += votes[width]
      guard width >= widths.lowerBound else { continue }
      longer -= counts[width]
      let score = sum - 3 * longer
      if sum > 0, score > best?.score ?? 0 { best = (score, sum, width) }
    }
    return best
  }

  /// One line end says little: it wraps when the line is as long as wrapped lines are and the next one goes on like the middle of a sentence.
  private static func isWrappedOnce(_ lines: [Line], at index: Int, _ wrapping: Wrapping, language: Language) -> Bool {
    if lines[index - 1].endsOpen || lines[index].startsSmall { return true }
    if lines[index].startsCapital { return false }
    return (60...80).contains(wrapping.lengths[index - 1]) && wrapping.lengths[index] <= 80
  }

  private static func length(of line: Line, _ text: TextBytes, _ measure: Measure) -> Int {
    let range = line.start..<line.range.upperBound
    return range.count <= longest ? size(range, text, measure) : range.count
  }

  private static func firstWord(of line: Line, _ text: TextBytes, _ measure: Measure) -> Int {
    var end = line.range.lowerBound
    let limit = min(line.range.upperBound, end + longest)
    while end < limit, text[end] != 0x20, text[end] < 0x80 || text.kind(end) != .blank { end = text.next(end) }
    return size(line.range.lowerBound..<min(end, line.range.upperBound), text, measure)
  }

  private static func size(_ range: Range<Int>, _ text: TextBytes, _ measure: Measure) -> Int {
    switch measure {
    case .bytes: return range.count
    case .scalars: return text.scalars(range)
    case .columns:
      var columns = 0
      var at = range.lowerBound
      while at < range.upperBound {
        switch text.kind(at) {
        case .mark, .joiner, .ignorable: break
        default: columns += 1
        }
        at = text.next(at)
      }
      return columns
    }
  }

  // MARK: The lines

  private static func lines(of text: TextBytes) -> [Line] {
    var lines: [Line] = []
    var start = 0
    var blankBefore = false
    func close(at end: Int) {
      guard let range = text.trimmed(start..<end) else {
        blankBefore = !lines.isEmpty
        return
      }
      var last = text.previous(range.upperBound)
      while last > range.lowerBound, Mark.isCloser(text.scalar(last)) || text.isInvisible(last) { last = text.previous(last) }
      let mark = text.scalar(last)
      lines.append(
        Line(
          start: start, range: range, endsWithMark: Mark.isTerminator(mark) || mark == 0x3A, endsOpen: Mark.isPause(mark),
          startsItem: ListMark.end(text, range) != nil, startsSmall: text.isSmall(range.lowerBound),
          startsCapital: text.isCapital(range.lowerBound), blankBefore: blankBefore))
      blankBefore = false
    }
    var index = 0
    while true {
      index = text.lineEndByte(from: index)
      guard index < text.count else { break }
      guard let behind = lineEnd(text, at: index) else {
        index += 1
        continue
      }
      close(at: index)
      (start, index) = (behind, behind)
    }
    close(at: text.count)
    return lines
  }

  /// The position behind the line end at `index`; nil when none is there.
  private static func lineEnd(_ text: TextBytes, at index: Int) -> Int? {
    switch text[index] {
    case 0x0D: text[index + 1] == 0x0A ? index + 2 : index + 1
    case 0x0A...0x0C: index + 1
    case 0xC2: text[index + 1] == 0x85 ? index + 2 : nil
    case 0xE2: text[index + 1] == 0x80 && (text[index + 2] == 0xA8 || text[index + 2] == 0xA9) ? index + 3 : nil
    default: nil
    }
  }
}
