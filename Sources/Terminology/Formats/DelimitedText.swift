/// Rows and cells of a text whose columns are parted by tabs or commas.
struct DelimitedText {
  struct Row {
    /// From 1.
    var line: Int
    var cells: [Cell]
    /// It begins with `#`, not in quotation marks.
    var isComment = false
    /// A quotation mark was not closed, or something stands behind a closed one.
    var hasBadQuotes = false
    /// Characters that were dropped: controls and noncharacters, which no term has and TBX can't hold (XML 1.0 §2.2).
    var dropped = 0
  }

  struct Cell {
    var text: String
    /// Characters before it on its line, plus 1.
    var column: Int
  }

  /// Cuts a text.
  /// - Parameters:
  ///   - quotes: cells in quotation marks may hold the separator and line ends; a doubled mark stands for one.
  ///   - onRow: called for every row; for an empty line, one without cells.
  /// - Complexity: O(n).
  static func read(_ text: String, separator: Unicode.Scalar, quotes: Bool, onRow: (Row) -> Void) {
    var row = Row(line: 1, cells: [])
    var cell = String.UnicodeScalarView()
    var line = 1, column = 1, start = 1
    var state = State.before
    var isFirst = true
    func finishCell() {
      row.cells.append(Cell(text: String(cell), column: start))
      cell = String.UnicodeScalarView()
      state = .before
    }
    func put(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0xFFFE, 0xFFFF: row.dropped += 1
      default: cell.append(scalar)
      }
    }
    func finishRow() {
      if state == .inside { row.hasBadQuotes = true }
      if !row.cells.isEmpty || !cell.isEmpty || state != .before { finishCell() }
      onRow(row)
    }
    for scalar in text.unicodeScalars {
      defer { isFirst = false }
      if isFirst, scalar == "\u{FEFF}" { continue }
      if state == .inside {
        if scalar == "\"" { state = .behind } else { put(scalar) }
        if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        continue
      }
      switch scalar {
      case "\n":
        finishRow()
        line += 1
        column = 1
        start = 1
        row = Row(line: line, cells: [])
        continue
      case "\r": break
      case separator:
        finishCell()
        start = column + 1
      case "\"" where quotes && state == .before && cell.isEmpty: state = .inside
      case "\"" where quotes && state == .behind:
        cell.append(scalar)
        state = .inside
      default:
        if scalar == "#", column == 1 { row.isComment = true }
        if state == .behind, scalar != " " { row.hasBadQuotes = true }
        if state != .behind || scalar != " " { put(scalar) }
      }
      column += 1
    }
    if !row.cells.isEmpty || !cell.isEmpty || state != .before { finishRow() }
  }

  private enum State {
    /// Not in quotation marks.
    case before
    case inside, behind
  }

  /// A cell as it is written: in quotation marks where it must be.
  static func cell(_ text: String, separator: Unicode.Scalar) -> String {
    let needsQuotes = text.unicodeScalars.contains { $0 == separator || $0 == "\n" || $0 == "\r" || (separator == "," && $0 == "\"") }
    // A row that begins with # would be a comment.
    guard needsQuotes || text.hasPrefix("\"") || text.hasPrefix("#") else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
