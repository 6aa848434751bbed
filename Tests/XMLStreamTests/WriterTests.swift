import Testing

@testable import XMLStream

@Suite("What the writer writes")
struct WriterTests {
  private func text(_ text: String) -> (String, Int) {
    var writer = XMLWriter()
    writer.text(text)
    return (String(decoding: writer.bytes, as: UTF8.self), writer.dropped)
  }

  @Test("markup, line breaks and tabs become references")
  func references() { #expect(text("a<b>&\"\n\t\r…ی") == ("a&lt;b&gt;&amp;\"&#10;&#9;&#13;…ی", 0)) }

  @Test("what XML can't hold is dropped and counted")
  func dropped() {
    #expect(text("a\u{0}\u{1F}b\u{FFFE}\u{FFFF}c\u{FFFD}\u{7F}\u{85}\u{FEFF}") == ("abc\u{FFFD}\u{7F}\u{85}\u{FEFF}", 4))
  }

  @Test("quotes in an attribute")
  func attribute() {
    var writer = XMLWriter()
    writer.attribute("a", "x\"y'\n")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == " a=\"x&quot;y'&#10;\"")
  }
}
