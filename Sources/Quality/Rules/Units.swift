internal import Language

// What numbers that agree count: their units, currencies, percent signs, and whether they bound a range.

extension Examination {
  /// Rules `currency`, `percent` and, for measures, `number`: two numbers of one value, and what they count.
  mutating func compareUnits(_ mine: Mention, _ other: Mention, _ ours: [Mention], _ theirs: [Mention]) {
    let (place, otherPlace) = (mine.wide ?? mine.range, other.wide ?? other.range)
    if let currency = mine.currency, let theirCurrency = other.currency {
      let isOther = !meet(currency, theirCurrency) && (currency.kind != theirCurrency.kind || mine.value == other.value)
      let isAnothers = mine.issuer != nil && other.issuer != nil && mine.issuer != other.issuer
      if isOther || isAnothers {
        let names = (mine.issuer.map { $0 + " " } ?? "", other.issuer.map { $0 + " " } ?? "")
        add(
          .currency, source: mine.range, target: other.range,
          .differs(source: (isAnothers ? names.0 : "") + currency.rawValue, target: (isAnothers ? names.1 : "") + theirCurrency.rawValue))
      }
      return
    }
    if mine.currency != nil || other.currency != nil {
      // One side counts money and the other, in the whole sentence, none.
      let loser: Finding.Side = mine.currency != nil ? .target : .source
      if !mentionsMoney(self[loser]), mine.strength > .weak, other.strength > .weak, mine.unit == nil || other.unit == nil {
        add(
          .currency, atMost: .warning, source: mine.range, target: other.range,
          .differs(source: source.string(place), target: target.string(otherPlace)))
      }
      return
    }
    if mine.isPercent != other.isPercent {
      let counts = (ours.count { $0.isPercent }, theirs.count { $0.isPercent })
      let isLost = mine.isPercent ? counts.1 == 0 : counts.0 == 0
      if isLost, mine.strength > .weak, other.strength > .weak, mine.value == other.value,
        !saysPercent(self[mine.isPercent ? .target : .source])
      {
        add(.percent, source: mine.range, target: other.range, .differs(source: source.string(place), target: target.string(otherPlace)))
      }
    } else if mine.isPercent, mine.isPoints != other.isPoints, mine.value == other.value {
      add(
        .percent, atMost: .warning, source: place, target: otherPlace,
        .differs(source: source.string(place), target: target.string(otherPlace)))
    } else if let unit = mine.unit, let theirUnit = other.unit, unit != theirUnit, mine.value == other.value,
      unit.kind != theirUnit.kind || unit.factor != theirUnit.factor
    {
      add(.number, source: place, target: otherPlace, .differs(source: source.string(place), target: target.string(otherPlace)))
    } else if isOtherSpan(mine, other) || isOtherMeasure(mine, other) || isOtherMeasure(other, mine) {
      let (place, otherPlace) = (source.withNextWord(place), target.withNextWord(otherPlace))
      add(.number, source: place, target: otherPlace, .differs(source: source.string(place), target: target.string(otherPlace)))
    }
  }

  /// The same number of other units of time: three weeks, three months.
  private func isOtherSpan(_ mine: Mention, _ other: Mention) -> Bool {
    guard let span = mine.span, let theirSpan = other.span, mine.value == other.value, mine.value != ExactNumber(0) else { return false }
    return span != theirSpan
  }

  /// The same number of miles as of kilometres.
  private func isOtherMeasure(_ metric: Mention, _ imperial: Mention) -> Bool {
    metric.unit != nil && metric.currency == nil && !metric.isPercent && imperial.isImperial && !metric.isImperial && imperial.unit == nil
      && metric.value == imperial.value
  }

  /// The same currency; dollars that don't tell whose they are may be anyone's.
  private func meet(_ a: Quantity.Unit, _ b: Quantity.Unit) -> Bool {
    let national: [Quantity.Unit] = [.canadianDollar, .australianDollar]
    // The lira of Lebanon and Syria is a pound in English.
    let pounds: [Quantity.Unit] = [.pound, .lira]
    return a == b || a == .dollar && national.contains(b) || b == .dollar && national.contains(a)
      || pounds.contains(a) && pounds.contains(b)
  }

  private func mentionsMoney(_ side: SideText) -> Bool {
    side.tokens.contains { token in
      if Quantity.currency(ofKey: token.key) != nil || Self.coins.contains(token.key) { return true }
      let stem = Stemmer.stem(of: token.key, script: token.script)
      return Quantity.currency(ofKey: stem) != nil || Self.coins.contains(stem)
    } || side.scalars.contains { $0.properties.generalCategory == .currencySymbol }
  }

  private static let coins: Set<String> = [
    "cent", "cents", "peso", "rand", "shekel", "baht", "ringgit", "buck", "bucks", "quid", "penc", "penni", "پول", "سنت", "پزو", "ارز",
    "money", "currenc", "nok", "sek", "dkk", "chf", "sar", "qar", "omr", "kwd", "bhd", "iqd", "pkr", "afn", "isk", "czk", "huf", "pln",
    "sgd", "hkd",
    "krw", "brl", "mxn", "zar", "krone", "kroner", "krona", "kronor", "کرون",
  ]

  private func saysPercent(_ side: SideText) -> Bool {
    side.tokens.contains { token in
      ["percent", "%", "٪", "درصد", "percentage", "cent", "صد", "rate", "نرخ", "pc", "fully", "twice"].contains(token.key)
        || token.key.hasSuffix("درصد")
    }
  }

  // MARK: Ranges

  /// Rule `number`: the two ends of a range told as two single numbers, or the other way round: ۵ تا ۱۰ and “5 and 10”.
  mutating func compareJoints(_ ours: [Mention], _ theirs: [Mention], _ pairs: [(Int, Int)]) {
    let partner = Dictionary(pairs.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    for mine in ours.indices.dropLast() {
      guard let other = partner[mine], partner[mine + 1] == other + 1, ours[mine].strength > .weak, ours[mine + 1].strength > .weak,
        let first = ours[mine].value.integer, let last = ours[mine + 1].value.integer, abs(last - first) > 1
      else { continue }
      let joints = (
        joint(source, ours[mine].range, ours[mine + 1].range), joint(target, theirs[other].range, theirs[other + 1].range)
      )
      guard joints.0 != joints.1, joints.0 != .none, joints.1 != .none else { continue }
      let place = ours[mine].range.lowerBound..<ours[mine + 1].range.upperBound
      let otherPlace = theirs[other].range.lowerBound..<theirs[other + 1].range.upperBound
      add(
        .number, atMost: .warning, source: place, target: otherPlace,
        .differs(source: source.string(place), target: target.string(otherPlace)))
    }
  }

  /// True for the lower end of a range that is told in words: دو تا سه.
  func bounds(_ side: SideText, _ numbers: [Mention], _ index: Int) -> Bool {
    guard numbers.indices.contains(index + 1), numbers[index + 1].strength > .weak, let first = numbers[index].value.integer, first > 0,
      let last = numbers[index + 1].value.integer, last > first
    else { return false }
    let (start, end) = (numbers[index].range.upperBound, numbers[index + 1].range.lowerBound)
    let between = side.tokens.filter { $0.range.lowerBound >= start && $0.range.upperBound <= end }
    return between.count == 1 && ["تا", "الی", "to", "-", "–"].contains(between[0].key)
  }

  private enum Joint { case none, through, and }

  private func joint(_ side: SideText, _ first: Range<Int>, _ last: Range<Int>) -> Joint {
    guard first.upperBound <= last.lowerBound else { return .none }
    let between = side.tokens.filter { $0.range.lowerBound >= first.upperBound && $0.range.upperBound <= last.lowerBound }.map(\.key)
    guard between.count <= 3 else { return .none }
    let before = side.tokens.last { $0.range.upperBound <= first.lowerBound }?.key ?? ""
    if ["between", "بین", "میان", "from"].contains(before) { return .through }
    if between.contains(where: { ["تا", "الی", "to", "through", "until", "till", "-", "–", "—"].contains($0) }) { return .through }
    return between.contains { ["and", "و", "&", "or", "یا"].contains($0) } ? .and : .none
  }

  // MARK: Days of the week, seasons

  /// Rule `date`: another day of the week, or another season, stands in the translation.
  mutating func checkCalendarWords() {
    guard side(in: .persian) != nil, side(in: .english) != nil else { return }
    for words in [Self.weekdays, Self.seasons] {
      let ours = calendarWords(source, words), theirs = calendarWords(target, words)
      let missing = ours.filter { mine in !theirs.contains { $0.value == mine.value } }
      let added = theirs.filter { other in !ours.contains { $0.value == other.value } }
      for (mine, other) in zip(missing, added) {
        add(
          .date, source: mine.range, target: other.range,
          .differs(source: source.string(mine.range), target: target.string(other.range)))
      }
    }
  }

  private func calendarWords(_ side: SideText, _ words: [String: Int]) -> [(range: Range<Int>, value: Int)] {
    var found: [(range: Range<Int>, value: Int)] = []
    for (index, token) in side.tokens.enumerated() where token.kind == .word {
      let key = token.key
      guard
        let value = words[key] ?? words[Stemmer.stem(of: key, script: token.script)]
          ?? (key.hasSuffix("s") ? words[String(key.dropLast())] : nil)
      else { continue }
      if token.script == .latin, !side.scalars[token.range.lowerBound].properties.isUppercase, words["monday"] != nil { continue }
      // سه شنبه, written apart.
      if value == 0, index > 0, let count = ["یک": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5][side.tokens[index - 1].key] {
        found.append((side.tokens[index - 1].range.lowerBound..<token.range.upperBound, count))
      } else {
        found.append((token.range, value))
      }
    }
    return found
  }

  private static let weekdays: [String: Int] = [
    "شنبه": 0, "یکشنبه": 1, "دوشنبه": 2, "سهشنبه": 3, "چهارشنبه": 4, "پنجشنبه": 5, "جمعه": 6, "ادینه": 6, "saturday": 0, "sunday": 1,
    "monday": 2,
    "tuesday": 3, "wednesday": 4, "thursday": 5, "friday": 6,
  ]
  private static let seasons: [String: Int] = [
    "بهار": 0, "تابستان": 1, "پاییز": 2, "زمستان": 3, "spring": 0, "summer": 1, "autumn": 2, "winter": 3,
  ]
}
