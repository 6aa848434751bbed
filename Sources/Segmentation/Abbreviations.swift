/// Words that take a full stop without ending a sentence. Written for this project; keys are lower case, inner dots kept, the final one left out.
enum Abbreviations {
  enum Kind {
    /// A name or title follows: never an end.
    case title
    /// A number follows: an end unless one does.
    case beforeNumber
    /// May stand at the end of a sentence: an end when the next word starts one.
    case anywhere
  }

  static let english: [String: Kind] = {
    var table: [String: Kind] = [:]
    func add(_ words: String, _ kind: Kind) { for word in words.split(separator: " ") { table[String(word)] = kind } }
    add(
      """
      mr mrs ms mx dr prof hon rev fr messrs mme mlle gen lt col maj capt cmdr adm sgt cpl pvt brig gov sen rep amb pres supt det insp \
      h.e h.h h.m h.r.h e.g i.e cf viz vs v approx ca al. rt st mt ft asst assoc mc p.s ps
      """, .title)
    add(
      """
      no nos art arts para paras p pp vol vols ch chap chs sec secs sect fig figs tab app eq eqs ed eds jan feb mar apr jun jul aug sep sept oct nov dec \
      res ext tel op cit ver reg §
      """, .beforeNumber)
    add(
      """
      u.s u.k u.n u.a.e u.s.a u.s.s.r e.u a.m p.m a.d b.c b.c.e c.e d.c l.a n.y ph.d m.d b.a m.a ll.b ll.m inc co corp ltd llc plc bros jr sr esq etc al \
      dept univ govt min est mfg ave blvd rd mon tue tues wed thu thur thurs fri sat sun ibid resp incl
      """, .anywhere)
    return table
  }()

  static let persian: [String: Kind] = {
    var table: [String: Kind] = [:]
    func add(_ words: String, _ kind: Kind) { for word in words.split(separator: " ") { table[String(word)] = kind } }
    add("نک رک ر.ک بن.ک ص صص ج ش د م آ پ ع س ب ه ق خ ک ف پروف مهند حج آیت دکت", .title)
    add("ه.ش ه.ق ه‍.ش ه‍.ق هـ.ش هـ.ق ش.ه ق.م ب.م ج.ا ج.ا.ا ج.ا.ایران س.م.م ن.م.ق کا.گ.ب اف.بی.آی سی.آی.ای ق.ظ ب.ظ م.ت و.م", .anywhere)
    return table
  }()

  /// Words that open an English sentence more often than they go on a name: after an abbreviation that may end a sentence, they decide.
  static let englishStarters: Set<String> = Set(
    """
    the a an this that these those he she it they we i you his her its their our my your in on at for from with by as if when while after before since but and so yet \
    however moreover meanwhile there here what who why how although because to not no one some many most all both each another according
    """.split(separator: " ").map(String.init))

  /// Words that open a Persian sentence: after a chain of initials they decide.
  static let persianStarters: Set<String> = Set(
    "وی او این آن ایشان همچنین سپس اما ولی با در از به بر پس آنها آنان ما من شما وزیر رئیس سخنگوی لذا بنابراین همزمان دو طرفین".split(separator: " ").map(String.init))
}
