internal import CLanguageData

/// The Persian–English lexicon that is compiled in, as TSV; see `Sources/CLanguageData/lexicon`.
package enum LexiconData {
  /// The whole text; made anew at each call.
  package static var text: String {
    // The bytes are a constant of the C target: they live as long as the process.
    String(decoding: UnsafeBufferPointer(start: tarjoman_lexicon_bytes(), count: tarjoman_lexicon_count), as: UTF8.self)
  }
}
