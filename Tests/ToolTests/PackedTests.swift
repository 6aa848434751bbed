import Foundation
import Testing

/// Packed memories, and limits on what files may hold, through the real binary.
@Suite struct PackedTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  @Test("packed memories are read wherever memories are", arguments: ["gz", "zip"])
  func packed(ending: String) throws {
    guard Tool.isInstalled("python3") else { return }
    try tool.write(InterchangeTests.memory, "m.tmx")
    let file = "m.tmx.\(ending)"
    let code =
      ending == "gz"
      ? "import gzip;gzip.open('m.tmx.gz','wb').write(open('m.tmx','rb').read())"
      : "import zipfile;zipfile.ZipFile('m.tmx.zip','w',8).write('m.tmx')"
    _ = try tool.shell("python3 -c \"\(code)\"")
    #expect(try tool.run("validate", file).status == 0)
    #expect(try tool.run("import", "n.tmx", file).lines.first == "2 pairs, 2 stored")
    #expect(try tool.run("stats", file, "--json").out.contains("\"units\":2"))
    let found = try tool.run("lookup", "--memory", "./\(file)", "سلام")
    #expect(found.status == 0 && found.lines.first?.hasPrefix("100% exact\tm") == true, "\(found)")
    #expect(found.err.contains("./\(file): unpacked for this once; `tarjoman import NAME ./\(file)` makes a memory of it"))
    #expect(try tool.run("concordance", "--memory", "./\(file)", "--side", "target", "world").out.contains("دنیا"))
    for command in [["dedupe", file], ["clean", file], ["add", file, "یک", "one"], ["import", file, "m.tmx"]] {
      let refused = try tool.run(command)
      #expect(
        refused.status == 3 && refused.err.contains("a packed memory can't be changed where it is; `tarjoman import NAME"), "\(refused)")
    }
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
    #expect(try tool.run("lookup", "--memory", "./cut.\(ending)", "سلام").status == 3)
    // What was unpacked on the way is gone.
    let left = try tool.shell(
      "mkdir -p t; export TMPDIR=\"$PWD/t\"; $T lookup --memory ./\(file) سلام; $T lookup --memory ./cut.\(ending) x; ls -A t >&2")
    #expect(left.out.contains("hello") && !left.errorLines.contains { $0.hasPrefix("tarjoman-") }, "\(left)")
  }

  @Test("a bomb is refused with its place; a limit can be raised by name")
  func bomb() throws {
    guard Tool.isInstalled("gzip") || FileManager.default.isExecutableFile(atPath: "/bin/gzip") else { return }
    try tool.write(InterchangeTests.memory, "m.tmx")
    _ = try tool.shell("(head -n 5 m.tmx; head -c 30000000 /dev/zero | tr '\\0' '\\n'; tail -n 3 m.tmx) | gzip >bomb.tmx.gz")
    let refused = try tool.run("validate", "bomb.tmx.gz")
    #expect(refused.status == 3 && refused.err.contains("bomb.tmx.gz:1:1: more than 250 times its packed size"))
    #expect(try tool.run("validate", "bomb.tmx.gz", "--limit", "ratio=4000", "--limit", "text=64M").status == 0)
    #expect(try tool.run("validate", "m.tmx", "--limit", "depth=2").out.contains("more than 2 elements within elements"))
    #expect(try tool.run("validate", "m.tmx", "--limit", "nonsense=2").status == 2)
    #expect(try tool.run("validate", "m.tmx", "--limit", "text=4k").status == 0)
  }

  @Test("a zip archive of several memories is validated and imported whole, each with its counts; what takes one says what to do")
  func several() throws {
    guard Tool.isInstalled("python3") else { return }
    try tool.write(InterchangeTests.memory, "m.tmx")
    try tool.write(
      InterchangeTests.memory.replacingOccurrences(of: "سلام", with: "درود").replacingOccurrences(
        of: "xml:lang=\"en\"><seg>world", with: "lang=\"en\"><seg>world"),
      "n.tmx")
    _ = try tool.shell(
      "python3 -c \"import zipfile;z=zipfile.ZipFile('two.zip','w',8);z.write('m.tmx','a/m.tmx');z.write('n.tmx');z.writestr('readme','b');z=zipfile.ZipFile('none.zip','w');z.writestr('a','b')\""
    )
    let valid = try tool.run("validate", "two.zip")
    #expect(valid.status == 1 && valid.out.contains("two.zip/n.tmx:7:"), "\(valid)")
    #expect(valid.err.contains("two.zip/a/m.tmx: 2 units") && valid.err.contains("two.zip/n.tmx: 2 units"))
    #expect(try tool.run("validate", "--json", "two.zip").out.contains("\"file\":\"two.zip/n.tmx\""))
    let dry = try tool.run("import", "all.tmx", "two.zip", "--dry-run")
    #expect(
      dry.lines.first == "4 pairs, nothing stored (dry run)" && !FileManager.default.fileExists(atPath: tool.folder.path + "/all.tmx"))
    let answer = try tool.run("import", "all.tmx", "two.zip")
    #expect(
      answer.lines.prefix(3) == ["4 pairs, 4 stored", "two.zip/a/m.tmx: 2 pairs", "two.zip/n.tmx: 2 pairs"],
      "\(answer)")
    #expect(try tool.read("all.tmx").contains("<prop type=\"x-origin\">n.tmx</prop>"))
    #expect(try tool.run("validate", "none.zip").err.contains("without a .tmx file"))
    for command in [
      ["stats", "two.zip"], ["export", "two.zip", "-o", "e.tmx"], ["lookup", "--memory", "./two.zip", "x"], ["check", "two.zip"],
    ] {
      let refused = try tool.run(command)
      #expect(
        refused.status == 3 && refused.err.contains("2 .tmx files (a/m.tmx, n.tmx): `tarjoman import MEMORY` takes all of them"),
        "\(refused)")
    }
  }

  @Test("all memories of an archive together stay within its limits, and one that can't be read stops the import whole")
  func severalBounded() throws {
    guard Tool.isInstalled("python3") else { return }
    try tool.write(InterchangeTests.memory, "m.tmx")
    _ = try tool.shell(
      "python3 -c \"import zipfile;z=zipfile.ZipFile('many.zip','w',8);[z.write('m.tmx',str(i)+'.tmx') for i in range(9)];z=zipfile.ZipFile('bad.zip','w');z.write('m.tmx');z.writestr('x.tmx','no')\""
    )
    let size = try Data(contentsOf: tool.folder.appending(path: "m.tmx")).count
    #expect(try tool.run("import", "all.tmx", "many.zip", "--limit", "unpacked=\(size * 9)").status == 0)
    for command in [["import", "other.tmx", "many.zip"], ["validate", "many.zip"]] {
      let refused = try tool.run(command + ["--limit", "unpacked=\(size * 9 - 1)"])
      #expect(refused.status == 3 && refused.err.contains("bytes unpacked"), "\(refused)")
    }
    #expect(try tool.run("import", "other.tmx", "many.zip", "--limit", "entries=8").status == 3)
    let bad = try tool.run("import", "other.tmx", "bad.zip")
    #expect(bad.status == 3 && bad.err.contains("bad.zip/x.tmx:1:"), "\(bad)")
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/other.tmx"))
  }

  @Test("a limit holds in every command that takes one, for every kind of file")
  func limits() throws {
    try tool.write(InterchangeTests.memory, "m.tmx")
    try tool.write(
      "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\"><text><body><conceptEntry id=\"1\"><langSec xml:lang=\"en\"><termSec><term>treaty</term></termSec></langSec></conceptEntry></body></text></tbx>",
      "g.tbx")
    try tool.write("<html><body><div><div><div><p>Hello.</p></div></div></div></body></html>", "d.html")
    try tool.write("<html><body><p>سلام.</p></body></html>", "e.html")
    try tool.write(
      "<xliff version=\"1.2\"><file><body><group><group><trans-unit id=\"1\"><source>a</source><target>b</target></trans-unit></group></group></body></file></xliff>",
      "x.xlf")
    let commands = [
      ["validate", "m.tmx"], ["validate", "g.tbx"], ["import", "n.tmx", "m.tmx"], ["import", "n.tmx", "x.xlf"],
      ["import", "n.tmx", "e.html", "d.html"],
      ["export", "m.tmx", "-o", "e.tmx"], ["export", "./g.tbx", "-o", "e.tbx"], ["check", "m.tmx"],
      ["check", "m.tmx", "--glossary", "./g.tbx"],
      ["recognize", "--glossary", "./g.tbx", "treaty"], ["diff", "./g.tbx", "./g.tbx"], ["merge", "h.tbx", "./g.tbx"],
      ["segment", "--lang", "en", "d.html"], ["align", "e.html", "d.html"],
    ]
    for command in commands {
      let free = try tool.run(command), bound = try tool.run(command + ["--limit", "depth=3"])
      #expect(!(free.out + free.err).contains("elements within elements"), "\(command): \(free)")
      #expect((bound.out + bound.err).contains("more than 3 elements within elements"), "\(command): \(bound)")
    }
    _ = try tool.shell("gzip -c m.tmx >p.tmx.gz")
    for command in [
      ["stats", "p.tmx.gz"], ["merge", "k.tmx", "p.tmx.gz"], ["diff", "p.tmx.gz", "m.tmx"], ["repair", "p.tmx.gz", "-o", "r.tmx"],
    ] {
      #expect(try tool.run(command + ["--limit", "unpacked=10"]).err.contains("more than 10 bytes unpacked"), "\(command)")
    }
  }
}
