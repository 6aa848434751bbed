import Language
import Segmentation
import TestSupport
import Testing

@Suite struct PropertyTests {
  /// Segments stand in order, do not overlap, begin and end with something visible, and only invisible scalars lie between.
  static func expectCover(_ text: String, _ segmenter: Segmenter, sourceLocation: SourceLocation = #_sourceLocation) {
    let scalars = Array(text.unicodeScalars)
    let segments = segmenter.segments(of: text)
    var position = 0
    var paragraph = 0
    for segment in segments {
      guard segment.range.lowerBound >= position, segment.range.upperBound <= scalars.count, !segment.range.isEmpty else {
        Issue.record("segment \(segment.range) behind \(position) of \(scalars.count)", sourceLocation: sourceLocation)
        return
      }
      #expect(segment.paragraph >= paragraph, sourceLocation: sourceLocation)
      #expect(scalars[position..<segment.range.lowerBound].allSatisfy(isInvisible), sourceLocation: sourceLocation)
      #expect(
        !isInvisible(scalars[segment.range.lowerBound]) && !isInvisible(scalars[segment.range.upperBound - 1]),
        sourceLocation: sourceLocation)
      position = segment.range.upperBound
      paragraph = segment.paragraph
    }
    #expect(scalars[position...].allSatisfy(isInvisible), sourceLocation: sourceLocation)
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint || properties.generalCategory == .control
      || properties.generalCategory == .format
  }

  static let marks = Array(
    "  \n\r\t.!?؟…«»\"'“”‘’()[]:;،؛/-–=*_~۱1aAاب\u{200C}\u{200D}\u{200E}\u{200F}\u{202B}\u{2068}\u{FEFF}\u{A0}\u{2028}\u{85}\u{301}\u{64B}😀"
      .unicodeScalars)

  @Test("segments and gaps cover any text", arguments: [Language.persian, .english, .other])
  func cover(_ language: Language) {
    var generator = SplitMix(state: 20_240_917)
    for round in 0..<4_000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...60, using: &generator) {
        if round % 3 == 0, let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
          view.append(scalar)
        } else {
          view.append(Self.marks.randomElement(using: &generator)!)
        }
      }
      let policy = Segmenter.LineEndPolicy.allCases[round % 3]
      Self.expectCover(String(view), Segmenter(language: language, lineEnds: policy))
    }
  }

  @Test("the project's documents, cut anywhere, are covered")
  func prefixes() {
    for name in Corpus.names {
      for language in [Language.persian, .english] {
        let scalars = Array(Corpus.document(name, language).unicodeScalars)
        for end in stride(from: 0, to: scalars.count, by: 97) {
          var view = String.UnicodeScalarView()
          view.append(contentsOf: scalars[..<end])
          Self.expectCover(String(view), Segmenter(language: language))
        }
      }
    }
  }

  @Test("nothing visible gives nothing", arguments: ["", " ", "\n\n", "\u{200F}\u{FEFF}", "\r\n \t"])
  func nothing(_ text: String) { #expect(Segmenter(language: .persian).segments(of: text).isEmpty) }

  /// What a hostile or broken text may repeat without an end.
  static let hostile = [
    "ا", ".", "...", "a.", "a.A", "ا.", "!", "?!", "\"", "'", "a'", "(", ")", "(.)", "(a b c d.) ", " ", ". ", " .", "=", "=a", "/", "1/",
    "1/1/", ":", "://", "http://a",
    "http://a ", "-", " - ", "«", "»", "،»«", "،» «", "…", "\u{200C}", ".\u{200F}", "\u{200F}", "\u{64B}", "1.", "1", "۱.", "a@b.C",
    "www.a.B", "ج.ا.", "\n", "a\n", ".\n",
    "ا.ا", "A. ", "e.g. ", ". . ", "\u{1F600}", "1)", "•", "الف ", "سلام دنیا. ", "\u{2028}", "\t", "((((a.", "\u{0}", ".\"", ".\"a",
    "a b. c d. ",
  ]

  @Test("a long line takes no longer than its length", arguments: hostile)
  func longLines(_ pattern: String) {
    let text = String(repeating: pattern, count: 150_000 / pattern.utf8.count)
    let clock = ContinuousClock()
    for language in [Language.persian, .english] {
      let time = clock.measure { _ = Segmenter(language: language).segments(of: text) }
      // A hundredth of it when optimised on a quiet machine; what takes the square of the length takes minutes.
      #expect(time < .seconds(5), "\(pattern.debugDescription) \(language): \(time)")
    }
  }
}
