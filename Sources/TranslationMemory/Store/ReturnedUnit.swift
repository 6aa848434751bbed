/// A unit that was deleted and is in the memory again: what a merge leaves when one branch deleted it and the other changed it, or a line beside it.
///
/// It answers lookups like any unit. Deleting it once more lets it go; editing or confirming it says that it is to stay.
public struct ReturnedUnit: Hashable, Sendable {
  public var tuid: String
  /// Where it begins in the file.
  public var offset: Int
  /// When it was deleted, `YYYYMMDDThhmmssZ`.
  public var deleted: String
  /// It is not what was deleted: the other branch changed it. What is as it was, only the merge brought back.
  public var isChanged: Bool
}

extension Memory {
  /// The units that were deleted and are there again, in file order.
  /// - Throws: ``MemoryError`` when the file can't be read.
  /// - Complexity: O(1) where no unit was deleted of late; else O(units deleted × log units).
  public func returned() throws(MemoryError) -> [ReturnedUnit] {
    try refresh()
    return try image.returned()
  }
}

extension MemoryImage {
  fileprivate func returned() throws(MemoryError) -> [ReturnedUnit] {
    guard let layout else { return [] }
    var found: [ReturnedUnit] = []
    for stone in Tombstone.read(try file.bytes(0..<layout.bodyStart)).values {
      let id = MemoryStore.hash(stone.tuid)
      for layer in units.layers.indices {
        var numbers: [UInt32] = []
        units.layers[layer].forEachUnit(withID: id) { numbers.append(UInt32($0)) }
        for offset in numbers.compactMap({ units.number(of: $0, in: layer) }).map(units.offset) {
          let line = try UnitReader.unit(in: file, at: offset)
          found.append(
            ReturnedUnit(
              tuid: stone.tuid, offset: offset, deleted: stone.date,
              isChanged: stone.hash != line.withUnsafeBytes { Hash64.of($0) }))
        }
      }
    }
    return found.sorted { $0.offset < $1.offset }
  }
}
