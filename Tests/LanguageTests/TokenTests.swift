import Language
import Testing

@Suite struct TokenTests {
  func keys(_ text: String) -> [String] { Tokenizer.tokens(of: text).map(\.key) }

  @Test(
    "document symbols, addresses and numbers of every script stay whole",
    arguments: [
      ("قطعنامهٔ ۲۲۳۱ (S/RES/2231) در www.un.org/fa?x=1.", ["قطعنامه", "2231", "(", "s/res/2231", ")", "در", "www.un.org/fa?x=1", "."]),
      ("۱٬۲۵۰ نفر، ۱۲٫۵٪ و ۱۴۰۲/۰۷/۱۵", ["1250", "نفر", ",", "12.5", "%", "و", "1402/07/15"]),
      ("1,250 people; 12.5% and 3,4", ["1250", "people", ";", "12.5", "%", "and", "3", ",", "4"]),
      (
        "The states’ COVID-19 (P5+1) plan isn't follow-up.",
        ["the", "states", "'", "covid-19", "(", "p5+1", ")", "plan", "isn't", "follow", "-", "up", "."]
      ),
    ])
  func wholes(_ text: String, _ expected: [String]) { #expect(keys(text) == expected) }

  @Test("three spellings of an affix give one token", arguments: ["می‌شود", "می شود", "میشود"])
  func affixes(_ text: String) { #expect(keys(text) == ["میشود"]) }

  @Test("the month of May is no verb prefix")
  func may() { #expect(keys("در ماه می سال جدید") == ["در", "ماه", "می", "سال", "جدید"]) }

  @Test("ranges count scalars and leave bidi marks outside")
  func ranges() {
    let tokens = Tokenizer.tokens(of: "کشور ها\u{200F}. \u{1F600}x")
    #expect(tokens.map(\.range) == [0..<7, 8..<9, 10..<11, 11..<12])
  }
}

@Suite struct FoldingTests {
  @Test(
    "spellings that a reader calls the same have one key",
    arguments: [
      ("كشورهاي", "کشورهای"), ("تأکید", "تاکید"), ("خانهٔ", "خانه"), ("خانۀ", "خانه"), ("مسؤول", "مسوول"), ("آمریکا", "امریکا"),
      ("ﻧﻔﺖ", "نفت"), ("کتـــاب", "کتاب"), ("مَثَلاً", "مثلا"), ("١٢٣", "۱۲۳"), ("منطقه‌ای", "منطقهای"), ("Résumé", "RESUME"), ("جزء", "جز"),
    ])
  func same(_ a: String, _ b: String) { #expect(Array(FoldingKey.of(a).utf8) == Array(FoldingKey.of(b).utf8)) }

  @Test("folding a key changes nothing, and joined texts have joined keys")
  func laws() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      func random() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<12, using: &generator) {
          let pools: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x600...0x6FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF, 0x2000...0x206F, 0x1...0x10FFFF,
          ]
          if let scalar = Unicode.Scalar(UInt32.random(in: pools.randomElement(using: &generator)!, using: &generator)) {
            text.append(scalar)
          }
        }
        return String(text)
      }
      let (a, b) = (random(), random())
      let key = FoldingKey.of(a)
      #expect(Array(FoldingKey.of(key).utf8) == Array(key.utf8))
      let joined = FoldingKey.of(a + b, blanks: .dropped)
      #expect(Array(joined.utf8) == Array((FoldingKey.of(a, blanks: .dropped) + FoldingKey.of(b, blanks: .dropped)).utf8))
    }
  }
}
