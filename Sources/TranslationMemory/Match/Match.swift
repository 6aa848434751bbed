/// What a lookup asks for.
public struct MatchOptions: Hashable, Sendable {
  /// The lowest score wanted, in percent, 1…100. At 100 the lookup is a probe of a hash table.
  public var atLeast: Int
  /// How many matches at most.
  public var limit: Int
  public var score: ScoreKind
  /// The texts before and after the one looked up, where they are known: units whose neighbours agree are context matches.
  public var before, after: String?
  /// Only units of this document (`x-origin`), of this domain (`x-domain`).
  public var origin, domain: String?
  /// Only units changed, or else made, since then: `YYYYMMDD`, or more of `YYYYMMDDThhmmssZ`.
  public var since: String?
  /// Only units that a person confirmed.
  public var confirmedOnly = false
  /// What is taken off the scores of units that are worth less; several that fit a unit add up.
  public var penalties: [Penalty] = []

  /// Points taken off the score of units, after matching: ranking and ``MatchOptions/atLeast`` go by what is left.
  public struct Penalty: Hashable, Sendable {
    public var target: Target
    /// In percent, 0…100.
    public var points: Int

    public init(_ target: Target, points: Int) {
      self.target = target
      self.points = min(max(points, 0), 100)
    }

    /// Which units.
    public enum Target: Hashable, Sendable {
      /// All of the memory of this name.
      case memory(String)
      /// Those with this value of a property.
      case property(type: String, value: String)

      /// As people write it: `NAME`, or `TYPE:VALUE`.
      public var name: String {
        switch self {
        case .memory(let name): name
        case .property(let type, let value): "\(type):\(value)"
        }
      }
    }
  }

  public init(atLeast: Int = 70, limit: Int = 5, score: ScoreKind = .graded, before: String? = nil, after: String? = nil) {
    self.atLeast = atLeast
    self.limit = limit
    self.score = score
    self.before = before
    self.after = after
  }
}

/// A unit that resembles a text.
public struct Match: Hashable, Sendable {
  /// In percent, rounded down; 100 means that nothing but spelling differs. See ``MatchCost``. What ``Match/penalties`` took off is off.
  public var score: Int
  public var kind: Kind
  public var source, target: String
  public var tuid: String?
  /// The memory it comes from: the name of its file without `.tmx`.
  public var memory: String
  /// Who confirmed the unit; nil when nobody did.
  public var confirmedBy: String?
  /// `changedate`, or else `creationdate`, as the file has it.
  public var date: String?
  public var origin: String?
  /// How many units of the memory say the same.
  public var count: Int
  /// Where the texts differ, in the order of the text looked up.
  public var differences: [Difference]
  /// Where the unit lies in the file.
  public var offset: Int
  /// For a match of kind ``Kind/part``: which part of ``source`` it is, in Unicode scalars.
  public var part: Range<Int>? = nil
  /// What was taken off the score.
  public var penalties: [MatchOptions.Penalty] = []
  /// Where the texts differ in numbers only: ``target`` with the numbers of the text looked up, in the target's digits and marks. Nil where the place of a
  /// number is not certain.
  public var repairedTarget: String? = nil

  public enum Kind: String, Comparable, Sendable, CaseIterable {
    /// The text resembles a part of the unit's source; the score is of that part.
    case part
    case fuzzy
    /// 100, but not the same text: ``Match/differences`` shows what differs.
    case equivalent
    /// The same text, scalar for scalar.
    case exact
    /// 100, and the neighbours agree.
    case context

    public static func < (a: Kind, b: Kind) -> Bool { allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)! }
  }

  /// Tokens that differ between the text looked up and the one stored.
  public struct Difference: Hashable, Sendable {
    public var kind: Kind
    /// Places in Unicode scalars, end exclusive; empty where the token is missing, at the place where it would stand.
    public var query, stored: Range<Int>

    public enum Kind: String, Sendable, CaseIterable {
      /// Stored, but not in the query.
      case missing
      /// In the query, but not stored.
      case added
      case replaced
      /// Another form of one stem.
      case inflected
      case number
      /// Punctuation or a symbol.
      case mark
      /// A negation gained or lost.
      case negation
      /// Another spelling of the same: it costs nothing.
      case spelling
    }
  }
}
