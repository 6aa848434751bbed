internal import Language

/// A name on one side of a pair.
struct NameMention {
  /// What it may name; several where the tables have the word for several.
  struct Kinds: OptionSet {
    let rawValue: UInt8
    /// A country, its people, a city, a sea.
    static let place = Kinds(rawValue: 1)
    /// A continent or another part of the world, and its people.
    static let region = Kinds(rawValue: 2)
    static let person = Kinds(rawValue: 4)
    static let body = Kinds(rawValue: 8)
  }

  /// The tokens that it covers.
  var tokens: Range<Int>
  var range: Range<Int>
  /// The rows of the gazetteer that it may be; none for a word that no table has.
  var rows: [Int] = []
  /// None for a word that no table has.
  var kinds: Kinds = []
  /// Certainly a name: the gazetteer has it, or no dictionary has the word.
  var isSure = false
  var isMatched = false

  var names: [Gazetteer.Name] { rows.map(Gazetteer.name) }

  init(tokens: Range<Int>, in side: SideText, isSure: Bool) {
    self.tokens = tokens
    range = side.tokens[tokens.lowerBound].range.lowerBound..<side.tokens[tokens.upperBound - 1].range.upperBound
    self.isSure = isSure
  }

  private init(_ occurrence: Gazetteer.Occurrence, in side: SideText) {
    self.init(tokens: occurrence.tokens, in: side, isSure: !occurrence.isOrdinary)
    rows = occurrence.names
    for name in names { kinds.formUnion(Self.kinds(name)) }
  }

  private static func kinds(_ name: Gazetteer.Name) -> Kinds {
    switch name.kind {
    case .country, .city, .place: .place
    case .region: .region
    case .person: .person
    case .body: .body
    case .demonym: name.own.contains { Gazetteer.name($0).kind == .region } ? .region : .place
    }
  }

  // MARK: In Persian

  static func persian(in side: SideText) -> [NameMention] {
    var mentions: [NameMention] = []
    for occurrence in Gazetteer.occurrences(in: side.tokens, of: side.scalars)
    where side.tokens[occurrence.tokens.lowerBound].script == .arabic {
      var mention = NameMention(occurrence, in: side)
      let first = occurrence.tokens.lowerBound
      let before = first > 0 ? side.tokens[first - 1].key : ""
      if occurrence.tokens.count == 1, ambiguous.contains(side.tokens[first].key) {
        mention.isSure = mention.kinds.contains(.place) && realms.contains(before)
      } else if !mention.isSure {
        // «در وین»: what stands behind a preposition is the place, not the word.
        mention.isSure =
          mention.kinds.contains(.person) && titles.contains(before)
          || mention.kinds.contains(.place) && (["در", "به", "از"].contains(before) || realms.contains(before))
      }
      mentions.append(mention)
    }
    let covered = Set(mentions.flatMap { Array($0.tokens) })
    for (index, token) in side.tokens.enumerated() where token.kind == .word && token.script == .arabic && !covered.contains(index) {
      // Names are seldom written with ZWNJ; a word of two known ones (براساس) is a matter of blanks.
      guard token.key.unicodeScalars.count >= 4, token.range.count == token.key.unicodeScalars.count, !Stemmer.isKnownPersian(token.key),
        !isCompound(token.key)
      else { continue }
      mentions.append(NameMention(tokens: index..<index + 1, in: side, isSure: true))
    }
    return mentions
  }

  /// True for a word that endings or known words make up, so that it is no name.
  private static func isCompound(_ key: String) -> Bool {
    if key.hasPrefix("کووید") || key.hasPrefix("کرونا") { return true }
    if ["ها", "های", "هایی", "ترین", "گان", "نفره", "یی", "ای", "کننده", "دهنده"].contains(where: { key.hasSuffix($0) }) { return true }
    let letters = Array(key.unicodeScalars)
    guard letters.count >= 5 else { return false }
    func isKnown(_ part: ArraySlice<Unicode.Scalar>) -> Bool { Stemmer.isKnownPersian(String(String.UnicodeScalarView(part))) }
    // بواسطه is «به واسطه».
    if letters[0] == "ب", isKnown(letters[1...]) { return true }
    return (2...(letters.count - 2)).contains { isKnown(letters[..<$0]) && isKnown(letters[$0...]) }
  }

  // MARK: In English

  static func english(in side: SideText) -> [NameMention] {
    var mentions: [NameMention] = []
    for occurrence in Gazetteer.occurrences(in: side.tokens, of: side.scalars) {
      let first = side.tokens[occurrence.tokens.lowerBound]
      guard first.script == .latin else { continue }
      var mention = NameMention(occurrence, in: side)
      let isAcronym = first.range.count > 1 && side.scalars[first.range].allSatisfy { !$0.properties.isLowercase }
      if occurrence.tokens.count == 1, !isAcronym, mention.kinds.isDisjoint(with: [.place, .region]),
        EnglishVocabulary.standard.has(first.key) || EnglishVocabulary.months.contains(first.key)
      {
        // “May I”, “in May”, “the Treasury”.
        mention.isSure = mention.kinds.contains(.person) && side.isTitled(occurrence.tokens.lowerBound)
      }
      mentions.append(mention)
    }
    let covered = Set(mentions.flatMap { Array($0.tokens) })
    for (index, token) in side.tokens.enumerated() where token.kind == .word && token.script == .latin && !covered.contains(index) {
      guard token.key.utf8.count >= 3, side.scalars[token.range.lowerBound].properties.isUppercase else { continue }
      // An acronym stands for words; a word of the dictionary with a capital is a title.
      let isAcronym = side.scalars[token.range].dropFirst().contains { $0.properties.isUppercase }
      guard !isAcronym, !isEnglishWord(token.key) else { continue }
      if !side.beginsSentence(index) || token.key.utf8.count >= 5 {
        mentions.append(NameMention(tokens: index..<index + 1, in: side, isSure: true))
      }
    }
    return mentions
  }

  /// True for a word of the English dictionary, or two written together.
  private static func isEnglishWord(_ key: String) -> Bool {
    if key.hasSuffix("'s") { return isEnglishWord(String(key.dropLast(2))) }
    let vocabulary = EnglishVocabulary.standard
    if vocabulary.has(key) || plainWords.contains(key) || EnglishVocabulary.months.contains(key) || LanguageGuess.english.contains(key) {
      return true
    }
    if ["ing", "ed", "ly", "tion", "tions", "ness", "ment", "ities", "ity", "ous", "ive", "ical", "less", "ful"].contains(where: {
      key.hasSuffix($0)
    }) {
      return true
    }
    let letters = Array(key)
    guard letters.count >= 6 else { return false }
    return (3...(letters.count - 3)).contains { vocabulary.has(String(letters[..<$0])) && vocabulary.has(String(letters[$0...])) }
  }

  // MARK: Against another

  /// True when two names without counterpart exclude each other.
  func canBe(replacedBy other: NameMention) -> Bool {
    if !kinds.isDisjoint(with: other.kinds) { return true }
    if kinds.isEmpty { return other.kinds.isEmpty || !other.kinds.isDisjoint(with: [.person, .place]) }
    if other.kinds.isEmpty { return kinds == .person || kinds == .place && names.allSatisfy { $0.kind == .city } }
    return false
  }

  /// Two words that no table has are names where one of them stands at a title or at another name: «آقای گروسی», “Rafael Grossi”.
  static func areNamed(_ mine: NameMention, _ other: NameMention, _ fa: SideText, _ en: SideText) -> Bool {
    if !mine.rows.isEmpty || !other.rows.isEmpty { return true }
    if mine.tokens.lowerBound > 0, titles.contains(fa.tokens[mine.tokens.lowerBound - 1].key) { return true }
    return en.isTitled(other.tokens.lowerBound)
  }

  /// Whoever is called by the surname needs no given name: the names before a person's that is matched are.
  static func completePersons(_ mentions: inout [NameMention]) {
    let order = mentions.indices.sorted { mentions[$0].tokens.lowerBound > mentions[$1].tokens.lowerBound }
    for (later, earlier) in zip(order, order.dropFirst())
    where mentions[later].isMatched && !mentions[earlier].isMatched
      && mentions[later].tokens.lowerBound - mentions[earlier].tokens.upperBound <= 0
    {
      let kinds = mentions[earlier].kinds
      if kinds.isEmpty || kinds.contains(.person), mentions[later].kinds.isEmpty || mentions[later].kinds.contains(.person) {
        mentions[earlier].isMatched = true
      }
    }
  }

  // MARK: Words

  private static let titles: Set<String> = [
    "اقای", "خانم", "دکتر", "وزیر", "سخنگو", "سفیر", "ژنرال", "سناتور", "پروفسور", "شاهزاده", "شیخ", "سید", "حاجی", "مهندس", "سردار", "ملک",
    "شهر",
  ]
  /// What stands before a country's or a city's name.
  private static let realms: Set<String> = [
    "کشور", "دولت", "شهر", "بندر", "استان", "جمهوری", "پادشاهی", "پایتخت", "سفیر", "نخستوزیر", "رییسجمهور", "جزیره", "شهرستان", "روستای",
  ]
  /// Persian names that are common words as well.
  private static let ambiguous: Set<String> = [
    "مالی", "چاد", "پرو", "کره", "گرجی", "ترک", "عرب", "لر", "دری", "نیس", "ری", "بم",
    "دوشنبه", "دنیا", "ارس", "سیا", "غرب", "شرق", "جنوب", "شمال", "خلیج", "غربی", "اسلامی", "افغانی",
  ]
  private static let plainWords: Set<String> = [
    "this", "that", "these", "those", "they", "there", "their", "then", "when", "where", "which", "what", "while", "with", "without",
    "would",
    "mister", "messrs", "dear", "sincerely", "internet", "islam", "islamic", "muslim", "muslims", "christian", "christians", "jewish",
    "christmas", "easter", "bible", "god", "lord", "english", "latin", "western", "eastern", "northern", "southern", "plenipotentiary",
    "excellency", "majesty", "highness", "anno", "persian", "covid", "coronavirus", "euro", "dollar", "nowruz", "majles", "sharia",
  ]
}

extension EnglishVocabulary {
  /// Days and months of the calendars that Persian texts use.
  static let months: Set<String> = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "january", "february", "march", "april", "may", "june",
    "july",
    "august", "september", "october", "november", "december", "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr",
    "aban", "azar", "dey", "bahman", "esfand", "muharram", "safar", "ramadan", "shawwal", "shaban", "rajab",
  ]
}

extension SideText {
  /// True when a token begins a sentence, as any word does with a capital.
  func beginsSentence(_ index: Int) -> Bool {
    index == 0 || tokens[index - 1].kind == .punctuation && tokens[index - 1].key != "," && tokens[index - 1].key != "-"
  }

  /// True for an English name at a person's title, or beside another name.
  func isTitled(_ index: Int) -> Bool {
    if index > 0, Self.englishTitles.contains(tokens[index - 1].key) { return true }
    if index > 1, tokens[index - 1].key == ".", Self.englishTitles.contains(tokens[index - 2].key) { return true }
    return [index - 1, index + 1].contains { place in
      guard tokens.indices.contains(place), tokens[place].kind == .word, place > 0 else { return false }
      let token = tokens[place]
      return scalars[token.range.lowerBound].properties.isUppercase && !EnglishVocabulary.standard.has(token.key)
        && !EnglishVocabulary.months.contains(token.key) && !LanguageGuess.english.contains(token.key)
    }
  }

  private static let englishTitles: Set<String> = [
    "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "president", "minister", "secretary", "general", "ambassador", "king", "queen",
    "prince",
    "princess", "sheikh", "chancellor", "senator", "director", "spokesman", "spokesperson", "spokeswoman", "commissioner", "envoy", "judge",
    "justice", "professor", "colonel", "admiral", "pope", "ayatollah", "imam", "emir", "sultan", "premier",
  ]
}
