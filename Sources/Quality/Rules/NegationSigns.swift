internal import Language

// Which words deny, in either language.

extension NegationSigns {
  /// Reads a Persian text.
  init(persian side: SideText) {
    let words = side.words
    var lastVerb: Int?
    for (index, word) in words.enumerated() where word.script == .arabic {
      let key = word.key
      let before = words[..<index].suffix(12).map(\.key), last = before.suffix(3)
      if key.withUTF8Bytes({ Stemmer.isNegated($0) }) {
        // Two negations affirm: بی‌تأثیر نیست, ناگفته نماند.
        let affirms =
          before.last.map(PersianNegation.isAdjective) == true
          || last.contains { PersianNegation.litotes.contains($0) || PersianNegation.affirming.contains($0) }
        // نرفتن is an act that may be a noun in English, دست‌نخورده an adjective.
        let next = words.indices.contains(index + 1) ? words[index + 1].key : ""
        let isInfinitive = key.hasSuffix("دن") || key.hasSuffix("تن")
        let isParticiple = (key.hasSuffix("ده") || key.hasSuffix("ته")) && !PersianNegation.auxiliaries.contains { next.hasPrefix($0) }
        // کسی نیست که نداند.
        if let previous = lastVerb, words[previous..<index].prefix(3).contains(where: { $0.key == "که" }) { isTwisted = true }
        lastVerb = index
        verbs.append(Verb(range: word.range, affirms: affirms, isSoft: isInfinitive || isParticiple))
        if before.suffix(6).contains("تا") { hasUntil = true }
      } else if PersianNegation.isNegative(key) {
        self.words.append(Word(index: index, kind: PersianNegation.kind(of: key)))
        if PersianNegation.denying.contains(key), denial == nil { denial = word.range }
        if PersianNegation.firm.contains(key) || key.hasPrefix("غیر") { firm += 1 }
      }
      // بدون تردید, پزشکان بدون مرز.
      if before.last == "بدون", PersianNegation.harmless.contains(key) { denial = nil }
      if PersianNegation.twisting.contains(key) { isTwisted = true }
    }
    if side.asks { isTwisted = true }
  }

  /// Reads an English text.
  init(english side: SideText) {
    let words = side.words
    for (index, word) in words.enumerated() where word.script == .latin {
      let key = word.key, next = words.indices.contains(index + 1) ? words[index + 1].key : ""
      let last = index > 0 ? words[index - 1].key : ""
      if ["not", "cannot", "never"].contains(key) || key.hasSuffix("n't") {
        // “could not be more grateful”
        let isMost = next == "be" && words.indices.contains(index + 2) && words[index + 2].key == "more"
        verbs.append(Verb(range: word.range, affirms: isMost || EnglishNegation.affirming.contains(next) || key == "not" && last == "or"))
        if Self.continues(words, index) { isShared = true }
      } else if let kind = EnglishNegation.kind(of: key, after: last) {
        self.words.append(Word(index: index, kind: kind))
        if kind == .concord, Self.continues(words, index) { isShared = true }
        if ["neither", "none", "nobody"].contains(key) {
          if denial == nil { denial = word.range }
          if !words[index...].contains(where: { $0.key == "nor" }) { subjects += 1 }
        }
        if EnglishNegation.firm.contains(key) { firm += 1 }
        // “failed to agree”
        if next == "to", denial == nil, EnglishNegation.refusing.contains(Stemmer.stem(of: key, script: .latin)) { denial = word.range }
      }
      // “no doubt”, “not until”.
      if ["until", "doubt", "unless", "forget"].contains(key) { isTwisted = true }
      if ["until", "till", "before", "once", "unless", "long", "only"].contains(key) { hasUntil = true }
    }
    if side.asks { isTwisted = true }
  }
}

extension NegationSigns {
  /// True when one “not” goes for several verbs.
  private static func continues(_ words: [Token], _ index: Int) -> Bool {
    words[index...].prefix(14).contains { $0.key == "or" || $0.key == "nor" }
  }
}

/// True for a word made with a negating prefix from a word that is known: ناممکن, بی‌نتیجه, unlawful, disagree.
private func startsNegative(_ key: String, _ beginnings: [String], not innocent: [String], isKnown: (String) -> Bool) -> Bool {
  beginnings.contains {
    key.hasPrefix($0) && key.unicodeScalars.count > $0.unicodeScalars.count + 2 && isKnown(String(key.dropFirst($0.count)))
  } && !innocent.contains { key.hasPrefix($0) }
}

/// The words of Persian that deny.
enum PersianNegation {
  static func kind(of key: String) -> NegationSigns.Word.Kind {
    if ["نه", "نخیر", "خیر"].contains(key) { return .particle }
    if key.hasPrefix("هیچ") || concord.contains(key) { return .concord }
    if scant.contains(key) { return .scant }
    return firm.contains(key) || !words.contains(key) ? .nominal : .other
  }

  static func isNegative(_ key: String) -> Bool {
    words.contains(key) || key.hasPrefix("بپرهیز") || key.hasPrefix("میپرهیز")
      || startsNegative(key, beginnings, not: innocent) { Stemmer.isKnownPersian($0) }
  }

  /// An adjective that denies: two negations with the verb behind it. «لغو نشده» is one.
  static func isAdjective(_ key: String) -> Bool {
    ["بدون", "بی", "غیر", "خالی", "عاری", "فارغ", "بندرت", "مخالف", "ناتوان", "محال", "نادر", "ناچیز", "کمتر", "هیچ"].contains(key)
      || startsNegative(key, beginnings, not: innocent) { Stemmer.isKnownPersian($0) }
  }

  static let auxiliaries = ["است", "بود", "اند", "باش", "شو", "شد", "ام", "ایم", "اید", "ای", "نیست"]
  static let denying: Set<String> = [
    "بدون", "عدم", "هرگز", "هیچگاه", "هیچیک", "هیچکدام", "هیچکس", "فاقد", "خودداری", "امتناع", "استنکاف",
  ]
  static let firm: Set<String> = ["عدم", "منع", "بدون", "فاقد", "ضد", "ممنوعیت", "غیر"]
  static let litotes: Set<String> = [
    "بعید", "کم", "پنهان", "پوشیده", "ناگفته", "تردید", "تردیدی", "شک", "شکی", "شبهه", "شبههای", "دور", "دشوار", "غریب", "عجیب", "انکار",
    "محال", "چاره", "چارهای",
    "گریز", "گریزی", "ناگزیر", "اشکال", "اشکالی", "فرق", "فرقی", "مانعی", "عیبی",
  ]
  static let words: Set<String> = [
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
  static let beginnings = ["نا", "بی", "غیر", "ضد", "هیچ", "بلا"]
  /// Words that begin with those letters and deny nothing.
  static let innocent = [
    "نامه", "نامزد", "نامبرد", "نامدار", "نامید", "نامی", "نامها", "ناظر", "ناحی", "نایب", "ناشی", "ناگ", "ناو", "ناتو", "نازل", "ناب",
    "ناصر", "نان", "ناس", "بیان", "بیش",
    "بیمار", "بیمه", "بیرون", "بیروت", "بیست", "بیت", "بیدار", "بیابان", "بینالم", "بینش", "بینند", "بیاور", "بیاید", "بیشتر", "بیلیون",
    "بیل",
  ]
  static let affirming: Set<String> = ["فراموش", "یاد", "خاطر", "نگو", "گویی"]
  static let concord: Set<String> = ["هرگز", "ابدا", "اصلا"]
  static let scant: Set<String> = ["کمتر", "کمتری", "بندرت", "ندرت", "نادر", "ناچیز"]
  static let twisting: Set<String> = ["بلکه", "جز", "بجز", "مگر", "مبادا", "فراموش"]
  /// What بدون denies nothing with.
  static let harmless: Set<String> = ["تردید", "شک", "مرز", "سرنشین", "استثنا", "وقفه", "شبهه"]
}

/// The words of English that deny.
private enum EnglishNegation {
  /// How a word leans towards no; nil where it doesn't.
  static func kind(of key: String, after last: String) -> NegationSigns.Word.Kind? {
    if concord.contains(key) { return .concord }
    if scant.contains(key) { return .scant }
    if firm.contains(key) || adjectives.contains(key) || key.hasSuffix("less") { return .nominal }
    if startsNegative(key, beginnings, not: innocent, isKnown: EnglishVocabulary.standard.has) { return .nominal }
    if pairs.contains(last + " " + key) { return .particle }
    return words.contains(key) || words.contains(Stemmer.stem(of: key, script: .latin)) ? .other : nil
  }

  static let affirming: Set<String> = [
    "only", "just", "long", "least", "merely", "simply", "until", "later", "exceed", "exceeding", "more", "less", "fewer", "yet", "unlike",
    "unlikely", "limited",
  ]
  static let concord: Set<String> = ["no", "nor", "none", "neither", "nothing", "nobody", "nowhere"]
  static let scant: Set<String> = ["hardly", "scarcely", "barely", "rarely", "seldom", "few", "fewer", "little", "less", "least"]
  static let adjectives: Set<String> = ["missing", "absent", "empty", "null", "void", "lost", "negative"]
  static let firm: Set<String> = ["non", "without", "lack", "absence", "anti", "prohibition"]
  static let words: Set<String> = Set(
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
      "inseparable", "asymptomatic", "anonymous", "anonymity", "anonymized", "pseudonymized", "free", "reluctant", "reluctance", "abolish",
      "shun", "forgo", "eschew", "boycott", "evade", "dodge", "skip", "escape", "omit", "hesitate", "balk", "spurn", "desist", "sidestep",
    ].flatMap { [$0, Stemmer.stem(of: $0, script: .latin)] })
  /// Verbs that deny the one behind “to”.
  static let refusing: Set<String> = ["fail", "refus", "declin"]
  static let pairs: Set<String> = [
    "far from", "short of", "free of", "free from", "out of", "fall short", "falls short", "fell short", "ruled out", "rules out",
    "rule out",
    "anything but", "beyond question", "last to", "too late", "too soon", "too early", "still to",
    "yet to", "remains to", "remain to", "remained to", "still out",
  ]
  static let beginnings = ["un", "in", "im", "il", "ir", "dis", "non", "mis"]
  /// Words that begin with those letters and deny nothing.
  static let innocent = [
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
