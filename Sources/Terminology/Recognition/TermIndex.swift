public import Language
internal import Synchronization

/// Finds the terms of termbases in running text, and looks single terms up.
///
///     let index = TermIndex([termbase])
///     index.recognize(in: "با رفع تحریمهای یک جانبه").map(\.term.text)   // ["تحریم یک‌جانبه"]
///     index.lookup("توافق نامه").first?.concept.preferred(in: .english)?.text   // "agreement"
public struct TermIndex: Sendable {
  /// Where a term stands in its termbase.
  public struct Entry: Hashable, Sendable {
    public var termbase: String
    public var concept: Concept
    public var term: Term
  }

  public let termbases: [Termbase]
  let places: [Place]
  let languages: [LanguageTag]
  let chains: ChainTable
  /// The nouns of verbs whose parts may stand apart: تأکید of تأکید کردن.
  let heads: ChainTable
  /// The most words that a text may have for a term.
  let longest: Int
  let pool: ReaderPool
  let lookupTable = LazyLookupTable()

  /// A term by its numbers, with what recognition asks of it.
  struct Place: Sendable {
    var termbase, concept, term: Int32
    var language: Int32
    var words: Int32
    var hasComma = false
    /// One Latin word of capitals and initials.
    var isAbbreviation = false
    /// One Latin word with a capital: a name.
    var isName = false
    var verb = LightVerb.Class.none
    /// The concept is an act: its English terms are verbs.
    var isAct = false
    /// The folded words, parted by blanks.
    var keys = ""
  }

  /// - Complexity: O(total length of the terms).
  public init(_ termbases: [Termbase]) {
    self.termbases = termbases
    var reader = TermReader()
    var places: [Place] = []
    var languages: [LanguageTag] = []
    var filed: [(chain: [UInt8], entry: Int32)] = []
    var heads: [(chain: [UInt8], entry: Int32)] = []
    var longest = 1
    for (number, termbase) in termbases.enumerated() {
      for (conceptNumber, concept) in termbase.concepts.enumerated() {
        let isAct = concept.terms.contains { $0.partOfSpeech == .verb || reader.isInfinitive($0.text) }
        for (termNumber, term) in concept.terms.enumerated() {
          reader.read(term.text)
          let words = reader.words
          guard !words.isEmpty else { continue }
          if !languages.contains(term.language) { languages.append(term.language) }
          var place = Place(
            termbase: Int32(number), concept: Int32(conceptNumber), term: Int32(termNumber),
            language: Int32(languages.firstIndex(of: term.language)!), words: Int32(words.count))
          place.isAct = isAct
          place.keys = words.map { reader.text(reader.forms[Int($0.form)].key) }.joined(separator: " ")
          place.hasComma = words.contains { $0.gap == .comma }
          if words.count == 1, words[0].isLatin, let first = term.text.unicodeScalars.first {
            place.isAbbreviation = term.form.isAbbreviation
            place.isName = first.properties.isUppercase
          }
          let entry = Int32(places.count)
          longest = max(longest, words.count + 2)
          for chain in reader.chains(of: 0..<words.count) { filed.append((chain, entry)) }
          // An infinitive: its stem is the word itself.
          if words.count > 1, let last = words.last, reader.forms[Int(last.form)].verb != .none, term.text.hasSuffix("ن") {
            place.verb = reader.forms[Int(last.form)].verb
            for chain in reader.chains(of: 0..<words.count - 1) { heads.append((chain, entry)) }
          }
          places.append(place)
        }
      }
    }
    self.places = places
    self.languages = languages
    self.longest = longest
    chains = ChainTable(filed)
    self.heads = ChainTable(heads)
    pool = ReaderPool(reader)
  }

  /// How many terms the index holds.
  public var count: Int { places.count }

  func term(_ entry: Int32) -> Term {
    let place = places[Int(entry)]
    return termbases[Int(place.termbase)].concepts[Int(place.concept)].terms[Int(place.term)]
  }

  func entry(_ number: Int32) -> Entry {
    let place = places[Int(number)]
    let termbase = termbases[Int(place.termbase)]
    let concept = termbase.concepts[Int(place.concept)]
    return Entry(termbase: termbase.name, concept: concept, term: concept.terms[Int(place.term)])
  }
}

/// Readers that have learnt words, lent to one user at a time.
final class ReaderPool: Sendable {
  private let readers: Mutex<[TermReader]>

  init(_ reader: TermReader) { readers = Mutex([reader]) }

  func with<Result>(_ body: (inout TermReader) -> Result) -> Result {
    var reader = readers.withLock { $0.popLast() } ?? TermReader()
    let result = body(&reader)
    readers.withLock { readers in
      // As many as there are threads at work; more would only hold memory.
      if readers.count < 8 { readers.append(reader) }
    }
    return result
  }
}
