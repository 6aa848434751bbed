import Foundation
import TestSupport
import Testing

@testable import XMLStream

/// Everything that a reader says of a document, with the places of start tags and of what ended it.
private func said(_ bytes: [UInt8], pieces: Int, quick: Bool, limits: XMLLimits = .standard) -> [String] {
  var reader = XMLReader(limits: limits, repeated: quick ? ("tu", 2) : nil)
  var lines: [String] = []
  var text = ""
  func take(_ batch: XMLBatch) -> Bool {
    for event in batch.events {
      if event.kind == .text {
        text += batch.text(of: event)
        continue
      }
      if !text.isEmpty { lines.append("text \(text.debugDescription)") }
      text = ""
      switch event.kind {
      case .start:
        let attributes = batch.attributes(of: event).map { " \(batch.names[Int($0.name)])=\(batch.text(of: $0).debugDescription)" }.joined()
        lines.append("\(event.line):\(event.column) start \(batch.names[Int(event.name)])\(attributes)")
      case .end: lines.append("end \(batch.names[Int(event.name)])")
      default: lines.append("\(event.kind) \(batch.text(of: event).debugDescription)")
      }
    }
    return true
  }
  var rest = bytes[...]
  do throws(XMLError) {
    while !rest.isEmpty {
      _ = try reader.feed(Array(rest.prefix(pieces)), take)
      rest = rest.dropFirst(pieces)
    }
    _ = try reader.finish(take)
  } catch {
    // What libxml2 calls an error depends on how the bytes were cut; where it is does not.
    if case .malformed = error.reason { lines.append("malformed, \(error.line):\(error.column)") } else { lines.append("error \(error)") }
  }
  if !text.isEmpty { lines.append("text \(text.debugDescription)") }
  return lines
}

/// Both ways must say the same. On a difference, the first line that differs.
private func compare(_ bytes: [UInt8], pieces: [Int] = [1 << 16], limits: XMLLimits = .standard, _ name: @autoclosure () -> String) {
  for piece in pieces {
    let long = said(bytes, pieces: piece, quick: false, limits: limits), short = said(bytes, pieces: piece, quick: true, limits: limits)
    if long == short { continue }
    let at = zip(long, short).prefix { $0 == $1 }.count
    Issue.record(
      "\(name()), pieces of \(piece), item \(at): libxml2 \(at < long.count ? long[at] : "ends"); short \(at < short.count ? short[at] : "ends")"
    )
  }
}

@Suite("The short way for repeated elements")
struct RepeatedTests {
  private static func document(_ units: [String]) -> [UInt8] {
    Array("<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\"><header/>\n<body>\n".utf8)
      + Array(units.joined(separator: "\n").utf8) + Array("\n</body></tmx>\n".utf8)
  }

  private static let plain = #"<tu tuid="1"><prop type="p">v</prop><tuv xml:lang="fa"><seg>سلام 😀 &amp; x</seg></tuv></tu>"#

  static let parts: [String] = [
    plain, "<tu\n tuid='2' >\n  <tuv xml:lang=\"en\"  >\r\n <seg>a ]] b]]</seg></tuv >\n</tu>", "<tu/>", "<tu></tu>", "<tu\t/>",
    "<tu a=\"it's\" b='say \"x\"'>&#10;&#9;&#13;&lt;&gt;&quot;&apos;</tu>", "<tu>\r\n</tu>\r\n", "<tu>a\rb</tu>", "<tu a='x\ny'/>",
    "<tu a='x\ty'/>",
    "<tu><![CDATA[</tu>]]></tu>", "<!-- <tu>x</tu> -->", "<tu><!-- </tu> --></tu>", "<tu><?p </tu> ?></tu>", "<tu a='1' a='2'/>",
    "<tu xmlns='u'><a/></tu>", "<tu xmlns:o='u'><o:p/></tu>", "<tu><o:p/></tu>", "<tu xml:space='preserve'/>", "<tu xml:space='no'/>",
    "<tu xml:id='1'/>", "<tu xml:lang='fa IR'/>", "<tu><tu>x</tu></tu>", "<tu>&nbsp;</tu>", "<tu a='&nbsp;'/>", "<tu>&#x1F600;&#160;</tu>",
    "<tu>&#1;</tu>", "<tu>]]></tu>", "<tu a=']]>'/>", "<tu a='<'/>", "<tu a='>'/>", "<tu>\u{7F}\u{85}\u{FEFF}</tu>", "<tu>\u{FFFE}</tu>",
    "<tux/>", "<tu:x/>", "<TU/>", "x", "سلام", "</body>", "</tu>", "<tu>", "<", "&", "<tu><b></tu></b>", "<tu><hi><ph/>سلام</hi></tu>",
    "<tu é='1'/>",
    "<tu><a.b-c_d/></tu>", "<tu><é/></tu>", "<tu a=\"&#38;amp;&amp;\"/>", "\t", " ", "\r", "\n\n", "<tu>\u{1}</tu>", "<body>",
    "<tu>\0</tu>", "\u{FEFF}",
  ]

  @Test("each kind of markup, between plain units", arguments: [1, 3, 50, 1 << 16])
  func markup(pieces: Int) {
    for part in Self.parts { compare(Self.document([Self.plain, Self.plain, part, Self.plain, Self.plain]), pieces: [pieces], part) }
  }

  @Test("random documents of such parts", arguments: 0..<4)
  func random(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    for _ in 0..<500 {
      let units = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        Int.random(in: 0..<3, using: &random) == 0 ? Self.parts.randomElement(using: &random)! : Self.plain
      }
      compare(Self.document(units), pieces: [Int.random(in: 1...200, using: &random), 1 << 16], "\(units)")
    }
  }

  @Test("documents with damaged bytes", arguments: 0..<4)
  func mutated(seed: Int) {
    var random = SplitMix(state: UInt64(seed) + 100)
    let awkward: [UInt8] = Array("<>&\"'/ \n\r\t=;]-![?:#x\0".utf8) + [0x80, 0xC2, 0xE2, 0xF4, 0xFF, 0xED, 0xA0]
    for _ in 0..<1000 {
      var bytes = Self.document((0..<6).map { _ in Self.plain })
      for _ in 0...Int.random(in: 0...2, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = awkward.randomElement(using: &random)!
        case 1: bytes.insert(awkward.randomElement(using: &random)!, at: at)
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...5, using: &random)))
        default: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
      }
      compare(bytes, pieces: [Int.random(in: 1...400, using: &random)], String(decoding: bytes, as: UTF8.self).debugDescription)
    }
  }

  @Test("real files")
  func files() throws {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let base = ProcessInfo.processInfo.environment["TARJOMAN_SHARED"] ?? package.deletingLastPathComponent().path + "/shared"
    for folder in ["variants", "tmx-lisa-kit", "samples-hypomnema", "hostile"] {
      let url = URL(fileURLWithPath: base).appending(path: "data/interop/" + folder)
      guard let files = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil) else {
        print("skipped: no shared samples (\(folder))")
        return
      }
      for file in files where file.pathExtension == "tmx" {
        compare([UInt8](try Data(contentsOf: file)), pieces: [13, 700, 1 << 16], file.lastPathComponent)
      }
    }
  }

  @Test("the limits hold as they do for libxml2")
  func limits() {
    func check(_ unit: String, _ limits: XMLLimits) {
      let bytes = Self.document([Self.plain, unit, Self.plain])
      compare(bytes, pieces: [7, 1 << 16], limits: limits, String(unit.prefix(40)))
    }
    let deep = "<tu>" + String(repeating: "<a>", count: 9) + String(repeating: "</a>", count: 9) + "</tu>"
    for depth in 8...13 { check(deep, XMLLimits(depth: depth)) }
    for text in 99...101 { check("<tu>" + String(repeating: "س", count: 50) + "</tu>", XMLLimits(text: text)) }
    for tag in [105, 106, 107, 108, 109, 110] { check("<tu a='" + String(repeating: "x", count: 100) + "'/>", XMLLimits(tag: tag)) }
    for most in 19...21 { check("<tu " + (0..<20).map { "a\($0)='1' " }.joined() + "/>", XMLLimits(attributes: most)) }
    for most in 24...36 { check("<tu>" + (0..<20).map { "<n\($0)/>" }.joined() + "</tu>", XMLLimits(names: most)) }
  }

  @Test("a default namespace, or attributes that the document declares, leave everything to libxml2")
  func unfit() {
    for (dtd, root) in [("", " xmlns='urn:u'"), ("<!DOCTYPE tmx [<!ATTLIST tu a CDATA 'v' b NMTOKEN #IMPLIED>]>", "")] {
      let text = "\(dtd)<tmx\(root)><body><tu b=' x '>1</tu><tu b=' x '>2</tu></body></tmx>"
      compare(Array(text.utf8), pieces: [1, 1 << 16], text)
    }
  }
}
