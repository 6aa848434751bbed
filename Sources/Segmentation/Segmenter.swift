public import Language

/// Cuts a text into sentences, headings and list items.
///
///     let segmenter = Segmenter(language: .persian)
///     segmenter.segments(of: "نرخ ۳.۵ درصد است. بعدی.").map(\.range)   // [0..<17, 18..<23]
///
/// Marks, blanks and line ends decide, not letters: see <doc:Rules> in `ARCHITECTURE.md`, "How is a text cut?". The segments stand in text order, do not
/// overlap, and what lies between them is blank: segments and gaps joined give the text back.
public struct Segmenter: Sendable {
  public var language: Language
  public var lineEnds: LineEndPolicy

  public init(language: Language, lineEnds: LineEndPolicy = .automatic) {
    self.language = language
    self.lineEnds = lineEnds
  }

  /// What a single line end means. A blank line always ends a paragraph.
  public enum LineEndPolicy: String, Sendable, CaseIterable {
    /// Decided for each text by its line lengths, and for each line by whether the next word would still have fitted on it.
    case automatic
    /// A line is a paragraph.
    case paragraph
    /// Lines are wrapped: a single line end is a blank.
    case wrapped
  }

  /// The segments of a text, blanks around them left out.
  /// - Complexity: O(n).
  public func segments(of text: String) -> [Segment] {
    text.withUTF8Bytes { bytes in
      let scalars = ScalarText(bytes)
      let lines = LineLayout(scalars, policy: lineEnds, language: language)
      var segments: [Segment] = []
      var scanner = SentenceScanner(text: scalars, language: language)
      for (paragraph, block) in lines.paragraphs.enumerated() {
        scanner.scan(block, paragraph: paragraph, into: &segments)
      }
      return segments
    }
  }
}

/// A text as scalars with their classes, made once for all passes.
struct ScalarText {
  var values: [UInt32] = []
  var kinds: [ScalarProperties.Class] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    values.reserveCapacity(bytes.count)
    kinds.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let (scalar, next) = UTF8Coding.scalar(in: bytes, at: index)
      index = next
      values.append(scalar)
      kinds.append(ScalarProperties(scalar).kind)
    }
  }

  var count: Int { values.count }

  /// Blanks, line ends, bidi marks, joiners and other scalars that show nothing.
  @inline(__always)
  func isInvisible(_ index: Int) -> Bool {
    switch kinds[index] {
    case .blank, .lineEnd, .ignorable, .joiner: true
    default: false
    }
  }

  /// A range without the invisible scalars at its ends; nil when nothing else is in it.
  func trimmed(_ range: Range<Int>) -> Range<Int>? {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isInvisible(low) { low += 1 }
    while high > low, isInvisible(high - 1) { high -= 1 }
    return low < high ? low..<high : nil
  }
}
