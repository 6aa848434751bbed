import Documents
import Language
import Testing

@Suite("Tables in text files")
struct TableTests {
  @Test("TSV: the two columns in their order, or as header and scripts say")
  func columns() throws {
    #expect(try pairs("یک\tone\nدو\ttwo\tx\n", name: "a.tsv") == ["یک | one", "دو | two"])
    #expect(try pairs("one\tیک\ntwo\tدو\n") == ["یک | one", "دو | two"])
    #expect(try pairs("1\tیک\tone\n2\tدو\ttwo\n") == ["یک | one", "دو | two"])
    #expect(try pairs("id\ten\tfa\n1\tone\tیک\n") == ["یک | one"])
    #expect(try pairs("a\tb\nc\td\n") == ["a | b", "c | d"])
    #expect(try pairs("متن مبدأ\tترجمه\nx\ty\n") == ["x | y"])
    // A sentence that names a language is no header.
    #expect(try pairs("او به فارسی سخن گفت.\tHe spoke in Persian now.\n") == ["او به فارسی سخن گفت. | He spoke in Persian now."])
  }

  @Test("CSV: quotes, doubled quotes, line ends inside, semicolons, a byte order mark")
  func csv() throws {
    let text = "\u{FEFF}fa,en\r\n\"سلام، \"\"دنیا\"\"\",\"Hello, \"\"world\"\"\"\r\n\"یک\nدو\",\"one\ntwo\"\r\n"
    #expect(try pairs(text, name: "a.csv") == ["سلام، \"دنیا\" | Hello, \"world\"", "یک\nدو | one\ntwo"])
    #expect(try pairs("\"یک\",\"one\"\n\"دو\",\"two\"\n") == ["یک | one", "دو | two"])
    #expect(try pairs("یک;one, two\nسه;three\n", name: "a.csv") == ["یک | one, two", "سه | three"])
    #expect(try pairs(Array("\u{FEFF}یک\tone\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })) == ["یک | one"])
  }

  @Test("a first line that Excel reads says what parts the fields, in whatever encoding Excel wrote")
  func separatorLine() throws {
    let text = "sep=;\r\nفارسی;English\r\n\"سلام; دنیا\";\"Hello, \"\"world\"\"\"\r\nماده ۵;Article 5\r\n"
    let expected = ["سلام; دنیا | Hello, \"world\"", "ماده ۵ | Article 5"]
    #expect(try pairs(text, name: "a.csv") == expected)
    let wide = Array("\u{FEFF}\(text)".utf16)
    #expect(try pairs(wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, name: "a.csv") == expected)
    #expect(try pairs(wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == expected)
    #expect(try pairs("sep=\t\nیک\tone, two\n", name: "a.csv") == ["یک | one, two"])
    #expect(try pairs("\u{FEFF}sep=,\r\nیک,one\r\n") == ["یک | one"])
    let document = try DocumentReader().read(Array("sep=;\nیک;one\nدو;\n".utf8), name: "a.csv")
    #expect(try #require(document.pairs(.persian, .english)).rejected.map(\.place) == [3])
    // A text is what it is.
    #expect(try outline(Array("sep=; is a line of Excel.\n".utf8)) == outline(Array("sep=; is a line of Excel.\n".utf8), name: "a.txt"))
  }

  @Test("TSV: quotes of the text stay, quotes of the writer go")
  func quotes() throws {
    #expect(try pairs("\"بله\"\t\"Yes,\" he said\nنه\tno\n") == ["\"بله\" | \"Yes,\" he said", "نه | no"])
    #expect(try pairs("\"او گفت \"\"بله\"\"\"\tx\n") == ["او گفت \"بله\" | x"])
    #expect(try pairs("\"یک\"\t\"one\"\n\"دو\"\t\"two\"\n") == ["یک | one", "دو | two"])
    #expect(try pairs("\"بله\tyes\nنه\tno\"\n") == ["\"بله | yes", "نه | no\""])
  }

  @Test("rows without both sides are rejected by line; comments are counted")
  func rejects() throws {
    let document = try DocumentReader().read(Array("# c\nیک\tone\n\nدو\t\nسه\n".utf8), name: "a.tsv")
    let text = try #require(document.pairs(.persian, .english))
    #expect(text.rejected.map(\.place) == [4, 5] && text.pairs.map(\.place) == [2])
    #expect(document.leftOut.words == ["comment lines: 1"])
  }

  @Test("hunalign's text form: segments joined, probabilities kept, nulls counted")
  func hunalign() throws {
    let text = try #require(
      try DocumentReader().read(Array("یک. ~~~ دو.\tOne, two.\t0.93\nسه.\tThree.\t2.5\n\tfour\t-0.3\n".utf8)).pairs(.persian, .english))
    #expect(text.pairs.map { $0.source.words } == ["یک. دو.", "سه."])
    #expect(text.pairs.map(\.score) == [0.93, nil])
    #expect(text.leftOut.words == ["segments without a counterpart: 1"])
  }

  @Test("written as CSV and read again, any fields are what they were")
  func roundTrip() throws {
    let pieces = ["", "\"", ",", "\n", "a", " ", "یک", "\"\"", "\r\n", "\t", "#"]
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let (left, right) = ("x" + first + second + third + "x", "y" + third + first + "y")
          let quoted = [left, right].map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
          #expect(try pairs("source,target\n\(quoted)\n", name: "a.csv") == ["\(left) | \(right)"])
        }
      }
    }
  }
}

@Suite("XLIFF")
struct XLIFFTests {
  private func read(_ text: String) throws -> BilingualText {
    try #require(try DocumentReader().read(Array(text.utf8)).pairs(.persian, .english))
  }

  @Test("1.2: units with ids, states, notes; what has no translation is counted")
  func version1() throws {
    let text = try read(
      """
      <?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en-US" target-language="fa" original="x">
      <header><skl/></header><body><group><trans-unit id="1" approved="yes" resname="ok"><source>Yes</source><target>بله</target><note>short</note>
      <alt-trans><source>Yes</source><target>آری</target></alt-trans></trans-unit></group>
      <trans-unit id="2"><source>No</source><target state="needs-review-translation">نه</target></trans-unit>
      <trans-unit id="3"><source>Maybe</source></trans-unit><trans-unit id="4"><source>New</source><target state="new">New</target></trans-unit>
      <trans-unit id="5" translate="no"><source>X</source><target>X</target></trans-unit>
      <trans-unit id="6"><source>Six</source><target state="translated">شش</target></trans-unit></body></file></xliff>
      """)
    #expect(text.source?.text == "en-US" && text.target?.text == "fa")
    #expect(
      text.pairs.map { "\($0.id) \($0.source.words) \($0.target.words) \($0.state) \($0.stateName)" } == [
        "1 Yes بله confirmed approved", "2 No نه draft needs-review-translation", "6 Six شش translated translated",
      ])
    #expect(text.pairs[0].notes == ["short"] && text.pairs[0].context == "ok" && text.pairs.map(\.place) == [2, 4, 7])
    #expect(text.leftOut.words == ["entries without a translation: 2", "entries not to be translated: 1", "alternative translations: 1"])
  }

  @Test("1.2: inline codes are codes, mrk and g hold text, sub does not")
  func inline() throws {
    let text = try read(
      "<xliff version='1.2'><file source-language='en'><body><trans-unit id='1'><source>a <g id='1'>b <mrk mtype='term'>c</mrk></g><x id='2'/> <ph id='3'>{0}<sub>no</sub></ph>"
        + "<bpt id='4'>&lt;b></bpt>d<ept id='4'>&lt;/b></ept><bx id='5' rid='r'/>e<ex id='6' rid='r'/></source><target>ب</target></trans-unit></body></file></xliff>"
    )
    let source = text.pairs[0].source
    #expect(source.words == "a b c de")
    #expect(
      source.compactMap { if case .code(let code, let id, let native) = $0 { "\(code) \(id) \(native)" } else { nil } } == [
        "opening 1 ", "closing 1 ", "standalone 2 ", "standalone 3 {0}no", "opening 4 <b>", "closing 4 </b>", "opening r ", "closing r ",
      ])
  }

  @Test("1.2: segments of a unit are pairs, with the states of Trados")
  func segments() throws {
    let text = try read(
      "<xliff version='1.2' xmlns:sdl='s'><file source-language='en' target-language='fa'><body><trans-unit id='u'><source>One. Two.</source>"
        + "<seg-source><mrk mtype='seg' mid='1'>One.</mrk> <mrk mtype='seg' mid='2'>Two.</mrk></seg-source>"
        + "<target><mrk mtype='seg' mid='1'>یک.</mrk> <mrk mtype='seg' mid='2'>دو.</mrk></target>"
        + "<sdl:seg-defs><sdl:seg id='1' conf='ApprovedTranslation'/><sdl:seg id='2' conf='Draft'/></sdl:seg-defs></trans-unit></body></file></xliff>"
    )
    #expect(
      text.pairs.map { "\($0.id) \($0.source.words) \($0.target.words) \($0.state)" } == ["u.1 One. یک. confirmed", "u.2 Two. دو. draft"])
  }

  @Test("2.x: segments with states, codes with their native content")
  func version2() throws {
    let text = try read(
      """
      <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fa"><file id="f"><unit id="u" name="ctx"><notes><note>n</note></notes>
      <originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data></originalData>
      <segment id="s1" state="final"><source>A <pc id="1" dataRefStart="d1" dataRefEnd="d2">bold</pc><cp hex="001A"/></source><target>پ <pc id="1">ر</pc></target></segment>
      <ignorable><source> </source></ignorable><segment id="s2" state="initial"><source>B</source><target>B</target></segment>
      <segment><source>C</source><target>س</target></segment></unit></file></xliff>
      """)
    #expect(
      text.pairs.map { "\($0.id) \($0.source.words) \($0.target.words) \($0.state)" } == [
        "u.s1 A bold\u{1A} پ ر confirmed", "u C س translated",
      ])
    #expect(
      text.pairs[0].source[1] == .code(.opening, id: "1", native: "<b>") && text.pairs[0].context == "ctx" && text.pairs[0].notes == ["n"])
    #expect(text.leftOut.words == ["entries without a translation: 1"])
  }

  @Test("a second file of other languages is rejected, one of the same isn't")
  func files() throws {
    func file(_ target: String, _ id: String) -> String {
      "<file source-language='en' target-language='\(target)'><trans-unit id='\(id)'><source>a</source><target>b</target></trans-unit></file>"
    }
    let text = try read("<xliff version='1.2'>" + file("fa", "1") + file("de", "2") + file("FA", "3") + "</xliff>")
    #expect(text.pairs.map(\.id) == ["1", "3"] && text.rejected.count == 1)
  }

  @Test("a broken file says where")
  func broken() throws {
    for text in ["<xliff version='1.2'><file>\n<body></file></xliff>", "<xliff version='1.2'>\n<file>x"] {
      do {
        _ = try DocumentReader().read(Array(text.utf8))
        Issue.record("no error")
      } catch {
        guard case .markup("", let cause) = error else { throw error }
        #expect(cause.line == 2)
      }
    }
  }
}

@Suite("PO")
struct POTests {
  private static let file = #"""
    # header
    msgid ""
    msgstr ""
    "Language: fa\n"
    "Content-Type: text/plain; charset=UTF-8\n"

    # for people
    #. for translators
    #: a.c:1
    msgctxt "menu"
    msgid "Open \"file\"\t"
    msgstr ""
    "باز"
    " کردن"

    #, fuzzy, c-format
    #| msgid "old"
    msgid "%d file"
    msgid_plural "%d files"
    msgstr[0] "%d پرونده"
    msgstr[1] "%d پرونده‌ها"

    msgid "empty"
    msgstr ""

    #~ msgid "gone"
    #~ msgstr "رفته"
    """#

  @Test("contexts, plural forms, fuzzy flags, obsolete entries")
  func entries() throws {
    let document = try DocumentReader().read(Array(Self.file.utf8))
    let text = try #require(document.pairs(.persian, .english))
    #expect(document.kind == .po && text.target?.text == "fa" && text.source == nil)
    #expect(
      text.pairs.map { "\($0.source.words) | \($0.target.words) | \($0.state) \($0.id) \($0.context) \($0.place)" } == [
        "Open \"file\"\t | باز کردن | translated  menu 10", "%d file | %d پرونده | draft plural 0  18",
        "%d files | %d پرونده‌ها | draft plural 1  18",
      ])
    #expect(text.pairs[0].notes == ["for people", "for translators"])
    #expect(text.leftOut.words == ["obsolete entries: 1", "entries without a translation: 1"])
  }

  @Test("a language with one form has it for both; without a header the scripts tell the sides")
  func oneForm() throws {
    let text = try #require(
      try DocumentReader().read(Array("msgid \"%d day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"%d روز\"\n".utf8)).pairs(.persian, .english))
    #expect(text.pairs.map { "\($0.source.words) | \($0.target.words)" } == ["%d day | %d روز", "%d days | %d روز"])
    #expect(text.source == .english && text.target == .persian)
  }

  @Test("entries need no blank line between them, and escapes are C's")
  func dense() throws {
    #expect(try pairs(#"msgid "a\\n\x41\101"\#nmsgstr "b"\#nmsgid "c"\#nmsgstr "d"\#n"#) == ["a\\nAA | b", "c | d"])
  }

  @Test("the encoding of the header", arguments: [true])
  func charset(_: Bool) throws {
    let bytes =
      Array("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n\nmsgid \"coffee\"\nmsgstr \"caf".utf8) + [
        0xE9, 0x22, 0x0A,
      ]
    #expect(try pairs(bytes) == ["coffee | café"])
  }

  @Test("broken lines are refused with line and column")
  func broken() throws {
    for (text, line, column) in [
      ("msgid \"a\"\nmsgstr \"b\n", 2, 10), ("msgid \"a\"\nmsgstr \"b\" c\n", 2, 11), ("msgid \"a\"\nfoo \"b\"\n", 2, 1),
      ("msgid \"a\"\nmsgstr\n", 2, 1),
      ("#~ msgid \"a\"\n\n  \"c\"\nmsgid \"x\"\n", 3, 1),
    ] {
      do {
        _ = try DocumentReader().read(Array(text.utf8))
        Issue.record("no error: \(text)")
      } catch {
        guard case .syntax(line, column, _) = error else { Issue.record("\(text) \(error)"); continue }
      }
    }
  }
}
