@testable import Alignment
import Foundation
import Language
import Testing

@Suite struct WordPairsTests {
  /// Made by `Scripts/make-word-pairs` (RECORD=1).
  @Test("the compiled word pairs are those of the lexicon and today's stemmers")
  func compiled() throws {
    let words = Lexicon.compiledWords(of: BilingualWords.text)
    let bytes = words.withUnsafeBytes { Data($0) }
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      try bytes.write(to: root.appending(path: "Sources/CLanguageData/lexicon/pairs.bin"))
    } else {
      #expect(BilingualWords.withCompiledPairs { Data($0) } == bytes, "run Scripts/make-word-pairs")
    }
  }
}
