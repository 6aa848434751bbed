/// What stands in a document and not in its text, counted: nothing is dropped without a word.
public struct LeftOut: Hashable, Sendable {
  /// How often each thing was met; what wasn't met isn't in it.
  public private(set) var counts: [Thing: Int] = [:]

  public init() {}

  /// What no reader of sentences can use. The raw value is the name for people.
  public enum Thing: String, Hashable, Sendable, CaseIterable {
    case images
    case objects = "embedded objects"
    case formulas
    case symbols = "characters of symbol fonts"
    /// Text that a person has deleted with "track changes" on; what was inserted is text.
    case deletions = "tracked deletions"
    case hiddenText = "passages of hidden text"
    case comments
    case fieldCodes = "field codes"
    case forms = "form fields"
    /// Tables of contents and other indexes: they repeat the headings.
    case indexes = "tables of contents and indexes"
    case margins = "headers and footers"
    case scripts = "scripts and styles"
    case titles = "page titles"
    /// Menus and paths of a website: they are no part of the text.
    case navigation = "blocks of navigation"
    case noteMarks = "note marks"
    case code = "blocks of code"
    case metadata = "blocks of metadata"
    case outside = "paragraphs outside the bilingual table"
    case headerRows = "header rows"
    case commentLines = "comment lines"
    case obsolete = "obsolete entries"
    case untranslated = "entries without a translation"
    case untranslatable = "entries not to be translated"
    case alternatives = "alternative translations"
    case withoutCounterpart = "segments without a counterpart"
  }

  mutating func count(_ thing: Thing, _ number: Int = 1) {
    if number > 0 { counts[thing, default: 0] += number }
  }

  public mutating func add(_ other: LeftOut) { counts.merge(other.counts, uniquingKeysWith: +) }

  public var isEmpty: Bool { counts.isEmpty }

  /// Each thing with its count, `images: 3`, in the order of ``Thing``.
  public var words: [String] { Thing.allCases.compactMap { thing in counts[thing].map { "\(thing.rawValue): \($0)" } } }
}
