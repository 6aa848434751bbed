/// A list of document pairs: a line each, the columns divided by tabs.
public enum PairList {
  /// The lines' columns; empty lines and lines that begin with `#` are passed over.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``BadPairLine`` for a line with another number of columns.
  public static func read(_ path: String, columns: Int) throws -> [[String]] {
    var entries: [[String]] = []
    for (number, line) in try LoadedText.read(path).text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == columns, fields.allSatisfy({ !$0.isEmpty }) else {
        throw BadPairLine(path: path, line: number + 1, columns: columns)
      }
      entries.append(fields)
    }
    return entries
  }
}

/// A line of a pair list without the right number of columns.
public struct BadPairLine: Error, Hashable, Sendable {
  public var path: String
  /// From 1.
  public var line: Int
  /// How many columns it should have.
  public var columns: Int
}
