import Language
import TestSupport
import Testing

@testable import Segmentation

/// The sentences of a text by rules written `before > after` for a break and `before ! after` for none, one a line.
private func cut(_ text: String, _ rules: String...) throws -> [String] {
  var list = SRXDocument.LanguageRule(name: "rules")
  for rule in rules {
    let mark = rule.contains(" ! ") ? " ! " : " > "
    let at = rule.firstRange(of: mark)!
    list.rules.append(.init(breaks: mark == " > ", before: String(rule[..<at.lowerBound]), after: String(rule[at.upperBound...])))
  }
  let document = SRXDocument(languageRules: [list], maps: [.init(pattern: ".*", ruleName: "rules")])
  let segmenter = SRXSegmenter(document, language: .english)
  #expect(segmenter.refused.isEmpty, "\(segmenter.refused)")
  return texts(try segmenter.segments(of: text), text)
}

private func texts(_ segments: [Segment], _ text: String) -> [String] {
  let scalars = Array(text.unicodeScalars)
  return segments.map { String(String.UnicodeScalarView(scalars[$0.range])) }
}

@Suite struct SRXSegmenterTests {
  @Test("the first rule that matches at a place decides")
  func order() throws {
    #expect(try cut("Mr. A. Yes. No.", "Mr\\. ! \\s", "[.?!]+ > \\s+") == ["Mr. A.", "Yes.", "No."])
    #expect(try cut("Mr. A. Yes.", "[.?!]+ > \\s+", "Mr\\. ! \\s") == ["Mr.", "A.", "Yes."])
  }

  @Test("an exception that overlaps the one before it is seen")
  func overlap() throws {
    #expect(try cut("a. a. a. B", "a\\. a\\. ! ", "\\. > ") == ["a.", "a. a. B"])
    #expect(try cut("A.B.C. D", "[A-Z]\\. ! ", "\\. > ") == ["A.B.C. D"])
  }

  @Test("any match counts, not only the longest or the first")
  func existence() throws {
    #expect(try cut("aaab", "a+ > a") == ["a", "a", "ab"])
    #expect(try cut("xyz", "x|xy > z") == ["xy", "z"])
    #expect(try cut("ab", " > b") == ["a", "b"])
    #expect(try cut("😀😀 a", "😀 > ") == ["😀", "😀", "a"])
    #expect(try cut("12abc", "\\d{2,}[a-z]* > c") == ["12ab", "c"])
    #expect(try cut("A. b", "(?i)a\\. > \\s") == ["A.", "b"])
  }

  @Test("places are Unicode scalars, and roles are those of the built-in rules")
  func places() throws {
    let document = try read(
      srx(
        """
        <languagerules><languagerule languagerulename="A"><rule break="yes"><beforebreak>[.؟]</beforebreak><afterbreak>\\s</afterbreak></rule>
        </languagerule></languagerules><maprules><languagemap languagepattern="FA.*" languagerulename="A"/></maprules>
        """)
    ).document
    let text = "عنوان\n😀 می‌رود. e\u{301} دو؟\r\n\n۱) سه"
    let segments = try SRXSegmenter(document, language: .persian).segments(of: text)
    #expect(texts(segments, text) == ["عنوان", "😀 می‌رود.", "e\u{301} دو؟", "۱) سه"])
    #expect(segments.map(\.role) == [.heading, .sentence, .sentence, .listItem])
    #expect(segments.map(\.paragraph) == [0, 1, 1, 2])
  }

  @Test("cascade: all maps that match, in file order; without it, the first")
  func cascade() throws {
    func names(_ cascade: String, _ language: String) throws -> [String] {
      let (document, _) = try read(
        srx(
          """
          <languagerules><languagerule languagerulename="French"/><languagerule languagerulename="Canada"/><languagerule languagerulename="Default"/>
          </languagerules><maprules><languagemap languagepattern="fr-CA" languagerulename="Canada"/>
          <languagemap languagepattern="fr.*" languagerulename="French"/><languagemap languagepattern=".*" languagerulename="Default"/></maprules>
          """, header: "<header segmentsubflows=\"yes\" cascade=\"\(cascade)\"/>"))
      return document.rules(for: LanguageTag(language)).map(\.name)
    }
    #expect(try names("yes", "fr_CA") == ["Canada", "French", "Default"])
    #expect(try names("yes", "FR") == ["French", "Default"])
    #expect(try names("yes", "de") == ["Default"])
    #expect(try names("no", "fr-ca") == ["Canada"])
    #expect(try names("no", "fr") == ["French"])
  }

  @Test("a language without rules stays whole")
  func noRules() throws {
    let document = SRXDocument(languageRules: [.init(name: "A", rules: [.init(breaks: true, before: "\\.", after: "")])])
    let segmenter = SRXSegmenter(document, language: .english)
    #expect(segmenter.ruleCount == 0)
    #expect(try segmenter.segments(of: "One. Two.").count == 1)
  }

  @Test("expressions that can't be run are named, with the reason; the others work")
  func refusals() throws {
    let rules = [
      ("a[", "", "beforebreak, character 2: a class without its ]"), ("(?x)a", "", "beforebreak, character 1: the comments mode (?x)"),
      ("", "x\\p{Nonsense}", "afterbreak, character 2: unknown property"), ("(a)\\1", "", "beforebreak: a reference to a group"),
      ("", "a)", "afterbreak, character 2: a parenthesis without its partner"), ("a{2,1}", "", "beforebreak, character 2: a wrong {…}"),
      ("\\X", "", "beforebreak: a look-behind without a greatest length"), ("(?<!a)**", "", ""),
      (String(repeating: "a", count: 40_000), "", "beforebreak: longer than 32768 characters"),
    ]
    var document = SRXDocument(
      languageRules: [.init(name: "A")], maps: [.init(pattern: ".*", ruleName: "A"), .init(pattern: "*", ruleName: "A")])
    document.languageRules[0].rules =
      rules.map { .init(breaks: true, before: $0.0, after: $0.1) } + [.init(breaks: true, before: "!", after: "")]
    let segmenter = SRXSegmenter(document, language: .english)
    #expect(segmenter.ruleCount == 1)
    #expect(segmenter.refused.count == rules.count + 1)
    #expect(segmenter.refused[0].part == .pattern)
    for (refusal, rule) in zip(segmenter.refused.dropFirst(), rules) { #expect(refusal.description.hasSuffix(rule.2), "\(refusal)") }
    #expect(try segmenter.segments(of: "a! b").count == 2)
  }

  @Test(
    "Java's extras mean the same here",
    arguments: [
      ("\\.(?u)", "\\h", "a. b", 2), ("(?iu)МР\\.", "\\s", "мр. x", 2), ("(?<=[a-z])\\.", "\\s", "a. 1. b", 2),
      ("(?<!\\d{1,3})\\.", "\\s", "a. 1. b", 2), ("[a-z&&[^b]]\\.", "", "a. b. c", 2), ("[\\p{L}&&[^\\p{Lu}]]\\.", "\\s", "A. b. c", 2),
      ("\\Q.)\\E", "", "a.) b", 2), ("\\.++", "\\s", "a... b", 2), ("[.!?]*+", "\\R", "a.", 1), ("[]\\.]", "\\s", "a] b. c", 3),
      ("a}", "", "a} b", 2), ("[+--]", "\\s", "a, b- c. d", 3), ("\\.\\p{javaWhitespace}*", "b", "a. b", 2),
      ("\\pL\\.", "\\s", "a. 1. c", 2),
      ("\\uD83D\\uDE00", "", "😀 a", 2), ("\\x{6CC}\\u002E", "", "ی. a", 2), ("(?<name>x)\\.", "", "x. y", 2),
      ("\\p{Lower}\\.", "", "x. Y. z", 2),
      ("(Mr|Mrs|[A-Z]\\w{2,})\\.", "", "Prof. x", 2), ("(?i:MR)\\.", "", "mr. x", 2), ("(?iU)é\\.", "", "É. x", 2),
      ("\\p{IsLatin}\\.", "", "x. y", 2),
      ("\\p{IsAlphabetic}\\.", "", "x. y", 2), ("[[:alpha:]]\\.", "", "x. 1. y", 2), ("\\.", "(?!\\s*[a-z])", "a. b. C", 2),
      ("\\01[0-9]?\\.|q", "", "q a", 2),
    ])
  func java(_ before: String, _ after: String, _ text: String, _ count: Int) throws {
    #expect(try cut(text, "\(before) > \(after)").count == count)
  }

  @Test(
    "a hostile expression is stopped in time",
    arguments: [
      ("(a+)+$", ""), ("", "(a+)+$"), ("(a|a)*b", ""), ("", "(a|aa)+$"), ("(?:(?:a*)*)*b", "c"), ("", "(.*a){20}$"), ("(?<=(a+)+)b", ""),
      ("((a{1,100}){1,100}){1,100}b", ""), ("", "^(([a-z])+.)+[A-Z]([a-z])+$"),
      (String(repeating: "(", count: 3_000) + String(repeating: ")", count: 3_000), ""),
      (String(repeating: "a?", count: 500) + String(repeating: "a", count: 500), ""), ("", "(?=(a+)+b)"),
      ("[[[[a-z]&&[a-y]]&&[a-x]]]{0,100}{0,100}b", ""),
      ("a{1000000}", ""), ("", "((((((((((a{0,99}){0,99}){0,99}){0,99}){0,99}){0,99}){0,99}){0,99}){0,99}){0,99})b"),
    ])
  func hostile(_ before: String, _ after: String) {
    let list = SRXDocument.LanguageRule(name: "A", rules: [.init(breaks: true, before: before, after: after)])
    let document = SRXDocument(languageRules: [list], maps: [.init(pattern: ".*", ruleName: "A")])
    let clock = ContinuousClock()
    let time = clock.measure {
      let segmenter = SRXSegmenter(document, language: .english, timeLimit: .milliseconds(300))
      do throws(SRXError) { _ = try segmenter.segments(of: String(repeating: "a", count: 50_000)) } catch {
        switch error {
        case .tooSlow, .tooDeep: break
        default: Issue.record("\(error)")
        }
      }
    }
    #expect(time < .seconds(3), "\(time)")
  }

  @Test("a hostile map is stopped in time")
  func hostileMap() {
    let document = SRXDocument(languageRules: [.init(name: "A")], maps: [.init(pattern: "(a+)+$", ruleName: "A")])
    let clock = ContinuousClock()
    let time = clock.measure { _ = SRXSegmenter(document, language: LanguageTag(String(repeating: "a", count: 60) + "!")) }
    #expect(time < .seconds(6), "\(time)")
  }

  @Test("segments and gaps cover any text, whatever the rules")
  func cover() throws {
    var generator = SplitMix(state: 5)
    let pieces = [
      "a", "\\.", "[.!]", "\\s", "+", "*", "?", "|", "(", ")", "(?=", "(?<=", "\\b", "^", "$", "\\w", "{1,2}", "[^a]", "؟", "😀",
    ]
    for _ in 0..<1_500 {
      func pattern() -> String {
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }.joined()
      }
      var list = SRXDocument.LanguageRule(name: "A")
      for _ in 0..<3 { list.rules.append(.init(breaks: Int.random(in: 0..<3, using: &generator) > 0, before: pattern(), after: pattern())) }
      let document = SRXDocument(languageRules: [list], maps: [.init(pattern: ".*", ruleName: "A")])
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...40, using: &generator) { view.append(PropertyTests.marks.randomElement(using: &generator)!) }
      let text = String(view)
      let segments = try SRXSegmenter(document, language: .english).segments(of: text)
      let scalars = Array(text.unicodeScalars)
      var position = 0
      for segment in segments {
        #expect(segment.range.lowerBound >= position && !segment.range.isEmpty)
        #expect(scalars[position..<segment.range.lowerBound].allSatisfy(PropertyTests.isInvisible))
        position = segment.range.upperBound
      }
      #expect(scalars[position...].allSatisfy(PropertyTests.isInvisible))
    }
  }
}
