internal import Language

/// Words that merely imply a number, and Roman numerals: they may be the counterpart of a number and need none of their own.
enum WeakNumbers {
  /// The values that a word may imply, by its folding key: both, dozens, قرن, fully.
  static let words: [String: [ExactNumber]] = {
    var table: [String: [ExactNumber]] = [:]
    func add(_ values: [ExactNumber?], _ words: String) {
      for word in words.split(separator: " ") { table[FoldingKey.of(String(word), blanks: .dropped)] = values.compactMap(\.self) }
    }
    func number(_ value: Int) -> ExactNumber { ExactNumber(value) }
    add([number(1)], "once single sole")
    // What is doubled grows by a hundred per cent; what comes twice a year, every six months.
    add([number(2), number(100)], "double doubled doubles doubling twofold two-fold دوچندان مضاعف")
    add([number(3), number(200)], "triple tripled triples tripling treble trebled threefold three-fold")
    add([number(4), number(300)], "quadruple quadrupled quadrupling fourfold four-fold")
    add([number(5), number(400)], "quintuple quintupled fivefold five-fold")
    add([number(6)], "sixfold")
    add([number(7)], "sevenfold week-long")
    add([number(8)], "eightfold")
    add([number(10)], "tenfold ten-fold tens decade decades دهها دهه")
    add(
      [number(2)],
      "twice both couple pair bilateral dual duplicate either neither secondly ثانوی ثانیا دوبار جفت زوج")
    add([number(2), number(6)], "biannual biannually semi-annual semiannual semi-annually semiannually half-yearly")
    add([number(2)], "biennial biennially biennium fortnight fortnightly bimonthly")
    add([number(3)], "thrice trio threesome trimester tertiary trilateral tripartite triplicate thirdly triennial ثالث ثالثا")
    add([number(3), number(4)], "quarterly فصلی")
    add([number(4)], "quartet foursome foursomes quadrilateral quadripartite quadrennial")
    // «نه» is no, too.
    add([number(9)], "نه")
    add([number(12)], "dozens دوجین")
    add([number(24)], "شبانهروز شبانهروزی")
    add(
      [number(100)],
      "hundreds century centuries centenary صدها قرن سده fully entirely wholly completely totally absolutely unanimously unanimous")
    add([number(1_000)], "thousands millennium هزاران هزارها")
    add([number(1_000_000)], "millions میلیونها")
    add([number(1_000_000_000)], "billions میلیاردها")
    add([ExactNumber(1, 2), number(50)], "half halves halve halved halving نیمه")
    add([ExactNumber(1, 4), number(25)], "quarter quarters")
    return table
  }()

  /// The minutes of the day that a word means.
  static let times: [String: [Int]] = [
    "noon": [720], "midday": [720], "ظهر": [720], "نیمروز": [720], "midnight": [0, 1_440], "نیمهشب": [0, 1_440],
  ]

  /// The value of a Roman numeral in capitals; nil for other words.
  static func roman(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    let values: [Unicode.Scalar: Int] = ["I": 1, "V": 5, "X": 10, "L": 50, "C": 100]
    var total = 0
    var last = 1_000
    var text = ""
    for scalar in scalars {
      guard let value = values[scalar] else { return nil }
      total += value > last ? value - 2 * last : value
      last = value
      text.unicodeScalars.append(scalar)
    }
    guard total > 0, total < 150, roman(total) == text else { return nil }
    return total
  }

  private static func roman(_ value: Int) -> String {
    var rest = value
    var text = ""
    for (part, mark) in [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
      while rest >= part {
        text += mark
        rest -= part
      }
    }
    return text
  }

  /// The words that a Roman numeral follows.
  static let romanHeads: Set<String> = [
    "article", "articles", "chapter", "chapters", "part", "parts", "annex", "annexes", "section", "title", "schedule", "protocol", "volume",
    "phase", "appendix", "book", "group", "list", "table",
  ]

  /// Names of Latin letters, between which «سی» is the letter C.
  static let letterNames: Set<String> = ["بی", "دی", "ان", "ای", "اس", "پی", "ار"]

  static let imperialUnits: Set<String> = [
    "mile", "miles", "inch", "inches", "foot", "feet", "yard", "yards", "mph", "acre", "acres", "gallon", "gallons", "fahrenheit",
    "ounce", "ounces", "pound", "pounds",
  ]
}
