// swift-tools-version: 6.0
import PackageDescription

// The rooms of the house and what each may import: see ARCHITECTURE.md, "Rooms". `Scripts/check-rooms` holds the sources to it.

let package = Package(
  name: "Tarjoman",
  products: [
    .executable(name: "tarjoman", targets: ["tarjoman"]),
    .library(
      name: "TarjomanKit",
      targets: [
        "Language", "Segmentation", "TMX", "Terminology", "Alignment", "TranslationMemory", "Documents", "Quality",
        "Workbench",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // C: data compiled in, and the libraries of the system behind walls that Swift can see through.
    .target(name: "CLanguageData", exclude: ["lexicon"]),
    .target(name: "CTextScan"),
    .target(name: "CSignatureScan"),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CXMLStream", dependencies: ["CLibXML2"]),
    .systemLibrary(name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
    .target(name: "CRegex", dependencies: ["CICU"]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),

    // The rooms.
    .target(name: "Language", dependencies: ["CLanguageData", "CStemmer"]),
    .target(name: "XMLStream", dependencies: ["CXMLStream"]),
    .target(name: "Archive", dependencies: ["CZlib", "CZip"]),
    .target(name: "Segmentation", dependencies: ["CTextScan", "CRegex", "Language", "XMLStream"], exclude: ["README.md"]),
    .target(name: "TMX", dependencies: ["Language", "XMLStream"]),
    .target(name: "Terminology", dependencies: ["Language", "XMLStream"]),
    .target(name: "Documents", dependencies: ["Archive", "Language", "XMLStream"]),
    .target(name: "Alignment", dependencies: ["Language", "Terminology"]),
    .target(name: "TranslationMemory", dependencies: ["CSignatureScan", "Language", "TMX"]),
    .target(name: "Quality", dependencies: ["Language", "Terminology", "TMX"]),
    .target(
      name: "Workbench",
      dependencies: [
        "Archive", "Language", "Segmentation", "TMX", "Terminology", "Documents", "Alignment", "TranslationMemory", "Quality",
      ]),
    .executableTarget(
      name: "tarjoman",
      dependencies: ["Workbench", .product(name: "ArgumentParser", package: "swift-argument-parser")]),

    // Tests, a folder for each room; ToolTests drives the real binary.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "LanguageTests", dependencies: ["Language"]),
    .testTarget(name: "SegmentationTests", dependencies: ["Segmentation", "Language", "TestSupport"]),
    .testTarget(
      name: "TerminologyTests", dependencies: ["Language", "Terminology"],
      exclude: [
        "extraction.tsv", "occurrences.tsv", "recognized-sample.tsv", "recognized-sample-2.tsv", "recognized-sample-3.tsv",
        "recognized-sample-4.tsv",
      ]),
    .testTarget(
      name: "QualityTests", dependencies: ["Language", "TMX", "Terminology", "Quality"],
      exclude: [
        "blind.tsv", "blind-second.tsv", "blind-third.tsv", "pairs.tsv", "names.tsv", "contrasts-law.tsv", "contrasts-affairs.tsv",
        "pitfalls.tsv",
      ]),
    .testTarget(name: "WorkbenchTests", dependencies: ["Workbench"]),
    .testTarget(name: "ToolTests", dependencies: ["tarjoman"], exclude: ["article.beads"]),
    .testTarget(name: "XMLStreamTests", dependencies: ["XMLStream", "TestSupport"]),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive"]),
    .testTarget(name: "TMXTests", dependencies: ["TMX", "Language", "XMLStream", "TestSupport"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Archive", "Documents", "Language", "XMLStream"]),
    .testTarget(name: "AlignmentTests", dependencies: ["Alignment", "Language", "Terminology", "TestSupport"]),
    // A writer to be killed, starved of disk and locked out.
    .executableTarget(name: "MemoryProbe", dependencies: ["TranslationMemory", "TMX", "Language"], path: "Tests/MemoryProbe"),
    .testTarget(
      name: "TranslationMemoryTests", dependencies: ["TranslationMemory", "TMX", "Language", "MemoryProbe", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
