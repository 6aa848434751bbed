/// A day in one of the three calendars that diplomatic papers are dated by.
///
///     CalendarDate(.persian, year: 1402, month: 4, day: 24).converted(to: .gregorian)   // 2023-07-15
///
/// Conversions are exact and go through the day number. The lunar Hijri calendar is the tabular civil one (leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29
/// of each 30; epoch 16 July 622 Julian): what is announced by sight of the moon, or printed in Iran or Saudi Arabia, can be a day off.
public struct CalendarDate: Hashable, Sendable, CustomStringConvertible {
  public let calendar: Calendar
  public let year: Int
  /// From 1.
  public let month: Int
  /// From 1.
  public let day: Int

  public enum Calendar: String, Sendable, CaseIterable {
    case gregorian
    /// Jalali (solar Hijri), the civil calendar of Iran and Afghanistan.
    case persian
    /// Lunar Hijri, tabular civil.
    case islamic
  }

  /// A date that exists; nil for 30 February, for month 13, and for years outside 1...3000 (Persian: 1...1800).
  public init?(_ calendar: Calendar, year: Int, month: Int, day: Int) {
    guard year >= 1, year <= (calendar == .persian ? 1_800 : 3_000), (1...12).contains(month),
      day >= 1, day <= Self.length(of: month, year, calendar)
    else { return nil }
    (self.calendar, self.year, self.month, self.day) = (calendar, year, month, day)
  }

  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// The Julian day number of the day's noon.
  public var dayNumber: Int {
    switch calendar {
    case .gregorian: Self.gregorianDay(year, month, day)
    case .persian: Self.newYear(year) + (month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7)) + day - 1
    case .islamic: day + 29 * (month - 1) + month / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 + 1_948_439
    }
  }

  /// The same day in another calendar.
  /// - Returns: nil when the year there is outside the range of ``init(_:year:month:day:)``.
  public func converted(to other: Calendar) -> CalendarDate? { CalendarDate(other, dayNumber: dayNumber) }

  /// The day with a Julian day number.
  public init?(_ calendar: Calendar, dayNumber: Int) {
    guard (1_721_000...2_900_000).contains(dayNumber) else { return nil }
    switch calendar {
    case .gregorian:
      // Richards 2013, "Calendars", Explanatory Supplement to the Astronomical Almanac, 3rd ed., §15.11, algorithm 4.
      let f = dayNumber + 1_401 + (4 * dayNumber + 274_277) / 146_097 * 3 / 4 - 38
      let e = 4 * f + 3
      let h = 5 * (e % 1_461 / 4) + 2
      let month = (h / 153 + 2) % 12 + 1
      self.init(.gregorian, year: e / 1_461 - 4_716 + (14 - month) / 12, month: month, day: h % 153 / 5 + 1)
    case .persian:
      var year = (dayNumber - 1_948_321) * 100 / 36_525 + 1
      guard (1...1_800).contains(year) else { return nil }
      while year < 1_800, Self.newYear(year + 1) <= dayNumber { year += 1 }
      while year > 1, Self.newYear(year) > dayNumber { year -= 1 }
      let past = dayNumber - Self.newYear(year)
      if past < 186 {
        self.init(.persian, year: year, month: past / 31 + 1, day: past % 31 + 1)
      } else {
        self.init(.persian, year: year, month: (past - 186) / 30 + 7, day: (past - 186) % 30 + 1)
      }
    case .islamic:
      let past = dayNumber - 1_948_440
      guard past >= 0 else { return nil }
      let year = (30 * past + 10_646) / 10_631
      let first = (year - 1) * 354 + (3 + 11 * year) / 30
      let month = min(12, (2 * (past - first) + 59) / 59)
      self.init(.islamic, year: year, month: month, day: past - first - 29 * (month - 1) - month / 2 + 1)
    }
  }

  private static func length(of month: Int, _ year: Int, _ calendar: Calendar) -> Int {
    switch calendar {
    case .gregorian:
      month == 2 ? (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    case .persian: month <= 6 ? 31 : month <= 11 ? 30 : newYear(year + 1) - newYear(year) - 336
    case .islamic: month % 2 == 1 || month == 12 && (14 + 11 * year) % 30 < 11 ? 30 : 29
    }
  }

  private static func gregorianDay(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let a = (14 - month) / 12
    let y = year + 4_800 - a
    return day + (153 * (month + 12 * a - 3) + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32_045
  }

  /// The day number of 1 Farvardin: eight leap years in each cycle of 33. The law asks for the astronomical equinox; cycle and equinox part company in
  /// single years before 1206 and after 1500 AP (Borkowski 1996, "The Persian calendar for 3000 years").
  private static func newYear(_ year: Int) -> Int { 1_948_320 + 365 * (year - 1) + (8 * year + 21) / 33 }
}
