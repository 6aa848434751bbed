import Documents
import Language

/// A zip archive whose entries are stored as they are.
func zip(_ entries: [(name: String, text: String)]) -> [UInt8] {
  func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  var file: [UInt8] = [], directory: [UInt8] = []
  for (name, text) in entries {
    let (name, data) = (Array(name.utf8), Array(text.utf8))
    var sum: UInt32 = ~0
    for byte in data {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    let common =
      little(0x800, 2) + little(0, 6) + little(Int(~sum), 4) + little(data.count, 4) + little(data.count, 4) + little(name.count, 2)
    directory += little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + common + little(0, 12) + little(file.count, 4) + name
    file += little(0x0403_4B50, 4) + little(20, 2) + common + little(0, 2) + name + data
  }
  let end = little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2) + little(entries.count, 2)
  return file + directory + end + little(directory.count, 4) + little(file.count, 4) + little(0, 2)
}

/// A minimal DOCX around the content of `w:body`; `parts` are referred to by their names (`footnotes` …).
func docx(_ body: String, parts: [(type: String, text: String)] = [], extra: [(name: String, text: String)] = []) -> [UInt8] {
  let namespaces =
    #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#
    + #"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" "#
    + #"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#
  func relations(_ targets: [(type: String, target: String)]) -> String {
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + targets.enumerated().map {
        "<Relationship Id=\"r\($0)\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\($1.type)\" Target=\"\($1.target)\"/>"
      }.joined() + "</Relationships>"
  }
  return zip(
    [
      ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
      ("_rels/.rels", relations([("officeDocument", "word/document.xml")])),
      ("word/_rels/document.xml.rels", relations(parts.map { ($0.type, $0.type + ".xml") })),
      ("word/document.xml", "<w:document \(namespaces)><w:body>\(body)</w:body></w:document>"),
    ] + parts.map { ("word/\($0.type).xml", "<w:\($0.type) \(namespaces)>\($0.text)</w:\($0.type)>") } + extra)
}

/// A minimal ODT around the content of `office:text`.
func odt(_ text: String, styles: String = "") -> [UInt8] {
  let space = "urn:oasis:names:tc:opendocument:xmlns:"
  let namespaces = [
    ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"), ("svg", "svg-compatible"),
  ]
  .map { "xmlns:\($0.0)=\"\(space)\($0.1):1.0\"" }.joined(separator: " ")
  return zip([
    ("mimetype", "application/vnd.oasis.opendocument.text"),
    (
      "content.xml",
      "<office:document-content \(namespaces)><office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:text>\(text)"
        + "</office:text></office:body></office:document-content>"
    ),
  ])
}

/// Paragraphs as `role text`; the role of running text is left away.
func outline(_ bytes: [UInt8], name: String = "", limits: DocumentLimits = .standard) throws -> [String] {
  outline(try DocumentReader(limits: limits).read(bytes, name: name))
}

func outline(_ document: DocumentContent) -> [String] {
  guard case .text(let text, _) = document.form else { return ["no text"] }
  let bytes = Array(text.text.utf8)
  return (text.paragraphs ?? []).map { paragraph in
    (paragraph.role == .sentence ? "" : paragraph.role.rawValue + " ") + String(decoding: bytes[paragraph.range], as: UTF8.self)
  }
}

func leftOut(_ bytes: [UInt8], name: String = "") throws -> [String] { try DocumentReader().read(bytes, name: name).leftOut.words }

/// The pairs as `source | target`, from Persian to English.
func pairs(_ text: String, name: String = "") throws -> [String] { try pairs(Array(text.utf8), name: name) }

func pairs(_ bytes: [UInt8], name: String = "") throws -> [String] {
  let text = try DocumentReader().read(bytes, name: name).pairs(.persian, .english)
  return try #require(text).pairs.map { "\($0.source.words) | \($0.target.words)" }
}

import Testing
