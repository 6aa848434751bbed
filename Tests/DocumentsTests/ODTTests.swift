import Documents
import Testing

@Suite("ODT")
struct ODTTests {
  @Test("blanks are collapsed but where they are meant; breaks and tabs are characters")
  func text() throws {
    #expect(
      try outline(
        odt(
          "<text:p> می‌شود  <text:span>و</text:span>\n<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d<text:soft-page-break/></text:p>"
        )) == [
          "می‌شود و   b\tc\nd"
        ])
  }

  @Test("headings, lists, cells, notes")
  func roles() throws {
    let bytes = odt(
      "<text:h>one</text:h><text:p text:style-name=\"P1\">two</text:p><text:list><text:list-item><text:p>three</text:p></text:list-item></text:list>"
        + "<text:p>four<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>six</text:p></text:note-body></text:note>.</text:p>"
        + "<table:table><table:table-row><table:table-cell><text:p>five</text:p></table:table-cell></table:table-row></table:table>",
      styles: "<style:style style:name=\"P1\" style:parent-style-name=\"Title\"/>")
    #expect(try outline(bytes) == ["heading one", "heading two", "listItem three", "four.", "tableCell five", "footnote six"])
  }

  @Test("deletions, hidden text, images, comments, indexes are left out and counted")
  func leavesOut() throws {
    let bytes = odt(
      "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region><text:changed-region>"
        + "<text:insertion/></text:changed-region></text:tracked-changes><text:p>a<office:annotation><text:p>why</text:p></office:annotation>"
        + "<text:span text:style-name=\"T1\">hidden</text:span>b<draw:frame><draw:image/><svg:desc>alt</svg:desc></draw:frame>"
        + "<draw:frame><draw:object/><draw:image/></draw:frame></text:p>"
        + "<text:table-of-content><text:p>Chapter</text:p></text:table-of-content><text:section text:display=\"none\"><text:p>c</text:p></text:section>",
      styles: "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style>")
    #expect(try outline(bytes) == ["ab"])
    #expect(
      try leftOut(bytes) == [
        "images: 1", "embedded objects: 1", "tracked deletions: 1", "passages of hidden text: 2", "comments: 1",
        "tables of contents and indexes: 1",
      ])
  }

  @Test("a paragraph that a field hides is hidden, and what stands beside it isn't")
  func hiddenParagraphs() throws {
    let field = #"<text:hidden-paragraph text:condition="ooow:TRUE" text:is-hidden="true"/>"#
    let shown = #"<text:hidden-paragraph text:condition="ooow:FALSE" text:is-hidden="false"/>"#
    let note = "<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note>"
    let bytes = odt(
      "<text:p>one</text:p><text:p><text:span>\(field)</text:span>gone <text:span>too</text:span>\(note)</text:p><text:p>\(shown)two</text:p><text:p>three</text:p>"
    )
    #expect(try outline(bytes) == ["one", "two", "three", "footnote a note"])
    #expect(try leftOut(bytes) == ["passages of hidden text: 1"])
  }

  @Test("a text box comes behind its paragraph; one file without an archive is read too")
  func forms() throws {
    #expect(
      try outline(odt("<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>b</text:p>")) == ["ab", "box"])
    let flat =
      "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:h>x</text:h></office:text></office:body></office:document>"
    #expect(try outline(Array(flat.utf8)) == ["heading x"])
    // Whatever prefix the file gives to the namespace.
    #expect(try outline(Array(flat.replacing("text:h", with: "t:h").replacing("xmlns:text=", with: "xmlns:t=").utf8)) == ["heading x"])
  }

  @Test("a table of two languages gives pairs; wide cells keep their columns")
  func bilingual() throws {
    func cell(_ text: String) -> String { "<table:table-cell><text:p>\(text)</text:p></table:table-cell>" }
    let rows = [["1", "Hello.", "سلام."], ["2", "Bye.", "بدرود."]]
    let table = rows.map { "<table:table-row>\($0.map(cell).joined())</table:table-row>" }.joined()
    let wide =
      "<table:table-row><table:table-cell table:number-columns-spanned=\"2\"/><table:covered-table-cell/>\(cell("تنها"))</table:table-row>"
    let bytes = odt("<table:table>\(table)\(wide)</table:table>")
    #expect(try pairs(bytes) == ["سلام. | Hello.", "بدرود. | Bye."])
    #expect(try DocumentReader().read(bytes).pairs(.persian, .english)?.rejected.count == 1)
  }
}
