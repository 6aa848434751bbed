internal import Language

/// One of the two texts as numbers: the word types of each segment, in flat arrays.
struct TextTable {
  var segmentCount: Int
  /// Characters of each segment.
  var lengths: [Float] = []
  /// All characters of the text.
  var totalLength: Float = 0
  /// `slotStart[s]..<slotStart[s + 1]` are the slots of segment `s`, one for each token, filled up to a multiple of four with empty ones (−1).
  var slotStart: [Int32] = [0]
  var slotType: [Int32] = []
  /// Tokens in each segment.
  var tokenCounts: [Float] = []
  var types: [WordType] = []
  /// Occurrences by type: `occurrenceStart[t]..<occurrenceStart[t + 1]`, in text order.
  var occurrenceStart: [Int32] = []
  var occurrences: [Occurrence] = []
  /// Places of the slots' tokens in their segments, in scalars: start and end; empty unless asked for.
  var places: [Range<Int32>] = []
  var startsParagraph: [Bool] = []
  var paragraphShare: Float = 0
  var isHeading: [Bool] = []
  /// Segments that stop in the middle of a sentence: no final mark, or the next one goes on in lower case.
  var isOpen: [Bool] = []
  var openShare: Float = 0
  /// The dates of the text, each value once; a type of the kind `date` has its place here as its stem.
  var dates: [Quantity] = []
  /// Tokens by script, for the warnings.
  var arabicTokens = 0, latinTokens = 0

  struct WordType {
    /// The stem in the vocabulary; the concept of a term; the place of a date.
    var stem: Int32
    /// The first key that the text shows of it.
    var key: Int32
    var kind: WordKind
    var script: Token.Script
    var isCapitalized: Bool
    var count: Float
  }

  struct Occurrence {
    var segment: Int32
    var slot: Int32
  }

  init(
    _ segments: [AlignmentSegment], _ vocabulary: inout Vocabulary, _ reader: inout WordReader, terms: TermFinder, language: LanguageTag,
    keepsPlaces: Bool
  ) {
    segmentCount = segments.count
    lengths.reserveCapacity(segments.count)
    var typeOfTerm: [Int32: Int32] = [:]
    var stems: [Int32] = [], words: [Int32] = []
    for segment in segments {
      let start = slotType.count
      var hasMonth = false, hasNumber = false, mayHaveDates = false
      words.removeAll(keepingCapacity: true)
      let length = reader.read(segment.text) { token, kind, key, isCapitalized in
        let keyID = vocabulary.key(key, kind, token.script)
        switch vocabulary.dateParts[Int(keyID)] {
        case .month: hasMonth = true
        case .whole: mayHaveDates = true
        case .numberWord: hasNumber = true
        case .unknown: words.append(keyID)
        case .none: if kind != .word, kind != .mark { hasNumber = true }
        }
        let stem = vocabulary.stemOfKey[Int(keyID)]
        var type = vocabulary.localOfStem[Int(stem)]
        if type < 0 {
          type = Int32(types.count)
          vocabulary.localOfStem[Int(stem)] = type
          types.append(WordType(stem: stem, key: keyID, kind: kind, script: token.script, isCapitalized: false, count: 0))
        }
        if isCapitalized { types[Int(type)].isCapitalized = true }
        types[Int(type)].count += 1
        switch token.script {
        case .arabic: arabicTokens += 1
        case .latin: latinTokens += 1
        case .none, .other: break
        }
        slotType.append(type)
        if keepsPlaces { places.append(token.start..<token.end) }
      }
      if !terms.isEmpty {
        stems.removeAll(keepingCapacity: true)
        var slotOfStem: [Int] = []
        for slot in start..<slotType.count where types[Int(slotType[slot])].kind != .mark {
          stems.append(types[Int(slotType[slot])].stem)
          slotOfStem.append(slot)
        }
        terms.find(stems) { concept, range in
          let type = typeOfTerm[concept] ?? Int32(types.count)
          if Int(type) == types.count {
            typeOfTerm[concept] = type
            types.append(WordType(stem: concept, key: -1, kind: .term, script: .none, isCapitalized: false, count: 0))
          }
          types[Int(type)].count += 1
          slotType.append(type)
          if keepsPlaces {
            places.append(places[slotOfStem[range.lowerBound]].lowerBound..<places[slotOfStem[range.upperBound - 1]].upperBound)
          }
        }
      }
      // A date is a month's name and a number, or numbers with strokes.
      if mayHaveDates || hasMonth && (hasNumber || words.contains { vocabulary.isNumberWord($0, language.language) }) {
        addDates(segment.text, language, keepsPlaces)
      }
      lengths.append(Float(length))
      totalLength += Float(length)
      tokenCounts.append(Float(max(1, slotType.count - start)))
      while slotType.count & 3 != 0 {
        slotType.append(-1)
        if keepsPlaces { places.append(0..<0) }
      }
      slotStart.append(Int32(slotType.count))
    }
    indexOccurrences()
    describeLayout(segments)
  }

  /// Adds a slot for each day, month and day of some year that a segment states.
  private mutating func addDates(_ text: String, _ language: LanguageTag, _ keepsPlaces: Bool) {
    for var quantity in Quantity.find(in: text, language: language.language) {
      let isDate = quantity.readings.contains { if case .date(let date) = $0 { date.month != nil } else { false } }
      guard isDate else { continue }
      let place = Int32(quantity.range.lowerBound)..<Int32(quantity.range.upperBound)
      quantity.range = 0..<0
      let date = Int32(dates.firstIndex(of: quantity) ?? dates.count)
      if Int(date) == dates.count { dates.append(quantity) }
      let type = Int32(types.firstIndex { $0.kind == .date && $0.stem == date } ?? types.count)
      if Int(type) == types.count {
        types.append(WordType(stem: date, key: -1, kind: .date, script: .none, isCapitalized: false, count: 0))
      }
      types[Int(type)].count += 1
      slotType.append(type)
      if keepsPlaces { places.append(place) }
    }
  }

  /// Gives the vocabulary back for the next text.
  func release(_ vocabulary: inout Vocabulary) {
    for type in types where !type.kind.isOverlay { vocabulary.localOfStem[Int(type.stem)] = -1 }
  }

  private mutating func indexOccurrences() {
    occurrenceStart = [Int32](repeating: 0, count: types.count + 1)
    for (index, type) in types.enumerated() { occurrenceStart[index + 1] = occurrenceStart[index] + Int32(type.count) }
    var next = occurrenceStart
    occurrences = [Occurrence](repeating: Occurrence(segment: 0, slot: 0), count: Int(occurrenceStart[types.count]))
    for segment in 0..<segmentCount {
      for slot in Int(slotStart[segment])..<Int(slotStart[segment + 1]) where slotType[slot] >= 0 {
        let type = Int(slotType[slot])
        occurrences[Int(next[type])] = Occurrence(segment: Int32(segment), slot: Int32(slot))
        next[type] += 1
      }
    }
  }

  private mutating func describeLayout(_ segments: [AlignmentSegment]) {
    var starts = 0
    for (index, segment) in segments.enumerated() {
      let start = index == 0 || segments[index - 1].paragraph != segment.paragraph
      startsParagraph.append(start)
      if start { starts += 1 }
      isHeading.append(segment.role == .heading)
      let goesOn = index + 1 < segments.count && segments[index + 1].text.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
      isOpen.append(segment.role == .sentence && (goesOn || !Self.hasFinalMark(segment.text)))
    }
    openShare = segments.isEmpty ? 0 : Float(isOpen.filter { $0 }.count) / Float(segments.count)
    paragraphShare = segments.isEmpty ? 0 : Float(starts) / Float(segments.count)
  }

  /// Whether a text ends in a full stop, question or exclamation mark, colon, semicolon or dots, quotation marks and brackets behind it aside.
  private static func hasFinalMark(_ text: String) -> Bool {
    for scalar in text.unicodeScalars.reversed() {
      switch scalar {
      case ".", "!", "?", "؟", "…", ":", ";", "؛", "۔": return true
      case "\"", "'", "”", "’", "»", ")", "]", " ", "\u{A0}", "\u{200C}", "\u{200F}", "\u{200E}", "\u{FEFF}": continue
      default: return false
      }
    }
    return false
  }
}
