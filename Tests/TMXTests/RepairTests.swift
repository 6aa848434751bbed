import Foundation
import Language
import TestSupport
import Testing

@testable import TMX

/// What a repair brings back.
private func repaired(_ bytes: [UInt8], pieces: Int = 1 << 16) throws -> (units: [Unit], lines: [Int], header: Header?, report: TMXReport) {
  var rest = bytes[...]
  var units: [Unit] = []
  var lines: [Int] = []
  var header: Header?
  let report = try TMXRepair().read {
    defer { rest = rest.dropFirst(pieces) }
    return Array(rest.prefix(pieces))
  } onHeader: {
    header = $0
  } onUnit: { unit, line in
    units.append(unit)
    lines.append(line)
  }
  return (units, lines, header, report)
}

private func repaired(_ text: String, pieces: Int = 1 << 16) throws -> (units: [Unit], lines: [Int], header: Header?, report: TMXReport) {
  try repaired(Array(text.utf8), pieces: pieces)
}

private func plain(_ id: String, _ text: String = "سلام", _ other: String = "hello") -> String {
  "<tu tuid=\"\(id)\"><tuv xml:lang=\"fa\"><seg>\(text)</seg></tuv>\n<tuv xml:lang=\"en\"><seg>\(other)</seg></tuv></tu>"
}

@Suite("Repairing a memory")
struct RepairTests {
  @Test("cut anywhere, every unit that was whole comes back", arguments: [0, 1])
  func truncated(seed: Int) throws {
    var random = Units(seed: UInt64(seed) + 9)
    var writer = TMXWriter(header: Header())
    var ends: [Int] = []
    var bytes = writer.take()
    for number in 0..<1000 {
      // Plain units, and now and then one with everything in it.
      if number % 7 == 3 {
        writer.append(random.unit())
      } else {
        writer.append(
          Unit(tuid: "\(number)", variants: [Variant(language: .persian, text: random.text()), Variant(language: .english, text: "x")]))
      }
      bytes += writer.take()
      ends.append(bytes.count - 1)
    }
    let whole = try repaired(bytes).units
    #expect(whole.count == 1000)
    for _ in 0..<100 {
      let cut = Int.random(in: 0...bytes.count, using: &random.random)
      let result = try repaired(Array(bytes[..<cut]))
      let expected = ends.count { $0 <= cut }
      #expect(result.units.count == expected, "cut at \(cut)")
      #expect(zip(result.units, whole).allSatisfy { same($0, $1) })
      #expect(result.report.unitsLeftOut <= 1)
    }
  }

  @Test("a file without damage comes out whole", arguments: [13, 1 << 16])
  func nothingIsLost(pieces: Int) throws {
    var random = Units(seed: 4)
    var documents: [(String, [UInt8])] = []
    for _ in 0..<3 {
      var writer = TMXWriter(header: Header(attributes: [Attribute("srclang", "fa")]))
      for _ in 0..<100 { writer.append(random.unit()) }
      writer.finish()
      documents.append(("random", writer.bytes))
    }
    documents.append(
      (
        "comments",
        Array(memory("<!-- <tu>a</tu> --><tu><!-- </tu> --><tuv xml:lang='fa'><seg><![CDATA[</tu> & <tu>]]></seg></tuv></tu>").utf8)
      ))
    for folder in ["tmx-lisa-kit", "samples-hypomnema", "variants"] {
      guard let folder = samples(folder) else { continue }
      for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "tmx"
      {
        documents.append((file.lastPathComponent, [UInt8](try Data(contentsOf: file))))
      }
    }
    for (name, bytes) in documents {
      guard let before = try? read(bytes), before.report.damage == nil else { continue }
      let after = try repaired(bytes, pieces: pieces)
      #expect(after.units.count >= before.units.count, "\(name): \(after.report.problems)")
      #expect(zip(before.units, after.units).allSatisfy { same($0, $1) }, "\(name)")
      // A part by itself tells its columns from itself; lines are the file's.
      #expect(before.lines == after.lines, "\(name)")
      if before.header != nil { #expect(after.header?.attributes == before.header?.attributes, "\(name)") }
    }
  }

  @Test(
    "what is mended, and in which words it is said",
    arguments: [
      ("a\u{1}b", "ab", "control"), ("a\0b", "ab", "control"), ("a&#x1;b", "ab", "reference to a character"),
      ("A & B", "A & B", "begins nothing"),
      ("A&B", "A&B", "begins nothing"), ("1 < 2", "1 < 2", "begins nothing"), ("a&nbsp;b&zwnj;c", "a\u{A0}b\u{200C}c", "HTML"),
      ("&foo;", "&foo;", "not defined"),
      ("a]]>b", "a]]>b", "is text"), ("a\u{FFFE}b", "ab", "dropped"), ("<![CDATA[a\u{1}&b]]>", "a&b", "control"),
    ])
  func mended(_ inner: String, _ text: String, _ words: String) throws {
    let result = try repaired(memory(plain("1") + "\n  " + plain("2", inner) + plain("3")), pieces: 50)
    #expect(result.units.map(\.tuid) == ["1", "2", "3"])
    #expect(result.units[1].variants[0].text.utf8.elementsEqual(text.utf8), "\(result.units[1])")
    let problem = try #require(result.report.problems.first)
    #expect(problem.kind.words.contains(words) && problem.severity == .warning && problem.line == 8, "\(problem)")
    // Found in the XML as it stands, too, or refused by the reader.
    #expect(result.report.unitsLeftOut == 0)
  }

  @Test("bytes that are no UTF-8 become U+FFFD; the neighbours stay")
  func badBytes() throws {
    let bytes = Array(memory(plain("1") + plain("2", "a@b") + plain("3")).utf8).map { $0 == UInt8(ascii: "@") ? 0xC3 : $0 }
    let result = try repaired(bytes)
    #expect(result.units.map(\.variants[0].text) == ["سلام", "a\u{FFFD}b", "سلام"])
    #expect(result.report.problems.map(\.line) == [7, 7], "the byte, and where the file stops being XML")
  }

  @Test("a broken unit is lost alone, and listed with its place")
  func lost() throws {
    let broken = [
      "<tu tuid=\"2\"><tuv xml:lang=\"fa\"><seg>x</sgg></tuv></tu>", "<tu tuid=\"2\"><tuv xml:lang=\"fa\"><seg>x",
      "<tu><tuv xml:lang='fa'></tu>",
      "<tu tuid=\"2><tuv xml:lang=\"fa\"><seg>x</seg></tuv></tu>", "<tu></tu>",
    ]
    for unit in broken {
      let result = try repaired(memory(plain("1") + "\n  " + unit + "\n" + plain("3")))
      #expect(result.units.map(\.tuid) == ["1", "3"], "\(unit)")
      #expect(result.report.unitsLeftOut == 1)
      let problem = try #require(result.report.problems.first { $0.severity == .error })
      #expect(problem.line >= 8 && problem.line <= 9, "\(problem)")
    }
  }

  @Test("what the units don't show is told of: no end, an end too many, an entity declared")
  func around() throws {
    let whole = memory(plain("1"))
    #expect(try repaired(whole).report.problems.isEmpty)
    for text in [
      whole.replacing("</body></tmx>", with: ""), whole + "junk", whole + "\0", whole + whole,
      whole.replacing("\"tmx14.dtd\"", with: "\"tmx14.dtd\" [<!ENTITY a 'x'>]"),
    ] {
      let result = try repaired(text)
      #expect(
        result.units.count >= 1 && result.report.problems.contains { $0.kind.words.contains("not well-formed") }, "\(text.suffix(40))")
    }
  }

  @Test("a file of nothing but units, or without a head or an end")
  func headless() throws {
    #expect(try repaired(plain("1") + plain("2")).units.count == 2)
    #expect(try repaired("<body>" + plain("1") + "</body></tmx>\0\0\0").units.count == 1)
    #expect(try repaired("<tmx><header srclang='fa'><body>" + plain("1")).header?.sourceLanguage == .persian)
    #expect(try repaired("<tmx><header creationtool=a><body>" + plain("1")).units.count == 1)
    for nothing in ["", "x", "<html><p>a</p></html>", "<tu", "<!--<tu>"] { #expect(try repaired(nothing).units.isEmpty) }
  }

  @Test("a variant without a language gets the one that is missing, where only one can be")
  func languages() throws {
    let unit = "<tu tuid='2'><tuv><seg>x</seg></tuv><tuv xml:lang='en'><seg>y</seg></tuv></tu>"
    let result = try repaired(memory(unit))
    #expect(result.units.first?.variants.map(\.language.text) == ["fa", "en"])
    #expect(result.report.problems.contains { $0.kind.words.contains("taken to be") })
    let both = try repaired(memory("<tu><tuv><seg>x</seg></tuv><tuv><seg>y</seg></tuv></tu>"))
    #expect(both.units.isEmpty && both.report.unitsLeftOut == 1)
  }

  @Test("the encoding is what the bytes are, whatever is declared")
  func encodings() throws {
    let text = memory(plain("1", "سلام دنیای پژوهش و گفت‌وگو")).replacing("UTF-8", with: "utf-16")
    #expect(try repaired(text).units.first?.variants[0].text == "سلام دنیای پژوهش و گفت‌وگو")
    let untrue = memory(plain("1", "@")).split(separator: "@", omittingEmptySubsequences: false)
    let persian: [UInt8] = (0..<20).flatMap { _ in [0xD3, 0xE1, 0x81, 0x20] as [UInt8] }
    let result = try repaired(Array(untrue[0].utf8) + persian + Array(untrue[1].utf8))
    #expect(result.units.first?.variants[0].text.hasPrefix("سلپ") == true)
    #expect(result.report.encoding == "windows-1256")
    let utf16 = memory(plain("1")).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for cut in [0, 1, 7] { #expect(try repaired(Array(utf16.dropLast(cut)), pieces: 7).units.first?.variants[0].text == "سلام") }
  }

  @Test("damaged at random: nothing crashes, nothing whole is lost", arguments: 0..<3)
  func random(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed) + 40)
    let whole = Array(memory((0..<60).map { plain("\($0)") }.joined(separator: "\n")).utf8)
    for _ in 0..<150 {
      var bytes = whole
      let hits = (0..<3).map { _ in Int.random(in: 0..<bytes.count, using: &random) }
      for hit in hits { bytes[hit] = UInt8.random(in: 0...255, using: &random) }
      let result = try repaired(bytes, pieces: Int.random(in: 20...4000, using: &random))
      // Three bytes damage three units at most, and the tag that is gone may cost a neighbour.
      #expect(result.units.count >= 60 - 6, "\(hits)")
    }
  }

  @Test("what a repair gives is valid once written")
  func valid() throws {
    var documents: [[UInt8]] = []
    for folder in ["variants", "hostile", "samples-hypomnema"] {
      guard let folder = samples(folder) else { continue }
      for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "tmx"
      {
        documents.append([UInt8](try Data(contentsOf: file)))
      }
    }
    var random = Units(seed: 8)
    var all = TMXWriter(header: Header())
    for _ in 0..<200 { all.append(random.unit()) }
    documents.append(all.bytes)
    for bytes in documents {
      let result = try repaired(bytes)
      var writer = TMXWriter(header: result.header ?? Header(), cleaning: .faithful)
      for unit in result.units { for part in unit.withOneVariantPerLanguage { writer.append(part) } }
      writer.finish()
      var rest: [[UInt8]] = [writer.bytes]
      let report = try TMXValidator().validate { rest.popLast() ?? [] }
      let errors = report.problems.filter { $0.severity == .error }
      #expect(
        report.damage == nil && errors.isEmpty,
        "\(String(describing: report.damage)) \(errors) \(String(decoding: bytes.prefix(300), as: UTF8.self))")
      #expect(!report.problems.contains { if case .secondVariant = $0.kind { true } else { false } })
      #expect(try xmllint(writer.bytes, relaxNG: true) == "")
    }
  }
}

@Suite("Codes and variants in order")
struct CodePairTests {
  private func codes(_ text: String) -> String {
    let unit = try! UnitCoding.unit(from: Array("<tu><tuv xml:lang=\"en\"><seg>\(text)</seg></tuv></tu>".utf8))
    var changes = Cleaning.Changes()
    let line = String(decoding: UnitCoding.line(Cleaning.standard.cleaned(unit, &changes)!), as: UTF8.self)
    return String(line.split(separator: "<seg>")[1].split(separator: "</seg>")[0])
  }

  @Test("alone, unnumbered, numbered twice")
  func pairs() {
    #expect(codes(#"a<bpt i="1">x</bpt>b<ept i="1">y</ept>"#) == #"a<bpt i="1">x</bpt>b<ept i="1">y</ept>"#)
    #expect(codes(#"a<bpt i="1">x</bpt>b"#) == #"a<it pos="begin">x</it>b"#)
    #expect(codes(#"a<ept i="1">x</ept>b"#) == #"a<it pos="end">x</it>b"#)
    #expect(codes(#"<bpt>x</bpt>a<ept>y</ept>"#) == #"<bpt i="1">x</bpt>a<ept i="1">y</ept>"#)
    #expect(
      codes(#"<bpt i="1">x</bpt>a<ept i="1">y</ept><bpt i="1">x</bpt>b<ept i="1">y</ept>"#)
        == #"<bpt i="1">x</bpt>a<ept i="1">y</ept><bpt i="2">x</bpt>b<ept i="2">y</ept>"#)
  }

  @Test("every variant of a language stays, in a unit of its own")
  func variants() {
    let unit = Unit(
      tuid: "1",
      variants: [
        Variant(language: .persian, text: "ف"), Variant(language: .english, text: "a"), Variant(language: LanguageTag("EN"), text: "b"),
      ])
    let parts = unit.withOneVariantPerLanguage
    #expect(parts.map { $0.variants.map(\.text) } == [["ف", "a"], ["ف", "b"]])
    #expect(parts.map(\.tuid) == ["1", nil])
  }
}
