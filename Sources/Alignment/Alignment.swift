/// Two texts as beads: every segment of both stands in exactly one bead, in text order, and beads never cross.
public struct Alignment: Hashable, Sendable {
  public var beads: [Bead]
  /// What a person should know before trusting the beads.
  public var warnings: [Warning]

  public init(beads: [Bead], warnings: [Warning] = []) {
    self.beads = beads
    self.warnings = warnings
  }

  /// The alignment seen from the other text.
  public var mirrored: Alignment { Alignment(beads: beads.map(\.mirrored), warnings: warnings.map(\.mirrored)) }

  /// Something wrong with the input as a whole.
  public enum Warning: Hashable, Sendable, CustomStringConvertible {
    case bothEmpty
    /// The named side has no text.
    case empty(Side)
    /// Each side is written in the script that the other should have.
    case swapped
    /// The named side isn't in its script: it was probably never translated.
    case untranslated(Side)
    /// Most segments of both sides are the same text.
    case identical
    /// Characters of the longer side for one of the shorter.
    case unequal(ratio: Double)
    /// Hardly anything joins the texts but their lengths. `share`: beads with matched words among all beads with two sides.
    case unrelated(share: Double)
    /// A confirmed bead that lies outside the texts, overlaps another or crosses it was set aside.
    case unusableConfirmation(source: Range<Int>, target: Range<Int>)

    public var mirrored: Warning {
      switch self {
      case .empty(let side): .empty(side.other)
      case .untranslated(let side): .untranslated(side.other)
      case .unusableConfirmation(let source, let target): .unusableConfirmation(source: target, target: source)
      default: self
      }
    }

    public var description: String {
      switch self {
      case .bothEmpty: "both texts are empty"
      case .empty(let side): "the \(side.rawValue) text is empty: there is nothing to align the other with"
      case .swapped: "the texts seem to be exchanged: each is written in the script of the other language"
      case .untranslated(let side): "the \(side.rawValue) text is not written in the script of its language: is it untranslated?"
      case .identical: "most segments are the same on both sides: is one of them untranslated?"
      case .unequal(let ratio): "one text is \(Int(ratio.rounded())) times as long as the other: most of it stays without a counterpart"
      case .unrelated(let share):
        "words join only \(Int((share * 100).rounded())) % of the pairs: are these texts translations of each other?"
      case .unusableConfirmation(let source, let target):
        "the confirmed bead \(source):\(target) doesn't fit the texts or another confirmed bead and was set aside"
      }
    }
  }

  /// One of the two texts.
  public enum Side: String, Sendable, CaseIterable {
    case source, target
    public var other: Side { self == .source ? .target : .source }
  }
}
