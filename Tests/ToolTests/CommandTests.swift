import Foundation
import Testing

/// The words that people type, each on small input.
@Suite struct CommandTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private var glossary: String { Tool.glossary }

  @Test(
    "terms are found in the spellings and forms that texts have",
    arguments: [
      ("تحریمها", "sanction"), ("تحریم‌هایشان", "sanction"), ("كشورهاي", "country"), ("توافق نامه", "agreement"), ("توافقنامه", "agreement"),
      ("مسؤول", "official"), ("مسئول", "official"), ("هیأت", "delegation"), ("هیئت", "delegation"), ("معاهدات", "treaty"),
      ("برجام", "Joint Comprehensive Plan of Action"), ("JCPOA", "Joint Comprehensive Plan of Action"),
      ("یادداشت تفاهمهای", "memorandum of understanding"),
      ("IAEA", "International Atomic Energy Agency"),
    ])
  func terms(_ query: String, _ english: String) throws {
    let answer = try tool.run("term", "--glossary", glossary, "--limit", "1", query)
    #expect(answer.status == 0)
    #expect(answer.out.contains("\t\(english)") || answer.out.contains("| \(english)"), "\(answer.out)")
  }

  @Test("an unknown word gives status 1 and nothing on standard output")
  func unknownTerm() throws {
    let answer = try tool.run("term", "--glossary", glossary, "qqqqzzzz")
    #expect(answer.status == 1 && answer.out.isEmpty)
  }

  @Test("recognize answers lines, with places in code points")
  func recognize() throws {
    let answer = try tool.run(
      "recognize", "--glossary", glossary, "--lang", "fa", "--jsonl", input: "{\"id\":7,\"text\":\"با رفع تحریمهای یک جانبه\"}\nnonsense\n")
    #expect(answer.status == 1)
    #expect(answer.lines.count == 2)
    #expect(answer.lines[0].hasPrefix("{\"id\":7,\"terms\":[{"))
    #expect(answer.lines[1].contains("\"error\""))
  }

  @Test("segment --jsonl gives an answer a line, in order, ids as they came")
  func segmentLines() throws {
    let answer = try tool.run(
      "segment", "--lang", "fa", "--jsonl", "-", input: "{\"id\":\"a\",\"text\":\"یک. دو.\"}\n{\"text\":\"\"}\n{\"id\":3,\"text\":\"سه\"}\n"
    )
    #expect(answer.lines == ["{\"id\":\"a\",\"segments\":[[0,3],[4,7]]}", "{\"segments\":[]}", "{\"id\":3,\"segments\":[[0,2]]}"])
  }

  @Test("fold and stem give as many lines as they get")
  func lines() throws {
    #expect(try tool.run("fold", input: "كشورهاي\n\nمی شود\n").out == "کشورهای\n\nمی شود\n")
    #expect(try tool.run("fold", "--no-blanks", input: "می شود\r\nمی‌شود").out == "میشود\nمیشود\n")
    #expect(
      try tool.run("stem", "--lang", "en", input: "negotiations\n\n").out.split(separator: "\n", omittingEmptySubsequences: false).count
        == 3)
  }

  private func importDocument(_ memory: String = "m.tmx", _ extra: String...) throws -> Tool.Answer {
    let base = tool.file("Memories/Documents/press-conference")
    return try tool.run(["import", memory, base + ".fa.txt", base + ".en.txt", "--glossary", glossary] + extra)
  }

  @Test("a memory answers in both directions, and says what differs")
  func lookup() throws {
    #expect(try importDocument().status == 0)
    let persian = try tool.run(
      "lookup", "--memory", "m.tmx", "--json", "وی خاطرنشان ساخت: با وجود همه اختلاف نظرها راه گفت‌وگو همچنان باز است.")
    #expect(persian.status == 0)
    #expect(persian.lines.first?.contains("\"kind\":\"fuzzy\"") == true)
    #expect(persian.lines.first?.contains("\"diff\":[{") == true)
    let row = try String(contentsOfFile: tool.file("Memories/Documents/press-conference.gold.tsv"), encoding: .utf8).split(separator: "\n")[
      4]
    let english = String(row.split(separator: "\t")[1]).replacingOccurrences(of: " ~~~ ", with: " ")
    let back = try tool.run("lookup", "--memory", "m.tmx", "--from", "en", "--to", "fa", "--json", english)
    #expect(back.lines.first?.contains("\"score\":100") == true)
    #expect(try tool.run("lookup", "--memory", "m.tmx", "هیچ چیز مانند این در حافظه نیست و نبوده است").status == 1)
    let lines = try tool.run("lookup", "--memory", "m.tmx", "--jsonl", input: "\(english)\n{\"query\":\"x\"}\n\n")
    #expect(lines.status == 0 && lines.lines.count == 3)
  }

  @Test("single units are added, edited, confirmed and deleted by id")
  func singleUnits() throws {
    let added = try tool.run("add", "m.tmx", "حسن همجواری", "good-neighbourliness", "--by", "Maryam", "--domain", "law")
    #expect(added.status == 0)
    let tuid = try #require(added.lines.first)
    #expect(tuid.hasPrefix("tj-"))
    #expect(try tool.run("add", "m.tmx", "حسن همجواری", "good-neighbourliness", "--by", "Maryam", "--domain", "law").status == 1)
    func hit() throws -> String { try tool.run("lookup", "--memory", "m.tmx", "--limit", "1", "--json", "حسن همجواری").out }
    #expect(try hit().contains("\"confirmedBy\":\"Maryam\""))
    #expect(try tool.run("edit", "m.tmx", tuid, "--target", "good neighbourly relations").status == 0)
    #expect(try !hit().contains("confirmedBy"))
    #expect(try tool.run("confirm", "m.tmx", tuid, "--by", "Reza").status == 0)
    #expect(try hit().contains("\"confirmedBy\":\"Reza\"") && hit().contains("good neighbourly relations"))
    #expect(try tool.run("delete", "m.tmx", tuid, "tj-0000000000000000").status == 3)
    #expect(try hit().contains(tuid))
    #expect(try tool.run("delete", "m.tmx", tuid).status == 0)
    #expect(try !hit().contains(tuid))
    #expect(try tool.run("edit", "m.tmx", tuid).status == 2)
  }

  @Test("a memory is looked up by name from anywhere below its project")
  func names() throws {
    try FileManager.default.createDirectory(at: tool.folder.appending(path: "Memories"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: tool.folder.appending(path: "deep/er"), withIntermediateDirectories: true)
    #expect(try importDocument("press").status == 0)
    #expect(FileManager.default.fileExists(atPath: tool.folder.appending(path: "Memories/press.tmx").path))
    #expect(try tool.shell("cd deep/er && \"$T\" stats press --json").out.contains("\"memory\":\"press\""))
  }

  @Test("what an import leaves out is counted, a dry run stores nothing")
  func imports() throws {
    let dry = try importDocument("m.tmx", "--dry-run")
    #expect(dry.out.contains("nothing stored"))
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "m.tmx").path))
    try tool.write("یک\tone\nno tab here\nدو\ttwo\n", "pairs.tsv")
    let table = try tool.run("import", "m.tmx", "pairs.tsv")
    #expect(table.status == 1)
    #expect(table.out.contains("2 stored") && table.out.contains("1 rejected") && table.out.contains("pairs.tsv:2"))
  }

  @Test("texts that are no translation of each other are refused, and nothing is stored")
  func refusals() throws {
    let fa = tool.file("Memories/Documents/speech.fa.txt"), en = tool.file("Memories/Documents/speech.en.txt")
    for pair in [[en, fa], [fa, fa], [en, en]] {
      let answer = try tool.run(["import", "m.tmx"] + pair)
      #expect(answer.status == 3)
      #expect(answer.errorLines.count == 1)
    }
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "m.tmx").path))
  }

  @Test("align speaks every form, and its beads cover each segment once")
  func alignForms() throws {
    let base = tool.file("Memories/Documents/note-verbale")
    func align(_ format: String) throws -> Tool.Answer {
      try tool.run("align", base + ".fa.txt", base + ".en.txt", "--glossary", glossary, "--format", format)
    }
    let beads = try align("beads").lines
    let source = beads.flatMap { $0.split(separator: "]")[0].dropFirst().split(separator: ",") }.map { Int($0)! }
    #expect(source == Array(0..<source.count))
    #expect(try align("ladder").lines.first?.hasPrefix("0\t0\t") == true)
    #expect(try align("tsv").lines.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 3 })
    #expect(try align("json").lines.allSatisfy { $0.contains("\"evidence\":") && $0.contains("\"probability\":") })
    #expect(try align("tmx").out.hasSuffix("</body></tmx>\n"))
    try tool.write("\(base).fa.txt\t\(base).en.txt\tout.beads\n", "list.tsv")
    #expect(try tool.run("align", "--pairs", "list.tsv", "--format", "beads", "--glossary", glossary).out.isEmpty)
    #expect(try tool.read("out.beads").split(separator: "\n").map(String.init) == beads)
  }

  @Test(
    "the toolkit's own documents align as their readers did",
    arguments: [
      "joint-statement", "press-conference", "speech", "note-verbale",
    ])
  func ownDocuments(_ name: String) throws {
    let base = tool.file("Memories/Documents/\(name)")
    let found = try tool.run("align", base + ".fa.txt", base + ".en.txt", "--glossary", glossary, "--no-learn", "--format", "tsv").lines
    let gold = try String(contentsOfFile: base + ".gold.tsv", encoding: .utf8).split(separator: "\n")
    let pairs = Set(found.map { $0.split(separator: "\t", omittingEmptySubsequences: false).prefix(2).joined(separator: "\t") })
    let right = gold.filter { pairs.contains(String($0)) }.count
    #expect(Double(right) >= 0.95 * Double(gold.count), "\(right) of \(gold.count)")
  }

  @Test("the tool starts within 15 ms of CPU", .enabled(if: ProcessInfo.processInfo.environment["TARJOMAN"] != nil))
  func startup() throws {
    // The bash keyword gives CPU seconds of twenty starts.
    let answer = try tool.command(
      "/bin/bash", ["-c", "TIMEFORMAT='%U %S'; time for i in {1..20}; do '\(Tool.binary)' --version >/dev/null; done"])
    let seconds = answer.err.split(whereSeparator: { $0 == " " || $0 == "\n" }).compactMap { Double($0) }.reduce(0, +)
    #expect(seconds / 20 <= 0.015)
  }
}
