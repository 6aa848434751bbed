/// A date as far as a text states it: a day, a month or a year in one of the three calendars, or a day without its year.
///
///     let tir = PartialDate(.persian, year: 1394, month: 4, day: 23)!
///     let july = PartialDate(.gregorian, year: 2015, month: 7, day: 14)!
///     tir.agrees(with: july)   // true
public struct PartialDate: Hashable, Sendable, CustomStringConvertible {
  public let calendar: CalendarDate.Calendar
  public let year: Int?
  public let month: Int?
  public let day: Int?

  public enum Precision: Int, Sendable, Comparable {
    case year, month, day

    public static func < (a: Precision, b: Precision) -> Bool { a.rawValue < b.rawValue }
  }

  /// A date that can be: a year, a month of a year, a day of a month of a year, or a day of a month of some year; nil otherwise.
  public init?(_ calendar: CalendarDate.Calendar, year: Int? = nil, month: Int? = nil, day: Int? = nil) {
    guard year != nil || month != nil && day != nil, day == nil || month != nil else { return nil }
    // Any leap year will do for a day without its year.
    let leap = calendar == .gregorian ? 2_000 : calendar == .persian ? 1_403 : 1_442
    guard CalendarDate(calendar, year: year ?? leap, month: month ?? 1, day: day ?? 1) != nil else { return nil }
    (self.calendar, self.year, self.month, self.day) = (calendar, year, month, day)
  }

  public var precision: Precision { day != nil ? .day : month != nil ? .month : .year }

  /// The Julian day numbers from first to last; nil without a year.
  public var days: ClosedRange<Int>? {
    guard let year, let first = CalendarDate(calendar, year: year, month: month ?? 1, day: day ?? 1)?.dayNumber else { return nil }
    switch precision {
    case .day: return first...first
    case .month:
      let next = month == 12 ? (year + 1, 1) : (year, (month ?? 0) + 1)
      return CalendarDate(calendar, year: next.0, month: next.1, day: 1).map { first...($0.dayNumber - 1) }
    case .year: return CalendarDate(calendar, year: year + 1, month: 1, day: 1).map { first...($0.dayNumber - 1) }
    }
  }

  /// The day; nil when the text states less.
  public var date: CalendarDate? {
    guard let year, let month, let day else { return nil }
    return CalendarDate(calendar, year: year, month: month, day: day)
  }

  /// True when both can mean one date, stated to the same precision.
  ///
  /// Days are compared exactly; between the lunar calendar and the others one day of difference is allowed, since the moon is sighted. Months and years
  /// of different calendars agree when they overlap (1394 with 2015 and with 2016). A day without its year agrees with that day of any year.
  public func agrees(with other: PartialDate) -> Bool {
    guard precision == other.precision else { return false }
    if calendar == other.calendar {
      return (year == nil || other.year == nil || year == other.year) && month == other.month && day == other.day
    }
    if let mine = days, let theirs = other.days {
      guard precision == .day else { return mine.overlaps(theirs) }
      return abs(mine.lowerBound - theirs.lowerBound) <= (calendar == .islamic || other.calendar == .islamic ? 1 : 0)
    }
    // A day of some year: only the two solar calendars keep step.
    guard precision == .day else { return false }
    let (full, open) = year != nil ? (self, other) : (other, self)
    if let day = full.date?.converted(to: open.calendar) { return day.month == open.month && day.day == open.day }
    guard calendar != .islamic, other.calendar != .islamic, let month, let day else { return false }
    let years = calendar == .persian ? 1_390...1_403 : 2_011...2_024
    return years.contains { year in
      let there = CalendarDate(calendar, year: year, month: month, day: day)?.converted(to: other.calendar)
      return there?.month == other.month && there?.day == other.day
    }
  }

  /// `2015-07-14`, `2015-07`, `2015`, `--07-14`, with the calendar's name before it when it is not the Gregorian.
  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    var text = year.map { padded($0, 4) } ?? "-"
    if let month { text += "-" + padded(month, 2) }
    if let day { text += "-" + padded(day, 2) }
    return calendar == .gregorian ? text : "\(calendar.rawValue) \(text)"
  }
}
