/// What a writer leaves beside a memory that it appends to: the states of the file that followed each other by nothing but units added at the end. Who knows
/// one of them need read only what lies behind its footer.
///
/// A missing or damaged journal, or one of other states, costs time and nothing else. So it is not synced.
struct Journal: Hashable {
  /// A state of the file.
  struct State: Hashable {
    /// ``MemoryImage/stampWords(_:)``.
    var stamp: [UInt64]
    /// Where its footer line begins, and how many unit lines stand before it.
    var footer, unitCount: Int
  }

  var bodyStart: Int
  /// Oldest first; the last is the file now.
  private(set) var states: [State]

  private static let most = 128
  private static let magic: UInt64 = 0x324E_524A_4A52_5254
  private static let wordsInState = 7

  /// A journal that begins with a state of the file.
  init(_ stamp: [UInt64], _ layout: Layout) {
    bodyStart = layout.bodyStart
    states = [State(stamp: stamp, footer: layout.footer, unitCount: layout.unitCount)]
  }

  var current: State { states[states.count - 1] }

  /// The layout of the file now.
  var layout: Layout { Layout(bodyStart: bodyStart, footer: current.footer, unitCount: current.unitCount, isTorn: false) }

  /// True when the file now is a state with this layout, followed by more units.
  func follows(_ stamp: [UInt64], _ layout: Layout) -> Bool {
    bodyStart == layout.bodyStart && states.contains { $0.stamp == stamp && $0.footer == layout.footer }
  }

  mutating func add(_ stamp: [UInt64], _ layout: Layout) {
    if states.count >= Self.most { states.removeFirst(Self.most / 2) }
    states.append(State(stamp: stamp, footer: layout.footer, unitCount: layout.unitCount))
  }

  static func place(_ path: String, _ folder: String) -> String { "\(folder)/\(File.name(of: path)).journal" }

  /// The journal of a memory in an index folder.
  static func read(_ path: String, in folder: String) -> Journal? {
    guard let file = try? File.open(place(path, folder), .read), let bytes = try? file.bytes(0..<(most * wordsInState * 8 + 64)),
      bytes.count % 8 == 0, bytes.count / 8 >= wordsInState + 3, (bytes.count / 8 - 3) % wordsInState == 0
    else { return nil }
    let words = bytes.withUnsafeBytes { bytes in
      (0..<(bytes.count / 8)).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
    }
    guard words[0] == magic, words[words.count - 1] == hash(words.dropLast()), words[1] < 1 << 48 else { return nil }
    var journal = Journal(bodyStart: Int(words[1]), states: [])
    for at in stride(from: 2, to: words.count - 1, by: wordsInState) {
      guard words[at + 5] < 1 << 48, words[at + 6] < 1 << 48, words[at + 5] >= words[1] else { return nil }
      journal.states.append(State(stamp: Array(words[at..<(at + 5)]), footer: Int(words[at + 5]), unitCount: Int(words[at + 6])))
    }
    return journal
  }

  private init(bodyStart: Int, states: [State]) {
    self.bodyStart = bodyStart
    self.states = states
  }

  /// The words of the file.
  var words: [UInt64] {
    var words = [Self.magic, UInt64(bodyStart)]
    for state in states { words += state.stamp + [UInt64(state.footer), UInt64(state.unitCount)] }
    words.append(Self.hash(words[...]))
    return words
  }

  /// Writes it beside the index; where that fails there is none.
  func write(_ path: String, in folder: String) {
    let place = Self.place(path, folder)
    let temporary = place + ".new"
    do throws(MemoryError) {
      let file = try File.open(temporary, .replace)
      try file.write(words.withUnsafeBytes { Array($0) }, at: 0)
      try File.rename(temporary, to: place)
    } catch {
      File.remove(temporary)
      File.remove(place)
    }
  }

  private static func hash(_ words: ArraySlice<UInt64>) -> UInt64 { Array(words).withUnsafeBytes { Hash64.of($0) } }
}
