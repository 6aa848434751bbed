/// A regular expression of an SRX file in the flavour of ICU, which SRX 2.0 names. Real files are written for Java, which differs:
///
/// | in the file | here |
/// |---|---|
/// | flags `u` `U` `d` in `(?iu)` | left out: ICU's letters are Unicode's anyway |
/// | `]` and `}` that close nothing, `-` in odd places of a class, `[]…]` | escaped |
/// | `\Q…\E`, surrogates `\uD83D\uDE00` | the characters |
/// | `*`, `+`, `{n,}` where a look-behind must have a greatest length | at most 100 times, 10 within something repeated |
///
/// `\h`, `\R`, `\X`, look-behind, possessive quantifiers and nested classes are the same in both. Refused: the comments mode `(?x)`, `\b{g}`,
/// and what ICU refuses.
struct RegexTranslation {
  /// A pattern in ICU's flavour.
  private(set) var text = ""
  /// `\1` or `\k<…>` is in it.
  private(set) var hasReference = false
  /// A pattern of one character that every match ends with; nil when there is none.
  private(set) var last: String?

  private var tokens: [Token] = []
  /// Where the tokens of ``text`` begin: in it in UTF-16 units, and in the original in scalars.
  private var places: [(output: Int, input: Int)] = []

  struct Refusal: Error, Equatable {
    var words: String
    /// In scalars of the pattern, from 0; nil for the pattern as a whole.
    var offset: Int?
  }

  private enum Token {
    case atom(String)
    /// `^`, `$`, `\b` and their kin: of no width.
    case anchor(String)
    case open(String, Group)
    case close
    case alternation
    case quantifier(least: Int, most: Int?, suffix: String)
    /// `(?i)`, for the rest of the group.
    case flags(String)
  }

  private enum Group { case plain, lookahead, lookbehind }

  /// - Parameter bounded: true when it will stand in a look-behind: each alternative then begins as late as it can, and no part repeats
  ///   without an end.
  init(_ pattern: String, bounded: Bool = false) throws(Refusal) {
    var parser = Parser(pattern)
    try parser.parse()
    tokens = parser.tokens.map(\.token)
    hasReference = parser.hasReference
    last = Self.last(of: tokens)
    emit(bounded ? Self.lateStarts(parser.tokens) : parser.tokens, bounded: bounded)
  }

  /// The place in the original of a place in ``text``.
  func original(_ offset: Int) -> Int { places.last { $0.output <= offset }?.input ?? 0 }

  // MARK: Emitting

  private static let most = 100
  private static let mostRepeated = 10

  private mutating func emit(_ tokens: [(token: Token, place: Int)], bounded: Bool) {
    let repeated = Self.repeatedGroups(tokens)
    var groups: [(kind: Group, isRepeated: Bool)] = []
    for (index, (token, place)) in tokens.enumerated() {
      places.append((text.utf16.count, place))
      switch token {
      case .atom(let atom), .anchor(let atom), .flags(let atom): text += atom
      case .alternation: text += "|"
      case .open(let head, let kind):
        groups.append((kind, repeated.contains(index)))
        text += head
      case .close:
        _ = groups.popLast()
        text += ")"
      case .quantifier(let least, let most, let suffix):
        // What a look-ahead reads has no part in the length of a look-behind around it.
        let nearest = groups.last { $0.kind != .plain }?.kind
        let isBounded = nearest == .lookbehind || nearest == nil && bounded
        let limit = groups.contains(where: \.isRepeated) ? Self.mostRepeated : Self.most
        let most = most ?? (isBounded ? max(least, limit) : nil)
        switch (least, most) {
        case (0, nil): text += "*"
        case (1, nil): text += "+"
        case (0, 1): text += "?"
        case (_, nil): text += "{\(least),}"
        case (_, let most?): text += least == most ? "{\(least)}" : "{\(least),\(most)}"
        }
        text += suffix
      }
    }
  }

  /// The groups that a quantifier repeats, by the index of their opening.
  private static func repeatedGroups(_ tokens: [(token: Token, place: Int)]) -> Set<Int> {
    var groups: Set<Int> = []
    var open: [Int] = []
    for (index, (token, _)) in tokens.enumerated() {
      if case .open = token { open.append(index) }
      if case .close = token, let start = open.popLast(), index + 1 < tokens.count,
        case .quantifier(_, let most, _) = tokens[index + 1].token, most ?? 2 > 1
      {
        groups.insert(start)
      }
    }
    return groups
  }

  /// Only where a match ends matters in a look-behind: `\w+\.` is found where `\w\.` is, `\s*x` where `x` is.
  private static func lateStarts(_ tokens: [(token: Token, place: Int)]) -> [(token: Token, place: Int)] {
    var result: [(token: Token, place: Int)] = []
    var depth = 0
    var isStart = true
    var index = 0
    while index < tokens.count {
      let item = tokens[index]
      index += 1
      switch item.token {
      case .open: depth += 1
      case .close: depth -= 1
      case .alternation where depth == 0:
        result.append(item)
        isStart = true
        continue
      case .flags where isStart:
        result.append(item)
        continue
      case .atom where isStart && depth == 0:
        if index < tokens.count, case .quantifier(let least, _, let suffix) = tokens[index].token, suffix != "+" {
          index += 1
          if least == 0 { continue }
          result.append(item)
          if least > 1 { result.append((.quantifier(least: least, most: least, suffix: ""), item.place)) }
          isStart = false
          continue
        }
      default: break
      }
      isStart = false
      result.append(item)
    }
    return result
  }

  private static func last(of tokens: [Token]) -> String? {
    var flags = ""
    var depth = 0
    for token in tokens {
      switch token {
      case .alternation where depth == 0: return nil
      case .flags(let text):
        if depth > 0 || !flags.isEmpty { return nil }
        flags = text
      case .open: depth += 1
      case .close: depth -= 1
      default: break
      }
    }
    // From the end: what may be missing, and the first thing that may not.
    var characters: [String] = []
    var end = tokens.count - 1
    while end >= 0 {
      var least = 1
      if case .quantifier(let count, _, _) = tokens[end] {
        least = count
        end -= 1
      }
      guard end >= 0, case .atom(let atom) = tokens[end], isOneCharacter(atom) else { return nil }
      characters.append(atom)
      if least > 0 { return flags + (characters.count == 1 ? atom : "(?:" + characters.joined(separator: "|") + ")") }
      end -= 1
    }
    return nil
  }

  private static func isOneCharacter(_ atom: String) -> Bool {
    !["\\R", "\\X"].contains(atom) && !(atom.utf8.count == 2 && atom.utf8.first == 0x5C && (0x31...0x39).contains(atom.utf8.last!))
      && !atom.hasPrefix("\\k")
  }

  // MARK: Parsing

  private struct Parser {
    let scalars: [Unicode.Scalar]
    var tokens: [(token: Token, place: Int)] = []
    var hasReference = false
    private var at = 0
    private var depth = 0

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    private func scalar(_ offset: Int = 0) -> Unicode.Scalar? { at + offset < scalars.count ? scalars[at + offset] : nil }

    private func starts(_ text: String) -> Bool { scalars[at...].starts(with: text.unicodeScalars) }

    private mutating func add(_ token: Token, from place: Int) { tokens.append((token, place)) }

    mutating func parse() throws(Refusal) {
      while let next = scalar() {
        let place = at
        at += 1
        switch next {
        case "\\":
          at = place
          try escape()
        case "[":
          at = place
          add(.atom(try characterClass()), from: place)
        case "(": try open(from: place)
        case ")":
          guard depth > 0 else { throw Refusal(words: "a parenthesis without its partner", offset: place) }
          depth -= 1
          add(.close, from: place)
        case "|": add(.alternation, from: place)
        case "*": quantifier(0, nil, from: place)
        case "+": quantifier(1, nil, from: place)
        case "?": quantifier(0, 1, from: place)
        case "{": try braces(from: place)
        case "}", "]": add(.atom("\\" + String(next)), from: place)
        case "^", "$": add(.anchor(String(next)), from: place)
        default: add(.atom(String(next)), from: place)
        }
      }
      guard depth == 0 else { throw Refusal(words: "a parenthesis without its partner", offset: nil) }
    }

    private mutating func quantifier(_ least: Int, _ most: Int?, from place: Int) {
      var suffix = ""
      if let next = scalar(), next == "?" || next == "+" {
        suffix = String(next)
        at += 1
      }
      add(.quantifier(least: least, most: most, suffix: suffix), from: place)
    }

    /// `{n}`, `{n,}` or `{n,m}`.
    private mutating func braces(from place: Int) throws(Refusal) {
      func number() -> Int? {
        var value: Int?
        while let next = scalar(), ("0"..."9").contains(next) {
          value = min((value ?? 0) * 10 + Int(next.value - 0x30), 1 << 20)
          at += 1
        }
        return value
      }
      let least = number()
      var most = least
      if scalar() == "," {
        at += 1
        most = number()
      }
      guard let least, scalar() == "}", most ?? least >= least else { throw Refusal(words: "a wrong {…}", offset: place) }
      at += 1
      quantifier(least, most, from: place)
    }

    private mutating func open(from place: Int) throws(Refusal) {
      depth += 1
      guard scalar() == "?" else { return add(.open("(", .plain), from: place) }
      for (head, kind) in [
        ("?:", Group.plain), ("?>", .plain), ("?=", .lookahead), ("?!", .lookahead), ("?<=", .lookbehind), ("?<!", .lookbehind),
      ] where starts(head) {
        at += head.unicodeScalars.count
        return add(.open("(" + head, kind), from: place)
      }
      if starts("?<") {
        var head = "("
        while let next = scalar(), next != ">" {
          head.unicodeScalars.append(next)
          at += 1
        }
        at += 1
        return add(.open(head + ">", .plain), from: place)
      }
      at += 1
      var flags = String.UnicodeScalarView()
      while let next = scalar(), next != ")", next != ":" {
        switch next {
        case "u", "U", "d": break
        case "x": throw Refusal(words: "the comments mode (?x)", offset: place)
        case "i", "m", "s", "w", "-": flags.append(next)
        default: throw Refusal(words: "an unknown flag", offset: at)
        }
        at += 1
      }
      let kept = flags.last == "-" ? String(flags.dropLast()) : String(flags)
      if scalar() == ":" {
        at += 1
        return add(.open("(?" + kept + ":", .plain), from: place)
      }
      guard scalar() == ")" else { throw Refusal(words: "a parenthesis without its partner", offset: place) }
      at += 1
      depth -= 1
      if !kept.isEmpty { add(.flags("(?" + kept + ")"), from: place) }
    }

    /// `\…` outside a class.
    private mutating func escape() throws(Refusal) {
      let place = at
      if starts("\\Q") {
        for scalar in quotation() { add(.atom(Self.literal(scalar)), from: place) }
        return
      }
      let text = try escapeText()
      switch text.unicodeScalars.dropFirst().first {
      case "b":
        if scalar() == "{" { throw Refusal(words: "\\b{…}", offset: place) }
        add(.anchor(text), from: place)
      case "B", "A", "Z", "z", "G": add(.anchor(text), from: place)
      case "1", "2", "3", "4", "5", "6", "7", "8", "9", "k":
        hasReference = true
        add(.atom(text), from: place)
      default: add(.atom(text), from: place)
      }
    }

    /// An escape with all that belongs to it, in ICU's flavour.
    private mutating func escapeText() throws(Refusal) -> String {
      let place = at
      guard let letter = scalar(1) else { throw Refusal(words: "a \\ at the end", offset: place) }
      at += 2
      var text = "\\" + String(letter)
      func take(until end: Unicode.Scalar) {
        while let next = scalar() {
          text.unicodeScalars.append(next)
          at += 1
          if next == end { return }
        }
      }
      func takeHexadecimal(_ most: Int) {
        var count = 0
        while count < most, let next = scalar(), next.properties.isASCIIHexDigit {
          text.unicodeScalars.append(next)
          at += 1
          count += 1
        }
      }
      switch letter {
      case "p", "P", "N":
        if scalar() == "{" {
          take(until: "}")
        } else if letter != "N", let next = scalar() {
          // \pL
          text += "{" + String(next) + "}"
          at += 1
        }
      case "x":
        if scalar() == "{" { take(until: "}") } else { takeHexadecimal(2) }
      case "k":
        if scalar() == "<" { take(until: ">") }
      case "c":
        if let next = scalar() {
          text.unicodeScalars.append(next)
          at += 1
        }
      case "0":
        while text.unicodeScalars.count < 5, let next = scalar(), ("0"..."7").contains(next) {
          text.unicodeScalars.append(next)
          at += 1
        }
      case "U": takeHexadecimal(8)
      case "u":
        takeHexadecimal(4)
        guard let high = UInt32(text.dropFirst(2), radix: 16) else { break }
        guard high & 0xF800 == 0xD800 else { break }
        // Java writes what is beyond U+FFFF as two halves.
        guard high & 0xFC00 == 0xD800, starts("\\u"), at + 6 <= scalars.count,
          let low = UInt32(String(String.UnicodeScalarView(scalars[(at + 2)..<(at + 6)])), radix: 16), low & 0xFC00 == 0xDC00,
          let joined = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw Refusal(words: "half of a surrogate pair", offset: place) }
        at += 6
        return String(joined)
      default: break
      }
      return text
    }

    /// What stands between `\Q` and `\E`.
    private mutating func quotation() -> [Unicode.Scalar] {
      at += 2
      var inside: [Unicode.Scalar] = []
      while let next = scalar(), !starts("\\E") {
        inside.append(next)
        at += 1
      }
      at = min(at + 2, scalars.count)
      return inside
    }

    private static func literal(_ scalar: Unicode.Scalar) -> String {
      scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar) && scalar.value > 0x20
        ? "\\" + String(scalar) : String(scalar)
    }

    /// `[…]` with the classes in it.
    private mutating func characterClass() throws(Refusal) -> String {
      let start = at
      var text = "["
      at += 1
      if scalar() == "^" {
        text += "^"
        at += 1
      }
      if starts("]") {
        text += "\\]"
        at += 1
      }
      var nested = 1
      while nested > 0 {
        guard let next = scalar() else { throw Refusal(words: "a class without its ]", offset: start) }
        switch next {
        case "]":
          text += "]"
          nested -= 1
          at += 1
        case "[":
          if starts("[:"), let end = scalars[at...].firstIndex(of: "]"), scalars[end - 1] == ":", end > at + 3 {
            text += String(String.UnicodeScalarView(scalars[at...end]))
            at = end + 1
            continue
          }
          nested += 1
          text += "["
          at += 1
          if scalar() == "^" {
            text += "^"
            at += 1
          }
        case "&" where scalar(1) == "&":
          text += "&&"
          at += 2
        default: text += try classItem()
        }
      }
      return text
    }

    /// A character or a range of a class.
    private mutating func classItem() throws(Refusal) -> String {
      if starts("\\Q") { return quotation().map(Self.literal).joined() }
      var text = try classCharacter()
      if scalar() == "-", let end = scalar(1), end != "]", end != "[", !(end == "&" && scalar(2) == "&") {
        at += 1
        text += "-" + (try classCharacter())
      }
      return text
    }

    private mutating func classCharacter() throws(Refusal) -> String {
      guard let next = scalar() else { throw Refusal(words: "a class without its ]", offset: nil) }
      if next == "\\" { return try escapeText() }
      at += 1
      return next == "-" || next == "&" || next == "^" ? "\\" + String(next) : String(next)
    }
  }
}
