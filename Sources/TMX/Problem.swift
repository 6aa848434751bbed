internal import XMLStream

/// Something in a TMX file that is wrong or will trouble a program that reads it, with its place.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
  /// From 1; the column counts characters. An element's problem points at its `<`.
  public var line, column: Int
  public var kind: Kind

  public init(line: Int, column: Int, kind: Kind) {
    self.line = line
    self.column = column
    self.kind = kind
  }

  public var severity: Severity { kind.severity }
  /// The programs that refuse the file, or lose what the problem is about.
  public var refusedBy: Clients { kind.refusedBy }
  public var description: String { "line \(line), column \(column): \(severity.rawValue): \(kind.words)" }

  public enum Severity: String, Comparable, Sendable, CaseIterable {
    /// Worth knowing; nothing is lost.
    case info
    /// A program that reads the file loses something.
    case warning
    /// Not valid TMX, or part of it could not be read.
    case error

    public static func < (a: Severity, b: Severity) -> Bool { allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)! }
  }

  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    // The file.
    case encoding(String)
    case byteOrderMark
    case noDocumentType
    case foreignDocumentType(String)
    case version(String)
    case capitals(String)
    case namespace(String)
    // The header.
    case noHeader
    case noHeaderAttribute(String)
    // Elements and attributes.
    case unknownElement(String, in: String)
    case misplacedElement(String, in: String)
    case unknownAttribute(String, of: String)
    case noAttribute(String, of: String)
    case value(String, attribute: String)
    case strayText(in: String)
    // Units.
    case noVariant
    case noLanguage
    case noSegment
    case secondSegment
    case oldLanguageAttribute
    case oldLanguageAttributeIn11
    case languageCode(String)
    case languageSynonym(String)
    case languageRegion(String)
    case secondVariant(String)
    case repeatedID(String)
    case date(String, attribute: String)
    case tooLarge(bytes: Int)
    // Segments.
    case undefinedEntity(String)
    case emptySegment
    case untrimmedSegment
    case directionControls
    case controlCharacter
    case unpairedCode(String)
    case cdata
    // From the parser: it went on, but the document is not quite XML.
    case parser(String)
    // From a repair: what was changed so that a unit could be read, and why one could not.
    case mended(String)
    case lost(String)
  }
}

/// Programs that read TMX, as far as it was tried what they refuse.
public struct Clients: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Whoever validates by tmx14.dtd.
  public static let dtd = Clients(rawValue: 1)
  /// OmegaT from 6.1 on: any error of its schema refuses the whole memory.
  public static let omegaT = Clients(rawValue: 2)
  /// OmegaT 3.6 to 6.0.
  public static let omegaT36 = Clients(rawValue: 4)
  public static let lokalize = Clients(rawValue: 8)
  public static let translateToolkit = Clients(rawValue: 16)

  static let strict: Clients = [.dtd, .omegaT]
  /// Those that refuse a file that is no XML to its end.
  public static let all: Clients = [.dtd, .omegaT, .omegaT36, .lokalize, .translateToolkit]

  /// Their names, for people.
  public var names: [String] {
    [
      (Clients.dtd, "tmx14.dtd"), (.omegaT, "OmegaT ≥ 6.1"), (.omegaT36, "OmegaT 3.6"), (.lokalize, "Lokalize"),
      (.translateToolkit, "translate-toolkit"),
    ].filter { contains($0.0) }.map(\.1)
  }
}

extension Problem.Kind {
  public var severity: Problem.Severity {
    switch self {
    case .noDocumentType, .foreignDocumentType, .cdata, .byteOrderMark, .languageRegion: .info
    case .encoding, .oldLanguageAttributeIn11, .languageSynonym, .secondVariant, .repeatedID, .date, .emptySegment, .untrimmedSegment,
      .directionControls, .controlCharacter, .unpairedCode, .parser, .mended:
      .warning
    default: .error
    }
  }

  /// Measured, but for Lokalize, whose source was read: field notes of the interop tests.
  public var refusedBy: Clients {
    switch self {
    case .encoding, .byteOrderMark, .noDocumentType, .foreignDocumentType, .cdata, .date, .repeatedID, .controlCharacter, .unpairedCode,
      .parser, .tooLarge, .mended, .lost:
      []
    case .noHeaderAttribute("srclang"), .noHeader: [.dtd, .omegaT, .omegaT36]
    case .capitals: [.dtd, .omegaT, .omegaT36, .translateToolkit]
    case .oldLanguageAttribute: [.omegaT, .translateToolkit, .lokalize]
    case .oldLanguageAttributeIn11: [.translateToolkit, .lokalize]
    case .languageCode: [.omegaT, .omegaT36, .lokalize]
    case .languageSynonym: [.omegaT36, .lokalize, .translateToolkit]
    case .languageRegion: [.lokalize]
    case .emptySegment: [.omegaT, .omegaT36, .translateToolkit]
    case .secondVariant, .untrimmedSegment, .directionControls: [.omegaT, .omegaT36]
    case .undefinedEntity: .all
    default: .strict
    }
  }

  /// The problem in words, without control characters.
  public var words: String {
    switch self {
    case .encoding(let name): "written in \(name); UTF-8 is what every program reads"
    case .byteOrderMark: "begins with a byte order mark"
    case .noDocumentType: "no document type (<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">)"
    case .foreignDocumentType(let system): "document type “\(shown(system))” instead of tmx14.dtd; it was not loaded"
    case .version(let text): text.isEmpty ? "no version; 1.4 is meant" : "version “\(shown(text))”; it should be 1.4"
    case .capitals(let name): "<\(shown(name))>: TMX names are in lower case"
    case .namespace(let uri): "a namespace (“\(shown(uri))”); TMX has none"
    case .noHeader: "no <header>"
    case .noHeaderAttribute(let name): "the header has no \(name)"
    case .unknownElement(let name, let parent): "<\(shown(name))> in <\(shown(parent))> is not TMX"
    case .misplacedElement(let name, let parent): "<\(shown(name))> may not stand here in <\(shown(parent))>"
    case .unknownAttribute(let name, let element): "<\(shown(element))> has no attribute \(shown(name)) in TMX"
    case .noAttribute(let name, let element): "<\(shown(element))> lacks \(name)"
    case .value(let value, let attribute): "\(attribute)=“\(shown(value))” is no value that TMX allows"
    case .strayText(let element): "text directly in <\(shown(element))>"
    case .noVariant: "a unit without a variant"
    case .noLanguage: "a variant without a language"
    case .noSegment: "a variant without a segment"
    case .secondSegment: "a second segment in one variant"
    case .oldLanguageAttribute: "lang instead of xml:lang"
    case .oldLanguageAttributeIn11: "lang, as TMX 1.1 has it: newer programs want xml:lang"
    case .languageCode(let code): "“\(shown(code))” is no well-formed language code"
    case .languageSynonym(let code): "language code “\(shown(code))”: programs look for fa or en"
    case .languageRegion(let code): "language code “\(shown(code))”: Lokalize looks for fa and en exactly"
    case .secondVariant(let code): "a second variant in “\(shown(code))”: OmegaT takes the last"
    case .repeatedID(let id): "tuid “\(shown(id))” was used before"
    case .date(let text, let attribute): "\(attribute)=“\(shown(text))” is not YYYYMMDDThhmmssZ"
    case .tooLarge(let bytes): "a unit of more than \(bytes) bytes"
    case .undefinedEntity(let name): "the entity &\(shown(name)); is not defined, so the text lacks what it stood for"
    case .emptySegment: "an empty segment"
    case .untrimmedSegment: "blanks or line breaks around the text: OmegaT loses the exact match"
    case .directionControls: "invisible direction marks in the text: OmegaT loses the exact match"
    case .controlCharacter: "control characters in the text"
    case .unpairedCode(let name): "<\(shown(name))> without its partner"
    case .cdata: "a CDATA section"
    case .parser(let words): words
    case .mended(let words): shown(words)
    case .lost(let words): "a unit is lost: \(shown(words))"
    }
  }

  private func shown(_ text: String) -> String {
    let cleaned = text.withoutControls
    return cleaned.unicodeScalars.count > 120 ? String(String.UnicodeScalarView(cleaned.unicodeScalars.prefix(120))) + "…" : cleaned
  }
}
