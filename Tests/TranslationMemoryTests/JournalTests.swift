import Foundation
import TMX
import TestSupport
import Testing
@testable import TranslationMemory

/// A writer that finds a table of units need not read the file; whatever became of table and journal, nothing is stored twice or lost.
@Suite struct JournalTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("m.tmx") }

  func pair(_ number: Int) -> Unit { unit("متن \(number)", "Text \(number)", origin: "o", position: number) }

  /// Stores and reads the table, then units one by one, each by a writer of its own.
  func prepare() throws {
    try MemoryStore.create(at: path).append((0..<50).map(pair))
    _ = try Memory(opening: path)
    for number in 50..<55 { #expect(try MemoryStore(opening: path).append([pair(number)]).added == 1) }
  }

  func check(_ count: Int = 55) throws {
    #expect(try unitsByReader(path).count == count)
    let store = try MemoryStore(opening: path)
    #expect(store.unitCount == count)
    #expect(store.recovery == nil)
    #expect(try store.append((0..<count).map(pair)).skipped == count)
    #expect(try store.append([pair(count)]).added == 1)
    #expect(try unitsByReader(path).count == count + 1)
  }

  @Test("units behind the table are known, and none is stored twice")
  func known() throws {
    try prepare()
    let table = try #require(MemoryImage.known(path, try FileStamp.of(path), in: folder.file(".tarjoman")))
    #expect(table.units.count == 50)
    #expect(table.made.unitCount == 50 && table.now.unitCount == 55)
    try check()
  }

  @Test("a place that the table knows gives way to a new unit")
  func replaced() throws {
    try prepare()
    for number in [3, 52] {
      let report = try MemoryStore(opening: path).append([unit("نو \(number)", "New", origin: "o", position: number)], again: .replace)
      #expect(report.replaced == 1)
      #expect(report.added == 1)
    }
    #expect(try unitsByReader(path).count == 55)
  }

  @Test("a damaged or missing table or journal is noticed", arguments: ["m.tmx.units", "m.tmx.layers", "m.tmx.journal"])
  func damaged(_ name: String) throws {
    try prepare()
    let place = folder.file(".tarjoman/" + name)
    let memory = bytes(path), good = bytes(place), journal = bytes(folder.file(".tarjoman/m.tmx.journal"))
    var random = SplitMix(state: 8)
    for round in 0..<30 {
      put(memory, path)
      // As if nothing had touched the file: journal and table take its new stamp.
      var words = journal.withUnsafeBytes { Array($0.bindMemory(to: UInt64.self)) }
      let last = words.count - 1
      words.replaceSubrange((last - 7)..<(last - 2), with: MemoryImage.stampWords(try FileStamp.of(path)))
      words[last] = Array(words[..<last]).withUnsafeBytes { Hash64.of($0) }
      let fresh = words.withUnsafeBytes { Array($0) }
      put(fresh, folder.file(".tarjoman/m.tmx.journal"))
      var bad = name.hasSuffix("journal") ? fresh : good
      if round % 3 == 0 {
        bad = Array(bad.prefix(Int.random(in: 0..<bad.count, using: &random)))
      } else {
        bad[Int.random(in: 0..<bad.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      put(bad, place)
      try check()
    }
  }

  @Test("a file that another program wrote to is read again")
  func changedElsewhere() throws {
    try prepare()
    put(text(path).replacingOccurrences(of: "Text 7<", with: "Text seven<"), path)
    let store = try MemoryStore(opening: path)
    #expect(store.unitCount == 55)
    #expect(try store.append([pair(55)]).added == 1)
    #expect(try Memory(opening: path).unitCount == 56)
  }

  @Test("a writer killed while it appends is noticed although there is a journal")
  func torn() throws {
    try prepare()
    put(text(path) + "<tu><tuv xml:lang=\"fa\">", path)
    let store = try MemoryStore(opening: path)
    #expect(store.recovery?.bytesCut == 23)
    #expect(store.unitCount == 55)
  }

  @Test("the first append after an edit knows all units although no journal leads to it, and begins a new one", arguments: [true, false])
  func afterEdit(_ isSameWriter: Bool) throws {
    try prepare()
    let reader = try Memory(opening: path)
    let ids = try unitsByReader(path).map(\.tuid!)
    do {
      var store = try MemoryStore(opening: path)
      try store.edit(ids[7]) { $0.notes = [Note("edited")] }
      if !isSameWriter {
        // The lock goes with the first.
        _ = consume store
        store = try MemoryStore(opening: path)
      }
      let report = try store.append([pair(3), pair(55), pair(7)])
      #expect(report.added == 1 && report.skipped == 2)
      #expect(store.unitCount == 56)
    }
    // One state before the append and one after it, from which an index is then brought up to date.
    let journal = try #require(Journal.read(path, in: folder.file(".tarjoman")))
    #expect(journal.current.stamp == MemoryImage.stampWords(try FileStamp.of(path)) && journal.layout.unitCount == 56)
    func best(_ text: String) throws -> String? {
      try reader.matches(for: text, from: .persian, to: .english, options: .init(atLeast: 100)).first?.target
    }
    #expect(try best("متن 55") == "Text 55")
    #expect(reader.unitCount == 56)
    #expect(try MemoryStore(opening: path).append([pair(56)]).added == 1)
    #expect(try best("متن 56") == "Text 56")
    #expect(try unitsByReader(path).first { $0.tuid == ids[7] }?.notes.map(\.text) == ["edited"])
    try check(57)
  }
}
