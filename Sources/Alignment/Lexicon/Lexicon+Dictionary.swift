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
  public mutating func add(dictionary entries: [DictionaryEntry]) {
    var builder = DictionaryBuilder()
    for entry in entries { builder.add(entry) }
    given.append(builder.table)
  }

  /// The compiled table of `BilingualWords`, made from its text: what `Scripts/make-word-pairs` writes.
  package static func compiledWords(of text: String) -> [UInt32] {
    var builder = DictionaryBuilder()
    for entry in LexiconFile.readDictionary(text) { builder.add(entry) }
    return builder.words
  }
  /// Persian words that carry little in a phrase, as stems of their folded keys: light verbs, prepositions, the object mark.
  fileprivate static let lightLeft: Set<String> = {
    var reader = WordReader()
    return Set(
      reader.stems(
        of:
          "کردن شدن دادن زدن گرفتن داشتن بودن نمودن گردیدن ساختن یافتن کشیدن خوردن آوردن آمدن رفتن بردن گذاشتن به از در با بر را که و یا برای تا"
      ))
  }()

  fileprivate static let lightRight: Set<String> = {
    var reader = WordReader()
    return Set(
      reader.stems(
        of:
          "to the a an of be in on at for with by from and or out up off one's oneself sb sth somebody something make take give do get have"
      ))
  }()
}

/// Gathers the pairs of stems that dictionary entries hold.
private struct DictionaryBuilder {
  private var left = WordPool(), right = WordPool()
  private var strengths: [UInt64: Float] = [:]
  private var reader = WordReader()

  /// The exponent of the number of equivalents over which an entry spreads its strength.
  private static let spread = 0.8

  mutating func add(_ entry: DictionaryEntry) {
    var lefts: [[Int32]] = []
    for form in [entry.left] + entry.forms {
      let ids = stems(of: form, without: Lexicon.lightLeft).map { left.id(of: $0) }
      if !ids.isEmpty, !lefts.contains(ids) { lefts.append(ids) }
    }
    let equivalents = entry.right.map { stems(of: $0, without: Lexicon.lightRight).map { right.id(of: $0) } }.filter { !$0.isEmpty }
    guard !equivalents.isEmpty else { return }
    let share = Float(1 / Double(equivalents.count).power(Self.spread))
    for one in lefts {
      for other in equivalents {
        // A word of a phrase explains the other phrase only in part.
        let each = share / Float(one.count).squareRoot() / Float(other.count).squareRoot()
        for l in one {
          for r in other {
            let key = UInt64(l) << 32 | UInt64(r)
            strengths[key] = max(strengths[key] ?? 0, each)
          }
        }
      }
    }
  }

  private mutating func stems(of text: String, without light: Set<String>) -> [String] {
    let all = reader.stems(of: text)
    let words = all.count > 1 ? all.filter { !light.contains($0) } : all
    return words.isEmpty ? all : words
  }

  private var sums: (left: [Float], right: [Float]) {
    var sums = ([Float](repeating: 0, count: left.count), [Float](repeating: 0, count: right.count))
    for (key, strength) in strengths.sorted(by: { $0.key < $1.key }) {
      sums.0[Int(key >> 32)] += strength
      sums.1[Int(key & 0xFFFF_FFFF)] += strength
    }
    return sums
  }

  private var entries: [LexiconTable.Entry] {
    strengths.map { LexiconTable.Entry(left: Int32($0 >> 32), right: Int32($0 & 0xFFFF_FFFF), forward: $1, backward: $1) }
  }

  var words: [UInt32] {
    let sums = sums
    return LexiconTable.words(left: left, leftCounts: sums.left, right: right, rightCounts: sums.right, entries: entries)
  }

  var table: LexiconTable {
    let sums = sums
    return LexiconTable(left: left, leftCounts: sums.left, right: right, rightCounts: sums.right, entries: entries)
  }
}
