import Language
import Quality
import TMX
import Terminology
import Testing

@Suite("each rule in one-line cases")
struct RuleTests {
  @Test("numbers meet as values, whatever they are written in")
  func numbers() {
    check("۱۲٫۵ میلیارد دلار", "12.5 billion dollars")
    check("۳۹،۷۶۸ نفر", "39,768 people")
    check("دو میلیون و سیصد هزار تن", "2.3 million tonnes")
    check("یک و نیم میلیون نفر", "1.5 million people")
    check("قطعنامهٔ ۲۲۳۱ تصویب شد.", "Resolution 2213 was adopted.", "number: ۲۲۳۱ → 2213")
    check("۱۲ کشور رأی دادند.", "The countries voted.", "number: ۱۲ → –")
    check("کشورها رأی دادند.", "The 12 countries voted.", "number: – → 12")
    check("گروه ۱+۵ بیانیه داد.", "The P5+1 issued a statement.")
    check("در دههٔ ۱۳۷۰ و دههٔ هفتاد", "in the 1990s and the 1970s")
    check("چهارشنبه جلسه داریم.", "We meet on Wednesday.")
    check("سهم ایران اندک است.", "Iran's share is small.")
    check("طول آن ۱۶۰ کیلومتر است.", "It is 100 miles long.", "number")
  }

  @Test("dates meet across calendars; a year off is an error")
  func dates() {
    check("۲۳ تیر ۱۳۹۴", "14 July 2015")
    check("۲۳ تیر ۱۳۹۴", "14 July 2016", "date: ۲۳ تیر ۱۳۹۴ → 14 July 2016")
    check("۱۷ و ۱۸ مهر ۱۴۰۳", "8 and 9 October 2024")
    check("۱۴۰۲/۰۷/۱۵ اجرا شد.", "It took effect on 2023-10-07.")
    check("سال ۱۳۵۸ بود.", "The year was 1979.")
    check("سال ۱۳۵۸ بود.", "The year was 1989.", "number: ۱۳۵۸ → 1989")
    check("۱۴ اسفند برگزار شد.", "It was held on 4 March.")
    check("کارنهٔ تیر پذیرفته شد.", "The TIR carnet was accepted.")
  }

  @Test("times of day and currencies")
  func timesCurrencies() {
    check("ساعت ۱۸:۴۵ پایان یافت.", "It ended at 6.45 p.m.")
    check("ساعت ۱۸:۴۵ پایان یافت.", "It ended at 6.55 p.m.", "number: ۱۸:۴۵ → 6.55")
    check("۵۰ میلیون یورو", "50 million dollars", "currency: ۵۰ میلیون → 50 million")
  }

  @Test("lengths of time, parts and multiples meet as values")
  func spans() {
    check("ربع قرن پس از جنگ", "25 years after the war")
    check("جلسه یک ربع به نه آغاز شد.", "The meeting began at 8.45 a.m.")
    check("جلسه یک ربع به نه آغاز شد.", "The meeting began at 9.45 a.m.", "number: یک ربع به نه → 9.45")
    check("صادرات سه برابر شد.", "Exports tripled.")
    check("کمیسیون هر شش ماه یک بار تشکیل می‌شود.", "The Commission meets twice a year.")
    check("حملات یازدهم سپتامبر", "the 9/11 attacks")
    check("اواخر سدهٔ نوزدهم", "the late 1800s")
    check("اواخر سدهٔ نوزدهم", "the late 1700s", "number")
    check("با اخطار دوازده‌ماهه", "on twelve months' notice")
    check("یک سال و نیم", "eighteen months")
    check("۱۰۰۰۰ نفر", "10 000 people")
    check("۱۰۰۰۰ نفر", "10\u{202F}000 people")
    check("ساعت ۱۲:۰۰ آغاز شد.", "It began at noon.")
    check("ساعت ۵:۲۰ بامداد امروز", "at 5.20 this morning")
    check("تا پایان سال ۱۴۰۵", "by the end of 1405 (20 March 2027)")
    check("روز سه‌شنبه آغاز شد.", "It began on Thursday.", "date: سه‌شنبه → Thursday")
  }

  @Test("per cent, percentage points, whose currency, which measure, range or list")
  func units() {
    check("۲۰ درصد اعضا آمدند.", "20 of the members came.", "percent: ۲۰ → 20")
    check("نرخ ۴ واحد درصد بالا رفت.", "The rate rose by 4 per cent.", "percent")
    check("نرخ ۴ واحد درصد بالا رفت.", "The rate rose by 4 percentage points.")
    check("۵۰۰ فرانک سوئیس", "500 Swiss francs")
    check("۵۰ میلیون ریال عمان", "50 million Qatari riyals", "currency: ۵۰ میلیون → 50 million")
    check("۵۰ میلیون دلار پرداخت شد.", "50 million was paid.", "currency: ۵۰ میلیون → 50 million")
    check("۱۰ کیلومتر راه", "10 metres of road", "number: ۱۰ کیلومتر → 10 metres")
    check("۵ تا ۱۲ کشور", "5 and 12 countries", "number: ۵ تا ۱۲ → 5 and 12")
    check("مواد ۵ و ۶", "articles 5–6")
  }

  @Test("another name in a name's place; spellings, peoples and capitals are no other name")
  func names() {
    check("سفیر فرانسه وارد شد.", "The Spanish ambassador arrived.", "name: فرانسه → Spanish")
    check("سفیر هلند وارد شد.", "The Dutch ambassador arrived.")
    check("لاوروف به ژنو رفت.", "Lavrov went to Vienna.", "name: ژنو → Vienna")
    check("حسین امیرعبداللهیان سخن گفت.", "Hossein Amir-Abdollahian spoke.")
    check("وی به کشورش بازگشت.", "He returned to Iran.")
    check("کمک مالی به سوریه", "financial aid to Syria")
    // A part of a name spells no other one; a body is not what it belongs to, unless it is described so.
    check("جمهوری دموکراتیک کنگو", "the Republic of the Congo", "name")
    check("شورای همکاری خلیج فارس", "the Shanghai Cooperation Organization", "name")
    check("آژانس بین‌المللی انرژی اتمی آمد.", "The UN came.", "name")
    check("نهاد ناظر هسته‌ای سازمان ملل آمد.", "The International Atomic Energy Agency came.")
    check("شورای همکاری خلیج فارس آمد.", "The Council came.")
    // A capital stands for its country, but not beside it.
    check("تهران آن را رد کرد.", "Iran rejected it.")
    check("ایران در تهران میزبان است.", "Iran is the host in Isfahan.", "name: تهران → Isfahan")
  }

  @Test("symbols and addresses come back as they are")
  func symbols() {
    check("قطعنامهٔ S/RES/2231 تصویب شد.", "Resolution S/RES/2213 was adopted.", "symbol: S/RES/2231 → S/RES/2213")
    check("سند A/RES/70/1 را ببینید.", "See the document.", "symbol: A/RES/70/1 → –")
    check("همه‌گیری کووید-۱۹ پایان یافت.", "The COVID-19 pandemic ended.")
  }

  @Test("empty, untranslated, in another language")
  func presence() {
    check("متن است.", "", "empty")
    check("", "Text.", "empty")
    check("", "")
    check("متن ترجمه نشده است.", "متن ترجمه نشده است.", "untranslated")
    check("NATO", "NATO")
    check("شورا تشکیل شد.", "Совет собрался.", "wrong-language")
    check("وزیر امور خارجه وارد شد.", "Le ministre des affaires étrangères est arrivé dans la capitale.", "wrong-language")
    check("وزیر امور خارجه وارد شد.", "Vazir-e omur-e kharejeh dar Tehran vared shod va raft.", "wrong-language")
    check("این گزارش را لوموند منتشر کرد.", "Le Monde published this report.")
    check("سفیر رفت.", "The سفیر left.", "wrong-language: – → سفیر")
    check("شورا تشکیل شد.", "The Council held جلسهٔ فوری.", "wrong-language: – → جلسهٔ فوری")
    check("به نام خدا گفت.", "He said “به نام خدا” first.")
    check(
      "أعرب الوزير عن أمله في أن تستأنف المفاوضات قريبا.", "The minister expressed the hope that the talks would soon resume.",
      "wrong-language")
    check("رئیس‌جمهور فردا به سفر رسمی خواهد رفت.", "Rais-jomhur farda be safar-e rasmi khahad raft.", "wrong-language")
    // An everyday word that nobody translated; a word of the trade, an address.
    check("سفیر آلمان tomorrow وارد می‌شود.", "The ambassador of Germany arrives tomorrow.", "wrong-language: tomorrow → –")
    check("داروی hydroxychloroquine تأیید نشد.", "The drug hydroxychloroquine was not approved.")
    check("به گزارش weather.com باران می‌بارد.", "It is raining, weather.com reports.")
    check("The talks continue in Geneva.", "المفاوضات مستمرة في جنيف.", "wrong-language", from: .english, to: .persian)
    check("In the name of God", "بسم الله الرحمن الرحیم", from: .english, to: .persian)
  }

  @Test("length out of proportion")
  func length() {
    check("بله.", "Yes, of course.")
    check("سفیر وارد شد.", "The ambassador arrived and was received at the airport by the chief of protocol and his staff.", "length")
  }

  @Test("question marks and marks of the other script")
  func marks() {
    check("آیا چنین است؟", "Is it so?")
    check("آیا چنین است؟", "It is so.", "question-mark: ؟ → –")
    check("وی پرسید آیا چنین است؟", "He asked whether it was so.")
    check("وی پرسید: «چه کسی مسئول است؟»", "He asked: “Who is responsible.”", "question-mark: ؟ → –")
    check("صلح، امنیت", "Peace,, security", "punctuation: – → ,,")
    check("آری، چنین است.", "Yes، it is so.", "foreign-mark: – → ،")
    check("Is it so?", "آیا چنین است?", "foreign-mark: – → ?", from: .english, to: .persian)
  }

  @Test("brackets and quotation marks")
  func pairs() {
    check("آژانس (IAEA) گزارش داد.", "The Agency (IAEA reported.", "brackets: – → (")
    check("الف) تعاریف", "(a) Definitions")
    check("گفت: «راه باز است.»", "He said: “The road is open.”")
    check("گفت: «راه باز است.»", "He said: “The road is open.", "quotes: – → “")
    check("(ادامه دارد", "(to be continued")
  }

  @Test("inline codes and placeholders")
  func tags() {
    func codes(_ source: Content, _ target: Content) -> [Finding.Reason] {
      Checker().findings(source: source, target: target).filter { $0.rule == .tags }.map(\.reason)
    }
    func bold(_ text: String) -> [Inline] {
      [
        .element(name: "bpt", attributes: [Attribute("i", "1")], children: [.text("<b>")]), .text(text),
        .element(name: "ept", attributes: [Attribute("i", "1")], children: [.text("</b>")]),
      ]
    }
    let persian = Content.marked(bold("شورا") + [.text(" تشکیل شد.")])
    #expect(codes(persian, .marked([.text("The ")] + bold("Council") + [.text(" met.")])) == [])
    #expect(codes(persian, .plain("The Council met.")) == [.missing("<b>"), .missing("</b>")])
    #expect(codes(.plain("سلام {0}"), .plain("Hello {1}")) == [.missing("{0}"), .added("{1}")])
    #expect(codes(.plain("<b>یک</b>"), .plain("</b>one<b>")) == [.crossedTags])
    #expect(codes(.plain("۹۰% داوطلب"), .plain("90% done")) == [])
  }

  @Test("doubled words, and doublings that are right")
  func doubled() {
    check("شورا آن را محکوم کرد.", "The Council condemned the the act.", "doubled-word: – → the the")
    check("شورا آن را محکوم کرد.", "The Council condemned the act the act.", "doubled-word: – → the act the act")
    check("کم کم به توافق رسیدند.", "Gradually they agreed.")
    check("پطروس غالی آمد.", "Boutros Boutros-Ghali came.")
  }

  @Test("characters that don't show")
  func invisible() {
    check("می‌شود گفت.", "It can be said.")
    check("شورا آمد.", "The Coun\u{AD}cil came.", "invisible")
    check("\u{202E}شورا آمد.", "The Council came.", "invisible")
    check("قطعنامهٔ\u{200F} نو", "a new resolution")
  }

  @Test("negation, when nothing on the other side leans that way")
  func negation() {
    check("وزیر شرکت نکرد.", "The Minister took part.", "negation: نکرد → –")
    check("بیانیه الزام‌آور است.", "The statement is not binding.", "negation: – → not")
    check("ما آن را نمی‌پذیریم.", "We reject it.")
    check("بعید نیست که نشست برگزار شود.", "The meeting may well be held.")
    check("ناگفته نماند که میزبان سازنده بود.", "It should be said that the host was constructive.")
    check("بیانیه بدون رأی تصویب شد.", "The statement was adopted with a vote.", "negation: بدون → –")
    check("مدت آن حداکثر ۳۰ روز است.", "Its term shall be a period not exceeding 30 days.")
    check("نه تنها اروپا نگران نیست بلکه شاد است.", "Europe, far from being worried, is happy.")
  }

  @Test("units of time and measures are compared where the numbers agree")
  func unitsOfNumbers() {
    check("آتش‌بسی سه‌هفته‌ای برقرار شد.", "A three-month ceasefire took hold.", "number")
    check("آتش‌بس ۳ هفته دوام آورد.", "The ceasefire held for three weeks.")
    check("آتش‌بس ۴۸ ساعت دوام آورد.", "The ceasefire held for two days.")
    check("نشست‌ها پنج روز و پنج ساعت طول کشید.", "The meetings took five hours and five days.")
    check("این خط لوله ۱۲۰ کیلومتر طول دارد.", "The pipeline is 120 miles long.", "number")
    check("سران قوای سه‌گانه حضور داشتند.", "The heads of the branches of government were present.")
    check("در سه‌ماههٔ نخست سال", "in the third quarter of the year", "number: سه‌ماههٔ نخست → third quarter")
    check("در نیمهٔ دوم سال", "in the second half of the year")
    check("ظرفیت دو برابر شد.", "Capacity grew fivefold.", "number: دو برابر → fivefold")
    check("ظرفیت دو برابر شد.", "Capacity doubled.")
    check("بهای آن یک پوند و ۴۰ پنی است.", "It costs £1.40.")
    check("بهای آن یک پوند و ۴۰ پنی است.", "It costs £1.60.", "number")
    check("دویست و پنجاه هزار نفر رفتند.", "A quarter of a million people left.")
    check("از هر سه خانوار یک خانوار آواره است.", "A third of households are displaced.")
    check("از هر سه خانوار یک خانوار آواره است.", "One in three households is displaced.")
    check("از هر سه خانوار یک خانوار آواره است.", "A quarter of households are displaced.", "number")
    check("از هر ده نفر سه نفر بی‌کارند.", "30 per cent are unemployed.")
  }

  @Test("a clause that is left out, or put in")
  func omissions() {
    let source = "وزیران خارجهٔ دو کشور در پایان مذاکرات بیانیهٔ مشترکی امضا کردند؛ خبرنگاران بیرون تالار منتظر نتیجه بودند."
    let target = "The foreign ministers of the two countries signed a joint statement at the end of the talks"
    let clause = "; journalists were waiting outside the hall for the result"
    check(source, target + clause + ".")
    check(source, target + ".", "omission: خبرنگاران بیرون تالار منتظر نتیجه → –")
    let short = source.prefix { $0 != "؛" } + "."
    check(String(short), target + clause + ".", "addition: – → journalists were waiting outside the hall for the result")
    // The other way round.
    let findings = Checker().findings(source: target + clause + ".", target: String(short), from: .english, to: .persian)
    #expect(findings.map(\.rule) == [.omission])
  }

  @Test("negations are counted verb by verb, where other words deny as well")
  func negations() {
    check("قصد خروج از معاهدهٔ منع گسترش را ندارد.", "It intends to withdraw from the Non-Proliferation Treaty.", "negation: ندارد → –")
    check("مصونیت را می‌توان نادیده گرفت.", "Immunity cannot be disregarded.", "negation: – → cannot")
    check("نتوانستند از درگیری جلوگیری کنند.", "They failed to prevent the clash.")
    check("هیچ کشوری به این پیمان نپیوسته است.", "No country has joined the pact.")
    check("نه شرق را می‌خواهیم نه غرب را.", "We want neither the East nor the West.")
    check("ما به شریک نیاز داریم نه به قیم.", "We need partners, not guardians.")
    check("هیچ‌یک از زنان بیمار نشد و از دنیا نرفت.", "None of the women fell ill or died.")
    check("تحریم‌ها هنوز لغو نشده است.", "The sanctions have now been lifted.", "negation: نشده → –")
    check("دولت از پیوستن به تحریم‌ها علیه مسکو خودداری کرد.", "The Government joined the sanctions against Moscow.", "negation")
    check("دولت از پیوستن به تحریم‌ها خودداری کرد.", "The Government declined to join the sanctions.")
    check("دو کشور به توافق رسیدند.", "The two countries failed to agree.", "negation: – → failed")
    // Told by the opposite.
    check("جادهٔ روستا بسته نیست.", "The road to the village is open.")
    check("سفیر هنوز بازنگشته است.", "The ambassador is still away.")
  }

  @Test("senses that exclude one another")
  func contrasts() {
    check("صادرات کشور افزایش یافت.", "The country's exports fell.", "mistranslation: افزایش → fell")
    check("کاردار فرانسه به وزارت خارجه رفت.", "The ambassador of France went to the Foreign Ministry.", "mistranslation")
    check("آنان پیش از پایان ماه دیدار می‌کنند.", "They will meet after the end of the month.", "mistranslation: پیش از → after")
    // Both senses stand on both sides; or a word may tell either.
    check("صادرات افزایش و واردات کاهش یافت.", "Imports fell and exports rose.")
    // Two that deny one another agree.
    check("شورا طرح را نپذیرفت.", "The Council rejected the draft.")
    check("وی اتهام را تأیید نکرد.", "He denied the charge.")
  }

  @Test("a contrast set without its last sense is no set; words keep their order")
  func contrastTable() {
    let sets = ContrastSet.sets(
      in: "# a remark\n# of two lines\n\n# up and down\nبالا|فراز\tup|above\nپایین\tdown\n\n# alone\nتنها\talone\n")
    #expect(sets.map(\.name) == ["up and down"])
    #expect(sets.first?.senses.first?.persian == ["بالا", "فراز"])
    #expect(sets.first?.senses.first?.english == ["up", "above"])
    let excused = ContrastSet.sets(in: "# before and after\nپیش از|~تا\tbefore|~by\nپس از\tafter|~since\n")
    #expect(excused.first?.senses.map(\.persian) == [["پیش از", "تا"], ["پس از"]])
    #expect(excused.first?.senses.map(\.excuses) == [["تا", "by"], ["since"]])
    #expect(ContrastSet.standard.count >= 460)
    #expect(ContrastSet.standard.allSatisfy { $0.senses.allSatisfy { !$0.persian.isEmpty && !$0.english.isEmpty } })
  }

  @Test("half a percentage point, US dollars, the lower end of a range, a decade's gloss")
  func finerNumbers() {
    check("نرخ نیم واحد درصد بالا رفت.", "The rate rose by half a per cent.", "percent")
    check("۷۵٬۰۰۰ دلار کانادا", "US$75,000", "currency: ۷۵٬۰۰۰ → 75,000")
    check("دما دو تا سه درجه بالا رفت.", "The temperature rose by three degrees.", "number: دو → –")
    check("در دههٔ ۱۳۶۰ آغاز شد.", "It began in the 1360s (1981–1991).")
    check("نشست در وین است.", "The meeting is in Geneva.", "name: وین → Geneva")
    check("نخست‌وزیر سلوونی آمد.", "The Prime Minister of Slovakia came.", "name: سلوونی → Slovakia")
  }

  @Test("terms, occurrence by occurrence")
  func terms() {
    check("تحریمهای تازه", "new sanctions", terms: glossary)
    check("تحریمهای تازه", "new embargoes", "term-missing: تحریمهای → –", terms: glossary)
    check("در ژنو ادامه دارد", "continues in Vienna", "term-confused: ژنو → Vienna", terms: glossary)
    check("آب‌های خلیج فارس", "waters of the Arabian Gulf", "term-forbidden: – → Arabian Gulf", terms: glossary)
    check("سفیر ترکیه", "the ambassador of Turkey", "term-deprecated: – → Turkey", terms: glossary)
  }

  @Test("terms that differ by one word are not taken for each other")
  func twins() {
    func concept(_ id: String, _ persian: String, _ english: String, _ domain: String) -> Concept {
      Concept(
        id: id, terms: [Term(persian, language: .persian, status: .preferred), Term(english, language: .english, status: .preferred)],
        domain: domain)
    }
    let terms = TermIndex([
      Termbase(
        name: "twins",
        concepts: [
          concept("innocent", "عبور بی‌ضرر", "innocent passage", "law"), concept("transit", "عبور ترانزیت", "transit passage", "law"),
          concept("icj", "دیوان بین‌المللی دادگستری", "International Court of Justice", "law"),
          concept("icc", "دیوان کیفری بین‌المللی", "International Criminal Court", "law"),
          concept("toman", "تومان", "toman", "economy"), concept("rial", "ریال", "rial", "economy"),
          concept("truce", "آتش‌بس", "ceasefire", "peace"), concept("pillar", "میلهٔ مرزی", "boundary pillar", "peace"),
        ])
    ])
    check("کشتی‌ها حق عبور بی‌ضرر دارند.", "Ships have a right of transit passage.", "term-confused", terms: terms)
    check(
      "دعوا به دیوان بین‌المللی دادگستری رفت.", "The case went to the International Criminal Court.",
      "term-confused: دیوان بین‌المللی دادگستری → International Criminal Court", terms: terms)
    check(
      "طرف‌ها پس از یک ماه نبرد بر سر آتش‌بس به توافق رسیدند.", "After a month of fighting the parties agreed on a boundary pillar.",
      "term-confused: آتش‌بس → boundary pillar", terms: terms)
    // A toman is ten rials.
    check("بهای آن ۳۰۰۰ تومان است.", "Its price is 30,000 rials.", "term-missing: تومان → –", terms: terms)
  }

  @Test("one source, several translations")
  func inconsistent() {
    let found = Checker().inconsistencies(in: [("متن یکم", "one"), ("متن دیگر", "two"), ("متن يكم", "1st"), ("متن یکم", "One")])
    #expect(found.map(\.unit) == [2])
    #expect(found.first?.finding.suggestion == "one")
  }

  @Test("a profile is read, says what it can't read, and comes back as it was")
  func profile() {
    let (profile, problems) = Profile.parse(
      "# house style\nlength = off\nnegation=error # strict\nfoo = off\nnumber = bad\nnumber\nlength = info\n")
    #expect(profile[.length] == nil)
    #expect(profile[.negation] == .error)
    #expect(profile[.number] == .error)
    #expect(problems.map(\.line) == [4, 5, 6, 7])
    #expect(problems.map(\.reason) == [.unknownRule("foo"), .unknownSeverity("bad"), .noEqualsSign, .repeatedRule(.length)])
    #expect(Profile.parse(profile.text).profile == profile)
    #expect(Checker(profile: profile).findings(source: "وزیر شرکت نکرد.", target: "The Minister took part.").first?.severity == .error)
  }
}
