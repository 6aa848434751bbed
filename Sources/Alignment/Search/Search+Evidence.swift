extension Search {
  /// Why a bead was joined: each of its words is given its strongest counterpart, one to one.
  func evidence(_ step: Block.Step, _ sources: [AlignmentSegment], _ targets: [AlignmentSegment]) -> Evidence {
    var evidence = Evidence()
    evidence.expectedRatio = Double(lengthMean.exponential)
    let left = words(step.source, source), right = words(step.target, target)
    evidence.sourceWords = left.filter { $0.kind != .mark && !$0.kind.isOverlay }.count
    evidence.targetWords = right.filter { $0.kind != .mark && !$0.kind.isOverlay }.count
    guard step.shape >= 0 else { return evidence }
    let a = step.source.reduce(Float(0)) { $0 + source.lengths[$1] }, b = step.target.reduce(Float(0)) { $0 + target.lengths[$1] }
    evidence.lengthRatio = a > 0 ? Double(b / a) : 0
    (evidence.prior, evidence.length, evidence.lexical) = parts(of: step)

    var candidates: [(strength: Float, left: Int, right: Int, kind: Evidence.Match.Kind)] = []
    for (index, word) in left.enumerated() {
      for at in Int(links.rowStart[Int(word.type)])..<Int(links.rowStart[Int(word.type) + 1]) {
        let link = links.links[at]
        let strength = (link.forward + link.backward) / 2
        guard strength >= 0.02 else { continue }
        for (other, word) in right.enumerated() where word.type == link.target { candidates.append((strength, index, other, link.kind)) }
      }
    }
    candidates.sort { ($1.strength, $0.left, $0.right) < ($0.strength, $1.left, $1.right) }
    var usedLeft = Set<Int>(), usedRight = Set<Int>()
    for candidate in candidates where !usedLeft.contains(candidate.left) && !usedRight.contains(candidate.right) {
      usedLeft.insert(candidate.left)
      usedRight.insert(candidate.right)
      let (l, r) = (left[candidate.left], right[candidate.right])
      evidence.matches.append(
        Evidence.Match(
          kind: candidate.kind, source: text(l, sources), target: text(r, targets), sourceSegment: l.segment, targetSegment: r.segment,
          sourceRange: l.range, targetRange: r.range, strength: Double(candidate.strength)))
    }
    return evidence
  }

  /// What the score of a bead with two sides is made of.
  func parts(of step: Block.Step) -> (prior: Double, length: Double, lexical: Double) {
    let (source, target) = (step.source, step.target)
    let prior = Double(scorer.prior(step.shape))
    let length = Double(
      scorer.length(source.lowerBound, source.upperBound, target.lowerBound, target.upperBound)
        + scorer.layout(source.lowerBound, source.upperBound, target.lowerBound, target.upperBound))
    return (prior, length, Double(step.score) - prior - length)
  }

  private struct PlacedWord {
    var type: Int32
    var kind: WordKind
    var segment: Int
    var range: Range<Int>
  }

  private func words(_ range: Range<Int>, _ table: TextTable) -> [PlacedWord] {
    range.flatMap { segment in
      (Int(table.slotStart[segment])..<Int(table.slotStart[segment + 1])).compactMap { slot in
        let type = table.slotType[slot]
        guard type >= 0 else { return nil }
        let place = table.places[slot]
        return PlacedWord(
          type: type, kind: table.types[Int(type)].kind, segment: segment, range: Int(place.lowerBound)..<Int(place.upperBound))
      }
    }
  }

  private func text(_ word: PlacedWord, _ segments: [AlignmentSegment]) -> String {
    let scalars = segments[word.segment].text.unicodeScalars
    let start = scalars.index(scalars.startIndex, offsetBy: word.range.lowerBound)
    return String(scalars[start..<scalars.index(start, offsetBy: word.range.count)])
  }
}
