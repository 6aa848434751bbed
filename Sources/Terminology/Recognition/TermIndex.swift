internal import Language
internal import Synchronization

/// Finds the terms of termbases in running text, and looks single terms up.
///
///     let index = TermIndex([termbase])
///     index.recognize(in: "با رفع تحریمهای یک جانبه").map(\.term.text)   // ["تحریم یک‌جانبه"]
///     index.lookup("توافق نامه").first?.concept.preferred(in: .english)?.text   // "agreement"
public struct TermIndex: Sendable {
  let tables: TermTables
  let pool: WorkspacePool
  let lookupTable = LazyLookupTable()

  public var termbases: [Termbase] { tables.termbases }
  var places: [Place] { tables.places }

  /// - Complexity: O(total length of the terms).
  public init(_ termbases: [Termbase]) {
    var reader = TermReader()
    var vocabulary = TermWords()
    var places: [Place] = []
    var languages: [LanguageTag] = []
    var chains = FiledChains()
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
          if place.traits.contains(.abbreviation) { vocabulary.add(surface: term.text, of: place) }
          let entry = Int32(places.count)
          longest = max(longest, words.count + 2)
          for chain in reader.chains(of: 0..<words.count) { chains.add(chain, entry) }
          // An infinitive: its stem is the word itself.
          if words.count > 1, let last = words.last, reader.forms[Int(last.form)].verb != .none, term.text.hasSuffix("ن") {
            place.verb = reader.forms[Int(last.form)].verb
            for chain in reader.chains(of: 0..<words.count - 1) { chains.add(chain, entry, isHead: true) }
          }
          places.append(place)
        }
      }
    }
    tables = TermTables(
      termbases: termbases, places: places, words: vocabulary, languages: languages, chains: ChainTable(chains), longest: longest)
    pool = WorkspacePool(reader)
  }

  /// How many terms the index holds.
  public var count: Int { places.count }

  func term(_ entry: Int32) -> Term {
    let place = places[Int(entry)]
    return termbases[Int(place.termbase)].concepts[Int(place.concept)].terms[Int(place.term)]
  }

  func entry(_ number: Int32) -> Entry { Entry(tables, number) }
}

/// What an index consists of, in one object, so that a search holds it by one reference.
final class TermTables: Sendable {
  let termbases: [Termbase]
  let places: [TermIndex.Place]
  let words: TermIndex.TermWords
  let languages: [LanguageTag]
  /// The chains of all terms, and those of the nouns of verbs whose parts may stand apart: تأکید of تأکید کردن.
  let chains: ChainTable
  /// The most words that a text may have for a term.
  let longest: Int

  init(
    termbases: [Termbase], places: [TermIndex.Place], words: TermIndex.TermWords, languages: [LanguageTag], chains: ChainTable, longest: Int
  ) {
    (self.termbases, self.places, self.words, self.languages) = (termbases, places, words, languages)
    (self.chains, self.longest) = (chains, longest)
  }
}

/// What a search works with: a reader that has learnt words, and arrays that it fills. One user at a time.
final class Workspace {
  var reader: TermReader
  /// For ``TermSeeker``.
  var hits: [TermSeeker.Hit] = []
  var entries: [Int32] = []
  /// The last language that was asked for, and which of the index's languages that means.
  var wanted: (language: LanguageTag?, languages: [Bool])?

  init(_ reader: TermReader) { self.reader = reader }
}

/// Workspaces, lent to one user at a time.
final class WorkspacePool: Sendable {
  private let spaces: Mutex<[Lent]>

  /// The pool hands each one to one user only.
  private struct Lent: @unchecked Sendable {
    let space: Workspace
  }

  init(_ reader: TermReader) {
    let first = Lent(space: Workspace(reader))
    spaces = Mutex([first])
  }

  func with<Result>(_ body: (Workspace) -> Result) -> Result {
    let lent = spaces.withLock { $0.popLast() } ?? Lent(space: Workspace(TermReader()))
    let result = body(lent.space)
    spaces.withLock { spaces in
      // As many as there are threads at work; more would only hold memory.
      if spaces.count < 8 { spaces.append(lent) }
    }
    return result
  }
}
