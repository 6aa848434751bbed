import Language
import Testing

@testable import Terminology

private let pairs = """
  دولت	government	politics
  توافق	agreement	treaty
  پیوست	annex	treaty
  پیوستن	accede	treaty
  به رسمیت شناختن	recognize	diplomacy
  غنی‌سازی	enrichment	nuclear
  استفادهٔ صلح‌آمیز	peaceful use	nuclear
  پادشاهی متحد	United Kingdom	country
  امضا کردن	sign	treaty
  تصویب کردن	ratify	treaty
  خواستار شدن	call upon	diplomacy
  متعهد شدن	undertake	treaty
  دیدار کردن	meet	diplomacy
  اظهار داشتن	state that	media
  اجرا کردن	implement	treaty
  روز اجرا	Implementation Day	nuclear
  حسابرسی	audit	economy
  رأی موافق	vote in favour	UN
  تجارت مرزی	border trade	trade
  اوراق قرضه	bonds	economy
  ایالات متحده	US	country; abbreviation
  پاراف کردن	initial	treaty
  توگو	Togo	country
  اردن	Jordan	country
  قطر	Qatar	country
  برن	Bern	country
  شارل دوگل	Charles de Gaulle	person
  دوگل	de Gaulle	person
  رأی	vote	UN
  قرارداد	contract	law
  روزنامهٔ گاردین	The Guardian	media
  جریمه	claim	law
  میلادی	AD	protocol; abbreviation
  کشتیرانی	shipping	trade
  متهم	accused	law
  متهم کردن	accuse	law
  طبق	in accordance with	treaty
  نشست	meeting	diplomacy

  """

private let index: TermIndex = {
  var concepts = GlossaryTSV.read(pairs).concepts
  for (id, persian, english, part) in [("shall", "باید", "shall", Term.PartOfSpeech.other), ("national", "تبعه", "national", .noun)] {
    var terms = [Term(persian, language: .persian), Term(english, language: .english)]
    for number in terms.indices where part == .other || terms[number].language == .english { terms[number].partOfSpeech = part }
    concepts.append(Concept(id: id, terms: terms))
  }
  return TermIndex([Termbase(name: "test", concepts: concepts)])
}()

/// What the words around a word decide.
@Suite struct ReadingTests {
  /// The words found, each with its term.
  func found(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return index.recognize(in: text).map { occurrence in
      let parts = occurrence.parts.map { String(String.UnicodeScalarView(scalars[$0])) }
      return "\(parts.joined(separator: " … "))=\(occurrence.term.text)"
    }
  }

  @Test(
    "the indefinite ی makes a noun where a noun phrase begins, elsewhere an adjective",
    arguments: [
      ("هیچ دولتی نیست", ["دولتی=دولت"]), ("به دولتی تازه", ["دولتی=دولت"]), ("و توافقی که شد", ["توافقی=توافق"]), ("شرکت دولتی", []),
      ("این شرکت دولتی است", []), ("مشروع و دولتی", []), ("آن را دولتی اعلام کرد", []),
    ])
  func indefinite(_ text: String, _ expected: [String]) { #expect(found(text) == expected) }

  @Test("at the end of a clause without another verb a noun that may be a verb is one")
  func past() {
    #expect(found("کشور من به آن کنوانسیون پیوست.") == ["پیوست=پیوستن"])
    #expect(found("جزئیات در پیوست آمده است.") == ["پیوست=پیوست"])
    #expect(found("تا پایان سال به آن خواهد پیوست.") == ["پیوست=پیوستن"])
    #expect(found("آرام در کنار میز نشست.").isEmpty)
    #expect(found("کالاها در نقاط مندرج در پیوست.") == ["پیوست=پیوست"])
    #expect(found("درخواست و همهٔ مدارک پیوست") == ["پیوست=پیوست"])
    #expect(found("مجمع آن را به رسمیت شناخت") == ["به رسمیت شناخت=به رسمیت شناختن"])
  }

  @Test("compounds that are written apart, and the Arabic feminine")
  func compounds() {
    #expect(found("غنی سازی اورانیوم") == ["غنی سازی=غنی‌سازی"])
    #expect(found("استفاده صلح آمیز") == ["استفاده صلح آمیز=استفادهٔ صلح‌آمیز"])
    #expect(found("در پادشاهی متحده") == ["پادشاهی متحده=پادشاهی متحد"])
    #expect(found("با آرای بسیار") == ["آرای=رأی"])
    #expect(found("برابر آنان صف آرایی کردند").isEmpty)
    #expect(found("تیم با دو گل برد").isEmpty)
    #expect(found("برنت و برن") == ["برن=برن"])
    #expect(found("طبق آن برای طبقات دیگر") == ["طبق=طبق"])
    #expect(found("بی‌آنکه قطره‌ای هدر رود").isEmpty)
    #expect(found("آن را در اختیار او قرار داد.").isEmpty)
    #expect(found("بهای قرار داد تازه") == ["قرار داد=قرارداد"])
  }

  @Test("a verb belongs to the nearest noun, to two that یا joins, and to an adjective with its complement")
  func verbs() {
    #expect(found("آن را امضا یا تصویب نکرده‌اند") == ["امضا … نکرده‌اند=امضا کردن", "تصویب نکرده‌اند=تصویب کردن"])
    #expect(found("در دیدار با او متعهد شد") == ["متعهد شد=متعهد شدن"])
    #expect(found("وزیران خواستار تضمین حق کار برای زنان و دختران آن سرزمین شدند") == ["خواستار … شدند=خواستار شدن"])
    #expect(found("وی اظهار کرد: آری") == ["اظهار کرد=اظهار داشتن"])
    #expect(found("سی روز پیش از اجرا به مقامات ارائه می‌شود").isEmpty)
    #expect(found("او را به آن متهم نمود.") == ["متهم نمود=متهم کردن"])
    #expect(found("تا قابل اجرا شود").isEmpty)
    #expect(found("شامل اقدامات اجرایی نمی‌شود").isEmpty)
    #expect(found("در این دیدار گلزنی کردند").isEmpty)
    #expect(found("دیدار ویژه‌ای کردند") == ["دیدار … کردند=دیدار کردن"])
  }

  @Test("a unit belongs to its number")
  func units() {
    #expect(found("در روز اجرا") == ["روز اجرا=روز اجرا"])
    #expect(found("ظرف ۱۵ روز اجرای آن").isEmpty)
  }

  @Test(
    "English: forms of verbs beside nouns of acts, plurals with a sense of their own, hyphens, money, grammar",
    arguments: [
      ("it was audited", ["audited=audit"]), ("voting in favor", ["voting in favor=vote in favour"]),
      ("they initialled it", ["initialled=initial"]),
      ("cross-border trade", []), ("the border trade", ["border trade=border trade"]), ("a bond between peoples", []),
      ("bonds", ["bonds=bonds"]),
      ("the US says", ["US=US"]), ("US$ 85 million", []), ("the Parties shall meet", ["meet=meet"]), ("shall", ["shall=shall"]),
      ("national arsenals", []), ("a national of Iran", ["national=national"]), ("any sign of it", []), ("they sign it", ["sign=sign"]),
      ("the visit is to sign it", ["sign=sign"]), ("all States that have ratified it", ["ratified=ratify"]),
      ("it states that", ["states that=state that"]),
      ("a long way to go", []), ("the ship and its shipping", ["shipping=shipping"]), ("900 A.D. and later", ["A.D=AD"]),
      ("they claim it", []), ("a claim to it", ["claim=claim"]), ("to Jordan and Togo", ["Jordan=Jordan", "Togo=Togo"]),
      ("beside Jordan Spieth", []), ("Denzel Jordan", []), ("Mr. Jordan", []), ("the Jordan Valley", ["Jordan=Jordan"]),
      ("The Guardian said", ["The Guardian=The Guardian"]), ("They heard the guardian", []),
    ])
  func english(_ text: String, _ expected: [String]) { #expect(found(text) == expected) }
}
