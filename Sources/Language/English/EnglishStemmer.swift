internal import CStemmer

/// English stems by Porter's second algorithm, as libstemmer has it (snowballstem.org, "English (Porter2)").
enum EnglishStemmer {
  static func stem(of key: String) -> String {
    var word = key
    if word.hasSuffix("'s") { word.removeLast(2) }
    guard word.utf8.count > 2, let stemmer = tarjoman_english_stemmer() else { return word }
    return word.withUTF8Bytes { bytes in
      // The stem lies in the stemmer's own buffer until its next call on this thread; it is copied at once.
      guard let stem = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(clamping: bytes.count)) else { return key }
      return String(decoding: UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))), as: UTF8.self)
    }
  }
}
