import Foundation
import Language
import Testing

@Suite struct CalendarTests {
  @Test("every day of 1300 to 1450 AP is what Foundation's calendars say (Hijri: tabular civil)")
  func agreesWithFoundation() throws {
    let zone = try #require(TimeZone(identifier: "UTC"))
    func calendar(_ identifier: Foundation.Calendar.Identifier) -> Foundation.Calendar {
      var calendar = Foundation.Calendar(identifier: identifier)
      calendar.timeZone = zone
      return calendar
    }
    let (persian, islamic, gregorian) = (calendar(.persian), calendar(.islamicCivil), calendar(.gregorian))
    let first = try #require(CalendarDate(.persian, year: 1300, month: 1, day: 1)).dayNumber
    let last = try #require(CalendarDate(.persian, year: 1451, month: 1, day: 1)).dayNumber - 1
    #expect(last - first == 151 * 365 + 36)
    var wrong: [String] = []
    for number in first...last {
      // Julian day 2440588 is 1 January 1970.
      let date = Date(timeIntervalSince1970: Double(number - 2_440_588) * 86_400 + 43_200)
      for (ours, theirs) in [(CalendarDate.Calendar.persian, persian), (.islamic, islamic), (.gregorian, gregorian)] {
        let parts = theirs.dateComponents([.year, .month, .day], from: date)
        guard let day = CalendarDate(ours, dayNumber: number), (day.year, day.month, day.day) == (parts.year, parts.month, parts.day),
          CalendarDate(ours, year: day.year, month: day.month, day: day.day)?.dayNumber == number
        else {
          wrong.append("\(ours) \(number)")
          continue
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) days, first \(wrong.prefix(3))")
  }

  @Test(
    "dates that people know",
    arguments: [
      ("1357-11-22", CalendarDate.Calendar.persian, "1979-02-11"), ("1394-04-23", .persian, "2015-07-14"),
      ("1403-12-30", .persian, "2025-03-20"),
      ("1446-01-01", .islamic, "2024-07-08"),
    ])
  func known(_ text: String, _ calendar: CalendarDate.Calendar, _ gregorian: String) throws {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    let date = try #require(CalendarDate(calendar, year: parts[0], month: parts[1], day: parts[2]))
    #expect(date.converted(to: .gregorian)?.description == gregorian)
  }

  @Test("days that don't exist are none") func impossible() {
    #expect(CalendarDate(.gregorian, year: 2023, month: 2, day: 29) == nil)
    #expect(CalendarDate(.persian, year: 1402, month: 12, day: 30) == nil)
    #expect(CalendarDate(.persian, year: 1402, month: 7, day: 31) == nil)
    #expect(CalendarDate(.islamic, year: 1445, month: 13, day: 1) == nil)
  }
}
