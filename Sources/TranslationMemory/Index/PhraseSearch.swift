/// Finds the entries of an index that hold words and phrases. Holds scratch space: one for each thread.
///
/// The entries with the rarest class are read; those whose signature lacks a bit of another class wanted are passed over, and the tokens of the rest are
/// gone through.
struct PhraseSearch {
  /// A word, or the words of a phrase, as an index numbers them.
  struct Term {
    var words: [Word] = []
  }

  /// What a token must be.
  struct Word {
    /// Its class, and its form; ``Index/none`` for a form that the index has not.
    var kappa, form: UInt32
    /// Only this form of the class will do.
    var isForm: Bool

    init(kappa: UInt32, form: UInt32?, byStem: Bool) {
      self.kappa = kappa
      self.form = form ?? Index.none
      isForm = !byStem || kappa == Kappa.number
    }
  }

  private var filter = SignatureFilter()

  /// Calls `body` with each entry that holds all terms, in ascending order, until it returns false.
  ///
  /// - Complexity: O(entries with the rarest class), and for those that may hold all classes their lengths.
  mutating func forEachEntry(with terms: [Term], in index: Index, _ body: (UInt32) -> Bool) {
    let classes = Set(terms.flatMap { $0.words.map(\.kappa) })
    guard let rarest = classes.min(by: { index.postingRange(of: $0).count < index.postingRange(of: $1).count }) else { return }
    let list = index.postingRange(of: rarest)
    filter.setQuery(classes, unknown: 0, in: index)
    filter.setWindow(mostMissing: 0, in: index)
    var at = list.lowerBound
    while at < list.upperBound {
      let (passed, lookedAt) = filter.next(at..<list.upperBound, in: index)
      guard lookedAt > 0 else { return }
      at += lookedAt
      for number in 0..<passed {
        if number + 16 < passed { index.prefetchStart(of: filter.passing[number + 16]) }
        if number + 8 < passed { index.prefetchTokens(of: filter.passing[number + 8]) }
        let entry = filter.passing[number]
        let forms = index.forms(of: entry)
        guard terms.allSatisfy({ Self.run(of: $0, in: forms, from: 0, index) != nil }) else { continue }
        guard body(entry) else { return }
      }
    }
  }

  /// The first run of an entry's tokens, from a place on, that is a term. Marks inside a phrase don't part it.
  static func run(of term: Term, in forms: UnsafeBufferPointer<UInt32>, from first: Int, _ index: Index) -> Range<Int>? {
    term.words.withUnsafeBufferPointer { words in
      guard let head = words.first else { return nil }
      var start = first
      while start < forms.count {
        guard head.isForm ? forms[start] == head.form : index.kappa(of: forms[start]) == head.kappa else {
          start &+= 1
          continue
        }
        var at = start + 1
        var matched = 1
        while matched < words.count, at < forms.count {
          let form = forms[at]
          let word = words[matched]
          if word.isForm, form == word.form {
            matched += 1
          } else {
            let kappa = index.kappa(of: form)
            if !word.isForm, kappa == word.kappa {
              matched += 1
            } else if kappa != Kappa.mark {
              break
            }
          }
          at += 1
        }
        if matched == words.count { return start..<at }
        start += 1
      }
      return nil
    }
  }

  /// All runs of an entry's tokens that are one of the terms, ascending, none twice.
  static func runs(of terms: [Term], in entry: UInt32, _ index: Index) -> [Range<Int>] {
    let forms = index.forms(of: entry)
    var found: Set<Range<Int>> = []
    for term in terms {
      var from = 0
      while let run = run(of: term, in: forms, from: from, index) {
        found.insert(run)
        from = run.lowerBound + 1
      }
    }
    return found.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }
}

extension Index {
  /// The numbers of a query's terms; nil when the index has none of some word's class.
  func terms(_ query: ConcordanceQuery, byStem: Bool) -> [PhraseSearch.Term]? {
    var terms: [PhraseSearch.Term] = []
    for keys in query.terms {
      var term = PhraseSearch.Term()
      for key in keys {
        let found: (form: UInt32?, kappa: UInt32)? = key.withUnsafeBufferPointer { key in
          if let form = forms.find(key) { return (form, kappa(of: form)) }
          guard byStem else { return nil }
          switch TokenKeys.kappa(of: key, score) {
          case .stem(let stem): return stem.withUnsafeBufferPointer { kappas.find($0) }.map { (nil, $0) }
          default: return nil
          }
        }
        guard let found else { return nil }
        term.words.append(.init(kappa: found.kappa, form: found.form, byStem: byStem))
      }
      terms.append(term)
    }
    return terms
  }
}
