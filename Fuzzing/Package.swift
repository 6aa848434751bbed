// swift-tools-version: 6.0
import PackageDescription

// The readers of outside files under libFuzzer: docs/fuzzing.md. Built and run by Scripts/fuzz, which gives the flags of the sanitizers;
// a package of its own, so that nothing of it is in users' builds.

let package = Package(
  name: "TarjomanFuzzing",
  dependencies: [
    .package(name: "Tarjoman", path: "..")
  ],
  targets: [
    .target(name: "CFuzzDriver"),
    .executableTarget(
      name: "FuzzReaders", dependencies: ["CFuzzDriver", .product(name: "TarjomanKit", package: "Tarjoman")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
  ],
  swiftLanguageModes: [.v6]
)
