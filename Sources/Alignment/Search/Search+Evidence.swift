internal import Language

extension Search {
  /// Why a bead was joined: its words are read once more and each is given its strongest counterpart, one to one.
  func evidence(_ step: Lattice.Step, _ sources: [AlignmentSegment], _ targets: [AlignmentSegment]) -> Evidence {
    var evidence = Evidence()
    evidence.expectedRatio = Double(lengthMean.exponential)
    let left = words(step.source, sources, source), right = words(step.target, targets, target)
    evidence.sourceWords = left.filter { $0.kind != .mark && $0.kind != .term }.count
    evidence.targetWords = right.filter { $0.kind != .mark && $0.kind != .term }.count
    guard !step.source.isEmpty, !step.target.isEmpty else { return evidence }
    let a = step.source.reduce(Float(0)) { $0 + self.source.lengths[$1] - 4 },
      b = step.target.reduce(Float(0)) { $0 + self.target.lengths[$1] - 4 }
    evidence.lengthRatio = a > 0 ? Double(b / a) : 0
    evidence.prior = Double(BeadShape.priors(options.weights)[step.shape])
    let scorer = BeadScorer(
      source: source, target: target, links: links, weights: options.weights,
      band: Band(source: step.source, target: step.target), lengthMean: lengthMean)
    evidence.length = Double(
      scorer.length(step.source.lowerBound, step.source.upperBound, step.target.lowerBound, step.target.upperBound)
        + scorer.layout(step.source.lowerBound, step.source.upperBound, step.target.lowerBound, step.target.upperBound))
    evidence.lexical = Double(step.score) - evidence.prior - evidence.length

    var candidates: [(strength: Float, left: Int, right: Int, kind: Evidence.Match.Kind)] = []
    var placesOfType: [Int32: [Int]] = [:]
    for (index, word) in right.enumerated() { placesOfType[word.type, default: []].append(index) }
    for (index, word) in left.enumerated() {
      for at in Int(links.rowStart[Int(word.type)])..<Int(links.rowStart[Int(word.type) + 1]) {
        let link = links.links[at]
        let strength = (link.forward + link.backward) / 2
        guard strength >= 0.02 else { continue }
        for other in placesOfType[link.target] ?? [] { candidates.append((strength, index, other, link.kind)) }
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
          kind: candidate.kind, source: l.text, target: r.text, sourceSegment: l.segment, targetSegment: r.segment, sourceRange: l.range,
          targetRange: r.range, strength: Double(candidate.strength)))
    }
    return evidence
  }

  private struct PlacedWord {
    var type: Int32
    var kind: TextTable.Kind
    var segment: Int
    var range: Range<Int>
    var text: String
  }

  private func words(_ range: Range<Int>, _ segments: [AlignmentSegment], _ table: TextTable) -> [PlacedWord] {
    var reader = WordReader()
    var words: [PlacedWord] = []
    for segment in range {
      var typeOfStem: [String: Int32] = [:]
      for slot in Int(table.slotStart[segment])..<Int(table.slotStart[segment + 1]) where table.slotType[slot] >= 0 {
        let type = table.types[Int(table.slotType[slot])]
        if type.kind != .term { typeOfStem[type.stem] = table.slotType[slot] }
      }
      let scalars = Array(segments[segment].text.unicodeScalars)
      _ = reader.read(segments[segment].text) { form in
        guard let type = typeOfStem[form.stem] else { return }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[form.range])
        words.append(
          PlacedWord(type: type, kind: table.types[Int(type)].kind, segment: segment, range: form.range, text: String(text)))
      }
    }
    return words
  }
}
