internal import Language
internal import TMX

// Inline codes of TMX, and placeholders and tags written in the text.

/// A code in a segment: what it is and where it stands in the text without codes.
struct InlineCode: Hashable {
  /// What must come back on the other side: the element with its kind and native code, or the placeholder itself.
  var name: String
  var position: Range<Int>

  /// The codes of a segment in order.
  static func codes(of content: Content) -> [InlineCode] {
    var codes: [InlineCode] = []
    switch content {
    case .plain: break
    case .marked(let pieces):
      var position = 0
      collect(pieces, &position, &codes)
    }
    return codes + placeholders(in: Array(content.text.unicodeScalars))
  }

  private static func collect(_ pieces: [Inline], _ position: inout Int, _ codes: inout [InlineCode]) {
    for piece in pieces {
      switch piece {
      case .text(let text): position += text.unicodeScalars.count
      case .element(let name, let attributes, let children):
        let type = attributes.first { $0.name == "type" }?.value
        if name == "hi" {
          codes.append(InlineCode(name: "hi" + (type.map { " " + $0 } ?? ""), position: position..<position))
          collect(children, &position, &codes)
        } else {
          // Numbers that only pair the codes within a segment (i, x) may differ; the native code and the type may not.
          let native = children.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
          codes.append(InlineCode(name: native.isEmpty ? name + (type.map { " " + $0 } ?? "") : native, position: position..<position))
        }
      }
    }
  }

  /// Placeholders of programs and markup in plain text: `{0}`, `${name}`, `%s`, `%1$d`, `<b>`, `</b>`, `<br/>`.
  private static func placeholders(in scalars: [Unicode.Scalar]) -> [InlineCode] {
    var codes: [InlineCode] = []
    var index = 0
    func isName(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == ".")
    }
    while index < scalars.count {
      var end: Int?
      switch scalars[index] {
      case "{":
        var at = index + 1
        while at < scalars.count, isName(scalars[at]) { at += 1 }
        if at > index + 1, at < scalars.count, scalars[at] == "}" { end = at + 1 }
      case "%":
        var at = index + 1
        while at < scalars.count, ("0"..."9").contains(scalars[at]) { at += 1 }
        let isNumbered = at > index + 1 && at < scalars.count && scalars[at] == "$"
        if isNumbered { at += 1 } else { at = index + 1 }
        let isAlone = index == 0 || !("0"..."9").contains(scalars[index - 1])
        if isAlone, at < scalars.count, ["s", "d", "@", "i", "f"].contains(scalars[at]),
          at + 1 == scalars.count || scalars[at + 1] == "." || !isName(scalars[at + 1])
        {
          end = at + 1
        }
      case "<":
        var at = index + 1
        if at < scalars.count, scalars[at] == "/" { at += 1 }
        guard at < scalars.count, scalars[at].isASCII, scalars[at].properties.isAlphabetic else { break }
        while at < scalars.count, at - index < 200, scalars[at] != ">", scalars[at] != "<" { at += 1 }
        if at < scalars.count, scalars[at] == ">" { end = at + 1 }
      default: break
      }
      if let end {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[index..<end])
        codes.append(InlineCode(name: String(view), position: index..<end))
        index = end
      } else {
        index += 1
      }
    }
    return codes
  }
}

extension Examination {
  /// Rule `tags`: every code of one side is on the other, as often, and pairs are nested there too.
  mutating func checkTags(_ sourceContent: Content, _ targetContent: Content) {
    let ours = InlineCode.codes(of: sourceContent)
    var theirs = InlineCode.codes(of: targetContent)
    let all = theirs
    var matched: [String] = []
    for code in ours {
      if let match = theirs.firstIndex(where: { $0.name == code.name }) {
        theirs.remove(at: match)
        matched.append(code.name)
      } else {
        add(.tags, source: code.position, suggestion: code.name, .missing(code.name))
      }
    }
    for code in theirs { add(.tags, target: code.position, .added(code.name)) }
    if theirs.isEmpty, matched.count == ours.count, Self.isNested(ours.map(\.name)), !Self.isNested(all.map(\.name)), let first = all.first
    {
      add(.tags, target: first.position, .crossedTags)
    }
  }

  private static func isNested(_ names: [String]) -> Bool {
    var open: [Substring] = []
    for name in names where name.hasPrefix("<") && !name.hasSuffix("/>") {
      if name.hasPrefix("</") {
        let closes = name.dropFirst(2).dropLast()
        guard open.popLast() == closes else { return false }
      } else {
        open.append(name.dropFirst().prefix { $0 != " " && $0 != ">" })
      }
    }
    return true
  }
}
