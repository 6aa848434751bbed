import BenchmarkSupport
import Foundation
import Language
import Terminology

// How long the recognition of terms takes with a hundred thousand of them.
//
//     swift run -c release --package-path Benchmarks RecognitionBenchmark [SENTENCES.txt …]
//
// The termbase: one term in fifty is a row of one to four words from the sentences themselves, so that each sentence holds several; the others are rows of two to four of
// their words in no order of theirs, so that most words of a text stand in many terms. The same seed each time. Sentences are the lines of the files named, or those of
// Memories/Documents.
// Time is CPU time of this thread, the best of PASSES passes over all sentences (20). Instructions: `perf stat -e instructions:u` with PASSES=20 and PASSES=40; the
// difference is twenty passes.

func cpuTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let passes = ProcessInfo.processInfo.environment["PASSES"].flatMap(Int.init) ?? 20
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

// The same terms at every run.
var generator = SplitMix(state: 20_260_101)
let wanted = 100_000
var texts: Set<String> = []
var concepts: [Concept] = []
let words = sentences.map { $0.split(separator: " ").map(String.init) }
var vocabulary = Array(Set(words.flatMap { $0 })).sorted()
while concepts.count < wanted {
  let text: String
  if concepts.count % 50 == 0, let row = words.randomElement(using: &generator) {
    let start = Int.random(in: 0..<row.count, using: &generator)
    text = row[start..<min(row.count, start + Int.random(in: 1...4, using: &generator))].joined(separator: " ")
  } else {
    text = (0..<Int.random(in: 2...4, using: &generator)).map { _ in vocabulary.randomElement(using: &generator)! }.joined(separator: " ")
  }
  // A small text has too few rows: words of none then.
  if !texts.insert(text).inserted {
    vocabulary.append("\(vocabulary[Int.random(in: 0..<vocabulary.count, using: &generator)])\(concepts.count % 97)")
    continue
  }
  let isPersian = text.unicodeScalars.contains { $0.value > 0x600 }
  concepts.append(
    Concept(id: "c\(concepts.count)", terms: [Term(text, language: isPersian ? .persian : .english, status: .preferred)]))
}

let start = cpuTime()
let index = TermIndex([Termbase(name: "synthetic", concepts: concepts)])
print("index of \(index.count) terms: \(Int((cpuTime() - start) * 1e3)) ms")
let perWord = Double(words.reduce(0) { $0 + $1.count }) / Double(sentences.count)

/// Microseconds a sentence, the best of so many passes, and how many terms were found.
@MainActor func measure(_ name: String, _ index: TermIndex, passes: Int) {
  var best = Double.infinity
  var found = 0
  for _ in 0..<passes {
    found = 0
    let start = cpuTime()
    for sentence in sentences { found += index.recognize(in: sentence).count }
    best = min(best, cpuTime() - start)
  }
  let micro = (best * 1e7 / Double(sentences.count)).rounded() / 10
  print("\(name): \(sentences.count) sentences of \(Int(perWord)) words, \(found) terms found: \(micro) µs a sentence")
}

// An index without terms reads all the same: what is left is cutting into words, stemming and looking forms up.
let nothing = TermIndex([])
measure("reading alone, every word new", nothing, passes: 1)
measure("reading alone", nothing, passes: passes)
measure("first pass", index, passes: 1)
measure("recognition", index, passes: passes)
