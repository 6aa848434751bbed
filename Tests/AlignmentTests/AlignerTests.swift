@testable import Alignment
import Language
import Testing

private let lexicon: Lexicon = {
  var lexicon = Lexicon()
  lexicon.add(dictionary: [
    DictionaryEntry(left: "وزیر", right: ["minister"]), DictionaryEntry(left: "تحریم", right: ["sanction"]),
    DictionaryEntry(left: "مذاکره", right: ["negotiation", "talk"]), DictionaryEntry(left: "رئیس جمهور", right: ["president"]),
    DictionaryEntry(left: "گفت", right: ["say", "said"]), DictionaryEntry(left: "کشور", right: ["country"]),
    DictionaryEntry(left: "صلح", right: ["peace"]), DictionaryEntry(left: "آب", right: ["water"]),
  ])
  return lexicon
}()

private let persian = [
  "وزیر گفت تحریم‌ها برداشته شد.", "مذاکرات در وین ادامه دارد.", "رئیس جمهور لاوروف را در سال ۲۰۱۵ پذیرفت.", "قطعنامهٔ ۲۲۳۱ دربارهٔ صلح است.",
  "این جمله ترجمه نشده است و هیچ‌کس آن را نخوانده است.", "آب این کشور کم است.",
].map { AlignmentSegment($0) }

private let english = [
  "The minister said the sanctions were lifted.", "The negotiations continue in Vienna.", "The President received Lavrov in 2015.",
  "Resolution 2231 is about peace.", "The country has little water.",
].map { AlignmentSegment($0) }

/// Every segment of both texts stands in one bead, in order.
func isWhole(_ alignment: Alignment, _ n: Int, _ m: Int) -> Bool {
  var (i, j) = (0, 0)
  for bead in alignment.beads {
    if !bead.source.isEmpty {
      guard bead.source.lowerBound == i else { return false }
      i = bead.source.upperBound
    }
    if !bead.target.isEmpty {
      guard bead.target.lowerBound == j else { return false }
      j = bead.target.upperBound
    }
    guard !bead.source.isEmpty || !bead.target.isEmpty, (0...1).contains(bead.probability) else { return false }
  }
  return i == n && j == m
}

@Suite struct AlignerTests {
  @Test("a small text is aligned around a sentence left out")
  func small() {
    let alignment = Aligner(lexicon: lexicon).align(source: persian, target: english)
    #expect(BeadNotation.write(alignment.beads) == "[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3]\n[4]:[]\n[5]:[4]\n")
    let described = alignment.beads[2].evidence.describe()
    #expect(described.contains("number 2015"))
    #expect(described.contains("name Lavrov"))
  }

  @Test("exchanging the texts gives the mirror image")
  func mirror() {
    var options = Aligner.Options()
    (options.source, options.target) = (.english, .persian)
    let there = Aligner(lexicon: lexicon).align(source: persian, target: english)
    let back = Aligner(options: options, lexicon: lexicon).align(source: english, target: persian).mirrored
    #expect(BeadNotation.write(there.beads) == BeadNotation.write(back.beads))
    for (a, b) in zip(there.beads, back.beads) { #expect(abs(a.probability - b.probability) < 1e-3) }
  }

  @Test("any two texts give a whole alignment", arguments: 0..<25)
  func whole(_ seed: Int) {
    let n = seed % 7, m = (seed * 5) % 9
    let source = (0..<n).map { persian[($0 * 3 + seed) % persian.count] }, target = (0..<m).map { english[($0 * 2 + seed) % english.count] }
    #expect(isWhole(Aligner(lexicon: lexicon).align(source: source, target: target), n, m))
  }

  @Test("a text worked off in windows gets the beads of the whole")
  func windows() {
    func segment(_ number: Int, _ isPersian: Bool) -> AlignmentSegment {
      let (a, b) = (number * 7_919 % 1_009, number * 104_729 % 997)
      return AlignmentSegment(isPersian ? "جملهٔ \(a) دربارهٔ \(b) است." : "Sentence \(a) is about \(b).", paragraph: number)
    }
    let source = (0..<600).filter { $0 % 23 != 5 }, target = (0..<600).filter { $0 % 17 != 3 && !(300..<360).contains($0) }
    let alignment = Aligner(lexicon: lexicon).align(source: source.map { segment($0, true) }, target: target.map { segment($0, false) })
    #expect(isWhole(alignment, source.count, target.count))
    let right = alignment.beads.filter {
      !$0.isNull && source[$0.source.lowerBound] == target[$0.target.lowerBound] && $0.source.count == 1
    }
    #expect(right.count > Set(source).intersection(target).count * 98 / 100)
  }

  @Test("with one price of omissions, a text worked off in windows has the very path of the whole, whatever is missing", arguments: 0..<4)
  func windowsAgree(_ seed: Int) {
    var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    // Some numbers stand in many sentences, some sentences say nothing, and up to 60 in a row are missing on a side.
    let numbers = (0..<260).map { _ in (random(400), random(60)) }
    func side(_ isPersian: Bool) -> [AlignmentSegment] {
      var found: [AlignmentSegment] = []
      var at = 0
      while at < numbers.count {
        if random(90) == 0 { at += 10 + random(50) }
        guard at < numbers.count else { break }
        let (a, b) = numbers[at]
        if random(12) != 0 {
          let says = b < 55
          let text =
            isPersian
            ? says ? "جملهٔ \(a) دربارهٔ \(b) است." : "این هم هست." : says ? "Sentence \(a) is about \(b)." : "There is this too."
          found.append(AlignmentSegment(text))
        }
        at += 1
      }
      return found
    }
    let (source, target) = (side(true), side(false))
    var options = Aligner.Options()
    options.explains = false
    // The price of an omission follows the window otherwise.
    (options.weights.nullSlope, options.weights.nullBase) = (0, -1.6)
    options.wholeNodes = 1_000_000
    let whole = Aligner(options: options, lexicon: lexicon).align(source: source, target: target)
    options.wholeNodes = 2_000
    options.window = 40
    let windows = Aligner(options: options, lexicon: lexicon).align(source: source, target: target)
    #expect(isWhole(windows, source.count, target.count))
    #expect(windows.beads.map { [$0.source, $0.target] } == whole.beads.map { [$0.source, $0.target] })
  }

  @Test("progress ends at the end, and tells of no more than there is")
  func progress() {
    let source = (0..<400).map { AlignmentSegment("جملهٔ \($0 * 17) است.") },
      target = (0..<400).map { AlignmentSegment("It is sentence \($0 * 17).") }
    var calls: [Int] = []
    _ = Aligner().align(source: source, target: target) { done, all in
      #expect(all == 800 && done <= all)
      calls.append(done)
    }
    #expect(calls == calls.sorted() && calls.last == 800)
  }

  @Test("confirmed beads stay where a person put them")
  func confirmed() {
    let bead = Bead(source: 1..<3, target: 1..<2)
    let alignment = Aligner(lexicon: lexicon).align(source: persian, target: english, confirmed: [bead])
    #expect(isWhole(alignment, persian.count, english.count))
    #expect(alignment.beads.contains { $0.joinsSame(as: bead) && $0.state == .confirmed && $0.probability == 1 })
    let crossing = Bead(source: 3..<4, target: 0..<1)
    let refused = Aligner(lexicon: lexicon).align(source: persian, target: english, confirmed: [bead, crossing])
    #expect(refused.warnings == [.unusableConfirmation(source: 3..<4, target: 0..<1)])
  }

  @Test("input that can't be right is named")
  func warnings() {
    let aligner = Aligner(lexicon: lexicon)
    #expect(aligner.align(source: [], target: []).warnings == [.bothEmpty])
    #expect(aligner.align(source: persian, target: []).warnings == [.empty(.target)])
    #expect(aligner.align(source: [], target: english).warnings == [.empty(.source)])
    #expect(aligner.align(source: english, target: persian).warnings.contains(.swapped))
    #expect(aligner.align(source: persian, target: persian).warnings.contains(.untranslated(.target)))
    #expect(aligner.align(source: english, target: english).warnings.contains(.untranslated(.source)))
    let long = Array(repeating: persian, count: 8).flatMap { $0 }
    #expect(aligner.align(source: long, target: english).warnings.contains { if case .unequal = $0 { true } else { false } })
    #expect(aligner.align(source: persian, target: english).warnings.isEmpty)
  }

  @Test("a glossary term joins what the lexicon doesn't know")
  func terms() {
    let source = ["این متن دربارهٔ برجام است", "آن یکی نیست"].map { AlignmentSegment($0) }
    let target = ["Something else here", "This text is about the JCPOA", "That one isn't"].map { AlignmentSegment($0) }
    let aligner = Aligner(
      lexicon: lexicon, terms: [AlignmentTerm(source: ["برجام"], target: ["JCPOA", "Joint Comprehensive Plan of Action"])])
    let bead = aligner.align(source: source, target: target).beads.first { $0.source.contains(0) }
    #expect(bead?.target.contains(1) == true)
  }
}

@Suite struct LexiconTests {
  @Test("words are learnt from pairs of sentences")
  func learning() {
    let pairs: [(left: String, right: String)] = [
      ("خانه بزرگ", "big house"), ("خانه کوچک", "small house"), ("کتاب بزرگ", "big book"), ("کتاب کوچک", "small book"), ("کتاب", "book"),
    ]
    let learnt = Lexicon.learn(from: pairs)
    #expect(learnt.translations(of: "خانه").first?.word == "hous")
    #expect(learnt.translations(of: "book").first?.word == "کتاب")
  }

  @Test("a lexicon survives being written and read")
  func roundTrip() throws {
    let pairs: [(left: String, right: String)] = [("خانه بزرگ", "big house"), ("کتاب بزرگ", "big book"), ("کتاب", "book")]
    let text = LexiconFile.write(Lexicon.learn(from: pairs))
    #expect(LexiconFile.isLexicon(text))
    #expect(try LexiconFile.write(LexiconFile.read(text)) == text)
    #expect(throws: AlignmentFormatError.notAnEntry(line: 2)) { try LexiconFile.read("# tarjoman lexicon 1 fa en\nt\tx\ty\t2\t0\n") }
  }

  @Test("dictionaries of all three layouts are read")
  func dictionary() {
    let entries = LexiconFile.readDictionary("# note\nصلح\tpeace\nمن\tpron\tI; me\t\t\nآمدن\tآمد\tآی\tcome; arrive (at a place)\t\n")
    #expect(entries.map(\.right) == [["peace"], ["I", "me"], ["come", "arrive"]])
  }
}
