import Foundation
import Language
import TMX
import TranslationMemory

// What the memory promises, measured in one run beside two others that answer the same queries. CPU time of one thread; resident memory as the system says.
//
//     swift run -c release --package-path Benchmarks MemoryBenchmark [UNITS]               made of Memories/diplomacy.tmx; 100000 without a count
//     swift run -c release --package-path Benchmarks MemoryBenchmark FILE.tmx QUERIES      a Persian memory and a query a line

func cpu() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1e6
}

/// A field of /proc/self/status in MB.
func megabytes(_ field: String) -> Double {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") } ?? ""
  return (line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0) / 1024
}

func milliseconds(_ value: Double) -> String { String(format: value < 10 ? "%.3f" : "%.1f", value) }

func row(_ what: String, _ cells: String...) { print("| \(what) | \(cells.joined(separator: " | ")) |") }

/// Runs `body` for each query and prints the percentiles of its time; gives the median.
@discardableResult
func measure<Query>(_ what: String, _ queries: [Query], _ body: (Query) throws -> Int) rethrows -> Double {
  // The first round reads the pages that the second is measured on.
  for query in queries { _ = try body(query) }
  var times: [Double] = []
  var found = 0
  for query in queries {
    let start = cpu()
    found += try body(query)
    times.append(cpu() - start)
  }
  times.sort()
  let (p50, p95) = (times[times.count / 2], times[times.count * 95 / 100])
  row(what, milliseconds(p50), milliseconds(p95), milliseconds(times.last!), "\(found)")
  return p50
}

@main
struct MemoryBenchmark {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("memory-benchmark-\(getpid())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }

    var path = folder + "/m.tmx"
    var queries: [String]
    if arguments.count == 2 {
      // A copy: units are added to it below.
      try FileManager.default.copyItem(atPath: arguments[0], toPath: path)
      queries = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n").map(String.init)
    } else {
      var seeds: [String] = []
      try Memory(opening: "Memories/diplomacy.tmx", indexFolder: folder).forEachUnit { unit, _ in
        seeds += unit.variants.filter { $0.language.primary == "fa" }.map(\.text)
      }
      let corpus = Corpus(of: seeds, count: arguments.first.flatMap { Int($0) } ?? 100_000, queries: 400)
      queries = corpus.queries
      let start = cpu()
      let store = try MemoryStore.create(at: path)
      var at = 0
      while at < corpus.texts.count {
        let block = corpus.texts[at..<min(at + 50_000, corpus.texts.count)].enumerated().map { number, text in
          TMX.Unit(
            attributes: [Attribute("creationdate", "20260101T000000Z")],
            properties: [Property(UnitProperty.origin, "corpus"), Property(UnitProperty.position, "\(at + number)")],
            variants: [Variant(language: .persian, text: text), Variant(language: .english, text: "Text \(at + number)")])
        }
        try store.append(block, again: .keep)
        at += block.count
      }
      print("stored \(corpus.texts.count) units in \(Int(cpu() - start)) ms of CPU")
    }

    var start = cpu()
    var built: Memory? = try Memory(opening: path)
    _ = try built?.matches(for: "x", from: .persian, to: .english)
    let buildTime = cpu() - start
    let statistics = try built!.statistics()
    built = nil
    start = cpu()
    let memory = try Memory(opening: path)
    _ = try memory.matches(for: "x", from: .persian, to: .english)
    print("\(memory.unitCount) units, \(statistics.bytes / 1_000_000) MB")
    print(
      "index: made in \(Int(buildTime)) ms, \(statistics.indexBytes / max(1, memory.unitCount)) bytes a unit for one direction and the table of units"
    )
    print("opened and asked in \(milliseconds(cpu() - start)) ms; peak of the process \(Int(megabytes("VmHWM"))) MB\n")

    print("| CPU, ms | p50 | p95 | longest | answers |\n|---|---|---|---|---|")
    for (least, score) in [(70, ScoreKind.graded), (50, .graded), (100, .graded), (80, .plain)] {
      try measure("lookup, \(score.rawValue), from \(least) %", queries) {
        try memory.matches(for: $0, from: .persian, to: .english, options: MatchOptions(atLeast: least, score: score)).count
      }
    }
    let own = try measure("lookup, plain, from 70 %", queries) {
      try memory.matches(for: $0, from: .persian, to: .english, options: MatchOptions(atLeast: 70, score: .plain)).count
    }
    try measure(
      "lookup of 1,000 tokens, from 50 %", (0..<5).map { number in queries.shuffled().prefix(60).joined(separator: " ") + " \(number)" }
    ) {
      try memory.matches(for: $0, from: .persian, to: .english, options: MatchOptions(atLeast: 50)).count
    }
    let phrases = queries.compactMap { query -> String? in
      let words = query.split(separator: " ")
      return words.count < 6 ? nil : "«" + words[2..<(2 + 2 + words.count % 3)].joined(separator: " ") + "»"
    }
    try measure("concordance of a phrase of 2 to 4 words", phrases) { phrase in
      var found = 0
      try memory.concordance(phrase, source: .persian, target: .english, options: .init(side: .source, byStem: false)) { _ in
        found += 1
        return true
      }
      return found
    }
    try measure("fragments", queries) { try memory.fragments(for: $0, from: .persian, to: .english).count }

    // Each append, and the lookup after it.
    let store = try MemoryStore(opening: path)
    var ids: [String] = []
    try measure("append of one unit", Array(0..<20)) { number in
      ids = try store.append([
        TMX.Unit(variants: [
          .init(language: .persian, text: "متن تازه \(number) \(ids.count)"), .init(language: .english, text: "New \(number)"),
        ])
      ]).ids
      return 1
    }
    let after = cpu()
    _ = try memory.matches(for: "متن تازه 1", from: .persian, to: .english)
    print("| lookup after the appends | \(milliseconds(cpu() - after)) | | | |")
    let edit = cpu()
    try store.edit(ids) { $0.notes = [Note("changed")] }
    print("| edit of one unit | \(milliseconds(cpu() - edit)) | | | |")

    // The others.
    let script = "Benchmarks/peers/fuzzy_peers.py"
    let count = min(50, queries.count)
    var segments = ""
    try memory.forEachUnit { unit, _ in
      guard let text = unit.variants.first(where: { $0.language.primary == "fa" })?.text else { return }
      segments += text.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
    }
    try segments.write(toFile: folder + "/segments.txt", atomically: true, encoding: .utf8)
    try (queries.prefix(count).joined(separator: "\n") + "\n").write(toFile: folder + "/queries.txt", atomically: true, encoding: .utf8)
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, folder + "/segments.txt", folder + "/queries.txt", "70", "5"]
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    print("\n| \(count) queries, from 70 %, one score for each token | p50, ms | p95, ms | answers | p50 / ours |\n|---|---|---|---|---|")
    for line in output.split(separator: "\n") {
      let cells = line.split(separator: "\t").map(String.init)
      guard cells.count == 4, let p50 = Double(cells[1]) else {
        print(line)
        continue
      }
      row(cells[0], cells[1], cells[2], cells[3], "\(Int(p50 / own)) ×")
    }
  }
}
