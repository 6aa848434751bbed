/// The 32 letters that a folded Persian word is made of, as codes 1...32: words become short runs of bytes that the lexicon hashes
/// and the rules compare.
enum PersianLetters {
  /// The codes of letters by their two UTF-8 bytes: 0xD8…0xDB, 0x80…0xBF.
  private static let codes: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 4 * 64)
    for (index, bytes) in letters.enumerated() { table[Int(bytes.0 - 0xD8) << 6 | Int(bytes.1 & 0x3F)] = UInt8(index + 1) }
    return table
  }()

  private static let letters: [(UInt8, UInt8)] = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی".unicodeScalars.map { scalar in
    (UInt8(0xC0 | scalar.value >> 6), UInt8(0x80 | scalar.value & 0x3F))
  }

  /// The longest word that is analysed, in letters.
  static let limit = 40

  /// Writes the codes of a folded key and gives their number; nil when the key holds anything but the 32 letters or is too long.
  static func encode(_ key: UnsafeBufferPointer<UInt8>, into word: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    guard !key.isEmpty, key.count & 1 == 0, key.count / 2 <= limit, key.count / 2 <= word.count else { return nil }
    return codes.withUnsafeBufferPointer { codes in
      var index = 0
      while index < key.count {
        let (first, second) = (key[index], key[index + 1])
        guard first >= 0xD8, first <= 0xDB, second & 0xC0 == 0x80 else { return nil }
        let code = codes[Int(first - 0xD8) << 6 | Int(second & 0x3F)]
        guard code != 0 else { return nil }
        word[index / 2] = code
        index += 2
      }
      return key.count / 2
    }
  }

  /// The code of a folded scalar; 0 for anything but the 32 letters.
  static func code(of scalar: UInt32) -> UInt8 {
    guard scalar >= 0x600, scalar < 0x700 else { return 0 }
    return codes[Int(scalar - 0x600)]
  }

  /// The codes of a literal, folded.
  static func codes(of text: String) -> [UInt8] {
    var codes: [UInt8] = []
    for scalar in text.unicodeScalars { ScalarProperties(scalar.value).forEachFolded { codes.append(code(of: $0)) } }
    return codes
  }

  /// Appends letters in UTF-8.
  static func append(_ word: some Sequence<UInt8>, to key: inout [UInt8]) {
    for code in word where code >= 1 && code <= 32 {
      let (first, second) = letters[Int(code) - 1]
      key.append(first)
      key.append(second)
    }
  }

  static let alef: UInt8 = 1, be: UInt8 = 2, te: UInt8 = 4, dal: UInt8 = 10, zal: UInt8 = 11, re: UInt8 = 12, ze: UInt8 = 13,
    zhe: UInt8 = 14
  static let sin: UInt8 = 15, shin: UInt8 = 16, gaf: UInt8 = 26, mim: UInt8 = 28, nun: UInt8 = 29, vav: UInt8 = 30, heh: UInt8 = 31,
    yeh: UInt8 = 32

  /// True when a letter doesn't join the letter after it, so that no ZWNJ is needed behind it.
  static func standsApart(_ code: UInt8) -> Bool {
    code == alef || code == dal || code == zal || code == re || code == ze || code == zhe || code == vav
  }
}
