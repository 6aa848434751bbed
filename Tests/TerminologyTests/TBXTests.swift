import Foundation
import Language
import Testing

@testable import Terminology

/// A termbase with everything that TBX-Basic can say, and things that it can't.
private let rich = """
  <?xml version="1.0" encoding="UTF-8"?>
  <tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:own="http://example.org/own">
  <tbxHeader><fileDesc><titleStmt><title>Test</title></titleStmt><sourceDesc><p>Written for a test</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
  <!-- reviewed in May -->
  <conceptEntry id="mou" own:owner="desk 4">
    <descrip type="subjectField">treaty</descrip><descrip type="subjectField">law</descrip>
    <descripGrp><descrip type="definition">سندی که تفاهم را ثبت می‌کند.</descrip><admin type="source">Style guide</admin></descripGrp>
    <descrip type="definition">A record of what &lt;two&gt; parties understand.</descrip>
    <note>Not a treaty.</note><note>Seldom registered.</note>
    <admin type="source">UN Treaty Handbook</admin><admin type="projectSubset">P-5</admin>
    <ref type="crossReference" target="jcpoa">see also</ref>
    <xref type="externalCrossReference" target="https://treaties.un.org">UNTC</xref>
    <transacGrp><transac type="transactionType">origination</transac><transacNote type="responsibility">M. R.</transacNote><date>2025-03-01</date></transacGrp>
    <own:review grade="2"><own:by>ن. ک.</own:by></own:review>
    <langSec xml:lang="fa">
      <descrip type="definition">یادداشت دوجانبه</descrip><note>of the language</note>
      <termSec id="t1"><term id="t1t">یادداشت تفاهم</term><termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote><termNote type="grammaticalGender">other</termNote><descripGrp><descrip type="context">یادداشت تفاهم امضا شد.</descrip><admin type="source">IRNA</admin></descripGrp><note>رسمی</note></termSec>
      <termSec><term>یادداشت‌های تفاهم</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote><termNote type="termType">variant</termNote><note>plural</note></termSec>
    </langSec>
    <langSec xml:lang="en-GB">
      <termSec><term>memorandum of understanding</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote><termNote type="termType">fullForm</termNote><admin type="source">Oxford</admin><admin type="customerSubset">UN</admin></termSec>
      <termSec><term>MoU</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote><termNote type="termType">acronym</termNote><termNote type="geographicalUsage">everywhere</termNote></termSec>
      <termSec><term>gentlemen’s agreement</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
    </langSec>
  </conceptEntry>
  <conceptEntry id="jcpoa">
    <langSec xml:lang="fa"><termSec><term>برجام</term></termSec></langSec>
    <langSec xml:lang="en-GB"><termSec><term>JCPOA</term><termNote type="partOfSpeech">properNoun</termNote></termSec></langSec>
  </conceptEntry>
  </body></text>
  </tbx>
  """

private func read(_ text: String) throws -> (termbase: Termbase, report: TBXReport) {
  try TBXReader().read(Array(text.utf8), name: "test")
}

/// A TBX file round a body, with a line break before it: the body starts in line 2.
private func file(_ body: String) -> String {
  "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\"><text><body>\n\(body)\n</body></text></tbx>"
}

private func reasons(_ body: String) throws -> [String] {
  try read(file(body)).report.problems.map { "\($0.line):\($0.column) \($0.words)" }
}

@Suite struct TBXTests {
  @Test("the model holds what TBX-Basic says")
  func fields() throws {
    let (termbase, report) = try read(rich)
    #expect(report.problems == [])
    #expect(termbase.header.title == "Test")
    let concept = termbase.concepts[0]
    #expect(concept.id == "mou")
    #expect(concept.domain == "treaty")
    #expect(concept.definitions.map(\.text).count == 3)
    #expect(concept.definitions[0].source == "Style guide")
    #expect(concept.definitions[2].language == LanguageTag("fa"))
    #expect(concept.notes == ["Not a treaty.", "Seldom registered."])
    #expect(concept.related == [Concept.Reference("jcpoa", text: "see also")])
    #expect(concept.preferred(in: .english)?.text == "memorandum of understanding")
    #expect(concept.terms.map(\.kind) == ["full", "plural", "full", "acronym", "synonym"])
    #expect(concept.terms.map(\.status) == [.preferred, .admitted, .preferred, .admitted, .forbidden])
    #expect(concept.terms[0].partOfSpeech == .noun)
    #expect(concept.terms[0].contexts == [Concept.Statement("یادداشت تفاهم امضا شد.", source: "IRNA")])
    #expect(concept.kept.elements.map(\.name) == ["descrip", "admin", "xref", "transacGrp", "own:review"])
  }

  @Test(
    "nothing is lost on the way through any version, style and table",
    arguments: [
      TBXWriter.Options(), TBXWriter.Options(style: .dct), TBXWriter.Options(version: .v2),
    ])
  func roundTrip(_ options: TBXWriter.Options) throws {
    let original = try read(rich).termbase
    let (again, report) = try TBXReader().read(original.tbx(options), name: "test")
    #expect(report.problems == [])
    #expect(report.version == options.version.rawValue)
    #expect(again.concepts == original.concepts)
    // The same concepts give the same bytes, whatever way they came.
    #expect(again.tbx() == original.tbx())
  }

  @Test("a table with a header holds it all too", arguments: [Unicode.Scalar("\t"), ","])
  func tables(_ separator: Unicode.Scalar) throws {
    let original = try read(rich).termbase
    let text = GlossaryTable.write(original.concepts, separator: separator)
    let (concepts, problems, form) = GlossaryText.read(text)
    #expect(form == .table)
    #expect(problems == [])
    #expect(concepts == original.concepts)
  }

  @Test("what begins with # is no comment when it is written", arguments: [Unicode.Scalar("\t"), ","])
  func numberSign(_ separator: Unicode.Scalar) throws {
    let concept = try #require(
      GlossaryText.read("concept,language,term\n\"#c\",fa,«#»\n\"#c\",en,hash\n# no concept,fa,«»\n").concepts.first)
    #expect(concept.id == "#c" && concept.terms.count == 2)
    #expect(GlossaryText.read(GlossaryTable.write([concept], separator: separator)).concepts == [concept])
    let tagged = Concept(id: "tag", terms: [Term("#صلح", language: .persian), Term("#peace", language: .english)])
    #expect(GlossaryText.read(GlossaryTSV.write([tagged]).text).concepts.first?.terms.map(\.text) == ["#صلح", "#peace"])
  }

  @Test("an edit changes its line and no other")
  func edit() throws {
    var termbase = try read(rich).termbase
    let before = String(decoding: termbase.tbx(), as: UTF8.self).split(separator: "\n")
    termbase.concepts[0].terms[3].status = .deprecated
    termbase.concepts[1].domain = "nuclear"
    let after = String(decoding: termbase.tbx(), as: UTF8.self).split(separator: "\n")
    #expect(before.count == after.count)
    #expect(zip(before, after).count { $0 != $1 } == 2)
    #expect(after.contains("<!-- reviewed in May -->"))
  }

  @Test("text of the header outside a paragraph becomes one, and writing it again changes nothing (an empty paragraph beside it once did)")
  func bareHeaderText() throws {
    let header = "<tbxHeader><fileDesc><sourceDesc>( <p/><p>Desk 4</p></sourceDesc></fileDesc></tbxHeader>"
    let first = try read(rich.replacing(/<tbxHeader>.*<\/tbxHeader>/, with: header))
    #expect(first.termbase.header.sources == ["Desk 4", "("])
    let written = first.termbase.tbx()
    #expect(try read(String(decoding: written, as: UTF8.self)).termbase.tbx() == written)
  }

  @Test("smaller dialects leave out what they don't have, and count it")
  func dialects() throws {
    let termbase = try read(rich).termbase
    for (dialect, absent) in [
      (TBXWriter.Options.Dialect.min, ["definition", "termType", "own:"]), (.core, ["type=\"partOfSpeech", "descrip"]),
    ] {
      var writer = TBXWriter(header: termbase.header, options: TBXWriter.Options(dialect: dialect))
      for concept in termbase.concepts { writer.append(concept) }
      writer.finish()
      let text = String(decoding: writer.take(), as: UTF8.self)
      for word in absent { #expect(!text.contains(word), "\(dialect) \(word)") }
      #expect(writer.categoriesLeftOut > 5)
      #expect(try read(text).report.problems.isEmpty)
    }
  }

  @Test(
    "damage is said with its place",
    arguments: [
      (
        "<conceptEntry id='a'><langSec xml:lang='fa'><termSec><term>  </term></termSec></langSec></conceptEntry>",
        "2:54 left out: a term is empty"
      ),
      (
        "<conceptEntry id='a'><langSec xml:lang='xx'><termSec><term>x</term></termSec></langSec></conceptEntry>",
        "2:22 “xx” is no language code"
      ),
      (
        "<conceptEntry id='a'><langSec><termSec><term>x</term></termSec></langSec></conceptEntry>",
        "2:22 left out: a section without xml:lang"
      ),
      (
        "<conceptEntry id='a'><langSec xml:lang='en'><termSec><term>a\tb</term></termSec></langSec></conceptEntry>",
        "2:54 a tab or line break in the term “a b” was read as a blank"
      ),
      (
        "<conceptEntry id='a'><langSec xml:lang='en'><termSec><term>سفارت</term></termSec></langSec></conceptEntry>",
        "2:54 “سفارت” is not in the letters of the language “en”"
      ),
      (
        "<conceptEntry id='a'><ref type='crossReference' target='b'>b</ref><langSec xml:lang='en'><termSec><term>a</term></termSec></langSec></conceptEntry>",
        "2:22 refers to “b”, which no concept has"
      ),
      (
        "<conceptEntry id='a'><langSec xml:lang='en'><termSec><term>a</term></termSec><termSec><term>a</term></termSec></langSec></conceptEntry>",
        "2:78 left out: “a” stands in this concept already"
      ),
      (
        "<conceptEntry id='a'><langSec xml:lang='en'><termSec><term>a</term><termNote type='partOfSpeech'>thing</termNote></termSec></langSec></conceptEntry>",
        "2:68 “thing” is no partOfSpeech of TBX-Basic"
      ),
      ("<conceptEntry id='a'/>", "2:1 left out: the concept “a” without a term"),
    ])
  func damage(_ body: String, _ expected: String) throws {
    let found = try reasons(body)
    #expect(found.contains(expected), "\(found)")
  }

  @Test("of two concepts with one id both stay")
  func duplicateID() throws {
    let entry = "<conceptEntry id='a'><langSec xml:lang='en'><termSec><term>letter</term></termSec></langSec></conceptEntry>\n"
    let (termbase, report) = try read(file(entry + entry))
    #expect(termbase.concepts.map(\.id) == ["a", "letter"])
    #expect(report.problems.map(\.line) == [3])
  }

  @Test("a definition of 10 MB is left out, and the rest is read")
  func tenMegabytes() throws {
    let body = """
      <conceptEntry id='a'><descrip type='definition'>\(String(repeating: "definition ", count: 1_000_000))</descrip>
      <langSec xml:lang='en'><termSec><term>a</term></termSec></langSec></conceptEntry>
      <conceptEntry id='b'><langSec xml:lang='en'><termSec><term>b</term></termSec></langSec></conceptEntry>
      """
    let (termbase, report) = try read(file(body))
    #expect(termbase.concepts.map(\.id) == ["a", "b"])
    #expect(termbase.concepts[0].definitions.isEmpty)
    #expect(report.problems.map(\.words) == ["left out: a definition of 11000000 bytes"])
  }

  @Test("a file cut off anywhere gives every concept that was whole, and nothing crashes")
  func cut() throws {
    let whole = Array(rich.utf8)
    let firstEnds =
      rich.utf8.count - rich.components(separatedBy: "</conceptEntry>").dropFirst().joined(separator: "</conceptEntry>").utf8.count
    for at in stride(from: 0, to: whole.count - 8, by: 37) {
      guard let (termbase, report) = try? TBXReader().read(Array(whole[..<at]), name: "cut") else { continue }
      #expect(termbase.concepts.isEmpty == (at < firstEnds), "\(at)")
      #expect(report.damage != nil)
    }
  }

  @Test("damaged bytes never crash the readers")
  func noise() {
    var generator = SystemRandomNumberGenerator()
    let table = Array(GlossaryTable.write((try? read(rich).termbase.concepts) ?? [], separator: ",").utf8)
    for source in [Array(rich.utf8), table] {
      for _ in 0..<150 {
        var bytes = source
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        _ = try? TBXReader().read(bytes, name: "noise")
        _ = GlossaryText.read(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  @Test("entities are refused, and what is no TBX is named")
  func refusals() {
    #expect(throws: TBXError.self) { _ = try read("<!DOCTYPE tbx [<!ENTITY a 'b'>]><tbx>&a;</tbx>") }
    #expect { _ = try read("<html></html>") } throws: { ($0 as? TBXError)?.words.contains("<html>") == true }
  }
}

@Suite struct TBXFileTests {
  private static let shared = URL(
    filePath: ProcessInfo.processInfo.environment["TARJOMAN_SHARED"]
      ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "shared").path
  ).appending(path: "data/interop")

  private func bytes(_ name: String) throws -> [UInt8]? {
    let url = Self.shared.appending(path: name)
    guard FileManager.default.fileExists(atPath: url.path) else {
      print("skipped: \(url.path) is not there")
      return nil
    }
    return Array(try Data(contentsOf: url))
  }

  /// xmllint's verdict on bytes by a schema; nil where either is missing.
  private func isValid(_ document: [UInt8], _ schema: String) throws -> Bool? {
    let path = Self.shared.appending(path: "schemas/\(schema)").path
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint"), FileManager.default.fileExists(atPath: path) else {
      print("skipped: xmllint or \(path) is not there")
      return nil
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "tarjoman-\(UUID().uuidString).tbx")
    try Data(document).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/xmllint")
    process.arguments = ["--nonet", "--noout", "--relaxng", path, file.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test("what other writers wrote is read alike in both versions and styles, and rewritten valid")
  func good() throws {
    var first: [Concept]?
    for name in ["good-v3-dca", "good-v3-dct", "good-v2"] {
      guard let bytes = try bytes("tbx/\(name).tbx") else { return }
      let (termbase, report) = try TBXReader().read(bytes, name: name)
      #expect(report.problems == [])
      #expect(termbase.concepts.count == 4)
      first = first ?? termbase.concepts
      #expect(termbase.concepts == first)
      #expect(try isValid(termbase.tbx(), "tbx3-writer.rng") != false)
      #expect(try isValid(termbase.tbx(TBXWriter.Options(version: .v2)), "tbx2-writer.rng") != false)
    }
  }

  @Test("each file that is wrong in one way gets one message, in the right line")
  func bad() throws {
    for (name, line) in [
      ("definition-in-term", 42), ("header-text", 3), ("no-language", 9), ("status", 36), ("term-not-first", 42), ("two-terms", 42),
    ] {
      guard let bytes = try bytes("tbx/bad-v3-\(name).tbx") else { return }
      let (termbase, report) = try TBXReader().read(bytes, name: name)
      #expect(report.problems.map(\.line) == [line], "\(name)")
      #expect(termbase.concepts.count == 4)
    }
    guard let cut = try bytes("tbx/bad-cut.tbx") else { return }
    #expect(try TBXReader().read(cut, name: "cut").report.damage?.line == 15)
  }

  @Test("the project's glossary becomes valid TBX of both versions and comes back the same")
  func own() throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    for name in try FileManager.default.contentsOfDirectory(atPath: package.appending(path: "Glossaries").path) {
      let data = Array(try Data(contentsOf: package.appending(path: "Glossaries/\(name)")))
      let termbase: Termbase
      if name.hasSuffix(".tbx") {
        termbase = try TBXReader().read(data, name: name).termbase
      } else if name.hasSuffix(".tsv") {
        termbase = Termbase(name: name, concepts: GlossaryText.read(String(decoding: data, as: UTF8.self)).concepts)
      } else {
        continue
      }
      #expect(Set(termbase.concepts.map(\.id)).count == termbase.concepts.count)
      for options in [TBXWriter.Options(), TBXWriter.Options(style: .dct), TBXWriter.Options(version: .v2)] {
        let (again, report) = try TBXReader().read(termbase.tbx(options), name: name)
        #expect(report.problems == [])
        #expect(again.concepts == termbase.concepts)
      }
      let (table, _, _) = GlossaryText.read(GlossaryTable.write(termbase.concepts, separator: "\t"))
      #expect(table == termbase.concepts)
      #expect(try isValid(termbase.tbx(), "tbx3-writer.rng") != false)
      #expect(try isValid(termbase.tbx(TBXWriter.Options(version: .v2)), "tbx2-writer.rng") != false)
      // Three columns keep the terms, their kinds and the remarks, but no part of speech.
      let (pairs, problems, _) = GlossaryText.read(GlossaryTSV.write(termbase.concepts).text)
      #expect(problems == [])
      let terms = termbase.concepts.map { concept in
        concept.terms.map { term in
          var term = term
          term.partOfSpeech = nil
          return term
        }
      }
      #expect(pairs.map(\.terms) == terms)
      #expect(pairs.map(\.notes) == termbase.concepts.map(\.notes))
    }
  }
}

@Suite struct GlossaryTextTests {
  @Test("the form and the separator are told by the first row")
  func forms() {
    let wide = GlossaryText.read("fa,en,note\n\"سفارت\",embassy,\"mission, permanent\"\n")
    #expect(wide.form == .table)
    #expect(wide.concepts[0].terms.map(\.text) == ["سفارت", "embassy"])
    #expect(wide.concepts[0].notes == ["mission, permanent"])
    let pairs = GlossaryText.read("سفارت,embassy,\"diplomatic mission, permanent\"\n\"یادداشت \"\"تفاهم\"\"\",MoU\n")
    #expect(pairs.form == .pairs)
    #expect(pairs.concepts.map { $0.terms[0].text } == ["سفارت", "یادداشت \"تفاهم\""])
    #expect(pairs.concepts[0].notes == ["diplomatic mission, permanent"])
    let rows = GlossaryText.read("Term;x\tTerm\tLanguage\tId\tStatus\n\tسفارت\tfa\t7\tpreferred\n\tembassy\ten\t7\tforbidden\n")
    #expect(rows.form == .table)
    #expect(rows.concepts.count == 1)
    #expect(rows.concepts[0].id == "7")
    #expect(rows.concepts[0].terms.map(\.status) == [.preferred, .forbidden])
    #expect(rows.problems.map(\.reason) == [.unknownColumn("Term;x")])
  }

  @Test("tables say what is wrong with a row, and where")
  func damage() {
    let text = "concept\tlanguage\tterm\tstatus\na\tfa\t\t\na\txx\tb\tbest\na\t\tc\t\na\ten\t\"d\te\"\t\na\ten\tf\tok\t9\n"
    let problems = GlossaryText.read(text).problems
    #expect(
      problems.map { "\($0.line) \($0.words)" } == [
        "2 left out: a term is empty", "3 “xx” is no language code", "3 “best” is no status of TBX-Basic",
        "4 left out: a row without a term or without its language", "5 a tab or line break in the term “d e” was read as a blank",
        "6 5 cells where the header has 4", "6 “ok” is no status of TBX-Basic",
      ])
  }

  @Test("a tab inside a term of three columns is seen by the column too many")
  func extraColumn() {
    let (concepts, problems, _) = GlossaryText.read("سفارت\tem\tbassy\tbody\n")
    #expect(concepts.count == 1)
    #expect(problems.map(\.reason) == [.otherColumns(4, expected: 3)])
  }
}

@Suite struct ConceptIDTests {
  @Test("ids come from the terms, not from the order")
  func stable() {
    let text = "یادداشت تفاهم\tmemorandum of understanding\tx\nپیمان\ttreaty\tx\nمعاهده‌نامه\ttreaty (instrument)\tx\n۲۰۳۰\t2030 Agenda\tx\n"
    let ids = GlossaryText.read(text).concepts.map(\.id)
    #expect(ids == ["memorandum-of-understanding", "treaty", "treaty-instrument", "c-2030-agenda"])
    let more = GlossaryText.read("سفیر\tambassador\tx\n" + text).concepts.map(\.id)
    #expect(Array(more.dropFirst()) == ids)
  }
}
