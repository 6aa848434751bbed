import Foundation
import Testing

@testable import Workbench

typealias Unit = TMX.Unit

private let shared: URL? = {
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let path = ProcessInfo.processInfo.environment["TARJOMAN_SHARED"] ?? package.deletingLastPathComponent().path + "/shared"
  let url = URL(fileURLWithPath: path).appending(path: "data/interop")
  if FileManager.default.fileExists(atPath: url.path) { return url }
  print("skipped: no shared samples")
  return nil
}()

private func folder() throws -> String {
  let url = FileManager.default.temporaryDirectory.appending(path: "interchange-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  return url.path
}

private func units(_ path: String) throws -> [Unit] {
  var units: [Unit] = []
  _ = try TMXFile(path).read { unit, _ in units.append(unit) }
  return units
}

/// A memory with the units given, as Tarjoman stores it.
private func memory(_ units: [Unit], in folder: String) throws -> String {
  let path = folder + "/m.tmx"
  let store = try MemoryStore.create(at: path, clock: { "20240101T000000Z" })
  _ = try store.append(units, again: .keep)
  return path
}

private func unit(_ fa: String, _ en: String, _ properties: [Property] = [], id: String? = nil) -> Unit {
  Unit(
    tuid: id, attributes: [Attribute("creationdate", "20240131T120000Z"), Attribute("creationid", "Maryam")], properties: properties,
    variants: [Variant(language: .persian, text: fa), Variant(language: .english, text: en)])
}

@Suite("What survives import, memory and export")
struct SurvivalTests {
  /// The unit without what an import adds: where it comes from, and a date when it had none.
  private func original(_ exported: Unit, like unit: Unit) -> Unit {
    var exported = exported
    if unit.property("x-origin") == nil { exported.properties.removeAll { $0.type == "x-origin" } }
    if unit.attribute("creationdate") == nil { exported.attributes.removeAll { $0.name == "creationdate" } }
    if unit.tuid == nil { exported.tuid = nil }
    // An attribute that TMX doesn't have stands behind those that it has, wherever the date came in.
    exported.attributes.sort { $0.name < $1.name }
    return exported
  }

  @Test("every unit, property, note, id and inline code of the fixtures, by structure")
  func fixtures() throws {
    guard let shared else { return }
    var files = 0
    for name in ["tmx-lisa-kit", "samples-hypomnema", "variants"] {
      let inputs = try FileManager.default.contentsOfDirectory(at: shared.appending(path: name), includingPropertiesForKeys: nil)
      for file in inputs.sorted(by: { $0.path < $1.path }) where file.pathExtension == "tmx" {
        guard let before = try? units(file.path).filter({ $0.variants.count > 1 }), !before.isEmpty else { continue }
        files += 1
        let place = try folder()
        var job = ImportJob()
        job.again = .keep
        _ = try job.run([.tmx(file.path)], into: place + "/m.tmx")
        var export = ExportJob()
        export.isExact = true
        _ = try export.run(place + "/m.tmx", to: place + "/out.tmx")
        let after = try units(place + "/out.tmx")
        #expect(after.count == before.count, "\(file.lastPathComponent)")
        for (a, b) in zip(before, after) {
          var sorted = a
          sorted.attributes.sort { $0.name < $1.name }
          let back = original(b, like: a)
          #expect(
            String(describing: back).utf8.elementsEqual(String(describing: sorted).utf8), "\(file.lastPathComponent): \(sorted) \(back)")
        }
      }
    }
    #expect(files > 40)
  }

  @Test("LISA's import tests: the document, translated with the imported memory, is the translation that the kit expects")
  func kit() throws {
    guard let kit = shared?.appending(path: "tmx-lisa-kit") else { return }
    func words(_ url: URL) throws -> [Substring] {
      let bytes = try Data(contentsOf: url)
      let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      let text = try #require(
        isUTF16 ? String(data: bytes, encoding: .utf16) : String(data: bytes, encoding: .utf8) ?? String(data: bytes, encoding: .isoLatin1))
      return text.split(whereSeparator: \.isWhitespace)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: kit.path)
    var tests = 0
    for name in names where name.hasPrefix("ImportTest1") && name.hasSuffix(".txt") && !name.contains("_") {
      let base = String(name.dropLast(4))
      let expected = try #require(names.first { $0.hasPrefix(base + "_") && $0.hasSuffix(".txt") })
      let place = try folder()
      _ = try ImportJob().run([.tmx(kit.appending(path: base + ".tmx").path)], into: place + "/m.tmx")
      let target = LanguageTag(String(expected.dropFirst(base.count + 1).dropLast(4)))
      var text = try words(kit.appending(path: name)).joined(separator: " ")
      let pairs = try units(place + "/m.tmx").compactMap { unit in
        unit.variant(in: LanguageTag("en-us")).flatMap { left in unit.variant(in: target).map { (left.text, $0.text) } }
      }
      func folded(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      for (left, right) in pairs.sorted(by: { $0.0.utf8.count > $1.0.utf8.count }) {
        #expect(text.contains(folded(left)), "\(base): \(left)")
        text = text.replacingOccurrences(of: folded(left), with: folded(right))
      }
      #expect(try text.split(whereSeparator: \.isWhitespace) == words(kit.appending(path: expected)), "\(base)")
      tests += 1
    }
    #expect(tests == 9)
  }

  @Test("language codes are matched as people mean them; Dari stays apart, and is found")
  func languages() throws {
    for code in ["fa", "fa-IR", "FA-IR", "fa_IR", "per", "fas", "Persian", "fa-Arab-IR"] {
      #expect(LanguageTag.persian.matches(LanguageTag(code)), "\(code)")
      #expect(Unit(variants: [Variant(language: LanguageTag(code), text: "x")]).variant(in: .persian) != nil, "\(code)")
    }
    for code in ["prs", "fa-AF", "fa_AF", "Dari"] {
      let tag = LanguageTag(code)
      #expect(!LanguageTag.persian.matches(tag) && LanguageTag.persian.affinity(to: tag) == .relatedVariety, "\(code)")
      #expect(Unit(variants: [Variant(language: tag, text: "x")]).variant(in: .persian) != nil, "\(code)")
      #expect(tag.matches(LanguageTag("prs")), "\(code)")
    }
    let both = Unit(variants: [Variant(language: LanguageTag("prs"), text: "دری"), Variant(language: LanguageTag("fas"), text: "فارسی")])
    #expect(both.variant(in: .persian)?.text == "فارسی" && both.variant(in: LanguageTag("fa-AF"))?.text == "دری")
    #expect(!LanguageTag.persian.matches(LanguageTag("far")) && !LanguageTag.persian.matches(LanguageTag("ar")))
  }

  @Test("a lookup finds a memory in whatever code it is written", arguments: ["fa-IR", "FA_ir", "per", "fas", "prs", "fa-AF"])
  func lookup(code: String) throws {
    let stored = Unit(variants: [
      Variant(language: LanguageTag(code), text: "دو طرف بر اجرای توافق تأکید کردند"), Variant(language: LanguageTag("en-GB"), text: "x"),
    ])
    let path = try memory([stored], in: try folder())
    let found = try Memory(opening: path).matches(
      for: "دو طرف بر اجرای توافق تأکید کردند", from: .persian, to: .english, options: MatchOptions())
    #expect(found.first?.score == 100)
  }
}

@Suite("Flavours of an export")
struct FlavourTests {
  private let place: String
  private let path: String

  init() throws {
    place = try folder()
    func at(_ position: Int, _ more: Property...) -> [Property] {
      [Property("x-origin", "speech.txt"), Property("x-position", "\(position)"), Property("x-domain", "law")] + more
    }
    path = try memory(
      [
        unit("یک", "one", at(1)), unit("دو", "two", at(2, Property("x-confirmed-at", "20240201T000000Z")), id: "their-id"),
        unit("یک", "first", at(3)),
        unit("سه", "three", at(4)), unit("یک", "one", at(5)),
      ], in: place)
  }

  private func exported(_ flavour: Flavour) throws -> [Unit] {
    var job = ExportJob()
    job.flavour = flavour
    let output = place + "/\(flavour.rawValue).tmx"
    _ = try job.run(path, to: output)
    let first = try FileSystem.read(output)
    _ = try job.run(path, to: output)
    #expect(try FileSystem.read(output) == first, "the same memory gives the same bytes")
    var report = TMXReport()
    report = try TMXFile(output).validate()
    #expect(!report.problems.contains { $0.severity > .info } && report.damage == nil, "\(report.problems)")
    return try units(output)
  }

  @Test(
    "each one is valid, has names and dates on the translation, and gives back the id that a unit came with", arguments: Flavour.allCases)
  func all(flavour: Flavour) throws {
    let units = try exported(flavour)
    #expect(units.count == 5 && units[1].tuid == "their-id" && units[1].property("x-foreign-tuid") == nil)
    let translation = units[0].variants[1]
    #expect(translation.attributes.contains(Attribute("creationid", "Maryam")))
    #expect(translation.attributes.contains(Attribute("creationdate", "20240131T120000Z")))
  }

  @Test("OmegaT: further translations of one source have their context, the first has none")
  func omegat() throws {
    let units = try exported(.omegat)
    #expect(units.map { $0.property("file") } == [nil, nil, "speech.txt", nil, nil])
    #expect(units[2].property("prev") == "دو" && units[2].property("next") == "سه")
    var job = ExportJob()
    job.flavour = .omegat
    let summary = try job.run(path, to: place + "/project/")
    #expect(summary.written == 5)
    #expect(try written("project/tm/m.tmx").count == 4 && written("project/tm/auto/m.tmx").map(\.variants[1].text) == ["two"])
  }

  private func written(_ name: String) throws -> [Unit] {
    var units: [Unit] = []
    _ = try TMXFile(place + "/" + name).read { unit, _ in units.append(unit) }
    return units
  }

  @Test("a unit of a hundred thousand variants costs no more than as many units")
  func many() throws {
    var many = Unit(attributes: [Attribute("creationid", "x")])
    many.variants = (0..<100_000).map { Variant(language: LanguageTag("x-\($0)"), text: "s") }
    let names = Flavour.Names(origin: "o", domain: "d", position: "p", confirmedAt: "c")
    let clock = ContinuousClock()
    let time = clock.measure { _ = Flavour.generic.dressed(many, source: .persian, names: names, Flavour.Surroundings()) }
    #expect(time < .seconds(20))
  }

  /// The bytes of an export as lines: five of the head, then a unit a line.
  private func lines(_ flavour: Flavour) throws -> [String] {
    _ = try exported(flavour)
    let bytes = try FileSystem.read(place + "/\(flavour.rawValue).tmx")
    #expect(
      bytes.starts(
        with: Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n".utf8)))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  // What each program asks, and where that is known from: docs/interchange.md.

  @Test("Trados Studio: its format by name, fields declared, languages with a country, the level of confirmation")
  func trados() throws {
    let lines = try lines(.trados)
    #expect(
      lines[3].hasPrefix(
        #"<header creationtool="SDL Language Platform" creationtoolversion="8.1" segtype="sentence" o-tmf="SDL TM8 Format""#))
    #expect(lines[3].contains(#" srclang="fa-IR" datatype="xml">"#))
    #expect(lines[3].contains(#"<prop type="x-Document:SingleString"></prop><prop type="x-Domain:SingleString"></prop>"#))
    let units = lines[5...].dropLast()
    #expect(units.count == 5 && units.allSatisfy { $0.contains(#"<tuv xml:lang="fa-IR">"#) && $0.contains(#"<tuv xml:lang="en-US" "#) })
    let levels = units.map { $0.contains(#"<prop type="x-ConfirmationLevel">ApprovedTranslation</prop>"#) }
    #expect(levels == [false, true, false, false, false])
    #expect(units.count { $0.contains(#"<prop type="x-ConfirmationLevel">Translated</prop>"#) } == 4)
    #expect(units.allSatisfy { $0.contains(#"<prop type="x-Document:SingleString">speech.txt</prop><prop type="x-position">"#) })
    // Its own field of that name holds one of a few words.
    #expect(!lines.contains { $0.contains("x-origin") })
  }

  @Test("Trados: units with a segment of more than 2,000 characters are told of")
  func long() throws {
    let store = try MemoryStore(opening: path, clock: { "20240101T000000Z" })
    _ = try store.append(
      [unit(String(repeating: "آ", count: 2001), "long"), unit(String(repeating: "آ", count: 2000), "fits")], again: .keep)
    var job = ExportJob()
    #expect(try job.run(path, to: place + "/long.tmx").tooLong == 0)
    job.flavour = .trados
    let summary = try job.run(path, to: place + "/long.tmx")
    #expect(summary.tooLong == 1 && summary.lines[0].contains("1 with a segment too long"))
  }

  @Test("memoQ: the segments around on the source variant, as segments; document and domain by its names")
  func memoq() throws {
    let store = try MemoryStore(opening: path, clock: { "20240101T000000Z" })
    _ = try store.append([unit("الف < ب", "a < b", [Property("x-origin", "z.txt"), Property("x-position", "1")])], again: .keep)
    _ = try store.append([unit("ج", "c", [Property("x-origin", "z.txt"), Property("x-position", "2")])], again: .keep)
    var job = ExportJob()
    job.flavour = .memoq
    _ = try job.run(path, to: place + "/memoq.tmx")
    let text = String(decoding: try FileSystem.read(place + "/memoq.tmx"), as: UTF8.self)
    #expect(
      text.contains(
        #"<tuv xml:lang="fa"><prop type="x-context-pre">&lt;seg>یک&lt;/seg></prop><prop type="x-context-post">&lt;seg>یک&lt;/seg></prop><seg>دو</seg>"#
      )
        || text.contains(
          #"<tuv xml:lang="fa"><prop type="x-context-pre">&lt;seg&gt;یک&lt;/seg&gt;</prop><prop type="x-context-post">&lt;seg&gt;یک&lt;/seg&gt;</prop><seg>دو</seg>"#
        ),
      "\(text)")
    #expect(text.contains("&lt;seg&gt;الف &amp;lt; ب&lt;/seg&gt;"), "\(text)")
    #expect(text.contains(#"<prop type="x-document">speech.txt</prop>"#) && text.contains(#"<prop type="domain">law</prop>"#))
    let units = try exported(.memoq)
    #expect(units[0].variants[0].properties.map(\.type) == ["x-context-post"] && units[0].variants[1].properties.isEmpty)
  }

  @Test("Phrase: context on the source, file and domain on the translation, one translation a language")
  func phrase() throws {
    let units = try lines(.phrase)[5...].dropLast()
    #expect(units[6].contains(#"<tuv xml:lang="fa"><prop type="context_prev">یک</prop><prop type="context_next">یک</prop><seg>دو</seg>"#))
    #expect(
      units[6].contains(#"><prop type="filename">speech.txt</prop><prop type="domain">law</prop><seg>two</seg>"#)
        && units[6].contains(#"<tuv xml:lang="en" creationdate="20240131T120000Z" creationid="Maryam""#), "\(units[6])")
    #expect(!units.contains { $0.contains("x-origin") || $0.contains("x-domain") })
    #expect(units.allSatisfy { $0.components(separatedBy: "<tuv ").count == 3 })
  }

  @Test("Lokalize: bare codes, English first")
  func lokalize() throws {
    let lokalize = try exported(.lokalize)
    #expect(lokalize[0].variants.map(\.language.text) == ["en", "fa"] && lokalize[0].property("x-file") == "speech.txt")
  }

  @Test("XLIFF: a file for each document, codes and states")
  func xliff() throws {
    let marked = Unit(
      notes: [Note("n & m")], properties: [Property("x-origin", "b.txt")],
      variants: [
        Variant(
          language: .persian,
          content: .marked([
            .element(name: "bpt", attributes: [Attribute("i", "1"), Attribute("type", "bold")], children: [.text("<b>")]), .text("متن"),
            .element(name: "ept", attributes: [Attribute("i", "1")], children: [.text("</b>")]),
            .element(name: "hi", attributes: [], children: [.text("x")]),
          ])), Variant(language: .english, text: "text"),
      ])
    let store = try MemoryStore(opening: path, clock: { "20240101T000000Z" })
    _ = try store.append(
      [marked, Unit(variants: [Variant(language: .english, text: "a"), Variant(language: LanguageTag("fr"), text: "b")])], again: .keep)
    var job = ExportJob()
    job.format = .xliff
    let summary = try job.run(path, to: place + "/out.xlf")
    #expect(summary.written == 6 && summary.leftOut == 1)
    let text = String(decoding: try FileSystem.read(place + "/out.xlf"), as: UTF8.self)
    #expect(text.components(separatedBy: "<file ").count == 3 && text.components(separatedBy: "</file>").count == 3)
    #expect(text.contains(#"<trans-unit id="2" resname="their-id" approved="yes"><source>دو</source><target state="final">two</target>"#))
    #expect(
      text.contains(
        ##"<source><bpt id="1" ctype="bold">&lt;b&gt;</bpt>متن<ept id="1">&lt;/b&gt;</ept><mrk mtype="x-hi">x</mrk></source><target state="translated">text</target><note>n &amp; m</note>"##
      ), "\(text)")
    let parser = XMLDocumentCheck()
    #expect(parser.isWellFormed(text))
  }
}

/// xmllint's word on a text; true, and said so, where it is not installed.
private struct XMLDocumentCheck {
  func isWellFormed(_ text: String) -> Bool {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint") else {
      print("skipped: no xmllint")
      return true
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/xmllint")
    process.arguments = ["--nonet", "--noout", "-"]
    let pipe = Pipe()
    process.standardInput = pipe
    do { try process.run() } catch { return false }
    pipe.fileHandleForWriting.write(Data(text.utf8))
    try? pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
