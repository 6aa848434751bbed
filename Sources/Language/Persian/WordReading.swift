/// What a Persian word may be besides what its stem says: readings that only the words around it can confirm.
package struct WordReading {
  package enum Kind: UInt8, Sendable {
    /// A noun with the indefinite ی, where the stem takes it for an adjective or another noun: دولتی, توافقی.
    case indefinite
    /// Another plural: اظهاراتی.
    case plural
    /// The past of a verb, where the stem takes it for a noun: پیوست, شناخت.
    case verb
    /// The last part of a compound, as it stands: سازی of غنی سازی.
    case part
    /// An adjective with the ه of the Arabic feminine: متحده.
    case feminine
  }

  package var kind: Kind
  /// The key of the base, in UTF-8.
  package var stem: [UInt8]

  /// The other readings of a folded key, each once; most words have none.
  ///
  ///     WordReading.others(of: "دولتی")   // indefinite دولت
  /// - Complexity: as for the stem.
  package static func others(of key: UnsafeBufferPointer<UInt8>) -> [WordReading] {
    PersianStemmer.withAnalysis(of: key) { word, first in
      var readings: [WordReading] = []
      var stem: [UInt8] = []
      let isInflected = PersianStemmer.appendBase(of: first, word, to: &stem)
      if isInflected, PersianAnalyser.isCombining(word) { readings.append(WordReading(kind: .part, stem: Array(key))) }
      if let second = PersianAnalyser.second(of: word, beside: first), let kind = Kind(second, of: word) {
        var other: [UInt8] = []
        if PersianStemmer.appendBase(of: second, word, to: &other), other != stem {
          readings.append(WordReading(kind: kind, stem: other))
        }
      }
      if !isInflected, word.count >= 5, word[word.count - 1] == PersianLetters.heh,
        PersianLexicon.find(UnsafeBufferPointer(rebasing: word.dropLast()))?.kind.contains(.adjective) == true
      {
        readings.append(WordReading(kind: .feminine, stem: Array(key.dropLast(2))))
      }
      return readings
    } ?? []
  }

  /// True for an adjective of the lexicon, or a word that is one too: خواستار, موظف.
  package static func isAdjective(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    PersianStemmer.withAnalysis(of: key) { word, _ in
      PersianLexicon.find(word).map { $0.kind.contains(.adjective) } ?? false
    } ?? false
  }

  /// True for a noun that says what is done: one made of a verb's present stem and ی (حسابرسی, غنی‌سازی), or an Arabic تفعیل (تحریم).
  package static func isActNoun(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    PersianStemmer.withAnalysis(of: key) { word, analysis in
      guard analysis.start == 0, analysis.end == word.count else { return false }
      let last = word[word.count - 1]
      if last == PersianLetters.yeh {
        guard word.count >= 5 else { return false }
        return (2...word.count - 3).contains { joint in
          let stem = PersianLexicon.find(UnsafeBufferPointer(rebasing: word[joint..<word.count - 1]))
          return stem?.kind.contains(.presentStem) == true && stem?.kind.contains(.rare) == false
            && PersianLexicon.find(UnsafeBufferPointer(rebasing: word[0..<joint])) != nil
        }
      }
      return word.count == 5 && word[0] == PersianLetters.te && word[3] == PersianLetters.yeh
    } ?? false
  }

  /// True for a word that is one of those below, whatever else it is: طبق.
  package static func mayBeFunctionWord(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    PersianStemmer.withAnalysis(of: key) { word, _ in PersianLexicon.find(word)?.kind.contains(.function) == true } ?? false
  }

  /// True for pronouns, prepositions, determiners, conjunctions and particles.
  package static func isFunctionWord(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    PersianStemmer.withAnalysis(of: key) { word, _ in
      PersianLexicon.find(word).map { $0.kind.contains(.function) && $0.kind.isDisjoint(with: [.noun, .adjective]) } ?? false
    } ?? false
  }
}

extension WordReading.Kind {
  private typealias Letters = PersianLetters

  private static let indefinites = ["ی", "ای", "یی"].map(PersianLetters.codes(of:))
  private static let plurals = ["ات", "ها", "جات"].map(PersianLetters.codes(of:))

  /// Nil for an analysis that says too little: possessives, copulas and ان stand at the end of too many words.
  fileprivate init?(_ analysis: PersianAnalysis, of word: UnsafeBufferPointer<UInt8>) {
    if analysis.isVerb {
      self = .verb
      return
    }
    let ending = Array(word[analysis.end...])
    if Self.indefinites.contains(ending) {
      self = .indefinite
    } else if Self.plurals.contains(where: { ending.starts(with: $0) }) {
      self = .plural
    } else {
      return nil
    }
  }
}
