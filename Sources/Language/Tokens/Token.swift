/// A word, number, mark or symbol of a text, with its place and its key.
///
///     Tokenizer.tokens(of: "قطعنامهٔ ۲۲۳۱ (S/RES/2231)").map(\.key)   // ["قطعنامه", "2231", "(", "s/res/2231", ")"]
public struct Token: Hashable, Sendable {
  public var kind: Kind
  public var script: Script
  /// The place in the text, in Unicode scalars.
  public var range: Range<Int>
  /// The folded form: letters as ``FoldingKey`` makes them, numbers as plain digits (`1250`, `12.5`), no blank or ZWNJ inside.
  public var key: String

  public enum Kind: UInt8, Sendable {
    case word
    /// Digits with their decimal, thousands, date or clock marks: one token, whatever the script.
    case number
    /// A symbol or name that mixes letters with digits or strokes: S/RES/2231, COVID-19, G20.
    case code
    /// A web or mail address.
    case address
    case punctuation
    /// Anything else that shows: currency signs, arrows, emoji.
    case symbol
  }

  public enum Script: UInt8, Sendable {
    case none, arabic, latin, other
  }
}
