internal import Glibc
internal import TMX

extension MemoryStore {
  /// What ids begin with that Tarjoman gave.
  static let idPrefix = "tj-"

  /// Gives a unit its id and date; gives back the id's hash. A foreign id becomes a property.
  /// - Parameter isTaken: says of an id's hash that another unit has it: then this one gets an id of its own all the same.
  func prepare(_ unit: inout Unit, isTaken: (UInt64) -> Bool = { _ in false }) -> UInt64 {
    if let own = unit.tuid, !own.hasPrefix(Self.idPrefix) {
      if unit.property(UnitProperty.foreignID) == nil { unit.properties.append(Property(UnitProperty.foreignID, own)) }
      unit.tuid = nil
    }
    var id = unit.tuid ?? Self.newID(of: unit)
    var salt: UInt64 = 1
    while isTaken(Self.hash(id)) {
      id = Self.newID(of: unit, salt: salt)
      salt += 1
    }
    unit.tuid = id
    if unit.attribute("creationdate") == nil { unit.setAttribute("creationdate", clock()) }
    return Self.hash(id)
  }

  /// An id from a hash of the unit's texts, its origin and its position.
  static func newID(of unit: Unit, salt: UInt64 = 0) -> String {
    var hash = Hash64(seed: salt)
    for variant in unit.variants {
      hash.add(variant.language.canonical)
      hash.add(variant.text)
    }
    hash.add(unit.property(UnitProperty.origin) ?? "")
    hash.add(unit.property(UnitProperty.position) ?? "")
    return idPrefix + hash.value.hexadecimal
  }

  static func hash(_ text: String) -> UInt64 {
    var hash = Hash64()
    hash.add(text)
    return hash.value
  }

  /// Hashes of a scanned unit's id and of its place in its origin.
  static func keys(_ scanner: UnitScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> (id: UInt64?, place: UInt64?) {
    let id = scanner.attribute("tuid", in: bytes).map { hash(UnitScanner.string(bytes, $0)) }
    guard let origin = scanner.property("x-origin", in: bytes), let position = scanner.property("x-position", in: bytes) else {
      return (id, nil)
    }
    return (id, place(origin: UnitScanner.string(bytes, origin), position: UnitScanner.string(bytes, position)))
  }

  static func place(of unit: Unit) -> UInt64? {
    guard let origin = unit.property(UnitProperty.origin), let position = unit.property(UnitProperty.position) else { return nil }
    return place(origin: origin, position: position)
  }

  static func place(origin: String, position: String) -> UInt64 {
    var hash = Hash64(seed: 1)
    hash.add(origin)
    hash.add(position)
    return hash.value
  }

  /// Writes a unit's line, line feed included; gives the reason when it can't be one. Characters that XML can't hold are counted in `lost`.
  static func encode(_ unit: Unit, to line: inout [UInt8], lost: inout Int) -> String? {
    guard !unit.variants.isEmpty else { return "it has no text" }
    lost += UnitCoding.append(unit, to: &line).characters
    guard !line.contains(10),
      line.withUnsafeBufferPointer({ bytes in
        var scanner = UnitScanner()
        return scanner.scan(bytes)
      })
    else { return "it is no unit" }
    line.append(10)
    return nil
  }

  /// A time as TMX writes it, `YYYYMMDDThhmmssZ`.
  /// - Parameter seconds: since 1970, UTC.
  package static func date(_ seconds: Int) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return
      "\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))T\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))Z"
  }
}

extension Unit {
  /// Sets an attribute of `tu`, in its old place when it was there.
  mutating func setAttribute(_ name: String, _ value: String) {
    if let index = attributes.firstIndex(where: { $0.name == name }) {
      attributes[index].value = value
    } else {
      attributes.append(Attribute(name, value))
    }
  }

  /// Sets the first property of a type.
  mutating func setProperty(_ type: String, _ value: String) {
    if let index = properties.firstIndex(where: { $0.type == type }) {
      properties[index].value = value
    } else {
      properties.append(Property(type, value))
    }
  }
}
