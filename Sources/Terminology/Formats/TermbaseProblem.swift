/// What was wrong with a place of a glossary's file, and what became of it.
public struct TermbaseProblem: Hashable, Sendable {
  /// Counted from 1; the column in characters.
  public var line, column: Int
  public var reason: Reason

  public init(line: Int, column: Int = 1, reason: Reason) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  public enum Reason: Hashable, Sendable {
    // Left out.
    case fewerThanTwoColumns
    case emptyTerm
    case repeatedPair
    case termTooLong(scalars: Int)
    /// A definition, remark or other text beyond ``TBXReader/Limits/text``.
    case textTooLong(category: String, bytes: Int)
    /// A concept, or a language of it, without a term.
    case noTerm(String)
    case noLanguage
    /// A row of a table that lacks the term or the language.
    case incompleteRow
    /// A term that stands in its concept already.
    case repeatedTerm(String)
    // Kept, with a remark.
    /// The concept gets a new id.
    case duplicateID(String, line: Int)
    case noID
    case badLanguage(String)
    /// The letters of the term are not those of its language.
    case otherScript(String, language: String)
    /// A tab or line break, read as a blank.
    case markInTerm(String)
    case markupInTerm(String)
    /// A value that the data category doesn't have.
    case badValue(category: String, value: String)
    /// An element where it doesn't belong; it is kept as it is.
    case misplaced(String)
    case secondTerm(String)
    case termNotFirst
    /// Text of the header outside a paragraph.
    case bareHeaderText
    case danglingReference(String)
    case undeclaredEntity(String)
    case xml(String)
    /// A quotation mark that is not closed, or text behind a closed one.
    case badQuotes
    /// Controls and noncharacters in a row, which were dropped.
    case droppedCharacters(Int)
    /// More or fewer cells than the header has.
    case otherColumns(Int, expected: Int)
    case unknownColumn(String)
  }

  /// True when something was left out for it.
  public var isLoss: Bool {
    switch reason {
    case .fewerThanTwoColumns, .emptyTerm, .repeatedPair, .termTooLong, .textTooLong, .noTerm, .noLanguage, .incompleteRow, .repeatedTerm,
      .undeclaredEntity:
      true
    default: false
    }
  }

  /// The problem in words, without its place.
  public var words: String {
    switch reason {
    case .fewerThanTwoColumns: "left out: a line needs two columns with a tab between them"
    case .emptyTerm: "left out: a term is empty"
    case .repeatedPair: "left out: the pair stands in the glossary already"
    case .termTooLong(let scalars): "left out: a term of \(scalars) characters"
    case .textTooLong(let category, let bytes): "left out: a \(category) of \(bytes) bytes"
    case .noTerm(let name): "left out: \(name) without a term"
    case .noLanguage: "left out: a section without xml:lang"
    case .incompleteRow: "left out: a row without a term or without its language"
    case .repeatedTerm(let text): "left out: “\(text)” stands in this concept already"
    case .duplicateID(let id, let line): "the id “\(id)” stands in line \(line) already; this concept gets another"
    case .noID: "a concept without an id; it gets one"
    case .badLanguage(let code): "“\(code)” is no language code"
    case .otherScript(let text, let language): "“\(text)” is not in the letters of the language “\(language)”"
    case .markInTerm(let text): "a tab or line break in the term “\(text)” was read as a blank"
    case .markupInTerm(let text): "markup in the term “\(text)” was dropped"
    case .badValue(let category, let value): "“\(value)” is no \(category) of TBX-Basic"
    case .misplaced(let name): "\(name) does not belong here"
    case .secondTerm(let text): "a second term, “\(text)”, in one section; it is read as a term of its own"
    case .termNotFirst: "the term does not come first in its section"
    case .bareHeaderText: "text of the header stands outside a paragraph"
    case .danglingReference(let id): "refers to “\(id)”, which no concept has"
    case .undeclaredEntity(let name): "the entity &\(name); is not declared; the text around it lacks it"
    case .xml(let words): words
    case .badQuotes: "quotation marks that don't match"
    case .droppedCharacters(let count): "control characters were dropped: \(count)"
    case .otherColumns(let count, let expected): "\(count) cells where the header has \(expected)"
    case .unknownColumn(let name): "the column “\(name)” is not known; it is left out"
    }
  }
}

/// Problems in file order; at most ``most`` of them, the rest counted.
struct ProblemList {
  private(set) var problems: [TermbaseProblem] = []
  private(set) var count = 0
  var most = 1000

  mutating func add(_ line: Int, _ column: Int, _ reason: TermbaseProblem.Reason) {
    count += 1
    if problems.count < most { problems.append(TermbaseProblem(line: line, column: column, reason: reason)) }
  }
}
