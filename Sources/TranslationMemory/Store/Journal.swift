/// What a writer leaves beside the table of units of a memory that it appended to: that the file as it is now is the one the table was made of, followed by
/// more units. With it the next writer need not read the file, and a reader only its end.
///
/// A missing or damaged journal, or one of another state of the file, costs time and nothing else. So it is not synced.
struct Journal: Hashable {
  /// ``MemoryImage/stampWords(_:)`` of the file that the table was made of, and of the file now.
  var base, current: [UInt64]
  /// The layout now.
  var layout: Layout

  private static let magic: UInt64 = 0x314E_524A_4A52_5254

  static func place(_ path: String, _ folder: String) -> String { "\(folder)/\(File.name(of: path)).journal" }

  /// The journal of a memory in an index folder.
  static func read(_ path: String, in folder: String) -> Journal? {
    guard let file = try? File.open(place(path, folder), .read), let bytes = try? file.bytes(0..<1024), bytes.count == 15 * 8 else {
      return nil
    }
    let words = bytes.withUnsafeBytes { bytes in (0..<15).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) } }
    guard words[0] == magic, words[14] == hash(words[..<14]), words[11...13].allSatisfy({ $0 < 1 << 48 }) else { return nil }
    return Journal(
      base: Array(words[1...5]), current: Array(words[6...10]),
      layout: Layout(bodyStart: Int(words[11]), footer: Int(words[12]), unitCount: Int(words[13]), isTorn: false))
  }

  /// Writes it beside the table; where that fails there is none.
  func write(_ path: String, in folder: String) {
    var words = [Self.magic] + base + current + [UInt64(layout.bodyStart), UInt64(layout.footer), UInt64(layout.unitCount)]
    words.append(Self.hash(words[...]))
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
