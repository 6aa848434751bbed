import Foundation
import Language
import Testing

@testable import Terminology

/// Sentences with two terms in turn among words that vary.
private let pairs: [(source: String, target: String)] = [
  ("کمیسیون مشترک اقتصادی در تهران تشکیل شد.", "The joint economic commission met in Tehran."),
  ("نشست کمیسیون مشترک اقتصادی فردا آغاز می‌شود.", "The meeting of the joint economic commission begins tomorrow."),
  ("وزیر از کمیسیون مشترک اقتصادی قدردانی کرد.", "The minister thanked the joint economic commission."),
  ("مذاکرات دربارهٔ سامانهٔ پایش مرزی ادامه دارد.", "Talks on the border monitoring system continue."),
  ("سامانهٔ پایش مرزی فردا افتتاح می‌شود.", "The border monitoring system opens tomorrow."),
  ("وزیر از سامانه پایش مرزی بازدید کرد.", "The minister visited the border monitoring system."),
]

@Suite struct ExtractionTests {
  @Test("terms of several words are found whole, with their figures and examples")
  func whole() throws {
    let candidates = TermExtractor().candidates(from: pairs)
    let commission = try #require(candidates.first { $0.target == "joint economic commission" })
    #expect(commission.source == "کمیسیون مشترک اقتصادی")
    #expect(commission.count >= 2 && commission.sourceCount == 3 && commission.targetCount == 3)
    #expect(Set(commission.examples).isSubset(of: [0, 1, 2]))
    // Nothing of its inside.
    #expect(!candidates.contains { $0.target == "commission" || $0.target == "economic commission" })
  }

  @Test("known terms are left out, and the other direction gives the same pairs")
  func known() {
    let known = TermIndex([
      Termbase(name: "g", concepts: GlossaryTSV.read("کمیسیون‌های مشترک اقتصادی\tjoint economic commissions\tx\n").concepts)
    ])
    #expect(!TermExtractor().candidates(from: pairs, known: known).contains { $0.target == "joint economic commission" })
    var options = TermExtractor.Options()
    (options.source, options.target) = (.english, .persian)
    let back = TermExtractor(options: options).candidates(from: pairs.map { ($0.target, $0.source) })
    #expect(back.contains { $0.source == "joint economic commission" && $0.target == "کمیسیون مشترک اقتصادی" })
  }

  @Test("candidates become a termbase whose terms have no status yet")
  func termbase() throws {
    let candidate = TermExtractor().candidates(from: pairs)[0]
    let concept = candidate.concept(source: .persian, target: .english, examples: [pairs[0]])
    let termbase = Termbase(name: "c", candidates: [concept], sources: [])
    let again = try TBXReader().read(termbase.tbx(), name: "c").termbase
    #expect(again.concepts == termbase.concepts)
    #expect(again.concepts[0].terms.allSatisfy { $0.status == .unstated && $0.contexts.count == 1 })
  }

  @Test("log-likelihood is 0 for what is independent and grows with what is not")
  func logLikelihood() {
    #expect(abs(TermExtractor.logLikelihood(10, 100, 100, 1000)) < 1e-9)
    #expect(TermExtractor.logLikelihood(50, 100, 100, 1000) > TermExtractor.logLikelihood(20, 100, 100, 1000))
  }

  @Test("an empty corpus, one without words, and one side alone give nothing")
  func nothing() {
    #expect(TermExtractor().candidates(from: []).isEmpty)
    #expect(TermExtractor().candidates(from: [("", ""), ("؟", "?"), ("سفارت", "")]).isEmpty)
  }

  @Test("of the best 200 candidates of the project's memory and TICO-19 at least 70 % were judged terms")
  func precision() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let package = tests.deletingLastPathComponent().deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["TARJOMAN_SHARED"] ?? package.deletingLastPathComponent().appending(path: "shared").path
    guard let tico = try? String(contentsOfFile: shared + "/data/alignment/tico19.tsv", encoding: .utf8) else {
      print("skipped: \(shared)/data/alignment/tico19.tsv is not there")
      return
    }
    let verdicts = try String(contentsOf: tests.appending(path: "extraction.tsv"), encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t").map(String.init) }
    #expect(verdicts.count == 200)
    #expect(verdicts.count { $0[3] == "term" } >= 140)
    // TICO-19 alone gives nearly all of them: what was judged is what is found.
    let pairs = tico.split(separator: "\n").compactMap { line -> (source: String, target: String)? in
      let columns = line.split(separator: "\t")
      return columns.count >= 2 ? (String(columns[0]), String(columns[1])) : nil
    }
    let found = TermExtractor().candidates(from: pairs)
    let judged = Set(verdicts.filter { $0[3] == "term" }.map { $0[1] + "\t" + $0[2] })
    #expect(Set(found.prefix(200).map { $0.source + "\t" + $0.target }).intersection(judged).count >= 140)
  }
}

@Suite struct CollocationTests {
  @Test("what stands beside a term more often than elsewhere comes first, within its clause")
  func collocations() throws {
    let concept = GlossaryTSV.read("مذاکره\tnegotiation\tx\n").concepts[0]
    var collocations = Collocations(of: concept)
    for text in [
      "مذاکرات سازنده ادامه یافت. هوا سرد بود", "مذاکرات سازنده و صریح انجام شد", "هوا سرد بود و وزیر سفر کرد",
      "سفیر به مذاکره سازنده امید دارد",
    ] {
      collocations.add(text, language: .persian)
    }
    let best = try #require(collocations.best(5, language: .persian).first)
    #expect(best.word == "سازنده")
    #expect((best.before, best.after, best.total) == (0, 3, 3))
    #expect(!collocations.best(5, language: .persian).contains { $0.word == "سرد" })
    #expect(collocations.best(5, language: .english).isEmpty)
  }
}
