/// A document that came in: its text, how it was encoded, and what kind it is by its content.
///
///     let document = try Document(bytes)
///     document.kind        // .text
public struct Document: Hashable, Sendable {
  /// The whole text, scalar for scalar; for markup this is the markup.
  public var text: String
  public var encoding: TextDecoder.Encoding
  public var hadBOM: Bool
  public var kind: Kind

  public init(text: String, encoding: TextDecoder.Encoding = .utf8, hadBOM: Bool = false, kind: Kind = .text) {
    self.text = text
    self.encoding = encoding
    self.hadBOM = hadBOM
    self.kind = kind
  }

  /// Decodes the bytes and recognises what they are.
  ///
  /// - Throws: ``TextDecoder/Failure`` when they are no text in a known encoding.
  public init(_ bytes: [UInt8]) throws(TextDecoder.Failure) {
    let decoded = try TextDecoder.decode(bytes)
    self.init(text: decoded.string, encoding: decoded.encoding, hadBOM: decoded.hadBOM, kind: Kind(of: decoded.string))
  }

  /// What a document is. Told by its content: names of files lie.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case text, tmx, tbx, xliff, srx, html, xml, po
    /// Lines of as many columns, parted by tabs.
    case tsv

    /// The kind of a text, from its first 64 KiB.
    public init(of text: String) {
      let start = text.utf8.prefix(1 << 16)
      self = Self.markup(start) ?? Self.lines(start)
    }

    /// The kind by the first element; nil when the text doesn't begin with markup.
    private static func markup(_ start: String.UTF8View.SubSequence) -> Kind? {
      var rest = start.drop { $0 <= 0x20 }
      guard rest.first == UInt8(ascii: "<") else { return nil }
      while rest.first == UInt8(ascii: "<") {
        let next = rest.dropFirst()
        if next.starts(with: "!--".utf8) {
          guard let end = rest.firstRange(ofBytes: "-->") else { return .xml }
          rest = rest[end...]
        } else if next.starts(with: "!doctype html".utf8, by: { $0 | 0x20 == $1 | 0x20 }) {
          return .html
        } else if next.first == UInt8(ascii: "?") || next.first == UInt8(ascii: "!") {
          guard let end = rest.firstRange(ofBytes: ">") else { return .xml }
          rest = rest[end...]
        } else {
          let name = next.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
          let local = name.split(separator: UInt8(ascii: ":")).last.map { String(Substring($0)).lowercased() } ?? ""
          switch local {
          case "tmx": return .tmx
          case "tbx", "martif": return .tbx
          case "xliff": return .xliff
          case "srx": return .srx
          case "html": return .html
          default: return Self.isName(local) ? .xml : nil
          }
        }
        rest = rest.drop { $0 <= 0x20 }
      }
      return .xml
    }

    private static func isName(_ text: String) -> Bool {
      guard let first = text.utf8.first else { return false }
      return first | 0x20 >= 0x61 && first | 0x20 <= 0x7A
    }

    /// The kind of a text without markup, by its lines.
    private static func lines(_ start: String.UTF8View.SubSequence) -> Kind {
      func kind(_ bytes: UnsafeBufferPointer<UInt8>) -> Kind {
        let message: StaticString = "msgid \""
        var columns: Int?
        var rows = 0, isTable = true, lines = 0
        var at = 0
        while at < bytes.count {
          let rest = UnsafeBufferPointer(rebasing: bytes[at...])
          if rest.count >= message.utf8CodeUnitCount, message.withUTF8Buffer({ rest.starts(with: $0) }) { return .po }
          let length = rest.firstIndex(of: 0x0A) ?? rest.count
          at += length + 1
          // What lies behind 64 KiB isn't known: the last line of so many bytes may be half a line.
          guard isTable, length > 0, lines < 50, rest[0] != UInt8(ascii: "#"), bytes.count < 1 << 16 || length < rest.count else { continue }
          lines += 1
          let tabs = rest[..<length].count { $0 == 0x09 }
          if tabs == 0 || (columns ?? tabs) != tabs { isTable = false }
          columns = tabs
          rows += 1
        }
        return isTable && rows > 0 ? .tsv : .text
      }
      return start.withContiguousStorageIfAvailable(kind) ?? Array(start).withUnsafeBufferPointer(kind)
    }
  }
}

extension Substring.UTF8View {
  /// The index behind the first occurrence of a text.
  fileprivate func firstRange(ofBytes text: StaticString) -> Index? {
    text.withUTF8Buffer { wanted in
      var at = startIndex
      while let found = self[at...].firstIndex(of: wanted[0]) {
        if self[found...].starts(with: wanted) { return index(found, offsetBy: wanted.count) }
        at = index(after: found)
      }
      return nil
    }
  }
}
