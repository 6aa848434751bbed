public import Language

/// Reads the three-column glossaries that CAT tools read: source term, target term, note, divided by tabs.
///
/// Each line is a pair. A concept is a block of neighbouring lines that share the first line's source or target term; the first line is the
/// preferred pair. The note begins with the domain; then, after semicolons, `abbreviation`, `variant spelling`, `synonym`, `plural`, `deprecated`,
/// `forbidden`, or free remarks. Lines that begin with `#` are comments, as OmegaT has them.
public enum GlossaryTSV {
  /// What was wrong with a line.
  public struct Problem: Hashable, Sendable {
    /// Counted from 1.
    public var line: Int
    public var reason: Reason

    public enum Reason: Hashable, Sendable {
      case fewerThanTwoColumns
      case emptyTerm
      case repeatedPair
      case termTooLong(scalars: Int)
    }
  }

  /// The longest term that is taken, in Unicode scalars.
  public static let longestTerm = 500

  /// The concepts of a glossary, and what was left out.
  /// - Parameters:
  ///   - source: the language of the first column.
  ///   - target: the language of the second.
  public static func read(_ text: String, source: LanguageTag = .persian, target: LanguageTag = .english) -> (
    concepts: [Concept], problems: [Problem]
  ) {
    var concepts: [Concept] = []
    var problems: [Problem] = []
    var block: (source: String, target: String)?
    var seen: Set<[String]> = []
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let line = number == 1 && line.unicodeScalars.first == "\u{FEFF}" ? Substring(line.unicodeScalars.dropFirst()) : line
      if line.isEmpty || line.first == "#" {
        block = nil
        continue
      }
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(trimmed)
      guard columns.count >= 2 else {
        problems.append(Problem(line: number, reason: .fewerThanTwoColumns))
        continue
      }
      guard !columns[0].isEmpty, !columns[1].isEmpty else {
        problems.append(Problem(line: number, reason: .emptyTerm))
        continue
      }
      let length = max(columns[0].unicodeScalars.count, columns[1].unicodeScalars.count)
      guard length <= longestTerm else {
        problems.append(Problem(line: number, reason: .termTooLong(scalars: length)))
        continue
      }
      guard seen.insert([columns[0], columns[1]]).inserted else {
        problems.append(Problem(line: number, reason: .repeatedPair))
        continue
      }
      let note = Remark(columns.count > 2 ? columns[2] : "")
      if let first = block, first.source == columns[0] || first.target == columns[1] {
        let last = concepts.count - 1
        if first.source != columns[0] { concepts[last].add(note.term(columns[0], source)) }
        if first.target != columns[1] { concepts[last].add(note.term(columns[1], target)) }
      } else {
        block = (columns[0], columns[1])
        concepts.append(
          Concept(
            id: "c\(concepts.count + 1)",
            terms: [
              Term(columns[0], language: source, status: note.status ?? .preferred, note: note.text),
              Term(columns[1], language: target, status: note.status ?? .preferred),
            ], domain: note.domain))
      }
    }
    return (concepts, problems)
  }

  private static func trimmed(_ text: Substring) -> String {
    var view = text.unicodeScalars
    while let first = view.first, first == " " || first == "\r" { view.removeFirst() }
    while let last = view.last, last == " " || last == "\r" { view.removeLast() }
    return String(view)
  }

  /// The note column, taken apart.
  private struct Remark {
    var domain = ""
    var form: Term.Form?
    var status: Term.Status?
    var text = ""

    init(_ column: String) {
      var rest: [Substring] = []
      for (index, part) in column.split(separator: ";").enumerated() {
        let word = part.drop { $0 == " " }
        switch word {
        case "abbreviation": form = .abbreviation
        case "variant spelling", "variant": form = .variant
        case "synonym": form = .synonym
        case "plural": form = .plural
        case "deprecated": status = .deprecated
        case "forbidden": status = .forbidden
        default: if index == 0 { domain = String(word) } else { rest.append(word) }
        }
      }
      text = rest.joined(separator: "; ")
    }

    func term(_ text: String, _ language: LanguageTag) -> Term {
      Term(text, language: language, status: status ?? .admitted, form: form ?? .synonym, note: self.text)
    }
  }
}

extension Concept {
  fileprivate mutating func add(_ term: Term) {
    if !terms.contains(where: { $0.text == term.text && $0.language == term.language }) { terms.append(term) }
  }
}
