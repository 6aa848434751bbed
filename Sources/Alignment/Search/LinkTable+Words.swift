internal import Language

extension LinkTable {
  /// Links words that the lexicon knows. Of a pair that dictionaries give and that was learnt too, the larger number counts, the learnt one by how
  /// often its word was seen.
  /// - Parameter body: gets links with their source type, by left type.
  func linkWords(
    _ source: TextTable, _ target: TextTable, _ workspace: Workspace, _ lexicon: Lexicon, _ learnt: LearntRows?, _ isMirrored: Bool,
    _ weights: Weights, _ sourceKnown: inout [Bool], _ targetKnown: inout [Bool], _ body: (Int32, Link) -> Void
  ) {
    let (left, right) = isMirrored ? (target, source) : (source, target)
    let tables = lexicon.given + [lexicon.learnt].compactMap { $0 }
    guard !tables.isEmpty else { return }
    let learntTable = lexicon.learnt == nil ? -1 : tables.count - 1
    let leftPlaces = isMirrored ? workspace.target.places : workspace.source.places
    let rightPlaces = isMirrored ? workspace.source.places : workspace.target.places
    var leftKnown = [Bool](repeating: false, count: left.types.count), rightKnown = [Bool](repeating: false, count: right.types.count)
    let mass = Float(weights.dictionaryMass)

    // The text's own number for each right word of a table, −1 for those that it hasn't.
    let locals = tables.indices.map { workspace.local($0, tables[$0].right.count) }
    func setLocals(_ value: (Int) -> Int32) {
      for (index, type) in right.types.enumerated() where !type.kind.isOverlay {
        for n in tables.indices {
          let place = rightPlaces[Int(type.stem) * tables.count + n]
          if place >= 0 {
            locals[n][Int(place)] = value(index)
            rightKnown[index] = true
          }
        }
      }
    }
    setLocals { Int32($0) }
    defer { setLocals { _ in -1 } }

    // By right type: what dictionaries give, what was learnt; zero between left words.
    let pairs = workspace.pairs.room(right.types.count)
    pairs.initialize(repeating: SIMD2(repeating: 0), count: right.types.count)
    var touched: [Int32] = []
    touched.reserveCapacity(right.types.count)
    for (index, type) in left.types.enumerated() where !type.kind.isOverlay {
      touched.removeAll(keepingCapacity: true)
      for n in tables.indices {
        let place = leftPlaces[Int(type.stem) * tables.count + n]
        guard place >= 0 else { continue }
        let table = tables[n], local = locals[n]
        let row = table.row(Int(place))
        if !row.isEmpty { leftKnown[index] = true }
        if n == learntTable, let learnt {
          learnt.entries.withUnsafeBufferPointer { entries in
            for at in Int(learnt.starts[Int(place)])..<Int(learnt.starts[Int(place) + 1]) {
              let entry = entries[at]
              let other = Int(local[Int(entry.right)])
              guard other >= 0 else { continue }
              let known = pairs[other]
              if known.x == 0, known.y == 0 { touched.append(Int32(other)) }
              pairs[other] = SIMD2(max(known.x, entry.forward), max(known.y, entry.backward))
            }
          }
        } else {
          let columns = table.columns, forward = table.forward, rightCounts = table.right.counts
          let count = table.left.counts[Int(place)]
          for at in row {
            let column = Int(columns[at])
            let other = Int(local[column])
            guard other >= 0 else { continue }
            let known = pairs[other], strength = mass * forward[at]
            if known.x == 0, known.y == 0 { touched.append(Int32(other)) }
            pairs[other] = SIMD2(
              max(known.x, strength / max(1, count)), max(known.y, strength / max(1, rightCounts[column].squareRoot())))
          }
        }
      }
      for other in touched {
        let pair = pairs[Int(other)]
        pairs[Int(other)] = SIMD2(repeating: 0)
        if isMirrored {
          body(other, Link(target: Int32(index), forward: pair.y, backward: pair.x, kind: .word))
        } else {
          body(Int32(index), Link(target: other, forward: pair.x, backward: pair.y, kind: .word))
        }
      }
    }
    if isMirrored { (sourceKnown, targetKnown) = (rightKnown, leftKnown) } else { (sourceKnown, targetKnown) = (leftKnown, rightKnown) }
  }
}
