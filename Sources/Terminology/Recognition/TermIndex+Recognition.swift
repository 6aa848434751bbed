public import Language

extension TermIndex {
  /// A term found in a text.
  public struct Occurrence: Hashable, Sendable {
    /// The place in the text, in Unicode scalars; of a verb whose parts stand apart, from its noun to its verb.
    public var range: Range<Int>
    /// The words of the term: ``range``, or noun and verb where others stand between.
    public var parts: [Range<Int>]
    /// The entries that the words may mean, more than one where termbases or concepts share a term.
    public var entries: [Entry]
    /// Terms whose words are partly these and partly others: the text may mean them instead.
    public var overlaps: [Overlap]
    /// The first entry's term.
    public var term: Term { entries[0].term }
    /// True when the entries are of more than one concept.
    public var isAmbiguous: Bool {
      entries.dropFirst().contains { $0.concept.id != entries[0].concept.id || $0.termbase != entries[0].termbase }
    }
  }

  /// A term that shares words with a longer one.
  public struct Overlap: Hashable, Sendable {
    public var range: Range<Int>
    public var entries: [Entry]
  }

  /// A term's words in a text, by number.
  private struct Hit {
    var words: Range<Int>
    var verb: Int?
    var entries: [Int32]
    var end: Int { verb.map { $0 + 1 } ?? words.upperBound }
    var size: Int { words.count + (verb == nil ? 0 : 1) }
  }

  /// The terms in a text in order; inflection, spelling and the way of writing compounds don't matter.
  ///
  /// Where terms share words the longest is taken, of equally long ones the first; a term that lies within another is not told, one that goes beyond it is told
  /// as an overlap.
  /// - Parameters:
  ///   - language: only terms of this language; nil for all.
  ///   - nested: tell the terms within longer ones as well, as occurrences of their own.
  /// - Complexity: O(words × longest term), whatever the number of terms.
  public func recognize(in text: String, language: LanguageTag? = nil, nested: Bool = false) -> [Occurrence] {
    let wanted = languages.map { language?.matches($0) ?? true }
    return pool.with { reader in
      text.withUTF8Bytes { bytes in
        reader.read(bytes)
        let hits = hits(reader, bytes, wanted)
        return hits.isEmpty ? [] : occurrences(hits, reader, nested)
      }
    }
  }

  // MARK: Seeking

  private func hits(_ reader: TermReader, _ text: UnsafeBufferPointer<UInt8>, _ wanted: [Bool]) -> [Hit] {
    var hits: [Hit] = []
    let count = reader.words.count
    reader.words.withUnsafeBufferPointer { words in
      reader.forms.withUnsafeBufferPointer { forms in
        for start in 0..<count {
          var stems: UInt64 = 0, keys: UInt64 = 0, bytes = 0
          var gap = TermReader.Gap.none
          var end = start + 1
          while end <= count, end - start <= longest {
            let word = words[end - 1]
            if end - start > 1 {
              gap = max(gap, word.gap)
              // A mark between two words parts them.
              if gap == .mark { break }
            }
            let form = forms[Int(word.form)]
            let last = keys &* form.stem.factor &+ form.stem.hash
            stems = stems &* form.stem.factor &+ form.stem.hash
            keys = keys &* form.key.factor &+ form.key.hash
            bytes += Int(form.stem.count)
            if bytes > chains.longest + 64 { break }
            if chains.mayHave(stems) || last != stems && chains.mayHave(last) {
              let found = entries(chains, reader, start..<end, stems, last)
              let kept = found.filter { isWanted($0, wanted, gap, reader, start..<end, text) }
              if !kept.isEmpty { hits.append(Hit(words: start..<end, verb: nil, entries: kept)) }
            }
            if heads.count > 0, heads.mayHave(stems) || last != stems && heads.mayHave(last) {
              let found = entries(heads, reader, start..<end, stems, last)
              addVerbs(found.filter { wanted[Int(places[Int($0)].language)] }, start..<end, reader, &hits)
            }
            end += 1
          }
        }
      }
    }
    return hits
  }

  private func entries(
    _ table: ChainTable, _ reader: TermReader, _ range: Range<Int>, _ stems: UInt64, _ last: UInt64
  ) -> [Int32] {
    // The bytes are put together only where a hash is found.
    var found = Array(table.find(stems) { reader.chains(of: range)[0] })
    if last != stems {
      for entry in table.find(last, { reader.chains(of: range).last! }) where !found.contains(entry) { found.append(entry) }
    }
    return found
  }

  /// A noun whose verb stands some words behind it, within the clause: «تأکید ویژه‌ای بر … کرد».
  private func addVerbs(_ found: [Int32], _ noun: Range<Int>, _ reader: TermReader, _ hits: inout [Hit]) {
    let key = reader.text(reader.forms[Int(reader.words[noun.upperBound - 1].form)].key)
    let found = found.filter { mayHaveVerb($0, key) }
    guard !found.isEmpty else { return }
    var at = noun.upperBound
    while at < reader.words.count, at - noun.upperBound <= LightVerb.reach {
      let word = reader.words[at]
      if word.gap == .mark { return }
      let form = reader.forms[Int(word.form)]
      if form.verb != .none {
        let kept = found.filter { places[Int($0)].verb.admits(form.verb) && hasNoun($0, noun.count) }
        // Right behind its noun the verb belongs to the chain of the whole term, if it is the term's own.
        if !kept.isEmpty { hits.append(Hit(words: noun, verb: at, entries: kept)) }
        return
      }
      // «تأکید خواهد کرد»: the future's auxiliary passes; any other verb ends the clause.
      if form.isVerb, reader.text(form.stem) != "خواستن" { return }
      // «تأکید بر آن را نقد کرد»: what has را, or a clause of its own, is the object of another verb.
      if form.isFunctionWord, ["را", "که"].contains(reader.text(form.key)) { return }
      at += 1
    }
  }

  /// False for a noun with an ezafe that is written (اجرای, of اجرا کردن), or a plural: what follows belongs to it, not to a verb.
  private func mayHaveVerb(_ entry: Int32, _ key: String) -> Bool {
    let words = places[Int(entry)].keys.split(separator: " ")
    guard words.count > 1 else { return true }
    let own = words[words.count - 2]
    if own.utf8.elementsEqual(key.utf8) { return true }
    let hasWrittenEzafe = (own.hasSuffix("ا") || own.hasSuffix("و")) && key == own + "ی"
    return !hasWrittenEzafe && !key.hasPrefix(own + "ها")
  }

  /// False where a compound was put together of more words than the noun has.
  private func hasNoun(_ entry: Int32, _ words: Int) -> Bool { words <= Int(places[Int(entry)].words) }

  private func isWanted(
    _ entry: Int32, _ wanted: [Bool], _ gap: TermReader.Gap, _ reader: TermReader, _ range: Range<Int>,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let place = places[Int(entry)]
    guard wanted[Int(place.language)] else { return false }
    if gap == .comma, !place.hasComma { return false }
    if range.count > Int(place.words), range.contains(where: { reader.forms[Int(reader.words[$0].form)].isFunctionWord }) { return false }
    guard hasForms(place, reader, range) else { return false }
    guard range.count == 1, place.isAbbreviation || place.isName else { return true }
    let word = reader.words[range.lowerBound]
    let surface = UnsafeBufferPointer(rebasing: text[Int(word.byteStart)..<Int(word.byteEnd)])
    func isSmall(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
    if place.isAbbreviation {
      // An abbreviation is not the small word: «who», «it» and «un» are no bodies; but «MoUs» and «IAEA» in capitals are.
      let term = term(entry).text
      let its = String(decoding: surface, as: UTF8.self)
      return its == term || its == term + "s" || its + "s" == term || its.hasPrefix(term + "'") || its.hasPrefix(term + "’")
        || term.utf8.contains(where: isCapital) && !surface.contains(where: isSmall)
          && [place.keys, place.keys + "s"].contains(reader.text(reader.forms[Int(word.form)].key))
    }
    // A name is not the word without a capital (turkey, polish), unless the text has none at all.
    guard let first = surface.first, isSmall(first) else { return true }
    return !text.contains(where: isCapital)
  }

  /// True when the words are the term's own in some inflection: equal stems are not enough, for English ones make one of reporter and reported.
  private func hasForms(_ place: Place, _ reader: TermReader, _ range: Range<Int>) -> Bool {
    let asked = range.map { reader.text(reader.forms[Int(reader.words[$0].form)].key) }
    if place.keys.utf8.elementsEqual(asked.joined(separator: " ").utf8) { return true }
    let own = place.keys.split(separator: " ").map(String.init)
    if asked.count == own.count {
      return zip(range, zip(asked, own)).allSatisfy { at, words in
        let word = reader.words[at]
        if words.0 == words.1 { return true }
        return word.isLatin
          ? EnglishInflection.isForm(words.0, of: words.1, isVerb: place.isAct) : !reader.forms[Int(word.form)].isFunctionWord
      }
    }
    return !reader.words[range.lowerBound].isLatin || EnglishInflection.isForm(asked.joined(), of: own.joined(), isVerb: place.isAct)
  }

  // MARK: Choosing

  private func occurrences(_ hits: [Hit], _ reader: TermReader, _ nested: Bool) -> [Occurrence] {
    // The longest first; of equally long ones the first, and one that stands together before one that doesn't.
    let ranked = hits.sorted {
      $0.size != $1.size
        ? $0.size > $1.size
        : $0.words.lowerBound != $1.words.lowerBound ? $0.words.lowerBound < $1.words.lowerBound : ($0.verb == nil) && $1.verb != nil
    }
    var owner = [Int](repeating: -1, count: reader.words.count)
    var chosen: [Hit] = []
    var overlaps: [[Hit]] = []
    var within: [Hit] = []
    for hit in ranked {
      let indices = Array(hit.words) + (hit.verb.map { [$0] } ?? [])
      let taken = Set(indices.map { owner[$0] }.filter { $0 >= 0 })
      if taken.isEmpty {
        for index in indices { owner[index] = chosen.count }
        chosen.append(hit)
        overlaps.append([])
      } else if indices.contains(where: { owner[$0] < 0 }) {
        if let first = taken.min() { overlaps[first].append(hit) }
      } else {
        within.append(hit)
      }
    }
    func range(_ words: Range<Int>, to end: Int) -> Range<Int> {
      Int(reader.words[words.lowerBound].start)..<Int(reader.words[end - 1].end)
    }
    func occurrence(_ hit: Hit, _ overlaps: [Hit]) -> Occurrence {
      let noun = range(hit.words, to: hit.words.upperBound)
      var parts = [noun]
      if let verb = hit.verb {
        let its = range(verb..<verb + 1, to: verb + 1)
        parts = verb == hit.words.upperBound ? [noun.lowerBound..<its.upperBound] : [noun, its]
      }
      return Occurrence(
        range: range(hit.words, to: hit.end),
        parts: parts,
        entries: ordered(hit.entries, reader, hit.words).map(entry),
        overlaps: overlaps.map { Overlap(range: range($0.words, to: $0.end), entries: $0.entries.map(entry)) })
    }
    var found = zip(chosen, overlaps).map { occurrence($0, $1) }
    if nested { found += within.map { occurrence($0, []) } }
    return found.sorted {
      $0.range.lowerBound != $1.range.lowerBound ? $0.range.lowerBound < $1.range.lowerBound : $0.range.upperBound > $1.range.upperBound
    }
  }

  /// The entries whose key equals the text's first; then in the order of the termbases.
  private func ordered(_ hits: [Int32], _ reader: TermReader, _ words: Range<Int>) -> [Int32] {
    guard hits.count > 1 else { return hits }
    let key = words.map { reader.text(reader.forms[Int(reader.words[$0].form)].key) }.joined()
    let equal = hits.map { FoldingKey.of(term($0).text, blanks: .dropped) == key }
    return hits.indices.sorted { equal[$0] != equal[$1] ? equal[$0] : hits[$0] < hits[$1] }.map { hits[$0] }
  }
}
