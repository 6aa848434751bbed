import Language
import Testing

/// One line a case: `|` stands where a sentence ends.
@Suite struct PersianTests {
  @Test(
    "a full stop inside a number, a date or a clause number ends no sentence",
    arguments: [
      "نرخ ۳.۵ درصد است.| بعدی.",
      "نرخ ۳/۵ درصد است.| بعدی.",
      "بند ۱.۲ ماده ۳ اجرا شد.| پایان.",
      "در تاریخ ۱۲.۰۷.۱۴۰۲ امضا شد.| پایان.",
      "مبلغ 1.250.000 ریال پرداخت شد.| رسید داده شد.",
      "تا سال ۲۰۱۵.| در آن سال توافق شد.",
      "ساعت ۱۰.۳۰ صبح آغاز شد.| بعد پایان یافت.",
    ])
  func numbers(_ text: String) { expectSentences(text) }

  @Test(
    "abbreviations and initials end no sentence by themselves",
    arguments: [
      "در سال ۱۳۵۷ ه.ش. انقلاب شد.| سپس جنگ آغاز شد.",
      "در سده سوم ه.ق. این شهر ساخته شد.| سپس ویران شد.",
      "رئیس هیئت ج.ا.ا. در مذاکرات شرکت کرد.| بعد رفت.",
      "سفیر ج.ا.ا. گفت.| سپس رفت.",
      "این موضع ج.ا.ا. است.| همین.",
      "مأموران کا.گ.ب. آمدند.| رفتند.",
      "پلیس اف.بی.آی اعلام کرد.| پایان.",
      "شبکه دی.ان.ای گزارش داد.| پایان.",
      "جناب آقای د. کاوه نیک‌پی آمد.| بعد رفت.",
      "نویسنده م. امید است.| شعر گفت.",
      "آقای م.الف. شاکی است.| او آمد.",
      "نک. ص. ۱۲ کتاب.| پایان.",
      "ر.ک. فصل دوم.| پایان.",
      "شرکت Boeing Co. اعلام کرد.| پایان.",
      "آقای Dionisio A. Lind آمد.| رفت.",
      "دکتر Dr. Smith آمد.| رفت.",
      "مطابق با No. 12 عمل شد.| پایان.",
      "در U.S. چنین نیست.| پایان.",
      "از سده‌های هفتم تا یازدهم ه‍.ق. (سیزدهم تا هفدهم م.) در شش صندوق فرستاده شد.| پایان.",
      "سفیر ج.ا.ا. آمد.| وی گفت.",
      "این نظر س.م.م. بود.| همین.",
    ])
  func abbreviations(_ text: String) { expectSentences(text) }

  @Test("behind a chain of initials a pronoun begins the next sentence")
  func chainAtTheEnd() { expectSentences("این بیانیه را نماینده ج.ا.ا.| وی افزود که می‌آید.") }

  @Test(
    "addresses, file names and document symbols stay whole",
    arguments: [
      "سایت www.mfa.ir را ببینید.| متن در president.ir است.",
      "نشانی https://www.un.org/fa/a.b?x=1.5 را ببینید.| تمام.",
      "قطعنامهٔ S/RES/2231 (2015) تصویب شد.| پایان.",
      "سند A/RES/77/1.Add.2 را ببینید.| پایان.",
      "به info@mfa.gov.ir بنویسید.| پاسخ می‌دهیم.",
      "پرونده gozaresh.pdf را باز کنید.| بخوانید.",
      "بنا بر googol.com خبر رسید.| تمام.",
    ])
  func addresses(_ text: String) { expectSentences(text) }

  @Test(
    "a colon ends no sentence, however the blanks stand",
    arguments: [
      "وی گفت: ما می‌آییم.| سپس رفت.",
      "وی تاکید کرد :تحت هیچ شرایطی نمی‌پذیریم.",
      "وی افزود : این خوب است.| همین.",
      "وی تصریح کرد:این خوب است.| همین.",
      "وی گفت: «آمدم.»| سپس رفت.",
      "موضوع: دعوت‌نامه سفیر.| پیوست: دارد.",
      "ساعت ۱۰:۳۰ آمد.| رفت.",
    ])
  func colons(_ text: String) { expectSentences(text) }

  @Test(
    "marks without a blank, with a blank before, with both",
    arguments: [
      "وی رفت.|او آمد.",
      "و این.|واین.",
      "وی رفت .| او آمد .",
      "وی رفت .|او آمد .",
      "آیا می‌آیی؟|بله.",
      "چه خوب!|آمدند.",
      "وی رفت .|Grant آمد.",
      "وی رفت.|Grant آمد.",
      "در سال ۲۰۱۵.|در آن سال توافق شد.",
      "حکم صادر شد.|۱۲ نفر آمدند.",
      "حکم صادر شد .|۱۲ نفر آمدند.",
      "شده است..| پنج نفر آمدند.",
      "شده است..|پنج نفر آمدند.",
      "«ما می‌آییم.»|وی رفت.",
      "او گفت : «ما آماده‌ایم .»| سپس رفت .",
      "او گفت: «ما آماده‌ایم. »| سپس رفت.",
    ])
  func misplacedBlanks(_ text: String) { expectSentences(text) }

  @Test(
    "bidi marks, no-break blanks and joiners behind a mark are blanks",
    arguments: [
      "وی رفت.\u{200F}| او آمد.",
      "وی رفت.\u{200F}|او آمد.",
      "وی رفت.\u{200F} \u{200F}|او آمد.",
      "وی رفت.|\u{A0}او آمد.",
      "وی رفت.\u{200C}| او آمد.",
      "وی رفت.\u{202C}| او آمد.",
      "وی رفت؟\u{200F}!| او آمد.",
      "«وی رفت.»\u{200F}| او آمد.",
      "وی رفت.|\u{202F}او آمد.",
      "وی رفت.|\u{3000}او آمد.",
    ])
  func invisible(_ marked: String) {
    // Whether an invisible scalar ends one segment or begins a gap is not a claim: only the visible texts are.
    let expected = marked.split(separator: "|").map { $0.unicodeScalars.filter { $0.properties.generalCategory == .otherLetter } }
    let found = sentences(marked.filter { $0 != "|" }, .persian).map {
      $0.unicodeScalars.filter { $0.properties.generalCategory == .otherLetter }
    }
    #expect(found.map(String.init) == expected.map(String.init))
  }

  @Test(
    "damaged letters change nothing",
    arguments: [
      "وي گفت: اين مذاكرات طول كشيد.| وي رفت.",
      "منطقهای و بینالمللی است.| میکنیم.",
      "در سال ١٣٥٧ ه.ش. انقلاب شد.| پايان.",
      "مي شود.| نمي شود.",
      "أين است.| إين نيست.",
    ])
  func letters(_ text: String) { expectSentences(text) }

  @Test(
    "an ellipsis hangs on a verb, or it waits",
    arguments: [
      "او گفت... و رفت.| تمام.",
      "راه درازی داریم ... اما گام اول برداشته شد.",
      "گل و بلبل… به‌اضافه پرندگان دیدیم.",
      "او رفت…| سپس ما آمدیم.",
      "او رفت...| سپس ما آمدیم.",
      "آنها بسیار کنجکاو ... بودند.| پایان.",
      "او رفت….|سپس ما آمدیم.",
      "... و سپس آمد.| رفت.",
      "«... ما می‌آییم.»| او رفت.",
      "گفت . . . و رفت.| تمام.",
    ])
  func ellipses(_ text: String) { expectSentences(text) }

  @Test(
    "marks inside parentheses and quotations",
    arguments: [
      "این خبر (واقعاً!) درست است.| بله.",
      "حضرت محمد (ص) فرمود.| سپس رفت.",
      "این خبر (آیا؟) درست است.| بله.",
      "وی گفت: «آیا می‌آیید؟».| بعضی آمدند.",
      "وی پرسید: \"کجا می‌برد؟\".| خیال کرد.",
      "«می‌آییم!» گفت و رفت.| تمام.",
      "«ما می‌آییم،»| «شما هم بیایید.»",
      "وی گفت: «ما می‌آییم.| شما هم بیایید.| همه بیایند.»| سپس رفت.",
      "وی گفت: \"ما می‌آییم.\"| \"شما هم بیایید.\"",
      "او آمد (دیروز ساعت ده به تهران رسید.)| سپس رفت.",
      "“ما می‌آییم.”| سپس رفت.",
      "«الف»، «ب» و «ج».| تمام.",
      "چرا؟!| نمی‌دانم.",
      "چه خوب!!!| آمدند.",
      "این است (نک. ص. ۱۲).| پایان.",
    ])
  func brackets(_ text: String) { expectSentences(text) }

  @Test(
    "list marks belong to what follows",
    arguments: [
      "۱. دو طرف توافق کردند.| پایان.",
      "۱) دو طرف توافق کردند.| پایان.",
      "۲.۱. دو طرف توافق کردند.| پایان.",
      "الف. روابط سیاسی",
      "الف) روابط سیاسی",
      "ب. دو طرف توافق کردند.| پایان.",
      "(۳) دو طرف توافق کردند.| پایان.",
      "• دو طرف توافق کردند.| پایان.",
      "۱- دو طرف توافق کردند.| پایان.",
      "در سال ۱۴۰۰ آمد.| ۲. دو طرف توافق کردند.| پایان.",
    ])
  func listMarks(_ text: String) { expectSentences(text) }

  @Test(
    "an agency's dateline is a segment of its own",
    arguments: [
      "تهران - ایرنا:| وزیر خارجه آمد.| رفت.",
      "تهران - واحد مرکزی خبر:| وزیر خارجه آمد.",
      "وزیر آمد.| توکیو - ایرنا:| نخست‌وزیر رفت.",
      "تهران - خبرگزاری سپیدار - وزیر امور خارجه عصر امروز (سه شنبه) گفت: می‌آییم.",
      "آمریکا-روسیه: جنگ سرد.| پایان.",
    ])
  func datelines(_ text: String) { expectSentences(text) }

  @Test(
    "line ends: headings, one paragraph a line, list items, every kind of line end",
    arguments: [
      "بیانیه مشترک|\nدو طرف توافق کردند.| متن زیر امضا شد:|\n۱) احترام به حاکمیت؛|\n۲) عدم مداخله.",
      "عنوان|\r\nمتن نخست است.|\r\nمتن دوم است.",
      "عنوان|\rمتن نخست است.",
      "عنوان|\u{2028}متن نخست است.|\u{2029}متن دوم",
      "عنوان|\n\n\nمتن",
      "جناب آقای رئیس،|\nخانم‌ها و آقایان،|\nسپاسگزارم.",
    ])
  func lineEnds(_ text: String) { expectSentences(text) }

  @Test("Dari is cut by the same rules")
  func dari() {
    #expect(LanguageTag("prs").language == .persian)
    expectSentences("رئیس جمهور گفت: پوهنتون کابل باز شد.| وی افزود که صدراعظم می‌آید.")
  }
}
