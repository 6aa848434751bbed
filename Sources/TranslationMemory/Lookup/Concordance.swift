internal import Language

/// What a concordance asks for.
public struct ConcordanceOptions: Hashable, Sendable {
  public var side: Side
  /// Take inflected forms of the words as well.
  public var byStem: Bool
  public var limit: Int
  /// How many units before and after a hit to give, of those that stand beside it in its document.
  public var neighbours: Int

  public enum Side: String, Sendable, CaseIterable {
    case source, target, both
  }

  public init(side: Side = .both, byStem: Bool = true, limit: Int = 100, neighbours: Int = 0) {
    self.side = side
    self.byStem = byStem
    self.limit = limit
    self.neighbours = neighbours
  }
}

/// A unit in which a phrase was found.
public struct ConcordanceHit: Hashable, Sendable {
  public var side: ConcordanceOptions.Side
  public var source, target: String
  /// Where the words stand in the text of ``side``, in Unicode scalars.
  public var ranges: [Range<Int>]
  public var tuid: String?
  public var memory: String
  public var confirmedBy: String?
  public var origin: String?
  /// How many units say the same.
  public var count: Int
  public var offset: Int
  /// The units before and after it in its document, in the order of the document; empty where none were asked for.
  public var before: [Neighbour] = []
  public var after: [Neighbour] = []

  /// A unit beside one.
  public struct Neighbour: Hashable, Sendable {
    public var source, target: String
  }
}

/// What a concordance looks for: words and phrases that must all be there.
struct ConcordanceQuery {
  /// Each a run of token keys: one for a word, several for a quoted phrase or a word that the tokenizer cuts.
  var terms: [[[UInt8]]] = []

  /// Reads words, and phrases in quotation marks ("…", «…», “…”).
  init(_ phrase: String) {
    var quoted = String.UnicodeScalarView()
    var open = String.UnicodeScalarView()
    var closing: Unicode.Scalar?
    var scanner = TokenScanner()
    var terms: [[[UInt8]]] = []
    func keys(_ text: String.UnicodeScalarView) -> [[UInt8]] {
      String(text).withUTF8Bytes { bytes in
        scanner.scan(bytes)
        return scanner.tokens.map { Array(scanner.key[Int($0.keyStart)..<Int($0.keyEnd)]) }
      }.filter { $0.withUnsafeBufferPointer { KeyClass.of($0).kind != .mark } }
    }
    func finish(_ text: inout String.UnicodeScalarView, asPhrase: Bool) {
      let keys = keys(text)
      text = String.UnicodeScalarView()
      if asPhrase {
        if !keys.isEmpty { terms.append(keys) }
      } else {
        for key in keys { terms.append([key]) }
      }
    }
    for scalar in phrase.unicodeScalars {
      if let end = closing {
        if scalar == end {
          finish(&quoted, asPhrase: true)
          closing = nil
        } else {
          quoted.append(scalar)
        }
      } else if let end = Self.pairs[scalar] {
        finish(&open, asPhrase: false)
        closing = end
      } else {
        open.append(scalar)
      }
    }
    finish(&quoted, asPhrase: closing == nil)
    finish(&open, asPhrase: false)
    self.terms = terms
  }

  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = ["\"": "\"", "«": "»", "\u{201C}": "\u{201D}"]
}
