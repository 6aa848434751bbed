/// Puts back the ZWNJ (نیم‌فاصله) that a text has lost, as an edit that somebody asks for; nothing else in the toolkit calls it by itself.
///
///     ZWNJRestorer.restore("دولت ها نمی توانند منطقهای عمل کنند")   // "دولت‌ها نمی‌توانند منطقه‌ای عمل کنند"
///
/// It handles glued forms (میشود, کتابها) and blanks (می شود, کتاب ها) of می/نمی, of plural and comparative endings, of endings behind ه, and the
/// compounds of the lexicon. It never removes a ZWNJ, never changes, adds or removes a letter, and puts no ZWNJ behind a letter that doesn't join the next
/// (a blank before an ending is only taken out there: کشور ها → کشورها). It is a guess, right about nine times in ten: منطقهای can be منطقه‌ای or منطق‌های.
public enum ZWNJRestorer {
  /// The text with ZWNJ restored.
  /// - Complexity: O(n).
  public static func restore(_ text: String) -> String {
    var restoration = Restoration(Array(text.unicodeScalars))
    restoration.run()
    return restoration.text
  }
}

private struct Restoration {
  private typealias Letters = PersianLetters
  private typealias Kind = PersianLexicon.Kind

  /// A run of Persian letters with their marks and ZWNJ.
  private struct Word {
    var letters: [UInt8] = []
    /// The scalar after each letter and its marks.
    var ends: [Int] = []
    var start: Int, end: Int
    var written: UInt64 = 0
    /// Exactly one blank parts it from the word before.
    var follows = false
  }

  private let scalars: [Unicode.Scalar]
  private var words: [Word] = []
  /// Before these scalars ZWNJ comes in.
  private var insertions: Set<Int> = []
  /// These blanks go; true: ZWNJ takes their place.
  private var blanks: [Int: Bool] = [:]

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  var text: String {
    if insertions.isEmpty, blanks.isEmpty { return String(String.UnicodeScalarView(scalars)) }
    var text = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if let joins = blanks[index] {
        if joins { text.append("\u{200C}") }
        continue
      }
      if insertions.contains(index) { text.append("\u{200C}") }
      text.append(scalar)
    }
    return String(text)
  }

  mutating func run() {
    findWords()
    var single: [Int] = []
    var joins = 0
    var index = 0
    while index < words.count {
      let (taken, lost) = join(at: index)
      if taken == 1 { single.append(index) }
      if lost { joins += 1 }
      index += taken
    }
    // Damage is uniform: where blanks stand for ZWNJ, a glued کتابها is how its writer spells it.
    for index in single { restoreInside(words[index].letters, words[index].written, words[index].ends, keepsGlued: joins > 0) }
  }

  // MARK: Words

  private mutating func findWords() {
    var found: [Word] = []
    /// The last of `found` is still being read.
    var isOpen = false
    for (index, scalar) in scalars.enumerated() {
      let properties = ScalarProperties(scalar.value)
      switch properties.kind {
      case .letter where properties.script == .arabic:
        if !isOpen {
          let follows = found.last.map { index - $0.end == 1 && isBlank(scalars[$0.end]) } ?? false
          found.append(Word(start: index, end: index, follows: follows))
          isOpen = true
        }
        let last = found.count - 1
        found[last].end = index + 1
        // Longer runs are no words; one letter above the limit says so.
        properties.forEachFolded { folded in
          if found[last].letters.count <= Letters.limit {
            found[last].letters.append(Letters.code(of: folded))
            found[last].ends.append(index + 1)
          }
        }
      case .mark where isOpen:
        let last = found.count - 1
        found[last].end = index + 1
        if let mark = found[last].ends.indices.last, found[last].letters.count <= Letters.limit { found[last].ends[mark] = index + 1 }
      case .joiner where isOpen:
        let letters = found[found.count - 1].letters.count
        if letters <= Letters.limit { found[found.count - 1].written |= 1 << UInt64(letters) }
      default:
        isOpen = false
      }
    }
    words = found
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar.value == 0xA0 }

  private func isPersian(_ word: Word) -> Bool { !word.letters.isEmpty && word.letters.count <= Letters.limit && !word.letters.contains(0) }

  // MARK: Glued

  /// The places in a word where ZWNJ belongs.
  private func joints(_ letters: [UInt8], _ written: UInt64) -> (joints: UInt64, analysis: PersianAnalysis) {
    letters.withUnsafeBufferPointer { letters in
      let analysis = PersianAnalyser.analysis(of: letters, written: written)
      var joints = analysis.joints
      if let base = analysis.base, analysis.score >= PersianAnalysis.trusted {
        joints |= base.joints << UInt64(analysis.start)
        joints |= comparative(UnsafeBufferPointer(rebasing: letters[analysis.start..<analysis.end])) << UInt64(analysis.start)
      } else if !analysis.isVerb, analysis.restored == 0 || analysis.base == nil {
        let base = UnsafeBufferPointer(rebasing: letters[analysis.start..<analysis.end])
        if let joint = PersianAnalyser.joint(ofCompound: base) {
          let tail = PersianLexicon.find(UnsafeBufferPointer(rebasing: base[joint...]))
          if tail?.kind.contains(.joined) != true { joints |= 1 << UInt64(analysis.start + joint) }
        } else {
          joints |= nameJoints(base) << UInt64(analysis.start)
        }
      }
      return (joints & (letters.count < 64 ? 1 << UInt64(letters.count) &- 1 : .max), analysis)
    }
  }

  /// The joints of names in بن and الله that the lexicon doesn't have: عبدالله‌بن‌زبیر, فتح‌الله.
  private func nameJoints(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var joints: UInt64 = 0
    let (son, god) = (Self.son, Self.god)
    if word.count >= 8 {
      for at in 3...(word.count - 5) where word[at...].starts(with: son) {
        guard let father = PersianLexicon.find(UnsafeBufferPointer(rebasing: word[..<at])), father.kind.contains(.name) else { continue }
        joints |= 1 << UInt64(at) | 1 << UInt64(at + 2)
        break
      }
    }
    for tail in 0...1 where word.count >= god.count + tail + 2 && (tail == 0 || word[word.count - 1] == Letters.yeh) {
      let at = word.count - tail - god.count
      if word[at..<(word.count - tail)].elementsEqual(god) { joints |= 1 << UInt64(at) }
    }
    return joints
  }

  private static let son = Letters.codes(of: "بن"), god = Letters.codes(of: "الله")

  /// The joint of a comparative that the lexicon has as a word of its own (بزرگتر); those that are always written in one (بهتر) have none.
  private func comparative(_ base: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let tar = Letters.codes(of: "تر")
    guard base.count >= 5, base.suffix(2).elementsEqual(tar), !Self.solid.contains(Array(base)),
      let adjective = PersianLexicon.find(UnsafeBufferPointer(rebasing: base[..<(base.count - 2)])), adjective.kind.contains(.adjective)
    else { return 0 }
    return 1 << UInt64(base.count - 2)
  }

  private static let solid = Set(["بهتر", "کمتر", "بیشتر", "مهتر", "کهتر", "برتر", "دختر", "دفتر", "تلختر"].map(Letters.codes(of:)))

  private mutating func restoreInside(_ letters: [UInt8], _ written: UInt64, _ ends: [Int], keepsGlued: Bool = false) {
    guard letters.count >= 3, letters.count <= Letters.limit, !letters.contains(0) else { return }
    let (joints, analysis) = joints(letters, written)
    if keepsGlued, !analysis.isVerb { return }
    insert(joints & ~written, letters, ends)
  }

  private mutating func insert(_ joints: UInt64, _ letters: [UInt8], _ ends: [Int]) {
    for index in 1..<letters.count where joints & 1 << UInt64(index) != 0 {
      guard !Letters.standsApart(letters[index - 1]), ends[index] > ends[index - 1] else { continue }
      insertions.insert(ends[index - 1])
    }
  }

  // MARK: Blanks

  private static let verbPrefixes: Set<[UInt8]> = {
    var all = Set(["می", "نمی", "همی"].map(Letters.codes(of:)))
    for prefix in ["باز", "بر", "در", "فرو", "فرا", "وا", "ور"] {
      all.insert(Letters.codes(of: prefix + "می"))
      all.insert(Letters.codes(of: prefix + "نمی"))
    }
    return all
  }()
  private static let plurals = Set(
    ["ها", "های", "هایی", "هاست", "هاییست", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "هایند"].map(Letters.codes(of:)))
  private static let comparatives = Set(["تر", "تری", "ترین", "ترها", "ترهای", "ترینها", "ترینهای"].map(Letters.codes(of:)))
  private static let afterHeh = Set(["ای", "ام", "ات", "اش", "اند", "اید", "ایم"].map(Letters.codes(of:)))
  private static let afterYeh = Set(["اش", "ات", "ام", "اند", "اید", "ایم"].map(Letters.codes(of:)))
  private static let possessives = Set(["مان", "تان", "شان"].map(Letters.codes(of:)))
  private static let pronouns = Set(["این", "آن", "همین", "همان"].map(Letters.codes(of:)))
  private static let to = Letters.codes(of: "به")
  private static let agents: Set<[UInt8]> = {
    var all: Set<[UInt8]> = []
    for agent in ["کننده", "دهنده", "شونده", "آورنده", "گیرنده"] {
      for form in [agent, agent.dropLast() + "گان", agent.dropLast() + "گی"] {
        for ending in ["", "ی"] where !form.hasSuffix("ی") || ending.isEmpty { all.insert(Letters.codes(of: form + ending)) }
      }
    }
    return all
  }()
  private static let may = Letters.codes(of: "ماه"), without = Letters.codes(of: "بی"), are = Letters.codes(of: "اند"),
    am = Letters.codes(of: "ام")

  /// Joins the word at an index with those after it where only a lost ZWNJ parts them, and restores the inside of what it joins.
  /// - Returns: how many words were dealt with, 1 when none was joined; whether an affix stood apart.
  private mutating func join(at index: Int) -> (taken: Int, lostAffix: Bool) {
    guard isPersian(words[index]) else { return (1, false) }
    var lostAffix = false
    var letters = words[index].letters
    var written = words[index].written
    var ends = words[index].ends
    var taken = 1
    while index + taken < words.count, words[index + taken].follows, isPersian(words[index + taken]) {
      let next = words[index + taken]
      guard letters.count + next.letters.count <= Letters.limit else { break }
      guard let count = joinable(index, letters, next, third: index + taken + 1) else { break }
      if count == 0 { lostAffix = true }
      // Two words at once where only both together make a compound.
      for _ in 0..<max(1, count) {
        let part = words[index + taken]
        let apart = Letters.standsApart(letters[letters.count - 1])
        blanks[part.start - 1] = !apart
        written |= part.written << UInt64(letters.count)
        if !apart { written |= 1 << UInt64(letters.count) }
        letters += part.letters
        ends += part.ends
        taken += 1
      }
    }
    if taken > 1 { restoreInside(letters, written, ends) }
    return (taken, lostAffix)
  }

  /// How many of the words behind belong to the letters so far: 0 for one that is an affix or has one, 1 or 2 for parts of a compound; nil when none does.
  private func joinable(_ index: Int, _ letters: [UInt8], _ next: Word, third: Int) -> Int? {
    let both = letters + next.letters
    if Self.verbPrefixes.contains(letters) {
      if index > 0, words[index - 1].letters == Self.may { return nil }
      let (joints, analysis) = joints(both, 0)
      return analysis.isVerb && analysis.score >= 900 && joints & 1 << UInt64(letters.count) != 0 ? 0 : nil
    }
    if Self.plurals.contains(next.letters) {
      return letters.count >= 2 && (!isFunction(letters) || Self.pronouns.contains(letters)) ? 0 : nil
    }
    if Self.comparatives.contains(next.letters) {
      if next.letters.count > 3 { return letters.count >= 2 ? 0 : nil }
      return PersianLexicon.find(letters).map { !$0.kind.isDisjoint(with: [.adjective, .adverb]) } == true ? 0 : nil
    }
    if letters.last == Letters.heh, letters.count >= 3, Self.afterHeh.contains(next.letters), !isFunction(letters) { return 0 }
    if letters.last == Letters.yeh, letters.count >= 3, Self.afterYeh.contains(next.letters), isNominal(letters) { return 0 }
    if letters.last == Letters.heh, letters.count >= 4, Self.possessives.contains(next.letters), isNominal(letters) { return 0 }
    if next.letters == Self.are || next.letters == Self.am, letters.count >= 3, let entry = PersianLexicon.find(letters),
      entry.kind.contains(.adjective) || letters.last == Letters.yeh
    {
      return 0
    }
    if isCompound(letters, next.letters) { return 1 }
    if third < words.count, words[third].follows, isPersian(words[third]), both.count + words[third].letters.count <= Letters.limit,
      isCompound(letters, next.letters, words[third].letters)
    {
      return 2
    }
    if letters == Self.without, next.letters.count >= 3, next.letters != Self.without, let entry = PersianLexicon.find(next.letters),
      entry.kind.contains(.noun),
      entry.kind.isDisjoint(with: [.function, .form])
    {
      return 1
    }
    return nil
  }

  private func isNominal(_ letters: [UInt8]) -> Bool {
    let analysis = joints(letters, 0).analysis
    return analysis.score >= PersianAnalysis.trusted && !analysis.isVerb && !isFunction(letters)
  }

  private func isTail(_ letters: [UInt8]) -> Bool { letters.withUnsafeBufferPointer { PersianAnalyser.isCombining($0) } }

  private func isFunction(_ letters: [UInt8]) -> Bool {
    guard let kind = PersianLexicon.find(letters)?.kind else { return false }
    return kind.contains(.function) && kind.isDisjoint(with: [.noun, .adjective])
  }

  /// True when the lexicon writes these words as one with ZWNJ between them, and nothing says that they stand apart as well.
  private func isCompound(_ parts: [UInt8]...) -> Bool {
    // سه ساله, شش نفره.
    if parts.count == 2, parts[1].count >= 4, parts[1].last == Letters.heh, PersianLexicon.find(parts[1])?.kind.contains(.noun) != true,
      (parts[0] + parts[1]).withUnsafeBufferPointer({ PersianAnalyser.numeralJoint($0) }) == parts[0].count
    {
      return true
    }
    // به ویژه, هر چند: words of grammar stay apart.
    if let first = PersianLexicon.find(parts[0]), first.kind.contains(.function), !first.kind.contains(.head) { return false }
    // So does a verb: تنفس خواهیم کرد is not تنفس‌خواه.
    if let last = parts.last {
      let verb = self.joints(last, 0).analysis
      // پذیری, گیری: after a noun it is the noun of what is done, hardly "you accept".
      let isDeed = last.count >= 4 && last[last.count - 1] == Letters.yeh && isTail(Array(last.dropLast()))
      if verb.isVerb, !isDeed, verb.end < last.count || verb.start > 0 || verb.base?.kind.contains(.form) == true { return false }
    }
    // راجع به: a preposition ends no compound.
    if parts[parts.count - 1] == Self.to { return false }
    let all = parts.flatMap { $0 }
    let (joints, analysis) = joints(all, 0)
    // شرکت کنندگان: the agents of light verbs lean on a noun.
    if parts.count == 2, Self.agents.contains(parts[1]), parts[0].count >= 3, isNominal(parts[0]) { return true }
    if parts.count == 2, analysis.base == nil || analysis.restored != 0, !analysis.isVerb,
      joints & 1 << UInt64(parts[0].count) != 0, analysis.end > parts[0].count, isNominal(parts[0])
    {
      // No word of the lexicon, but its tail stands by itself nowhere: سرطان شناسی, هشدار دهنده.
      let tail = Array(all[parts[0].count..<analysis.end])
      // چشم پوشی, اطلاع رسانی.
      let isDeed = tail.count >= 4 && tail[tail.count - 1] == Letters.yeh && PersianLexicon.find(tail) == nil
      guard let entry = PersianLexicon.find(isDeed ? Array(tail.dropLast()) : tail) else { return false }
      return (isDeed || entry.kind.contains(.tail)) && entry.kind.isDisjoint(with: .nominal) && !entry.kind.contains(.joined)
    }
    guard let base = analysis.base, analysis.score >= PersianAnalysis.trusted, analysis.start == 0, !analysis.isVerb else { return false }
    guard base.kind.isDisjoint(with: [.apart, .number, .infinitive]) else { return false }
    var at = 0
    var wanted: UInt64 = 0
    for part in parts.dropLast() {
      at += part.count
      wanted |= 1 << UInt64(at)
    }
    guard at < analysis.end, base.joints & wanted == wanted else { return false }
    // «منسوخ شده است»: a participle behind a blank belongs to its verb.
    let last = Array(all[at..<analysis.end])
    return !(last.count >= 3 && last[last.count - 1] == Letters.heh && PersianLexicon.find(Array(last.dropLast()))?.pastInfinitive != nil)
  }
}
