internal import Language

/// Cuts texts into the words that terms are made of, with the stem of each; what a text costs is then its new words.
///
/// A run of words is known by its *chain*: the stems without blanks between them. So توافق‌نامه, توافق نامه and توافقنامه are one, and each word gives its stem, so
/// that an inflected word inside a term (تحریم‌های یکجانبه) still matches. Hashes of chains are polynomials modulo 2⁶⁴: the hash of a longer chain comes from
/// that of the shorter one and the next word's with one multiplication (Karp & Rabin 1987).
///
/// One user at a time.
struct TermReader {
  struct Word {
    /// The number of its form.
    var form: Int32
    /// Scalars of the text.
    var start, end: Int32
    var byteStart, byteEnd: Int32
    var gap: Gap
    var isLatin: Bool
  }

  /// What stands between a word and the one before.
  enum Gap: UInt8, Comparable {
    /// Blanks, hyphens, strokes, apostrophes, the dots of initials.
    case none
    /// A comma: only terms that have one themselves go across it.
    case comma
    /// Any other mark: no term goes across it.
    case mark

    static func < (a: Gap, b: Gap) -> Bool { a.rawValue < b.rawValue }
  }

  /// What is known of a key.
  struct Form {
    var key, stem: Piece
    var isFunctionWord: Bool
    /// Which light verb it is a form of; 0 for none.
    var verb: LightVerb.Class
    /// A form of any Persian verb.
    var isVerb: Bool
  }

  /// A run of bytes in ``bytes``, with its hash and the factor of its length.
  struct Piece {
    var start, count: Int32
    var hash, factor: UInt64
  }

  private(set) var words: [Word] = []
  private(set) var forms: [Form] = []
  /// Keys and stems.
  private(set) var bytes: [UInt8] = []
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
    for token in scanner.tokens {
      switch token.kind {
      case .word, .number, .code, .address:
        words.append(
          Word(
            form: form(of: token), start: token.start, end: token.end, byteStart: token.byteStart, byteEnd: token.byteEnd,
            gap: words.isEmpty ? .none : gap, isLatin: token.script == .latin))
        gap = .none
      case .punctuation, .symbol: gap = max(gap, self.gap(of: token))
      }
    }
  }

  mutating func read(_ text: String) { text.withUTF8Bytes { read($0) } }

  private func gap(of mark: TokenScanner.Scanned) -> Gap {
    guard mark.keyEnd - mark.keyStart == 1 else { return .mark }
    switch scanner.key[Int(mark.keyStart)] {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "'"), UInt8(ascii: "+"): return .none
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: "."):
      // The dot of an initial: «chargé d’affaires a.i.».
      guard let word = words.last, word.byteEnd == mark.byteStart, word.end - word.start == 1 else { return .mark }
      return .none
    default: return .mark
    }
  }

  // MARK: Forms

  private mutating func form(of token: TokenScanner.Scanned) -> Int32 {
    let range = Int(token.keyStart)..<Int(token.keyEnd)
    let hash = scanner.key.withUnsafeBufferPointer { ChainHash.of(UnsafeBufferPointer(rebasing: $0[range])) }
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
    while slots[at] != 0 {
      let number = Int(slots[at] - 1)
      if forms[number].key.hash == hash, isKey(forms[number].key, range) { return Int32(number) }
      at = (at + 1) & mask
    }
    slots[at] = UInt32(forms.count + 1)
    learn(range, token)
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

  private mutating func learn(_ range: Range<Int>, _ token: TokenScanner.Scanned) {
    stem.removeAll(keepingCapacity: true)
    scanner.key.withUnsafeBufferPointer { key in
      let key = UnsafeBufferPointer(rebasing: key[range])
      if token.kind == .word { Stemmer.appendStem(of: key, script: token.script, to: &stem) } else { stem.append(contentsOf: key) }
    }
    let keyBytes = Array(scanner.key[range])
    let key = piece(keyBytes)
    let isPersian = token.kind == .word && token.script == .arabic
    let word = isPersian ? String(decoding: stem, as: UTF8.self) : ""
    // Infinitives end in دن or تن: the stem of a verb form is its infinitive.
    let isVerb = isPersian && stem != keyBytes && (word.hasSuffix("دن") || word.hasSuffix("تن"))
    forms.append(
      Form(
        key: key, stem: stem == keyBytes ? key : piece(stem),
        isFunctionWord: isPersian && LightVerb.particles.contains(String(decoding: keyBytes, as: UTF8.self)),
        verb: isPersian ? LightVerb.Class(infinitive: word) : .none, isVerb: isVerb))
  }

  private mutating func piece(_ text: [UInt8]) -> Piece {
    let start = bytes.count
    bytes += text
    return text.withUnsafeBufferPointer {
      Piece(start: Int32(start), count: Int32(text.count), hash: ChainHash.of($0), factor: ChainHash.factor(text.count))
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (number, form) in forms.enumerated() {
      var at = Int(truncatingIfNeeded: form.key.hash ^ form.key.hash >> 29) & mask
      while slots[at] != 0 { at = (at + 1) & mask }
      slots[at] = UInt32(number + 1)
    }
  }

  /// True for a Persian text that ends in an infinitive: تأکید کردن, پذیرفتن.
  mutating func isInfinitive(_ text: String) -> Bool {
    guard text.hasSuffix("دن") || text.hasSuffix("تن") else { return false }
    read(text)
    guard let last = words.last else { return false }
    let form = forms[Int(last.form)]
    return form.verb != .none || form.isVerb || form.stem.count == form.key.count && form.key.count > 8
  }

  func text(_ piece: Piece) -> String { String(decoding: bytes[Int(piece.start)..<Int(piece.start + piece.count)], as: UTF8.self) }

  /// The chains under which the words are filed and sought: the stems of all, and the keys of all but the last with its stem.
  ///
  /// The second one finds a compound whose first part alone has another stem than it has in the compound.
  func chains(of range: Range<Int>) -> [[UInt8]] {
    var stems: [UInt8] = [], keys: [UInt8] = []
    for index in range {
      let form = forms[Int(words[index].form)]
      stems += bytes[Int(form.stem.start)..<Int(form.stem.start + form.stem.count)]
      let piece = index == range.upperBound - 1 ? form.stem : form.key
      keys += bytes[Int(piece.start)..<Int(piece.start + piece.count)]
    }
    return keys == stems ? [stems] : [stems, keys]
  }
}

/// Hashes that can be put together: that of «ab» is that of «a» times the factor of b's length, plus that of «b».
enum ChainHash {
  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15 | 1

  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0
    for byte in bytes { hash = hash &* base &+ UInt64(byte) &+ 1 }
    return hash
  }

  static func factor(_ count: Int) -> UInt64 {
    var factor: UInt64 = 1
    for _ in 0..<count { factor = factor &* base }
    return factor
  }
}

/// Persian verbs that make phrases with a noun: تأکید کردن, قرار دادن.
enum LightVerb {
  /// Verbs that stand for one another in a phrase.
  enum Class: UInt8 {
    case none
    /// کردن, نمودن, ساختن, گرداندن
    case make
    /// شدن, گردیدن: also the passive of those above.
    case become
    case give, strike, take, bring, have, find, arrive, draw, eat, put, go, come, see, fall, cast, tie, carry

    init(infinitive: String) { self = Self.classes[infinitive] ?? .none }

    private static let classes: [String: Class] = {
      var classes: [String: Class] = [:]
      for (verbs, value) in [
        ("کردن نمودن ساختن گرداندن گردانیدن فرمودن", Class.make), ("شدن گردیدن گشتن", .become), ("دادن", .give), ("زدن", .strike),
        ("گرفتن", .take), ("اوردن", .bring), ("داشتن", .have), ("یافتن", .find), ("رسیدن رساندن", .arrive), ("کشیدن", .draw),
        ("خوردن", .eat), ("گذاشتن نهادن گذاردن", .put), ("رفتن", .go), ("امدن", .come), ("دیدن", .see), ("افتادن", .fall),
        ("انداختن", .cast), ("بستن", .tie), ("بردن", .carry), ("ورزیدن", .make), ("بخشیدن", .give), ("پیوستن", .come), ("پرداختن", .put),
      ] { for verb in verbs.split(separator: " ") { classes[String(verb)] = value } }
      return classes
    }()

    /// True when a form of `other` may stand where the term has a form of this one.
    func admits(_ other: Class) -> Bool { self == other || self == .make && other == .become }
  }

  /// How many words may stand between the noun and its verb.
  static let reach = 8

  /// Words that are never a part of a compound written apart: «به داشت» is not بهداشت.
  static let particles: Set<String> = [
    "به", "در", "از", "با", "بر", "تا", "را", "که", "و", "یا", "این", "ان", "هر", "نه", "اگر", "مگر", "اما", "ولی", "هم", "نیز",
  ]
}
