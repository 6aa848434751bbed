/// Tells inflection from derivation, which Porter's stems don't: reports is a form of report, reporter is another word.
enum EnglishInflection {
  /// True when a word of a text is an inflected form of a word of a term, or the other way round. Keys are folded; spellings that the two shores have differently are one.
  /// - Parameter isVerb: the term is a verb: past and -ing forms count too.
  static func isForm(_ word: String, of term: String, isVerb: Bool) -> Bool {
    if word == term { return true }
    let (asked, own) = (bases(of: Array(word.utf8)), bases(of: Array(term.utf8)))
    return own.nominal.contains { asked.nominal.contains($0) || isVerb && asked.verbal.contains($0) }
      || isVerb && own.verbal.contains { asked.nominal.contains($0) || asked.verbal.contains($0) }
  }

  /// Hashes of what a word may be a form of, itself included: as a noun, and besides as a verb.
  static func bases(of key: [UInt8]) -> (nominal: [UInt64], verbal: [UInt64]) {
    var word = key[...]
    for ending in ["'s", "s'", "'"] where word.ends(ending) {
      word = word.dropLast(ending.utf8.count)
      if ending == "s'" { word.append(UInt8(ascii: "s")) }
      break
    }
    var nominal = [hash(word)], verbal: [UInt64] = []
    func add(_ ending: String, _ replacements: String..., to bases: inout [UInt64]) {
      guard word.ends(ending), word.count > ending.utf8.count + 1 else { return }
      for replacement in replacements { bases.append(hash(word.dropLast(ending.utf8.count) + replacement.utf8)) }
    }
    add("ies", "y", "ie", to: &nominal)
    add("es", "", "e", "is", to: &nominal)
    if !word.ends("ss") { add("s", "", to: &nominal) }
    add("men", "man", to: &nominal)
    add("a", "um", "on", to: &nominal)
    add("i", "us", to: &nominal)
    add("ied", "y", to: &verbal)
    add("ed", "", "e", to: &verbal)
    add("ing", "", "e", to: &verbal)
    for ending in ["ed", "ing"] where word.ends(ending) {
      let rest = word.dropLast(ending.utf8.count)
      // signalled, stopping
      if rest.count > 3, rest.last == rest.dropLast().last { verbal.append(hash(rest.dropLast())) }
    }
    return (nominal, verbal)
  }

  /// The hash of one spelling for both shores: -ise and -ize, -our and -or, -re and -er, -ence and -ense, programme, dialogue, doubled l.
  private static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
    var common: [UInt8] = []
    common.reserveCapacity(word.count + 2)
    for byte in word {
      switch byte {
      case UInt8(ascii: "z"): common.append(UInt8(ascii: "s"))
      case UInt8(ascii: "r") where common[...].ends("ou"):
        common[common.count - 1] = byte
      case UInt8(ascii: "l") where common.last == byte: break
      default: common.append(byte)
      }
    }
    for (ending, other) in [("re", "er"), ("ence", "ense"), ("amme", "am"), ("ogue", "og")] where common[...].ends(ending) {
      common = common.dropLast(ending.utf8.count) + other.utf8
    }
    return common.withUnsafeBufferPointer { KeyHash.of($0) }
  }
}

extension ArraySlice<UInt8> {
  func ends(_ ending: String) -> Bool { count >= ending.utf8.count && suffix(ending.utf8.count).elementsEqual(ending.utf8) }
}
