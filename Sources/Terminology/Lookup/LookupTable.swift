internal import Language
internal import Synchronization

/// The terms' letters and words as look-up compares them; made at the first look-up.
struct LookupTable: Sendable {
  /// A word that stands in one term or in many.
  struct Word: Sendable {
    var key: [Unicode.Scalar]
    var stem: String
    var text: String
    var script: Token.Script
  }

  /// By entry: the folded letters without blanks, and the numbers of its words.
  private(set) var keys: [[Unicode.Scalar]] = []
  private(set) var wordsOf: [[Int32]] = []
  private(set) var words: [Word] = []
  private var numbers: [String: Int32] = [:]

  init(_ index: TermIndex) {
    for entry in 0..<Int32(index.count) {
      let text = index.term(entry).text
      keys.append(Array(FoldingKey.of(text, blanks: .dropped).unicodeScalars))
      wordsOf.append(Self.words(of: text).map { number($0) })
    }
  }

  static func words(of text: String) -> [Word] {
    Tokenizer.tokens(of: text).filter { $0.kind != .punctuation && $0.kind != .symbol }.map { token in
      Word(
        key: Array(token.key.unicodeScalars), stem: token.kind == .word ? Stemmer.stem(of: token.key, script: token.script) : token.key,
        text: token.key, script: token.script)
    }
  }

  private mutating func number(_ word: Word) -> Int32 {
    if let known = numbers[word.text] { return known }
    let number = Int32(words.count)
    numbers[word.text] = number
    words.append(word)
    return number
  }
}

/// A table that is made when it is first asked for.
final class LazyLookupTable: Sendable {
  private let table = Mutex<LookupTable?>(nil)

  func table(for index: TermIndex) -> LookupTable {
    table.withLock { table in
      if let table { return table }
      let made = LookupTable(index)
      table = made
      return made
    }
  }
}
