internal import Language

/// Ids for concepts whose file gives them none: made from their own terms, so that a concept keeps its id wherever it stands.
///
///     memorandum-of-understanding      treaty-3f2a      c-91bd07e5
enum ConceptID {
  /// Gives ids to the concepts that have none; an id is an XML name and stands once.
  /// - Complexity: O(total length of the terms).
  static func assign(_ concepts: inout [Concept]) {
    var taken = Set(concepts.map(\.id))
    for index in concepts.indices where concepts[index].id.isEmpty {
      concepts[index].id = fresh(for: concepts[index], taken: taken)
      taken.insert(concepts[index].id)
    }
  }

  /// An id for a concept that none of those taken equals: its English term; where two concepts share it, with a hash of the other language's term.
  static func fresh(for concept: Concept, taken: Set<String>) -> String {
    let english = slug(concept.preferred(in: .english)?.text ?? "")
    let other = concept.terms.first { !LanguageTag.english.matches($0.language) } ?? concept.terms.first
    let mark = String(hash(other?.text ?? ""), radix: 16)
    var id = english.isEmpty ? "c-\(mark.suffix(8))" : english
    if taken.contains(id) { id += "-\(mark.suffix(4))" }
    let base = id
    var number = 2
    while taken.contains(id) {
      id = "\(base)-\(number)"
      number += 1
    }
    return id
  }

  /// The letters and digits of a term in lower case with hyphens between its words; at most 60 characters, cut at a word.
  private static func slug(_ text: String) -> String {
    var slug = ""
    for token in Tokenizer.tokens(of: text) where token.kind != .punctuation && token.kind != .symbol {
      let word = String(
        String.UnicodeScalarView(token.key.unicodeScalars.filter { $0.properties.isAlphabetic && $0.isASCII || ("0"..."9") ~= $0 }))
      if word.isEmpty { continue }
      if slug.utf8.count + word.utf8.count > 60 { break }
      slug += (slug.isEmpty ? "" : "-") + word
    }
    // A name in XML begins with a letter.
    if let first = slug.unicodeScalars.first, !first.properties.isAlphabetic { slug = "c-" + slug }
    return slug
  }

  /// FNV-1a of the folding key.
  private static func hash(_ text: String) -> UInt64 {
    FoldingKey.of(text, blanks: .dropped).utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }
}
