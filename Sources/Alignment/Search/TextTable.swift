internal import Language

/// One of the two texts as numbers: for each segment its distinct word types with their counts, in flat arrays.
struct TextTable {
  var segmentCount: Int
  /// Characters of each segment, plus 4, so that short segments don't look too different.
  var lengths: [Float] = []
  /// All characters of the text.
  var totalLength: Float = 0
  /// `slotStart[s]..<slotStart[s + 1]` are the slots of segment `s`: its distinct types, filled up to a multiple of four with empty ones.
  var slotStart: [Int32] = [0]
  var slotType: [Int32] = []
  var slotCount: [Float] = []
  /// Tokens in each segment.
  var tokenCounts: [Float] = []
  var types: [WordType] = []
  /// Occurrences by type: `occurrenceStart[t]..<occurrenceStart[t + 1]`, in text order.
  var occurrenceStart: [Int32] = []
  var occurrences: [Occurrence] = []
  var startsParagraph: [Bool] = []
  var paragraphShare: Float = 0
  var isHeading: [Bool] = []
  /// Segments that stop in the middle of a sentence: no final mark, or the next one goes on in lower case.
  var isOpen: [Bool] = []
  var openShare: Float = 0
  /// Letters by script, for the warnings.
  var arabicTokens = 0, latinTokens = 0

  struct WordType {
    var stem: String
    var key: String
    var kind: Kind
    var script: Token.Script
    var count: Float
    var isCapitalized: Bool
    /// Id in the lexicon's list of that language; −1 when it has none.
    var lexiconID: Int32
  }

  enum Kind: UInt8 {
    case word, number, code, mark, term
  }

  struct Occurrence {
    var segment: Int32
    var slot: Int32
    var count: Float
  }

  init(_ segments: [AlignmentSegment], reader: inout WordReader, lexicon: Lexicon.WordList?, terms: TermFinder) {
    segmentCount = segments.count
    var typeOfKey: [String: Int32] = [:]
    var typeOfStem: [String: Int32] = [:]
    var typeOfTerm: [Int32: Int32] = [:]
    var slotOfType: [Int32] = []
    var tokens: [Int32] = []
    for segment in segments {
      tokens.removeAll(keepingCapacity: true)
      let length = reader.read(segment.text) { form in
        let type: Int32
        if let known = typeOfKey[form.key] {
          type = known
        } else {
          let stem = form.stem
          if let known = typeOfStem[stem] {
            type = known
          } else {
            type = Int32(types.count)
            typeOfStem[stem] = type
            types.append(
              WordType(
                stem: stem, key: form.key, kind: Kind(rawValue: form.kind.rawValue)!, script: form.script, count: 0, isCapitalized: false,
                lexiconID: lexicon?.ids[stem] ?? -1))
            slotOfType.append(-1)
          }
          typeOfKey[form.key] = type
        }
        if form.isCapitalized { types[Int(type)].isCapitalized = true }
        switch form.script {
        case .arabic: arabicTokens += 1
        case .latin: latinTokens += 1
        case .none, .other: break
        }
        tokens.append(type)
      }
      if !terms.isEmpty {
        terms.find(tokens.map { types[Int($0)].stem }) { concept in
          let type: Int32
          if let known = typeOfTerm[concept] {
            type = known
          } else {
            type = Int32(types.count)
            typeOfTerm[concept] = type
            types.append(
              WordType(stem: "", key: "", kind: .term, script: .none, count: 0, isCapitalized: false, lexiconID: concept))
            slotOfType.append(-1)
          }
          tokens.append(type)
        }
      }
      lengths.append(Float(length) + 4)
      totalLength += Float(length)
      tokenCounts.append(Float(max(1, tokens.count)))
      let start = slotType.count
      for type in tokens {
        types[Int(type)].count += 1
        if slotOfType[Int(type)] >= 0 {
          slotCount[Int(slotOfType[Int(type)])] += 1
        } else {
          slotOfType[Int(type)] = Int32(slotType.count)
          slotType.append(type)
          slotCount.append(1)
        }
      }
      for type in slotType[start...] { slotOfType[Int(type)] = -1 }
      while slotType.count & 3 != 0 {
        slotType.append(-1)
        slotCount.append(0)
      }
      slotStart.append(Int32(slotType.count))
    }
    indexOccurrences()
    describeLayout(segments)
  }

  private mutating func indexOccurrences() {
    occurrenceStart = [Int32](repeating: 0, count: types.count + 1)
    for type in slotType where type >= 0 { occurrenceStart[Int(type) + 1] += 1 }
    for type in types.indices { occurrenceStart[type + 1] += occurrenceStart[type] }
    var next = occurrenceStart
    occurrences = [Occurrence](repeating: Occurrence(segment: 0, slot: 0, count: 0), count: Int(occurrenceStart[types.count]))
    for segment in 0..<segmentCount {
      for slot in Int(slotStart[segment])..<Int(slotStart[segment + 1]) where slotType[slot] >= 0 {
        let type = Int(slotType[slot])
        occurrences[Int(next[type])] = Occurrence(segment: Int32(segment), slot: Int32(slot), count: slotCount[slot])
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
}

extension TextTable {
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

/// Finds glossary terms in a row of stems, the longest first at each place.
struct TermFinder: Sendable {
  private var byFirst: [String: [(stems: [String], concept: Int32)]] = [:]

  var isEmpty: Bool { byFirst.isEmpty }

  init(_ spellings: [[String]]) {
    var reader = WordReader()
    for (concept, names) in spellings.enumerated() {
      for name in names {
        let stems = reader.stems(of: name)
        if let first = stems.first { byFirst[first, default: []].append((stems, Int32(concept))) }
      }
    }
    for key in byFirst.keys { byFirst[key]?.sort { $0.stems.count > $1.stems.count } }
  }

  func find(_ stems: [String], _ body: (Int32) -> Void) {
    var index = 0
    while index < stems.count {
      var step = 1
      for candidate in byFirst[stems[index]] ?? [] where stems[index...].starts(with: candidate.stems) {
        body(candidate.concept)
        step = candidate.stems.count
        break
      }
      index += step
    }
  }
}
