internal import Language

/// Tables with a header, parted by commas or tabs: a term a row, or a concept a row with a column for each language.
///
/// What is written has a term a row: `concept, language, term, status, type, partOfSpeech, domain, definition, definitionSource, note, source, context,
/// contextSource, conceptNote, conceptSource, related, tbx`. The last column holds, as TBX, what the others have no place for (a second definition, an element
/// that the toolkit doesn't know), so that nothing is lost on the way. What stands for the concept as a whole stands in its first row.
///
/// What is read may have these columns in any order and case, others like `id`, `comment`, `subject`, or languages as names of columns (`fa, en, note`; several
/// terms in a cell are parted by `|`).
public enum GlossaryTable {
  static let columns = [
    "concept", "language", "term", "status", "type", "partOfSpeech", "domain", "definition", "definitionSource", "note", "source",
    "context",
    "contextSource", "conceptNote", "conceptSource", "related", "tbx",
  ]

  /// What a column holds.
  private enum Column: Hashable {
    case known(String)
    case language(LanguageTag)
    case unknown(String)

    init(_ name: String) {
      let key = name.lowercased().filter { $0.isLetter || $0 == "-" || $0 == ":" }
      if let column = GlossaryTable.columns.first(where: { $0.lowercased() == key }) {
        self = .known(column)
        return
      }
      switch key {
      case "id", "conceptid", "entry", "entryid": self = .known("concept")
      case "lang", "xml:lang", "languagecode": self = .known("language")
      case "form", "termtype", "kind": self = .known("type")
      case "pos": self = .known("partOfSpeech")
      case "subject", "subjectfield", "field": self = .known("domain")
      case "comment", "notes", "remark", "usage", "usagenote": self = .known("note")
      case "example": self = .known("context")
      default:
        let tag = LanguageTag(name.trimmingBlanks)
        self = tag.language != .other || (name.utf8.count == 2 && TBXVocabulary.isLanguage(name)) ? .language(tag) : .unknown(name)
      }
    }
  }

  /// True for a first row that names columns: a term with its language, or two languages.
  static func isHeader(_ cells: [String]) -> Bool {
    let columns = cells.map(Column.init)
    if columns.contains(.known("term")), columns.contains(.known("language")) { return true }
    return Set(columns.filter { if case .language = $0 { true } else { false } }).count >= 2
  }

  // MARK: Reading

  public static func read(_ text: String, separator: Unicode.Scalar) -> (concepts: [Concept], problems: [TermbaseProblem]) {
    var reader = Reader()
    DelimitedText.read(text, separator: separator, quotes: true) { reader.take($0) }
    for index in reader.concepts.indices { reader.concepts[index].groupTerms() }
    ConceptID.assign(&reader.concepts)
    return (reader.concepts, reader.problems)
  }

  /// A term with blanks for the tabs and line breaks in it; nil when it has none.
  static func onOneLine(_ term: String) -> String? {
    guard term.unicodeScalars.contains(where: { $0 == "\t" || $0 == "\n" || $0 == "\r" }) else { return nil }
    return term.split { $0 == "\t" || $0 == " " || $0.isNewline }.joined(separator: " ")
  }

  private struct Reader {
    var concepts: [Concept] = []
    var problems: [TermbaseProblem] = []
    private var columns: [Column] = []
    private var places: [String: (index: Int, line: Int)] = [:]

    mutating func take(_ row: DelimitedText.Row) {
      guard !row.isComment, !row.cells.isEmpty, row.dropped > 0 || row.cells.contains(where: { !$0.text.isEmpty }) else { return }
      if row.hasBadQuotes { note(row, .badQuotes) }
      if row.dropped > 0 { note(row, .droppedCharacters(row.dropped)) }
      if columns.isEmpty {
        columns = row.cells.map { Column($0.text) }
        for (column, cell) in zip(columns, row.cells) {
          if case .unknown(let name) = column, !name.isEmpty { note(row, .unknownColumn(name), cell) }
        }
        return
      }
      if row.cells.count != columns.count, row.cells.count > columns.count || columns.contains(.known("term")) {
        note(row, .otherColumns(row.cells.count, expected: columns.count))
      }
      var values: [String: String] = [:]
      var terms: [Term] = []
      for (column, cell) in zip(columns, row.cells) {
        guard cell.text.utf8.count <= TBXReader.Limits.standard.text else {
          note(row, .textTooLong(category: "cell", bytes: cell.text.utf8.count), cell)
          continue
        }
        switch column {
        case .known(let name): if values[name, default: ""].isEmpty { values[name] = cell.text }
        case .language(let language):
          for text in cell.text.split(separator: "|") {
            if let text = term(String(text), language, row, cell) { terms.append(Term(text, language: language, status: .unstated)) }
          }
        case .unknown: break
        }
      }
      if columns.contains(.known("term")) { readTerm(values, row) } else { readConcept(values, terms, row) }
    }

    private mutating func note(_ row: DelimitedText.Row, _ reason: TermbaseProblem.Reason, _ cell: DelimitedText.Cell? = nil) {
      problems.append(TermbaseProblem(line: row.line, column: cell?.column ?? 1, reason: reason))
    }

    private mutating func term(_ text: String, _ language: LanguageTag, _ row: DelimitedText.Row, _ cell: DelimitedText.Cell?) -> String? {
      var text = text.trimmingBlanks
      if let line = GlossaryTable.onOneLine(text) {
        text = line
        note(row, .markInTerm(text), cell)
      }
      guard !text.isEmpty else {
        note(row, .emptyTerm, cell)
        return nil
      }
      let length = text.unicodeScalars.count
      guard length <= GlossaryTSV.longestTerm else {
        note(row, .termTooLong(scalars: length), cell)
        return nil
      }
      if TBXVocabulary.isOtherScript(text, language) { note(row, .otherScript(text, language: language.text), cell) }
      return text
    }

    private mutating func readConcept(_ values: [String: String], _ terms: [Term], _ row: DelimitedText.Row) {
      guard !terms.isEmpty else { return }
      var concept = Concept(id: "", terms: [], domain: values["domain"] ?? "")
      for term in terms where !concept.terms.contains(where: { $0.text == term.text && $0.language == term.language }) {
        var term = term
        if concept.terms(in: term.language).isEmpty { term.status = .preferred } else { term.status = .admitted }
        concept.terms.append(term)
      }
      if let id = values["concept"], !id.isEmpty {
        if let known = places[id] {
          note(row, .duplicateID(id, line: known.line))
        } else {
          concept.id = id
          places[id] = (concepts.count, row.line)
        }
      }
      if let text = values["definition"], !text.isEmpty {
        concept.definitions = [Concept.Statement(text, source: values["definitionSource"] ?? "")]
      }
      concept.notes = [values["note"], values["conceptNote"]].compactMap { $0 }.filter { !$0.isEmpty }
      concept.sources = [values["source"]].compactMap { $0 }.filter { !$0.isEmpty }
      concepts.append(concept)
    }

    private mutating func readTerm(_ values: [String: String], _ row: DelimitedText.Row) {
      guard let code = values["language"], !code.isEmpty, values["term"] != nil else {
        note(row, .incompleteRow)
        return
      }
      if !TBXVocabulary.isLanguage(code) { note(row, .badLanguage(code)) }
      let language = LanguageTag(code)
      guard let text = term(values["term"] ?? "", language, row, nil) else { return }
      var term = Term(text, language: language, status: .unstated)
      func value(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
      if let word = value("status") {
        if let status = TBXVocabulary.status(word) { term.status = status } else { note(row, .badValue(category: "status", value: word)) }
      }
      if let word = value("type") {
        if let form = Term.Form(rawValue: word) ?? TBXVocabulary.form(word) {
          term.form = form
        } else {
          note(row, .badValue(category: "type", value: word))
        }
      }
      if let word = value("partOfSpeech") {
        term.partOfSpeech = Term.PartOfSpeech(rawValue: word)
        if term.partOfSpeech == nil { note(row, .badValue(category: "partOfSpeech", value: word)) }
      }
      term.notes = [value("note")].compactMap { $0 }
      term.sources = [value("source")].compactMap { $0 }
      if let text = value("context") { term.contexts = [Concept.Statement(text, source: value("contextSource") ?? "")] }

      let id = value("concept") ?? ""
      let index: Int
      if !id.isEmpty, let known = places[id] {
        index = known.index
      } else {
        index = concepts.count
        concepts.append(Concept(id: id, terms: []))
        if !id.isEmpty { places[id] = (index, row.line) }
      }
      var concept = concepts[index]
      if concept.terms.contains(where: { $0.text == term.text && $0.language == term.language }) {
        note(row, .repeatedTerm(term.text))
        return
      }
      if let domain = value("domain"), concept.domain.isEmpty { concept.domain = domain }
      if let text = value("definition") {
        concept.definitions.append(Concept.Statement(text, source: value("definitionSource") ?? ""))
      }
      concept.notes += [value("conceptNote")].compactMap { $0 }
      concept.sources += [value("conceptSource")].compactMap { $0 }
      concept.related += (value("related") ?? "").split(separator: " ").map { Concept.Reference(String($0)) }
      if let xml = value("tbx") { add(xml, to: &concept, &term, row) }
      concept.terms.append(term)
      concepts[index] = concept
    }

    /// Takes what the last column holds: a concept with one term, both without what the other columns say.
    private mutating func add(_ xml: String, to concept: inout Concept, _ term: inout Term, _ row: DelimitedText.Row) {
      let text = "<tbx xmlns=\"\(TBXVocabulary.namespace)\"><text><body>\(xml)</body></text></tbx>"
      guard let read = try? TBXReader().read(Array(text.utf8), name: ""), let more = read.termbase.concepts.first,
        let its = more.terms.first, read.report.damage == nil
      else {
        note(row, .xml("what the column tbx holds is no TBX; it is left out"))
        return
      }
      concept.definitions += more.definitions
      concept.notes += more.notes
      concept.sources += more.sources
      concept.related += more.related
      concept.kept.attributes += more.kept.attributes
      concept.kept.content += more.kept.content
      concept.keptByLanguage.merge(more.keptByLanguage) { first, _ in first }
      term.notes += its.notes
      term.sources += its.sources
      term.contexts += its.contexts
      term.kept = its.kept
    }
  }

  // MARK: Writing

  /// The table, a term a row.
  public static func write(_ concepts: [Concept], separator: Unicode.Scalar) -> String {
    func row(_ cells: [String]) -> String {
      cells.map { DelimitedText.cell($0, separator: separator) }.joined(separator: String(Character(separator))) + "\n"
    }
    var text = row(columns)
    for concept in concepts {
      var languages: Set<LanguageTag> = []
      for (index, term) in concept.terms.enumerated() {
        let isFirst = index == 0
        let definition = isFirst && concept.definitions.first?.language == nil ? concept.definitions.first : nil
        // References with words, or with a blank in the id, go into the last column.
        let plain = concept.related.allSatisfy { $0.text.isEmpty && !$0.id.contains(" ") }
        // What the last column says alone, and what it repeats so that a second value is read as one.
        var same = Term(term.text, language: term.language, status: term.status, form: term.form)
        same.partOfSpeech = term.partOfSpeech
        let bare = Concept(id: concept.id, terms: [same], domain: concept.domain)
        var rest = bare
        if isFirst {
          rest.definitions = Array(concept.definitions.dropFirst(definition == nil ? 0 : 1))
          rest.notes = Array(concept.notes.dropFirst())
          rest.sources = Array(concept.sources.dropFirst())
          rest.related = plain ? [] : concept.related
          rest.kept = concept.kept
        }
        if languages.insert(term.language).inserted { rest.keptByLanguage = concept.keptByLanguage.filter { $0.key == term.language.text } }
        rest.terms[0].notes = Array(term.notes.dropFirst())
        rest.terms[0].sources = Array(term.sources.dropFirst())
        rest.terms[0].contexts = Array(term.contexts.dropFirst())
        rest.terms[0].kept = term.kept
        text += row([
          concept.id, term.language.text, term.text, term.status == .unstated ? "" : term.status.rawValue,
          term.form == .unstated ? "" : term.form.rawValue, term.partOfSpeech?.rawValue ?? "", isFirst ? concept.domain : "",
          definition?.text ?? "", definition?.source ?? "", term.notes.first ?? "", term.sources.first ?? "",
          term.contexts.first?.text ?? "", term.contexts.first?.source ?? "", isFirst ? concept.notes.first ?? "" : "",
          isFirst ? concept.sources.first ?? "" : "", isFirst && plain ? concept.related.map(\.id).joined(separator: " ") : "",
          rest == bare ? "" : TBXWriter.fragment(rest),
        ])
      }
    }
    return text
  }
}
