import Foundation
import Testing

/// What comes from outside: encodings, damage, missing files, full disks.
@Suite struct FaultTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private static let text = "دو طرف توافق کردند. مذاکرات ادامه دارد. وزیر امور خارجه گفت: این گفت‌وگوها سودمند بود."

  private func encoded(_ encoding: String.Encoding, bom: [UInt8] = []) -> Data { Data(bom) + Self.text.data(using: encoding)! }

  @Test("UTF-16 with and without BOM and Windows-1256 are recognised, decoded, and said so")
  func encodings() throws {
    // Windows-1256 by its own table: the ی and ک of Persian are not in it; careless typists wrote ي and ك.
    let arabic = "دو طرف توافق كردند. مذاكرات ادامه دارد."
    let table: [Unicode.Scalar: UInt8] = [
      "د": 0xCF, "و": 0xE6, " ": 0x20, "ط": 0xD8, "ر": 0xD1, "ف": 0xDD, "ت": 0xCA, "ا": 0xC7, "ق": 0xDE, "ك": 0xDF, "ن": 0xE4, ".": 0x2E,
      "م": 0xE3, "ذ": 0xD0, "ه": 0xE5,
    ]
    let cases: [(Data, String, Int)] = [
      (encoded(.utf16LittleEndian, bom: [0xFF, 0xFE]), "UTF-16LE", 3), (encoded(.utf16BigEndian, bom: [0xFE, 0xFF]), "UTF-16BE", 3),
      (encoded(.utf16LittleEndian), "UTF-16LE", 3), (encoded(.utf16BigEndian), "UTF-16BE", 3),
      (Data(arabic.unicodeScalars.map { table[$0]! }), "windows-1256", 2),
    ]
    for (data, name, count) in cases {
      try tool.write(data, "text.txt")
      let answer = try tool.run("segment", "text.txt")
      #expect(answer.status == 0)
      #expect(answer.lines.count == count)
      #expect(answer.lines[0].hasPrefix("دو طرف توافق"))
      #expect(answer.errorLines.count == 1 && answer.err.contains(name))
    }
    try tool.write(Data([0xEF, 0xBB, 0xBF]) + encoded(.utf8), "text.txt")
    let plain = try tool.run("segment", "text.txt")
    #expect(plain.lines.count == 3 && plain.err.isEmpty && plain.lines[0].unicodeScalars.first == "د")
  }

  @Test(
    "what can't be read gives one line and status 3",
    arguments: [
      ["segment", "missing.txt"], ["segment", "folder"], ["segment", "empty.txt"], ["segment", "bytes.bin"],
      ["align", "missing.txt", "x.txt"],
      ["align", "empty.txt", "x.txt"], ["import", "m.tmx", "missing.tmx"], ["import", "m.tmx", "entities.tmx"],
      ["import", "m.tmx", "empty.txt"],
      ["import", "m.tmx", "bytes.bin", "x.txt"], ["validate", "missing.tmx"], ["validate", "folder"], ["validate", "empty.txt"],
      ["validate", "entities.tmx"], ["validate", "x.txt"], ["lookup", "--memory", "missing.tmx", "x"],
      ["lookup", "--memory", "folder", "x"],
      ["stats", "missing.tmx"], ["export", "missing.tmx", "-o", "o.tmx"], ["export", "x.txt", "-o", "o.tmx"],
      ["term", "--glossary", "missing.tsv", "x"], ["term", "x"], ["concordance", "--memory", "bytes.bin", "x"],
    ])
  func unreadable(_ arguments: [String]) throws {
    try FileManager.default.createDirectory(at: tool.folder.appending(path: "folder"), withIntermediateDirectories: true)
    try tool.write("", "empty.txt")
    try tool.write("سلام.", "x.txt")
    try tool.write(Data((0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) }), "bytes.bin")
    try tool.write(
      "<?xml version=\"1.0\"?><!DOCTYPE tmx [<!ENTITY a \"b\">]><tmx version=\"1.4\"><header srclang=\"fa\"/><body></body></tmx>",
      "entities.tmx")
    let answer = try tool.run(arguments)
    #expect(answer.status == 3, "\(arguments): \(answer.err)")
    #expect(answer.errorLines.count == 1, "\(answer.err)")
    #expect(answer.out.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "m.tmx").path))
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "o.tmx").path))
  }

  @Test(
    "wrong usage is status 2",
    arguments: [
      ["nonsense"], ["segment", "--nonsense"], ["align", "one.txt"], ["lookup", "x"], ["lookup", "--memory", "m.tmx", "--min", "0", "x"],
      ["term"],
      ["segment", "--json", "--jsonl"], ["export", "m.tmx"], ["import"], ["normalize"],
    ])
  func usage(_ arguments: [String]) throws { #expect(try tool.run(arguments).status == 2) }

  @Test(
    "every command's help has an example and status 0",
    arguments: [
      "segment", "align", "import", "lookup", "concordance", "term", "recognize", "export", "validate", "stats", "fold", "stem",
      "normalize",
    ])
  func help(_ command: String) throws {
    let answer = try tool.run(command, "--help")
    #expect(answer.status == 0)
    #expect(answer.out.contains("Example") && answer.out.contains("tarjoman \(command)"))
  }

  private func memory(units: Int) -> String {
    let body = (0..<units).map {
      "<tu tuid=\"u\($0)\"><tuv xml:lang=\"fa\"><seg>جملهٔ شمارهٔ \($0) است.</seg></tuv><tuv xml:lang=\"en\"><seg>This is sentence \($0).</seg></tuv></tu>\n"
    }
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" "
      + "o-tmf=\"t\" adminlang=\"en\" srclang=\"fa\" datatype=\"plaintext\"/>\n<body>\n" + body.joined() + "</body>\n</tmx>\n"
  }

  @Test("of a TMX cut in half every whole unit is kept and the rest is reported, status 1")
  func half() throws {
    let whole = Data(memory(units: 100).utf8)
    for cut in [whole.count / 2, whole.count / 3, whole.count - 20] {
      let part = whole.prefix(cut)
      let units = String(decoding: part, as: UTF8.self).components(separatedBy: "</tu>").count - 1
      try tool.write(Data(part), "half.tmx")
      try? FileManager.default.removeItem(at: tool.folder.appending(path: "m.tmx"))
      let answer = try tool.run("import", "m.tmx", "half.tmx")
      #expect(answer.status == 1)
      #expect(answer.out.contains("\(units) stored"))
      #expect(answer.out.contains("damaged"))
      #expect(try tool.run("stats", "--json", "m.tmx").out.contains("\"units\":\(units)"))
    }
  }

  @Test("a full disk gives one line and status 3, and nothing is half written")
  func fullDisk() throws {
    try tool.write(memory(units: 2000), "big.tmx")
    // A limit on file sizes fails as a full disk does, at the byte; the shell ignores the signal so that the write itself fails.
    let limited = try tool.shell("trap '' XFSZ; ulimit -f 64; \"$T\" import m.tmx big.tmx")
    #expect(limited.status == 3)
    #expect(limited.errorLines.count == 1)
    let left = (try? tool.read("m.tmx")) ?? ""
    #expect(!left.contains("<tu "))
    #expect(try tool.run("import", "whole.tmx", "big.tmx").status == 0)
    let exported = try tool.shell("trap '' XFSZ; ulimit -f 64; \"$T\" export whole.tmx -o out.tmx")
    #expect(exported.status == 3)
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "out.tmx").path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: tool.folder.path).allSatisfy { !$0.hasSuffix(".part") })
    // An append that fails leaves the memory as it was, byte for byte.
    let before = try tool.read("whole.tmx")
    try tool.write("جملهٔ تازه\tnew sentence\n", "new.tsv")
    let append = try tool.shell("trap '' XFSZ; ulimit -f 64; \"$T\" import whole.tmx new.tsv")
    #expect(append.status == 3)
    #expect(try tool.read("whole.tmx") == before)
    if FileManager.default.fileExists(atPath: "/dev/full") {
      let answer = try tool.shell("\"$T\" segment big.tmx > /dev/full")
      #expect(answer.status == 3)
      #expect(answer.errorLines.count == 1)
    }
  }

  @Test("a reader that goes away is no error")
  func brokenPipe() throws {
    try tool.write(String(repeating: "این یک جمله است. ", count: 200_000), "long.txt")
    let answer = try tool.shell("( \"$T\" segment long.txt; echo \"status $?\" >&2 ) | head -n 1")
    #expect(answer.lines.count == 1)
    #expect(answer.err == "status 0\n")
  }

  @Test("a name with control characters can't steer the terminal")
  func hostileName() throws {
    let answer = try tool.run("segment", "a\u{1B}[31mb")
    #expect(!answer.err.unicodeScalars.contains("\u{1B}"))
    #expect(answer.errorLines.count == 1)
  }
}
