internal import Glibc

/// Finds the encoding of an XML document and gives its text as UTF-8, piece by piece.
///
/// In this order: a BOM; the zero bytes of UTF-16 beside `<`; the XML declaration; else UTF-8 (XML 1.0, appendix F). Windows-1256 has a
/// table of its own; the rest of a fixed list goes through iconv. A name outside that list never reaches iconv: it would load a module
/// by that name.
package struct XMLDecoder: ~Copyable {
  /// The encoding's usual name; empty until it is known.
  package private(set) var name = ""
  package private(set) var hadBOM = false
  /// Set when the bytes were not what the encoding allows; the output then ends with a byte that no parser of UTF-8 accepts.
  package private(set) var failure: String?

  private var method = Method.unknown
  private var head: [UInt8] = []
  /// Bytes of a character that the next piece completes.
  private var rest: [UInt8] = []
  private var converter: Converter?

  private enum Method { case unknown, plain, utf16(bigEndian: Bool), windows1256, iconv }

  package init() {}

  /// A decoder for what is known to be UTF-8 already.
  static var plain: XMLDecoder {
    var decoder = XMLDecoder()
    (decoder.method, decoder.name) = (.plain, "UTF-8")
    return decoder
  }

  /// A text in an encoding that somebody names, as UTF-8; nil when the name isn't known or the bytes don't fit.
  package static func utf8(_ bytes: [UInt8], declared name: String) -> (text: [UInt8], name: String)? {
    var decoder = XMLDecoder()
    guard (try? decoder.choose(named: name, column: 1)) != nil else { return nil }
    let text = bytes.withUnsafeBufferPointer { decoder.convert($0, last: true) }
    return decoder.failure == nil ? (text, decoder.name) : nil
  }

  /// True when the bytes need no conversion any more.
  package var isPlain: Bool { if case .plain = method { true } else { false } }

  /// The next bytes as UTF-8. Empty while the encoding isn't known yet.
  ///
  /// - Throws: ``XMLError`` when the encoding is none that is known.
  package mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, last: Bool) throws(XMLError) -> [UInt8] {
    if case .unknown = method {
      head += bytes
      guard last || Self.isEnough(head) else { return [] }
      let start = head
      head = []
      let skipped = try choose(start)
      return start.withUnsafeBufferPointer { convert(UnsafeBufferPointer(rebasing: $0.dropFirst(skipped)), last: last) }
    }
    return convert(bytes, last: last)
  }

  /// Enough to tell: four bytes, and of a declaration its end.
  private static func isEnough(_ head: [UInt8]) -> Bool {
    if head.count < 4 { return false }
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
    let mark: [UInt8] = Array("<?xml".utf8)
    if text.count < mark.count { return !mark.starts(with: text) }
    return !text.starts(with: mark) || text.contains(UInt8(ascii: ">")) || text.count > 1024
  }

  /// - Returns: the length of the BOM.
  private mutating func choose(_ head: [UInt8]) throws(XMLError) -> Int {
    func starts(_ bytes: UInt8...) -> Bool { head.starts(with: bytes) }
    if starts(0xFF, 0xFE, 0, 0) || starts(0, 0, 0xFE, 0xFF) || starts(0, 0, 0, 0x3C) || starts(0x3C, 0, 0, 0) {
      throw XMLError(line: 1, column: 1, reason: .encoding("UTF-32 is not read; save the file as UTF-8"))
    }
    for (bigEndian, mark, open) in [(false, [0xFF, 0xFE], [0x3C, 0]), (true, [0xFE, 0xFF], [0, 0x3C])] as [(Bool, [UInt8], [UInt8])] {
      if head.starts(with: mark) || head.starts(with: open) {
        method = .utf16(bigEndian: bigEndian)
        name = bigEndian ? "UTF-16BE" : "UTF-16LE"
        hadBOM = head.starts(with: mark)
        return hadBOM ? 2 : 0
      }
    }
    hadBOM = starts(0xEF, 0xBB, 0xBF)
    let text = head.dropFirst(hadBOM ? 3 : 0)
    name = "UTF-8"
    method = .plain
    guard !hadBOM, let declared = Self.declaredEncoding(text) else { return hadBOM ? 3 : 0 }
    try choose(named: declared.name, column: declared.column)
    return 0
  }

  private mutating func choose(named code: String, column: Int) throws(XMLError) {
    (name, method) = ("UTF-8", .plain)
    let folded = code.lowercased().filter { $0 != "-" && $0 != "_" }
    switch folded {
    case "utf8", "ascii", "usascii": break
    case "windows1256", "cp1256": (method, name) = (.windows1256, "windows-1256")
    case "utf16", "utf16le", "utf16be", "ucs2", "iso10646ucs2":
      throw XMLError(line: 1, column: column, reason: .encoding("declared as \(code), but the bytes are not"))
    default:
      guard let known = Self.known[folded], let converter = Converter(from: known) else {
        throw XMLError(line: 1, column: column, reason: .encoding("unknown encoding “\(code.withoutControls)”"))
      }
      self.converter = consume converter
      (method, name) = (.iconv, known)
    }
  }

  /// The encoding that `<?xml … encoding="…"?>` names, with the column of the name.
  private static func declaredEncoding(_ head: ArraySlice<UInt8>) -> (name: String, column: Int)? {
    guard head.starts(with: Array("<?xml".utf8)), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let declaration = Array(head[..<end])
    let word = Array("encoding".utf8)
    for at in declaration.indices where declaration[at...].starts(with: word) {
      var quote = at + word.count
      while quote < declaration.count, [0x20, 0x09, 0x0A, 0x0D, 0x3D].contains(declaration[quote]) { quote += 1 }
      guard quote < declaration.count, declaration[quote] == 0x22 || declaration[quote] == 0x27 else { continue }
      let value = declaration[(quote + 1)...].prefix { $0 != declaration[quote] && $0 < 0x80 }
      return (String(decoding: value, as: UTF8.self), quote + 2)
    }
    return nil
  }

  /// What may be declared besides UTF-8, UTF-16 and Windows-1256: name without `-` and `_`, and iconv's name.
  private static let known: [String: String] = {
    var names: [String: String] = [
      "koi8r": "KOI8-R", "koi8u": "KOI8-U", "macintosh": "MACINTOSH", "shiftjis": "SHIFT_JIS", "sjis": "SHIFT_JIS", "eucjp": "EUC-JP",
      "euckr": "EUC-KR", "gb2312": "GBK", "gbk": "GBK", "gb18030": "GB18030", "big5": "BIG5", "latin1": "ISO-8859-1",
    ]
    for n in [1250, 1251, 1252, 1253, 1254, 1255, 1257, 1258, 874] {
      names["windows\(n)"] = "CP\(n)"
      names["cp\(n)"] = "CP\(n)"
    }
    for n in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16] { names["iso8859\(n)"] = "ISO-8859-\(n)" }
    return names
  }()

  // MARK: conversion

  private mutating func convert(_ bytes: UnsafeBufferPointer<UInt8>, last: Bool) -> [UInt8] {
    if failure != nil { return [] }
    switch method {
    case .unknown, .plain: return Array(bytes)
    case .windows1256: return Self.utf8(windows1256: bytes)
    case .utf16(let bigEndian): return utf16(rest.isEmpty ? Array(bytes) : rest + bytes, bigEndian: bigEndian, last: last)
    case .iconv: return throughIconv(rest.isEmpty ? Array(bytes) : rest + bytes, last: last)
    }
  }

  /// Text of Windows-1256 as UTF-8; every byte stands for something.
  package static func utf8(windows1256 bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      if byte < 0x80 { out.append(byte) } else { append(UInt32(windows1256[Int(byte) - 0x80]), to: &out) }
    }
    return out
  }

  private mutating func utf16(_ bytes: [UInt8], bigEndian: Bool, last: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 3 / 2)
    var at = 0
    func unit(_ i: Int) -> UInt32 {
      bigEndian ? UInt32(bytes[i]) << 8 | UInt32(bytes[i + 1]) : UInt32(bytes[i + 1]) << 8 | UInt32(bytes[i])
    }
    while at + 1 < bytes.count {
      var scalar = unit(at)
      if scalar & 0xFC00 == 0xD800 {
        guard at + 3 < bytes.count else { break }
        let low = unit(at + 2)
        guard low & 0xFC00 == 0xDC00 else { return fail("a half of a surrogate pair in \(name)", out) }
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        at += 2
      } else if scalar & 0xFC00 == 0xDC00 {
        return fail("a half of a surrogate pair in \(name)", out)
      }
      Self.append(scalar, to: &out)
      at += 2
    }
    rest = Array(bytes[at...])
    return last && !rest.isEmpty ? fail("the \(name) text ends within a character", out) : out
  }

  private mutating func throughIconv(_ bytes: [UInt8], last: Bool) -> [UInt8] {
    guard let result = converter?.convert(bytes) else { return fail("no converter for \(name)", []) }
    rest = result.rest
    if result.isBroken || (last && !rest.isEmpty) { return fail("a byte that \(name) does not have", result.text) }
    return result.text
  }

  /// Ends the output with a byte that UTF-8 never has, so that the parser stops right there and knows the place.
  private mutating func fail(_ words: String, _ out: [UInt8]) -> [UInt8] {
    failure = words
    return out + [0xFF]
  }

  private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: out.append(UInt8(scalar))
    case 0x80..<0x800: out.append(contentsOf: [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)])
    case 0x800..<0x10000:
      out.append(contentsOf: [UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F)])
    default:
      out.append(contentsOf: [
        UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3F), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F),
      ])
    }
  }
}

/// iconv(3), from one encoding to UTF-8.
struct Converter: ~Copyable {
  private let descriptor: iconv_t

  init?(from name: String) {
    let made = iconv_open("UTF-8", name)
    // iconv_open answers (iconv_t)-1 when it has no such converter.
    guard let made, Int(bitPattern: made) != -1 else { return nil }
    descriptor = made
  }

  deinit { iconv_close(descriptor) }

  /// The text of the bytes, and those at their end that begin a character.
  func convert(_ bytes: [UInt8]) -> (text: [UInt8], rest: [UInt8], isBroken: Bool) {
    var bytes = bytes
    var isBroken = false
    var consumed = 0
    let text = [UInt8](unsafeUninitializedCapacity: bytes.count * 4 + 16) { out, count in
      bytes.withUnsafeMutableBytes { source in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = source.count
        var to = UnsafeMutableRawPointer(out.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var room = out.count
        if iconv(descriptor, &from, &left, &to, &room) == Int.max.magnitude * 2 + 1 { isBroken = errno == EILSEQ }
        consumed = source.count - left
        count = out.count - room
      }
    }
    return (text, Array(bytes[consumed...]), isBroken)
  }
}
