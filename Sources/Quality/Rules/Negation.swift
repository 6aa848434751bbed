internal import Language

// A negation on one side only. Two languages say no in many ways (reject for not accept, unless for if not): the rule speaks only when a verb is
// negated outright on one side and nothing on the other so much as leans that way.

extension Examination {
  /// Rule `negation`.
  mutating func checkNegation() {
    guard let name = side(in: .persian), self[name.other].language == .english else { return }
    let persian = PersianNegation(self[name]), english = EnglishNegation(self[name.other])
    // A question may be put either way: “do you not know” is «نمی‌دانید» or «می‌دانید».
    if let word = persian.outright, !persian.isIdiom, !english.leans {
      add(.negation, on: name, word, .negation(name, word: self[name].string(word)))
    } else if let word = english.outright, !english.isIdiom, !persian.leans {
      add(.negation, on: name.other, word, .negation(name.other, word: self[name.other].string(word)))
    }
  }
}

/// True for a word made with a negating prefix: ناممکن, بی‌نتیجه, unlawful, disagree.
private func startsNegative(_ key: String, _ beginnings: [String], not innocent: [String]) -> Bool {
  beginnings.contains { key.hasPrefix($0) && key.unicodeScalars.count > $0.unicodeScalars.count + 2 }
    && !innocent.contains { key.hasPrefix($0) }
}

/// What a Persian text has of negation.
private struct PersianNegation {
  /// The first verb that is negated.
  var outright: Range<Int>?
  /// Something that may be read as a negation.
  var leans = false
  /// A negated verb that affirms: نه تنها … بلکه, چاره‌ای جز … نیست, نباید فراموش کرد.
  var isIdiom = false

  init(_ side: SideText) {
    for word in side.words where word.script == .arabic {
      let key = word.key
      if key.withUTF8Bytes({ Stemmer.isNegated($0) }) {
        if outright == nil { outright = word.range }
        leans = true
      } else if Self.words.contains(key) || startsNegative(key, Self.beginnings, not: Self.innocent) {
        leans = true
      }
      if Self.affirming.contains(key) { isIdiom = true }
    }
    if side.tokens.contains(where: { $0.kind == .punctuation && $0.key.contains("?") }) { isIdiom = true }
  }

  private static let words: Set<String> = [
    "نه", "نخیر", "خیر", "هیچ", "هیچیک", "هیچکدام", "هیچگاه", "هیچوقت", "هیچکس", "هرگز", "ابدا", "اصلا", "بدون", "بی", "عدم", "فاقد", "غیر",
    "غیره", "ضد", "منع",
    "خودداری", "امتناع", "اجتناب", "پرهیز", "رد", "مردود", "منتفی", "نفی", "انکار", "تکذیب", "مخالف", "مخالفت", "مخالفان", "محروم",
    "محرومیت", "ممنوع", "ممنوعیت",
    "لغو", "ناتوان", "ناکام", "ناکامی", "ناتوانی", "شکست", "کمبود", "فقدان", "نبود", "نبودن", "نداشتن", "نشدن", "نکردن", "ندادن", "جز",
    "بجز", "مگر", "الا", "مبادا",
    "گرنه", "وگرنه", "محال", "مانع", "جلوگیری", "پیشگیری", "بعید", "دشوار", "سخت", "کمتر", "اندک", "بندرت", "ندرت", "تنها", "فقط", "صرفا",
    "پیش", "قبل", "کم", "عاری", "مصون",
    "بری", "تهی", "خالی", "دور", "رها", "جدا", "مستثنی", "معاف", "استثنا", "ترک", "باطل", "قطع", "تعلیق", "متوقف", "ممتنع", "غایب", "نقض",
    "سلب", "نادر", "ناچیز", "نیز",
  ]
  private static let beginnings = ["نا", "بی", "غیر", "ضد", "هیچ"]
  /// Words that begin with those letters and deny nothing.
  private static let innocent = [
    "نامه", "نامزد", "نامبرد", "نامدار", "نامید", "نامی", "نامها", "ناظر", "ناحی", "نایب", "ناشی", "ناگ", "ناو", "ناتو", "نازل", "ناب",
    "ناصر", "نان", "ناس", "بیان", "بیش",
    "بیمار", "بیمه", "بیرون", "بیروت", "بیست", "بیت", "بیدار", "بیابان", "بینالم", "بینش", "بینند", "بیاور", "بیاید", "بیشتر", "بیلیون",
    "بیل",
  ]
  private static let affirming: Set<String> = [
    "بلکه", "جز", "مگر", "فراموش", "یاد", "چاره", "چارهای", "تردید", "تردیدی", "شک", "شکی", "تا", "مبادا", "نگو", "گویی",
  ]
}

/// What an English text has of negation.
private struct EnglishNegation {
  var outright: Range<Int>?
  var leans = false
  var isIdiom = false

  init(_ side: SideText) {
    for (index, word) in side.words.enumerated() where word.script == .latin {
      let key = word.key
      if ["not", "cannot", "never"].contains(key) || key.hasSuffix("n't") {
        leans = true
        if outright == nil { outright = word.range }
        if side.words.indices.contains(index + 1),
          ["only", "just", "long", "least", "merely", "simply", "until", "later", "necessarily", "to"].contains(side.words[index + 1].key)
        {
          isIdiom = true
        }
      } else if Self.words.contains(Stemmer.stem(of: key, script: .latin)) || Self.words.contains(key)
        || startsNegative(key, Self.beginnings, not: Self.innocent) || key.hasSuffix("less")
      {
        leans = true
      }
      if ["but", "until", "doubt", "unless", "only", "forget", "rather", "than", "whether", "or"].contains(key) { isIdiom = true }
    }
    if side.tokens.contains(where: { $0.kind == .punctuation && $0.key.contains("?") }) { isIdiom = true }
  }

  private static let words: Set<String> = Set(
    [
      "no", "nor", "none", "neither", "nothing", "nobody", "nowhere", "without", "unless", "until", "till", "only", "hardly", "scarcely",
      "barely", "rarely",
      "seldom", "few", "fewer", "little", "less", "least", "lack", "lacks", "fail", "fails", "failed", "failure", "refuse", "refuses",
      "refusal", "reject", "rejects",
      "rejection", "deny", "denies", "denial", "decline", "declined", "avoid", "avoidance", "refrain", "refrains", "prevent", "prevents",
      "prevention", "preclude",
      "prohibit", "prohibition", "ban", "bans", "banned", "forbid", "forbidden", "exclude", "exclusion", "except", "exception", "absence",
      "absent", "abstain",
      "abstention", "oppose", "opposition", "against", "contrary", "instead", "rather", "before", "yet", "but", "cease", "stop", "free",
      "halt", "end", "miss", "missing",
      "neglect", "ignore", "unable", "impossible", "otherwise", "barring", "short", "far", "too", "remain", "remains", "pending", "null",
      "void", "repudiate", "resist",
      "withhold", "withdraw", "zero", "non", "anti", "loss", "lose", "lost", "block", "disagree", "empty", "out", "beyond", "away", "any",
      "ever", "anymore", "difficult",
      "despite", "regardless", "irrespective", "spare", "elude", "beg", "doubt", "question", "negative", "forget", "fall", "short", "rule",
      "still", "within",
    ].flatMap { [$0, Stemmer.stem(of: $0, script: .latin)] })
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
