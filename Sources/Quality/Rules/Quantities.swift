internal import Language

// Numbers, dates, times of day and currencies, as values.

extension Examination {
  /// Rules `number`, `date` and `currency`.
  mutating func checkQuantities() {
    checkCalendarWords()
    let ours = Mentions(source), theirs = Mentions(target)
    mentions = (ours, theirs)
    checkParts()
    if ours.numbers.isEmpty, theirs.numbers.isEmpty, ours.moments.isEmpty, theirs.moments.isEmpty { return }
    var free = checkMoments(ours.moments, theirs.moments, ours.numbers, theirs.numbers)
    checkNumbers(ours.numbers, theirs.numbers, &free)
  }

  /// Numbers that are left when dates have taken theirs.
  private struct Free {
    var source: Set<Int>
    var target: Set<Int>
  }

  // MARK: Dates

  private mutating func checkMoments(_ ours: [Moment], _ theirs: [Moment], _ ourNumbers: [Mention], _ theirNumbers: [Mention]) -> Free {
    var free = Free(source: Set(ourNumbers.indices), target: Set(theirNumbers.indices))
    var openTheirs = Set(theirs.indices), openOurs: [Int] = []
    for index in ours.indices {
      // The nearest first: the same fields told, then whatever agrees.
      let matches = openTheirs.sorted().filter { ours[index].agrees(with: theirs[$0]) }
      if let match = matches.first(where: { theirs[$0].readings[0].calendar == ours[index].readings[0].calendar }) ?? matches.first {
        openTheirs.remove(match)
      } else {
        openOurs.append(index)
      }
    }
    // A day given in two calendars on one side and in one on the other is told.
    let repeated = (
      openOurs.filter { index in theirs.contains { ours[index].agrees(with: $0) } },
      openTheirs.filter { index in ours.contains { theirs[index].agrees(with: $0) } }
    )
    openOurs.removeAll { repeated.0.contains($0) }
    openTheirs.subtract(repeated.1)
    // A month's name on one side, a bare number or year on the other.
    func isTold(_ moment: Moment, by numbers: [Mention], _ open: inout Set<Int>) -> Bool {
      for reading in moment.readings {
        let wanted = [reading.day, reading.year].compactMap(\.self)
        let found = wanted.compactMap { value in
          open.sorted().first {
            numbers[$0].value.integer == value
              || value > 1_000 && numbers[$0].isYear && Moment.yearsMeet(value, numbers[$0].value.numerator)
          }
        }
        if found.count == wanted.count {
          open.subtract(found)
          return true
        }
      }
      return false
    }
    openOurs.removeAll { isTold(ours[$0], by: theirNumbers, &free.target) }
    var rest = openTheirs.sorted().filter { !isTold(theirs[$0], by: ourNumbers, &free.source) }
    for index in openOurs {
      let place = ours[index].range
      if rest.isEmpty {
        add(.date, atMost: ours[index].readings[0].year == nil ? .warning : .error, source: place, .missing(source.string(place)))
      } else {
        let other = theirs[rest.removeFirst()].range
        add(.date, source: place, target: other, .differs(source: source.string(place), target: target.string(other)))
      }
    }
    for index in rest {
      let place = theirs[index].range
      if isGloss(theirs[index], on: theirNumbers) { continue }
      let isRemark = target.isQuoted(place.lowerBound) && theirs[index].readings[0].year == nil
      add(
        .date, atMost: isRemark ? .info : theirs[index].readings[0].year == nil ? .warning : .error, target: place,
        .added(target.string(place)))
    }
    // A year that the other side's date has told, at another place in the sentence.
    func forgive(_ numbers: [Mention], _ moments: [Moment], _ open: inout Set<Int>, but others: [Mention]) {
      for index in open where numbers[index].isYear && !others.contains(where: { equal(numbers[index], $0) }) {
        let year = numbers[index].value.numerator
        if moments.contains(where: { $0.readings.contains { $0.year.map { Moment.yearsMeet($0, year) } ?? false } }) { open.remove(index) }
      }
    }
    forgive(ourNumbers, theirs, &free.source, but: theirNumbers)
    forgive(theirNumbers, ours, &free.target, but: ourNumbers)
    return free
  }

  /// A day within a year of another calendar that stands beside it: the end of 1405 (20 March 2027).
  private func isGloss(_ moment: Moment, on numbers: [Mention]) -> Bool {
    moment.readings.contains { reading in
      guard let days = reading.days else { return false }
      return numbers.contains { number in
        guard number.isYear, let year = number.value.integer else { return false }
        return [CalendarDate.Calendar.persian, .islamic].contains { calendar in
          calendar != reading.calendar && PartialDate(calendar, year: year)?.days.map { $0.overlaps(days) } ?? false
        }
      }
    }
  }

  // MARK: Numbers

  private func equal(_ a: Mention, _ b: Mention) -> Bool {
    if !a.times.isEmpty, !b.times.isEmpty { return a.times.contains { b.times.contains($0) } }
    if a.isDigits, b.isDigits, a.key.contains("/") || b.key.contains("/") {
      func parts(_ key: String) -> [Substring] { key.split(separator: "/") }
      if parts(a.key) == parts(b.key) || parts(a.key) == parts(b.key).reversed() { return true }
      // ۲۰۲/۸ is 202.8; between two strokes both are symbols.
      if a.key.contains("/"), b.key.contains("/") { return false }
    }
    if a.values.contains(where: b.values.contains) { return true }
    if a.isPercent != b.isPercent {
      let (share, wholes) = a.isPercent ? (a.value, b.values) : (b.value, a.values)
      return wholes.contains { $0.times(ExactNumber(100)) == share }
    }
    if let mine = a.unit, let theirs = b.unit, mine != theirs, mine.kind == theirs.kind, let value = a.value.times(mine.factor) {
      return value == b.value.times(theirs.factor)
    }
    if let mine = a.span, mine == b.span { return true }
    if let (time, other) = a.times.isEmpty ? (b.times.isEmpty ? nil : (b, a)) : (a, b) {
      return time.times.contains { $0 % 60 == 0 && other.value == ExactNumber($0 / 60) }
    }
    guard let mine = a.value.integer, let theirs = b.value.integer else { return false }
    if a.isDecade || b.isDecade {
      let (early, late) = (min(mine, theirs), max(mine, theirs))
      // The 1370s are 1991–2001: the decade that shares most years. «دههٔ هفتاد» are the 1370s or the 1970s.
      return (early < 100 ? [1_300 + early, 1_900 + early, 1_800 + early, 2_000 + early] : [early]).contains { early in
        early == late || early > 1_200 && early < 1_500 && late > 1_800 && (615...626).contains(late - early)
      }
    }
    return a.isYear && b.isYear && Moment.yearsMeet(mine, theirs)
  }

  private mutating func checkNumbers(_ ours: [Mention], _ theirs: [Mention], _ free: inout Free) {
    // The strong ones of both sides meet first, equal writing before equal meaning; then the strong of one side and the weak of the other.
    var pairs: [(Int, Int)] = []
    var open = (source: free.source, target: free.target)
    func match(_ isCandidate: (Mention, Mention) -> Bool) {
      for mine in open.source.sorted() {
        let candidates = open.target.sorted().filter { isCandidate(ours[mine], theirs[$0]) }
        // Where a number stands twice, its own currency and its own place in the row decide.
        guard
          let other = candidates.first(where: { ours[mine].unit == theirs[$0].unit && ours[mine].span == theirs[$0].span })
            ?? candidates.first(where: { ours[mine].currency == theirs[$0].currency }) ?? candidates.first
        else { continue }
        pairs.append((mine, other))
        open.source.remove(mine)
        open.target.remove(other)
      }
    }
    match { $0.strength > .weak && $1.strength > .weak && $0.value == $1.value && equal($0, $1) }
    match { $0.strength > .weak && $1.strength > .weak && equal($0, $1) }
    match { ($0.strength > .weak || $1.strength > .weak) && equal($0, $1) }
    for (mine, other) in pairs { compareUnits(ours[mine], theirs[other], ours, theirs) }
    compareJoints(ours, theirs, pairs)
    // One of “one in three” is told by a third.
    func isToldByShare(_ mention: Mention, _ numbers: [Mention], _ partner: (Int) -> Mention?) -> Bool {
      guard let whole = mention.whole, let index = numbers.firstIndex(where: { $0.range == whole }), let other = partner(index) else {
        return false
      }
      return other.value != numbers[index].value
    }
    open.source = open.source.filter { index in
      !isToldByShare(ours[index], ours) { whole in pairs.first { $0.0 == whole }.map { theirs[$0.1] } }
    }
    open.target = open.target.filter { index in
      !isToldByShare(theirs[index], theirs) { whole in pairs.first { $0.1 == whole }.map { ours[$0.0] } }
    }
    // Said twice on one side and once on the other is said.
    let mine = open.source.sorted().filter { index in
      (ours[index].strength > .weak || bounds(source, ours, index)) && !theirs.contains { equal(ours[index], $0) }
    }
    var rest = open.target.sorted().filter { index in
      (theirs[index].strength > .weak || bounds(target, theirs, index)) && !ours.contains { equal($0, theirs[index]) }
        && !isGloss(theirs[index], ours)
    }
    func isMeasured(_ mentions: [Mention]) -> Bool { mentions.contains { $0.isImperial && $0.currency == nil } }
    let isConverted = isMeasured(ours) != isMeasured(theirs)
    for index in mine {
      let quantity = ours[index]
      let partner =
        rest.firstIndex { theirs[$0].isLabel == quantity.isLabel && theirs[$0].strength == quantity.strength }
        ?? rest.firstIndex { theirs[$0].isLabel == quantity.isLabel }
      if let partner {
        let converted = theirs[rest[partner]].isImperial || quantity.isImperial || isConverted
        let other = theirs[rest.remove(at: partner)].range
        add(
          .number, atMost: converted ? .info : .error, source: quantity.range, target: other,
          .differs(source: source.string(quantity.range), target: target.string(other)))
      } else {
        add(.number, atMost: isConverted ? .info : limit(quantity), source: quantity.range, .missing(source.string(quantity.range)))
      }
    }
    for index in rest {
      add(
        .number, atMost: isConverted ? .info : limit(theirs[index]), target: theirs[index].range, .added(target.string(theirs[index].range))
      )
    }
  }

  /// A year in brackets within a decade that the source names in another calendar: the 1360s (1981–1991).
  private func isGloss(_ year: Mention, _ ours: [Mention]) -> Bool {
    guard year.isYear, let value = year.value.integer, target.isQuoted(year.range.lowerBound) else { return false }
    return ours.contains { $0.isDecade && ($0.value.integer.map { (620...632).contains(value - $0) } ?? false) }
  }

  /// A number that only one side has: in digits it is an error, in words perhaps a manner of speaking, as a label a matter of layout.
  private func limit(_ quantity: Mention) -> Severity {
    if quantity.isLabel { return .info }
    return quantity.strength == .digits ? .error : .warning
  }
}
