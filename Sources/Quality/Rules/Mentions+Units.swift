internal import Language

// What stands beside a number: units of time, percentage points, whose currency.

/// A length of time, in the unit that its like can be counted in.
struct Span: Equatable {
  enum Unit { case minute, month }

  var amount: ExactNumber
  var unit: Unit

  /// Minutes from minute to week, months from month to century: a month has no fixed number of days.
  static let units: [String: (Int, Unit)] = {
    var table: [String: (Int, Unit)] = [:]
    func add(_ words: String, _ count: Int, _ unit: Unit) {
      for word in words.split(separator: " ") { table[FoldingKey.of(String(word), blanks: .dropped)] = (count, unit) }
    }
    add("minute minutes دقیقه دقیقه‌ای", 1, .minute)
    add("hour hours ساعت ساعته ساعتی", 60, .minute)
    add("day days روز روزه روزی شبانه‌روز", 1_440, .minute)
    add("week weeks هفته هفته‌ای", 10_080, .minute)
    add("fortnight fortnights", 20_160, .minute)
    add("month months month's months' ماه ماهه ماهی", 1, .month)
    add("year years year's years' سال ساله سالی", 12, .month)
    add("decade decades دهه", 120, .month)
    add("century centuries قرن سده", 1_200, .month)
    return table
  }()
}

extension Mentions {
  /// The length of time that a number states with the words behind it, or how often a year.
  func readSpan(_ mention: inout Mention, _ place: Range<Int>) {
    guard !mention.isOrdinal else {
      // سدهٔ نوزدهم is the 1800s.
      let isCentury = [place.lowerBound - 1, place.upperBound].contains { Span.units[key($0)]?.0 == 1_200 }
      if isCentury, let number = mention.value.integer, number > 1 { mention.values.append(ExactNumber((number - 1) * 100)) }
      return
    }
    let last = key(place.upperBound - 1)
    var next = place.upperBound
    if ["once", "twice", "thrice"].contains(last) || ["times", "time", "بار", "مرتبه", "نوبت"].contains(key(next)) {
      let around = [key(place.lowerBound - 1)] + (next..<next + 4).map { key($0) }
      if around.contains(where: { ["year", "سال", "سالی", "annually", "yearly", "سالانه"].contains($0) }), let part = mention.value.integer,
        part > 0
      {
        mention.span = ExactNumber(12, part).map { Span(amount: $0, unit: .month) }
      }
      return
    }
    for ending in ["ماهه", "ساله", "روزه", "ساعته", "دقیقهای", "هفتهای"] where last.hasSuffix(ending) && last != ending {
      if let (count, unit) = Span.units[ending] {
        mention.span = mention.value.times(ExactNumber(count)).map { Span(amount: $0, unit: unit) }
      }
      return
    }
    while ["-", "‑", "a", "an", "of", "consecutive", "full"].contains(key(next)), next < place.upperBound + 3 { next += 1 }
    guard let (count, unit) = Span.units[key(next)] else { return }
    mention.span = mention.value.times(ExactNumber(count)).map { Span(amount: $0, unit: unit) }
  }

  /// Percentage points, and the currency with its country.
  func readMoney(_ mention: inout Mention, _ quantity: Quantity, _ numeral: Range<Int>) {
    mention.wide = quantity.range
    var next = numeral.upperBound
    while next < count, range(next).lowerBound < quantity.range.upperBound { next += 1 }
    if mention.unit == .percent {
      mention.isPoints = ["point", "points"].contains(key(next))
    } else if key(next) == "واحد", key(next + 1) == "درصد" {
      (mention.unit, mention.isPoints) = (.percent, true)
    } else if key(next) == "واحددرصد" {
      (mention.unit, mention.isPoints) = (.percent, true)
    }
    // half a per cent, نیم درصد; half a percentage point.
    if mention.unit == nil, key(next) == "a" || key(next) == "of" && key(next + 1) == "a" {
      let at = key(next) == "a" ? next + 1 : next + 2
      let isPercent = ["percent", "percentage"].contains(key(at)) || key(at) == "per" && key(at + 1) == "cent"
      if isPercent {
        mention.unit = .percent
        mention.isPoints = ["point", "points"].contains(key(at + 1))
      }
    }
    if mention.unit == nil, let issuer = Self.issuers[key(next)], let unit = Quantity.currency(ofKey: key(next + 1)) {
      (mention.unit, mention.issuer) = (unit, issuer)
      mention.wide = quantity.range.lowerBound..<range(next + 1).upperBound
    }
    guard let currency = mention.currency, mention.issuer == nil else { return }
    if let issuer = [.canadianDollar: "CA", .australianDollar: "AU"][currency] {
      mention.issuer = issuer
      return
    }
    let before = key(numeral.lowerBound - 1)
    mention.issuer = Self.issuers[key(next)] ?? Self.codes[key(next - 1)] ?? Self.codes[before]
    // US$75,000
    if mention.issuer == nil, before == "$" { mention.issuer = Self.codes[key(numeral.lowerBound - 2) + "$"] }
  }

  /// Countries by the words that stand beside a currency.
  private static let issuers: [String: String] = {
    var table: [String: String] = [:]
    for (country, words) in [
      ("US", "us u.s american آمریکا ایالات‌متحده"), ("CA", "canadian کانادا"), ("AU", "australian استرالیا"), ("CH", "swiss سوئیس"),
      ("IR", "iranian ایران"), ("QA", "qatari قطر"), ("SA", "saudi عربستان سعودی"), ("OM", "omani عمان"), ("YE", "yemeni یمن"),
      ("KW", "kuwaiti کویت"), ("IQ", "iraqi عراق"), ("BH", "bahraini بحرین"), ("JO", "jordanian اردن"), ("TN", "tunisian تونس"),
      ("DZ", "algerian الجزایر"), ("LY", "libyan لیبی"), ("RS", "serbian صربستان"), ("TR", "turkish ترکیه"), ("LB", "lebanese لبنان"),
      ("SY", "syrian سوریه"), ("EG", "egyptian مصر"), ("GB", "british sterling انگلیس بریتانیا استرلینگ"), ("IN", "indian هند"),
      ("PK", "pakistani پاکستان"), ("CN", "chinese چین"), ("RU", "russian روسیه"), ("AE", "emirati uae امارات"), ("MA", "moroccan مراکش"),
      ("SE", "swedish سوئد"), ("NO", "norwegian نروژ"), ("DK", "danish دانمارک"), ("SG", "singapore سنگاپور"), ("JP", "japanese ژاپن"),
    ] {
      for word in words.split(separator: " ") { table[FoldingKey.of(String(word), blanks: .dropped)] = country }
    }
    return table
  }()

  /// Countries by ISO 4217 codes.
  private static let codes: [String: String] = [
    "usd": "US", "us$": "US", "cad": "CA", "c$": "CA", "ca$": "CA", "aud": "AU", "a$": "AU", "au$": "AU", "chf": "CH", "irr": "IR",
    "sar": "SA", "jpy": "JP", "cny": "CN", "rub": "RU",
    "inr": "IN",
    "aed": "AE", "gbp": "GB", "£": "GB",
  ]
}

/// A number that words state without being one: یک ربع به نه, half past nine, 9/11.
struct NumberIdiom {
  var range: Range<Int>
  var mention: Mention?
  var moment: Moment?

  private static let coins: Set<String> = ["پنی", "پنس", "سنت", "سنتیم", "کوپک", "cent", "cents", "pence", "penny", "centimes", "kopecks"]
  private static let magnitudes = ["thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000]

  static func find(in tokens: [Token], quantities: [Quantity], isPersian: Bool) -> [NumberIdiom] {
    var found: [NumberIdiom] = []
    func key(_ at: Int) -> String { tokens.indices.contains(at) ? tokens[at].key : "" }
    func hour(_ at: Int) -> (Int, Int)? {
      // «نه» alone is no.
      if key(at) == "نه" { return (9, tokens[at].range.upperBound) }
      guard tokens.indices.contains(at), let quantity = quantities.first(where: { $0.range.lowerBound == tokens[at].range.lowerBound }),
        case .number(let number) = quantity.value, let hour = number.integer, (1...24).contains(hour)
      else { return nil }
      return (hour, quantity.range.upperBound)
    }
    func add(_ from: Int, _ end: Int, hour: Int, minutes: Int) {
      let range = tokens[from].range.lowerBound..<end
      var mention = Mention(range: range, values: [ExactNumber(hour)], strength: .words)
      let time = (hour * 60 + minutes + 1_440) % 1_440
      mention.times = [time, (time + 720) % 1_440]
      found.append(NumberIdiom(range: range, mention: mention))
    }
    /// یک سال و نیم, a year and a half.
    func halves(_ at: Int) {
      guard let (count, unit) = Span.units[key(at)], at > 0 else { return }
      let end =
        key(at + 1) == "و" && key(at + 2) == "نیم"
        ? at + 2 : key(at + 1) == "and" && key(at + 2) == "a" && key(at + 3) == "half" ? at + 3 : 0
      guard end > 0, let half = ExactNumber(1, 2) else { return }
      var (start, whole) = (tokens[at - 1].range.lowerBound, ExactNumber(1))
      if let quantity = quantities.first(where: { $0.numeral.upperBound == tokens[at - 1].range.upperBound }),
        case .number(let number) = quantity.value
      {
        (start, whole) = (quantity.range.lowerBound, number)
      } else if !["a", "an"].contains(key(at - 1)) {
        return
      }
      guard let value = whole.plus(half), let amount = value.times(ExactNumber(count)) else { return }
      let range = start..<tokens[end].range.upperBound
      var mention = Mention(range: range, values: [value], strength: .words)
      mention.span = Span(amount: amount, unit: unit)
      found.append(NumberIdiom(range: range, mention: mention))
    }
    /// یک پوند و ۴۰ پنی: the hundredths of a currency.
    func cents(_ at: Int) {
      guard coins.contains(key(at)), at > 0, let part = quantities.first(where: { $0.range.upperBound == tokens[at - 1].range.upperBound }),
        let joint = tokens.firstIndex(where: { $0.range.lowerBound >= part.range.lowerBound }), joint > 1,
        ["و", "and"].contains(key(joint - 1)),
        let whole = quantities.first(where: { $0.range.upperBound == tokens[joint - 2].range.upperBound }), whole.unit?.isCurrency == true,
        case .number(let units) = whole.value, case .number(let hundredths) = part.value, hundredths < ExactNumber(100),
        let value = ExactNumber(1, 100).flatMap({ hundredths.times($0) }).flatMap({ units.plus($0) })
      else { return }
      let range = whole.range.lowerBound..<tokens[at].range.upperBound
      var mention = Mention(range: range, values: [value], strength: .digits)
      mention.unit = whole.unit
      found.append(NumberIdiom(range: range, mention: mention))
    }
    /// A quarter of a million.
    func shares(_ at: Int) {
      guard key(at + 1) == "of", key(at + 2) == "a", let size = magnitudes[key(at + 3)] else { return }
      var (start, count) = (at, 1)
      if let many = ["a": 1, "one": 1, "two": 2, "three": 3][key(at - 1)] { (start, count) = (at - 1, many) }
      guard let part = ["quarter": 4, "quarters": 4, "third": 3, "thirds": 3, "half": 2][key(at)], let share = ExactNumber(count, part),
        let value = share.times(ExactNumber(size))
      else { return }
      let range = tokens[start].range.lowerBound..<tokens[at + 3].range.upperBound
      found.append(NumberIdiom(range: range, mention: Mention(range: range, values: [value], strength: .words)))
    }
    for at in tokens.indices {
      halves(at)
      cents(at)
      shares(at)
      switch key(at) {
      case "ربع" where isPersian:
        var next = at + 1
        if key(next) == "مانده" { next += 1 }
        if key(next) == "به", let (hour, end) = hour(next + 1) { add(key(at - 1) == "یک" ? at - 1 : at, end, hour: hour, minutes: -15) }
      case "quarter" where ["to", "past"].contains(key(at + 1)):
        if let (hour, end) = hour(at + 2) {
          add(key(at - 1) == "a" ? at - 1 : at, end, hour: hour, minutes: key(at + 1) == "to" ? -15 : 15)
        }
      case "half" where key(at + 1) == "past":
        if let (hour, end) = hour(at + 2) { add(at, end, hour: hour, minutes: 30) }
      case "ساعت" where isPersian:
        // ساعت نه و نیم, ساعت نه و ربع.
        guard at + 1 < tokens.count, let quantity = quantities.first(where: { $0.range.lowerBound == tokens[at + 1].range.lowerBound }),
          case .number(let number) = quantity.value, [2, 4].contains(number.denominator), quantity.unit == nil, number < ExactNumber(13)
        else { continue }
        let minutes = number.numerator * 60 / number.denominator
        let end = quantity.range.upperBound
        add(at + 1, end, hour: minutes / 60, minutes: minutes % 60)
      case "9/11" where !isPersian && Quantity.currency(ofKey: key(at + 1)) == nil:
        guard let date = PartialDate(.gregorian, month: 9, day: 11) else { continue }
        found.append(NumberIdiom(range: tokens[at].range, moment: Moment(range: tokens[at].range, readings: [date])))
      default: break
      }
    }
    return found
  }
}
