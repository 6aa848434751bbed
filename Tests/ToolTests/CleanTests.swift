import Foundation
import FoundationXML
import Testing

/// clean and check --report, with the real binary.
@Suite struct CleanTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private func memory() throws {
    try tool.write(
      "شورا قطعنامه را تصویب کرد.\tThe Council adopted the resolution.\nشورا <b> & قطعنامهٔ ۱۲ را تصویب کرد.\tThe Council adopted resolution 13 <b> & \"more\".\n"
        + "***\t***\n", "pairs.tsv")
    try #require(try tool.run("import", "m.tmx", "pairs.tsv").status == 0)
  }

  @Test("reasons are written on units and taken off again: the file is what it was")
  func annotate() throws {
    try memory()
    let before = try tool.read("m.tmx")
    let dry = try tool.run("clean", "m.tmx", "--dry-run")
    #expect(dry.status == 1)
    #expect(dry.lines.count == 2)
    #expect(try tool.read("m.tmx") == before)
    let answer = try tool.run("clean", "m.tmx")
    #expect(answer.lines == dry.lines)
    #expect(try tool.read("m.tmx").contains("<prop type=\"x-clean\">no_different_numbers</prop>"))
    #expect(try tool.run("clean", "m.tmx").lines.isEmpty)
    try tool.run("clean", "m.tmx", "--undo")
    #expect(try tool.read("m.tmx") == before)
  }

  @Test("nothing goes untold; what went comes back; what a person confirmed stays")
  func delete() throws {
    try memory()
    let before = Set(try tool.read("m.tmx").split(separator: "\n"))
    let id = try #require(
      before.first { $0.contains("resolution 13") }.flatMap { $0.firstMatch(of: /tj-[0-9a-f]+/) }.map { String($0.output) })
    try #require(try tool.run("confirm", "m.tmx", id, "--by", "Maryam").status == 0)
    let answer = try tool.run("clean", "m.tmx", "--delete")
    #expect(answer.lines.map { $0.prefix(1) } == ["=", "-"])
    #expect(!(try tool.read("m.tmx")).contains("***"))
    #expect(try tool.read("m.deleted.tmx").contains("***"))
    let undone = try tool.run("clean", "m.tmx", "--undo")
    #expect(undone.lines.map { $0.prefix(1) } == ["~", "+"])
    let after = try tool.read("m.tmx")
    #expect(after.contains("***") && !after.contains("x-clean"))
    #expect(try tool.shell("ls m.deleted.tmx").status != 0)
    #expect(try tool.run("clean", "m.tmx", "--only", "no_empty").lines.isEmpty)
    #expect(try tool.run("clean", "m.tmx", "--only", "nonsense").status == 2)
  }

  @Test("a report is well-formed, escaped, self-contained, and counts by document")
  func report() throws {
    try memory()
    let answer = try tool.run("check", "m.tmx", "--report", "r.html", "--report", "r.jsonl")
    #expect(answer.status == 1)
    let page = try tool.read("r.html")
    #expect(page.contains("lang=\"fa\" dir=\"rtl\"") && page.contains("<mark>13</mark>"))
    #expect(page.contains("&lt;b&gt; &amp; &quot;more&quot;"))
    #expect(!page.contains("<script") && !page.contains("http-equiv") && !page.contains("src="))
    try tool.write(String(page.drop { $0 != "\n" }.dropFirst()), "r.xml")
    let delegate = Elements()
    let parser = XMLParser(data: Data(try tool.read("r.xml").utf8))
    parser.delegate = delegate
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(delegate.names.contains("mark"))
    let lines = try tool.read("r.jsonl").split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    #expect(lines.last??["kind"] as? String == "memory")
    #expect(lines.last??["pairs"] as? Int == 3)
    #expect(lines.contains { $0?["kind"] as? String == "document" })
    #expect(lines.contains { ($0?["findings"] as? [[String: Any]])?.contains { $0["rule"] as? String == "number" } == true })
    #expect(try tool.run("check", "m.tmx", "--report", "r.txt").status == 2)
  }
}

private final class Elements: NSObject, XMLParserDelegate {
  var names: Set<String> = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]
  ) { names.insert(name) }
}
