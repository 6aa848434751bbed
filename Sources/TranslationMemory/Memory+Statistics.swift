internal import Language

extension Memory {
  /// Counts everything once.
  /// - Complexity: O(size).
  public func statistics() throws(MemoryError) -> Statistics {
    try refresh()
    let image = image
    let units = image.units
    var statistics = Statistics()
    statistics.malformed = units.malformed.count
    statistics.superseded = units.superseded.count
    statistics.bytes = image.stamp.size
    statistics.indexBytes = image.folder?.size(units.languages) ?? 0
    var scanner = UnitScanner()
    var tokens = TokenScanner()
    var texts: Set<UInt64> = []
    var whole: Set<UInt64> = []
    var origins: Set<UInt64> = []
    var number = -1
    var text: [UInt8] = []
    var byCode: [[UInt8]: Int] = [:]
    var alignments: [[UInt8]: Int] = [:]
    try UnitReader(file: image.file).forEach { (bytes, _) throws(MemoryError) in
      guard scanner.scan(bytes) else { return }
      number += 1
      guard number < units.count, units.languageMask(UInt32(number)) != 0 else { return }
      statistics.units += 1
      var all = Hash64()
      for variant in scanner.variants {
        let code = Array(bytes[variant.language])
        let at: Int
        if let known = byCode[code] {
          at = known
        } else {
          at = statistics.languages.count
          byCode[code] = at
          statistics.languages.append(.init(language: UnitScanner.string(bytes, variant.language)))
        }
        text.removeAll(keepingCapacity: true)
        UnitScanner.appendText(bytes, variant.segment, to: &text)
        statistics.languages[at].segments += 1
        text.withUnsafeBufferPointer { text in
          tokens.scan(text)
          statistics.languages[at].words += tokens.tokens.count { $0.kind != .punctuation && $0.kind != .symbol }
          var hash = Hash64()
          code.withUnsafeBytes { hash.add($0) }
          hash.add(UnsafeRawBufferPointer(text))
          all.add(hash.value)
          if !texts.insert(hash.value).inserted { statistics.languages[at].repeated += 1 }
        }
      }
      if !whole.insert(all.value).inserted { statistics.repetitions += 1 }
      if let person = scanner.property("x-confirmed-by", in: bytes), !person.isEmpty { statistics.confirmed += 1 }
      if let origin = scanner.property("x-origin", in: bytes) {
        origins.insert(Hash64.of(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[origin])))
      }
      alignments[scanner.property("x-alignment", in: bytes).map { Array(bytes[$0]) } ?? [], default: 0] += 1
    }
    if units.isDamaged {
      try refresh(force: true)
      return try self.statistics()
    }
    statistics.origins = origins.count
    for (name, count) in alignments { statistics.alignments[String(decoding: name, as: UTF8.self)] = count }
    return statistics
  }
}
