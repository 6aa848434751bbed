import Language
import Segmentation
import Testing

/// `Rules/tarjoman.srx` against the built-in rules.
@Suite struct OwnRulesTests {
  static let document = try? SRXDocument.read(Array((Corpus.read(Corpus.package + "/Rules/tarjoman.srx") ?? "").utf8))

  private func segmenter(_ language: String) throws -> SRXSegmenter {
    let (document, problems) = try #require(Self.document)
    #expect(problems.isEmpty, "\(problems)")
    let segmenter = SRXSegmenter(document, language: LanguageTag(language))
    #expect(segmenter.refused.isEmpty, "\(segmenter.refused)")
    return segmenter
  }

  @Test(
    "Persian, Dari and English have rules, other languages none", arguments: ["fa", "FA-IR", "fas", "prs", "fa_AF", "en", "en-GB", "eng"])
  func languages(_ language: String) throws {
    #expect(try segmenter(language).ruleCount > 20)
    #expect(try segmenter("fan").ruleCount == 0)
    #expect(try segmenter("enm").ruleCount == 0)
  }

  @Test("they cut the project's documents as the built-in rules do", arguments: Corpus.names, [Language.persian, .english])
  func documents(_ name: String, _ language: Language) throws {
    let text = Corpus.document(name, language)
    #expect(try segmenter(language.rawValue).segments(of: text) == Segmenter(language: language).segments(of: text))
  }

  @Test(
    "they cut the development documents as the built-in rules do, nearly",
    arguments: [("fa_seraji", 0.99), ("fa_perdt", 0.999), ("fa_ntrex", 0.999), ("en_ewt", 0.96), ("en_pud", 0.999), ("en_ntrex", 0.999)])
  func agreement(_ set: String, _ least: Double) throws {
    guard let shared = Corpus.shared, let lines = Corpus.read(shared + "/data/segmentation/\(set)/docs.jsonl") else {
      print("skipped: \(set) (no development data beside this checkout)")
      return
    }
    let language: Language = set.hasPrefix("fa") ? .persian : .english
    let byRules = try segmenter(language.rawValue)
    let builtIn = Segmenter(language: language, lineEnds: .paragraph)
    var paragraphs = byRules
    paragraphs.lineEnds = .paragraph
    var (both, all) = (0, 0)
    for line in lines.split(separator: "\n") {
      let text = Self.text(ofRecord: line)
      let a = Set(builtIn.segments(of: text).dropLast().map(\.range.upperBound))
      let b = Set(try paragraphs.segments(of: text).dropLast().map(\.range.upperBound))
      both += 2 * a.intersection(b).count
      all += a.count + b.count
    }
    #expect(Double(both) >= least * Double(all), "\(set): \(Double(both) / Double(all))")
  }

  /// The `text` of a JSON line that has no escapes but `\"`, `\\`, `\n`, `\t` and `\u`.
  private static func text(ofRecord line: Substring) -> String {
    guard let start = line.firstRange(of: "\"text\": \"") else { return "" }
    var view = String.UnicodeScalarView()
    var rest = line[start.upperBound...].unicodeScalars
    while let next = rest.popFirst(), next != "\"" {
      guard next == "\\" else {
        view.append(next)
        continue
      }
      switch rest.popFirst() {
      case "n": view.append("\n")
      case "t": view.append("\t")
      case "r": view.append("\r")
      case "u":
        let digits = String(String.UnicodeScalarView(rest.prefix(4)))
        rest.removeFirst(4)
        view.append(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
      case let other?: view.append(other)
      case nil: break
      }
    }
    return String(view)
  }
}
