import Foundation
import Language
import Quality
import Terminology
import Testing

/// The pair has exactly these findings, as `rule` or `rule: place → place` with the words as they stand.
func check(
  _ source: String, _ target: String, _ expected: String..., from: LanguageTag = .persian, to: LanguageTag = .english,
  terms: TermIndex? = nil,
  location: SourceLocation = #_sourceLocation
) {
  let findings = Checker(terms: terms).findings(source: source, target: target, from: from, to: to)
  let found = findings.map { finding in
    "\(finding.rule.rawValue): \(words(finding.source, source)) → \(words(finding.target, target))"
  }
  let agree =
    found.count == expected.count
    && zip(found, expected).allSatisfy { $0 == $1 || $0.prefix { $0 != ":" } == $1 }
  #expect(agree, "found \(found)", sourceLocation: location)
}

private func words(_ range: Range<Int>?, _ text: String) -> String {
  guard let range else { return "–" }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: Array(text.unicodeScalars)[range])
  return String(view)
}

/// A line of a trap set: a pair, and whether it is right.
struct Trap {
  var id, source, target, kind: String
  var isCorrect: Bool

  static func read(_ url: URL) throws -> [Trap] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Trap(id: columns[0], source: columns[1], target: columns[2], kind: columns[4], isCorrect: columns[3] == "correct")
    }
  }
}

let folder = URL(filePath: #filePath).deletingLastPathComponent()
let package = folder.deletingLastPathComponent().deletingLastPathComponent()

/// Development data beside the checkout; nil, with a word about it, where there is none.
func shared(_ path: String) -> URL? {
  let base =
    ProcessInfo.processInfo.environment["TARJOMAN_SHARED"].map { URL(filePath: $0) }
    ?? package.deletingLastPathComponent().appending(path: "shared")
  for url in [base.appending(path: path), base.deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/" + path)]
  where FileManager.default.fileExists(atPath: url.path) { return url }
  print("skipped: \(path) (no development data beside this checkout)")
  return nil
}

/// The small glossary of the tests.
let glossary = TermIndex([
  Termbase(
    name: "test",
    concepts: GlossaryTSV.read(
      """
      تحریم\tsanction\tsanctions

      معاهده\ttreaty\ttreaty

      توافق‌نامه\tagreement\ttreaty

      شورای امنیت\tSecurity Council\tbody

      کاردار موقت\tchargé d'affaires ad interim\tdiplomacy
      کاردار موقت\tchargé d'affaires a.i.\tdiplomacy; abbreviation

      هیئت\tdelegation\tdiplomacy
      هیأت\tdelegation\tdiplomacy; variant spelling

      ژنو\tGeneva\tcountry

      وین\tVienna\tcountry

      ترکیه\tTürkiye\tcountry
      ترکیه\tTurkey\tcountry; deprecated

      خلیج فارس\tPersian Gulf\tcountry
      خلیج فارس\tArabian Gulf\tcountry; forbidden
      """
    ).concepts)
])
