/// A number that a text mentions, in digits or in words, as a value.
struct Quantity: Hashable {
  /// The place in the text, in Unicode scalars, marks and currency left out.
  var range: Range<Int>
  /// The values that the writing may mean, the likeliest first: ۲۰۲/۸ is 202.8, or the 202 and 8 of a symbol.
  var values: [Double]
  /// The folded digits as written, for those written in digits: `64/292`.
  var key: String
  var strength: Strength
  var isPercent = false
  var currency: Currency?
  /// Four digits that may be a year.
  var isYear = false
  /// The 1990s, دههٔ ۱۳۷۰.
  var isDecade = false
  /// The number of a list item or paragraph, at the start of the text.
  var isLabel = false

  /// The minutes of the day that a time of day may mean; none for other numbers.
  var times: [Int] = []

  var value: Double { values[0] }
  var isDigits: Bool { !key.isEmpty }

  var unit = Unit.none

  /// The system of measures: a translator may convert miles to kilometres.
  enum Unit {
    case none, metric, imperial
  }

  /// How much a number asks for a counterpart.
  enum Strength: Int, Comparable {
    /// May be the counterpart of a number, needs none: one, both, bilateral, dozens, the 19 of COVID-19.
    case weak
    /// A number in words.
    case words
    /// A number in digits.
    case digits

    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
  }

  enum Currency: String {
    case dollar, euro, pound, rial, toman, yen, yuan, rouble, lira, dirham, dinar, rupee, franc, krone, won
  }
}

/// A date or time of day that a text mentions.
struct Moment: Hashable {
  /// The place in the text, in Unicode scalars.
  var range: Range<Int>
  /// The readings that the writing may mean; 04/07/2015 has two.
  var readings: [Reading]

  /// A date as far as it is told.
  struct Reading: Hashable {
    var calendar: Calendar
    var year: Int?
    var month: Int
    var day: Int?
  }

  enum Calendar: Hashable {
    case gregorian, persian, islamic
  }
}
