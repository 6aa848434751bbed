extension SentenceScanner {
  /// One full stop (or two, typed twice): an end, unless it belongs to a number, an abbreviation, an initial, an address or a list mark.
  mutating func fullStopEnds(_ context: Context) -> Bool {
    let (index, next) = (context.run.start, context.next)
    // A list mark at the start of the sentence: «۱. …».
    if !context.closed, index - start <= 40 {
      let first = text.visible(from: start, to: limit)
      if first < index, ListMark.end(text, first..<limit) == index + 1 { return false }
    }
    let isLatin = text[next] < 0x80 || text.scalar(next) < 0x250
    if context.glued {
      guard index > start else { return false }
      let before = text.previous(index)
      if text.isDigit(next) {
        // «۳.۵», «v1.2»; but «شد.۱۲ نفر» and, with the blank on the wrong side, «شد .۱۲ نفر».
        if text[before] == 0x20 {
          guard before > start, text[before - 1] >= 0x80, text.isDigit(text.next(next)) else { return false }
        } else if text[before] < 0x80 || !text.isLetter(before) {
          return false
        }
      } else if !text.isLetter(next), !Mark.isOpener(text.scalar(next)) {
        return false
      }
    }
    let word = text.word(before: index, from: start)
    if isLatin, text.isLetter(next) {
      return latinFullStopEnds(context, word)
    }
    if context.glued, isInitials(word, next: next) { return false }
    guard !context.closed, !word.isEmpty, !word.isLong else { return true }
    if let kind = word.isASCII ? english[word] : persian[word] {
      switch kind {
      case .title: return false
      case .beforeNumber: return !text.isDigit(next)
      case .anywhere: return !word.isASCII && startsPersianSentence(next)
      case .clock: return false
      }
    }
    if word.isChain { return startsPersianSentence(next) }
    // One letter and a dot: an initial; «A. قانون».
    return !(word.length == 1 && word.digits == 0)
  }

  private func startsPersianSentence(_ next: Int) -> Bool {
    Abbreviations.persianStarters.contains(text.word(from: next, to: limit))
  }

  /// A full stop before a Latin letter.
  private mutating func latinFullStopEnds(_ context: Context, _ word: Word) -> Bool {
    let (index, next) = (context.run.start, context.next)
    if context.glued { return gluedFullStopEnds(context, word) }
    guard text.isCapital(next) else {
      guard language == .english else { return !word.isASCII || word.isEmpty }
      guard !context.closed, word.length > 1, english[word] == nil, !word.isChain else { return false }
      return isCasual || word.digits == 0 && Abbreviations.smallStarters.contains(text.word(from: next, to: limit))
    }
    // Behind a closing mark only a title goes on: «(see Gen.) Smith».
    if context.closed { return english[word] != .title || starter(next) != nil }
    // An initial: «J. Smith»; but «Annex B. The parties».
    if word.length == 1, word.dots == 0, word.digits == 0, text.isCapital(text.previous(index)) {
      return text[index - 1] == 0x49 || starter(next) == .always
    }
    if let kind = english[word] {
      switch kind {
      case .title: return false
      case .beforeNumber: return !startsRomanNumeral(next)
      case .anywhere: return starter(next) != nil
      case .clock: return !Abbreviations.clockFollowers.contains(text.word(from: next, to: limit))
      }
    }
    if word.isChain, word.isASCII { return starter(next) != nil }
    return true
  }

  /// «Iran.The», «2017.China's», «reasonable".A»; but not «www.un.org», «U.S.», «Example.Com», «Node.JS».
  private mutating func gluedFullStopEnds(_ context: Context, _ word: Word) -> Bool {
    let (index, next) = (context.run.start, context.next)
    if isInAddress(index) { return false }
    guard text.isCapital(next) else {
      // A small Latin letter behind a Persian word.
      return language != .english && index > start && text[index - 1] >= 0x80
    }
    // «A/RES/77/1.Add.2»: a code goes on behind the next word.
    var end = next
    while end < limit, end - next < 24, text.isLetter(end) { end = text.next(end) }
    if text[end] == 0x2E, end + 1 < limit, text[end + 1] >= 0x30, text[end + 1] <= 0x39 { return false }
    let following = text.word(from: next, to: limit)
    let stands = startsWord(next) || language != .english && index > start && text[index - 1] >= 0x80 || following.length > 1
    guard stands, !Abbreviations.topLevelDomains.contains(following) else { return false }
    if word.isEmpty {
      let before = text.visible(before: index, from: start)
      guard before > start else { return false }
      // A blank on the wrong side: «نخواهد بود .Ri», «rough .The»; but «.NET».
      if before < index { return startsWord(next) || text[before - 1] >= 0x80 }
      // «reasonable".A», «5%.The»; but «/.Trash».
      switch text[before - 1] {
      case 0x2F, 0x3A, 0x2D, 0x5F, 0x5C, 0x2E: return false
      default: return startsWord(next)
      }
    }
    if let kind = english[word] { return kind != .title && starter(next) != nil }
    if word.isChain { return starter(next) != nil }
    if word.dots > 0 { return false }
    // Two capitals behind: a name («Node.JS») or a sentence that begins with one («stopped.NATO said»): small letters before decide.
    guard startsWord(next) else { return word.length > 1 && word.digits == 0 && following.length > 2 && text[index - 1] >= 0x61 }
    // «J.Smith» is a name, «pic's.One» is not.
    return word.length > 1 || word.digits == 1 || text[index - 2] == 0x27 || text[index - 2] == 0x99
  }

  private func starter(_ next: Int) -> Abbreviations.Starter? { Abbreviations.englishStarters[text.word(from: next, to: limit)] }

  /// «Vol. II», «Art. IV».
  private func startsRomanNumeral(_ index: Int) -> Bool {
    var at = index
    while at < limit, [0x49, 0x56, 0x58, 0x4C, 0x43].contains(text[at]) { at += 1 }
    return at > index && !(at - index == 1 && text[index] != 0x56 && text[index] != 0x58) && (at >= limit || !text.isLetter(at))
  }

  /// «ج.ا.ا», «دی.ان.ای»: a dot inside a chain of short parts, another dot or a blank after the next part.
  private func isInitials(_ word: Word, next: Int) -> Bool {
    guard word.nearPart <= 3 else { return false }
    var end = next
    var length = 0
    while end < limit, length < 24, text.isLetter(end) {
      end = text.next(end)
      length += 1
    }
    guard length > 0 else { return false }
    let dotBehind = end < limit && text[end] == 0x2E
    if word.nearPart == 1 { return length <= 3 || dotBehind && length <= 5 || word.dots > 0 }
    return length <= 3 && (dotBehind || word.dots > 0)
  }

  /// True when the mark stands inside a run of ASCII that looks like an address. A run is looked at once, however many marks it has.
  mutating func isInAddress(_ index: Int) -> Bool {
    if !addressRun.range.contains(index) { addressRun = AddressRun(text, at: index, in: block) }
    // «un.org/Press»: a path behind the mark; «S/RES/2231.The» has none.
    return addressRun.isAddress || addressRun.lastSlash > index
  }

  /// Visible ASCII without a blank.
  struct AddressRun {
    var range = 0..<0
    /// `www.` at its start, or `@` or `://` in it.
    var isAddress = false
    var lastSlash = -1

    init() {}

    init(_ text: TextBytes, at index: Int, in block: Range<Int>) {
      var low = index
      while low > block.lowerBound, text[low - 1] > 0x20, text[low - 1] < 0x7F { low -= 1 }
      var high = index
      while high < block.upperBound, text[high] > 0x20, text[high] < 0x7F {
        switch text[high] {
        case 0x40: isAddress = true
        case 0x2F: lastSlash = high
        default: break
        }
        high += 1
      }
      range = low..<max(high, index + 1)
      for at in low..<index {
        switch text[at] {
        case 0x40: isAddress = true
        case 0x3A: if text[at + 1] == 0x2F, text[at + 2] == 0x2F { isAddress = true }
        default: break
        }
      }
      if text[low] | 0x20 == 0x77, text[low + 1] | 0x20 == 0x77, text[low + 2] | 0x20 == 0x77, text[low + 3] == 0x2E { isAddress = true }
    }
  }
}
