internal import Language

/// What part a word can play in a term, by the lexicon that is compiled in; a word that it doesn't have counts as a noun.
struct WordClasses {
  enum Class {
    case noun, adjective
    /// Verbs, particles, numbers: no part of a term.
    case other
  }

  private var persian: [String: Class] = [:]
  private var english: [String: Class] = [:]

  init() {
    for line in BilingualWords.text.split(separator: "\n") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count >= 3 else { continue }
      let kinds = columns[1].split(separator: ",").map { $0.drop { $0 == " " } }
      let its: Class = kinds.contains("n") ? .noun : kinds.contains("adj") ? .adjective : .other
      let key = FoldingKey.of(String(columns[0]), blanks: .dropped)
      Self.enter(its, for: key, in: &persian)
      for word in columns[2].split(separator: "; ") where !word.contains(" ") {
        Self.enter(its, for: EnglishWords.stem(word), in: &english)
      }
    }
    for word in TermReader.Traits.particles { persian[word] = .other }
    for word in Self.persianOthers.split(separator: " ") { persian[FoldingKey.of(String(word), blanks: .dropped)] = .other }
    for word in Self.englishOthers.split(separator: " ") { english[EnglishWords.stem(word)] = .other }
  }

  /// A noun stays one whatever else the word may be.
  private static func enter(_ its: Class, for word: String, in table: inout [String: Class]) {
    if let known = table[word], known == .noun || known == .adjective && its == .other { return }
    table[word] = its
  }

  func of(_ word: TermReader.Word, _ form: TermReader.Form, stem: String, key: String) -> Class {
    // Numbers and symbols are of no language.
    if let first = key.utf8.first, (0x30...0x39).contains(first) { return .other }
    if word.isLatin { return english[stem] ?? english[key] ?? .noun }
    if form.traits.contains(.verb) || persian[key] == .other { return .other }
    return persian[key] ?? persian[stem] ?? .noun
  }

  /// True for a word of the compiled lexicon, by its stem.
  func has(_ stem: String) -> Bool { persian[stem] != nil || english[stem] != nil }

  /// Words of the general language that make no term of what stands beside them.
  private static let persianOthers = """
    است بود شد شود باشد هست نیست می‌شود دارد داشت کرد کند شده کرده بوده دیگر همه هیچ چند چنین چنان همین همان بسیار بیشتر کمتر برخی بعضی بیش کم خود خویش وی او \
    ما شما آنها آنان ایشان من تو چه چرا چگونه کجا کی نیز هم اما ولی اگر باید شاید فقط تنها حتی پس پیش قبل بعد زیر روی سوی مورد طور صورت دلیل علت طریق نظر \
    حال وقت زمان بار روز سال ماه هفته نفر عدد درصد مانند مثل جهت برای درباره طی ضمن میان بین نزد علیه توسط مگر جز غیر اول دوم سوم یک دو سه چهار پنج شش هفت هشت ده \
    صد هزار میلیون میلیارد کسی چیزی آنچه هرچه جا باعث سبب مهم مهمی اخیر اوایل اواخر نوع نحو شکل وجود نیاز لازم ممکن قابل مختلف متعدد تعداد بخش ادامه انجام استفاده حدود شامل بسیاری
    """

  private static let englishOthers = """
    a an the this that these those and or but nor so yet if then than as at by for from in into of off on onto out over per to up upon via with within without about above across \
    after against along among around before behind below beneath beside besides between beyond during except inside like near outside since through throughout till toward \
    towards under until be is are was were been being am have has had having do does did done doing will would shall should can could may might must ought i you he she it we they \
    me him her us them my your his its our their mine yours ours theirs who whom whose which what where when why how all any both each every few many more most much neither none no \
    not only other another some such same own very too also just even still again ever never always often here there now today however therefore thus hence moreover one two three \
    four five six seven eight nine ten first second third last next several various different certain etc said say says according including include includes based used use using \
    make made take taken get got give given go going come well good new able need needs way ways part parts number case cases lot people thing things time times day days year years \
    month months week weeks due while because although though whether either once rather quite already almost less least further
    important recent late early proper
    """
}

enum EnglishWords {
  static func stem(_ word: Substring) -> String {
    let key = FoldingKey.of(String(word), blanks: .dropped)
    return Stemmer.stem(of: key, script: .latin)
  }
}
