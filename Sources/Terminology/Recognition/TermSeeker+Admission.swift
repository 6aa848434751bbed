internal import Language

/// Whether a row of words with a term's chain is the term: equal stems are not enough.
extension TermSeeker {
  func admits(_ entry: Int32, _ row: Range<Int>, _ choices: UInt64, _ gap: TermReader.Gap) -> Bool {
    let place = index.places[Int(entry)]
    let traits = place.traits
    if gap == .comma, !traits.contains(.comma) { return false }
    if row.count > Int(place.words), row.count(where: { text.traits($0).contains(.particle) }) > Int(place.particles) { return false }
    guard choices == 0 || row.allSatisfy({ admitsReading(of: $0, row, choices, traits) }), hasForms(place, row) else { return false }
    // Words of grammar are for looking up.
    if traits.contains(.grammar), row.count < text.words.count { return false }
    let first = row.lowerBound
    guard text.words[first].isLatin else { return admitsPersian(place, row, choices) }
    // «Cross-border trade» is no border trade; anti-Iran has Iran.
    guard row.count == 1 else {
      if traits.contains(.name), place.words > 1, !text.beginsWithCapital(first + 1), text.hasCapital { return false }
      return !isPluralNoun(place, row) && (!text.words[first].isBound || text.beginsWithCapital(first))
    }
    if text.traits(first).contains(.personal), isPersonal(first) { return false }
    if traits.contains(.abbreviation) { return isAbbreviation(place, first) }
    // A name is not the word without a capital (turkey, polish), unless the text has none at all.
    if traits.contains(.name) { return text.surface(first).first.map(ReadText.isSmall) != true || !text.hasCapital }
    return admitsEnglish(place, first)
  }

  // MARK: Forms

  /// True when the words are the term's own in some inflection: equal stems are not enough, for English ones make one of reporter and reported.
  private func hasForms(_ place: TermIndex.Place, _ row: Range<Int>) -> Bool {
    guard row.count == Int(place.words) else { return hasJoinedForm(place, row) }
    for number in 0..<row.count {
      let at = row.lowerBound + number
      let form = text.pointer(at)
      // Of Persian words equal stems are enough, but for particles.
      if !text.words[at].isLatin, !form.pointee.traits.contains(.particle) { continue }
      let word = index.words.words[Int(place.firstWord) + number]
      if isSame(form.pointee, word) { continue }
      guard text.words[at].isLatin, isInflected(form.pointee, word) else { return false }
    }
    return true
  }

  /// A compound that the text parts otherwise than the term: follow up, followup.
  private func hasJoinedForm(_ place: TermIndex.Place, _ row: Range<Int>) -> Bool {
    guard text.words[row.lowerBound].isLatin else { return true }
    let first = index.words.words[Int(place.firstWord)], last = index.words.words[Int(place.firstWord + place.words) - 1]
    let key = row.reduce(into: [UInt8]()) { $0 += text.key($1) }
    let term = index.words.bytes[Int(first.start)..<Int(last.end)]
    return key.elementsEqual(term)
      || EnglishInflection.isForm(
        String(decoding: key, as: UTF8.self), of: String(decoding: term, as: UTF8.self), isVerb: place.traits.contains(.act))
  }

  /// True for the same key, by its hash of 64 bits.
  @inline(__always) private func isSame(_ form: TermReader.Form, _ word: TermIndex.TermWords.Word) -> Bool {
    form.hash == word.hash && form.key.count == word.end - word.start
  }

  /// ``EnglishInflection/isForm(_:of:isVerb:)`` over the hashes that both words have ready.
  private func isInflected(_ form: TermReader.Form, _ word: TermIndex.TermWords.Word) -> Bool {
    let asked = text.bases[Int(form.bases)..<Int(form.bases + form.nominal + (word.isVerb ? form.verbal : 0))]
    return index.words.bases.withUnsafeBufferPointer { bases in
      bases[Int(word.bases)..<Int(word.bases + word.nominal + (word.isVerb ? word.verbal : 0))].contains { asked.contains($0) }
    }
  }

  /// True where the words around allow a reading that is not the stem's.
  private func admitsReading(of at: Int, _ row: Range<Int>, _ choices: UInt64, _ traits: TermIndex.Place.Traits) -> Bool {
    let number = choice(at, choices, row.lowerBound)
    guard number > 0, number < Self.key else { return true }
    let form = text.form(at)
    switch text.readings[Int(form.readings) + number - 1].kind {
    case nil: return true
    // A name or a preposition has no plural: قطره‌ای is no Qatar.
    case .plural?: return traits.isDisjoint(with: [.name, .fixed])
    case .part?, .feminine?: return at > row.lowerBound
    case .verb?: return row.count > 1 ? at == row.upperBound - 1 : isClauseEnd(at, hasObject: true)
    case .indefinite?:
      if form.stem.start != form.key.start { return true }
      return at == row.lowerBound && isIndefinite(row)
    }
  }

  // MARK: Persian

  private func admitsPersian(_ place: TermIndex.Place, _ row: Range<Int>, _ choices: UInt64) -> Bool {
    if isPredicate(row, choices) || isCounted(row) { return false }
    let first = row.lowerBound
    if row.count > Int(place.words) {
      // «دو گل» is not de Gaulle, and a clause that ends with «قرار داد» has no contract.
      if place.traits.contains(.name), text.traits(first).contains(.neutral) { return false }
      if text.form(row.upperBound - 1).verb != .none, isBeforeClause(row.upperBound) { return false }
    }
    // «برنت» is no Bern.
    if row.count == 1, place.traits.contains(.name), choices == 0, isPossessed(first, place) { return false }
    // «صف آرایی» has no آرا: the end of a compound is no inflected noun.
    guard row.count == 1, choices == 0, text.words[first].gap == .none, first > 0 else { return true }
    let form = text.form(first)
    return form.stem.start == form.key.start || !text.key(first).ends("یی") || !text.readings(of: form).contains { $0.kind == .part }
  }

  /// True where a noun phrase begins, so that دولتی is “a state” and no adjective: behind a preposition, a determiner, a verb, at the beginning; or که follows.
  private func isIndefinite(_ row: Range<Int>) -> Bool {
    let (start, next) = (row.lowerBound, row.upperBound)
    let isJoined = start > 0 && text.words[start].gap == .none
    let before = start > 0 ? text.traits(start - 1) : []
    if isJoined, before.contains(.indefinite) { return true }
    // «را قانونی اعلام کرد»: an adjective.
    if isJoined, row.count == 1, before.contains(.barrier), !before.contains(.that) { return false }
    let hasNext = next < text.words.count && text.words[next].gap == .none
    if hasNext {
      let form = text.form(next)
      if form.traits.contains(.that) { return true }
      // «قانونی است», «را رسمی کرد»: an adjective.
      if row.count == 1, form.traits.contains(.copula) || form.verb == .make || form.verb == .become { return false }
    }
    guard start > 0, text.words[start].gap < .quote else { return hasNext }
    return isJoined && !before.isDisjoint(with: [.function, .verb]) && !before.contains(.neutral)
  }

  /// True for the word of the term with a letter of possession.
  private func isPossessed(_ at: Int, _ place: TermIndex.Place) -> Bool {
    let key = text.key(at), word = index.words.words[Int(place.firstWord)]
    return key.count == Int(word.end - word.start) + 2 && (key.ends("ت") || key.ends("ش") || key.ends("م"))
  }

  /// True where a clause ends, or another one begins.
  private func isBeforeClause(_ next: Int) -> Bool {
    next == text.words.count || text.words[next].gap >= .comma || !text.traits(next).isDisjoint(with: [.link, .that])
  }

  /// True for the last word of a clause that has no other verb, «کنار میز نشست.»; but not behind a preposition: «مندرج در پیوست».
  /// - Parameter hasObject: the clause has به or را: «به کنوانسیون پیوست.»
  private func isClauseEnd(_ at: Int, hasObject: Bool) -> Bool {
    let isLast = at + 1 == text.words.count
    // A heading has no mark at its end.
    if isLast ? !hasObject && Int(text.words[at].byteEnd) == text.text.count : text.words[at + 1].gap != .mark { return false }
    guard at > 0, text.words[at].gap != .none || !text.traits(at - 1).contains(.preposition) else { return false }
    // «خواهد پیوست»
    if text.words[at].gap == .none, text.traits(at - 1).contains(.auxiliary) { return true }
    var start = at
    var found = !hasObject
    while start > 0, text.words[start].gap < .mark {
      start -= 1
      let traits = text.traits(start)
      if traits.contains(.verb) { return false }
      if !traits.isDisjoint(with: [.to, .barrier]) { found = true }
    }
    return found && at - start >= 3
  }

  /// A noun that can only be a verb where it stands.
  private func isPredicate(_ row: Range<Int>, _ choices: UInt64) -> Bool {
    let first = row.lowerBound
    guard row.count == 1, text.traits(first).contains(.past) else { return false }
    let number = choice(first, choices, first)
    let isVerb = number > 0 && number < Self.key && text.readings[Int(text.form(first).readings) + number - 1].kind == .verb
    return !isVerb && isClauseEnd(first, hasObject: false)
  }

  /// «۱۵ روز اجرای …» has no روز اجرا: a unit belongs to its number.
  private func isCounted(_ row: Range<Int>) -> Bool {
    let first = row.lowerBound
    guard row.count > 1, first > 0, text.words[first].gap == .none, text.traits(first).contains(.unit) else { return false }
    return text.key(first - 1).first.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
  }

  // MARK: English

  private func isAbbreviation(_ place: TermIndex.Place, _ at: Int) -> Bool {
    // An abbreviation is not the small word: «who», «it» and «un» are no bodies; but «MoUs» and «IAEA» in capitals are.
    let term = index.words.surface(of: place), surface = text.surface(at)
    // US$ is money.
    let end = Int(text.words[at].byteEnd)
    if end < text.text.count, text.text[end] == UInt8(ascii: "$") { return false }
    let plural = UInt8(ascii: "s")
    if surface.starts(with: term) {
      let rest = surface[term.count...]
      if rest.isEmpty || rest.elementsEqual([plural]) || rest.starts(with: "'".utf8) || rest.starts(with: "’".utf8) { return true }
    }
    if term.count == surface.count + 1, term.last == plural, term.starts(with: surface) { return true }
    guard term.contains(where: ReadText.isCapital), !surface.contains(where: ReadText.isSmall) else { return false }
    let word = index.words.words[Int(place.firstWord)]
    let own = index.words.bytes[Int(word.start)..<Int(word.end)], key = text.key(at)
    return key.elementsEqual(own) || key.count == own.count + 1 && key.last == plural && key.starts(with: own)
  }

  /// «All States that …» has no verb: a plural behind a determiner.
  private func isPluralNoun(_ place: TermIndex.Place, _ row: Range<Int>) -> Bool {
    let first = row.lowerBound
    guard place.traits.contains(.act), first > 0, text.words[first].gap == .none, text.key(first).last == UInt8(ascii: "s") else {
      return false
    }
    return !text.traits(first - 1).isDisjoint(with: [.preposition, .determiner])
      && !isSame(text.form(first), index.words.words[Int(place.firstWord)])
  }

  /// «Jordan Spieth», «Mr. Washington», «Johnny English»: beside a word with a capital that is no word of the vocabulary.
  private func isPersonal(_ at: Int) -> Bool {
    guard text.beginsWithCapital(at) else { return false }
    if at > 0, text.traits(at - 1).contains(.title) { return true }
    return [at - 1, at + 1].contains { other in
      guard other >= 0, other < text.words.count, text.words[max(at, other)].gap == .none, text.words[other].isLatin,
        text.beginsWithCapital(other), text.surface(other).contains(where: ReadText.isSmall)
      else { return false }
      return text.traits(other).isEmpty && !EnglishVocabulary.standard.has(String(decoding: text.key(other), as: UTF8.self))
    }
  }

  private func isFollowedByNoun(_ at: Int) -> Bool {
    at + 1 < text.words.count && text.words[at + 1].gap == .none && text.words[at + 1].isLatin
      && text.traits(at + 1).isDisjoint(with: [.preposition, .determiner, .grammar, .link])
  }

  private func admitsEnglish(_ place: TermIndex.Place, _ at: Int) -> Bool {
    let traits = place.traits, isVerb = index.words.words[Int(place.firstWord)].isVerb
    let key = text.key(at)
    let isPlural = key.last == UInt8(ascii: "s")
    // A bond is not bonds.
    if traits.contains(.plural), !isPlural { return false }
    let before = at > 0 && text.words[at].gap == .none ? text.traits(at - 1) : []
    // A ship is not shipping, nor a dump dumping.
    let word = index.words.words[Int(place.firstWord)]
    if isVerb, !traits.contains(.act), index.words.bytes[Int(word.start)..<Int(word.end)].ends("ing") {
      return key.ends("ing") || key.ends("ings") || key.ends("ed")
    }
    // «They claim»: the verb.
    if before.contains(.subject), !isVerb { return false }
    if !isPlural, !traits.contains(.act) {
      // «Will issue», and for what the termbase calls a noun «to issue», «national arsenals», «is fine».
      if before.contains(.modal), !isVerb { return false }
      if traits.contains(.noun), !before.isDisjoint(with: [.infinitive, .copula]) || isFollowedByNoun(at) { return false }
    }
    // «Any sign of», «there are signs»: the noun, not the verb.
    return !traits.contains(.act) || before.isDisjoint(with: [.preposition, .determiner]) || key.ends("ed") || key.ends("ing")
      || before.contains(.infinitive) && !isPlural
  }
}

extension UnsafeBufferPointer<UInt8> {
  func ends(_ ending: String) -> Bool { count >= ending.utf8.count && suffix(ending.utf8.count).elementsEqual(ending.utf8) }
}
