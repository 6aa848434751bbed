extension Quantity {
  /// The folded keys of month names in the three calendars: a text without one of them states no day or month in words.
  package static let monthKeys: [String] =
    (QuantityWords.persian.filter { $0.value.month != nil }.map(\.key) + QuantityWords.english.filter { $0.value.month != nil }.map(\.key))
    .sorted()

  /// The folded keys of words that are whole numbers of two and more by themselves, ordinals among them, with their values.
  package static let numberKeys: [(key: String, value: Int)] = [QuantityWords.persian, QuantityWords.english].flatMap { words in
    words.compactMap { key, role in
      guard let cell = role.cell, !cell.isDenominator, cell.value >= 2, role.month == nil else { return nil }
      return (key, cell.value)
    }
  }.sorted { ($0.key, $0.value) < ($1.key, $1.value) }

  /// The currency that a word or sign of either language names by itself.
  package static func currency(ofKey key: String) -> Unit? {
    guard let unit = (QuantityWords.english[key] ?? QuantityWords.persian[key])?.unit, unit.isCurrency else { return nil }
    return unit
  }
}
