import Language
import Segmentation
import TestSupport
import Testing

/// Documents that wrap their lines hard *and* have headings without a full stop, list items and paragraphs that end with a single line end: the
/// project's own documents, laid out anew from a seed.
@Suite struct MixedLayoutTests {
  static let headings: [Language: [String]] = [
    .persian: ["روابط دوجانبه و همکاری‌های منطقه‌ای", "نشست خبری", "تغییر مرزها را نخواهیم پذیرفت", "پیوست یکم"],
    .english: ["Bilateral relations and regional cooperation", "Press conference", "We will not accept a change of borders", "Annex I"],
  ]

  /// A text and its sentences.
  struct Layout {
    var text = ""
    var sentences: [String] = []
  }

  static func layout(_ name: String, _ language: Language, _ generator: inout SplitMix) -> Layout {
    let width = Int.random(in: 50...100, using: &generator)
    let lineEnd = Bool.random(using: &generator) ? "\n" : "\r\n"
    let blankLines = Int.random(in: 0..<5, using: &generator) < 2
    var layout = Layout()
    func add(_ paragraph: [String], _ generator: inout SplitMix) {
      layout.text += wrapped(paragraph.joined(separator: " "), width: width).joined(separator: lineEnd) + lineEnd
      if blankLines, Bool.random(using: &generator) { layout.text += lineEnd }
      layout.sentences += paragraph
    }
    var rest = Corpus.gold(name, language)[...]
    let sentences = Array(rest)
    for line in Corpus.document(name, language).split(whereSeparator: \.isNewline) {
      var paragraph: [String] = []
      var length = 0
      while let sentence = rest.first, length + sentence.utf8.count <= line.utf8.count {
        paragraph.append(rest.removeFirst())
        length += sentence.utf8.count + 1
      }
      guard !paragraph.isEmpty else { continue }
      add(paragraph, &generator)
      if Int.random(in: 0..<4, using: &generator) == 0 { add([headings[language]!.randomElement(using: &generator)!], &generator) }
      if Int.random(in: 0..<10, using: &generator) == 0 {
        let item = sentences.filter { !$0.hasPrefix("۱") && !$0.hasPrefix("1") && $0.utf8.count > 40 }.randomElement(using: &generator)!
        let text = item.drop { $0.isNumber || $0.isPunctuation || $0 == " " }
        add([(language == .persian ? "۱) " : "1) ") + text], &generator)
      }
    }
    return layout
  }

  /// Greedy wrapping: a line takes words as long as they fit.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.unicodeScalars.count + 1 + word.unicodeScalars.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// How many visible scalars stand before each end of a sentence, the last left out.
  static func boundaries(_ sentences: [String]) -> Set<Int> {
    var position = 0
    var ends: Set<Int> = []
    for sentence in sentences {
      position += sentence.unicodeScalars.reduce(0) { $0 + ($1.properties.isWhitespace ? 0 : 1) }
      ends.insert(position)
    }
    ends.remove(position)
    return ends
  }

  @Test("hard wrap, headings and list items in one document: boundary F1 ≥ .97", arguments: [Language.persian, .english])
  func mixed(_ language: Language) {
    var generator = SplitMix(state: 50_100)
    var (right, found, expected) = (0, 0, 0)
    for name in Corpus.names {
      for _ in 0..<25 {
        let layout = Self.layout(name, language, &generator)
        let gold = Self.boundaries(layout.sentences)
        let answer = Self.boundaries(sentences(layout.text, language))
        right += gold.intersection(answer).count
        found += answer.count
        expected += gold.count
      }
    }
    let score = Double(2 * right) / Double(found + expected)
    print("mixed layout, \(language.rawValue): F1 \(score), \(expected) boundaries")
    #expect(expected > 3_000)
    #expect(score >= 0.97)
  }
}
