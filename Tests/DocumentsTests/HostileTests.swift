import Archive
import Documents
import Foundation
import Testing
import XMLStream

@Suite("What a file is, and hostile ones")
struct HostileTests {
  private func refusal(_ bytes: [UInt8], name: String = "") -> DocumentError? {
    do throws(DocumentError) {
      _ = try DocumentReader().read(bytes, name: name)
      return nil
    } catch { return error }
  }

  @Test("what can't be used is said by name, whatever it is called")
  func unusable() {
    func utf16(_ text: String) -> [UInt8] { text.utf8.flatMap { [$0, 0] } }
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    for (bytes, what) in [
      (Array("%PDF-1.7\n".utf8), .pdf), (Array("{\\rtf1 }".utf8), .rtf), (compound + utf16("WordDocument"), .word97),
      (compound + utf16("EncryptedPackage"), .encrypted), (compound, .compound), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], .image),
      ([0xFF, 0xD8, 0xFF, 0xE0], .image), (Array("GIF89a".utf8), .image), ([0x1F, 0x8B, 8, 0], .gzip),
      (zip([("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), .spreadsheet),
      (zip([("[Content_Types].xml", ""), ("ppt/p.xml", "")]), .presentation),
      (zip([("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]), .spreadsheet),
      (zip([("mimetype", "application/epub+zip")]), .book),
      (zip([("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "<m:encryption-data/>")]), .encrypted),
      (zip([("a.txt", "x")]), .archive), (Array("<tmx version='1.4'/>".utf8), .memory), (Array("<martif/>".utf8), .termbase),
      (Array("<?xml version='1.0'?><srx/>".utf8), .rules), (Array("<?xml version='1.0'?><p/>".utf8), .xml),
      (Array("0\t0\t0.5\n1\t1\t0\n".utf8), .alignment),
      (Array("[0]:[0]\n[1]:[]\n".utf8), .alignment),
    ] as [([UInt8], DocumentError.Unusable)] {
      #expect(refusal(bytes, name: "a.docx") == .unusable(what), "\(what)")
    }
    #expect(throws: DocumentError.unusable(.bilingual)) {
      try DocumentReader().read(Array("msgid \"a\"\nmsgstr \"b\"\n".utf8)).laidOutText()
    }
  }

  @Test("the content tells, not the name")
  func names() throws {
    #expect(try outline(docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>"), name: "a.txt") == ["x"])
    #expect(try outline(Array("<p>x</p>".utf8), name: "a.docx") == ["x"])
    #expect(try DocumentReader().read(Array("سلام.\n".utf8), name: "a.docx").kind == .text)
    #expect(
      try DocumentReader().read(Array("\u{FEFF}سلام. این متن است.\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })).encoding
        == .utf16LittleEndian)
  }

  @Test("entities are not expanded, files are not read")
  func entities() {
    let document =
      "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b 'xxxxxxxxxx'>]><w:document xmlns:w='w'><w:body/></w:document>"
    guard case .markup("word/document.xml", let cause) = refusal(zip([("[Content_Types].xml", ""), ("word/document.xml", document)])) else {
      Issue.record("an entity declaration was let pass")
      return
    }
    #expect(cause.reason == .entityDeclared)
  }

  @Test("names that climb out of the archive find nothing")
  func traversal() {
    let relations =
      "<Relationships><Relationship Type='x/officeDocument' Target='../../../../etc/passwd'/></Relationships>"
    #expect(refusal(zip([("[Content_Types].xml", ""), ("_rels/.rels", relations), ("../../x", "y")])) == .missingPart("etc/passwd"))
    #expect(refusal(zip([("../content.xml", "<x/>"), ("/etc/passwd", "x")])) == .unusable(.archive))
  }

  @Test("a header that many relations name is read once: else a small file takes hours")
  func repeatedRelations() throws {
    let header = "<w:hdr xmlns:w='w'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:hdr>"
    let relations = String(repeating: "<Relationship Type='x/header' Target='header.xml'/>", count: 100)
    let document = zip([
      ("[Content_Types].xml", ""), ("word/document.xml", "<w:document xmlns:w='w'><w:body/></w:document>"), ("word/header.xml", header),
      ("word/_rels/document.xml.rels", "<Relationships>\(relations)</Relationships>"),
    ])
    #expect(try DocumentReader().read(document).leftOut.counts[.margins] == 1)
  }

  @Test("a zip bomb stops at its ratio")
  func bomb() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else {
      print("skipped: python3 is not installed")
      return
    }
    let path = FileManager.default.temporaryDirectory.appending(path: "bomb-\(UUID().uuidString).docx")
    defer { try? FileManager.default.removeItem(at: path) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      "import zipfile,sys\nz=zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED)\nz.writestr('[Content_Types].xml','')\n"
        + "z.writestr('word/document.xml','<w:document xmlns:w=\"w\"><w:body>'+'<w:p><w:r><w:t>a</w:t></w:r></w:p>'*3000000)\nz.close()",
      path.path,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(refusal([UInt8](try Data(contentsOf: path))) == .archive(.limit(.ratio, 250)))
  }

  @Test("depth, columns, length: each has its limit")
  func limits() throws {
    let deep = docx(String(repeating: "<w:tbl><w:tr><w:tc>", count: 100) + String(repeating: "</w:tc></w:tr></w:tbl>", count: 100))
    guard case .markup(_, let cause) = refusal(deep), case .limit(.depth, _) = cause.reason else { return #expect(Bool(false)) }
    guard case .markup(_, let cause) = refusal(Array(("<html>" + String(repeating: "<div>", count: 1_000_000)).utf8)),
      case .limit(.depth, _) = cause.reason
    else { return #expect(Bool(false)) }
    #expect(refusal(Array(("a" + String(repeating: "\tb", count: 300)).utf8), name: "a.tsv") == .limit(.columns, 256, at: 1))
    var small = DocumentLimits()
    small.file = 10
    #expect(throws: DocumentError.limit(.file, 10, at: 1)) { try DocumentReader(limits: small).read(Array("01234567890".utf8)) }
    (small.pieces, small.pieceBytes, small.file) = (2, 100, 1000)
    #expect(throws: DocumentError.limit(.pieces, 2, at: 3)) { try DocumentReader(limits: small).read(Array("<p>a<p>b<p>c".utf8)) }
    #expect(throws: DocumentError.limit(.pieceBytes, 100, at: 1)) {
      try DocumentReader(limits: small).read(Array(("<p>" + String(repeating: "a", count: 101)).utf8))
    }
  }

  @Test("cut or changed at any byte: an error or a reading, never a crash")
  func damaged() {
    let samples: [[UInt8]] = [
      docx("<w:p><w:r><w:t>متن</w:t><w:br/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
      odt("<text:p>a<text:s text:c='3'/></text:p>"),
      Array("<html><table><tr><td colspan=9>a<p>b</table></p><ul><li>c".utf8),
      Array("msgid \"a\"\nmsgid_plural \"\\x\"\nmsgstr[1] \"b\"\n".utf8),
      Array(
        "<xliff version='1.2'><file><trans-unit id='1'><source>a<g id='1'>b</g></source><target><x/></target></trans-unit></file></xliff>"
          .utf8),
      Array("# a\n\n| b |\n|---|\n| c\\| |\n[^1]: d\n> > e\n`f ![g](h *i\n".utf8), Array("\"a\"\"\n\",\"b\"\n;\"".utf8),
    ]
    var random = SystemRandomNumberGenerator()
    for (number, sample) in samples.enumerated() {
      let name = ["", "", "", "", "", "a.md", "a.csv"][number]
      for cut in 0..<min(sample.count, 400) { _ = refusal(Array(sample[..<cut]), name: name) }
      for _ in 0..<400 {
        var changed = sample
        for _ in 0..<3 { changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
        if case let document? = try? DocumentReader().read(changed, name: name) {
          _ = document.pairs(.persian, .english)
          _ = try? document.laidOutText()
        }
      }
    }
  }
}
