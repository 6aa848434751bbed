import Language
import Segmentation
import Testing

/// Expects the sentences of a text to end where it says `|`.
///
///     expectSentences("نرخ ۳.۵ درصد است.| بعدی.")
func expectSentences(
  _ marked: String, _ language: Language = .persian, lines: Segmenter.LineEndPolicy = .automatic,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = String(String.UnicodeScalarView(marked.unicodeScalars.filter { $0 != "|" }))
  let segments = Segmenter(language: language, lineEnds: lines).segments(of: text)
  let ends = Set(segments.dropLast().map(\.range.upperBound))
  var shown = String.UnicodeScalarView()
  for (position, scalar) in text.unicodeScalars.enumerated() {
    if ends.contains(position) { shown.append("|") }
    shown.append(scalar)
  }
  #expect(String(shown) == marked, sourceLocation: sourceLocation)
}

/// The texts of the segments.
func sentences(_ text: String, _ language: Language, lines: Segmenter.LineEndPolicy = .automatic) -> [String] {
  let scalars = Array(text.unicodeScalars)
  return Segmenter(language: language, lineEnds: lines).segments(of: text).map { segment in
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[segment.range])
    return String(view)
  }
}
