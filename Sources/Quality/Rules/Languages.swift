internal import Language

// Which language is a text in that should be Persian or English? Function words and letters of the languages that are confused with them.

/// Guesses among a few languages by their commonest words.
enum LanguageGuess {
  /// The language of words in Latin letters, where it is clearly another than English: its name.
  static func latin(_ words: [Token], _ side: SideText) -> String? {
    guard words.count >= 3 else { return nil }
    var scores: [String: Int] = [:]
    var english = 0
    for word in words {
      if Self.english.contains(word.key) { english += 1 }
      for (language, list) in others where list.contains(word.key) { scores[language, default: 0] += 1 }
    }
    let small = words.filter { side.scalars[$0.range.lowerBound].properties.isLowercase }
    // Letters that English doesn't have, but in names and a few words that it took over whole.
    let accented = small.count { word in side.scalars[word.range].contains { $0.value > 0x7F && $0 != "’" } && !borrowed.contains(word.key)
    }
    if let best = scores.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value + accented >= 2, best.value + accented > english,
      (best.value + accented) * 5 >= words.count
    {
      return best.key
    }
    if let language = clause(words) { return language }
    // Nothing that a dictionary knows.
    let known = small.count { Self.english.contains($0.key) || EnglishVocabulary.standard.has($0.key) || borrowed.contains($0.key) }
    return small.count >= 5 && known * 5 < small.count ? "another language" : nil
  }

  /// The language of six words in a row of which two are its function words and none is of English.
  private static func clause(_ words: [Token]) -> String? {
    guard words.count >= 6 else { return nil }
    for start in 0...(words.count - 6) {
      let window = words[start..<start + 6]
      if window.contains(where: { english.contains($0.key) }) { continue }
      guard window.count(where: { EnglishVocabulary.standard.has($0.key) }) <= 2 else { continue }
      for (language, list) in others where window.count(where: { list.contains($0.key) }) >= 2 { return language }
    }
    return nil
  }

  private static let borrowed = keys(
    "chargé chargés affaires attaché attachés communiqué communiqués aide-mémoire mémoire démarche démarches rapprochement détente café résumé exposé protégé régime coup état naïve façade élite cliché première vis-à-vis ad interim inter alia mutatis mutandis persona grata jure facto bis pacta sunt servanda"
  )

  /// The language of words in Arabic letters, where it is clearly another than Persian.
  static func arabic(_ words: [Token], _ side: SideText) -> String? {
    guard words.count >= 3 else { return nil }
    var urdu = 0, pashto = 0, kurdish = 0, arabicMarks = 0, arabicSmall = 0, persian = 0
    for word in words {
      let scalars = side.scalars[word.range]
      for scalar in scalars {
        switch scalar {
        case "ٹ", "ڈ", "ڑ", "ں", "ے", "ھ": urdu += 1
        case "ټ", "ډ", "ړ", "ښ", "ځ", "څ", "ۍ", "ې", "ڼ": pashto += 1
        case "ێ", "ۆ", "ڕ", "ڵ", "ە": kurdish += 1
        default: break
        }
      }
      if persianSmall.contains(word.key) || scalars.contains(where: { "پچژگ".unicodeScalars.contains($0) }) { persian += 1 }
      if arabicWords.contains(word.key) {
        arabicSmall += 1
      } else if scalars.first == "أ" || scalars.first == "إ" || scalars.count > 4 && word.key.hasPrefix("ال") && !word.key.hasPrefix("الب")
        || scalars.last == "\u{0629}"
        || scalars.count > 5 && (word.key.hasPrefix("وال") || word.key.hasPrefix("بال") || word.key.hasPrefix("لل"))
      {
        arabicMarks += 1
      }
    }
    if urdu >= 2, urdu > persian { return "Urdu" }
    if pashto >= 2 { return "Pashto" }
    if kurdish >= 2 { return "Kurdish" }
    return (arabicSmall > 0 || arabicMarks >= 4) && arabicSmall + arabicMarks > persian
      && (arabicSmall + arabicMarks) * 5 >= words.count * (arabicSmall > 1 ? 2 : 3)
      && arabicMarks + arabicSmall >= 2
      ? "Arabic" : nil
  }

  private static func keys(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").filter { $0.count > 1 }.map { FoldingKey.of(String($0), blanks: .dropped) })
  }

  static let english = keys(
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which you were their has would "
      + "its who will been we more no if when what about also can all she her our may there them these than so into only other new some could your yours me him us my each both such any how why very most more just after before"
  )

  private static let others: [(String, Set<String>)] = [
    (
      "French",
      keys(
        "le la les des du de et en un une est dans pour que qui par sur avec au aux ce cette ces il elle ont été pas ne plus sont leur se sa son ses "
          + "nous vous mais ou où d'une d'un l'iran l'accord l'union entre afin lors")
    ),
    (
      "German",
      keys(
        "der die das und ist nicht von mit dem den des ein eine einen einer auf für sich wird werden im am zu zur zum auch als bei nach aus über "
          + "haben hat wurde dass sind war durch sowie")
    ),
    (
      "Spanish",
      keys("el la los las de del y en que un una es por con para se al su sus como más fue ha han este esta entre sobre no lo pero desde")
    ),
    ("Italian", keys("il lo la gli le di del della dei delle e è che un una per con non si da dal nel nella sono ha ai al alla tra")),
    ("Portuguese", keys("o a os as de do da dos das e em que um uma é por com para não se ao no na foi mais seu sua pelo pela")),
    (
      "Turkish",
      keys(
        "ve bir bu için ile olarak olan da de ne gibi daha çok en ancak ise kadar sonra göre tarafından üzere türkiye iran arasında edildi etti oldu "
          + "dışişleri bakanı konusunda")
    ),
    (
      "Indonesian",
      keys(
        "yang dan di ke dari untuk dengan pada ini itu adalah dalam tidak akan oleh sebagai telah juga atau antara para negara kedua menteri"
      )
    ),
    (
      "Azerbaijani", keys("və bir bu üçün ilə olan də ki ölkə tərəfindən haqqında edib olub")
    ),
    ("Dutch", keys("de het een en van is dat op te voor met zijn niet aan er door ook naar bij wordt werd hebben heeft tussen")),
    (
      "Persian in Latin letters",
      keys(
        "va dar az ke ra ast shod shode mishavad mikonad kard karde baraye ba ham khod keshvar vazir jomhuri eslami dolat beh bar yek ta nist "
          + "hast bud shavad konad mi hameye in an kharejeh goft daneshgah rais jomhour jomhur farda emruz emrooz diruz dirooz khahad khahand safar raft rasmi safir sefarat negahdari didar vali agar chon inke hanuz moghadam bayaniye gardid nemud dad omur khareje molaghat"
      )
    ),
  ]

  /// Without those that folding makes words of Persian: أن is آن, أو is او.
  private static let arabicWords = keys(
    "في الى إلى على التي الذي الذين هذا هذه عن مع قد لم لن كان كانت كما حول خلال ذلك تلك ثم حيث عند وقد وفي")
  static let persianSmall: Set<String> = [
    "در", "به", "از", "که", "را", "با", "این", "است", "شد", "برای", "های", "بود", "کرد", "یک", "می", "هم", "بر", "تا", "نیز", "خود", "وی",
    "دو", "شده", "کند", "شود",
    "باید", "اند", "هر", "نیست", "دارد",
  ]
}

extension Examination {
  /// Words of another language on a side: its place and the language.
  func otherLanguage(_ side: SideText) -> String? {
    switch side.language {
    case .english:
      let words = side.words.filter { $0.script == .latin && !side.isQuoted($0.range.lowerBound) }
      return LanguageGuess.latin(words, side)
    case .persian:
      let words = side.words.filter { $0.script == .arabic && !side.isQuoted($0.range.lowerBound) }
      return LanguageGuess.arabic(words, side)
    case .other:
      return nil
    }
  }
}
