internal import Language

/// Which units of a memory a lookup wants, and what is taken off their scores. For one lookup, on one thread.
final class Wish {
  private let options: MatchOptions
  private let image: MemoryImage
  private let targetMask: UInt8
  /// What goes off all units.
  private let base: Int
  private let memoryPenalties: [MatchOptions.Penalty]
  private let propertyPenalties: [MatchOptions.Penalty]
  private let mustRead: Bool
  private var scanner = UnitScanner()
  /// What units that were read came to; -1 for those not wanted.
  private var known: [UInt32: Int] = [:]
  /// A unit could not be read: the file is not what the table says.
  private(set) var failed = false

  init(_ options: MatchOptions, _ image: MemoryImage, memory: String, target: LanguageTag) {
    self.options = options
    self.image = image
    targetMask = image.units.mask(of: target)
    memoryPenalties = options.penalties.filter {
      if case .memory(let name) = $0.target { name.utf8.elementsEqual(memory.utf8) } else { false }
    }
    propertyPenalties = options.penalties.filter { if case .property = $0.target { true } else { false } }
    base = memoryPenalties.reduce(0) { $0 + $1.points }
    mustRead = options.origin != nil || options.domain != nil || options.since != nil || !propertyPenalties.isEmpty
  }

  /// What is taken off a unit's score; nil for one that isn't wanted.
  func penalty(_ unit: UInt32) -> Int? {
    guard image.units.languageMask(unit) & targetMask != 0 else { return nil }
    if options.confirmedOnly, image.units.rank(unit) >> 31 == 0 { return nil }
    guard mustRead else { return base }
    let points: Int
    if let found = known[unit] {
      points = found
    } else {
      points = read(unit) ?? -1
      known[unit] = points
    }
    return points < 0 ? nil : points
  }

  /// The penalties that made it up.
  func penalties(_ unit: UInt32) -> [MatchOptions.Penalty] {
    guard !options.penalties.isEmpty else { return [] }
    return memoryPenalties
      + (withUnit(unit) { bytes in propertyPenalties.filter { fits($0, bytes) } } ?? [])
  }

  private func fits(_ penalty: MatchOptions.Penalty, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard case .property(let type, let value) = penalty.target else { return false }
    return scanner.has(type, value, in: bytes)
  }

  private func read(_ unit: UInt32) -> Int? {
    withUnit(unit) { bytes in
      func has(_ type: StaticString, _ value: String?) -> Bool {
        guard let value else { return true }
        return scanner.property(type, in: bytes).map { UnitScanner.string(bytes, $0).utf8.elementsEqual(value.utf8) } ?? false
      }
      guard has("x-origin", options.origin), has("x-domain", options.domain) else { return nil }
      if let since = options.since {
        guard let date = scanner.attribute("changedate", in: bytes) ?? scanner.attribute("creationdate", in: bytes),
          !bytes[date].lexicographicallyPrecedes(since.utf8)
        else { return nil }
      }
      return propertyPenalties.reduce(base) { fits($1, bytes) ? $0 + $1.points : $0 }
    } ?? nil
  }

  /// Nil when the unit can't be read.
  private func withUnit<R>(_ unit: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
    guard let bytes = try? UnitReader.unit(in: image.file, at: image.units.offset(unit)) else {
      failed = true
      return nil
    }
    return bytes.withUnsafeBufferPointer { bytes in
      guard scanner.scan(bytes) else {
        failed = true
        return nil
      }
      return body(bytes)
    }
  }
}
