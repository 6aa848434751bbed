extension MemoryStore {
  /// What a rewrite does to a file.
  struct Plan {
    enum Change {
      case drop
      /// A new line with its line feed.
      case replace([UInt8])
    }

    /// By the place of the line.
    var changes: [Int: Change] = [:]
    /// Of units that go.
    var tombstones: [Tombstone] = []
    /// Ids, as hashes, whose tombstones go: somebody decided that the units are there.
    var revived: Set<UInt64> = []

    var isEmpty: Bool { changes.isEmpty && tombstones.isEmpty && revived.isEmpty }
  }

  /// What `decide` says of each line; nil leaves it. A unit that goes gets a tombstone, unless another copy of it stays.
  /// - Complexity: O(size).
  func plan(_ decide: (UnitLine) -> Plan.Change?) throws(MemoryError) -> Plan {
    var plan = Plan()
    var gone: [String: Tombstone] = [:]
    let now = clock()
    try forEachLine { line in
      guard let change = decide(line) else { return }
      plan.changes[line.offset] = change
      if case .drop = change, let id = line.id { gone[id] = Tombstone(tuid: id, date: now, hash: line.hash) }
    }
    if !gone.isEmpty {
      try forEachLine { line in
        if let id = line.id, gone[id] != nil, !plan.drops(line.offset) { gone[id] = nil }
      }
    }
    plan.tombstones = Array(gone.values)
    return plan
  }

  /// Writes the memory anew beside the old one, line by line as planned, then takes its place.
  ///
  /// - Parameter appending: a block that lies behind the footer and is to follow the last unit; its units are counted by `units`.
  func rewrite(_ plan: Plan, appending block: AppendBlock? = nil, units added: Int = 0) throws(MemoryError) {
    let before = try file.stamp()
    let (source, old) = (file, layout)
    var next = Layout(bodyStart: 0, footer: 0, unitCount: 0, isTorn: false)
    let tombstones = Tombstone.kept(of: try self.tombstones(), adding: plan.tombstones, reviving: plan.revived, now: clock())
    let written = try Replacement.write(path: path, like: source) { (out) throws(MemoryError) in
      try out.append(Tombstone.head(try source.bytes(0..<old.bodyStart), with: tombstones))
      next.bodyStart = out.count
      var lines = LineReader(file: source, from: old.bodyStart)
      while lines.offset < old.footer {
        let offset = lines.offset
        guard let line = try lines.next() else { break }
        switch plan.changes[offset] {
        case nil: try out.append(line.bytes)
        case .drop: continue
        case .replace(let bytes): try out.append(bytes)
        }
        next.unitCount += 1
      }
      if let block {
        try out.append(block.head)
        var at = old.end
        while at < block.end {
          let piece = try source.bytes(at..<min(block.end, at + 4 << 20))
          guard !piece.isEmpty else { throw .changedElsewhere(path: source.path) }
          try out.append(piece)
          at += piece.count
        }
        next.unitCount += added
      }
      next.footer = out.count
      try out.append(Layout.footerLine)
    }
    // Whatever another program wrote meanwhile would be lost by the rename; a block of our own changes the stamp too.
    let now = try FileStamp.of(path)
    guard now.inode == before.inode, now.size == before.size, now.modified == before.modified else {
      written.discard()
      throw .changedElsewhere(path: path)
    }
    try written.commit()
    try adopt(written.file, next)
  }
}

extension MemoryStore.Plan {
  func drops(_ offset: Int) -> Bool {
    if case .drop = changes[offset] { true } else { false }
  }
}
