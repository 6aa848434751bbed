/// Words that take a full stop without ending a sentence, and words that begin one. Written for this project; lower case, inner dots kept, the
/// final one left out. `Scripts/make-srx` reads the tables from here.
enum Abbreviations {
  enum Kind {
    /// A name or a title follows: never an end.
    case title
    /// A number follows: an end unless one does.
    case beforeNumber
    /// May stand at the end of a sentence: an end when the next word starts one.
    case anywhere
    /// Stands behind a time of day: an end unless a day, a month or a zone follows.
    case clock
  }

  static let english = WordTable<Kind>(
    backwards: true,
    [
      (
        """
        mr mrs ms mx dr drs prof profs hon rev fr messrs mme mlle gen lt col maj capt cmdr cdr adm sgt cpl pvt brig gov govs sen sens rep reps amb
        pres supt det insp st ste mt ft rt vs v viz cf ca approx asst assoc incl excl e.g i.e h.e h.m h.h h.r.h h.i.m p.s ps
        """, .title
      ),
      (
        """
        no nos art arts para paras p pp vol vols ch chap chs sec secs sect fig figs tab app eq eqs ed eds op cit ver reg res ext tel §
        jan feb mar apr jun jul aug sep sept oct nov dec
        """, .beforeNumber
      ),
      (
        """
        u.s u.k u.n u.a.e u.s.a u.s.s.r e.u a.d b.c b.c.e c.e d.c l.a n.y ph.d m.d b.a m.a ll.b ll.m inc co corp ltd llc plc bros jr sr
        esq etc al dept univ govt min est mfg ave blvd rd mon tue tues wed thu thur thurs fri sat sun ibid resp
        """, .anywhere
      ),
      ("a.m p.m", .clock),
    ])

  static let persian = WordTable<Kind>(
    backwards: true,
    [
      ("نک رک ر.ک بن.ک ص صص ج ش د م آ پ ع س ب ه ق خ ک ف پروف مهند حج آیت دکت", .title),
      ("ه.ش ه.ق ش.ه ق.م ب.م ج.ا ج.ا.ا ج.ا.ایران س.م.م ن.م.ق کا.گ.ب اف.بی.آی سی.آی.ای ق.ظ ب.ظ م.ت و.م", .anywhere),
    ])

  /// What may follow «9 a.m.» within its sentence, though it has a capital.
  static let clockFollowers = WordTable<Bool>([
    (
      """
      monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
      gmt utc est edt cst cdt mst mdt pst pdt cet cest eastern central pacific greenwich local tehran moscow vienna geneva
      """, true
    )
  ])

  /// How surely a word opens a sentence.
  enum Starter {
    /// It does, even behind an initial: «Annex B. The parties».
    case always
    /// It does behind an abbreviation that may end a sentence; behind an initial it may be a name: «Kim J. So».
    case often
  }

  static let englishStarters = WordTable<Starter>([
    (
      """
      the this that these those he she it they we you his its their our your in on at for from with by as if when while after before since however
      moreover meanwhile there here what who why how although because both each another according
      """, .always
    ),
    ("a an i her my and but so yet to not no one some many most all", .often),
  ])

  /// Words that open an English sentence though its writer began it with a small letter.
  static let smallStarters = WordTable<Starter>([
    ("i im it its if we you he she they maybe please thanks thank there what why how my also", .always)
  ])

  /// Words that open a Persian sentence: behind a chain of initials they decide. No preposition and no
  /// determiner: «هیئت ج.ا.ا. در مذاکرات», «سده سوم ه.ق. این شهر».
  static let persianStarters = WordTable<Starter>([
    ("وی او ایشان همچنین سپس اما ولی پس آنها آنان ما من شما لذا بنابراین همزمان طرفین", .always)
  ])

  /// Behind an ellipsis these go on with the sentence.
  static let persianConjunctions = WordTable<Starter>([("و که یا تا اما ولی بلکه زیرا چون", .always)])
  /// Behind a quotation these go on with the sentence: «بیایید!» گفت.
  static let persianReports = WordTable<Starter>([("گفت پرسید افزود", .always)])
  /// Behind a full stop without a blank these end an address, even with a capital: «Example.Com».
  static let topLevelDomains = WordTable<Starter>([("com org net edu gov int info biz ir uk eu", .always)])
}
