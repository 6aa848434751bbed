import Alignment
import Testing

private let source = ["a", "\"b\" said he", "c\tc", "=d", "e\nf", "'g"]
private let target = ["1", "2", "-3", "4.5", "\"\"", "6", "7"]
private let alignment = Alignment(beads: [
  Bead(source: 0..<1, target: 0..<1, probability: 0.9999999, score: 12.25),
  Bead(source: 1..<3, target: 1..<2, probability: 0.1, score: -1.5),
  Bead(source: 3..<4, target: 2..<2, probability: 0.5), Bead(source: 4..<4, target: 2..<3, probability: 0.4),
  Bead(source: 4..<5, target: 3..<5),
  Bead(source: 5..<6, target: 5..<7, probability: 0.3, state: .confirmed),
])

@Suite struct ReviewTests {
  private func reviewed(_ change: (inout Alignment) throws -> Void) rethrows -> String {
    var copy = alignment
    try change(&copy)
    return BeadNotation.write(copy.beads).split(separator: "\n").joined(separator: " ")
  }

  @Test("the most doubtful beads come first, confirmed ones not at all")
  func doubtful() { #expect(alignment.doubtful == [1, 3, 2, 0, 4]) }

  @Test("accept, merge, split, move and drop do what they say")
  func operations() throws {
    #expect(try reviewed { try $0.accept(1) } == "[0]:[0] [1,2]:[1] [3]:[] []:[2] [4]:[3,4] [5]:[5,6]")
    #expect(try reviewed { try $0.merge(0) } == "[0,1,2]:[0,1] [3]:[] []:[2] [4]:[3,4] [5]:[5,6]")
    #expect(try reviewed { try $0.merge(2) } == "[0]:[0] [1,2]:[1] [3]:[2] [4]:[3,4] [5]:[5,6]")
    #expect(try reviewed { try $0.split(4, beforeSource: 5, target: 4) } == "[0]:[0] [1,2]:[1] [3]:[] []:[2] [4]:[3] []:[4] [5]:[5,6]")
    #expect(try reviewed { try $0.move(1, beforeSource: 2, target: 2) } == "[0]:[0] [1]:[1] [2,3]:[] []:[2] [4]:[3,4] [5]:[5,6]")
    #expect(try reviewed { try $0.drop(1) } == "[0]:[0] [1]:[] [2]:[] []:[1] [3]:[] []:[2] [4]:[3,4] [5]:[5,6]")
  }

  @Test("what can't be done is refused and changes nothing")
  func refusals() {
    var copy = alignment
    #expect(throws: ReviewError.noSuchBead(6)) { try copy.accept(6) }
    #expect(throws: ReviewError.noNextBead(5)) { try copy.merge(5) }
    #expect(throws: ReviewError.outside(1, source: 4, target: 1)) { try copy.split(1, beforeSource: 4, target: 1) }
    #expect(throws: ReviewError.outside(1, source: 1, target: 1)) { try copy.split(1, beforeSource: 1, target: 1) }
    #expect(copy == alignment)
  }

  @Test("a table is read back without loss")
  func table() throws {
    let text = ReviewTable.write(alignment, source: source, target: target)
    #expect(try ReviewTable.read(text, source: source, target: target, of: alignment) == alignment)
    #expect(try ReviewTable.read("\u{FEFF}" + text.replacing("\n", with: "\r\n", in: 0), source: source, target: target) == alignment)
  }

  @Test("actions in a table are carried out")
  func actions() throws {
    var lines = ReviewTable.write(alignment, source: source, target: target).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    lines[1] = "accept" + lines[1]
    lines[3] = "merge" + lines[3]
    let read = try ReviewTable.read(lines.joined(separator: "\n"), source: source, target: target)
    #expect(BeadNotation.write(read.beads) == "[0]:[0]\n[1,2]:[1]\n[3]:[2]\n[4]:[3,4]\n[5]:[5,6]\n")
    #expect(read.beads.map(\.state) == [.confirmed, .machine, .confirmed, .machine, .confirmed])
  }

  @Test("a damaged table is refused with its line")
  func damage() throws {
    let text = ReviewTable.write(alignment, source: source, target: target)
    #expect(throws: ReviewError.otherText(line: 2)) { try ReviewTable.read(text, source: ["x"] + source.dropFirst(), target: target) }
    #expect(throws: ReviewError.notWhole(line: 9)) { try ReviewTable.read(text, source: source + ["x"], target: target) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(throws: ReviewError.notWhole(line: 2)) {
      try ReviewTable.read((lines[0..<1] + lines[2...]).joined(separator: "\n"), source: source, target: target)
    }
    #expect(throws: ReviewError.notARow(line: 2)) {
      try ReviewTable.read((["action", "perhaps" + lines[1]] + lines[2...]).joined(separator: "\n"), source: source, target: target)
    }
  }
}

extension String {
  /// Replaces line ends outside quotes.
  fileprivate func replacing(_ a: Character, with b: String, in depth: Int) -> String {
    var isQuoted = false
    return reduce(into: "") { text, character in
      if character == "\"" { isQuoted.toggle() }
      text += character == a && !isQuoted ? b : String(character)
    }
  }
}
