internal import Language

/// Which tokens of two texts differ: the operations of a cheapest alignment by ``MatchCost``.
struct TokenDiff {
  private var scanner = TokenScanner()

  private struct Text {
    var tokens: [TokenScanner.Scanned]
    var key: [UInt8]
    var graded: [TokenDistance.Graded]
    var bytes: [UInt8]

    func keyBytes(_ index: Int) -> ArraySlice<UInt8> { key[Int(tokens[index].keyStart)..<Int(tokens[index].keyEnd)] }
    func surface(_ index: Int) -> ArraySlice<UInt8> { bytes[Int(tokens[index].byteStart)..<Int(tokens[index].byteEnd)] }
    func range(_ index: Int) -> Range<Int> { Int(tokens[index].start)..<Int(tokens[index].end) }
    /// The place before token `index`.
    func gap(_ index: Int) -> Range<Int> {
      let at = index < tokens.count ? Int(tokens[index].start) : index > 0 ? Int(tokens[index - 1].end) : 0
      return at..<at
    }
  }

  /// The query of the last differences, for the next ones are often those of another match of it.
  private var last: (query: String, text: Text)?

  /// Above so many cells the middle of two long texts is given as one replacement.
  private static let mostCells = 4_000_000

  /// The differences, in order.
  /// - Parameters:
  ///   - isWhole: the score is 100, so whatever differs is spelling.
  ///   - run: the stored tokens to look at; all of them by default.
  /// - Complexity: O(tokens × tokens) of what common beginnings and ends leave.
  ///   - known: what an index knows the tokens of both texts as, which saves their stemming; left aside where it doesn't fit them.
  mutating func differences(
    _ query: String, _ stored: String, isWhole: Bool, run: Range<Int>? = nil,
    known: (query: [TokenDistance.Graded], stored: [TokenDistance.Graded])? = nil
  ) -> [Match.Difference] {
    var forms = KeyTable()
    var classes: [[UInt8]: UInt32] = [:]
    var kappaOfForm: [UInt32] = []
    func read(_ text: String) -> Text {
      text.withUTF8Bytes { bytes in
        scanner.scan(bytes)
        return Text(tokens: scanner.tokens, key: scanner.key, graded: [], bytes: Array(bytes))
      }
    }
    func classed(_ text: Text) -> [TokenDistance.Graded] {
      text.key.withUnsafeBufferPointer { keys in
        text.tokens.map { token in
          let key = UnsafeBufferPointer(rebasing: keys[Int(token.keyStart)..<Int(token.keyEnd)])
          let (form, isNew) = forms.insert(key)
          if isNew {
            func number(_ name: [UInt8]) -> UInt32 {
              let id = classes[name] ?? Kappa.first + UInt32(classes.count)
              classes[name] = id
              return id
            }
            switch TokenKeys.kappa(of: key, .graded) {
            case .mark: kappaOfForm.append(Kappa.mark)
            case .number: kappaOfForm.append(Kappa.number)
            case .own: kappaOfForm.append(number(Array(key)))
            case .stem(let stem): kappaOfForm.append(number(stem))
            }
          }
          return .init(form: form, kappa: kappaOfForm[Int(form)])
        }
      }
    }
    var a: Text
    if let last, last.query.utf8.elementsEqual(query.utf8) { a = last.text } else { a = read(query) }
    var b = read(stored)
    last = (query, a)
    if let known, known.query.count == a.tokens.count, known.stored.count == b.tokens.count {
      (a.graded, b.graded) = known
    } else {
      (a.graded, b.graded) = (classed(a), classed(b))
    }
    if let run {
      b.tokens = Array(b.tokens[run.clamped(to: b.tokens.indices)])
      b.graded = Array(b.graded[run.clamped(to: b.graded.indices)])
    }
    var found: [Match.Difference] = []

    func pair(_ i: Int, _ j: Int) {
      if a.graded[i].form == b.graded[j].form {
        if !a.surface(i).elementsEqual(b.surface(j)) { found.append(.init(kind: .spelling, query: a.range(i), stored: b.range(j))) }
        return
      }
      let (x, y) = (a.graded[i].kappa, b.graded[j].kappa)
      let kind: Match.Difference.Kind
      if isWhole {
        kind = .spelling
      } else if x == Kappa.mark, y == Kappa.mark {
        kind = .mark
      } else if x == Kappa.number, y == Kappa.number {
        kind = .number
      } else if a.keyBytes(i).withUnsafeBufferPointer({ p in b.keyBytes(j).withUnsafeBufferPointer { Negation.divides(p, $0) } }) {
        kind = .negation
      } else {
        kind = x == y ? .inflected : .replaced
      }
      found.append(.init(kind: kind, query: a.range(i), stored: b.range(j)))
    }
    func drop(_ i: Int, before j: Int) {
      let kind: Match.Difference.Kind =
        isWhole ? .spelling : a.graded[i].kappa == Kappa.mark ? .mark : Self.denies(a.keyBytes(i)) ? .negation : .added
      found.append(.init(kind: kind, query: a.range(i), stored: b.gap(j)))
    }
    func add(_ j: Int, before i: Int) {
      let kind: Match.Difference.Kind =
        isWhole ? .spelling : b.graded[j].kappa == Kappa.mark ? .mark : Self.denies(b.keyBytes(j)) ? .negation : .missing
      found.append(.init(kind: kind, query: a.gap(i), stored: b.range(j)))
    }

    var start = 0
    while start < a.graded.count, start < b.graded.count, a.graded[start].form == b.graded[start].form {
      pair(start, start)
      start += 1
    }
    var (endA, endB) = (a.graded.count, b.graded.count)
    while endA > start, endB > start, a.graded[endA - 1].form == b.graded[endB - 1].form { (endA, endB) = (endA - 1, endB - 1) }
    let (rows, columns) = (endA - start, endB - start)
    if rows > 0, columns > 0, rows * columns > Self.mostCells {
      found.append(
        .init(
          kind: .replaced, query: a.range(start).lowerBound..<a.range(endA - 1).upperBound,
          stored: b.range(start).lowerBound..<b.range(endB - 1).upperBound))
    } else {
      // The cheapest way from each cell to the end; walked forward, so that differences come in order.
      let width = columns + 1
      var cost = [Int32](repeating: 0, count: (rows + 1) * width)
      for j in stride(from: columns - 1, through: 0, by: -1) {
        cost[rows * width + j] = cost[rows * width + j + 1] + b.graded[start + j].weight
      }
      for i in stride(from: rows - 1, through: 0, by: -1) {
        cost[i * width + columns] = cost[(i + 1) * width + columns] + a.graded[start + i].weight
        for j in stride(from: columns - 1, through: 0, by: -1) {
          cost[i * width + j] = min(
            cost[(i + 1) * width + j + 1] + TokenDistance.cost(a.graded[start + i], b.graded[start + j]),
            cost[(i + 1) * width + j] + a.graded[start + i].weight, cost[i * width + j + 1] + b.graded[start + j].weight)
        }
      }
      var (i, j) = (0, 0)
      while i < rows || j < columns {
        let here = cost[i * width + j]
        if i < rows, j < columns,
          here == cost[(i + 1) * width + j + 1] + TokenDistance.cost(a.graded[start + i], b.graded[start + j]),
          (a.graded[start + i].kappa == Kappa.mark) == (b.graded[start + j].kappa == Kappa.mark)
        {
          pair(start + i, start + j)
          (i, j) = (i + 1, j + 1)
        } else if i < rows, here == cost[(i + 1) * width + j] + a.graded[start + i].weight {
          drop(start + i, before: start + j)
          i += 1
        } else {
          add(start + j, before: start + i)
          j += 1
        }
      }
    }
    for offset in 0..<(a.graded.count - endA) { pair(endA + offset, endB + offset) }
    if isWhole, found.isEmpty, run == nil, !query.utf8.elementsEqual(stored.utf8) {
      // Only what lies between the tokens differs: blanks, line ends, direction marks.
      found.append(.init(kind: .spelling, query: 0..<query.unicodeScalars.count, stored: 0..<stored.unicodeScalars.count))
    }
    return found
  }

  /// The place of a run of tokens, in Unicode scalars; nil when the text has no such tokens.
  mutating func place(of run: Range<Int>, in text: String) -> Range<Int>? { places(of: [run], in: text).first }

  /// The places of runs of tokens, in Unicode scalars, without those that the text has not.
  mutating func places(of runs: [Range<Int>], in text: String) -> [Range<Int>] {
    text.withUTF8Bytes { bytes in
      scanner.scan(bytes)
      return runs.compactMap { run in
        guard !run.isEmpty, run.upperBound <= scanner.tokens.count else { return nil }
        return Int(scanner.tokens[run.lowerBound].start)..<Int(scanner.tokens[run.upperBound - 1].end)
      }
    }
  }

  private static func denies(_ key: ArraySlice<UInt8>) -> Bool { key.withUnsafeBufferPointer { Negation.isNegative($0) } }
}
