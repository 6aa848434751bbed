import Foundation
import Language
import TMX
import TestSupport
import Testing
@testable import TranslationMemory

/// What two branches do to one memory, merged by real git with `merge=union`: always without a conflict, always a valid file, and whatever the merge could
/// get wrong is told on opening.
@Suite struct MergeTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("m.tmx") }

  /// Units by their Persian text; the first five stand in both branches from the start.
  static let start = ["یک", "دو", "سه", "چهار", "پنج"]

  private func git(_ arguments: String...) throws -> (status: Int32, output: String) {
    try #require(
      try run("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"] + arguments, in: folder.path))
  }

  /// Does `ours` on one branch and `theirs` on another, an hour later, and merges.
  /// - Parameter style: git's `merge.conflictStyle`: people set it, and it changes what a union is.
  /// - Returns: the ids of the first units; nil where there is no git.
  private func merge(
    style: String = "merge", _ ours: (MemoryStore, [String]) throws -> Void, _ theirs: (MemoryStore, [String]) throws -> Void
  ) throws -> [String]? {
    guard try run("git", ["--version"]) != nil else { return nil }
    try #require(try git("init").status == 0)
    put("*.tmx text eol=lf merge=union\n", folder.file(".gitattributes"))
    let ids = try MemoryStore.create(at: path, clock: { "20240101T000000Z" }).append(Self.start.map { unit($0, "Old \($0)") }).ids
    _ = try git("add", ".")
    try #require(try git("commit", "-m", "start").status == 0)
    _ = try git("checkout", "-b", "other")
    try theirs(try MemoryStore(opening: path, clock: { "20240301T010000Z" }), ids)
    _ = try git("commit", "-am", "theirs")
    _ = try git("checkout", "main")
    try ours(try MemoryStore(opening: path, clock: { "20240301T000000Z" }), ids)
    _ = try git("commit", "-am", "ours")
    let merge = try git("-c", "merge.conflictStyle=\(style)", "merge", "other", "-m", "merge")
    #expect(merge.status == 0, "\(merge.output)")
    // What a reader of TMX sees is whole, and still in our layout.
    #expect(text(path).components(separatedBy: "<body>").count == 2)
    if let lint = try run("xmllint", ["--nonet", "--noout", path]) { #expect(lint.status == 0, "\(lint.output)") }
    #expect(try MemoryStore(opening: path).foreignLayout == nil)
    return ids
  }

  private func texts() throws -> [String] { try unitsByReader(path).map { $0.variants[0].text } }

  private func edit(_ store: MemoryStore, _ id: String, _ english: String) throws {
    try store.edit(id) { $0.variants[1].content = .plain(english) }
  }

  /// What memory and store say of units that are there again: they agree.
  private func returned() throws -> [ReturnedUnit] {
    let found = try Memory(opening: path).returned()
    #expect(try MemoryStore(opening: path).returned() == found)
    return found
  }

  @Test("two additions are both there, and nothing is to be told", arguments: ["merge", "diff3"])
  func addAdd(_ style: String) throws {
    guard
      try merge(
        style: style, { store, _ in try store.append([unit("شش", "Six"), unit("هفت", "Seven")]) },
        { store, _ in try store.append([unit("هشت", "Eight")]) })
        != nil
    else { return }
    #expect(Set(try texts()) == Set(Self.start + ["شش", "هفت", "هشت"]))
    #expect(try texts().count == 8)
    #expect(try Memory(opening: path).problems.isEmpty)
    #expect(try returned().isEmpty)
  }

  @Test("of two edits of one unit the later counts, and opening says so")
  func editEdit() throws {
    guard
      let ids = try merge(
        { store, ids in
          try store.append([unit("شش", "Six")])
          try edit(store, ids[0], "Ours")
        },
        { store, ids in
          try store.append([unit("هفت", "Seven")])
          try edit(store, ids[0], "Theirs")
        })
    else { return }
    #expect(Set(try texts()) == Set(Self.start + ["شش", "هفت"]))
    let memory = try Memory(opening: path)
    #expect(memory.problems.map(\.kind) == [.superseded])
    #expect(try memory.matches(for: "یک", from: .persian, to: .english).map(\.target) == ["Theirs"])
    #expect(try returned().isEmpty)
    let store = try MemoryStore(opening: path)
    // Git joins conflicts that lie near each other, and with them repeats the lines between: those copies go as well.
    #expect(try store.dropSuperseded() >= 1)
    #expect(try unitsByReader(path).count == 7)
    #expect(try unitsByReader(path).first { $0.tuid == ids[0] }?.variants[1].text == "Theirs")
  }

  @Test("a unit deleted here and edited there stays as edited, and opening says so", arguments: ["merge", "diff3"], [0, 2, 4])
  func deleteEdit(_ style: String, _ at: Int) throws {
    guard let ids = try merge(style: style, { try $0.delete([$1[at]]) }, { try edit($0, $1[at], "Edited") }) else { return }
    #expect(try texts().count == 5)
    let returned = try returned()
    #expect(returned.map(\.tuid) == [ids[at]] && returned.map(\.isChanged) == [true] && returned.map(\.deleted) == ["20240301T000000Z"])
    #expect(try Memory(opening: path).matches(for: Self.start[at], from: .persian, to: .english).first?.target == "Edited")
    // Confirming it says that it stays; deleting it that it goes.
    if at == 0 {
      try MemoryStore(opening: path, clock: { "20240401T000000Z" }).confirm([ids[at]], by: "Maryam")
      #expect(try self.returned().isEmpty)
      #expect(!text(path).contains("<!--"))
      #expect(try texts().count == 5)
    } else {
      try MemoryStore(opening: path, clock: { "20240401T000000Z" }).delete([ids[at]])
      #expect(try self.returned().isEmpty)
      #expect(try texts() == Self.start.filter { $0 != Self.start[at] })
      #expect(text(path).components(separatedBy: "<!-- deleted \(ids[at]) 20240401T000000Z ").count == 2)
    }
  }

  @Test(
    "a unit that comes back because the line beside it was edited, deleted or added is told to be as it was",
    arguments: ["edit", "delete", "add"])
  func besideDelete(_ way: String) throws {
    let at = way == "add" ? 4 : 2
    guard
      let ids = try merge(
        { try $0.delete([$1[at]]) },
        { store, ids in
          switch way {
          case "edit": try edit(store, ids[3], "Edited")
          case "delete": try store.delete([ids[3]])
          default: try store.append([unit("شش", "Six")])
          }
        })
    else { return }
    // So it is with git 2.39; another may do better, and then there is nothing to tell.
    let back = try unitsByReader(path).filter { [ids[2], ids[3], ids[4]].contains($0.tuid) }.map(\.tuid!)
    let returned = try returned()
    let deleted = way == "delete" ? [ids[2], ids[3]] : [ids[at]]
    #expect(Set(returned.map(\.tuid)) == Set(back).intersection(deleted))
    #expect(returned.allSatisfy { !$0.isChanged })
    #expect(returned.map(\.offset) == returned.map(\.offset).sorted())
    for unit in returned { #expect(try Memory(opening: path).unit(at: unit.offset).tuid == unit.tuid) }
  }

  @Test("a unit that both deleted is gone, and nothing is to be told", arguments: ["merge", "diff3"])
  func deleteDelete(_ style: String) throws {
    guard let ids = try merge(style: style, { try $0.delete([$1[2]]) }, { try $0.delete([$1[2]]) }) else { return }
    #expect(try texts() == ["یک", "دو", "چهار", "پنج"])
    #expect(try returned().isEmpty)
    // Both tombstones are there; the next rewrite keeps the later.
    #expect(text(path).components(separatedBy: "<!-- deleted ").count == 3)
    try MemoryStore(opening: path, clock: { "20240401T000000Z" }).confirm([ids[0]], by: "Maryam")
    #expect(text(path).components(separatedBy: "<!-- deleted \(ids[2]) 20240301T010000Z ").count == 2)
    #expect(text(path).components(separatedBy: "<!-- deleted ").count == 2)
  }

  @Test("deletions and edits of the first units leave one head and one body", arguments: ["merge", "diff3", "zdiff3"])
  func nearTheHead(_ style: String) throws {
    guard
      let ids = try merge(
        style: style,
        { store, ids in
          try store.delete([ids[4]])
          try edit(store, ids[0], "Ours")
        },
        { store, ids in
          try store.delete([ids[3]])
          try edit(store, ids[0], "Theirs")
        })
    else { return }
    let units = try unitsByReader(path)
    #expect(units.first?.tuid == ids[0])
    #expect(Set(units.map(\.tuid!)).isSuperset(of: ids[0...2]))
    let gone = Set(ids[3...4])
    #expect(Set(try returned().map(\.tuid)) == gone.intersection(units.map(\.tuid!)))
  }

  @Test("a unit deleted on one branch and stored anew on the other, after it was deleted there too, is told")
  func deleteThenAdd() throws {
    guard
      let ids = try merge(
        { try $0.delete([$1[2]]) },
        { store, ids in
          try store.delete([ids[2]])
          try store.append([unit(Self.start[2], "Old \(Self.start[2])", date: "20240301T010000Z")])
          #expect(try store.returned().isEmpty)
        })
    else { return }
    #expect(try returned().map(\.tuid) == [ids[2]])
    #expect(try returned().map(\.isChanged) == [true])
  }
}

/// The traces of deleted units, on one branch.
@Suite struct TombstoneTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("m.tmx") }

  private func store(_ count: Int, clock: @escaping () -> String = { "20240301T000000Z" }) throws -> (MemoryStore, [String]) {
    let store = try MemoryStore.create(at: path, clock: clock)
    return (store, try store.append((0..<count).map { unit("متن \($0)", "Text \($0)", origin: "o", position: $0) }).ids)
  }

  private var stones: [String] {
    text(path).split(separator: "\n").filter { $0.hasPrefix("<!-- deleted ") }.map { String($0.split(separator: " ")[2]) }
  }

  @Test("a memory without deletions has none; a unit that goes leaves one, whatever takes it out; storing it again takes it away")
  func comeAndGo() throws {
    func pair(_ number: Int) -> Unit { unit("متن \(number)", "Text \(number)", origin: "o", position: number) }
    let (store, ids) = try store(6)
    #expect(!text(path).contains("<!--"))
    try store.delete([ids[1]])
    try store.filter { $0.tuid != ids[2] }
    try store.append([unit("نو", "New", origin: "o", position: 3)], again: .replace)
    var drop: [Int: MemoryStore.Revision] = [:]
    try store.forEachUnit { if $0.tuid == ids[4] { drop[$1] = .drop } }
    _ = try store.revise(drop)
    #expect(Set(stones) == Set(ids[1...4]))
    #expect(try unitsByReader(path).count == 3)
    #expect(try Memory(opening: path).returned().isEmpty)
    // The same pair again: a rewrite, for its tombstone has to go.
    #expect(try store.append([pair(1), unit("بیش", "More")]).added == 2)
    #expect(Set(stones) == Set(ids[2...4]))
    #expect(try store.append((2...4).map(pair)).added == 3)
    #expect(!text(path).contains("<!--"))
    #expect(store.unitCount == 8)
    #expect(try Memory(opening: path).unitCount == 8)
  }

  @Test("a superseded copy that goes leaves none: its unit is there")
  func superseded() throws {
    let (store, ids) = try store(3)
    let lines = text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let at = try #require(lines.firstIndex { $0.contains(ids[1]) })
    put(
      (lines[...at] + [lines[at].replacingOccurrences(of: ">Text 1<", with: ">Other<")] + lines[(at + 1)...]).joined(separator: "\n"), path)
    #expect(try store.dropSuperseded() == 1)
    #expect(stones.isEmpty)
    put(lines.joined(separator: "\n").replacingOccurrences(of: lines[at], with: lines[at] + "\n" + lines[at]), path)
    var isFirst = true
    try store.filter { unit in
      guard unit.tuid == ids[1], isFirst else { return true }
      isFirst = false
      return false
    }
    #expect(stones.isEmpty)
    #expect(try unitsByReader(path).count == 3)
  }

  @Test("tombstones go with time and with number")
  func collected() throws {
    var now = "20240301T000000Z"
    let (store, ids) = try store(Tombstone.most + 20, clock: { now })
    try store.delete([ids[0]])
    now = "20240901T000000Z"
    try store.delete([ids[1]])
    #expect(stones == [ids[0], ids[1]])
    now = "20241001T000000Z"
    try store.delete([ids[2]])
    #expect(stones == [ids[1], ids[2]])
    try store.filter { $0.property(UnitProperty.position).flatMap { Int($0) }! >= Tombstone.most + 10 }
    #expect(stones.count == Tombstone.most)
    guard case .ours = try Layout.scan(File.open(path, .read)) else {
      Issue.record("so many tombstones are still a head of ours")
      return
    }
    #expect(store.unitCount == 10)
    #expect(try Memory(opening: path).unitCount == 10)
    #expect(try Memory(opening: path).returned().isEmpty)
    #expect(try unitsByReader(path).count == 10)
    now = "20250501T000000Z"
    try store.confirm([try #require(unitsByReader(path).last?.tuid)], by: "Maryam")
    #expect(stones.isEmpty && !text(path).contains("<!--"))
  }

  @Test("whatever else stands in the head stays, and lines that only look like tombstones are none")
  func foreignHead() throws {
    let (store, ids) = try store(2)
    let odd = [
      "<!-- deleted by hand -->", "<!-- deleted 17 20240101T000000Z 0000000000000000 -->", "<!-- deleted tj-1 2024 zz -->",
      "<!-- deleted tj-\(String(repeating: "1", count: 90)) 20240101T000000Z 0000000000000000 -->", "<!-- کسی این را نوشت -->",
    ]
    put(text(path).replacingOccurrences(of: "<body>\n", with: odd.joined(separator: "\n") + "\n<body>\n"), path)
    #expect(try store.returned().isEmpty)
    try store.delete([ids[0]])
    let lines = text(path).split(separator: "\n").map(String.init)
    #expect(lines.filter { odd.contains($0) } == odd)
    #expect(stones.last == ids[0])
  }

  @Test("tombstones go right before <body>, also where that ends another line")
  func bodyOnAnotherLine() throws {
    var ids: [String] = []
    do { ids = try store(2).1 }
    put(text(path).replacingOccurrences(of: "/>\n<body>", with: "/><body>"), path)
    do { try MemoryStore(opening: path, clock: { "20240302T000000Z" }).delete([ids[1]]) }
    #expect(stones == [ids[1]])
    #expect(try unitsByReader(path).map(\.tuid) == [ids[0]])
    let store = try MemoryStore(opening: path, clock: { "20241202T000000Z" })
    #expect(store.foreignLayout == nil)
    try store.confirm([ids[0]], by: "Maryam")
    #expect(!text(path).contains("<!--"))
  }

  @Test("what a memory says of returned units is right through every state of its index")
  func throughIndex() throws {
    let (store, ids) = try store(200)
    let before = text(path).split(separator: "\n").first { $0.contains(ids[70]) }!
    _ = try Memory(opening: path)
    try store.delete([ids[70]])
    let memory = try Memory(opening: path)
    #expect(try memory.returned().isEmpty)
    put(text(path).replacingOccurrences(of: "</body>", with: before + "\n</body>"), path)
    for _ in 0..<2 {
      let returned = try memory.returned()
      #expect(returned.map(\.tuid) == [ids[70]] && returned.map(\.isChanged) == [false])
      #expect(try memory.unit(at: returned[0].offset).tuid == ids[70])
      #expect(try store.returned() == returned)
      try store.append([unit("نو", "New")])
    }
    try FileManager.default.removeItem(atPath: folder.file(".tarjoman"))
    #expect(try memory.returned().count == 1)
  }
}
