import Foundation
import Testing

/// Files of other programs, packed, damaged and hostile, through the real binary.
@Suite struct InterchangeTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private static let memory = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4">
    <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="fa" datatype="plaintext"/>
    <body>
    <tu tuid="a"><tuv xml:lang="fa"><seg>سلام</seg></tuv><tuv xml:lang="en"><seg>hello</seg></tuv></tu>
    <tu tuid="b"><tuv xml:lang="fa"><seg>دنیا</seg></tuv><tuv xml:lang="en"><seg>world</seg></tuv></tu>
    </body></tmx>

    """

  @Test("packed memories are read wherever memories are", arguments: ["gz", "zip"])
  func packed(ending: String) throws {
    guard Tool.isInstalled("python3") else { return }
    try tool.write(Self.memory, "m.tmx")
    let file = "m.tmx.\(ending)"
    let code =
      ending == "gz"
      ? "import gzip;gzip.open('m.tmx.gz','wb').write(open('m.tmx','rb').read())"
      : "import zipfile;zipfile.ZipFile('m.tmx.zip','w',8).write('m.tmx')"
    _ = try tool.shell("python3 -c \"\(code)\"")
    #expect(try tool.run("validate", file).status == 0)
    #expect(try tool.run("import", "n.tmx", file).lines.first == "2 pairs, 2 stored")
    #expect(try tool.run("stats", file, "--json").out.contains("\"units\":2"))
    #expect(try tool.run("diff", file, "m.tmx").status == 0)
    #expect(try tool.run("merge", "o.tmx", file).status == 0)
    #expect(try tool.run("check", file).status == 0)
    #expect(try tool.run("export", file, "-o", "e.tmx").status == 0)
    #expect(try tool.run("repair", file, "-o", "r.tmx").status == 0)
    #expect(try tool.shell("cat \(file) | $T validate -").status == 0)
    // Cut off: what came out is read, and the damage told of.
    _ = try tool.shell("head -c $(($(stat -c %s \(file)) - 9)) \(file) >cut.\(ending)")
    let cut = try tool.run("validate", "cut.\(ending)")
    #expect(cut.status == (ending == "gz" ? 1 : 3) && (cut.out + cut.err).contains("damaged"), "\(cut)")
    #expect(try tool.run("repair", "cut.\(ending)", "-o", "r.tmx").status == (ending == "gz" ? 1 : 3))
  }

  @Test("a bomb is refused with its place; a limit can be raised by name")
  func bomb() throws {
    guard Tool.isInstalled("gzip") || FileManager.default.isExecutableFile(atPath: "/bin/gzip") else { return }
    try tool.write(Self.memory, "m.tmx")
    _ = try tool.shell("(head -n 5 m.tmx; head -c 30000000 /dev/zero | tr '\\0' '\\n'; tail -n 3 m.tmx) | gzip >bomb.tmx.gz")
    let refused = try tool.run("validate", "bomb.tmx.gz")
    #expect(refused.status == 3 && refused.err.contains("bomb.tmx.gz:1:1: more than 250 times its packed size"))
    #expect(try tool.run("validate", "bomb.tmx.gz", "--limit", "ratio=4000", "--limit", "text=64M").status == 0)
    #expect(try tool.run("validate", "m.tmx", "--limit", "depth=2").out.contains("more than 2 elements within elements"))
    #expect(try tool.run("validate", "m.tmx", "--limit", "nonsense=2").status == 2)
    #expect(try tool.run("validate", "m.tmx", "--limit", "text=4k").status == 0)
  }

  @Test("a zip archive without a memory, or with two")
  func archives() throws {
    guard Tool.isInstalled("python3") else { return }
    try tool.write(Self.memory, "m.tmx")
    _ = try tool.shell(
      "python3 -c \"import zipfile;z=zipfile.ZipFile('two.zip','w');z.write('m.tmx');z.write('m.tmx','n.tmx');z=zipfile.ZipFile('none.zip','w');z.writestr('a','b')\""
    )
    #expect(try tool.run("validate", "two.zip").err.contains("2 .tmx files (m.tmx, n.tmx)"))
    #expect(try tool.run("validate", "none.zip").err.contains("without a .tmx file"))
  }

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

  @Test("a hostile file opens no file and no socket besides the one that was named")
  func opensNothing() throws {
    guard Tool.isInstalled("strace"), let hostile = Tool.shared("data/interop/hostile") else { return }
    let files = try FileManager.default.contentsOfDirectory(at: hostile, includingPropertiesForKeys: nil)
    for file in files where ["dtd", "xxe", "xin", "sch", "xml"].contains(file.lastPathComponent.prefix(3)) && file.pathExtension == "tmx" {
      for command in ["validate \(file.path)", "import m.tmx \(file.path)", "repair \(file.path) -o r.tmx"] {
        _ = try tool.shell("rm -f m.tmx; strace -f -qq -e trace=open,openat,socket,connect,execve -o trace $T \(command)")
        let trace = try tool.read("trace").split(separator: "\n")
        if trace.contains(where: { $0.contains("ptrace") }) || trace.isEmpty { return print("skipped: strace may not trace here") }
        // What is opened before the file that was named belongs to the loader and the runtime.
        let start = trace.firstIndex { $0.contains(file.lastPathComponent) && !$0.contains("execve") } ?? trace.startIndex
        for line in trace[start...] {
          #expect(!line.contains("canary") && !line.contains("socket(") && !line.contains("connect("), "\(command): \(line)")
          if line.contains("open"), !line.contains(file.lastPathComponent) {
            let isOurs = [
              "m.tmx", "r.tmx", ".tarjoman", tool.folder.path, "\".\"", "/proc/", "/sys/", "gconv", "/dev/null", "/etc/localtime",
              "tarjoman",
            ].contains {
              line.contains($0)
            }
            #expect(isOurs, "\(command): \(line)")
          }
        }
      }
    }
  }
}
