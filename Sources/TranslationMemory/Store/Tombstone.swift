/// The trace that a deleted unit leaves, for merges.
///
/// Git's `union` merge knows lines, not deletions: a unit that one branch deleted and the other edited stays, and so does one that was deleted beside a line
/// that the other branch changed, added or deleted. Nothing in the units would tell. So the file keeps, before `<body>`, a comment line for each unit deleted
/// of late, with its id, the time and a hash of its line. Two branches' tombstones merge as units do; every reader of TMX passes over comments.
///
/// Behind the tombstones stand three lines that never change. They are not only for people: git joins two conflicts with three lines or fewer between them
/// and writes those lines twice (`xdl_simplify_non_conflicts`), and `<body>` must not stand there twice.
struct Tombstone: Hashable, Sendable {
  var tuid: String
  /// When it was deleted, `YYYYMMDDThhmmssZ`.
  var date: String
  /// ``UnitLine/hash`` of its line as it was.
  var hash: UInt64

  /// So many stay, the newest; and none longer than so many months: branches that were apart for longer are rare, and a file is no graveyard.
  static let most = 5000
  static let months = 6

  static let opening: StaticString = "<!-- deleted "
  private static let closing = " -->"
  private static let explanation = [
    "<!-- The units named above were deleted from this memory. When a merge in git brings one of them back, Tarjoman says so. -->",
    "<!-- To other programs these lines say nothing. -->",
    "<!-- They part what two branches add above from what they change below. -->",
  ]

  init(tuid: String, date: String, hash: UInt64) {
    self.tuid = tuid
    self.date = date
    self.hash = hash
  }

  /// - Parameter line: the unit's, without its line feed.
  init(tuid: String, date: String, line: [UInt8]) {
    self.init(tuid: tuid, date: date, hash: line.withUnsafeBytes { Hash64.of($0) })
  }

  // MARK: Its line

  /// Reads a line without its line feed; nil when it is none of ours.
  init?(_ line: some StringProtocol) {
    guard line.hasPrefix("\(Self.opening)"), line.hasSuffix(Self.closing) else { return nil }
    let words = line.dropFirst(Self.opening.utf8CodeUnitCount).dropLast(Self.closing.utf8.count).split(separator: " ")
    guard words.count == 3, let hash = UInt64(words[2], radix: 16) else { return nil }
    self.init(tuid: String(words[0]), date: String(words[1]), hash: hash)
    guard isWritable else { return nil }
  }

  private var line: String { "\(Self.opening)\(tuid) \(date) \(hash.hexadecimal)\(Self.closing)" }

  /// Only ids that Tarjoman gave are sure to fit into a comment and to name one unit.
  private var isWritable: Bool {
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      default: byte == UInt8(ascii: "-")
      }
    }
    return tuid.hasPrefix(MemoryStore.idPrefix) && tuid.utf8.count <= 64 && !tuid.contains("--") && tuid.utf8.allSatisfy(isPlain)
      && !date.isEmpty && date.utf8.count <= 20 && date.utf8.allSatisfy(isPlain) && !date.contains("-")
  }

  // MARK: In the head

  /// The tombstones in a memory's head, its bytes up to the first unit, by their ids; of two for one unit the later.
  static func read(_ head: [UInt8]) -> [String: Tombstone] {
    let all = head.split(separator: 10).compactMap { isComment($0) ? Tombstone(String(decoding: $0, as: UTF8.self)) : nil }
    return Dictionary(all.map { ($0.tuid, $0) }, uniquingKeysWith: { $0.date > $1.date ? $0 : $1 })
  }

  /// A head with these tombstones in the place of its own.
  static func head(_ head: [UInt8], with tombstones: [Tombstone]) -> [UInt8] {
    let body = Array("<body>\n".utf8)
    var lines = head.dropLast(body.count).split(separator: 10, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let others = lines.filter { !isOurs($0) }
    guard head.suffix(body.count).elementsEqual(body), !tombstones.isEmpty || others.count < lines.count else { return head }
    let added = tombstones.isEmpty ? [] : tombstones.map(\.line) + explanation
    return Array((others + added.map { ArraySlice($0.utf8) }).joined(separator: [10])) + [10] + body
  }

  private static func isOurs(_ line: ArraySlice<UInt8>) -> Bool {
    guard isComment(line) else { return false }
    let text = String(decoding: line, as: UTF8.self)
    return Tombstone(text) != nil || explanation.contains(text)
  }

  private static func isComment(_ line: ArraySlice<UInt8>) -> Bool { line.starts(with: [0x3C, 0x21, 0x2D, 0x2D]) }

  /// What is left of a memory's tombstones after a write, the oldest first.
  /// - Parameters:
  ///   - new: of the units that it takes out.
  ///   - revived: ids, as hashes, of the units that it decides to be there.
  static func kept(
    of old: [String: Tombstone], adding new: [Tombstone], reviving revived: Set<UInt64>, now: String
  ) -> [Tombstone] {
    var latest = old
    for each in new where each.isWritable { latest[each.tuid] = each }
    let left = latest.values.filter { !revived.contains(MemoryStore.hash($0.tuid)) && months(from: $0.date, to: now) <= months }
    return Array(left.sorted { ($0.date, $0.tuid) < ($1.date, $1.tuid) }.suffix(most))
  }

  private static func months(from date: String, to now: String) -> Int {
    func months(_ date: String) -> Int? {
      guard let year = Int(date.prefix(4)), let month = Int(date.dropFirst(4).prefix(2)) else { return nil }
      return year * 12 + month
    }
    guard let from = months(date), let to = months(now) else { return .max }
    return to - from
  }
}
