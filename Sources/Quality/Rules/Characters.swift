internal import Language

// Characters that don't show, and words that stand twice.

extension Examination {
  /// Rule `invisible`: control characters, stray joiners and bidi marks, soft hyphens, replacement and private characters.
  mutating func checkInvisible(_ name: Finding.Side) {
    let side = self[name]
    var embeddings: [Int] = [], isolates: [Int] = []
    func kind(_ index: Int) -> ScalarProperties.Class {
      side.scalars.indices.contains(index) ? ScalarProperties(side.scalars[index].value).kind : .lineEnd
    }
    for (index, scalar) in side.scalars.enumerated() {
      var limit: Severity?
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: break
      case 0x00...0x1F, 0x7F...0x9F: limit = .error
      case 0x200B, 0xAD, 0xFFFD, 0xFFFE, 0xFFFF: limit = .error
      case 0xFEFF, 0x2060...0x2064, 0x206A...0x206F, 0x115F, 0x1160, 0x3164, 0x34F, 0x61C: limit = .warning
      case 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xE0000...0xE0FFF: limit = .warning
      case 0x202A, 0x202B: embeddings.append(index)
      case 0x202D, 0x202E:
        limit = .error
        embeddings.append(index)
      case 0x202C: if embeddings.popLast() == nil { limit = .warning }
      case 0x2066, 0x2067, 0x2068: isolates.append(index)
      case 0x2069: if isolates.popLast() == nil { limit = .warning }
      case 0x200C:
        // A joiner joins two letters (marks may stand on the first); twice, at a blank or in English it is left over.
        if side.language == .english, kind(index - 1) == .letter, ScalarProperties(side.scalars[index - 1].value).script == .latin {
          limit = .warning
        } else if ![.letter, .mark].contains(kind(index - 1)) || ![.letter, .mark].contains(kind(index + 1)) {
          // Before a blank or a mark it is a slip of the hand; twice in a row, or at a text's end, it is left over.
          limit = index > 0 && side.scalars[index - 1] == scalar || index == 0 || index + 1 == side.scalars.count ? .warning : .info
        }
      case 0x200E, 0x200F:
        if index > 0, side.scalars[index - 1] == scalar { limit = .warning }
        if side.language == .english, side.arabicLetters == 0 { limit = .warning }
      default: break
      }
      if let limit { add(.invisible, atMost: limit, on: name, index..<index + 1, suggestion: "", .character(name, scalar.value)) }
    }
    for index in (embeddings + isolates).sorted() where ![0x202D, 0x202E].contains(side.scalars[index].value) {
      add(.invisible, on: name, index..<index + 1, suggestion: "", .character(name, side.scalars[index].value))
    }
  }

  /// Rule `doubled-word`: the same word twice with only blanks between.
  ///
  /// Names (Boutros Boutros-Ghali), pairs that grammar makes (`that that`, `had had`) and Persian's own doublings (کم کم, روز به روز) are none; neither
  /// is one that both sides have. A phrase of two to six words twice in a row counts as well.
  mutating func checkDoubledWords() {
    let found = (doubled(source) + doubledPhrases(source), doubled(target) + doubledPhrases(target))
    if !found.0.isEmpty, !found.1.isEmpty { return }
    for (name, places) in [(Finding.Side.source, found.0), (.target, found.1)] {
      for place in places {
        let word = self[name].string(place.word)
        add(.doubledWord, on: name, place.range, suggestion: word, .doubled(name, word: word))
      }
    }
  }

  private func doubled(_ side: SideText) -> [(range: Range<Int>, word: Range<Int>)] {
    zip(side.tokens, side.tokens.dropFirst()).compactMap { first, second in
      guard first.kind == .word, second.kind == .word, first.key == second.key, first.script != .other, !first.key.isEmpty,
        first.range.upperBound < second.range.lowerBound, side.isBlank(first.range.upperBound..<second.range.lowerBound)
      else { return nil }
      // Moon Jae-in in
      if first.range.lowerBound > 0, side.scalars[first.range.lowerBound - 1] == "-" { return nil }
      if first.script == .arabic {
        if Self.persianDoublings.contains(first.key) { return nil }
        // پطروس پطروس غالی: names double.
        if !Stemmer.isKnownPersian(first.key) || Gazetteer.occurrences(in: [first]).isEmpty == false { return nil }
      } else {
        if Self.englishDoublings.contains(first.key) || second.key.utf8.count == 1 { return nil }
        // “was sworn in in January”: a verb with its adverb, and a preposition.
        let before = side.words.last { $0.range.upperBound <= first.range.lowerBound }?.key ?? ""
        if ["in", "on"].contains(first.key), Self.adverbial.contains(before) { return nil }
        let isName =
          side.scalars[second.range.lowerBound].properties.isUppercase && side.scalars[first.range.lowerBound].properties.isUppercase
        if isName { return nil }
      }
      return (first.range.lowerBound..<second.range.upperBound, first.range)
    }
  }

  private static let adverbial: Set<String> = [
    "sworn", "brought", "called", "came", "come", "handed", "moved", "ushered", "settled", "stepped", "joined", "kicked", "set", "went",
    "go",
    "carried", "going", "moving", "coming", "phased", "voted", "built", "weighed", "logged", "checked",
  ]

  private func doubledPhrases(_ side: SideText) -> [(range: Range<Int>, word: Range<Int>)] {
    let tokens = side.tokens
    var found: [(range: Range<Int>, word: Range<Int>)] = []
    var start = 0
    outer: while start < tokens.count {
      for length in stride(from: 6, through: 2, by: -1) where start + 2 * length <= tokens.count {
        let (first, second) = (tokens[start..<start + length], tokens[start + length..<start + 2 * length])
        guard first.allSatisfy({ $0.kind == .word }), zip(first, second).allSatisfy({ $0.kind == $1.kind && $0.key == $1.key }),
          Set(first.map(\.key)).count > 1
        else { continue }
        let place = tokens[start].range.lowerBound..<tokens[start + 2 * length - 1].range.upperBound
        found.append((place, tokens[start].range.lowerBound..<tokens[start + length - 1].range.upperBound))
        start += 2 * length
        continue outer
      }
      start += 1
    }
    return found
  }

  private static let englishDoublings: Set<String> = [
    "that", "had", "very", "no", "yes", "so", "ha", "many", "now", "far", "long", "bye", "there", "right",
  ]
  private static let persianDoublings: Set<String> = [
    "کم", "اندک", "رفته", "ارام", "اهسته", "یواش", "تک", "یک", "دو", "سه", "چهار", "ده", "صد", "هزار", "میلیون", "گروه", "دسته", "روز",
    "سال", "ماه", "قدم",
    "گام", "ذره", "قطره", "پاره", "تکه", "جدا", "خیلی", "نه", "بله", "گاه", "جا", "نفر", "خانه", "شهر", "کوچه", "فوج", "جوقه", "بسیار",
    "زود", "دیر", "تند", "پله",
    "لحظه", "فرد", "جسته", "کیسه", "لایه", "نم", "خرد", "راه", "رنگ", "شرحه", "بخش", "چند", "فوری", "ها", "وای", "هی", "پر", "لبه", "صف",
    "طبق", "بند", "مرحله", "کند", "بی", "ان",
    "دی", "ای",
  ]
}
