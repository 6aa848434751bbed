// swift-tools-version: 6.0
import PackageDescription

// Benchmarks, one for each promise of speed. A package of its own, so that what only they need stays out of users' builds.
//
//     swift run -c release --package-path Benchmarks SegmentationBenchmark

let package = Package(
  name: "TarjomanBenchmarks",
  dependencies: [
    .package(name: "Tarjoman", path: "..")
  ],
  targets: [
    .target(name: "BenchmarkSupport"),
    // ICU's sentence break iterator, to measure against.
    .target(name: "CBreakIterator", linkerSettings: [.linkedLibrary("icuuc")]),
    // The aligner's weights, fitted and measured: Scripts/fit-alignment.
    .executableTarget(name: "fit-alignment", dependencies: [.product(name: "TarjomanKit", package: "Tarjoman")]),
    // The libxml2 loop that reading TMX is measured against.
    .systemLibrary(name: "CBenchmarkLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CReadBaseline", dependencies: ["CBenchmarkLibXML2"]),
    .executableTarget(
      name: "InterchangeBenchmark",
      dependencies: ["CReadBaseline", .product(name: "TarjomanKit", package: "Tarjoman")],
      // Valgrind can't read the debug information that Swift writes.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-debug"])]),
    .executableTarget(
      name: "RecognitionBenchmark", dependencies: ["BenchmarkSupport", .product(name: "TarjomanKit", package: "Tarjoman")]),
    // Peers that answer in Python: peers/.
    .executableTarget(name: "MemoryBenchmark", dependencies: ["BenchmarkSupport", .product(name: "TarjomanKit", package: "Tarjoman")]),
    .executableTarget(
      name: "SegmentationBenchmark",
      dependencies: ["CBreakIterator", .product(name: "TarjomanKit", package: "Tarjoman")]),
  ],
  swiftLanguageModes: [.v6]
)
