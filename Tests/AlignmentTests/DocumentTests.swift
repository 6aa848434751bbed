import Alignment
import Foundation
import Terminology
import Testing

/// The project's own parallel documents against the alignment that a person wrote.
@Suite struct DocumentTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The lexicon that is compiled in; without one, what the other three documents teach.
  private static func lexicon(without name: String) throws -> Lexicon {
    // A hundred pairs teach chance: they serve only where nothing better is there.
    let builtIn = Lexicon.builtIn(for: .persian, .english)
    guard builtIn.isEmpty else { return builtIn }
    var pairs: [(left: String, right: String)] = []
    for other in names where other != name {
      for line in try gold(other) where !line.source.isEmpty && !line.target.isEmpty {
        pairs.append((line.source.joined(separator: " "), line.target.joined(separator: " ")))
      }
    }
    return Lexicon.learn(from: pairs)
  }

  private static let names = ["joint-statement", "note-verbale", "press-conference", "speech"]

  private static func gold(_ name: String) throws -> [Hunalign.TextLine] {
    try Hunalign.readText(String(contentsOf: root.appending(path: "Memories/Documents/\(name).gold.tsv"), encoding: .utf8))
  }

  @Test("at least 95 % of the beads are right", arguments: names)
  func documents(_ name: String) throws {
    let lines = try Self.gold(name)
    var beads: [Bead] = []
    var source: [AlignmentSegment] = [], target: [AlignmentSegment] = []
    for line in lines {
      beads.append(
        Bead(source: source.count..<(source.count + line.source.count), target: target.count..<(target.count + line.target.count)))
      source += line.source.map { AlignmentSegment($0) }
      target += line.target.map { AlignmentSegment($0) }
    }
    let glossary = try Data(contentsOf: Self.root.appending(path: "Glossaries/diplomacy.tbx"))
    let terms = try TBXReader().read(Array(glossary), name: "diplomacy").0.concepts.map { concept in
      AlignmentTerm(source: concept.terms(in: .persian).map(\.text), target: concept.terms(in: .english).map(\.text))
    }
    let alignment = try Aligner(lexicon: Self.lexicon(without: name), terms: terms).align(source: source, target: target)
    let found = Set(alignment.beads.map { [$0.source, $0.target].map { $0.isEmpty ? 0..<0 : $0 } })
    let wanted = beads.map { [$0.source, $0.target].map { $0.isEmpty ? 0..<0 : $0 } }
    let right = wanted.filter { found.contains($0) }.count
    // A build without the lexicon has only the glossary and three documents to go by.
    let share = Lexicon.builtIn(for: .persian, .english).isEmpty ? 0.9 : 0.95
    #expect(Double(right) >= share * Double(wanted.count), "\(right) of \(wanted.count)")
    #expect(alignment.warnings.isEmpty)
  }
}
