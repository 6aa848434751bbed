import Foundation
import Testing

/// The real news article, from the text off the web to the file for translators.
@Suite struct ArticleTests {
  let tool: Tool
  let persian, english: String

  init() throws {
    tool = try Tool()
    persian = Tool.shared("samples/000_5db947d3e77a6fda.txt")?.path ?? ""
    english = Tool.shared("samples/000_5db947d3e77a6fda.en.txt")?.path ?? ""
  }

  @Test("18 lines are 20 segments, and no colon ends one")
  func segments() throws {
    guard !persian.isEmpty else { return }
    let answer = try tool.run("segment", persian)
    #expect(answer.status == 0)
    #expect(answer.lines.count == 20)
    #expect(!answer.lines.contains { $0.hasSuffix(":") })
    let places = try tool.run("segment", "--json", persian).lines
    #expect(places.count == 20)
    #expect(places.allSatisfy { $0.hasPrefix("{\"end\":") && $0.contains("\"start\":") && $0.contains("\"text\":") })
  }

  @Test("at least 95 % of the beads are those of a reader")
  func beads() throws {
    guard !persian.isEmpty else { return }
    let gold = try String(contentsOf: Tool.package.appending(path: "Tests/ToolTests/article.beads"), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    let found = try tool.run("align", persian, english, "--no-learn", "--format", "beads").lines
    #expect(Double(gold.filter(found.contains).count) >= 0.95 * Double(gold.count))
  }

  @Test("stored, looked up, exported, and taken by xmllint")
  func chain() throws {
    guard !persian.isEmpty else { return }
    let stored = try tool.run("import", "m.tmx", persian, english)
    #expect(stored.status == 0)
    #expect(stored.out.contains("20 stored"))
    let query = "وزیر امور خارجه با اشاره به تحولات قفقاز اظهار کرد"
    let found = try tool.run("lookup", "--memory", "m.tmx", "--json", query)
    #expect(found.status == 0)
    let first = try #require(found.lines.first)
    #expect(first.contains("Referring to the developments in the Caucasus"))
    #expect(first.contains("\"queryText\":\"اظهار\""))
    #expect(try tool.run("export", "m.tmx", "-o", "out.tmx").status == 0)
    if let dtd = Tool.shared("data/interop/schemas/tmx14.dtd"), Tool.isInstalled("xmllint") {
      #expect(try tool.shell("xmllint --nonet --noout --dtdvalid '\(dtd.path)' out.tmx").status == 0)
      #expect(try tool.shell("xmllint --nonet --noout --dtdvalid '\(dtd.path)' m.tmx").status == 0)
    }
    let again = try tool.run("import", "m.tmx", persian, english)
    #expect(again.out.contains("20 were there already"))
  }

  @Test("the benches run against the tool", .enabled(if: ProcessInfo.processInfo.environment["TARJOMAN"] != nil))
  func benches() throws {
    guard let alignment = Tool.shared("bench/alignment/run.py"), let segmentation = Tool.shared("bench/segmentation/run.py"),
      Tool.isInstalled("python3") || Tool.isInstalled("python3.11")
    else { return }
    let beads = try tool.shell("python3 '\(alignment.path)' --binary \"$T\" --variants natural --batch --no-peer")
    #expect(beads.status == 0)
    #expect(beads.out.contains("natural"))
    let cuts = try tool.shell("python3 '\(segmentation.path)' --binary \"$T\" --sets fa_seraji --variants a_intact")
    #expect(cuts.status == 0)
    #expect(cuts.out.contains("fa_seraji") && cuts.out.contains("problems: 0"))
  }
}
