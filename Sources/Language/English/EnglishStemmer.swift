internal import CStemmer

/// English stems by Porter's second algorithm, as libstemmer has it (snowballstem.org, "English (Porter2)").
enum EnglishStemmer {
  static func stem(of key: String) -> String {
    var word = key
    if word.hasSuffix("'s") { word.removeLast(2) }
    word = britishSpelling(of: word)
    guard word.utf8.count > 2, let stemmer = tarjoman_english_stemmer() else { return word }
    return word.withUTF8Bytes { bytes in
      // The stem lies in the stemmer's own buffer until its next call on this thread; it is copied at once.
      guard let stem = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(clamping: bytes.count)) else { return key }
      return String(decoding: UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))), as: UTF8.self)
    }
  }

  /// The British form of a word that is spelt in two ways: organization → organisation, labor → labour, defense → defence.
  private static func britishSpelling(of word: String) -> String {
    if let known = spellings[word] { return known }
    guard word.utf8.count > 6, word.utf8.contains(UInt8(ascii: "z")) else { return word }
    for (american, british) in [
      ("ization", "isation"), ("izations", "isations"), ("ize", "ise"), ("izes", "ises"), ("ized", "ised"), ("izing", "ising"),
      ("izer", "iser"),
      ("izers", "isers"), ("yze", "yse"), ("yzed", "ysed"), ("yzing", "ysing"),
    ] where word.hasSuffix(american) { return word.dropLast(american.utf8.count) + british }
    return word
  }

  private static let spellings: [String: String] = {
    var table: [String: String] = [:]
    for pair in [
      "labor labour", "labors labours", "color colour", "colors colours", "favor favour", "favors favours", "favorable favourable",
      "honor honour",
      "honors honours", "neighbor neighbour", "neighbors neighbours", "neighboring neighbouring", "harbor harbour", "behavior behaviour",
      "endeavor endeavour", "endeavors endeavours", "defense defence", "offense offence", "license licence", "center centre",
      "centers centres",
      "theater theatre", "program programme", "programs programmes", "judgment judgement", "fulfill fulfil", "fulfillment fulfilment",
      "enrollment enrolment", "skillful skilful", "catalog catalogue", "dialog dialogue", "aging ageing", "memoranda memorandum",
      "memorandums memorandum", "aluminum aluminium", "counselor counsellor", "traveled travelled", "traveling travelling",
      "canceled cancelled",
      "modeling modelling", "rigor rigour", "vigor vigour", "humor humour", "armor armour", "rumor rumour", "tumor tumour",
    ] {
      let words = pair.split(separator: " ")
      table[String(words[0])] = String(words[1])
    }
    return table
  }()
}
