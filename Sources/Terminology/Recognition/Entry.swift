internal import Language

extension TermIndex {
  /// Where a term stands in its termbase.
  public struct Entry: Hashable, Sendable {
    // A number alone: concepts are large, and a text has many terms.
    private let tables: TermTables
    private let number: Int32

    init(_ tables: TermTables, _ number: Int32) { (self.tables, self.number) = (tables, number) }

    private var place: Place { tables.places[Int(number)] }
    /// The termbase's name.
    public var termbase: String { tables.termbases[Int(place.termbase)].name }
    public var concept: Concept { tables.termbases[Int(place.termbase)].concepts[Int(place.concept)] }
    public var term: Term { tables.termbases[Int(place.termbase)].concepts[Int(place.concept)].terms[Int(place.term)] }

    public static func == (a: Entry, b: Entry) -> Bool {
      a.termbase.utf8.elementsEqual(b.termbase.utf8) && a.place.term == b.place.term && a.concept == b.concept
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(termbase)
      hasher.combine(tables.termbases[Int(place.termbase)].concepts[Int(place.concept)].id)
      hasher.combine(place.term)
    }
  }

  /// A term by its numbers, with what recognition asks of it.
  struct Place: Sendable {
    var termbase, concept, term: Int32
    var language: Int32
    /// Its words are `firstWord..<firstWord + words` of ``TermWords``.
    var words: Int32
    var firstWord: Int32 = 0
    /// How many of them are particles.
    var particles: Int32 = 0
    var traits: Traits = []
    var verb = LightVerb.Class.none

    struct Traits: OptionSet, Sendable {
      let rawValue: UInt8
      static let comma = Traits(rawValue: 1)
      /// One Latin word of capitals and initials.
      static let abbreviation = Traits(rawValue: 1 << 1)
      /// One Latin word with a capital, or a Persian term beside one: a name.
      static let name = Traits(rawValue: 1 << 2)
      /// The concept is an act: its English terms are verbs.
      static let act = Traits(rawValue: 1 << 3)
      /// A plural with a sense of its own: bonds, goods, customs.
      static let plural = Traits(rawValue: 1 << 4)
      /// The termbase calls it a noun: it is not what stands before another noun (national).
      static let noun = Traits(rawValue: 1 << 5)
      /// The termbase says that it is no noun, verb, adjective or adverb: a word of grammar (shall), for looking up, not for seeking.
      static let grammar = Traits(rawValue: 1 << 6)
      /// A Persian preposition or its like: طبقات is no طبق.
      static let fixed = Traits(rawValue: 1 << 7)
    }

    mutating func describe(_ term: Term, _ reader: TermReader, _ concept: ConceptTraits) {
      particles = Int32(reader.words.count { reader.forms[Int($0.form)].traits.contains(.particle) })
      if reader.words.contains(where: { $0.gap == .comma }) { traits.insert(.comma) }
      if concept.isAct { traits.insert(.act) }
      if term.partOfSpeech == .other { traits.insert(.grammar) }
      guard reader.words.count == 1 else {
        // The Hague, The Guardian: the guardian is none.
        if reader.words.count == 2, reader.key(0).elementsEqual("the".utf8), concept.isName { traits.insert(.name) }
        return
      }
      guard reader.words[0].isLatin else {
        if concept.isName { traits.insert(.name) }
        if Array(reader.key(0)).withUnsafeBufferPointer(WordReading.mayBeFunctionWord) { traits.insert(.fixed) }
        return
      }
      guard let first = term.text.unicodeScalars.first else { return }
      if term.form.isAbbreviation { traits.insert(.abbreviation) }
      if first.properties.isUppercase { traits.insert(.name) } else if concept.isPluralOnly(reader) { traits.insert(.plural) }
      if term.partOfSpeech == .noun { traits.insert(.noun) }
    }
  }

  /// What the terms of a concept say about one another.
  struct ConceptTraits {
    let isAct: Bool
    /// A Persian noun of what is done, so that an English noun beside it may stand as a verb: حسابرسی, audit.
    let isActNoun: Bool
    /// An English term has a capital.
    let isName: Bool
    private let keys: [[UInt8]]

    init(_ concept: Concept, _ reader: inout TermReader) {
      isAct = concept.terms.contains { $0.partOfSpeech == .verb || reader.isInfinitive($0.text) }
      isName = concept.terms.contains { $0.language.matches(.english) && $0.text.unicodeScalars.contains { $0.properties.isUppercase } }
      var keys: [[UInt8]] = []
      var isActNoun = false
      for term in concept.terms {
        reader.read(term.text)
        guard reader.words.count == 1 else { continue }
        let key = Array(reader.key(0))
        if reader.words[0].isLatin { keys.append(key) } else { isActNoun = isActNoun || key.withUnsafeBufferPointer(WordReading.isActNoun) }
      }
      (self.keys, self.isActNoun) = (keys, isActNoun)
    }

    /// True for a word in -s whose singular the concept doesn't have.
    func isPluralOnly(_ reader: TermReader) -> Bool {
      let key = reader.key(0)
      guard key.count > 3, key.ends("s"), !key.ends("ss"), !key.ends("us"), !key.ends("is") else { return false }
      return !keys.contains { $0.elementsEqual(key.dropLast()) }
    }
  }

  /// The words of all terms: their keys, and the hashes of what English ones may be inflected from.
  struct TermWords: Sendable {
    struct Word: Sendable {
      /// Of its key, as ``TermReader/Form/hash``.
      var hash: UInt64
      var start, end: Int32
      var bases, nominal, verbal: Int32
      /// Forms of the verb are forms of the word.
      var isVerb: Bool
    }

    private(set) var words: [Word] = []
    private(set) var bytes: [UInt8] = []
    private(set) var bases: [UInt64] = []
    /// Abbreviations as the termbase spells them, by their first words.
    private var surfaces: [Int32: Range<Int>] = [:]

    /// - Returns: the number of the term's first word.
    mutating func add(_ reader: TermReader, _ term: Term, _ concept: ConceptTraits) -> Int32 {
      let first = Int32(words.count)
      for (number, word) in reader.words.enumerated() {
        let form = reader.forms[Int(word.form)]
        let start = Int32(bytes.count)
        bytes += reader.key(number)
        // «Vote in favour»: what a preposition follows may be a verb.
        let isPhrase = number == 0 && reader.words.count > 2 && reader.forms[Int(reader.words[1].form)].traits.contains(.preposition)
        let isVerbalNoun = concept.isActNoun && reader.words.count == 1 && term.partOfSpeech == nil
        words.append(
          Word(
            hash: form.hash, start: start, end: Int32(bytes.count), bases: Int32(bases.count), nominal: form.nominal, verbal: form.verbal,
            isVerb: concept.isAct || isPhrase || isVerbalNoun))
        bases += reader.bases[Int(form.bases)..<Int(form.bases + form.nominal + form.verbal)]
      }
      return first
    }

    mutating func add(surface: String, of place: Place) {
      surfaces[place.firstWord] = bytes.count..<bytes.count + surface.utf8.count
      bytes += surface.utf8
    }

    func surface(of place: Place) -> ArraySlice<UInt8> { bytes[surfaces[place.firstWord] ?? 0..<0] }
  }
}
