import Testing

@testable import XMLStream

@Suite("HTML as events")
struct HTMLTests {
  /// The events in short: `+p`, `-p`, text.
  private func events(_ html: String, limits: XMLLimits = .standard, pieces: Int = 1 << 20) throws -> [String] {
    var found: [String] = []
    var rest = Array(html.utf8)[...]
    try XMLReader.read(limits: limits, html: true) {
      var size = min(pieces, rest.count)
      while size < rest.count, rest[rest.startIndex + size] & 0xC0 == 0x80 { size += 1 }
      defer { rest = rest.dropFirst(size) }
      return Array(rest.prefix(size))
    } _: { item in
      switch item {
      case .start(let name, let attributes, _, _):
        found.append("+" + name.qualified + attributes.map { " \($0.name.qualified)=\($0.value)" }.joined())
      case .end(let name): found.append("-" + name.qualified)
      case .text(let text): found.append(text)
      default: break
      }
    }
    return found
  }

  @Test("tags left open, names in capitals, bare attributes, entities: as browsers read them")
  func repair() throws {
    #expect(
      try events("<HTML><BODY><P Class=a hidden>می&zwnj;شود &amp; &#1740;&nbsp;<BR>b<p>c</BODY>") == [
        "+html", "+body", "+p class=a hidden=", "می\u{200C}شود & ی\u{A0}", "+br", "-br", "b", "-p", "+p", "c", "-p", "-body", "-html",
      ])
  }

  @Test("scripts and styles give no text, however they look")
  func raw() throws {
    let text = try events("<p>a<script>if (a<b && 'x\" > \"</p>') {}</script><style>p { x: '<' }</style>b")
    #expect(text.filter { !$0.hasPrefix("+") && !$0.hasPrefix("-") } == ["a", "b"])
  }

  @Test("pieces of any size give the same events")
  func pieces() throws {
    let html = "<html><body><h1>بیانیه</h1><p title='x > y'>یک <b>دو</b> سه &amp; &zwnj;چهار<!-- <p> --><br/>پنج</p></body></html>"
    let whole = try events(html).joined(separator: "|")
    for size in 1...40 { #expect(try events(html, pieces: size).joined(separator: "|") == whole, "\(size)") }
  }

  @Test("what is hostile ends at a limit, soon")
  func hostile() throws {
    #expect(throws: XMLError.self) { try events(String(repeating: "<div>", count: 1_000_000)) }
    let many = "<p " + (0..<200_000).map { "a\($0) " }.joined() + ">x"
    #expect(throws: XMLError.self) { try events(many) }
    #expect(throws: XMLError.self) { try events("<p \"" + many.dropFirst(3)) }
    #expect(throws: XMLError.self) { try events("<p class='" + String(repeating: "a", count: 1 << 20) + "'>") }
    #expect(throws: XMLError.self) { try events(String(repeating: "a ", count: 1 << 20)) }
    #expect(throws: XMLError.self) { try events((0..<5000).map { "<x\($0)></x\($0)>" }.joined()) }
    // A script is no tag, however long.
    let script = "<script>if (a<b) '" + String(repeating: "x y ", count: 1 << 17) + "</script><p>a"
    #expect(try events(script).contains("a"))
  }

  @Test("entities of a DTD mean nothing, and nothing is read")
  func entities() throws {
    let text = try events("<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;b")
    #expect(!text.joined().contains("root:"))
  }
}
