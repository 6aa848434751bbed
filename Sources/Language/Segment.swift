/// A sentence, heading or list item of a text, by its place.
///
/// Positions count Unicode scalars from 0, end exclusive. Blanks around the sentence are outside the range.
public struct Segment: Hashable, Sendable {
  /// The place in the text, in Unicode scalars.
  public var range: Range<Int>
  /// The paragraph it stands in, counted from 0.
  public var paragraph: Int
  public var role: Role

  public init(range: Range<Int>, paragraph: Int = 0, role: Role = .sentence) {
    self.range = range
    self.paragraph = paragraph
    self.role = role
  }

  /// What the segment is in the layout of its text.
  public enum Role: String, Sendable, CaseIterable {
    case sentence
    /// A line of its own without a final mark: translators often leave it out.
    case heading
    case listItem
    /// A piece of a table's cell; only documents with marked tables have them.
    case tableCell
    /// A sentence of a footnote or endnote; only documents with marked notes have them.
    case footnote
  }
}

/// A text and, where its format marks them, its paragraphs.
///
/// Plain text marks none: which of its line ends matter is for the segmenter to find out. A document (DOCX, HTML …) says where each paragraph
/// begins and what it is, and nobody needs to guess.
public struct LaidOutText: Hashable, Sendable {
  public var text: String
  /// In text order, apart from each other; nil where the text marks none.
  public var paragraphs: [Paragraph]?

  /// A paragraph of a text.
  public struct Paragraph: Hashable, Sendable {
    /// Its place in the text, in UTF-8 bytes.
    public var range: Range<Int>
    /// What it is; ``Segment/Role/sentence`` for running text.
    public var role: Segment.Role

    public init(range: Range<Int>, role: Segment.Role = .sentence) {
      self.range = range
      self.role = role
    }
  }

  public init(_ text: String, paragraphs: [Paragraph]? = nil) {
    self.text = text
    self.paragraphs = paragraphs
  }

  /// Paragraphs one under the other, a line end between two.
  public init(_ paragraphs: [(text: String, role: Segment.Role)]) {
    var text = ""
    var places: [Paragraph] = []
    places.reserveCapacity(paragraphs.count)
    for paragraph in paragraphs {
      if !text.isEmpty { text += "\n" }
      let start = text.utf8.count
      text += paragraph.text
      places.append(Paragraph(range: start..<text.utf8.count, role: paragraph.role))
    }
    self.init(text, paragraphs: places)
  }
}
