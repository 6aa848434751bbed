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
  }
}
