import Testing

@testable import XMLStream

/// The items of a document in a short form: `<a x="1">`, `text`, `</a>`.
func shown(_ document: String, pieces: Int = .max, limits: XMLLimits = .standard) throws -> [String] {
  try shown(Array(document.utf8), pieces: pieces, limits: limits)
}

func shown(_ bytes: [UInt8], pieces: Int = .max, limits: XMLLimits = .standard) throws -> [String] {
  var rest = bytes[...]
  var items: [String] = []
  try XMLReader.read(limits: limits) {
    defer { rest = rest.dropFirst(pieces) }
    return Array(rest.prefix(pieces))
  } _: { item in
    switch item {
    case .start(let name, let attributes, _, _):
      items.append("<" + name.qualified + attributes.map { " \($0.name.qualified)=\($0.value)" }.joined() + ">")
    case .end(let name): items.append("</" + name.qualified + ">")
    case .text(let text): items.append(text)
    case .comment(let text): items.append("<!--\(text)-->")
    case .reference(let name, _, _): items.append("&\(name)?")
    case .finding(let words, _, _): items.append("finding: \(words)")
    }
  }
  return items
}

/// The error of reading a document.
func failure(_ bytes: [UInt8], pieces: Int = .max, limits: XMLLimits = .standard) -> XMLError? {
  do {
    _ = try shown(bytes, pieces: pieces, limits: limits)
    return nil
  } catch { return error as? XMLError }
}

func failure(_ document: String, pieces: Int = .max, limits: XMLLimits = .standard) -> XMLError? {
  failure(Array(document.utf8), pieces: pieces, limits: limits)
}

@Suite("What the reader gives")
struct ReaderTests {
  @Test("the structs of C and Swift are the same")
  func layouts() {
    for (c, swift) in layoutsOfEvents() { #expect(c == swift) }
  }

  @Test("elements, attributes, text as one piece", arguments: [1, 2, 3, 7, 1000])
  func items(pieces: Int) throws {
    let document = "<?xml version='1.0'?><a x=\"1 &lt; 2\"><!--c-->سلام &amp; <b xml:lang='fa'/>دنیا<![CDATA[<&]]>&#10;</a>"
    #expect(
      try shown(document, pieces: pieces) == [
        "<a x=1 < 2>", "<!--c-->", "سلام & ", "<b xml:lang=fa>", "</b>", "دنیا<&\n", "</a>",
      ])
  }

  @Test("names carry their namespace")
  func namespaces() throws {
    var names: [XMLName] = []
    let bytes = Array("<t:a xmlns:t='urn:t?a=1&amp;b=2' xmlns='urn:d'><b/></t:a>".utf8)
    var done = false
    try XMLReader.read {
      defer { done = true }
      return done ? [] : bytes
    } _: {
      if case .start(let name, _, _, _) = $0 { names.append(name) }
    }
    #expect(names == [XMLName(prefix: "t", local: "a", uri: "urn:t?a=1&b=2"), XMLName(local: "b", uri: "urn:d")])
  }

  @Test("a place is that of the '<', in characters")
  func places() throws {
    var places: [String: [Int]] = [:]
    var rest = Array("<a>\n  سلام <b x='۱۲'/>\n<c\n  y='1'\n/></a>".utf8)[...]
    try XMLReader.read {
      defer { rest = rest.dropFirst(5) }
      return Array(rest.prefix(5))
    } _: {
      if case .start(let name, _, let line, let column) = $0 { places[name.local] = [line, column] }
    }
    #expect(places == ["a": [1, 1], "b": [2, 8], "c": [3, 1]])
  }

  @Test("a comment between two texts doesn't cut them")
  func comment() throws { #expect(try shown("<a>x<!--c-->y</a>") == ["<a>", "<!--c-->", "xy", "</a>"]) }

  @Test("an undefined entity is told of when a DOCTYPE makes libxml2 leave it out")
  func undefinedEntity() throws {
    #expect(try shown("<!DOCTYPE a SYSTEM 'a.dtd'><a>x&nbsp;y</a>") == ["<a>", "&nbsp?", "xy", "</a>"])
    #expect(try shown("<!DOCTYPE a SYSTEM 'a.dtd'><a b='x&nbsp;y'/>").contains("&nbsp?"))
  }

  @Test("a prefix that nothing declares is a finding")
  func prefix() throws { #expect(try shown("<a><o:p/></a>").contains { $0.hasPrefix("finding") }) }

  @Test("after a reset the reader reads another document")
  func reset() throws {
    var reader = XMLReader()
    for text in ["<a>1</a>", "<a", "<b><c>2</c></b>", "<!DOCTYPE a [<!ENTITY e 'x'>]><a/>", "<a>1</a>"] {
      reader.reset()
      var starts = 0
      do throws(XMLError) {
        if try reader.feed(
          Array(text.utf8),
          { batch in
            starts += batch.events.count { $0.kind == .start }; return true
          })
        {
          _ = try reader.finish { batch in
            starts += batch.events.count { $0.kind == .start }; return true
          }
        }
        #expect(starts == (text.contains("c") ? 2 : 1))
      } catch { #expect(text == "<a" || text.contains("ENTITY")) }
    }
  }
}

@Suite("What the reader refuses")
struct LimitTests {
  @Test(
    "an entity declaration, of whatever kind",
    arguments: [
      "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "<!DOCTYPE a [<!ENTITY e SYSTEM 'canary.txt'>]><a>&e;</a>",
      "<!DOCTYPE a [<!ENTITY % p SYSTEM 'canary.dtd'> %p;]><a/>",
      "<!DOCTYPE a [<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 'x' NDATA n>]><a/>",
    ])
  func entities(_ document: String) { #expect(failure(document)?.reason == .entityDeclared) }

  @Test("what is not well-formed, with its place")
  func malformed() {
    #expect(failure("<a>\n<b></a>")?.line == 2)
    #expect(failure("")?.line == 1)
    #expect(failure("<a>\u{1}</a>") != nil)
    #expect(failure("<a>x</a>\0\0") != nil)
    #expect(failure("<a>x</a><b/>") != nil)
    #expect(failure("<a>x") != nil)
    #expect(failure(Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8)) != nil)
    #expect(failure(Array("<a>".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8)) != nil)
  }

  @Test("beyond each limit", arguments: [1, 100, 1 << 20])
  func limits(pieces: Int) {
    func reason(_ document: String, _ limits: XMLLimits) -> XMLError.Reason? { failure(document, pieces: pieces, limits: limits)?.reason }
    let deep = String(repeating: "<a>", count: 9) + String(repeating: "</a>", count: 9)
    #expect(reason(deep, XMLLimits(depth: 8)) == .limit(.depth, 8))
    #expect(reason(deep, XMLLimits(depth: 9)) == nil)
    let long = "<a>" + String(repeating: "س", count: 50) + "</a>"
    #expect(reason(long, XMLLimits(text: 99)) == .limit(.text, 99))
    #expect(reason(long, XMLLimits(text: 100)) == nil)
    let wide = "<a b='" + String(repeating: "x", count: 300) + "'/>"
    #expect(reason(wide, XMLLimits(tag: 200)) == .limit(.tag, 200))
    #expect(reason(wide, XMLLimits(tag: 400)) == nil)
    let many = "<a " + (0..<20).map { "a\($0)='>' " }.joined() + "/>"
    #expect(reason(many, XMLLimits(attributes: 19)) == .limit(.attributes, 19))
    #expect(reason(many, XMLLimits(attributes: 20)) == nil)
    #expect(reason(many, XMLLimits(tag: 60)) == .limit(.tag, 60), "a '>' in a value doesn't end a tag")
    let names = "<a>" + (0..<20).map { "<n\($0)/>" }.joined() + "</a>"
    #expect(reason(names, XMLLimits(names: 20)) == .limit(.names, 20))
    #expect(reason(names, XMLLimits(names: 21)) == nil)
  }

  @Test(
    "a comment, CDATA section or DOCTYPE can't hide a tag from the look-ahead",
    arguments: [
      "<!-- > <a \" -->", "<?p > <a \" ?>", "<!DOCTYPE a [<!-- ' --><!ELEMENT a ANY>]>", "<!DOCTYPE a SYSTEM '\"'>",
    ], [1, 3, 1000])
  func guardFollows(prolog: String, pieces: Int) {
    let wide = "<a b='" + String(repeating: ">", count: 300) + "'/>"
    #expect(failure(prolog + wide, pieces: pieces, limits: XMLLimits(tag: 200))?.reason == .limit(.tag, 200))
    #expect(failure(prolog + "<a b='>'><![CDATA[<x \" ]] > ]]><c/></a>", pieces: pieces, limits: XMLLimits(tag: 200)) == nil)
  }

  @Test("defaults of attributes that pile up")
  func defaults() {
    let declared = (0..<300).map { "<!ATTLIST a x\($0) CDATA 'v'>" }.joined()
    #expect(failure("<!DOCTYPE a [\(declared)]><a/>")?.reason == .limit(.attributes, 256))
  }

  @Test("a prolog without end")
  func prolog() {
    let comments = String(repeating: "<!-- \(String(repeating: "x", count: 1000)) -->", count: 200)
    #expect(failure(comments + "<a/>", limits: XMLLimits(prolog: 100_000))?.reason == .limit(.prolog, 100_000))
    #expect(failure(comments + "<a/>") == nil)
  }

  @Test("an error's words hold no control character")
  func words() {
    let words = failure("<a>\u{9b}[2J\u{202e}</b\u{9b}>")?.description ?? ""
    #expect(!words.isEmpty && !words.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0 == "\u{202E}" })
  }
}

@Suite("Encodings")
struct EncodingTests {
  static let text = "<a>سلام پژوهش‌گر — Ω 😀</a>"
  static let expected = ["<a>", "سلام پژوهش‌گر — Ω 😀", "</a>"]

  static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  @Test("UTF-8 and UTF-16, with and without BOM", arguments: [1, 2, 3, 5, 1000])
  func unicode(pieces: Int) throws {
    let declared = "<?xml version='1.0' encoding='UTF-16'?>" + Self.text
    for document in [
      Array(Self.text.utf8), [0xEF, 0xBB, 0xBF] + Self.text.utf8, [0xFF, 0xFE] + Self.utf16(declared, bigEndian: false),
      [0xFE, 0xFF] + Self.utf16(Self.text, bigEndian: true), Self.utf16(Self.text, bigEndian: false), Self.utf16(declared, bigEndian: true),
    ] {
      #expect(try shown(document, pieces: pieces) == Self.expected)
    }
  }

  @Test("Windows-1256 and Latin-1 by their declarations", arguments: [1, 4, 1000])
  func declared(pieces: Int) throws {
    let persian: [UInt8] = [0xD3, 0xE1, 0x9D, 0x81, 0x8D, 0x8E, 0x90, 0x98]
    let document = Array("<?xml version='1.0' encoding='windows-1256'?><a>".utf8) + persian + Array("</a>".utf8)
    #expect(try shown(document, pieces: pieces) == ["<a>", "سل\u{200C}پچژگک", "</a>"])
    let latin = Array("<?xml version='1.0' encoding=\"ISO-8859-1\"?><a>caf".utf8) + [0xE9] + Array("</a>".utf8)
    #expect(try shown(latin, pieces: pieces) == ["<a>", "café", "</a>"])
  }

  @Test("an unknown or untrue encoding is refused where it is declared")
  func untrue() {
    #expect(
      failure("<?xml version='1.0' encoding='x-foo'?><a/>") == XMLError(line: 1, column: 31, reason: .encoding("unknown encoding “x-foo”")))
    if case .encoding? = failure("<?xml version='1.0' encoding='UTF-16'?><a/>")?.reason {} else { Issue.record("UTF-16 that isn't") }
    if case .encoding? = failure("<?xml version='1.0' encoding='UTF-7'?><a/>")?.reason {} else { Issue.record("UTF-7") }
    if case .encoding? = failure("<?xml version='1.0' encoding='../../x'?><a/>")?.reason {} else { Issue.record("a path") }
  }

  @Test("half a character in UTF-16 has a place")
  func broken() {
    let bytes = Self.utf16("<a>\n", bigEndian: false) + [0x00, 0xD8] + Self.utf16("x</a>", bigEndian: false)
    let error = failure(bytes)
    #expect(error?.line == 2)
    if case .encoding? = error?.reason {} else { Issue.record("\(String(describing: error))") }
  }
}
