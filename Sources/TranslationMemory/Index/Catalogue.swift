/// What lies on disk of a memory's index: its layers, and how they make up one state of the file.
struct Catalogue {
  /// ``MemoryImage/stampWords(_:)`` of the state.
  var stamp: [UInt64]
  /// How the file's bytes lay; nil for a foreign layout.
  var layout: Layout?
  var layers: [Layer]
  /// Where the files of each layer are; nil for one that is in memory only.
  var slots: [Int?]
  /// Nil where the file's state isn't known, or not made up of these layers.
  var units: UnitTable?

  static let empty = Catalogue(stamp: [], layout: nil, layers: [], slots: [], units: nil)

  private enum Section {
    static let identities = 50, slots = 51, runs = 52, shifts = 53, superseded = 54
  }

  /// Reads what there is. The layers are of use even where the state they were listed for is gone.
  static func read(_ folder: IndexFolder) -> Catalogue {
    var catalogue = Catalogue.empty
    let image = IndexImage.map(folder.catalogue)
    var isComplete = image.map { $0.name == "layers" && $0.stamp.count == 8 } ?? false
    var listed: [(slot: Int, identity: UInt64)] = []
    if let image, isComplete {
      let identities = image.section(Section.identities, as: UInt64.self).whole
      let slots = image.section(Section.slots, as: UInt32.self).whole
      isComplete = identities.count == slots.count && slots.allSatisfy { IndexFolder.slots.contains(Int($0)) }
      if isComplete { listed = zip(slots, identities).map { (Int($0), $1) } }
    }
    // Without a list whatever lies there may still be of use: a layer says itself what it holds.
    for slot in isComplete ? listed.map(\.slot) : Array(IndexFolder.slots) {
      guard let file = IndexImage.map(folder.units(slot)), let table = LayerTable(file) else {
        isComplete = false
        continue
      }
      if isComplete, listed[catalogue.layers.count].identity != file.identity { isComplete = false }
      catalogue.layers.append(Layer(table))
      catalogue.slots.append(slot)
    }
    guard isComplete, let image else { return catalogue }
    let words = image.section(Section.runs, as: UInt32.self).whole
    let shifts = image.section(Section.shifts, as: UInt64.self).whole
    let superseded = image.section(Section.superseded, as: UInt32.self).whole
    guard words.count == shifts.count * 3, !image.isDamaged else { return catalogue }
    var runs: [UnitTable.Run] = []
    for at in shifts.indices {
      let (layer, start, count) = (Int(words[at * 3]), Int(words[at * 3 + 1]), Int(words[at * 3 + 2]))
      guard layer < catalogue.layers.count, start + count <= catalogue.layers[layer].table.blockCount else { return catalogue }
      runs.append(.init(layer: layer, blocks: start..<(start + count), shift: Int(Int64(bitPattern: shifts[at]))))
    }
    catalogue.stamp = Array(image.stamp.prefix(5))
    let (start, end, lines) = (Int(image.stamp[5]), Int(image.stamp[6]), Int(image.stamp[7]))
    catalogue.layout = end == 0 ? nil : Layout(bodyStart: start, footer: end, unitCount: lines, isTorn: false)
    let units = UnitTable(catalogue.layers.map(\.table), runs, superseded: Set(superseded))
    catalogue.units = superseded.allSatisfy { Int($0) < units.count } ? units : nil
    if catalogue.units == nil { catalogue.stamp = [] }
    return catalogue
  }

  /// Writes layers that are in memory only, then the list; then removes what is not in it. Gives where each layer is now; where nothing can be written, where
  /// it was.
  static func write(
    _ folder: IndexFolder, stamp: [UInt64], layout: Layout?, layers: [Layer], slots: [Int?], units: UnitTable
  ) -> [Int?] {
    var slots = slots
    for at in layers.indices where slots[at] == nil {
      guard let free = IndexFolder.slots.first(where: { !slots.contains($0) }) else { return slots }
      do throws(MemoryError) { try layers[at].table.image.write(to: folder.units(free)) } catch { return slots }
      slots[at] = free
    }
    typealias S = Section
    var arrays = IndexArrays()
    arrays.name = "layers"
    arrays.stamp = stamp + (layout.map { [UInt64($0.bodyStart), UInt64($0.footer), UInt64($0.unitCount)] } ?? [0, 0, 0])
    arrays.longs = [
      S.identities: layers.map(\.table.image.identity), S.shifts: units.runs.map { UInt64(bitPattern: Int64($0.shift)) },
    ]
    arrays.words = [
      S.slots: slots.map { UInt32($0!) },
      S.runs: units.runs.flatMap { [UInt32($0.layer), UInt32($0.blocks.lowerBound), UInt32($0.blocks.count)] },
      S.superseded: units.superseded.sorted(),
    ]
    guard (try? arrays.store(folder.catalogue)) != nil else { return slots }
    for slot in IndexFolder.slots where !slots.contains(slot) { folder.remove(slot) }
    folder.removeLeftovers()
    return slots
  }
}
