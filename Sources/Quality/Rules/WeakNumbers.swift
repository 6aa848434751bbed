internal import Language

/// Words that merely imply a number, and Roman numerals: they may be the counterpart of a number and need none of their own.
enum WeakNumbers {
  /// The value that a word implies, by its folding key: both, dozens, قرن.
  static let words: [String: ExactNumber] = {
    var table: [String: ExactNumber] = [:]
    func add(_ value: ExactNumber?, _ words: String) {
      for word in words.split(separator: " ") { table[FoldingKey.of(String(word), blanks: .dropped)] = value }
    }
    add(ExactNumber(1), "once single sole")
    add(
      ExactNumber(2),
      "twice both couple pair double doubled twofold bilateral dual duplicate two-fold either neither secondly ثانوی ثانیا دوبار جفت زوج")
    add(
      ExactNumber(3),
      "thrice trio threesome trimester quarterly tertiary triple trilateral tripartite triplicate treble thirdly ثالث ثالثا")
    add(ExactNumber(4), "quartet foursome foursomes quadrilateral quadripartite quadruple fourfold")
    // «نه» is no, too.
    add(ExactNumber(9), "نه")
    add(ExactNumber(10), "tens decade decades دهها دهه")
    add(ExactNumber(12), "dozens دوجین")
    add(ExactNumber(24), "شبانهروز شبانهروزی")
    add(ExactNumber(100), "hundreds century centuries centenary صدها قرن سده")
    add(ExactNumber(1_000), "thousands millennium هزاران هزارها")
    add(ExactNumber(1_000_000), "millions میلیونها")
    add(ExactNumber(1_000_000_000), "billions میلیاردها")
    add(ExactNumber(1, 2), "half halves نیمه")
    add(ExactNumber(1, 4), "quarter quarters")
    return table
  }()

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
