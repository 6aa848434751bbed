internal import CLanguageData

/// The Persian lexicon that is compiled in: words by folded key, with part of speech, lemma and spelling
/// (written by `Scripts/make-lexicon`; see `Sources/CLanguageData/lexicon/README.md`).
enum PersianLexicon {
  /// What a key is, as one set of flags.
  struct Kind: OptionSet {
    let rawValue: UInt32
    static let noun = Kind(rawValue: 1), adjective = Kind(rawValue: 1 << 1), adverb = Kind(rawValue: 1 << 2)
    static let function = Kind(rawValue: 1 << 3), name = Kind(rawValue: 1 << 4), number = Kind(rawValue: 1 << 5)
    static let pastStem = Kind(rawValue: 1 << 6), presentStem = Kind(rawValue: 1 << 7), infinitive = Kind(rawValue: 1 << 8)
    static let plural = Kind(rawValue: 1 << 9), variant = Kind(rawValue: 1 << 10)
    /// Known only as a part of a name of several words.
    static let weak = Kind(rawValue: 1 << 11)
    /// A present stem without its glide: گو for گوی.
    static let short = Kind(rawValue: 1 << 12)
    static let tail = Kind(rawValue: 1 << 13), head = Kind(rawValue: 1 << 14)
    /// A form whose lemma the lexicon states by itself.
    static let form = Kind(rawValue: 1 << 15)
    /// A stem that a prefix (باز، بر، در …) begins.
    static let prefixed = Kind(rawValue: 1 << 20)
    /// A stem of literary or defective verbs only.
    static let rare = Kind(rawValue: 1 << 21)
    /// A tail that is written together with its word.
    static let joined = Kind(rawValue: 1 << 22)
    /// A compound whose parts stand apart more often than together.
    static let apart = Kind(rawValue: 1 << 23)
    /// Its final ه is a consonant: توجهی, not توجه‌ای.
    static let soundedHeh = Kind(rawValue: 1 << 24)

    static let nominal: Kind = [.noun, .adjective, .adverb, .function, .name, .number]
  }

  struct Entry {
    let index: UInt32
    private let entry: UnsafePointer<tarjoman_lexicon_entry>

    init(_ index: UInt32) {
      self.index = index
      entry = tarjoman_lexicon_at(index)
    }

    var kind: Kind { Kind(rawValue: entry.pointee.flags) }
    /// How often it was counted, as a power of two: 0 never, 1 once, 2 two or three times …
    var frequency: Int { Int(entry.pointee.flags >> 16 & 15) }
    var isLemma: Bool { entry.pointee.lemma == index }
    var lemma: Entry { Entry(entry.pointee.lemma) }
    /// The infinitive whose past stem this is.
    var pastInfinitive: Entry? { infinitive(0) }
    var presentInfinitive: Entry? { infinitive(1) }
    var letters: Int { Int(entry.pointee.key_length) }
    /// The folded key in letter codes. The memory is constant data of the program.
    var key: UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: tarjoman_lexicon_pool(entry.pointee.key), count: Int(entry.pointee.key_length))
    }
    /// The canonical spelling, with ZWNJ, in UTF-8. The memory is constant data of the program.
    var spelling: UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: tarjoman_lexicon_pool(entry.pointee.spelling), count: Int(entry.pointee.spelling_length))
    }

    /// Where the canonical spelling has ZWNJ: bit *n* is before letter *n* of the key.
    var joints: UInt64 {
      let bytes = spelling
      var index = 0
      var letters = 0
      var joints: UInt64 = 0
      while index < bytes.count {
        let (scalar, next) = UTF8Coding.scalar(in: bytes, at: index)
        index = next
        if scalar == 0x200C, letters < 64 { joints |= 1 << UInt64(letters) }
        ScalarProperties(scalar).forEachFolded { _ in letters += 1 }
      }
      return joints
    }

    private func infinitive(_ present: Int32) -> Entry? {
      let found = tarjoman_lexicon_stem(UInt32(entry.pointee.stem), present)
      return found == 0 ? nil : Entry(found - 1)
    }
  }

  /// The entry of a word in letter codes.
  /// - Complexity: O(letters).
  static func find(_ word: UnsafeBufferPointer<UInt8>) -> Entry? {
    let index = tarjoman_lexicon_find(word.baseAddress, word.count)
    return index < 0 ? nil : Entry(UInt32(index))
  }

  static func find(_ word: [UInt8]) -> Entry? { word.withUnsafeBufferPointer { find($0) } }

  /// True for a folded key in UTF-8 that has an entry of its own as a word, not as a name alone.
  static func isWord(_ key: some Collection<UInt8>) -> Bool {
    let codes = PersianLetters.codes(of: String(decoding: key, as: UTF8.self))
    guard !codes.isEmpty, let entry = find(codes) else { return false }
    return !entry.kind.isDisjoint(with: [.noun, .adjective, .adverb, .function, .number, .plural, .pastStem, .presentStem, .infinitive])
  }
}

/// Persian words and their English equivalents, from the lexicon that is compiled in: evidence for aligners.
package enum BilingualWords {
  /// The whole table: lines of lemma, part of speech, English equivalents with "; " between them, divided by tabs. Made anew at each call.
  package static var text: String {
    var length = 0
    let bytes = UnsafeBufferPointer(start: tarjoman_lexicon_text(&length), count: length)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Calls `body` with each Persian lemma's folded key (blanks kept) and its English equivalents, as the lexicon writes them.
  ///
  ///     BilingualWords.forEach { key, english in … }   // "معاهده", ["treaty", "convention"]
  ///
  /// A lemma with several parts of speech or senses comes as often as it has rows.
  package static func forEach(_ body: (_ persianKey: String, _ english: [Substring]) -> Void) {
    var length = 0
    let text = UnsafeBufferPointer(start: tarjoman_lexicon_text(&length), count: length)
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard columns.count == 3 else { continue }
      let english = String(decoding: columns[2], as: UTF8.self).split(separator: "; ")
      var key: [UInt8] = []
      FoldingKey.append(UnsafeBufferPointer(rebasing: columns[0]), blanks: .single, to: &key)
      body(String(decoding: key, as: UTF8.self), english)
    }
  }

  /// The table of word pairs that `Scripts/make-word-pairs` compiled from ``text``, in the layout of its reader; constant data of the program.
  package static func withCompiledPairs<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var length = 0
    let bytes = tarjoman_word_pairs(&length)
    return body(UnsafeRawBufferPointer(start: bytes, count: length))
  }
}
