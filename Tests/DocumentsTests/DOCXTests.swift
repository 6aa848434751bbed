import Documents
import Language
import Testing

@Suite("DOCX")
struct DOCXTests {
  private func p(_ runs: String, _ properties: String = "") -> String { "<w:p><w:pPr>\(properties)</w:pPr>\(runs)</w:p>" }
  private func r(_ text: String, _ properties: String = "") -> String {
    "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  @Test("runs are joined; tabs, breaks, hyphens are characters")
  func runs() throws {
    let body =
      p(r("می‌") + r("دارد", "<w:rtl/>") + r("."))
      + p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "<w:tabs><w:tab/></w:tabs>")
      + p("<w:r><w:t>re</w:t><w:softHyphen/><w:t>do</w:t><w:noBreakHyphen/><w:t>it</w:t></w:r>")
      + p("<w:r><w:t>x</w:t><w:br/><w:br/><w:t>y</w:t></w:r>")
      + p(r(" ")) + "<w:p/>"
    #expect(try outline(docx(body)) == ["می‌دارد.", "a\tb\nc", "re\u{AD}do\u{2011}it", "x", "y"])
  }

  @Test("right-to-left marks and every other scalar stay")
  func exact() throws {
    let words = "\u{200F}(سند\u{200E} ۱)\u{202B} ك\u{0640}\u{064E}\u{00A0}é e\u{301}"
    let text = try DocumentReader().read(docx(p(r(words)))).laidOutText().text
    #expect(text.unicodeScalars.elementsEqual(words.unicodeScalars))
  }

  @Test("headings, list items, cells, notes: by the paragraph, by its style, by the style's parent")
  func roles() throws {
    let styles =
      "<w:style w:styleId=\"H\"><w:name w:val=\"heading 2\"/></w:style><w:style w:styleId=\"K\"><w:basedOn w:val=\"H\"/></w:style>"
      + "<w:style w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
      + "<w:style w:styleId=\"X\"><w:basedOn w:val=\"Y\"/></w:style><w:style w:styleId=\"Y\"><w:basedOn w:val=\"X\"/></w:style>"
    let body =
      p(r("one"), "<w:pStyle w:val=\"H\"/>") + p(r("two"), "<w:pStyle w:val=\"K\"/>") + p(r("three"), "<w:outlineLvl w:val=\"0\"/>")
      + p(r("four"), "<w:pStyle w:val=\"L\"/>") + p(r("five"), "<w:numPr><w:numId w:val=\"3\"/></w:numPr>")
      + p(r("six"), "<w:pStyle w:val=\"X\"/>")
      + "<w:tbl><w:tr><w:tc>" + p(r("seven")) + "</w:tc></w:tr></w:tbl>" + p(r("eight") + "<w:r><w:footnoteReference w:id=\"5\"/></w:r>")
    let notes =
      "<w:footnote w:id=\"0\" w:type=\"separator\">" + p(r("no")) + "</w:footnote><w:footnote w:id=\"4\">" + p(r("orphan"))
      + "</w:footnote><w:footnote w:id=\"5\">" + p("<w:r><w:footnoteRef/></w:r>" + r("nine")) + "</w:footnote>"
    #expect(
      try outline(docx(body, parts: [("styles", styles), ("footnotes", notes)])) == [
        "heading one", "heading two", "heading three", "listItem four", "listItem five", "six", "tableCell seven", "eight", "footnote nine",
        "footnote orphan",
      ])
  }

  @Test("deletions, hidden text, images, field codes, comments and margins are left out and counted; insertions stay")
  func leavesOut() throws {
    let styles = "<w:style w:styleId=\"Gone\"><w:rPr><w:vanish/></w:rPr></w:style>"
    let field =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
      + r("7") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    let body =
      p(
        r("kept ") + "<w:del>" + "<w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>" + r("new ") + "</w:ins><w:moveFrom>" + r("moved")
          + "</w:moveFrom>" + r("page ") + field)
      + p(
        r("seen") + r("not", "<w:vanish/>") + r(" seen", "<w:vanish/>") + r("", "") + r(", seen", "<w:vanish w:val=\"0\"/>")
          + r("x", "<w:rStyle w:val=\"Gone\"/>"))
      + p("<w:r><w:drawing><a:blip/></w:drawing></w:r><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>" + r("b"))
      + p("<w:r><w:sym w:char=\"F0B7\"/></w:r><m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>" + r("c"))
    let header = p(r("page head"))
    let bytes = docx(
      body, parts: [("styles", styles), ("header", header), ("footer", p("")), ("comments", "<w:comment>" + p(r("why?")) + "</w:comment>")])
    #expect(try outline(bytes) == ["kept new page 7", "seen, seen", "b", "c"])
    #expect(
      try leftOut(bytes) == [
        "images: 2", "formulas: 1", "characters of symbol fonts: 1", "tracked deletions: 2", "passages of hidden text: 2", "comments: 1",
        "field codes: 1",
        "headers and footers: 1",
      ])
  }

  @Test("a table of contents repeats the headings: left out; a field without an end does not eat the text")
  func fields() throws {
    func char(_ type: String) -> String { "<w:r><w:fldChar w:fldCharType=\"\(type)\"/></w:r>" }
    let toc =
      p(char("begin") + "<w:r><w:instrText> TOC \\o \"1-3\"</w:instrText></w:r>" + char("separate") + r("Chapter 1")) + p(r("Chapter 2"))
      + p(char("end") + r("after"))
    #expect(try outline(docx(toc + p(char("begin") + r("lost")) + p(r("found")))) == ["after", "found"])
    #expect(try outline(docx(p("<w:fldSimple w:instr=\"DATE\">" + r("today") + "</w:fldSimple>"))) == ["today"])
  }

  @Test("a text box comes behind its paragraph, once; a deleted paragraph mark joins two")
  func nested() throws {
    let box =
      "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" + p(r("in the box"))
      + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
      + "<w:txbxContent>" + p(r("in the box")) + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    #expect(try outline(docx(p(r("around ") + box + r("it")))) == ["around it", "in the box"])
    let deleted = "<w:rPr><w:del/></w:rPr>"
    #expect(try outline(docx(p(r("one "), deleted) + p(r("sentence."), deleted) + "<w:sectPr/>")) == ["one sentence."])
    #expect(try outline(docx(p(r("with ") + box + r("a box "), deleted) + p(r("joined.")))) == ["with a box joined.", "in the box"])
  }

  @Test("a table of two languages gives pairs, in either order, whatever stands beside")
  func bilingual() throws {
    func table(_ rows: [[String]]) -> String {
      "<w:tbl>"
        + rows.map {
          "<w:tr>" + $0.map { "<w:tc>" + $0.split(separator: "/").map { p(r(String($0))) }.joined() + "</w:tc>" }.joined() + "</w:tr>"
        }.joined()
        + "</w:tbl>"
    }
    let rows = [["سلام دنیا.", "Hello world."], ["یک/دو", "one/two"], ["سه/چهار", "three and four"], ["تنها", ""]]
    let expected = ["سلام دنیا. | Hello world.", "یک | one", "دو | two", "سه\nچهار | three and four"]
    let bytes = docx(p(r("Title")) + table(rows))
    #expect(try pairs(bytes) == expected)
    let text = try #require(try DocumentReader().read(bytes).pairs(.persian, .english))
    #expect(text.leftOut.words == ["paragraphs outside the bilingual table: 1"] && text.rejected.map(\.place) == [4])
    #expect(try pairs(docx(table(rows.map { $0.reversed() }))) == expected)
    #expect(try pairs(docx(table([["No.", "English", "فارسی"]] + rows.enumerated().map { ["\($0)"] + $1.reversed() }))) == expected)
    // A table in a document isn't the document.
    #expect(
      try DocumentReader().read(docx(table([["سلام", "Hello"]]) + (0..<9).map { p(r("text \($0)")) }.joined())).pairs(.persian, .english)
        == nil)
    #expect(try DocumentReader().read(docx(table([["a", "b"]]))).pairs(.persian, .english) == nil)
  }

  @Test("what is missing or broken is named, with its place")
  func broken() throws {
    #expect(throws: DocumentError.missingPart("word/document.xml")) {
      try DocumentReader().read(zip([("[Content_Types].xml", "<Types/>")]))
    }
    do {
      _ = try DocumentReader().read(zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<a>\n <b></c></a>")]))
      Issue.record("no error")
    } catch {
      guard case .markup("word/document.xml", let cause) = error else { throw error }
      #expect(cause.line == 2)
    }
  }
}
