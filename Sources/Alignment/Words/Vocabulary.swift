internal import Language

/// The words of one language that texts have shown so far, each with its stem and its places in the lexicon: what a text costs is then its new words.
struct Vocabulary {
  private(set) var keys = WordPool()
  /// By key.
  private(set) var stemOfKey: [Int32] = []
  private(set) var stems = WordPool()
  /// By stem.
  private(set) var words: [Word] = []
  /// `places[stem * tables.count + n]`: the stem's number in the n-th table of the lexicon, −1 where it has none.
  private(set) var places: [Int32] = []
  let tables: [LexiconTable.Side]
  /// By key: see ``skeletons(ofKey:_:_:)``; −2 where nobody has asked.
  private var skeletons: [(Int32, Int32)] = []
  /// By key: what it may be in a date.
  private(set) var dateParts: [DatePart] = []
  /// By key: what a number word or a numeral of digits states; −1 for anything else.
  private(set) var numbers: [Int32] = []
  /// For one text at a time: its own number for each stem, or −1.
  var localOfStem: [Int32] = []
  private var stem: [UInt8] = []

  enum DatePart: UInt8 {
    /// Nothing, a month's name, a number with letters.
    case none, month, numberWord
    /// A number with strokes, which may be a date by itself.
    case whole
    /// A word that nobody has looked at yet.
    case unknown
  }

  struct Word {
    var kind: WordKind
    var script: Token.Script
  }

  init(tables: [LexiconTable.Side]) { self.tables = tables }

  /// The number of a token's key.
  @inline(__always)
  mutating func key(_ key: UnsafeBufferPointer<UInt8>, _ kind: WordKind, _ script: Token.Script) -> Int32 {
    let id = keys.id(of: key)
    if Int(id) == stemOfKey.count { learn(key, kind, script) }
    return id
  }

  private mutating func learn(_ key: UnsafeBufferPointer<UInt8>, _ kind: WordKind, _ script: Token.Script) {
    stem.removeAll(keepingCapacity: true)
    if kind == .word { Stemmer.appendStem(of: key, script: script, to: &stem) } else { stem.append(contentsOf: key) }
    stemOfKey.append(addStem(kind, script))
    skeletons.append((-2, -2))
    dateParts.append(
      kind == .word ? Self.months.find(key) >= 0 ? .month : .unknown : kind != .mark && key.contains(UInt8(ascii: "/")) ? .whole : .none)
    numbers.append(Self.number(key, kind))
  }

  /// Whether a word states a number, be it glued from several: بیست‌وسوم.
  mutating func isNumberWord(_ key: Int32, _ language: Language) -> Bool {
    if dateParts[Int(key)] == .unknown {
      dateParts[Int(key)] = Quantity.find(in: keys.string(Int(key)), language: language).isEmpty ? .none : .numberWord
    }
    return dateParts[Int(key)] == .numberWord
  }

  private static let months: WordPool = {
    var pool = WordPool()
    for key in Quantity.monthKeys { _ = pool.id(of: key) }
    return pool
  }()

  private static let numberWords: (pool: WordPool, values: [Int32]) = {
    var pool = WordPool()
    var values: [Int32] = []
    // نه is "no" far more often than nine.
    for (key, value) in Quantity.numberKeys where key != "نه" {
      if Int(pool.id(of: key)) == values.count { values.append(Int32(clamping: value)) }
    }
    return (pool, values)
  }()

  private static func number(_ key: UnsafeBufferPointer<UInt8>, _ kind: WordKind) -> Int32 {
    if kind == .word {
      let id = numberWords.pool.find(key)
      return id < 0 ? -1 : numberWords.values[Int(id)]
    }
    guard kind == .number, key.count <= 9 else { return -1 }
    var value: Int32 = 0
    for byte in key {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return -1 }
      value = value * 10 + Int32(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private mutating func addStem(_ kind: WordKind, _ script: Token.Script) -> Int32 {
    let id = stem.withUnsafeBufferPointer { stems.id(of: $0) }
    if Int(id) == words.count {
      words.append(Word(kind: kind, script: script))
      localOfStem.append(-1)
      stem.withUnsafeBufferPointer { stem in
        for table in tables { places.append(table.find(stem)) }
      }
    }
    return id
  }

  /// The numbers of the consonants of a key and of its stem; −1 for fewer than three, and for the stem where both are the same.
  mutating func skeletons(ofKey key: Int32, _ script: Token.Script, _ pool: inout WordPool) -> (Int32, Int32) {
    let at = Int(key)
    if skeletons[at].0 == -2 {
      let text = keys.string(at)
      // Lavrov is لاوروف: a final v is written ف.
      let own = number(script == .latin && text.utf8.last == UInt8(ascii: "v") ? text.dropLast() + "f" : text, script, &pool)
      let stem = script == .latin ? -1 : number(stems.string(Int(stemOfKey[at])), script, &pool)
      skeletons[at] = (own, stem == own ? -1 : stem)
    }
    return skeletons[at]
  }

  private func number(_ text: String, _ script: Token.Script, _ pool: inout WordPool) -> Int32 {
    let skeleton = NameSkeleton.of(text, script: script)
    return skeleton.utf8.count >= 3 ? pool.id(of: skeleton) : -1
  }
}

/// Finds glossary terms in a row of stems, the longest first at each place.
struct TermFinder {
  private var byFirst: [Int32: [(stems: [Int32], concept: Int32)]] = [:]

  var isEmpty: Bool { byFirst.isEmpty }

  init(_ spellings: [[String]], _ vocabulary: inout Vocabulary, _ reader: inout WordReader) {
    for (concept, names) in spellings.enumerated() {
      for name in names {
        var stems: [Int32] = []
        _ = reader.read(name) { token, kind, key, _ in
          guard kind != .mark else { return }
          let id = vocabulary.key(key, kind, token.script)
          stems.append(vocabulary.stemOfKey[Int(id)])
        }
        if let first = stems.first { byFirst[first, default: []].append((stems, Int32(concept))) }
      }
    }
    for key in byFirst.keys { byFirst[key]?.sort { $0.stems.count > $1.stems.count } }
  }

  /// Calls `body` with each concept and the places of its words.
  func find(_ stems: [Int32], _ body: (Int32, Range<Int>) -> Void) {
    var index = 0
    while index < stems.count {
      var step = 1
      for candidate in byFirst[stems[index]] ?? [] where stems[index...].starts(with: candidate.stems) {
        step = candidate.stems.count
        body(candidate.concept, index..<(index + step))
        break
      }
      index += step
    }
  }
}
