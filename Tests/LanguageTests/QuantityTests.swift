import Language
import Testing

@Suite struct QuantityTests {
  private func shown(_ quantity: Quantity) -> String {
    let value =
      switch quantity.value {
      case .number(let number): number.description
      case .interval(let a, let b): "\(a)..\(b)"
      case .date(let date): date.description
      case .code(let code): code
      }
    return value + (quantity.isOrdinal ? "." : "") + (quantity.unit.map { " \($0)" } ?? "")
  }

  private func found(_ text: String, _ language: Language) -> String {
    Quantity.find(in: text, language: language).map(shown).joined(separator: " | ")
  }

  @Test(
    "marks, spans of years and compounds",
    arguments: [
      ("۳۹،۷۶۸ نفر", Language.persian, "39768"), ("۱،۲۳۴،۵۶۷", .persian, "1234567"), ("بند ۱، ۲۵۰ نفر", .persian, "1 | 250"),
      ("a rate of .08 percent", .english, "0.08 percent"), ("Article 5.", .english, "5"),
      ("2019–20", .english, "2019..2020"), ("۲۰-۲۰۱۹", .persian, "2019..2020"), ("1968/69", .english, "1968..1969"),
      ("1999/2000", .english, "1999..2000"), ("$300+ billion", .english, "300000000000 dollar"), ("£125m", .english, "125000000 pound"),
      ("هیئت هفت‌نفره", .persian, "7"), ("سه‌جانبه", .persian, "3"), ("وام صد میلیون یورویی", .persian, "100000000 euro"),
      ("one-and-a-half to two years", .english, "1.5..2"), ("به میزان 96", .persian, "96"),
      ("۲ میزان ۱۳۹۶", .persian, "persian 1396-07-02"),
      ("از 10-1 ژانویه 2020", .persian, "2020-01-10 | 2020-01-01"), ("۵۰ وون", .persian, "50 won"), ("سه‌شنبه", .persian, ""),
    ])
  func marks(_ text: String, _ language: Language, _ expected: String) { #expect(found(text, language) == expected) }

  @Test("the number stands in its quantity without sign and unit")
  func numeral() throws {
    for (text, language, expected) in [("وام ۵۰ میلیون یورو", Language.persian, 4..<13), ("for $ 5 bn", .english, 6..<10)] {
      #expect(try #require(Quantity.find(in: text, language: language).first).numeral == expected)
    }
  }

  @Test(
    "Persian numbers",
    arguments: [
      ("بیست و دوم", "22."), ("سیزدهم", "13."), ("هزار و سیصد و نود و چهار", "1394"), ("دو هزار و دویست و سی و یک", "2231"),
      ("۲۲۳۱", "2231"),
      ("٢٢٣١", "2231"), ("۱۲٫۵ درصد", "12.5 percent"), ("۱۲٫۵٪", "12.5 percent"), ("۱۲ در صد", "12 percent"), ("٪۱۲", "12 percent"),
      ("یک‌سوم", "1/3"), ("یک سوم اعضا", "1/3"), ("دو سوم", "2/3"), ("سه‌چهارم", "0.75"), ("نیم", "0.5"), ("نیمی از", "0.5"), ("ثلث", "1/3"),
      ("سه و نیم درصد", "3.5 percent"), ("سه و نیم میلیارد", "3500000000"), ("یک میلیون و نیم", "1500000"), ("نیم میلیون", "500000"),
      ("۹۰ تا ۱۲۰ روز", "90..120"), ("۹۰–۱۲۰", "90..120"), ("بین ۵ و ۱۰ درصد", "5..10 percent"),
      ("۲ تا ۳ میلیارد دلار", "2000000000..3000000000 dollar"),
      ("۱۲٫۵ میلیارد دلار", "12500000000 dollar"), ("۵ هزار میلیارد تومان", "5000000000000 toman"), ("۲ هزار و ۵۰۰ نفر", "2500"),
      ("دو میلیون و سیصد هزار یورو", "2300000 euro"), ("۲۰ میلیون و ۳۰۰ هزار ریال", "20300000 rial"), ("سی‌وسه نفر", "33"),
      ("صددرصد", "100 percent"),
      ("۲۵ام", "25."), ("۲۵‌اُمین", "25."), ("سی ام", "30."), ("سی‌ام", "30."), ("پنجمین نشست", "5."), ("اول", "1."), ("نخست‌وزیر", ""),
      ("نخست وزیر", ""),
      ("نه تنها", ""), ("نه نفر", "9"), ("بیست و نه", "29"), ("سه شنبه", ""), ("سه‌شنبه", ""), ("پنج ممیز دو دهم", "5.2"),
      ("منفی ۵ درجه", "-5"),
      ("پنج و شش", "5 | 6"), ("۵ و ۶", "5 | 6"), ("صد و بیست", "120"), ("صد هزار", "100000"), ("یکصد و بیست و پنج", "125"),
      ("۵۰ درصدی", "50 percent"),
      ("۱۰:۳۰", "10:30"), ("۱٬۲۵۰ کیلومتر مربع", "1250 squareKilometre"), ("دوستان ایران و سیاست", ""),
      ("۲۰ دلار کانادا", "20 canadianDollar"),
      ("نه میلیون و نهصد و نود و نه هزار و یک", "9999001"), ("۳/۵ درصد", "3.5 percent"), ("قطعنامهٔ ۲۲۳۱ (S/RES/2231)", "2231 | s/res/2231"),
    ])
  func persian(_ text: String, _ expected: String) { #expect(found(text, .persian) == expected) }

  @Test(
    "English numbers",
    arguments: [
      ("two thousand two hundred and thirty-one", "2231"), ("twenty-second", "22."), ("13th", "13."), ("the 21st session", "21."),
      ("2,231", "2231"),
      ("12.5 per cent", "12.5 percent"), ("12.5%", "12.5 percent"), ("two thirds", "2/3"), ("two-thirds of", "2/3"),
      ("one third of", "1/3"),
      ("a third of", "1/3"), ("a third party", "3."), ("three quarters", "0.75"), ("half", "0.5"), ("half a million", "500000"),
      ("three and a half billion", "3500000000"), ("90–120 days", "90..120"), ("90-120", "90..120"), ("90 to 120", "90..120"),
      ("between 5 and 10 percent", "5..10 percent"), ("$12.5 billion", "12500000000 dollar"),
      ("12.5 billion dollars", "12500000000 dollar"),
      ("US$ 5 million", "5000000 dollar"), ("€3bn", "3000000000 euro"), ("$2–3 billion", "2000000000..3000000000 dollar"),
      ("S/RES/2231 (2015)", "s/res/2231 | 2015"),
      ("one hundred and fifty thousand", "150000"), ("thirty-first", "31."), ("a hundred", "100"), ("three point one four", "3.14"),
      ("minus 5", "-5"),
      ("COVID-19", "covid-19"), ("5 km", "5 kilometre"), ("a second term", "2."), ("20 Canadian dollars", "20 canadianDollar"),
      ("five or six", "5 | 6"), ("one hundred thousand and one", "100001"), ("may 5 states", "5"), ("1,234,567.25", "1234567.25"),
    ])
  func english(_ text: String, _ expected: String) { #expect(found(text, .english) == expected) }

  @Test(
    "dates as they are written",
    arguments: [
      ("۲۳ تیر ۱۳۹۴", "persian 1394-04-23"), ("۲۳ تیرماه سال ۱۳۹۴ هجری شمسی", "persian 1394-04-23"),
      ("بیست و سوم تیر هزار و سیصد و نود و چهار", "persian 1394-04-23"),
      ("۱۴ ژوئیهٔ ۲۰۱۵", "2015-07-14"), ("۱۴ ژوئیه، ۲۰۱۵", "2015-07-14"), ("۱۴ جولای ۲۰۱۵ میلادی", "2015-07-14"),
      ("۱۴۰۲/۰۷/۱۵", "persian 1402-07-15"),
      ("۱۵/۷/۱۴۰۲", "persian 1402-07-15"), ("تیر ۱۳۹۴", "persian 1394-04"), ("ژوئیه ۲۰۱۵", "2015-07"),
      ("۲۵ سرطان ۱۴۰۲", "persian 1402-04-25"),
      ("بیست و دوم بهمن", "persian --11-22"), ("۲۲ بهمن‌ماه", "persian --11-22"), ("۱۵ رمضان ۱۴۴۴", "islamic 1444-09-15"),
      ("۱۲ ربیع‌الاول ۱۴۴۵", "islamic 1445-03-12"),
      ("۱۲ ربیع الاول ۱۴۴۵", "islamic 1445-03-12"), ("۱۳۹۴/۴/۲۳ (۲۰۱۵/۷/۱۴)", "persian 1394-04-23 | 2015-07-14"),
      ("۵ ماه می ۲۰۱۸", "2018-05-05"),
      ("سال ۱۳۹۴", "persian 1394"), ("۱۴۰۰ قمری", "islamic 1400"), ("۱۴ و ۱۵ ژوئیه ۲۰۱۵", "2015-07-14 | 2015-07-15"),
      ("۱۰ تا ۱۵ تیر", "persian --04-10 | persian --04-15"),
      ("۲۳ تیر ۹۴", "persian 1394-04-23"), ("۱۱ سپتامبر", "--09-11"), ("۲۳ تیر ۱۳۹۴ ه.ش.", "persian 1394-04-23"),
    ])
  func persianDates(_ text: String, _ expected: String) { #expect(found(text, .persian) == expected) }

  @Test(
    "dates in English",
    arguments: [
      ("14 July 2015", "2015-07-14"), ("July 14, 2015", "2015-07-14"), ("the 14th of July, 2015", "2015-07-14"),
      ("Jul. 14, 2015", "2015-07-14"), ("July 2015", "2015-07"),
      ("July 14", "--07-14"), ("2015-07-14", "2015-07-14"), ("14/07/2015", "2015-07-14"), ("23 Tir 1394", "persian 1394-04-23"),
      ("14–15 July 2015", "2015-07-14 | 2015-07-15"),
      ("July 14–15, 2015", "2015-07-14 | 2015-07-15"), ("12 Rabi' al-Awwal 1445", "islamic 1445-03-12"), ("May 8, 2018", "2018-05-08"),
      ("1445 AH", "islamic 1445"),
      ("in 2015", "2015"), ("the second of May", "--05-02"),
    ])
  func englishDates(_ text: String, _ expected: String) { #expect(found(text, .english) == expected) }

  @Test(
    "what is one value agrees across calendars, units and scripts",
    arguments: [
      ("۲۳ تیر ۱۳۹۴", "14 July 2015", true), ("۲۳ تیر ۱۳۹۴", "July 15, 2015", false), ("۱۴۰۲/۰۷/۱۵", "7 October 2023", true),
      ("تیر ۱۳۹۴", "July 2015", true),
      ("تیر ۱۳۹۴", "September 2015", false), ("سال ۱۳۹۴", "2015", true), ("سال ۱۳۹۴", "2018", false), ("۲۲ بهمن", "11 February", true),
      ("۲۲ بهمن", "11 March", false),
      ("۱۲٫۵ میلیارد دلار", "$12.5 billion", true), ("۱۲٫۵ میلیارد دلار", "€12.5 billion", false), ("۱۰۰ تومان", "1,000 rials", true),
      ("۵۰ درصد", "half", true),
      ("سه‌چهارم", "75 per cent", true), ("بیست و دوم", "22nd", true), ("۲ کیلومتر", "2,000 metres", true), ("۲ کیلومتر", "2 kg", false),
      ("۹۰ تا ۱۲۰", "90–120", true),
      ("۹۰ تا ۱۲۰", "90–130", false), ("۳/۵", "3.5", true), ("۳/۵", "three fifths", true), ("۲۰۱۵", "2015", true),
      ("۱۵ رمضان ۱۴۴۴", "6 April 2023", true),
      ("۱۹", "COVID-19", true), ("S/RES/2231", "S/RES/2231", true), ("S/RES/2231", "S/RES/2230", false), ("۵/۶/۲۰۱۵", "June 5, 2015", true),
      ("۵/۶/۲۰۱۵", "6 May 2015", true), ("دو هزار و دویست و سی و یک", "two thousand two hundred thirty-one", true),
      ("یک‌سوم", "one-third", true),
    ])
  func agreement(_ persian: String, _ english: String, _ expected: Bool) throws {
    let a = try #require(Quantity.find(in: persian, language: .persian).first)
    let b = try #require(Quantity.find(in: english, language: .english).first)
    #expect(a.agrees(with: b) == expected)
    #expect(b.agrees(with: a) == expected)
  }

  @Test("places are in scalars, and hold sign, magnitude and unit")
  func places() {
    let text = "😀 مبلغ ۱۲٫۵ میلیارد دلار در ۲۳ تیر ۱۳۹۴ (S/RES/2231)"
    let scalars = Array(text.unicodeScalars)
    let parts = Quantity.find(in: text, language: .persian).map { String(String.UnicodeScalarView(scalars[$0.range])) }
    #expect(parts == ["۱۲٫۵ میلیارد دلار", "۲۳ تیر ۱۳۹۴", "S/RES/2231"])
  }

  @Test("quantities of any text are in order, inside it, and don't overlap")
  func anything() {
    var generator = SystemRandomNumberGenerator()
    let pool = [
      "۲", "12", "۱۳۹۴", "سه", "بیست", "سی", "و", "نیم", "هزار", "میلیارد", "تا", "-", "–", "یک‌سوم", "سوم", "تیر", "ژوئیه", "July", "May",
      "of", "two",
      "hundred", "and", "a", "half", "thirds", "%", "$", "دلار", "سال", "ماه", "هجری", "ش", ".", "/", "point", "ممیز", "ذی", "rabi", "al",
      "(", ")", "بین",
      "2015-07-14", "۵/۶", "1.2.3", "99999999999999999999", "ام", "th", "minus",
    ]
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0..<14, using: &generator)).map { _ in
        pool.randomElement(using: &generator)! + (Bool.random(using: &generator) ? " " : Bool.random(using: &generator) ? "\u{200C}" : "")
      }.joined()
      let count = text.unicodeScalars.count
      for language in Language.allCases {
        var end = 0
        for quantity in Quantity.find(in: text, language: language) {
          #expect(quantity.range.lowerBound >= end && !quantity.range.isEmpty && quantity.range.upperBound <= count, "\(text)")
          #expect(quantity.agrees(with: quantity))
          end = quantity.range.upperBound
        }
      }
    }
  }

  @Test("long runs of number words take no time to speak of", .timeLimit(.minutes(1)))
  func longRuns() {
    for unit in ["هزار ", "۲ و ", "a ", "two-", "۵ تا ", "سیو", "1/2 ", "rabi ", "میلیون و "] {
      _ = Quantity.find(in: String(repeating: unit, count: 40_000 / unit.utf8.count), language: .persian)
    }
  }
}
