import Foundation
import Language
import Testing

@testable import TMX
@testable import XMLStream

@Suite("Reading a memory")
struct TMXReaderTests {
  @Test("units, their lines and the header", arguments: [1, 7, 100, 1 << 16])
  func units(pieces: Int) throws {
    let text = memory(
      """
      <tu tuid="1" creationdate="20240131T120000Z"><note>n</note><prop type="p" xml:lang="en">v</prop>
        <tuv xml:lang="fa"><seg> سلام
      دنیا </seg></tuv>
        <tuv xml:lang="en"><seg>Hello <bpt i="1">&lt;b&gt;</bpt>world<ept i="1"/></seg></tuv>
      </tu>
      <tu><tuv xml:lang="en"><seg><![CDATA[A & B]]></seg></tuv></tu>
      """)
    let result = try read(text, pieces: pieces)
    #expect(result.units.count == 2)
    #expect(result.lines == [6, 11])
    #expect(result.header?.sourceLanguage == .persian)
    let unit = try #require(result.units.first)
    #expect(unit.tuid == "1")
    #expect(unit.attribute("creationdate") == "20240131T120000Z")
    #expect(unit.notes == [Note("n")])
    #expect(unit.properties == [Property("p", "v", attributes: [Attribute("xml:lang", "en")])])
    #expect(unit.variants[0].text == " سلام\nدنیا ")
    #expect(
      unit.variants[1].content
        == .marked([
          .text("Hello "), .element(name: "bpt", attributes: [Attribute("i", "1")], children: [.text("<b>")]), .text("world"),
          .element(name: "ept", attributes: [Attribute("i", "1")], children: []),
        ]))
    #expect(result.units[1].variants[0].text == "A & B")
    #expect(result.report.problems.isEmpty)
    #expect(result.report.damage == nil)
  }

  @Test("one bad unit is left out with its place, the others stay")
  func badUnits() throws {
    let good = #"<tu><tuv xml:lang="en"><seg>x</seg></tuv></tu>"#
    for (bad, kind) in [
      ("<tu></tu>", Problem.Kind.noVariant), ("<tu><tuv xml:lang='fa'/></tu>", .noSegment),
      ("<tu><tuv><seg>x</seg></tuv></tu>", .noLanguage),
      ("<tu><tuv xml:lang='en'><seg>A&nbsp;B</seg></tuv></tu>", .undefinedEntity("nbsp")),
    ] {
      let result = try read(memory(good + "\n  " + bad + "\n" + good))
      #expect(result.units.count == 2, "\(bad)")
      #expect(result.report.unitsLeftOut == 1)
      let problem = try #require(result.report.problems.first)
      #expect(problem.kind == kind)
      #expect(problem.line == 7 && problem.severity == .error)
    }
  }

  @Test("foreign attributes and elements are kept and written back")
  func foreign() throws {
    let result = try read(
      memory(#"<tu foo="bar"><x:y xmlns:x="u" a="1">z<w/></x:y><tuv xml:lang="en" id="3"><seg><o>k</o></seg></tuv></tu>"#))
    let unit = try #require(result.units.first)
    #expect(unit.attributes == [Attribute("foo", "bar")])
    #expect(unit.properties == [Property("x-tarjoman-element", #"<x:y a="1">z<w></w></x:y>"#)])
    #expect(unit.variants[0].attributes == [Attribute("id", "3")])
    #expect(unit.variants[0].content == .marked([.element(name: "o", attributes: [], children: [.text("k")])]))
    #expect(try UnitCoding.unit(from: UnitCoding.line(unit)) == unit)
    #expect(result.report.problems.count == 4)
  }

  @Test("of a broken file every whole unit before the damage is delivered", arguments: [1, 1000])
  func damage(pieces: Int) throws {
    let whole = memory((0..<50).map { #"<tu tuid="\#($0)"><tuv xml:lang="en"><seg>x</seg></tuv></tu>"# }.joined(separator: "\n"))
    let bytes = Array(whole.utf8)
    let cut = try #require(whole.utf8.firstRange(of: Array(#"<tu tuid="20">"#.utf8)))
    let offset = whole.utf8.distance(from: whole.startIndex, to: cut.lowerBound)
    let result = try read(Array(bytes[..<(offset + 30)]), pieces: pieces)
    #expect(result.units.count == 20)
    #expect(result.report.damage?.line == 26)
    var broken = bytes
    broken[offset + 40] = 0
    #expect(try read(broken, pieces: pieces).units.count == 20)
    broken[offset + 40] = 0xC3
    #expect(try read(broken, pieces: pieces).report.damage != nil)
  }

  @Test("no XML, another root, an entity: thrown, with the place")
  func thrown() {
    func error(_ text: String) -> TMXError? {
      do {
        _ = try read(text)
        return nil
      } catch { return error as? TMXError }
    }
    #expect(error("")?.line == 1)
    #expect(error("سلام") != nil)
    #expect(error("\n<xliff/>") == TMXError(line: 2, column: 1, reason: .root("xliff")))
    #expect(error("<!DOCTYPE tmx [\n<!ENTITY a 'x'>]>" + "<tmx/>")?.reason == .xml(.entityDeclared))
  }

  @Test("a unit beyond the limit is left out; the next is read")
  func tooLarge() throws {
    let large = "<tu>" + String(repeating: "<prop type='x'>12345</prop>", count: 100) + "<tuv xml:lang='en'><seg>x</seg></tuv></tu>"
    let small = "<tu><tuv xml:lang='en'><seg>x</seg></tuv></tu>"
    let result = try read(memory(large + small), limits: TMXReader.Limits(unit: 1000))
    #expect(result.units.count == 1 && result.report.unitsLeftOut == 1)
    #expect(result.report.problems.map(\.kind) == [.tooLarge(bytes: 1000)])
  }

  @Test("what a closure throws comes out, and stops the reading")
  func closureThrows() {
    struct Enough: Error {}
    var seen = 0
    var rest = Array(memory(String(repeating: "<tu><tuv xml:lang='en'><seg>x</seg></tuv></tu>", count: 9)).utf8)
    #expect(throws: Enough.self) {
      try TMXReader().read {
        defer { rest = [] }
        return rest
      } onUnit: { _, _ in
        seen += 1
        if seen == 3 { throw Enough() }
      }
    }
    #expect(seen == 3)
  }
}

@Suite("The interop samples")
struct SampleTests {
  @Test("variants of one memory: pairs kept as the table says")
  func variants() throws {
    guard let folder = samples("variants") else { return }
    for row in try String(contentsOf: folder.appendingPathComponent("expected.tsv"), encoding: .utf8).split(separator: "\n") {
      if row.hasPrefix("#") { continue }
      let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let range = fields[2].split(separator: "-").compactMap { Int($0) }
      let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(fields[0])))
      for pieces in [64, 1 << 16] {
        var pairs = 0
        var notes: [String] = []
        do {
          let result = try read(bytes, pieces: pieces)
          pairs = result.units.count { unit in
            guard let fa = unit.variant(in: .persian), let en = unit.variant(in: .english) else { return false }
            return !fa.text.isEmpty && !en.text.isEmpty
          }
          notes = result.report.problems.map(\.description) + [result.report.damage.map { "damage: \($0)" } ?? ""]
          if fields[1] == "broken" { #expect(result.report.damage != nil, "\(fields[0])") }
          // Codes without i and languages beyond xs:language are read as they are; the validator speaks of them.
          if fields[1] == "invalid", !["34", "22"].contains(fields[0].prefix(2)) {
            #expect(!result.report.problems.isEmpty, "\(fields[0])")
          }
          if fields[1] == "valid" { #expect(result.report.problems.isEmpty, "\(fields[0]): \(notes)") }
        } catch { notes = ["\(error)"] }
        #expect((range[0]...range[1]).contains(pairs), "\(fields[0]) gave \(pairs): \(notes.joined(separator: "; "))")
      }
    }
  }

  @Test("hostile files: refused with a place, and the canary unread")
  func hostile() throws {
    guard let folder = samples("hostile") else { return }
    for row in try String(contentsOf: folder.appendingPathComponent("expected.tsv"), encoding: .utf8).split(separator: "\n") {
      let fields = row.split(separator: "\t").map(String.init)
      let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(fields[0])))
      for pieces in [1, 1 << 16] {
        do {
          let result = try read(bytes, pieces: pieces)
          #expect(!result.units.contains { String(describing: $0).contains("CANARY") }, "\(fields[0])")
          if fields[1] == "refuse" {
            #expect(result.report.damage != nil || result.report.problems.contains { $0.severity == .error }, "\(fields[0])")
          }
        } catch let error as TMXError {
          #expect(error.line >= 1 && !error.description.contains("CANARY"))
        }
      }
    }
  }

  @Test("the LISA kit is read without damage, and survives being written")
  func kit() throws {
    guard let folder = samples("tmx-lisa-kit") else { return }
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "tmx" {
      let result = try read([UInt8](try Data(contentsOf: file)))
      #expect(result.report.damage == nil, "\(file.lastPathComponent)")
      #expect(result.report.counts[.error] == nil, "\(file.lastPathComponent): \(result.report.problems)")
      for unit in result.units { #expect(same(try UnitCoding.unit(from: UnitCoding.line(unit)), unit)) }
    }
  }
}
