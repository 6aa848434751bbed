internal import Language

/// What lookups must know of each unit of a memory file, by its number in file order: where it lies, its languages, its rank, and a hash of its
/// texts; and, for writers, which ids and places in documents are taken. Thirty-two bytes a unit at most, shared by all directions.
struct UnitTable: Sendable {
  let image: IndexImage
  /// Primary language codes by bit; bit 7 of a unit's mask stands for any other.
  let languages: [String]
  /// Units that could not be read, and units whose id a newer one has.
  let malformed, superseded: Int

  static let placesSection = 30
  static let ranksSection = 31
  static let idsSection = 32
  static let positionsSection = 33
  static let otherLanguages: UInt8 = 0x80

  /// The stamp words: see ``MemoryImage/stampWords(_:)``, then counts.
  init?(_ image: IndexImage) {
    guard image.name == "units" || image.name.hasPrefix("units "), image.stamp.count == 11 else { return nil }
    self.image = image
    languages = image.name.split(separator: " ").dropFirst().map(String.init)
    malformed = Int(image.stamp[6])
    superseded = Int(image.stamp[7])
    places = image.section(Self.placesSection, as: UInt64.self)
    ranks = image.section(Self.ranksSection, as: UInt64.self)
    ids = image.section(Self.idsSection, as: UInt64.self)
    positions = image.section(Self.positionsSection, as: UInt64.self)
    let (start, end, lines) = (Int(image.stamp[8]), Int(image.stamp[9]), Int(image.stamp[10]))
    layout = end == 0 ? nil : Layout(bodyStart: start, footer: end, unitCount: lines, isTorn: false)
    guard places.count == ranks.count, places.count == Int(image.stamp[5]) else { return nil }
  }

  let places, ranks: Column<UInt64>
  /// Hashes of the ids, and of the places in documents, ascending.
  private let ids, positions: Column<UInt64>
  /// How the file's bytes lay; nil for a foreign layout.
  let layout: Layout?
  var count: Int { places.count }

  func offset(_ unit: UInt32) -> Int { Int(places[Int(unit)] & 0xFF_FFFF_FFFF) }
  func languageMask(_ unit: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: places[Int(unit)] >> 40) }
  /// Confirmed units above others, then by date.
  func rank(_ unit: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: ranks[Int(unit)] >> 32) }
  /// 48 bits of a hash over all texts: equal for units that say the same.
  func textHash(_ unit: UInt32) -> UInt64 { (places[Int(unit)] >> 48) << 32 | ranks[Int(unit)] & 0xFFFF_FFFF }

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
  func holds(id: UInt64) -> Bool { Self.contains(ids, id) }

  /// Whether a unit has this place in a document: by ``MemoryStore/place(origin:position:)``.
  func holds(position: UInt64) -> Bool { Self.contains(positions, position) }

  private static func contains(_ sorted: Column<UInt64>, _ value: UInt64) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == value
  }

  // MARK: Making

  struct Parts {
    var ids: [UInt64] = []
    var positions: [UInt64] = []
    var places: [UInt64] = []
    var ranks: [UInt64] = []
    var languages: [String] = []
    var malformed: [(offset: Int, why: String)] = []
    var malformedCount = 0
    var superseded: [(tuid: String, offset: Int)] = []
    var supersededCount = 0
  }

  /// Reads every unit once.
  static func read(_ reader: UnitReader) throws(MemoryError) -> Parts {
    var parts = Parts()
    var scanner = UnitScanner()
    var known: [UInt64: UInt32] = [:]
    var languageBytes: [([UInt8], UInt8)] = []
    try reader.forEach { (bytes, offset) throws(MemoryError) in
      guard scanner.scan(bytes), offset < 1 << 40 else {
        parts.malformedCount += 1
        if parts.malformed.count < 100 { parts.malformed.append((offset, "a unit that can't be read")) }
        return
      }
      var hash = Hash64()
      var mask: UInt8 = 0
      for variant in scanner.variants {
        let code = UnsafeBufferPointer(rebasing: bytes[variant.language])
        mask |= bit(of: code, &languageBytes, &parts.languages)
        hash.add(UnsafeRawBufferPointer(code))
        hash.add(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[variant.segment]))
      }
      let keys = MemoryStore.keys(scanner, bytes)
      if let id = keys.id { parts.ids.append(id) }
      if let place = keys.place { parts.positions.append(place) }
      let number = UInt32(parts.places.count)
      let rank = Self.rank(scanner, bytes)
      if let id = scanner.attribute("tuid", in: bytes), id.count > 3, UnitScanner.equal(bytes, id.lowerBound..<(id.lowerBound + 3), "tj-") {
        let key = Hash64.of(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[id]))
        if let other = known[key] {
          // The later date wins, on equal dates the later line; confirmation plays no part here.
          let (own, its) = (Self.date(scanner, bytes), UInt32(truncatingIfNeeded: parts.ranks[Int(other)] >> 32) & 0x7FFF_FFFF)
          let loser = own >= its ? other : number
          parts.supersededCount += 1
          if parts.superseded.count < 100 {
            let place = loser == number ? offset : Int(parts.places[Int(loser)] & 0xFF_FFFF_FFFF)
            parts.superseded.append((UnitScanner.string(bytes, id), place))
          }
          if loser == number {
            mask = 0
          } else {
            parts.places[Int(loser)] &= ~(0xFF << 40)
            known[key] = number
          }
        } else {
          known[key] = number
        }
      }
      let value = hash.value
      parts.places.append(UInt64(offset) | UInt64(mask) << 40 | (value >> 32 & 0xFFFF) << 48)
      parts.ranks.append(UInt64(rank) << 32 | value & 0xFFFF_FFFF)
    }
    parts.ids.sort()
    parts.positions.sort()
    return parts
  }

  private static func bit(of code: UnsafeBufferPointer<UInt8>, _ known: inout [([UInt8], UInt8)], _ languages: inout [String]) -> UInt8 {
    if let hit = known.first(where: { $0.0.elementsEqual(code) }) { return hit.1 }
    let primary = LanguageTag(String(decoding: code, as: UTF8.self)).primary
    var mask = otherLanguages
    let isSimple = !primary.isEmpty && primary.utf8.allSatisfy { $0 > 32 && $0 < 127 } && primary.utf8.count <= 8
    if let index = languages.firstIndex(of: primary) {
      mask = 1 << UInt8(index)
    } else if languages.count < 7, isSimple {
      mask = 1 << UInt8(languages.count)
      languages.append(primary)
    }
    if known.count < 1000 { known.append((Array(code), mask)) }
    return mask
  }

  /// Bit 31: confirmed by a person; below it the date.
  private static func rank(_ scanner: UnitScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let confirmed = scanner.property("x-confirmed-by", in: bytes).map { !$0.isEmpty } ?? false
    return date(scanner, bytes) | (confirmed ? 1 << 31 : 0)
  }

  /// Seconds since the beginning of 2000 of `changedate`, or else `creationdate`; 0 for none, or one before.
  private static func date(_ scanner: UnitScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let range = scanner.attribute("changedate", in: bytes) ?? scanner.attribute("creationdate", in: bytes) else { return 0 }
    return seconds(UnsafeBufferPointer(rebasing: bytes[range]))
  }

  /// `YYYYMMDDThhmmssZ`, or its beginning, as seconds since 2000-01-01T00:00:00Z.
  static func seconds(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var digits: [Int] = []
    for byte in text where byte >= 0x30 && byte <= 0x39 { digits.append(Int(byte - 0x30)) }
    guard digits.count >= 8 else { return 0 }
    func number(_ from: Int, _ count: Int) -> Int {
      guard digits.count >= from + count else { return 0 }
      return digits[from..<(from + count)].reduce(0) { $0 * 10 + $1 }
    }
    let (year, month, day) = (number(0, 4), number(4, 2), number(6, 2))
    guard year >= 2000, (1...12).contains(month), (1...31).contains(day) else { return 0 }
    // Days since 2000-03-01, from the civil calendar counted in years that begin in March.
    let shifted = month > 2 ? year : year - 1
    let era = shifted - 2000
    let days = era * 365 + era / 4 - era / 100 + era / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 + 60
    let value = days * 86_400 + number(8, 2) * 3600 + number(10, 2) * 60 + number(12, 2)
    return UInt32(clamping: min(max(0, value), 0x7FFF_FFFF))
  }
}
