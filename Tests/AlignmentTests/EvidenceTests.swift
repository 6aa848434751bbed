import Alignment
import Language
import Testing

@Suite struct EvidenceTests {
  /// The evidence that joins two sentences.
  private func evidence(_ persian: String, _ english: String) -> String {
    Aligner().align(source: [AlignmentSegment(persian)], target: [AlignmentSegment(english)]).beads[0].evidence.describe()
  }

  @Test(
    "dates are told by their day, in whatever calendar and form",
    arguments: [
      ("توافق ۲۳ تیر ۱۳۹۴ امضا شد.", "It was signed on July 14, 2015.", "date 23 Tir 1394 = 14 July 2015"),
      ("۱۴ ژوئیهٔ ۲۰۱۵ امضا شد.", "It was signed on 14 July 2015.", "date 14 July 2015"),
      ("مورخ ۱۳۹۴/۰۴/۲۳ است.", "It is dated 14 July 2015.", "date 23 Tir 1394 = 14 July 2015"),
      ("روز ۵ مهر آمد.", "He came on 27 September.", "date 5 Mehr = 27 September"),
      ("در تیر ۱۳۹۴ آمد.", "He came in July 2015.", "date Tir 1394 = July 2015"),
      ("در سال ۱۳۹۸ آمد.", "He came in 2019.", "date 1398 = 2019"),
    ])
  func dates(_ persian: String, _ english: String, _ words: String) {
    let found = evidence(persian, english)
    #expect(found.contains(words), "\(found)")
    #expect(found.components(separatedBy: " = ").count <= 2, "a year inside a date isn't said again: \(found)")
  }

  @Test("another day is no evidence")
  func otherDay() { #expect(!evidence("توافق ۲۳ تیر ۱۳۹۴ امضا شد.", "It was signed on July 15, 2015.").contains("Tir")) }

  @Test(
    "a number is one number with digits and with letters",
    arguments: [("۲ وزیر آمدند.", "Two ministers came."), ("دوازده نفر", "12 people")])
  func numberWords(_ persian: String, _ english: String) { #expect(evidence(persian, english).contains("number ")) }

  @Test("نه is no, not nine")
  func no() { #expect(!evidence("نه، نیامد.", "9 came.").contains("number")) }

  @Test("dates join what lengths alone would not")
  func score() {
    let source = ["در ۲۳ تیر ۱۳۹۴ بود.", "در ۵ مهر ۱۳۹۷ بود.", "در ۱ دی ۱۳۹۹ بود."].map { AlignmentSegment($0) }
    let target = ["On 27 September 2018.", "On 21 December 2020."].map { AlignmentSegment($0) }
    let beads = Aligner().align(source: source, target: target).beads
    #expect(BeadNotation.write(beads) == "[0]:[]\n[1]:[0]\n[2]:[1]\n")
  }
}

extension String {
  fileprivate func components(separatedBy mark: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: mark) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
