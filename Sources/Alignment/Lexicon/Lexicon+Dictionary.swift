internal import Language

/// An entry of a dictionary: a word or phrase and its equivalents.
public struct DictionaryEntry: Hashable, Sendable {
  public var left: String
  public var right: [String]
  /// Part of speech as the dictionary names it; `v` marks an infinitive.
  public var partOfSpeech: String
  /// Other forms of the left word: plurals, variants, verb stems.
  public var forms: [String]

  public init(left: String, right: [String], partOfSpeech: String = "", forms: [String] = []) {
    self.left = left
    self.right = right
    self.partOfSpeech = partOfSpeech
    self.forms = forms
  }
}

extension Lexicon {
  /// Adds dictionary entries: each equivalent gets a share of t, phrases a share for each of their words, light verbs and particles none.
  public mutating func add(dictionary entries: [DictionaryEntry], weights: Weights = Weights()) {
    var reader = WordReader()
    var strengths: [UInt64: Float] = [:]
    for entry in entries {
      var lefts: [[Int32]] = []
      for form in [entry.left] + entry.forms {
        let all = reader.stems(of: form)
        let words = all.count > 1 ? all.filter { !Self.lightLeft.contains($0) } : all
        let ids = (words.isEmpty ? all : words).map { leftWords.id(of: $0) }
        if !ids.isEmpty, !lefts.contains(ids) { lefts.append(ids) }
      }
      let equivalents = entry.right.map { equivalent in
        let all = reader.stems(of: equivalent)
        let words = all.count > 1 ? all.filter { !Self.lightRight.contains($0) } : all
        return (words.isEmpty ? all : words).map { rightWords.id(of: $0) }
      }.filter { !$0.isEmpty }
      guard !equivalents.isEmpty else { continue }
      let share = Float(1 / Double(equivalents.count).power(weights.dictionarySpread))
      for left in lefts {
        for right in equivalents {
          // A word of a phrase explains the other phrase only in part.
          let each = share / Float(left.count).squareRoot() / Float(right.count).squareRoot()
          for l in left {
            for r in right {
              let key = UInt64(UInt32(bitPattern: l)) << 32 | UInt64(UInt32(bitPattern: r))
              strengths[key] = max(strengths[key] ?? 0, each)
            }
          }
        }
      }
    }
    var leftSums = [Float](repeating: 0, count: leftWords.words.count), rightSums = [Float](repeating: 0, count: rightWords.words.count)
    for (key, strength) in strengths {
      leftSums[Int(key >> 32)] += strength
      rightSums[Int(key & 0xFFFF_FFFF)] += strength
    }
    let mass = Float(weights.dictionaryMass)
    for (key, strength) in strengths.sorted(by: { $0.key < $1.key }) {
      let (l, r) = (Int(key >> 32), Int(key & 0xFFFF_FFFF))
      add(
        Int32(l), Int32(r), forward: mass * strength / max(1, leftSums[l]), backward: mass * strength / max(1, rightSums[r].squareRoot()))
    }
  }

  /// Persian words that carry little in a phrase, as stems of their folded keys: light verbs, prepositions, the object mark.
  private static let lightLeft: Set<String> = {
    var reader = WordReader()
    return Set(
      reader.stems(
        of:
          "کردن شدن دادن زدن گرفتن داشتن بودن نمودن گردیدن ساختن یافتن کشیدن خوردن آوردن آمدن رفتن بردن گذاشتن به از در با بر را که و یا برای تا"
      ))
  }()

  private static let lightRight: Set<String> = {
    var reader = WordReader()
    return Set(
      reader.stems(
        of:
          "to the a an of be in on at for with by from and or out up off one's oneself sb sth somebody something make take give do get have"
      ))
  }()
}
