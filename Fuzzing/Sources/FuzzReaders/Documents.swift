import Documents
import Language
import Segmentation

/// A document of one language or two: its paragraphs lie in its text, its pairs can be taken, and its text segmented.
func fuzzDocument(_ bytes: [UInt8], name: String) {
  guard let content = try? DocumentReader().read(bytes, name: name) else { return }
  for pair in content.pairs(.persian, .english)?.pairs ?? [] { _ = (pair.source.words, pair.target.words) }
  guard let text = try? content.laidOutText() else { return }
  var end = 0
  for paragraph in text.paragraphs ?? [] {
    require(paragraph.range.lowerBound >= end, "paragraphs overlap")
    end = paragraph.range.upperBound
  }
  require(end <= text.text.utf8.count, "a paragraph ends behind the text")
  for language: Language in [.persian, .english] { requireOrder(Segmenter(language: language).segments(of: text), in: text.text) }
}

/// A zip archive as it is; or, when the input is no archive, one made of its parts, since a fuzzer seldom hits upon a checksum: `NAME LF CONTENT`, with a
/// NUL between two.
func fuzzPackage(_ bytes: [UInt8], kind: Document.Kind) {
  if bytes.starts(with: [0x50, 0x4B]) { return fuzzDocument(bytes, name: "a.\(kind.rawValue)") }
  var entries = bytes.split(separator: 0, omittingEmptySubsequences: false).prefix(20).map { part in
    let line = part.firstIndex(of: 0x0A) ?? part.endIndex
    return (name: part[..<line].prefix(200), content: part[line...].dropFirst())
  }
  // Parts that tell what the archive is, where the input has others.
  let marker = kind == .odt ? "content.xml" : "[Content_Types].xml"
  if !entries.contains(where: { $0.name.elementsEqual(marker.utf8) }) { entries.append((ArraySlice(marker.utf8), [])) }
  fuzzDocument(storedZip(entries), name: "a.\(kind.rawValue)")
}

/// A zip archive whose entries are stored as they are (PKWARE APPNOTE 6.3.10, §4.3).
private func storedZip(_ entries: [(name: ArraySlice<UInt8>, content: ArraySlice<UInt8>)]) -> [UInt8] {
  func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  var file: [UInt8] = []
  var directory: [UInt8] = []
  for (name, content) in entries {
    // Names are UTF-8; method, time and date are 0; then checksum, sizes, and the length of the name.
    let size = little(content.count, 4)
    let fields = little(1 << 11, 2) + little(0, 6) + little(Int(checksum(content)), 4) + size + size + little(name.count, 2)
    directory += Array("PK\u{1}\u{2}".utf8) + little(20, 2) + little(20, 2) + fields + little(0, 12) + little(file.count, 4) + name
    file += Array("PK\u{3}\u{4}".utf8) + little(20, 2) + fields + little(0, 2) + name + content
  }
  let count = little(entries.count, 2)
  return file + directory + Array("PK\u{5}\u{6}".utf8) + little(0, 4) + count + count + little(directory.count, 4) + little(file.count, 4)
    + little(0, 2)
}

/// CRC-32 as zip has it.
private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  ~bytes.reduce(~0) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
}

private let crcTable: [UInt32] = (0..<256).map { (0..<8).reduce($0) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 } }
