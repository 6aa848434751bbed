/// A text's lines.
package enum Lines {
  /// The lines without their ends, empty ones included; where the text ends with a line end, the last line is empty.
  ///
  /// The same as a split at `Character.isNewline`, several times as fast.
  /// - Complexity: O(n).
  package static func split(_ text: String) -> [Substring] {
    var text = text
    let hasRareEnds = text.withUTF8 { bytes in
      // VT, FF, NEL (C2 85), LS and PS (E2 80 A8, A9), and CR that no LF follows.
      for index in bytes.indices {
        switch bytes[index] {
        case 0x0B, 0x0C: return true
        case 0x0D: if index + 1 == bytes.count || bytes[index + 1] != 0x0A { return true }
        case 0x85: if index > 0, bytes[index - 1] == 0xC2 { return true }
        case 0xA8, 0xA9: if index > 1, bytes[index - 1] == 0x80, bytes[index - 2] == 0xE2 { return true }
        default: break
        }
      }
      return false
    }
    if hasRareEnds { return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
    return text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      Substring(line.last == 0x0D ? line.dropLast() : line)
    }
  }
}
