internal import Language

/// The names of TBX: elements of both versions, data categories with the module that has them, and their values.
///
/// Sources: ISO 30042:2019 and the TBX-Basic dialect 1.2 (tbxinfo.net) for version 3, ISO 30042:2008 and TBX-Basic 2 for version 2.
enum TBXVocabulary {
  static let namespace = "urn:iso:std:iso:30042:ed-2"

  /// A set of data categories of version 3.
  enum Module: String {
    case min, basic
    var namespace: String { "http://www.tbxinfo.net/ns/\(rawValue)" }
  }

  /// Data categories by name: the element that carries them in style DCA, and their module.
  static let categories: [String: (element: String, module: Module)] = [
    "subjectField": ("descrip", .min), "partOfSpeech": ("termNote", .min), "administrativeStatus": ("termNote", .min),
    "customerSubset": ("admin", .min),
    "definition": ("descrip", .basic), "context": ("descrip", .basic), "source": ("admin", .basic), "projectSubset": ("admin", .basic),
    "termType": ("termNote", .basic), "grammaticalGender": ("termNote", .basic), "geographicalUsage": ("termNote", .basic),
    "termLocation": ("termNote", .basic), "crossReference": ("ref", .basic), "externalCrossReference": ("xref", .basic),
    "xGraphic": ("xref", .basic), "transactionType": ("transac", .basic), "responsibility": ("transacNote", .basic),
  ]

  /// Names of version 2 and what version 3 calls them.
  static let newNames = [
    "martif": "tbx", "martifHeader": "tbxHeader", "termEntry": "conceptEntry", "langSet": "langSec", "tig": "termSec", "ntig": "termSec",
  ]

  static let statuses: [Term.Status: String] = [
    .preferred: "preferredTerm-admn-sts", .admitted: "admittedTerm-admn-sts", .deprecated: "deprecatedTerm-admn-sts",
    .forbidden: "supersededTerm-admn-sts",
  ]

  /// The status that a value means; also in the words that other programs write.
  static func status(_ value: String) -> Term.Status? {
    switch String(value.prefix { $0 != "-" }).lowercased() {
    case "preferredterm", "preferred", "standardizedterm": .preferred
    case "admittedterm", "admitted", "approved": .admitted
    case "deprecatedterm", "deprecated", "notrecommended": .deprecated
    case "supersededterm", "superseded", "forbidden": .forbidden
    default: nil
    }
  }

  static let forms: [Term.Form: String] = [
    .full: "fullForm", .acronym: "acronym", .abbreviation: "abbreviation", .short: "shortForm", .variant: "variant", .phrase: "phrase",
    .plural: "variant",
  ]

  static func form(_ value: String) -> Term.Form? {
    switch value {
    case "fullForm": .full
    case "acronym": .acronym
    case "abbreviation", "initialism": .abbreviation
    case "shortForm": .short
    case "variant": .variant
    case "phrase": .phrase
    default: nil
    }
  }

  /// The remark that makes a variant a plural.
  static let pluralNote = "plural"

  /// True when a code is shaped like one of BCP 47, or a name that ``LanguageTag`` knows. `xx`, which converters write when nobody told them, is none.
  static func isLanguage(_ code: String) -> Bool {
    let tag = LanguageTag(code)
    if tag.language != .other { return true }
    let parts = tag.canonical.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.utf8.count), first != "xx" else { return false }
    return first.utf8.allSatisfy { (0x61...0x7A).contains($0) }
      && parts.dropFirst().allSatisfy {
        (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
      }
  }

  /// True when a term can't be in the language it is filed under: Persian letters in English, or nothing but small Latin letters in Persian.
  static func isOtherScript(_ text: String, _ language: LanguageTag) -> Bool {
    var arabic = false, latin = false, small = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0620...0x06FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: arabic = true
      case 0x61...0x7A: (latin, small) = (true, true)
      case 0x41...0x5A: latin = true
      default: break
      }
    }
    return switch language.language {
    case .english: arabic && !latin
    case .persian: small && !arabic
    case .other: false
    }
  }
}
