import Foundation
import Language
import TMX
import Testing
@testable import TranslationMemory

@Suite struct StoreTests {
  let folder = TemporaryFolder()

  private func store(_ units: [Unit] = [], _ name: String = "m.tmx") throws -> MemoryStore {
    let store = try MemoryStore.create(at: folder.file(name), clock: { "20250101T000000Z" })
    if !units.isEmpty { try store.append(units) }
    return store
  }

  private func sources(_ name: String = "m.tmx") throws -> [String] { try unitsByReader(folder.file(name)).map { $0.variants[0].text } }

  @Test("a new memory is valid TMX and takes units, one a line")
  func append() throws {
    let store = try store()
    #expect(try sources() == [])
    let report = try store.append([
      unit("سلام", "Hello", origin: "a", position: 1), unit("خدا\nحافظ\t", "Good & <bye>", origin: "a", position: 2),
    ])
    #expect(report.added == 2 && report.ids.count == 2 && report.rejected.isEmpty)
    #expect(store.unitCount == 2)
    #expect(try sources() == ["سلام", "خدا\nحافظ\t"])
    let lines = text(folder.file("m.tmx")).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count { $0.hasPrefix("<tu ") && $0.hasSuffix("</tu>") } == 2)
    #expect(lines.suffix(2) == ["</body></tmx>", ""])
  }

  @Test("what an append writes is the old file with lines put in, to the byte")
  func bytesBefore() throws {
    let store = try store([unit("یک", "One")])
    let before = bytes(folder.file("m.tmx"))
    try store.append([unit("دو", "Two")])
    let after = bytes(folder.file("m.tmx"))
    #expect(after.starts(with: before.dropLast(Layout.footerLine.count)))
    #expect(after.suffix(Layout.footerLine.count).elementsEqual(Layout.footerLine))
  }

  @Test(
    "the same unit again is skipped, replaced or kept, as told",
    arguments: [(MemoryStore.Again.skip, 2, 0, 2), (.replace, 0, 2, 2), (.keep, 0, 0, 4)])
  func again(_ again: MemoryStore.Again, _ skipped: Int, _ replaced: Int, _ left: Int) throws {
    let units = [unit("یک", "One", origin: "d", position: 1), unit("دو", "Two", origin: "d", position: 2)]
    let store = try store(units)
    let report = try store.append(units, again: again)
    #expect(report.skipped == skipped)
    #expect(report.replaced == replaced)
    #expect(store.unitCount == left)
    #expect(Set(try unitsByReader(folder.file("m.tmx")).map(\.tuid!)).count == left)
    try store.append([unit("سه", "Three")])
    #expect(try sources().count == left + 1)
  }

  @Test("replacing takes the place in the document, whatever stood there")
  func replaceByPlace() throws {
    let store = try store([unit("یک", "One", origin: "d", position: 1), unit("دو", "Two", origin: "d", position: 2)])
    let report = try store.append([unit("دو", "The second", origin: "d", position: 2)], again: .replace)
    #expect(report.replaced == 1 && report.added == 1)
    #expect(try unitsByReader(folder.file("m.tmx")).map { $0.variants[1].text } == ["One", "The second"])
  }

  @Test("a foreign id becomes a property; two different units never get one id")
  func ids() throws {
    var foreign = unit("یک", "One")
    foreign.tuid = "17"
    let store = try store()
    let report = try store.append([foreign, unit("یک", "One"), unit("یک", "One", origin: "x"), unit("یک", "Un")])
    #expect(report.added == 3 && report.skipped == 1)
    #expect(Set(report.ids).count == 3)
    #expect(try unitsByReader(folder.file("m.tmx"))[0].property(UnitProperty.foreignID) == "17")
  }

  @Test("what can't be stored is rejected with its place and reason; the rest is stored")
  func rejects() throws {
    let store = try store()
    let report = try store.append([unit("یک", "One"), Unit(), unit("د\u{1}و", "Two")])
    #expect(report.rejected == [.init(index: 1, why: "it has no text")])
    #expect(report.charactersLost == 1)
    #expect(try sources() == ["یک", "دو"])
  }

  @Test("edit, confirm, delete and filter change what they name and nothing else")
  func editing() throws {
    let store = try store()
    let ids = try store.append([unit("یک", "One"), unit("دو", "Two"), unit("سه", "Three")]).ids
    let before = text(folder.file("m.tmx")).split(separator: "\n")
    try store.edit(ids[1]) { $0.variants[1].content = .plain("Deux") }
    try store.confirm([ids[0]], by: "مریم")
    let units = try unitsByReader(folder.file("m.tmx"))
    #expect(units.map { $0.variants[1].text } == ["One", "Deux", "Three"])
    #expect(units.map { $0.attribute("changedate") } == ["20250101T000000Z", "20250101T000000Z", nil])
    #expect(units[0].property(UnitProperty.confirmedBy) == "مریم")
    #expect(text(folder.file("m.tmx")).split(separator: "\n")[7] == before[7])
    try store.delete([ids[2]])
    #expect(try sources() == ["یک", "دو"])
    #expect(try store.filter { $0.property(UnitProperty.confirmedBy) != nil } == 1)
    #expect(try sources() == ["یک"])
    #expect(throws: MemoryError.unknownUnit(path: store.path, tuid: "nope")) { try store.delete([ids[0], "nope"]) }
    #expect(try sources() == ["یک"])
    try store.append([unit("چهار", "Four")])
    #expect(try sources() == ["یک", "چهار"])
  }

  @Test("of two copies of one id the later changedate counts, and the merge is reported")
  func superseded() throws {
    let store = try store()
    let ids = try store.append([unit("یک", "One"), unit("دو", "Two")]).ids
    let path = folder.file("m.tmx")
    var lines = text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let at = lines.firstIndex { $0.hasPrefix("<tu") }!
    let newer = lines[at].replacingOccurrences(of: ">One<", with: ">Uno<").replacingOccurrences(
      of: "creationdate", with: "changedate=\"20240301T000000Z\" creationdate")
    let older = lines[at].replacingOccurrences(of: ">One<", with: ">Ein<").replacingOccurrences(
      of: "creationdate", with: "changedate=\"20240201T000000Z\" creationdate")
    lines.insert(contentsOf: [newer, older], at: at)
    put(lines.joined(separator: "\n"), path)
    let memory = try Memory(opening: path)
    #expect(memory.problems.map(\.kind) == [.superseded])
    #expect(memory.problems.first?.count == 2)
    #expect(try memory.matches(for: "یک", from: .persian, to: .english).map(\.target) == ["Uno"])
    #expect(try store.superseded().map(\.tuid) == [ids[0], ids[0]])
    try store.edit(ids[0]) { unit in
      let text = unit.variants[1].text
      #expect(text == "Uno")
    }
    #expect(try unitsByReader(path).map { $0.variants[1].text } == ["Uno", "Two"])
  }

  @Test("whatever a killed writer left behind the footer is cut and reported")
  func recovery() throws {
    let path = folder.file("m.tmx")
    do { _ = try store([unit("یک", "One")]) }
    let whole = bytes(path)
    let block = Array("<tu tuid=\"tj-1\"><tuv xml:lang=\"fa\"><seg>دو</seg></tuv></tu>\n</body></tmx>\n".utf8)
    for count in [1, 10, block.count - Layout.footerLine.count] {
      put(whole + block.dropFirst(Layout.footerLine.count).prefix(count), path)
      #expect(try Memory(opening: path).unitCount == 1)
      let reopened = try MemoryStore(opening: path)
      #expect(reopened.recovery == .init(bytesCut: count, footerWasTorn: false))
      #expect(bytes(path) == whole)
    }
  }

  @Test("a footer overwritten in part is put back, wherever the write stopped")
  func torn() throws {
    let path = folder.file("m.tmx")
    do { _ = try store([unit("یک", "One")]) }
    let whole = bytes(path)
    let footer = Layout.footerLine.count
    let block = Array(
      "<tu tuid=\"tj-1\"><tuv xml:lang=\"fa\"><seg>دو</seg></tuv></tu>\n<tu tuid=\"tj-2\"><tuv xml:lang=\"fa\"><seg>سه</seg></tuv></tu>\n</body></tmx>\n"
        .utf8)
    for done in 0...footer {
      put(whole.dropLast(footer) + block.prefix(done) + whole.suffix(footer).dropFirst(done) + block.dropFirst(footer), path)
      let reopened = try MemoryStore(opening: path)
      if done == footer {
        #expect(reopened.recovery == nil && reopened.unitCount == 3)
      } else {
        #expect(reopened.recovery?.bytesCut == block.count - footer, "stopped after \(done) bytes")
        #expect(bytes(path) == whole, "stopped after \(done) bytes")
      }
    }
  }

  @Test("a foreign layout is rewritten before the first append, and said so; nothing of it is lost")
  func foreign() throws {
    let path = folder.file("f.tmx")
    put(
      """
      <?xml version="1.0"?>
      <tmx version="1.4"><header srclang="fa" creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" datatype="x"/>
      <body>
        <tu tuid="7">
          <prop type="client">UN</prop>
          <tuv xml:lang="fa"><seg>یک</seg></tuv>
          <tuv xml:lang="en"><seg>One &amp; only</seg></tuv>
        </tu>
        <!-- <tu><tuv xml:lang="fa"><seg>no</seg></tuv></tu> -->
        <tu><tuv xml:lang="fa"><seg>دو <bpt i="1">x</bpt>سه<ept i="1"/></seg></tuv><tuv xml:lang="en"><seg>Two
      three</seg></tuv></tu>
      </body></tmx>
      """, path)
    let memory = try Memory(opening: path)
    #expect(memory.unitCount == 2)
    #expect(try memory.matches(for: "دو سه", from: .persian, to: .english).first?.target == "Two\nthree")
    let before = bytes(path)
    let store = try MemoryStore(opening: path)
    #expect(store.foreignLayout != nil)
    #expect(bytes(path) == before)
    try store.append([unit("چهار", "Four")])
    #expect(store.conversion == .init(units: 2, leftOut: [], original: nil))
    let units = try unitsByReader(path)
    #expect(units.map { $0.variants[0].text } == ["یک", "دو سه", "چهار"])
    #expect(units[0].property("client") == "UN" && units[0].property(UnitProperty.foreignID) == "7")
    #expect(try memory.matches(for: "چهار", from: .persian, to: .english).first?.target == "Four")
  }

  /// Fourteen bytes, as many as the footer has, were taken for one half overwritten: all units were cut off.
  @Test("a line that is as long as a footer is none", arguments: ["1", "a", "12", "123"])
  func shortFirstLine(_ id: String) throws {
    let path = folder.file("g\(id).tmx")
    put(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <tmx version="1.4">
      <header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fa" datatype="x"/>
      <body>
      <tu tuid="\(id)">
      <tuv xml:lang="fa"><seg>یک</seg></tuv>
      <tuv xml:lang="en"><seg>One</seg></tuv>
      </tu>
      </body>
      </tmx>
      """, path)
    let store = try MemoryStore(opening: path)
    try store.append([unit("دو", "Two")])
    #expect(store.recovery == nil && store.conversion?.units == 1)
    #expect(try unitsByReader(path).map { $0.variants[0].text } == ["یک", "دو"])
  }

  @Test("of a file cut in half every whole unit is kept, and the file as it was stays beside")
  func half() throws {
    let path = folder.file("h.tmx")
    do { _ = try store((1...50).map { unit("جمله \($0)", "Sentence \($0)") }, "h.tmx") }
    let whole = bytes(path)
    put(Array(whole.prefix(whole.count / 2)), path)
    let kept = text(path).split(separator: "\n").count { $0.hasPrefix("<tu ") && $0.hasSuffix("</tu>") }
    let store = try MemoryStore(opening: path)
    try store.append([unit("نو", "New")])
    #expect(store.conversion?.units == kept && kept > 20)
    #expect(store.conversion?.leftOut.isEmpty == false)
    #expect(store.conversion?.original.map(bytes) == Array(whole.prefix(whole.count / 2)))
    #expect(try unitsByReader(path).count == kept + 1)
  }

  @Test("what is no memory is refused with its name and the reason")
  func refused() throws {
    #expect(throws: MemoryError.system(.open, path: folder.file("none.tmx"), code: ENOENT)) {
      try MemoryStore(opening: folder.file("none.tmx"))
    }
    #expect(throws: MemoryError.notAFile(path: folder.path)) { try MemoryStore(opening: folder.path) }
    #expect(throws: MemoryError.notAFile(path: folder.path)) { try Memory(opening: folder.path) }
    put("", folder.file("empty.tmx"))
    #expect(throws: MemoryError.self) { try Memory(opening: folder.file("empty.tmx")) }
    put("This is not XML", folder.file("text.tmx"))
    let store = try MemoryStore(opening: folder.file("text.tmx"))
    #expect(throws: MemoryError.self) { try store.append([unit("یک", "One")]) }
    #expect(text(folder.file("text.tmx")) == "This is not XML")
    _ = try MemoryStore.create(at: folder.file("m.tmx"))
    #expect(throws: MemoryError.exists(path: folder.file("m.tmx"))) { try MemoryStore.create(at: folder.file("m.tmx")) }
    let error = MemoryError.system(.open, path: "/x/y.tmx", code: ENOENT)
    #expect("\(error)" == "/x/y.tmx: can't open: No such file or directory")
  }

  @Test("a writer that finds the file changed by another program goes on with what is there")
  func changedBetween() throws {
    let store = try store([unit("یک", "One")])
    let path = folder.file("m.tmx")
    // A whole new file takes its place, as editors and git do.
    put(text(path).replacingOccurrences(of: "One", with: "Uno"), path + ".new")
    rename(path + ".new", path)
    try store.append([unit("دو", "Two")])
    #expect(try unitsByReader(path).map { $0.variants[1].text } == ["Uno", "Two"])
  }

  @Test("the scanner of units reads what the parser reads")
  func scanner() throws {
    let cases: [Unit] = [
      unit("یک", "One & <two> \"three\" 'four'\r\n\t end"),
      Unit(
        tuid: "a&b", attributes: [Attribute("changedate", "20240101T000000Z"), Attribute("foo", "b\"ar")], notes: [Note("n<o>te")],
        properties: [Property("x", "</prop>"), Property(UnitProperty.origin, "a & b")],
        variants: [
          Variant(
            language: LanguageTag("fa-IR"),
            content: .marked([
              .text("الف "), .element(name: "bpt", attributes: [Attribute("i", "1")], children: [.text("<b>")]), .text("ب"),
              .element(name: "hi", attributes: [], children: [.text(" پ & ")]),
              .element(name: "ept", attributes: [Attribute("i", "1")], children: []),
              .element(
                name: "ph", attributes: [], children: [.text("x"), .element(name: "sub", attributes: [], children: [.text("زیر")])]),
            ])), Variant(language: .english, text: ""),
        ]),
    ]
    for unit in cases {
      let line = UnitCoding.line(unit)
      let parsed = try UnitCoding.unit(from: line)
      var scanner = UnitScanner()
      line.withUnsafeBufferPointer { bytes in
        let isScanned = scanner.scan(bytes)
        #expect(isScanned)
        #expect(scanner.variants.count == parsed.variants.count)
        for (scanned, variant) in zip(scanner.variants, parsed.variants) {
          var text: [UInt8] = []
          UnitScanner.appendText(bytes, scanned.segment, to: &text)
          #expect(text == Array(variant.text.utf8))
          #expect(UnitScanner.string(bytes, scanned.language) == variant.language.text)
        }
        #expect(scanner.property("x-origin", in: bytes).map { UnitScanner.string(bytes, $0) } == parsed.property(UnitProperty.origin))
      }
    }
  }
}
