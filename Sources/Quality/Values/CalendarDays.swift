/// The days that a date may mean, as Julian day numbers.
extension Moment.Reading {
  /// The days from the first to the last that fit; nil without a year, or for a date that doesn't exist.
  var days: ClosedRange<Int>? {
    guard let year, (1...3_000).contains(year), (1...12).contains(month) else { return nil }
    let first = Self.dayNumber(calendar, year, month, 1)
    let next = month == 12 ? Self.dayNumber(calendar, year + 1, 1, 1) : Self.dayNumber(calendar, year, month + 1, 1)
    guard let day else { return first...(next - 1) }
    // The tabular month may be a day shorter than the moon's.
    guard day >= 1, first + day <= next + (calendar == .islamic ? 1 : 0) else { return nil }
    return (first + day - 1)...(first + day - 1)
  }

  static func dayNumber(_ calendar: Moment.Calendar, _ year: Int, _ month: Int, _ day: Int) -> Int {
    switch calendar {
    case .gregorian:
      let a = (14 - month) / 12
      let y = year + 4_800 - a
      return day + (153 * (month + 12 * a - 3) + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32_045
    case .persian:
      // Leap years by the 33-year cycle, exact for 1178...1633 AP (Borkowski 1996).
      return 1_948_320 + 365 * (year - 1) + (8 * year + 21) / 33 + (month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7)) + day - 1
    case .islamic:
      // The tabular civil calendar; announced months can begin a day off.
      return day + 29 * (month - 1) + month / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 + 1_948_439
    }
  }

  /// True when two readings can mean the same day, month or year, as far as both tell.
  func agrees(with other: Self) -> Bool {
    if calendar == other.calendar {
      return month == other.month && (year == nil || other.year == nil || year == other.year)
        && (day == nil || other.day == nil || day == other.day)
    }
    let slack = calendar == .islamic || other.calendar == .islamic ? 1 : 0
    if let mine = days, let theirs = other.days {
      return mine.lowerBound <= theirs.upperBound + slack && theirs.lowerBound <= mine.upperBound + slack
    }
    // Without a year on one side: some year of this century or the last makes them meet.
    let range: ClosedRange<Int> = calendar == .persian ? 1_290...1_430 : calendar == .gregorian ? 1_911...2_051 : 1_330...1_475
    for candidate in year.map({ $0...$0 }) ?? range {
      var dated = self
      dated.year = candidate
      guard let mine = dated.days else { continue }
      let offset = Self.dayNumber(calendar, candidate, 1, 1)
      for theirYear in other.year.map({ $0...$0 }) ?? Self.years(of: other.calendar, around: offset) {
        var theirs = other
        theirs.year = theirYear
        guard let days = theirs.days else { continue }
        if mine.lowerBound <= days.upperBound + slack && days.lowerBound <= mine.upperBound + slack { return true }
      }
    }
    return false
  }

  private static func years(of calendar: Moment.Calendar, around day: Int) -> ClosedRange<Int> {
    let year =
      switch calendar {
      case .gregorian: (day - 1_721_426) * 400 / 146_097 + 1
      case .persian: (day - 1_948_321) * 33 / 12_053 + 1
      case .islamic: (day - 1_948_440) * 30 / 10_631 + 1
      }
    return (year - 1)...(year + 2)
  }
}

extension Moment {
  /// True when two years, in any calendar, share days: 1394 and 2015 or 2016.
  static func yearsMeet(_ a: Int, _ b: Int) -> Bool {
    let (early, late) = (min(a, b), max(a, b))
    if early == late { return true }
    guard (1_200...1_500).contains(early), (1_500...2_150).contains(late) else {
      // 1402 and 1444 are the same time in the solar and the lunar reckoning.
      return false
    }
    return late - early == 621 || late - early == 622 || lunarYears(of: late).contains(early)
  }

  private static func lunarYears(of gregorian: Int) -> ClosedRange<Int> {
    let first = Reading.dayNumber(.gregorian, gregorian, 1, 1), last = Reading.dayNumber(.gregorian, gregorian, 12, 31)
    return ((first - 1_948_440) * 30 / 10_631 + 1)...((last - 1_948_440) * 30 / 10_631 + 1)
  }
}
