internal import Language

// Question marks, brackets, quotation marks, marks of the other script.

extension Examination {
  /// Rule `question-mark`: one side asks somewhere, the other nowhere.
  mutating func checkQuestion() {
    func questions(_ side: SideText) -> Range<Int>? {
      side.tokens.last { $0.kind == .punctuation && ($0.key.hasSuffix("?") || $0.key.hasPrefix("?")) }?.range
    }
    let (asked, answered) = (questions(source), questions(target))
    // پرسید آیا … ؟ is “asked whether …”.
    func reports(_ side: SideText) -> Bool {
      side.words.contains {
        ["whether", "if", "ask", "question", "query", "wonder", "inquir", "enquir"].contains(Stemmer.stem(of: $0.key, script: $0.script))
          || ["پرسید", "پرسش", "سوال", "سوالی", "پرسیدند", "پرسیده", "پرسشی", "سوال", "جویا"].contains($0.key)
      }
    }
    if asked == nil, answered != nil, reports(source) { return }
    if asked != nil, answered == nil, reports(target), !quotesQuestion(target) { return }
    if let asked, answered == nil {
      // A question amid the text may be told as a statement.
      let isLast = source.words.allSatisfy { $0.range.upperBound <= asked.lowerBound }
      add(.questionMark, atMost: isLast ? .error : .info, source: asked, suggestion: mark("?", in: target), .question(.source))
    } else if let answered, asked == nil {
      add(.questionMark, target: answered, .question(.target))
    }
  }

  /// True when what stands behind an opening quotation mark begins as English questions do.
  private func quotesQuestion(_ side: SideText) -> Bool {
    guard side.language == .english else { return false }
    return side.words.contains { word in
      word.range.lowerBound > 0 && "“\"‘".unicodeScalars.contains(side.scalars[word.range.lowerBound - 1])
        && Self.askingWords.contains(word.key)
    }
  }

  private static let askingWords: Set<String> = [
    "who", "whom", "whose", "what", "when", "where", "why", "which", "how", "is", "are", "was", "were", "do", "does", "did", "has", "have",
    "can", "could", "will", "would", "shall", "should", "may",
  ]

  private func mark(_ latin: Unicode.Scalar, in side: SideText) -> String {
    if side.language == .persian {
      switch latin {
      case "?": return "؟"
      case ",": return "،"
      case ";": return "؛"
      case "%": return "٪"
      default: break
      }
    }
    return String(latin)
  }

  /// Rule `foreign-mark`: `?`, `,` or `;` behind a Persian word, Persian marks in English.
  mutating func checkForeignMarks(_ name: Finding.Side) {
    let side = self[name]
    for (index, scalar) in side.scalars.enumerated() {
      switch side.language {
      case .persian:
        guard scalar == "?" || scalar == "," || scalar == ";", index > 0,
          ScalarProperties(side.scalars[index - 1].value).script == .arabic
        else { continue }
        // Many who type Persian have no other comma.
        add(
          .foreignMark, atMost: .info, on: name, index..<index + 1, suggestion: mark(scalar, in: side),
          .foreignMark(name, mark: String(scalar)))
      case .english:
        let latin: String? =
          switch scalar {
          case "،": ","
          case "؛": ";"
          case "؟": "?"
          case "٪": "%"
          case "۔": "."
          default: nil
          }
        guard let latin, index > 0, ScalarProperties(side.scalars[index - 1].value).script != .arabic else { continue }
        add(.foreignMark, on: name, index..<index + 1, suggestion: latin, .foreignMark(name, mark: String(scalar)))
      case .other:
        continue
      }
    }
  }

  /// Rule `punctuation`: a comma, semicolon, colon or full stop twice in a row, which no language has; three points are an ellipsis.
  mutating func checkDoubledMarks() {
    for name in [Finding.Side.source, .target] {
      let side = self[name]
      var index = 0
      while index < side.scalars.count {
        let scalar = side.scalars[index]
        guard [",", "،", ";", "؛", ":", ".", "?", "؟"].contains(scalar) else {
          index += 1
          continue
        }
        var end = index + 1
        while end < side.scalars.count, side.scalars[end] == scalar { end += 1 }
        // A comma before a full stop, a full stop before a comma that ends no abbreviation.
        let next = end < side.scalars.count ? side.scalars[end] : " "
        let clashes = end == index + 1 && [",", "،", ";", "؛"].contains(scalar) && [".", ",", "،", ";", "؛"].contains(next)
        // «؟؟» may be the author's own; one side alone has it by mistake.
        let isAuthors = (scalar == "?" || scalar == "؟") && self[name.other].hasDoubledQuestion
        if isAuthors {
          index = end
          continue
        }
        if end - index == 2 && scalar != ":" || end - index > 2 && scalar != "." || clashes {
          add(
            .punctuation, on: name, index..<(clashes ? end + 1 : end), suggestion: String(scalar),
            .doubled(name, word: String(scalar)))
        }
        // A blank before a comma, in English.
        if side.language == .english, end == index + 1, scalar == "," || scalar == ";", index > 1, side.scalars[index - 1] == " ",
          ScalarProperties(side.scalars[index - 2].value).kind == .letter
        {
          add(
            .punctuation, atMost: .info, on: name, index - 1..<end, suggestion: String(scalar),
            .foreignMark(name, mark: " " + String(scalar)))
        }
        index = end
      }
    }
  }

  // MARK: Brackets

  /// Rule `brackets`: a bracket without its partner on one side only. A segment cut out of a longer bracket lacks it on both.
  mutating func checkBrackets() {
    let found = (looseBrackets(source), looseBrackets(target))
    for (name, mine, theirs) in [(Finding.Side.source, found.0, found.1), (.target, found.1, found.0)] {
      var others = theirs.map(\.kind)
      for (place, kind) in mine {
        if let match = others.firstIndex(of: kind) {
          others.remove(at: match)
        } else {
          add(.brackets, on: name, place..<place + 1, .unbalanced(name, mark: String(self[name].scalars[place])))
        }
      }
    }
  }

  /// The brackets without partner, by kind and direction. The bracket behind a list's number or letter has none: `الف)`, `3)`, `(iv)`.
  private func looseBrackets(_ side: SideText) -> [(place: Int, kind: String)] {
    let partners: [Unicode.Scalar: Unicode.Scalar] = [")": "(", "]": "[", "}": "{", "﴿": "﴾"]
    var open: [(place: Int, mark: Unicode.Scalar)] = []
    var loose: [(place: Int, kind: String)] = []
    for (index, scalar) in side.scalars.enumerated() {
      if partners.values.contains(scalar) {
        open.append((index, scalar))
      } else if let partner = partners[scalar] {
        if let match = open.lastIndex(where: { $0.mark == partner }) {
          loose += open[(match + 1)...].map { ($0.place, String($0.mark)) }
          open.removeSubrange(match...)
        } else if scalar != ")" || !isListMark(side, before: index) {
          loose.append((index, String(scalar)))
        }
      }
    }
    return (loose + open.map { ($0.place, String($0.mark)) }).sorted { $0.0 < $1.0 }
  }

  private func isListMark(_ side: SideText, before index: Int) -> Bool {
    var start = index
    while start > 0, index - start <= 5, ScalarProperties(side.scalars[start - 1].value).kind != .blank {
      let kind = ScalarProperties(side.scalars[start - 1].value).kind
      guard kind == .letter || kind == .digit || kind == .mark || side.scalars[start - 1] == "." else { break }
      start -= 1
    }
    let length = index - start
    // (OIC) without its opening is no list: numbers, single letters, الف and small Roman numerals count.
    let mark = side.scalars[start..<index]
    let isCount = mark.allSatisfy { $0.properties.numericType != nil || "ivxl.".unicodeScalars.contains($0) }
    guard isCount || length == 1 || mark.elementsEqual("الف".unicodeScalars) else { return false }
    return length > 0 && length <= 5 && (start == 0 || ScalarProperties(side.scalars[start - 1].value).kind == .blank)
  }

  // MARK: Quotation marks

  /// Rule `quotes`: a quotation mark without its partner. Reports quote over several sentences, and one language may quote where the other reports:
  /// the finding is a warning only when the other side has a whole pair, or a closing mark stands loose amid the text.
  mutating func checkQuotes() {
    let found = (Quotes(source), Quotes(target))
    for (name, mine, theirs) in [(Finding.Side.source, found.0, found.1), (.target, found.1, found.0)] {
      guard mine.loose.count != theirs.loose.count || mine.loose.map(\.opens) != theirs.loose.map(\.opens) else { continue }
      guard mine.loose.count > theirs.loose.count || theirs.loose.isEmpty, let first = mine.loose.first else { continue }
      let isSure = theirs.pairs > 0 || mine.loose.contains { $0.opens == false && !$0.isAtEnd }
      add(
        .quotes, atMost: isSure ? .error : .info, on: name, first.place..<first.place + 1,
        .unbalanced(name, mark: String(self[name].scalars[first.place])))
    }
  }

  private struct Quotes {
    var pairs = 0
    /// Marks without partner; `opens` is nil for straight ones.
    var loose: [(place: Int, opens: Bool?, isAtEnd: Bool)] = []

    init(_ side: SideText) {
      var open: [(place: Int, mark: Unicode.Scalar)] = []
      for (index, scalar) in side.scalars.enumerated() {
        switch scalar {
        case "«", "“", "„":
          // English repeats the opening mark at each paragraph: one is enough.
          open.append((index, scalar))
        case "»", "”":
          if let match = open.lastIndex(where: { scalar == "»" ? $0.mark == "«" : $0.mark != "«" && $0.mark != "\"" }) {
            open.remove(at: match)
            pairs += 1
          } else if scalar == "”", let match = open.lastIndex(where: { $0.mark == "\"" }) {
            open.remove(at: match)
            pairs += 1
          } else {
            loose.append((index, false, Self.isEnd(side, index)))
          }
        case "\"":
          // 5" and the like.
          if index > 0, ScalarProperties(side.scalars[index - 1].value).kind == .digit, !open.contains(where: { $0.mark == "\"" }) {
            continue
          }
          if let match = open.lastIndex(where: { $0.mark == "\"" || $0.mark == "“" }) {
            open.remove(at: match)
            pairs += 1
          } else {
            open.append((index, scalar))
          }
        default:
          break
        }
      }
      loose += open.map { ($0.place, $0.mark == "\"" ? nil : true, false) }
      loose.sort { $0.place < $1.place }
    }

    /// True when only marks follow, or a mark that ends a clause stands right before: the end of a quotation that began earlier.
    private static func isEnd(_ side: SideText, _ index: Int) -> Bool {
      if side.scalars[(index + 1)...].allSatisfy({ ![.letter, .digit].contains(ScalarProperties($0.value).kind) }) { return true }
      return index > 0 && [",", "،", ".", "!", "?", "؟", "…"].contains(side.scalars[index - 1])
    }
  }
}
