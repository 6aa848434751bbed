internal import Language
internal import Terminology

// Persons, places and bodies: another name in the translation.

/// A name on one side of a pair.
private struct NameMention {
  /// The tokens that it covers.
  var tokens: Range<Int>
  var range: Range<Int>
  /// The rows of the gazetteer that it may be.
  var rows: [Int] = []
  /// Certainly a name: the gazetteer has it, or no dictionary has the word.
  var isSure = false
  /// Countries, cities, places; persons; nothing known.
  var kind: Kind = .unknown
  var isMatched = false

  enum Kind { case place, person, body, unknown }
}

extension Examination {
  /// Rule `name`: a name of one side has no counterpart where the other side has one without counterpart, too.
  ///
  /// Names meet by the gazetteer (a country as its people, a capital for its country), by letters (``NameSkeleton/matches(_:_:)``), or because the
  /// glossary or the bilingual lexicon has the pair. One name without counterpart is no error: translators say “he”, and “the two countries”.
  mutating func checkNames() {
    guard let persian = side(in: .persian), self[persian.other].language == .english else { return }
    let (fa, en) = (self[persian], self[persian.other])
    var ours = persianNames(fa), theirs = englishNames(en)
    guard !ours.isEmpty || !theirs.isEmpty else { return }
    cover(&ours, &theirs, fa)
    let gazetteer = Gazetteer.standard
    for mine in ours.indices {
      for other in theirs.indices where agree(ours[mine], theirs[other], fa, en, gazetteer) {
        (ours[mine].isMatched, theirs[other].isMatched) = (true, true)
      }
    }
    // A name in English may be spelt by any run of Persian letters, also by words that are no names.
    for other in theirs.indices where !theirs[other].isMatched { theirs[other].isMatched = isSpelt(theirs[other], en, in: fa) }
    for mine in ours.indices where !ours[mine].isMatched { ours[mine].isMatched = isSpelt(ours[mine], fa, in: en) }
    var open = theirs.indices.filter { !theirs[$0].isMatched }
    for mine in ours.indices where !ours[mine].isMatched && ours[mine].isSure {
      guard let place = open.firstIndex(where: { canReplace(ours[mine], theirs[$0]) && isNamed(ours[mine], theirs[$0], fa, en) }) else {
        continue
      }
      let other = theirs[open.remove(at: place)]
      let spots = persian == .source ? (ours[mine].range, other.range) : (other.range, ours[mine].range)
      // The terms have said it.
      if findings.contains(where: {
        $0.rule == .termConfused && ($0.source?.overlaps(spots.0) == true || $0.target?.overlaps(spots.1) == true)
      }) {
        continue
      }
      let name = ours[mine].rows.first.map { persian == .source ? gazetteer.names[$0].english : gazetteer.names[$0].persian }
      add(
        .name, source: spots.0, target: spots.1, suggestion: name,
        .differs(source: source.string(spots.0), target: target.string(spots.1)))
    }
  }

  private func canReplace(_ mine: NameMention, _ other: NameMention) -> Bool {
    switch (mine.kind, other.kind) {
    case (.place, .place), (.person, .person), (.body, .body), (.unknown, .person), (.unknown, .place): other.isSure
    case (.person, .unknown), (.unknown, .unknown): other.isSure
    case (.place, .unknown): other.isSure && mine.rows.allSatisfy { Gazetteer.standard.names[$0].kind == .city }
    default: false
    }
  }

  /// Two words that no table has are names where one of them stands at a title or at another capital: «آقای گروسی», “Rafael Grossi”.
  private func isNamed(_ mine: NameMention, _ other: NameMention, _ fa: SideText, _ en: SideText) -> Bool {
    if !mine.rows.isEmpty || !other.rows.isEmpty { return true }
    if mine.tokens.lowerBound > 0, Self.persianTitles.contains(fa.tokens[mine.tokens.lowerBound - 1].key) { return true }
    return [other.tokens.lowerBound - 1, other.tokens.upperBound].contains { index in
      en.tokens.indices.contains(index) && en.tokens[index].kind == .word && index > 0
        && en.scalars[en.tokens[index].range.lowerBound].properties.isUppercase
    }
  }

  private static let persianTitles: Set<String> = [
    "اقای", "خانم", "دکتر", "وزیر", "سخنگو", "سفیر", "ژنرال", "سناتور", "پروفسور", "شاهزاده", "شیخ", "سید", "حاجی", "مهندس", "سردار", "ملک",
    "شهر",
  ]

  // MARK: Finding names

  private static func kind(_ rows: [Int]) -> NameMention.Kind {
    let kinds = Set(rows.map { Gazetteer.standard.names[$0].kind })
    if kinds.isSubset(of: [.country, .demonym, .city, .place]) { return .place }
    if kinds == [.person] { return .person }
    return kinds == [.body] ? .body : .unknown
  }

  private func mention(_ occurrence: Gazetteer.Occurrence, _ side: SideText) -> NameMention {
    let range = side.tokens[occurrence.tokens.lowerBound].range.lowerBound..<side.tokens[occurrence.tokens.upperBound - 1].range.upperBound
    var mention = NameMention(tokens: occurrence.tokens, range: range, rows: occurrence.names)
    mention.kind = Self.kind(occurrence.names)
    return mention
  }

  private func persianNames(_ side: SideText) -> [NameMention] {
    let gazetteer = Gazetteer.standard
    var names: [NameMention] = []
    for occurrence in gazetteer.occurrences(in: side.tokens) where side.tokens[occurrence.tokens.lowerBound].script == .arabic {
      var name = mention(occurrence, side)
      let key = side.tokens[occurrence.tokens.lowerBound].key
      name.isSure =
        !occurrence.names.contains { gazetteer.names[$0].isCommon } && !(occurrence.tokens.count == 1 && Self.ambiguous.contains(key))
      if occurrence.tokens.lowerBound > 0, name.kind == .person {
        name.isSure = name.isSure || Self.persianTitles.contains(side.tokens[occurrence.tokens.lowerBound - 1].key)
      }
      // «در وین»: what stands behind a preposition is the place, not the word.
      if occurrence.tokens.lowerBound > 0, name.kind == .place, !Self.ambiguous.contains(key),
        ["در", "به", "از"].contains(side.tokens[occurrence.tokens.lowerBound - 1].key)
      {
        name.isSure = true
      }
      if name.kind == .unknown { name.isSure = false }
      names.append(name)
    }
    for (index, token) in side.tokens.enumerated() where token.kind == .word && token.script == .arabic {
      // Names are seldom written with ZWNJ; a word of two known ones (براساس) is a matter of blanks.
      guard !names.contains(where: { $0.tokens.contains(index) }), token.key.unicodeScalars.count >= 4,
        token.range.count == token.key.unicodeScalars.count, !Stemmer.isKnownPersian(token.key), !isCompound(token.key)
      else { continue }
      names.append(NameMention(tokens: index..<index + 1, range: token.range, isSure: true))
    }
    return names
  }

  /// True for a word that endings or known words make up, so that it is no name.
  private func isCompound(_ key: String) -> Bool {
    if ["ها", "های", "هایی", "ترین", "گان", "نفره", "یی", "ای", "کننده", "دهنده"].contains(where: { key.hasSuffix($0) }) { return true }
    let letters = Array(key.unicodeScalars)
    guard letters.count >= 5 else { return false }
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(part)) }
    return (2...(letters.count - 2)).contains {
      Stemmer.isKnownPersian(text(letters[..<$0])) && Stemmer.isKnownPersian(text(letters[$0...]))
    }
  }

  /// True for a word of the English dictionary, or two written together.
  private func isEnglishWord(_ key: String) -> Bool {
    let vocabulary = EnglishVocabulary.standard
    if vocabulary.has(key) || Self.titles.contains(key) || LanguageGuess.english.contains(key) { return true }
    if ["ing", "ed", "ly", "tion", "tions", "ness", "ment", "ities", "ity", "ous", "ive", "ical", "less", "ful"].contains(where: {
      key.hasSuffix($0)
    }) {
      return true
    }
    let letters = Array(key)
    guard letters.count >= 6 else { return false }
    return (3...(letters.count - 3)).contains { vocabulary.has(String(letters[..<$0])) && vocabulary.has(String(letters[$0...])) }
  }

  private func englishNames(_ side: SideText) -> [NameMention] {
    var names: [NameMention] = []
    for occurrence in Gazetteer.standard.occurrences(in: side.tokens) {
      let first = side.tokens[occurrence.tokens.lowerBound]
      guard first.script == .latin, side.scalars[first.range.lowerBound].properties.isUppercase else { continue }
      var name = mention(occurrence, side)
      // “Who” is no organization.
      let isWord = name.kind == .body && occurrence.tokens.count == 1 && EnglishVocabulary.standard.has(first.key)
      name.isSure = name.kind != .unknown && !isWord
      names.append(name)
    }
    for (index, token) in side.tokens.enumerated() where token.kind == .word && token.script == .latin {
      guard !names.contains(where: { $0.tokens.contains(index) }), token.key.utf8.count >= 3,
        side.scalars[token.range.lowerBound].properties.isUppercase
      else { continue }
      let scalars = side.scalars[token.range]
      var name = NameMention(tokens: index..<index + 1, range: token.range)
      // An acronym stands for words; a word of the dictionary with a capital is a title.
      let isAcronym = scalars.dropFirst().contains { $0.properties.isUppercase }
      // Any word begins a sentence with a capital.
      let isFirst =
        index == 0 || side.tokens[index - 1].kind == .punctuation && side.tokens[index - 1].key != "," && side.tokens[index - 1].key != "-"
      name.isSure = !isAcronym && !isEnglishWord(token.key)
      if name.isSure, !isFirst || token.key.utf8.count >= 5 { names.append(name) }
    }
    return names
  }

  /// Persian names that are common words as well.
  private static let ambiguous: Set<String> = [
    "مالی", "چاد", "پرو", "کره", "گرجی", "ترک", "عرب", "لر", "دری", "نیس", "ری", "بم",
    "دوشنبه", "کووید", "دنیا", "ارس", "سیا", "غرب", "شرق", "جنوب", "شمال", "خلیج", "اروپا", "افریقا", "اسیا", "غربی", "اسلامی", "افغانی",
  ]
  private static let titles: Set<String> = [
    "this", "european", "asian", "african", "latin", "that", "these", "those", "they", "there", "their", "then", "when", "where", "which",
    "what", "while", "with", "without", "would",
    "mister", "messrs", "dear", "sincerely", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "january",
    "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "internet", "islam", "islamic",
    "muslim",
    "muslims", "christian", "christians", "jewish", "christmas", "easter", "bible", "god", "lord", "english", "latin", "western", "eastern",
    "northern", "southern", "plenipotentiary", "excellency", "majesty", "highness", "anno", "persian", "covid", "coronavirus", "euro",
    "dollar",
    "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "bahman", "esfand", "muharram", "safar",
    "ramadan", "shawwal", "shaban", "rajab", "nowruz", "majles", "sharia",
  ]

  // MARK: Meeting

  /// True when the gazetteer calls both the same, or the letters do.
  private func agree(_ mine: NameMention, _ other: NameMention, _ fa: SideText, _ en: SideText, _ gazetteer: Gazetteer) -> Bool {
    if mine.rows.contains(where: { row in
      let name = gazetteer.names[row]
      return other.rows.contains { there in
        let twin = gazetteer.names[there]
        return name.referent == twin.referent || name.country == twin.referent || twin.country == name.referent
          || name.english == twin.english
      }
    }) {
      return true
    }
    // A body and a part of it: the United Nations, its Office on Drugs and Crime.
    func words(_ name: NameMention) -> Set<Substring> {
      Set(name.rows.flatMap { gazetteer.names[$0].english.split(separator: " ").filter { $0.count > 3 } })
    }
    if mine.kind == .body, other.kind == .body, !words(mine).isDisjoint(with: words(other)) { return true }
    let (persian, english) = (spelling(mine, fa), spelling(other, en))
    if NameSkeleton.matches(persian, english) { return true }
    // Exonyms and rare spellings (ونیز, Venice): of a name that no table has, three consonants in five are enough.
    guard mine.rows.isEmpty || other.rows.isEmpty else { return false }
    return isAlike(persian, english)
  }

  private func spelling(_ name: NameMention, _ side: SideText) -> String {
    var text = side.string(name.range)
    for ending in ["'s", "’s"] where text.hasSuffix(ending) { text = String(text.dropLast(2)) }
    return text
  }

  /// True when most consonants of two names are the same, in their order.
  private func isAlike(_ persian: String, _ english: String) -> Bool {
    func sounds(_ text: String, _ script: Token.Script) -> [UInt8] {
      NameSkeleton.of(FoldingKey.of(text, blanks: .dropped), script: script).utf8.map {
        ["z", "S", "c", "j"].map { Character($0).asciiValue! }.contains($0) ? UInt8(ascii: "s") : $0
      }
    }
    let (a, b) = (sounds(persian, .arabic), sounds(english, .latin))
    guard !a.isEmpty, !b.isEmpty else { return false }
    var row = [Int](repeating: 0, count: b.count + 1)
    for letter in a {
      var corner = 0
      for column in b.indices {
        let above = row[column + 1]
        row[column + 1] = letter == b[column] ? corner + 1 : max(above, row[column])
        corner = above
      }
    }
    let longest = max(a.count, b.count)
    return longest <= 2 ? row[b.count] * 2 >= longest : row[b.count] * 5 >= 3 * longest
  }

  /// True when a word of the other side, or two or three that follow each other, spell the name, or the lexicon has it as that word's rendering.
  private func isSpelt(_ name: NameMention, _ side: SideText, in other: SideText) -> Bool {
    let isEnglish = side.language == .english
    // A name that the table has is spelt by names and unknown words alone; an English name has a capital.
    let known = Gazetteer.standard
    let words = other.tokens.filter { token in
      guard token.kind == .word, token.script == (isEnglish ? .arabic : .latin) else { return false }
      if !isEnglish { return other.scalars[token.range.lowerBound].properties.isUppercase }
      return name.rows.isEmpty || !Stemmer.isKnownPersian(token.key) || !known.occurrences(in: [token]).isEmpty
    }
    if isEnglish {
      let stems = side.tokens[name.tokens].map { Stemmer.stem(of: $0.key.replacing("'s", with: ""), script: .latin) }
      let keys = Set(words.flatMap { [$0.key, Stemmer.stem(of: $0.key, script: .arabic)] })
      if stems.contains(where: { EnglishVocabulary.standard.renders(stem: $0, anyOf: keys) }) { return true }
    }
    // Left in its own script.
    if other.tokens.contains(where: { token in side.tokens[name.tokens].contains { $0.key == token.key } }) { return true }
    // Each word of a name by itself: of two given names and a family name one may be left out.
    for token in side.tokens[name.tokens] where token.kind == .word {
      let spelt = token.key.replacing("'s", with: "")
      if name.rows.isEmpty,
        words.contains(where: { !Stemmer.isKnownPersian($0.key) && isAlike(isEnglish ? $0.key : spelt, isEnglish ? spelt : $0.key) })
      {
        return true
      }
      for index in words.indices {
        var joined = ""
        for end in index..<min(index + 3, words.count) {
          joined += words[end].key.replacing("'s", with: "")
          if isEnglish ? NameSkeleton.matches(joined, spelt) : NameSkeleton.matches(spelt, joined) { return true }
          if isEnglish, end == index, NameSkeleton.matches(Stemmer.stem(of: joined, script: .arabic), spelt) { return true }
        }
      }
      // A part of a longer name: Amir-Abdollahian is one word in Persian.
      if let next = side.tokens.indices.last(where: { $0 == name.tokens.upperBound + 1 }), side.tokens[name.tokens.upperBound].key == "-" {
        let joined = spelt + side.tokens[next].key
        if words.contains(where: { NameSkeleton.matches(joined, $0.key) }) { return true }
      }
      if name.tokens.lowerBound >= 2, side.tokens[name.tokens.lowerBound - 1].key == "-" {
        let joined = side.tokens[name.tokens.lowerBound - 2].key + spelt
        if words.contains(where: { NameSkeleton.matches(joined, $0.key) }) { return true }
      }
    }
    return false
  }

  /// Names within terms of the glossary that both sides have are matched; so is what the bilingual lexicon pairs.
  private func cover(_ ours: inout [NameMention], _ theirs: inout [NameMention], _ fa: SideText) {
    let found = fa.side == .source ? terms : (terms.target, terms.source)
    for mine in found.0 {
      let concepts = Set(mine.entries.map(\.concept))
      for other in found.1 where other.entries.contains(where: { concepts.contains($0.concept) }) {
        for index in ours.indices where ours[index].range.overlaps(mine.range) { ours[index].isMatched = true }
        for index in theirs.indices where theirs[index].range.overlaps(other.range) { theirs[index].isMatched = true }
      }
    }
    // A capital within a term that the source lacks is the terms' concern.
    for other in found.1 where other.range.count > 0 {
      for index in theirs.indices where theirs[index].rows.isEmpty && theirs[index].range.overlaps(other.range) {
        theirs[index].isMatched = true
      }
    }
  }
}
