import Language
import Testing

@Suite struct PersianStemTests {
  private func stem(_ text: String) -> String {
    Tokenizer.tokens(of: text).map { Stemmer.stem(of: $0.key, script: $0.script) }.joined(separator: " ")
  }

  @Test(
    "words that only look inflected stay whole",
    arguments: [
      "ایران", "علی", "تلاش", "خدا", "تهران", "گیلان", "کرمان", "آبان", "استان", "زمستان", "جهان", "درخشان", "آسان", "پایان", "میدان",
      "میزان", "دوران",
      "ارتش", "آتش", "بخش", "نقش", "چشم", "اسم", "قلم", "مردم", "ستم", "حرکت", "دولت", "ملت", "قدرت", "فرصت", "دست", "بدهی", "آزادی",
      "کشتی", "طبیعی",
      "ماهی", "قاضی", "بیماری", "دفتر", "دختر", "مادر", "اکثر", "کلمات", "نجات", "صادرات", "ثبات", "زبان", "انسان", "پیمان", "سازمان",
      "بیمارستان",
      "پاکستان", "افغانستان", "عراق", "لبنان", "واشنگتن", "بحران", "وزیر", "ناتو", "نبرد", "بهار", "برلین",
    ])
  func leftAlone(_ word: String) {
    // صادرات, کلمات: a plural is cut to its singular only where the lexicon pairs them.
    let expected = ["کلمات": "کلمه"][word] ?? FoldingKey.of(word)
    #expect(stem(word) == expected)
  }

  @Test(
    "nouns and adjectives lose what is inflection",
    arguments: [
      ("کتاب‌ها کتابهای کتاب‌هایی کتابهایشان کتابم کتابش کتابتان", "کتاب"), ("خانه‌ای خانهٔ خانه‌ها خانه‌هایی خانه‌ام خانه‌اش خانه‌مان", "خانه"),
      ("بزرگ‌تر بزرگترین بزرگ‌ترین‌ها بزرگ‌ترهای", "بزرگ"), ("نمایندگان نمایندگانی نماینده‌ها نمایندهٔ", "نماینده"),
      ("دانشجویان دانشجوها دانشجویانی", "دانشجو"), ("رسانه‌ها رسانههای", "رسانه"), ("منطقه‌ها مناطق مناطقی", "منطقه"),
      ("معاهدات معاهده‌ها معاهده‌ای", "معاهده"), ("مذاکرات مذاکره‌ها", "مذاکره"), ("روابط رابطه‌ها روابطشان روابطی", "رابطه"),
      ("رؤسا رؤسای روسای رئیسان", "رییس"), ("کشورها کشورهایی کشورش", "کشور"), ("اهداف هدف‌ها اهدافی هدفی", "هدف"),
    ])
  func nouns(_ forms: String, _ lemma: String) {
    for form in forms.split(separator: " ") { #expect(stem(String(form)) == FoldingKey.of(lemma), "\(form)") }
  }

  @Test(
    "verb forms go to the infinitive",
    arguments: [
      ("می‌کند نمی‌کنند کردم نکردیم بکنید کرده‌اند نکرده‌است می‌کردند کنند کرد", "کردن"), ("می‌رود رفتند نرفته‌ام بروید نمی‌روم", "رفتن"),
      ("می‌آید نیامد بیاید آمدند آمده‌اند بیا", "آمدن"), ("انداخت بیندازد نینداختند می‌اندازیم", "انداختن"),
      ("می‌گوید گفتند بگو بگویید نگفته‌اند", "گفتن"),
      ("می‌تواند نتوانست بتوانند نمی‌توان", "توانستن"), ("بازمی‌گردیم بازگشتند بازنگشت بازگشته‌اند", "بازگشتن"),
      ("برمی‌دارند برداشتیم برنداشت", "برداشتن"),
      ("فراخواند فرامی‌خواند", "فراخواندن"), ("است نیست هستند بودند باشد نباشند", "بودن"), ("دارد ندارند داشتیم نداشته‌اند", "داشتن"),
      ("گفتمش", "گفتن"), ("می‌بینمش", "دیدن"), ("نکردن", "کردن"), ("نپذیرفتن", "پذیرفتن"),
    ])
  func verbs(_ forms: String, _ infinitive: String) {
    for form in forms.split(separator: " ") {
      #expect(stem(String(form)) == FoldingKey.of(infinitive), "\(form)")
    }
  }

  @Test(
    "spellings of one word have one stem",
    arguments: [
      ("مسئول", "مسؤول"), ("هیئت", "هیأت"), ("چهارچوب", "چارچوب"), ("گفتگو", "گفت‌وگو"), ("گفتگوها", "گفت‌وگوهای"), ("ژئوپلتیک", "ژئوپلیتیک"),
      ("رئیس", "رییس"),
      ("مسائل", "مسأله"),
    ])
  func spellings(_ a: String, _ b: String) { #expect(stem(a) == stem(b)) }

  @Test(
    "lemmas are shown as they are spelt",
    arguments: [
      ("دانش‌آموزانی", "دانش‌آموز"), ("شرکا", "شریک"), ("ایران", "ایران"), ("کشورهای", "کشور"), ("می‌شود", "شدن"), ("کنندگان", "کننده"),
      ("آینده\u{200C}", "آینده"),
      ("جامعۀ", "جامعه"), ("Iran", "Iran"), ("", ""), ("۱۲", "۱۲"),
    ])
  func lemmas(_ form: String, _ lemma: String) { #expect(Stemmer.lemma(of: form) == lemma) }

  @Test("any text is stemmed, however strange, and stems are keys")
  func anything() {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("ابپتجدرزسشعفقکگلمنوهیآئ‌".unicodeScalars)
    for _ in 0..<5_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<60, using: &generator) {
        if Bool.random(using: &generator), let scalar = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &generator)) {
          if Int.random(in: 0..<20, using: &generator) == 0 { text.append(scalar) }
        } else {
          text.append(letters.randomElement(using: &generator)!)
        }
      }
      let word = String(text)
      _ = Stemmer.lemma(of: word)
      let stem = Stemmer.stem(of: FoldingKey.of(word), script: .arabic)
      #expect(Array(FoldingKey.of(stem).utf8) == Array(stem.utf8))
    }
  }
}
