// Drives a memory from another process, for tests that kill it, starve it of disk or lock it out. One word says what to do.
import Glibc
import Language
import TMX
import TranslationMemory

func say(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = write(1, bytes, bytes.count)
}

func unit(_ number: Int, _ seed: Int) -> Unit {
  Unit(
    properties: [Property(UnitProperty.origin, "probe-\(seed)"), Property(UnitProperty.position, "\(number)")],
    variants: [
      Variant(language: .persian, text: String(repeating: "متن آزمایشی شماره \(number) ", count: 1 + number % 40)),
      Variant(language: .english, text: "Test text number \(number) & seed \(seed)"),
    ])
}

let arguments = CommandLine.arguments
let path = arguments[2]
do {
  switch arguments[1] {
  case "append":
    // Blocks of changing sizes until somebody kills us; each acknowledged id on a line.
    let seed = Int(arguments[3])!
    let store = try MemoryStore(opening: path)
    say("ready")
    var number = 0
    while true {
      let count = number % 7 == 3 ? 200 : 1 + number % 3
      let report = try store.append((0..<count).map { unit(number + $0, seed) })
      number += count
      say(report.ids.joined(separator: " "))
    }
  case "cost":
    // cost MEMORY [TUID]: the CPU time of opening for writing and storing one unit, and of editing one.
    func cpu() -> Double {
      var now = timespec()
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
      return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1e6
    }
    for number in 0..<3 {
      let start = cpu()
      let store = try MemoryStore(opening: path)
      let report = try store.append([unit(Int(time(nil)) + number, 7)])
      say("append \(cpu() - start) ms, \(report.ids)")
    }
    let store = try MemoryStore(opening: path)
    let report = try store.append([unit(Int(time(nil)), 8)])
    let start = cpu()
    try store.edit(report.ids) { $0.notes = [Note("x")] }
    say("edit \(cpu() - start) ms")
  case "edit":
    let store = try MemoryStore(opening: path)
    say("ready")
    var number = 0
    while true {
      number += 1
      try store.edit(arguments[3]) { $0.notes = [Note("\(number)")] }
      say("\(number)")
    }
  case "index":
    say("ready")
    while true {
      let memory = try Memory(opening: path)
      _ = try memory.matches(for: "متن آزمایشی", from: .persian, to: .english)
      say("built")
      unlink(arguments[3] + ".units")
      unlink(arguments[3] + ".fa.graded")
    }
  case "hold":
    let store = try MemoryStore(opening: path)
    say("ready")
    _ = readLine()
    withExtendedLifetime(store) {}
  case "starve":
    // Files may not grow beyond a limit: the system then says what it says on a full disk, in other words.
    var limit = rlimit(rlim_cur: rlim_t(arguments[3])!, rlim_max: rlim_t(arguments[3])!)
    signal(SIGXFSZ, SIG_IGN)
    setrlimit(__rlimit_resource_t(1), &limit)
    let store = try MemoryStore(opening: path)
    var number = 0
    while true {
      say(try store.append([unit(number, 9)]).ids.joined(separator: " "))
      number += 1
    }
  case "unprivileged":
    setgid(65534)
    setuid(65534)
    if arguments[3] == "read" {
      let memory = try Memory(opening: path)
      say("\(try memory.matches(for: arguments[4], from: .persian, to: .english).count)")
    } else {
      let store = try MemoryStore(opening: path)
      if arguments[3] == "append" { try store.append([unit(1, 1)]) } else { try store.edit(arguments[4]) { $0.notes = [Note("x")] } }
      say("done")
    }
  case "lookup":
    // lookup MEMORY fa|en graded|plain|parts|concordance|fragments LEAST LIMIT < queries: answers as JSON lines with the time of each, for comparing with other tools.
    func quoted(_ text: String) -> String {
      var out = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": out += "\\\(scalar)"
        case "\u{0}"..."\u{1F}": out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: out.unicodeScalars.append(scalar)
        }
      }
      return out + "\""
    }
    func cpu() -> Double {
      var now = timespec()
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
      return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1e6
    }
    let start = cpu()
    let memory = try Memory(opening: path)
    let from = LanguageTag(arguments[3]), to = arguments[3] == "fa" ? LanguageTag.english : .persian
    let options = MatchOptions(atLeast: Int(arguments[5])!, limit: Int(arguments[6])!, score: ScoreKind(rawValue: arguments[4]) ?? .graded)
    _ = try memory.matches(for: "x", from: from, to: to, options: options)
    let opened = cpu() - start
    var times: [Double] = []
    while let query = readLine() {
      let start = cpu()
      var matches: [Match] = []
      switch arguments[4] {
      case "parts": matches = try memory.parts(for: query, from: from, to: to, options: options)
      case "concordance":
        try memory.concordance(query, source: from, target: to, options: .init(side: .source, byStem: false, limit: options.limit)) { _ in
          true
        }
      case "fragments": _ = try memory.fragments(for: query, from: from, to: to)
      default: matches = try memory.matches(for: query, from: from, to: to, options: options)
      }
      times.append(cpu() - start)
      let list = matches.map { "{\"score\": \($0.score), \"source\": \(quoted($0.source)), \"target\": \(quoted($0.target))}" }
      say("{\"query\": \(quoted(query)), \"matches\": [\(list.joined(separator: ", "))], \"ms\": \(times.last!)}")
    }
    times.sort()
    func at(_ share: Double) -> Double { times.isEmpty ? 0 : times[min(times.count - 1, Int(share * Double(times.count)))] }
    let line = "open \(opened) ms; \(times.count) queries: p50 \(at(0.5)) p95 \(at(0.95)) p99 \(at(0.99)) max \(times.last ?? 0) ms CPU\n"
    _ = write(2, line, line.utf8.count)
  default: exit(2)
  }
} catch {
  say("error \(error)")
  exit(3)
}
