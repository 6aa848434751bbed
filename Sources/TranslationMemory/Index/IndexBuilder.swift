internal import Language

/// Makes an ``Index`` from the units of a memory, one pass over the file.
///
/// Sequences of forms are collected and told apart by hash and comparison; then entries are numbered by length and postings, signatures and tables are laid
/// out by counting sorts. No comparison sort runs over units.
struct IndexBuilder {
  private let language: LanguageTag
  private let score: ScoreKind
  private let units: UnitTable

  private var forms = KeyTable()
  private var kappas = KeyTable()
  private var formKappa: [UInt32] = []
  private var sequences: [UInt32] = []
  private var starts: [UInt32] = [0]
  private var slots = [UInt32](repeating: 0, count: 1024)
  private var hashes: [UInt64] = []
  private var joinHashes: [UInt64] = []
  private var entryOfUnit: [UInt32] = []

  init(language: LanguageTag, score: ScoreKind, units: UnitTable) {
    self.language = language
    self.score = score
    self.units = units
    // The two fixed classes: marks and numbers.
    for name in ["\u{2}", "\u{3}"] { _ = Array(name.utf8).withUnsafeBufferPointer { kappas.insert($0) } }
    entryOfUnit.reserveCapacity(units.count)
  }

  mutating func read(_ reader: UnitReader) throws(MemoryError) {
    var scanner = UnitScanner()
    var keys = TokenKeys(score)
    var text: [UInt8] = []
    var sequence: [UInt32] = []
    var joined: [UInt8] = []
    var affinities: [[UInt8]: LanguageTag.Affinity] = [:]
    try reader.forEach { (bytes, _) throws(MemoryError) in
      guard scanner.scan(bytes) else { return }
      let unit = UInt32(entryOfUnit.count)
      guard Int(unit) < units.count, units.languageMask(unit) != 0 else {
        entryOfUnit.append(Index.none)
        return
      }
      guard let variant = Self.variant(scanner, bytes, language, &affinities) else {
        entryOfUnit.append(Index.none)
        return
      }
      sequence.removeAll(keepingCapacity: true)
      joined.removeAll(keepingCapacity: true)
      var wasApart = false
      func add(_ text: UnsafeBufferPointer<UInt8>) {
        keys.forEach(in: text) { key in
          sequence.append(form(key))
          TokenKeys.appendJoined(key, score, wasApart: &wasApart, to: &joined)
        }
      }
      if variant.isPlain {
        add(UnsafeBufferPointer(rebasing: bytes[variant.segment]))
      } else {
        text.removeAll(keepingCapacity: true)
        UnitScanner.appendText(bytes, variant.segment, to: &text)
        text.withUnsafeBufferPointer { add($0) }
      }
      entryOfUnit.append(entry(sequence, joined))
    }
  }

  /// The variant nearest to a language, as ``Unit/variant(in:)`` chooses it.
  static func variant(
    _ scanner: UnitScanner, _ bytes: UnsafeBufferPointer<UInt8>, _ language: LanguageTag, _ known: inout [[UInt8]: LanguageTag.Affinity]
  ) -> UnitScanner.Variant? {
    var best: (affinity: LanguageTag.Affinity, variant: UnitScanner.Variant)?
    for variant in scanner.variants {
      let code = Array(bytes[variant.language])
      let affinity: LanguageTag.Affinity
      if let hit = known[code] {
        affinity = hit
      } else {
        affinity = language.affinity(to: LanguageTag(UnitScanner.string(bytes, variant.language)))
        if known.count < 1000 { known[code] = affinity }
      }
      if affinity > .none, affinity > best?.affinity ?? .none { best = (affinity, variant) }
    }
    return best?.variant
  }

  private mutating func form(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let (id, isNew) = forms.insert(key)
    guard isNew else { return id }
    let kappa: UInt32 =
      switch TokenKeys.kappa(of: key, score) {
      case .mark: Kappa.mark
      case .number: Kappa.number
      case .own: kappas.insert(key).id
      case .stem(let stem): stem.withUnsafeBufferPointer { kappas.insert($0).id }
      }
    formKappa.append(kappa)
    return id
  }

  private mutating func entry(_ sequence: [UInt32], _ joined: [UInt8]) -> UInt32 {
    let hash = sequence.withUnsafeBytes { Hash64.of($0) }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = Int(slots[slot] - 1)
      if hashes[id] == hash, sequences[Int(starts[id])..<Int(starts[id + 1])].elementsEqual(sequence) { return UInt32(id) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = UInt32(hashes.count)
    hashes.append(hash)
    joinHashes.append(joined.withUnsafeBytes { Hash64.of($0) })
    sequences += sequence
    starts.append(UInt32(sequences.count))
    slots[slot] = id + 1
    if hashes.count * 2 > slots.count {
      var larger = [UInt32](repeating: 0, count: slots.count * 2)
      for (id, hash) in hashes.enumerated() {
        var slot = Int(truncatingIfNeeded: hash) & (larger.count - 1)
        while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
        larger[slot] = UInt32(id) + 1
      }
      slots = larger
    }
    return id
  }

  // MARK: Laying out

  /// The arrays of an index.
  struct Arrays {
    var name = ""
    var bytes: [Int: [UInt8]] = [:]
    var words: [Int: [UInt32]] = [:]
    var longs: [Int: [UInt64]] = [:]

    /// Calls `body` with the parts; they are valid inside it.
    func withParts<R>(_ body: ([IndexImage.Part]) throws(MemoryError) -> R) throws(MemoryError) -> R {
      var parts: [IndexImage.Part] = []
      // The arrays are kept alive by `self` and have unique stable storage while nobody changes them.
      for (id, array) in bytes { array.withUnsafeBytes { parts.append(.init(id: id, bytes: $0)) } }
      for (id, array) in words { array.withUnsafeBytes { parts.append(.init(id: id, bytes: $0)) } }
      for (id, array) in longs { array.withUnsafeBytes { parts.append(.init(id: id, bytes: $0)) } }
      parts.sort { $0.id < $1.id }
      defer { withExtendedLifetime(self) {} }
      return try body(parts)
    }
  }

  consuming func finish() -> Arrays {
    let count = hashes.count
    var arrays = Arrays()
    arrays.name = "index \(language.primary) \(score.rawValue)"

    // Heavy lengths, and lengths in characters of the short ones.
    var heavy = [UInt32](repeating: 0, count: count)
    var characters = [UInt32](repeating: 0, count: count)
    var characterBits = [UInt64](repeating: 0, count: count)
    var longest = 0
    for id in 0..<count {
      var n = 0
      for at in Int(starts[id])..<Int(starts[id + 1]) where formKappa[Int(sequences[at])] != Kappa.mark { n += 1 }
      heavy[id] = UInt32(n)
      longest = max(longest, n)
      if n <= MatchCost.shortLength {
        for at in Int(starts[id])..<Int(starts[id + 1]) {
          let form = Int(sequences[at])
          forms.bytes.withUnsafeBufferPointer { bytes in
            let key = UnsafeBufferPointer(rebasing: bytes[Int(forms.starts[form])..<Int(forms.starts[form + 1])])
            var at = 0
            while at < key.count {
              let (scalar, next) = UTF8Coding.scalar(in: key, at: at)
              characters[id] += 1
              characterBits[id] |= Index.characterBit(scalar)
              at = next
            }
          }
        }
      }
    }

    // Numbers by heavy length; the short ones by characters within it; else in file order.
    var lengthCounts: [UInt32: UInt32] = [:]
    for n in heavy { lengthCounts[n, default: 0] += 1 }
    let lengths = lengthCounts.keys.sorted()
    var lengthStarts: [UInt32] = [0]
    var next: [UInt32: UInt32] = [:]
    for n in lengths {
      next[n] = lengthStarts[lengthStarts.count - 1]
      lengthStarts.append(lengthStarts[lengthStarts.count - 1] + lengthCounts[n]!)
    }
    var order = [UInt32](repeating: 0, count: count)
    var nextByLength = [UInt32](repeating: 0, count: lengths.isEmpty ? 0 : 0)
    if longest < 1 << 20 {
      nextByLength = [UInt32](repeating: 0, count: longest + 1)
      for n in lengths { nextByLength[Int(n)] = next[n]! }
      for id in 0..<count {
        order[Int(nextByLength[Int(heavy[id])])] = UInt32(id)
        nextByLength[Int(heavy[id])] += 1
      }
    } else {
      for id in 0..<count {
        order[Int(next[heavy[id]]!)] = UInt32(id)
        next[heavy[id]]! += 1
      }
    }
    var shortCount = 0
    for (index, n) in lengths.enumerated() where n <= MatchCost.shortLength {
      let range = Int(lengthStarts[index])..<Int(lengthStarts[index + 1])
      order[range].sort { (characters[Int($0)], $0) < (characters[Int($1)], $1) }
      shortCount = range.upperBound
    }
    var newID = [UInt32](repeating: 0, count: count)
    for (new, old) in order.enumerated() { newID[Int(old)] = UInt32(new) }

    // Tokens, signatures and postings, in the new order.
    var tokenStarts = [UInt32](repeating: 0, count: count + 1)
    var tokens: [UInt32] = []
    tokens.reserveCapacity(sequences.count)
    var signatures = [UInt64](repeating: 0, count: count * 2)
    var postingCounts = [UInt32](repeating: 0, count: kappas.count + 1)
    var lastSeen = [UInt32](repeating: Index.none, count: kappas.count)
    for new in 0..<count {
      let old = Int(order[new])
      for at in Int(starts[old])..<Int(starts[old + 1]) {
        let form = sequences[at]
        tokens.append(form)
        let kappa = formKappa[Int(form)]
        guard kappa != Kappa.mark else { continue }
        let (word, bit) = Index.signatureBit(kappa)
        signatures[new * 2 + word] |= bit
        if lastSeen[Int(kappa)] != UInt32(new) {
          lastSeen[Int(kappa)] = UInt32(new)
          postingCounts[Int(kappa) + 1] += 1
        }
      }
      tokenStarts[new + 1] = UInt32(tokens.count)
    }
    for kappa in 0..<kappas.count { postingCounts[kappa + 1] += postingCounts[kappa] }
    var postings = [UInt32](repeating: 0, count: Int(postingCounts[kappas.count]))
    var nextPosting = postingCounts
    for kappa in lastSeen.indices { lastSeen[kappa] = Index.none }
    for new in 0..<count {
      for at in Int(tokenStarts[new])..<Int(tokenStarts[new + 1]) {
        let kappa = Int(formKappa[Int(tokens[at])])
        guard kappa != Kappa.mark, lastSeen[kappa] != UInt32(new) else { continue }
        lastSeen[kappa] = UInt32(new)
        postings[Int(nextPosting[kappa])] = UInt32(new)
        nextPosting[kappa] += 1
      }
    }

    // Entries by the hash of the joined key.
    var buckets = 1
    while buckets < count { buckets *= 2 }
    var joinBuckets = [UInt32](repeating: 0, count: buckets + 1)
    for hash in joinHashes { joinBuckets[Int(truncatingIfNeeded: hash) & (buckets - 1) + 1] += 1 }
    for bucket in 0..<buckets { joinBuckets[bucket + 1] += joinBuckets[bucket] }
    var joinEntries = [UInt32](repeating: 0, count: count)
    var joinChecks = [UInt32](repeating: 0, count: count)
    var nextJoin = joinBuckets
    for new in 0..<count {
      let hash = joinHashes[Int(order[new])]
      let bucket = Int(truncatingIfNeeded: hash) & (buckets - 1)
      joinEntries[Int(nextJoin[bucket])] = UInt32(new)
      joinChecks[Int(nextJoin[bucket])] = UInt32(truncatingIfNeeded: hash >> 32)
      nextJoin[bucket] += 1
    }

    // Units of each entry, best first.
    var unitStarts = [UInt32](repeating: 0, count: count + 1)
    for unit in entryOfUnit.indices where entryOfUnit[unit] != Index.none {
      entryOfUnit[unit] = newID[Int(entryOfUnit[unit])]
      unitStarts[Int(entryOfUnit[unit]) + 1] += 1
    }
    for entry in 0..<count { unitStarts[entry + 1] += unitStarts[entry] }
    var entryUnits = [UInt32](repeating: 0, count: Int(unitStarts[count]))
    var nextUnit = unitStarts
    for (unit, entry) in entryOfUnit.enumerated() where entry != Index.none {
      entryUnits[Int(nextUnit[Int(entry)])] = UInt32(unit)
      nextUnit[Int(entry)] += 1
    }
    for entry in 0..<count where unitStarts[entry + 1] - unitStarts[entry] > 1 {
      entryUnits[Int(unitStarts[entry])..<Int(unitStarts[entry + 1])].sort { a, b in
        let (x, y) = (units.rank(a), units.rank(b))
        return x != y ? x > y : a < b
      }
    }

    typealias S = Index.Section
    arrays.bytes = [S.formBytes: forms.bytes, S.kappaBytes: kappas.bytes]
    arrays.words = [
      S.formStarts: forms.starts, S.formSlots: forms.slots, S.formKappa: formKappa, S.kappaStarts: kappas.starts,
      S.kappaSlots: kappas.slots, S.postingStarts: postingCounts, S.postings: postings, S.tokenStarts: tokenStarts, S.tokens: tokens,
      S.lengths: lengths, S.lengthStarts: lengthStarts, S.joinBuckets: joinBuckets, S.joinEntries: joinEntries, S.joinChecks: joinChecks,
      S.unitStarts: unitStarts, S.entryUnits: entryUnits, S.entryOfUnit: entryOfUnit,
      S.shortLengths: (0..<shortCount).map { characters[Int(order[$0])] },
    ]
    arrays.longs = [S.signatures: signatures, S.shortSignatures: (0..<shortCount).map { characterBits[Int(order[$0])] }]
    return arrays
  }
}
