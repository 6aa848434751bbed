/// How one Persian word is built: which part is its base, what the lexicon calls the base, and where its morphemes meet.
struct PersianAnalysis {
  /// The base's place in the word, in letters.
  var start: Int, end: Int
  /// A letter that the base has and the word shows no more: the ه of کننده in کنندگان, of قطعه in قطعات; the ت of خدمت in خدمات. 0 for none.
  var restored: UInt8 = 0
  /// The base's entry, when the lexicon has it.
  var base: PersianLexicon.Entry?
  /// What the base is a form of: the singular of a broken plural, the infinitive of a verb's stem; nil when the base is its own lemma.
  var lemma: PersianLexicon.Entry?
  /// The letters before which two morphemes meet and ZWNJ is written (unless the letter before stands apart): bit *n* is letter *n*.
  var joints: UInt64 = 0
  var isNegative = false
  var isVerb = false
  /// Plausibility, for choosing between analyses; above ``trusted`` the base is a word of the lexicon.
  var score: Int

  static let trusted = 700

  static func whole(_ count: Int, score: Int) -> PersianAnalysis { PersianAnalysis(start: 0, end: count, score: score) }
}

/// Finds the best analysis of a word in letter codes. The rules are those of school grammar; which of them applies, the lexicon decides: a word
/// it has stays whole; otherwise the ending that leaves a known word goes; an unknown word loses only what is hardly anything but an ending
/// (ها and what follows it, ترین, ندگان).
struct PersianAnalyser {
  private typealias Letters = PersianLetters
  typealias Kind = PersianLexicon.Kind
  typealias Word = UnsafeBufferPointer<UInt8>

  private let word: Word
  private let scratch: UnsafeMutableBufferPointer<UInt8>
  /// Where the text has ZWNJ, as in ``PersianAnalysis/joints``; 0 when it isn't known.
  private let written: UInt64
  private var best: PersianAnalysis
  /// A reading that is known: analyses of the same base are passed over.
  private var known: PersianAnalysis?

  /// Analyses a word of at most ``PersianLetters/limit`` letters.
  /// - Complexity: O(letters²), some dozens of look-ups at most.
  static func analysis(of word: Word, written: UInt64 = 0) -> PersianAnalysis {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: PersianLetters.limit + 8) { scratch in
      var analyser = PersianAnalyser(word: word, scratch: scratch, written: written, best: .whole(word.count, score: 400))
      analyser.run()
      return analyser.best
    }
  }

  /// The best analysis with a base of the lexicon that is another one than the first analysis has: دولتی, an adjective, is also دولت with the indefinite ی.
  /// - Parameter first: what ``analysis(of:written:)`` gave.
  static func second(of word: Word, beside first: PersianAnalysis) -> PersianAnalysis? {
    guard word.count >= 3 else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: PersianLetters.limit + 8) { scratch in
      var analyser = PersianAnalyser(word: word, scratch: scratch, written: 0, best: .whole(word.count, score: PersianAnalysis.trusted))
      analyser.known = first
      if let entry = PersianLexicon.find(word), !entry.kind.contains(.rare), let infinitive = entry.pastInfinitive {
        analyser.offer(PersianAnalysis(start: 0, end: word.count, base: entry, lemma: infinitive, isVerb: true, score: 935))
      }
      analyser.nominal()
      analyser.verbal()
      return analyser.best.score > PersianAnalysis.trusted ? analyser.best : nil
    }
  }

  /// The plausibility of a word as one that stands by itself: nil when neither the lexicon nor a rule of derivation knows it.
  static func isKnown(_ word: Word) -> Bool {
    guard let entry = PersianLexicon.find(word) else { return false }
    return !entry.kind.isDisjoint(with: .nominal.union([.infinitive, .plural, .variant, .form]))
  }

  // MARK: Choosing

  private mutating func run() {
    if let entry = PersianLexicon.find(word) {
      let kind = entry.kind
      if kind.contains(.weak), kind.isDisjoint(with: [.noun, .adjective, .form, .plural, .variant]) {
        // Seen only inside a name of several words (مجلس نمایندگان): a cut that leaves a known word is better.
        best = .whole(word.count, score: 750)
        best.base = entry
      } else if !kind.isDisjoint(with: [.form, .plural, .variant]) || !kind.isDisjoint(with: .nominal) || kind.contains(.infinitive) {
        best = .whole(word.count, score: 2_000)
        best.base = entry
        best.lemma = entry.isLemma ? nil : entry.lemma
        best.isVerb = kind.contains(.form)
        best.isNegative = kind.contains(.form) && word[0] == Letters.nun && best.lemma.map { $0.key.first != Letters.nun } == true
        return
      }
      if best.base == nil, let infinitive = entry.pastInfinitive ?? entry.presentInfinitive {
        best = .whole(word.count, score: kind.contains(.rare) ? 500 : 935)
        best.base = entry
        best.lemma = infinitive
        best.isVerb = true
      } else if best.base == nil {
        best.base = entry
      }
    }
    if word.count >= 3 {
      nominal()
      verbal()
    }
  }

  private mutating func offer(_ candidate: PersianAnalysis) {
    var candidate = candidate
    if let known, known.start == candidate.start, known.end == candidate.end, known.restored == candidate.restored,
      known.lemma?.index == candidate.lemma?.index
    {
      return
    }
    if written != 0 {
      // A ZWNJ in the text stands between morphemes: where this analysis has none but outside the base, it is wrong.
      let inner = mask(candidate.start, candidate.end)
      if written & ~(candidate.joints | inner) != 0 { return }
      // Inside a known base, where its spelling has none, it is unlikely.
      if written & inner != 0, let base = candidate.base, candidate.restored == 0,
        written & inner & ~(base.joints << UInt64(candidate.start)) != 0
      {
        candidate.score -= 100
      }
      candidate.score += 60 * (written & candidate.joints).nonzeroBitCount
    }
    if candidate.score > best.score { best = candidate }
  }

  /// The joints strictly inside a range of letters.
  private func mask(_ start: Int, _ end: Int) -> UInt64 { end - start < 2 ? 0 : (1 << UInt64(end) &- 1) & ~(1 << UInt64(start + 1) &- 1) }

  private func matches(_ ending: [UInt8], endingAt end: Int, from start: Int) -> Bool {
    guard end - start >= ending.count else { return false }
    let at = end - ending.count
    for index in 0..<ending.count where word[at + index] != ending[index] { return false }
    return true
  }

  private func slice(_ start: Int, _ end: Int) -> Word { Word(rebasing: word[start..<end]) }

  /// The letters of a range with one more behind, in the scratch buffer.
  private func slice(_ start: Int, _ end: Int, adding letter: UInt8) -> Word {
    if letter == 0 { return slice(start, end) }
    for index in start..<end { scratch[index - start] = word[index] }
    scratch[end - start] = letter
    return Word(rebasing: UnsafeBufferPointer(scratch)[0..<(end - start + 1)])
  }

  // MARK: Nouns and adjectives

  /// After which last letters an ending may stand.
  private struct After: OptionSet {
    let rawValue: UInt8
    static let consonant = After(rawValue: 1), heh = After(rawValue: 2), vowel = After(rawValue: 4), yeh = After(rawValue: 8)
    static let any: After = [.consonant, .heh, .vowel, .yeh]

    init(rawValue: UInt8) { self.rawValue = rawValue }
    init(_ letter: UInt8) {
      switch letter {
      case PersianLetters.heh: self = [.heh]
      case PersianLetters.alef, PersianLetters.vav: self = [.vowel]
      case PersianLetters.yeh: self = [.yeh]
      default: self = [.consonant]
      }
    }
  }

  private struct Ending {
    var letters: [UInt8]
    var after: After
    /// The last letters after which it is joined by ZWNJ.
    var joined: After
    var cost: Int
    /// Stands on adjectives (a copula), so the base must be one.
    var adjective = false

    init(_ text: String, after: After, joined: After = [], cost: Int, adjective: Bool = false) {
      letters = PersianLetters.codes(of: text)
      (self.after, self.joined, self.cost, self.adjective) = (after, joined, cost, adjective)
    }
  }

  /// What may close a noun phrase's word: ezafe, indefinite ی, possessives, copulas.
  private static let tails: [Ending] = [
    Ending("ی", after: [.consonant, .heh, .vowel], joined: .heh, cost: 5),
    Ending("یی", after: [.vowel, .heh], joined: .heh, cost: 5),
    Ending("ای", after: [.heh, .yeh], joined: [.heh, .yeh], cost: 20),
    Ending("م", after: [.consonant, .yeh], cost: 30), Ending("ت", after: [.consonant, .yeh], cost: 40),
    Ending("ش", after: [.consonant, .yeh], cost: 30),
    Ending("ام", after: [.heh, .yeh], joined: .any, cost: 10), Ending("ات", after: [.heh, .yeh], joined: .any, cost: 10),
    Ending("اش", after: [.heh, .yeh], joined: .any, cost: 5),
    Ending("یم", after: .vowel, cost: 20), Ending("یت", after: .vowel, cost: 20), Ending("یش", after: .vowel, cost: 15),
    Ending("مان", after: [.consonant, .heh, .yeh], joined: .heh, cost: 10),
    Ending("تان", after: [.consonant, .heh, .yeh], joined: .heh, cost: 10),
    Ending("شان", after: [.consonant, .heh, .yeh], joined: .heh, cost: 5),
    Ending("یمان", after: .vowel, cost: 5), Ending("یتان", after: .vowel, cost: 5), Ending("یشان", after: .vowel, cost: 5),
    Ending("ند", after: .consonant, cost: 60, adjective: true), Ending("اند", after: .any, joined: .any, cost: 20, adjective: true),
    Ending("یم", after: .consonant, cost: 60, adjective: true),
    Ending("ایم", after: [.heh, .yeh], joined: .any, cost: 20, adjective: true),
    Ending("ید", after: .consonant, cost: 70, adjective: true),
    Ending("اید", after: [.heh, .yeh], joined: .any, cost: 20, adjective: true),
    Ending("ست", after: [.heh, .vowel, .yeh], joined: [.heh, .yeh], cost: 10), Ending("یند", after: .vowel, cost: 40, adjective: true),
  ]

  /// What the letters before `end` close with. A final ه is the vowel e, unless it follows ا or the lexicon says otherwise.
  private func lastLetter(before end: Int) -> After {
    let last = word[end - 1]
    if last == Letters.heh, end >= 2 {
      if word[end - 2] == Letters.alef { return .consonant }
      if let entry = PersianLexicon.find(slice(0, end)) { return entry.kind.contains(.soundedHeh) ? .consonant : .heh }
      // پرشکوه, کم‌توجه: the last part of a compound tells.
      for count in 3...5 where count < end {
        if let entry = PersianLexicon.find(slice(end - count, end)), entry.kind.contains(.soundedHeh) { return .consonant }
      }
    }
    return After(last)
  }

  private static let ha = Letters.codes(of: "ها"), an = Letters.codes(of: "ان"), yan = Letters.codes(of: "یان"),
    gan = Letters.codes(of: "گان")
  private static let at = Letters.codes(of: "ات"), jat = Letters.codes(of: "جات"), ein = Letters.codes(of: "ین"),
    un = Letters.codes(of: "ون")
  private static let tar = Letters.codes(of: "تر"), tarin = Letters.codes(of: "ترین"), nandegan = Letters.codes(of: "ندگان")

  private mutating func nominal() {
    let count = word.count
    plural(count, joints: 0, cost: 0, adjective: false, strong: false, tail: 0)
    for ending in Self.tails where matches(ending.letters, endingAt: count, from: 0) {
      let rest = count - ending.letters.count
      guard rest >= 2 else { continue }
      let last = lastLetter(before: rest)
      guard !last.isDisjoint(with: ending.after) else { continue }
      let joint: UInt64 = last.isDisjoint(with: ending.joined) ? 0 : 1 << UInt64(rest)
      // بماند is no copula: behind a consonant اند is glued only by accident.
      let rarity = joint != 0 && joint & written == 0 && last == .consonant && ending.adjective ? 60 : 0
      plural(
        rest, joints: joint, cost: ending.cost + rarity, adjective: ending.adjective, strong: joint & written != 0,
        tail: ending.letters.count == 1 ? ending.letters[0] : 1)
    }
  }

  /// Takes a plural off the letters before `end`, or none.
  private mutating func plural(_ end: Int, joints: UInt64, cost: Int, adjective: Bool, strong: Bool, tail: UInt8) {
    comparative(end, joints: joints, cost: cost, adjective: adjective, strong: strong, tail: tail)
    if adjective { return }
    if matches(Self.ha, endingAt: end, from: 2) {
      // خانههای is خانه‌های; of two readings with ه the lexicon decides.
      comparative(end - 2, joints: joints | 1 << UInt64(end - 2), cost: cost, adjective: false, strong: true, tail: 1)
    }
    if matches(Self.an, endingAt: end, from: 2) {
      let rest = end - 2
      if !lastLetter(before: rest).isDisjoint(with: [.consonant, .yeh]) || word[rest - 1] == Letters.vav {
        comparative(rest, joints: joints, cost: cost + 25, adjective: false, strong: false, tail: 2)
      }
      if matches(Self.yan, endingAt: end, from: 2), After(word[end - 4]) == .vowel {
        comparative(end - 3, joints: joints, cost: cost, adjective: false, strong: false, tail: 2)
      }
      if matches(Self.gan, endingAt: end, from: 2) {
        let participle = end >= 6 && (word[end - 4] == Letters.dal || word[end - 4] == Letters.te)
        base(end - 3, restoring: Letters.heh, joints: joints, cost: cost, adjective: false, strong: participle, tail: 2)
      }
    }
    if matches(Self.at, endingAt: end, from: 2) {
      let rest = end - 2
      base(rest, restoring: Letters.heh, joints: joints, cost: cost, adjective: false, strong: false, tail: 3)
      base(rest, restoring: Letters.te, joints: joints, cost: cost + 2, adjective: false, strong: false, tail: 3)
      base(rest, restoring: 0, joints: joints, cost: cost + 4, adjective: false, strong: false, tail: 3)
      if matches(Self.jat, endingAt: end, from: 2) {
        base(end - 3, restoring: Letters.heh, joints: joints, cost: cost, adjective: false, strong: false, tail: 3)
        base(end - 3, restoring: 0, joints: joints, cost: cost + 2, adjective: false, strong: false, tail: 3)
      }
    }
    if matches(Self.ein, endingAt: end, from: 3) {
      base(end - 2, restoring: 0, joints: joints, cost: cost + 40, adjective: false, strong: false, tail: 4)
    }
    if matches(Self.un, endingAt: end, from: 3), word[end - 3] == Letters.yeh {
      base(end - 2, restoring: 0, joints: joints, cost: cost + 40, adjective: false, strong: false, tail: 4)
    }
  }

  private mutating func comparative(_ end: Int, joints: UInt64, cost: Int, adjective: Bool, strong: Bool, tail: UInt8) {
    base(end, restoring: 0, joints: joints, cost: cost, adjective: adjective, strong: strong, tail: tail)
    if matches(Self.tarin, endingAt: end, from: 2) {
      base(end - 4, restoring: 0, joints: joints | 1 << UInt64(end - 4), cost: cost, adjective: true, strong: true, tail: 5)
    } else if matches(Self.tar, endingAt: end, from: 2) {
      let joint: UInt64 = 1 << UInt64(end - 2)
      base(end - 2, restoring: 0, joints: joints | joint, cost: cost, adjective: true, strong: written & joint != 0, tail: 5)
    }
  }

  /// Offers the letters before `end` as a base.
  /// - Parameter tail: what was taken off last: 0 nothing, 1 an unmistakable ending, 2 ان, 3 ات, 4 ین or ون, 5 a comparative, else a single letter.
  private mutating func base(
    _ end: Int, restoring letter: UInt8, joints: UInt64, cost: Int, adjective: Bool, strong: Bool, tail: UInt8
  ) {
    guard end >= 2, end < word.count || tail != 0 else { return }
    let letters = slice(0, end, adding: letter)
    let stripped = word.count - end
    var candidate = PersianAnalysis(start: 0, end: end, restored: letter, joints: joints, score: 0)
    if let entry = PersianLexicon.find(letters) {
      let kind = entry.kind
      let wanted: Kind = adjective ? [.adjective, .name, .noun, .adverb] : [.noun, .adjective, .name, .number, .adverb, .plural, .variant]
      if !kind.isDisjoint(with: wanted.union(.function)) {
        var score = 1_000 - 10 * stripped - cost
        if tail == 5, kind.isDisjoint(with: strong ? wanted : [.adjective, .adverb]) { return }
        if adjective, !kind.contains(.adjective) { score -= kind.contains(.noun) ? 60 : 150 }
        if kind.contains(.weak) { score -= 60 }
        if kind.isDisjoint(with: wanted) { score -= 100 }
        if tail == 2 || tail == 4, kind.isDisjoint(with: [.noun, .adjective]) { score -= 150 }
        if tail == 3, kind.isDisjoint(with: .noun) { score -= 100 }
        if end + (letter == 0 ? 0 : 1) == 2, tail != 1 { score -= 60 }
        score += 6 * entry.frequency
        candidate.base = entry
        candidate.lemma = entry.isLemma ? nil : entry.lemma
        candidate.score = score
        offer(candidate)
        return
      }
    }
    if let verb = participle(letters) {
      candidate.lemma = verb
      candidate.isVerb = true
      candidate.score = 930 - 10 * stripped - cost
      offer(candidate)
      return
    }
    if letters.count >= 5, isCompound(letters), tail != 3, tail != 4 {
      // The ی on an agent (سرمایه‌گذاری) makes another word of it.
      if tail == Letters.yeh { return }
      candidate.score = 800 - 10 * stripped - cost
      offer(candidate)
      return
    }
    if strong, letters.count >= 3 || letters.count == 2 && stripped > 2 {
      candidate.score = 650 - 10 * stripped - cost
      offer(candidate)
    }
  }

  /// The infinitive of a past participle (شده) or of an agent noun (کننده).
  private func participle(_ letters: Word) -> PersianLexicon.Entry? {
    guard letters.count >= 3, letters[letters.count - 1] == Letters.heh else { return nil }
    let past = Word(rebasing: letters[0..<(letters.count - 1)])
    if let entry = PersianLexicon.find(past), let infinitive = entry.pastInfinitive, !entry.kind.contains(.rare) { return infinitive }
    return nil
  }

  /// True for a word of two known parts, of which the second is a combining form: صلح‌طلب, سرمایه‌گذار, مصرف‌کننده, غنی‌شده.
  private func isCompound(_ letters: Word) -> Bool { Self.joint(ofCompound: letters) != nil }

  /// Where a compound's parts meet.
  static func joint(ofCompound letters: Word) -> Int? {
    guard letters.count >= 5 else { return nil }
    var at = letters.count - 2
    var found: Int?
    while at >= 2 {
      defer { at -= 1 }
      guard isCombining(Word(rebasing: letters[at...])) else { continue }
      let head = Word(rebasing: letters[0..<at])
      guard let entry = PersianLexicon.find(head), !entry.kind.isDisjoint(with: [.noun, .adjective, .name, .head, .plural]),
        head.count > 2 || entry.kind.contains(.head)
      else { continue }
      found = at
    }
    return found ?? numeralJoint(letters)
  }

  private static let numerals = [
    "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده", "پانزده", "بیست", "سی", "چهل", "پنجاه", "شصت",
    "هفتاد", "هشتاد",
    "نود", "صد", "هزار", "چند", "تک",
  ].map(PersianLetters.codes(of:))

  /// سه‌ساله, ده‌دقیقه, سه‌جلدی: a numeral before a noun that ends in ه, or takes ه or ی.
  static func numeralJoint(_ letters: Word) -> Int? {
    let last = letters[letters.count - 1]
    guard last == PersianLetters.heh || last == PersianLetters.yeh else { return nil }
    for numeral in numerals where letters.count >= numeral.count + 4 && letters.starts(with: numeral) {
      func isNoun(_ end: Int) -> Bool {
        guard end - numeral.count >= 3, let entry = PersianLexicon.find(Word(rebasing: letters[numeral.count..<end])) else { return false }
        return entry.kind.contains(.noun) && entry.kind.isDisjoint(with: [.weak, .function])
      }
      if isNoun(letters.count - 1) || last == PersianLetters.heh && isNoun(letters.count) { return numeral.count }
    }
    return nil
  }

  /// True for what ends a compound: a listed tail, a present stem, a participle, an agent noun in نده.
  static func isCombining(_ letters: Word) -> Bool {
    if let entry = PersianLexicon.find(letters) {
      if entry.kind.contains(.tail) { return true }
      if entry.kind.contains(.presentStem), !entry.kind.contains(.rare), letters.count >= 3 { return true }
    }
    // The noun of what is done: پوشی, رسانی.
    if letters.count >= 4, letters[letters.count - 1] == PersianLetters.yeh,
      let stem = PersianLexicon.find(Word(rebasing: letters[0..<(letters.count - 1)])), stem.kind.contains(.presentStem),
      stem.kind.isDisjoint(with: [.rare, .short]), stem.kind.isDisjoint(with: .nominal) || stem.kind.contains(.tail)
    {
      return true
    }
    guard letters.count >= 3, letters[letters.count - 1] == PersianLetters.heh else { return false }
    if let past = PersianLexicon.find(Word(rebasing: letters[0..<(letters.count - 1)])), past.pastInfinitive != nil,
      !past.kind.contains(.rare)
    {
      return true
    }
    if letters.count >= 5, letters[letters.count - 2] == PersianLetters.dal, letters[letters.count - 3] == PersianLetters.nun,
      let present = PersianLexicon.find(Word(rebasing: letters[0..<(letters.count - 3)])), present.presentInfinitive != nil
    {
      return true
    }
    return false
  }

  // MARK: Verbs

  private static let prefixes = ["باز", "بر", "در", "فرو", "فرا", "فرود", "وا", "ور", "پیش", "پس"].map(Letters.codes(of:))
  private static let mi = Letters.codes(of: "می"), nemi = Letters.codes(of: "نمی"), hami = Letters.codes(of: "همی")
  private static let pastEndings = ["", "م", "ی", "یم", "ید", "ند"].map(Letters.codes(of:))
  private static let presentEndings = ["د", "ند", "م", "ی", "یم", "ید"].map(Letters.codes(of:))
  private static let perfectEndings = ["", "ام", "ای", "است", "ایم", "اید", "اند", "ست"].map(Letters.codes(of:))
  private static let clitics = ["م", "ت", "ش", "مان", "تان", "شان"].map(Letters.codes(of:))

  private enum Mood { case bare, continuous, subjunctive, negative }

  private mutating func verbal() {
    moods(after: 0)
    for prefix in Self.prefixes where word.count > prefix.count + 2 {
      if (0..<prefix.count).allSatisfy({ word[$0] == prefix[$0] }) { moods(after: prefix.count) }
    }
  }

  private func begins(_ prefix: [UInt8], at start: Int) -> Bool {
    guard word.count - start > prefix.count + 1 else { return false }
    for index in 0..<prefix.count where word[start + index] != prefix[index] { return false }
    return true
  }

  private mutating func moods(after prefix: Int) {
    if begins(Self.nemi, at: prefix) {
      stems(prefix, from: prefix + 3, .continuous, negative: true, joint: 1 << UInt64(prefix + 3))
    }
    if begins(Self.mi, at: prefix) { stems(prefix, from: prefix + 2, .continuous, negative: false, joint: 1 << UInt64(prefix + 2)) }
    if begins(Self.hami, at: prefix) { stems(prefix, from: prefix + 3, .continuous, negative: false, joint: 1 << UInt64(prefix + 3)) }
    if begins([Letters.nun], at: prefix) {
      stems(prefix, from: prefix + 1, .negative, negative: true, joint: 0)
      infinitive(prefix)
    }
    if begins([Letters.be], at: prefix) { stems(prefix, from: prefix + 1, .subjunctive, negative: false, joint: 0) }
    stems(prefix, from: prefix, .bare, negative: false, joint: 0)
  }

  /// نکردن, بازنگشتن: the infinitive behind ن.
  private mutating func infinitive(_ prefix: Int) {
    guard word.count >= prefix + 4, word[word.count - 1] == Letters.nun else { return }
    for glide in 0..<3 {
      guard let letters = stem(prefix, prefix + 1, word.count, glide: glide) else { continue }
      guard let entry = PersianLexicon.find(letters), entry.kind.contains(.infinitive) else { continue }
      var candidate = PersianAnalysis(start: prefix + 1, end: word.count, lemma: entry, score: 990)
      candidate.isNegative = true
      candidate.isVerb = true
      offer(candidate)
    }
  }

  /// The letters of prefix and stem: as they stand (0), or with the alef that ی replaced (1: بینداز for انداز) or hid (2: بیاور for آور).
  private func stem(_ prefix: Int, _ start: Int, _ end: Int, glide: Int) -> Word? {
    guard end > start else { return nil }
    if glide == 0, prefix == start || prefix == 0 { return slice(start == prefix ? 0 : start, end) }
    var count = 0
    for index in 0..<prefix {
      scratch[count] = word[index]
      count += 1
    }
    var at = start
    if glide > 0 {
      guard word[start] == Letters.yeh, end - start >= 2 else { return nil }
      at += 1
      if glide == 1 {
        scratch[count] = Letters.alef
        count += 1
      } else if word[at] != Letters.alef {
        return nil
      }
    }
    while at < end {
      scratch[count] = word[at]
      count += 1
      at += 1
    }
    return Word(rebasing: UnsafeBufferPointer(scratch)[0..<count])
  }

  private mutating func stems(_ prefix: Int, from start: Int, _ mood: Mood, negative: Bool, joint: UInt64) {
    finish(prefix, start, word.count, mood, negative, joint, cost: 0)
    // The clitic of an object: می‌بینمش, ببینیدشان.
    for clitic in Self.clitics where matches(clitic, endingAt: word.count, from: start + 2) {
      if mood != .continuous, clitic.count == 1, clitic[0] != Letters.shin { continue }
      let cost = mood == .continuous ? 40 : 110
      finish(prefix, start, word.count - clitic.count, mood, negative, joint, cost: cost + (clitic.count == 1 ? 20 : 0))
    }
  }

  private mutating func finish(_ prefix: Int, _ start: Int, _ end: Int, _ mood: Mood, _ negative: Bool, _ joint: UInt64, cost: Int) {
    let glides = mood == .negative || mood == .subjunctive ? 3 : 1
    for glide in 0..<glides {
      for ending in Self.pastEndings where matches(ending, endingAt: end, from: start + 2) {
        let score =
          switch mood {
          // می‌کند is of کردن, not of کندن.
          case .continuous: ending.isEmpty ? 1_190 : 1_200
          case .negative: 955
          case .subjunctive: 780
          case .bare: ending.isEmpty ? 935 : ending.count == 1 && ending[0] == Letters.yeh ? 850 : 965
          }
        verb(prefix, start, end - ending.count, glide, present: false, negative, joint, score: score - cost, bare: mood == .bare)
      }
      if cost == 0 {
        for ending in Self.perfectEndings where matches(ending, endingAt: end, from: start + 3) {
          let heh = end - ending.count - 1
          guard word[heh] == Letters.heh else { continue }
          let aux: UInt64 = ending.isEmpty ? 0 : 1 << UInt64(heh + 1)
          // رفته‌ای is oftener "a … gone" than "you have gone".
          let isIndefinite = ending.count == 2 && ending[1] == Letters.yeh
          verb(
            prefix, start, heh, glide, present: false, negative, joint | aux,
            score: (mood == .continuous ? 1_250 : ending.isEmpty ? 940 : isIndefinite ? 900 : 1_090) - (mood == .subjunctive ? 200 : 0),
            bare: mood == .bare)
        }
      }
      for ending in Self.presentEndings where matches(ending, endingAt: end, from: start + 1) {
        let third = ending[ending.count - 1] == Letters.dal && ending[0] != Letters.yeh
        let score =
          switch mood {
          case .continuous: 1_200
          case .negative: third ? 925 : 880
          case .subjunctive: third ? 915 : 870
          case .bare: third ? 880 : 740
          }
        verb(prefix, start, end - ending.count, glide, present: true, negative, joint, score: score - cost, bare: mood == .bare)
      }
      if mood == .subjunctive || mood == .negative {
        verb(prefix, start, end, glide, present: true, negative, joint, score: 800 - cost, bare: false)
      }
    }
  }

  private mutating func verb(
    _ prefix: Int, _ start: Int, _ end: Int, _ glide: Int, present: Bool, _ negative: Bool, _ joints: UInt64, score: Int, bare: Bool
  ) {
    guard end > start, let letters = stem(prefix, start, end, glide: glide), let entry = PersianLexicon.find(letters) else { return }
    guard prefix == 0 || entry.kind.contains(.prefixed) else { return }
    guard let infinitive = present ? entry.presentInfinitive : entry.pastInfinitive else { return }
    let isImperative = present && end == word.count
    if present, entry.kind.contains(.short), !isImperative { return }
    var score = score
    if entry.kind.contains(.rare) { score -= 250 }
    if letters.count - prefix <= 2, score < 1_000 { score -= 60 }
    var candidate = PersianAnalysis(start: glide > 0 ? start + 1 : start, end: end, lemma: infinitive, joints: joints, score: score)
    if prefix == start { candidate.start = 0 }
    candidate.isVerb = true
    candidate.isNegative = negative
    offer(candidate)
  }
}
