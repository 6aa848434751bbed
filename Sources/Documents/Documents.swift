public struct TextDecodingError: Error, Sendable { }
public enum TextEncoding: Sendable { case utf8; public var name: String { "UTF-8" } }
public enum TextDecoder { public static func decode(_ bytes: [UInt8]) throws(TextDecodingError) -> (text: String, encoding: TextEncoding) { (String(decoding: bytes, as: UTF8.self), .utf8) } }
