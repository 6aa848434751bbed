internal import Language
internal import Terminology

// Terms of a glossary, counted occurrence by occurrence, inflected or not.

extension Examination {
  /// Rules `term-missing`, `term-confused`, `term-forbidden`, `term-deprecated`.
  mutating func checkTerms(_ index: TermIndex) {
    let ours = index.recognize(in: source.text, language: source.tag)
    let theirs = index.recognize(in: target.text, language: target.tag)
    var free = theirs.map { Set($0.entries.map(ConceptName.init)) }
    var missing: [TermIndex.Occurrence] = []
    var seen: Set<ConceptName> = []
    for occurrence in ours {
      let concepts = Set(occurrence.entries.map(ConceptName.init))
      seen.formUnion(concepts)
      if let match = free.firstIndex(where: { !$0.isDisjoint(with: concepts) }) {
        free[match] = []
      } else {
        missing.append(occurrence)
      }
    }
    for occurrence in missing { reportMissing(occurrence, among: ours, theirs, free) }
    for (occurrence, isFree) in zip(theirs, free.map { !$0.isEmpty }) { checkStatus(occurrence, expected: seen, isFree: isFree) }
  }

  private struct ConceptName: Hashable {
    var termbase, concept: String

    init(_ entry: TermIndex.Entry) { (termbase, concept) = (entry.termbase, entry.concept.id) }
  }

  private mutating func reportMissing(
    _ occurrence: TermIndex.Occurrence, among ours: [TermIndex.Occurrence], _ theirs: [TermIndex.Occurrence], _ free: [Set<ConceptName>]
  ) {
    let entries = occurrence.entries.filter { !$0.concept.terms(in: target.tag).isEmpty }
    guard entries.count == occurrence.entries.count else { return }
    // A longer term may have swallowed the equivalent: look for this concept's terms alone, as often as the source needs them.
    let own = TermIndex(Dictionary(grouping: entries, by: \.termbase).map { Termbase(name: $0, concepts: $1.map(\.concept)) })
    let needed = own.recognize(in: source.text, language: source.tag).count
    if own.recognize(in: target.text, language: target.tag).count >= max(1, min(needed, ours.filter { $0.term == occurrence.term }.count)) {
      return
    }
    // A term with marks of its own (a.i.) is found by its spelling.
    let key = FoldingKey.of(target.text)
    if entries.contains(where: {
      $0.concept.terms(in: target.tag).contains { key.contains(FoldingKey.of($0.text)) && $0.text.contains(".") }
    }) {
      return
    }
    // Once named, it may be “it” or “the former” afterwards.
    let isRepeated = ours.contains {
      $0.range.upperBound <= occurrence.range.lowerBound && $0.entries[0].concept == occurrence.entries[0].concept
    }
    let found = source.string(occurrence.range)
    var wanted: [String] = []
    for entry in entries {
      for term in entry.concept.terms(in: target.tag) where term.status.isAccepted {
        if !wanted.contains(term.text), wanted.count < 3 { wanted.append(term.text) }
      }
    }
    guard let suggestion = wanted.first else { return }
    let domain = entries[0].concept.domain
    let isNameOfPlace = domain == "country" || domain == "body"
    if let other = zip(theirs, free).first(where: { !$1.isEmpty && isNameOfPlace && $0.entries[0].concept.domain == domain })?.0 {
      add(
        .termConfused, source: occurrence.range, target: other.range, suggestion: suggestion,
        .confusedTerm(found, wanted: wanted, found: target.string(other.range)))
    } else {
      add(
        .termMissing, atMost: isRepeated ? .info : .error, source: occurrence.range, suggestion: suggestion, .term(found, wanted: wanted))
    }
  }

  /// A forbidden or deprecated term in the target. Where the same words are an accepted term of a concept that the source has, they are right.
  private mutating func checkStatus(_ occurrence: TermIndex.Occurrence, expected: Set<ConceptName>, isFree: Bool) {
    let entries = occurrence.entries
    let accepted = entries.filter(\.term.status.isAccepted)
    let rejected = entries.filter { !$0.term.status.isAccepted }
    guard let worst = rejected.first(where: { $0.term.status == .forbidden }) ?? rejected.first else { return }
    if accepted.contains(where: { expected.contains(ConceptName($0)) || !expected.contains(ConceptName(worst)) }) { return }
    let preferred = worst.concept.preferred(in: target.tag)?.text
    let text = target.string(occurrence.range)
    if worst.term.status == .forbidden {
      add(.termForbidden, target: occurrence.range, suggestion: preferred, .forbiddenTerm(text, preferred: preferred))
    } else {
      add(.termDeprecated, target: occurrence.range, suggestion: preferred, .deprecatedTerm(text, preferred: preferred))
    }
  }
}
