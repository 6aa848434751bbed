/// The ids and places that a memory holds, as hashes: those of the table, and those behind it.
struct KnownIDs {
  private(set) var table: UnitTable?
  private var ids: Set<UInt64> = []
  private var places: Set<UInt64> = []
  /// Those of the import that is under way.
  private(set) var added: Set<UInt64> = []
  private(set) var addedPlaces: Set<UInt64> = []
  /// The ids that a tombstone stands for.
  let buried: Set<UInt64>

  init(table: UnitTable?, buried: Set<UInt64>) {
    self.table = table
    self.buried = buried
  }

  func contains(id: UInt64) -> Bool { ids.contains(id) || table?.holds(id: id) ?? false }
  func contains(place: UInt64) -> Bool { places.contains(place) || table?.holds(position: place) ?? false }

  /// Takes in a unit that the file holds.
  mutating func insert(_ keys: (id: UInt64?, place: UInt64?)) {
    if let id = keys.id { ids.insert(id) }
    if let place = keys.place { places.insert(place) }
  }

  /// Takes in a unit of the import that is under way.
  mutating func add(_ id: UInt64, _ place: UInt64?) {
    insert((id, place))
    added.insert(id)
    if let place { addedPlaces.insert(place) }
  }

  /// The import has ended.
  mutating func settle() {
    added = []
    addedPlaces = []
  }

  /// Forgets a table that turned out to be damaged; whoever calls it inserts what the file holds.
  mutating func dropTable() {
    table?.removeIfDamaged()
    table = nil
  }
}

extension MemoryStore {
  private static let unitsWorthATable = 10_000

  func knownIDs() throws(MemoryError) -> KnownIDs {
    if let ids { return ids }
    // A large memory without a table gets one: the next append then need not read it.
    if table == nil, layout.unitCount >= Self.unitsWorthATable, let indexFolder {
      let image = try MemoryImage.open(path, indexFolder: indexFolder)
      if image.stamp == stamp, image.layout == layout { table = (image.units, layout.footer) }
    }
    var known = KnownIDs(table: table?.units, buried: Set(try tombstones().keys.map(Self.hash)))
    try forEachLine(from: table?.footer) { known.insert($0.keys) }
    return known
  }

  /// Reads all ids from the file in the place of a damaged table: what that said is worth nothing.
  func replaceDamagedTable(of known: inout KnownIDs) throws(MemoryError) {
    known.dropTable()
    table = nil
    var found = known
    try forEachLine { found.insert($0.keys) }
    known = found
  }
}
