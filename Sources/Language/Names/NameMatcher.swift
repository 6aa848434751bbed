/// Says whether a Latin spelling can be a name's transliteration, letter by letter.
///
/// Each Persian letter stands for a few Latin spellings; short vowels stand in the Latin name only; what is usual costs nothing, what is rare something, and
/// two names match when the cheapest way through both stays below an allowance that grows with their length. The search is dynamic programming over both names.
struct NameMatcher {
  /// A Latin spelling of a Persian letter, and what it costs to believe it.
  private struct Spelling {
    var latin: [UInt8]
    var cost: Int
  }

  /// By folded Persian letter (as a code of ``PersianLetters``): spellings divided by blanks, `1` behind a costly one, `2` behind a very costly one.
  private static let spellings: [[Spelling]] = {
    var table = [[Spelling]](repeating: [], count: 33)
    func add(_ letters: String, _ text: String) {
      let spellings = text.split(separator: " ").map { part in
        let cost = part.last == "1" ? 1 : part.last == "2" ? 2 : 0
        return Spelling(latin: Array((cost > 0 ? part.dropLast() : part).utf8), cost: cost)
      }
      for letter in PersianLetters.codes(of: letters) { table[Int(letter)] += spellings }
    }
    add("ا", "a aa ae1 e1 i1 o1 u1 au1 ou2 ye1 yo1")
    add("ب", "b p2")
    add("پ", "p")
    add("تط", "t th dt1")
    add("ث", "s th t1")
    add("ج", "j dj g1 dg1 gi1 dzh1 zh1 c1")
    add("چ", "ch tch c1 cz tsch ci1")
    add("ح", "h kh1")
    add("خ", "kh x h1 ch1 j1 k2 gh2")
    add("د", "d dh1 t2")
    add("ذ", "z dh d1 th1")
    add("ر", "r rh")
    add("ز", "z s1 dz1 ts2")
    add("ژ", "zh j g1 s2 gi1 ge1 ch2")
    add("س", "s c ts2 z1 sc1 sz1")
    add("ش", "sh ch1 sch s1 sz1 x1 c2 ti2")
    add("ص", "s c2")
    add("ض", "z d dh")
    add("ظ", "z dh d1")
    add("ع", "a e1 i1 o1 u1")
    add("غ", "gh g q1 k2")
    add("ف", "f ph v1 w2")
    add("ق", "gh q k c g kh2")
    add("ک", "k c ck ch q qu cqu kh1 g2")
    add("گ", "g gu gh1 j2")
    add("ل", "l")
    add("م", "m")
    add("ن", "n gn1")
    add("و", "v w u o ou oo ow au eau uu1 f2 eu1 y1 b2")
    add("ه", "h a1 e1 ch2")
    add("ی", "i y ee ei ai ie1 ey ay j1 e1 a2 ea1 ae1 ii eu2 ya1 l2")
    return table
  }()

  /// Several letters with a spelling of their own.
  private static let groups: [(letters: [UInt8], latin: [UInt8])] = [
    ("کس", "x"), ("کز", "x"), ("تس", "z"), ("تس", "zz"), ("تس", "c"), ("تز", "z"), ("تز", "zz"), ("خوا", "kha"), ("ای", "ei"), ("ای", "ey"),
    ("ای", "y"),
    ("یی", "i"), ("یی", "ee"), ("او", "o"), ("او", "u"), ("او", "ou"), ("ای", "i"), ("یو", "eu"), ("یو", "u"), ("وی", "oy"), ("وی", "oi"),
    ("یا", "ia"), ("اف", "ov"), ("اف", "ev"), ("اف", "yev"), ("اف", "ow"), ("اف", "ew"), ("وف", "ov"),
    ("یف", "yev"),
  ].map { (PersianLetters.codes(of: $0), Array($1.utf8)) }

  /// The letters that the ل of the article becomes one with: سراج‌الدین, Sirajuddin.
  private static let sun = Set(PersianLetters.codes(of: "تثدذرزسشصضطظن"))

  /// The cheapest way to read a Latin name as a Persian one; nil when there is none below `limit`.
  static func cost(_ persian: [UInt8], _ latin: [UInt8], limit: Int) -> Int? {
    let width = latin.count + 1
    let far = limit + 1
    var costs = [Int](repeating: far, count: (persian.count + 1) * width)
    costs[0] = 0
    for row in 0...persian.count {
      for column in 0...latin.count {
        let here = costs[row * width + column]
        guard here <= limit else { continue }
        func offer(_ rows: Int, _ columns: Int, _ cost: Int) {
          let at = (row + rows) * width + column + columns
          if here + cost < costs[at] { costs[at] = here + cost }
        }
        if column < latin.count { offer(0, 1, unwritten(latin, column)) }
        guard row < persian.count else { continue }
        let letter = persian[row]
        let isFirst = row == 0
        let isLast = row == persian.count - 1
        for spelling in spellings[Int(letter)] where begins(latin, spelling.latin, column) {
          var cost = spelling.cost
          let length = spelling.latin.count
          // A first alef carries any vowel; a last ه or ی stands for e, or the a of موسی.
          if isFirst, letter == PersianLetters.alef || letter == ain { cost = 0 }
          if isLast, letter == PersianLetters.heh, cost == 1 { cost = 0 }
          if isLast, letter == PersianLetters.yeh, cost > 0 { cost -= 1 }
          offer(1, length, cost)
          if !isVowel(spelling.latin[0]) || spelling.latin == y, begins(latin, spelling.latin, column + length) {
            offer(1, 2 * length, cost)
          }
        }
        switch letter {
        case ain: offer(1, 0, 0)
        case PersianLetters.alef:
          // اشتاین‌مایر: Persian begins no word with two consonants.
          let isProp = isFirst && latin.count > 1 && latin[0] == UInt8(ascii: "s") && !isVowel(latin[1])
          offer(1, 0, isProp ? 0 : isFirst ? 2 : 1)
        case PersianLetters.vav: offer(1, 0, 2)
        case PersianLetters.yeh: offer(1, 0, isLast ? 3 : 2)
        case lam where row > 0 && persian[row - 1] == PersianLetters.alef && row + 1 < persian.count && sun.contains(persian[row + 1]):
          offer(1, 0, 0)
        case PersianLetters.heh: offer(1, 0, isLast ? 0 : 1)
        default:
          // A doubled consonant across a seam: عبدالله has one ل less than it is said with.
          if row > 0, persian[row - 1] == letter { offer(1, 0, 0) }
        }
        for group in groups where group.letters[0] == letter && begins(persian, group.letters, row) && begins(latin, group.latin, column) {
          offer(group.letters.count, group.latin.count, 0)
        }
      }
    }
    let found = costs[costs.count - 1]
    return found <= limit ? found : nil
  }

  static let ain = PersianLetters.codes(of: "ع")[0]
  private static let lam = PersianLetters.codes(of: "ل")[0]
  private static let y = Array("y".utf8)

  private static func isVowel(_ letter: UInt8) -> Bool { "aeiouy".utf8.contains(letter) }

  private static func begins(_ latin: [UInt8], _ spelling: [UInt8], _ at: Int) -> Bool {
    guard at + spelling.count <= latin.count else { return false }
    for index in 0..<spelling.count where latin[at + index] != spelling[index] { return false }
    return true
  }

  /// What it costs that Persian doesn't write a Latin letter.
  private static func unwritten(_ latin: [UInt8], _ at: Int) -> Int {
    let last = at == latin.count - 1
    let afterVowel = at > 0 && isVowel(latin[at - 1])
    switch latin[at] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "o"):
      if at == 0 { return 2 }
      if last, latin[at] != UInt8(ascii: "e") { return 1 }
      // Two of one letter are a long vowel, which Persian writes.
      return afterVowel ? latin[at - 1] == latin[at] ? 2 : 1 : 0
    case UInt8(ascii: "i"), UInt8(ascii: "u"), UInt8(ascii: "y"): return at == 0 || last || afterVowel ? 2 : 1
    case UInt8(ascii: "h"): return last && afterVowel ? 0 : at == 0 ? 2 : 1
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "x"), UInt8(ascii: "d"), UInt8(ascii: "r"), UInt8(ascii: "w"):
      return last ? 2 : 3
    case UInt8(ascii: "g"), UInt8(ascii: "n"), UInt8(ascii: "l"): return 3
    default: return 4
    }
  }
}

extension NameSkeleton {
  /// True when two names can be one, written in the two scripts (either order).
  ///
  ///     NameSkeleton.matches("لاوروف", "Lavrov")                      // true
  ///     NameSkeleton.matches("امیرعبداللهیان", "Amir-Abdollahian")   // true
  ///     NameSkeleton.matches("حسن", "Hossein")                        // false
  ///
  /// Blanks, hyphens, case and accents don't count. Two names of one script match when nothing else parts them. Letters alone decide: names that are said
  /// otherwise than they are spelt (Zheng and ژنگ do, Beauvoir and بووار hardly) and exonyms (Jerusalem, اورشلیم) are for a list.
  /// - Complexity: O(n × m).
  public static func matches(_ a: String, _ b: String) -> Bool {
    let (first, second) = (letters(a), letters(b))
    switch (first, second) {
    case (.persian(let persian), .latin(let latin)), (.latin(let latin), .persian(let persian)):
      // Vowels are too free for short names to be told by a rare spelling.
      let solid = persian.indices.count { index in
        persian[index] != PersianLetters.alef && persian[index] != NameMatcher.ain
          && (index == 0 || persian[index] != PersianLetters.vav && persian[index] != PersianLetters.yeh)
      }
      let allowance = solid <= 1 ? 0 : solid <= 3 ? 1 : solid <= 5 ? 2 : 3
      if NameMatcher.cost(persian, latin, limit: allowance) != nil { return true }
      // جبیر is al-Jubeir.
      guard latin.starts(with: "al".utf8) || latin.starts(with: "el".utf8), [a, b].contains(where: { $0.dropFirst(2).first == "-" }) else {
        return false
      }
      return NameMatcher.cost(persian, Array(latin.dropFirst(2)), limit: allowance) != nil
    case (.persian(let a), .persian(let b)): return a == b
    case (.latin(let a), .latin(let b)): return a == b
    case (.none, _), (_, .none): return false
    }
  }

  private static let sounds: [Unicode.Scalar: String] = [
    "ş": "sh", "Ş": "sh", "š": "sh", "Š": "sh", "ç": "ch", "Ç": "ch", "č": "ch", "Č": "ch", "ć": "ch", "Ć": "ch", "ğ": "gh", "Ğ": "gh",
    "ž": "zh",
    "Ž": "zh", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "dj", "Đ": "dj", "æ": "ae", "Æ": "ae", "ß": "ss", "ð": "d", "þ": "th",
  ]

  private enum Letters {
    case persian([UInt8]), latin([UInt8]), none
  }

  /// A name's letters; none when it is empty, longer than sixty-four letters, or of another script.
  private static func letters(_ name: String) -> Letters {
    var persian: [UInt8] = []
    var latin: [UInt8] = []
    // Letters whose mark is a sound of its own, and those that folding leaves.
    var plain = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      if let sounds = Self.sounds[scalar] { plain.append(contentsOf: sounds.unicodeScalars) } else { plain.append(scalar) }
    }
    for scalar in FoldingKey.of(String(plain), blanks: .dropped).unicodeScalars {
      if scalar.value >= 0x61, scalar.value <= 0x7A {
        latin.append(UInt8(scalar.value))
      } else {
        let code = PersianLetters.code(of: scalar.value)
        if code != 0 { persian.append(code) } else if ScalarProperties(scalar.value).kind == .letter { return .none }
      }
    }
    guard persian.count <= 64, latin.count <= 64, persian.isEmpty != latin.isEmpty else { return .none }
    return latin.isEmpty ? .persian(persian) : .latin(latin)
  }
}
