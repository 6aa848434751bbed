import CBreakIterator
import Glibc
import Language
import Segmentation

// Sentences of Persian text a second, in process, on one core, beside ICU's sentence break iterator in the same run.
//
//     swift run -c release --package-path Benchmarks SegmentationBenchmark [FILE…] [--lang fa|en]
//
// Without a FILE it takes the project's own Persian documents. Each FILE is one document; every engine goes over all of them, several
// rounds long, in turn; the best round counts, because the machine may be shared. The goal is 1.5 × ICU.

@main
enum SegmentationBenchmark {
  static func main() {
    var files: [String] = []
    var language = Language.persian
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      if argument == "--lang" { language = arguments.popFirst() == "en" ? .english : .persian } else { files.append(argument) }
    }
    if files.isEmpty {
      let names = ["joint-statement", "note-verbale", "press-conference", "speech"]
      files = names.map { "\(packageFolder)/../Memories/Documents/\($0).\(language.rawValue).txt" }
    }
    let texts = files.compactMap(read)
    guard !texts.isEmpty else {
      print("no text to read")
      exit(3)
    }
    measure(texts, language: language)
  }

  private static let packageFolder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

  private static func measure(_ texts: [String], language: Language) {
    let scalars = texts.reduce(0) { $0 + $1.unicodeScalars.count }
    let repeats = max(1, 3_000_000 / max(scalars, 1))
    let segmenter = Segmenter(language: language)
    guard let iterator = break_iterator_open(language.rawValue) else {
      print("ICU has no break iterator")
      exit(3)
    }
    defer { break_iterator_close(iterator) }
    let utf16 = texts.map { Array($0.utf16) }
    let utf8 = texts.map { Array($0.utf8) }

    let engines: [(name: String, run: () -> Int)] = [
      ("tarjoman", { texts.reduce(0) { $0 + segmenter.segments(of: $1).count } }),
      (
        "icu, String",
        {
          texts.reduce(0) { sum, text in
            let units = Array(text.utf16); return sum + Int(break_iterator_count_utf16(iterator, units, Int32(units.count)))
          }
        }
      ),
      ("icu, UTF-16", { utf16.reduce(0) { $0 + Int(break_iterator_count_utf16(iterator, $1, Int32($1.count))) } }),
      (
        "icu, UTF-8",
        {
          utf8.reduce(0) { sum, text in
            text.withUnsafeBytes {
              sum + Int(break_iterator_count_utf8(iterator, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int64($0.count)))
            }
          }
        }
      ),
    ]
    var best = [Double](repeating: .infinity, count: engines.count)
    var found = [Int](repeating: 0, count: engines.count)
    for _ in 0..<7 {
      for (index, engine) in engines.enumerated() {
        let start = seconds()
        for _ in 0..<repeats { found[index] = engine.run() }
        best[index] = min(best[index], (seconds() - start) / Double(repeats))
      }
    }
    // The same number of sentences for all: what is compared is the time that one text takes.
    let sentences = Double(found[0])
    print("\(texts.count) documents, \(scalars) code points; ICU \(String(cString: break_iterator_version()))")
    for (index, engine) in engines.enumerated() {
      print(
        "\(engine.name): \(found[index]) segments, \(Int(sentences / best[index])) sentences/s, "
          + "\(tenths(Double(scalars) / best[index] / 1e6)) M code points/s")
    }
    print("tarjoman is " + zip(engines, best).dropFirst().map { "\(tenths($1 / best[0])) × \($0.name)" }.joined(separator: " · "))
  }

  private static func tenths(_ value: Double) -> String {
    let rounded = Int((value * 100).rounded())
    return "\(rounded / 100).\(rounded % 100 < 10 ? "0" : "")\(rounded % 100)"
  }

  /// Processor time of this process: another process on the machine does not count.
  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else {
      print("\(path): \(String(cString: strerror(errno)))")
      return nil
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
