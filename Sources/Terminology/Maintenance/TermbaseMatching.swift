internal import Language

extension Concept {
  /// The terms of each language by their folding keys, for comparing.
  private func keys() -> [String: Set<String>] {
    terms.reduce(into: [:]) { $0[$1.language.primary, default: []].insert(FoldingKey.of($1.text, blanks: .dropped)) }
  }

  /// True when two concepts share an accepted term in every language that both have, and have two languages in common: they say the same.
  ///
  /// Sharing a term in one language alone is homonymy as often as not (صندوق: fund, ballot box).
  func saysTheSame(as other: Concept) -> Bool {
    var mine = self, theirs = other
    mine.terms.removeAll { !$0.status.isAccepted }
    theirs.terms.removeAll { !$0.status.isAccepted }
    let (a, b) = (mine.keys(), theirs.keys())
    let common = Set(a.keys).intersection(b.keys)
    return common.count >= 2 && common.allSatisfy { !a[$0]!.isDisjoint(with: b[$0]!) }
  }

  /// The keys under which a concept that says the same may be found.
  var searchKeys: [String] { terms.filter(\.status.isAccepted).map { $0.language.primary + FoldingKey.of($0.text, blanks: .dropped) } }

  /// Takes over what another concept says and this one doesn't; true when anything changed.
  /// - Parameter conflicts: called with each term whose status the other has otherwise: ours stays.
  mutating func absorb(_ other: Concept, conflicts: (_ ours: Term, _ theirs: Term) -> Void = { _, _ in }) -> Bool {
    let before = self
    for var term in other.terms {
      let key = FoldingKey.of(term.text)
      let known =
        terms.firstIndex { $0.language.matches(term.language) && $0.text.utf8.elementsEqual(term.text.utf8) }
        ?? terms.firstIndex { $0.language.matches(term.language) && FoldingKey.of($0.text) == key }
      if let at = known {
        if terms[at].status == .unstated {
          terms[at].status = term.status
        } else if term.status != .unstated, terms[at].status != term.status {
          conflicts(terms[at], term)
        }
        if terms[at].form == .unstated { terms[at].form = term.form }
        terms[at].partOfSpeech = terms[at].partOfSpeech ?? term.partOfSpeech
        terms[at].notes.add(term.notes)
        terms[at].sources.add(term.sources)
        terms[at].contexts.add(term.contexts)
        terms[at].kept.content.add(term.kept.content)
        continue
      }
      // One preferred term a language is enough.
      if term.status == .preferred, terms.contains(where: { $0.language.matches(term.language) && $0.status == .preferred }) {
        term.status = .admitted
      }
      terms.append(term)
    }
    groupTerms()
    if domain.isEmpty { domain = other.domain }
    definitions.add(other.definitions)
    notes.add(other.notes)
    sources.add(other.sources)
    related.add(other.related.filter { $0.id != id })
    kept.content.add(other.kept.content)
    for (language, kept) in other.keptByLanguage { keptByLanguage[language, default: Kept()].content.add(kept.content) }
    return self != before
  }
}

extension Array where Element: Equatable {
  /// Appends what is not there yet.
  fileprivate mutating func add(_ others: [Element]) { for other in others where !contains(other) { append(other) } }
}
