import Foundation
import Language
import Testing

@testable import Terminology

/// The table of chains against a plain dictionary of them.
@Suite struct SeekingTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let termbases: [Termbase] = ["diplomacy", "names"].compactMap { name in
    guard let data = try? Data(contentsOf: repository.appending(path: "Glossaries/\(name).tbx")) else { return nil }
    return try? TBXReader().read(Array(data), name: name).0
  }

  /// The words of row after row, in every reading that a word of its own may have, and as they are spelt but for the last.
  private func readings(_ text: ReadText, _ row: Range<Int>) -> [(chain: [UInt8], choices: UInt64)] {
    var rows: [(chain: [UInt8], choices: UInt64)] = [([], 0)]
    for at in row {
      let form = text.form(at), shift = UInt64(at - row.lowerBound) * 4
      let pieces = [form.stem] + (0..<Int(form.readingCount)).map { text.readings[Int(form.readings) + $0].piece }
      rows = rows.flatMap { row in
        pieces.enumerated().map { (row.chain + text.bytes($1), row.choices | UInt64($0) << shift) }
      }
    }
    let keys = row.dropLast().flatMap { text.key($0) }
    let spelt = (0..<row.count).reduce(UInt64(0)) { $0 | 15 << UInt64($1 * 4) }
    rows.append((keys + text.bytes(text.form(row.upperBound - 1).stem), spelt & ~(15 << UInt64((row.count - 1) * 4))))
    rows.append((keys + text.key(row.upperBound - 1), spelt))
    return rows
  }

  @Test("recognition agrees with asking a dictionary for every row of words in every reading")
  func everyRow() throws {
    try #require(Self.termbases.count == 2)
    let index = TermIndex(Self.termbases)
    var chains: [[UInt8]: Set<Int32>] = [:]
    var reader = TermReader()
    for entry in 0..<Int32(index.count) {
      reader.read(index.term(entry).text)
      for chain in reader.chains(of: 0..<reader.words.count) { chains[chain, default: []].insert(entry) }
    }
    let occurrences = try String(contentsOf: Self.repository.appending(path: "Tests/TerminologyTests/occurrences.tsv"), encoding: .utf8)
    let sentences = Set(occurrences.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { String($0.split(separator: "\t")[1]) })
    var found = 0
    for (number, sentence) in sentences.sorted().enumerated() where number % 4 == 0 {
      index.pool.with { space in
        sentence.withUTF8Bytes { bytes in
          space.reader.read(bytes)
          space.reader.place(in: index.tables.chains)
          space.reader.withText(bytes) { text in
            let seeker = TermSeeker(index.tables, text, [Bool](repeating: true, count: index.tables.languages.count))
            var actual: Set<[Int32]> = []
            for hit in seeker.hits where hit.verb < 0 {
              for entry in seeker.entries[Int(hit.entries.lowerBound)..<Int(hit.entries.upperBound)] {
                actual.insert([hit.words.lowerBound, hit.words.upperBound, entry])
              }
            }
            var expected: Set<[Int32]> = []
            for start in 0..<text.words.count {
              for end in start + 1..<max(start + 2, min(text.words.count + 1, start + 7)) {
                let gap = text.words[start + 1..<end].map(\.gap).max() ?? .none
                if gap >= .quote { break }
                for (chain, choices) in readings(text, start..<end) {
                  for entry in chains[chain] ?? [] where seeker.admits(entry, start..<end, choices, gap) {
                    expected.insert([Int32(start), Int32(end), entry])
                  }
                }
              }
            }
            // Longer rows cost the dictionary a day.
            #expect(actual.filter { $0[1] - $0[0] <= 6 } == expected, "\(sentence)")
            found += expected.count
          }
        }
      }
    }
    #expect(found > 500)
  }

  @Test("the chains that go on with a piece are those that begin so")
  func runs() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      // Few letters, so that much begins alike; pieces around eight bytes long, which are compared at once.
      func random(_ lengths: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: lengths, using: &generator)).flatMap { _ in Array(["a", "b", "ن", "م"].randomElement(using: &generator)!.utf8) }
      }
      let texts = (0..<Int.random(in: 0...60, using: &generator)).map { _ in random(0...10) }
      var filed = FiledChains()
      for (number, text) in texts.enumerated() { filed.add(text, Int32(number), isHead: number % 3 == 0) }
      let table = ChainTable(filed)
      let all = Set(texts.map { String(describing: $0) }).count
      #expect(table.count == all)
      for _ in 0..<40 {
        let first = random(0...3), second = random(0...9)
        func run(_ from: ChainTable.Run, _ depth: Int, _ piece: [UInt8]) -> ChainTable.Run {
          (piece + [UInt8](repeating: 0, count: ChainTable.padding)).withUnsafeBufferPointer {
            table.narrowed(from, at: depth, by: UnsafeBufferPointer(rebasing: $0[..<piece.count]))
          }
        }
        let begun = run(table.all, 0, first)
        let whole = run(begun, first.count, second)
        let expected = Set(texts.filter { $0.starts(with: first + second) })
        #expect(whole.count == expected.count)
        let chain = table.whole(whole, first.count + second.count)
        #expect((chain != nil) == expected.contains(first + second))
        let entries = texts.indices.filter { texts[$0] == first + second }.map(Int32.init)
        #expect((chain.map { table.terms(of: $0).map(table.entry) } ?? []) == entries.filter { $0 % 3 != 0 })
        #expect((chain.map { table.heads(of: $0).map(table.entry) } ?? []) == entries.filter { $0 % 3 == 0 })
        #expect(Array(table.find(first + second)) == entries.filter { $0 % 3 != 0 })
        // What follows is never denied.
        guard !whole.isEmpty else { continue }
        var hashes: [UInt32] = [], words: [UInt64] = []
        table.addBeginnings(begun, first.count, to: &hashes)
        let following = Continuations(hashes, in: &words)
        let next = second.withUnsafeBufferPointer { Beginning([$0]) }
        #expect(words.withUnsafeBufferPointer { following.mayHave(next, in: $0) }, "\(first) \(second)")
      }
    }
  }
}
