/// Beads in the notation of vecalign, one a line: `[0,1]:[2]`; `[3]:[]` is a segment without a counterpart.
public enum BeadNotation {
  /// The beads as lines, in their order.
  public static func write(_ beads: [Bead]) -> String {
    beads.map { "[\(list($0.source))]:[\(list($0.target))]\n" }.joined()
  }

  private static func list(_ range: Range<Int>) -> String { range.map(String.init).joined(separator: ",") }

  /// Reads bead lines; blanks, a third `:score` field and `#` comments are passed over, null beads of several segments are cut into single ones.
  /// - Throws: ``AlignmentFormatError`` for a line that is no bead, or whose segments aren't consecutive.
  public static func read(_ text: String) throws(AlignmentFormatError) -> [Bead] {
    var beads: [Bead] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = line.filter { $0 != " " && $0 != "\t" && $0 != "\u{FEFF}" }
      if line.isEmpty || line.hasPrefix("#") { continue }
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count >= 2, let source = range(fields[0]), let target = range(fields[1]) else {
        throw .notABead(line: index + 1)
      }
      if source.isEmpty {
        beads += target.map { Bead(source: 0..<0, target: $0..<($0 + 1)) }
      } else if target.isEmpty {
        beads += source.map { Bead(source: $0..<($0 + 1), target: 0..<0) }
      } else {
        beads.append(Bead(source: source, target: target))
      }
    }
    return beads
  }

  private static func range(_ field: Substring) -> Range<Int>? {
    guard field.hasPrefix("["), field.hasSuffix("]") else { return nil }
    var indices: [Int] = []
    for part in field.dropFirst().dropLast().split(separator: ",") {
      guard let index = Int(part), index >= 0, index < Int(Int32.max), indices.last.map({ $0 + 1 == index }) ?? true else { return nil }
      indices.append(index)
    }
    guard let first = indices.first else { return 0..<0 }
    return first..<(first + indices.count)
  }
}

/// A line of an alignment file that can't be read.
public enum AlignmentFormatError: Error, Hashable, Sendable {
  case notABead(line: Int)
  case notARung(line: Int)
  /// Rungs must ascend from (0, 0).
  case rungOutOfOrder(line: Int)
  case notAnEntry(line: Int)
}
