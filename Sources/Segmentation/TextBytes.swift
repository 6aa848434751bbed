internal import CTextScan
internal import Language

/// A text as UTF-8 bytes that are read by scalars, forwards and backwards. Positions are bytes; only finished segments are counted in
/// scalars.
///
/// The bytes belong to the `String` that ``Segmenter`` borrows for the length of a call, so they are valid UTF-8 and outlive every use
/// here.
struct TextBytes {
  private let base: UnsafePointer<UInt8>
  /// At hand: a global costs a check at every use.
  private let kinds = ScalarKind.near
  let count: Int

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return nil }
    self.base = base
    count = bytes.count
  }

  /// The byte at a position; 0 outside the text.
  @inline(__always)
  subscript(_ index: Int) -> UInt8 {
    // In bounds: one unsigned comparison covers both ends.
    UInt(bitPattern: index) < UInt(bitPattern: count) ? base[index] : 0
  }

  // MARK: Scalars

  /// The position behind the scalar that starts at `index`.
  @inline(__always)
  func next(_ index: Int) -> Int {
    let byte = self[index]
    return index &+ (byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4)
  }

  /// The start of the scalar that ends at `index`.
  @inline(__always)
  func previous(_ index: Int) -> Int {
    var at = index &- 1
    while at > 0, self[at] & 0xC0 == 0x80 { at &-= 1 }
    return at
  }

  /// The scalar that starts at `index`; 0 outside the text.
  @inline(__always)
  func scalar(_ index: Int) -> UInt32 {
    let byte = self[index]
    if byte < 0x80 { return UInt32(byte) }
    if byte < 0xE0 { return UInt32(byte & 0x1F) << 6 | UInt32(self[index &+ 1] & 0x3F) }
    if byte < 0xF0 {
      return UInt32(byte & 0x0F) << 12 | UInt32(self[index &+ 1] & 0x3F) << 6 | UInt32(self[index &+ 2] & 0x3F)
    }
    return UInt32(byte & 0x07) << 18 | UInt32(self[index &+ 1] & 0x3F) << 12 | UInt32(self[index &+ 2] & 0x3F) << 6
      | UInt32(self[index &+ 3] & 0x3F)
  }

  @inline(__always)
  func kind(_ index: Int) -> ScalarKind { ScalarKind(scalar(index), near: kinds) }

  /// Blanks, line ends, bidi marks, joiners and other scalars that show nothing.
  @inline(__always)
  func isInvisible(_ index: Int) -> Bool {
    let byte = self[index]
    if byte < 0x80 { return byte <= 0x20 || byte == 0x7F }
    switch kind(index) {
    case .blank, .lineEnd, .ignorable, .joiner: return true
    default: return false
    }
  }

  @inline(__always)
  func isLetter(_ index: Int) -> Bool {
    let byte = self[index]
    if byte < 0x80 { return byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
    return kind(index) == .letter
  }

  @inline(__always)
  func isDigit(_ index: Int) -> Bool {
    let byte = self[index]
    if byte < 0x80 { return byte >= 0x30 && byte <= 0x39 }
    return kind(index) == .digit
  }

  /// The position behind a single blank (a no-break one too); nil when none is there.
  @inline(__always)
  func blank(_ index: Int) -> Int? {
    if self[index] == 0x20 { return index + 1 }
    return self[index] == 0xC2 && self[index + 1] == 0xA0 ? index + 2 : nil
  }

  @inline(__always)
  func isSmall(_ index: Int) -> Bool { self[index] >= 0x61 && self[index] <= 0x7A }

  /// A capital of Latin-1, which is what the European names of Persian and English texts begin with.
  @inline(__always)
  func isCapital(_ index: Int) -> Bool {
    let byte = self[index]
    if byte < 0x80 { return byte >= 0x41 && byte <= 0x5A }
    guard byte == 0xC3 || byte == 0xC4 || byte == 0xC5 else { return false }
    let value = scalar(index)
    // Latin Extended-A alternates: capitals are even below U+0138, odd up to U+0148, even again.
    if byte == 0xC3 { return value <= 0xDE && value != 0xD7 }
    return value < 0x138 ? value % 2 == 0 : value < 0x149 ? value % 2 == 1 : value < 0x178 && value % 2 == 0
  }

  // MARK: Walks

  /// The first visible scalar at or behind `index`, `limit` when there is none.
  @inline(__always)
  func visible(from index: Int, to limit: Int) -> Int {
    var at = index
    while at < limit, isInvisible(at) { at = next(at) }
    return min(at, limit)
  }

  /// The end of the last visible scalar before `index`, not below `start`.
  @inline(__always)
  func visible(before index: Int, from start: Int) -> Int {
    var end = index
    while end > start {
      let at = previous(end)
      guard isInvisible(at) else { break }
      end = at
    }
    return end
  }

  /// A range without the invisible scalars at its ends; nil when nothing else is in it.
  @inline(__always)
  func trimmed(_ range: Range<Int>) -> Range<Int>? {
    let low = visible(from: range.lowerBound, to: range.upperBound)
    let high = visible(before: range.upperBound, from: low)
    return low < high ? low..<high : nil
  }

  // MARK: Sixteen bytes a step

  // The C functions read inside the range only, which the comparisons here hold inside the text.

  /// How many scalars start in a range.
  @inline(__always)
  func scalars(_ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return tarjoman_count_scalars(base, range.lowerBound, range.upperBound)
  }

  /// The first position from `index` whose byte has a class in the table of ``Mark/byteClasses``; `limit` when there is none.
  @inline(__always)
  func skim(from index: Int, to limit: Int, classes: UnsafePointer<UInt8>) -> Int {
    tarjoman_find_class(base, index, min(limit, count), classes)
  }

  /// The first position from `index` where a line end may begin; the end of the text when there is none.
  @inline(__always)
  func lineEndByte(from index: Int) -> Int { tarjoman_find_line_end(base, index, count) }
}

/// What a scalar is to the segmenter.
enum ScalarKind: UInt8 {
  case other, letter, mark, digit, blank, lineEnd, ignorable, joiner

  init(_ properties: ScalarProperties) {
    self =
      switch properties.kind {
      case .letter: .letter
      case .mark: .mark
      case .digit: .digit
      case .blank: .blank
      case .lineEnd: .lineEnd
      case .ignorable: .ignorable
      case .joiner: .joiner
      case .other, .punctuation, .symbol: .other
      }
  }

  @inline(__always)
  init(_ scalar: UInt32, near: UnsafePointer<UInt8>) {
    // Both ranges end inside the table's 0x900 entries, and these are raw values of this enumeration, which are its representation.
    if scalar < 0x800 {
      self = unsafeBitCast(near[Int(scalar)], to: ScalarKind.self)
    } else if scalar & ~0xFF == 0x2000 {
      self = unsafeBitCast(near[Int(scalar) - 0x1800], to: ScalarKind.self)
    } else {
      self.init(ScalarProperties(scalar))
    }
  }

  /// The kinds of U+0000…U+07FF, then of U+2000…U+20FF, which is what Persian and English are written with: the table of the room Language
  /// is a
  /// call away. Never freed: it lives as long as the process.
  nonisolated(unsafe) static let near: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 0x900)
    for scalar in 0..<0x800 { table[scalar] = ScalarKind(ScalarProperties(UInt32(scalar))).rawValue }
    for scalar in 0x2000..<0x2100 { table[scalar - 0x1800] = ScalarKind(ScalarProperties(UInt32(scalar))).rawValue }
    return UnsafePointer(table)
  }()
}
