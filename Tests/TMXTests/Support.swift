import Foundation
import Language
import TestSupport
import Testing

@testable import TMX

/// Foundation has a Unit too.
typealias Unit = TMX.Unit

/// The shared samples, where they are at hand: `TARJOMAN_SHARED`, else `../shared` beside the package.
let shared: URL? = {
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let candidates = [ProcessInfo.processInfo.environment["TARJOMAN_SHARED"], package.deletingLastPathComponent().path + "/shared"]
  return candidates.compactMap { $0 }.map { URL(fileURLWithPath: $0) }.first {
    FileManager.default.fileExists(atPath: $0.appendingPathComponent("data/interop").path)
  }
}()

/// A folder of the shared interop samples; nil, and said so, where they are not.
func samples(_ name: String) -> URL? {
  guard let shared else {
    print("skipped: no shared samples (\(name))")
    return nil
  }
  return shared.appendingPathComponent("data/interop").appendingPathComponent(name)
}

struct Read {
  var units: [Unit] = []
  var lines: [Int] = []
  var header: Header?
  var report = TMXReport()
}

func read(_ bytes: [UInt8], pieces: Int = 1 << 16, limits: TMXReader.Limits = .standard) throws -> Read {
  var result = Read()
  var rest = bytes[...]
  result.report = try TMXReader(limits: limits).read {
    defer { rest = rest.dropFirst(pieces) }
    return Array(rest.prefix(pieces))
  } onHeader: {
    result.header = $0
  } onUnit: { unit, line in
    result.units.append(unit)
    result.lines.append(line)
  }
  return result
}

func read(_ text: String, pieces: Int = 1 << 16, limits: TMXReader.Limits = .standard) throws -> Read {
  try read(Array(text.utf8), pieces: pieces, limits: limits)
}

/// A whole memory around units written by hand.
func memory(_ units: String) -> String {
  """
  <?xml version="1.0" encoding="UTF-8"?>
  <!DOCTYPE tmx SYSTEM "tmx14.dtd">
  <tmx version="1.4">
  <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="fa" datatype="plaintext"/>
  <body>
  \(units)
  </body></tmx>

  """
}

/// The same unit, scalar for scalar: Swift's == would take a composed character for its decomposition.
func same(_ a: Unit?, _ b: Unit?) -> Bool {
  String(describing: a).utf8.elementsEqual(String(describing: b).utf8)
}

/// What xmllint has against the bytes; empty when nothing, or when it can't be asked.
func xmllint(_ bytes: [UInt8], relaxNG: Bool) throws -> String {
  guard let schemas = samples("schemas") else { return "" }
  let file = FileManager.default.temporaryDirectory.appendingPathComponent("tarjoman-\(UUID().uuidString).tmx")
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  for check in [["--dtdvalid", "tmx14.dtd"]] + (relaxNG ? [["--relaxng", "tmx14-writer.rng"]] : []) {
    guard
      let result = try run(
        "xmllint", ["--nonet", "--noout", check[0], schemas.appendingPathComponent(check[1]).path, file.path])
    else { return "" }
    if result.status != 0 { return check[1] + ": " + String(result.output.prefix(600)) }
  }
  return ""
}

/// Random units: any scalar that XML can hold, the awkward ones often.
struct Units {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  static let awkward: [String] = [
    "\u{6C0}", "\u{647}\u{654}", "\u{200C}", "\u{64B}", "ي", "ی", "\n", "\r\n", "\t", " ", "  ", "&", "<", ">", "\"", "'", "]]>", "&amp;",
    "\u{FEFF}",
    "\u{FFFD}", "\u{85}", "\u{2028}", "\u{202B}", "\u{1F600}", "\u{10FFFF}", "\u{7F}", "\u{E9}", "e\u{301}", "x", "سلام", "\u{1FFFE}",
    "-->", "</tu>",
    "\u{D7FF}", "\u{E000}", "\u{A0}", "]", "]]",
  ]

  mutating func text(_ most: Int = 12) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...most, using: &random) {
      if Bool.random(using: &random) {
        text += Self.awkward.randomElement(using: &random)!.unicodeScalars
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 0x20...0x10FFFF, using: &random)),
        scalar.value & 0xFFFE != 0xFFFE || scalar.value > 0xFFFF
      {
        text.append(scalar)
      }
    }
    return String(text)
  }

  mutating func attributes(_ names: [String]) -> [Attribute] {
    names.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)).map { Attribute($0, text(4)) }
  }

  mutating func remarks() -> ([Note], [Property]) {
    let few = 0..<Int.random(in: 0...2, using: &random)
    return (
      few.map { _ in Note(text(), attributes: attributes(["xml:lang", "o-encoding"])) },
      few.map { _ in Property("x-" + text(3), text(), attributes: attributes(["xml:lang", "o-encoding"])) }
    )
  }

  mutating func inline(depth: Int) -> Inline {
    let name = ["bpt", "ept", "ph", "it", "hi", "sub", "ut", "g", "o:p"].randomElement(using: &random)!
    let children = depth > 3 ? [] : pieces(depth: depth + 1)
    let names = ["i", "x", "type", "id", "assoc", "xml:space"]
    return .element(name: name, attributes: attributes(names) + (name == "it" ? [Attribute("pos", "begin")] : []), children: children)
  }

  mutating func pieces(depth: Int) -> [Inline] {
    var pieces: [Inline] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let text = text(5)
      if !text.isEmpty { pieces.append(.text(text)) }
      pieces.append(inline(depth: depth))
    }
    return pieces
  }

  mutating func unit() -> Unit {
    let (notes, properties) = remarks()
    var unit = Unit(notes: notes, properties: properties)
    if Bool.random(using: &random) { unit.tuid = text(6) }
    unit.attributes = attributes(["creationdate", "changedate", "changeid", "srclang", "usagecount"]) + attributes(["foo", "lang", "x:y"])
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let (notes, properties) = remarks()
      let marked = pieces(depth: 0)
      unit.variants.append(
        Variant(
          language: LanguageTag(["fa", "en", "fa-IR", "EN_us", ""].randomElement(using: &random)!),
          attributes: attributes(["creationdate", "changeid"]) + attributes(["bar", "segtype"]), notes: notes, properties: properties,
          content: marked.isEmpty ? .plain(text(20)) : .marked(marked)))
    }
    return unit
  }
}
