public import Language

/// The three-column glossaries that CAT tools read: source term, target term, comment, parted by tabs (or commas, as OmegaT has it for `.csv`).
///
/// Each line is a pair. A concept is a block of neighbouring lines that share the first line's source or target term; the first line is the preferred pair.
/// The comment begins with the domain; then, after semicolons, `abbreviation`, `acronym`, `variant spelling`, `synonym`, `plural`, `deprecated`, `forbidden`,
/// or free remarks. In a glossary that uses none of these words, a comment whose first word is no domain that the project's glossaries have is a remark as a
/// whole. Lines that begin with `#` are comments of the file; they and empty lines end a block.
public enum GlossaryTSV {
  public typealias Problem = TermbaseProblem

  /// The longest term that is taken, in Unicode scalars.
  public static let longestTerm = 500

  /// The domains of the project's own glossaries.
  static let domains: Set<String> = [
    "diplomacy", "treaty", "UN", "law", "nuclear", "sanctions", "security", "consular", "protocol", "economy", "trade", "human rights",
    "humanitarian", "environment", "office", "country", "body", "defence", "energy", "media", "person", "place", "city", "general",
  ]

  /// The concepts of a glossary, and what was left out.
  /// - Parameters:
  ///   - source: the language of the first column.
  ///   - target: the language of the second.
  ///   - separator: what parts the columns; with a comma, cells may stand in quotation marks.
  public static func read(
    _ text: String, source: LanguageTag = .persian, target: LanguageTag = .english, separator: Unicode.Scalar = "\t"
  ) -> (concepts: [Concept], problems: [Problem]) {
    var rows: [DelimitedText.Row] = []
    DelimitedText.read(text, separator: separator, quotes: separator != "\t") { rows.append($0) }
    let hasTags = rows.contains { $0.cells.count > 2 && Remark.hasTag($0.cells[2].text) }
    var concepts: [Concept] = []
    var problems: [Problem] = []
    var block: (source: String, target: String)?
    var seen: Set<[String]> = []
    for row in rows {
      guard !row.isComment, let first = row.cells.first, row.cells.count > 1 || !first.text.trimmingBlanks.isEmpty else {
        block = nil
        continue
      }
      func note(_ reason: Problem.Reason, _ cell: Int = 0) {
        problems.append(Problem(line: row.line, column: row.cells[cell].column, reason: reason))
      }
      if row.hasBadQuotes { note(.badQuotes) }
      if row.dropped > 0 { note(.droppedCharacters(row.dropped)) }
      guard row.cells.count >= 2 else {
        note(.fewerThanTwoColumns)
        continue
      }
      let terms = row.cells.prefix(2).enumerated().map { cell, content in
        let text = content.text.trimmingBlanks
        guard let line = GlossaryTable.onOneLine(text) else { return text }
        note(.markInTerm(line), cell)
        return line
      }
      if let empty = terms.firstIndex(of: "") {
        note(.emptyTerm, empty)
        continue
      }
      let lengths = terms.map(\.unicodeScalars.count)
      if let long = lengths.firstIndex(where: { $0 > longestTerm }) {
        note(.termTooLong(scalars: lengths[long]), long)
        continue
      }
      guard seen.insert(terms).inserted else {
        note(.repeatedPair)
        continue
      }
      if row.cells.count > 3 { note(.otherColumns(row.cells.count, expected: 3), 3) }
      for (cell, language) in [source, target].enumerated() where TBXVocabulary.isOtherScript(terms[cell], language) {
        note(.otherScript(terms[cell], language: language.text), cell)
      }
      var comment = row.cells.count > 2 ? row.cells[2].text.trimmingBlanks : ""
      if comment.utf8.count > TBXReader.Limits.standard.text {
        note(.textTooLong(category: "comment", bytes: comment.utf8.count), 2)
        comment = ""
      }
      let remark = Remark(comment, hasTags: hasTags)
      if let first = block, first.source == terms[0] || first.target == terms[1] {
        let last = concepts.count - 1
        if first.source != terms[0] { concepts[last].add(remark.term(terms[0], source)) }
        if first.target != terms[1] { concepts[last].add(remark.term(terms[1], target)) }
      } else {
        block = (terms[0], terms[1])
        concepts.append(
          Concept(
            id: "",
            terms: [
              Term(terms[0], language: source, status: remark.status ?? .preferred, form: remark.form ?? .unstated),
              Term(terms[1], language: target, status: remark.status ?? .preferred, form: remark.form ?? .unstated),
            ], domain: remark.domain, notes: remark.notes))
      }
    }
    for index in concepts.indices { concepts[index].groupTerms() }
    ConceptID.assign(&concepts)
    return (concepts, problems)
  }

  /// The comment, taken apart.
  private struct Remark {
    var domain = ""
    var form: Term.Form?
    var status: Term.Status?
    var notes: [String] = []

    private static let forms: [Substring: Term.Form] = [
      "abbreviation": .abbreviation, "acronym": .acronym, "variant spelling": .variant, "variant": .variant, "synonym": .unstated,
      "plural": .plural, "short form": .short, "phrase": .phrase, "full form": .full,
    ]

    private static func parts(_ column: String) -> [Substring] {
      column.split(separator: ";", omittingEmptySubsequences: false).map { Substring(String($0).trimmingBlanks) }
    }

    static func hasTag(_ column: String) -> Bool {
      parts(column).dropFirst().contains { forms[$0] != nil || $0 == "deprecated" || $0 == "forbidden" }
    }

    init(_ column: String, hasTags: Bool) {
      var rest: [Substring] = []
      for (index, part) in Self.parts(column).enumerated() {
        if let form = Self.forms[part] {
          self.form = form
        } else if part == "deprecated" {
          status = .deprecated
        } else if part == "forbidden" {
          status = .forbidden
        } else if index == 0, hasTags || domains.contains(String(part)) {
          domain = String(part)
        } else if !part.isEmpty {
          rest.append(part)
        }
      }
      if !rest.isEmpty { notes = [rest.joined(separator: "; ")] }
    }

    func term(_ text: String, _ language: LanguageTag) -> Term {
      Term(text, language: language, status: status ?? .admitted, form: form ?? .unstated, notes: notes)
    }
  }

  // MARK: Writing

  /// A glossary for OmegaT and its like, and how many concepts it can't hold because they lack one of the languages.
  ///
  /// The columns hold terms, domain, kind of term, status and remarks; definitions, sources, references and parts of speech have no place in them.
  public static func write(
    _ concepts: [Concept], source: LanguageTag = .persian, target: LanguageTag = .english
  ) -> (text: String, leftOut: Int) {
    var text = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
    var leftOut = 0
    var last: (source: String, target: String)?
    for concept in concepts {
      guard let left = concept.preferred(in: source), let right = concept.preferred(in: target) else {
        leftOut += 1
        continue
      }
      // Blocks that share a term would be read as one.
      if let last, last.source == left.text || last.target == right.text { text += "#\n" }
      last = (left.text, right.text)
      func row(_ left: Term, _ right: Term, _ term: Term?) {
        var parts = [concept.domain]
        if let term {
          parts += term.form == .unstated && term.status.isAccepted ? ["synonym"] : tag(term)
          if !term.status.isAccepted { parts.append(term.status.rawValue) }
          parts += term.notes
        } else {
          parts += concept.notes
        }
        while parts.last == "" { parts.removeLast() }
        // A row that begins with # would be a comment.
        if left.text.hasPrefix("#") { text += " " }
        text += [left.text, right.text, parts.joined(separator: "; ")].map(field).joined(separator: "\t") + "\n"
      }
      row(left, right, nil)
      for term in concept.terms(in: source) where term != left { row(term, right, term) }
      for term in concept.terms(in: target) where term != right { row(left, term, term) }
    }
    return (text, leftOut)
  }

  private static func tag(_ term: Term) -> [String] {
    switch term.form {
    case .unstated: []
    case .full: ["full form"]
    case .acronym: ["acronym"]
    case .abbreviation: ["abbreviation"]
    case .short: ["short form"]
    case .variant: ["variant spelling"]
    case .phrase: ["phrase"]
    case .plural: ["plural"]
    }
  }

  private static func field(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\t" || $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }
}

extension Concept {
  fileprivate mutating func add(_ term: Term) {
    if !terms.contains(where: { $0.text == term.text && $0.language == term.language }) { terms.append(term) }
  }
}
