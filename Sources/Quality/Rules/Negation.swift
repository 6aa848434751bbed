internal import Language

// A negation on one side only. Two languages say no in many ways (reject for not accept, unless for if not): the rule speaks only when nothing on the
// other side, or nothing that is left there, so much as leans that way.

extension Examination {
  /// Rule `negation`.
  mutating func checkNegation() {
    guard let name = side(in: .persian), self[name.other].language == .english else { return }
    let persian = NegationSigns(persian: self[name]), english = NegationSigns(english: self[name.other])
    // A question may be put either way: “do you not know” is «نمی‌دانید» or «می‌دانید».
    // A noun that denies (عدم اشاعه, non-proliferation) accounts for its like, not for a verb.
    if let word = persian.outright, !persian.isIdiom, english.outright == nil, english.leaning == english.firm,
      english.firm <= persian.firm,
      !(persian.hasUntil && english.hasUntil)
    {
      report(word, on: name)
    } else if let word = english.outright, !english.isIdiom, persian.outright == nil, persian.leaning == persian.firm,
      persian.firm <= english.firm
    {
      report(word, on: name.other)
    } else if let word = persian.denial, !persian.isIdiom, english.isAffirmative {
      report(word, on: name)
    } else if let word = english.denial, !english.isIdiom, persian.isAffirmative {
      report(word, on: name.other)
    } else {
      countNegations(persian, english, name)
    }
  }

  private mutating func report(_ word: Range<Int>, on side: Finding.Side) {
    if isToldByOpposite(word, on: side) { return }
    add(.negation, on: side, word, .negation(side, word: self[side].string(word)))
  }

  /// True when the other side has the opposite of what is denied: “is open” for «بسته نیست», “still away” for «هنوز بازنگشته».
  private func isToldByOpposite(_ word: Range<Int>, on side: Finding.Side) -> Bool {
    let other = self[side.other]
    let ours = ContrastIndex.standard.mentions(in: self[side]), theirs = ContrastIndex.standard.mentions(in: other)
    guard let at = self[side].words.firstIndex(where: { $0.range == word }) else { return false }
    let words = self[side].words
    if words[max(0, at - 4)...at].contains(where: { $0.key == "هنوز" }),
      other.words.contains(where: { ["still", "remain", "remains", "remained"].contains($0.key) })
    {
      return true
    }
    // What is denied stands before a Persian verb, and behind an English “not”.
    let denied = self[side].language == .persian ? words[max(0, at - 2)...at] : words[at...min(words.count - 1, at + 2)]
    return ours.contains { set, mine in
      // “not binding” is a sense of its own.
      let its = mine.filter { mention in
        !mention.occurrence.range.overlaps(word) && denied.contains { $0.range.overlaps(mention.occurrence.range) }
      }
      guard let found = theirs[set], !its.isEmpty else { return false }
      let senses = Set(mine.flatMap(\.senses))
      return found.allSatisfy { $0.senses.isDisjoint(with: senses) }
    }
  }

  /// Verbs that are negated on one side, one by one, against all that may account for them on the other.
  ///
  /// A word that leans towards no accounts for a verb unless it renders something else: “withdraw” is خروج and “unlawful” غیرقانونی where the other side
  /// has them, “failed to” is left for «نتوانست».
  private mutating func countNegations(_ persian: NegationSigns, _ english: NegationSigns, _ name: Finding.Side) {
    guard !persian.isTwisted, !english.isTwisted else { return }
    var ours = persian.words, theirs = english.words
    pair(&ours, &theirs, self[name], self[name.other])
    let denied = (persian.verbs.filter(\.isFirm), english.verbs.filter(\.isFirm))
    // هیچ and هرگز go with a negated verb, and add none.
    let persianRoom = persian.verbs.count + ours.count { $0.kind != .concord || persian.verbs.isEmpty }
    let englishRoom = english.verbs.count + theirs.count + (english.isShared ? 1 : 0)
    // «فاقد» and «بدون» deny as a verb does where nothing else is left.
    let denials = ours.filter { PersianNegation.denying.contains(self[name].words[$0.index].key) && $0.kind != .concord }
    if denied.0.isEmpty, englishRoom == 0, let denial = denials.first, persian.denial != nil {
      report(self[name].words[denial.index].range, on: name)
    } else if denied.0.count > englishRoom, !(persian.hasUntil && english.hasUntil), let word = denied.0.first {
      report(word.range, on: name)
    } else if denied.1.count + english.subjects > persianRoom, let word = denied.1.last {
      report(word.range, on: name.other)
    }
  }

  /// Takes out the words that account for each other, or for a word that denies nothing.
  private func pair(_ ours: inout [NegationSigns.Word], _ theirs: inout [NegationSigns.Word], _ fa: SideText, _ en: SideText) {
    let vocabulary = EnglishVocabulary.standard
    func keys(_ index: Int) -> Set<String> {
      let word = fa.words[index]
      var keys: Set<String> = [word.key, Stemmer.stem(of: word.key, script: .arabic)]
      if fa.words.indices.contains(index + 1) {
        let next = fa.words[index + 1].key
        keys.formUnion([word.key + next, word.key + Stemmer.stem(of: next, script: .arabic)])
      }
      return keys
    }
    func stem(_ index: Int) -> String { Stemmer.stem(of: en.words[index].key, script: .latin) }
    let verbs = fa.words.indices.filter { !fa.words[$0].key.withUTF8Bytes { Stemmer.isNegated($0) } }
    let allKeys = Set(verbs.flatMap(keys)), stems = en.words.indices.map(stem)
    let rendered = theirs.filter { $0.kind.isLexical && vocabulary.isMainRendering(stem: stems[$0.index], ofAnyOf: allKeys) }
    let rendering = ours.filter { word in
      word.kind.isLexical && stems.contains { vocabulary.isMainRendering(stem: $0, ofAnyOf: keys(word.index)) }
    }
    theirs.removeAll { word in rendered.contains { $0.index == word.index } }
    ours.removeAll { word in rendering.contains { $0.index == word.index } }
    for kind in [NegationSigns.Word.Kind.nominal, .scant] {
      for _ in 0..<min(ours.count { $0.kind == kind }, theirs.count { $0.kind == kind }) {
        ours.remove(at: ours.firstIndex { $0.kind == kind }!)
        theirs.remove(at: theirs.firstIndex { $0.kind == kind }!)
      }
    }
  }
}

/// What a text has of negation.
struct NegationSigns {
  /// A verb that is negated.
  struct Verb {
    var range: Range<Int>
    /// What stands with it makes it an affirmation: بعید نیست, not only.
    var affirms = false
    /// A verbal noun or participle, which the other language may turn into a word that doesn't deny.
    var isSoft = false
    var isFirm: Bool { !affirms && !isSoft }
  }

  /// A word that may be read as a negation, by its place among the words.
  struct Word {
    var index: Int
    var kind: Kind

    enum Kind {
      /// Goes with a negated verb in Persian, and negates the verb in English: هیچ, no, neither.
      case concord
      /// A noun or adjective that denies: عدم, بدون, غیرقانونی; lack, without, unlawful.
      case nominal
      /// Little or few: کمتر, seldom.
      case scant
      case other
      /// «نه», or two words that mean no together: yet to, far from.
      case particle

      /// True when the word may be the translation of one that denies nothing.
      var isLexical: Bool { self != .concord && self != .particle }
    }
  }

  var verbs: [Verb] = []
  var words: [Word] = []
  /// How many of the words are nouns and adjectives that always deny: عدم, منع, بدون; non, without, lack.
  var firm = 0
  /// The first word that denies without a verb (بدون, عدم, هرگز), without “not” (neither, none, nobody).
  var denial: Range<Int>?
  /// The sentence as a whole affirms by denying, or asks: نه تنها … بلکه, چاره‌ای جز … نیست, نباید فراموش کرد; not only, no doubt.
  var isTwisted = false
  /// تا … ن, and what it becomes: until, before, once.
  var hasUntil = false
  /// Subjects that negate their verb: none, nobody, neither without nor.
  var subjects = 0
  /// One “not” for several verbs: did not attend or write.
  var isShared = false

  /// The first verb that is negated.
  var outright: Range<Int>? { verbs.first?.range }
  var leaning: Int { words.count }
  var isIdiom: Bool { isTwisted || verbs.contains { $0.affirms } }
  var isAffirmative: Bool { verbs.isEmpty && words.isEmpty }
}
