import Foundation
import Quality
import Terminology
import Testing

@Suite("pairs by the field of their contrast sets")
struct ContrastPairsTests {
  /// Right pairs are free renderings, synonyms and words in another sense; wrong ones have one sense told as another. Judged with the diplomatic
  /// glossary; a pair counts as rejected when it has a finding above `info`.
  @Test(
    "lists written by hand: at least 97 % are judged right",
    arguments: [(list: "contrasts-affairs.tsv", least: 750)])
  func pairs(list: String, least: Int) throws {
    let traps = try Trap.read(folder.appending(path: list))
    let glossary = try Data(contentsOf: package.appending(path: "Glossaries/diplomacy.tbx"))
    let checker = Checker(terms: TermIndex([try TBXReader().read(Array(glossary), name: "diplomacy").0]))
    var right = 0, falseAlarms = 0
    for trap in traps {
      let findings = checker.findings(source: trap.source, target: trap.target).filter { $0.severity > .info }
      if findings.isEmpty == trap.isCorrect {
        right += 1
        continue
      }
      if trap.isCorrect { falseAlarms += 1 }
      print(
        trap.isCorrect ? "FALSE ALARM" : "MISS", trap.id, trap.source, "|", trap.target,
        findings.map { "\($0.rule.rawValue): \($0.message)" })
    }
    print("\(list): \(right) of \(traps.count) right; \(falseAlarms) false alarms")
    #expect(traps.count >= least)
    #expect(traps.contains { $0.isCorrect } && traps.contains { !$0.isCorrect })
    #expect(right * 100 >= traps.count * 97)
  }
}
