internal import TMX

/// One unit's line while a store reads its file.
struct UnitLine {
  /// With its line feed.
  let bytes: UnsafeRawBufferPointer
  /// Where it begins in the file.
  let offset: Int

  /// The unit; nil where the line can't be read.
  var unit: Unit? { try? UnitCoding.unit(from: Array(bytes.dropLast())) }

  private var element: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: bytes.count - 1)
  }

  /// The unit's id; our own lines have it first.
  var id: String? {
    let bytes = element
    if bytes.count > 10, UnitScanner.equal(bytes, 0..<10, "<tu tuid=\"") {
      var end = 10
      while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
      return UnitScanner.string(bytes, 10..<end)
    }
    var scanner = UnitScanner()
    guard scanner.scan(bytes) else { return nil }
    return scanner.attribute("tuid", in: bytes).map { UnitScanner.string(bytes, $0) }
  }

  /// The date that decides between two copies: `changedate`, or where there is none `creationdate`.
  var changeDate: String {
    var scanner = UnitScanner()
    guard scanner.scan(element) else { return "" }
    let range = scanner.attribute("changedate", in: element) ?? scanner.attribute("creationdate", in: element)
    return range.map { UnitScanner.string(element, $0) } ?? ""
  }

  /// Hashes of the id and of the place in the origin.
  var keys: (id: UInt64?, place: UInt64?) {
    var scanner = UnitScanner()
    guard scanner.scan(element) else { return (nil, nil) }
    return MemoryStore.keys(scanner, element)
  }

  /// Of everything that stands there: what ``Tombstone/hash`` remembers.
  var hash: UInt64 { Hash64.of(UnsafeRawBufferPointer(element)) }
}
