import CReadBaseline
import Glibc
import Language
import TMX

// What reading and writing TMX costs a unit, beside the guarded libxml2 SAX2 loop and plain buffered writes in C, in the same run.
//
//     swift run -c release --package-path Benchmarks InterchangeBenchmark [FILE.tmx] [--units N]
//
// Each engine runs in a process of its own: CPU seconds and peak memory are the system's numbers; instructions a unit come from valgrind where
// it is installed, as the difference between two sizes. Without a FILE a memory of N units (200,000) is made. The goals are 1.3 × for reading
// units with their segments as strings, in 15 MB, and 1.5 × for writing.

@main
enum InterchangeBenchmark {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "--engine" { return try Engine(rawValue: arguments[1])!.run(arguments[2], units: Int(arguments[3])!) }
    var units = 200_000
    if let flag = arguments.firstIndex(of: "--units") {
      units = Int(arguments[flag + 1]) ?? units
      arguments.removeSubrange(flag...flag + 1)
    }
    let folder = "/tmp/tarjoman-benchmark-\(getpid())"
    mkdir(folder, 0o700)
    let large = folder + "/large.tmx", small = folder + "/small.tmx", single = folder + "/single.tmx", out = folder + "/out.tmx"
    defer {
      for path in [large, small, single, out] { unlink(path) }
      rmdir(folder)
    }
    if arguments.isEmpty { try Engine.makeMemory(large, units: units) }
    try Engine.makeMemory(small, units: 5000)
    try Engine.makeMemory(single, units: 1000)
    let file = arguments.first ?? large
    let hasValgrind = access("/usr/bin/valgrind", X_OK) == 0
    if !hasValgrind { print("skipped: instructions (no valgrind)") }
    for pair in [[Engine.readC, .readUnits], [.writeC, .writeUnits]] {
      var least: [Double] = []
      for engine in pair {
        let isReading = engine == .readC || engine == .readUnits
        let run = Engine.measure(engine, isReading ? file : out, units: units)
        print("\(engine.rawValue)  cpu \(rounded(run.seconds)) s  peak \(rounded(run.megabytes)) MB", terminator: "")
        if hasValgrind {
          let more = Engine.instructions(engine, isReading ? small : out, units: 5000)
          let less = Engine.instructions(engine, isReading ? single : out, units: 1000)
          least.append(Double(more - less) / 4000)
          print("  \(Int(least.last!)) instructions a unit", terminator: "")
        }
        print("")
      }
      if least.count == 2 { print("  ratio \(rounded(least[1] / least[0]))") }
    }
  }

  private static func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
