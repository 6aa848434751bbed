internal import Language
internal import TMX

/// A number that a text mentions, and what its surroundings say about it.
struct Mention {
  /// The place in the text, in Unicode scalars, signs and units left out.
  var range: Range<Int>
  /// The values that the writing may mean, the likeliest first; never empty.
  var values: [ExactNumber]
  /// The folded digits as written, for those written in digits: `64/292`.
  var key = ""
  var strength: Strength
  var unit: Quantity.Unit?
  /// Four digits that may be a year.
  var isYear = false
  /// The 1990s, دههٔ ۱۳۷۰.
  var isDecade = false
  /// The number of a list item or paragraph, at the start of the text.
  var isLabel = false
  /// In miles, feet or the like: a translator may convert them.
  var isImperial = false
  /// The minutes of the day that a time of day may mean; none for other numbers.
  var times: [Int] = []
  /// How long, where a unit of time is counted: nine months, نیم ساعت.
  var span: Span?
  /// Percentage points, واحد درصد.
  var isPoints = false
  /// Whose money, where that is said: سوئیس, Swiss.
  var issuer: String?
  var isOrdinal = false
  /// The place with its unit, sign or currency.
  var wide: Range<Int>?
  /// The place of the number that this one is a part of: the one of one in three.
  var whole: Range<Int>?

  var value: ExactNumber { values[0] }
  var isDigits: Bool { !key.isEmpty }
  var isPercent: Bool { unit == .percent }
  var currency: Quantity.Unit? { unit?.isCurrency == true ? unit : nil }

  /// How much a number asks for a counterpart.
  enum Strength: Int, Comparable {
    /// May be the counterpart of a number, needs none: one, both, bilateral, dozens, the 19 of COVID-19.
    case weak
    /// A number in words.
    case words
    /// A number in digits.
    case digits

    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
  }
}

/// A date of a month that a text mentions.
struct Moment {
  /// The place in the text, in Unicode scalars.
  var range: Range<Int>
  /// The readings that the writing may mean; 04/07/2015 has two. Never empty.
  var readings: [PartialDate]

  /// True when both can mean the same day or month, as far as both tell.
  func agrees(with other: Moment) -> Bool {
    readings.contains { mine in other.readings.contains { Self.agree(mine, $0) } }
  }

  private static func agree(_ a: PartialDate, _ b: PartialDate) -> Bool {
    if a.agrees(with: b) { return true }
    if a.calendar == b.calendar {
      return a.month == b.month && (a.year == nil || b.year == nil || a.year == b.year) && (a.day == nil || b.day == nil || a.day == b.day)
    }
    let isLunar = a.calendar == .islamic || b.calendar == .islamic
    if let mine = a.days, let theirs = b.days {
      let slack = isLunar ? 1 : 0
      return a.precision != b.precision && mine.lowerBound <= theirs.upperBound + slack && theirs.lowerBound <= mine.upperBound + slack
    }
    // A lunar day falls on any solar one in some year.
    return isLunar || a.precision != b.precision
  }

  /// True when two years, in any calendar, share days: 1394 and 2015 or 2016.
  static func yearsMeet(_ a: Int, _ b: Int) -> Bool {
    let (early, late) = (min(a, b), max(a, b))
    if early == late { return true }
    guard (1_200...1_500).contains(early), (1_500...2_150).contains(late), let there = PartialDate(.gregorian, year: late) else {
      return false
    }
    return [CalendarDate.Calendar.persian, .islamic].contains { PartialDate($0, year: early)?.agrees(with: there) == true }
  }
}

/// The numbers and dates of a text, with what only a comparison needs to know about them.
struct Mentions {
  private let side: SideText
  private let tokens: [Token]
  private let isPersian: Bool
  private(set) var numbers: [Mention] = []
  private(set) var moments: [Moment] = []
  /// What idioms have taken.
  private let covered: [Range<Int>]

  init(_ side: SideText) {
    self.side = side
    tokens = side.tokens
    isPersian = side.language == .persian
    var next = 0
    let quantities = Quantity.find(in: side.text, tokens: tokens, language: side.language)
    let idioms = NumberIdiom.find(in: tokens, quantities: quantities, isPersian: isPersian)
    func idiom(over range: Range<Int>) -> Bool { idioms.contains { $0.range.overlaps(range) } }
    numbers = idioms.compactMap(\.mention)
    moments = idioms.compactMap(\.moment)
    covered = idioms.map(\.range)
    for quantity in quantities where !idiom(over: quantity.range) {
      while next < tokens.count, tokens[next].range.lowerBound < quantity.range.lowerBound {
        readUncounted(next)
        next += 1
      }
      let start = next
      while next < tokens.count, tokens[next].range.upperBound <= quantity.range.upperBound { next += 1 }
      if start < next { read(quantity, start..<next) }
    }
    while next < tokens.count {
      readUncounted(next)
      next += 1
    }
    // The digits of {0} and %1$s count nothing.
    let codes = InlineCode.codes(of: .plain(side.text)).map(\.position)
    numbers.removeAll { number in codes.contains { $0.overlaps(number.range) } }
    numbers.sort { $0.range.lowerBound < $1.range.lowerBound }
    moments.sort { $0.range.lowerBound < $1.range.lowerBound }
    readShares()
  }

  /// One in three, از هر سه نفر یک نفر: the greater number may mean the share as well.
  private mutating func readShares() {
    func words(_ from: Int, _ to: Int) -> [String] {
      tokens.filter { $0.range.lowerBound >= from && $0.range.upperBound <= to }.map(\.key)
    }
    for at in numbers.indices.dropLast() {
      let (first, second) = (numbers[at], numbers[at + 1])
      let between = words(first.range.upperBound, second.range.lowerBound)
      let isShare =
        isPersian
        ? words(0, first.range.lowerBound).suffix(2) == ["از", "هر"] && between.count <= 5
        : [["in"], ["in", "every"], ["out", "of"], ["out", "of", "every"], ["of", "every"]].contains(between)
      let (part, whole) = isPersian ? (at + 1, at) : (at, at + 1)
      guard isShare, numbers[part].value < numbers[whole].value, let count = numbers[part].value.integer,
        let all = numbers[whole].value.integer, let share = ExactNumber(count, all)
      else { continue }
      numbers[whole].values.append(share)
      numbers[part].whole = numbers[whole].range
    }
  }

  var count: Int { tokens.count }
  func range(_ index: Int) -> Range<Int> { tokens[index].range }
  func key(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].key : "" }

  /// A token that is no quantity: words that imply a number, Roman numerals, digits of addresses.
  private mutating func readUncounted(_ index: Int) {
    let token = tokens[index]
    if covered.contains(where: { $0.overlaps(token.range) }) { return }
    if token.kind == .address || token.kind == .code { return readCode(index) }
    guard token.kind == .word else { return }
    if let times = WeakNumbers.times[token.key] {
      var mention = Mention(range: token.range, values: [ExactNumber(12)], strength: .weak)
      mention.times = times
      numbers.append(mention)
    } else if let values = WeakNumbers.words[token.key] {
      numbers.append(finished(Mention(range: token.range, values: values, strength: .weak), index..<index + 1))
    } else if let (value, isSure) = roman(at: index) {
      numbers.append(Mention(range: token.range, values: [ExactNumber(value)], strength: isSure ? .words : .weak))
    }
  }

  /// The digits of a code may be the counterpart of a number that the other language writes apart: P5+1, G20, COVID-19.
  private mutating func readCode(_ index: Int) {
    for digits in tokens[index].key.split(whereSeparator: { !("0"..."9").contains($0) }) {
      guard let value = ExactNumber(decimal: String(digits)) else { continue }
      numbers.append(Mention(range: tokens[index].range, values: [value], strength: .weak))
    }
  }

  private func roman(at index: Int) -> (value: Int, isSure: Bool)? {
    let token = tokens[index]
    guard token.script == .latin, token.key.utf8.count <= 6, let value = WeakNumbers.roman(side.scalars[token.range]) else { return nil }
    if WeakNumbers.romanHeads.contains(key(index - 1)) { return (value, !isPersian) }
    return isPersian || token.key.utf8.count > 1 ? (value, false) : nil
  }

  private mutating func read(_ quantity: Quantity, _ place: Range<Int>) {
    if tokens[place.lowerBound].kind == .code { return readCode(place.lowerBound) }
    let dates = quantity.readings.compactMap { if case .date(let date) = $0, date.month != nil { date } else { nil } }
    if !dates.isEmpty {
      moments.append(Moment(range: quantity.range, readings: dates))
      return
    }
    if case .interval(let first, let last) = quantity.value {
      // 1968/69 is one token.
      let inner = place.dropFirst().filter(isStroke)
      let stroke = inner.first { tokens[$0 + 1].kind == .number || tokens[$0 - 1].kind == .number } ?? inner.last
      append(quantity, [first], place.lowerBound..<(stroke ?? place.upperBound))
      append(quantity, [last], (stroke.map { $0 + 1 } ?? place.lowerBound)..<place.upperBound)
      return
    }
    var values: [ExactNumber] = []
    for reading in quantity.readings {
      switch reading {
      case .number(let number): values.append(number)
      case .interval: break
      case .date(let date): if let year = date.year, values.isEmpty { values.append(ExactNumber(year)) }
      case .code(let code):
        // Longer ones are told apart by their ends.
        if let value = ExactNumber(decimal: String(code.filter { ("0"..."9").contains($0) }.suffix(18))) { values.append(value) }
      }
    }
    let numeral = place.filter { quantity.numeral.overlaps(tokens[$0].range) }
    guard !values.isEmpty else { return }
    append(quantity, values, (numeral.first ?? place.lowerBound)..<((numeral.last ?? place.upperBound - 1) + 1))
  }

  private func isStroke(_ index: Int) -> Bool {
    index + 1 < tokens.count
      && ["تا", "الی", "و", "to", "and", "until", "till", "through", "-", "–", "—", "‐", "‑", "−"].contains(tokens[index].key)
  }

  private mutating func append(_ quantity: Quantity, _ values: [ExactNumber], _ numeral: Range<Int>) {
    let range = tokens[numeral.lowerBound].range.lowerBound..<tokens[numeral.upperBound - 1].range.upperBound
    let digits = quantity.isInWords ? nil : numeral.first { tokens[$0].kind == .number }
    var mention = Mention(range: range, values: values, strength: digits == nil ? .words : .digits)
    mention.unit = quantity.unit
    mention.isOrdinal = quantity.isOrdinal
    readMoney(&mention, quantity, numeral)
    if let digits {
      if case .interval = quantity.value { mention.key = mention.value.description } else { mention.key = tokens[digits].key }
      // 10.700 is meant for 10,700 as often as not.
      let parts = mention.key.split(separator: ".")
      if numeral.count == 1, values.count == 1, parts.count == 2, parts[0] != "0", parts[0].utf8.count <= 3, parts[1].utf8.count == 3,
        let whole = mention.value.times(ExactNumber(1_000))
      {
        mention.values.append(whole)
      }
    } else {
      // A third, the last fifth.
      if !isPersian, quantity.isOrdinal, let value = mention.value.integer, (3...10).contains(value), numeral.count == 1,
        let part = ExactNumber(1, value)
      {
        mention.values.append(part)
      }
      if mention.unit != .percent, isWeak(mention, numeral) { mention.strength = .weak }
    }
    // The 19 of COVID-19 is part of a name.
    let start = numeral.lowerBound
    if mention.isDigits, start > 1, tokens[start - 1].key == "-", tokens[start - 2].kind == .word,
      tokens[start - 2].range.upperBound == tokens[start - 1].range.lowerBound,
      tokens[start - 1].range.upperBound == tokens[start].range.lowerBound,
      moments.last?.range.upperBound != tokens[start - 2].range.upperBound
    {
      mention.strength = .weak
    }
    numbers.append(finished(mention, numeral))
  }

  /// Numbers in words that are often a manner of speaking: one, two, half, a thousand.
  private func isWeak(_ mention: Mention, _ place: Range<Int>) -> Bool {
    let value = mention.value
    let articles = place.count { ["a", "an"].contains(tokens[$0].key) }
    if value.denominator > 1 {
      if value < ExactNumber(1), place.count - articles == 1 { return Self.wholes.contains(key(place.upperBound - 1)) }
      return false
    }
    if value <= ExactNumber(2) || key(place.upperBound - 1) == "dozen" && place.count - articles == 1 { return true }
    if [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000].contains(value.integer) {
      return place.count - articles == 1
    }
    guard place.count == 1 else { return false }
    // «نه» is no, too; «سی» is a letter of «بی بی سی»; «جهان سوم» is the developing world.
    let (before, word, behind) = (key(place.lowerBound - 1), key(place.lowerBound), key(place.upperBound))
    // «قوای سه‌گانه» are the branches of government.
    return word == "نه" || word == "سوم" && before == "جهان" || ["ماهه", "گانه"].contains { behind == $0 || word.hasSuffix($0) }
      || word == "سی" && (WeakNumbers.letterNames.contains(before) || WeakNumbers.letterNames.contains(behind))
  }

  private static let wholes: Set<String> = ["نیم", "نیمی", "نصف", "ربع", "ثلث", "چارک", "half", "halves", "quarter"]

  /// Year, decade, label and time of day of a number.
  private func finished(_ mention: Mention, _ place: Range<Int>) -> Mention {
    var mention = mention
    let next = place.upperBound
    let isPlain = mention.key.utf8.count == 4 && mention.key.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    mention.isYear = isPlain && mention.value.integer.map((1_200...2_150).contains) == true && mention.unit == nil
    let isAttached = tokens.indices.contains(next) && tokens[next].range.lowerBound == mention.range.upperBound
    mention.isImperial = WeakNumbers.imperialUnits.contains(key(next)) || WeakNumbers.imperialUnits.contains(key(next + 1))
    mention.isDecade = isAttached && key(next) == "s" || key(place.lowerBound - 1) == "دهه"
    readSpan(&mention, place)
    if mention.isDigits {
      let isFirst = place.lowerBound == 0 || place.lowerBound == 1 && key(0) == "("
      mention.isLabel = isFirst && place.count == 1 && [".", ")", "-", "–", "_"].contains(key(next))
      mention.times = times(mention, place)
    }
    return mention
  }

  private func times(_ mention: Mention, _ place: Range<Int>) -> [Int] {
    let parts = mention.key.split { $0 == ":" || $0 == "." }.compactMap { Int($0) }
    guard let hour = parts.first, hour <= 24, parts.count <= 2, parts.count == 1 || parts[1] < 60 else { return [] }
    let minutes = hour * 60 + (parts.count == 2 ? parts[1] : 0)
    let next = place.upperBound
    if isPersian {
      guard key(place.lowerBound - 1) == "ساعت" || mention.key.contains(":") else { return [] }
      if hour < 12, ["عصر", "شب", "بعدازظهر", "غروب"].contains(key(next)) || key(next) == "بعد" { return [minutes + 720] }
      if key(next) == "صبح" || key(next) == "بامداد" || hour > 12 || mention.key.hasPrefix("0") { return [minutes] }
      return mention.key.contains(":") ? [minutes, (minutes + 720) % 1440] : [minutes, minutes + 720]
    }
    func isMark(_ letter: String) -> Bool {
      key(next) == letter + "m" || key(next) == letter && key(next + 1) == "." && key(next + 2) == "m"
    }
    if isMark("a") { return [minutes % 720] }
    if isMark("p") { return [minutes % 720 + 720] }
    // 5.20 this morning.
    if parts.count == 2, mention.key.contains("."),
      mention.key.utf8.count
        - (mention.key.utf8.firstIndex(of: 0x2E).map { mention.key.utf8.distance(from: mention.key.startIndex, to: $0) } ?? 0) == 3,
      ["this", "tonight", "today", "tomorrow", "yesterday", "local", "gmt", "hrs", "hours"].contains(key(next))
        || key(next) == "in" && key(next + 1) == "the" || key(place.lowerBound - 1) == "at" && mention.unit == nil
    {
      return hour < 12 ? [minutes, minutes + 720] : [minutes]
    }
    return mention.key.contains(":") ? [minutes] : []
  }
}
