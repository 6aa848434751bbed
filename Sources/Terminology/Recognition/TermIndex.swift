internal import Language
internal import Synchronization

/// Finds the terms of termbases in running text, and looks single terms up.
///
///     let index = TermIndex([termbase])
///     index.recognize(in: "با رفع تحریمهای یک جانبه").map(\.term.text)   // ["تحریم یک‌جانبه"]
///     index.lookup("توافق نامه").first?.concept.preferred(in: .english)?.text   // "agreement"
public struct TermIndex: Sendable {
  let tables: TermTables
  let pool: ReaderPool
  let lookupTable = LazyLookupTable()

  public var termbases: [Termbase] { tables.termbases }
  var places: [Place] { tables.places }

  /// - Complexity: O(total length of the terms).
  public init(_ termbases: [Termbase]) {
    var reader = TermReader()
    var vocabulary = TermWords()
    var places: [Place] = []
    var languages: [LanguageTag] = []
    var filed: [(chain: [UInt8], entry: Int32)] = []
    var heads: [(chain: [UInt8], entry: Int32)] = []
    var longest = 1
    for (number, termbase) in termbases.enumerated() {
      for (conceptNumber, concept) in termbase.concepts.enumerated() {
        let traits = ConceptTraits(concept, &reader)
        for (termNumber, term) in concept.terms.enumerated() {
          reader.read(term.text)
          let words = reader.words
          guard !words.isEmpty else { continue }
          if !languages.contains(term.language) { languages.append(term.language) }
          var place = Place(
            termbase: Int32(number), concept: Int32(conceptNumber), term: Int32(termNumber),
            language: Int32(languages.firstIndex(of: term.language)!), words: Int32(words.count))
          place.firstWord = vocabulary.add(reader, term, traits)
          place.describe(term, reader, traits)
          if place.traits.contains(.abbreviation) { place.surface = vocabulary.add(surface: term.text) }
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
    tables = TermTables(
      termbases: termbases, places: places, words: vocabulary, languages: languages, chains: ChainTable(filed), heads: ChainTable(heads),
      longest: longest)
    pool = ReaderPool(reader)
  }

  /// How many terms the index holds.
  public var count: Int { places.count }

  func term(_ entry: Int32) -> Term {
    let place = places[Int(entry)]
    return termbases[Int(place.termbase)].concepts[Int(place.concept)].terms[Int(place.term)]
  }

  func entry(_ number: Int32) -> Entry { Entry(termbases, places[Int(number)]) }
}

/// What an index consists of, in one object, so that a search holds it by one reference.
final class TermTables: Sendable {
  let termbases: [Termbase]
  let places: [TermIndex.Place]
  let words: TermIndex.TermWords
  let languages: [LanguageTag]
  let chains: ChainTable
  /// The nouns of verbs whose parts may stand apart: تأکید of تأکید کردن.
  let heads: ChainTable
  /// How the chains of both tables begin: most rows of words are given up there.
  let prefixes: HashFilter
  /// The most words that a text may have for a term.
  let longest: Int

  init(
    termbases: [Termbase], places: [TermIndex.Place], words: TermIndex.TermWords, languages: [LanguageTag], chains: ChainTable,
    heads: ChainTable, longest: Int
  ) {
    (self.termbases, self.places, self.words, self.languages) = (termbases, places, words, languages)
    (self.chains, self.heads, self.longest) = (chains, heads, longest)
    prefixes = HashFilter(chains.prefixes(TermSeeker.prefix).union(heads.prefixes(TermSeeker.prefix)))
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
