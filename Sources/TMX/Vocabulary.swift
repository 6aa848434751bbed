internal import XMLStream

/// The elements of TMX 1.4b, and any other.
enum Element: UInt8, CaseIterable, Sendable {
  case tmx, header, body, note, prop, ude, map, tu, tuv, seg, bpt, ept, it, ph, hi, sub, ut
  /// An element that TMX doesn't have.
  case foreign

  /// The elements by their names, in lower case as the DTD asks.
  static let named: [String: Element] = Dictionary(
    uniqueKeysWithValues: allCases.filter { $0 != .foreign }.map { (String(describing: $0), $0) })

  var name: String { String(describing: self) }

  /// Those that hold native code of a format: what is inside is no text for a reader.
  var isCode: Bool { Elements.code.contains(self) }
}

/// A set of elements.
struct Elements: Sendable {
  private var bits: UInt32 = 0

  init(_ elements: Element...) { for element in elements { bits |= 1 << UInt32(element.rawValue) } }

  func contains(_ element: Element) -> Bool { bits & 1 << UInt32(element.rawValue) != 0 }

  static let none = Elements()
  static let code = Elements(.bpt, .ept, .it, .ph, .ut)
  static let inline = Elements(.bpt, .ept, .it, .ph, .hi, .ut)
}

/// The document type of TMX 1.4b (tmx14.dtd), as tables.
enum DocumentType {
  /// What may stand directly inside an element.
  static func children(of element: Element) -> Elements {
    switch element {
    case .tmx: Elements(.header, .body)
    case .header: Elements(.note, .prop, .ude)
    case .body: Elements(.tu)
    case .ude: Elements(.map)
    case .tu: Elements(.note, .prop, .tuv)
    case .tuv: Elements(.note, .prop, .seg)
    case .seg, .sub, .hi: .inline
    case .bpt, .ept, .it, .ph, .ut: Elements(.sub)
    case .note, .prop, .map, .foreign: .none
    }
  }

  static func holdsText(_ element: Element) -> Bool {
    switch element {
    case .note, .prop, .seg, .bpt, .ept, .it, .ph, .hi, .sub, .ut: true
    default: false
    }
  }

  private static let shared = [
    "o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool", "creationtoolversion", "creationdate", "creationid",
    "changedate", "changeid", "o-tmf",
  ]

  static let headerRequired = ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"]

  static func attributes(of element: Element) -> Set<String> { attributeTable[Int(element.rawValue)] }

  private static let attributeTable: [Set<String>] = Element.allCases.map { element in
    switch element {
    case .tmx: ["version"]
    case .header: Set(headerRequired + ["o-encoding", "creationdate", "creationid", "changedate", "changeid"])
    case .note: ["o-encoding", "xml:lang"]
    case .prop: ["type", "o-encoding", "xml:lang"]
    case .ude: ["name", "base"]
    case .map: ["unicode", "code", "ent", "subst"]
    case .tu: Set(shared + ["tuid", "segtype", "srclang"])
    case .tuv: Set(shared + ["xml:lang"])
    case .bpt: ["i", "x", "type"]
    case .ept: ["i"]
    case .it: ["pos", "x", "type"]
    case .ph: ["x", "assoc", "type"]
    case .hi: ["x", "type"]
    case .sub: ["datatype", "type"]
    case .ut: ["x"]
    case .body, .seg, .foreign: []
    }
  }

  static func required(of element: Element) -> [String] {
    switch element {
    case .header: headerRequired
    case .prop: ["type"]
    case .ude: ["name"]
    case .map: ["unicode"]
    case .tuv: ["xml:lang"]
    case .bpt, .ept: ["i"]
    case .it: ["pos"]
    default: []
    }
  }

  /// The elements that have an attribute of this name.
  static func elements(with attribute: String) -> UInt32 {
    Element.allCases.reduce(0) { $0 | (attributes(of: $1).contains(attribute) ? 1 << UInt32($1.rawValue) : 0) }
  }

  static let segmentTypes: Set<String> = ["block", "paragraph", "sentence", "phrase"]

  /// Whether the DTD takes this value; only enumerations are restricted.
  static func allows(_ attribute: String, _ value: String) -> Bool {
    switch attribute {
    case "segtype": segmentTypes.contains(value)
    case "pos": value == "begin" || value == "end"
    default: true
    }
  }
}

/// What a name means in TMX, worked out once for each different name of a document.
struct NameMeaning {
  let element: Element
  /// How a foreign element is called in a unit; else the TMX name.
  let elementName: String
  /// The attribute's name: in lower case when TMX has it so, else as written.
  let attribute: String
  let key: Key
  /// Bit set of the elements that have such an attribute.
  let attributeOf: UInt32
  /// True when the document wrote a TMX name with capitals.
  let hasCapitals: Bool

  enum Key { case other, tuid, language, oldLanguage, type }

  init(_ name: XMLName, rootURI: String) {
    let lowered = name.local.lowercased()
    let isOurs = name.prefix.isEmpty || (!rootURI.isEmpty && name.uri == rootURI)
    element = isOurs ? Element.named[lowered] ?? .foreign : .foreign
    elementName = element == .foreign ? name.qualified : element.name
    hasCapitals = element != .foreign && lowered != name.local
    let qualified = name.qualified
    let folded = qualified.lowercased()
    let bits = DocumentType.elements(with: folded)
    attribute = bits != 0 || folded == "lang" ? folded : qualified
    attributeOf = bits
    key =
      switch folded {
      case "tuid": .tuid
      case "xml:lang": .language
      case "lang": .oldLanguage
      case "type": .type
      default: .other
      }
  }

  func isAttribute(of element: Element) -> Bool { attributeOf & 1 << UInt32(element.rawValue) != 0 }
}
