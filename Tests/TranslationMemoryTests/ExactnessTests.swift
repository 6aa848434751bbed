import Foundation
import Language
import TMX
import TestSupport
import Testing
@testable import TranslationMemory

/// The index may only make lookups fast: brute force over the definition of the score finds the same units in the same order.
@Suite struct ExactnessTests {
  /// Words with inflections, numbers, codes, marks, negations and joined spellings, few enough that texts resemble each other.
  static let words = [
    "وزیر", "وزیران", "وزیرانشان", "خارجه", "ایران", "ایرانی", "کشور", "کشورها", "کشور‌های", "كشورهای", "قطعنامه", "قطعنامهٔ", "۲۲۳۱", "2231",
    "۱۲٫۵",
    "12", "S/RES/2231", "می‌شود", "می شود", "نمی‌شود", "شد", "نشد", "هیچ", "نه", "و", "در", "به", "،", ".", "«", "»", "(", ")", "!", "؟",
    "کرد", "نکرد",
    "امیر", "عبداللهیان", "امیرعبداللهیان", "treaty", "treaties", "Treaty", "not", "is", "isn't", "cannot", "can", "G20", "g20", "€", "%",
    "-",
  ]

  static func sentence(_ length: Int, _ random: inout SplitMix) -> String {
    (0..<length).map { _ in words.randomElement(using: &random)! }.joined(separator: Bool.random(using: &random) ? " " : "  ")
  }

  static func edited(_ text: String, _ random: inout SplitMix) -> String {
    var parts = text.split(separator: " ").map(String.init)
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let at = Int.random(in: 0...parts.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where at < parts.count: parts.remove(at: at)
      case 1 where at < parts.count: parts[at] = words.randomElement(using: &random)!
      default: parts.insert(words.randomElement(using: &random)!, at: at)
      }
    }
    return parts.joined(separator: " ")
  }

  struct Row {
    var source, target: String
    var confirmed: Bool
    var date: Int
    var order: Int
  }

  /// What a lookup must give: scores with sources and targets, ranked.
  static func expected(_ rows: [Row], least: Int, limit: Int, query: String, score: (String) -> Int) -> [(
    score: Int, source: String, target: String
  )] {
    var best: [String: (score: Int, row: Row)] = [:]
    func precedes(_ a: (score: Int, row: Row), _ b: (score: Int, row: Row)) -> Bool {
      if a.score != b.score { return a.score > b.score }
      if a.row.confirmed != b.row.confirmed { return a.row.confirmed }
      if a.row.date != b.row.date { return a.row.date > b.row.date }
      let (x, y) = (a.row.source.utf8.elementsEqual(query.utf8), b.row.source.utf8.elementsEqual(query.utf8))
      if x != y { return x }
      return a.row.order < b.row.order
    }
    for row in rows {
      let points = score(row.source)
      guard points >= least else { continue }
      let key = row.source + "\u{0}" + row.target
      if let other = best[key], !precedes((points, row), other) { continue }
      best[key] = (points, row)
    }
    return best.values.sorted(by: precedes).prefix(limit).map { ($0.score, $0.row.source, $0.row.target) }
  }

  func compare(seed: UInt64, count: Int, lengths: ClosedRange<Int>, queries: Int, score: ScoreKind, thresholds: [Int]) throws {
    var random = SplitMix(state: seed)
    let folder = TemporaryFolder()
    var rows: [Row] = []
    var units: [Unit] = []
    for order in 0..<count {
      let source =
        rows.isEmpty || Int.random(in: 0..<3, using: &random) > 0
        ? Self.sentence(Int.random(in: lengths, using: &random), &random) : Self.edited(rows.randomElement(using: &random)!.source, &random)
      guard !source.isEmpty else { continue }
      let row = Row(
        source: source, target: "target \(Int.random(in: 0..<3, using: &random))", confirmed: Int.random(in: 0..<4, using: &random) == 0,
        date: Int.random(in: 10...14, using: &random), order: order)
      rows.append(row)
      units.append(unit(row.source, row.target, date: "202401\(row.date)T000000Z", confirmedBy: row.confirmed ? "M" : nil))
    }
    let memory = try makeMemory(units, in: folder)
    let texts = rows.map { Oracle.Text($0.source) }
    let plain = rows.map { Oracle.plainTokens($0.source) }
    let place = Dictionary(rows.enumerated().map { ($1.source, $0) }, uniquingKeysWith: { a, _ in a })
    for _ in 0..<queries {
      let query =
        Bool.random(using: &random)
        ? Self.edited(rows.randomElement(using: &random)!.source, &random) : Self.sentence(Int.random(in: lengths, using: &random), &random)
      let own = Oracle.Text(query)
      let ownPlain = Oracle.plainTokens(query)
      guard !own.keys.isEmpty else { continue }
      var memo: [String: Int] = [:]
      let points = { (source: String) -> Int in
        if let known = memo[source] { return known }
        let at = place[source]!
        let value = score == .graded ? Oracle.graded(own, texts[at]) : Oracle.plain(ownPlain, plain[at])
        memo[source] = value
        return value
      }
      for least in thresholds {
        let limit = Int.random(in: 1...7, using: &random)
        let want = Self.expected(rows, least: least, limit: limit, query: query, score: points)
        let have = try memory.matches(for: query, from: .persian, to: .english, options: .init(atLeast: least, limit: limit, score: score))
        let same =
          want.count == have.count
          && zip(want, have).allSatisfy {
            $0.score == $1.score && $0.source.utf8.elementsEqual($1.source.utf8) && $0.target == $1.target
          }
        #expect(
          same, "query «\(query)» at \(least), limit \(limit): expected \(want), found \(have.map { ($0.score, $0.source, $0.target) })")
        if !same { return }
      }
    }
  }

  @Test("the graded best k are the best k", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func graded(_ seed: UInt64) throws {
    try compare(seed: seed, count: 250, lengths: 1...(seed < 4 ? 12 : 25), queries: 25, score: .graded, thresholds: [30, 50, 70, 85, 100])
  }

  @Test("texts of one to four words, by characters as well", arguments: [11, 12, 13, 14] as [UInt64])
  func short(_ seed: UInt64) throws {
    try compare(seed: seed, count: 300, lengths: 1...4, queries: 40, score: .graded, thresholds: [30, 45, 60, 70, 75, 90, 100])
  }

  @Test("the plain best k are the best k", arguments: [21, 22] as [UInt64])
  func plain(_ seed: UInt64) throws {
    try compare(seed: seed, count: 250, lengths: 1...18, queries: 25, score: .plain, thresholds: [30, 50, 70, 80, 100])
  }

  @Test("texts of more than 64 tokens, and of a thousand", arguments: [(80, 12), (200, 8), (1000, 3)])
  func long(_ length: Int, _ count: Int) throws {
    try compare(
      seed: UInt64(length), count: count * 2, lengths: (length / 2)...length, queries: count / 2 + 1, score: .graded, thresholds: [30, 70])
    try compare(
      seed: UInt64(length), count: count * 2, lengths: (length / 2)...length, queries: count / 2 + 1, score: .plain, thresholds: [50])
  }

  @Test("distances by bit vectors are those of the textbook, whatever the number of words")
  func bitVectors() {
    var random = SplitMix(state: 5)
    var distance = TokenDistance()
    for length in [0, 1, 2, 63, 64, 65, 127, 128, 129, 300, 1100] {
      for _ in 0..<6 {
        let alphabet = Int.random(in: 1...9, using: &random)
        let a = (0..<length).map { _ in UInt32.random(in: 0..<UInt32(alphabet), using: &random) }
        let b = (0..<Int.random(in: 0...(length + 30), using: &random)).map { _ in UInt32.random(in: 0...UInt32(alphabet), using: &random) }
        distance.setPattern(a, alphabet: alphabet)
        #expect(b.withUnsafeBufferPointer { distance.unit(to: $0, cap: .max / 2) } == Oracle.levenshtein(a, b))
      }
    }
  }
}
