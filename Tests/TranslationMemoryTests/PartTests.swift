import Language
import TMX
import TestSupport
import Testing
@testable import TranslationMemory

/// A text that stands inside a longer stored one.
@Suite struct PartTests {
  func part(_ query: String, _ stored: String..., least: Int = 50) throws -> Match? {
    let folder = TemporaryFolder()
    let memory = try makeMemory(stored.enumerated().map { unit($1, "x\($0)") }, in: folder)
    return try memory.parts(for: query, from: .persian, to: .english, options: .init(atLeast: least)).first
  }

  func scalars(_ text: String, _ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(Array(text.unicodeScalars)[range]))
  }

  @Test("a sentence's beginning is found in the sentence, with its place and the words that differ")
  func beginning() throws {
    let stored =
      "وزیر امور خارجه با اشاره به تحولات قفقاز گفت: ما از همه طرف‌ها می‌خواهیم که خویشتنداری کنند و راه حل سیاسی را در پیش گیرند."
    let match = try #require(try part("وزیر امور خارجه با اشاره به تحولات قفقاز اظهار کرد", stored))
    #expect(match.kind == .part)
    #expect(match.score == 80)
    #expect(scalars(stored, match.part!) == "وزیر امور خارجه با اشاره به تحولات قفقاز")
    #expect(match.differences.map(\.kind) == [.added, .added])
    #expect(match.source == stored)
  }

  @Test(
    "the score is that of the query's words",
    arguments: [
      ("امور خارجه ایران گفت", "دیروز وزیر امور خارجه ایران گفت که می‌آید", 100, "امور خارجه ایران گفت"),
      ("امور خارجهٔ ايران  گفت", "دیروز وزیر امور خارجه ایران گفت که می‌آید", 100, "امور خارجه ایران گفت"),
      ("قطعنامه ۲۲۳۱ شورای امنیت", "متن قطعنامه ۱۷۳۷ شورای امنیت را خواندند", 87, "قطعنامه ۱۷۳۷ شورای امنیت"),
      ("این توافق اجرا می‌شود", "گفتند این توافق اجرا نمی‌شود و بس", 75, "این توافق اجرا"),
      ("states shall not intervene", "All member states shall intervene now", 75, "states shall intervene"),
    ])
  func score(_ query: String, _ stored: String, _ expected: Int, _ run: String) throws {
    let match = try #require(try part(query, stored))
    #expect(match.score == expected)
    #expect(scalars(stored, match.part!) == run)
  }

  @Test("what says the same, what is shorter, and texts of two words are no parts")
  func none() throws {
    #expect(try part("وزیر امور خارجه گفت", "وزیر امور خارجه گفت.") == nil)
    #expect(try part("امیر عبداللهیان امروز گفت", "امیرعبداللهیان امروز گفت") == nil)
    #expect(try part("وزیر امور", "وزیر امور خارجه گفت") == nil)
    #expect(try part("وزیر امور خارجه گفت که فردا می‌آید", "وزیر امور خارجه گفت که") == nil)
    #expect(try part("", "وزیر امور خارجه گفت که") == nil)
    #expect(try part("... !!! ؟", "وزیر امور خارجه گفت که...") == nil)
  }

  @Test("whole matches and parts are asked for apart")
  func apart() throws {
    let folder = TemporaryFolder()
    let memory = try makeMemory([unit("وزیر امور خارجه گفت که فردا به تهران می‌آید", "x"), unit("وزیر امور خارجه گفت", "y")], in: folder)
    let query = "وزیر امور خارجه گفت"
    #expect(try memory.matches(for: query, from: .persian, to: .english, options: .init(atLeast: 30)).map(\.target) == ["y", "x"])
    #expect(try memory.parts(for: query, from: .persian, to: .english).map(\.target) == ["x"])
    #expect(Match.Kind.part < .fuzzy)
  }

  @Test("the best k parts are the best k", arguments: [1, 2, 3, 4] as [UInt64])
  func exact(_ seed: UInt64) throws {
    typealias Exactness = ExactnessTests
    var random = SplitMix(state: seed)
    let folder = TemporaryFolder()
    var rows: [Exactness.Row] = []
    var units: [Unit] = []
    for order in 0..<80 {
      let source =
        rows.isEmpty || Int.random(in: 0..<3, using: &random) > 0
        ? Exactness.sentence(Int.random(in: 1...(seed == 4 ? 80 : 18), using: &random), &random)
        : Exactness.edited(rows.randomElement(using: &random)!.source, &random)
      guard !source.isEmpty else { continue }
      let row = Exactness.Row(
        source: source, target: "t\(Int.random(in: 0..<3, using: &random))", confirmed: Int.random(in: 0..<4, using: &random) == 0,
        date: Int.random(in: 10...14, using: &random), order: order)
      rows.append(row)
      units.append(unit(row.source, row.target, date: "202401\(row.date)T000000Z", confirmedBy: row.confirmed ? "M" : nil))
    }
    let memory = try makeMemory(units, in: folder)
    for _ in 0..<(seed == 4 ? 1 : 12) {
      let from = Oracle.Text(rows.randomElement(using: &random)!.source)
      let start = Int.random(in: 0...from.keys.count, using: &random)
      let cut = from.keys[start..<min(from.keys.count, start + (seed == 4 ? 70 : 8))].joined(separator: " ")
      let query = Exactness.edited(cut, &random)
      let own = Oracle.Text(query)
      var memo: [String: (score: Int, run: Range<Int>)?] = [:]
      func found(_ source: String) -> (score: Int, run: Range<Int>)? {
        if let known = memo[source] { return known }
        let value = Oracle.part(own, of: .init(source))
        memo[source] = .some(value)
        return value
      }
      for least in [30, 50, 70, 90] {
        let limit = Int.random(in: 1...6, using: &random)
        // Ties are broken by the same text first in whole matches; a part is never the same text.
        let want = Exactness.expected(rows, least: least, limit: limit, query: "\u{0}") { found($0)?.score ?? 0 }
        let have = try memory.parts(for: query, from: .persian, to: .english, options: .init(atLeast: least, limit: limit))
        let same =
          want.count == have.count
          && zip(want, have).allSatisfy { want, have in
            guard want.score == have.score, want.source.utf8.elementsEqual(have.source.utf8), want.target == have.target,
              let run = found(want.source)?.run
            else { return false }
            let tokens = Tokenizer.tokens(of: have.source)
            return have.part == tokens[run.lowerBound].range.lowerBound..<tokens[run.upperBound - 1].range.upperBound
          }
        #expect(same, "«\(query)» at \(least), limit \(limit): \(want), found \(have.map { ($0.score, $0.source, $0.target, $0.part) })")
        if !same { return }
      }
    }
  }

  @Test("parts by bit vectors are those of the textbook")
  func bitVectors() {
    var random = SplitMix(state: 9)
    var distance = TokenDistance()
    for length in [1, 5, 63, 64, 65, 130, 1100] {
      let a = (0..<length).map { _ in UInt32.random(in: 0..<5, using: &random) }
      let b = (0..<Int.random(in: 0...(length + 60), using: &random)).map { _ in UInt32.random(in: 0...5, using: &random) }
      distance.setPattern(a, alphabet: 5)
      var row = [Int](repeating: 0, count: b.count + 1)
      for (i, x) in a.enumerated() {
        var next = [i + 1]
        for (j, y) in b.enumerated() { next.append(min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1)) }
        row = next
      }
      #expect(b.withUnsafeBufferPointer { distance.unitPart(of: $0) } == row.min()!)
    }
  }
}
