internal import Language

/// Finds the numbers, dates and times of a text.
struct QuantityReader {
  private let side: SideText
  private let tokens: [Token]
  private let isPersian: Bool
  private(set) var quantities: [Quantity] = []
  private(set) var moments: [Moment] = []
  /// The tokens of each quantity.
  private var places: [Range<Int>] = []

  init(_ side: SideText) {
    self.side = side
    tokens = Self.joined(side.tokens)
    isPersian = side.language == .persian
    readNumbers()
    readMoments()
  }

  /// The tokens with ۳۹،۷۶۸ as one number: a Persian comma between groups of three digits is a thousands mark, too.
  private static func joined(_ tokens: [Token]) -> [Token] {
    var joined: [Token] = []
    var index = 0
    func isGroup(_ token: Token, _ count: ClosedRange<Int>) -> Bool {
      token.kind == .number && count.contains(token.key.utf8.count) && token.key.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
    while index < tokens.count {
      var token = tokens[index]
      if isGroup(token, 1...3) {
        if let last = joined.last, last.key == ".", last.range.upperBound == token.range.lowerBound,
          index < 2 || tokens[index - 2].range.upperBound < last.range.lowerBound,
          index + 1 < tokens.count || index > 1
        {
          // .08 is 0.08.
          token.key = "0." + token.key
          token.range = last.range.lowerBound..<token.range.upperBound
          joined.removeLast()
        }
        while index + 2 < tokens.count, tokens[index + 1].key == ",", isGroup(tokens[index + 2], 3...3),
          tokens[index + 1].range == token.range.upperBound..<tokens[index + 2].range.lowerBound
        {
          token.key += tokens[index + 2].key
          token.range = token.range.lowerBound..<tokens[index + 2].range.upperBound
          index += 2
        }
      }
      joined.append(token)
      index += 1
    }
    return spanned(joined)
  }

  /// The tokens with 2019–20, 20–2019 and 1968/69 as two whole years.
  private static func spanned(_ tokens: [Token]) -> [Token] {
    var spanned: [Token] = []
    func year(_ key: some StringProtocol) -> Int? {
      key.utf8.count == 4 ? Int(key).flatMap { (1_200...2_150).contains($0) ? $0 : nil } : nil
    }
    func whole(_ short: some StringProtocol, after year: Int) -> Int? {
      guard short.utf8.count == 2, let value = Int(short), value > year % 100, value - year % 100 <= 20 else { return nil }
      return year / 100 * 100 + value
    }
    for var token in tokens {
      let parts = token.kind == .number ? token.key.split(separator: "/") : []
      if parts.count == 2, let first = year(parts[0]),
        let last = whole(parts[1], after: first) ?? year(parts[1]).flatMap({ $0 - first == 1 ? $0 : nil })
      {
        let middle = token.range.lowerBound + 4
        var early = token
        (early.key, early.range) = (String(first), token.range.lowerBound..<middle)
        (token.key, token.range) = (String(last), (middle + 1)..<token.range.upperBound)
        spanned.append(early)
      } else if token.kind == .number, spanned.count >= 2, ["-", "–", "/"].contains(spanned[spanned.count - 1].key),
        spanned[spanned.count - 2].kind == .number,
        token.range.lowerBound - spanned[spanned.count - 2].range.upperBound == 1
      {
        let before = spanned.count - 2
        if let first = year(spanned[before].key), let last = whole(token.key, after: first) {
          token.key = String(last)
        } else if let first = year(token.key), let last = whole(spanned[before].key, after: first) {
          spanned[before].key = String(last)
        }
      }
      spanned.append(token)
    }
    return spanned
  }

  // MARK: Numbers

  private mutating func readNumbers() {
    var index = 0
    while index < tokens.count {
      if tokens[index].kind == .code || tokens[index].kind == .address {
        readCode(tokens[index], index)
        index += 1
      } else if let (quantity, end) = number(at: index) {
        quantities.append(finished(quantity, index..<end))
        places.append(index..<end)
        index = end
      } else if let value = roman(at: index) {
        quantities.append(
          Quantity(range: tokens[index].range, values: [Double(value.value)], key: "", strength: value.isSure ? .words : .weak))
        places.append(index..<index + 1)
        index += 1
      } else {
        index += 1
      }
    }
  }

  /// The digits of a code may be the counterpart of a number that the other language writes apart: P5+1, G20, COVID-19.
  private mutating func readCode(_ token: Token, _ index: Int) {
    for digits in token.key.split(whereSeparator: { !("0"..."9").contains($0) }) {
      if let value = Double(digits) {
        quantities.append(Quantity(range: token.range, values: [value], key: "", strength: .weak))
        places.append(index..<index)
      }
    }
  }

  private func roman(at index: Int) -> (value: Int, isSure: Bool)? {
    let token = tokens[index]
    guard token.kind == .word, token.script == .latin, token.key.utf8.count <= 6,
      let value = NumberWords.roman(side.scalars[token.range])
    else { return nil }
    if index > 0, NumberWords.romanHeads.contains(tokens[index - 1].key) { return (value, !isPersian) }
    if isPersian { return (value, false) }
    return token.key.utf8.count > 1 ? (value, false) : nil
  }

  private func atoms(at index: Int) -> [NumberWords.Atom]? {
    let token = tokens[index]
    guard token.kind == .word else { return nil }
    if token.script == .latin {
      if let atom = NumberWords.english[token.key] { return [atom] }
      // thirds, fifths
      if token.key.hasSuffix("s"), case .small(let value, true)? = NumberWords.english[String(token.key.dropLast())] {
        return value > 2 ? [.small(value, ordinal: true)] : nil
      }
      return nil
    }
    guard token.script == .arabic else { return nil }
    if index + 1 < tokens.count, tokens[index + 1].key == "شنبه" { return nil }
    // «جهان سوم» is the developing world.
    if index > 0, tokens[index].key == "سوم", tokens[index - 1].key == "جهان" { return nil }
    if let atom = NumberWords.persian[token.key] { return [atom] }
    return glued(token.key)
  }

  /// Numerals written together: یک‌سوم, بیست‌ودو, پنج‌هزار, and compounds: هفت‌نفره.
  private func glued(_ key: String) -> [NumberWords.Atom]? {
    guard key.utf8.count >= 8 else { return nil }
    for length in stride(from: min(7, key.count - 2), through: 2, by: -1) {
      guard case .small(let first, false)? = NumberWords.persian[String(key.prefix(length))] else { continue }
      let rest = String(key.dropFirst(length))
      if NumberWords.persianCompounds.contains(rest) {
        if rest == "شنبه" { return nil }
        switch NumberWords.persian[rest] {
        case .magnitude(let magnitude)?: return [.small(first, ordinal: false), .magnitude(magnitude)]
        default: return [first >= 3 ? .small(first, ordinal: true) : .implied(first)]
        }
      }
      if case .small(let second, true)? = NumberWords.persian[rest], first < 10, second >= 3, second > first {
        return [.small(first, ordinal: false), .small(second, ordinal: true)]
      }
      if rest.hasPrefix("و"), first >= 20, case .small(let second, let ordinal)? = NumberWords.persian[String(rest.dropFirst())],
        second < first
      {
        return [.small(first + second, ordinal: ordinal)]
      }
    }
    return nil
  }

  private func isJoiner(_ index: Int) -> Bool {
    guard index < tokens.count else { return false }
    return isPersian ? tokens[index].key == "و" : tokens[index].key == "and"
  }

  private func isHyphen(_ index: Int) -> Bool {
    index > 0 && index + 1 < tokens.count && tokens[index].key == "-"
      && tokens[index].range.lowerBound == tokens[index - 1].range.upperBound
      && tokens[index + 1].range.lowerBound == tokens[index].range.upperBound
  }

  /// The number that begins at a token, and the token after it.
  private func number(at start: Int) -> (Quantity, Int)? {
    var total = 0.0
    var current: Double?
    var lastMagnitude: Double?
    var index = start, end = start
    var key = "", alternatives: [Double] = []
    var isOrdinal = false, isFraction = false, isImplied = false, hasWords = false
    // True when a joiner stands between what was read and the token at `index`.
    var isJoined = false

    func composes(_ value: Double) -> Bool {
      guard let current else {
        return lastMagnitude == nil ? total == 0 : (isJoined || !isPersian && key.isEmpty) && value < lastMagnitude!
      }
      guard isJoined || !isPersian, key.isEmpty, value < current else { return false }
      let whole = Int(current) % 1_000
      return whole % 100 == 0 && value < 100 && whole > 0 || whole % 10 == 0 && whole % 100 >= 20 && value < 10
    }

    scan: while index < tokens.count, !isOrdinal, !isImplied {
      let token = tokens[index]
      if token.kind == .number {
        guard current == nil, key.isEmpty && lastMagnitude == nil || isJoined && lastMagnitude != nil && isMagnitude(index + 1) else {
          break
        }
        let values = Self.values(of: token.key)
        if total == 0 { (key, alternatives) = (token.key, values) }
        current = values[0]
        index += 1
        end = index
        isJoined = false
        continue
      }
      guard let atoms = atoms(at: index) else {
        // $300+ billion
        if token.key == "+", !key.isEmpty, lastMagnitude == nil, isMagnitude(index + 1) {
          index += 1
          continue
        }
        // بیست و دو, twenty-two, one and a half: go on only if the word behind the joiner belongs to the number.
        guard index > start, !isJoined, isJoiner(index) || isHyphen(index) else { break }
        isJoined = true
        index += 1
        if !isPersian, index + 1 < tokens.count, tokens[index].key == "a", tokens[index + 1].key == "half" { index += 1 }
        continue
      }
      if isJoined, index > 0, isPersian, index + 1 < tokens.count, key.isEmpty == false, case .small? = atoms.first { break }
      for atom in atoms {
        switch atom {
        case .small(let value, let ordinal):
          if ordinal, let numerator = current, key.isEmpty, !composes(value), numerator < value, value >= 3,
            !isJoined || !isPersian || isHyphen(index - 1)
          {
            current = numerator / value
            (isFraction, isOrdinal) = (true, true)
          } else if composes(value), !(ordinal && !key.isEmpty) {
            current = (current ?? 0) + value
            isOrdinal = ordinal
          } else {
            break scan
          }
        case .magnitude(let value):
          if isJoined, current == nil, isPersian || value >= (lastMagnitude ?? 0) { break scan }
          if value == 100 {
            guard key.isEmpty || current != nil else { break scan }
            current = (current ?? 1) * 100
          } else if current == nil, let last = lastMagnitude {
            guard last <= value, !isJoined else { break scan }
            total *= value
            lastMagnitude = last * value
          } else {
            if let last = lastMagnitude, value >= last { break scan }
            total += (current ?? 1) * value
            (current, lastMagnitude) = (nil, value)
          }
        case .half:
          if isJoined, let known = current {
            current = known + 0.5
          } else if isJoined, let last = lastMagnitude, current == nil {
            total += last / 2
          } else if end == start, let next = magnitude(after: index) {
            total = 0.5 * next.value
            lastMagnitude = next.value
            hasWords = true
            index = next.index
          } else if end == start {
            (current, isFraction, isImplied) = (0.5, true, true)
          } else if let known = current, known == 1, key.isEmpty {
            (current, isFraction, isOrdinal) = (0.5, true, true)
          } else {
            break scan
          }
        case .implied(let value):
          if end == start {
            (current, isImplied) = (value, true)
          } else if let known = current, !isJoined || value < 1, value == 0.25 || value == 12, key.isEmpty {
            current = known * value
            (isFraction, isOrdinal, isImplied) = (value == 0.25, true, value == 12)
          } else {
            break scan
          }
        }
      }
      hasWords = true
      isJoined = false
      index += 1
      end = index
    }
    guard end > start else { return nil }
    let value = total + (current ?? 0)
    let isBareMagnitude = key.isEmpty && lastMagnitude != nil && value == lastMagnitude && !isFraction
    var strength: Quantity.Strength = key.isEmpty ? .words : .digits
    if isImplied || key.isEmpty && !isFraction && (value <= 2 || isBareMagnitude) { strength = .weak }
    // «نه» is no, too; «سی» is a letter of «بی بی سی».
    if key.isEmpty, end == start + 1 {
      if tokens[start].key == "نه" { strength = .weak }
      if tokens[start].key == "سی", start > 0, Self.letterNames.contains(tokens[start - 1].key) { strength = .weak }
      if tokens[start].key == "سی", end < tokens.count, Self.letterNames.contains(tokens[end].key) { strength = .weak }
      if end < tokens.count, tokens[end].key == "ماهه" { strength = .weak }
      if tokens[start].key.hasSuffix("ماهه") { strength = .weak }
    }
    // The 19 of COVID-19 is part of a name.
    if !key.isEmpty, start > 1, isHyphen(start - 1), tokens[start - 2].kind == .word, NumberWords.months[tokens[start - 2].key] == nil {
      strength = .weak
    }
    var values = hasWords || alternatives.isEmpty ? [value] : alternatives
    // A third, the last fifth.
    if !isPersian, isOrdinal, !isFraction, key.isEmpty, value >= 3, value <= 10, end == start + 1 { values.append(1 / value) }
    let range = tokens[start].range.lowerBound..<tokens[end - 1].range.upperBound
    return (Quantity(range: range, values: values, key: key, strength: strength), end)
  }

  private static let letterNames: Set<String> = ["بی", "دی", "ان", "ای", "اس", "پی", "ار"]

  private func isMagnitude(_ index: Int) -> Bool {
    guard index < tokens.count, case .magnitude? = atoms(at: index)?.first else { return false }
    return true
  }

  /// Half a million, نیم میلیون: the magnitude behind «half», and its token.
  private func magnitude(after index: Int) -> (value: Double, index: Int)? {
    let next = !isPersian && index + 1 < tokens.count && tokens[index + 1].key == "a" ? index + 2 : index + 1
    guard next < tokens.count, case .magnitude(let value)? = atoms(at: next)?.first else { return nil }
    return (value, next)
  }

  /// What digits with marks may mean, the likeliest first.
  static func values(of key: String) -> [Double] {
    if let value = Double(key) {
      let parts = key.split(separator: ".", omittingEmptySubsequences: false)
      if parts.count == 2, parts[1].count == 3, (1...3).contains(parts[0].count), parts[0] != "0", let whole = Double(parts[0] + parts[1]) {
        return [value, whole]
      }
      return [value]
    }
    let parts = key.split { !("0"..."9").contains($0) }
    if key.contains("/"), parts.count == 2, let value = Double(parts[0] + "." + parts[1]) { return [value] }
    return [Double(parts.joined()) ?? 0]
  }

  /// Percent, currency, year, time of day and label of a number.
  private func finished(_ quantity: Quantity, _ place: Range<Int>) -> Quantity {
    var quantity = quantity
    func key(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].key : "" }
    let next = place.upperBound, previous = place.lowerBound - 1
    if ["%", "درصد", "percent", "درصدی", "pct"].contains(key(next)) || key(next) == "per" && key(next + 1) == "cent" || key(previous) == "%"
    {
      quantity.isPercent = true
    }
    quantity.currency = NumberWords.currencies[key(next)] ?? NumberWords.currencies[key(previous)]
    let isPlain = quantity.key.utf8.count == 4 && quantity.key.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    quantity.isYear = isPlain && (1_200...2_150).contains(quantity.value) && quantity.currency == nil && !quantity.isPercent
    let isAttached = tokens.indices.contains(next) && tokens[next].range.lowerBound == quantity.range.upperBound
    // £125m
    if isAttached, key(next) == "m", quantity.currency != nil { quantity.values = [quantity.value * 1e6] }
    for unit in next...next + 1 where quantity.unit == .none {
      if [
        "mile", "miles", "inch", "inches", "foot", "feet", "yard", "yards", "mph", "acre", "acres", "gallon", "gallons", "fahrenheit",
        "ounce", "ounces",
      ].contains(key(unit))
        || key(unit).hasPrefix("pound") && key(previous) != "£"
      {
        quantity.unit = .imperial
      }
      if [
        "متر", "کیلومتر", "سانتیمتر", "سانتی", "میلیمتر", "میلی", "کیلو", "کیلوگرم", "کیلوگرمی", "کیلویی", "کیلومتری", "سانتیمتری", "گرم",
        "هکتار", "لیتر", "درجه", "سانتیگراد",
      ].contains(key(unit)) {
        quantity.unit = .metric
      }
    }
    quantity.isDecade = isAttached && key(next) == "s" || key(previous) == "دهه"
    if quantity.isDigits {
      let isFirst = place.lowerBound == 0 || place.lowerBound == 1 && key(0) == "("
      quantity.isLabel = isFirst && place.count == 1 && [".", ")", "-", "–", "_"].contains(key(next))
      quantity.times = times(quantity, place)
    }
    return quantity
  }

  private func times(_ quantity: Quantity, _ place: Range<Int>) -> [Int] {
    let parts = quantity.key.split { $0 == ":" || $0 == "." }.compactMap { Int($0) }
    guard let hour = parts.first, hour <= 24, parts.count <= 2, parts.count == 1 || parts[1] < 60 else { return [] }
    let minutes = hour * 60 + (parts.count == 2 ? parts[1] : 0)
    func key(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].key : "" }
    let next = place.upperBound
    if isPersian {
      guard key(place.lowerBound - 1) == "ساعت" || quantity.key.contains(":") else { return [] }
      if hour < 12, ["عصر", "شب", "بعدازظهر", "غروب"].contains(key(next)) || key(next) == "بعد" { return [minutes + 720] }
      if key(next) == "صبح" || key(next) == "بامداد" || hour > 12 || quantity.key.hasPrefix("0") { return [minutes] }
      return quantity.key.contains(":") ? [minutes, (minutes + 720) % 1440] : [minutes, minutes + 720]
    }
    let mark =
      key(next) == "am" || key(next) == "a" && key(next + 1) == "." && key(next + 2) == "m"
      ? "am"
      : key(next) == "pm" || key(next) == "p" && key(next + 1) == "." && key(next + 2) == "m" ? "pm" : ""
    switch mark {
    case "am": return [minutes % 720]
    case "pm": return [minutes % 720 + 720]
    default: return quantity.key.contains(":") ? [minutes] : []
    }
  }

  // MARK: Dates

  private mutating func readMoments() {
    var used: Set<Int> = []
    // Full dates in digits.
    for (number, quantity) in quantities.enumerated() where quantity.isDigits {
      let parts = quantity.key.split(separator: "/").compactMap { Int($0) }
      let readings = parts.count == 3 ? Self.readings(parts) : []
      if !readings.isEmpty {
        moments.append(Moment(range: quantity.range, readings: readings))
        used.insert(number)
      }
    }
    for number in quantities.indices.dropLast(2) where !used.contains(number) {
      let three = quantities[number...number + 2]
      guard three.allSatisfy({ $0.isDigits && !$0.key.contains("/") && $0.key.utf8.count <= 4 }), isDashed(number), isDashed(number + 1)
      else { continue }
      let readings = Self.readings(three.map { Int($0.value) })
      if !readings.isEmpty {
        moments.append(Moment(range: three.first!.range.lowerBound..<three.last!.range.upperBound, readings: readings))
        used.formUnion(number...number + 2)
      }
    }
    for index in tokens.indices where tokens[index].kind == .word {
      guard let name = NumberWords.months[tokens[index].key],
        (tokens[index].script == .latin) != isPersian || tokens[index].script == .arabic
      else { continue }
      readMoment(name.calendar, name.month, at: index, &used)
    }
    quantities = quantities.enumerated().filter { !used.contains($0.offset) }.map(\.element)
    moments.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func isDashed(_ number: Int) -> Bool {
    let end = places[number].upperBound
    return places[number + 1].lowerBound == end + 1 && ["-", "–"].contains(tokens[end].key)
      && quantities[number + 1].range.lowerBound - quantities[number].range.upperBound == 1
  }

  private static func readings(_ parts: [Int]) -> [Moment.Reading] {
    func reading(_ year: Int, _ month: Int, _ day: Int) -> Moment.Reading? {
      guard (1_200...2_150).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
      return Moment.Reading(calendar: year < 1_500 ? .persian : .gregorian, year: year, month: month, day: day)
    }
    return [reading(parts[0], parts[1], parts[2]), reading(parts[2], parts[1], parts[0]), reading(parts[2], parts[0], parts[1])].compactMap(
      \.self)
  }

  private func quantity(endingAt token: Int) -> Int? { places.firstIndex { $0.upperBound == token && !$0.isEmpty } }
  private func quantity(startingAt token: Int) -> Int? { places.firstIndex { $0.lowerBound == token && !$0.isEmpty } }

  private func isDay(_ number: Int) -> Bool {
    let quantity = quantities[number]
    return quantity.value >= 1 && quantity.value <= 31 && quantity.value == quantity.value.rounded() && quantity.currency == nil
      && !quantity.isPercent
      && (quantity.key.isEmpty || quantity.key.allSatisfy { $0 != "." && $0 != "/" })
  }

  private mutating func readMoment(_ calendar: Moment.Calendar, _ month: Int, at index: Int, _ used: inout Set<Int>) {
    func key(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].key : "" }
    var days: [Int] = []
    var first = index, last = index
    // Before the month: 14 July, 14th of July, ۲۳ تیر, سی‌ام دی, with days joined to it: 17 and 18, ۲۱ تا ۲۴.
    var before = index
    if !isPersian, key(before - 1) == "of" { before -= 1 }
    if ["st", "nd", "rd", "th", "ام", "م"].contains(key(before - 1)) { before -= 1 }
    if isPersian, key(before - 1) == "ماه" { before -= 1 }
    while let number = quantity(endingAt: before), isDay(number), !used.contains(number) {
      days.insert(number, at: 0)
      first = places[number].lowerBound
      before = first
      guard ["و", "تا", "الی", "and", "to", "-", "–", "—", "or", "یا", ",", "until"].contains(key(before - 1)) else { break }
      before -= 1
      if ["st", "nd", "rd", "th"].contains(key(before - 1)) { before -= 1 }
      if quantity(endingAt: before).map({ quantities[$0].strength != quantities[number].strength }) ?? true { break }
    }
    // Behind the month: July 14, 2015; July 8 and 9; تیر ماه سال ۱۳۹۴.
    var after = index + 1
    if days.isEmpty, !isPersian {
      while let number = quantity(startingAt: after), isDay(number), !used.contains(number) {
        days.append(number)
        after = places[number].upperBound
        last = after - 1
        if ["st", "nd", "rd", "th"].contains(key(after)) { after += 1 }
        guard ["and", "to", "-", "–"].contains(key(after)), quantity(startingAt: after + 1).map(isDay) == true,
          NumberWords.months[key(places[quantity(startingAt: after + 1)!].upperBound)] == nil
        else { break }
        after += 1
      }
    }
    var year: Int?
    var skipped = after
    while ["ماه", "سال", ",", "of", "."].contains(key(skipped)), skipped - after < 2 { skipped += 1 }
    if let number = quantity(startingAt: skipped), !used.contains(number), (1_200...2_150).contains(quantities[number].value),
      quantities[number].isYear || quantities[number].key.isEmpty
    {
      year = Int(quantities[number].value)
      last = places[number].upperBound - 1
      used.insert(number)
    }
    guard year != nil || !days.isEmpty else { return }
    // «may» and «march» are verbs, too.
    if !isPersian, days.isEmpty || year == nil, ["may", "march", "mar", "sun"].contains(key(index)),
      side.scalars[tokens[index].range.lowerBound].properties.isLowercase
    {
      return
    }
    // «یک مه غلیظ» is a fog.
    if isPersian, key(index) == "مه", year == nil, days.allSatisfy({ !quantities[$0].isDigits }) { return }
    used.formUnion(days)
    if days.isEmpty {
      moments.append(
        Moment(
          range: tokens[first].range.lowerBound..<tokens[last].range.upperBound,
          readings: [Moment.Reading(calendar: calendar, year: year, month: month, day: nil)]))
    }
    for (offset, number) in days.enumerated() {
      let isLast = offset == days.count - 1
      let range = isLast ? quantities[number].range.lowerBound : quantities[number].range.lowerBound
      let end = isLast ? max(tokens[last].range.upperBound, tokens[index].range.upperBound) : quantities[number].range.upperBound
      moments.append(
        Moment(
          range: min(
            range, isLast && tokens[index].range.lowerBound < range ? tokens[index].range.lowerBound : range)..<max(end, range + 1),
          readings: [Moment.Reading(calendar: calendar, year: year, month: month, day: Int(quantities[number].value))]))
    }
  }
}
