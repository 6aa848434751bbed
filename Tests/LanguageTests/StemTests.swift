import Language
import Testing

@Suite struct StemTests {
  @Test(
    "inflected forms share a stem with their word",
    arguments: [
      ("کشورهایشان", "کشور"), ("negotiations", "negotiation"), ("minister's", "ministers"),
    ])
  func conflates(_ form: String, _ word: String) {
    func stem(_ text: String) -> [String] { Tokenizer.tokens(of: text).map { Stemmer.stem(of: $0.key, script: $0.script) } }
    #expect(stem(form) == stem(word))
  }
}
