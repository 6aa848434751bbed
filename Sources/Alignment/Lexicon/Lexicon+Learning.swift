public import Language

extension Lexicon {
  /// How a lexicon is learnt.
  public struct LearningOptions: Hashable, Sendable {
    /// Rounds of expectation–maximisation.
    public var iterations = 5
    /// Pairs of words below this Dice coefficient aren't considered, unless the left word was seen fewer than three times.
    public var minimumDice = 0.02
    /// Entries below this probability in both directions are dropped.
    public var minimumProbability = 0.001
    /// Added to each row's total, so that rare words stay modest.
    public var rowSmoothing = 0.5
    /// How far each direction is drawn to what both agree on (Liang, Taskar & Klein 2006): 0 not at all.
    public var agreement = 0.0

    public init() {}
  }

  /// Learns word translations from pairs of sentences: IBM Model 1 (Brown et al. 1993, §4.1) in both directions, with a null word.
  ///
  /// - Parameter progress: called after each round with the rounds done and their number.
  /// - Complexity: O(pairs × words² × iterations); seconds for 100,000 pairs of sentences.
  public static func learn(
    from pairs: some Sequence<(left: String, right: String)>, left: LanguageTag = .persian, right: LanguageTag = .english,
    options: LearningOptions = LearningOptions(), progress: (Int, Int) -> Void = { _, _ in }
  ) -> Lexicon {
    var reader = WordReader()
    var pools = (WordPool(), WordPool())
    var leftTexts: [[Int32]] = [], rightTexts: [[Int32]] = []
    for pair in pairs {
      let l = reader.stems(of: pair.left), r = reader.stems(of: pair.right)
      guard !l.isEmpty, !r.isEmpty, l.count <= 200, r.count <= 200 else { continue }
      leftTexts.append(l.map { pools.0.id(of: $0) })
      rightTexts.append(r.map { pools.1.id(of: $0) })
    }
    var counts = ([Float](repeating: 0, count: pools.0.count), [Float](repeating: 0, count: pools.1.count))
    for text in leftTexts { for id in text { counts.0[Int(id)] += 1 } }
    for text in rightTexts { for id in text { counts.1[Int(id)] += 1 } }
    var model = WordModel(
      left: leftTexts, right: rightTexts, leftCount: pools.0.count, rightCount: pools.1.count,
      options: options)
    for round in 0..<options.iterations {
      model.iterate()
      progress(round + 1, options.iterations)
    }
    var lexicon = Lexicon(left: left, right: right)
    lexicon.learnt = LexiconTable(
      left: pools.0, leftCounts: counts.0, right: pools.1, rightCounts: counts.1,
      entries: model.entries(minimum: Float(options.minimumProbability)))
    return lexicon
  }
}

/// The counts of IBM Model 1 in both directions over one table of word pairs.
private struct WordModel {
  let left: [[Int32]], right: [[Int32]]
  let options: Lexicon.LearningOptions
  /// Candidates by left word: `rowStart[l]..<rowStart[l + 1]` are the places of its right words, ascending.
  var rowStart: [Int32]
  var columns: [Int32]
  /// t(right | left), t(left | right), and the counts that make the next ones.
  var forward, backward: [Float]
  var forwardCounts, backwardCounts: [Float]
  /// t(right | null), t(left | null).
  var nullForward, nullBackward: [Float]

  init(left: [[Int32]], right: [[Int32]], leftCount: Int, rightCount: Int, options: Lexicon.LearningOptions) {
    self.left = left
    self.right = right
    self.options = options
    var leftSeen = [Int32](repeating: 0, count: leftCount), rightSeen = [Int32](repeating: 0, count: rightCount)
    var sentences = [[Int32]](repeating: [], count: leftCount)
    var rightSets: [[Int32]] = []
    for index in left.indices {
      for id in Set(left[index]) {
        leftSeen[Int(id)] += 1
        sentences[Int(id)].append(Int32(index))
      }
      let set = Array(Set(right[index])).sorted()
      for id in set { rightSeen[Int(id)] += 1 }
      rightSets.append(set)
    }
    rowStart = [0]
    columns = []
    var joint = [Int32](repeating: 0, count: rightCount)
    var touched: [Int32] = []
    for l in 0..<leftCount {
      touched.removeAll(keepingCapacity: true)
      for sentence in sentences[l] {
        for r in rightSets[Int(sentence)] {
          if joint[Int(r)] == 0 { touched.append(r) }
          joint[Int(r)] += 1
        }
      }
      touched.sort()
      for r in touched {
        let dice = 2 * Double(joint[Int(r)]) / Double(leftSeen[l] + rightSeen[Int(r)])
        if leftSeen[l] < 3 || dice > options.minimumDice { columns.append(r) }
        joint[Int(r)] = 0
      }
      rowStart.append(Int32(columns.count))
    }
    forward = [Float](repeating: 1 / Float(max(1, rightCount)), count: columns.count)
    backward = [Float](repeating: 1 / Float(max(1, leftCount)), count: columns.count)
    forwardCounts = [Float](repeating: 0, count: columns.count)
    backwardCounts = forwardCounts
    nullForward = [Float](repeating: 1 / Float(max(1, rightCount)), count: rightCount)
    nullBackward = [Float](repeating: 1 / Float(max(1, leftCount)), count: leftCount)
  }

  @inline(__always)
  private func place(_ l: Int32, _ r: Int32) -> Int {
    var low = Int(rowStart[Int(l)]), high = Int(rowStart[Int(l) + 1])
    while low < high {
      let middle = (low + high) >> 1
      if columns[middle] < r { low = middle + 1 } else { high = middle }
    }
    return low < Int(rowStart[Int(l) + 1]) && columns[low] == r ? low : -1
  }

  mutating func iterate() {
    for index in forwardCounts.indices {
      forwardCounts[index] = 0
      backwardCounts[index] = 0
    }
    var nullForwardCounts = [Float](repeating: 0, count: nullForward.count)
    var nullBackwardCounts = [Float](repeating: 0, count: nullBackward.count)
    var places: [Int] = []
    var forwardSums: [Float] = [], backwardSums: [Float] = []
    for index in left.indices {
      let ls = left[index], rs = right[index]
      places.removeAll(keepingCapacity: true)
      forwardSums = rs.map { nullForward[Int($0)] }
      backwardSums = ls.map { nullBackward[Int($0)] }
      for (a, l) in ls.enumerated() {
        for (b, r) in rs.enumerated() {
          let at = place(l, r)
          places.append(at)
          guard at >= 0 else { continue }
          forwardSums[b] += forward[at]
          backwardSums[a] += backward[at]
        }
      }
      var next = 0
      for a in ls.indices {
        for b in rs.indices {
          let at = places[next]
          next += 1
          guard at >= 0 else { continue }
          let p = forward[at] / forwardSums[b], q = backward[at] / backwardSums[a]
          forwardCounts[at] += p
          backwardCounts[at] += q
        }
      }
      for (b, r) in rs.enumerated() { nullForwardCounts[Int(r)] += nullForward[Int(r)] / forwardSums[b] }
      for (a, l) in ls.enumerated() { nullBackwardCounts[Int(l)] += nullBackward[Int(l)] / backwardSums[a] }
    }
    normalize(nullForwardCounts, nullBackwardCounts)
  }

  private mutating func normalize(_ nullForwardCounts: [Float], _ nullBackwardCounts: [Float]) {
    let smoothing = Float(options.rowSmoothing), agreement = Float(options.agreement)
    if agreement > 0 {
      for at in columns.indices {
        let both = (forwardCounts[at] * backwardCounts[at]).squareRoot()
        forwardCounts[at] += agreement * (min(both, forwardCounts[at]) - forwardCounts[at])
        backwardCounts[at] += agreement * (min(both, backwardCounts[at]) - backwardCounts[at])
      }
    }
    var rightSums = [Float](repeating: smoothing, count: nullForward.count)
    for l in 0..<(rowStart.count - 1) {
      var sum = smoothing
      for at in Int(rowStart[l])..<Int(rowStart[l + 1]) {
        sum += forwardCounts[at]
        rightSums[Int(columns[at])] += backwardCounts[at]
      }
      for at in Int(rowStart[l])..<Int(rowStart[l + 1]) { forward[at] = forwardCounts[at] / sum }
    }
    for at in columns.indices { backward[at] = backwardCounts[at] / rightSums[Int(columns[at])] }
    let totals = (nullForwardCounts.reduce(0.5, +), nullBackwardCounts.reduce(0.5, +))
    for index in nullForward.indices { nullForward[index] = nullForwardCounts[index] / totals.0 }
    for index in nullBackward.indices { nullBackward[index] = nullBackwardCounts[index] / totals.1 }
  }

  func entries(minimum: Float) -> [LexiconTable.Entry] {
    (0..<(rowStart.count - 1)).flatMap { l in
      (Int(rowStart[l])..<Int(rowStart[l + 1])).compactMap { at in
        forward[at] >= minimum || backward[at] >= minimum
          ? LexiconTable.Entry(left: Int32(l), right: columns[at], forward: forward[at], backward: backward[at]) : nil
      }
    }
  }
}
