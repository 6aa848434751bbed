/// A number, range, date or document symbol of a text, with its exact value and place.
///
///     Quantity.find(in: "۱۲٫۵ میلیارد دلار", language: .persian)[0].value          // .number(12500000000)
///     let fa = Quantity.find(in: "۲۳ تیر ۱۳۹۴", language: .persian)[0]
///     let en = Quantity.find(in: "July 14, 2015", language: .english)[0]
///     fa.agrees(with: en)                                                          // true
///
/// What can be read in more than one way keeps all its readings: ۳/۵ is 3.5 and three fifths, 1445 a number, a lunar and a solar year, 5/6/2015 the fifth of
/// June and the sixth of May.
public struct Quantity: Hashable, Sendable {
  /// The place in the text, in Unicode scalars: the number with its percent sign, magnitude, unit or calendar.
  public var range: Range<Int>
  /// The place of the number itself, in Unicode scalars: without the sign, currency, measure or calendar that ``range`` takes in.
  public var numeral: Range<Int>
  /// What it can mean, the likeliest first; never empty.
  public var readings: [Value]
  public var unit: Unit?
  /// سیزدهم, 13th.
  public var isOrdinal: Bool
  /// Written with letters alone; یک and "one" are often no count at all.
  public var isInWords: Bool

  public enum Value: Hashable, Sendable {
    case number(ExactNumber)
    /// 90–120, از ۹۰ تا ۱۲۰: the first is below the second.
    case interval(ExactNumber, ExactNumber)
    case date(PartialDate)
    /// A document symbol, section number or clock time, folded: `s/res/2231`, `10:30`.
    case code(String)
  }

  /// The likeliest reading.
  public var value: Value { readings[0] }

  /// - Parameter readings: at least one.
  public init(range: Range<Int>, readings: [Value], unit: Unit? = nil, isOrdinal: Bool = false, isInWords: Bool = false) {
    precondition(!readings.isEmpty, "a quantity has a value")
    numeral = range
    (self.range, self.readings, self.unit, self.isOrdinal, self.isInWords) = (range, readings, unit, isOrdinal, isInWords)
  }

  /// The quantities of a text in order; they don't overlap.
  ///
  /// Words of both languages are known whatever the language; it decides what digits alone leave open (۳/۵, 5/6/2015). With `.other` only digits and symbols count.
  /// - Parameter tokens: what `Tokenizer` makes of the text, where it is at hand.
  /// - Complexity: O(n).
  public static func find(in text: String, tokens: [Token]? = nil, language: Language) -> [Quantity] {
    var finder = QuantityFinder(text, tokens: tokens ?? Tokenizer.tokens(of: text), language: language)
    return finder.quantities()
  }

  /// True when both state one value, whatever the script, calendar, unit or wording.
  ///
  /// Numbers agree when they are equal after their units are brought together (1 toman = 10 rials, 2 km = 2000 m, 50 % = half); a unit that only one of them
  /// states doesn't part them, two different kinds of unit do. Dates: see ``PartialDate/agrees(with:)``; a year agrees with its bare number. An ordinal agrees
  /// with its number.
  public func agrees(with other: Quantity) -> Bool {
    readings.contains { mine in other.readings.contains { Self.agree(mine, unit, $0, other.unit) } }
  }

  private static func agree(_ a: Value, _ aUnit: Unit?, _ b: Value, _ bUnit: Unit?) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): agree(a, aUnit, b, bUnit)
    case (.interval(let a, let c), .interval(let b, let d)): agree(a, aUnit, b, bUnit) && agree(c, aUnit, d, bUnit)
    case (.date(let a), .date(let b)): a.agrees(with: b)
    case (.date(let date), .number(let number)), (.number(let number), .date(let date)):
      date.precision == .year && date.year == number.integer
    case (.code(let a), .code(let b)): a == b
    default: false
    }
  }

  private static func agree(_ a: ExactNumber, _ aUnit: Unit?, _ b: ExactNumber, _ bUnit: Unit?) -> Bool {
    guard let aUnit, let bUnit else {
      if a == b { return true }
      // Half, and 50 per cent.
      if aUnit == .percent, b.denominator > 1 { return ExactNumber(1, 100).flatMap(a.times) == b }
      if bUnit == .percent, a.denominator > 1 { return ExactNumber(1, 100).flatMap(b.times) == a }
      return false
    }
    guard aUnit.kind == bUnit.kind else { return false }
    if aUnit == bUnit { return a == b }
    guard let left = a.times(aUnit.factor) else { return false }
    return left == b.times(bUnit.factor)
  }

  /// What a number counts, where it is a sign, a currency or a measure.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case percent
    case dollar, canadianDollar, australianDollar, euro, pound, yen, yuan, rial, toman, dirham, rouble, lira, afghani, dinar, rupee, franc
    case krona, won
    case millimetre, centimetre, metre, kilometre
    case milligram, gram, kilogram, tonne
    case hectare, squareMetre, squareKilometre
    case litre, cubicMetre, barrel
    case watt, kilowatt, megawatt, gigawatt

    /// Units of one kind can be brought together by ``factor``: each kind is named by its basic unit.
    public var kind: Unit {
      switch self {
      case .toman: .rial
      case .millimetre, .centimetre, .kilometre: .metre
      case .milligram, .kilogram, .tonne: .gram
      case .hectare, .squareKilometre: .squareMetre
      case .cubicMetre: .litre
      case .kilowatt, .megawatt, .gigawatt: .watt
      default: self
      }
    }

    /// How many of the kind's basic unit one of these is.
    public var factor: ExactNumber {
      switch self {
      case .toman: ExactNumber(10)
      case .millimetre, .milligram: ExactNumber(1, 1_000) ?? ExactNumber(1)
      case .centimetre: ExactNumber(1, 100) ?? ExactNumber(1)
      case .kilometre, .kilogram, .kilowatt, .cubicMetre: ExactNumber(1_000)
      case .hectare: ExactNumber(10_000)
      case .tonne, .squareKilometre, .megawatt: ExactNumber(1_000_000)
      case .gigawatt: ExactNumber(1_000_000_000)
      default: ExactNumber(1)
      }
    }

    /// True for a currency.
    public var isCurrency: Bool {
      switch self {
      case .dollar, .canadianDollar, .australianDollar, .euro, .pound, .yen, .yuan, .rial, .toman, .dirham, .rouble, .lira, .afghani,
        .dinar, .rupee, .franc, .krona, .won:
        true
      default: false
      }
    }
  }
}
