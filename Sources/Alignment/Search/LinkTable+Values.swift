internal import Language

extension LinkTable {
  /// Numbers that are written with digits here and with letters there, and years of two calendars.
  func linkValues(
    _ source: TextTable, _ target: TextTable, _ workspace: Workspace, _ weights: Weights,
    _ body: (Int32, Int32, Double, Evidence.Match.Kind) -> Void
  ) {
    func values(_ text: TextTable, _ vocabulary: Vocabulary) -> (digits: [(Int32, Int32)], words: [(Int32, Int32)]) {
      var digits: [(Int32, Int32)] = [], words: [(Int32, Int32)] = []
      for (index, type) in text.types.enumerated() where type.key >= 0 {
        let value = vocabulary.numbers[Int(type.key)]
        guard value >= 2 else { continue }
        if type.kind == .number { digits.append((value, Int32(index))) } else { words.append((value, Int32(index))) }
      }
      return (digits, words)
    }
    let left = values(source, workspace.source), right = values(target, workspace.target)
    var byValue: [Int32: [Int32]] = [:]
    for (value, type) in right.words { byValue[value, default: []].append(type) }
    for (value, type) in left.digits { for other in byValue[value] ?? [] { body(type, other, weights.numberWord, .number) } }
    byValue.removeAll(keepingCapacity: true)
    for (value, type) in right.digits { byValue[value, default: []].append(type) }
    for (value, type) in left.words { for other in byValue[value] ?? [] { body(type, other, weights.numberWord, .number) } }
    // The solar Hijri year y begins in y + 621.
    for (value, type) in left.digits {
      let others =
        (1250...1450).contains(value) ? [value + 621, value + 622] : (1872...2072).contains(value) ? [value - 621, value - 622] : []
      for other in others { for there in byValue[other] ?? [] { body(type, there, weights.year, .date) } }
    }
  }

  /// Dates that state one day or month, in whatever calendar.
  func linkDates(_ source: TextTable, _ target: TextTable, _ body: (Int32, Int32) -> Void) {
    guard !source.dates.isEmpty, !target.dates.isEmpty else { return }
    // Dates with a year meet by the days that they may cover, those without by trying: there are few of them.
    func days(_ quantity: Quantity) -> [Int]? {
      var places: Set<Int> = []
      for reading in quantity.readings {
        guard case .date(let date) = reading else { continue }
        guard let days = date.days else { return nil }
        for day in [days.lowerBound - 1, days.lowerBound, days.upperBound, days.upperBound + 1] { places.insert(day / 32) }
      }
      return Array(places)
    }
    var byDay: [Int: [Int32]] = [:], anyYear: [Int32] = [], all: [Int32] = []
    for (index, type) in target.types.enumerated() where type.kind == .date {
      all.append(Int32(index))
      if let places = days(target.dates[Int(type.stem)]) {
        for place in places { byDay[place, default: []].append(Int32(index)) }
      } else {
        anyYear.append(Int32(index))
      }
    }
    for (index, type) in source.types.enumerated() where type.kind == .date {
      let date = source.dates[Int(type.stem)]
      let candidates = days(date).map { places in Set(places.flatMap { byDay[$0] ?? [] } + anyYear) } ?? Set(all)
      for other in candidates.sorted() where date.agrees(with: target.dates[Int(target.types[Int(other)].stem)]) {
        body(Int32(index), other)
      }
    }
  }
}
