internal import Language

/// Finds the ends of sentences, paragraph by paragraph.
///
/// One walk over the bytes that stops at marks only; a mark is then judged by what stands around it, a few words each way.
struct SentenceScanner {
  let text: TextBytes
  let language: Language
  private(set) var segments: [Segment] = []

  /// True for a text whose writer begins sentences in lower case.
  let isCasual: Bool
  /// The tables, at hand: a global costs a check at every use.
  let english = Abbreviations.english
  let persian = Abbreviations.persian
  private let classes = Mark.byteClasses

  // The state inside a paragraph.

  /// The paragraph.
  private(set) var block = 0..<0
  /// Where the sentence begins, and where the paragraph ends.
  private(set) var start = 0
  private(set) var limit = 0
  /// The run of ASCII that was looked at last.
  var addressRun = AddressRun()
  private var paragraph = 0
  /// True between straight quotation marks.
  private(set) var inQuotes = false
  private(set) var inApostrophes = false
  /// Where a parenthesis of this sentence was opened.
  private(set) var openParenthesis: Int?

  /// Finished segments are counted in scalars from here on.
  private var counted = (bytes: 0, scalars: 0)

  init(text: TextBytes, language: Language) {
    self.text = text
    self.language = language
    isCasual = language != .persian && Self.isCasual(text)
    segments.reserveCapacity(text.count / 256)
  }

  /// A third or more of the full stops between words of small letters.
  private static func isCasual(_ text: TextBytes) -> Bool {
    var small = 0
    var all = 0
    var index = 0
    while index < text.count {
      if text[index] == 0x2E, text.isSmall(index - 1), let behind = text.blank(index + 1) {
        all += 1
        if text.isSmall(behind) { small += 1 }
      }
      index += 1
    }
    return small >= 2 && small * 3 >= all
  }

  // MARK: The walk

  /// Appends the sentences of a paragraph.
  mutating func scan(_ found: LineLayout.Paragraph, number: Int) {
    let first = segments.count
    let mark = ListMark.end(text, found.range)
    (block, start, limit, paragraph) = (found.range, found.range.lowerBound, found.range.upperBound, number)
    (inQuotes, inApostrophes, openParenthesis) = (false, false, nil)
    var index = mark ?? start
    while true {
      index = text.skim(from: index, to: limit, classes: classes)
      guard index < limit else { break }
      // The joiner of می‌شود is no mark.
      index = text[index] == 0xE2 && text[index + 2] == 0x8C ? index + 3 : step(index)
    }
    close(at: limit)
    guard segments.count > first else { return }
    segments.setRoles(from: first, of: found, hasListMark: mark != nil, in: text)
  }

  /// Judges what stands at a byte that the table singles out; the position to go on from.
  private mutating func step(_ index: Int) -> Int {
    switch classes[Int(text[index])] {
    case Mark.ByteClass.terminator:
      return terminator(at: index)
    case Mark.ByteClass.question:
      // U+061F is D8 9F.
      return text[index - 1] == 0xD8 ? terminator(at: index - 1) : index + 1
    case Mark.ByteClass.urduStop:
      return text[index - 1] == 0xDB ? terminator(at: index - 1) : index + 1
    case Mark.ByteClass.quote:
      inQuotes = opensQuotation(at: index, open: inQuotes)
      return pausedQuotationEnd(behind: index) ?? index + 1
    case Mark.ByteClass.apostrophe:
      inApostrophes = opensQuotation(at: index, open: inApostrophes)
    case Mark.ByteClass.open:
      openParenthesis = index
    case Mark.ByteClass.close:
      openParenthesis = nil
    case Mark.ByteClass.rule:
      return drawnRuleEnd(at: index)
    case Mark.ByteClass.colon:
      if let end = colonEnd(at: index) { return end }
    case Mark.ByteClass.slash:
      if let end = stampEnd(at: index) { return end }
    case Mark.ByteClass.latin1:
      // «..،» «..»: the second quotation is a sentence of its own.
      if text[index + 1] == 0xBB { return pausedQuotationEnd(behind: index) ?? index + 2 }
      return index + 2
    case Mark.ByteClass.punctuation:
      let scalar = text.scalar(index)
      if Mark.isTerminator(scalar) { return terminator(at: index) }
      if scalar == 0x201D { return pausedQuotationEnd(behind: index) ?? index + 3 }
      return index + 3
    case Mark.ByteClass.ideographic:
      return Mark.isTerminator(text.scalar(index)) ? terminator(at: index) : index + 3
    default: break
    }
    return index + 1
  }

  private mutating func terminator(at index: Int) -> Int {
    let run = markRun(at: index)
    guard let end = sentenceEnd(at: run) else {
      // Past the whole run: the last dot of «...» is no full stop.
      return run.end
    }
    for at in run.end..<max(end, run.end) {
      if text[at] == 0x22 { inQuotes = false }
      if text[at] == 0x27 { inApostrophes = false }
    }
    close(at: end)
    openParenthesis = nil
    return end
  }

  /// Ends the sentence here and begins the next one.
  mutating func close(at end: Int) {
    guard end > start else { return }
    let range = start..<end
    // On to the next visible scalar at once: nobody walks over these blanks again.
    start = text.visible(from: end, to: limit)
    guard let trimmed = text.trimmed(range) else { return }
    let lower = counted.scalars + text.scalars(counted.bytes..<trimmed.lowerBound)
    let upper = lower + text.scalars(trimmed)
    counted = (trimmed.upperBound, upper)
    segments.append(Segment(range: lower..<upper, paragraph: paragraph))
  }
}

extension [Segment] {
  /// Gives the segments of a paragraph, which begin at `first`, the role that its document says, or the one that it looks like.
  mutating func setRoles(from first: Int, of paragraph: LineLayout.Paragraph, hasListMark: Bool, in text: TextBytes) {
    switch paragraph.role {
    case nil, .sentence:
      if hasListMark {
        self[first].role = .listItem
      } else if paragraph.role == nil, count == first + 1, paragraph.lines == 1,
        text.isHeading(paragraph.range, scalars: self[first].range.count)
      {
        self[first].role = .heading
      }
    case .listItem: self[first].role = .listItem
    case .heading?, .tableCell?, .footnote?: for index in first..<count { self[index].role = paragraph.role ?? .sentence }
    }
  }
}

extension TextBytes {
  /// A short line without a final mark.
  func isHeading(_ range: Range<Int>, scalars: Int) -> Bool {
    guard scalars <= 120 else { return false }
    var last = previous(range.upperBound)
    while last > range.lowerBound, Mark.isCloser(scalar(last)) || isInvisible(last) { last = previous(last) }
    let mark = scalar(last)
    return !Mark.isTerminator(mark) && mark != 0x3A && !Mark.isPause(mark)
  }
}
