import Foundation
import Language
import Synchronization
import TMX
import TestSupport
import Testing
@testable import TranslationMemory

/// An index brought up to date gives what one made anew gives, whatever became of the file in between.
@Suite struct LayerTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("m.tmx") }

  private func pair(_ random: inout SplitMix, _ number: Int, like: String? = nil) -> Unit {
    let source =
      like.map { ExactnessTests.edited($0, &random) } ?? ExactnessTests.sentence(Int.random(in: 1...10, using: &random), &random)
    return unit(
      source.isEmpty ? "متن" : source, "target \(Int.random(in: 0..<4, using: &random))",
      origin: Bool.random(using: &random) ? "o\(Int.random(in: 0..<3, using: &random))" : nil, position: number,
      date: "202401\(Int.random(in: 10...14, using: &random))T000000Z", confirmedBy: Int.random(in: 0..<5, using: &random) == 0 ? "M" : nil)
  }

  /// A memory with an index of its own, made of the file as it is.
  private func fresh() throws -> Memory {
    let other = TemporaryFolder()
    defer { withExtendedLifetime(other) {} }
    return try Memory(opening: path, indexFolder: other.path)
  }

  private func layerCount() throws -> Int {
    Catalogue.read(IndexFolder(folder.file(".tarjoman"), for: path)).layers.count
  }

  private func compare(_ memory: Memory, _ random: inout SplitMix, _ sources: [String], _ note: String) throws {
    let whole = try fresh()
    _ = try memory.matches(for: "x", from: .persian, to: .english)
    #expect(memory.unitCount == whole.unitCount, "\(note)")
    #expect(memory.problems.map(\.kind) == whole.problems.map(\.kind) && memory.problems.map(\.count) == whole.problems.map(\.count))
    // Making an index of all to compare with is what costs: one score and one direction each time.
    let kind: ScoreKind = Int.random(in: 0..<4, using: &random) == 0 ? .plain : .graded
    let isBack = Int.random(in: 0..<3, using: &random) == 0
    for _ in 0..<6 {
      guard let stored = sources.randomElement(using: &random), let neighbour = sources.randomElement(using: &random) else { continue }
      let query = Bool.random(using: &random) ? stored : ExactnessTests.edited(stored, &random)
      do {
        let score = kind
        var options = MatchOptions(
          atLeast: [30, 50, 70, 100].randomElement(using: &random)!, limit: Int.random(in: 1...8, using: &random), score: score)
        if Bool.random(using: &random) { options.before = neighbour }
        if Bool.random(using: &random) { options.penalties = [.init(.property(type: "x-origin", value: "o1"), points: 7)] }
        let have = try memory.matches(for: query, from: .persian, to: .english, options: options)
        let want = try whole.matches(for: query, from: .persian, to: .english, options: options)
        #expect(have == want, "\(note): «\(query)» at \(options.atLeast), limit \(options.limit), \(score)")
      }
      if isBack {
        let back = MatchOptions(atLeast: 60, limit: 9)
        #expect(
          try memory.matches(for: "target 1", from: .english, to: .persian, options: back)
            == whole.matches(for: "target 1", from: .english, to: .persian, options: back), "\(note): from English")
      }
      guard kind == .graded else { continue }
      let parts = MatchOptions(atLeast: 50, limit: 5)
      #expect(
        try memory.parts(for: query, from: .persian, to: .english, options: parts)
          == whole.parts(for: query, from: .persian, to: .english, options: parts), "\(note): parts of «\(query)»")
      #expect(
        try memory.fragments(for: query, from: .persian, to: .english, options: parts)
          == whole.fragments(for: query, from: .persian, to: .english, options: parts), "\(note): fragments of «\(query)»")
      let most = [3, 1000].randomElement(using: &random)!
      func hits(_ memory: Memory) throws -> (Int, [ConcordanceHit]) {
        var hits: [ConcordanceHit] = []
        let total = try memory.concordance(
          query.split(separator: " ").first.map(String.init) ?? "و", source: .persian, target: .english,
          options: .init(limit: most, neighbours: 1)
        ) {
          hits.append($0)
          return true
        }
        return (total, hits)
      }
      let (have, want) = (try hits(memory), try hits(whole))
      #expect(have.0 == want.0 && have.1 == want.1, "\(note): concordance of «\(query)»")
    }
  }

  @Test("after any changes, in any order, by any program, the answers are those of a new index", arguments: [1, 2, 3] as [UInt64])
  func interleaved(_ seed: UInt64) throws {
    var random = SplitMix(state: seed &* 977)
    var number = 0
    func units(_ count: Int, _ sources: [String]) -> [Unit] {
      (0..<count).map { _ in
        number += 1
        return pair(&random, number, like: Bool.random(using: &random) ? sources.randomElement(using: &random) : nil)
      }
    }
    do { _ = try MemoryStore.create(at: path).append(units(seed == 3 ? 40 : 300, []), again: .keep) }
    var memory = try Memory(opening: path)
    var most = 0
    for step in 0..<16 {
      let before = try unitsByReader(path)
      let sources = before.map { $0.variants[0].text }
      func ids(_ count: Int) -> [String] {
        Array(Set((0..<count).compactMap { _ in before.randomElement(using: &random)?.tuid }))
      }
      var note = ""
      switch Int.random(in: 0..<12, using: &random) {
      case 0...2:
        note = "added some"
        try MemoryStore(opening: path).append(units(Int.random(in: 1...3, using: &random), sources))
      case 3:
        note = "imported many"
        try MemoryStore(opening: path).append(units(Int.random(in: 60...140, using: &random), sources), again: .keep)
      case 4, 5:
        note = "edited"
        try MemoryStore(opening: path).edit(ids(2)) { $0.variants[0].content = .plain(ExactnessTests.edited($0.variants[0].text, &random)) }
      case 6:
        note = "deleted"
        try MemoryStore(opening: path).delete(ids(Int.random(in: 1...5, using: &random)))
      case 7:
        note = "confirmed"
        try MemoryStore(opening: path, clock: { "20250101T000000Z" }).confirm(ids(3), by: "مریم")
      case 8:
        note = "imported the same places again"
        let again = before.filter { _ in Int.random(in: 0..<60, using: &random) == 0 }.map { old in
          var new = old
          new.tuid = nil
          new.variants[1].content = .plain("target 9")
          return new
        }
        try MemoryStore(opening: path).append(again, again: .replace)
      case 9:
        // As another tool does: lines moved, one repeated, one changed in place.
        note = "written by another tool"
        var lines = text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = lines.firstIndex { $0.hasPrefix("<tu ") }!, last = lines.lastIndex { $0.hasPrefix("<tu ") }!
        let middle = Int.random(in: first...last, using: &random)
        lines.replaceSubrange(first...last, with: Array(lines[middle...last]) + Array(lines[first..<middle]))
        lines.insert(lines[first + (last - first) / 3].replacingOccurrences(of: "target", with: "goal"), at: first + 1)
        lines[last] = lines[last].replacingOccurrences(of: "target 0", with: "target 7")
        put(lines.joined(separator: "\n"), path)
      case 10:
        note = "filtered"
        try MemoryStore(opening: path).filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
      default:
        note = "a unit made unreadable"
        var lines = text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let at = lines.indices.filter { lines[$0].hasPrefix("<tu ") }.randomElement(using: &random)!
        lines[at] = lines[at].replacingOccurrences(of: "</tu>", with: "<!-- seen --></tu>")
        put(lines.joined(separator: "\n"), path)
      }
      if step % 7 == 6 { memory = try Memory(opening: path) }
      try compare(memory, &random, sources, "seed \(seed), step \(step), \(note)")
      most = max(most, memory.layerCount)
    }
    #expect(most > 1 || seed == 3, "nothing was indexed in layers")
  }

  @Test("in a foreign layout as well: what moved is found, what changed is read")
  func foreign() throws {
    var random = SplitMix(state: 3)
    func file(_ texts: [String]) -> String {
      "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"fa\"/>\n<body>\n"
        + texts.enumerated().map { number, text in
          "  <tu tuid=\"\(text.utf8.count)-\(text)\">\n    <tuv xml:lang=\"fa\"><seg>\(text)</seg></tuv>\n<tuv xml:lang=\"en\"><seg>target \(number % 3)</seg></tuv></tu>\n"
        }.joined() + "</body>\n</tmx>\n"
    }
    var texts = (0..<400).map { _ in
      ExactnessTests.sentence(6, &random).replacingOccurrences(of: "&", with: "")
    }
    put(file(texts), path)
    let memory = try Memory(opening: path)
    for step in 0..<6 {
      texts.insert("یک جملهٔ تازه \(step)", at: Int.random(in: 0..<texts.count, using: &random))
      if step % 2 == 0 { texts.remove(at: 10) }
      put(file(texts), path)
      try compare(memory, &random, texts, "step \(step)")
    }
  }

  @Test("after an append only what is new is read, and a merge of layers keeps their number small")
  func layers() throws {
    var random = SplitMix(state: 9)
    let store = try MemoryStore.create(at: path)
    try store.append((0..<1400).map { pair(&random, $0) }, again: .keep)
    let memory = try Memory(opening: path)
    _ = try memory.matches(for: "وزیر ایران", from: .persian, to: .english)
    let table = folder.file(".tarjoman/m.tmx.units")
    let base = bytes(table)
    for number in 0..<560 {
      try store.append([pair(&random, 1400 + number)], again: .keep)
      #expect(memory.unitCount <= 1401 + number)
      if number % 140 == 0 { try compare(memory, &random, ["وزیر امور خارجه"], "unit \(number)") }
    }
    _ = try memory.matches(for: "وزیر ایران", from: .persian, to: .english)
    #expect(memory.unitCount == 1960)
    #expect((2...5).contains(memory.layerCount))
    #expect(bytes(table) == base, "the first layer is not made again")
    // Half of it again as much: one layer.
    try store.append((0..<1500).map { pair(&random, 9000 + $0) }, again: .keep)
    #expect(try Memory(opening: path).unitCount == 3460)
    #expect(try layerCount() == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file(".tarjoman")).count { $0.contains(".units") } == 1)
  }

  @Test("files of layers that are missing, damaged or of another state cost time and nothing else")
  func damaged() throws {
    var random = SplitMix(state: 4)
    do {
      let store = try MemoryStore.create(at: path)
      try store.append((0..<400).map { pair(&random, $0) }, again: .keep)
      _ = try Memory(opening: path).matches(for: "وزیر", from: .persian, to: .english)
      try store.append((0..<160).map { pair(&random, 400 + $0) }, again: .keep)
      File.remove(Journal.place(path, folder.file(".tarjoman")))
      _ = try Memory(opening: path).matches(for: "وزیر", from: .persian, to: .english)
    }
    #expect(try layerCount() == 2)
    let indexes = folder.file(".tarjoman")
    let names = try FileManager.default.contentsOfDirectory(atPath: indexes).filter { $0.hasPrefix("m.") }.sorted()
    #expect(names.contains("m.tmx.layers") && names.contains { $0.hasPrefix("m.tmx.units-") })
    let good = names.map { ($0, bytes(indexes + "/" + $0)) }
    for round in 0..<20 {
      for (name, content) in good { put(content, indexes + "/" + name) }
      let name = names[round % names.count]
      var bad = bytes(indexes + "/" + name)
      switch round % 4 {
      case 0: try FileManager.default.removeItem(atPath: indexes + "/" + name)
      case 1: put(Array(bad.prefix(Int.random(in: 0..<bad.count, using: &random))), indexes + "/" + name)
      case 2:
        bad[Int.random(in: 0..<bad.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        put(bad, indexes + "/" + name)
      default: put(good[(round + 1) % good.count].1, indexes + "/" + name)
      }
      try compare(try Memory(opening: path), &random, ["وزیر امور خارجه", "کشورها در قطعنامه"], "\(name), round \(round)")
    }
  }

  /// Run it with `swift test --sanitize=thread --filter LayerTests/threads` as well: it must be silent.
  @Test("threads look up while another adds units, edits and deletes; each sees what was stored before it asked")
  func threads() async throws {
    let store = try MemoryStore.create(at: path)
    try store.append((0..<300).map { unit("متن آزمایشی شمارهٔ \($0)", "Test \($0)") })
    let memory = try Memory(opening: path)
    let stored = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for reader in 0..<4 {
        group.addTask {
          var random = SplitMix(state: UInt64(reader))
          while true {
            let last = stored.value.withLock { $0 }
            let number = Int.random(in: 200..<last, using: &random)
            let found = try memory.matches(for: "متن آزمایشی شمارهٔ \(number)", from: .persian, to: .english, options: .init(limit: 1))
            #expect(found.first?.target == "Test \(number)")
            _ = try memory.parts(for: "آزمایشی شمارهٔ \(number)", from: .persian, to: .english)
            if last >= 420 { return }
            await Task.yield()
          }
        }
      }
      var first = 0
      for number in 300..<420 {
        if number % 40 == 7 {
          try store.delete([try memory.matches(for: "متن آزمایشی شمارهٔ \(first)", from: .persian, to: .english)[0].tuid!])
          first += 1
        }
        try store.append([unit("متن آزمایشی شمارهٔ \(number)", "Test \(number)")])
        stored.value.withLock { $0 = number + 1 }
        if number % 10 == 0 { await Task.yield() }
      }
      try await group.waitForAll()
    }
  }

  private final class Counter: Sendable { let value = Mutex(300) }
}
