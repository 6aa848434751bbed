internal import XMLStream

/// The text of a damaged file as UTF-8, whatever its declaration says.
///
/// The bytes decide: a BOM; the zeros of UTF-16; then UTF-8 where its sequences fit better than they don't. Only a text that is neither is taken
/// as declared, and as Windows-1256 where the declaration is of no use either. Bytes that are no UTF-8 are left in for the mending of their unit.
struct LenientDecoder {
  private(set) var name = ""
  /// What was decided against the declaration.
  private(set) var remarks: [String] = []

  private var head: [UInt8] = []
  private var method: Method?
  /// Bytes of a character that the next piece completes.
  private var rest: [UInt8] = []
  private var isBroken = false

  private enum Method { case utf8, utf16(bigEndian: Bool), windows1256, declared(XMLDecoderBox) }

  /// A decoder to keep in an enum.
  private final class XMLDecoderBox {
    var decoder = XMLDecoder()
  }

  /// So many bytes are looked at before the decision.
  private static let enough = 1 << 16

  mutating func decode(_ bytes: [UInt8], last: Bool) -> [UInt8] {
    guard method == nil else { return convert(bytes, last: last) }
    head += bytes
    guard last || head.count >= Self.enough else { return [] }
    choose()
    let start = head
    head = []
    return convert(start, last: last)
  }

  private mutating func choose() {
    let declared = declaration()
    let start = head.prefix(512)
    let zeros = (
      start.indices.count { $0 % 2 == 0 && start[$0] == 0 }, start.indices.count { $0 % 2 == 1 && start[$0] == 0 }
    )
    let half = min(head.count, 512) / 8
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || max(zeros.0, zeros.1) > max(half, 2) {
      let isBig = head.starts(with: [0xFE, 0xFF]) || !head.starts(with: [0xFF, 0xFE]) && zeros.0 > zeros.1
      let hasMark = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
      if hasMark { head.removeFirst(2) }
      method = .utf16(bigEndian: isBig)
      name = isBig ? "UTF-16BE" : "UTF-16LE"
      if let declared, !declared.hasPrefix("utf-16") { remarks.append("declared as “\(declared)”, read as \(name), which it is") }
      return
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    var good = 0, bad = 0
    var at = 0
    while at < head.count {
      guard head[at] >= 0x80 else {
        at += 1
        continue
      }
      let length = Mending.sequence(head[at...])
      if length == 0 { bad += 1 } else { good += 1 }
      at += max(1, length)
    }
    let isUTF8 = declared == nil || declared == "utf-8" || declared == "utf8" || declared == "us-ascii"
    if bad <= good / 4 || bad < 8 && isUTF8 {
      method = .utf8
      name = "UTF-8"
      if !isUTF8, good > 0 || declared?.hasPrefix("utf-16") == true {
        remarks.append("declared as “\(declared!)”, read as UTF-8, which it is")
      }
      if !isUTF8, good == 0, bad > 0 { useDeclared(declared!) }
    } else if !isUTF8, let declared {
      useDeclared(declared)
    } else {
      method = .windows1256
      name = "windows-1256"
      remarks.append("declared as UTF-8 or not at all, read as windows-1256: the bytes are no UTF-8")
    }
  }

  private mutating func useDeclared(_ declared: String) {
    let box = XMLDecoderBox()
    // The declaration itself tells the decoder; a first byte is enough to find out whether it knows the encoding.
    let isKnown = head.withUnsafeBufferPointer { bytes in
      var probe = XMLDecoder()
      return (try? probe.decode(bytes, last: true)) != nil
    }
    if isKnown, !declared.hasPrefix("utf-16") {
      method = .declared(box)
      name = declared
    } else {
      method = .windows1256
      name = "windows-1256"
      remarks.append("declared as “\(declared)”, which is unknown or untrue; read as windows-1256")
    }
  }

  /// The encoding that the file names, in lower case.
  private func declaration() -> String? {
    let letters = head.prefix(512).filter { $0 != 0 && $0 < 0x80 }
    let text = String(decoding: letters, as: UTF8.self)
    guard let open = text.firstRange(of: "<?xml"), let close = text[open.upperBound...].firstRange(of: "?>"),
      let word = text[open.upperBound..<close.lowerBound].firstRange(of: "encoding")
    else { return nil }
    let value = text[word.upperBound..<close.lowerBound].drop { $0 == " " || $0 == "=" }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    return String(value.dropFirst().prefix { $0 != quote }).lowercased()
  }

  private mutating func convert(_ bytes: [UInt8], last: Bool) -> [UInt8] {
    switch method {
    case .utf8, nil: return bytes
    case .windows1256: return bytes.withUnsafeBufferPointer { XMLDecoder.utf8(windows1256: $0) }
    case .declared(let box):
      guard !isBroken else { return [] }
      guard let text = try? bytes.withUnsafeBufferPointer({ try box.decoder.decode($0, last: last) }) else { return [] }
      if box.decoder.failure != nil, !isBroken {
        isBroken = true
        remarks.append("the text breaks off at a byte that \(name) does not have")
      }
      return text
    case .utf16(let bigEndian):
      let all = rest + bytes
      let even = all.count - all.count % 2
      // A high surrogate at the end waits for its other half.
      var units: [UInt16] = []
      for at in stride(from: 0, to: even, by: 2) {
        let (first, second) = (UInt16(all[at]), UInt16(all[at + 1]))
        units.append(bigEndian ? first << 8 | second : second << 8 | first)
      }
      rest = Array(all[even...])
      if !last, let end = units.last, end & 0xFC00 == 0xD800 {
        units.removeLast()
        rest = Array(all[(even - 2)...])
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    }
  }
}
