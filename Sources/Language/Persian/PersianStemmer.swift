/// Persian stems, by the lexicon and the rules of ``PersianAnalyser``.
enum PersianStemmer {
  /// The stem of a folded key: the key of the lemma.
  static func stem(of key: String) -> String {
    var stem: [UInt8] = []
    return key.withUTF8Bytes { bytes in
      appendStem(of: bytes, to: &stem) ? String(decoding: stem, as: UTF8.self) : key
    }
  }

  /// Appends the stem of a folded key; false, and nothing appended, when the key is its own stem.
  static func appendStem(of key: UnsafeBufferPointer<UInt8>, to stem: inout [UInt8]) -> Bool {
    withAnalysis(of: key) { word, analysis in appendBase(of: analysis, word, to: &stem) } ?? false
  }

  /// Appends the stem that an analysis gives a word; false, and nothing appended, when that is the word itself.
  static func appendBase(of analysis: PersianAnalysis, _ word: UnsafeBufferPointer<UInt8>, to stem: inout [UInt8]) -> Bool {
    if let lemma = analysis.lemma ?? (analysis.restored != 0 ? analysis.base : nil) {
      PersianLetters.append(lemma.key, to: &stem)
    } else if analysis.start > 0 || analysis.end < word.count || analysis.restored != 0 {
      PersianLetters.append(word[analysis.start..<analysis.end], to: &stem)
      if analysis.restored != 0 { PersianLetters.append([analysis.restored], to: &stem) }
    } else {
      return false
    }
    return true
  }

  /// Calls `body` with the letter codes of a key and their analysis; nil when the key is no Persian word.
  static func withAnalysis<Result>(
    of key: UnsafeBufferPointer<UInt8>, written: UInt64 = 0, _ body: (UnsafeBufferPointer<UInt8>, PersianAnalysis) -> Result
  ) -> Result? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: PersianLetters.limit) { buffer in
      guard let count = PersianLetters.encode(key, into: buffer) else { return nil }
      let word = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[0..<count])
      return body(word, PersianAnalyser.analysis(of: word, written: written))
    }
  }

  /// The dictionary form of a word as it stands in a text; the word itself when it is no inflected form.
  static func lemma(of word: String) -> String {
    var letters: [UInt8] = []
    /// The scalar behind each letter.
    var ends: [Int] = []
    var written: UInt64 = 0
    let scalars = Array(word.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let properties = ScalarProperties(scalar.value)
      // A blank before an affix (می شود) counts as the ZWNJ it stands for.
      let parts = properties.kind == .joiner || properties.kind == .blank
      if parts, !letters.isEmpty, letters.count < 64 { written |= 1 << UInt64(letters.count) }
      if properties.kind == .blank { continue }
      var isWord = true
      properties.forEachFolded { folded in
        let code = PersianLetters.code(of: folded)
        if code == 0 { isWord = false }
        letters.append(code)
        ends.append(index + 1)
      }
      guard isWord, letters.count <= PersianLetters.limit else { return word }
    }
    guard !letters.isEmpty else { return word }
    let count = letters.count
    if count < 64 { written &= 1 << UInt64(count) &- 1 }
    return letters.withUnsafeBufferPointer { letters in
      let analysis = PersianAnalyser.analysis(of: letters, written: written)
      if let lemma = analysis.lemma, !(analysis.base?.kind.contains(.variant) == true && analysis.end == count) {
        return String(decoding: lemma.spelling, as: UTF8.self)
      }
      // What is left of the word as its writer spelt it, marks of ezafe gone.
      var text = String.UnicodeScalarView()
      let end = analysis.end == count ? scalars.count : ends[analysis.end - 1]
      text.append(contentsOf: scalars[(analysis.start == 0 ? 0 : ends[analysis.start - 1])..<end])
      while let last = text.last, [0x200C, 0x200D, 0x654, 0x650, 0x200E, 0x200F].contains(last.value) { text.removeLast() }
      if text.last?.value == 0x6C0 {
        text.removeLast()
        text.append("\u{647}")
      }
      if analysis.restored != 0 {
        var bytes: [UInt8] = []
        PersianLetters.append([analysis.restored], to: &bytes)
        text.append(contentsOf: String(decoding: bytes, as: UTF8.self).unicodeScalars)
      }
      return String(text)
    }
  }
}
