public import Language

extension TermIndex {
  /// The terms in a text in order; inflection, spelling and the way of writing compounds don't matter.
  ///
  /// Where terms share words the longest is taken, of equally long ones the first; a term that lies within another is not told, one that goes beyond it is told
  /// as an overlap.
  /// - Parameters:
  ///   - language: only terms of this language; nil for all.
  ///   - nested: tell the terms within longer ones as well, as occurrences of their own.
  /// - Complexity: O(words × longest term), whatever the number of terms.
  public func recognize(in text: String, language: LanguageTag? = nil, nested: Bool = false) -> [Occurrence] {
    pool.with { space in
      if space.wanted == nil || space.wanted!.language != language {
        space.wanted = (language, tables.languages.map { language?.matches($0) ?? true })
      }
      return text.withUTF8Bytes { bytes in
        space.reader.read(bytes)
        space.reader.place(in: tables.chains)
        return space.reader.withText(bytes) { text in
          let seeker = TermSeeker(tables, text, space.wanted!.languages, space: space)
          (space.hits, space.entries) = (seeker.hits, seeker.entries)
          return seeker.hits.isEmpty ? [] : TermChoice(seeker).occurrences(nested: nested)
        }
      }
    }
  }
}
