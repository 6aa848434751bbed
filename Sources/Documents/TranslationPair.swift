public import Language

/// A text and its translation as a bilingual file has them.
public struct TranslationPair: Hashable, Sendable {
  public var source: [Piece], target: [Piece]
  public var state: State
  /// The file's own word for the state, such as `needs-review-translation` or `fuzzy`; empty where it has none.
  public var stateName: String
  /// The entry's name in the file; empty where it has none.
  public var id: String
  /// What tells equal sources apart: `msgctxt`, a resource's name; empty where there is none.
  public var context: String
  public var notes: [String]
  /// How sure an aligner was, 0…1.
  public var score: Double?
  /// Where the entry begins: a line of the file, or a row of a document's tables; from 1.
  public var place: Int

  /// How far the translation is.
  public enum State: Hashable, Sendable {
    /// Marked as unfinished: fuzzy, to be reviewed, new.
    case draft
    /// There, and nothing said against it.
    case translated
    /// Marked as approved, reviewed or final.
    case confirmed
  }

  /// A piece of a text.
  public enum Piece: Hashable, Sendable {
    case text(String)
    /// An inline code, by its name in the entry, with what stands for it in the native format (may be empty).
    case code(Code, id: String, native: String)
  }

  public enum Code: Hashable, Sendable { case opening, closing, standalone }

  public init(
    source: [Piece], target: [Piece], state: State = .translated, stateName: String = "", id: String = "", context: String = "",
    notes: [String] = [], score: Double? = nil, place: Int
  ) {
    (self.source, self.target, self.state, self.stateName) = (source, target, state, stateName)
    (self.id, self.context, self.notes, self.score, self.place) = (id, context, notes, score, place)
  }

  init(_ source: String, _ target: String, score: Double? = nil, place: Int) {
    self.init(source: [.text(source)], target: [.text(target)], score: score, place: place)
  }
}

extension [TranslationPair.Piece] {
  /// The words, without the codes.
  public var words: String {
    reduce(into: "") { text, piece in if case .text(let words) = piece { text += words } }
  }

  /// Nothing to translate in it.
  var isBlank: Bool { words.unicodeScalars.allSatisfy { $0.properties.isWhitespace } }

  /// Adds words to the last piece of text.
  mutating func append(words: String) {
    if words.isEmpty { return }
    if case .text(let before) = last { self[count - 1] = .text(before + words) } else { append(.text(words)) }
  }
}

/// The pairs of a bilingual file.
public struct BilingualText: Hashable, Sendable {
  /// The languages that the file names; nil where it doesn't.
  public var source: LanguageTag?, target: LanguageTag?
  public var pairs: [TranslationPair]
  /// Entries that are no pairs.
  public var rejected: [Rejection]
  public var leftOut: LeftOut

  /// An entry that can't be used, by its place (as in ``TranslationPair/place``), and why.
  public struct Rejection: Hashable, Sendable {
    public var place: Int
    public var words: String
  }

  public init(
    source: LanguageTag? = nil, target: LanguageTag? = nil, pairs: [TranslationPair] = [], rejected: [Rejection] = [],
    leftOut: LeftOut = LeftOut()
  ) {
    (self.source, self.target, self.pairs, self.rejected, self.leftOut) = (source, target, pairs, rejected, leftOut)
  }
}
