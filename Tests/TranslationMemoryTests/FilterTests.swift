import Foundation
import Language
import TMX
import TestSupport
import Testing
@testable import TranslationMemory

/// Filters and penalties: what brute force over the definition finds under them, in the same order.
@Suite struct FilterTests {
  let folder = TemporaryFolder()

  private struct Row {
    var source, target, origin, domain: String
    var confirmed: Bool
    var day: Int
    var order: Int
  }

  @Test("the best k under filters and penalties are the best k", arguments: [31, 32, 33, 34] as [UInt64])
  func oracle(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var rows: [Row] = []
    var units: [Unit] = []
    for order in 0..<300 {
      let source =
        rows.isEmpty || Int.random(in: 0..<4, using: &random) == 0
        ? ExactnessTests.sentence(Int.random(in: 1...(seed < 33 ? 5 : 14), using: &random), &random)
        : ExactnessTests.edited(rows.randomElement(using: &random)!.source, &random)
      guard !source.isEmpty else { continue }
      let row = Row(
        source: source, target: "target \(Int.random(in: 0..<3, using: &random))",
        origin: "doc \(Int.random(in: 0..<3, using: &random)) & co",
        domain: ["law", "press"].randomElement(using: &random)!, confirmed: Int.random(in: 0..<3, using: &random) == 0,
        day: Int.random(in: 10...14, using: &random), order: order)
      rows.append(row)
      var made = unit(row.source, row.target, origin: row.origin, date: "202401\(row.day)T000000Z", confirmedBy: row.confirmed ? "M" : nil)
      made.properties.append(Property(UnitProperty.domain, row.domain))
      units.append(made)
    }
    let memory = try makeMemory(units, in: folder)
    let texts = rows.map { Oracle.Text($0.source) }
    for _ in 0..<60 {
      let query = ExactnessTests.edited(rows.randomElement(using: &random)!.source, &random)
      let own = Oracle.Text(query)
      guard !own.keys.isEmpty else { continue }
      func maybe<T>(_ value: T) -> T? { Int.random(in: 0..<3, using: &random) == 0 ? value : nil }
      var options = MatchOptions(
        atLeast: [1, 30, 50, 70, 90, 100].randomElement(using: &random)!, limit: Int.random(in: 1...6, using: &random))
      options.origin = maybe("doc 1 & co")
      options.domain = maybe("law")
      options.since = maybe("2024011\(Int.random(in: 0...5, using: &random))")
      options.confirmedOnly = maybe(true) ?? false
      if let penalty = maybe(MatchOptions.Penalty(.memory("m"), points: 4)) { options.penalties.append(penalty) }
      if let penalty = maybe(MatchOptions.Penalty(.memory("other"), points: 50)) { options.penalties.append(penalty) }
      if let penalty = maybe(MatchOptions.Penalty(.property(type: "x-origin", value: "doc 2 & co"), points: 7)) {
        options.penalties.append(penalty)
      }
      if let penalty = maybe(MatchOptions.Penalty(.property(type: "x-domain", value: "press"), points: 15)) {
        options.penalties.append(penalty)
      }

      var best: [String: (score: Int, row: Row)] = [:]
      func precedes(_ a: (score: Int, row: Row), _ b: (score: Int, row: Row)) -> Bool {
        if a.score != b.score { return a.score > b.score }
        if a.row.confirmed != b.row.confirmed { return a.row.confirmed }
        if a.row.day != b.row.day { return a.row.day > b.row.day }
        let (x, y) = (a.row.source.utf8.elementsEqual(query.utf8), b.row.source.utf8.elementsEqual(query.utf8))
        return x != y ? x : a.row.order < b.row.order
      }
      for (row, text) in zip(rows, texts) {
        if let origin = options.origin, row.origin != origin { continue }
        if let domain = options.domain, row.domain != domain { continue }
        if let since = options.since, "202401\(row.day)" < since { continue }
        if options.confirmedOnly, !row.confirmed { continue }
        var score = Oracle.graded(own, text)
        for penalty in options.penalties
        where [.memory("m"), .property(type: "x-origin", value: row.origin), .property(type: "x-domain", value: row.domain)]
          .contains(penalty.target)
        { score -= penalty.points }
        guard score >= options.atLeast else { continue }
        let key = row.source + "\u{0}" + row.target
        if let other = best[key], !precedes((score, row), other) { continue }
        best[key] = (score, row)
      }
      let want = best.values.sorted(by: precedes).prefix(options.limit).map { "\($0.score) \($0.row.source) → \($0.row.target)" }
      let found = try memory.matches(for: query, from: .persian, to: .english, options: options)
      let have = found.map { "\($0.score) \($0.source) → \($0.target)" }
      let same = want.count == have.count && zip(want, have).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
      #expect(same, "«\(query)» with \(options): expected \(want), found \(have)")
      if !same { return }
      for match in found {
        let raw = Oracle.graded(own, .init(match.source))
        #expect(match.score + match.penalties.reduce(0) { $0 + $1.points } == raw)
      }
    }
  }

  @Test("parts are filtered too; what is taken off is named")
  func parts() throws {
    let memory = try makeMemory(
      [
        unit("گفت وزیر امور خارجه آمد و رفت", "a", origin: "x"), unit("دیروز وزیر امور خارجه نیامد باز", "b", origin: "y"),
      ], in: folder)
    var options = MatchOptions(atLeast: 50)
    options.origin = "y"
    #expect(try memory.parts(for: "وزیر امور خارجه", from: .persian, to: .english, options: options).map(\.target) == ["b"])
    options.origin = nil
    options.penalties = [.init(.property(type: "x-origin", value: "x"), points: 9)]
    let found = try memory.parts(for: "وزیر امور خارجه", from: .persian, to: .english, options: options)
    #expect(found.map { "\($0.target) \($0.score) \($0.penalties.map(\.target.name))" } == ["b 100 []", "a 91 [\"x-origin:x\"]"])
  }
}
