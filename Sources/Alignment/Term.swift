/// A glossary term as a value: how it may be written on each side.
public struct AlignmentTerm: Hashable, Sendable {
  /// Spellings and variants, each a word or a phrase.
  public var source: [String], target: [String]

  public init(source: [String], target: [String]) {
    self.source = source
    self.target = target
  }
}
