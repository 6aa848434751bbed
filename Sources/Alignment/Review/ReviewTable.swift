/// An alignment as a table to be edited in any spreadsheet, and read back without loss.
///
/// A row is a bead: action, number, state, probability, score, bead notation, source, target, evidence, divided by tabs. A reviewer writes in the first
/// column `accept`, `merge` (with the bead of the next number), `drop`, `split 7:9` or `move 7:9` (before source segment 7 and target segment 9, counted
/// from 0). The rows may stand in any order: the number says where a bead stands in the texts. Segments of one bead are divided by ` ~~~ `. A field that holds a tab, a line end or `"` stands in quotes, with `"` doubled; one that a spreadsheet would take for a formula starts with `'`.
public enum ReviewTable {
  private static let head = ["action", "number", "state", "probability", "score", "bead", "source", "target", "evidence"]

  /// - Parameter isByDoubt: the machine's beads first, from the most doubtful on; otherwise the rows stand in text order.
  public static func write(_ alignment: Alignment, source: [String], target: [String], isByDoubt: Bool = false) -> String {
    var rows = [head]
    let doubtful = isByDoubt ? alignment.doubtful : []
    let order =
      isByDoubt ? doubtful + alignment.beads.indices.filter { alignment.beads[$0].state != .machine } : Array(alignment.beads.indices)
    for number in order {
      let bead = alignment.beads[number]
      let notation = String(BeadNotation.write([bead]).dropLast())
      rows.append([
        "", String(number + 1), bead.state.rawValue, "\(bead.probability)", "\(bead.score)", notation,
        source[bead.source].joined(separator: " ~~~ "),
        target[bead.target].joined(separator: " ~~~ "), bead.evidence.describe(),
      ])
    }
    return rows.map { $0.map(field).joined(separator: "\t") + "\n" }.joined()
  }

  /// Reads a table, edited or not, and carries out its actions.
  ///
  /// - Parameter alignment: where beads that the table leaves as they were keep their evidence from.
  /// - Throws: ``ReviewError``, with the line counted from 1.
  public static func read(_ text: String, source: [String], target: [String], of alignment: Alignment = Alignment(beads: []))
    throws(ReviewError) -> Alignment
  {
    var known: [[Range<Int>]: Bead] = [:]
    for bead in alignment.beads { known[key(bead)] = bead }
    var read = Alignment(beads: [], warnings: alignment.warnings)
    var actions: [(line: Int, text: String)] = []
    var position = (0, 0)
    let all = try rows(text)
    var rows: [(number: Int, line: Int, row: [String])] = []
    for (line, row) in all where !(line == 1 && row.first == head[0]) && row.contains(where: { !$0.isEmpty }) {
      guard row.count >= 8, let number = Int(row[1]) else { throw .notARow(line: line) }
      rows.append((number, line, row))
    }
    rows.sort { ($0.number, $0.line) < ($1.number, $1.line) }
    for (_, line, row) in rows {
      guard let state = Bead.State(rawValue: row[2]), let probability = Double(row[3]), (0...1).contains(probability),
        let score = Double(row[4]), score.isFinite, let notation = try? BeadNotation.read(row[5]), !notation.isEmpty
      else { throw .notARow(line: line) }
      var bead = notation[0]
      if bead.source.isEmpty { bead.source = position.0..<position.0 }
      if bead.target.isEmpty { bead.target = position.1..<position.1 }
      // A null of several segments is one row.
      if notation.count > 1, let last = notation.last {
        if bead.source.isEmpty { bead.target = bead.target.lowerBound..<last.target.upperBound }
        if bead.target.isEmpty { bead.source = bead.source.lowerBound..<last.source.upperBound }
      }
      guard bead.source.lowerBound == position.0, bead.target.lowerBound == position.1, bead.source.upperBound <= source.count,
        bead.target.upperBound <= target.count
      else { throw .notWhole(line: line) }
      guard same(source[bead.source].joined(separator: " ~~~ "), row[6]), same(target[bead.target].joined(separator: " ~~~ "), row[7])
      else {
        throw .otherText(line: line)
      }
      position = (bead.source.upperBound, bead.target.upperBound)
      (bead.state, bead.probability, bead.score) = (state, probability, score)
      bead.evidence = known[key(bead)]?.evidence ?? Evidence()
      read.beads.append(bead)
      actions.append((line, row[0]))
    }
    guard position == (source.count, target.count) else { throw .notWhole(line: (all.last?.line ?? 0) + 1) }
    // From the last one on, so that the numbers of the rows before stay.
    for (number, action) in actions.enumerated().reversed() where !action.text.isEmpty { try carryOut(action, on: number, &read) }
    return read
  }

  private static func carryOut(_ action: (line: Int, text: String), on number: Int, _ alignment: inout Alignment) throws(ReviewError) {
    let words = action.text.split(separator: " ")
    let place = words.count > 1 ? words[1].split(separator: ":").compactMap { Int($0) } : []
    switch (words.first.map(String.init), words.count, place.count) {
    case ("accept", 1, _): try alignment.accept(number)
    case ("merge", 1, _): try alignment.merge(number)
    case ("drop", 1, _): try alignment.drop(number)
    case ("split", 2, 2): try alignment.split(number, beforeSource: place[0], target: place[1])
    case ("move", 2, 2): try alignment.move(number, beforeSource: place[0], target: place[1])
    default: throw .notARow(line: action.line)
    }
  }

  private static func key(_ bead: Bead) -> [Range<Int>] { [bead.source, bead.target] }

  private static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

  // MARK: Fields

  private static func field(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, "=+-@'".unicodeScalars.contains(first), Double(text) == nil { text = "'" + text }
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x22 }) else { return text }
    var quoted = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }

  /// Rows with the line that each starts on.
  private static func rows(_ text: String) throws(ReviewError) -> [(line: Int, row: [String])] {
    var rows: [(line: Int, row: [String])] = []
    var row: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false, wasQuoted = false
    var line = 1, start = 1
    func plain(_ field: String.UnicodeScalarView) -> String {
      String(field.first == "'" ? String.UnicodeScalarView(field.dropFirst()) : field)
    }
    let scalars = Array(text.unicodeScalars)
    var index = scalars.first == "\u{FEFF}" ? 1 : 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        if scalar == "\n" { line += 1 }
        if scalar != "\"" {
          field.append(scalar)
        } else if index < scalars.count, scalars[index] == "\"" {
          field.append(scalar)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch scalar {
      case "\"" where field.isEmpty && !wasQuoted: (isQuoted, wasQuoted) = (true, true)
      case "\t":
        row.append(plain(field))
        field = .init()
        wasQuoted = false
      case "\r" where index < scalars.count && scalars[index] == "\n": break
      case "\n":
        rows.append((start, row + [plain(field)]))
        (row, field, wasQuoted) = ([], .init(), false)
        line += 1
        start = line
      default: field.append(scalar)
      }
    }
    if isQuoted { throw .notARow(line: start) }
    if !row.isEmpty || !field.isEmpty { rows.append((start, row + [plain(field)])) }
    return rows
  }
}
