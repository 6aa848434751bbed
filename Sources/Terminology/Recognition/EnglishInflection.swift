/// Tells inflection from derivation, which Porter's stems don't: reports is a form of report, reporter is another word.
enum EnglishInflection {
  /// True when a word of a text is an inflected form of a word of a term, or the other way round. Keys are folded; spellings that the two shores have differently are one.
  /// - Parameter isVerb: the term is a verb: past and -ing forms count too.
  static func isForm(_ word: String, of term: String, isVerb: Bool) -> Bool {
    if word == term { return true }
    return !bases(word, isVerb: isVerb).isDisjoint(with: bases(term, isVerb: false))
      || isVerb && !bases(word, isVerb: true).isDisjoint(with: bases(term, isVerb: true))
  }

  /// What a word may be a form of, itself included.
  private static func bases(_ word: String, isVerb: Bool) -> Set<String> {
    var word = Substring(word)
    for ending in ["'s", "s'", "'"] where word.hasSuffix(ending) {
      word = word.dropLast(ending.utf8.count)
      if ending == "s'" { word += "s" }
      break
    }
    var bases: Set<String> = [common(word)]
    func add(_ ending: String, _ replacements: String...) {
      guard word.hasSuffix(ending), word.utf8.count > ending.utf8.count + 1 else { return }
      for replacement in replacements { bases.insert(common(word.dropLast(ending.utf8.count) + replacement)) }
    }
    add("ies", "y", "ie")
    add("es", "", "e", "is")
    if !word.hasSuffix("ss") { add("s", "") }
    add("men", "man")
    add("a", "um", "on")
    add("i", "us")
    if isVerb {
      add("ied", "y")
      add("ed", "", "e")
      add("ing", "", "e")
      for ending in ["ed", "ing"] where word.hasSuffix(ending) {
        let rest = word.dropLast(ending.utf8.count)
        // signalled, stopping
        if rest.utf8.count > 3, rest.utf8.last == rest.dropLast().utf8.last { bases.insert(common(rest.dropLast())) }
      }
    }
    return bases
  }

  /// One spelling for both shores: -ise and -ize, -our and -or, -re and -er, -ence and -ense, programme, dialogue, doubled l.
  private static func common(_ word: Substring) -> String {
    var word = word.replacing("z", with: "s").replacing("our", with: "or").replacing("ll", with: "l")
    for (ending, other) in [("re", "er"), ("ence", "ense"), ("amme", "am"), ("ogue", "og")] where word.hasSuffix(ending) {
      word = word.dropLast(ending.utf8.count) + other
    }
    return String(word)
  }
}
