import Documents
import Testing

@Suite("Encodings of texts")
struct TextDecoderTests {
  static let persian = "سفارت جمهوری اسلامی ایران تعارفات خود را تقدیم می‌دارد.\nپژوهش گاه چاپ ۱۲۳ (UN)\n"
  static let english = "The Embassy presents its compliments.\n"

  private func utf16(_ text: String, bigEndian: Bool, bom: Bool = false) -> [UInt8] {
    ((bom ? "\u{FEFF}" : "") + text).utf16.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private func expect(_ bytes: [UInt8], _ encoding: TextDecoder.Encoding, _ text: String, bom: Bool = false) throws {
    let decoded = try TextDecoder.decode(bytes)
    #expect(decoded.encoding == encoding && decoded.hadBOM == bom && decoded.replaced == 0)
    #expect(decoded.string.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test("UTF-8 and UTF-16, with and without BOM", arguments: [persian, english, persian + english, "سلام", "Hi", "ok then"])
  func unicode(text: String) throws {
    try expect(Array(text.utf8), .utf8, text)
    try expect([0xEF, 0xBB, 0xBF] + text.utf8, .utf8, text, bom: true)
    for bigEndian in [false, true] {
      let encoding: TextDecoder.Encoding = bigEndian ? .utf16BigEndian : .utf16LittleEndian
      try expect(utf16(text, bigEndian: bigEndian, bom: true), encoding, text, bom: true)
      if text.utf16.count > 2 { try expect(utf16(text, bigEndian: bigEndian), encoding, text) }
    }
  }

  @Test("Windows-1256, with its Persian letters and the ZWNJ")
  func windows1256() throws {
    // "سلام پچژگ می‌رود ok"
    let bytes: [UInt8] = [0xD3, 0xE1, 0xC7, 0xE3, 0x20, 0x81, 0x8D, 0x8E, 0x90, 0x20, 0xE3, 0xED, 0x9D, 0xD1, 0xE6, 0xCF, 0x20, 0x6F, 0x6B]
    try expect(bytes, .windows1256, "سلام پچژگ مي\u{200C}رود ok")
  }

  @Test("what is none of them is refused with a reason")
  func refused() {
    for bytes: [UInt8] in [
      Array("caf".utf8) + [0xE9] + Array(" au lait, d".utf8) + [0xE9] + Array("j".utf8) + [0xE0], [0x50, 0x4B, 3, 4, 0xFF, 0, 1, 2, 0x99],
      [0xC3, 0x28], [0xFF, 0xFE, 0x00, 0xD8], [0xFF, 0xFE, 0x41], [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], Array("a".utf8) + [0, 0x62],
    ] {
      #expect(throws: TextDecoder.Failure.self) { try TextDecoder.decode(bytes) }
    }
  }

  @Test("no bytes are an empty text")
  func empty() throws { try expect([], .utf8, "") }

  @Test("decoding as told")
  func told() throws {
    #expect(try TextDecoder.decode([0x41, 0x00], as: .utf16LittleEndian).string == "A")
    #expect(throws: TextDecoder.Failure(offset: 1, reason: "no valid UTF-8")) { try TextDecoder.decode([0x41, 0xFF], as: .utf8) }
  }
}

@Suite("Kinds of documents")
struct DocumentTests {
  @Test("by the content")
  func kinds() {
    for (text, kind) in [
      ("سلام دنیا.\nخط دوم\n", Document.Kind.text), ("<?xml version='1.0'?>\n<!DOCTYPE tmx SYSTEM 'tmx14.dtd'>\n<tmx version='1.4'>", .tmx),
      ("<!-- a > b --><TMX>", .tmx), ("<martif type='TBX'>", .tbx), ("<tbx xmlns='x'>", .tbx), ("<xliff version='1.2'>", .xliff),
      ("<srx:srx>", .srx), ("<!DOCTYPE html><p>", .html), ("<html>", .html), ("<foo/>", .xml), ("< 5 percent", .text),
      ("# c\nوزیر\tminister\tx\nسفیر\tambassador\t\n", .tsv), ("a\tb\nc d\n", .text), ("# po\nmsgid \"a\"\nmsgstr \"b\"\n", .po),
      ("", .text),
    ] { #expect(Document.Kind(of: text) == kind, "\(text)") }
  }
}
