internal import Language

extension TermReader {
  /// What is known of a key.
  struct Form {
    var key, stem: Piece
    var traits: Traits = []
    /// Which light verb it is a form of.
    var verb = LightVerb.Class.none
    /// Its other readings are `readings..<readings + readingCount`.
    var readings: Int32 = 0
    var readingCount: UInt8 = 0
    /// What an English form may be inflected from: first as a noun, then as a verb.
    var bases: Int32 = 0
    var nominal: Int32 = 0, verbal: Int32 = 0
    let hash: UInt64
    /// How its key, its stem and its readings begin, and how the chains of the index that begin with them go on.
    var beginning = Beginning(), following = Continuations()
    /// One of them is a whole chain of the index.
    var isChain = false
    /// Set where it has been looked up in the index.
    var isPlaced = false
    /// How many texts more may have it until what chains go on with is looked up, too: that takes longer than following a few in vain.
    var patience: Int32 = 1

    /// True when it is its own stem.
    var isOwn: Bool { stem.start == key.start }

    init(key: Piece, stem: Piece, hash: UInt64) { (self.key, self.stem, self.hash) = (key, stem, hash) }
  }

  /// A run of bytes of the reader, and the chains of the index that begin with it.
  struct Piece {
    var start, count: Int32
    var chains = ChainTable.Run()
  }

  /// Another stem that a form may have; without a kind it is one of an English form.
  struct Reading {
    var piece: Piece
    var kind: WordReading.Kind?
  }

  /// What a form is to the words around it.
  struct Traits: OptionSet {
    let rawValue: UInt32
    /// Never a part of a compound that is written apart: به داشت is not بهداشت, to go not Togo.
    static let particle = Traits(rawValue: 1)
    /// Persian pronouns, prepositions, determiners, conjunctions, particles.
    static let function = Traits(rawValue: 1 << 1)
    /// A form of any Persian verb.
    static let verb = Traits(rawValue: 1 << 2)
    /// خواستن, the auxiliary of the future.
    static let auxiliary = Traits(rawValue: 1 << 3)
    /// را, که: what stands before is an object, or has a clause of its own.
    static let barrier = Traits(rawValue: 1 << 4)
    static let that = Traits(rawValue: 1 << 5)
    /// و, یا; and, or.
    static let link = Traits(rawValue: 1 << 6)
    /// Prepositions of both languages.
    static let preposition = Traits(rawValue: 1 << 7)
    /// Words after which ی makes no noun indefinite: غیر قانونی, بسیار قانونی, and what a conjunction may add to an adjective.
    static let neutral = Traits(rawValue: 1 << 8)
    /// A noun that may be the past of a verb: پیوست.
    static let past = Traits(rawValue: 1 << 9)
    /// A Persian adjective.
    static let adjective = Traits(rawValue: 1 << 10)
    /// English articles, possessives, quantifiers: a noun follows.
    static let determiner = Traits(rawValue: 1 << 11)
    /// Other English words of grammar: auxiliaries, pronouns, conjunctions.
    static let grammar = Traits(rawValue: 1 << 12)

    /// Forms of بودن and be.
    static let copula = Traits(rawValue: 1 << 13)
    /// Persian determiners before which ی makes any noun indefinite: هیچ دولتی.
    static let indefinite = Traits(rawValue: 1 << 14)

    /// به.
    static let to = Traits(rawValue: 1 << 15)

    /// Persian units of time.
    static let unit = Traits(rawValue: 1 << 16)
    /// English verbs that another verb follows, and to.
    static let modal = Traits(rawValue: 1 << 17), infinitive = Traits(rawValue: 1 << 18)
    /// English pronouns that a verb follows: he claims.
    static let subject = Traits(rawValue: 1 << 19)
    /// English names of persons that are names of places or plain words too: Jordan, Bill.
    static let personal = Traits(rawValue: 1 << 20)
    /// Mr., Dr.
    static let title = Traits(rawValue: 1 << 21)
    /// قابل: with a noun an adjective, قابل اجرا.
    static let able = Traits(rawValue: 1 << 22)

    static func ofPersian(_ key: [UInt8], stem: [UInt8]) -> Traits {
      var traits = persian[key] ?? []
      key.withUnsafeBufferPointer { key in
        if WordReading.isFunctionWord(key) { traits.insert(.function) }
        if WordReading.isAdjective(key) { traits.insert(.adjective) }
      }
      // Infinitives end in دن or تن: the stem of a verb form is its infinitive.
      if stem != key, stem.count > 4, stem.suffix(4).elementsEqual("دن".utf8) || stem.suffix(4).elementsEqual("تن".utf8) {
        traits.insert(.verb)
        if stem.elementsEqual("خواستن".utf8) { traits.insert(.auxiliary) }
        if stem.elementsEqual("بودن".utf8) { traits.insert(.copula) }
      }
      return traits
    }

    static func ofEnglish(_ key: [UInt8]) -> Traits { english[key] ?? [] }

    static var particles: [String] { particleRow.split(separator: " ").map(String.init) }

    private static let particleRow = "به در از با بر تا را که و یا این ان هر نه اگر مگر اما ولی هم نیز"

    private static let persian = table([
      (particleRow, .particle), ("را که", .barrier), ("به", .to), ("روز ماه سال هفته ساعت", .unit),
      ("هیچ هر چنین چنان کدام هیچگونه هرگونه", .indefinite), ("که", .that), ("و یا", .link),
      ("به در از با بر تا برای بدون بی جز طی ضد علیه", .preposition), ("قابل غیرقابل", .able),
      ("و یا غیر شبه بسیار خیلی هم نیز چه چند یک دو سه", .neutral),
    ])

    private static let english = table([
      (
        "a an the this that these those his her its their our your my any no some each every all both many several few more such another two "
          + "three four five is are was were be been where there", .determiner
      ),
      ("of in on at by for from with without to into under over between among against about as during within through", .preposition),
      ("an the to as at in is of by or and if it be", .particle), ("he she we they i who", .subject), ("mr mrs ms miss dr sir", .title),
      ("is are was were be been being", .copula),
      (
        "austin bill chad charlotte cuba english florence french georgia grant india israel jordan kingston lincoln london madison paris santiago "
          + "sharon sofia sydney victoria vienna washington", .personal
      ),
      ("and or", .link), ("to", .infinitive), ("will would shall should may might can could must cannot did does", .modal),
      (
        "to being has have had do does did will would shall should may might can could must not who which whose whom where when why how if "
          + "but nor so than then there he she it they we you i him them us what while because although said says and or", .grammar
      ),
    ])

    private static func table(_ rows: [(String, Traits)]) -> [[UInt8]: Traits] {
      var table: [[UInt8]: Traits] = [:]
      for (words, trait) in rows { for word in words.split(separator: " ") { table[Array(word.utf8), default: []].insert(trait) } }
      return table
    }
  }
}

/// A text that a reader has read, for loops: valid only inside ``TermReader/withText(_:_:)``.
struct ReadText {
  let text: UnsafeBufferPointer<UInt8>
  let words: UnsafeBufferPointer<TermReader.Word>
  let forms: UnsafeBufferPointer<TermReader.Form>
  let readings: UnsafeBufferPointer<TermReader.Reading>
  let bases: UnsafeBufferPointer<UInt64>
  let bytes: UnsafeBufferPointer<UInt8>
  let continuations: UnsafeBufferPointer<UInt64>

  @inline(__always) func form(_ word: Int) -> TermReader.Form { forms[Int(words[word].form)] }
  @inline(__always) func pointer(_ word: Int) -> UnsafePointer<TermReader.Form> { forms.baseAddress! + Int(words[word].form) }
  @inline(__always) func traits(_ word: Int) -> TermReader.Traits { forms[Int(words[word].form)].traits }
  @inline(__always) func bytes(_ piece: TermReader.Piece) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(piece.start)..<Int(piece.start + piece.count)])
  }
  func readings(of form: TermReader.Form) -> UnsafeBufferPointer<TermReader.Reading> {
    UnsafeBufferPointer(rebasing: readings[Int(form.readings)..<Int(form.readings) + Int(form.readingCount)])
  }
  @inline(__always) func key(_ word: Int) -> UnsafeBufferPointer<UInt8> { bytes(form(word).key) }
  @inline(__always) func surface(_ word: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text[Int(words[word].byteStart)..<Int(words[word].byteEnd)])
  }
  /// Scalars of the text.
  func range(_ words: Range<Int>) -> Range<Int> { Int(self.words[words.lowerBound].start)..<Int(self.words[words.upperBound - 1].end) }

  var hasCapital: Bool { text.contains(where: ReadText.isCapital) }
  func beginsWithCapital(_ word: Int) -> Bool { surface(word).first.map(ReadText.isCapital) ?? false }

  @inline(__always) static func isSmall(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
  @inline(__always) static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
}
