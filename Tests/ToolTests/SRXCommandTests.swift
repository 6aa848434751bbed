import Foundation
import Testing

/// `segment --srx` as people type it.
@Suite struct SRXCommandTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private func rules(_ before: String, language: String = "en") -> String {
    """
    <srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/><body><languagerules>
    <languagerule languagerulename="A"><rule break="no"><beforebreak>(?x)a</beforebreak><afterbreak/></rule>
    <rule break="yes"><beforebreak>\(before)</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule></languagerules>
    <maprules><languagemap languagepattern="\(language)" languagerulename="A"/></maprules></body></srx>
    """
  }

  @Test("a text is cut by the rules of the file; a refused rule is a note")
  func cut() throws {
    try tool.write(rules(";"), "r.srx")
    let answer = try tool.run("segment", "--lang", "en", "--srx", "r.srx", input: "One. Two; three.\n")
    #expect(answer.status == 0)
    #expect(answer.lines == ["One. Two;", "three."])
    #expect(answer.errorLines.count == 1 && answer.err.contains("r.srx: rule 1 of “A” (line 2) is left out: beforebreak"))
    let lines = try tool.run("segment", "--lang", "en", "--jsonl", "--srx", "r.srx", input: "{\"id\":1,\"text\":\"a; b\"}\n")
    #expect(lines.lines == ["{\"id\":1,\"segments\":[[0,2],[3,4]]}"])
  }

  @Test("a language without rules is a note, and paragraphs stay whole")
  func otherLanguage() throws {
    try tool.write(rules(";"), "r.srx")
    let answer = try tool.run("segment", "--lang", "fa", "--srx", "r.srx", input: "یک. دو; سه.\n")
    #expect(answer.status == 0 && answer.lines.count == 1)
    #expect(answer.err.contains("no rule breaks a text in “fa”"))
  }

  @Test(
    "a missing, empty, broken or foreign file is one line and status 3",
    arguments: [
      (nil, "r.srx: no such file"), ("", "r.srx:1:1: the file is empty"), ("<srx>", "r.srx:1:"),
      ("<tmx/>", "r.srx:1:1: no SRX: it begins with <tmx>"),
    ])
  func badFile(_ content: String?, _ words: String) throws {
    if let content { try tool.write(content, "r.srx") }
    let answer = try tool.run("segment", "--srx", "r.srx", input: "یک.\n")
    #expect(answer.status == 3 && answer.out.isEmpty)
    #expect(answer.errorLines.count == 1 && answer.err.contains(words), "\(answer.err)")
  }
}
