extension Document {
  /// What a document is. Told by its content: names of files lie. Where two kinds look the same, the name may tell.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case text, markdown, html, docx, odt, tmx, tbx, xliff, srx, xml, po
    /// Records of columns, parted by tabs or by commas (semicolons).
    case tsv, csv
    /// Beads by numbers: a hunalign ladder or bead notation.
    case beads

    /// The kind of a text, from its first 64 KiB.
    /// - Parameter name: the file's name, which decides between Markdown, tables and plain text.
    public init(of text: String, name: String = "") {
      let start = Array(text.utf8.prefix(1 << 16))
      self = Self.markup(start[...]) ?? Self.lines(start[...], isWhole: start.count == text.utf8.count, ending: Self.ending(of: name))
    }

    /// `csv` of `a/b.CSV`.
    static func ending(of name: String) -> String {
      guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else { return "" }
      return name[dot...].dropFirst().lowercased()
    }

    // MARK: Markup

    /// The kind by the first element; nil when the text doesn't begin with markup.
    private static func markup(_ start: ArraySlice<UInt8>) -> Kind? {
      var rest = start.drop { $0 <= 0x20 }
      guard rest.first == UInt8(ascii: "<") else { return nil }
      var isDeclared = false
      while rest.first == UInt8(ascii: "<") {
        let next = rest.dropFirst()
        if next.starts(with: "!--".utf8) {
          guard let end = rest.firstRange(ofBytes: "-->") else { return .xml }
          rest = rest[end...]
        } else if next.starts(with: "!doctype html".utf8, by: { $0 | 0x20 == $1 | 0x20 }) {
          return .html
        } else if next.first == UInt8(ascii: "?") || next.first == UInt8(ascii: "!") {
          isDeclared = true
          guard let end = rest.firstRange(ofBytes: ">") else { return .xml }
          rest = rest[end...]
        } else {
          let name = next.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
          let local = name.split(separator: UInt8(ascii: ":")).last.map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
          return kind(root: local, isFlatODF: name.elementsEqual("office:document".utf8), isDeclared: isDeclared)
        }
        rest = rest.drop { $0 <= 0x20 }
      }
      return isDeclared ? .xml : nil
    }

    private static func kind(root: String, isFlatODF: Bool, isDeclared: Bool) -> Kind? {
      if isFlatODF { return .odt }
      switch root {
      case "tmx": return .tmx
      case "tbx", "martif": return .tbx
      case "xliff": return .xliff
      case "srx": return .srx
      case "html": return .html
      default:
        if !isDeclared, htmlElements.contains(root) { return .html }
        guard let first = root.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else { return nil }
        return .xml
      }
    }

    /// What a piece of HTML without its head may begin with.
    private static let htmlElements: Set<String> = [
      "head", "meta", "title", "body", "p", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "section", "article",
      "main", "header", "blockquote", "center", "font", "b", "i", "a", "br", "hr", "style", "link", "script", "base",
    ]

    // MARK: Lines

    private static func lines(_ start: ArraySlice<UInt8>, isWhole: Bool, ending: String) -> Kind {
      if start.starts(with: "msgid \"".utf8) || start.firstRange(ofBytes: "\nmsgid \"") != nil { return .po }
      let lines = start.split(separator: 0x0A, maxSplits: 200).prefix(200).dropLast(isWhole ? 0 : 1)
      if isBeads(lines) { return .beads }
      switch ending {
      case "md", "markdown", "mdown": return .markdown
      case "csv": return .csv
      case "tsv", "tab": return .tsv
      default: break
      }
      if DelimitedText.declaredSeparator(start) != nil { return .csv }
      if let kind = table(lines) { return kind }
      return Markdown.looksLikeIt(lines) ? .markdown : .text
    }

    private typealias Lines = ArraySlice<ArraySlice<UInt8>>

    /// Lines of as many tabs; or, of the first lines, as many quoted fields with commas between them.
    private static func table(_ lines: Lines) -> Kind? {
      var columns: Int?
      var rows = 0
      for line in lines where line.first != UInt8(ascii: "#") {
        let tabs = line.count { $0 == 0x09 }
        if tabs == 0 || (columns ?? tabs) != tabs { return quotedTable(lines) ? .csv : nil }
        columns = tabs
        rows += 1
      }
      return rows > 0 ? .tsv : nil
    }

    private static func quotedTable(_ lines: Lines) -> Bool {
      let rows = lines.prefix(20)
      return rows.count > 1
        && rows.allSatisfy { line in
          let text = line.last == 0x0D ? line.dropLast() : line
          return text.first == 0x22 && text.last == 0x22 && (text.firstRange(ofBytes: "\",\"") ?? text.firstRange(ofBytes: "\";\"")) != nil
        }
    }

    /// `[0,1]:[2]` or `0 TAB 0 TAB …` in each line.
    private static func isBeads(_ lines: Lines) -> Bool {
      let lines = lines.filter { $0.first != UInt8(ascii: "#") }
      // A digit or a bracket begins each.
      guard !lines.isEmpty, lines.allSatisfy({ $0.first.map { $0 == 0x5B || (0x30...0x39).contains($0) } ?? false }) else { return false }
      let isLadder =
        lines[0].starts(with: "0\t0".utf8)
        && lines.allSatisfy { line in
          let fields = line.split(separator: 0x09)
          return (2...3).contains(fields.count) && fields.prefix(2).allSatisfy { Int(String(decoding: $0, as: UTF8.self)) != nil }
        }
      return isLadder || lines.allSatisfy { $0.first == 0x5B && $0.firstRange(ofBytes: "]:[") != nil }
    }
  }
}

extension ArraySlice<UInt8> {
  /// The index behind the first occurrence of a text.
  func firstRange(ofBytes text: StaticString) -> Index? {
    text.withUTF8Buffer { wanted in
      var at = startIndex
      while let found = self[at...].firstIndex(of: wanted[0]) {
        if self[found...].starts(with: wanted) { return found + wanted.count }
        at = found + 1
      }
      return nil
    }
  }
}
