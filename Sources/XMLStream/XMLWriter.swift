/// Writes XML into a buffer of its own; the owner takes the bytes when it likes.
///
///     var writer = XMLWriter()
///     writer.raw("<seg>"); writer.text("A & B\n"); writer.raw("</seg>")      // <seg>A &amp; B&#10;</seg>
///
/// Line breaks, tabs and carriage returns become references, so that whatever is written stays on one line and comes back as it was. What
/// XML can't hold (U+0000–001F but those three, U+FFFE, U+FFFF) is dropped and counted.
package struct XMLWriter: Sendable {
  package var bytes: [UInt8] = []
  /// How many characters were dropped because XML has no way to write them.
  package var dropped = 0

  package init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Markup, as it stands.
  @inlinable package mutating func raw(_ markup: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  package mutating func raw(_ markup: String) {
    var markup = markup
    markup.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Text between tags. `>` is written as a reference too: `]]>` is not allowed in text.
  package mutating func text(_ text: String) { escape(text, inAttribute: false) }

  /// ` name="value"`, a blank in front.
  package mutating func attribute(_ name: String, _ value: String) {
    bytes.append(UInt8(ascii: " "))
    raw(name)
    raw("=\"")
    escape(value, inAttribute: true)
    raw("\"")
  }

  /// A value between quotes that were written as markup.
  package mutating func value(_ value: String) { escape(value, inAttribute: true) }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    var text = text
    text.withUTF8 { source in
      var from = 0
      var at = 0
      let count = source.count
      while at < count {
        // Nearly all text passes eight bytes at a time; a set high bit in `special` tells that a byte wants a look.
        while count - at >= 8 {
          let block = UnsafeRawPointer(source.baseAddress! + at).loadUnaligned(as: UInt64.self)
          // `"` and `&`, `<` and `>` differ in one bit each.
          let quotes = block & 0xFBFB_FBFB_FBFB_FBFB ^ 0x2222_2222_2222_2222
          let angles = block & 0xFDFD_FDFD_FDFD_FDFD ^ 0x3C3C_3C3C_3C3C_3C3C
          let nonCharacters = block ^ 0xEFEF_EFEF_EFEF_EFEF
          let ones: UInt64 = 0x0101_0101_0101_0101
          let special =
            (block &- ones &* 0x20) & ~block | (quotes &- ones) & ~quotes | (angles &- ones) & ~angles
            | (nonCharacters &- ones) & ~nonCharacters
          if special & 0x8080_8080_8080_8080 != 0 { break }
          at += 8
        }
        if at == count { break }
        let byte = source[at]
        let reference: StaticString
        var length = 1
        switch byte {
        case UInt8(ascii: "&"): reference = "&amp;"
        case UInt8(ascii: "<"): reference = "&lt;"
        case UInt8(ascii: ">"): reference = "&gt;"
        case UInt8(ascii: "\"") where inAttribute: reference = "&quot;"
        case 0x0A: reference = "&#10;"
        case 0x09: reference = "&#9;"
        case 0x0D: reference = "&#13;"
        case 0..<0x20:
          reference = ""
          dropped += 1
        case 0xEF where source[at + 1] == 0xBF && source[at + 2] >= 0xBE:
          reference = ""
          length = 3
          dropped += 1
        default:
          at += 1
          continue
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[from..<at]))
        raw(reference)
        at += length
        from = at
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[from..<count]))
    }
  }
}
