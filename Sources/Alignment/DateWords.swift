internal import Language

/// Two dates that agree, in words that every reader of English can check: `23 Tir 1394 = 14 July 2015`.
enum DateWords {
  static func describe(_ source: String, _ target: String) -> String {
    for a in readings(source) {
      for b in readings(target) where a.agrees(with: b) {
        return a == b ? words(a) : "\(words(a)) = \(words(b))"
      }
    }
    return "\(source) = \(target)"
  }

  private static func readings(_ text: String) -> [PartialDate] {
    let quantities = Quantity.find(in: text, language: .persian)
    let dates = quantities.flatMap { quantity in
      quantity.readings.compactMap { reading -> PartialDate? in if case .date(let date) = reading { date } else { nil } }
    }
    if !dates.isEmpty || quantities.count != 1 { return dates }
    // A year alone.
    guard case .number(let number) = quantities[0].value, let year = number.integer else { return [] }
    return [PartialDate(year < 1700 ? .persian : .gregorian, year: year)].compactMap { $0 }
  }

  private static func words(_ date: PartialDate) -> String {
    let name = date.month.map { months[date.calendar]?[$0 - 1] ?? "\($0)" }
    return [date.day.map(String.init), name, date.year.map(String.init)].compactMap { $0 }.joined(separator: " ")
  }

  private static let months: [CalendarDate.Calendar: [String]] = [
    .gregorian: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ],
    .persian: [
      "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
    ],
    .islamic: [
      "Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qada",
      "Dhu al-Hijja",
    ],
  ]
}
