import Foundation
import TestSupport
import Testing

@testable import TMX

@Suite("Validating a memory")
struct ValidatorTests {
  private func validate(_ bytes: [UInt8], pieces: Int = 1 << 16) throws -> TMXReport {
    var rest = bytes[...]
    return try TMXValidator().validate {
      defer { rest = rest.dropFirst(pieces) }
      return Array(rest.prefix(pieces))
    }
  }

  /// The problems of one unit, as `line:column kind`.
  private func check(_ unit: String, _ expected: Problem.Kind..., sourceLocation: SourceLocation = #_sourceLocation) throws {
    let report = try validate(Array(memory(unit).utf8))
    #expect(report.problems.map(\.kind) == expected, sourceLocation: sourceLocation)
    for problem in report.problems { #expect(problem.line >= 6, sourceLocation: sourceLocation) }
  }

  @Test("each rule, by a unit that breaks it")
  func rules() throws {
    func tu(_ fa: String, _ attributes: String = "", before: String = "", after: String = "") -> String {
      "<tu\(attributes)>\(before)<tuv xml:lang=\"fa\"><seg>\(fa)</seg></tuv>\(after)</tu>"
    }
    try check(tu("سلام <bpt i='1'/>x<ept i='1'/>", " tuid='1'"))
    try check(tu("x", " foo='1'"), .unknownAttribute("foo", of: "tu"))
    try check(tu("x", " creationdate='2024-01-31'"), .date("2024-01-31", attribute: "creationdate"))
    try check(tu("x", " segtype='Sentence'"), .value("Sentence", attribute: "segtype"))
    try check(tu("x", before: "<foo><tuv/></foo>"), .unknownElement("foo", in: "tu"))
    try check(tu("x", before: "<prop>v</prop>"), .noAttribute("type", of: "prop"))
    try check(tu("x", before: "text"), .strayText(in: "tu"))
    try check(tu("x", after: "<note>n</note>"), .misplacedElement("note", in: "tu"))
    try check(tu("x", after: "<tuv lang='en'><seg>x</seg></tuv>"), .oldLanguageAttribute)
    try check(tu("x", after: "<tuv><seg>x</seg></tuv>"), .noLanguage)
    try check(tu("x", after: "<tuv xml:lang='en_US'><seg>x</seg></tuv>"), .languageCode("en_US"))
    try check(tu("x", after: "<tuv xml:lang='eng'><seg>x</seg></tuv>"), .languageSynonym("eng"))
    try check(tu("x", after: "<tuv xml:lang='fa-AF'><seg>x</seg></tuv>"), .languageSynonym("fa-AF"))
    try check(tu("x", after: "<tuv xml:lang='fa'><seg>x</seg></tuv>"), .secondVariant("fa"))
    try check(tu("x", after: "<tuv xml:lang='en'/>"), .noSegment)
    try check(tu("x", after: "<tuv xml:lang='en'><seg>x</seg><seg>y</seg></tuv>"), .secondSegment)
    try check("<tu/>", .noVariant)
    try check(tu("x", " tuid='1'") + tu("x", " tuid='1'"), .repeatedID("1"))
    try check(tu("<ph>native</ph>"), .emptySegment)
    try check(tu(" x"), .untrimmedSegment)
    try check(tu("x\u{202B}"), .directionControls)
    try check(tu("x\u{85}y"), .controlCharacter)
    try check(tu("a&nbsp;b"), .undefinedEntity("nbsp"))
    try check(tu("<![CDATA[x]]>"), .cdata)
    try check(tu("<bpt i='1'/>x"), .unpairedCode("bpt"))
    try check(tu("x<ept i='1'/>"), .unpairedCode("ept"))
    try check(tu("<bpt/>x"), .noAttribute("i", of: "bpt"))
    try check(tu("<it pos='middle'/>x"), .value("middle", attribute: "pos"))
    try check(tu("<sub>x</sub>"), .misplacedElement("sub", in: "seg"))
    try check(tu("<g>x</g>y"), .unknownElement("g", in: "seg"))
  }

  @Test("Lokalize: fa and en exactly, in xml:lang; a country is a remark, made once")
  func lokalize() throws {
    func blamed(_ languages: String...) throws -> Int {
      let variants = languages.map { "<tuv \($0)><seg>x</seg></tuv>" }.joined()
      return try validate(Array(memory("<tu>\(variants)</tu><tu>\(variants)</tu>").utf8)).problems.count {
        $0.refusedBy.contains(.lokalize)
      }
    }
    #expect(try blamed("xml:lang='fa'", "xml:lang='en'") == 0)
    #expect(try blamed("xml:lang='fa-IR'", "xml:lang='en'") == 1)
    #expect(try blamed("xml:lang='FA'", "xml:lang='fr-CA'") == 1)
    #expect(try blamed("xml:lang='fas'", "xml:lang='en'") == 2)
    #expect(try blamed("xml:lang='fa_IR'", "xml:lang='en'") == 2)
    #expect(try blamed("lang='fa'", "xml:lang='en'") == 2)
  }

  @Test("a problem points at the element")
  func place() throws {
    let report = try validate(Array(memory("<tu>\n  <tuv xml:lang='en'>\n    <seg>سلام</seg> <seg/></tuv></tu>").utf8), pieces: 3)
    #expect(report.problems.first.map { [$0.line, $0.column] } == [8, 21])
  }

  @Test("the variants get the verdicts of the table; what OmegaT refuses is said to be refused")
  func variants() throws {
    guard let folder = samples("variants") else { return }
    for row in try String(contentsOf: folder.appendingPathComponent("expected.tsv"), encoding: .utf8).split(separator: "\n") {
      if row.hasPrefix("#") { continue }
      let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(fields[0])))
      guard let report = try? validate(bytes) else {
        #expect(["broken", "refusable"].contains(fields[1]), "\(fields[0])")
        continue
      }
      let worst = report.problems.map(\.severity).max() ?? .info
      let shown = Comment("\(fields[0]): \(report.problems) \(String(describing: report.damage))")
      switch fields[1] {
      case "valid": #expect(worst == .info && report.damage == nil, shown)
      case "advice": #expect(worst < .error && report.damage == nil, shown)
      case "invalid": #expect(worst == .error, shown)
      case "broken": #expect(report.damage != nil, shown)
      default: break
      }
      // What OmegaT 3.6 and translate-toolkit were seen to lose, of three pairs each. Of two variants in one language OmegaT loses one without a match less.
      let blamed = report.problems.reduce(into: Clients()) { $0.formUnion($1.refusedBy) }.union(report.damage == nil ? [] : .all)
      if fields[1] != "refusable", !fields[0].hasPrefix("33") {
        #expect(blamed.contains(.omegaT36) == (Int(fields[4])! < 3), shown)
        #expect(blamed.contains(.translateToolkit) == (Int(fields[5])! < 3), shown)
      }
      // OmegaT's verdict by its schema: the problems that are errors for it, and only those.
      let refused = report.damage != nil || report.problems.contains { $0.severity == .error && $0.refusedBy.contains(.omegaT) }
      if fields[1] != "refusable" { #expect(refused == (fields[3] == "refuse"), shown) }
    }
  }

  @Test("the LISA kit and what our writer writes have no errors")
  func kit() throws {
    guard let folder = samples("tmx-lisa-kit") else { return }
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "tmx" {
      let report = try validate([UInt8](try Data(contentsOf: file)))
      #expect(report.counts[.error] == nil && report.damage == nil, "\(file.lastPathComponent): \(report.problems)")
    }
    var units = Units(seed: 5)
    var writer = TMXWriter(header: Header(), cleaning: .standard)
    for _ in 0..<200 { writer.append(units.unit()) }
    writer.finish()
    let report = try validate(writer.bytes)
    #expect(report.counts[.error] == nil && report.damage == nil, "\(report.problems.filter { $0.severity == .error })")
  }

  @Test("random units: the validator's errors and xmllint's verdict agree", arguments: 0..<40)
  func agrees(seed: Int) throws {
    var units = Units(seed: UInt64(seed) + 500)
    let unit = units.unit()
    // Foreign things written as they are, so that most files break some rule.
    var text = "<tu\(unit.attributes.isEmpty ? "" : " " + unit.attributes[0].name.replacing(":", with: "-") + "=\"1\"")>"
    if seed % 3 == 0 { text += "<note/>" }
    text += ["<tuv xml:lang=\"fa\"><seg>x</seg></tuv>", "<tuv xml:lang=\"en\"/>", "<prop type=\"x\"/>", "<g/>", ""][seed % 5]
    text +=
      ["<tuv xml:lang=\"en\"><seg><ph><sub/></ph></seg></tuv>", "<tuv xml:lang=\"e\"><seg><ph><hi/></ph></seg></tuv>", "<prop/>"][seed % 3]
    text += "</tu>"
    let bytes = Array(memory(text).utf8)
    guard try run("xmllint", ["--version"]) != nil, samples("schemas") != nil else { return }
    let refused = try xmllint(bytes, relaxNG: false) != ""
    #expect(try (validate(bytes).counts[.error] != nil) == refused, "\(text)")
  }
}
