import Foundation
import Testing

@Suite struct GlossaryCommandTests {
  private let tool: Tool
  init() throws { tool = try Tool() }

  private func write(_ text: String, _ name: String) throws {
    try text.write(to: tool.folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  private func read(_ name: String) throws -> String { try String(contentsOf: tool.folder.appending(path: name), encoding: .utf8) }

  @Test("a glossary goes through every form and comes back the same")
  func forms() throws {
    #expect(try tool.run("export", Tool.glossary, "-o", "a.tbx").status == 0)
    for format in ["tbx-dct", "tbx-v2", "tsv", "csv", "omegat"] {
      #expect(try tool.run("export", "a.tbx", "-o", "b.txt", "--format", format).status == 0, "\(format)")
      #expect(try tool.run("export", "b.txt", "-o", "c.tbx", "--format", "tbx").status == 0)
      var before = try read("a.tbx")
      // The three columns of OmegaT have no place for parts of speech.
      if format == "omegat" { before.replace(#/<termNote type="partOfSpeech">[a-z]*<\/termNote>/#, with: "") }
      let (there, back) = (before.split(separator: "\n").dropFirst(3), try read("c.tbx").split(separator: "\n").dropFirst(3))
      #expect(there.elementsEqual(back), "\(format)")
      if format != "omegat" { #expect(try tool.run("diff", "a.tbx", "c.tbx").status == 0, "\(format)") }
    }
  }

  @Test("TBX answers wherever a glossary is asked for, by name too")
  func names() throws {
    for folder in ["Memories", "Glossaries"] {
      try FileManager.default.createDirectory(at: tool.folder.appending(path: folder), withIntermediateDirectories: false)
    }
    try write("سفارت\tembassy\tconsular\n", "Glossaries/g.tsv")
    #expect(try tool.run("term", "--glossary", "g", "embassies").out.contains("سفارت"))
    try write("سفارت\tchancery\tconsular\n", "old.tsv")
    #expect(try tool.run("export", "old.tsv", "-o", "Glossaries/g.tbx").status == 0)
    // The TBX is the glossary now; the table beside it is passed over.
    #expect(try tool.run("term", "سفارت").out.contains("chancery"))
    #expect(try !tool.run("term", "سفارت").out.contains("embassy"))
    #expect(try tool.run("recognize", "سفارتخانه‌ها و سفارت‌ها").lines.count >= 1)
    #expect(
      try tool.run("check", "--glossary", "g", "--jsonl", input: "{\"source\":\"سفارت باز است.\",\"target\":\"The embassy is open.\"}\n")
        .out
        .contains("term-missing"))
  }

  @Test("damage is said with line and column, and the status tells of it")
  func damage() throws {
    try write(
      "<tbx type='TBX-Basic' xmlns='urn:iso:std:iso:30042:ed-2'><text><body>\n<conceptEntry id='a'><langSec xml:lang='en'><termSec><term/></termSec></langSec></conceptEntry>",
      "bad.tbx")
    let answer = try tool.run("validate", "bad.tbx")
    #expect(answer.status == 1)
    #expect(answer.out.contains("bad.tbx:2:54: error: left out: a term is empty"))
    #expect(answer.out.contains("damaged here"))
    #expect(try tool.run("export", "bad.tbx", "-o", "out.tbx").status == 1)
    #expect(try tool.run("merge", "bad.tbx", "bad.tbx").status == 3)
    try write("<html/>", "page.tbx")
    #expect(try tool.run("term", "--glossary", "page.tbx", "x").status == 3)
    #expect(try tool.run("export", "missing.tbx", "-o", "out.tbx").status == 3)
  }

  @Test("merge, dedupe and diff know glossaries")
  func maintenance() throws {
    try write("fa,en\nسفارت,embassy\n", "a.csv")
    try write("fa,en\nسفارت,embassy\nمرز,border\n", "b.csv")
    #expect(try tool.run("merge", "new.tbx", "a.csv", "b.csv").out.hasPrefix("2 concepts added, 0 enlarged, 1 there already"))
    #expect(try tool.run("diff", "a.csv", "b.csv").lines == ["+ border\ten: border\tfa: مرز", "1 added, 0 changed, 0 gone, 1 the same"])
    try write("fa,en\nسفارت,embassy\nسفارت,Embassy\n", "c.csv")
    #expect(try tool.run("dedupe", "c.csv").out.contains("1 that say the same as another were joined"))
    #expect(try tool.run("dedupe", "c.csv").out.contains("0 that say the same"))
  }

  @Test("term counts translations in memories, extract-terms proposes what the glossary lacks")
  func memories() throws {
    let memory = tool.file("Memories/diplomacy.tmx")
    let answer = try tool.run(
      "term", "--glossary", Tool.glossary, "--memory", memory, "--limit", "1", "--collocations", "--json", "شورای امنیت")
    #expect(answer.out.contains("\"units\":"))
    #expect(answer.out.contains("\"term\":\"Security Council\""))
    let found = try tool.run("extract-terms", memory, "--glossary", Tool.glossary, "-o", "f.tbx", "--limit", "20")
    #expect(found.status == 0)
    #expect(try read("f.tbx").contains("candidate: in "))
    #expect(try tool.run("validate", "f.tbx").status == 0)
  }
}
