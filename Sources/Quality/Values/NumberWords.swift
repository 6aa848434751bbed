internal import Language

/// The words that numbers, months and currencies are made of, by their folding keys.
enum NumberWords {
  /// What a word adds to a number.
  enum Atom {
    /// 0...900; an ordinal closes the number.
    case small(Double, ordinal: Bool)
    /// Hundred of English, thousand and above of both.
    case magnitude(Double)
    /// Half of the group before: «یک و نیم».
    case half
    /// A word that merely implies a number: both, dozens, قرن.
    case implied(Double)
  }

  static let persian: [String: Atom] = {
    var table: [String: Atom] = [:]
    func add(_ words: String, _ atom: Atom) {
      for word in words.split(separator: " ") { table[FoldingKey.of(String(word), blanks: .dropped)] = atom }
    }
    let cardinals: [(String, Double)] = [
      ("صفر", 0), ("یک", 1), ("دو", 2), ("سه", 3), ("چهار", 4), ("پنج", 5), ("شش", 6), ("هفت", 7), ("هشت", 8), ("نه", 9), ("ده", 10),
      ("یازده", 11), ("دوازده", 12),
      ("سیزده", 13), ("چهارده", 14), ("پانزده", 15), ("پونزده", 15), ("شانزده", 16), ("هفده", 17), ("هجده", 18), ("هیجده", 18),
      ("نوزده", 19), ("بیست", 20), ("سی", 30), ("چهل", 40),
      ("پنجاه", 50), ("شصت", 60), ("هفتاد", 70), ("هشتاد", 80), ("نود", 90), ("صد", 100), ("یکصد", 100), ("دویست", 200), ("سیصد", 300),
      ("چهارصد", 400), ("پانصد", 500),
      ("ششصد", 600), ("شیشصد", 600), ("هفتصد", 700), ("هشتصد", 800), ("نهصد", 900),
    ]
    for (word, value) in cardinals {
      add(word, .small(value, ordinal: false))
      add("\(word)م \(word)مین", .small(value, ordinal: true))
    }
    // «سهم» is a share, «سیم» a wire.
    for word in ["سهم", "سیم", "سهمین", "سیمین"] { table[word] = nil }
    add("اول اولین نخست نخستین یکم یکمین", .small(1, ordinal: true))
    add("دوم دومین", .small(2, ordinal: true))
    add("سوم سومین", .small(3, ordinal: true))
    add("سیام سیامین سی‌اُم", .small(30, ordinal: true))
    add("هزار", .magnitude(1e3))
    add("میلیون ملیون میلیونی", .magnitude(1e6))
    add("میلیارد ملیارد میلیاردی بیلیون", .magnitude(1e9))
    add("تریلیون تریلیارد", .magnitude(1e12))
    add("نیم", .half)
    add("نیمی نصف نیمه", .implied(0.5))
    add("ثلث", .implied(1.0 / 3))
    add("ربع", .implied(0.25))
    add("دهها", .implied(10))
    add("صدها", .implied(100))
    add("هزاران هزارها هزارم", .implied(1e3))
    add("میلیونها", .implied(1e6))
    add("میلیاردها", .implied(1e9))
    add("قرن سده", .implied(100))
    add("دهه", .implied(10))
    add("ثالث", .implied(3))
    add("ثانوی ثانیا دوبار جفت زوج", .implied(2))
    add("ثالثا", .implied(3))
    add("دوجین", .implied(12))
    add("شبانهروز شبانهروزی", .implied(24))
    return table
  }()

  /// What follows a numeral in a compound: هفت‌نفره, سه‌جانبه, ده‌ساله.
  static let persianCompounds: [String] = [
    "نفره", "نفری", "جانبه", "گانه", "روزه", "روزهای", "ساله", "سالگی", "ماهه", "هفتهای", "هفتگی", "ساعته", "ساعتی", "دقیقهای", "مرحلهای",
    "طرفه", "طرف", "عضوی", "مادهای", "بندی", "درصدی",
    "کیلومتری", "متری", "تنی", "دلاری", "یورویی", "سویه", "برابر", "برابری", "بار", "زبانه", "صفحهای", "بعدی", "قطبی", "دولتی", "ملیتی",
    "منظوره", "ضلعی", "طبقه", "مجلسی", "حزبی", "قسمتی",
    "جلدی", "بشکهای", "هزار", "میلیون", "میلیارد", "نفر", "کشور", "سال", "روز", "ماه", "شنبه",
  ]

  static let english: [String: Atom] = {
    var table: [String: Atom] = [:]
    func add(_ words: String, _ atom: Atom) { for word in words.split(separator: " ") { table[String(word)] = atom } }
    let ones =
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    for (value, word) in ones.split(separator: " ").enumerated() { table[String(word)] = .small(Double(value), ordinal: false) }
    let ordinals =
      "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
    for (value, word) in ordinals.split(separator: " ").enumerated() { table[String(word)] = .small(Double(value), ordinal: true) }
    for (index, word) in "twenty thirty forty fifty sixty seventy eighty ninety".split(separator: " ").enumerated() {
      table[String(word)] = .small(Double(index + 2) * 10, ordinal: false)
      table[word.dropLast() + "ieth"] = .small(Double(index + 2) * 10, ordinal: true)
    }
    add("hundred", .magnitude(100))
    add("hundredth", .small(100, ordinal: true))
    add("thousand", .magnitude(1e3))
    add("million mn", .magnitude(1e6))
    add("billion bn", .magnitude(1e9))
    add("trillion tn", .magnitude(1e12))
    add("half halves", .half)
    add("quarter quarters", .implied(0.25))
    add("twice both couple pair double doubled twofold bilateral dual duplicate two-fold either neither second secondly", .implied(2))
    add("thrice trio threesome trimester quarterly tertiary triple trilateral tripartite triplicate treble thirdly", .implied(3))
    add("quartet foursome foursomes quadrilateral quadripartite quadruple fourfold", .implied(4))
    add("dozen dozens", .implied(12))
    add("tens decade decades", .implied(10))
    add("hundreds century centuries centenary", .implied(100))
    add("thousands millennium", .implied(1e3))
    add("millions", .implied(1e6))
    add("billions", .implied(1e9))
    add("once single sole", .implied(1))
    table["second"] = .small(2, ordinal: true)
    return table
  }()

  static let currencies: [String: Quantity.Currency] = {
    let words: [(Quantity.Currency, String)] = [
      (.dollar, "dollar dollars usd $ دلار دلاری"), (.euro, "euro euros eur € یورو یورویی"),
      (.pound, "pound pounds gbp £ sterling پوند پوندی"),
      (.rial, "rial rials riyal riyals irr ریال ریالی"), (.toman, "toman tomans تومان تومانی تومن"), (.yen, "yen jpy ین"),
      (.yuan, "yuan renminbi cny یوآن یوان"),
      (.rouble, "rouble roubles ruble rubles rub روبل روبلی"), (.lira, "lira liras try لیر لیره"),
      (.dirham, "dirham dirhams aed درهم درهمی"),
      (.dinar, "dinar dinars دینار دیناری"), (.rupee, "rupee rupees inr ₹ روپیه"), (.franc, "franc francs chf فرانک"),
      (.krone, "krone kroner krona kronor کرون"), (.won, "won krw وون"),
    ]
    var table: [String: Quantity.Currency] = [:]
    for (currency, list) in words {
      for word in list.split(separator: " ") { table[FoldingKey.of(String(word), blanks: .dropped)] = currency }
    }
    return table
  }()

  /// Months by calendar and number, in both languages. Names that are common words too count only beside a number.
  static let months: [String: (calendar: Moment.Calendar, month: Int)] = {
    let lists: [(Moment.Calendar, [String])] = [
      (
        .persian,
        [
          "فروردین farvardin", "اردیبهشت ordibehesht", "خرداد khordad", "تیر tir", "مرداد امرداد mordad amordad", "شهریور shahrivar",
          "مهر mehr", "آبان aban", "آذر azar", "دی dey day_",
          "بهمن bahman", "اسفند esfand",
        ]
      ),
      (
        .gregorian,
        [
          "ژانویه جنوری january jan", "فوریه فبروری february feb", "مارس مارچ march mar", "آوریل اپریل april apr", "مه می may",
          "ژوئن جون june jun", "ژوئیه ژوییه جولای july jul",
          "اوت آگوست اگست august aug", "سپتامبر سپتمبر september sept sep", "اکتبر اکتوبر october oct", "نوامبر نومبر november nov",
          "دسامبر دسمبر december dec",
        ]
      ),
      (
        .islamic,
        [
          "محرم محرم‌الحرام muharram", "صفر safar", "ربیع‌الاول rabi_i", "ربیع‌الثانی ربیع‌الآخر rabi_ii", "جمادی‌الاول جمادی‌الاولی",
          "جمادی‌الثانی جمادی‌الثانیه جمادی‌الآخر", "رجب rajab",
          "شعبان sha'ban shaban shaaban", "رمضان ramadan ramazan", "شوال shawwal shavval", "ذی‌القعده ذیقعده", "ذی‌الحجه ذیحجه",
        ]
      ),
    ]
    var table: [String: (calendar: Moment.Calendar, month: Int)] = [:]
    for (calendar, names) in lists {
      for (index, list) in names.enumerated() {
        for name in list.split(separator: " ") { table[FoldingKey.of(String(name), blanks: .dropped)] = (calendar, index + 1) }
      }
    }
    return table
  }()

  /// The value of a Roman numeral in capitals; nil for other words.
  static func roman(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    let values: [Unicode.Scalar: Int] = ["I": 1, "V": 5, "X": 10, "L": 50, "C": 100]
    var total = 0
    var last = 1_000
    var text = ""
    for scalar in scalars {
      guard let value = values[scalar] else { return nil }
      total += value > last ? value - 2 * last : value
      last = value
      text.unicodeScalars.append(scalar)
    }
    guard total > 0, total < 150, roman(total) == text else { return nil }
    return total
  }

  private static func roman(_ value: Int) -> String {
    var rest = value
    var text = ""
    for (part, mark) in [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
      while rest >= part {
        text += mark
        rest -= part
      }
    }
    return text
  }

  /// The words that a Roman numeral follows.
  static let romanHeads: Set<String> = [
    "article", "articles", "chapter", "chapters", "part", "parts", "annex", "annexes", "section", "title", "schedule", "protocol", "volume",
    "phase", "appendix", "book", "group", "list", "table",
  ]
}
