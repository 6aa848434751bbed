/// Makes out which layers a memory file is made of now, and makes layers of what is in none.
struct Assembly {
  private let file: File
  private let stamp: FileStamp
  private let folder: IndexFolder?
  private let known: Catalogue
  private let progress: IndexProgress.Handler?

  /// What the file holds, in order: blocks of a layer, or blocks that no layer has.
  private enum Piece {
    case known(UnitTable.Run)
    case new([Block])
  }

  /// A layer of at most so many units is made anew with what comes to it: that costs less than a millisecond or two, and each layer costs every lookup some.
  private static let smallLayer = 128
  /// A layer of as many units is written to disk.
  private static let worthAFile = 512

  init(file: File, stamp: FileStamp, folder: IndexFolder?, known: Catalogue, progress: IndexProgress.Handler?) {
    self.file = file
    self.stamp = stamp
    self.folder = folder
    self.known = known
    self.progress = progress
  }

  /// The file as it is; nil when it was written to meanwhile.
  func image() throws(MemoryError) -> MemoryImage? {
    let words = MemoryImage.stampWords(stamp)
    if let units = known.units, known.stamp == words {
      return MemoryImage(
        file: file, stamp: stamp, layout: known.layout, units: units, layers: known.layers, slots: known.slots, folder: folder)
    }
    // Only added to, by a writer that says so: what is behind the old end is new.
    if let units = known.units, let layout = known.layout, let folder, let journal = Journal.read(file.path, in: folder.path),
      journal.current.stamp == words, journal.follows(known.stamp, layout)
    {
      let reader = UnitReader(file: file, layout: journal.layout)
      let new = try Block.read(reader, in: layout.footer..<journal.layout.footer)
      return try assemble(units.runs.map { .known($0) } + [.new(new)], reader, old: units)
    }
    let reader = try UnitReader(file: file)
    return try assemble(try compare(reader), reader, old: nil)
  }

  /// Finds the blocks of the file in the layers, by their hashes.
  /// - Complexity: O(size), one pass.
  private func compare(_ reader: UnitReader) throws(MemoryError) -> [Piece] {
    let size = max(1, stamp.size)
    var places: [UInt64: [(layer: Int, block: Int)]] = [:]
    for (layer, each) in known.layers.enumerated() {
      for block in 0..<each.table.blockCount { places[each.table.hash(ofBlock: block), default: []].append((layer, block)) }
    }
    var isTaken = known.layers.map { [Bool](repeating: false, count: $0.table.blockCount) }
    var pieces: [Piece] = []
    var run: UnitTable.Run?
    var new: [Block] = []
    func close() {
      if let open = run { pieces.append(.known(open)) }
      if !new.isEmpty { pieces.append(.new(new)) }
      (run, new) = (nil, [])
    }
    try Block.read(reader) { block in
      progress?(IndexProgress(task: .units, done: block.offset, all: size))
      func fits(_ place: (layer: Int, block: Int)) -> Bool {
        !isTaken[place.layer][place.block] && known.layers[place.layer].table.length(ofBlock: place.block) == block.length
      }
      // Where the same block lies twice, the one that goes on is taken.
      let candidates = places[block.hash]?.filter(fits) ?? []
      let next = run.map { (layer: $0.layer, block: $0.blocks.upperBound) }
      guard let place = candidates.first(where: { $0.layer == next?.layer && $0.block == next?.block }) ?? candidates.first else {
        if run != nil { close() }
        new.append(block)
        return
      }
      isTaken[place.layer][place.block] = true
      let shift = block.offset - known.layers[place.layer].table.offset(ofBlock: place.block)
      if let open = run, place.layer == next?.layer, place.block == next?.block, open.shift == shift {
        run!.blocks = open.blocks.lowerBound..<(place.block + 1)
      } else {
        close()
        run = .init(layer: place.layer, blocks: place.block..<(place.block + 1), shift: shift)
      }
    }
    close()
    return pieces
  }

  /// - Parameter old: the table that the file only grew from; nil when all of it was compared.
  private func assemble(_ pieces: [Piece], _ reader: UnitReader, old: UnitTable?) throws(MemoryError) -> MemoryImage? {
    var pieces = pieces
    // Layers that are small beside what is new go up in a new layer: their number stays below the logarithm of the units.
    var live = [Int](repeating: 0, count: known.layers.count)
    var new = 0
    for piece in pieces {
      switch piece {
      case .known(let run): live[run.layer] += known.layers[run.layer].table.units(of: run.blocks).count
      case .new(let blocks): new += blocks.reduce(0) { $0 + $1.count }
      }
    }
    var kept = Set(known.layers.indices)
    for layer in known.layers.indices.sorted(by: { live[$0] < live[$1] }) {
      let all = known.layers[layer].table.count
      let isHollow = live[layer] * 2 < all
      let isSmall = new > 0 && live[layer] <= max(Self.smallLayer, 2 * new) && live[layer] * 2 < LayerBuilder.mostUnits
      guard isHollow || isSmall else { continue }
      kept.remove(layer)
      new += live[layer]
    }
    if kept.count < known.layers.count {
      var unfolded: [Piece] = []
      for piece in pieces {
        guard case .known(let run) = piece, !kept.contains(run.layer) else {
          unfolded.append(piece)
          continue
        }
        let table = known.layers[run.layer].table
        let last = run.blocks.upperBound - 1
        let first = table.offset(ofBlock: run.blocks.lowerBound) + run.shift
        let end = table.offset(ofBlock: last) + run.shift + table.length(ofBlock: last)
        unfolded.append(.new(try Block.read(reader, in: first..<end)))
      }
      pieces = unfolded
    }

    // The layers as they will be, and where in them each piece lies.
    let order = known.layers.indices.filter(kept.contains)
    let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    var layers = order.map { known.layers[$0] }
    var slots = order.map { known.slots[$0] }
    var runs: [UnitTable.Run] = []
    var parts: [[Block]] = []
    var count = 0
    for piece in pieces {
      switch piece {
      case .known(var run):
        run.layer = number[run.layer]!
        runs.append(run)
      case .new(let blocks):
        for block in blocks {
          if parts.isEmpty || count >= LayerBuilder.mostUnits {
            parts.append([])
            count = 0
          }
          let layer = layers.count + parts.count - 1
          let at = parts[parts.count - 1].count
          if let last = runs.last, last.layer == layer, last.blocks.upperBound == at {
            runs[runs.count - 1].blocks = last.blocks.lowerBound..<(at + 1)
          } else {
            runs.append(.init(layer: layer, blocks: at..<(at + 1), shift: 0))
          }
          parts[parts.count - 1].append(block)
          count += block.count
        }
      }
    }
    let all = parts.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
    var done = 0
    let firstNew = layers.count
    let isWorthAFile = old == nil || all >= Self.worthAFile
    for blocks in parts {
      let arrays = try LayerBuilder.arrays(reader, blocks) { progress?(IndexProgress(task: .units, done: done + $0, all: all)) }
      done += blocks.reduce(0) { $0 + $1.count }
      let slot = isWorthAFile ? IndexFolder.slots.first { !slots.contains($0) && !known.slots.contains($0) } : nil
      let place = slot.flatMap { folder?.units($0) }
      let image = try arrays.store(place)
      guard let table = LayerTable(image) else { throw .system(.examine, path: file.path, code: 12) }
      layers.append(Layer(table))
      slots.append(image.isMapped ? slot : nil)
    }
    guard try file.stamp() == stamp else { return nil }
    var units = UnitTable(layers.map(\.table), runs, superseded: old?.superseded)
    if old != nil { units.settle(firstNew..<layers.count) }
    if isWorthAFile, let folder {
      slots = Catalogue.write(
        folder, stamp: MemoryImage.stampWords(stamp), layout: reader.layout, layers: layers, slots: slots, units: units)
    }
    return MemoryImage(file: file, stamp: stamp, layout: reader.layout, units: units, layers: layers, slots: slots, folder: folder)
  }
}
