import Foundation
import Language
import Testing

@testable import Terminology

private let text = """
  # a comment
  تحریم	sanction	sanctions
  تحریم یک‌جانبه	unilateral sanction	sanctions
  کشور	country	general
  توافق‌نامه	agreement	treaty
  مسئول	official	office
  مسؤول	official	office; variant spelling
  هیئت	delegation	diplomacy
  هیأت	delegation	diplomacy; variant spelling
  معاهده	treaty	treaty
  معاهدات	treaty	treaty; plural
  آژانس بین‌المللی انرژی اتمی	International Atomic Energy Agency	nuclear
  آژانس اتمی	International Atomic Energy Agency	nuclear; synonym
  آژانس بین‌المللی انرژی اتمی	IAEA	nuclear; abbreviation
  سازمان جهانی بهداشت	World Health Organization	body
  سازمان جهانی بهداشت	WHO	body; abbreviation
  یادداشت تفاهم	memorandum of understanding	treaty
  تأکید کردن	emphasize	diplomacy
  مذاکره کردن	negotiate	diplomacy
  شورای امنیت	Security Council	UN
  امنیت ملی	national security	security
  بهداشت	health	body
  صندوق	fund	economy
  ترکیه	Turkey	country
  صندوق	ballot box	law
  رنگ	colour	general
  ژنو	Geneva	city
  پیگیری	follow-up	diplomacy

  """

private let index = TermIndex([Termbase(name: "test", concepts: GlossaryTSV.read(text).concepts)])

@Suite struct GlossaryTests {
  @Test("neighbouring lines that share the first line's term are one concept")
  func blocks() {
    let (concepts, problems) = GlossaryTSV.read(text)
    #expect(problems.isEmpty)
    #expect(concepts.count == 21)
    let agency = concepts.first { $0.terms.contains { $0.text == "IAEA" } }!
    #expect(agency.terms(in: .persian).map(\.text) == ["آژانس بین‌المللی انرژی اتمی", "آژانس اتمی"])
    #expect(agency.preferred(in: .english)?.text == "International Atomic Energy Agency")
    #expect(agency.terms.first { $0.text == "IAEA" }?.form == .abbreviation)
    #expect(agency.domain == "nuclear")
  }

  @Test("controls and noncharacters in a glossary are dropped and said, in either form: TBX can't hold them (found by fuzzing)")
  func controls() throws {
    for text in ["\0\0\tx\u{1}y\n\u{7}یک\tone\n", "fa,en\n\0,\n\u{7}یک,o\u{FFFE}ne\n"] {
      let read = GlossaryText.read(text)
      #expect(read.concepts.map { $0.terms.map(\.text) } == [["یک", "one"]])
      let dropped = read.problems.compactMap { if case .droppedCharacters(let count) = $0.reason { count } else { nil } }
      #expect(dropped.reduce(0, +) == (read.form == .pairs ? 4 : 3))
      let written = Termbase(name: "t", concepts: read.concepts).tbx()
      #expect(try TBXReader().read(written, name: "t").termbase.tbx() == written)
    }
  }

  @Test("a line break in a quoted term is read as a blank and said (found by fuzzing)")
  func lineBreakInTerm() {
    let (concepts, problems) = GlossaryTSV.read("\"وزیر\nخارجه\",foreign minister\n", separator: ",")
    #expect(concepts.map { $0.terms.map(\.text) } == [["وزیر خارجه", "foreign minister"]])
    #expect(problems.map(\.reason) == [.markInTerm("وزیر خارجه")])
  }

  @Test("what a glossary's lines lack is said, line by line")
  func problems() {
    let (concepts, problems) = GlossaryTSV.read("\u{FEFF}یک\tone\nbad\n\tx\t\nیک\tone\n\(String(repeating: "ا", count: 501))\tlong\n")
    #expect(concepts.count == 1)
    #expect(
      problems == [
        .init(line: 2, reason: .fewerThanTwoColumns), .init(line: 3, column: 1, reason: .emptyTerm), .init(line: 4, reason: .repeatedPair),
        .init(line: 5, reason: .termTooLong(scalars: 501)),
      ])
  }
}

@Suite struct OwnGlossaryTests {
  @Test(
    "the project's glossaries read without a problem, and each concept has both languages",
    arguments: [("diplomacy", 2_000), ("names", 400)])
  func own(_ name: String, _ least: Int) throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: package.appending(path: "Glossaries/\(name).tbx"))
    let (termbase, report) = try TBXReader().read(Array(data), name: name)
    #expect(report.problems == [])
    let concepts = termbase.concepts
    #expect(concepts.count >= least)
    #expect(concepts.allSatisfy { !$0.terms(in: .persian).isEmpty && !$0.terms(in: .english).isEmpty && !$0.domain.isEmpty })
    // Every term is recognised where it stands alone, as itself.
    let index = TermIndex([termbase])
    for concept in concepts {
      for term in concept.terms {
        let found = index.recognize(in: term.text, language: term.language)
        #expect(found.contains { $0.entries.contains { $0.concept.id == concept.id } }, "\(term.text)")
      }
    }
  }
}

@Suite struct RecognitionTests {
  func found(_ text: String, _ language: LanguageTag? = nil) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return index.recognize(in: text, language: language).map { occurrence in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[occurrence.range])
      return "\(String(view))=\(occurrence.term.text)"
    }
  }

  @Test(
    "a term is found however it is written",
    arguments: [
      ("كشورهاي منطقه", "كشورهاي=کشور"), ("توافق نامه‌ها", "توافق نامه‌ها=توافق‌نامه"), ("توافقنامه", "توافقنامه=توافق‌نامه"),
      ("هیاتهای ایرانی", "هیاتهای=هیئت"), ("مسوول", "مسوول=مسؤول"), ("معاهدات", "معاهدات=معاهدات"),
      ("آژانس بین المللی انرژی اتمی", "آژانس بین المللی انرژی اتمی=آژانس بین‌المللی انرژی اتمی"),
      ("treaties", "treaties=treaty"), ("memoranda of understanding", "memoranda of understanding=memorandum of understanding"),
    ])
  func spellings(_ text: String, _ expected: String) { #expect(found(text).first == expected) }

  @Test("the longest term wins, and a mark between words parts them")
  func longest() {
    #expect(found("تحریم‌های یک جانبه") == ["تحریم‌های یک جانبه=تحریم یک‌جانبه"])
    #expect(found("یادداشت، تفاهم").isEmpty)
    #expect(found("آژانس اتمی و کشورها") == ["آژانس اتمی=آژانس اتمی", "کشورها=کشور"])
  }

  @Test("an abbreviation of capitals is not the small word")
  func capitals() {
    #expect(found("the WHO said") == ["WHO=WHO"])
    #expect(found("those who said").isEmpty)
  }

  @Test(
    "the twelve variants that exact glossaries miss",
    arguments: [
      ("تحریمها", "تحریم"), ("تحریم ها", "تحریم"), ("کشورهای", "کشور"), ("كشورهاي", "کشور"), ("معاهدات", "معاهدات"), ("معاهده‌ای", "معاهده"),
      ("توافقنامه", "توافق‌نامه"), ("توافق نامه", "توافق‌نامه"), ("توافقنامه‌های", "توافق‌نامه"), ("هیأت‌های", "هیئت"), ("مسؤولان", "مسئول"),
      ("مسئولین", "مسئول"),
    ])
  func twelve(_ text: String, _ term: String) {
    #expect(found("این \(text) را") == ["\(text)=\(term)"])
    #expect(index.lookup(text).first.map { $0.score >= 99 } == true)
  }

  @Test("a light verb is found with its noun, together or apart, and not across a clause")
  func lightVerbs() {
    func parts(_ text: String) -> [String] {
      let scalars = Array(text.unicodeScalars)
      return index.recognize(in: text).flatMap { $0.parts.map { String(String.UnicodeScalarView(scalars[$0])) } }
    }
    #expect(parts("وی تأکید کرد") == ["تأکید کرد"])
    #expect(parts("وی تأکید خواهد کرد") == ["تأکید", "کرد"])
    #expect(parts("وزیر تأکید ویژه‌ای بر این موضوع می‌کند") == ["تأکید", "می‌کند"])
    #expect(parts("بر این نکته تاکید شد") == ["تاکید شد"])
    #expect(parts("با تأکید بر این نکته گفت که کاری کرد") == [])
    #expect(parts("با تأکید بر این نکته. کاری کرد") == [])
    #expect(parts("او مذاکره را ناکام اعلام کرد") == [])
    #expect(parts("دو طرف مذاکره نمودند") == ["مذاکره نمودند"])
  }

  @Test("terms that share words are told as overlaps, one that lies within another only when asked")
  func overlaps() {
    let occurrence = index.recognize(in: "شورای امنیت ملی")
    #expect(occurrence.map(\.term.text) == ["شورای امنیت"])
    #expect(occurrence.first?.overlaps.map { $0.entries[0].term.text } == ["امنیت ملی"])
    #expect(index.recognize(in: "تحریم یک‌جانبه", nested: true).map(\.term.text) == ["تحریم یک‌جانبه", "تحریم"])
  }

  @Test("one word of two concepts gives both")
  func ambiguity() {
    let occurrence = index.recognize(in: "صندوق‌ها")
    #expect(occurrence.first?.isAmbiguous == true)
    #expect(occurrence.first?.entries.map { $0.concept.preferred(in: .english)!.text } == ["fund", "ballot box"])
  }

  @Test(
    "English spelling, possessive, plural and hyphen",
    arguments: [
      ("Colors", "Colors=colour"), ("the country’s", "country’s=country"), ("the countries' ", "countries=country"),
      ("emphasising", "emphasising=emphasize"), ("follow up", "follow up=follow-up"), ("followup", "followup=follow-up"),
      ("Turkey’s", "Turkey’s=Turkey"), ("the WHO’s", "WHO’s=WHO"),
      ("Memorandums of understanding", "Memorandums of understanding=memorandum of understanding"),
    ])
  func english(_ text: String, _ expected: String) { #expect(found(text) == [expected]) }

  @Test("English derivations are other words, inflections are not; a verb's own forms are")
  func derivations() {
    for text in ["the treatise", "emphasis", "colourful", "colouring", "countrified"] { #expect(found(text).isEmpty, "\(text)") }
    #expect(found("emphasized and emphasises").count == 2)
    #expect(EnglishInflection.isForm("parties", of: "party", isVerb: false))
    #expect(EnglishInflection.isForm("crises", of: "crisis", isVerb: false))
    #expect(EnglishInflection.isForm("organizations", of: "organisation", isVerb: false))
    #expect(EnglishInflection.isForm("signalled", of: "signal", isVerb: true))
    #expect(!EnglishInflection.isForm("reported", of: "reporter", isVerb: false))
    #expect(!EnglishInflection.isForm("important", of: "imports", isVerb: false))
    #expect(!EnglishInflection.isForm("noted", of: "note", isVerb: false))
  }

  @Test("a name is not the word without a capital, a compound not two words with a particle")
  func traps() {
    #expect(found("We ate turkey in May").isEmpty)
    #expect(found("turkey in may") == ["turkey=Turkey"])
    #expect(found("او به داشت خود").isEmpty)
  }

  @Test("recognition agrees with trying every term at every place")
  func bruteForce() {
    // Random texts of the terms' own words: whatever chain of words equals a term's chain must be found, and nothing else.
    let pool = ["تحریم", "یک", "جانبه", "شورای", "امنیت", "ملی", "توافق", "نامه", "کشور", "و", "رنگ"]
    let terms = ["تحریم", "تحریم یک‌جانبه", "شورای امنیت", "امنیت ملی", "توافق‌نامه", "کشور", "رنگ"]
    var reader = TermReader()
    func chain(_ text: String) -> [UInt8] {
      reader.read(text)
      return reader.chains(of: 0..<reader.words.count)[0]
    }
    let chains = terms.map(chain)
    for _ in 0..<500 {
      let words = (0..<Int.random(in: 1...8)).map { _ in pool.randomElement()! }
      let text = words.joined(separator: " ")
      var expected: Set<String> = []
      for start in words.indices {
        for end in start..<words.count {
          let piece = words[start...end].joined(separator: " ")
          for (term, its) in zip(terms, chains) where chain(piece) == its { expected.insert("\(start):\(piece)=\(term)") }
        }
      }
      let scalars = Array(text.unicodeScalars)
      let hits = index.recognize(in: text, nested: true).flatMap { occurrence in
        [(occurrence.range, occurrence.entries)] + occurrence.overlaps.map { ($0.range, $0.entries) }
      }
      var actual: Set<String> = []
      for (range, entries) in hits {
        let piece = String(String.UnicodeScalarView(scalars[range]))
        let before = String(String.UnicodeScalarView(scalars[..<range.lowerBound])).split(separator: " ").count
        for entry in entries where terms.contains(entry.term.text) { actual.insert("\(before):\(piece)=\(entry.term.text)") }
      }
      #expect(actual == expected, "\(text)")
    }
  }

  @Test("a language can be asked for alone")
  func language() {
    #expect(found("treaty معاهده", .english) == ["treaty=treaty"])
    #expect(found("treaty معاهده", .persian) == ["معاهده=معاهده"])
  }
}

@Suite struct LookupTests {
  func first(_ query: String) -> (String, Int, TermIndex.Reason)? {
    index.lookup(query).first.map { ($0.concept.preferred(in: .english)!.text, $0.score, $0.reason) }
  }

  @Test(
    "equal, inflected, part, similar: each with its reason",
    arguments: [
      ("توافق نامه", "agreement", TermIndex.Reason.equal), ("كشورهاي", "country", .inflection),
      ("یادداشت تفاهمی", "memorandum of understanding", .similar),
      ("understanding memorandum", "memorandum of understanding", .part), ("معاهذه", "treaty", .similar),
    ])
  func reasons(_ query: String, _ english: String, _ reason: TermIndex.Reason) throws {
    let match = try #require(first(query))
    #expect(match.0 == english)
    #expect(match.2 == reason || match.2 == .inflection)
  }

  @Test(
    "typing errors, sound, beginnings and other orders of words",
    arguments: [
      ("Zhenev", "Geneva", TermIndex.Reason.sound), ("Genev", "Geneva", .sound), ("memorandun", "memorandum of understanding", .similar),
      ("Internatoinal Energy Agency", "International Atomic Energy Agency", .similar), ("memorand", "memorandum of understanding", .part),
      ("Atomic Agency", "International Atomic Energy Agency", .part), ("یادداشت", "memorandum of understanding", .part),
      ("شورای امنييت", "Security Council", .similar), ("Torkiye", "Turkey", .sound),
    ])
  func fuzzy(_ query: String, _ english: String, _ reason: TermIndex.Reason) throws {
    let match = try #require(first(query))
    #expect(match.0 == english)
    #expect(match.2 == reason)
  }

  @Test("nothing like it gives nothing")
  func nothing() {
    #expect(index.lookup("zzzzqqq").isEmpty)
    #expect(index.lookup("").isEmpty)
    #expect(index.lookup("  ،؛ ").isEmpty)
  }

  @Test("edit distance agrees with the plain definition")
  func distance() {
    func plain(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
      var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
      for i in 0...a.count {
        for j in 0...b.count {
          if i == 0 || j == 0 {
            table[i][j] = i + j
            continue
          }
          table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
          if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1) }
        }
      }
      return table[a.count][b.count]
    }
    for _ in 0..<2000 {
      let a = (0..<Int.random(in: 0...7)).map { _ in ["ا", "ب", "c"].randomElement()! as Unicode.Scalar }
      let b = (0..<Int.random(in: 0...7)).map { _ in ["ا", "ب", "c"].randomElement()! as Unicode.Scalar }
      let exact = plain(a, b)
      for bound in 0...7 { #expect(editDistance(a, b, atMost: bound) == (exact <= bound ? exact : nil)) }
    }
  }
}
