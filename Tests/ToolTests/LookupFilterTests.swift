import Foundation
import Testing

/// `lookup --jsonl` as an editor uses it: for hours, while others write, with whatever comes in.
@Suite struct LookupFilterTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private struct Answer: Decodable {
    struct Match: Decodable {
      var score: Int
      var source, target: String
    }

    var query: String?
    var matches: [Match]?
    var error: String?
  }

  private func answer(_ line: String) throws -> Answer { try JSONDecoder().decode(Answer.self, from: Data(line.utf8)) }

  private static let whole = #"{"query":"سلام دنیا"}"#

  @Test("a line that is no query gets a line that says so, and the next one its answer")
  func hostile() throws {
    try #require(try tool.run("add", "m.tmx", "سلام دنیا", "hello world").status == 0)
    let deep = String(repeating: "[", count: 50_000)
    let refused: [[UInt8]] =
      [
        // Halves of surrogate pairs, escaped, in the wrong order, and as bytes.
        #"{"query":"\ud800"}"#, #"{"query":"\udc00 x"}"#, #"{"query":"\ude00\ud83d"}"#, #"{"id":"\ud800","query":"x"}"#,
        #"{"query":"\u12"}"#,
        #"{"query":"\x"}"#, "{\"query\":\"a\u{0}b\"}", "{\"query\":\"a\u{1}b\"}",
        // Wrong types, and no object at all.
        #"{"query":5}"#, #"{"query":null}"#, #"{"query":["a"]}"#, #"{"query":{"query":"a"}}"#, #"{"query":"x","before":7}"#,
        #"{"id":{"a":1},"query":"x"}"#, #"{"id":1e999,"query":"x"}"#, "{}", "{", #"{"query":"x"} and more"#, #"{"query":\#(deep)"#,
        // Ten megabytes that end too early.
        #"{"query":""# + String(repeating: "آ", count: 5_000_000),
      ].map { Array($0.utf8) } + [
        Array(#"{"query":""#.utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8), Array(#"{"query":""#.utf8) + [0xFF, 0xFE] + Array("\"}".utf8),
        [0xFF, 0xFE, 0xFA], [0xC3],
      ]
    var input: [UInt8] = []
    for line in refused { input += line + [10] + Array(Self.whole.utf8) + [10] }
    let out = try tool.run(["lookup", "--memory", "m.tmx", "--jsonl"], input: Data(input))
    #expect(out.status == 1 && out.err.isEmpty, "\(out.err)")
    try #require(out.lines.count == 2 * refused.count)
    for (at, line) in refused.enumerated() {
      let error = try answer(out.lines[2 * at])
      #expect(error.error?.isEmpty == false && error.matches == nil, "\(String(decoding: line.prefix(60), as: UTF8.self))")
      #expect(try answer(out.lines[2 * at + 1]).matches?.map(\.target) == ["hello world"])
    }
  }

  @Test("what is odd and still a query is answered")
  func odd() throws {
    try #require(try tool.run("add", "m.tmx", "سلام دنیا", "hello world").status == 0)
    // A NUL that JSON can hold; a pair of surrogates; text that only looks like JSON; nothing; two queries in one, of which one counts.
    let long = String(repeating: "سلام دنیا و ", count: 5000)
    let lines = [
      #"{"query":"a\u0000b"}"#, #"{"query":"\ud83d\ude00"}"#, "[]", "null", #""abc"#, "", "   ",
      #"{"query":"سلام دنیا","query":"سلام دنیا"}"#,
      "\u{200C}\u{200E}\u{64B}", "{\"query\":\"\(long)\"}", long, Self.whole,
    ]
    let out = try tool.run("lookup", "--memory", "m.tmx", "--jsonl", input: lines.map { $0 + "\n" }.joined())
    #expect(out.status == 0 && out.lines.count == lines.count, "\(out.err)")
    for line in out.lines { #expect(try answer(line).matches != nil, "\(line.prefix(100))") }
    #expect(try answer(out.lines[0]).query == "a\u{0}b")
    #expect(try answer(out.lines[7]).matches?.count == 1)
    #expect(try answer(out.lines[11]).matches?.map(\.target) == ["hello world"])
  }

  @Test("answers follow what other processes add, edit, confirm and delete between two of them")
  func follows() throws {
    try #require(try tool.run("add", "m.tmx", "سلام دنیا", "hello world").status == 0)
    let filter = try Conversation(tool, "lookup", "--memory", "m.tmx", "--jsonl", "--min", "100")
    func targets(_ query: String) throws -> [String] {
      let answer = try answer(filter.ask(query))
      #expect(answer.error == nil, "\(answer.error ?? "")")
      return answer.matches?.map(\.target) ?? []
    }
    func write(_ arguments: String...) throws -> String {
      let answer = try tool.run(arguments)
      try #require(answer.status == 0, "\(arguments): \(answer.err)")
      return answer.lines.first ?? ""
    }
    #expect(try targets("سلام دنیا") == ["hello world"])
    for round in 0..<5 {
      let text = "جملهٔ شمارهٔ \(round) است"
      #expect(try targets(text) == [])
      let id = try write("add", "m.tmx", text, "Sentence \(round).")
      #expect(try targets(text) == ["Sentence \(round)."])
      _ = try write("edit", "m.tmx", id, "--target", "Number \(round).")
      #expect(try targets(text) == ["Number \(round)."])
      let other = try write("add", "m.tmx", text, "No. \(round).")
      _ = try write("confirm", "m.tmx", other, "--by", "Maryam")
      #expect(try targets(text) == ["No. \(round).", "Number \(round)."])
      _ = try write("delete", "m.tmx", other)
      #expect(try targets(text) == ["Number \(round)."])
      if round == 2 {
        // Another tool writes the file anew, in a layout of its own.
        try tool.write(try tool.read("m.tmx").replacingOccurrences(of: "</tu>\n", with: "</tu>\n\n"), "m.tmx")
        #expect(try targets(text) == ["Number \(round)."])
      }
      #expect(try targets("سلام دنیا") == ["hello world"])
    }
    #expect(try filter.end() == 0)
  }

  @Test("a writer at work all the while disturbs no answer")
  func undisturbed() throws {
    try #require(try tool.run("add", "m.tmx", "سلام دنیا", "hello world").status == 0)
    let writer = Process()
    writer.executableURL = URL(filePath: "/bin/sh")
    writer.arguments = [
      "-c",
      """
      for i in $(seq 25); do
        id=$("$T" add m.tmx "جمله $i" "Sentence $i") && "$T" edit m.tmx $id --target "Number $i" || exit 1
        [ $((i % 5)) != 0 ] || "$T" delete m.tmx $id || exit 1
      done
      """,
    ]
    writer.environment = ["T": Tool.binary]
    writer.currentDirectoryURL = tool.folder
    let filter = try Conversation(tool, "lookup", "--memory", "m.tmx", "--jsonl", "--min", "100")
    try writer.run()
    var asked = 0
    while writer.isRunning {
      let answer = try answer(filter.ask("سلام دنیا"))
      #expect(answer.error == nil && answer.matches?.map(\.target) == ["hello world"], "\(answer.error ?? "")")
      asked += 1
    }
    #expect(writer.terminationStatus == 0 && asked > 0)
    for number in 1...25 {
      let found = try answer(filter.ask("جمله \(number)")).matches?.map(\.target)
      #expect(found == (number % 5 == 0 ? [] : ["Number \(number)"]))
    }
    #expect(try filter.end() == 0)
  }

  @Test(
    "an index that takes longer than a moment shows a bar on a terminal, and takes it away; elsewhere, and where it is there, there is none"
  )
  func progressBar() throws {
    guard Tool.isInstalled("python3") else { return }
    func write(_ units: Int) throws {
      try tool.write(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <tmx version="1.4">
        <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="fa" datatype="plaintext"/>
        <body>

        """
          + (0..<units).map {
            "<tu tuid=\"u\($0)\"><tuv xml:lang=\"fa\"><seg>جملهٔ شمارهٔ \($0) است.</seg></tuv><tuv xml:lang=\"en\"><seg>Sentence \($0).</seg></tuv></tu>\n"
          }.joined() + "</body></tmx>\n", "m.tmx")
    }
    // Some megabytes, for the bar moves with each; and as many units as keep this binary on this machine busy for a second and a half.
    let few = 30_000
    try write(few)
    let start = Date()
    let silent = try tool.run("lookup", "--memory", "m.tmx", "جملهٔ شمارهٔ ۷ است.")
    #expect(silent.status == 0 && silent.err.isEmpty)
    let seconds = Date().timeIntervalSince(start)
    if seconds < 1.5 { try write(min(20, Int(1.5 / seconds) + 1) * few) }
    try FileManager.default.removeItem(at: tool.folder.appending(path: ".tarjoman"))
    let terminal = "python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' \"$T\" lookup --memory m.tmx 'جملهٔ شمارهٔ ۷ است.'"
    let shown = try tool.shell(terminal)
    #expect(shown.status == 0 && shown.out.contains("Sentence 7."), "\(shown.out)")
    #expect(shown.out.contains(/\rindexing \[#*\.*\] \d+ %/), "\(shown.out)")
    // What stands before the answer is blanks.
    #expect(shown.out.contains(" \r100% "), "\(shown.out)")
    let again = try tool.shell(terminal)
    #expect(again.status == 0 && again.out.contains("Sentence 7.") && !again.out.contains("indexing"))
  }
}

/// The same document again.
@Suite struct ImportAgainTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  @Test(
    "a document imported again is skipped, replaced or kept beside, as told: counts and file",
    arguments: [
      ("skip", "3 pairs, 0 stored, 3 were there already", ["Peace.", "War.", "Water."]),
      ("replace", "3 pairs, 3 stored, 3 replaced", ["Peace.", "War.", "Water."]),
      ("keep", "3 pairs, 3 stored", ["Peace.", "War.", "Water.", "Peace.", "War.", "Water."]),
    ])
  func same(_ way: String, _ counts: String, _ left: [String]) throws {
    try imports(way, "Peace.\nWar.\nWater.\n", counts, left)
  }

  @Test(
    "so is one whose second translation was changed in between",
    arguments: [
      ("skip", "3 pairs, 1 stored, 2 were there already", ["Peace.", "War.", "Water.", "The war."]),
      ("replace", "3 pairs, 3 stored, 3 replaced", ["Peace.", "The war.", "Water."]),
      ("keep", "3 pairs, 3 stored", ["Peace.", "War.", "Water.", "Peace.", "The war.", "Water."]),
    ])
  func changed(_ way: String, _ counts: String, _ left: [String]) throws {
    try imports(way, "Peace.\nThe war.\nWater.\n", counts, left)
  }

  private func imports(_ way: String, _ second: String, _ counts: String, _ left: [String]) throws {
    try tool.write("صلح.\nجنگ.\nآب.\n", "a.fa")
    try tool.write("Peace.\nWar.\nWater.\n", "a.en")
    // What stands before and behind the document's units stays where it is.
    try #require(try tool.run("add", "m.tmx", "سلام", "hello").status == 0)
    #expect(try tool.run("import", "m.tmx", "a.fa", "a.en", "--line-by-line").lines == ["3 pairs, 3 stored"])
    try tool.write(second, "a.en")
    let answer = try tool.run("import", "m.tmx", "a.fa", "a.en", "--line-by-line", "--again", way)
    #expect(answer.status == 0 && answer.lines == [counts], "\(answer.out)\(answer.err)")
    let text = try tool.read("m.tmx")
    #expect(text.matches(of: /en"><seg>(.*?)<\/seg>/).map { String($0.1) } == ["hello"] + left)
    #expect(Set(text.matches(of: /tuid="(.*?)"/).map { String($0.1) }).count == left.count + 1)
    #expect(try tool.run("validate", "m.tmx").status == 0)
    // Where the same ids stay, nothing was deleted; the unit that gave its place to another was.
    #expect(text.contains("<!-- deleted") == (way == "replace" && second.contains("The")))
  }
}
