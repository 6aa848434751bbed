/// The marks that a sentence ends with, opens and closes with.
enum Mark {
  @inline(__always)
  static func isTerminator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x61F, 0x2026, 0x6D4, 0x203C, 0x203D, 0x2047, 0x2048, 0x2049, 0x2E2E, 0x3002: true
    default: false
    }
  }

  @inline(__always)
  static func isCloser(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xBB, 0x201D, 0x22, 0x27, 0x2019, 0x29, 0x5D, 0x7D, 0x203A, 0x201C: true
    default: false
    }
  }

  @inline(__always)
  static func isOpener(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAB, 0x201C, 0x201E, 0x22, 0x27, 0x2018, 0x28, 0x5B, 0x7B, 0x2039: true
    default: false
    }
  }

  @inline(__always)
  static func isDash(_ scalar: UInt32) -> Bool { scalar == 0x2D || scalar == 0x2013 || scalar == 0x2014 }

  /// Comma and semicolon: behind them a sentence goes on.
  @inline(__always)
  static func isPause(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2C, 0x60C, 0x3B, 0x61B: true
    default: false
    }
  }

  // MARK: Bytes

  /// What a byte may begin (or, for U+061F and U+06D4, end): the scan stops at these only and runs over all letters, digits and blanks.
  enum ByteClass {
    static let none: UInt8 = 0
    static let terminator: UInt8 = 1  // . ! ?
    static let quote: UInt8 = 2  // "
    static let apostrophe: UInt8 = 3  // '
    static let open: UInt8 = 4  // ( [
    static let close: UInt8 = 5  // ) ]
    static let rule: UInt8 = 6  // = _ * ~
    static let colon: UInt8 = 7
    static let slash: UInt8 = 8
    static let latin1: UInt8 = 9  // C2: « »
    static let punctuation: UInt8 = 10  // E2: … “ ” ‘ ’ ‼ ⸮
    static let ideographic: UInt8 = 11  // E3: 。
    static let question: UInt8 = 12  // 9F behind D8: ؟
    static let urduStop: UInt8 = 13  // 94 behind DB: ۔
  }

  /// 256 classes. Never freed: the table lives as long as the process, and every byte is an index of it.
  nonisolated(unsafe) static let byteClasses: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    table.initialize(repeating: ByteClass.none, count: 256)
    func put(_ bytes: [UInt8], _ value: UInt8) { for byte in bytes { table[Int(byte)] = value } }
    put([0x2E, 0x21, 0x3F], ByteClass.terminator)
    put([0x22], ByteClass.quote)
    put([0x27], ByteClass.apostrophe)
    put([0x28, 0x5B], ByteClass.open)
    put([0x29, 0x5D], ByteClass.close)
    put([0x3D, 0x5F, 0x2A, 0x7E], ByteClass.rule)
    put([0x3A], ByteClass.colon)
    put([0x2F], ByteClass.slash)
    put([0xC2], ByteClass.latin1)
    put([0xE2], ByteClass.punctuation)
    put([0xE3], ByteClass.ideographic)
    put([0x9F], ByteClass.question)
    put([0x94], ByteClass.urduStop)
    return UnsafePointer(table)
  }()
}
