internal import Glibc

extension Double {
  func power(_ exponent: Double) -> Double { pow(self, exponent) }
  var logarithm: Double { log(self) }
  var exponential: Double { exp(self) }
}

extension Float {
  var logarithm: Float { logf(self) }
  var exponential: Float { expf(self) }
  func clamped(_ low: Float, _ high: Float) -> Float { Swift.min(high, Swift.max(low, self)) }
}

extension SIMD4<Float> {
  /// The larger of each two; `pointwiseMax` isn't inlined.
  @inline(__always)
  func atLeast(_ other: SIMD4<Float>) -> SIMD4<Float> { replacing(with: other, where: self .< other) }

  /// Natural logarithm of positive, normal numbers, within 4e-5: exponent bits, and a polynomial over the mantissa.
  @inline(__always)
  var fastLogarithm: SIMD4<Float> {
    let bits = unsafeBitCast(self, to: SIMD4<Int32>.self)  // same size, every pattern valid
    let exponent = SIMD4<Float>((bits &>> 23) &- 127)
    let mantissa = unsafeBitCast((bits & 0x7F_FFFF) | 0x3F80_0000, to: SIMD4<Float>.self)  // 1 ..< 2
    // ln m by the series of atanh around the middle of the octave: m = c(1+s)/(1−s), c = √2.
    let s = (mantissa - 1.41421356) / (mantissa + 1.41421356)
    let q = s * s
    var series = SIMD4<Float>(repeating: 0.2857142857)
    series = series * q + 0.4
    series = series * q + 0.6666666667
    series = series * q + 2
    return exponent * 0.69314718 + 0.34657359 + s * series
  }

  /// e to numbers of −80 … 80, within a millionth of the value; beyond, that of the nearest bound.
  @inline(__always)
  var fastExponential: SIMD4<Float> {
    let low = atLeast(SIMD4(repeating: -80))
    let x = low.replacing(with: SIMD4(repeating: 80), where: low .> 80) * 1.44269504
    let shifted = x + 12_582_912  // 1.5 · 2²³: rounds to the nearest integer in the low bits
    let whole = shifted - 12_582_912
    let f = (x - whole) * 0.69314718
    var series = SIMD4<Float>(repeating: 1.0 / 720)
    series = series * f + 1.0 / 120
    series = series * f + 1.0 / 24
    series = series * f + 1.0 / 6
    series = series * f + 0.5
    series = series * f + 1
    series = series * f + 1
    let bits = unsafeBitCast(shifted, to: SIMD4<Int32>.self) &<< 23  // the integer's low bits become the exponent
    return unsafeBitCast(unsafeBitCast(series, to: SIMD4<Int32>.self) &+ bits, to: SIMD4<Float>.self)
  }
}
