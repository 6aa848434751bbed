import Foundation
import Testing

/// merge, dedupe and diff, with the real binary.
@Suite struct MaintenanceTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private func unit(
    _ tuid: String?, _ fa: String, _ en: String, created: String = "20240101T000000Z", changed: String? = nil, by: String? = nil
  ) -> String {
    "<tu" + (tuid.map { " tuid=\"\($0)\"" } ?? "") + " creationdate=\"\(created)\"" + (changed.map { " changedate=\"\($0)\"" } ?? "") + ">"
      + (by.map { "<prop type=\"x-confirmed-by\">\($0)</prop>" } ?? "")
      + "<tuv xml:lang=\"fa\"><seg>\(fa)</seg></tuv><tuv xml:lang=\"en\"><seg>\(en)</seg></tuv></tu>"
  }

  private func memory(_ name: String, _ units: String...) throws {
    try #require(try tool.run("add", name, "حذف", "remove").status == 0)
    // Its head and footer, with these units between them.
    let lines = try tool.read(name).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("<tu ") }
    try tool.write((lines.dropLast() + units + lines.suffix(1)).map { $0 + "\n" }.joined(), name)
  }

  private func id(_ number: Int) -> String { "tj-000000000000000\(number)" }

  @Test("merge takes each pair once, confirmations with it, and the later of two versions")
  func merge() throws {
    try memory(
      "a.tmx", unit(id(1), "یک", "one"), unit(id(2), "دو", "two", changed: "20240201T000000Z"),
      unit(id(3), "سه", "three", changed: "20240301T000000Z"))
    try memory(
      "b.tmx", unit(id(7), "یک", "one", by: "Maryam"), unit(id(2), "دو", "pair", changed: "20240202T000000Z"),
      unit(id(3), "سه", "old", changed: "20240102T000000Z"), unit(id(4), "چهار", "four"), unit(id(5), "چهار", "four"))
    let before = try tool.read("b.tmx")
    let answer = try tool.run("merge", "a.tmx", "b.tmx")
    #expect(answer.status == 0, "\(answer.err)")
    #expect(answer.lines.first == "1 added, 1 there already, 1 confirmed, 1 replaced by a newer version, 1 older versions left out")
    #expect(answer.out.contains(id(3)))
    let text = try tool.read("a.tmx")
    #expect(text.components(separatedBy: "<tu ").count - 1 == 4)
    #expect(text.contains("<seg>pair</seg>") && !text.contains("<seg>two</seg>"))
    #expect(text.contains("<seg>three</seg>") && !text.contains("<seg>old</seg>"))
    let confirmed = try #require(text.split(separator: "\n").first { $0.contains("<seg>one</seg>") })
    #expect(confirmed.contains(id(1)) && confirmed.contains("Maryam"))
    #expect(try tool.read("b.tmx") == before)
    #expect(try tool.run("validate", "a.tmx").status == 0)
    // Once more: nothing is left to do, and nothing is written.
    let again = try tool.run("merge", "a.tmx", "b.tmx")
    #expect(again.status == 0 && again.lines.first?.hasPrefix("0 added, 4 there already") == true, "\(again.out)")
    #expect(try tool.read("a.tmx") == text)
  }

  @Test("merge makes the memory that isn't there, reads foreign layouts, and a wrong name changes nothing")
  func mergeInto() throws {
    try tool.write(
      """
      <?xml version="1.0"?>
      <tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fa" datatype="plaintext"/>
      <body><tu tuid="17">
        <tuv xml:lang="fa-IR"><seg>سلام &amp; درود</seg></tuv>
        <tuv xml:lang="en-GB"><seg>greetings</seg></tuv>
      </tu></body></tmx>
      """, "foreign.tmx")
    let missing = try tool.run("merge", "new.tmx", "nowhere.tmx")
    #expect(missing.status == 3 && !missing.err.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "new.tmx").path))
    #expect(try tool.run("merge", "new.tmx").status == 2)
    let answer = try tool.run("merge", "new.tmx", "foreign.tmx", "foreign.tmx")
    #expect(answer.status == 0 && answer.lines == ["1 added, 1 there already"], "\(answer.out)\(answer.err)")
    #expect(try tool.read("new.tmx").contains("<prop type=\"x-foreign-tuid\">17</prop>"))
    #expect(try tool.run("lookup", "--memory", "new.tmx", "سلام & درود").status == 0)
  }

  @Test("dedupe keeps the confirmed, else the oldest, and says what went")
  func dedupe() throws {
    try memory(
      "m.tmx", unit(id(1), "یک", "one", created: "20240105T000000Z"), unit(id(2), "یک", "one", created: "20240102T000000Z"),
      unit(id(3), "دو", "two"), unit(id(4), "دو", "two", created: "20240901T000000Z", by: "Ali"), unit(id(5), "دو", "pair"),
      unit(id(6), "شش", "sixth", changed: "20240105T000000Z"), unit(id(6), "شش", "six", changed: "20240106T000000Z"))
    let before = try tool.read("m.tmx")
    let dry = try tool.run("dedupe", "m.tmx", "--dry-run")
    #expect(dry.status == 0)
    #expect(
      dry.lines == [
        "same\t\(id(1))\t\(id(2))\tیک\tone", "same\t\(id(3))\t\(id(4))\tدو\ttwo", "superseded\t\(id(6))\t\(id(6))\tشش\tsixth",
        "7 units: 2 that say the same as another and 1 superseded would go",
      ], "\(dry.out)")
    #expect(try tool.read("m.tmx") == before)
    let answer = try tool.run("dedupe", "m.tmx")
    #expect(answer.status == 0 && answer.lines.count == 4, "\(answer.out)\(answer.err)")
    let kept = try tool.read("m.tmx").split(separator: "\n").filter { $0.hasPrefix("<tu ") }
    #expect(kept.count == 4)
    #expect(kept[0].contains(id(2)) && kept[1].contains(id(4)) && kept[2].contains(id(5)) && kept[3].contains("<seg>six</seg>"))
    #expect(try tool.run("dedupe", "m.tmx").lines == ["4 units: 0 that say the same as another and 0 superseded went"])
    #expect(try tool.run("validate", "m.tmx").status == 0)
    #expect(try tool.run("dedupe", "nowhere.tmx").status == 3)
  }

  @Test("units that were deleted and are there again after a merge are told; dedupe takes out those that are as they were")
  func returned() throws {
    try memory("m.tmx", unit(id(1), "یک", "one"), unit(id(2), "دو", "two"), unit(id(3), "سه", "three"))
    let before = try tool.read("m.tmx").split(separator: "\n").map(String.init)
    #expect(try tool.run("delete", "m.tmx", id(1), id(2)).status == 0)
    #expect(try tool.run("lookup", "--memory", "m.tmx", "سه").err.isEmpty)
    // What git's union makes of it when the other branch edited the first and the third.
    let back = before.filter { $0.contains(id(1)) || $0.contains(id(2)) }.map { $0.replacingOccurrences(of: ">one<", with: ">once<") }
    let text = try tool.read("m.tmx")
    try tool.write(text.replacingOccurrences(of: "<body>\n", with: "<body>\n" + back.joined(separator: "\n") + "\n"), "m.tmx")
    #expect(try tool.run("validate", "m.tmx").status == 0)
    let lookup = try tool.run("lookup", "--memory", "m.tmx", "یک")
    #expect(lookup.out.contains("once"))
    #expect(
      lookup.errorLines.count == 1 && lookup.err.contains("2 units that were deleted are there again after a merge")
        && lookup.err.contains("\(id(1)), deleted") && lookup.err.contains("changed on the other branch")
        && lookup.err.contains("\(id(2)), deleted") && lookup.err.contains("brought back as it was"), "\(lookup.err)")
    for dry in [["--dry-run"], []] {
      let answer = try tool.run(["dedupe", "m.tmx"] + dry)
      #expect(answer.status == 1 && answer.lines.first == "deleted\t\(id(2))\t-\tدو\ttwo" && answer.lines.count == 2, "\(answer.out)")
      #expect(answer.lines.last?.hasPrefix("3 units: 0 that say the same as another and 0 superseded and 1 deleted before w") == true)
      #expect(answer.err.contains(id(1)) && answer.errorLines.count == 1)
    }
    #expect(try tool.run("confirm", "m.tmx", id(1), "--by", "Maryam").status == 0)
    let answer = try tool.run("dedupe", "m.tmx")
    #expect(answer.status == 0 && answer.err.isEmpty && answer.lines == ["2 units: 0 that say the same as another and 0 superseded went"])
    // Nothing of it is in what leaves the house.
    #expect(try tool.read("m.tmx").contains("<!-- deleted \(id(2)) "))
    for exact in [[], ["--exact"]] {
      #expect(try tool.run(["export", "m.tmx", "-o", "out.tmx"] + exact).status == 0)
      #expect(try !tool.read("out.tmx").contains("<!--"))
    }
  }

  @Test("texts that only Unicode calls equal are not the same")
  func exactTexts() throws {
    try memory("m.tmx", unit(id(1), "خان\u{6C0}", "house"), unit(id(2), "خان\u{6D5}\u{654}", "house"))
    #expect(try tool.run("dedupe", "m.tmx").lines.count == 1)
    #expect(try tool.read("m.tmx").components(separatedBy: "<tu ").count == 3)
  }

  @Test("diff names what is new, changed and gone")
  func diff() throws {
    try memory("old.tmx", unit(id(1), "یک", "one"), unit(id(2), "دو", "two"), unit(id(3), "سه", "three"), unit(id(4), "چهار", "four"))
    try memory(
      "new.tmx", unit(id(1), "یک", "one"), unit(id(2), "دو", "pair", by: "Ali"), unit(id(8), "سه", "three"), unit(id(9), "نه", "nine"))
    let answer = try tool.run("diff", "old.tmx", "new.tmx")
    #expect(answer.status == 1)
    #expect(
      answer.lines == [
        "~ \(id(2))\ten, x-confirmed-by", "  <\ten: two\tfa: دو", "  >\ten: pair\tfa: دو", "+ \(id(9))\ten: nine\tfa: نه",
        "- \(id(4))\ten: four\tfa: چهار", "1 added, 1 changed, 1 gone, 2 the same",
      ], "\(answer.out)")
    let json = try tool.run("diff", "old.tmx", "new.tmx", "--json")
    #expect(json.status == 1 && json.lines.count == 3)
    #expect(
      json.lines.first
        == #"{"fields":["en","x-confirmed-by"],"kind":"changed","new":{"en":"pair","fa":"دو"},"old":{"en":"two","fa":"دو"},"tuid":"\#(id(2))"}"#
    )
    let same = try tool.run("diff", "old.tmx", "old.tmx")
    #expect(same.status == 0 && same.lines == ["0 added, 0 changed, 0 gone, 4 the same"])
    #expect(try tool.run("diff", "old.tmx", "nowhere.tmx").status == 3)
    #expect(try tool.run("diff", "old.tmx").status == 2)
  }
}

/// lookup's filters and penalties, with the real binary.
@Suite struct LookupOptionTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  @Test("lookup asks for documents, domains, days and confirmed units, and takes points off")
  func filters() throws {
    try #require(try tool.run("add", "m.tmx", "بله موافقم", "yes", "--origin", "a.txt", "--domain", "law").status == 0)
    try #require(try tool.run("add", "m.tmx", "بله موافقم", "aye", "--origin", "b.txt", "--by", "Ali").status == 0)
    func targets(_ extra: String...) throws -> [String] {
      try tool.run(["lookup", "--memory", "m.tmx", "بله موافقم"] + extra).lines.filter { $0.hasPrefix("\t") }.map { String($0.dropFirst()) }
        .filter { $0 != "بله موافقم" }
    }
    #expect(try targets() == ["aye", "yes"])
    #expect(try targets("--origin", "a.txt") == ["yes"])
    #expect(try targets("--domain", "law") == ["yes"])
    #expect(try targets("--confirmed") == ["aye"])
    #expect(try targets("--since", "20000101") == ["aye", "yes"])
    #expect(try targets("--since", "29990101") == [])
    #expect(try targets("--penalty", "origin:b.txt=3") == ["yes", "aye"])
    // No match is left; that all its words are stored somewhere, as a phrase, has no score.
    let none = try tool.run("lookup", "--memory", "m.tmx", "بله موافقم", "--penalty", "m=31")
    #expect(
      none.status == 1 && !none.lines.contains { $0.contains("%") } && none.lines.first?.hasPrefix("fragment\t") == true, "\(none.out)")
    let named = try tool.run("lookup", "--memory", "m.tmx", "--penalty", "origin:b.txt=3", "--json", "بله موافقم")
    #expect(named.lines.last?.contains(#""penalties":[{"name":"x-origin:b.txt","points":3}],"score":97"#) == true, "\(named.out)")
    for wrong in [["--since", "2024"], ["--penalty", "m"], ["--penalty", "m=101"], ["--penalty", "=5"]] {
      #expect(try tool.run(["lookup", "--memory", "m.tmx", "x"] + wrong).status == 2)
    }
  }

  @Test("numbers that differ are offered repaired")
  func numbers() throws {
    try #require(try tool.run("add", "m.tmx", "قطعنامه ۲۲۳۱ تصویب شد", "Resolution 2231 was adopted").status == 0)
    let answer = try tool.run("lookup", "--memory", "m.tmx", "قطعنامه ۲۲۴۵ تصویب شد")
    #expect(answer.lines.last == "\tnumbers repaired: Resolution 2245 was adopted", "\(answer.out)")
    let json = try tool.run("lookup", "--memory", "m.tmx", "--jsonl", input: "قطعنامه ۲۲۴۵ تصویب شد\nقطعنامه ۲۲۳۱ تصویب شد\n")
    #expect(json.lines.first?.contains(#""repaired":"Resolution 2245 was adopted""#) == true, "\(json.out)")
    #expect(json.lines.last?.contains("repaired") == false)
  }
}
