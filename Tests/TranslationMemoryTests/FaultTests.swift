import Foundation
import Language
import TMX
import TestSupport
import Testing
@testable import TranslationMemory

/// What can befall a memory, really done to it. `TARJOMAN_KILLS` says how often a process is killed: two fifths of it while it appends, the rest while it edits
/// or makes indexes.
@Suite(.serialized) struct FaultTests {
  let folder = TemporaryFolder()
  static let kills = ProcessInfo.processInfo.environment["TARJOMAN_KILLS"].flatMap(Int.init) ?? 300

  @Test("no acknowledged unit is lost, however often the writer is killed while it appends")
  func killedAppending() throws {
    let kills = Self.kills * 2 / 5
    var path = ""
    var acknowledged: Set<String> = []
    var all = 0, recovered = 0
    for round in 0..<kills {
      if round % 20 == 0 {
        // Another file now and then, so that reading it all each time stays cheap.
        path = folder.file("m\(round).tmx")
        all += acknowledged.count
        acknowledged = []
        do { _ = try MemoryStore.create(at: path) }
      }
      let probe = try Probe("append", path, "\(round)")
      #expect(probe.line() == "ready")
      let said = probe.killSoon()
      for line in said where !line.isEmpty {
        // The last line may be cut short by the kill: an id in part was never said.
        for id in line.split(separator: " ") where id.utf8.count == 19 { acknowledged.insert(String(id)) }
      }
      // A reader comes before anybody mends.
      if round % 5 == 0 {
        let memory = try Memory(opening: path)
        #expect(memory.unitCount >= acknowledged.count)
      }
      let store = try MemoryStore(opening: path)
      if store.recovery != nil { recovered += 1 }
      let stored = try unitsByReader(path)
      let ids = Set(stored.map(\.tuid!))
      #expect(ids.count == stored.count)
      #expect(acknowledged.isSubset(of: ids), "round \(round)")
      // Blocks of two hundred are there whole or not at all: every origin's positions are gapless.
      if round % 10 == 0 {
        var counts: [String: (count: Int, most: Int)] = [:]
        for unit in stored {
          let origin = unit.property(UnitProperty.origin)!, position = Int(unit.property(UnitProperty.position)!)!
          let old = counts[origin] ?? (0, 0)
          counts[origin] = (old.count + 1, max(old.most, position))
        }
        for (_, value) in counts { #expect(value.count == value.most + 1) }
      }
    }
    all += acknowledged.count
    #expect(all > kills / 4)
    print("killed \(kills) times while appending: \(all) acknowledged, \(recovered) recoveries")
  }

  @Test("a writer killed while it edits or revises leaves the memory before or after, never between", arguments: ["edit", "revise"])
  func killedEditing(_ way: String) throws {
    let kills = Self.kills * 3 / 20
    let path = folder.file("m.tmx")
    var id = ""
    do { id = try MemoryStore.create(at: path).append((0..<300).map { unit("جمله \($0)", "Sentence \($0)") }).ids[150] }
    var all = 0
    for round in 0..<kills {
      let probe = try Probe(way, path, id)
      #expect(probe.line() == "ready")
      let acknowledged = probe.killSoon().compactMap(Int.init).last ?? 0
      all += acknowledged
      let units = try unitsByReader(path)
      #expect(units.count == 300)
      let number = Int(units[150].notes.first?.text ?? "0")!
      if acknowledged > 0 { #expect(number == acknowledged || number == acknowledged + 1, "round \(round)") }
      _ = try MemoryStore(opening: path)
    }
    #expect(all > 0)
    print("killed \(kills) times while it had to \(way): \(all) acknowledged")
  }

  @Test("a builder of indexes killed at any moment, at the first layer or at a later one, leaves nothing that misleads")
  func killedIndexing() throws {
    let kills = Self.kills * 3 / 10
    let path = folder.file("m.tmx")
    var count = 400
    do { _ = try MemoryStore.create(at: path).append((0..<count).map { unit("متن آزمایشی \($0)", "Test \($0)") }) }
    var built = 0
    for round in 0..<kills {
      let probe = try Probe("index", path, folder.file(".tarjoman/m.tmx"))
      #expect(probe.line() == "ready")
      built += probe.killSoon().count
      let memory = try Memory(opening: path)
      let number = Int.random(in: 0..<count)
      #expect(
        try memory.matches(for: "متن آزمایشی \(number)", from: .persian, to: .english).first?.target == "Test \(number)", "round \(round)")
      // What came since: a layer of its own, in memory or on disk, or a new first one.
      if round % 3 == 0 {
        let more = round % 18 == 0 ? 520 : 3
        if count > 1500 {
          let store = try MemoryStore(opening: path)
          var at = 0
          try store.filter { _ in
            at += 1
            return at <= 400
          }
          count = 400
        }
        try MemoryStore(opening: path).append((count..<(count + more)).map { unit("متن آزمایشی \($0)", "Test \($0)") })
        count += more
      }
    }
    _ = try MemoryImage.open(path, indexFolder: folder.file(".tarjoman"))
    print("killed \(kills) times while making indexes: \(built) made")
  }

  @Test("a second writer is told who holds the memory; readers never wait")
  func twoWriters() throws {
    let path = folder.file("m.tmx")
    do { try MemoryStore.create(at: path).append([unit("یک", "One")]) }
    let probe = try Probe("hold", path)
    #expect(probe.line() == "ready")
    let holder = "MemoryProbe (process \(probe.process.processIdentifier))"
    #expect(throws: MemoryError.locked(path: path, holder: holder)) { try MemoryStore(opening: path) }
    #expect(try Memory(opening: path).matches(for: "یک", from: .persian, to: .english).count == 1)
    probe.letGo()
    try MemoryStore(opening: path).append([unit("دو", "Two")])
    #expect(try unitsByReader(path).count == 2)
    // Within one process as well.
    let first = try MemoryStore(opening: path)
    #expect(throws: MemoryError.self) { try MemoryStore(opening: path) }
    withExtendedLifetime(first) {}
  }

  @Test("a memory that may not grow keeps what was acknowledged, and says why")
  func starved() throws {
    let path = folder.file("m.tmx")
    do { _ = try MemoryStore.create(at: path) }
    let lines = try Probe("starve", path, "20000").rest()
    let acknowledged = lines.filter { $0.hasPrefix("tj-") }
    #expect(lines.last?.hasPrefix("error \(path): can't ") == true, "\(lines.last ?? "")")
    #expect(acknowledged.count > 5)
    #expect(try unitsByReader(path).map(\.tuid!) == acknowledged)
    let store = try MemoryStore(opening: path)
    #expect(store.recovery == nil)
    try store.append([unit("نو", "New")])
    #expect(try unitsByReader(path).count == acknowledged.count + 1)
  }

  @Test("a full disk loses nothing, for an append and for an edit")
  func fullDisk() throws {
    let disk = folder.file("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    guard try run("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk])?.status == 0 else { return }  // not permitted here
    defer { _ = try? run("umount", [disk]) }
    let path = disk + "/m.tmx"
    let store = try MemoryStore.create(at: path)
    var ids: [String] = []
    var failure: MemoryError?
    while failure == nil {
      let more = (0..<20).map { unit("جملهٔ بلند شمارهٔ \(ids.count + $0)", "A long sentence number \(ids.count + $0)") }
      do throws(MemoryError) { ids += try store.append(more).ids } catch { failure = error }
    }
    #expect(failure == .system(.reserve, path: path, code: ENOSPC))
    #expect(try unitsByReader(path).map(\.tuid!) == ids)
    #expect(throws: MemoryError.self) { try store.edit(ids[0]) { $0.notes = [Note("x")] } }
    #expect(try unitsByReader(path).map(\.tuid!) == ids)
    var last = 0
    try store.forEachUnit { last = max(last, $1) }
    let added = (0..<20).map { unit("افزودهٔ شمارهٔ \($0)", String(repeating: "much ", count: 200) + "\($0)") }
    #expect(throws: MemoryError.self) { try store.revise([last: .drop], adding: added) }
    #expect(try unitsByReader(path).map(\.tuid!) == ids)
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk).filter { $0.hasSuffix(".writing") }.isEmpty)
    // Lookups go on: the index stays in memory when it finds no room.
    #expect(try Memory(opening: path).matches(for: "جملهٔ بلند شمارهٔ 3", from: .persian, to: .english).first?.score == 100)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: disk + "/.tarjoman").allSatisfy { Int($0.split(separator: ".").last!) == nil })
  }

  @Test("indexes that may not grow are kept in memory, and nothing half written stays")
  func starvedIndex() throws {
    let path = folder.file("m.tmx")
    do { _ = try MemoryStore.create(at: path).append((0..<900).map { unit("متن آزمایشی \($0)", "Test \($0)") }) }
    for limit in [0, 100, 5000, 20_000, 60_000] {
      #expect(try Probe("starve-index", path, "\(limit)", "متن آزمایشی 77").rest() == ["Test 77"])
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.file(".tarjoman"))
      #expect(left.allSatisfy { Int($0.split(separator: ".").last!) == nil }, "\(left)")
    }
    #expect(try Memory(opening: path).matches(for: "متن آزمایشی 77", from: .persian, to: .english).first?.target == "Test 77")
  }

  @Test("without the right to write a memory can be read, and an append says what is missing")
  func readOnly() throws {
    let path = folder.file("m.tmx")
    do { try MemoryStore.create(at: path).append([unit("یک", "One")]) }
    chmod(folder.path, 0o755)
    chmod(path, 0o644)
    guard getuid() == 0 else { return }
    #expect(try Probe("unprivileged", path, "read", "یک").rest() == ["1"])
    #expect(try Probe("unprivileged", path, "append").rest() == ["error \(path): can't open: Permission denied"])
    chmod(path, 0o666)
    let id = try unitsByReader(path)[0].tuid!
    #expect(try Probe("unprivileged", path, "edit", id).rest() == ["error \(folder.file(".m.tmx.writing")): can't open: Permission denied"])
    #expect(try unitsByReader(path).count == 1)
  }
}
