internal import Language

/// How names of the two sides meet.
struct NameMeeting {
  let fa: SideText
  let en: SideText

  /// True when the gazetteer calls both the same, or the letters do.
  func agree(_ mine: NameMention, _ other: NameMention) -> Bool {
    if mine.names.contains(where: { name in other.names.contains { name.isSame(as: $0) } }) { return true }
    let (persian, english) = (Self.spelling(mine, fa), Self.spelling(other, en))
    if NameSkeleton.matches(persian, english) { return true }
    // Exonyms and rare spellings (ونیز, Venice): of a name that no table has, three consonants in five are enough.
    guard mine.rows.isEmpty || other.rows.isEmpty else { return false }
    return Self.isAlike(persian, english)
  }

  /// Matches names with what they may stand for: Tehran with Iran. A capital beside its country's name stands for itself.
  func matchMetonyms(_ ours: inout [NameMention], _ theirs: inout [NameMention]) {
    let isMet = (ours.map(\.isMatched), theirs.map(\.isMatched))
    for mine in ours.indices {
      for other in theirs.indices where !isMet.0[mine] || !isMet.1[other] {
        for name in ours[mine].names {
          for twin in theirs[other].names {
            if name.canStand(for: twin) {
              if !isMet.1[other] { ours[mine].isMatched = true }
              theirs[other].isMatched = true
            }
            if twin.canStand(for: name) {
              if !isMet.0[mine] { theirs[other].isMatched = true }
              ours[mine].isMatched = true
            }
          }
        }
      }
    }
  }

  private static func spelling(_ name: NameMention, _ side: SideText) -> String {
    var text = side.string(name.range)
    for ending in ["'s", "’s"] where text.hasSuffix(ending) { text = String(text.dropLast(2)) }
    return text
  }

  /// True when most consonants of two names are the same, in their order.
  private static func isAlike(_ persian: String, _ english: String) -> Bool {
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

  // MARK: By letters

  /// True when a word of the other side, or two or three that follow each other, spell the name, or the lexicon has it as that word's rendering.
  ///
  /// The parts of a longer name that the tables have spell no other one: there is a Congo in the name of either republic.
  /// - Parameter others: the names of the other side.
  func isSpelt(_ name: NameMention, isEnglish: Bool, among others: [NameMention]) -> Bool {
    let (side, other) = isEnglish ? (en, fa) : (fa, en)
    if isWithin(name, others, other) { return true }
    let taken = name.rows.isEmpty ? [] : Set(others.filter { $0.tokens.count > 1 && !$0.rows.isEmpty }.flatMap { Array($0.tokens) })
    // A name that the table has is spelt by names and unknown words alone; an English name has a capital.
    let words = other.tokens.indices.filter { index in
      let token = other.tokens[index]
      guard token.kind == .word, token.script == (isEnglish ? .arabic : .latin), !taken.contains(index) else { return false }
      if !isEnglish { return other.scalars[token.range.lowerBound].properties.isUppercase }
      return name.rows.isEmpty || !Stemmer.isKnownPersian(token.key) || !Gazetteer.occurrences(in: [token]).isEmpty
    }.map { other.tokens[$0].key.replacing("'s", with: "") }
    let parts = side.tokens[name.tokens].filter { $0.kind == .word }.map { $0.key.replacing("'s", with: "") }
    // An acronym is no word that letters spell.
    if !name.rows.isEmpty, parts.joined().unicodeScalars.count < 4 { return false }
    // Left in its own script.
    if other.tokens.contains(where: { token in side.tokens[name.tokens].contains { $0.key == token.key } }) { return true }
    if isEnglish, name.rows.isEmpty || parts.count == 1 {
      let keys = Set(words.flatMap { [$0, Stemmer.stem(of: $0, script: .arabic)] })
      if parts.contains(where: { EnglishVocabulary.standard.renders(stem: Stemmer.stem(of: $0, script: .latin), anyOf: keys) }) {
        return true
      }
    }
    // A body is told by its words, and a place as a whole.
    if name.kinds == .body, parts.count > 1 { return isTold(parts, isEnglish, in: other) }
    if parts.count > 1, !name.kinds.isEmpty, !name.kinds.contains(.person) { return isSpelt(parts.joined(), isEnglish, by: words) }
    // Each word of a name by itself: of two given names and a family name one may be left out.
    return parts.contains { part in
      name.rows.isEmpty
        && words.contains { (!isEnglish || !Stemmer.isKnownPersian($0)) && Self.isAlike(isEnglish ? $0 : part, isEnglish ? part : $0) }
        || isSpelt(part, isEnglish, by: words)
    } || isPartSpelt(name, side, isEnglish, by: words)
  }

  /// True for a place in the name of a body: the Caspian Sea, in the Convention on its Legal Status.
  private func isWithin(_ name: NameMention, _ others: [NameMention], _ side: SideText) -> Bool {
    guard !name.kinds.isDisjoint(with: [.place, .region]) else { return false }
    return others.contains { other in
      guard other.kinds.contains(.body), other.tokens.count > 1 else { return false }
      let inner = Gazetteer.occurrences(in: Array(side.tokens[other.tokens.dropFirst()]), of: side.scalars)
      return inner.flatMap(\.names).contains { row in name.names.contains { $0.isSame(as: Gazetteer.name(row)) } }
    }
  }

  private func isSpelt(_ part: String, _ isEnglish: Bool, by words: [String]) -> Bool {
    for index in words.indices {
      var joined = ""
      for end in index..<min(index + 3, words.count) {
        joined += words[end]
        if isEnglish ? NameSkeleton.matches(joined, part) : NameSkeleton.matches(part, joined) { return true }
        if isEnglish, end == index, NameSkeleton.matches(Stemmer.stem(of: joined, script: .arabic), part) { return true }
      }
    }
    return false
  }

  /// A part of a longer name: Amir-Abdollahian is one word in Persian.
  private func isPartSpelt(_ name: NameMention, _ side: SideText, _ isEnglish: Bool, by words: [String]) -> Bool {
    func isSpelt(_ joined: String) -> Bool {
      words.contains { isEnglish ? NameSkeleton.matches($0, joined) : NameSkeleton.matches(joined, $0) }
    }
    let (first, end) = (name.tokens.lowerBound, name.tokens.upperBound)
    let tokens = side.tokens
    return end + 1 < tokens.count && tokens[end].key == "-" && isSpelt(tokens[end - 1].key + tokens[end + 1].key.replacing("'s", with: ""))
      || first >= 2 && tokens[first - 1].key == "-" && isSpelt(tokens[first - 2].key + tokens[first].key.replacing("'s", with: ""))
  }

  // MARK: By words

  /// True when the lexicon has a word of the other side for every word of a body's name.
  private func isTold(_ parts: [String], _ isEnglish: Bool, in other: SideText) -> Bool {
    let vocabulary = EnglishVocabulary.standard
    let words = other.words.filter { $0.script == (isEnglish ? .arabic : .latin) }.map(\.key)
    if isEnglish {
      let keys = Set(words.flatMap { [$0, Stemmer.stem(of: $0, script: .arabic)] })
      return parts.filter { !LanguageGuess.english.contains($0) }.allSatisfy { part in
        vocabulary.renders(stem: Stemmer.stem(of: part, script: .latin), anyOf: keys) || isSpelt(part, true, by: words)
      }
    }
    let stems = Set(words.map { Stemmer.stem(of: $0, script: .latin) })
    return parts.filter { !LanguageGuess.persianSmall.contains($0) }.allSatisfy { part in
      !stems.isDisjoint(with: vocabulary.renderings(ofKey: part) + vocabulary.renderings(ofKey: Stemmer.stem(of: part, script: .arabic)))
        || isSpelt(part, false, by: words)
    }
  }

  /// Bodies without counterpart that the other side calls by their kind (the Agency, «این سازمان») or describes as a part of a larger one («نهاد ناظر هسته‌ای
  /// سازمان ملل», “the UN refugee agency”) are matched.
  func describe(_ ours: inout [NameMention], _ theirs: inout [NameMention]) {
    describe(&ours, by: &theirs, en) { isDescription($0, in: en, NameMeeting.englishBodies, -4, 4) }
    describe(&theirs, by: &ours, fa) { isDescription($0, in: fa, NameMeeting.persianBodies, -5, 0) }
    let taken = (Set(ours.flatMap { Array($0.tokens) }), Set(theirs.flatMap { Array($0.tokens) }))
    for index in ours.indices where !ours[index].isMatched && ours[index].kinds == .body {
      ours[index].isMatched = isCalledByKind(ours[index], in: en, taken.1)
    }
    for index in theirs.indices where !theirs[index].isMatched && theirs[index].kinds == .body {
      theirs[index].isMatched = isCalledByKind(theirs[index], in: fa, taken.0)
    }
  }

  /// Matches bodies with a mention of what they are a part of, where that is a description.
  private func describe(
    _ names: inout [NameMention], by others: inout [NameMention], _ side: SideText, _ isDescription: (NameMention) -> Bool
  ) {
    for index in names.indices where !names[index].isMatched && names[index].kinds == .body {
      let wholes = names[index].names.flatMap { name in name.wholes.flatMap { Gazetteer.name($0).own } }
      guard !wholes.isEmpty,
        let other = others.indices.first(where: { other in
          others[other].names.contains { $0.own.contains { wholes.contains($0) } } && isDescription(others[other])
        })
      else { continue }
      names[index].isMatched = true
      others[other].isMatched = true
    }
  }

  /// True when a word for a body stands near a name, within a number of words before and behind it.
  private func isDescription(_ name: NameMention, in side: SideText, _ bodies: Set<String>, _ before: Int, _ behind: Int) -> Bool {
    let near = max(0, name.tokens.lowerBound + before)..<min(side.tokens.count, name.tokens.upperBound + behind)
    return near.contains { index in
      !name.tokens.contains(index) && bodies.contains(Stemmer.stem(of: side.tokens[index].key, script: side.tokens[index].script))
    }
  }

  /// True when the other side has a body's kind by itself: the Agency, this organization, «این شورا».
  private func isCalledByKind(_ name: NameMention, in other: SideText, _ taken: Set<Int>) -> Bool {
    let vocabulary = EnglishVocabulary.standard
    let heads = name.names.map { Tokenizer.tokens(of: $0.persian) }.filter { $0.count > 1 }.map { $0[0].key }
    return other.tokens.indices.contains { index in
      let token = other.tokens[index]
      guard token.kind == .word, !taken.contains(index) else { return false }
      if other.language == .persian { return heads.contains(token.key) || heads.contains(Stemmer.stem(of: token.key, script: .arabic)) }
      guard index > 0, ["the", "this", "that", "its"].contains(other.tokens[index - 1].key) else { return false }
      return vocabulary.renders(stem: Stemmer.stem(of: token.key, script: .latin), anyOf: Set(heads))
    }
  }

  private static let englishBodies = Set(
    [
      "agency", "watchdog", "body", "office", "fund", "programme", "program", "organization", "organisation", "mission", "force",
      "commission", "committee",
      "council", "court", "arm", "institution", "envoy", "system", "authority", "unit", "inspector", "observer", "peacekeeper",
    ]
    .map { Stemmer.stem(of: $0, script: .latin) })
  private static let persianBodies = Set(
    [
      "نهاد", "آژانس", "سازمان", "دفتر", "صندوق", "برنامه", "بازوی", "دستگاه", "مرجع", "ناظر", "دیدبان", "دیده‌بان", "کمیساریا", "کمیساریای",
      "کمیسیون",
      "کمیته", "نیرو", "نیروهای", "هیئت", "مأموریت", "بازرس", "مؤسسه", "بخش", "اداره", "کلاه‌آبی", "صلح‌بان", "شورا", "دیوان", "دادگاه",
    ]
    .map { Stemmer.stem(of: FoldingKey.of($0, blanks: .dropped), script: .arabic) })
}
