/// Why an XML document could not be read on, and where.
///
/// Line and column count from 1; the column counts characters. The words of ``description`` come without control characters, so they
/// can be printed whatever the document held.
public struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
  public var line, column: Int
  public var reason: Reason

  public init(line: Int, column: Int, reason: Reason) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// What was wrong.
  public enum Reason: Hashable, Sendable {
    /// Not well-formed XML; `code` is libxml2's number, `words` are its explanation.
    case malformed(code: Int, words: String)
    /// The document declares an entity: refused, since entities read files and grow without bound.
    case entityDeclared
    /// The bytes are in no encoding that is known, or not in the one declared.
    case encoding(String)
    /// One of ``XMLLimits`` was passed.
    case limit(Limit, Int)
    case outOfMemory
    /// What the bytes come from, such as a packed file, is damaged.
    case source(String)
  }

  /// What is limited.
  public enum Limit: String, Hashable, Sendable {
    case depth = "elements within elements"
    case text = "bytes of text in one piece"
    case tag = "bytes between '<' and '>'"
    case attributes = "attributes on one element"
    case names = "different names"
    case prolog = "bytes before the first element"
  }

  public var description: String { "line \(line), column \(column): \(reason.words)" }
}

extension XMLError.Reason {
  /// The reason in words, without a place.
  public var words: String {
    switch self {
    case .malformed(_, let words): words.isEmpty ? "not well-formed XML" : words
    case .entityDeclared: "the document declares an entity; such files are not read"
    case .encoding(let words): words
    case .limit(let what, let most): "more than \(most) \(what.rawValue)"
    case .outOfMemory: "not enough memory"
    case .source(let words): words
    }
  }
}

extension String {
  /// The text with control characters and direction marks spelled out: fit to be shown, whatever a hostile file put there.
  package var withoutControls: String {
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
