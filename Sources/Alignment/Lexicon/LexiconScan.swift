internal import Glibc
internal import Language

/// Reads a lexicon file byte by byte: a learnt lexicon has hundreds of thousands of lines, and a command waits for it.
struct LexiconScan {
  /// The first line that is no entry, from 1.
  private(set) var badLine: Int?
  private var left = LanguageTag.persian, right = LanguageTag.english
  private var pools = (WordPool(), WordPool())
  private var counts: ([Float], [Float]) = ([], [])
  private var entries: [LexiconTable.Entry] = []

  private typealias Field = UnsafeBufferPointer<UInt8>

  var lexicon: Lexicon {
    var lexicon = Lexicon(left: left, right: right)
    lexicon.learnt = LexiconTable(left: pools.0, leftCounts: counts.0, right: pools.1, rightCounts: counts.1, entries: entries)
    return lexicon
  }

  mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    entries.reserveCapacity(bytes.count / 32)
    let nothing = Field(start: base, count: 0)
    var leftName = Array(left.text.utf8)
    var at = 0, line = 0
    // Entries stand in rows: the left word is mostly that of the line before.
    var last = (word: nothing, number: Int32(-1))
    while at < bytes.count {
      line += 1
      var end =
        memchr(base + at, 0x0A, bytes.count - at).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
        ?? bytes.count
      let next = end + 1
      if end > at, base[end - 1] == 0x0D { end -= 1 }
      defer { at = next }
      if end == at { continue }
      if base[at] == UInt8(ascii: "#") {
        let parts = String(decoding: bytes[at..<end], as: UTF8.self).split(separator: " ")
        if line == 1, parts.count == 6 {
          (left, right) = (LanguageTag(String(parts[4])), LanguageTag(String(parts[5])))
          leftName = Array(left.text.utf8)
        }
        continue
      }
      // The fields behind the first one, as far as there are any; the last one's end is the line's.
      var fields = (nothing, nothing, nothing, nothing)
      var count = 0, start = at
      var place = at
      while place <= end {
        if place == end || base[place] == 0x09 {
          let field = Field(start: base + start, count: place - start)
          switch count {
          case 1: fields.0 = field
          case 2: fields.1 = field
          case 3: fields.2 = field
          case 4: fields.3 = field
          default: break
          }
          count += 1
          start = place + 1
        }
        place += 1
      }
      let kind = at + 1 == end || base[at + 1] == 0x09 ? base[at] : 0
      if kind == UInt8(ascii: "w"), count == 4, let seen = Self.number(fields.2), seen.isFinite, seen >= 0 {
        if fields.0.elementsEqual(leftName) {
          counts.0[Int(Self.number(fields.1, &pools.0, &counts.0))] += seen
        } else {
          counts.1[Int(Self.number(fields.1, &pools.1, &counts.1))] += seen
        }
      } else if kind == UInt8(ascii: "t"), count == 5, let forward = Self.number(fields.2), let backward = Self.number(fields.3),
        (0...1).contains(forward), (0...1).contains(backward)
      {
        if last.number < 0 || !Self.same(last.word, fields.0) { last = (fields.0, Self.number(fields.0, &pools.0, &counts.0)) }
        let other = Self.number(fields.1, &pools.1, &counts.1)
        entries.append(LexiconTable.Entry(left: last.number, right: other, forward: forward, backward: backward))
      } else {
        badLine = line
        return
      }
    }
  }

  private static func number(_ word: Field, _ pool: inout WordPool, _ counts: inout [Float]) -> Int32 {
    let id = pool.id(of: word)
    if Int(id) == counts.count { counts.append(0) }
    return id
  }

  private static func same(_ a: Field, _ b: Field) -> Bool {
    a.count == b.count && (a.isEmpty || memcmp(a.baseAddress!, b.baseAddress!, a.count) == 0)
  }

  /// A decimal number; the plain forms of this toolkit's own files without a detour.
  private static func number(_ field: Field) -> Float? {
    // 0.01234, as `LexiconFile` writes them.
    if field.count == 7, field[1] == UInt8(ascii: ".") {
      var digits: UInt32 = 0, isPlain = true
      for place in 0..<7 where place != 1 {
        let digit = field[place] &- 0x30
        isPlain = isPlain && digit <= 9
        digits = digits &* 10 &+ UInt32(digit)
      }
      if isPlain { return Float(Double(digits) / 100_000) }
    }
    var digits: UInt64 = 0, scale = 1.0
    var hasPoint = false
    guard field.count > 0, field.count <= 15 else { return Float(String(decoding: field, as: UTF8.self)) }
    for byte in field {
      if byte >= 0x30, byte <= 0x39 {
        digits = digits * 10 + UInt64(byte - 0x30)
        if hasPoint { scale *= 10 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        return Float(String(decoding: field, as: UTF8.self))
      }
    }
    return Float(Double(digits) / scale)
  }
}
