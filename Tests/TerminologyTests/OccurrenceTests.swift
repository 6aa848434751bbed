import Foundation
import Language
import Terminology
import Testing

/// Terms as they stand in real sentences: `occurrences.tsv`, marked by reading before the recogniser was run, and samples of what it found, judged by reading.
@Suite struct OccurrenceTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()

  private static let index: TermIndex? = {
    let glossaries = tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "Glossaries")
    return try? TermIndex(
      ["diplomacy", "names"].map { name in
        try TBXReader().read(Array(Data(contentsOf: glossaries.appending(path: "\(name).tbx"))), name: name).0
      })
  }()

  private func rows(_ file: String) throws -> [[String]] {
    try String(contentsOf: Self.tests.appending(path: file), encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  /// False is only what tells no other sense: a word that may mean several concepts tells them all.
  @Test(
    "what was judged right in a sample is still found, itself or in a longer term, and no more of what was judged false than when it was counted",
    arguments: [
      ("recognized-sample.tsv", 4), ("recognized-sample-2.tsv", 7), ("recognized-sample-3.tsv", 7),
      ("recognized-sample-4.tsv", 8),
    ])
  func sample(_ file: String, _ mostFalse: Int) throws {
    let index = try #require(Self.index)
    let rows = try rows(file)
    #expect(rows.count == 200)
    var stillFalse = 0
    for row in rows {
      let sentence = Array(row[1].unicodeScalars), words = Array(row[2].unicodeScalars)
      let concepts = row[3].split(separator: "/").map(String.init)
      let isRight = row[4] == "right"
      let isFound = index.recognize(in: row[1], language: LanguageTag(row[0]), nested: isRight).contains { occurrence in
        let known = occurrence.entries.map { concepts.contains($0.concept.id) }
        return sentence[occurrence.range].elementsEqual(words) && (isRight ? known.contains(true) : known.allSatisfy { $0 })
      }
      if isRight { #expect(isFound, "\(row[2]) in \(row[1])") } else if isFound { stillFalse += 1 }
    }
    print("\(file): \(stillFalse) false of \(rows.count)")
    #expect(stillFalse <= mostFalse)
  }

  @Test("of the marked occurrences as many are found, themselves or in a longer term, as were when they were counted: 98 %")
  func marked() throws {
    let index = try #require(Self.index)
    let rows = try rows("occurrences.tsv")
    var found = 0
    for row in rows {
      let sentence = Array(row[1].unicodeScalars), words = Array(row[2].unicodeScalars)
      let starts = sentence.indices.filter { sentence[$0...].starts(with: words) }
      #expect(!starts.isEmpty, "\(row[2]) in \(row[1])")
      let known = index.recognize(in: row[1], language: LanguageTag(row[0]), nested: true)
      let isFound = known.contains { occurrence in
        starts.contains { occurrence.range.overlaps($0..<($0 + words.count)) }
          && occurrence.entries.contains { entry in entry.concept.terms.contains { $0.text == row[3] } }
      }
      if isFound { found += 1 }
    }
    print("occurrences.tsv: \(found) of \(rows.count) found")
    #expect(rows.count >= 500)
    #expect(found * 100 >= rows.count * 98)
  }
}
