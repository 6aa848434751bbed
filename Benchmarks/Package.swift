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
    // ICU's sentence break iterator, to measure against.
    .target(name: "CBreakIterator", linkerSettings: [.linkedLibrary("icuuc")]),
    // The aligner's weights, fitted and measured: Scripts/fit-alignment.
    .executableTarget(name: "fit-alignment", dependencies: [.product(name: "TarjomanKit", package: "Tarjoman")]),
    // Peers that answer in Python: peers/.
    .executableTarget(name: "MemoryBenchmark", dependencies: [.product(name: "TarjomanKit", package: "Tarjoman")]),
    .executableTarget(
      name: "SegmentationBenchmark",
      dependencies: ["CBreakIterator", .product(name: "TarjomanKit", package: "Tarjoman")]),
  ],
  swiftLanguageModes: [.v6]
)
