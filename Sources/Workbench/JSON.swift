internal import FoundationEssentials

/// JSON lines, in and out: the one place where values become text that other programs read.
public enum JSONLine {
  /// One value as one line of JSON, keys in the order in which the type encodes them, no escaped slashes.
  public static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  public static func value<Value: Decodable>(_ type: Value.Type, from line: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(line.utf8))
  }
}
