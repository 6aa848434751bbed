/// The words of a line of Markdown: without emphasis, addresses of links, images and tags (CommonMark 0.31, §6).
enum MarkdownInline {
  static func words(of line: Substring, _ leftOut: inout LeftOut) -> String {
    var words = ""
    var rest = line.trimmed[...]
    while let first = rest.first {
      switch first {
      case "\\":
        rest = rest.dropFirst()
        if let next = rest.first {
          if !next.isASCII || next.isLetter || next.isNumber || next == " " { words.append("\\") }
          words.append(next)
          rest = rest.dropFirst()
        } else {
          words.append("\\")
        }
      case "`":
        let marks = rest.prefix { $0 == "`" }
        let behind = rest.dropFirst(marks.count)
        if let end = behind.firstRange(of: String(marks)) {
          words += behind[..<end.lowerBound]
          rest = behind[end.upperBound...]
        } else {
          words += marks
          rest = behind
        }
      case "!" where rest.dropFirst().first == "[":
        if let link = link(rest.dropFirst()) {
          leftOut.count(.images)
          rest = link.rest
        } else {
          words.append("!")
          rest = rest.dropFirst()
        }
      case "[":
        if rest.hasPrefix("[^"), let end = rest.firstIndex(of: "]") {
          leftOut.count(.noteMarks)
          rest = rest[end...].dropFirst()
        } else if let link = link(rest) {
          words += self.words(of: link.text, &leftOut)
          rest = link.rest
        } else {
          words.append("[")
          rest = rest.dropFirst()
        }
      case "<":
        if let end = rest.firstIndex(of: ">"), let next = rest.dropFirst().first, next.isASCII, next.isLetter || next == "/" || next == "!"
        {
          let inside = rest[..<end].dropFirst()
          if inside.contains("://") || inside.contains("@") { words += inside }
          rest = rest[end...].dropFirst()
        } else {
          words.append("<")
          rest = rest.dropFirst()
        }
      case "&":
        if let (text, behind) = reference(rest) {
          words += text
          rest = behind
        } else {
          words.append("&")
          rest = rest.dropFirst()
        }
      case "*", "_", "~":
        let marks = rest.prefix { $0 == first }
        rest = rest.dropFirst(marks.count)
        if !isEmphasis(marks, before: words.last, behind: rest.first) { words += marks }
      default:
        words.append(first)
        rest = rest.dropFirst()
      }
    }
    return words
  }

  /// Marks of emphasis touch a word on one side at least; `_` inside a word is text, and so is a single `~`.
  private static func isEmphasis(_ marks: Substring, before: Character?, behind: Character?) -> Bool {
    guard marks.count <= 3, marks.first != "~" || marks.count == 2 else { return false }
    func isWord(_ character: Character?) -> Bool { character.map { !$0.isWhitespace } ?? false }
    if marks.first == "_", isWord(before), isWord(behind), before?.isPunctuation == false, behind?.isPunctuation == false { return false }
    return isWord(before) || isWord(behind)
  }

  /// `[text](address)`, `[text][name]` at the start of a line's rest; nil where it is none.
  private static func link(_ rest: Substring) -> (text: Substring, rest: Substring)? {
    var depth = 0
    var index = rest.startIndex
    while index < rest.endIndex {
      if rest[index] == "[" { depth += 1 }
      if rest[index] == "]" { depth -= 1 }
      if depth == 0 { break }
      index = rest.index(after: index)
    }
    guard index < rest.endIndex else { return nil }
    let text = rest[rest.index(after: rest.startIndex)..<index]
    let behind = rest[index...].dropFirst()
    guard let open = behind.first, open == "(" || open == "[", let end = behind.firstIndex(of: open == "(" ? ")" : "]") else { return nil }
    return (text, behind[end...].dropFirst())
  }

  /// The references that texts use; others stay as they are.
  private static func reference(_ rest: Substring) -> (String, Substring)? {
    guard let end = rest.prefix(12).firstIndex(of: ";") else { return nil }
    let name = rest[..<end].dropFirst()
    let behind = rest[end...].dropFirst()
    if name.first == "#" {
      let digits = name.dropFirst()
      let value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let value, let scalar = Unicode.Scalar(value), value > 0 else { return nil }
      return (String(Character(scalar)), behind)
    }
    let named = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "zwnj": "\u{200C}", "zwj": "\u{200D}",
      "rlm": "\u{200F}",
      "lrm": "\u{200E}", "shy": "\u{AD}", "ndash": "–", "mdash": "—", "hellip": "…", "laquo": "«", "raquo": "»",
    ]
    return named[String(name)].map { ($0, behind) }
  }
}
