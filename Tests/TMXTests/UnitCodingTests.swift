import Language
import Testing

@testable import TMX
@testable import XMLStream

@Suite("A unit as a line")
struct UnitCodingTests {
  private func line(_ unit: Unit) -> String { String(decoding: UnitCoding.line(unit), as: UTF8.self) }

  @Test("the form of a line")
  func form() {
    let unit = Unit(
      tuid: "1", attributes: [Attribute("creationdate", "20240131T120000Z")], notes: [Note("checked")],
      properties: [Property("x-doc", "n 12")],
      variants: [Variant(language: .persian, text: "سلام\nدنیا"), Variant(language: .english, text: "a < b & \"c\"")])
    #expect(
      line(unit)
        == #"<tu tuid="1" creationdate="20240131T120000Z"><note>checked</note><prop type="x-doc">n 12</prop>"#
        + #"<tuv xml:lang="fa"><seg>سلام&#10;دنیا</seg></tuv><tuv xml:lang="en"><seg>a &lt; b &amp; "c"</seg></tuv></tu>"#)
  }

  @Test("what the DTD refuses takes a form that it allows, and comes back")
  func foreign() throws {
    let unit = Unit(
      attributes: [Attribute("segtype", "Sentence"), Attribute("xsi:foo", "1")],
      variants: [
        Variant(
          language: .persian, attributes: [Attribute("id", "7")],
          content: .marked([
            .text("a"), .element(name: "g", attributes: [Attribute("id", "1\"<")], children: [.text("b")]),
            .element(name: "bpt", attributes: [], children: [.text("<b>"), .element(name: "x", attributes: [], children: [])]),
          ]))
      ])
    #expect(
      line(unit)
        == #"<tu><prop type="x-tarjoman-attr-segtype">Sentence</prop><prop type="x-tarjoman-attr-xsi:foo">1</prop>"#
        + #"<tuv xml:lang="fa"><prop type="x-tarjoman-attr-id">7</prop><seg>a<hi type="x-tarjoman:g id=&quot;1&amp;quot;&amp;lt;&quot;">b</hi>"#
        + #"<ph type="x-tarjoman:bpt">&lt;b&gt;<sub type="x-tarjoman:x"/></ph></seg></tuv></tu>"#)
    #expect(try UnitCoding.unit(from: UnitCoding.line(unit)) == unit)
  }

  @Test("parse(write(x)) = x, scalar for scalar, by the quick way and through libxml2", arguments: 0..<20)
  func roundTrip(seed: Int) throws {
    var units = Units(seed: UInt64(seed))
    var parser = UnitParser()
    for _ in 0..<100 {
      let unit = units.unit()
      let line = UnitCoding.line(unit)
      #expect(!line.contains(0x0A))
      let quick = try parser.unit(from: line)
      if !same(quick, unit) { Issue.record("quick:\n\(unit)\n\(quick)") }
      // A comment in front makes the quick way decline.
      let guarded = try parser.unit(from: Array("<!-- -->".utf8) + line)
      if !same(guarded, unit) { Issue.record("guarded:\n\(unit)\n\(guarded)") }
      #expect(UnitCoding.line(quick) == line)
    }
  }

  private func outcome(_ line: [UInt8], _ parser: inout UnitParser) -> (Unit?, String?) {
    do { return (try parser.unit(from: line), nil) } catch { return (nil, error.description) }
  }

  @Test("a cut or changed line never gives what libxml2 would not", arguments: 0..<10)
  func damagedLines(seed: Int) {
    var units = Units(seed: UInt64(seed) + 1000)
    var parser = UnitParser()
    for _ in 0..<60 {
      var line = UnitCoding.line(units.unit())
      for _ in 0..<Int.random(in: 1...3, using: &units.random) {
        let at = Int.random(in: 0..<line.count, using: &units.random)
        switch Int.random(in: 0..<4, using: &units.random) {
        case 0: line.remove(at: at)
        case 1: line[at] = UInt8.random(in: 0...255, using: &units.random)
        case 2: line.insert([0x3C, 0x3E, 0x26, 0x22, 0x2F, 0x20, 0x5D].randomElement(using: &units.random)!, at: at)
        default: line.removeSubrange(at...)
        }
        if line.isEmpty { break }
      }
      let (quick, quickError) = outcome(line, &parser)
      let (guarded, guardedError) = outcome(Array("<!-- -->".utf8) + line, &parser)
      if !same(quick, guarded) { Issue.record("\(quickError ?? "-") / \(guardedError ?? "-"): \(String(decoding: line, as: UTF8.self))") }
    }
  }

  @Test("what XML can't hold is counted")
  func loss() {
    var bytes: [UInt8] = []
    let unit = Unit(
      attributes: [Attribute("a", "1"), Attribute("a", "2")], variants: [Variant(language: .english, text: "a\u{0}b\u{FFFF}")])
    let loss = UnitCoding.append(unit, to: &bytes)
    #expect(loss.characters == 2 && loss.attributes == 1)
  }

  @Test(
    "a line that is no unit is refused with a reason",
    arguments: ["", "<tu/>", "<tu></tu><tu/>", "<x/>", "<tu><tuv><seg/></tuv></tu>", "سلام"])
  func refused(line: String) {
    #expect(throws: TMXError.self) { try UnitCoding.unit(from: Array(line.utf8)) }
  }
}
