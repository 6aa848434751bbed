internal import Language

/// Markdown: the blocks of CommonMark 0.31 that hold text, with tables and footnotes as GitHub and Pandoc write them.
struct Markdown {
  var builder: DocumentBuilder
  private var fence: (mark: Character, length: Int)?
  private var lines: [Substring] = []
  private var role = Segment.Role.sentence
  private var isNote = false
  private var inComment = false
  private var inQuotation = false

  init(limits: DocumentLimits) { builder = DocumentBuilder(limits: limits) }

  mutating func read(_ text: String) throws(DocumentError) {
    var all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
    if all.first == "---", let end = all.dropFirst().firstIndex(where: { $0 == "---" || $0 == "..." }), end < 200 {
      builder.leftOut.count(.metadata)
      all = all[(end + 1)...]
    }
    while let line = all.popFirst() { try take(line, next: all.first) }
    try close()
  }

  // MARK: Blocks

  private mutating func take(_ line: Substring, next: Substring?) throws(DocumentError) {
    let trimmed = line.trimmed
    if let fence {
      if trimmed.prefix(while: { $0 == fence.mark }).count >= fence.length, trimmed.allSatisfy({ $0 == fence.mark }) { self.fence = nil }
      return
    }
    if inComment || trimmed.hasPrefix("<!--") {
      inComment = !trimmed.contains("-->")
      return
    }
    if let mark = trimmed.first, mark == "`" || mark == "~" {
      let length = trimmed.prefix { $0 == mark }.count
      if length >= 3, !trimmed.dropFirst(length).contains("`") {
        try close()
        fence = (mark, length)
        return builder.leftOut.count(.code)
      }
    }
    if trimmed.isEmpty { return try close() }
    if isRule(trimmed) {
      // A line of signs under a text is a heading's underline; elsewhere it is drawn.
      if !lines.isEmpty, role == .sentence, trimmed.first == "=" || trimmed.first == "-" { role = .heading }
      return try close()
    }
    if let heading = heading(trimmed) {
      try close()
      role = .heading
      lines = [heading]
      return try close()
    }
    if isTableLine(trimmed) || next.map({ isTableRule($0.trimmed) }) == true && trimmed.contains("|") { return try tableLine(trimmed) }
    try flow(line, trimmed)
  }

  /// A line of a paragraph, or one that begins a list item, a quotation or a note.
  private mutating func flow(_ line: Substring, _ trimmed: Substring) throws(DocumentError) {
    if inTable { try closeTable() }
    if trimmed.hasPrefix("[^"), let end = trimmed.firstRange(of: "]:") {
      try close()
      isNote = true
      lines = [trimmed[end.upperBound...]]
    } else if lines.isEmpty || isNote, isDefinition(trimmed) {
      return
    } else if let item = listItem(trimmed) {
      try close()
      role = .listItem
      lines = [item]
    } else if trimmed.first == ">" {
      let inner = trimmed.drop { $0 == ">" || $0 == " " }
      if inner.isEmpty || !inQuotation { try close() }
      if !inner.isEmpty { try take(inner, next: nil) }
      inQuotation = true
    } else {
      lines.append(line)
    }
  }

  private mutating func close() throws(DocumentError) {
    try closeTable()
    defer { (lines, role, isNote, inQuotation) = ([], .sentence, false, false) }
    guard !lines.isEmpty else { return }
    builder.startParagraph(role, isNote: isNote)
    for (number, line) in lines.enumerated() {
      let isHard = line.hasSuffix("  ") || line.hasSuffix("\\")
      let words = MarkdownInline.words(of: line.hasSuffix("\\") ? line.dropLast() : line, &builder.leftOut)
      try builder.appendCollapsing(words)
      if number + 1 < lines.count { if isHard { try builder.lineBreak() } else { try builder.appendCollapsing(" ") } }
    }
    try builder.endParagraph()
  }

  private func isRule(_ line: Substring) -> Bool {
    guard let mark = line.first, "-=*_".contains(mark) else { return false }
    let marks = line.filter { $0 != " " }
    return marks.allSatisfy { $0 == mark } && (marks.count >= 3 || !lines.isEmpty && (mark == "=" || mark == "-") && !line.contains(" "))
  }

  private func heading(_ line: Substring) -> Substring? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level) else { return nil }
    let rest = line.dropFirst(level)
    guard rest.first == " " || rest.first == "\t" else { return nil }
    var words = rest.trimmed
    let withoutMarks = words.reversed().drop { $0 == "#" }
    if withoutMarks.first == " " { words = words.dropLast(words.count - withoutMarks.count).trimmed }
    return words
  }

  private func listItem(_ line: Substring) -> Substring? {
    if let mark = line.first, "-*+•".contains(mark), line.dropFirst().first == " " { return line.dropFirst(2) }
    let digits = line.prefix { $0.isNumber }
    guard (1...9).contains(digits.count), let mark = line.dropFirst(digits.count).first, mark == "." || mark == ")",
      line.dropFirst(digits.count + 1).first == " "
    else { return nil }
    return line.dropFirst(digits.count + 2)
  }

  /// `[name]: address`.
  private func isDefinition(_ line: Substring) -> Bool {
    guard line.first == "[", let end = line.firstRange(of: "]:"), !line[..<end.lowerBound].dropFirst().contains("]") else { return false }
    let address = line[end.upperBound...].trimmed.prefix { $0 != " " }
    return address.contains("://") || address.first.map { "/#.<".contains($0) } == true
  }

  // MARK: Tables

  private var inTable = false

  private func isTableLine(_ line: Substring) -> Bool { inTable && line.contains("|") || isTableRule(line) && inTable }

  private func isTableRule(_ line: Substring) -> Bool {
    line.contains("|") && line.contains("-") && line.allSatisfy { "|-: ".contains($0) }
  }

  private mutating func tableLine(_ line: Substring) throws(DocumentError) {
    if !inTable {
      try close()
      inTable = true
      builder.startTable()
    }
    if isTableRule(line) { return }
    builder.startRow()
    var row = line
    if row.first == "|" { row = row.dropFirst() }
    if row.last == "|", !row.hasSuffix("\\|") { row = row.dropLast() }
    for cell in cells(of: row) {
      try builder.startCell()
      builder.startParagraph()
      try builder.appendCollapsing(MarkdownInline.words(of: Substring(cell).trimmed, &builder.leftOut))
      try builder.endParagraph()
      try builder.endCell()
    }
  }

  private func cells(of row: Substring) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in row {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        if character == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return cells
  }

  private mutating func closeTable() throws(DocumentError) {
    guard inTable else { return }
    inTable = false
    builder.endTable()
  }

  // MARK: Recognition

  /// Whether lines of no other kind are Markdown: two different signs of it, since a star or a number begins lines of plain text too.
  static func looksLikeIt(_ lines: ArraySlice<ArraySlice<UInt8>>) -> Bool {
    var (heading, fence, link, strong, table) = (false, false, false, false, false)
    for line in lines {
      let level = line.prefix { $0 == UInt8(ascii: "#") }.count
      if (1...6).contains(level), line.dropFirst(level).first == 0x20 { heading = true }
      if line.starts(with: "```".utf8) { fence = true }
      if let address = line.firstRange(ofBytes: "]("), address < line.endIndex, "h#/.".utf8.contains(line[address]) { link = true }
      if let open = line.firstRange(ofBytes: "**"), line[open...].firstRange(ofBytes: "**") != nil { strong = true }
      if line.first == UInt8(ascii: "|"), line.firstRange(ofBytes: "--") != nil, line.allSatisfy({ "|-: \r".utf8.contains($0) }) {
        table = true
      }
      if [heading, fence, link, strong, table].count(where: { $0 }) > 1 { return true }
    }
    return false
  }
}

extension Substring {
  /// Without blanks and tabs around it.
  var trimmed: Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return start.prefix(0) }
    return start[...last]
  }
}
