internal import Language

// Parts of a year and multiples, which are told by words that are numbers in one language only: سه‌ماههٔ نخست, the third quarter; دو برابر, fivefold.

extension Examination {
  /// Rule `number`: another quarter or half, or another multiple, where each side names one.
  mutating func checkParts() {
    guard let name = side(in: .persian), self[name.other].language == .english else { return }
    for (ours, theirs) in [
      (persianParts(self[name], of: Self.quarters), englishParts(self[name.other], of: ["quarter"])),
      (persianParts(self[name], of: Self.halves), englishParts(self[name.other], of: ["half"])),
      (persianMultiples(self[name]), englishMultiples(self[name.other])),
    ] {
      guard ours.count == 1, theirs.count == 1, ours[0].value != theirs[0].value else { continue }
      let (place, other) = name == .source ? (ours[0].range, theirs[0].range) : (theirs[0].range, ours[0].range)
      add(.number, source: place, target: other, .differs(source: source.string(place), target: target.string(other)))
    }
  }

  private typealias Part = (range: Range<Int>, value: Int)

  private static let quarters = [["سهماهه"], ["سه", "ماهه"], ["فصل"]]
  private static let halves = [["نیمه"], ["نیمسال"], ["نیم", "سال"], ["ششماهه"], ["شش", "ماهه"]]
  private static let ordinals = [
    "نخست": 1, "اول": 1, "یکم": 1, "دوم": 2, "سوم": 3, "چهارم": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2,
    "3rd": 3, "4th": 4,
  ]

  /// سه‌ماههٔ نخست, نیمهٔ دوم: the head, then its ordinal.
  private func persianParts(_ side: SideText, of heads: [[String]]) -> [Part] {
    side.words.indices.compactMap { index in
      guard
        let head = heads.first(where: { head in
          index + head.count < side.words.count && side.words[index..<index + head.count].map(\.key) == head
        }), let value = Self.ordinals[side.words[index + head.count].key]
      else { return nil }
      return (side.words[index].range.lowerBound..<side.words[index + head.count].range.upperBound, value)
    }
  }

  /// The third quarter.
  private func englishParts(_ side: SideText, of heads: Set<String>) -> [Part] {
    zip(side.words, side.words.dropFirst()).compactMap { first, second in
      guard heads.contains(second.key), let value = Self.ordinals[first.key] else { return nil }
      return (first.range.lowerBound..<second.range.upperBound, value)
    }
  }

  /// دو برابر, دوچندان.
  private func persianMultiples(_ side: SideText) -> [Part] {
    let numbers = mentions(on: side.side).numbers
    var parts: [Part] = []
    for (index, word) in side.words.enumerated() {
      if ["دوچندان", "دوبرابر"].contains(word.key) {
        parts.append((word.range, 2))
      } else if word.key == "برابر", index > 0,
        let number = numbers.first(where: { $0.range.upperBound == side.words[index - 1].range.upperBound }),
        let value = number.value.integer
      {
        parts.append((number.range.lowerBound..<word.range.upperBound, value))
      }
    }
    return parts
  }

  /// Doubled, fivefold, fivefold with a hyphen; three times may be how often.
  private func englishMultiples(_ side: SideText) -> [Part] {
    var parts: [Part] = []
    for (index, word) in side.words.enumerated() {
      if let value = Self.multiples.first(where: { word.key.hasPrefix($0.key) })?.value {
        parts.append((word.range, value))
      } else if word.key == "fold", index > 0, let value = Self.counts[side.words[index - 1].key] ?? Int(side.words[index - 1].key) {
        parts.append((side.words[index - 1].range.lowerBound..<word.range.upperBound, value))
      } else if word.key.hasSuffix("fold"), let value = Self.counts[String(word.key.dropLast(4))] {
        parts.append((word.range, value))
      }
    }
    return parts
  }

  private static let multiples = ["doubl": 2, "redoubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5]
  private static let counts = [
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "hundred": 100,
  ]
}
