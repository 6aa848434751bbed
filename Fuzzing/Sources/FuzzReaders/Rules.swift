import Language
import Segmentation

/// Rules of segmentation: the same when written and read again; run on a text within their time.
func fuzzRules(_ bytes: [UInt8]) {
  guard let (document, _) = try? SRXDocument.read(bytes) else { return }
  if let written = try? document.write() {
    guard let (again, _) = try? SRXDocument.read(written) else { fatalError("written SRX can't be read") }
    require(again == document, "SRX comes back otherwise")
  }
  let text = "نرخ ۳.۵ درصد است. Dr. Smith said: “No!” (see p. 5) … آیا؟ بله.\nAaaaaaaaaaaaaaaaaaaaaaaaaaab. The end\u{10FFFF}"
  for language in [LanguageTag.persian, .english] {
    let segmenter = SRXSegmenter(document, language: language, timeLimit: .milliseconds(200))
    guard let segments = try? segmenter.segments(of: text) else { continue }
    requireOrder(segments, in: text)
  }
}

/// Segments lie one behind the other, within the text.
func requireOrder(_ segments: [Segment], in text: String) {
  var end = 0
  for segment in segments {
    require(segment.range.lowerBound >= end && !segment.range.isEmpty, "segments overlap")
    end = segment.range.upperBound
  }
  require(end <= text.unicodeScalars.count, "a segment ends behind the text")
}
