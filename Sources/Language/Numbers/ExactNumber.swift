/// A number as a text states it, without rounding: a reduced fraction, so that 12.5, 12.50 and 25/2 are one value.
///
///     ExactNumber(1, 2)! == ExactNumber(decimal: "0.50")   // true
public struct ExactNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Carries the sign.
  public let numerator: Int
  /// At least 1, and without a common divisor with the numerator.
  public let denominator: Int

  public init(_ integer: Int) { (numerator, denominator) = (integer, 1) }

  /// A fraction; nil for a denominator below 1 or a numerator of `Int.min`.
  public init?(_ numerator: Int, _ denominator: Int) {
    guard denominator >= 1, numerator > .min else { return nil }
    var (a, b) = (abs(numerator), denominator)
    while b != 0 { (a, b) = (b, a % b) }
    (self.numerator, self.denominator) = (numerator / a, denominator / a)
  }

  /// Plain decimal digits with at most one point, eighteen digits at most: `12.5`; nil for anything else.
  public init?(decimal text: String) {
    var (mantissa, scale, digits) = (0, 1, 0)
    var isFraction = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), !isFraction, digits > 0 {
        isFraction = true
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 18 else { return nil }
      mantissa = mantissa * 10 + Int(byte - UInt8(ascii: "0"))
      if isFraction { scale *= 10 }
      digits += 1
    }
    guard digits > 0 else { return nil }
    self.init(mantissa, scale)
  }

  /// The number as an integer; nil when it is none.
  public var integer: Int? { denominator == 1 ? numerator : nil }

  /// The nearest floating-point number.
  public var approximation: Double { Double(numerator) / Double(denominator) }

  /// Decimal digits where they end (`12.5`), a fraction otherwise (`1/3`).
  public var description: String {
    var (rest, zeros) = (denominator, 0)
    var scale = 1
    while rest % 10 == 0 || rest % 5 == 0 || rest % 2 == 0, zeros < 18 {
      rest /= rest % 10 == 0 ? 10 : rest % 5 == 0 ? 5 : 2
      zeros += 1
      scale *= 10
    }
    guard rest == 1, denominator > 1, let digits = times(ExactNumber(scale))?.integer else {
      return denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }
    let text = String(abs(digits))
    let padded = String(repeating: "0", count: max(0, zeros + 1 - text.utf8.count)) + text
    return (digits < 0 ? "-" : "") + padded.dropLast(zeros) + "." + padded.suffix(zeros)
  }

  /// The product; nil when it is too large to be held.
  public func times(_ other: ExactNumber) -> ExactNumber? {
    // Reduced crosswise first, so that the product overflows only when it must.
    guard let left = ExactNumber(numerator, other.denominator), let right = ExactNumber(other.numerator, denominator) else { return nil }
    let (top, overflow) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (bottom, another) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    return overflow || another ? nil : ExactNumber(top, bottom)
  }

  /// The sum; nil when it is too large to be held.
  public func plus(_ other: ExactNumber) -> ExactNumber? {
    let (a, first) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (b, second) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (sum, third) = a.addingReportingOverflow(b)
    let (bottom, fourth) = denominator.multipliedReportingOverflow(by: other.denominator)
    return first || second || third || fourth ? nil : ExactNumber(sum, bottom)
  }

  public static func < (a: ExactNumber, b: ExactNumber) -> Bool {
    let left = a.numerator.multipliedFullWidth(by: b.denominator)
    let right = b.numerator.multipliedFullWidth(by: a.denominator)
    return (left.high, left.low) < (right.high, right.low)
  }
}
