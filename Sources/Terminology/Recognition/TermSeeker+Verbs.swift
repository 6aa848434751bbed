internal import Language

/// Verbs that stand apart from their nouns: «تأکید ویژه‌ای بر … کرد».
extension TermSeeker {
  /// A noun whose verb stands some words behind it, within the clause: «تأکید ویژه‌ای بر … کرد».
  mutating func seekVerb(_ path: Path, _ noun: Range<Int>) {
    guard let chain = index.chains.whole(path.chains, Int(path.length)) else { return }
    let found = index.chains.heads(of: chain)
    guard found.contains(where: { mayHaveVerb(index.chains.entry(at: $0), noun, path.choices) }) else { return }
    // «قابل اجرا شود»: an adjective.
    if noun.lowerBound > 0, text.traits(noun.lowerBound - 1).contains(.able) { return }
    let isPredicate = isPredicate(noun, found)
    let reach = isPredicate ? LightVerb.predicateReach : LightVerb.reach
    var between = 0, last = noun.upperBound - 1
    for at in noun.upperBound..<text.words.count {
      guard text.words[at].gap < .mark else { return }
      let form = text.form(at)
      if form.verb != .none {
        if between > 0, isObject(noun) || hasOwnNoun(last, behind: noun) { return }
        if between > 0, !isPredicate, text.traits(noun.upperBound - 1).contains(.adjective) || standsAlone(last, between) { return }
        addVerb(found, noun, path.choices, at, isNear: between == 0)
        return
      }
      // «تأکید خواهد کرد»: the future's auxiliary passes; any other verb ends the clause.
      if form.traits.contains(.auxiliary) { continue }
      // «تأکید بر آن را نقد کرد»: what has را, or a clause of its own, is the object of another verb.
      if !form.traits.isDisjoint(with: [.verb, .barrier]) { return }
      between += 1
      last = at
      if between > reach { return }
    }
  }

  private mutating func addVerb(_ found: Range<Int>, _ noun: Range<Int>, _ choices: UInt64, _ at: Int, isNear: Bool) {
    let first = entries.count
    for number in found {
      let entry = index.chains.entry(at: number)
      let place = index.places[Int(entry)]
      if place.verb.admits(text.form(at).verb, isNear: isNear), mayHaveVerb(entry, noun, choices, isNear: isNear) { entries.append(entry) }
    }
    if entries.count > first {
      hits.append(
        Hit(words: Int32(noun.lowerBound)..<Int32(noun.upperBound), verb: Int32(at), entries: Int32(first)..<Int32(entries.count)))
    }
  }

  /// False for a noun with an ezafe that is written (اجرای, of اجرا کردن), or a plural: what follows belongs to it, not to a verb; and where a compound was
  /// put together of more words than the noun has.
  private func mayHaveVerb(_ entry: Int32, _ noun: Range<Int>, _ choices: UInt64, isNear: Bool = true) -> Bool {
    let place = index.places[Int(entry)]
    guard wanted[Int(place.language)], noun.count <= Int(place.words) else { return false }
    for at in noun {
      let number = choice(at, choices, noun.lowerBound)
      guard number > 0, number < Self.key else { continue }
      if !isNear || text.readings[Int(text.form(at).readings) + number - 1].kind != .indefinite { return false }
      // «اجرایی نمی‌شود»: an adjective.
      if text.traits(at).contains(.adjective) { return false }
    }
    guard place.words > 1 else { return true }
    let word = index.words.words[Int(place.firstWord + place.words) - 2]
    let own = index.words.bytes[Int(word.start)..<Int(word.end)]
    let key = text.key(noun.upperBound - 1)
    guard key.count != own.count || !key.elementsEqual(own) else { return true }
    // Further off it is the noun itself, or an indefinite one.
    guard key.count > own.count, key.starts(with: own) else { return isNear }
    let ending = key[own.count...]
    if ending.starts(with: "ها".utf8) || !isNear && !ending.elementsEqual("ی".utf8) && !ending.elementsEqual("ای".utf8) { return false }
    return !(ending.elementsEqual("ی".utf8) && (own.ends("ا") || own.ends("و")))
  }

  /// «پیش از اجرا … می‌شود»: a noun behind a preposition is no part of a verb that stands apart.
  private func isObject(_ noun: Range<Int>) -> Bool {
    noun.lowerBound > 0 && text.words[noun.lowerBound].gap == .none && text.traits(noun.lowerBound - 1).contains(.preposition)
  }

  /// «خواستار … شدند», «متهم به … کرد»: an adjective with a complement between it and its verb.
  private func isPredicate(_ noun: Range<Int>, _ found: Range<Int>) -> Bool {
    let last = noun.upperBound - 1
    guard text.traits(last).contains(.adjective), noun.upperBound < text.words.count else { return false }
    return text.traits(noun.upperBound).contains(.to)
      || found.contains { index.places[Int(index.chains.entry(at: $0))].verb == .become }
  }

  /// True for an adjective, or a noun behind another nominal: «با حسن نیت رفتار کردند», where it is the verb's own; a noun behind a preposition is not, nor an
  /// adjective right behind the noun: «استقبال گرم کردند».
  private func standsAlone(_ word: Int, _ between: Int) -> Bool {
    let form = text.form(word)
    if form.traits.contains(.adjective) { return between > 1 }
    return form.stem.start == form.key.start && text.traits(word - 1).isDisjoint(with: [.function, .preposition])
  }

  /// True where the word right before the verb makes a verb with it, so that the noun further off doesn't; but «امضا یا تصویب کردن» has two.
  private func hasOwnNoun(_ before: Int, behind noun: Range<Int>) -> Bool {
    let stem = text.form(before).stem
    guard before >= noun.upperBound, let chain = index.chains.whole(stem.chains, Int(stem.count)) else { return false }
    if before == noun.upperBound + 1, text.traits(noun.upperBound).contains(.link) { return false }
    return !index.chains.heads(of: chain).isEmpty
  }

  /// Of the nouns that have found one verb the nearest stays, and one that و or یا joins to it.
  mutating func leaveNearestVerbs() {
    var nearest = [Int32](repeating: -1, count: text.words.count)
    /// What stands right before a verb's noun.
    var joints: Set<Int32> = []
    for hit in hits {
      let isChain = hit.verb < 0 && hit.words.count > 1
      guard let verb = hit.verb >= 0 ? hit.verb : isChain ? hit.words.upperBound - 1 : nil else { continue }
      if isChain, text.form(Int(verb)).verb == .none { continue }
      nearest[Int(verb)] = max(nearest[Int(verb)], isChain ? verb : hit.words.upperBound)
      joints.insert(hit.words.lowerBound - 1)
    }
    hits.removeAll { hit in
      guard hit.verb >= 0, hit.words.upperBound < nearest[Int(hit.verb)] else { return false }
      return !(text.traits(Int(hit.words.upperBound)).contains(.link) && joints.contains(hit.words.upperBound))
    }
  }
}
