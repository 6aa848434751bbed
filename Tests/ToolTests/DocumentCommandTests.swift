import Foundation
import Testing

/// Documents as real writers write them, through the real binary.
@Suite struct DocumentCommandTests {
  /// A document in HTML, which LibreOffice turns into what is asked for: a heading, a list, a note, a split paragraph, a table, a picture.
  private func page(_ language: String, _ heading: String, _ first: String, _ bold: String, _ items: [String], _ cells: [String]) -> String
  {
    let direction = language == "fa" ? "rtl" : "ltr"
    return """
      <html><head><meta charset="utf-8"><title>x</title></head><body lang="\(language)" dir="\(direction)"><h1>\(heading)</h1>
      <p>\(first) <b>\(bold)</b></p><ul><li>\(items[0])</li><li>\(items[1])</li></ul>
      <table border="1"><tr><td>\(cells[0])</td><td>\(cells[1])</td></tr></table>
      <p><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="></p>
      </body></html>
      """
  }

  private let persian = (
    "بیانیهٔ مشترک وزیران امور خارجه", "وزیر امور خارجه روز دوشنبه وارد وین شد. مذاکرات هسته‌ای فردا آغاز می‌شود.",
    "دو طرف بر حسن همجواری تأکید کردند.",
    ["گسترش همکاری‌های اقتصادی", "رفع تحریم‌های یکجانبه"], ["تاریخ امضا", "۱۲ مهر ۱۴۰۲"]
  )
  private let english = (
    "Joint statement of the Foreign Ministers",
    "The Foreign Minister arrived in Vienna on Monday. The nuclear negotiations will begin tomorrow.",
    "The two sides stressed good neighbourliness.", ["Expansion of economic cooperation", "Lifting of unilateral sanctions"],
    ["Date of signature", "4 October 2023"]
  )

  private func write(_ tool: Tool) throws {
    try tool.write(page("fa", persian.0, persian.1, persian.2, persian.3, persian.4), "a.fa.html")
    try tool.write(page("en", english.0, english.1, english.2, english.3, english.4), "a.en.html")
  }

  /// Has LibreOffice convert files; false, with a word, when it isn't there.
  private func convert(_ tool: Tool, _ files: [String], to filter: String, from input: String = "HTML (StarWriter)") throws -> Bool {
    guard Tool.isInstalled("soffice") else { return false }
    let answer = try tool.shell(
      "HOME=\"$PWD\" soffice --headless -env:UserInstallation=file://\"$PWD\"/profile --convert-to '\(filter)' --infilter='\(input)' \(files.joined(separator: " "))"
    )
    #expect(answer.status == 0, "\(answer.err)")
    return true
  }

  private func expectSentences(_ tool: Tool, _ ending: String) throws {
    let wanted = [
      "heading\t" + persian.0, "sentence\tوزیر امور خارجه روز دوشنبه وارد وین شد.", "sentence\tمذاکرات هسته‌ای فردا آغاز می‌شود.",
      "sentence\t" + persian.2,
      "listItem\t" + persian.3[0], "listItem\t" + persian.3[1], "tableCell\t" + persian.4[0], "tableCell\t" + persian.4[1],
    ]
    let answer = try tool.run("segment", "--lang", "fa", "--json", "a.fa.\(ending)")
    let found = try answer.lines.map { line in
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return "\(object["role"] ?? "")\t\(object["text"] ?? "")"
    }
    #expect(found == wanted, "\(ending)")
    #expect(answer.err.contains("images: 1"), "\(answer.err)")

    // Import and align as a pair: each segment finds its own.
    let imported = try tool.run("import", "./\(ending).tmx", "a.fa.\(ending)", "a.en.\(ending)", "--no-learn")
    #expect(imported.lines.first?.hasPrefix("8 pairs") == true, "\(imported.out)")
    let memory = try tool.read("\(ending).tmx")
    for (left, right) in [(persian.0, english.0), (persian.2, english.2), (persian.3[1], english.3[1]), (persian.4[0], english.4[0])] {
      #expect(
        memory.split(separator: "\n").contains { $0.contains("<seg>\(left)</seg>") && $0.contains("<seg>\(right)</seg>") },
        "\(ending): \(left)")
    }
  }

  @Test("an HTML pair gives the right sentences and headings")
  func html() throws {
    let tool = try Tool()
    try write(tool)
    try expectSentences(tool, "html")
  }

  @Test("an ODT pair from LibreOffice")
  func odt() throws {
    let tool = try Tool()
    try write(tool)
    guard try convert(tool, ["a.fa.html", "a.en.html"], to: "odt") else { return }
    try expectSentences(tool, "odt")
  }

  @Test("a DOCX pair from LibreOffice, whatever its name says")
  func docx() throws {
    let tool = try Tool()
    try write(tool)
    guard try convert(tool, ["a.fa.html", "a.en.html"], to: "docx:MS Word 2007 XML") else { return }
    try expectSentences(tool, "docx")
    _ = try tool.shell("cp a.fa.docx b.zip; cp a.en.docx c")
    #expect(try tool.run("align", "b.zip", "c", "--format", "beads", "--no-learn").lines.count == 8)
  }

  @Test("HTML as LibreOffice writes it")
  func officeHTML() throws {
    let tool = try Tool()
    try write(tool)
    guard try convert(tool, ["a.fa.html", "a.en.html"], to: "odt"),
      try convert(tool, ["a.fa.odt", "a.en.odt"], to: "html", from: "writer8")
    else { return }
    try expectSentences(tool, "html")
  }

  /// A flat ODT that LibreOffice turns into what is asked for: a heading, a deletion and an insertion, a footnote, a text box, hidden words and a hidden
  /// paragraph, a picture, an endnote.
  private func reviewed(_ words: [String]) -> String {
    func change(_ kind: String, _ words: String = "") -> String {
      "<text:\(kind)><office:change-info><dc:creator>M</dc:creator><dc:date>2024-01-01T00:00:00</dc:date></office:change-info>\(words)</text:\(kind)>"
    }
    func note(_ kind: String, _ words: String) -> String {
      "<text:note text:note-class=\"\(kind)\"><text:note-citation>1</text:note-citation><text:note-body><text:p>\(words)</text:p></text:note-body></text:note>"
    }
    func frame(_ anchor: String, _ content: String) -> String {
      "<draw:frame text:anchor-type=\"\(anchor)\" svg:width=\"5cm\" svg:height=\"2cm\">\(content)</draw:frame>"
    }
    let space = "urn:oasis:names:tc:opendocument:xmlns:"
    let namespaces = [
      ("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"), ("svg", "svg-compatible"),
    ].map { "xmlns:\($0.0)=\"\(space)\($0.1):1.0\"" }.joined(separator: " ")
    let picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <office:document \(namespaces) xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
      <office:automatic-styles><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
      <style:style style:name="P" style:family="paragraph"><style:text-properties text:display="none"/></style:style></office:automatic-styles>
      <office:body><office:text><text:tracked-changes text:track-changes="true">
      <text:changed-region text:id="c1">\(change("deletion", "<text:p>\(words[0])</text:p>"))</text:changed-region>
      <text:changed-region text:id="c2">\(change("insertion"))</text:changed-region></text:tracked-changes>
      <text:h text:outline-level="1">\(words[1])</text:h>
      <text:p>\(words[2]) <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>\(words[3])<text:change-end text:change-id="c2"/>\(note("footnote", words[7]))</text:p>
      <text:p>\(frame("paragraph", "<draw:text-box><text:p>\(words[4])</text:p></draw:text-box>"))\(words[5])</text:p>
      <text:p>\(words[6])<text:span text:style-name="H"> \(words[0])</text:span></text:p><text:p text:style-name="P">\(words[0])</text:p>
      <text:p>\(frame("as-char", "<draw:image><office:binary-data>\(picture)</office:binary-data></draw:image>"))</text:p>
      <text:p>\(words[9])\(note("endnote", words[8]))</text:p></office:text></office:body></office:document>
      """
  }

  @Test("tracked changes, notes, text boxes, hidden text and pictures as LibreOffice writes them", arguments: ["odt", "docx"])
  func reviewed(ending: String) throws {
    let tool = try Tool()
    let fa = [
      "حذف‌شده", "گزارش نشست شورا", "هیئت‌های دو کشور دیدار کردند.", "متن توافق نهایی شد.", "پیوست محرمانه", "بند نخست تصویب شد.",
      "این جمله دیده می‌شود.", "مادهٔ ۵ معاهده.", "سند شمارهٔ ۷.", "نشست پایان یافت.",
    ]
    let en = [
      "deleted", "Report of the Council meeting", "The delegations of the two countries met.", "The text of the agreement was finalized.",
      "Confidential annex",
      "The first paragraph was adopted.", "This sentence is seen.", "Article 5 of the Treaty.", "Document no. 7.", "The meeting ended.",
    ]
    try tool.write(reviewed(fa), "r.fa.fodt")
    try tool.write(reviewed(en), "r.en.fodt")
    guard
      try convert(
        tool, ["r.fa.fodt", "r.en.fodt"], to: ending == "docx" ? "docx:MS Word 2007 XML" : "odt", from: "OpenDocument Text Flat XML")
    else {
      return
    }
    let order = [1, 2, 3, 5, 4, 6, 9, 7, 8]
    for (language, words) in [("fa", fa), ("en", en)] {
      let answer = try tool.run("segment", "--lang", language, "--json", "r.\(language).\(ending)")
      let found = try answer.lines.map { line in
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        return "\(object["role"] ?? "") \(object["text"] ?? "")"
      }
      #expect(found == order.map { "\($0 == 1 ? "heading" : $0 == 7 || $0 == 8 ? "footnote" : "sentence") \(words[$0])" }, "\(ending)")
      #expect(answer.err.contains("left out: images: 1, tracked deletions: 1, passages of hidden text: 1"), "\(answer.err)")
    }
    let imported = try tool.run("import", "./\(ending).tmx", "r.fa.\(ending)", "r.en.\(ending)", "--no-learn")
    #expect(imported.lines.first?.hasPrefix("9 pairs") == true && imported.out.contains("tracked deletions: 1"), "\(imported.out)")
    let memory = try tool.read("\(ending).tmx")
    for at in order {
      #expect(
        memory.split(separator: "\n").contains { $0.contains("<seg>\(fa[at])</seg>") && $0.contains("<seg>\(en[at])</seg>") },
        "\(ending): \(fa[at])")
    }
  }

  @Test("a bilingual DOCX from LibreOffice goes in without alignment, in either order")
  func bilingual() throws {
    let tool = try Tool()
    let rows = [
      ("English", "فارسی"), ("The Foreign Minister arrived in Vienna.", "وزیر امور خارجه وارد وین شد."), ("Article 5", "مادهٔ ۵"),
      ("Left", ""),
    ]
    for (name, swapped) in [("en-fa", false), ("fa-en", true)] {
      let body = rows.map { swapped ? "<tr><td>\($0.1)</td><td>\($0.0)</td></tr>" : "<tr><td>\($0.0)</td><td>\($0.1)</td></tr>" }.joined()
      try tool.write("<html><head><meta charset=utf-8></head><body><table border=1>\(body)</table></body></html>", "\(name).html")
    }
    guard try convert(tool, ["en-fa.html", "fa-en.html"], to: "docx:MS Word 2007 XML") else { return }
    for name in ["en-fa", "fa-en"] {
      let answer = try tool.run("import", "./\(name).tmx", "\(name).docx")
      #expect(answer.status == 1 && answer.lines.first == "2 pairs, 2 stored, 1 rejected", "\(answer.out)")
      #expect(answer.out.contains("\(name).docx:4: left out: one of the two columns is empty"))
      let memory = try tool.read("\(name).tmx")
      #expect(
        memory.contains(
          "<tuv xml:lang=\"fa\"><seg>وزیر امور خارجه وارد وین شد.</seg></tuv><tuv xml:lang=\"en\"><seg>The Foreign Minister arrived in Vienna.</seg></tuv>"
        ))
      #expect(memory.contains("<prop type=\"x-origin\">\(name).docx</prop><prop type=\"x-position\">2</prop>"))
    }
  }

  @Test("XLIFF and PO keep ids, states, contexts and inline codes; who vouches confirms what is finished")
  func bilingualFiles() throws {
    let tool = try Tool()
    try tool.write(
      """
      <xliff version="1.2"><file source-language="en" target-language="fa"><body>
      <trans-unit id="a" approved="yes"><source>Press <g id="1">OK</g><x id="2"/></source><target><g id="1">تأیید</g> را بزنید<x id="2"/></target></trans-unit>
      <trans-unit id="b"><source>Two</source><target state="needs-translation">دو؟</target></trans-unit>
      </body></file></xliff>
      """, "x.bin")
    let answer = try tool.run("import", "./x.tmx", "x.bin", "--confirmed-by", "Maryam")
    #expect(answer.status == 0 && answer.lines == ["2 pairs, 2 stored", "x.bin: 1 of the pairs are marked as unfinished (x-state)"])
    let memory = try tool.read("x.tmx")
    #expect(
      memory.contains(
        #"<tuv xml:lang="en"><seg>Press <bpt i="1" x="1"/>OK<ept i="1"/><ph x="2"/></seg></tuv>"#), "\(memory)")
    #expect(memory.components(separatedBy: "x-confirmed-by").count == 2 && memory.contains(#"<prop type="x-entry">a</prop>"#))
    #expect(try tool.run("validate", "x.tmx").status == 0)

    try tool.write(
      "msgid \"\"\nmsgstr \"Language: fa\\n\"\n\n#, fuzzy\nmsgctxt \"c\"\nmsgid \"one\"\nmsgstr \"یک\"\n#~ msgid \"x\"\n#~ msgstr \"y\"\n",
      "p.po")
    let po = try tool.run("import", "./p.tmx", "p.po")
    #expect(
      po.lines == ["1 pairs, 1 stored", "p.po: left out: obsolete entries: 1", "p.po: 1 of the pairs are marked as unfinished (x-state)"])
    #expect(try tool.read("p.tmx").contains(#"<prop type="x-context">c</prop><prop type="x-state">fuzzy</prop>"#))
  }

  @Test("line by line, and by another tool's ladder")
  func lines() throws {
    let tool = try Tool()
    try tool.write("یک\nدو\n\nچهار\n", "m.fa")
    try tool.write("one\ntwo\nthree\nfour\n", "m.en")
    let moses = try tool.run("import", "./m.tmx", "m.fa", "m.en", "--line-by-line")
    #expect(moses.lines.first == "3 pairs, 0 + 1 sentences without a counterpart left out, 3 stored")
    try tool.write("one\n", "short.en")
    #expect(try tool.run("import", "./n.tmx", "m.fa", "short.en", "--line-by-line").status == 3)
    try tool.write("0\t0\t0.5\n2\t1\t0.25\n2\t2\t0\n4\t4\t0\n", "m.ladder")
    let ladder = try tool.run("import", "./l.tmx", "m.fa", "m.en", "--ladder", "m.ladder")
    #expect(ladder.lines.first?.hasPrefix("2 pairs, 0 + 1 sentences") == true, "\(ladder.out)")
    #expect(try tool.read("l.tmx").contains("<seg>یک دو</seg>"))
    let alone = try tool.run("import", "./l.tmx", "m.ladder")
    #expect(alone.status == 3 && alone.err.contains("--ladder"))
    #expect(try tool.run("import", "./l.tmx", "m.fa", "--ladder", "m.ladder").status == 2)
  }

  @Test("what align and hunalign print comes back; so does a project of OmegaT")
  func otherTools() throws {
    let tool = try Tool()
    try write(tool)
    try tool.shell("$T align a.fa.html a.en.html --no-learn -o beads.txt")
    #expect(try tool.run("import", "./a.tmx", "beads.txt").lines.first == "8 pairs, 8 stored")
    #expect(try tool.read("a.tmx").contains("x-alignment-score"))
    try tool.write(
      """
      <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tmx SYSTEM "tmx11.dtd"><tmx version="1.1">
      <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="6.0.0" segtype="sentence" srclang="FA"/><body>
      <!-- Default translations --><tu><tuv lang="FA"><seg>سلام</seg></tuv><tuv lang="EN-US" changeid="m" changedate="20240101T000000Z"><seg>Hello</seg></tuv></tu>
      <!-- Alternative translations --><tu><prop type="file">a.txt</prop><prop type="prev">x</prop><tuv lang="FA"><seg>سلام</seg></tuv><tuv lang="EN-US"><seg>Hi</seg></tuv></tu>
      </body></tmx>
      """, "project_save.tmx")
    #expect(try tool.run("import", "./o.tmx", "project_save.tmx").out.contains("2 stored"))
    #expect(try tool.read("o.tmx").contains(#"<prop type="file">a.txt</prop>"#))
  }

  @Test("what can't be read is named, with its place, and ends with 3")
  func refusals() throws {
    let tool = try Tool()
    for (text, words) in [
      ("%PDF-1.4\n", "a PDF"), ("{\\rtf1 x}", "RTF"), ("<?xml version=\"1.0\"?>\n<x/>", "isn't known"),
      ("msgid \"a\"\nmsgstr \"b\n", "f:2:10: the string has no end"),
      ("<xliff version=\"1.2\">\n<file></x>", "f:2:"), ("", "the file is empty"),
    ] {
      try tool.write(text, "f")
      let answer = try tool.run("import", "./m.tmx", "f")
      #expect(answer.status == 3 && answer.err.contains(words), "\(answer.err)")
    }
    try tool.write("msgid \"a\"\nmsgstr \"b\"\n", "f")
    #expect(try tool.run("segment", "f").err.contains("import takes it by itself"))
  }
}
