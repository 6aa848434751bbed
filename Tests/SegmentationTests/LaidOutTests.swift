import Language
import Segmentation
import Testing

@Suite("Texts whose paragraphs are known")
struct LaidOutTests {
  private func segments(_ paragraphs: [(String, Segment.Role)], _ language: Language = .english) -> [String] {
    let text = LaidOutText(paragraphs.map { (text: $0.0, role: $0.1) })
    let scalars = Array(text.text.unicodeScalars)
    return Segmenter(language: language).segments(of: text).map { segment in
      var words = String.UnicodeScalarView()
      words.append(contentsOf: scalars[segment.range])
      return "\(segment.paragraph) \(segment.role.rawValue) \(String(words))"
    }
  }

  @Test("a line end inside a paragraph ends no sentence, and one between two always does")
  func paragraphs() {
    #expect(
      segments([("The delegation of the Republic left\nthe room. Nobody spoke.", .sentence), ("and came back", .sentence)]) == [
        "0 sentence The delegation of the Republic left\nthe room.", "0 sentence Nobody spoke.", "1 heading and came back",
      ])
  }

  @Test("roles are as the document says; where it marks headings, nothing else is one")
  func roles() {
    #expect(
      segments([
        ("Joint statement. Vienna", .heading), ("A short line", .sentence), ("one. Two.", .listItem), ("2015", .tableCell),
        ("See above. Ibid", .footnote), ("a) by hand", .sentence),
      ]) == [
        "0 heading Joint statement.", "0 heading Vienna", "1 sentence A short line", "2 listItem one.", "2 sentence Two.",
        "3 tableCell 2015", "4 footnote See above.", "4 footnote Ibid", "5 listItem a) by hand",
      ])
  }

  @Test("empty paragraphs and places outside the text give nothing")
  func nothing() {
    #expect(segments([("", .sentence), (" \u{200F}", .heading)]) == [])
    let text = LaidOutText("abc", paragraphs: [.init(range: 0..<9), .init(range: 1..<3), .init(range: 0..<2)])
    #expect(Segmenter(language: .english).segments(of: text).map(\.range) == [1..<3])
  }
}
