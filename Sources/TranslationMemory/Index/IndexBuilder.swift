internal import Language

/// Makes an ``Index`` from the units of a layer, one pass over its part of the file.
///
/// Texts are cut into tokens on as many threads as there are cores. Sequences of forms are collected and told apart by hash and comparison; then entries are
/// numbered by length and postings, signatures and tables are laid out by counting sorts. No comparison sort runs over units.
struct IndexBuilder {
  private let key: IndexKey
  private let table: LayerTable
  private let live: [(block: Int, shift: Int)]
  private var score: ScoreKind { key.score }

  private var forms = KeyTable()
  private var kappas = KeyTable()
  private var formKappa: [UInt32] = []
  private var sequences: [UInt32] = []
  private var starts: [UInt32] = [0]
  private var slots = [UInt32](repeating: 0, count: 1024)
  private var hashes: [UInt64] = []
  private var joinHashes: [UInt64] = []
  private var entryOfUnit: [UInt32]

  /// - Parameter live: the blocks of the layer that the file holds, in file order.
  init(_ key: IndexKey, _ table: LayerTable, _ live: [(block: Int, shift: Int)]) {
    self.key = key
    self.table = table
    self.live = live
    entryOfUnit = [UInt32](repeating: Index.none, count: table.count)
    // The two fixed classes: marks and numbers.
    for name in ["\u{2}", "\u{3}"] { _ = Array(name.utf8).withUnsafeBufferPointer { kappas.insert($0) } }
  }

  /// The texts of a run of blocks, cut into tokens. Forms are numbered within.
  private struct Batch: Sendable {
    var units: [UInt32] = []
    var forms = KeyTable()
    var sequences: [UInt32] = []
    var ends: [Int] = []
    var joinHashes: [UInt64] = []
    var count = 0
    var failure: MemoryError?
  }

  /// - Parameter progress: called with the units done.
  mutating func read(_ reader: UnitReader, progress: (Int) -> Void) throws(MemoryError) {
    let table = self.table, key = self.key
    let blocks = live.map {
      Block(offset: table.offset(ofBlock: $0.block) + $0.shift, length: table.length(ofBlock: $0.block), hash: 0, count: 0)
    }
    let runs = LayerBuilder.runs(of: blocks)
    let units = live.map { table.units(of: $0.block..<($0.block + 1)) }
    var failure: MemoryError?
    var done = 0
    Threads.run(runs.count, on: runs.count > 1 ? Threads.cores : 1, { Self.batch(reader, blocks[runs[$0]], units, key) }) { batch in
      failure = failure ?? batch.failure
      add(batch)
      done += batch.count
      progress(done)
    }
    if let failure { throw failure }
  }

  /// - Parameter units: of each block its units in the layer.
  private static func batch(_ reader: UnitReader, _ blocks: ArraySlice<Block>, _ units: [Range<Int>], _ key: IndexKey) -> Batch {
    var batch = Batch()
    let language = LanguageTag(key.language)
    var scanner = UnitScanner()
    var keys = TokenKeys(key.score)
    var text: [UInt8] = []
    var joined: [UInt8] = []
    var affinities: [[UInt8]: LanguageTag.Affinity] = [:]
    var block = -1
    var unit = 0
    do throws(MemoryError) {
      try LayerBuilder.forEachUnit(reader, blocks) { (bytes, offset, at) throws(MemoryError) in
        guard offset < 1 << 40, scanner.scan(bytes) else { return }
        if at != block { (block, unit) = (at, units[at].lowerBound) }
        defer { unit += 1 }
        batch.count += 1
        guard unit < units[at].upperBound, let variant = variant(scanner, bytes, language, &affinities) else { return }
        joined.removeAll(keepingCapacity: true)
        var wasApart = false
        func add(_ text: UnsafeBufferPointer<UInt8>) {
          keys.forEach(in: text) { token in
            batch.sequences.append(batch.forms.insert(token).id)
            TokenKeys.appendJoined(token, key.score, wasApart: &wasApart, to: &joined)
          }
        }
        if variant.isPlain {
          add(UnsafeBufferPointer(rebasing: bytes[variant.segment]))
        } else {
          text.removeAll(keepingCapacity: true)
          UnitScanner.appendText(bytes, variant.segment, to: &text)
          text.withUnsafeBufferPointer { add($0) }
        }
        batch.units.append(UInt32(unit))
        batch.ends.append(batch.sequences.count)
        batch.joinHashes.append(joined.withUnsafeBytes { Hash64.of($0) })
      }
    } catch { batch.failure = error }
    return batch
  }

  private mutating func add(_ batch: Batch) {
    var numbers = [UInt32](repeating: 0, count: batch.forms.count)
    for local in numbers.indices { numbers[local] = batch.forms.withKey(local) { form($0) } }
    var start = 0
    var sequence: [UInt32] = []
    for (index, unit) in batch.units.enumerated() {
      sequence.removeAll(keepingCapacity: true)
      for at in start..<batch.ends[index] { sequence.append(numbers[Int(batch.sequences[at])]) }
      start = batch.ends[index]
      entryOfUnit[Int(unit)] = entry(sequence, batch.joinHashes[index])
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

  private mutating func entry(_ sequence: [UInt32], _ joinHash: UInt64) -> UInt32 {
    let hash = sequence.withUnsafeBytes { Hash64.of($0) }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = Int(slots[slot] - 1)
      if hashes[id] == hash, sequences[Int(starts[id])..<Int(starts[id + 1])].elementsEqual(sequence) { return UInt32(id) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = UInt32(hashes.count)
    hashes.append(hash)
    joinHashes.append(joinHash)
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

  consuming func finish() -> IndexArrays {
    let count = hashes.count
    var arrays = IndexArrays()
    arrays.name = Index.name(key)

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
        let (x, y) = (table.rank(Int(a)), table.rank(Int(b)))
        return x != y ? x > y : a < b
      }
    }

    var isLive = [Bool](repeating: false, count: table.blockCount)
    for (block, _) in live { isLive[block] = true }
    let missingBlocks = isLive.indices.filter { !isLive[$0] }.map { UInt32($0) }

    typealias S = Index.Section
    arrays.bytes = [S.formBytes: forms.bytes, S.kappaBytes: kappas.bytes]
    arrays.words = [
      S.formStarts: forms.starts, S.formSlots: forms.slots, S.formKappa: formKappa, S.kappaStarts: kappas.starts,
      S.kappaSlots: kappas.slots, S.postingStarts: postingCounts, S.postings: postings, S.tokenStarts: tokenStarts, S.tokens: tokens,
      S.lengths: lengths, S.lengthStarts: lengthStarts, S.joinBuckets: joinBuckets, S.joinEntries: joinEntries, S.joinChecks: joinChecks,
      S.unitStarts: unitStarts, S.entryUnits: entryUnits, S.entryOfUnit: entryOfUnit,
      S.missingBlocks: missingBlocks, S.shortLengths: (0..<shortCount).map { characters[Int(order[$0])] },
    ]
    arrays.longs = [S.signatures: signatures, S.shortSignatures: (0..<shortCount).map { characterBits[Int(order[$0])] }]
    return arrays
  }
}
