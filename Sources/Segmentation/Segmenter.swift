public import Language

/// Cuts a text into sentences, headings and list items.
///
///     let segmenter = Segmenter(language: .persian)
///     segmenter.segments(of: "نرخ ۳.۵ درصد است. بعدی.").map(\.range)   // [0..<17, 18..<23]
///
/// Marks, blanks and line ends decide, not letters: see `ARCHITECTURE.md`, "How is a text cut?". The segments stand in text order, do not
/// overlap, and what lies between them shows nothing: segments and gaps joined give the text back.
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
  public func segments(of text: String) -> [Segment] { segments(of: LaidOutText(text)) }

  /// The segments of a text whose paragraphs may be known: those are neither joined nor cut at line ends, and keep their roles.
  /// - Complexity: O(n).
  public func segments(of laidOut: LaidOutText) -> [Segment] {
    laidOut.text.withUTF8Bytes { bytes in
      guard let text = TextBytes(bytes) else { return [] }
      let lines = LineLayout(text, laidOut, policy: lineEnds, language: language)
      var scanner = SentenceScanner(text: text, language: language)
      for (number, paragraph) in lines.paragraphs.enumerated() { scanner.scan(paragraph, number: number) }
      return scanner.segments
    }
  }
}
