import BenchmarkSupport
import Foundation
import Language
import Terminology

// How long the recognition of terms takes with a hundred thousand of them.
//
//     swift run -c release --package-path Benchmarks RecognitionBenchmark [SENTENCES.txt …]
//
// Termbases (Termbases.swift): the worst that can be, the project's own glossary, and one of a hundred thousand terms that are like it. Sentences are the lines of the files named, or those of Memories/Documents.
// Time is CPU time of this thread, the best of PASSES passes over all sentences (20). Instructions: `valgrind --tool=callgrind` with PASSES=1 and PASSES=2; the
// difference is one pass. ONLY=harsh, glossary or grown leaves the others out; ANSWERS=1 prints all that is found, so that two versions can be compared.
@main struct RecognitionBenchmark {
  static func main() throws {
    let environment = ProcessInfo.processInfo.environment
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var files = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
    if files.isEmpty {
      let folder = package.appending(path: "Memories/Documents")
      files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension == "txt" }
        .sorted { $0.path < $1.path }
    }
    var sentences: [String] = []
    for file in files {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where line.split(separator: " ").count >= 4 {
        sentences.append(String(line))
      }
    }
    let glossary = try ["diplomacy", "names"].flatMap { name in
      try TBXReader().read(Array(Data(contentsOf: package.appending(path: "Glossaries/\(name).tbx"))), name: name).0.concepts
    }
    let bench = Bench(
      sentences: sentences, passes: environment["PASSES"].flatMap(Int.init) ?? 20, printsAnswers: environment["ANSWERS"] != nil)
    let only = environment["ONLY"]
    // An index without terms reads all the same: what is left is cutting into words, stemming and looking forms up.
    if !bench.printsAnswers, only == nil || only == "reading" {
      bench.measure("reading", TermIndex([]))
    }
    if only == nil || only == "harsh" { bench.run { Termbases.harsh(100_000, of: sentences) } }
    if only == nil || only == "glossary" { bench.run { Termbase(name: "glossary", concepts: glossary) } }
    if only == nil || only == "grown" { bench.run { Termbases.grown(100_000, from: glossary) } }
  }
}

struct Bench {
  let sentences: [String]
  let passes: Int
  let printsAnswers: Bool

  func run(_ make: () -> Termbase) {
    let termbase = make()
    let start = cpuTime()
    let index = TermIndex([termbase])
    let end = cpuTime()
    if printsAnswers { return printAnswers(index) }
    print("\(termbase.name): index of \(index.count) terms made in \(Int((end - start) * 1e3)) ms")
    measure(termbase.name, index)
  }

  /// Microseconds a sentence, at first and at best, and how many terms were found.
  func measure(_ name: String, _ index: TermIndex) {
    var first = 0.0, best = Double.infinity
    var found = 0
    for pass in 0..<passes {
      found = 0
      let start = cpuTime()
      for sentence in sentences { found += index.recognize(in: sentence).count }
      let time = cpuTime() - start
      if pass == 0 { first = time }
      best = min(best, time)
    }
    func micros(_ time: Double) -> String { "\((time * 1e7 / Double(sentences.count)).rounded() / 10) µs" }
    let words = sentences.reduce(0) { $0 + $1.split(separator: " ").count } / sentences.count
    print(
      "\(name): \(sentences.count) sentences of \(words) words, \(found) terms found: \(micros(best)) a sentence, \(micros(first)) in the first pass"
    )
  }

  func printAnswers(_ index: TermIndex) {
    func name(_ entry: TermIndex.Entry) -> String { "\(entry.termbase)/\(entry.concept.id)/\(entry.term.text)" }
    for language in [LanguageTag?.none, .persian, .english] {
      for nested in [false, true] {
        for (number, sentence) in sentences.enumerated() {
          for found in index.recognize(in: sentence, language: language, nested: nested) {
            print(number, found.range, found.parts, found.entries.map(name), found.overlaps.map { ($0.range, $0.entries.map(name)) })
          }
        }
      }
    }
  }

  func cpuTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
