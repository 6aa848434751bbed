import Language
@testable import TranslationMemory

/// The score by its definition (``MatchCost``), written again in the plainest way: what the index must agree with.
enum Oracle {
  struct Text {
    var keys: [String]
    var kinds: [Token.Kind]
    var classes: [String]

    init(_ text: String) {
      let tokens = Tokenizer.tokens(of: text)
      keys = tokens.map(\.key)
      kinds = tokens.map(\.kind)
      classes = tokens.map { token in
        switch token.kind {
        case .punctuation, .symbol: return "mark"
        case .number: return "number"
        case .code, .address: return "=" + token.key
        case .word:
          if token.key.utf8.contains(where: { $0 >= 48 && $0 <= 57 }) { return "=" + token.key }
          let stem = Stemmer.stem(of: token.key, script: token.script)
          let lost = token.key.withUTF8Bytes { key in stem.withUTF8Bytes { Negation.isLost(from: key, to: $0, script: token.script) } }
          return "~" + stem + (lost ? "!" : "")
        }
      }
    }

    var heavyCount: Int { classes.count { $0 != "mark" } }
    var characters: [Unicode.Scalar] { keys.flatMap { Array($0.unicodeScalars) } }

    /// Words in Arabic letters run together.
    var joined: [String] {
      var parts: [String] = []
      var wasApart = true
      for (key, kind) in zip(keys, kinds) {
        let arabic = kind == .word && (0x600...0x6FF).contains(key.unicodeScalars.first!.value)
        let apart = !arabic || key.withUTF8Bytes { Negation.isNegative($0) }
        if apart || wasApart { parts.append(key) } else { parts[parts.count - 1] += key }
        wasApart = apart
      }
      return parts
    }
  }

  static func graded(_ a: Text, _ b: Text) -> Int {
    if a.joined == b.joined { return 100 }
    let longer = max(a.heavyCount, b.heavyCount)
    var best = 0
    if longer > 0 { best = max(0, 100 * (20 * longer - distance(a, b)) / (20 * longer)) }
    if longer <= 3 {
      let (x, y) = (a.characters, b.characters)
      let length = max(x.count, y.count)
      let keysA = a.keys.map { Array($0.utf8) }, keysB = b.keys.map { Array($0.utf8) }
      let agree = withPointers(keysA) { p in withPointers(keysB) { ShortText.agree(p, $0) } }
      if length > 0, agree { best = max(best, min(99, 100 * (length - levenshtein(x, y)) / length)) }
    }
    return min(best, 99)
  }

  static func plain(_ a: [String], _ b: [String]) -> Int {
    let longer = max(a.count, b.count)
    return longer == 0 ? 100 : 100 * (longer - levenshtein(a, b)) / longer
  }

  static func plainTokens(_ text: String) -> [String] {
    var scanner = PlainScanner()
    return text.withUTF8Bytes { bytes in
      scanner.scan(bytes)
      return scanner.tokens.map { String(decoding: scanner.key[$0.keyStart..<$0.keyEnd], as: UTF8.self) }
    }
  }

  static func withPointers<R>(_ keys: [[UInt8]], _ body: ([UnsafeBufferPointer<UInt8>]) -> R) -> R {
    let pointers = keys.map { key in
      let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: key.count)
      _ = copy.initialize(from: key)
      return UnsafeBufferPointer(copy)
    }
    defer { pointers.forEach { $0.deallocate() } }
    return body(pointers)
  }

  private static func weight(_ name: String) -> Int { name == "mark" ? 2 : 20 }

  /// The score of `a` as a part of `b`, and the tokens of `b` that it is: every run is tried.
  static func part(_ a: Text, of b: Text) -> (score: Int, run: Range<Int>)? {
    let m = a.heavyCount
    guard m >= 3, a.joined != b.joined else { return nil }
    var best = (distance: Int.max, length: 0, start: 0)
    for start in 0...b.keys.count {
      for end in start...b.keys.count {
        var run = b
        run.keys = Array(b.keys[start..<end])
        run.classes = Array(b.classes[start..<end])
        let found = (distance: distance(a, run), length: end - start, start: start)
        if (found.distance, found.length, found.start) < (best.distance, best.length, best.start) { best = found }
      }
    }
    let run = best.start..<(best.start + best.length)
    guard b.classes[run].count(where: { $0 != "mark" }) < b.heavyCount, best.distance < 20 * m else { return nil }
    return (100 * (20 * m - best.distance) / (20 * m), run)
  }

  private static func distance(_ a: Text, _ b: Text) -> Int {
    var row = [0]
    for name in b.classes { row.append(row.last! + weight(name)) }
    for i in a.keys.indices {
      var next = [row[0] + weight(a.classes[i])]
      for j in b.keys.indices {
        let (x, y) = (a.classes[i], b.classes[j])
        let cost: Int
        if a.keys[i] == b.keys[j] {
          cost = 0
        } else if x == y {
          cost = x == "mark" ? 2 : x == "number" ? 10 : 6
        } else {
          cost = x == "mark" || y == "mark" ? 22 : 20
        }
        next.append(min(row[j] + cost, row[j + 1] + weight(x), next[j] + weight(y)))
      }
      row = next
    }
    return row.last!
  }

  static func levenshtein<T: Equatable>(_ a: [T], _ b: [T]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      for (j, y) in b.enumerated() { next.append(min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1)) }
      row = next
    }
    return row.last!
  }
}
