internal import Language

// A negation on one side only. Two languages say no in many ways (reject for not accept, unless for if not): the rule speaks only when a verb is
// negated outright on one side and nothing on the other so much as leans that way.

extension Examination {
  /// Rule `negation`.
  mutating func checkNegation() {
    guard let name = side(in: .persian), self[name.other].language == .english else { return }
    let persian = PersianNegation.signs(in: self[name]), english = EnglishNegation.signs(in: self[name.other])
    // A question may be put either way: “do you not know” is «نمی‌دانید» or «می‌دانید».
    // A noun that denies (عدم اشاعه, non-proliferation) accounts for its like, not for a verb.
    if let word = persian.outright, !persian.isIdiom, english.outright == nil, english.leaning == english.firm,
      english.firm <= persian.firm,
      !(persian.hasUntil && english.hasUntil)
    {
      add(.negation, on: name, word, .negation(name, word: self[name].string(word)))
    } else if let word = english.outright, !english.isIdiom, persian.outright == nil, persian.leaning == persian.firm,
      persian.firm <= english.firm
    {
      add(.negation, on: name.other, word, .negation(name.other, word: self[name.other].string(word)))
    } else if let word = persian.denial, !persian.isIdiom, english.isAffirmative {
      add(.negation, on: name, word, .negation(name, word: self[name].string(word)))
    } else if let word = english.denial, !english.isIdiom, persian.isAffirmative {
      add(.negation, on: name.other, word, .negation(name.other, word: self[name.other].string(word)))
    }
  }
}

/// True for a word made with a negating prefix from a word that is known: ناممکن, بی‌نتیجه, unlawful, disagree.
private func startsNegative(_ key: String, _ beginnings: [String], not innocent: [String], isKnown: (String) -> Bool) -> Bool {
  beginnings.contains {
    key.hasPrefix($0) && key.unicodeScalars.count > $0.unicodeScalars.count + 2 && isKnown(String(key.dropFirst($0.count)))
  } && !innocent.contains { key.hasPrefix($0) }
}

/// What a text has of negation.
private struct NegationSigns {
  /// The first verb that is negated.
  var outright: Range<Int>?
  /// How many words may be read as a negation, and how many of them are nouns and adjectives that always are: عدم, منع, بدون; non, without, lack.
  var leaning = 0, firm = 0
  /// The first word that denies without a verb (بدون, عدم, هرگز), without “not” (neither, none, nobody).
  var denial: Range<Int>?
  /// A negation that affirms: نه تنها … بلکه, چاره‌ای جز … نیست, نباید فراموش کرد, بعید نیست, کسی نیست که نداند; not only, no doubt.
  var isIdiom = false
  /// تا … ن, and what it becomes: until, before, once.
  var hasUntil = false
  var isAffirmative: Bool { outright == nil && leaning == 0 }
}

/// What a Persian text has of negation.
private enum PersianNegation {
  static func signs(in side: SideText) -> NegationSigns {
    var signs = NegationSigns()
    var verbs = 0
    var before: [String] = []
    for word in side.words where word.script == .arabic {
      let key = word.key
      if key.withUTF8Bytes({ Stemmer.isNegated($0) }) {
        // Two negations affirm: بی‌تأثیر نیست, ناگفته نماند.
        let last = before.suffix(3)
        if before.last.map(Self.isNegative) == true || last.contains(where: { Self.litotes.contains($0) }) { signs.isIdiom = true }
        if last.contains(where: { Self.affirming.contains($0) }) { signs.isIdiom = true }
        if signs.outright == nil { signs.outright = word.range }
        // کسی نیست که نداند.
        if verbs > 0, before.suffix(12).contains("که") { signs.isIdiom = true }
        if before.suffix(6).contains("تا") { signs.hasUntil = true }
        verbs += 1
      } else if Self.isNegative(key) {
        signs.leaning += 1
        if Self.denying.contains(key), signs.denial == nil { signs.denial = word.range }
        if Self.firm.contains(key) || key.hasPrefix("غیر") { signs.firm += 1 }
      }
      // بدون تردید, پزشکان بدون مرز.
      if before.last == "بدون", ["تردید", "شک", "مرز", "سرنشین", "استثنا", "وقفه", "شبهه"].contains(key) { signs.denial = nil }
      if ["بلکه", "جز", "بجز", "مگر", "مبادا", "فراموش"].contains(key) { signs.isIdiom = true }
      before.append(key)
    }
    if side.tokens.contains(where: { $0.kind == .punctuation && $0.key.contains("?") }) { signs.isIdiom = true }
    return signs
  }

  private static func isNegative(_ key: String) -> Bool {
    words.contains(key) || startsNegative(key, beginnings, not: innocent) { Stemmer.isKnownPersian($0) }
  }

  private static let denying: Set<String> = ["بدون", "عدم", "هرگز", "هیچگاه", "هیچیک", "هیچکدام", "هیچکس", "فاقد"]
  private static let firm: Set<String> = ["عدم", "منع", "بدون", "فاقد", "ضد", "ممنوعیت", "غیر"]
  private static let litotes: Set<String> = [
    "بعید", "کم", "پنهان", "پوشیده", "ناگفته", "تردید", "تردیدی", "شک", "شکی", "شبهه", "شبههای", "دور", "دشوار", "غریب", "عجیب", "انکار",
    "محال", "چاره", "چارهای",
    "گریز", "گریزی", "ناگزیر",
  ]
  private static let words: Set<String> = [
    "نه", "نخیر", "خیر", "هیچ", "هیچیک", "هیچکدام", "هیچگاه", "هیچوقت", "هیچکس", "هرگز", "ابدا", "اصلا", "بدون", "بی", "عدم", "فاقد", "غیر",
    "غیره", "ضد", "منع",
    "خودداری", "امتناع", "اجتناب", "پرهیز", "رد", "مردود", "منتفی", "نفی", "انکار", "تکذیب", "مخالف", "مخالفت", "مخالفان", "محروم",
    "محرومیت", "ممنوع", "ممنوعیت",
    "لغو", "ناتوان", "ناکام", "ناکامی", "ناتوانی", "شکست", "کمبود", "فقدان", "نبود", "نبودن", "نداشتن", "نشدن", "نکردن", "ندادن", "جز",
    "بجز", "مگر", "الا", "مبادا",
    "گرنه", "وگرنه", "محال", "مانع", "جلوگیری", "پیشگیری", "بعید", "کمتر", "کمتری", "بندرت", "ندرت", "عاری",
    "بری", "تهی", "خالی", "مستثنی", "معاف", "استثنا", "باطل", "ممتنع", "غایب", "سلب", "نادر", "ناچیز", "فارغ", "صرفنظر",
    "دریغ", "کوتاهی", "غفلت", "خلاف", "برخلاف", "بجای",
  ]
  private static let beginnings = ["نا", "بی", "غیر", "ضد", "هیچ"]
  /// Words that begin with those letters and deny nothing.
  private static let innocent = [
    "نامه", "نامزد", "نامبرد", "نامدار", "نامید", "نامی", "نامها", "ناظر", "ناحی", "نایب", "ناشی", "ناگ", "ناو", "ناتو", "نازل", "ناب",
    "ناصر", "نان", "ناس", "بیان", "بیش",
    "بیمار", "بیمه", "بیرون", "بیروت", "بیست", "بیت", "بیدار", "بیابان", "بینالم", "بینش", "بینند", "بیاور", "بیاید", "بیشتر", "بیلیون",
    "بیل",
  ]
  private static let affirming: Set<String> = ["فراموش", "یاد", "خاطر", "نگو", "گویی"]
}

/// What an English text has of negation.
private enum EnglishNegation {
  static func signs(in side: SideText) -> NegationSigns {
    var signs = NegationSigns()
    for (index, word) in side.words.enumerated() where word.script == .latin {
      let key = word.key
      if ["not", "cannot", "never"].contains(key) || key.hasSuffix("n't") {
        if signs.outright == nil { signs.outright = word.range }
        if side.words.indices.contains(index + 1),
          [
            "only", "just", "long", "least", "merely", "simply", "until", "later", "exceed", "exceeding", "more", "less", "fewer", "yet",
            "unlike", "unlikely",
          ].contains(side.words[index + 1].key)
        {
          signs.isIdiom = true
        }
      } else if Self.words.contains(Stemmer.stem(of: key, script: .latin)) || Self.words.contains(key)
        || startsNegative(key, Self.beginnings, not: Self.innocent, isKnown: EnglishVocabulary.standard.has) || key.hasSuffix("less")
        || index > 0 && Self.pairs.contains(side.words[index - 1].key + " " + key)
      {
        signs.leaning += 1
        if signs.denial == nil, ["neither", "none", "nobody"].contains(key) { signs.denial = word.range }
        if ["non", "without", "lack", "absence", "anti", "prohibition"].contains(key) { signs.firm += 1 }
      }
      // “whether or not”, “no doubt”, “not until”.
      if ["until", "doubt", "unless", "forget"].contains(key) { signs.isIdiom = true }
      if key == "not", index > 0, side.words[index - 1].key == "or" { signs.isIdiom = true }
      if ["until", "till", "before", "once", "unless", "long", "only"].contains(key) { signs.hasUntil = true }
    }
    if side.tokens.contains(where: { $0.kind == .punctuation && $0.key.contains("?") }) { signs.isIdiom = true }
    return signs
  }

  private static let words: Set<String> = Set(
    [
      "no", "nor", "none", "neither", "nothing", "nobody", "nowhere", "without", "unless", "until", "till", "only", "hardly", "scarcely",
      "barely", "rarely", "seldom", "few", "fewer", "little", "less", "least", "lack", "lacks", "fail", "fails", "failed", "failure",
      "refuse",
      "refuses", "refusal", "reject", "rejects", "rejection", "deny", "denies", "denial", "decline", "declined", "avoid", "avoidance",
      "refrain",
      "refrains", "prevent", "prevents", "prevention", "preclude", "prohibit", "prohibition", "ban", "bans", "banned", "forbid",
      "forbidden",
      "exclude", "exclusion", "except", "exception", "absence", "absent", "abstain", "abstention", "oppose", "opposition", "against",
      "contrary",
      "instead", "rather", "yet", "cease", "stop", "halt", "miss", "missing", "neglect", "ignore", "unable", "impossible", "otherwise",
      "barring",
      "remain", "remains", "pending", "null", "void", "repudiate", "resist", "withhold", "zero", "non", "anti", "loss", "lose", "lost",
      "disagree", "empty", "regardless", "irrespective", "spare", "elude", "negative", "withdraw", "block", "disregard", "breach",
      "violate", "within",
      "inseparable",
    ].flatMap { [$0, Stemmer.stem(of: $0, script: .latin)] })
  private static let pairs: Set<String> = [
    "far from", "short of", "free of", "free from", "out of", "fall short", "falls short", "fell short", "ruled out", "rules out",
    "rule out",
    "anything but", "beyond question", "last to", "too late", "too soon", "too early", "still to",
  ]
  private static let beginnings = ["un", "in", "im", "il", "ir", "dis", "non", "mis"]
  /// Words that begin with those letters and deny nothing.
  private static let innocent = [
    "inter", "inspect", "inclu", "increas", "inform", "initi", "instit", "invest", "introd", "indicat", "individ", "indust", "influ",
    "intend", "intent", "intens", "invit",
    "involv", "instr", "insist", "insur", "inhabit", "incid", "innov", "infra", "inaug", "inher", "integr", "inject", "install", "insight",
    "inner", "inside", "indeed", "index",
    "india", "indo", "input", "inquir", "invent", "infect", "income", "incoming", "infan", "into", "implem", "import", "impos", "impro",
    "impact",
    "imag", "immed", "impli", "immun", "immig",
    "imperat", "iran", "iraq", "irish", "illus", "under", "unit", "union", "univers", "uniq", "unanim", "unesco", "unicef", "discuss",
    "display", "distrib", "district", "disast",
    "dispatch", "disput", "diseas", "distan", "distin", "discov", "discip", "dismant", "dispos", "missi", "mist", "misses",
  ]
}
