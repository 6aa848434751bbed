import Language
import Testing

@Suite struct ZWNJTests {
  @Test(
    "ZWNJ comes back, glued or behind a blank",
    arguments: [
      ("میشود", "می‌شود"), ("می شود", "می‌شود"), ("نمیتوانند", "نمی‌توانند"), ("کتابها", "کتاب‌ها"), ("کتاب ها", "کتاب‌ها"),
      ("دولت های", "دولت‌های"),
      ("کشور ها", "کشورها"), ("منطقهای", "منطقه‌ای"), ("بینالمللی", "بین‌المللی"), ("همکاریهای", "همکاری‌های"), ("نگرانیهایی", "نگرانی‌هایی"),
      ("بازمیگردیم", "بازمی‌گردیم"), ("رفتهاند", "رفته‌اند"), ("رفته اند", "رفته‌اند"), ("بزرگ ترین", "بزرگ‌ترین"),
      ("صهیونیستها", "صهیونیست‌ها"),
      ("مذاکرهای", "مذاکره‌ای"), ("خانه ای", "خانه‌ای"), ("برمی گردد", "برمی‌گردد"),
      ("شرکت کنندگان", "شرکت‌کنندگان"), ("چشم پوشی", "چشم‌پوشی"), ("اطلاع رسانی", "اطلاع‌رسانی"), ("آسیب پذیری", "آسیب‌پذیری"),
      ("سهساله", "سه‌ساله"),
      ("سه ساله", "سه‌ساله"), ("ششنفره", "شش‌نفره"), ("فتحالله", "فتح‌الله"), ("شیوه هاست", "شیوه‌هاست"),
    ])
  func restores(_ damaged: String, _ right: String) {
    #expect(Array(ZWNJRestorer.restore(damaged).unicodeScalars) == Array(right.unicodeScalars))
    #expect(Array(ZWNJRestorer.restore(right).unicodeScalars) == Array(right.unicodeScalars))
  }

  @Test(
    "what is right stays",
    arguments: [
      "در ماه می سال جدید", "لباس تر", "کشورها", "گفتگوها", "تعهدات", "این متن منسوخ شده است", "جمهوری اسلامی ایران", "یکی از آنها", "بهتر",
      "میدان", "میزان",
      "آنها", "S/RES/2231", "www.un.org", "توجهی نکرد", "بماند", "راجع به", "سه کتاب",
    ])
  func leaves(_ text: String) { #expect(Array(ZWNJRestorer.restore(text).unicodeScalars) == Array(text.unicodeScalars)) }

  @Test("nothing but ZWNJ and blanks ever changes, and no ZWNJ goes")
  func onlyZWNJ() {
    var generator = SystemRandomNumberGenerator()
    let pool = Array("ابپتجدرزسشعفقکگلمنوهیآئ\u{200C} \u{200C}  .،\u{64B}ها می\u{FEFB}aZ۱".unicodeScalars)
    for _ in 0..<3_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<80, using: &generator) { text.append(pool.randomElement(using: &generator)!) }
      let restored = ZWNJRestorer.restore(String(text)).unicodeScalars
      func bare(_ scalars: String.UnicodeScalarView) -> [Unicode.Scalar] { scalars.filter { $0.value != 0x200C && $0 != " " } }
      #expect(bare(text) == bare(restored))
      #expect(restored.count { $0.value == 0x200C } >= text.count { $0.value == 0x200C })
    }
  }

  @Test("a long line takes time in proportion, not in its square", .timeLimit(.minutes(1)))
  func longLines() {
    // 100 kB: anything quadratic takes minutes.
    for unit in ["می ", "ها", "\u{200C}", "کتاب ها ", "بی بی ", "ا", "two-"] {
      let text = String(repeating: unit, count: 100_000 / unit.utf8.count)
      _ = ZWNJRestorer.restore(text)
      _ = Tokenizer.tokens(of: text).map { Stemmer.stem(of: $0.key, script: $0.script) }
    }
  }
}
