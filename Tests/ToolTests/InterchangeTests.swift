import Foundation
import Testing

/// Files of other programs, damaged and hostile, through the real binary.
@Suite struct InterchangeTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  static let memory = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4">
    <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="fa" datatype="plaintext"/>
    <body>
    <tu tuid="a"><tuv xml:lang="fa"><seg>سلام</seg></tuv><tuv xml:lang="en"><seg>hello</seg></tuv></tu>
    <tu tuid="b"><tuv xml:lang="fa"><seg>دنیا</seg></tuv><tuv xml:lang="en"><seg>world</seg></tuv></tu>
    </body></tmx>

    """

  @Test("repair gives a clean file, lists what it did with places, and says when there was nothing to do")
  func repair() throws {
    try tool.write(Self.memory, "whole.tmx")
    #expect(try tool.run("repair", "whole.tmx", "-o", "out.tmx").status == 0)
    #expect(try tool.run("diff", "whole.tmx", "out.tmx").status == 0)
    var broken = Data(
      Self.memory.replacingOccurrences(of: "hello", with: "A &nbsp; B").replacingOccurrences(of: " srclang=\"fa\"", with: "").utf8)
    broken.removeLast(60)
    try tool.write(broken, "broken.tmx")
    let answer = try tool.run("repair", "broken.tmx", "-o", "out.tmx")
    #expect(answer.status == 1)
    #expect(answer.out.contains("broken.tmx:4:1: error: the header has no srclang"), "\(answer.out)")
    #expect(answer.out.contains("broken.tmx:6:") && answer.out.contains("broken.tmx:7:1: error: a unit is lost"), "\(answer.out)")
    #expect(answer.err.contains("1 units brought back, 1 lost"))
    #expect(try tool.run("validate", "out.tmx").status == 0)
    #expect(try tool.read("out.tmx").contains("A \u{A0} B"))
    #expect(try tool.run("repair", "broken.tmx", "-o", "out.tmx", "--json").out.contains("\"line\":7"))
    try tool.write("nothing", "nothing.tmx")
    #expect(try tool.run("repair", "nothing.tmx", "-o", "none.tmx").status == 3)
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/none.tmx"))
    #expect(try tool.run("repair", "missing.tmx", "-o", "none.tmx").status == 3)
  }

  @Test("validate: status 0 when every program takes the file, and says who doesn't")
  func validate() throws {
    try tool.write(Self.memory.replacingOccurrences(of: "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n", with: ""), "bare.tmx")
    let bare = try tool.run("validate", "bare.tmx")
    #expect(bare.status == 0 && bare.out.contains("info: no document type"))
    try tool.write(Self.memory.replacingOccurrences(of: " srclang=\"fa\"", with: ""), "no.tmx")
    #expect(
      try tool.run("validate", "no.tmx").out.contains(
        "no.tmx:4:1: error: the header has no srclang [refused by tmx14.dtd, OmegaT ≥ 6.1, OmegaT 3.6]"))
  }

  @Test("who changes a damaged file of another program is told what was left out of it, and where it lies as it was")
  func rewritten() throws {
    let foreign = Self.memory.replacingOccurrences(of: "<tuv", with: "\n<tuv").replacingOccurrences(of: "world</seg>", with: "world<seg>")
      .replacingOccurrences(of: "<tu tuid", with: "<tu usagecount=\"3\" tuid")
    for command in [["add", "m.tmx", "یک", "one"], ["merge", "m.tmx", "whole.tmx"], ["import", "m.tmx", "whole.tmx"]] {
      try tool.write(foreign, "m.tmx")
      try tool.write(Self.memory, "whole.tmx")
      _ = try tool.shell("rm -rf m.tmx.before* .tarjoman")
      let answer = try tool.run(command)
      #expect(answer.status != 3, "\(answer)")
      let words = answer.out + answer.err
      #expect(words.contains("m.tmx: rewritten into one unit a line (1 units)") && words.contains("m.tmx: left out:"), "\(answer)")
      #expect(words.contains("m.tmx: the file as it was is ") && words.contains("m.tmx.before"), "\(answer)")
      #expect(try tool.read("m.tmx.before") == foreign)
    }
  }

  /// What a command opens besides its own files, and sockets; nil where nothing can be traced.
  private func foreignCalls(_ command: String, on file: String) throws -> [String]? {
    _ = try tool.shell("rm -f m.tmx; strace -f -qq -e trace=open,openat,socket,connect,execve -o trace $T \(command)")
    let trace = try tool.read("trace").split(separator: "\n").map(String.init)
    if trace.contains(where: { $0.contains("ptrace") }) || trace.isEmpty {
      print("skipped: strace may not trace here")
      return nil
    }
    // What is opened before the file that was named belongs to the loader and the runtime.
    let start = try #require(trace.firstIndex { $0.contains(file) && !$0.contains("execve") }, "\(command): \(trace)")
    let ours = [
      file, "m.tmx", "r.tmx", ".tarjoman", tool.folder.path, "\".\"", "/proc/", "/sys/", "gconv", "/dev/null", "/etc/localtime", "tarjoman",
    ]
    return trace[start...].filter { line in
      if line.contains("canary") || line.contains("socket(") || line.contains("connect(") { return true }
      return line.contains("open") && !ours.contains { line.contains($0) }
    }
  }

  @Test("a hostile file opens no file and no socket besides the one that was named")
  func opensNothing() throws {
    guard Tool.isInstalled("strace"), let hostile = Tool.shared("data/interop/hostile") else { return }
    let files = try FileManager.default.contentsOfDirectory(at: hostile, includingPropertiesForKeys: nil)
    for file in files where ["dtd", "xxe", "xin", "sch", "xml"].contains(file.lastPathComponent.prefix(3)) && file.pathExtension == "tmx" {
      let path = file.path
      for command in ["validate \(path)", "import m.tmx \(path)", "repair \(path) -o r.tmx", "export \(path) -o r.tmx", "check \(path)"] {
        guard let calls = try foreignCalls(command, on: file.lastPathComponent) else { return }
        #expect(calls == [], "\(command)")
      }
    }
  }

  @Test("so does a hostile glossary, wherever one is read")
  func glossaryOpensNothing() throws {
    guard Tool.isInstalled("strace") else { return }
    try tool.write("a secret", "canary.txt")
    try tool.write("<!ENTITY b \"secret\">", "canary.dtd")
    let subsets = [
      #"SYSTEM "canary.dtd""#, #"SYSTEM "http://127.0.0.1:9/canary.dtd""#, #"[<!ENTITY a SYSTEM "canary.txt">]"#,
      #"[<!ENTITY % p SYSTEM "canary.dtd"> %p;]"#,
    ]
    try tool.write(Self.memory, "memory.tmx")
    for (number, subset) in subsets.enumerated() {
      let file = "hostile-\(number).tbx"
      try tool.write(
        """
        <?xml version="1.0"?>
        <!DOCTYPE martif \(subset)>
        <martif type="TBX" xml:lang="en" xmlns:xi="http://www.w3.org/2001/XInclude"><text><body><termEntry id="1"><xi:include href="canary.txt"/>
        <langSet xml:lang="fa"><tig><term>سلام</term></tig></langSet><langSet xml:lang="en"><tig><term>hello\(number == 2 ? "&a;" : "")</term></tig></langSet>
        </termEntry></body></text></martif>
        """, file)
      for command in [
        "validate \(file)", "recognize --glossary ./\(file) سلام", "check memory.tmx --glossary ./\(file)", "export ./\(file) -o r.tmx.tbx",
        "term --glossary ./\(file) سلام",
      ] {
        guard let calls = try foreignCalls(command, on: file) else { return }
        // A folder of its own is no excuse for what lies in it.
        #expect(calls.filter { !$0.contains("memory.tmx") } == [], "\(command)")
      }
    }
  }
}
