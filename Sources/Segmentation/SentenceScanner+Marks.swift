extension SentenceScanner {
  /// Marks that stand together: «؟!», «...», «!!».
  struct MarkRun {
    var start: Int
    var end: Int
    /// How many full stops.
    var dots = 0
    /// A question or exclamation mark is among them.
    var isStrong = false
    var isEllipsis = false
    /// An ellipsis and a full stop: «….», «....».
    var isStoppedEllipsis = false
  }

  func markRun(at index: Int) -> MarkRun {
    var run = MarkRun(start: index, end: index)
    var at = index
    while at < limit {
      let scalar = text.scalar(at)
      if Mark.isTerminator(scalar) {
        switch scalar {
        case 0x2E, 0x6D4, 0x3002: run.dots += 1
        case 0x2026: run.isEllipsis = true
        default: run.isStrong = true
        }
        at = text.next(at)
        run.end = at
      } else if scalar >= 0x80, text.kind(at) == .ignorable {
        at = text.next(at)
      } else {
        break
      }
    }
    run.isStoppedEllipsis = !run.isStrong && (run.isEllipsis ? run.dots == 1 : run.dots == 4)
    // Two full stops are one typed twice; three are an ellipsis, and so are single ones in a row («. . .»).
    run.isEllipsis = !run.isStrong && (run.isEllipsis || run.dots > 2 || run.dots == 1 && isSpacedDot(index))
    return run
  }

  /// One dot of «. . .».
  private func isSpacedDot(_ index: Int) -> Bool {
    guard text[index] == 0x2E, index > start, text[index - 1] == 0x20 else { return false }
    return text[index + 1] == 0x20 && text[index + 2] == 0x2E || index - 2 >= start && text[index - 2] == 0x2E
  }

  // MARK: The end behind a mark

  /// The end of the sentence that the marks end, closing marks included; nil when they end none.
  mutating func sentenceEnd(at run: MarkRun) -> Int? {
    var after = run.end
    // Closing marks, with bidi marks and a misplaced blank before them («است. »).
    var closed = false
    var closesParenthesis = false
    var quotes = inQuotes
    // A blank and an Arabic letter, which is what stands behind most marks: nothing to look at in between.
    let isPlain = text[after] == 0x20 && text[after + 1] & 0xFC == 0xD8
    while after < limit, !isPlain {
      let scalar = text.scalar(after)
      if Mark.isCloser(scalar), closesHere(after, open: scalar == 0x27 ? inApostrophes : quotes) {
        if scalar == 0x22 { quotes = false }
        if scalar == 0x29 || scalar == 0x5D { closesParenthesis = true }
        closed = true
        after = text.next(after)
      } else if scalar >= 0x80, text.kind(after) == .ignorable || text.kind(after) == .joiner {
        after = text.next(after)
      } else if closed, Mark.isTerminator(scalar) {
        // The full stop that a quotation left behind: «…؟».».
        after = text.next(after)
      } else if let apart = closerApart(after, open: quotes) {
        if text[apart] == 0x22 { quotes = false }
        closed = true
        after = text.next(apart)
      } else {
        break
      }
    }
    if !isPlain { after = emoticonEnd(after) }
    guard after < limit else { return limit }
    // A comma, a semicolon or a colon behind: the sentence goes on.
    if Mark.isPause(text.scalar(after)) || text[after] == 0x3A { return nil }
    let next = text.visible(from: after, to: limit)
    guard next < limit else { return limit }
    if Mark.isPause(text.scalar(next)) { return nil }
    let context = Context(run: run, next: next, glued: next == run.end, closed: closed)
    if closesParenthesis, let openParenthesis, isInside(openParenthesis) {
      // «(واقعاً!) درست است»: a parenthesis opened inside the sentence ends nothing, unless a whole sentence stands in it.
      guard run.dots == 1, !run.isStrong, !run.isEllipsis, holdsSentence(openParenthesis..<run.start, next: next) else { return nil }
    }
    if run.isEllipsis, !closesParenthesis, openParenthesis != nil { return nil }
    let ends = run.isStrong || run.isEllipsis ? strongMarkEnds(context) : fullStopEnds(context)
    return ends ? after : nil
  }

  /// What a decision looks at.
  struct Context {
    var run: MarkRun
    /// The next visible scalar.
    var next: Int
    /// No blank between the marks and it.
    var glued: Bool
    /// Closing marks stand between.
    var closed: Bool
  }

  /// True when a parenthesis was opened after the first word of the sentence.
  private func isInside(_ parenthesis: Int) -> Bool { parenthesis > text.visible(from: start, to: limit) }

  /// A parenthesis of several words that ends with a full stop, and a new sentence behind it.
  private func holdsSentence(_ parenthesis: Range<Int>, next: Int) -> Bool {
    var blanks = 0
    for at in parenthesis where text[at] == 0x20 { blanks += 1 }
    // «(سیزدهم تا هفدهم م.)», «(see Smith et al.)»
    let word = text.word(before: parenthesis.upperBound, from: parenthesis.lowerBound)
    guard blanks >= 3, word.length > 1, !word.isChain, persian[word] == nil, english[word] == nil else { return false }
    return text.isCapital(next) || text[next] >= 0xC0 && language != .english
  }

  /// True when a mark that may open or close closes what came before.
  private func closesHere(_ index: Int, open: Bool) -> Bool {
    let scalar = text.scalar(index)
    guard scalar == 0x22 || scalar == 0x27 || scalar == 0x201C else { return true }
    if index > 0, text.isInvisible(text.previous(index)) { return false }
    let behind = text.next(index)
    if behind >= limit || text.isInvisible(behind) { return true }
    if scalar == 0x201C { return false }
    // No blank on either side: it closes what is open, and opens a quotation otherwise («said."And»).
    return open || !text.isLetter(behind)
  }

  /// A closing mark behind a misplaced blank («است. »), or a full stop that a quotation left behind («…؟» .), as its position.
  private func closerApart(_ index: Int, open: Bool) -> Int? {
    guard text.kind(index) == .blank else { return nil }
    let at = text.visible(from: index, to: limit)
    guard at < limit, text.scalars(index..<at) <= 2 else { return nil }
    let behind = text.next(at)
    let isFree = behind >= limit || text.isInvisible(behind)
    switch text.scalar(at) {
    case 0xBB, 0x201D: return at
    case 0x22: return open && isFree ? at : nil
    case 0x2E, 0x21, 0x3F, 0x61F:
      return isFree && index > 0 && Mark.isCloser(text.scalar(text.previous(index))) ? at : nil
    default: return nil
    }
  }

  /// The end of a «:-)» that stands behind a mark, with the blank before it; `index` where none does.
  private func emoticonEnd(_ index: Int) -> Int {
    var at = text.visible(from: index, to: limit)
    guard at + 1 < limit, text[at] == 0x3A || text[at] == 0x3B || text[at] == 0x3D else { return index }
    at += 1
    if text[at] == 0x2D { at += 1 }
    guard at < limit else { return index }
    switch text[at] {
    case 0x28, 0x29, 0x44, 0x50, 0x70, 0x2F, 0x4F, 0x6F: return at + 1 >= limit || text.isInvisible(at + 1) ? at + 1 : index
    default: return index
    }
  }

  /// «!», «؟», «…»: an end, unless the next word goes on in lower case or with a conjunction.
  private mutating func strongMarkEnds(_ context: Context) -> Bool {
    let (run, next) = (context.run, context.next)
    // A small letter behind: the sentence goes on after a quotation («"Why?" he asked»), an ellipsis, or a name with a mark in it.
    if text.isSmall(next), context.closed || run.isEllipsis || context.glued { return false }
    if context.glued {
      // No blank behind: an end between two words, not inside an address or a code.
      let isWord = text.isLetter(next) || Mark.isOpener(text.scalar(next))
      guard isWord || text.isDigit(next) && run.start > start && text[run.start - 1] >= 0x80 else { return false }
      if run.isEllipsis, language == .english ? !startsWord(next) : !run.isStoppedEllipsis { return false }
      if text[run.start] == 0x3F, text[next] < 0x80, run.start > start, text[run.start - 1] < 0x80 {
        return (text.isCapital(next) || Mark.isOpener(text.scalar(next))) && !isInAddress(run.start)
      }
    }
    if run.isEllipsis, !run.isStoppedEllipsis { return ellipsisEnds(context) }
    guard language != .english else { return true }
    return !(context.closed && Abbreviations.persianReports.contains(text.word(from: next, to: limit)))
  }

  /// Three dots that stand apart («زیبا ... بود») leave out or wait. Those that hang on a word end a Persian sentence when that word may be its verb and no
  /// conjunction follows.
  private func ellipsisEnds(_ context: Context) -> Bool {
    // One that begins the sentence leaves out what was before it: «... و سپس», «"... we stay"».
    let before = text.visible(before: context.run.start, from: start)
    guard before > start, !Mark.isOpener(text.scalar(text.previous(before))) || before - start > 4 else { return false }
    guard context.closed || before == context.run.start else { return false }
    guard language == .persian else { return true }
    if Abbreviations.persianConjunctions.contains(text.word(from: context.next, to: limit)) { return false }
    switch text.scalar(text.previous(before)) {
    case 0x62F, 0x62A, 0x645: return true  // رفتند, رفت, رفتم
    case let last: return context.closed || last < 0x600
    }
  }

  /// A capital and a small letter, or a capital that is a word («A», «I»).
  func startsWord(_ index: Int) -> Bool {
    guard text.isCapital(index) else { return false }
    let behind = text.next(index)
    return behind >= limit || text.isSmall(behind) || text.isInvisible(behind) || text[behind] == 0x27
      || text.isLetter(behind) && text[behind] >= 0x80
  }

  // MARK: Quotations

  /// Whether a straight quotation mark leaves its quotation open.
  func opensQuotation(at index: Int, open: Bool) -> Bool {
    let free = { (at: Int) in text.isInvisible(at) || Mark.isDash(text.scalar(at)) }
    let before =
      index <= start
      ? true : { at in free(at) || Mark.isOpener(text.scalar(at)) && text[at] != 0x22 && text[at] != 0x27 }(text.previous(index))
    let behind = index + 1 >= limit || free(index + 1)
    if before != behind { return before }
    return !open
  }

  /// The end of a quotation that a comma ends, when another one begins behind it: «ما می‌آییم،» «شما هم بیایید».
  mutating func pausedQuotationEnd(behind index: Int) -> Int? {
    guard index > start, Mark.isPause(text.scalar(text.previous(index))) else { return nil }
    let end = text.next(index)
    let next = text.visible(from: end, to: limit)
    guard next < limit else { return nil }
    let opens =
      switch text.scalar(index) {
      case 0xBB: text.scalar(next) == 0xAB
      case 0x201D: text.scalar(next) == 0x201C
      default: next > end && text[next] == 0x22 && !inQuotes
      }
    guard opens, text.next(next) < limit, !text.isInvisible(text.next(next)) else { return nil }
    close(at: end)
    return end
  }

  // MARK: Ends without a mark

  /// A rule drawn with marks («=====», «***», «____») that a blank follows ends what stands before it. The position behind the marks.
  mutating func drawnRuleEnd(at index: Int) -> Int {
    var end = index
    while end < limit, text[end] == text[index] { end += 1 }
    if end - index >= 3, end < limit, text.kind(end) == .blank { close(at: end) }
    return end
  }

  /// Behind a colon nothing ends, with two exceptions: a Persian dateline, and an address («http://…») in English that a new sentence follows.
  mutating func colonEnd(at index: Int) -> Int? {
    if language == .persian, index + 1 < limit, isDateline(start..<index) {
      close(at: index + 1)
      return index + 1
    }
    guard text[index + 1] == 0x2F, text[index + 2] == 0x2F else { return nil }
    var end = index
    while end < limit, !text.isInvisible(end) { end = text.next(end) }
    // Nothing inside an address is a mark, except what ends it.
    var last = end
    while last > index + 3, Mark.isTerminator(text.scalar(text.previous(last))) || Mark.isCloser(text.scalar(text.previous(last))) {
      last = text.previous(last)
    }
    guard language == .english, last == end else { return last }
    let next = text.visible(from: end, to: limit)
    if next < limit, startsWord(next) || text[next] == 0x68 && text[next + 1] == 0x74 && text[next + 2] == 0x74 && text[next + 3] == 0x70 {
      close(at: end)
    }
    return end
  }

  /// «تهران - ایرنا:» at the start of a sentence is a segment of its own: a place, a dash, an agency, at most seven words.
  private func isDateline(_ range: Range<Int>) -> Bool {
    guard range.count <= 110,
      range.contains(where: { text[$0] == 0x2D || text[$0] == 0xE2 && text[$0 + 1] == 0x80 && text[$0 + 2] & 0xFE != 0x8C })
    else {
      return false
    }
    var at = text.visible(from: range.lowerBound, to: range.upperBound)
    var dash = false
    var words = 1
    var before = at
    while at < range.upperBound {
      let scalar = text.scalar(at)
      if Mark.isDash(scalar) {
        // A dash with blanks around it, not a hyphen.
        guard at > before, text.isInvisible(text.previous(at)), text.isInvisible(text.next(at)) else { return false }
        dash = true
      } else if Mark.isTerminator(scalar) || Mark.isOpener(scalar) {
        return false
      } else {
        switch text.kind(at) {
        case .blank: words += 1
        case .digit, .lineEnd: return false
        default: break
        }
      }
      before = range.lowerBound
      at = text.next(at)
    }
    return dash && words <= 7
  }

  /// The stamp of a mail's header («Kay Mann 04/26/2001 07:17 AM Will you …») is a segment of its own between a name and a new sentence. The position
  /// behind it; nil where no stamp is.
  mutating func stampEnd(at index: Int) -> Int? {
    guard language == .english else { return nil }
    func digits(_ at: inout Int, _ count: ClosedRange<Int>) -> Bool {
      let first = at
      while at < limit, text[at] >= 0x30, text[at] <= 0x39 { at += 1 }
      return count.contains(at - first)
    }
    var begin = index
    while begin > start, text[begin - 1] >= 0x30, text[begin - 1] <= 0x39 { begin -= 1 }
    var at = begin
    guard digits(&at, 1...2), text[at] == 0x2F else { return nil }
    at += 1
    guard digits(&at, 1...2), text[at] == 0x2F else { return nil }
    at += 1
    guard digits(&at, 2...4), let time = text.blank(at) else { return nil }
    at = time
    guard digits(&at, 1...2), text[at] == 0x3A else { return nil }
    at += 1
    guard digits(&at, 2...2) else { return nil }
    if text[at] == 0x3A {
      at += 1
      guard digits(&at, 2...2) else { return nil }
    }
    if let half = text.blank(at), text[half] | 0x20 == 0x61 || text[half] | 0x20 == 0x70, text[half + 1] | 0x20 == 0x6D { at = half + 2 }
    guard at <= limit, at == limit || text.isInvisible(at) else { return nil }
    var name = text.visible(before: begin, from: start)
    while name > start, text.isLetter(text.previous(name)) { name = text.previous(name) }
    if text.isCapital(name) { close(at: begin) }
    if text.isCapital(text.visible(from: at, to: limit)) { close(at: at) }
    return at
  }
}
