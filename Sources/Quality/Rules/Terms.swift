internal import Language
internal import Terminology

// Terms of a glossary, counted occurrence by occurrence, inflected or not.

extension Examination {
  /// Rules `term-missing`, `term-confused`, `term-forbidden`, `term-deprecated`.
  mutating func checkTerms() {
    let (ours, theirs) = terms
    var free = theirs.map { Set($0.entries.map(ConceptName.init)) }
    var missing: [TermIndex.Occurrence] = []
    var seen: Set<ConceptName> = []
    for occurrence in ours {
      let concepts = Set(occurrence.entries.map(ConceptName.init))
      seen.formUnion(concepts)
      if let match = free.firstIndex(where: { !$0.isDisjoint(with: concepts) }) {
        free[match] = []
      } else {
        missing.append(occurrence)
      }
    }
    if !missing.isEmpty { (sourceKeys, targetStems) = (keys(source, source.tokens), stems(0..<target.scalars.count)) }
    for occurrence in missing { reportMissing(occurrence, among: ours, theirs, free) }
    checkLeftovers(missing.filter { isNoun($0) && nameKind($0) == nil && !isAdjective(first($0)) }.map(\.range))
    for (occurrence, isFree) in zip(theirs, free.map { !$0.isEmpty }) { checkStatus(occurrence, expected: seen, isFree: isFree) }
  }

  private struct ConceptName: Hashable {
    var termbase, concept: String

    init(_ entry: TermIndex.Entry) { (termbase, concept) = (entry.termbase, entry.concept.id) }
  }

  private mutating func reportMissing(
    _ occurrence: TermIndex.Occurrence, among ours: [TermIndex.Occurrence], _ theirs: [TermIndex.Occurrence], _ free: [Set<ConceptName>]
  ) {
    let entries = occurrence.entries.filter { !$0.concept.terms(in: target.tag).isEmpty }
    guard entries.count == occurrence.entries.count else { return }
    // A longer term may have swallowed the equivalent: look for this concept's terms alone, as often as the source needs them.
    let own = TermIndex(Dictionary(grouping: entries, by: \.termbase).map { Termbase(name: $0, concepts: $1.map(\.concept)) })
    let needed = own.recognize(in: source.text, language: source.tag).count
    if own.recognize(in: target.text, language: target.tag).count >= max(1, min(needed, ours.filter { $0.term == occurrence.term }.count)) {
      return
    }
    // A term with marks of its own (a.i.) is found by its spelling.
    let key = FoldingKey.of(target.text)
    if entries.contains(where: {
      $0.concept.terms(in: target.tag).contains { key.contains(FoldingKey.of($0.text)) && $0.text.contains(".") }
    }) {
      return
    }
    // Once named, it may be “it” or “the former” afterwards.
    let isRepeated = ours.contains {
      $0.range.upperBound <= occurrence.range.lowerBound && $0.entries[0].concept == occurrence.entries[0].concept
    }
    let found = source.string(occurrence.range)
    var wanted: [String] = []
    for entry in entries {
      for term in entry.concept.terms(in: target.tag) where term.status.isAccepted {
        if !wanted.contains(term.text), wanted.count < 3 { wanted.append(term.text) }
      }
    }
    guard let suggestion = wanted.first else { return }
    let domain = entries[0].concept.domain
    if let other = zip(theirs, free).first(where: { !$1.isEmpty && isConfusion(of: occurrence, with: $0, domain: domain) })?.0 {
      add(
        .termConfused, source: occurrence.range, target: other.range, suggestion: suggestion,
        .confusedTerm(found, wanted: wanted, found: target.string(other.range)))
    } else if let place = calque(of: occurrence) {
      add(
        .termConfused, atMost: .info, source: occurrence.range, target: place, suggestion: suggestion,
        .confusedTerm(found, wanted: wanted, found: target.string(place)))
    } else {
      add(
        .termMissing, atMost: isRepeated ? .info : .error, source: occurrence.range, suggestion: suggestion, .term(found, wanted: wanted))
    }
  }

  private func isAdjective(_ text: String) -> Bool {
    !text.contains(" ") && ["able", "ible", "ive", "ous", "ed", "ing", "ical", "ional"].contains { text.lowercased().hasSuffix($0) }
  }

  /// What a concept is called first in the target's language.
  private func first(_ occurrence: TermIndex.Occurrence) -> String { occurrence.entries[0].concept.preferred(in: target.tag)?.text ?? "" }

  /// Units of counting, which the numbers' rules compare.
  private static let numerals: Set<String> = ["میلیون", "میلیارد", "تریلیون", "هزار"]
  /// What kind of name a term is: the field, where that is one of names, `body` for others with a capital (UNESCO); nil for what is no name.
  private func nameKind(_ occurrence: TermIndex.Occurrence) -> String? {
    let concept = occurrence.entries[0].concept
    let name = concept.preferred(in: .english)?.text ?? ""
    if ["country", "person", "place", "body"].contains(concept.domain) {
      // «کشور» is of their field, and no name.
      return name.first?.isLowercase == true && concept.domain == "country" ? nil : concept.domain
    }
    // Languages and peoples have a capital, too, but one word with one.
    return name.first?.isUppercase == true && (name.contains(" ") || name.dropFirst().first?.isUppercase == true) ? "body" : nil
  }

  /// True when another term of the same field, which nothing in the source asks for, stands where a term is missing.
  ///
  /// Names of one kind exclude each other. Other terms do when the bilingual lexicon knows no word of the source that the found one renders, and none of
  /// the target that renders the missing one: a free translation is no confusion.
  private func isConfusion(of missing: TermIndex.Occurrence, with other: TermIndex.Occurrence, domain: String) -> Bool {
    let kinds = (nameKind(missing), nameKind(other))
    let isName = kinds.0 != nil && kinds.0 == kinds.1
    // No nationality stands for a word that is no name.
    if !isName, target.language == .english, target.scalars[other.range.lowerBound].properties.isUppercase,
      target.words.first?.range.lowerBound != other.range.lowerBound
    {
      return false
    }
    if kinds.0 != kinds.1, [kinds.0, kinds.1].contains(where: { $0 != nil && $0 != "body" }) { return false }
    guard isNoun(missing), isNoun(other), other.range.count > 3, !isAdjective(target.string(other.range)) else { return false }
    if Self.numerals.contains(FoldingKey.of(source.string(missing.range))) { return false }
    // What a number counts is the concern of other rules: 3,000 tomans are 30,000 rials.
    if mentions?.source.numbers.contains(where: { $0.wide?.overlaps(missing.range) ?? false }) == true,
      mentions?.target.numbers.contains(where: { $0.wide?.overlaps(other.range) ?? false }) == true
    {
      return false
    }
    // Tehran, for Iran.
    if isName, hasCounterpart(within: missing.range) || hasCounterpart(within: other.range, on: .target) { return false }
    // “the refugee agency” is a description.
    if isName, target.language == .english, target.scalars[other.range.lowerBound].properties.isLowercase { return false }
    let found = stems(other.range)
    if isExplained(other) || !isName && isPhrase(other) { return false }
    if isAkin(found, to: missing) { return isSibling(other, found, of: missing) || isName && isTransposed(found, missing) }
    guard source.language == .persian, target.language == .english else { return isName }
    if found.contains(where: { EnglishVocabulary.standard.renders(stem: $0, anyOf: sourceKeys) }) { return false }
    if isName {
      // «مجلس» is any parliament.
      if domain == "country" { return true }
      return !source.tokens.contains { $0.range == missing.range && isCommonNoun($0) } || isSibling(other, found, of: missing)
    }
    if other.entries[0].concept.domain == domain, !isRendered(missing), isLiteral(but: missing.range, other.range) { return true }
    if found.count > 1, other.entries[0].concept.domain == domain, isSpecific(missing), !isRendered(missing),
      !found.contains(where: isToldBySource)
    {
      return true
    }
    return isSibling(other, found, of: missing)
  }

  /// True when the source has a word for an English one, or for one of its root.
  private func isToldBySource(_ stem: String) -> Bool { EnglishVocabulary.standard.isAkin(stem: stem, toAnyOf: sourceKeys) }

  /// True for the same words in another order: the European Council, the Council of Europe.
  private func isTransposed(_ found: [String], _ missing: TermIndex.Occurrence) -> Bool {
    let wanted = Set(wantedStems(missing))
    return found.count > 1 && found.allSatisfy { word in wanted.contains { $0 == word || $0.prefix(5) == word.prefix(5) } }
  }

  /// True for another term about a like thing, told apart by words that the source has nothing for: world war for a civil war, diplomatic relations for
  /// consular ones.
  private func isSibling(_ other: TermIndex.Occurrence, _ found: [String], of missing: TermIndex.Occurrence) -> Bool {
    guard source.language == .persian, target.language == .english else { return false }
    let wanted = Set(wantedStems(missing)), distinct = found.filter { !wanted.contains($0) }
    let size = source.tokens.count { $0.kind == .word && missing.range.overlaps($0.range) }
    guard found.count > 1, size > 1 else { return false }
    let isClose = other.entries[0].concept.domain == missing.entries[0].concept.domain
    if isClose, isTwin(found, of: missing) { return true }
    return (isClose || isLost(missing)) && distinct.contains { !isToldBySource($0) }
  }

  /// True for a term that differs from a wanted one by one of its words: transit passage for innocent passage.
  private func isTwin(_ found: [String], of missing: TermIndex.Occurrence) -> Bool {
    missing.entries.contains { entry in
      entry.concept.terms(in: target.tag).contains { term in
        let wanted = contentStems(of: term.text)
        let strange = zip(found, wanted).filter { $0 != $1 }.map(\.0)
        guard wanted.count == found.count, strange.count == 1 else { return false }
        // A word beside the term may account for it.
        let others = keys(source, source.tokens.filter { !$0.range.overlaps(missing.range) })
        return !EnglishVocabulary.standard.isAkin(stem: strange[0], toAnyOf: others)
      }
    }
  }

  private func contentStems(of text: String) -> [String] {
    Tokenizer.tokens(of: text).filter { $0.kind == .word && $0.key.utf8.count > 3 }.map { Stemmer.stem(of: $0.key, script: $0.script) }
  }

  /// True for a term of several words, or one that the lexicon has hardly any renderings for.
  private func isSpecific(_ missing: TermIndex.Occurrence) -> Bool {
    let words = source.tokens.filter { $0.kind == .word && missing.range.overlaps($0.range) && $0.key.unicodeScalars.count > 2 }
    if words.count > 1 { return true }
    // A single word may have become a pronoun.
    return words.allSatisfy { EnglishVocabulary.standard.renderings(ofKey: $0.key).count <= 2 }
      && !target.words.contains { ["it", "its", "they", "them", "their", "this", "thereof", "same"].contains($0.key) }
  }

  /// A formula or a form of address: in witness whereof, Your Excellency.
  private func isPhrase(_ other: TermIndex.Occurrence) -> Bool {
    if other.entries[0].term.form == .phrase { return true }
    let first = target.tokens.first { other.range.overlaps($0.range) }?.key ?? ""
    return ["in", "without", "with", "on", "at", "by", "of", "for", "your", "his", "her", "their", "our", "subject"].contains(first)
  }

  /// True when one of the concept's own terms stands in the source after all, its words apart, or the term is there in its own script.
  private func isExplained(_ other: TermIndex.Occurrence) -> Bool {
    let its = target.tokens.filter { $0.kind == .word && other.range.overlaps($0.range) }
    if its.contains(where: { sourceKeys.contains($0.key) }) { return true }
    return other.entries.contains { entry in
      entry.concept.terms(in: source.tag).contains { term in
        Tokenizer.tokens(of: term.text).filter { $0.kind == .word }.allSatisfy {
          sourceKeys.contains($0.key) || sourceKeys.contains(Stemmer.stem(of: $0.key, script: $0.script))
        }
      }
    }
  }

  /// True when a word of a term has nothing in the target that might tell it.
  private func isLost(_ missing: TermIndex.Occurrence) -> Bool {
    let words = source.tokens.filter { $0.kind == .word && missing.range.overlaps($0.range) && $0.key.unicodeScalars.count > 2 }
    return words.contains { word in
      let own = keys(source, [word])
      return Stemmer.isKnownPersian(word.key) && !targetStems.contains { EnglishVocabulary.standard.isAkin(stem: $0, toAnyOf: own) }
    }
  }

  /// True when the lexicon and the glossary account for nearly all other words of both sides, so that two that are left must stand for each other.
  private func isLiteral(but ours: Range<Int>, _ theirs: Range<Int>) -> Bool {
    let stemmed = Set(targetStems)
    let english = target.tokens.filter {
      $0.kind == .word && $0.script == .latin && $0.key.utf8.count > 3 && !LanguageGuess.english.contains($0.key)
        && !theirs.overlaps($0.range)
        && target.scalars[$0.range.lowerBound].properties.isLowercase
    }
    let open = english.count { !EnglishVocabulary.standard.renders(stem: Stemmer.stem(of: $0.key, script: .latin), anyOf: sourceKeys) }
    let persian = source.tokens.filter {
      $0.kind == .word && $0.script == .arabic && $0.key.unicodeScalars.count > 2 && !LanguageGuess.persianSmall.contains($0.key)
        && !ours.overlaps($0.range)
        && !Self.lightVerbs.contains(Stemmer.stem(of: $0.key, script: .arabic))
    }
    let closed = persian.count { token in
      let own = keys(source, [token])
      return stemmed.contains { EnglishVocabulary.standard.renders(stem: $0, anyOf: own) }
    }
    return english.count > 3 && open * 5 <= english.count && (persian.count - closed) * 5 <= persian.count
  }

  private static let lightVerbs: Set<String> = [
    "کردن", "شدن", "بودن", "داشتن", "دادن", "گرفتن", "خواستن", "رفتن", "امدن", "یافتن", "نمودن", "زدن",
  ]

  /// True when the lexicon has each word of a term, or the term as one word, for some word of the target.
  private func isRendered(_ missing: TermIndex.Occurrence) -> Bool {
    let words = source.tokens.filter { $0.kind == .word && missing.range.overlaps($0.range) && $0.key.unicodeScalars.count > 2 }
    func has(_ keys: Set<String>) -> Bool { targetStems.contains { EnglishVocabulary.standard.renders(stem: $0, anyOf: keys) } }
    return words.allSatisfy { has(keys(source, [$0])) } || words.count > 1 && has([words.map(\.key).joined()])
  }

  /// True when what was found shares a word, or the initials, with what is wanted: another form of it.
  private func isAkin(_ found: [String], to missing: TermIndex.Occurrence) -> Bool {
    let wanted = wantedStems(missing)
    return found.contains { stem in
      wanted.contains { $0 == stem || $0.utf8.count > 4 && stem.utf8.count > 4 && $0.prefix(5) == stem.prefix(5) }
    }
  }

  /// True for a Persian word that the lexicon has with English words that are no names.
  private func isCommonNoun(_ word: Token) -> Bool {
    EnglishVocabulary.standard.renderings(ofKey: word.key).contains { EnglishVocabulary.standard.has($0) }
  }

  private func wantedStems(_ missing: TermIndex.Occurrence) -> [String] {
    missing.entries.flatMap { $0.concept.terms(in: target.tag) }.flatMap { term in
      Tokenizer.tokens(of: term.text).filter { $0.kind == .word }.map { Stemmer.stem(of: $0.key, script: $0.script) }
    }
  }

  /// False for verbs and for adjectives by their ending: they are rendered freely.
  private func isNoun(_ occurrence: TermIndex.Occurrence) -> Bool {
    for term in occurrence.entries[0].concept.terms {
      let last = term.text.split(separator: " ").last.map { FoldingKey.of(String($0), blanks: .dropped) } ?? ""
      if term.language.language == .persian,
        isVerbForm(term.text)
          || [
            "کردن", "دادن", "شدن", "داشتن", "گرفتن", "بودن", "زدن", "خواستن", "یافتن", "ورزیدن", "نمودن", "ماندن", "آوردن", "رساندن",
            "باید", "پیوستن", "گذاشتن", "رفتن", "کشیدن", "گفتن", "پذیرفتن", "خواندن", "اوردن", "یدن",
          ].contains(where: { last.hasSuffix($0) })
      {
        return false
      }
      if term.language.language == .english, isAdjective(term.text) { return false }
    }
    return true
  }

  /// True for a phrase that ends in a verb: موقع را مغتنم می‌شمارد.
  private func isVerbForm(_ text: String) -> Bool {
    guard let last = Tokenizer.tokens(of: text).last(where: { $0.kind == .word }) else { return false }
    let stem = Stemmer.stem(of: last.key, script: last.script)
    return stem != last.key && (stem.hasSuffix("دن") || stem.hasSuffix("تن"))
  }

  /// The keys of words with those of their stems, and of neighbours written together.
  private func keys(_ side: SideText, _ tokens: [Token]) -> Set<String> {
    let words = tokens.filter { $0.kind == .word }
    var keys = Set(words.flatMap { [$0.key, Stemmer.stem(of: $0.key, script: $0.script)] })
    for (first, second) in zip(words, words.dropFirst()) {
      keys.insert(first.key + second.key)
      keys.insert(first.key + Stemmer.stem(of: second.key, script: second.script))
    }
    return keys
  }

  /// The stems of the target's words in a place, small words left out.
  private func stems(_ range: Range<Int>) -> [String] {
    target.tokens.filter { $0.kind == .word && range.overlaps($0.range) && $0.key.utf8.count > 3 }
      .map { Stemmer.stem(of: $0.key.replacing("'s", with: ""), script: $0.script) }
  }

  /// The two words that render a term of two words one by one, as nouns stand in English: “news meeting” for نشست خبری, a press conference.
  private func calque(of missing: TermIndex.Occurrence) -> Range<Int>? {
    guard source.language == .persian, target.language == .english, isNoun(missing) else { return nil }
    let words = source.tokens.filter { $0.kind == .word && missing.range.overlaps($0.range) && $0.key.unicodeScalars.count > 2 }
    guard words.count == 2 else { return nil }
    let (head, modifier) = (keys(source, [words[0]]), keys(source, [words[1]]))
    let found = target.tokens.filter { $0.kind == .word }
    let stems = found.map { Stemmer.stem(of: $0.key, script: $0.script) }
    func renders(_ index: Int, _ keys: Set<String>) -> Bool {
      found.indices.contains(index) && EnglishVocabulary.standard.renders(stem: stems[index], anyOf: keys)
    }
    for start in found.indices.dropLast() {
      let end =
        renders(start, modifier) && renders(start + 1, head)
        ? start + 1 : renders(start, head) && found[start + 1].key == "of" && renders(start + 2, modifier) ? start + 2 : 0
      guard end > 0, !isAkin([stems[start], stems[end]], to: missing) else { continue }
      return found[start].range.lowerBound..<found[end].range.upperBound
    }
    return nil
  }

  /// A forbidden or deprecated term in the target. Where the same words are an accepted term of a concept that the source has, they are right.
  private mutating func checkStatus(_ occurrence: TermIndex.Occurrence, expected: Set<ConceptName>, isFree: Bool) {
    let entries = occurrence.entries
    let accepted = entries.filter(\.term.status.isAccepted)
    let rejected = entries.filter { !$0.term.status.isAccepted }
    guard let worst = rejected.first(where: { $0.term.status == .forbidden }) ?? rejected.first else { return }
    if accepted.contains(where: { expected.contains(ConceptName($0)) || !expected.contains(ConceptName(worst)) }) { return }
    let preferred = worst.concept.preferred(in: target.tag)?.text
    let text = target.string(occurrence.range)
    if worst.term.status == .forbidden {
      add(.termForbidden, target: occurrence.range, suggestion: preferred, .forbiddenTerm(text, preferred: preferred))
    } else {
      add(.termDeprecated, target: occurrence.range, suggestion: preferred, .deprecatedTerm(text, preferred: preferred))
    }
  }
}
