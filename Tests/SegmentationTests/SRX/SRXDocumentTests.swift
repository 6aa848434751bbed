import Language
import Segmentation
import TestSupport
import Testing

/// A file with these rules, lists and maps.
func srx(_ body: String, header: String = #"<header segmentsubflows="yes" cascade="yes"/>"#) -> String {
  #"<srx xmlns="http://www.lisa.org/srx20" version="2.0">"# + header + "<body>" + body + "</body></srx>"
}

func read(_ text: String) throws -> (document: SRXDocument, problems: [SRXProblem]) { try SRXDocument.read(Array(text.utf8)) }

@Suite struct SRXDocumentTests {
  static let full = srx(
    """
    <languagerules><languagerule languagerulename="A"><rule break="no"><beforebreak>\\bNo\\.&#10; </beforebreak><afterbreak>\\s&lt;</afterbreak></rule>
    <rule><beforebreak>[.?!]+</beforebreak><afterbreak></afterbreak></rule></languagerule><languagerule languagerulename="B"/></languagerules>
    <maprules><languagemap languagepattern="EN.*" languagerulename="A"/><languagemap languagepattern=".*" languagerulename="B"/></maprules>
    """,
    header: """
      <header segmentsubflows="no" cascade="yes"><formathandle type="start" include="no"/><formathandle type="end" include="yes"/>
      <o:options xmlns:o="http://example.org/o" o:a="1&#10;" b="2">x<o:inner/> y</o:options></header>
      """)

  @Test("everything in a good file is read, and nothing is a problem")
  func reading() throws {
    let (document, problems) = try read(Self.full)
    #expect(problems.isEmpty, "\(problems)")
    #expect(!document.header.segmentsSubflows && document.header.cascades)
    #expect(document.header.formatHandles == [.init(.start, include: false), .init(.end, include: true)])
    #expect(document.header.foreign.map(\.name.local) == ["options"])
    #expect(document.languageRules.map(\.name) == ["A", "B"])
    #expect(document.languageRules[0].rules.map(\.breaks) == [false, true])
    #expect(document.languageRules[0].rules[0].before == "\\bNo\\.\n ")
    #expect(document.maps.map(\.pattern) == ["EN.*", ".*"])
  }

  @Test("parse(write(x)) is x, foreign elements included")
  func roundTrip() throws {
    let document = try read(Self.full).document
    let bytes = try document.write()
    let again = try SRXDocument.read(bytes)
    #expect(again.document == document)
    #expect(again.problems.isEmpty)
    #expect(try again.document.write() == bytes)
  }

  @Test("parse(write(x)) is x for any document")
  func randomRoundTrip() throws {
    var generator = SplitMix(state: 7)
    let alphabet = Array("ab.\\[](){}<>&\"' \n\t\rی\u{6C0}\u{6D5}\u{654}\u{200C}😀]]>".unicodeScalars)
    func text(_ least: Int) -> String {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: least...8, using: &generator) { view.append(alphabet.randomElement(using: &generator)!) }
      return String(view)
    }
    for _ in 0..<300 {
      var document = SRXDocument()
      document.header.cascades = .random(using: &generator)
      document.header.segmentsSubflows = .random(using: &generator)
      if .random(using: &generator) { document.header.formatHandles = [.init(.isolated, include: .random(using: &generator))] }
      for number in 0..<Int.random(in: 0...3, using: &generator) {
        var list = SRXDocument.LanguageRule(name: "\(number)" + text(0))
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
          list.rules.append(.init(breaks: .random(using: &generator), before: text(0), after: text(0)))
        }
        document.languageRules.append(list)
        document.maps.append(.init(pattern: text(1), ruleName: list.name))
      }
      let bytes = try document.write()
      let again = try SRXDocument.read(bytes)
      #expect(again.document == document)
      #expect(again.problems.isEmpty, "\(again.problems)")
      #expect(try again.document.write() == bytes)
    }
  }

  @Test("SRX 1.0, several maps, missing attributes and namespaces are read, each with its place")
  func lenient() throws {
    let (document, problems) = try read(
      """
      <srx>
      <header>
        <formathandle type="end"/>
      </header>
      <body><languagerules>
        <languagerule languagerulename="X"><rule break="true"><beforebreak>a</beforebreak>stray</rule></languagerule>
        <languagerule languagerulename="X"/>
      </languagerules><maprules>
        <maprule maprulename="m"><languagemap languagepattern="fa" languagerulename="X"/></maprule>
        <maprule maprulename="n"><languagemap languagepattern="en" languagerulename="gone"/></maprule>
      </maprules><oddity><rule/></oddity></body></srx>
      """)
    #expect(document.maps.map(\.pattern) == ["fa", "en"])
    #expect(document.languageRules[0].rules.map(\.breaks) == [true])
    #expect(!document.header.cascades && document.header.formatHandles == [.init(.end, include: true)])
    let lines = problems.map(\.line)
    #expect(lines == [1, 2, 2, 3, 6, 6, 7, 11, 10], "\(problems)")
    #expect(problems.allSatisfy { $0.column >= 1 })
    #expect(problems.contains { $0.kind == .badValue(element: "rule", attribute: "break", value: "true", readAs: "yes") })
    #expect(problems.contains { $0.kind == .unknownName("gone") })
    #expect(problems.contains { $0.kind == .unexpectedElement("oddity", inside: "body") })
  }

  @Test(
    "what is no SRX is refused with its place",
    arguments: [
      ("", "xml"), ("text", "xml"), ("<srx", "xml"), ("<tmx version='1.4'/>", "notSRX"), ("<!DOCTYPE srx [<!ENTITY a 'b'>]><srx/>", "xml"),
      ("<srx><body></srx>", "xml"), (String(repeating: "<srx>", count: 5_000), "xml"),
    ])
  func refused(_ text: String, _ kind: String) throws {
    do throws(SRXError) {
      _ = try SRXDocument.read(Array(text.utf8))
      Issue.record("read")
    } catch {
      switch error {
      case .xml: #expect(kind == "xml")
      case .notSRX(let element, let line, _): #expect(kind == "notSRX" && element == "tmx" && line == 1)
      default: Issue.record("\(error)")
      }
    }
  }

  @Test("a damaged file never crashes the reader")
  func damaged() {
    var generator = SplitMix(state: 99)
    let bytes = Array(Self.full.utf8)
    for _ in 0..<2_000 {
      var copy = bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let at = Int.random(in: 0..<copy.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: copy[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: copy.remove(at: at)
        default: copy.insert(contentsOf: copy[at..<min(copy.count, at + 20)], at: Int.random(in: 0..<copy.count, using: &generator))
        }
      }
      if let (document, _) = try? SRXDocument.read(copy) {
        let segmenter = SRXSegmenter(document, language: LanguageTag("en"), timeLimit: .milliseconds(200))
        _ = try? segmenter.segments(of: "No. 5 is here. And there.")
      }
    }
  }

  @Test("the strict writer refuses what SRX can't say")
  func unwritable() {
    func expectRefused(_ change: (inout SRXDocument) -> Void, sourceLocation: SourceLocation = #_sourceLocation) {
      var document = SRXDocument(languageRules: [.init(name: "A")], maps: [.init(pattern: ".*", ruleName: "A")])
      change(&document)
      #expect(throws: SRXError.self, sourceLocation: sourceLocation) { try document.write() }
    }
    expectRefused { $0.languageRules.append(.init(name: "A")) }
    expectRefused { $0.languageRules.append(.init(name: "")) }
    expectRefused { $0.maps.append(.init(pattern: ".*", ruleName: "B")) }
    expectRefused { $0.languageRules[0].rules.append(.init(breaks: true, before: "\u{1}", after: "")) }
    expectRefused { $0.header.formatHandles = [.init(.end, include: true), .init(.end, include: true)] }
    expectRefused { $0.foreign = [.init(name: .init(prefix: "", local: "a", namespace: ""))] }
  }
}
