public import Language

/// Glossaries that are plain text, of whichever form.
public enum GlossaryText {
  /// The form of a glossary.
  public enum Form: String, Sendable {
    /// Source term, target term, comment.
    case pairs
    /// A table whose first row names the columns.
    case table
  }

  /// Reads a glossary; its form and the separator are told by its first row.
  public static func read(
    _ text: String, source: LanguageTag = .persian, target: LanguageTag = .english
  ) -> (concepts: [Concept], problems: [TermbaseProblem], form: Form) {
    let first = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") && !$0.hasPrefix("\u{FEFF}#") } ?? ""
    let separator: Unicode.Scalar = first.contains("\t") || !first.contains(",") ? "\t" : ","
    var head: [String]?
    DelimitedText.read(String(first), separator: separator, quotes: true) { head = head ?? $0.cells.map(\.text) }
    if let head, GlossaryTable.isHeader(head) {
      let (concepts, problems) = GlossaryTable.read(text, separator: separator)
      return (concepts, problems, .table)
    }
    let (concepts, problems) = GlossaryTSV.read(text, source: source, target: target, separator: separator)
    return (concepts, problems, .pairs)
  }
}
