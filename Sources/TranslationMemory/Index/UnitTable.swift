internal import Language

/// The units of a memory file as it is now, by their number in file order: which layer knows each, and what it knows of it.
///
/// The index of a memory is made of layers: tables of units with their indexes, the first made of the whole file, later ones of what came to it since. A
/// file that changed keeps of each layer the blocks that it still has, wherever they stand now; what stands nowhere is not asked for any more.
struct UnitTable: Sendable {
  /// Neighbouring blocks of one layer that stand behind each other in the file too.
  struct Run: Hashable, Sendable {
    var layer: Int
    var blocks: Range<Int>
    /// What is added to the layer's offsets.
    var shift: Int
    /// Filled in by the table: the units' numbers in the layer, and of the first in the file.
    var units = 0..<0
    var first = 0
  }

  let layers: [LayerTable]
  /// In file order.
  let runs: [Run]
  let count: Int
  /// Primary language codes by bit; bit 7 of a unit's mask stands for any other.
  let languages: [String]
  /// Units whose id a newer one has, by number: lookups ignore them.
  private(set) var superseded: Set<UInt32>
  /// For each layer its runs by the numbers of their units there, and whether those numbers rise as the file goes on.
  private let runsOfLayer: [[Run]]
  private let isOrdered: [Bool]
  /// For each layer what its language masks are here.
  private let masks: [[UInt8]]

  static let otherLanguages = LayerTable.otherLanguages

  /// - Parameter superseded: nil where it isn't known which units have an id that a newer one has.
  init(_ layers: [LayerTable], _ runs: [Run], superseded: Set<UInt32>?) {
    self.layers = layers
    var count = 0
    var all: [Run] = []
    for run in runs where !run.blocks.isEmpty {
      var run = run
      run.units = layers[run.layer].units(of: run.blocks)
      run.first = count
      count += run.units.count
      all.append(run)
    }
    self.runs = all
    self.count = count
    var runsOfLayer = [[Run]](repeating: [], count: layers.count)
    for run in all { runsOfLayer[run.layer].append(run) }
    isOrdered = runsOfLayer.map { runs in zip(runs, runs.dropFirst()).allSatisfy { $0.units.lowerBound <= $1.units.lowerBound } }
    self.runsOfLayer = runsOfLayer.map {
      $0.sorted { ($0.units.lowerBound, $0.units.upperBound) < ($1.units.lowerBound, $1.units.upperBound) }
    }
    var languages: [String] = []
    masks = layers.map { layer in
      let bits = layer.languages.map { LayerBuilder.bit(of: $0, &languages) }
      return (0...UInt8.max).map { LayerBuilder.remapped($0, bits) }
    }
    self.languages = languages
    self.superseded = superseded ?? []
    if superseded == nil { self.superseded = findSuperseded() }
  }

  // MARK: Numbers

  /// The layer of a unit and its number there.
  @inline(__always)
  func place(_ unit: UInt32) -> (layer: Int, unit: Int) {
    let run = run(of: Int(unit))
    return (run.layer, run.units.lowerBound + Int(unit) - run.first)
  }

  private func run(of unit: Int) -> Run {
    var (low, high) = (0, runs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].first <= unit { low = middle } else { high = middle }
    }
    return runs[low]
  }

  /// The number of a layer's unit; nil for one that the file doesn't hold any more.
  func number(of unit: UInt32, in layer: Int) -> UInt32? {
    let runs = runsOfLayer[layer]
    var (low, high) = (0, runs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].units.lowerBound <= Int(unit) { low = middle } else { high = middle }
    }
    guard low < runs.count, runs[low].units.contains(Int(unit)) else { return nil }
    return UInt32(runs[low].first + Int(unit) - runs[low].units.lowerBound)
  }

  /// The units of an entry that the file holds: where ``isOrdered(_:)``, best rank first, of equal ones the first in the file.
  func units(of entry: UInt32, in index: Index) -> [UInt32] {
    var units: [UInt32] = []
    append(unitsOf: entry, in: index, to: &units)
    return units
  }

  func append(unitsOf entry: UInt32, in index: Index, to units: inout [UInt32]) {
    for own in index.units(of: entry) {
      if let unit = number(of: own, in: index.layer) { units.append(unit) }
    }
  }

  /// True when a layer's units stand in the file in the order of their numbers.
  func isOrdered(_ layer: Int) -> Bool { isOrdered[layer] }

  /// How many units of a layer the file holds.
  func liveCount(_ layer: Int) -> Int { runsOfLayer[layer].reduce(0) { $0 + $1.units.count } }

  /// The blocks of a layer that the file holds, and what is added to the layer's offsets.
  func liveBlocks(_ layer: Int) -> [(block: Int, shift: Int)] {
    runsOfLayer[layer].flatMap { run in run.blocks.map { ($0, run.shift) } }
  }

  // MARK: Units

  func offset(_ unit: UInt32) -> Int {
    let run = run(of: Int(unit))
    return layers[run.layer].offset(run.units.lowerBound + Int(unit) - run.first) + run.shift
  }

  func languageMask(_ unit: UInt32) -> UInt8 {
    guard superseded.isEmpty || !superseded.contains(unit) else { return 0 }
    let (layer, own) = place(unit)
    return masks[layer][Int(layers[layer].languageMask(own))]
  }

  /// Confirmed units above others, then by date.
  func rank(_ unit: UInt32) -> UInt32 {
    let (layer, own) = place(unit)
    return layers[layer].rank(own)
  }

  /// 48 bits of a hash over all texts: equal for units that say the same.
  func textHash(_ unit: UInt32) -> UInt64 {
    let (layer, own) = place(unit)
    return layers[layer].textHash(own)
  }

  /// The mask that a unit with a text in this language has a bit of.
  func mask(of language: LanguageTag) -> UInt8 {
    let primary = language.primary
    guard let bit = languages.firstIndex(of: primary) else { return Self.otherLanguages }
    // A related variety may stand in: Dari for Persian.
    var mask: UInt8 = 1 << UInt8(bit) | Self.otherLanguages
    for (other, name) in languages.enumerated() where language.affinity(to: LanguageTag(name)) > .none { mask |= 1 << UInt8(other) }
    return mask
  }

  /// Whether a unit has this id: by ``MemoryStore/hash(_:)``.
  func holds(id: UInt64) -> Bool { !units(withID: id).isEmpty }

  /// Whether a unit has this place in a document: by ``MemoryStore/place(origin:position:)``.
  func holds(position: UInt64) -> Bool {
    for layer in layers.indices {
      var isHeld = false
      layers[layer].forEachUnit(atPosition: position) { if number(of: UInt32($0), in: layer) != nil { isHeld = true } }
      if isHeld { return true }
    }
    return false
  }

  private func units(withID id: UInt64) -> [UInt32] {
    var units: [UInt32] = []
    for layer in layers.indices {
      layers[layer].forEachUnit(withID: id) { if let unit = number(of: UInt32($0), in: layer) { units.append(unit) } }
    }
    return units
  }

  // MARK: One id twice

  /// The units of a group with one id but the one that counts: the later date wins, on equal dates the later in the file; confirmation plays no part here.
  private func losers(_ group: [UInt32]) -> [UInt32] {
    func key(_ unit: UInt32) -> (UInt32, UInt32) { (rank(unit) & 0x7FFF_FFFF, unit) }
    guard group.count > 1, let winner = group.max(by: { key($0) < key($1) }) else { return [] }
    return group.filter { $0 != winner }
  }

  /// - Complexity: O(units of all layers but the largest × log units).
  private func findSuperseded() -> Set<UInt32> {
    var found: Set<UInt32> = []
    var known: Set<UInt64> = []
    func settle(_ id: UInt64) {
      if known.insert(id).inserted { found.formUnion(losers(units(withID: id))) }
    }
    let largest = layers.indices.max { layers[$0].count < layers[$1].count }
    for layer in layers.indices {
      if layer == largest {
        guard !layers[layer].shared.isEmpty else { continue }
        let shared = Set(layers[layer].shared)
        layers[layer].forEachOwnID { id, unit in if shared.contains(UInt32(unit)) { settle(id) } }
      } else {
        layers[layer].forEachOwnID { id, unit in
          guard number(of: UInt32(unit), in: layer) != nil else { return }
          var count = 0
          for other in layers.indices { layers[other].forEachUnit(withID: id) { _ in count += 1 } }
          if count > 1 { settle(id) }
        }
      }
    }
    return found
  }

  /// Brings ``superseded`` up to date when layers were added to a table whose file only grew at its end.
  mutating func settle(_ added: Range<Int>) {
    for layer in added {
      layers[layer].forEachOwnID { id, _ in
        let group = units(withID: id)
        guard group.count > 1 else { return }
        superseded.subtract(group)
        superseded.formUnion(losers(group))
      }
    }
  }

  // MARK: Faults

  /// Where units lie that can't be read.
  var malformed: [Int] {
    var offsets: [Int] = []
    for layer in layers.indices where !layers[layer].malformed.isEmpty {
      let shifts = Dictionary(liveBlocks(layer).map { ($0.block, $0.shift) }, uniquingKeysWith: { a, _ in a })
      for offset in layers[layer].malformed {
        if let block = layers[layer].block(at: Int(offset)), let shift = shifts[block] { offsets.append(Int(offset) + shift) }
      }
    }
    return offsets.sorted()
  }

  var isDamaged: Bool { layers.contains { $0.image.isDamaged } }

  /// Removes the files of damaged layers; whoever has them open keeps them.
  func removeIfDamaged() { for layer in layers { layer.image.removeIfDamaged() } }
}
