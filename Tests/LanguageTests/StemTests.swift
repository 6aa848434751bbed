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

@Suite struct NameSkeletonTests {
  @Test(
    "a name has one skeleton in both scripts",
    arguments: [
      ("امیرعبداللهیان", "Amirabdollahian"), ("گروسی", "Grossi"), ("رئیسی", "Raisi"), ("قفقاز", "Ghafghaz"), ("لاوروف", "Lavrof"),
    ])
  func same(_ persian: String, _ latin: String) {
    func skeleton(_ text: String) -> String { Tokenizer.tokens(of: text).map { NameSkeleton.of($0.key, script: $0.script) }.joined() }
    #expect(skeleton(persian) == skeleton(latin))
  }
}
