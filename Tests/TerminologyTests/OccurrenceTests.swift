import Foundation
import Language
import Terminology
import Testing

/// Terms as they stand in real sentences, marked by reading before the recogniser was run: `occurrences.tsv`.
@Suite struct OccurrenceTests {
  @Test("of the marked occurrences as many are found as were when they were counted: 94 %")
  func marked() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let glossaries = tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "Glossaries")
    let index = TermIndex(
      try ["diplomacy", "names"].map { name in
        try TBXReader().read(Array(Data(contentsOf: glossaries.appending(path: "\(name).tbx"))), name: name).0
      })
    let rows = try String(contentsOf: tests.appending(path: "occurrences.tsv"), encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    var found = 0
    for row in rows {
      let sentence = Array(row[1].unicodeScalars), words = Array(row[2].unicodeScalars)
      let starts = sentence.indices.filter { sentence[$0...].starts(with: words) }
      #expect(!starts.isEmpty, "\(row[2]) in \(row[1])")
      let known = index.recognize(in: row[1], language: LanguageTag(row[0]))
      let isFound = known.contains { occurrence in
        starts.contains { occurrence.range.overlaps($0..<($0 + words.count)) }
          && occurrence.entries.contains { entry in entry.concept.terms.contains { $0.text == row[3] } }
      }
      if isFound { found += 1 }
    }
    print("occurrences.tsv: \(found) of \(rows.count) found")
    #expect(rows.count >= 500)
    #expect(found * 100 >= rows.count * 94)
  }
}
