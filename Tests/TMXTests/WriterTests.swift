import Foundation
import Language
import Testing

@testable import TMX

@Suite("Writing a memory")
struct TMXWriterTests {
  private func written(_ units: [Unit], header: Header = Header(), cleaning: Cleaning? = nil) -> (bytes: [UInt8], writer: TMXWriter) {
    var writer = TMXWriter(header: header, cleaning: cleaning)
    for unit in units { writer.append(unit) }
    writer.finish()
    return (writer.take(), writer)
  }

  @Test("head, a line a unit, footer")
  func form() {
    let text = String(decoding: written([Unit(variants: [Variant(language: .english, text: "x")])]).bytes, as: UTF8.self)
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE tmx SYSTEM "tmx14.dtd">
        <tmx version="1.4">
        <header creationtool="tarjoman" creationtoolversion="1" segtype="sentence" o-tmf="tarjoman" adminlang="en" srclang="*all*" datatype="plaintext"/>
        <body>
        <tu><tuv xml:lang="en"><seg>x</seg></tuv></tu>
        </body></tmx>

        """)
  }

  @Test("a header keeps what it said, in a valid form")
  func header() throws {
    let header = Header(
      attributes: [
        Attribute("srclang", "fa_IR"), Attribute("segtype", "Sentence"), Attribute("foo", "1"), Attribute("creationdate", "31/01/2024"),
        Attribute("changedate", "2024-01-31T12:00:00Z"),
      ], notes: [Note("n")], properties: [Property("p", "v")])
    let bytes = written([], header: header).bytes
    #expect(try xmllint(bytes, relaxNG: true) == "")
    let back = try #require(try read(bytes).header)
    #expect(back.attribute("srclang") == "fa-IR" && back.attribute("foo") == "1")
    #expect(back.notes == header.notes && back.properties == header.properties)
  }

  @Test("random units: valid by the DTD as they are, by the writer's schema when cleaned", arguments: 0..<3)
  func valid(seed: Int) throws {
    var random = Units(seed: UInt64(seed) + 77)
    let units = (0..<200).map { _ in random.unit() }
    #expect(try xmllint(written(units).bytes, relaxNG: false) == "")
    #expect(try xmllint(written(units, cleaning: .standard).bytes, relaxNG: true) == "")
  }

  @Test("the samples, cleaned, are valid by the writer's schema")
  func samplesAreValid() throws {
    for name in ["variants", "tmx-lisa-kit", "samples-hypomnema", "hostile"] {
      guard let folder = samples(name) else { return }
      for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "tmx"
      {
        guard let result = try? read([UInt8](try Data(contentsOf: file))) else { continue }
        #expect(
          try xmllint(written(result.units, header: result.header ?? Header()).bytes, relaxNG: false) == "", "\(file.lastPathComponent)")
        let cleaned = written(result.units, header: result.header ?? Header(), cleaning: .standard)
        #expect(try xmllint(cleaned.bytes, relaxNG: true) == "", "\(file.lastPathComponent)")
      }
    }
  }

  @Test("cleaning trims, drops, reorders and counts")
  func cleaning() throws {
    var cleaning = Cleaning.standard
    cleaning.source = .persian
    cleaning.languages = .bare
    let unit = Unit(
      attributes: [Attribute("foo", "1"), Attribute("creationdate", "2024-01-31")], properties: [Property("x-tarjoman-element", "<y/>")],
      variants: [
        Variant(language: LanguageTag("en_US"), text: "\n Hello\tworld\u{202B}\u{85} "),
        Variant(language: LanguageTag("en-GB"), text: "second"),
        Variant(
          language: LanguageTag("per"), content: .marked([.text(" سلام "), .element(name: "g", attributes: [], children: [.text("x ")])])),
        Variant(language: LanguageTag("fa IR!"), text: "z"),
      ])
    var changes = Cleaning.Changes()
    let cleaned = try #require(cleaning.cleaned(unit, &changes))
    #expect(cleaned.variants == [Variant(language: .persian, text: "سلام x"), Variant(language: .english, text: "Hello world")])
    #expect(cleaned.attributes == [Attribute("creationdate", "20240131T000000Z")])
    #expect(cleaned.properties.isEmpty)
    #expect(changes.variantsLeftOut == 2 && changes.directionMarks == 1 && changes.controls == 1 && changes.foreignElements == 2)
    #expect(changes.foreignAttributes == 1 && changes.dates == 1)
  }
}
