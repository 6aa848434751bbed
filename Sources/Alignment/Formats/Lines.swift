/// A text's lines.
package enum Lines {
  /// The lines without their ends, empty ones included; where the text ends with a line end, the last line is empty.
  ///
  /// The same as a split at `Character.isNewline`, several times as fast.
  /// - Complexity: O(n).
  package static func split(_ text: String) -> [Substring] {
    var text = text
    // The places behind the line ends; nil for a text with other ends than LF and CR LF.
    let starts = text.withUTF8 { bytes -> [Int]? in
      var starts = [0]
      for index in bytes.indices {
        switch bytes[index] {
        case 0x0A: starts.append(index + 1)
        case 0x0B, 0x0C: return nil
        case 0x0D: if index + 1 == bytes.count || bytes[index + 1] != 0x0A { return nil }
        // NEL is C2 85, LS and PS are E2 80 A8 and A9.
        case 0x85: if index > 0, bytes[index - 1] == 0xC2 { return nil }
        case 0xA8, 0xA9: if index > 1, bytes[index - 1] == 0x80, bytes[index - 2] == 0xE2 { return nil }
        default: break
        }
      }
      starts.append(bytes.count + 1)
      return starts
    }
    guard let starts else { return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
    let utf8 = text.utf8
    return (1..<starts.count).map { line in
      let start = utf8.index(utf8.startIndex, offsetBy: starts[line - 1])
      var end = utf8.index(utf8.startIndex, offsetBy: starts[line] - 1)
      if end > start, line + 1 < starts.count, utf8[utf8.index(before: end)] == 0x0D { end = utf8.index(before: end) }
      return text[start..<end]
    }
  }
}
