/// The words that numbers, units and dates are written with, by folded key.
enum QuantityWords {
  /// A number word.
  struct Cell {
    var value: Int
    var level: Level
    var isOrdinal = false
    /// Stands below a fraction's stroke only: thirds, quarter.
    var isDenominator = false
  }

  /// Which part of a number a word is; in one number the levels fall.
  enum Level: Int, Comparable {
    case unit, teen, ten, hundred, magnitude

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  enum Mark {
    case and, point, to, between, from, half, article, per, cent, minus, of, monthWord, yearWord, weekday, hijri
    case calendar(CalendarDate.Calendar)
    /// What follows a numeral in digits: 13th, ۲۵ام.
    case ordinalEnding
    /// A word that is counted: lets نه be nine.
    case counted
  }

  struct Month {
    var calendar: CalendarDate.Calendar
    var number: Int
  }

  /// All that a word can be.
  struct Role {
    var cell: Cell?
    var mark: Mark?
    var month: Month?
    var unit: Quantity.Unit?
    var nationality: Quantity.Unit?
  }

  static let persian: [String: Role] = {
    var table: [String: Role] = [:]
    func key(_ word: Substring) -> String { FoldingKey.of(String(word), blanks: .dropped) }
    func words(_ text: String, _ change: (inout Role, Int) -> Void) {
      for (index, alternatives) in text.split(separator: " ").enumerated() {
        for word in alternatives.split(separator: "|") { change(&table[key(word), default: Role()], index) }
      }
    }
    func cells(_ text: String, _ level: Level, ordinals: Bool = true, _ value: @escaping (Int) -> Int) {
      words(text) { $0.cell = Cell(value: value($1), level: level) }
      guard ordinals else { return }
      for (index, alternatives) in text.split(separator: " ").enumerated() {
        for word in alternatives.split(separator: "|") where word != "سه" && word != "سی" && word != "یک" {
          for ending in ["م", "مین", "ام", "امین"] {
            table[key(word + ending), default: Role()].cell = Cell(value: value(index), level: level, isOrdinal: true)
          }
        }
      }
    }
    func ordinal(_ text: String, _ value: Int, _ level: Level) {
      words(text) { role, _ in role.cell = Cell(value: value, level: level, isOrdinal: true) }
    }
    cells("صفر", .unit, ordinals: false) { $0 }
    cells("یک دو سه چهار پنج شش|شیش هفت هشت نه", .unit) { $0 + 1 }
    cells("ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده|هیجده نوزده", .teen) { $0 + 10 }
    cells("بیست سی چهل پنجاه شصت هفتاد هشتاد نود", .ten) { 10 * $0 + 20 }
    cells("صد|یکصد دویست|دوصد سیصد|سه‌صد چهارصد پانصد|پنجصد ششصد|شش‌صد هفتصد هشتصد نهصد", .hundred) { 100 * $0 + 100 }
    cells("هزار|یکهزار میلیون|ملیون میلیارد|ملیارد|بیلیون تریلیون|تریلیارد", .magnitude) {
      [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000][$0]
    }
    ordinal("یکم|یکمین|اول|اولین|نخست|نخستین", 1, .unit)
    ordinal("سوم|سومین", 3, .unit)
    ordinal("سی‌ام|سی‌امین", 30, .ten)
    // دوم is what other rules make of دو; آخر and the like are no numbers.
    for word in ["ربع", "چارک"] { table[word, default: Role()].cell = Cell(value: 4, level: .unit, isOrdinal: true, isDenominator: true) }
    table["ثلث", default: Role()].cell = Cell(value: 3, level: .unit, isOrdinal: true, isDenominator: true)

    words("و") { role, _ in role.mark = .and }
    words("ممیز") { role, _ in role.mark = .point }
    words("تا|الی") { role, _ in role.mark = .to }
    words("بین|میان") { role, _ in role.mark = .between }
    words("از") { role, _ in role.mark = .from }
    words("نیم|نصف|نیمی") { role, _ in role.mark = .half }
    words("در") { role, _ in role.mark = .per }
    words("منفی") { role, _ in role.mark = .minus }
    words("ماه") { role, _ in role.mark = .monthWord }
    words("سال|سنه|سال‌های") { role, _ in role.mark = .yearWord }
    words("شنبه") { role, _ in role.mark = .weekday }
    words("هجری|ه") { role, _ in role.mark = .hijri }
    words("شمسی|خورشیدی|جلالی|ش|هش") { role, _ in role.mark = .calendar(.persian) }
    words("قمری|ق|هق") { role, _ in role.mark = .calendar(.islamic) }
    words("میلادی|م|عیسوی") { role, _ in role.mark = .calendar(.gregorian) }
    words("ام|مین|امین") { role, _ in role.mark = .ordinalEnding }
    words(
      "نفر|کشور|روز|هفته|ساعت|دقیقه|مورد|بند|ماده|اصل|فصل|عضو|فروند|دستگاه|باب|جلد|دوره|دور|مرحله|استان|شهر|قطعنامه|نماینده|وزیر|"
        + "سانتریفیوژ|گروه|حزب|کرسی|رأی|قرن|دهه|بار|مرتبه|کودک|زن|مرد|سرباز|نظامی|غیرنظامی|شهید|کشته|زخمی|پرونده|سند|طرح|شماره|عدد|فقره"
    ) { role, _ in role.mark = .counted }

    let units: [(String, Quantity.Unit)] = [
      ("درصد|٪|%", .percent), ("دلار", .dollar), ("یورو|یورویی", .euro), ("پوند", .pound), ("ین", .yen), ("یوان", .yuan), ("ریال", .rial),
      ("تومان|تومن", .toman), ("درهم", .dirham), ("روبل", .rouble), ("لیر|لیره", .lira), ("افغانی", .afghani), ("دینار", .dinar),
      ("روپیه", .rupee), ("فرانک", .franc), ("کرون", .krona), ("وون", .won), ("میلی‌متر", .millimetre), ("سانتی‌متر|سانت", .centimetre),
      ("متر", .metre),
      ("کیلومتر", .kilometre), ("میلی‌گرم", .milligram), ("گرم", .gram), ("کیلوگرم|کیلو", .kilogram), ("هکتار", .hectare),
      ("مترمربع", .squareMetre), ("کیلومترمربع", .squareKilometre), ("لیتر", .litre), ("مترمکعب", .cubicMetre), ("بشکه", .barrel),
      ("وات", .watt), ("کیلووات", .kilowatt), ("مگاوات", .megawatt), ("گیگاوات", .gigawatt),
    ]
    for (names, unit) in units {
      for name in names.split(separator: "|") {
        table[key(name), default: Role()].unit = unit
        // ۵۰ درصدی, دلاری.
        if unit != .afghani { table[key(name) + "ی", default: Role()].unit = unit }
      }
    }
    words("میلیونی|ملیونی") { role, _ in role.cell = Cell(value: 1_000_000, level: .magnitude) }
    words("میلیاردی") { role, _ in role.cell = Cell(value: 1_000_000_000, level: .magnitude) }
    words("کانادا") { role, _ in role.nationality = .canadianDollar }
    words("استرالیا") { role, _ in role.nationality = .australianDollar }

    func months(_ calendar: CalendarDate.Calendar, _ text: String) {
      words(text) { $0.month = Month(calendar: calendar, number: $1 + 1) }
      for (index, alternatives) in text.split(separator: " ").enumerated() {
        for word in alternatives.split(separator: "|") {
          table[key(word) + "ماه", default: Role()].month = Month(calendar: calendar, number: index + 1)
        }
      }
    }
    months(.persian, "فروردین اردیبهشت خرداد تیر مرداد|امرداد شهریور مهر آبان آذر دی بهمن اسفند")
    months(.persian, "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت")
    months(
      .islamic,
      "محرم صفر ربیع‌الاول ربیع‌الثانی|ربیع‌الآخر جمادی‌الاول|جمادی‌الاولی|جمادی‌الاولا جمادی‌الثانی|جمادی‌الثانیه|جمادی‌الآخر|جمادی‌الآخره رجب شعبان "
        + "رمضان شوال ذی‌القعده|ذیقعده|ذوالقعده ذی‌الحجه|ذیحجه|ذوالحجه")
    months(
      .gregorian,
      "ژانویه|جنوری|ژانویهٔ فوریه|فبروری مارس|مارچ آوریل|اپریل مه|می|میسال ژوئن|جون ژوئیه|جولای|ژوییه|جولایی اوت|آگوست|اگست سپتامبر|سپتمبر "
        + "اکتبر|اکتوبر نوامبر|نومبر دسامبر|دسمبر")
    return table
  }()

  static let english: [String: Role] = {
    var table: [String: Role] = [:]
    func words(_ text: String, _ change: (inout Role, Int) -> Void) {
      for (index, alternatives) in text.split(separator: " ").enumerated() {
        for word in alternatives.split(separator: "|") { change(&table[String(word), default: Role()], index) }
      }
    }
    func cells(_ text: String, _ ordinals: String, _ level: Level, _ value: (Int) -> Int) {
      words(text) { $0.cell = Cell(value: value($1), level: level) }
      words(ordinals) { $0.cell = Cell(value: value($1), level: level, isOrdinal: true) }
      for (index, word) in ordinals.split(separator: " ").enumerated() where value(index) > 2 {
        table[word + "s", default: Role()].cell = Cell(value: value(index), level: level, isOrdinal: true, isDenominator: true)
      }
    }
    cells("zero|nil", "", .unit) { $0 }
    cells("one two three four five six seven eight nine", "first second third fourth fifth sixth seventh eighth ninth", .unit) { $0 + 1 }
    cells(
      "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
      "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth", .teen
    ) { $0 + 10 }
    cells(
      "twenty thirty forty|fourty fifty sixty seventy eighty ninety",
      "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", .ten
    ) { 10 * $0 + 20 }
    cells("hundred", "hundredth", .hundred) { _ in 100 }
    cells("thousand million|mn|mln billion|bn|bln trillion|tn", "thousandth millionth billionth trillionth", .magnitude) {
      [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000][$0]
    }
    words("quarter|quarters") { role, _ in role.cell = Cell(value: 4, level: .unit, isOrdinal: true, isDenominator: true) }
    words("dozen") { role, _ in role.cell = Cell(value: 12, level: .teen) }
    words("and") { role, _ in role.mark = .and }
    words("point") { role, _ in role.mark = .point }
    words("to|until|till|through") { role, _ in role.mark = .to }
    words("between") { role, _ in role.mark = .between }
    words("from") { role, _ in role.mark = .from }
    words("half|halves") { role, _ in role.mark = .half }
    words("a|an") { role, _ in role.mark = .article }
    words("per") { role, _ in role.mark = .per }
    words("cent") { role, _ in role.mark = .cent }
    words("minus|negative") { role, _ in role.mark = .minus }
    words("of") { role, _ in role.mark = .of }
    words("year|years") { role, _ in role.mark = .yearWord }
    words("ah") { role, _ in role.mark = .calendar(.islamic) }
    words("sh|ap|solar") { role, _ in role.mark = .calendar(.persian) }
    words("ad|ce") { role, _ in role.mark = .calendar(.gregorian) }
    words("st|nd|rd|th") { role, _ in role.mark = .ordinalEnding }
    let units: [(String, Quantity.Unit)] = [
      ("percent|pct|percentage|%|٪", .percent), ("dollar|dollars|usd|us$|$", .dollar), ("cad", .canadianDollar), ("aud", .australianDollar),
      ("euro|euros|eur|€", .euro), ("pound|pounds|gbp|sterling|£", .pound), ("yen|jpy|¥", .yen), ("yuan|renminbi|cny|rmb", .yuan),
      ("rial|rials|riyal|riyals|irr|sar", .rial), ("toman|tomans", .toman), ("dirham|dirhams|aed", .dirham),
      ("rouble|roubles|ruble|rubles|rub", .rouble), ("lira|liras", .lira), ("afghani|afghanis|afn", .afghani),
      ("dinar|dinars", .dinar), ("rupee|rupees|inr|₹", .rupee), ("franc|francs|chf", .franc), ("krona|kronor|krone|kroner", .krona),
      ("won|krw", .won),
      ("mm|millimetre|millimetres|millimeter|millimeters", .millimetre), ("cm|centimetre|centimetres|centimeter|centimeters", .centimetre),
      ("metre|metres|meter|meters", .metre), ("km|kilometre|kilometres|kilometer|kilometers", .kilometre),
      ("mg|milligram|milligrams", .milligram), ("gram|grams|gramme|grammes", .gram),
      ("kg|kgs|kilogram|kilograms|kilogramme|kilogrammes|kilo|kilos", .kilogram), ("tonne|tonnes|ton|tons", .tonne),
      ("ha|hectare|hectares", .hectare), ("litre|litres|liter|liters", .litre), ("barrel|barrels|bbl", .barrel),
      ("watt|watts", .watt), ("kw|kilowatt|kilowatts", .kilowatt), ("mw|megawatt|megawatts", .megawatt),
      ("gw|gigawatt|gigawatts", .gigawatt),
    ]
    for (names, unit) in units {
      for name in names.split(separator: "|") { table[String(name), default: Role()].unit = unit }
    }
    words("canadian") { role, _ in role.nationality = .canadianDollar }
    words("australian") { role, _ in role.nationality = .australianDollar }
    words("us|u.s|american") { role, _ in role.nationality = .dollar }
    func months(_ calendar: CalendarDate.Calendar, _ text: String) {
      words(text) { $0.month = Month(calendar: calendar, number: $1 + 1) }
    }
    months(
      .gregorian,
      "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec"
    )
    months(
      .persian,
      "farvardin ordibehesht khordad tir mordad|amordad shahrivar mehr aban azar dey|dei bahman esfand")
    months(
      .persian, "hamal sawr|saur jawza|jauza saratan asad sonbola|sunbula mizan aqrab qaws|qaus jadi|jaddi dalwa|dalw|dalv hut|hoot")
    months(
      .islamic,
      "muharram|moharram safar rabialawwal|rabialawal|rabii rabialthani|rabialakhir|rabiii jumadaalawwal|jumadaalula|jumadai "
        + "jumadaalthani|jumadaalakhira|jumadaii rajab shaban|sha'ban ramadan|ramazan shawwal|shawal dhualqadah|dhulqadah|zulqadah|dhualqida "
        + "dhualhijjah|dhulhijjah|zulhijjah|dhualhijja")
    return table
  }()

  /// What follows a numeral in a Persian compound: هفت‌نفره, سه‌جانبه, ده‌ساله.
  static let compoundEndings: Set<String> = [
    "نفره", "نفری", "جانبه", "گانه", "روزه", "روزهای", "ساله", "سالگی", "ماهه", "هفتهای", "هفتگی", "ساعته", "ساعتی", "دقیقهای", "مرحلهای",
    "طرفه", "طرف", "عضوی", "مادهای", "بندی", "کیلومتری", "متری", "تنی", "سویه", "برابر", "برابری", "بار", "زبانه", "صفحهای", "بعدی", "قطبی",
    "دولتی", "ملیتی", "منظوره", "ضلعی", "طبقه", "مجلسی", "حزبی", "قسمتی", "جلدی", "بشکهای", "نفر", "کشور", "سال", "روز", "ماه",
  ]

  /// First words of months that are written in several.
  static let monthBeginnings: Set<String> = ["ربیع", "جمادی", "ذی", "ذو", "rabi", "rabi'", "jumada", "dhu", "dhul", "zul"]
}
