import Documents
import Testing
import XMLStream

@Suite("HTML and Markdown documents")
struct MarkupTests {
  private func html(_ text: String) throws -> [String] { try outline(Array(text.utf8)) }
  private func markdown(_ text: String) throws -> [String] { try outline(Array(text.utf8), name: "a.md") }

  @Test("blocks are paragraphs, blanks are layout, a single break ends no paragraph")
  func blocks() throws {
    #expect(
      try html(
        "<!doctype html><body><h2>عنوان <i>دوم</i></h2>loose\n text<p>a&nbsp;b <b> c</b><br>d<br><br>e<ul><li>x<li>y</ul><table><tr><td>1<td>2</table><pre>p  q\nr</pre>"
      ) == ["heading عنوان دوم", "loose text", "a\u{A0}b c\nd", "e", "listItem x", "listItem y", "tableCell 1", "tableCell 2", "p  q\nr"])
  }

  @Test("scripts, images, hidden and deleted text, forms are left out and counted")
  func leavesOut() throws {
    let text =
      "<html><head><title>t</title><script>x</script></head><p>a<span hidden>b</span><span style='display: none'>c</span><del>d</del><ins>e</ins>"
      + "<img alt=f><button>g</button></p><p style='DISPLAY:NONE'>h<p>i<noscript>j</noscript></html>"
    #expect(try html(text) == ["ae", "i"])
    #expect(
      try leftOut(Array(text.utf8)) == [
        "images: 1", "tracked deletions: 1", "passages of hidden text: 3", "form fields: 1", "scripts and styles: 2", "page titles: 1",
      ])
  }

  @Test("a page as a browser saves it: the article is text, menus and paths of the site are not")
  func savedPage() throws {
    let page = """
      <!DOCTYPE html><!-- saved from url=(0014)about:internet --><html lang="fa" dir="rtl"><head><title>خبر</title><script>"<p>no</p>"</script></head><body>
      <div id="cookie" hidden>کوکی</div><header><a href="/"><img src="p_files/logo.png" alt="نشان"></a><nav class="menu"><ul><li><a href="/1">سیاست</a></li>
      <li>اقتصاد</li></ul></nav></header><div role="navigation"><a href="#">خانه</a> &gt; <a href="#">سیاست خارجی</a></div><main><article>
      <h1>وزیر خارجه به وین رفت</h1><p>وزیر امور خارجه وارد <a href="x">وین</a> شد.&nbsp;او دیدار می&zwnj;کند.</p><figure><img src="a.jpg">
      <figcaption>وزیر در فرودگاه</figcaption></figure></article></main><footer><p>همه حقوق محفوظ است.</p><form><button>برو</button></form></footer></body></html>
      """
    #expect(
      try html(page) == [
        "heading وزیر خارجه به وین رفت", "وزیر امور خارجه وارد وین شد.\u{A0}او دیدار می\u{200C}کند.", "وزیر در فرودگاه",
        "همه حقوق محفوظ است.",
      ])
    let bytes = Array(page.utf8)
    #expect(
      try leftOut(bytes) == [
        "images: 2", "passages of hidden text: 1", "form fields: 1", "scripts and styles: 1", "page titles: 1", "blocks of navigation: 2",
      ])
  }

  @Test("a page in windows-1256 that names no encoding")
  func undeclared() throws {
    let words = "وزير امور خارجه روز دوشنبه وارد وين شد؛ گچ و پژواک\u{200C}ها."
    let page = "<html><head><title>خبر</title></head><body><h2>بيانيه مشترک</h2><p>\(words)</p></body></html>"
    var codes: [[UInt8]: UInt8] = [:]
    for code in UInt8(0x20)...0xFF {
      if let text = XMLDecoder.utf8([code], declared: "windows-1256")?.text { codes[text] = code }
    }
    let bytes = page.unicodeScalars.compactMap { codes[Array(String($0).utf8)] }
    #expect(bytes.count == page.unicodeScalars.count)
    #expect(try outline(bytes) == ["heading بيانيه مشترک", words])
  }

  @Test("notes as LibreOffice and Pandoc write them")
  func notes() throws {
    #expect(
      try html(
        "<html><p>a<a class=\"sdfootnoteanc\"><sup>1</sup></a>.<p>b<a role=\"doc-noteref\">2</a>.</p><div id=\"sdfootnote1\"><p><a class=\"sdfootnotesym\">1</a>n</div>"
          + "<section role=\"doc-endnotes\"><ol><li><p>m<a role=\"doc-backlink\">↩</a></p></ol></section></html>") == [
          "a.", "b.", "footnote n", "footnote m",
        ])
  }

  @Test("the encoding that a page names, where the bytes don't say it")
  func encoding() throws {
    // "سلام" in Windows-1256 is too short to be known by itself; with Latin-1 letters beside it nothing but the name tells.
    let bytes = Array("<html><meta charset=windows-1256><p>".utf8) + [0xD3, 0xE1, 0xC7, 0xE3]
    #expect(try outline(bytes) == ["سلام"])
    let latin = Array("<html><meta http-equiv=content-type content='text/html; charset=ISO-8859-1'><p>caf".utf8) + [0xE9]
    #expect(try outline(latin) == ["café"])
  }

  @Test("Markdown: headings, lists, quotations, tables, notes; soft line ends are blanks")
  func markdownBlocks() throws {
    let text = """
      ---
      title: x
      ---
      # عنوان #
      Second
      ------
      a *b* __c__ [d](http://e) `f*g`
      h\\*i &amp; j_k_l  
      m[^1]

      - one
        more
      2. two
      > quoted
      ```
      code
      ```
      | x | y |
      |---|---|
      | 1 | **2** |

      ![alt](i.png) n <br> <http://o.p>

      [^1]: note
      [ref]: http://q
      """
    #expect(
      try markdown(text) == [
        "heading عنوان", "heading Second", "a b c d f*g h*i & j_k_l\nm", "listItem one more", "listItem two", "quoted", "tableCell x",
        "tableCell y",
        "tableCell 1", "tableCell 2", "n http://o.p", "footnote note",
      ])
    #expect(try leftOut(Array(text.utf8), name: "a.md") == ["images: 1", "note marks: 1", "blocks of code: 1", "blocks of metadata: 1"])
  }

  @Test("marks that are text stay text")
  func marks() throws {
    for text in [
      "a * b", "snake_case_word", "2 < 3 & 4", "[x] y", "a ~ b", "`open", "[a](b", "۵ × ۳ = ۱۵", "C:\\dir", "a!b", "**", "f(x)[1]",
    ] {
      #expect(try markdown("x " + text) == ["x " + text])
    }
    #expect(try markdown("[![alt](i.png)](u) b [c `d` *e*](f) [g][h] ***i***") == ["b c d e g i"])
    // In CommonMark a backslash before a sign is an escape.
    #expect(try markdown("x \\[a](b\\)") == ["x [a](b)"])
  }

  @Test("hostile lines take linear time")
  func hostileLines() throws {
    let clock = ContinuousClock()
    for piece in ["[", "[a](", "`", "`` ` ", "<a ", "*_", "![", "> ", "|", "&#", "[^"] {
      let line = String(repeating: piece, count: 100_000 / piece.utf8.count)
      let time = try clock.measure { _ = try markdown("x\n\nx " + line) }
      #expect(time < .seconds(20), "\(piece)")
    }
  }

  @Test("Markdown is known by two different signs, or by its name")
  func recognition() throws {
    #expect(Document.Kind(of: "# Title\n\nSee [this](http://x) now.\n") == .markdown)
    for text in ["# a comment\nplain\n", "* a\n* b\n", "1. one\n2. two\n", "**نکته**: متن\n"] { #expect(Document.Kind(of: text) == .text) }
    #expect(Document.Kind(of: "plain", name: "x/README.MD") == .markdown)
  }
}
