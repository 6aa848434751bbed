package import TMX

/// 128 bits over what a unit says: two units with equal ones say the same, for texts that nobody made up to collide.
package struct UnitFingerprint: Hashable, Sendable {
  private let high, low: UInt64

  /// Of bytes.
  package init(_ bytes: [UInt8]) {
    (high, low) = bytes.withUnsafeBytes { (Hash64.of($0, seed: 2), Hash64.of($0, seed: 3)) }
  }

  /// Of a text, scalar for scalar.
  package init(_ text: String) { self.init(Array(text.utf8)) }

  /// Of the texts in all languages, whatever their order; tags in them count, what else is known of the unit does not.
  package init(textsOf unit: Unit) {
    let variants = unit.variants.map { Variant(language: $0.language, content: $0.content) }
      .sorted { $0.language.canonical.utf8.lexicographicallyPrecedes($1.language.canonical.utf8) }
    self.init(wholeOf: Unit(variants: variants))
  }

  /// Of everything but the id.
  package init(wholeOf unit: Unit) {
    var unit = unit
    unit.tuid = nil
    var bytes: [UInt8] = []
    UnitCoding.append(unit, to: &bytes)
    self.init(bytes)
  }
}
