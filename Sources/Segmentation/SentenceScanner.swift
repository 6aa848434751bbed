internal import Language

/// Finds the ends of sentences inside one paragraph.
struct SentenceScanner {
  let text: ScalarText
  let language: Language
  /// True for a text whose writer begins sentences in lower case.
  private let isCasual: Bool
  /// Straight quotation marks met in the paragraph: an odd one opens, an even one closes.
  private var straightQuotes = 0

  init(text: ScalarText, language: Language) {
    self.text = text
    self.language = language
    isCasual = language != .persian && Self.isCasual(text)
  }

  /// Full stops with a small letter behind them are a third or more of all that end a word of small letters.
  private static func isCasual(_ text: ScalarText) -> Bool {
    var small = 0, all = 0
    for index in text.values.indices.dropFirst().dropLast(2)
    where text.values[index] == 0x2E && text.kinds[index + 1] == .blank && (0x61...0x7A).contains(text.values[index - 1]) {
      all += 1
      if (0x61...0x7A).contains(text.values[index + 2]) { small += 1 }
    }
    return small >= 2 && small * 3 >= all
  }

  // MARK: Marks

  @inline(__always)
  static func isTerminator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x61F, 0x2026, 0x6D4, 0x203C, 0x203D, 0x2047, 0x2048, 0x2049, 0x2E2E, 0x3002: true
    default: false
    }
  }

  @inline(__always)
  static func isCloser(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xBB, 0x201D, 0x22, 0x27, 0x2019, 0x29, 0x5D, 0x7D, 0x203A, 0x201C: true
    default: false
    }
  }

  @inline(__always)
  private static func isOpener(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAB, 0x201C, 0x201E, 0x22, 0x27, 0x2018, 0x28, 0x5B, 0x7B, 0x2039: true
    default: false
    }
  }

  /// The list mark that a range starts with (`۱)`, `2.`, `(3)`, `الف)`, `•`), as the position behind it; nil when there is none.
  static func listMark(_ text: ScalarText, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    let end = range.upperBound
    switch text.values[index] {
    case 0x2022, 0x25CF, 0x25AA, 0x25E6, 0x2023, 0xB7, 0x25A0, 0x25CB, 0x2756, 0x27A2:
      return index + 1
    case 0x2A, 0x2D, 0x2013, 0x2014:
      return index + 1 < end && text.kinds[index + 1] == .blank ? index + 1 : nil
    default: break
    }
    let parenthesis = text.values[index] == 0x28
    if parenthesis { index += 1 }
    let start = index
    var digits = 0, letters = 0
    while index < end, index - start < 8 {
      if text.kinds[index] == .digit {
        digits += 1
      } else if text.kinds[index] == .letter, digits == 0 {
        letters += 1
      } else if text.values[index] == 0x2E, index + 1 < end, text.kinds[index + 1] == .digit, digits > 0 {
        // 2.1. is a mark too
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 ? (digits <= 3 && letters == 0) : isLetterMark(text, start..<index), index < end else { return nil }
    let mark = text.values[index]
    if parenthesis { return mark == 0x29 ? index + 1 : nil }
    if mark == 0x29 { return index + 1 }
    guard mark == 0x2E || (digits > 0 && (mark == 0x2D || mark == 0x2013)) else { return nil }
    // «۳.۵» is a number, «۱۳۹۴-» a year.
    return index + 1 < end && text.kinds[index + 1] != .digit ? index + 1 : nil
  }

  /// a, b … z, i … viii, الف and the single Persian letters.
  private static func isLetterMark(_ text: ScalarText, _ range: Range<Int>) -> Bool {
    switch range.count {
    case 1: return true
    case 2, 3, 4:
      if range.count == 3, text.values[range.lowerBound] == 0x627, text.values[range.lowerBound + 1] == 0x644, text.values[range.lowerBound + 2] == 0x641 {
        return true
      }
      return range.allSatisfy { text.values[$0] == 0x69 || text.values[$0] == 0x76 || text.values[$0] == 0x78 }
    default: return false
    }
  }

  // MARK: The scan

  /// Appends the sentences of a paragraph.
  mutating func scan(_ paragraph: LineLayout.Paragraph, paragraph number: Int, into segments: inout [Segment]) {
    let range = paragraph.range
    let mark = Self.listMark(text, range)
    var start = range.lowerBound
    var index = mark ?? start
    let first = segments.count
    if let end = datelineEnd(range) {
      append(start..<end, number, .sentence, &segments)
      (start, index) = (end, end)
    }
    var openParenthesis: Int?
    straightQuotes = 0
    while index < range.upperBound {
      let scalar = text.values[index]
      // Nothing below 0x21 … and no letter ends a sentence: most scalars leave here.
      if text.kinds[index] == .letter || text.kinds[index] == .blank {
        index += 1
        continue
      }
      if scalar == 0x28 { openParenthesis = index }
      if scalar == 0x29 { openParenthesis = nil }
      if scalar == 0x22 { straightQuotes += 1 }
      if let end = ruleEnd(at: index, limit: range.upperBound) {
        append(start..<end, number, .sentence, &segments)
        (start, index) = (end, end)
        continue
      }
      guard Self.isTerminator(scalar) else {
        index += 1
        continue
      }
      if let end = sentenceEnd(at: index, from: start, in: range, openParenthesis: openParenthesis) {
        append(start..<end, number, .sentence, &segments)
        for at in index..<end where text.values[at] == 0x22 { straightQuotes += 1 }
        (start, index) = (end, end)
        openParenthesis = nil
        if let end = datelineEnd(start..<range.upperBound) {
          append(start..<end, number, .sentence, &segments)
          (start, index) = (end, end)
        }
      } else {
        // Past the whole run: the last dot of «...» is no full stop.
        while index < range.upperBound, Self.isTerminator(text.values[index]) { index += 1 }
      }
    }
    append(start..<range.upperBound, number, .sentence, &segments)
    guard segments.count > first else { return }
    if mark != nil { segments[first].role = .listItem }
    if segments.count == first + 1, mark == nil, paragraph.lines == 1, isHeading(segments[first].range) { segments[first].role = .heading }
  }

  private func append(_ range: Range<Int>, _ paragraph: Int, _ role: Segment.Role, _ segments: inout [Segment]) {
    guard let trimmed = text.trimmed(range) else { return }
    segments.append(Segment(range: trimmed, paragraph: paragraph, role: role))
  }

  /// A short line without a final mark.
  private func isHeading(_ range: Range<Int>) -> Bool {
    guard range.count <= 120 else { return false }
    var last = range.upperBound - 1
    while last > range.lowerBound, Self.isCloser(text.values[last]) || text.isInvisible(last) { last -= 1 }
    let mark = text.values[last]
    return !Self.isTerminator(mark) && mark != 0x3A && mark != 0x3B && mark != 0x61B && mark != 0x60C && mark != 0x2C
  }

  /// «تهران - ایرنا:» at the start of a paragraph is a segment of its own: a place, a dash, an agency, at most six words and a colon.
  private func datelineEnd(_ range: Range<Int>) -> Int? {
    guard language == .persian else { return nil }
    var dash = false
    var words = 1
    var index = range.lowerBound
    while index < range.upperBound, text.isInvisible(index) { index += 1 }
    let limit = min(range.upperBound, index + 60)
    while index < limit {
      switch text.values[index] {
      case 0x2D, 0x2013, 0x2014:
        // A dash with blanks around it, not a hyphen.
        guard index > range.lowerBound, text.isInvisible(index - 1), index + 1 < range.upperBound, text.isInvisible(index + 1) else { return nil }
        dash = true
      case 0x3A:
        return dash && words <= 7 && index + 1 < range.upperBound ? index + 1 : nil
      default:
        if text.kinds[index] == .blank { words += 1 }
        if Self.isTerminator(text.values[index]) || Self.isOpener(text.values[index]) || text.kinds[index] == .digit || text.kinds[index] == .lineEnd {
          return nil
        }
      }
      index += 1
    }
    return nil
  }

  /// The end of the sentence that the mark at `index` ends, closing marks included; nil when it ends none.
  private func sentenceEnd(at index: Int, from start: Int, in range: Range<Int>, openParenthesis: Int?) -> Int? {
    let limit = range.upperBound
    var after = index + 1
    var dots = text.values[index] == 0x2E ? 1 : 0
    var strong = text.values[index] != 0x2E && text.values[index] != 0x2026
    // The run of marks: «؟!», «...», «. . .» is left alone.
    while after < limit, Self.isTerminator(text.values[after]) || (text.kinds[after] == .ignorable && after + 1 < limit && Self.isTerminator(text.values[after + 1])) {
      if text.values[after] == 0x2E { dots += 1 }
      if text.values[after] != 0x2E && text.values[after] != 0x2026 { strong = true }
      after += 1
    }
    let ellipsis = !strong && (dots > 1 || text.values[index] == 0x2026)
    let endOfRun = after
    // Closing marks, with bidi marks and a misplaced blank before them («است. »).
    var closesParenthesis = false
    while after < limit {
      if Self.isCloser(text.values[after]), !opensHere(after, limit) {
        if text.values[after] == 0x29 || text.values[after] == 0x5D { closesParenthesis = true }
        after += 1
      } else if text.kinds[after] == .ignorable || text.kinds[after] == .joiner {
        after += 1
      } else if text.kinds[after] == .blank, after + 1 < limit, isCloserApart(after + 1, limit) {
        after += 2
      } else {
        break
      }
    }
    after = emoticonEnd(after, limit)
    if after >= limit { return limit }
    // A comma, a colon or another closing mark behind: the sentence goes on.
    switch text.values[after] {
    case 0x2C, 0x60C, 0x3B, 0x61B, 0x3A: return nil
    default: break
    }
    var next = after
    while next < limit, text.isInvisible(next) { next += 1 }
    if next >= limit { return limit }
    let glued = next == after && after == endOfRun
    switch text.values[next] {
    case 0x2C, 0x60C, 0x3B, 0x61B: return nil
    default: break
    }
    // «(واقعاً!) درست است»: a parenthesis opened inside the sentence ends nothing.
    if closesParenthesis, let openParenthesis, openParenthesis > start, !isFirst(openParenthesis, from: start) { return nil }
    if !closesParenthesis, openParenthesis != nil, strong == false, ellipsis { return nil }
    if dots == 1, !strong, !ellipsis {
      return fullStopEnds(index, next: next, glued: glued, closed: after > endOfRun, from: start, limit: limit) ? after : nil
    }
    return markEnds(index, next: next, glued: glued, closed: after > endOfRun, ellipsis: ellipsis, limit: limit) ? after : nil
  }

  /// A closing mark behind a misplaced blank («است. »), or a full stop that the quotation left behind («…؟» .).
  private func isCloserApart(_ index: Int, _ limit: Int) -> Bool {
    switch text.values[index] {
    case 0xBB, 0x201D: true
    case 0x22: straightQuotes % 2 == 1 && index + 1 < limit && text.isInvisible(index + 1)
    case 0x2E, 0x21, 0x3F, 0x61F:
      index >= 2 && Self.isCloser(text.values[index - 2]) && (index + 1 >= limit || text.isInvisible(index + 1))
    default: false
    }
  }

  /// The end of a «:-)» that stands behind a mark, with the blank before it; `index` where none does.
  private func emoticonEnd(_ index: Int, _ limit: Int) -> Int {
    var at = index
    while at < limit, text.kinds[at] == .blank { at += 1 }
    guard at + 1 < limit, text.values[at] == 0x3A || text.values[at] == 0x3B || text.values[at] == 0x3D else { return index }
    at += 1
    if text.values[at] == 0x2D, at + 1 < limit { at += 1 }
    switch text.values[at] {
    case 0x28, 0x29, 0x44, 0x50, 0x70, 0x2F, 0x4F, 0x6F:
      let end = at + 1
      return end >= limit || text.isInvisible(end) ? end : index
    default: return index
    }
  }

  /// The end of a rule drawn with marks («=====», «***», «____») that a blank follows.
  private func ruleEnd(at index: Int, limit: Int) -> Int? {
    let mark = text.values[index]
    guard mark == 0x3D || mark == 0x5F || mark == 0x2A || mark == 0x7E else { return nil }
    var end = index
    while end < limit, text.values[end] == mark { end += 1 }
    return end - index >= 3 && end < limit && text.kinds[end] == .blank ? end : nil
  }

  /// True when a straight quotation mark opens what follows instead of closing what came before.
  private func opensHere(_ index: Int, _ limit: Int) -> Bool {
    guard text.values[index] == 0x22 || text.values[index] == 0x27 || text.values[index] == 0x201C else { return false }
    guard index > 0, text.isInvisible(index - 1) else {
      return text.values[index] == 0x201C && index + 1 < limit && !text.isInvisible(index + 1)
    }
    return true
  }

  private func isFirst(_ index: Int, from start: Int) -> Bool {
    var at = start
    while at < index, text.isInvisible(at) { at += 1 }
    return at == index
  }

  /// «!», «؟», «…»: an end, unless the next word goes on in lower case or with a conjunction.
  private func markEnds(_ index: Int, next: Int, glued: Bool, closed: Bool, ellipsis: Bool, limit: Int) -> Bool {
    let scalar = text.values[next]
    // A small letter behind: the sentence goes on after a quotation («"Why?" he asked»), an ellipsis, or a name with a mark in it.
    if (0x61...0x7A).contains(scalar), closed || ellipsis || glued { return false }
    if ellipsis, wordBefore(index, from: 0) == "و" { return false }
    if glued {
      // No blank behind: an end between two words, not inside an address or a code.
      guard text.kinds[next] == .letter || Self.isOpener(scalar) else { return false }
      if ellipsis { return false }
      if text.values[index] == 0x3F, isASCII(next), index > 0, isASCII(index - 1) { return (0x41...0x5A).contains(scalar) && !inAddress(index) }
    }
    if ellipsis, language != .english {
      return !["و", "که", "یا", "تا"].contains(word(from: next, limit: limit))
    }
    if language != .english, closed, ["گفت", "پرسید", "افزود"].contains(word(from: next, limit: limit)) { return false }
    return true
  }

  private func fullStopEnds(_ index: Int, next: Int, glued: Bool, closed: Bool, from start: Int, limit: Int) -> Bool {
    let scalar = text.values[next]
    let before = index > start ? index - 1 : nil
    // A list mark at the start of the sentence: «۱. …».
    if !closed, let mark = Self.listMark(text, (text.trimmed(start..<limit) ?? start..<limit)), mark == index + 1 { return false }
    if glued {
      guard let before else { return false }
      if text.kinds[next] == .digit, text.kinds[before] == .digit { return false }
      guard text.kinds[next] == .letter || Self.isOpener(scalar) || text.kinds[next] == .digit else { return false }
    }
    let word = wordBefore(index, from: start)
    if isASCII(next) || scalar < 0x250, text.kinds[next] == .letter {
      return latinFullStopEnds(index, word: word, next: next, glued: glued, closed: closed, from: start, limit: limit)
    }
    if glued, isInitials(word, index: index, next: next, limit: limit) { return false }
    if !closed, !word.isEmpty {
      if let kind = Abbreviations.persian[word] ?? Abbreviations.english[word] {
        switch kind {
        case .title: return false
        case .beforeNumber: return !(text.kinds[next] == .digit)
        case .anywhere:
          return Abbreviations.persianStarters.contains(self.word(from: next, limit: limit)) && !isASCIIWord(word)
        }
      }
      if isChain(word) { return Abbreviations.persianStarters.contains(self.word(from: next, limit: limit)) }
      // One letter and a dot: an initial; «A. قانون».
      if word.unicodeScalars.count == 1, text.kinds[index - 1] == .letter { return false }
    }
    if text.kinds[next] == .digit, language == .english, Abbreviations.english[word] == .beforeNumber { return false }
    return true
  }

  private func latinFullStopEnds(
    _ index: Int, word: String, next: Int, glued: Bool, closed: Bool, from start: Int, limit: Int
  ) -> Bool {
    let scalar = text.values[next]
    let upper = isUpper(scalar)
    if glued {
      // «Iran.The» but not «www.un.org», «U.S.», «example.Com»: a capital and a small letter behind, a whole word of small letters before.
      guard upper, next + 1 < limit, !inAddress(index) else { return language != .english && isArabic(index - 1) && !inAddress(index) }
      guard next + 1 >= limit || text.kinds[next + 1] == .letter || text.kinds[next + 1] == .blank else { return false }
      return word.unicodeScalars.count > 1 && !word.contains(".") && Abbreviations.english[word] == nil && text.kinds[index - 1] == .letter
    }
    if word == "www" { return false }
    if !upper {
      if isCasual, !closed, Abbreviations.english[word] == nil, !isChain(word), word.utf8.count > 1 { return true }
      return language != .english && !isASCIIWord(word)
    }
    guard !closed else { return true }
    // An initial: «J. Smith».
    if word.unicodeScalars.count == 1, isUpper(text.values[index - 1]), word != "i" { return false }
    if let kind = Abbreviations.english[word] {
      switch kind {
      case .title: return false
      case .beforeNumber: return true
      case .anywhere: return Abbreviations.englishStarters.contains(self.word(from: next, limit: limit))
      }
    }
    if isChain(word), isASCIIWord(word) { return Abbreviations.englishStarters.contains(self.word(from: next, limit: limit)) }
    return true
  }

  // MARK: Words round a mark

  private func isASCII(_ index: Int) -> Bool { text.values[index] < 0x80 }
  private func isUpper(_ scalar: UInt32) -> Bool {
    (0x41...0x5A).contains(scalar) || (0xC0...0xDE).contains(scalar) && scalar != 0xD7
  }
  private func isArabic(_ index: Int) -> Bool {
    index >= 0 && ScalarProperties(text.values[index]).script == .arabic
  }
  private func isASCIIWord(_ word: String) -> Bool { word.utf8.allSatisfy { $0 < 0x80 } }

  /// Letters with dots between them: u.s, ج.ا.ا, کا.گ.ب.
  private func isChain(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.allSatisfy { (1...3).contains($0.unicodeScalars.count) }
  }

  /// The word that ends right before a mark, lower case, with its inner dots: `u.s` before the last dot of `U.S.`.
  private func wordBefore(_ index: Int, from start: Int) -> String {
    var low = index
    while low > start, index - low < 24 {
      let kind = text.kinds[low - 1]
      guard kind == .letter || kind == .mark || kind == .digit || kind == .joiner || (text.values[low - 1] == 0x2E && low < index) else { break }
      low -= 1
    }
    while low < index, text.values[low] == 0x2E { low += 1 }
    return lowered(low..<index)
  }

  private func word(from index: Int, limit: Int) -> String {
    var low = index
    while low < limit, Self.isOpener(text.values[low]) || text.isInvisible(low) { low += 1 }
    var high = low
    while high < limit, high - low < 24, text.kinds[high] == .letter || text.kinds[high] == .mark { high += 1 }
    return lowered(low..<high)
  }

  private func lowered(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    for index in range {
      var value = text.values[index]
      if (0x41...0x5A).contains(value) { value |= 0x20 }
      // The letters that Arabic keyboards give, as the tables have them.
      if value == 0x64A || value == 0x649 { value = 0x6CC }
      if value == 0x643 { value = 0x6A9 }
      if let scalar = Unicode.Scalar(value) { view.append(scalar) }
    }
    return String(view)
  }

  /// «ج.ا.ا»، «دی.ان.ای»: a dot inside a chain of short parts, another dot or a blank after the next part.
  private func isInitials(_ word: String, index: Int, next: Int, limit: Int) -> Bool {
    let last = word.split(separator: ".").last ?? ""
    guard last.unicodeScalars.count <= 3 else { return false }
    var end = next
    while end < limit, text.kinds[end] == .letter { end += 1 }
    let length = end - next
    guard length > 0 else { return false }
    let dotBehind = end < limit && text.values[end] == 0x2E
    let inChain = word.contains(".")
    if last.unicodeScalars.count == 1 { return length <= 3 || dotBehind && length <= 5 || inChain }
    return length <= 3 && (dotBehind || inChain)
  }

  /// True when the mark stands inside a run of ASCII that looks like an address.
  private func inAddress(_ index: Int) -> Bool {
    var low = index
    while low > 0, index - low < 200, isASCII(low - 1), !text.isInvisible(low - 1) { low -= 1 }
    var high = index
    while high < text.count, high - index < 200, isASCII(high), !text.isInvisible(high) { high += 1 }
    let run = text.values[low..<high]
    if run.contains(0x40) { return true }
    let word = lowered(low..<high)
    return word.contains("://") || word.hasPrefix("www.") || word.contains("/")
  }
}
