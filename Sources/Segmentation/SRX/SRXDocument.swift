/// Segmentation rules as files carry them: SRX 2.0 (OSCAR recommendation of 7 April 2008), and 1.0 as far as it is still met.
///
///     let (document, problems) = try SRXDocument.read(bytes)
///     document.rules(for: LanguageTag("fa-IR")).count
///     try document.write()       // strict SRX 2.0
///
/// A value of what the file says; ``SRXSegmenter`` cuts texts by it. Text compares scalar by scalar, places in the file don't count.
/// Comments, and the order of foreign elements among ours, are not kept.
public struct SRXDocument: Equatable, Sendable {
  public var header = Header()
  public var languageRules: [LanguageRule] = []
  /// Which rules are for which languages, in file order.
  public var maps: [LanguageMap] = []
  /// Elements of other namespaces in the body.
  public var foreign: [ForeignElement] = []

  public init(header: Header = Header(), languageRules: [LanguageRule] = [], maps: [LanguageMap] = []) {
    self.header = header
    self.languageRules = languageRules
    self.maps = maps
  }

  /// What the rules assume.
  public struct Header: Equatable, Sendable {
    /// Whether text within text, such as a footnote, is cut too.
    public var segmentsSubflows = true
    /// True: the rules of all maps that match a language apply, in the order of the maps. False: those of the first.
    public var cascades = true
    public var formatHandles: [FormatHandle] = []
    public var foreign: [ForeignElement] = []

    public init(segmentsSubflows: Bool = true, cascades: Bool = true, formatHandles: [FormatHandle] = []) {
      self.segmentsSubflows = segmentsSubflows
      self.cascades = cascades
      self.formatHandles = formatHandles
    }
  }

  /// To which side an inline code goes that stands at a break.
  public struct FormatHandle: Equatable, Sendable {
    public var kind: Kind
    /// True when it belongs to the segment before the break.
    public var include: Bool

    public init(_ kind: Kind, include: Bool) {
      self.kind = kind
      self.include = include
    }

    public enum Kind: String, Sendable, CaseIterable {
      case start, end, isolated
    }
  }

  /// A named list of rules.
  public struct LanguageRule: Equatable, Sendable {
    public var name: String
    public var rules: [Rule]
    public var foreign: [ForeignElement] = []

    public init(name: String, rules: [Rule] = []) {
      self.name = name
      self.rules = rules
    }

    public static func == (a: LanguageRule, b: LanguageRule) -> Bool {
      a.name.isExactly(b.name) && a.rules == b.rules && a.foreign == b.foreign
    }
  }

  /// Whether a text breaks where one expression matches what stands before, and another what stands behind.
  public struct Rule: Equatable, Sendable {
    public var breaks: Bool
    /// Regular expressions; an empty one matches everywhere.
    public var before, after: String
    /// The line of the file, from 1; 0 for a rule that was in none.
    public var line = 0
    public var foreign: [ForeignElement] = []

    public init(breaks: Bool, before: String, after: String) {
      self.breaks = breaks
      self.before = before
      self.after = after
    }

    public static func == (a: Rule, b: Rule) -> Bool {
      a.breaks == b.breaks && a.before.isExactly(b.before) && a.after.isExactly(b.after) && a.foreign == b.foreign
    }
  }

  /// The rules for the languages whose codes a pattern matches.
  public struct LanguageMap: Equatable, Sendable {
    /// A regular expression that matches a whole language code.
    public var pattern: String
    public var ruleName: String
    /// The line of the file, from 1; 0 for a map that was in none.
    public var line = 0

    public init(pattern: String, ruleName: String) {
      self.pattern = pattern
      self.ruleName = ruleName
    }

    public static func == (a: LanguageMap, b: LanguageMap) -> Bool {
      a.pattern.isExactly(b.pattern) && a.ruleName.isExactly(b.ruleName)
    }
  }

  /// An element of another namespace, kept as it came.
  public struct ForeignElement: Equatable, Sendable {
    public var name: Name
    public var attributes: [Attribute] = []
    public var content: [Content] = []

    public init(name: Name, attributes: [Attribute] = [], content: [Content] = []) {
      self.name = name
      self.attributes = attributes
      self.content = content
    }

    public struct Name: Equatable, Sendable {
      public var prefix, local, namespace: String

      public init(prefix: String, local: String, namespace: String) {
        self.prefix = prefix
        self.local = local
        self.namespace = namespace
      }
    }

    public struct Attribute: Equatable, Sendable {
      public var name: Name
      public var value: String

      public init(name: Name, value: String) {
        self.name = name
        self.value = value
      }

      public static func == (a: Attribute, b: Attribute) -> Bool { a.name == b.name && a.value.isExactly(b.value) }
    }

    public enum Content: Equatable, Sendable {
      case element(ForeignElement)
      case text(String)

      public static func == (a: Content, b: Content) -> Bool {
        switch (a, b) {
        case (.element(let a), .element(let b)): a == b
        case (.text(let a), .text(let b)): a.isExactly(b)
        default: false
        }
      }
    }
  }
}

extension String {
  /// Equal scalar by scalar; `==` would call U+06C0 and its decomposition equal.
  func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
