/// Reads quantities off the tokens of a text by recursive descent. Each reader takes a position and gives what it read and the position behind it;
/// nothing is read twice more than a fixed number of times, so that the whole is linear.
struct QuantityFinder {
  private typealias Words = QuantityWords
  private typealias Cell = QuantityWords.Cell
  private typealias Value = Quantity.Value

  /// A token, or a number word that is glued to others in a token: یک‌سوم is two.
  private struct Item {
    var key: String
    var kind: Token.Kind
    var script: Token.Script
    var start: Int, end: Int
    var role: QuantityWords.Role?
    /// No other item of its token is before or behind it.
    var opens = true, closes = true
  }

  /// A number that has been read.
  private struct Number {
    var value: ExactNumber
    var next: Int
    /// Other values that its digits can mean.
    var others: [ExactNumber] = []
    /// The value before its last magnitude, and that magnitude: 3 and a million in "3 million".
    var coefficient: ExactNumber
    var magnitude = ExactNumber(1)
    var isOrdinal = false
    var isInWords = true
    /// Digits without marks or magnitude: what a day or year can be.
    var plainDigits = 0
    var isFraction = false
  }

  private let language: Language
  private let scalars: [Unicode.Scalar]
  private var items: [Item] = []

  init(_ text: String, tokens: [Token], language: Language) {
    self.language = language
    scalars = Array(text.unicodeScalars)
    let tokens = Self.grouped(tokens)
    items.reserveCapacity(tokens.count)
    for token in tokens { append(token) }
  }

  /// The tokens with ۳۹،۷۶۸ and .08 as one number each: between groups of three digits a Persian comma is a thousands mark.
  private static func grouped(_ tokens: [Token]) -> [Token] {
    func isGroup(_ token: Token, _ count: ClosedRange<Int>) -> Bool {
      token.kind == .number && count.contains(token.key.utf8.count) && token.key.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
    var grouped: [Token] = []
    grouped.reserveCapacity(tokens.count)
    var at = 0
    while at < tokens.count {
      var token = tokens[at]
      if isGroup(token, 1...3) {
        if let point = grouped.last, point.key == ".", point.range.upperBound == token.range.lowerBound, tokens.count > 2,
          grouped.count < 2 || grouped[grouped.count - 2].range.upperBound < point.range.lowerBound
        {
          token.key = "0." + token.key
          token.range = point.range.lowerBound..<token.range.upperBound
          grouped.removeLast()
        }
        while at + 2 < tokens.count, tokens[at + 1].key == ",", isGroup(tokens[at + 2], 3...3),
          tokens[at + 1].range == token.range.upperBound..<tokens[at + 2].range.lowerBound
        {
          token.key += tokens[at + 2].key
          token.range = token.range.lowerBound..<tokens[at + 2].range.upperBound
          at += 2
        }
        // 10 000, with whichever blank.
        while token.key.utf8.first != UInt8(ascii: "0"), grouped.last?.kind != .number, at + 1 < tokens.count,
          isGroup(tokens[at + 1], 3...3),
          tokens[at + 1].range.lowerBound == token.range.upperBound + 1,
          at + 2 >= tokens.count || tokens[at + 2].kind != .number || isGroup(tokens[at + 2], 3...3)
        {
          token.key += tokens[at + 1].key
          token.range = token.range.lowerBound..<tokens[at + 1].range.upperBound
          at += 1
        }
      }
      grouped.append(token)
      at += 1
    }
    return grouped
  }

  private mutating func append(_ token: Token) {
    var item = Item(key: token.key, kind: token.kind, script: token.script, start: token.range.lowerBound, end: token.range.upperBound)
    if language != .other, token.kind == .word || token.kind == .punctuation || token.kind == .symbol {
      item.role =
        token.script == .arabic || language == .persian && token.script == .none ? Words.persian[token.key] : Words.english[token.key]
      if item.role == nil, token.script == .none { item.role = Words.english[token.key] }
      if item.role == nil, token.script == .arabic, let parts = Self.parts(of: token.key) {
        for (index, part) in parts.enumerated() {
          item.key = part
          item.role = Words.persian[part]
          (item.opens, item.closes) = (index == 0, index == parts.count - 1)
          items.append(item)
        }
        return
      }
    } else if language == .other, token.key == "%" {
      item.role = Words.english["%"]
    }
    items.append(item)
  }

  /// The number words that a word is glued from: دوسوم, سی‌وسه, صددرصد; nil when it is anything else.
  private static func parts(of key: String) -> [String]? {
    let letters = Array(key.unicodeScalars)
    guard letters.count >= 4, letters.count <= 32, beginnings.contains(beginning(letters[0], letters[1])) else { return nil }
    // دوازده‌ماهه begins with دوازدهم only by its letters.
    for length in [4, 5, 3, 6, 2, 7] where letters.count > length + 1 {
      let (head, rest) = (text(letters[..<(letters.count - length)]), text(letters[(letters.count - length)...]))
      if Words.compoundEndings.contains(rest), let cell = Words.persian[head]?.cell, !cell.isOrdinal, head.unicodeScalars.count > 1 {
        return [head]
      }
    }
    var parts: [String] = []
    // Longest first and no way back: no number word begins another that could go on differently.
    var at = 0
    while at < letters.count {
      var length = min(7, letters.count - at)
      var found: String?
      while length >= 1, found == nil {
        var part = String.UnicodeScalarView()
        part.append(contentsOf: letters[at..<(at + length)])
        let word = String(part)
        if let role = Words.persian[word] {
          if role.cell != nil, length >= 2 { found = word }
          if !parts.isEmpty, role.unit == .percent { found = word }
          if !parts.isEmpty, at + length < letters.count, case .and = role.mark { found = word }
          if case .half = role.mark { found = word }
        }
        length -= 1
      }
      guard let found else {
        // هفت‌نفره, سه‌جانبه.
        var rest = String.UnicodeScalarView()
        rest.append(contentsOf: letters[at...])
        return !parts.isEmpty && Words.compoundEndings.contains(String(rest)) ? parts : nil
      }
      parts.append(found)
      at += found.unicodeScalars.count
    }
    return parts.count >= 2 ? parts : nil
  }

  private static func text(_ letters: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: letters)
    return String(text)
  }

  /// The first two letters of all words that a glued number can begin with.
  private static let beginnings: Set<UInt64> = {
    var pairs: Set<UInt64> = []
    for (word, role) in QuantityWords.persian {
      var isHalf = false
      if case .half = role.mark { isHalf = true }
      let letters = Array(word.unicodeScalars.prefix(2))
      if role.cell != nil || isHalf, letters.count == 2 { pairs.insert(beginning(letters[0], letters[1])) }
    }
    return pairs
  }()

  private static func beginning(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
    UInt64(first.value) << 32 | UInt64(second.value)
  }

  mutating func quantities() -> [Quantity] {
    var found: [Quantity] = []
    var at = 0
    while at < items.count {
      let item = items[at]
      guard item.kind == .number || item.kind == .code || item.role != nil, item.opens else {
        at += 1
        continue
      }
      if let (several, next) = read(at), next > at {
        found += several
        at = next
      } else {
        at += 1
      }
    }
    return found
  }

  // MARK: Items

  private func role(_ at: Int) -> QuantityWords.Role? { at >= 0 && at < items.count ? items[at].role : nil }
  private func key(_ at: Int) -> String { at >= 0 && at < items.count ? items[at].key : "" }

  /// True when nothing stands between an item and the one before it.
  private func touches(_ at: Int) -> Bool { at > 0 && at < items.count && items[at].start == items[at - 1].end }

  /// True when at most a ZWNJ or one blank stands between an item and the one before it.
  private func follows(_ at: Int) -> Bool { at > 0 && at < items.count && items[at].start - items[at - 1].end <= 1 }

  private func has(_ at: Int, _ test: (QuantityWords.Mark) -> Bool) -> Bool { role(at)?.mark.map(test) ?? false }
  private func isAnd(_ at: Int) -> Bool { has(at) { if case .and = $0 { true } else { false } } }
  private func isHalf(_ at: Int) -> Bool { has(at) { if case .half = $0 { true } else { false } } }
  private func isTo(_ at: Int) -> Bool { has(at) { if case .to = $0 { true } else { false } } }
  private func isPoint(_ at: Int) -> Bool { has(at) { if case .point = $0 { true } else { false } } }
  private func isArticle(_ at: Int) -> Bool { has(at) { if case .article = $0 { true } else { false } } }
  private func isOf(_ at: Int) -> Bool { has(at) { if case .of = $0 { true } else { false } } }
  private func isYearWord(_ at: Int) -> Bool { has(at) { if case .yearWord = $0 { true } else { false } } }
  private func isMonthWord(_ at: Int) -> Bool { has(at) { if case .monthWord = $0 { true } else { false } } }
  private func isOrdinalEnding(_ at: Int) -> Bool { has(at) { if case .ordinalEnding = $0 { true } else { false } } }
  private func isDash(_ at: Int) -> Bool { ["-", "–", "—", "‐", "‑", "−"].contains(key(at)) }

  private func quantity(_ from: Int, _ to: Int, _ readings: [Value]) -> Quantity {
    Quantity(range: items[from].start..<items[to - 1].end, readings: readings)
  }

  // MARK: Choosing

  private func read(_ at: Int) -> ([Quantity], Int)? {
    let item = items[at]
    if item.kind == .code { return code(at) }
    if let found = numericDate(at) ?? dates(at, depth: 0) { return found }
    // $5 bn, US$ 5, USD 5, ٪۱۲.
    if let unit = item.role?.unit, unit.isCurrency || unit == .percent, at + 1 < items.count, items[at + 1].kind == .number, follows(at + 1)
    {
      if unit.isCurrency || touches(at + 1), let found = numbers(at + 1, unit: unit, from: at) { return found }
    }
    if item.role?.nationality == .dollar, role(at + 1)?.unit == .dollar, touches(at + 1), at + 2 < items.count,
      items[at + 2].kind == .number,
      let found = numbers(at + 2, unit: .dollar, from: at)
    {
      return found
    }
    return numbers(at, unit: nil, from: at)
  }

  private func code(_ at: Int) -> ([Quantity], Int) {
    let item = items[at]
    var readings: [Value] = [.code(item.key)]
    // COVID-19 is کووید ۱۹, G20 گروه ۲۰; S/RES/2231 stays a symbol.
    if !item.key.utf8.contains(UInt8(ascii: "/")) {
      let digits = item.key.split { !("0"..."9").contains($0) }
      if digits.count == 1, let number = ExactNumber(decimal: String(digits[0])) { readings.append(.number(number)) }
    }
    return ([quantity(at, at + 1, readings)], at + 1)
  }

  // MARK: Numbers with what belongs to them

  private func numbers(_ at: Int, unit prefix: Quantity.Unit?, from start: Int) -> ([Quantity], Int)? {
    guard var first = number(at) else { return clock(at) }
    // £125m
    if prefix?.isCurrency == true, key(first.next) == "m", touches(first.next), let value = first.value.times(ExactNumber(1_000_000)) {
      (first.value, first.magnitude, first.plainDigits) = (value, ExactNumber(1_000_000), 0)
      first.next += 1
    }
    var (unit, next) = self.unit(first.next)
    unit = unit ?? prefix
    // 90–120 days, ۲ تا ۳ میلیارد دلار, between 5 and 10.
    let opensPair = has(at - 1) { if case .between = $0 { true } else { false } }
    let isPair = opensPair && isAnd(next)
    if !first.isOrdinal, isTo(next) || isPair || isDash(next), follows(next) {
      var second = next + 1
      if prefix?.isCurrency == true, role(second)?.unit == prefix { second += 1 }
      if isDash(next), key(next) == "-", items[next].start > items[next - 1].end || !touches(second) { second = items.count }
      if second < items.count, numericDate(second) == nil, var last = number(second), !last.isOrdinal {
        let (lastUnit, end) = self.unit(last.next)
        // «بین ۵ و ۱۰ درصد»: magnitude and unit stand once, at the end.
        if first.magnitude == ExactNumber(1), unit == nil || unit == prefix, last.magnitude > first.magnitude,
          first.value < last.coefficient,
          let scaled = first.value.times(last.magnitude)
        {
          first.value = scaled
        }
        completeYear(&first, &last)
        if first.value < last.value, unit == nil || lastUnit == nil || unit == lastUnit, !opensPair || isPair || isTo(next) || isDash(next)
        {
          var found = quantity(start, end, [.interval(first.value, last.value)])
          (found.unit, found.isInWords) = (lastUnit ?? unit, first.isInWords && last.isInWords)
          // 2015–2016 are years.
          return ([found], end)
        }
        last.next = end
      }
    }
    if let (early, late) = schoolYears(at), next == at + 1, unit == nil {
      return ([quantity(start, next, [.interval(early, late)])], next)
    }
    var readings = [Value.number(first.value)] + first.others.map(Value.number)
    if unit == nil, !first.isOrdinal, first.magnitude == ExactNumber(1) || first.isInWords, let years = years(first, &next) {
      let stated = next > first.next || isYearWord(at - 1)
      readings = stated ? years.map(Value.date) + readings : readings + years.map(Value.date)
    } else if first.isInWords, !isPlausible(at, first, unit) {
      return nil
    }
    guard next <= items.count, items[next - 1].closes else { return nil }
    var found = quantity(start, next, readings)
    (found.unit, found.isOrdinal, found.isInWords) = (unit, first.isOrdinal, first.isInWords)
    found.numeral = items[at].start..<items[first.next - 1].end
    return ([found], next)
  }

  /// 1968/69 and 1968/1969: a year and the next.
  private func schoolYears(_ at: Int) -> (ExactNumber, ExactNumber)? {
    let parts = items[at].key.split(separator: "/")
    guard items[at].kind == .number, parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]), (1_200...2_150).contains(year),
      let next = Int(parts[1]),
      parts[1].utf8.count == 4 && next == year + 1 || parts[1].utf8.count == 2 && (1...20).contains(next - year % 100)
    else { return nil }
    return (ExactNumber(year), ExactNumber(parts[1].utf8.count == 4 ? next : year / 100 * 100 + next))
  }

  /// Makes whole years of 2019–20 and, as it is often typed from right to left, 20–2019.
  private func completeYear(_ first: inout Number, _ last: inout Number) {
    func whole(_ short: Number, _ long: Number) -> ExactNumber? {
      guard short.plainDigits == 2, long.plainDigits == 4, let year = long.value.integer, (1_200...2_150).contains(year),
        let end = short.value.integer, (1...20).contains(end - year % 100)
      else { return nil }
      return ExactNumber(year / 100 * 100 + end)
    }
    if let end = whole(last, first) {
      last.value = end
    } else if let end = whole(first, last) {
      (first.value, last.value) = (last.value, end)
    }
  }

  /// The years that a number of four digits can be, and the marks of a calendar behind it.
  private func years(_ number: Number, _ next: inout Int) -> [PartialDate]? {
    guard let year = number.value.integer, (1_000...2_200).contains(year), number.plainDigits == 4 || number.isInWords, !number.isFraction
    else {
      return nil
    }
    if number.isInWords, !isYearWord(number.next - 1), year < 1_100 { return nil }
    if let (calendar, end) = calendarMark(number.next) {
      next = end
      return PartialDate(calendar, year: year).map { [$0] }
    }
    let dates = calendars(of: year).compactMap { PartialDate($0, year: year) }
    return dates.isEmpty ? nil : dates
  }

  /// The calendars that a year can be counted in, the likeliest first.
  private func calendars(of year: Int) -> [CalendarDate.Calendar] {
    switch year {
    case 1_600...: [.gregorian]
    case 1_421...1_500: [.islamic, .persian]
    case 1_200...1_420: [.persian, .islamic]
    default: language == .persian ? [.islamic, .persian, .gregorian] : [.gregorian]
    }
  }

  /// هجری شمسی, ه.ش., ق, میلادی, AH.
  private func calendarMark(_ at: Int) -> (CalendarDate.Calendar, Int)? {
    var at = at
    let bracketed = key(at) == "("
    if bracketed { at += 1 }
    var sawHijri = false
    if has(at, { if case .hijri = $0 { true } else { false } }), items[at].kind == .word {
      sawHijri = true
      at += 1
      if key(at) == ".", touches(at) { at += 1 }
    }
    guard case .calendar(let calendar)? = role(at)?.mark, follows(at) else {
      return sawHijri && key(at - 1) == "هجری" && !bracketed ? (.persian, at) : nil
    }
    // A single letter must stand right behind the year or its ه.
    at += 1
    if sawHijri, key(at) == ".", touches(at), key(at - 2) == "." { at += 1 }
    if bracketed {
      guard key(at) == ")" else { return nil }
      at += 1
    }
    return (calendar, at)
  }

  /// The unit behind a number, and the position behind it.
  private func unit(_ at: Int) -> (Quantity.Unit?, Int) {
    var at = at
    guard at < items.count else { return (nil, at) }
    // 20,000-kilometre.
    let start = at
    if isDash(at), touches(at), touches(at + 1), role(at + 1)?.unit != nil { at += 1 }
    if let nationality = role(at)?.nationality, role(at + 1)?.unit == .dollar { return (nationality, at + 2) }
    if let unit = role(at)?.unit {
      // «در متر» needs nothing; «ین» only behind a number, which this is.
      if unit == .dollar, items[at].script == .arabic, let nationality = role(at + 1)?.nationality { return (nationality, at + 2) }
      if unit == .metre || unit == .kilometre, let square = area(at, unit) { return square }
      return (unit, at + 1)
    }
    if has(at, { if case .per = $0 { true } else { false } }) {
      if has(at + 1, { if case .cent = $0 { true } else { false } }) { return (.percent, at + 2) }
      // ۱۲ در صد.
      if key(at) == "در", key(at + 1) == "صد" { return (.percent, at + 2) }
    }
    if ["square", "sq"].contains(key(at)), let unit = role(at + 1)?.unit, unit == .metre || unit == .kilometre {
      return (unit == .metre ? .squareMetre : .squareKilometre, at + 2)
    }
    if key(at) == "cubic", role(at + 1)?.unit == .metre { return (.cubicMetre, at + 2) }
    return (nil, start)
  }

  private func area(_ at: Int, _ unit: Quantity.Unit) -> (Quantity.Unit?, Int)? {
    switch key(at + 1) {
    case "مربع": (unit == .metre ? .squareMetre : .squareKilometre, at + 2)
    case "مکعب" where unit == .metre: (.cubicMetre, at + 2)
    default: nil
    }
  }

  /// Clock times and section numbers, as they stand.
  private func clock(_ at: Int) -> ([Quantity], Int)? {
    guard items[at].kind == .number else { return nil }
    return ([quantity(at, at + 1, [.code(items[at].key)])], at + 1)
  }

  /// Keeps out words that are seldom numbers where they stand: نه «no», سه of سه شنبه, نخست of نخست وزیر.
  private func isPlausible(_ at: Int, _ number: Number, _ unit: Quantity.Unit?) -> Bool {
    if has(number.next, { if case .weekday = $0 { true } else { false } }) { return false }
    guard number.next == at + 1 else { return true }
    switch items[at].key {
    case "نه":
      if unit != nil || role(at + 1)?.month != nil { return true }
      let counted: (QuantityWords.Mark) -> Bool = {
        switch $0 {
        case .counted, .monthWord, .yearWord: true
        default: false
        }
      }
      return has(at + 1, counted) || ["بند", "ماده", "فصل", "شماره", "اصل", "ساعت"].contains(key(at - 1))
    case "نخست": return key(at + 1) != "وزیر" && key(at + 1) != "وزیری"
    case "second": return key(at - 1) != "per"
    default: return true
    }
  }

  // MARK: Numbers

  /// The longest number that begins at an item: digits, words, or both (۲ هزار و ۵۰۰).
  private func number(_ at: Int) -> Number? {
    guard at < items.count else { return nil }
    if has(at, { if case .minus = $0 { true } else { false } }) || key(at) == "−" && touches(at + 1) {
      guard var number = plainNumber(at + 1), let value = number.value.times(ExactNumber(-1)) else { return nil }
      number.value = value
      return number
    }
    return plainNumber(at)
  }

  private func plainNumber(_ at: Int) -> Number? {
    guard at < items.count, items[at].opens else { return nil }
    if let fraction = fraction(at) { return scaled(fraction, at) }
    guard let found = sum(at), found.next <= items.count else { return nil }
    // صددرصد ends where its unit does.
    return items[found.next - 1].closes || role(found.next)?.unit != nil ? found : nil
  }

  /// A fraction before a magnitude: half a million, نیم میلیون.
  private func scaled(_ fraction: Number, _ at: Int) -> Number {
    var next = fraction.next
    if isArticle(next) { next += 1 }
    if let cell = role(next)?.cell, cell.level == .magnitude, !cell.isOrdinal, let value = fraction.value.times(ExactNumber(cell.value)) {
      return Number(value: value, next: next + 1, coefficient: fraction.value, magnitude: ExactNumber(cell.value))
    }
    return fraction
  }

  /// یک‌سوم, two thirds, three-quarters, half, a third, ربع.
  private func fraction(_ at: Int) -> Number? {
    func made(_ top: Int, _ bottom: Int, _ next: Int) -> Number? {
      guard next <= items.count, items[next - 1].closes, let value = ExactNumber(top, bottom) else { return nil }
      return Number(value: value, next: next, coefficient: value, isInWords: items[at].kind == .word, isFraction: true)
    }
    if isHalf(at) { return made(1, 2, at + 1) }
    if let cell = role(at)?.cell, cell.isDenominator, items[at].script == .arabic { return made(1, cell.value, at + 1) }
    var top = 1
    if isArticle(at) {
      if isHalf(at + 1) { return made(1, 2, at + 2) }
    } else if let cell = role(at)?.cell, !cell.isOrdinal, cell.level <= .teen, cell.value > 0 {
      top = cell.value
    } else if items[at].kind == .number, items[at].script == .none, let digits = Int(items[at].key), digits > 0, digits < 100 {
      top = digits
    } else {
      return nil
    }
    var next = at + 1
    let hyphen = isDash(next) && touches(next) && touches(next + 1)
    if hyphen { next += 1 }
    if isHalf(next), top == 1, items[at].script == .latin { return made(1, 2, next + 1) }
    guard let cell = role(next)?.cell, cell.isOrdinal, follows(next) || !items[next].opens else { return nil }
    if items[next].script == .arabic {
      guard top < cell.value, cell.value > 2 || top == 1 else { return nil }
      return made(top, cell.value, next + 1)
    }
    guard cell.isDenominator || top == 1 && cell.value > 2, items[at].script != .arabic else { return nil }
    if items[at].kind == .number, !cell.isDenominator { return nil }
    // "a third party", "a second term": only "a third of", "a quarter".
    if isArticle(at), key(next) != "quarter", !isOf(next + 1) { return nil }
    if !cell.isDenominator, top == 1, !isArticle(at), !hyphen, !isOf(next + 1) { return nil }
    return made(top, cell.value, next + 1)
  }

  /// A value that has met its magnitude.
  private struct Chunk {
    var value: ExactNumber
    var scale: Int
  }

  private func sum(_ at: Int) -> Number? {
    var chunks: [Chunk] = []
    var group: ExactNumber?
    var level = QuantityWords.Level.magnitude
    var next = at
    var isOrdinal = false
    var isInWords = true
    var plainDigits = 0
    var others: [ExactNumber] = []
    var coefficient: ExactNumber?
    var isDigits = false
    let isLatin = items[at].script == .latin || isArticle(at)
    if isArticle(at) {
      // a hundred, a million, a dozen.
      guard let cell = role(at + 1)?.cell, !cell.isOrdinal, cell.level >= .hundred || cell.value == 12 else { return nil }
      next += 1
    }
    loop: while next < items.count, next - at < 48 {
      // What joins a part to the one before it.
      var part = next
      var joined = false
      if next > at, group != nil || !chunks.isEmpty {
        if isAnd(next) {
          joined = true
          part = next + 1
        } else if isLatin, isDash(next), touches(next), touches(next + 1), role(next + 1)?.cell != nil {
          part = next + 1
        }
      }
      // one-and-a-half
      if isLatin, !joined, group != nil, isDash(next), isAnd(next + 1), isDash(next + 2), touches(next), touches(next + 1),
        touches(next + 2)
      {
        let half = isArticle(next + 3) && isDash(next + 4) ? next + 5 : next + 3
        if isHalf(half), let sum = group?.plus(ExactNumber(1, 2) ?? ExactNumber(0)) {
          (group, next, level) = (sum, half + 1, .unit)
          continue
        }
      }
      guard part < items.count else { break }
      let item = items[part]
      if joined, isHalf(part) || isArticle(part) && isHalf(part + 1) {
        // سه و نیم; one million and a half.
        guard let half = ExactNumber(1, 2), !isOrdinal else { break }
        if let value = group {
          guard let sum = value.plus(half) else { break }
          group = sum
        } else if let last = chunks.popLast() {
          guard let more = half.times(ExactNumber(last.scale)), let sum = last.value.plus(more) else { break }
          chunks.append(Chunk(value: sum, scale: last.scale))
        }
        next = isHalf(part) ? part + 1 : part + 2
        level = .unit
        continue
      }
      if joined, group != nil, level <= .ten || isDigits, let more = fraction(part), more.value < ExactNumber(1),
        items[part].role?.cell?.isOrdinal != true,
        let sum = group?.plus(more.value)
      {
        group = sum
        next = more.next
        level = .unit
        continue
      }
      if item.kind == .number {
        guard let digits = self.digits(part) else { break }
        if next > at {
          guard let last = chunks.last, group == nil, joined, digits[0] < ExactNumber(last.scale) else { break }
          // «۲ میلیون و ۳ هزار» goes on; «۲ میلیون و ۳ میلیون» doesn't.
          if let cell = role(part + 1)?.cell, cell.level == .magnitude, cell.value >= last.scale,
            chunks.count != 1 || cell.value == last.scale
          {
            break
          }
          others = []
        } else {
          others = Array(digits.dropFirst())
          plainDigits =
            item.key.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && item.end - item.start == item.key.utf8.count ? item.key.utf8.count : 0
        }
        group = digits[0]
        isInWords = false
        isDigits = true
        level = .unit
        next = part + 1
        // $300+ billion
        if key(next) == "+", touches(next), role(next + 1)?.cell?.level == .magnitude { next += 1 }
        if isOrdinalEnding(next), touches(next) || items[next].script == .arabic && follows(next) && key(next) != "م" {
          isOrdinal = true
          next += 1
          break
        }
        if key(next) == "م", touches(next) {
          isOrdinal = true
          next += 1
          break
        }
        continue
      }
      guard let cell = item.role?.cell, !cell.isDenominator else { break }
      guard (item.script == .latin) == isLatin || isDigits else { break }
      switch cell.level {
      case .magnitude:
        if joined {
          // دو میلیون و هزار: a magnitude alone is one of it.
          guard group == nil, let last = chunks.last, cell.value < last.scale else { break loop }
        }
        if next > at, group == nil, !chunks.isEmpty, !joined, chunks[chunks.count - 1].scale >= cell.value { break loop }
        var value = group ?? ExactNumber(0)
        var isEmpty = group == nil
        // هزار میلیارد: what is smaller than a magnitude is multiplied by it.
        var kept = chunks
        if !joined {
          while let last = kept.last, last.scale < cell.value {
            guard let sum = value.plus(last.value) else { break loop }
            (value, isEmpty) = (sum, false)
            kept.removeLast()
          }
        }
        if isEmpty { value = ExactNumber(1) }
        guard let product = value.times(ExactNumber(cell.value)) else { break loop }
        coefficient = kept.isEmpty ? value : nil
        chunks = kept + [Chunk(value: product, scale: cell.value)]
        (group, level, isDigits) = (nil, .magnitude, false)
        others = others.compactMap { $0.times(ExactNumber(cell.value)) }
        plainDigits = 0
      case .hundred where isLatin:
        // "two hundred" multiplies.
        guard !joined,
          group == nil && next == at + (isArticle(at) ? 1 : 0) || group.map({ $0 < ExactNumber(100) && level < .hundred }) == true
        else { break loop }
        group = (group ?? ExactNumber(1)).times(ExactNumber(100))
        level = .hundred
      default:
        if let value = group {
          guard !isDigits, cell.level < level else { break loop }
          if level == .ten, cell.level == .teen { break loop }
          if level == .teen || level == .unit { break loop }
          if isLatin {
            // thirty-one, hundred and one; never "thirty and one".
            if level == .ten, joined { break loop }
          } else if !joined, item.opens || level == .ten {
            break loop
          }
          guard cell.value > 0, let sum = value.plus(ExactNumber(cell.value)) else { break loop }
          group = sum
        } else {
          if cell.value == 0, next > at { break loop }
          group = ExactNumber(cell.value)
        }
        level = cell.level
      }
      next = part + 1
      if cell.isOrdinal {
        isOrdinal = true
        break
      }
      if !isLatin, isOrdinalEnding(next), follows(next), cell.level == .ten || !(items[next].opens) {
        isOrdinal = true
        next += 1
        break
      }
    }
    guard next > at, group != nil || !chunks.isEmpty else { return nil }
    var value = group ?? ExactNumber(0)
    for chunk in chunks {
      guard let sum = value.plus(chunk.value) else { return nil }
      value = sum
    }
    var isFraction = false
    if chunks.isEmpty, !isOrdinal, isPoint(next), let (more, end) = decimals(next + 1), let sum = value.plus(more) {
      (value, next, isFraction) = (sum, end, true)
      if let cell = role(next)?.cell, cell.level == .magnitude, !cell.isOrdinal, let product = value.times(ExactNumber(cell.value)) {
        return Number(
          value: product, next: next + 1, coefficient: value, magnitude: ExactNumber(cell.value), isInWords: isInWords, isFraction: true)
      }
    }
    if !chunks.isEmpty || isFraction { plainDigits = 0 }
    var number = Number(
      value: value, next: next, others: others, coefficient: coefficient ?? value, isOrdinal: isOrdinal, isInWords: isInWords,
      plainDigits: plainDigits, isFraction: isFraction)
    if let last = chunks.last, chunks.count == 1, group == nil, coefficient != nil { number.magnitude = ExactNumber(last.scale) }
    return number
  }

  /// What stands behind "point" or ممیز: "three point one four", سه ممیز پنج دهم.
  private func decimals(_ at: Int) -> (ExactNumber, Int)? {
    guard at < items.count else { return nil }
    if items[at].script == .latin {
      var (digits, next) = (0, at)
      var scale = 1
      while next < items.count, next - at < 12, let cell = role(next)?.cell, cell.level == .unit, !cell.isOrdinal {
        digits = digits * 10 + cell.value
        scale *= 10
        next += 1
      }
      return next > at ? ExactNumber(digits, scale).map { ($0, next) } : nil
    }
    guard !isPoint(at), let number = sum(at), !number.isOrdinal || number.next > at + 1, let digits = number.value.integer, digits >= 0,
      digits < 1_000_000
    else { return nil }
    if let cell = role(number.next)?.cell, cell.isOrdinal, [10, 100, 1_000].contains(cell.value) {
      return ExactNumber(digits, cell.value).map { ($0, number.next + 1) }
    }
    var scale = 10
    while scale <= digits { scale *= 10 }
    return ExactNumber(digits, scale).map { ($0, number.next) }
  }

  /// The values of a token of digits, the likeliest first; nil for clock times, section numbers and what is too long.
  private func digits(_ at: Int) -> [ExactNumber]? {
    let key = items[at].key
    if let plain = ExactNumber(decimal: key) {
      // ۲.۵۰۰ is a thousands mark as often as a decimal one.
      let parts = key.split(separator: ".")
      if parts.count == 2, parts[1].utf8.count == 3, parts[0].utf8.count <= 3, parts[0] != "0", language != .english,
        let thousands = ExactNumber(decimal: parts.joined())
      {
        return [plain, thousands]
      }
      return [plain]
    }
    let groups = key.split(separator: ".", omittingEmptySubsequences: false)
    if groups.count > 2, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }), groups[0].utf8.count <= 3,
      let value = ExactNumber(decimal: groups.joined())
    {
      return [value]
    }
    let parts = key.split(separator: "/")
    guard parts.count == 2, let top = Int(parts[0]), let bottom = Int(parts[1]), bottom > 0, parts[1].utf8.count <= 6,
      let fraction = ExactNumber(top, bottom)
    else { return nil }
    guard language == .persian, let decimal = ExactNumber(decimal: parts[0] + "." + parts[1]) else { return [fraction] }
    // The stroke is the decimal mark of Persian handwriting.
    return [decimal, fraction]
  }

  // MARK: Dates

  /// 1402/07/15, 14.07.2015, 2015-07-14.
  private func numericDate(_ at: Int) -> ([Quantity], Int)? {
    guard at < items.count, items[at].kind == .number else { return nil }
    var parts = items[at].key.split { $0 == "/" || $0 == "." }.map(String.init)
    var next = at + 1
    if parts.count == 1, isDash(next), touches(next), touches(next + 1), isDash(next + 2), touches(next + 2), touches(next + 3),
      items[next + 1].kind == .number, items[next + 3].kind == .number
    {
      parts += [items[next + 1].key, items[next + 3].key]
      next += 4
    }
    guard parts.count == 3, parts.allSatisfy({ $0.utf8.count <= 4 }) else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    // «۴۰ و ۱.۲.۳»: a section number has short parts and no year.
    let isDotted = items[at].key.utf8.contains(UInt8(ascii: "."))
    var orders: [(Int, Int, Int)] = []
    let (a, b, c) = (numbers[0], numbers[1], numbers[2])
    if parts[0].utf8.count == 4 {
      orders = [(a, b, c)]
    } else if parts[2].utf8.count == 4 {
      orders = [(c, b, a), (c, a, b)]
    } else if !isDotted, next == at + 1, parts.allSatisfy({ $0.utf8.count <= 2 }) {
      if language == .persian { orders.append((a >= 20 ? 1_300 + a : 1_400 + a, b, c)) }
      if parts[2].utf8.count == 2 { orders += [(2_000 + c, b, a), (2_000 + c, a, b)] }
    }
    let mark = calendarMark(next)
    var readings: [Value] = []
    for (year, month, day) in orders {
      let calendars = if let mark { [mark.0] } else { calendars(of: year) }
      for calendar in calendars {
        if let date = PartialDate(calendar, year: year, month: month, day: day), !readings.contains(.date(date)) {
          readings.append(.date(date))
        }
      }
    }
    guard !readings.isEmpty else { return nil }
    next = mark?.1 ?? next
    return ([quantity(at, next, readings)], next)
  }

  private func month(_ at: Int) -> (QuantityWords.Month, Int)? {
    guard at < items.count, items[at].kind == .word else { return nil }
    if let month = items[at].role?.month {
      if items[at].script == .latin {
        // March and May are verbs as well.
        guard scalars[items[at].start].properties.isUppercase else { return nil }
        // Jan. 14
        if key(at).utf8.count <= 4, key(at + 1) == ".", touches(at + 1) { return (month, at + 2) }
      }
      return (month, at + 1)
    }
    guard Words.monthBeginnings.contains(key(at)) else { return nil }
    var name = key(at).filter { $0 != "'" }
    var next = at + 1
    let table = items[at].script == .latin ? Words.english : Words.persian
    while next < items.count, next - at <= 5, follows(next) {
      if items[next].kind == .word { name += key(next).filter { $0 != "'" } } else if !isDash(next), key(next) != "'" { break }
      next += 1
      if let month = table[name]?.month { return (month, next) }
    }
    return nil
  }

  /// A date in words, or two that share their month: ۱۴ و ۱۵ ژوئیهٔ ۲۰۱۵, 14–15 July 2015.
  private func dates(_ at: Int, depth: Int) -> ([Quantity], Int)? {
    if let (month, next) = month(at) { return monthFirst(at, month, next) }
    guard let day = number(at), let number = day.value.integer, (1...31).contains(number), !day.isFraction, day.plainDigits <= 2,
      day.isInWords || day.plainDigits > 0
    else { return nil }
    var next = day.next
    if isOf(next) { next += 1 }
    if isMonthWord(next) { next += 1 }
    if let (month, behind) = month(next), follows(next) || isOf(next - 1) {
      // «دو مهر» and "one May" are dates only with ordinals, digits or a year.
      let (year, calendar, end) = year(behind, month)
      if day.isInWords, !day.isOrdinal, year == nil, number < 10 { return nil }
      guard let date = PartialDate(calendar, year: year, month: month.number, day: number) else { return nil }
      return ([quantity(at, end, [.date(date)])], end)
    }
    guard depth < 3, isTo(day.next) || isAnd(day.next) || isDash(day.next), let (others, end) = dates(day.next + 1, depth: depth + 1),
      let first = others.first, case .date(let date) = first.value, let dayThere = date.day,
      // «10-1 ژانویه» is often typed from right to left.
      // In “No. 12 – 1 March” the dash parts.
      dayThere > number || dayThere < number && isDash(day.next) && touches(day.next) && day.plainDigits > 0, let month = date.month,
      let mine = PartialDate(date.calendar, year: date.year, month: month, day: number)
    else { return nil }
    return ([quantity(at, day.next, [.date(mine)])] + others, end)
  }

  /// July 14, 2015; July 2015; تیر ۱۳۹۴.
  private func monthFirst(_ at: Int, _ month: QuantityWords.Month, _ behind: Int) -> ([Quantity], Int)? {
    if items[at].script == .latin, behind < items.count, items[behind].kind == .number, let day = sum(behind), day.plainDigits > 0,
      day.plainDigits <= 2,
      let number = day.value.integer
    {
      var days = [(number, at, day.next)]
      var next = day.next
      // July 14–15, 2015.
      if isDash(next) || isTo(next) || isAnd(next), next + 1 < items.count, items[next + 1].kind == .number, let other = sum(next + 1),
        other.plainDigits > 0, other.plainDigits <= 2, let last = other.value.integer, last > number, last <= 31,
        self.month(other.next) == nil
      {
        days.append((last, next + 1, other.next))
        next = other.next
      }
      let (year, calendar, end) = year(next, month)
      var found: [Quantity] = []
      for (number, from, to) in days {
        guard let date = PartialDate(calendar, year: year, month: month.number, day: number) else { return nil }
        found.append(quantity(from, from == days[days.count - 1].1 ? end : to, [.date(date)]))
      }
      return (found, end)
    }
    // «به میزان ۹۶» is an amount.
    if key(at) == "میزان", !isMonthWord(behind), !isYearWord(behind) { return nil }
    let (year, calendar, end) = year(behind, month)
    guard let year, let date = PartialDate(calendar, year: year, month: month.number) else { return nil }
    return ([quantity(at, end, [.date(date)])], end)
  }

  /// The year behind a month: its number, the calendar, and the position behind.
  private func year(_ at: Int, _ month: QuantityWords.Month) -> (Int?, CalendarDate.Calendar, Int) {
    var next = at
    if isMonthWord(next) { next += 1 }
    if key(next) == ",", touches(next) || follows(next) { next += 1 }
    let stated = isYearWord(next) || key(next - 1) == "میسال"
    if isYearWord(next) { next += 1 }
    guard next < items.count, numericDate(next) == nil, let number = number(next), let year = number.value.integer, !number.isOrdinal,
      year > 0
    else {
      return (nil, month.calendar, at)
    }
    let mark = calendarMark(number.next)
    let calendar = mark?.0 ?? month.calendar
    let end = mark?.1 ?? number.next
    if number.plainDigits == 4 || number.isInWords && year >= 1_100, (1_000...2_200).contains(year) { return (year, calendar, end) }
    // ۲۳ تیر ۹۴
    if number.plainDigits == 2, month.calendar == .persian, items[at - 1].script == .arabic, key(next - 1) != ",",
      unit(number.next).0 == nil,
      stated || next == at || isMonthWord(next - 1)
    {
      return ((year >= 20 ? 1_300 : 1_400) + year, calendar, end)
    }
    return (nil, month.calendar, at)
  }
}
