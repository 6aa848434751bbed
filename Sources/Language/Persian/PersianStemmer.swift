/// Persian stems: endings of nouns and adjectives taken off a folded key, the longest first, while at least three letters stay.
enum PersianStemmer {
  private static let endings: [[UInt8]] = [
    "هایمان", "هایتان", "هایشان", "هایی", "هایم", "هایت", "هایش", "ترین", "های", "ها", "تری", "تر", "مان", "تان", "شان", "ات", "ان", "یی",
    "ای", "ی", "ش", "م", "ت",
  ].map { Array($0.utf8) }

  static func stem(of key: String) -> String {
    let bytes = Array(key.utf8)
    for ending in endings where bytes.count >= ending.count + 6 && bytes.suffix(ending.count).elementsEqual(ending) {
      return String(decoding: bytes.dropLast(ending.count), as: UTF8.self)
    }
    return key
  }
}
