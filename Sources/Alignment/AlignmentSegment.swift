public import Language

/// A sentence, heading or list item that is to be aligned: its text and what the layout says of it.
public struct AlignmentSegment: Hashable, Sendable {
  public var text: String
  public var role: Segment.Role
  /// The paragraph it stands in, counted from 0; used only where both sides have more than one.
  public var paragraph: Int

  public init(_ text: String, role: Segment.Role = .sentence, paragraph: Int = 0) {
    self.text = text
    self.role = role
    self.paragraph = paragraph
  }
}
