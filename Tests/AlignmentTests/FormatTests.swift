import Alignment
import Testing

@Suite struct FormatTests {
  private let beads = [
    Bead(source: 0..<2, target: 0..<1, probability: 0.75), Bead(source: 2..<3, target: 1..<1, probability: 0.5),
    Bead(source: 3..<3, target: 1..<2, probability: 0.25), Bead(source: 3..<4, target: 2..<4, probability: 1),
  ]

  private func same(_ a: [Bead], _ b: [Bead]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy {
        ($0.source.isEmpty && $1.source.isEmpty || $0.source == $1.source)
          && ($0.target.isEmpty && $1.target.isEmpty || $0.target == $1.target)
      }
  }

  @Test("bead lines survive") func notation() throws {
    let text = BeadNotation.write(beads)
    #expect(text == "[0,1]:[0]\n[2]:[]\n[]:[1]\n[3]:[2,3]\n")
    #expect(try same(BeadNotation.read(text), beads))
    #expect(try same(BeadNotation.read("# c\n[0, 1]:[0]:0.5\n\n[2]:[]\n[]:[1]\n[3]:[2, 3]"), beads))
  }

  @Test("what is no bead is refused with its line", arguments: ["[0]", "0:1", "[0,2]:[1]", "[a]:[1]", "[-1]:[2]"])
  func notABead(_ line: String) {
    #expect(throws: AlignmentFormatError.notABead(line: 2)) { try BeadNotation.read("[0]:[0]\n" + line) }
  }

  @Test("a ladder survives") func ladder() throws {
    let text = Hunalign.ladder(beads)
    #expect(text == "0\t0\t0.7500\n2\t1\t0.5000\n3\t1\t0.2500\n3\t2\t1.0000\n4\t4\t0\n")
    let read = try Hunalign.readLadder(text)
    #expect(same(read, beads))
    #expect(read.map(\.probability) == beads.map(\.probability))
  }

  @Test("rungs that go back are refused") func rungs() {
    #expect(throws: AlignmentFormatError.rungOutOfOrder(line: 3)) { try Hunalign.readLadder("0\t0\t1\n2\t2\t1\n1\t3\t1\n") }
    #expect(throws: AlignmentFormatError.rungOutOfOrder(line: 1)) { try Hunalign.readLadder("1\t0\t1\n") }
    #expect(throws: AlignmentFormatError.notARung(line: 1)) { try Hunalign.readLadder("x\n") }
  }

  @Test("the text form joins with ~~~ and comes apart again") func text() throws {
    let text = Hunalign.text(beads, source: ["a", "b\tb", "c", "d"], target: ["1", "2", "3", "4"])
    #expect(text == "a ~~~ b b\t1\t0.7500\nc\t\t0.5000\n\t2\t0.2500\nd\t3 ~~~ 4\t1.0000\n")
    let lines = try Hunalign.readText(text)
    #expect(lines.map(\.source) == [["a", "b b"], ["c"], [], ["d"]])
    #expect(lines.map(\.target) == [["1"], [], ["2"], ["3", "4"]])
  }

  @Test("strict and lax scores follow vecalign's definition") func gold() {
    let gold = [Bead(source: 0..<1, target: 0..<1), Bead(source: 1..<3, target: 1..<2), Bead(source: 3..<4, target: 0..<0)]
    let produced = [
      Bead(source: 0..<1, target: 0..<1), Bead(source: 1..<2, target: 1..<2), Bead(source: 2..<3, target: 2..<2),
      Bead(source: 3..<4, target: 2..<2),
    ]
    let score = GoldScore(produced, gold: gold)
    #expect(score.strictPrecision == .init(right: 2, all: 4))
    #expect(score.strictRecall == .init(right: 1, all: 2))
    #expect(score.laxPrecision == .init(right: 3, all: 4))
    #expect(score.laxRecall == .init(right: 2, all: 2))
  }
}

@Suite struct LinesTests {
  @Test(
    "lines are those that a split at newline characters gives",
    arguments: [
      "", "a", "a\n", "a\r\nب\r\n", "\n\n", "a\rb", "a\u{2028}b\nc", "a\u{85}b", "\r\n", "é\u{301}\nx", "a\u{0B}b", "a\r\r\nb",
      "\u{628}\u{A8}\n",
    ])
  func lines(_ text: String) {
    let expected = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    #expect(Lines.split(text).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }
}
