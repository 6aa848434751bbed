internal import Language

/// Cuts texts into the words that terms are made of, with the stem of each; what a text costs is then its new words.
///
/// A run of words is known by its *chain*: the stems without blanks between them. So توافق‌نامه, توافق نامه and توافقنامه are one, and each word gives its stem, so
/// that an inflected word inside a term (تحریم‌های یکجانبه) still matches.
///
/// One user at a time, and one index: what is known of a word is also where its chains are in the index.
struct TermReader {
  struct Word {
    /// The number of its form.
    var form: Int32
    /// Scalars of the text.
    var start, end: Int32
    var byteStart, byteEnd: Int32
    var gap: Gap
    var isLatin: Bool
    /// A hyphen joins it to the word before: trade of cross-border is none.
    var isBound: Bool
  }

  /// What stands between a word and the one before.
  enum Gap: UInt8, Comparable {
    /// Blanks, hyphens, strokes, apostrophes, the dots of initials.
    case none
    /// A comma: only terms that have one themselves go across it.
    case comma
    /// A quotation mark or a bracket: no term goes across it, but a noun finds its verb behind it.
    case quote
    /// Any other mark.
    case mark

    static func < (a: Gap, b: Gap) -> Bool { a.rawValue < b.rawValue }
  }

  private(set) var words: [Word] = []
  private(set) var forms: [Form] = []
  /// The other readings of forms, and the hashes of what English ones may be inflected from.
  private(set) var readings: [Reading] = []
  private(set) var bases: [UInt64] = []
  /// Keys and stems, with ``ChainTable/padding`` behind them.
  private(set) var bytes = [UInt8](repeating: 0, count: ChainTable.padding)
  /// The words of ``Continuations``.
  private var continuations: [UInt64] = []
  private var scanner = TokenScanner()
  /// Form + 1 by the hash of its key, or 0.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  private var stem: [UInt8] = []

  /// Reads a text: its words, numbers and codes are in ``words`` afterwards; marks are not, but for the gaps they make.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    // Many texts with many rare words: what was learnt is forgotten now and then.
    if forms.count > 1 << 20 { self = TermReader() }
    words.removeAll(keepingCapacity: true)
    scanner.scan(text)
    var gap = Gap.none
    var hyphen: Int32 = -1
    for token in scanner.tokens {
      switch token.kind {
      case .word, .number, .code, .address:
        words.append(
          Word(
            form: form(of: token), start: token.start, end: token.end, byteStart: token.byteStart, byteEnd: token.byteEnd,
            gap: words.isEmpty ? .none : gap, isLatin: token.script == .latin, isBound: hyphen == token.byteStart))
        gap = .none
      case .punctuation, .symbol:
        gap = max(gap, self.gap(of: token))
        let isHyphen = scanner.key[Int(token.keyStart)] == UInt8(ascii: "-") && words.last?.byteEnd == token.byteStart
        hyphen = isHyphen ? token.byteEnd : -1
      }
    }
  }

  mutating func read(_ text: String) { text.withUTF8Bytes { read($0) } }

  private func gap(of mark: TokenScanner.Scanned) -> Gap {
    guard mark.keyEnd - mark.keyStart == 1 else { return .mark }
    switch scanner.key[Int(mark.keyStart)] {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "'"), UInt8(ascii: "+"): return .none
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"): return .quote
    case UInt8(ascii: "."):
      // The dot of an initial: «chargé d’affaires a.i.».
      guard let word = words.last, word.byteEnd == mark.byteStart, word.end - word.start == 1 else { return .mark }
      return .none
    default: return .mark
    }
  }

  /// Calls `body` with what the last text that was read consists of.
  func withText<Result>(_ text: UnsafeBufferPointer<UInt8>, _ body: (ReadText) -> Result) -> Result {
    words.withUnsafeBufferPointer { words in
      forms.withUnsafeBufferPointer { forms in
        readings.withUnsafeBufferPointer { readings in
          bases.withUnsafeBufferPointer { bases in
            bytes.withUnsafeBufferPointer { bytes in
              continuations.withUnsafeBufferPointer { continuations in
                body(
                  ReadText(
                    text: text, words: words, forms: forms, readings: readings, bases: bases, bytes: bytes, continuations: continuations))
              }
            }
          }
        }
      }
    }
  }

  // MARK: Forms

  private mutating func form(of token: TokenScanner.Scanned) -> Int32 {
    let range = Int(token.keyStart)..<Int(token.keyEnd)
    let hash = scanner.key.withUnsafeBufferPointer { KeyHash.of(UnsafeBufferPointer(rebasing: $0[range])) }
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
    while slots[at] != 0 {
      let number = Int(slots[at] - 1)
      if forms[number].hash == hash, isKey(forms[number].key, range) { return Int32(number) }
      at = (at + 1) & mask
    }
    slots[at] = UInt32(forms.count + 1)
    learn(range, token, hash)
    if forms.count * 2 > slots.count { grow() }
    return Int32(forms.count - 1)
  }

  private func isKey(_ piece: Piece, _ range: Range<Int>) -> Bool {
    guard Int(piece.count) == range.count else { return false }
    return scanner.key.withUnsafeBufferPointer { key in
      bytes.withUnsafeBufferPointer { bytes in
        for index in 0..<range.count where bytes[Int(piece.start) + index] != key[range.lowerBound + index] { return false }
        return true
      }
    }
  }

  private mutating func learn(_ range: Range<Int>, _ token: TokenScanner.Scanned, _ hash: UInt64) {
    let key = Array(scanner.key[range])
    let script = token.kind == .word ? token.script : .none
    stem.removeAll(keepingCapacity: true)
    key.withUnsafeBufferPointer { Stemmer.appendStem(of: $0, script: script, to: &stem) }
    let keyPiece = piece(key)
    let stemPiece = stem == key ? keyPiece : piece(stem)
    var form = Form(key: keyPiece, stem: stemPiece, hash: hash)
    form.readings = Int32(readings.count)
    form.bases = Int32(bases.count)
    switch script {
    case .arabic:
      form.traits = .ofPersian(key, stem: stem)
      form.verb = LightVerb.Class(infinitive: String(decoding: stem, as: UTF8.self))
      for reading in key.withUnsafeBufferPointer({ WordReading.others(of: $0) }) {
        readings.append(Reading(piece: reading.stem == key ? keyPiece : piece(reading.stem), kind: reading.kind))
        if reading.kind == .verb { form.traits.insert(.past) }
      }
    case .latin:
      form.traits = .ofEnglish(key)
      // Stems of forms with a doubled letter, initialled, may have kept an ending that the plain word loses.
      var again: [UInt8] = []
      stem.withUnsafeBufferPointer { Stemmer.appendStem(of: $0, script: .latin, to: &again) }
      if again != stem { readings.append(Reading(piece: piece(again), kind: nil)) }
      let (nominal, verbal) = EnglishInflection.bases(of: key)
      bases += nominal
      form.nominal = Int32(nominal.count)
      bases += verbal
      form.verbal = Int32(verbal.count)
    case .none, .other: break
    }
    form.readingCount = UInt8(clamping: readings.count - Int(form.readings))
    forms.append(form)
  }

  private mutating func piece(_ text: [UInt8]) -> Piece {
    let start = bytes.count - ChainTable.padding
    bytes.insert(contentsOf: text, at: start)
    return Piece(start: Int32(start), count: Int32(text.count))
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (number, form) in forms.enumerated() {
      var at = Int(truncatingIfNeeded: form.hash ^ form.hash >> 29) & mask
      while slots[at] != 0 { at = (at + 1) & mask }
      slots[at] = UInt32(number + 1)
    }
  }

  // MARK: Places in an index

  /// Looks up the text's words in the chains of the index, each once and for all.
  mutating func place(in chains: ChainTable) {
    for word in words where forms[Int(word.form)].patience > 0 {
      let number = Int(word.form)
      if !forms[number].isPlaced { place(number, in: chains) } else { forms[number].patience -= 1 }
      if forms[number].patience == 0 { lookOn(number, in: chains) }
    }
  }

  private mutating func place(_ number: Int, in chains: ChainTable) {
    let own = forms[number]
    forms[number].key.chains = run(of: own.key, in: chains)
    forms[number].stem.chains = own.isOwn ? forms[number].key.chains : run(of: own.stem, in: chains)
    for reading in Int(own.readings)..<Int(own.readings) + Int(own.readingCount) {
      readings[reading].piece.chains = run(of: readings[reading].piece, in: chains)
    }
    let pieces = pieces(of: number)
    forms[number].isChain = pieces.contains { chains.whole($0.chains, Int($0.count)) != nil }
    forms[number].beginning = bytes.withUnsafeBufferPointer { bytes in
      Beginning(pieces.map { UnsafeBufferPointer(rebasing: bytes[Int($0.start)..<Int($0.start + $0.count)]) })
    }
    // A chain costs about a thirtieth of following one in vain.
    forms[number].patience = Int32(pieces.reduce(0) { $0 + $1.chains.count } / 32)
    forms[number].following = .all
    forms[number].isPlaced = true
  }

  private mutating func lookOn(_ number: Int, in chains: ChainTable) {
    var hashes: [UInt32] = []
    for piece in pieces(of: number) { chains.addBeginnings(piece.chains, Int(piece.count), to: &hashes) }
    forms[number].following = Continuations(hashes, in: &continuations)
  }

  private func pieces(of number: Int) -> [Piece] {
    let form = forms[number]
    let others = readings[Int(form.readings)..<Int(form.readings) + Int(form.readingCount)]
    return [form.key] + (form.isOwn ? [] : [form.stem]) + others.map(\.piece)
  }

  private func run(of piece: Piece, in chains: ChainTable) -> ChainTable.Run {
    bytes.withUnsafeBufferPointer { bytes in
      chains.narrowed(chains.all, at: 0, by: UnsafeBufferPointer(rebasing: bytes[Int(piece.start)..<Int(piece.start + piece.count)]))
    }
  }

  // MARK: Terms

  /// True for a Persian text that ends in an infinitive: تأکید کردن, پذیرفتن.
  mutating func isInfinitive(_ text: String) -> Bool {
    guard text.hasSuffix("دن") || text.hasSuffix("تن") else { return false }
    read(text)
    guard let last = words.last else { return false }
    let form = forms[Int(last.form)]
    return form.verb != .none || form.traits.contains(.verb) || form.stem.count == form.key.count && form.key.count > 8
  }

  func text(_ piece: Piece) -> String { String(decoding: bytes[Int(piece.start)..<Int(piece.start + piece.count)], as: UTF8.self) }

  func key(_ word: Int) -> ArraySlice<UInt8> {
    let key = forms[Int(words[word].form)].key
    return bytes[Int(key.start)..<Int(key.start + key.count)]
  }

  /// The chains under which the words are filed: the stems of all, and the keys of all but the last with its stem.
  ///
  /// The second one finds a compound whose first part alone has another stem than it has in the compound.
  func chains(of range: Range<Int>) -> [[UInt8]] {
    var stems: [UInt8] = [], keys: [UInt8] = []
    for index in range {
      let form = forms[Int(words[index].form)]
      let stem = bytes[Int(form.stem.start)..<Int(form.stem.start + form.stem.count)]
      stems += stem
      keys += index == range.upperBound - 1 ? stem : key(index)
    }
    return keys == stems ? [stems] : [stems, keys]
  }
}
