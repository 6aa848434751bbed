import Foundation
import Testing

@testable import Workbench

private func folder() throws -> String {
  let url = FileManager.default.temporaryDirectory.appending(path: "workbench-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  return url.path
}

@Suite struct ProjectTests {
  @Test("names mean files of the nearest project upwards, paths mean themselves")
  func names() throws {
    let root = try folder()
    for path in ["/Memories", "/Glossaries", "/a/b"] {
      try FileManager.default.createDirectory(atPath: root + path, withIntermediateDirectories: true)
    }
    try "یک\tone\n".write(toFile: root + "/Glossaries/g.tsv", atomically: true, encoding: .utf8)
    let project = Project(from: root + "/a/b")
    #expect(project.folder == root)
    #expect(project.memoryPath("x") == root + "/Memories/x.tmx")
    #expect(project.memoryPath("./x.tmx") == "./x.tmx")
    #expect(project.glossaryPath("g") == root + "/Glossaries/g.tsv")
    #expect(project.glossaries == [root + "/Glossaries/g.tsv"])
    #expect(Project(from: "/").folder == nil)
  }
}

@Suite struct FileSystemTests {
  @Test("a file is replaced as a whole or not at all")
  func atomic() throws {
    let path = try folder() + "/f"
    try FileSystem.write(Array("old".utf8), to: path)
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try FileSystem.write(to: path) { put in
        try put(Array("half".utf8))
        throw Stop()
      }
    }
    #expect(try FileSystem.read(path) == Array("old".utf8))
    #expect(try FileSystem.names(in: FileSystem.parent(of: path)) == ["f"])
  }

  @Test("each failure has its reason")
  func reasons() throws {
    let base = try folder()
    func reason(_ body: () throws -> Void) -> FileError.Reason? {
      do { try body() } catch { return (error as? FileError)?.reason }
      return nil
    }
    #expect(reason { _ = try FileSystem.read(base + "/none") } == .missing)
    #expect(reason { _ = try FileSystem.read(base) } == .isDirectory)
    #expect(reason { try FileSystem.write([1], to: base) } == .isDirectory)
    #expect(reason { try FileSystem.write([1], to: base + "/no/such") } == .missing)
  }
}

@Suite struct ImportJobTests {
  private let fa = "وزیر امور خارجه وارد وین شد. مذاکرات فردا آغاز می‌شود."
  private let en = "The Foreign Minister arrived in Vienna. The negotiations will begin tomorrow."

  @Test("units say where they come from and how they were aligned; confirmed ones, by whom and when")
  func provenance() throws {
    var job = ImportJob(clock: { "20261121T120000Z" })
    job.confirmedBy = "Maryam"
    job.domain = "news"
    let pair = try job.alignment.align(fa, en, confirmed: .numbers([Bead(source: 0..<1, target: 0..<1)]))
    let units = job.units(of: pair, origin: "n.fa.txt")
    try #require(units.count == 2)
    #expect(units[0].property(UnitProperty.origin) == "n.fa.txt")
    #expect(units.map { $0.property(UnitProperty.position) } == ["1", "2"])
    #expect(units[0].property(UnitProperty.confirmedBy) == "Maryam")
    #expect(units[0].property(UnitProperty.confirmedAt) == "20261121T120000Z")
    #expect(units[0].property(UnitProperty.score) == nil)
    #expect(units[1].property(UnitProperty.confirmedBy) == nil)
    let score = try #require(units[1].property(UnitProperty.score).flatMap(Double.init))
    #expect((0...1).contains(score))
    #expect(units.allSatisfy { $0.property(UnitProperty.domain) == "news" })
    #expect(units[1].variants.map(\.text) == ["مذاکرات فردا آغاز می‌شود.", "The negotiations will begin tomorrow."])
  }

  @Test("confirmed beads that speak of other words are refused, with their line")
  func mismatch() throws {
    let job = AlignmentJob()
    let confirmation = try Confirmation(
      "وزیر امور خارجه وارد وین شد.\tThe Foreign Minister arrived in Vienna.\nچیز دیگر\tThe negotiations will begin tomorrow.\n")
    #expect(throws: ConfirmationMismatch(line: 2)) { try job.align(fa, en, confirmed: confirmation) }
  }

  @Test("the same import twice stores nothing twice, and a clock that stands still gives the same bytes")
  func repeated() throws {
    let base = try folder()
    try fa.write(toFile: base + "/n.fa.txt", atomically: true, encoding: .utf8)
    try en.write(toFile: base + "/n.en.txt", atomically: true, encoding: .utf8)
    let job = ImportJob(clock: { "20261121T120000Z" })
    let sources = try ImportJob.sources(in: base, job.alignment)
    #expect(sources.count == 1)
    for name in ["/a.tmx", "/b.tmx"] { #expect(try job.run(sources, into: base + name).store?.added == 2) }
    #expect(try FileSystem.read(base + "/a.tmx") == FileSystem.read(base + "/b.tmx"))
    let again = try job.run(sources, into: base + "/a.tmx")
    #expect(again.store?.added == 0 && again.store?.skipped == 2)
  }

  @Test("a single text is no import")
  func single() throws {
    let base = try folder()
    try fa.write(toFile: base + "/n.txt", atomically: true, encoding: .utf8)
    #expect(throws: NotBilingual(path: base + "/n.txt", isFolder: false)) { try ImportJob.sources(in: base + "/n.txt", AlignmentJob()) }
    #expect(throws: NotBilingual(path: base, isFolder: true)) { try ImportJob.sources(in: base, AlignmentJob()) }
  }
}

@Suite struct RecordTests {
  @Test("ids go out as they came in")
  func ids() throws {
    for id in ["\"a\"", "7", "1.5"] {
      let record = try JSONLine.value(TextRecord.self, from: "{\"id\":\(id),\"text\":\"\"}")
      #expect(try JSONLine.text(SegmentsRecord(id: record.id, segments: [])) == "{\"id\":\(id),\"segments\":[]}")
    }
  }

  @Test("a query line is an object, a JSON string or plain text")
  func queries() throws {
    #expect(try QueryRecord(line: "{\"query\":\"x\",\"before\":\"y\"}").before == "y")
    #expect(try QueryRecord(line: "\"x\"").query == "x")
    #expect(try QueryRecord(line: "\"x\" and y").query == "\"x\" and y")
    #expect(throws: (any Error).self) { try QueryRecord(line: "{\"q\":1}") }
  }
}
