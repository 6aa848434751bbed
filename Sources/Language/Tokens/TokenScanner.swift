/// The tokenizer's working part: scans UTF-8 bytes into tokens without making a `String`. Keep one and scan many texts with it.
package struct TokenScanner: Sendable {
  /// A token by its places: scalars and bytes of the text, bytes of ``key``.
  package struct Scanned: Sendable {
    package var kind: Token.Kind
    package var script: Token.Script
    package var start, end: Int32
    package var byteStart, byteEnd: Int32
    package var keyStart, keyEnd: Int32
  }

  /// The tokens of the last text scanned.
  package private(set) var tokens: [Scanned] = []
  /// The folded bytes that the tokens point into.
  package private(set) var key: [UInt8] = []

  /// Where a run of ASCII ends that is no address or code from its beginning.
  private var rejected = 0

  package init() {}

  /// Replaces ``tokens`` and ``key`` by those of a text. Texts above 2 GB are cut there.
  package mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    key.removeAll(keepingCapacity: true)
    rejected = 0
    let text = UnsafeBufferPointer(rebasing: bytes.prefix(Int(Int32.max)))
    var cursor = Cursor(byte: 0, scalar: 0)
    while cursor.byte < text.count {
      let (scalar, next) = UTF8Coding.scalar(in: text, at: cursor.byte)
      let properties = ScalarProperties(scalar)
      switch properties.kind {
      case .letter, .digit:
        if scalar < 0x80, scanWhole(text, &cursor) { continue }
        if properties.kind == .digit { scanNumber(text, &cursor) } else { scanWord(text, &cursor) }
      case .blank, .lineEnd, .ignorable, .joiner, .mark:
        cursor = Cursor(byte: next, scalar: cursor.scalar + 1)
      case .punctuation, .symbol, .other:
        scanMarks(text, &cursor, scalar, properties.kind == .punctuation ? .punctuation : .symbol)
      }
    }
    joinAffixes()
  }

  private struct Cursor {
    var byte, scalar: Int
  }

  private mutating func append(_ kind: Token.Kind, _ script: Token.Script, from start: Cursor, to end: Cursor, keyStart: Int) {
    guard key.count > keyStart else { return }
    tokens.append(
      Scanned(
        kind: kind, script: script, start: Int32(start.scalar), end: Int32(end.scalar), byteStart: Int32(start.byte),
        byteEnd: Int32(end.byte), keyStart: Int32(keyStart), keyEnd: Int32(key.count)))
  }

  @inline(__always)
  private mutating func fold(_ properties: ScalarProperties) {
    properties.forEachFolded { if $0 != 0x20 { UTF8Coding.append($0, to: &key) } }
  }

  // MARK: Addresses and codes

  /// Takes an address or a code that starts at the cursor with an ASCII letter or digit; false when there is none.
  private mutating func scanWhole(_ text: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor) -> Bool {
    let start = cursor.byte
    var end = start
    // Nearly always a word, with a blank or a full stop and a blank behind it.
    while end < text.count, text[end] | 0x20 >= UInt8(ascii: "a"), text[end] | 0x20 <= UInt8(ascii: "z") { end += 1 }
    if end == text.count || text[end] == 0x20 || text[end] == UInt8(ascii: ",") || text[end] == UInt8(ascii: ".")
      && (end + 1 == text.count || text[end + 1] == 0x20)
    {
      rejected = max(rejected, end)
      return false
    }
    end = start
    var strokes = 0, ats = 0, dots = 0, colons = 0, letters = 0, capitals = 0, digits = 0, inner = 0
    while end < text.count {
      let byte = text[end]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): letters += 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): (letters, capitals) = (letters + 1, capitals + 1)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "/"): strokes += 1
      case UInt8(ascii: "@"): ats += 1
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"): inner += 1
      case UInt8(ascii: "_"), UInt8(ascii: "?"), UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "#"),
        UInt8(ascii: "~"):
        break
      default: return endWhole(text, &cursor, end, (strokes, ats, dots, colons, letters, capitals, digits, inner))
      }
      end += 1
      // Inside a long run that was looked through already, only something short can still begin: two-two-two-… would take a time that grows with its square.
      if start < rejected, end - start > 256 { return false }
    }
    return endWhole(text, &cursor, end, (strokes, ats, dots, colons, letters, capitals, digits, inner))
  }

  private mutating func endWhole(
    _ text: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor, _ limit: Int,
    _ seen: (strokes: Int, ats: Int, dots: Int, colons: Int, letters: Int, capitals: Int, digits: Int, inner: Int)
  ) -> Bool {
    if finishWhole(text, &cursor, limit, seen) { return true }
    rejected = max(rejected, limit)
    return false
  }

  private mutating func finishWhole(
    _ text: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor, _ limit: Int,
    _ seen: (strokes: Int, ats: Int, dots: Int, colons: Int, letters: Int, capitals: Int, digits: Int, inner: Int)
  ) -> Bool {
    guard seen.letters > 0, seen.strokes + seen.ats + seen.dots + seen.digits + seen.inner > 0 else { return false }
    var end = limit
    while end > cursor.byte, !isAlphanumeric(text[end - 1]), text[end - 1] != UInt8(ascii: "/") { end -= 1 }
    guard end > cursor.byte else { return false }
    let word = UnsafeBufferPointer(rebasing: text[cursor.byte..<end])
    let isAddress =
      contains(word, "://") || hasPrefix(word, "www.") || (seen.ats == 1 && seen.dots > 0 && word.last.map(isAlphanumeric) == true)
    var isCode = false
    if !isAddress {
      while end > cursor.byte, !isAlphanumeric(text[end - 1]) { end -= 1 }
      // S/RES/2231, INFCIRC/254, COVID-19, F-35, G20, P5+1: letters and digits bound by strokes, hyphens or nothing, at least one capital.
      let trimmed = text[cursor.byte..<end]
      let hasLetter = trimmed.contains { isAlphanumeric($0) && $0 > UInt8(ascii: "9") }
      let hasDigit = trimmed.contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      let plain = trimmed.allSatisfy {
        isAlphanumeric($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".")
      }
      let startsWithLetter = text[cursor.byte] > UInt8(ascii: "9")
      isCode = hasLetter && hasDigit && plain && seen.capitals > 0 && (startsWithLetter || trimmed.contains(UInt8(ascii: "/")))
      // A full stop glued between two sentences ("Iran.The 5 …") is no code.
      if isCode, trimmed.contains(UInt8(ascii: ".")), !trimmed.contains(UInt8(ascii: "/")) { isCode = false }
    }
    guard isAddress || isCode else { return false }
    // A Persian letter right behind ("G20ها") stays outside: the token ends with the ASCII run.
    let start = cursor
    let keyStart = key.count
    for byte in text[cursor.byte..<end] {
      key.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
    }
    cursor = Cursor(byte: end, scalar: cursor.scalar + end - cursor.byte)
    append(isAddress ? .address : .code, .latin, from: start, to: cursor, keyStart: keyStart)
    return true
  }

  @inline(__always)
  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ wanted: StaticString) -> Bool {
    let count = wanted.utf8CodeUnitCount
    guard bytes.count >= count else { return false }
    return (0...(bytes.count - count)).contains { at in (0..<count).allSatisfy { bytes[at + $0] == wanted.utf8Start[$0] } }
  }

  private func hasPrefix(_ bytes: UnsafeBufferPointer<UInt8>, _ wanted: StaticString) -> Bool {
    bytes.count >= wanted.utf8CodeUnitCount && (0..<wanted.utf8CodeUnitCount).allSatisfy { bytes[$0] | 0x20 == wanted.utf8Start[$0] | 0x20 }
  }

  // MARK: Numbers

  private mutating func scanNumber(_ text: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor) {
    let start = cursor
    let keyStart = key.count
    var end = cursor
    var groups = 0
    var lastMark: UInt32 = 0
    while end.byte < text.count {
      let (scalar, next) = UTF8Coding.scalar(in: text, at: end.byte)
      let properties = ScalarProperties(scalar)
      if properties.kind == .digit {
        fold(properties)
        end = Cursor(byte: next, scalar: end.scalar + 1)
        continue
      }
      guard let mark = numberMark(scalar), next < text.count else { break }
      let (after, _) = UTF8Coding.scalar(in: text, at: next)
      guard ScalarProperties(after).kind == .digit else { break }
      if mark == UInt8(ascii: ",") {
        // A thousands mark joins only groups of three; any other comma separates two numbers.
        guard lastMark == 0 || lastMark == 0x2C, digitCount(text, next) == 3, groups > 0 || key.count - keyStart <= 3 else { break }
        groups += 1
        lastMark = 0x2C
      } else {
        key.append(mark)
        lastMark = UInt32(mark)
      }
      end = Cursor(byte: next, scalar: end.scalar + 1)
    }
    cursor = end
    append(.number, .none, from: start, to: end, keyStart: keyStart)
  }

  /// The plain form of a mark that may stand between two digits.
  @inline(__always)
  private func numberMark(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x2E, 0x66B: UInt8(ascii: ".")
    case 0x2C, 0x66C: UInt8(ascii: ",")
    case 0x2F: UInt8(ascii: "/")
    case 0x3A: UInt8(ascii: ":")
    default: nil
    }
  }

  private func digitCount(_ text: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
    var index = from
    var count = 0
    while index < text.count, count < 4 {
      let (scalar, next) = UTF8Coding.scalar(in: text, at: index)
      guard ScalarProperties(scalar).kind == .digit else { break }
      count += 1
      index = next
    }
    return count
  }

  // MARK: Words and marks

  private mutating func scanWord(_ text: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor) {
    let start = cursor
    let keyStart = key.count
    var script = Token.Script.none
    var end = cursor
    scan: while end.byte < text.count {
      let run = plainRun(text, end.byte, &script)
      if run.bytes > 0 {
        key.append(contentsOf: UnsafeBufferPointer(rebasing: text[end.byte..<(end.byte + run.bytes)]))
        end = Cursor(byte: end.byte + run.bytes, scalar: end.scalar + run.scalars)
        if end.byte == text.count { break }
      }
      let (scalar, next) = UTF8Coding.scalar(in: text, at: end.byte)
      let properties = ScalarProperties(scalar)
      switch properties.kind {
      case .letter:
        let its = Token.Script(rawValue: properties.script.rawValue) ?? .other
        if script == .none { script = its } else if its != script, its == .arabic || script == .arabic { break scan }
        fold(properties)
      case .mark, .ignorable:
        fold(properties)
      case .joiner:
        break
      case .digit:
        // G20, MI6; but not «سال۲۰»: Persian words don't take digits.
        guard script == .latin else { break scan }
        fold(properties)
      case .punctuation where scalar == 0x27 || scalar == 0x2019:
        // don't, states’: an apostrophe between two Latin letters.
        guard script == .latin, next < text.count, ScalarProperties(UTF8Coding.scalar(in: text, at: next).scalar).script == .latin
        else { break scan }
        key.append(0x27)
      default:
        break scan
      }
      end = Cursor(byte: next, scalar: end.scalar + 1)
    }
    cursor = end
    // Joiners and bidi marks at the end are no part of the word.
    var visible = end
    while visible.byte > start.byte {
      var before = visible.byte - 1
      while before > start.byte, text[before] & 0xC0 == 0x80 { before -= 1 }
      let kind = ScalarProperties(UTF8Coding.scalar(in: text, at: before).scalar).kind
      guard kind == .joiner || kind == .ignorable else { break }
      visible = Cursor(byte: before, scalar: visible.scalar - 1)
    }
    append(.word, script, from: start, to: visible, keyStart: keyStart)
  }

  /// The letters from a place on that stand for themselves in the key: Persian ones, or small ones from a to z.
  @inline(__always)
  private func plainRun(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ script: inout Token.Script) -> (bytes: Int, scalars: Int) {
    var at = start
    if text[at] < 0x80 {
      guard script == .none || script == .latin else { return (0, 0) }
      while at < text.count, text[at] >= UInt8(ascii: "a"), text[at] <= UInt8(ascii: "z") { at += 1 }
      if at > start { script = .latin }
      return (at - start, at - start)
    }
    guard script == .none || script == .arabic else { return (0, 0) }
    while at + 1 < text.count, text[at] & 0xFC == 0xD8, text[at + 1] & 0xC0 == 0x80,
      ScalarProperties(UInt32(text[at] & 0x1F) << 6 | UInt32(text[at + 1] & 0x3F)).isPlainLetter(of: .arabic)
    {
      at += 2
    }
    if at > start { script = .arabic }
    return (at - start, (at - start) / 2)
  }

  private mutating func scanMarks(
    _ text: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor, _ mark: UInt32, _ kind: Token.Kind
  ) {
    let start = cursor
    let keyStart = key.count
    while cursor.byte < text.count {
      let (scalar, next) = UTF8Coding.scalar(in: text, at: cursor.byte)
      guard scalar == mark else { break }
      fold(ScalarProperties(scalar))
      cursor = Cursor(byte: next, scalar: cursor.scalar + 1)
    }
    append(kind, .none, from: start, to: cursor, keyStart: keyStart)
  }

  // MARK: Affixes that stand apart

  /// Joins می/نمی to the word after, and ها, تر … to the word before, where only blanks lie between.
  private mutating func joinAffixes() {
    guard tokens.count > 1 else { return }
    var kept = 0
    var index = 0
    while index < tokens.count {
      var token = tokens[index]
      if token.kind == .word, token.script == .arabic {
        if index + 1 < tokens.count, isVerbPrefix(token), tokens[index + 1].script == .arabic, tokens[index + 1].kind == .word,
          adjacent(token, tokens[index + 1]), !(kept > 0 && isMonthWord(tokens[kept - 1]))
        {
          token.end = tokens[index + 1].end
          token.byteEnd = tokens[index + 1].byteEnd
          token.keyEnd = tokens[index + 1].keyEnd
          index += 1
        } else if kept > 0, tokens[kept - 1].kind == .word, tokens[kept - 1].script == .arabic, adjacent(tokens[kept - 1], token),
          isSuffix(token, after: tokens[kept - 1])
        {
          tokens[kept - 1].end = token.end
          tokens[kept - 1].byteEnd = token.byteEnd
          tokens[kept - 1].keyEnd = token.keyEnd
          index += 1
          continue
        }
      }
      tokens[kept] = token
      kept += 1
      index += 1
    }
    tokens.removeSubrange(kept...)
  }

  /// True when nothing but one blank lies between two tokens; their keys are then neighbours in ``key``.
  private func adjacent(_ a: Scanned, _ b: Scanned) -> Bool { a.keyEnd == b.keyStart && b.start - a.end == 1 }

  private func key(_ token: Scanned, isOneOf words: [StaticString]) -> Bool {
    let count = Int(token.keyEnd - token.keyStart)
    return words.contains { word in
      word.utf8CodeUnitCount == count && (0..<count).allSatisfy { key[Int(token.keyStart) + $0] == word.utf8Start[$0] }
    }
  }

  private func isVerbPrefix(_ token: Scanned) -> Bool {
    let count = token.keyEnd - token.keyStart
    return count == 4 || count == 6 ? key(token, isOneOf: ["می", "نمی"]) : false
  }
  /// «ماه می» is the month of May.
  private func isMonthWord(_ token: Scanned) -> Bool { token.keyEnd - token.keyStart == 6 && key(token, isOneOf: ["ماه"]) }

  private func isSuffix(_ token: Scanned, after word: Scanned) -> Bool {
    let count = token.keyEnd - token.keyStart
    guard count >= 4, count <= 16 else { return false }
    let (first, second) = (key[Int(token.keyStart)], key[Int(token.keyStart) + 1])
    // ه or ت, and behind a final ه also ا.
    let isHeh = first == 0xD9 && second == 0x87, isTeh = first == 0xD8 && second == 0xAA, isAlef = first == 0xD8 && second == 0xA7
    guard isHeh || isTeh || isAlef else { return false }
    if isHeh || isTeh, key(
      token,
      isOneOf: [
        "ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "ترین", "تر", "تری", "ترها", "ترین‌ها",
      ])
    {
      return true
    }
    // خانه ای, رفته اند: only behind a final ه.
    guard word.keyEnd - word.keyStart >= 4, key[Int(word.keyEnd) - 2] == 0xD9, key[Int(word.keyEnd) - 1] == 0x87 else { return false }
    return key(token, isOneOf: ["ای", "ام", "ات", "اش", "اند", "اید", "ایم", "ایی"])
  }
}
