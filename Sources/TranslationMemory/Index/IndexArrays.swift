/// The sections of an image while it is being made, by their numbers.
struct IndexArrays {
  var name = ""
  var stamp: [UInt64] = []
  var bytes: [Int: [UInt8]] = [:]
  var words: [Int: [UInt32]] = [:]
  var longs: [Int: [UInt64]] = [:]

  /// Calls `body` with the parts; they are valid inside it.
  private func withParts<R>(_ body: ([IndexImage.Part]) throws(MemoryError) -> R) throws(MemoryError) -> R {
    var parts: [IndexImage.Part] = []
    // The arrays are kept alive by `self` and have unique stable storage while nobody changes them.
    for (id, array) in bytes { array.withUnsafeBytes { parts.append(.init(id: id, bytes: $0)) } }
    for (id, array) in words { array.withUnsafeBytes { parts.append(.init(id: id, bytes: $0)) } }
    for (id, array) in longs { array.withUnsafeBytes { parts.append(.init(id: id, bytes: $0)) } }
    parts.sort { $0.id < $1.id }
    defer { withExtendedLifetime(self) {} }
    return try body(parts)
  }

  /// Writes the image where it can be written and maps it; keeps it in memory where it can't, or where there is no place for it.
  func store(_ place: String?) throws(MemoryError) -> IndexImage {
    if let place {
      do throws(MemoryError) {
        try withParts { (parts) throws(MemoryError) in try IndexImage.write(to: place, stamp: stamp, name: name, parts: parts) }
        if let image = IndexImage.map(place), image.stamp == stamp, image.name == name { return image }
      } catch {
        // An index is a help, not the data: it is kept in memory then.
      }
    }
    let image = try withParts { (parts) throws(MemoryError) in IndexImage.inMemory(stamp: stamp, name: name, parts: parts) }
    guard let image else { throw .system(.write, path: place ?? name, code: 12) }
    return image
  }
}
