internal import Language

/// Gathers the paragraphs of a document: running text, cells, notes, in the order in which they are read.
///
/// A paragraph may stand inside another (a text box, a note within ODT): it comes behind the one around it. Notes come behind the whole text.
struct DocumentBuilder {
  private(set) var body: [Block] = []
  private(set) var notes: [Block] = []
  var leftOut = LeftOut()
  private let limits: DocumentLimits
  private var open: [Open] = []
  private var cells: [Cell] = []
  private var tables = 0

  /// A finished paragraph.
  struct Block {
    var text: String
    var role: Segment.Role
    var cell: Cell?
  }

  /// A place in the document's tables.
  struct Cell: Hashable {
    var table: Int
    var row = -1
    var column = 0
    /// How many columns the cell is wide.
    var span = 1
    var isInside = false
  }

  private struct Open {
    var text = ""
    var role: Segment.Role
    var isNote: Bool
    var cell: Cell?
    /// Paragraphs that stand inside this one.
    var inner: [Block] = []
    var pendingBreak = false
    /// The last thing was a blank that stands for any number of blanks.
    var endsInBlank = true
  }

  init(limits: DocumentLimits) { self.limits = limits }

  // MARK: Paragraphs

  var isInParagraph: Bool { !open.isEmpty }

  /// - Parameter isNote: it belongs to a footnote or endnote.
  mutating func startParagraph(_ role: Segment.Role = .sentence, isNote: Bool = false) {
    let cell = cells.last.flatMap { $0.isInside ? $0 : nil }
    open.append(Open(role: role, isNote: isNote, cell: isNote ? nil : cell))
  }

  /// What the open paragraph is, once that is known.
  mutating func setRole(_ role: Segment.Role) { if !open.isEmpty { open[open.count - 1].role = role } }

  mutating func endParagraph() throws(DocumentError) {
    guard let last = open.popLast() else { return }
    var found: [Block] = []
    if last.text.hasWords {
      let role: Segment.Role = last.isNote ? .footnote : last.role == .sentence && last.cell != nil ? .tableCell : last.role
      found.append(Block(text: last.text, role: role, cell: last.cell))
    }
    found += last.inner
    if last.isNote {
      notes += found
    } else if !open.isEmpty {
      open[open.count - 1].inner += found
    } else {
      body += found
    }
    if body.count + notes.count > limits.pieces { throw .limit(.pieces, limits.pieces, at: body.count) }
  }

  // MARK: Text

  /// Text as it stands.
  mutating func append(_ text: some StringProtocol) throws(DocumentError) {
    guard !open.isEmpty, !text.isEmpty else { return }
    let last = open.count - 1
    if open[last].pendingBreak {
      open[last].pendingBreak = false
      if !open[last].text.isEmpty { open[last].text += "\n" }
    }
    open[last].text += text
    open[last].endsInBlank = false
    if open[last].text.utf8.count > limits.pieceBytes { throw .limit(.pieceBytes, limits.pieceBytes, at: body.count + 1) }
  }

  /// Text whose blanks and line ends are layout: each run of them is one blank, none at the paragraph's start.
  mutating func appendCollapsing(_ text: String) throws(DocumentError) {
    guard !open.isEmpty else { return }
    var endsInBlank = open[open.count - 1].endsInBlank || open[open.count - 1].pendingBreak
    var words: [UInt8] = []
    words.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      let isBlank = byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
      if !isBlank { words.append(byte) } else if !endsInBlank { words.append(0x20) }
      endsInBlank = isBlank
    }
    try append(String(decoding: words, as: UTF8.self))
    open[open.count - 1].endsInBlank = endsInBlank
  }

  /// A line break inside the paragraph: U+000A. The second of two ends the paragraph, and one of the same kind begins.
  mutating func lineBreak() throws(DocumentError) {
    guard let last = open.last else { return }
    if last.pendingBreak {
      try endParagraph()
      startParagraph(last.role, isNote: last.isNote)
    } else {
      open[open.count - 1].pendingBreak = true
    }
    open[open.count - 1].endsInBlank = true
  }

  // MARK: Tables

  mutating func startTable() {
    tables += 1
    cells.append(Cell(table: tables))
  }

  mutating func endTable() { _ = cells.popLast() }

  mutating func startRow() {
    guard !cells.isEmpty else { return }
    cells[cells.count - 1].row += 1
    cells[cells.count - 1].column = 0
    cells[cells.count - 1].isInside = false
  }

  mutating func startCell(span: Int = 1) throws(DocumentError) {
    guard !cells.isEmpty else { return }
    let last = cells.count - 1
    if cells[last].isInside { try endCell() }
    (cells[last].isInside, cells[last].span) = (true, max(1, min(span, limits.columns)))
    if cells[last].column >= limits.columns { throw .limit(.columns, limits.columns, at: cells[last].row + 1) }
  }

  mutating func setSpan(_ span: Int) { if !cells.isEmpty { cells[cells.count - 1].span = max(1, min(span, limits.columns)) } }

  mutating func endCell() throws(DocumentError) {
    guard let last = cells.indices.last, cells[last].isInside else { return }
    cells[last].isInside = false
    cells[last].column += cells[last].span
  }

  // MARK: The whole

  /// Takes notes that were gathered elsewhere.
  mutating func add(notes found: [Block]) { notes += found }

  func content(_ kind: Document.Kind, _ encoding: TextDecoder.Encoding?) -> DocumentContent {
    let blocks = body + notes
    let text = LaidOutText(blocks.map { (text: $0.text, role: $0.role) })
    return DocumentContent(kind: kind, encoding: encoding, form: .text(text, tables: tables(of: body)), leftOut: leftOut)
  }

  private func tables(of blocks: [Block]) -> [DocumentTable] {
    var byNumber: [Int: [Int: DocumentTable.Row]] = [:]
    for block in blocks {
      guard let cell = block.cell else { continue }
      var row = byNumber[cell.table]?[cell.row] ?? DocumentTable.Row(cells: [], place: cell.row + 1)
      while row.cells.count <= cell.column { row.cells.append([]) }
      row.cells[cell.column].append(block.text)
      byNumber[cell.table, default: [:]][cell.row] = row
    }
    return byNumber.sorted { $0.key < $1.key }.map { DocumentTable(rows: $0.value.sorted { $0.key < $1.key }.map(\.value)) }
  }
}

extension String {
  /// Something in it can be seen.
  var hasWords: Bool {
    unicodeScalars.contains { scalar in
      switch ScalarProperties(scalar.value).kind {
      case .blank, .lineEnd, .ignorable, .joiner: false
      default: !(scalar.value <= 0x20)
      }
    }
  }
}
