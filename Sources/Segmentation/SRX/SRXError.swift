/// Why a file is no SRX, a document can't be written as SRX, or a text could not be cut by it.
public enum SRXError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is not well-formed, or holds more than any rules do.
  case xml(line: Int, column: Int, words: String)
  /// The document is XML of another kind.
  case notSRX(element: String, line: Int, column: Int)
  /// What strict SRX has no way to say.
  case unwritable(String)
  /// The rules ran longer than they may on one text.
  case tooSlow(SRXRulePlace, limit: Duration)
  /// A rule needs more memory than it may on this text.
  case tooDeep(SRXRulePlace)

  public var description: String {
    switch self {
    case .xml(let line, let column, let words): "line \(line), column \(column): \(words)"
    case .notSRX(let element, let line, let column): "line \(line), column \(column): <\(element)> is not the beginning of SRX"
    case .unwritable(let words): "not written: \(words)"
    case .tooSlow(let place, let limit): "stopped after \(limit): \(place) takes too long on this text"
    case .tooDeep(let place): "\(place) needs too much memory on this text"
    }
  }
}

/// Where a rule stands.
public struct SRXRulePlace: Hashable, Sendable, CustomStringConvertible {
  /// The name of its list.
  public var name: String
  /// In its list, from 1.
  public var number: Int
  /// In the file, from 1; 0 when it was in none.
  public var line: Int

  public var description: String { "rule \(number) of “\(name)”" + (line > 0 ? " (line \(line))" : "") }
}

/// Something in an SRX file that is not as the standard has it; the reader went on.
public struct SRXProblem: Hashable, Sendable, CustomStringConvertible {
  public var line, column: Int
  public var kind: Kind

  public enum Kind: Hashable, Sendable {
    /// Read as the value given.
    case missingAttribute(element: String, attribute: String, readAs: String)
    case badValue(element: String, attribute: String, value: String, readAs: String)
    /// Neither SRX 1.0's namespace nor 2.0's nor none; read as SRX all the same.
    case namespace(String)
    case version(String)
    /// Left out with all that is in it.
    case unexpectedElement(String, inside: String)
    /// Left out.
    case unexpectedText(inside: String)
    case unknownEntity(String)
    /// The first list of that name counts.
    case duplicateName(String)
    case unknownName(String)
    /// Their maps were joined.
    case severalMapRules
    case xml(String)
  }

  public var description: String {
    let words =
      switch kind {
      case .missingAttribute(let element, let attribute, let value): "<\(element)> without \(attribute); read as “\(value)”"
      case .badValue(let element, let attribute, let bad, let value): "<\(element) \(attribute)=\"\(bad)\">; read as “\(value)”"
      case .namespace(let uri): "unknown namespace “\(uri)”"
      case .version(let version): "unknown version “\(version)”"
      case .unexpectedElement(let element, let parent): "<\(element)> inside <\(parent)> was left out"
      case .unexpectedText(let parent): "text inside <\(parent)> was left out"
      case .unknownEntity(let name): "&\(name); stands for nothing"
      case .duplicateName(let name): "the rules “\(name)” are there twice; the first ones count"
      case .unknownName(let name): "a map names the rules “\(name)”, which are not there"
      case .severalMapRules: "several lists of maps; they were joined"
      case .xml(let words): words
      }
    return "line \(line), column \(column): \(words)"
  }
}
