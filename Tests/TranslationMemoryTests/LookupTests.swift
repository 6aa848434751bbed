import Foundation
import Language
import TMX
import TestSupport
import Testing
@testable import TranslationMemory

@Suite struct ScoreTests {
  /// The score of two texts, by a memory of one.
  func score(_ query: String, _ stored: String) throws -> Int {
    let folder = TemporaryFolder()
    let memory = try makeMemory([unit(stored, "x")], in: folder)
    return try memory.matches(for: query, from: .persian, to: .english, options: .init(atLeast: 1)).first?.score ?? 0
  }

  @Test(
    "each row of the cost table",
    arguments: [
      // Ten words; D of 0, 2, 6, 10, 20 in 200.
      ("وزیر امور خارجه ایران در این نشست سه جانبه گفت", "وزير امور خارجه‌ ایران در این نشست سه‌جانبه گفت", 100),
      ("وزیر امور خارجه ایران در این نشست مهم دو جانبه گفت", "وزیر امور خارجه ایران، در این نشست مهم دو جانبه گفت", 99),
      ("وزیر امور خارجه ایران در این نشست مهم سه کشور", "وزیر امور خارجه ایران در این نشست مهم سه کشورها", 97),
      ("وزیر امور خارجه ایران در این نشست مهم قطعنامه ۲۲۳۱", "وزیر امور خارجه ایران در این نشست مهم قطعنامه ۲۲۳۲", 95),
      ("وزیر امور خارجه ایران در این نشست مهم سخن گفت", "وزیر امور خارجه ایران در این نشست مهم سخن راند", 90),
      ("این توافق در این نشست مهم امروز اجرا می‌شود اما", "این توافق در این نشست مهم امروز اجرا نمی‌شود اما", 90),
      ("the treaty is not in force for any of these states", "the treaty is in force for any of these states", 90),
      ("The Treaty entered into force for TEN states in the year", "the treaty entered into force for ten states in the year", 100),
      ("امیر عبداللهیان گفت", "امیرعبداللهیان گفت", 100),
    ])
  func table(_ query: String, _ stored: String, _ expected: Int) throws {
    #expect(try score(query, stored) == expected)
    #expect(try score(stored, query) == expected)
  }

  @Test("a number, a negation or a mark that differs is never 100, however long the text")
  func neverWhole() throws {
    let long = (0..<150).map { "واژه\($0 % 7)" }.joined(separator: " ")
    #expect(try score(long + " ۱۲", long + " ۱۳") == 99)
    #expect(try score(long + " می‌رود", long + " نمی‌رود") == 99)
    #expect(try score(long + ".", long + "!") == 99)
  }

  @Test(
    "short texts are told apart by characters, but not numbers and negations",
    arguments: [
      ("سازمان ملل", "سازمان مللی", 90), ("بند ۵", "بند ۶", 75), ("می‌شود", "نمی‌شود", 0), ("رفت", "نرفت", 0), ("treatys", "treaty", 85),
      ("12", "13", 50),
      ("can", "cannot", 0), ("نه رو", "نهرو", 0),
    ])
  func short(_ query: String, _ stored: String, _ expected: Int) throws { #expect(try score(query, stored) == expected) }

  @Test("queries of nothing, marks, digits and a megabyte get an answer")
  func hostile() throws {
    let folder = TemporaryFolder()
    let memory = try makeMemory([unit("یک دو سه", "One"), unit("...", "Dots"), unit("۱۲", "12"), unit("", "Empty")], in: folder)
    func count(_ text: String) throws -> Int {
      try memory.matches(for: text, from: .persian, to: .english, options: .init(atLeast: 30)).count
    }
    #expect(try count("") == 0)
    #expect(try count("   \u{200C}\u{200F}\n") == 0)
    #expect(try count("...") == 1)
    #expect(try count("!!!") == 0)
    #expect(try count("12") == 1)
    #expect(try count(String(repeating: "؟!", count: 250_000)) == 0)
    #expect(try count(String(repeating: "یک ", count: 200_000)) == 0)
    #expect(try count((0..<100_000).map { "w\($0)" }.joined(separator: " ")) == 0)
    #expect(try count(String(repeating: "ک", count: 1_000_000)) == 0)
  }

  @Test(
    "differences name the places in both texts",
    arguments: [
      ("وزیر ایران گفت.", "وزیران ایران نگفت!", "inflected 0..<4 0..<6|negation 11..<14 13..<17|mark 14..<15 17..<18"),
      ("متن سال ۱۴۰۱ نو", "متن جدید سال 1402", "missing 4..<4 4..<8|number 8..<12 13..<17|added 13..<15 17..<17"),
      ("a b", "a c b", "missing 2..<2 2..<3"), ("is ready", "is not ready", "negation 3..<3 3..<6"),
      ("Treaty", "treaty", "spelling 0..<6 0..<6"),
      ("یک  دو", "یک دو", "spelling 0..<6 0..<5"),
    ])
  func differences(_ query: String, _ stored: String, _ expected: String) {
    var diff = TokenDiff()
    let isWhole = Oracle.graded(.init(query), .init(stored)) == 100
    let found = diff.differences(query, stored, isWhole: isWhole)
    #expect(found.map { "\($0.kind.rawValue) \($0.query) \($0.stored)" }.joined(separator: "|") == expected)
  }
}

@Suite struct LookupTests {
  let folder = TemporaryFolder()

  @Test("the order: context, score, confirmed, newest; two translations are both shown, repetitions counted")
  func ranking() throws {
    let memory = try makeMemory(
      [
        unit("الف", "A", origin: "d", position: 1), unit("بله موافقم", "Yes", origin: "d", position: 2, date: "20200101T000000Z"),
        unit("ج", "C", origin: "d", position: 3),
        unit("بله موافقم", "I agree", date: "20210101T000000Z", confirmedBy: "M"), unit("بله موافقم", "Aye", date: "20230101T000000Z"),
        unit("بله موافقم", "Aye", date: "20220101T000000Z"), unit("بله، موافقم", "Yes,", date: "20240101T000000Z"),
      ], in: folder)
    func found(before: String? = nil, after: String? = nil) throws -> [String] {
      try memory.matches(for: "بله موافقم", from: .persian, to: .english, options: .init(before: before, after: after))
        .map { "\($0.target) \($0.score) \($0.kind.rawValue) \($0.count)" }
    }
    #expect(try found() == ["I agree 100 exact 1", "Aye 100 exact 2", "Yes 100 exact 1", "Yes, 95 fuzzy 1"])
    #expect(try found(before: "الف", after: "ج").first == "Yes 100 context 1")
    #expect(try found(before: "الف").first == "Yes 100 context 1")
    #expect(try found(before: "ج").first == "I agree 100 exact 1")
  }

  @Test("lookups go both ways, and units without the language asked for don't count")
  func directions() throws {
    var french = unit("سلام", "x")
    french.variants[1] = Variant(language: LanguageTag("fr"), text: "Bonjour")
    let memory = try makeMemory([french, unit("سلام", "Hello")], in: folder)
    #expect(try memory.matches(for: "hello", from: .english, to: .persian, options: .init(limit: 1)).map(\.target) == ["سلام"])
    #expect(try memory.matches(for: "سلام", from: .persian, to: .english, options: .init(limit: 1)).map(\.target) == ["Hello"])
    #expect(
      try memory.matches(for: "سلام", from: LanguageTag("fa-IR"), to: LanguageTag("fr"), options: .init(limit: 1)).map(\.target) == [
        "Bonjour"
      ])
    #expect(try memory.matches(for: "سلام", from: .persian, to: LanguageTag("de")).isEmpty)
  }

  @Test("an index that is truncated, changed in any byte or somebody else's is made anew; the answers stay")
  func damagedIndex() throws {
    let units = (0..<60).map { unit("متن شماره \($0) از \($0 % 5)", "Text \($0)") }
    do { _ = try makeMemory(units, in: folder) }
    let path = folder.file("m.tmx")
    func answer() throws -> [String] {
      try Memory(opening: path).matches(for: "متن شماره 12 از 2", from: .persian, to: .english, options: .init(atLeast: 50)).map {
        "\($0.score) \($0.target)"
      }
    }
    let want = try answer()
    var random = SplitMix(state: 3)
    for name in ["m.tmx.units", "m.tmx.fa.graded"] {
      let place = folder.file(".tarjoman/" + name)
      let good = bytes(place)
      #expect(good.count > 100)
      for round in 0..<60 {
        var bad = good
        switch round % 3 {
        case 0: bad[Int.random(in: 0..<bad.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bad = Array(bad.prefix(Int.random(in: 0..<bad.count, using: &random)))
        default: bad = (0..<Int.random(in: 0..<5000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        put(bad, place)
        #expect(try answer() == want)
      }
      put(good, place)
    }
    // The index of another memory.
    let other = TemporaryFolder()
    do { _ = try makeMemory([unit("دیگر", "Other")], in: other).matches(for: "دیگر", from: .persian, to: .english) }
    for name in ["m.tmx.units", "m.tmx.fa.graded"] { put(bytes(other.file(".tarjoman/" + name)), folder.file(".tarjoman/" + name)) }
    #expect(try answer() == want)
  }

  @Test("a memory changed by anybody between two lookups is answered as it is now")
  func changed() throws {
    let memory = try makeMemory([unit("یک دو سه", "One"), unit("چهار", "Four")], in: folder)
    let path = folder.file("m.tmx")
    func targets(_ text: String) throws -> [String] { try memory.matches(for: text, from: .persian, to: .english).map(\.target) }
    #expect(try targets("یک دو سه") == ["One"])
    put(text(path).replacingOccurrences(of: ">One<", with: ">Eins zwei<"), path)
    #expect(try targets("یک دو سه") == ["Eins zwei"])
    try MemoryStore(opening: path).append([unit("پنج", "Five")])
    #expect(try targets("پنج") == ["Five"])
    let id = try memory.matches(for: "پنج", from: .persian, to: .english)[0].tuid!
    try MemoryStore(opening: path).delete([id])
    #expect(try targets("پنج") == [])
    #expect(try targets("چهار") == ["Four"])
  }

  @Test("an empty memory, and one without the language, answer with nothing")
  func empty() throws {
    let memory = try makeMemory([], in: folder)
    #expect(try memory.matches(for: "یک", from: .persian, to: .english).isEmpty)
    #expect(try memory.concordance("یک", source: .persian, target: .english) { _ in true } == 0)
    try MemoryStore(opening: folder.file("m.tmx")).append([unit("یک", "One")])
    #expect(try memory.matches(for: "un", from: LanguageTag("fr"), to: .english).isEmpty)
    #expect(try memory.matches(for: "یک", from: .persian, to: .english).count == 1)
  }

  @Test("where no index can be written lookups work from memory")
  func noFolder() throws {
    do { _ = try makeMemory([unit("یک", "One")], in: folder) }
    let memory = try Memory(opening: folder.file("m.tmx"), indexFolder: "/proc/none")
    #expect(try memory.matches(for: "یک", from: .persian, to: .english).map(\.target) == ["One"])
  }

  @Test("many threads look up at once")
  func threads() async throws {
    let memory = try makeMemory((0..<200).map { unit("متن شماره \($0)", "Text \($0)") }, in: folder)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<64 {
        group.addTask {
          try memory.matches(for: "متن شماره \(number)", from: .persian, to: .english).first?.target == "Text \(number)"
            && memory.matches(for: "Text \(number)", from: .english, to: .persian).first?.target == "متن شماره \(number)"
        }
      }
      for try await right in group { #expect(right) }
    }
  }
}

@Suite struct ConcordanceTests {
  let folder = TemporaryFolder()

  @Test("words and phrases, through stems or exactly, on either side")
  func phrases() throws {
    let memory = try makeMemory(
      [
        unit("یادداشت تفاهم میان دو کشور امضا شد", "A memorandum of understanding was signed between the two countries"),
        unit("کشورها در منطقه یادداشت، تفاهم و بیانیه دارند", "The countries of the region have memoranda", confirmedBy: "M"),
        unit("تفاهم و یادداشت", "Understanding and a note"), unit("قطعنامه ۲۲۳۱", "Resolution 2231"),
      ], in: folder)
    func found(_ phrase: String, _ side: ConcordanceOptions.Side = .both, byStem: Bool = true) throws -> [String] {
      var hits: [String] = []
      try memory.concordance(phrase, source: .persian, target: .english, options: .init(side: side, byStem: byStem)) { hit in
        let text = Array((hit.side == .source ? hit.source : hit.target).unicodeScalars)
        hits.append(hit.ranges.map { String(String.UnicodeScalarView(text[$0])) }.joined(separator: "|"))
        return true
      }
      return hits
    }
    #expect(try found("«یادداشت تفاهم»") == ["یادداشت، تفاهم", "یادداشت تفاهم"])
    #expect(try found("یادداشت تفاهم").count == 3)
    let words = try found("کشور")
    #expect(words == ["کشورها", "کشور"])
    #expect(try found("کشور", byStem: false) == ["کشور"])
    #expect(try found("country", .target) == ["countries", "countries"])
    #expect(try found("country", .source) == [])
    #expect(try found("\"memorandum of understanding\" signed") == ["memorandum of understanding|signed"])
    #expect(try found("2231") == ["۲۲۳۱"])
    #expect(try found("2232") == [])
    #expect(try found("") == [])
  }

  @Test("the units beside a hit are those of its document, in its order")
  func neighbours() throws {
    let memory = try makeMemory(
      [
        unit("یک", "One", origin: "a", position: 1), unit("دو", "Two", origin: "a", position: 2),
        unit("سه", "Three", origin: "a", position: 3),
        unit("چهار", "Four", origin: "a", position: 5), unit("پنج", "Five", origin: "b", position: 6),
      ], in: folder)
    func around(_ word: String, _ count: Int) throws -> String {
      var found = ""
      let options = ConcordanceOptions(neighbours: count)
      try memory.concordance(word, source: .persian, target: .english, options: options) { hit in
        found = "\(hit.before.map(\.target)) \(hit.target) \(hit.after.map(\.target))"
        return true
      }
      return found
    }
    #expect(try around("دو", 1) == #"["One"] Two ["Three"]"#)
    #expect(try around("سه", 5) == #"["One", "Two"] Three []"#)
    #expect(try around("پنج", 5) == "[] Five []")
    #expect(try around("دو", 0) == "[] Two []")
  }

  @Test("every text that holds the words is found, and no other")
  func exact() throws {
    var random = SplitMix(state: 11)
    let words = ["الف", "ب", "پ", "ت", "۷", "۸", "،", "."]
    let texts = Set((0..<300).map { _ in (0..<Int.random(in: 1...9, using: &random)).map { _ in words.randomElement(using: &random)! } })
    let memory = try makeMemory(texts.map { unit($0.joined(separator: " "), "x") }, in: folder)
    for _ in 0..<200 {
      let phrases = (0..<Int.random(in: 1...2, using: &random)).map { _ in
        (0..<Int.random(in: 1...3, using: &random)).map { _ in words.dropLast(2).randomElement(using: &random)! }
      }
      let query = phrases.map { "«" + $0.joined(separator: " ") + "»" }.joined(separator: " ")
      let wanted = texts.filter { text in
        let bare = text.filter { $0 != "،" && $0 != "." }
        return phrases.allSatisfy { phrase in bare.indices.contains { bare[$0...].starts(with: phrase) } }
      }
      var found: Set<String> = []
      let options = ConcordanceOptions(side: .source, byStem: false, limit: .max)
      let total = try memory.concordance(query, source: .persian, target: .english, options: options) { hit in
        found.insert(hit.source)
        return true
      }
      #expect(total == wanted.count && found == Set(wanted.map { $0.joined(separator: " ") }))
      var first: [String] = []
      try memory.concordance(query, source: .persian, target: .english, options: .init(side: .source, byStem: false, limit: 3)) { hit in
        first.append(hit.source)
        return true
      }
      #expect(first.count == min(3, wanted.count))
    }
  }

  @Test("counts over a memory")
  func statistics() throws {
    let memory = try makeMemory(
      [unit("یک دو", "One two", origin: "a", position: 1, confirmedBy: "M"), unit("یک دو", "One two", origin: "b"), unit("سه.", "Three.")],
      in: folder)
    let statistics = try memory.statistics()
    #expect(statistics.units == 3 && statistics.repetitions == 1 && statistics.confirmed == 1 && statistics.origins == 2)
    #expect(statistics.languages.map { "\($0.language) \($0.segments) \($0.words) \($0.repeated)" } == ["fa 3 5 1", "en 3 5 1"])
    #expect(statistics.bytes == bytes(folder.file("m.tmx")).count && statistics.indexBytes > 0)
  }
}

@Suite struct FragmentTests {
  let folder = TemporaryFolder()

  @Test("the fewest, longest stored phrases that cover a text")
  func cover() throws {
    let memory = try makeMemory(
      [
        unit("شورای امنیت سازمان ملل متحد تشکیل جلسه داد", "The UN Security Council held a meeting"),
        unit("دبیر شورای امنیت به تهران آمد", "The Council's secretary came to Tehran"),
        unit("دبیر شورای امنیت به تهران آمد و رفت", "He came and went", confirmedBy: "M"),
        unit("بند ۱۲ قطعنامه را خواند", "He read paragraph 12 of the resolution"),
      ], in: folder)
    func found(_ text: String, leastWords: Int = 2) throws -> [String] {
      let scalars = Array(text.unicodeScalars)
      return try memory.fragments(for: text, from: .persian, to: .english, leastWords: leastWords).map { fragment in
        let stored = Array(fragment.hit.source.unicodeScalars)
        let place = fragment.hit.ranges.first.map { String(String.UnicodeScalarView(stored[$0])) } ?? ""
        return "\(String(String.UnicodeScalarView(scalars[fragment.range])))=\(place) \(fragment.words) \(fragment.texts)"
      }
    }
    // Inflection aside, of two units the confirmed one; the phrases overlap in «شورای امنیت».
    #expect(
      try found("دبیران شورای امنیت سازمان ملل متحد گفت") == [
        "دبیران شورای امنیت=دبیر شورای امنیت 3 2", "شورای امنیت سازمان ملل متحد=شورای امنیت سازمان ملل متحد 5 1",
      ])
    // A number is taken as it is.
    #expect(try found("او بند ۱۳ قطعنامه را خواند") == ["قطعنامه را خواند=قطعنامه را خواند 3 1"])
    #expect(try found("او بند 12 قطعنامه را خواند") == ["بند 12 قطعنامه را خواند=بند ۱۲ قطعنامه را خواند 5 1"])
    #expect(try found("هیچ کدام از این‌ها") == [])
    #expect(try found("تهران", leastWords: 1).count == 1)
    #expect(try found("") == [])
    var options = MatchOptions()
    options.confirmedOnly = true
    #expect(try memory.fragments(for: "شورای امنیت سازمان ملل", from: .persian, to: .english, options: options).map(\.words) == [2])
  }

  @Test("the cover is as small as any, and every run as long as it can be")
  func smallest() {
    var random = SplitMix(state: 7)
    for _ in 0..<400 {
      let count = Int(random.next() % 12)
      // What is stored: all parts of some random runs.
      let stored = (0..<3).map { _ -> Range<Int> in
        let start = Int(random.next() % 12)
        return start..<(start + Int(random.next() % 6))
      }
      func isStored(_ run: Range<Int>) -> Bool { stored.contains { $0.lowerBound <= run.lowerBound && $0.upperBound >= run.upperBound } }
      let cover = Fragment.cover(of: count, leastWords: 2, isStored: isStored)
      let all = (0..<count).flatMap { start in ((start + 1)...max(start + 1, count)).map { start..<min($0, count) } }
        .filter { $0.count >= 2 && isStored($0) }
      let wanted = Set(all.flatMap { Array($0) })
      #expect(Set(cover.flatMap { Array($0) }) == wanted)
      for run in cover {
        #expect(!all.contains { $0 != run && $0.lowerBound <= run.lowerBound && $0.upperBound >= run.upperBound })
      }
      // No smaller set of runs covers as much.
      let maximal = all.filter { run in !all.contains { $0 != run && $0.lowerBound <= run.lowerBound && $0.upperBound >= run.upperBound } }
      for mask in 0..<(1 << maximal.count) where mask.nonzeroBitCount < cover.count {
        let words = Set(maximal.indices.filter { mask >> $0 & 1 == 1 }.flatMap { Array(maximal[$0]) })
        #expect(words != wanted)
      }
    }
  }
}
