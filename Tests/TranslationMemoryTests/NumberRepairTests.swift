import Language
import TMX
import Testing
@testable import TranslationMemory

/// The numbers of the text in the places of those of the translation.
@Suite struct NumberRepairTests {
  @Test(
    "numbers take each other's places, written as the translation writes them",
    arguments: [
      // query, stored source, stored target, what is offered
      ("قطعنامه ۲۲۴۵ تصویب شد", "قطعنامه ۲۲۳۱ تصویب شد", "Resolution 2231 was adopted", "Resolution 2245 was adopted"),
      ("Resolution 2245 was adopted", "Resolution 2231 was adopted", "قطعنامهٔ ۲۲۳۱ تصویب شد", "قطعنامهٔ ۲۲۴۵ تصویب شد"),
      ("Resolution 2245 was adopted", "Resolution 2231 was adopted", "قطعنامهٔ ٢٢٣١ تصویب شد", "قطعنامهٔ ٢٢٤٥ تصویب شد"),
      ("رشد ۳٫۷۵ درصد بود", "رشد ۱۲٫۵ درصد بود", "growth was 12.5 percent", "growth was 3.75 percent"),
      ("رشد ۳/۷ درصد بود", "رشد ۱۲/۵ درصد بود", "growth was 12.5 percent", "growth was 3.7 percent"),
      ("growth was 3.7 percent", "growth was 12.5 percent", "رشد ۱۲٫۵ درصد بود", "رشد ۳٫۷ درصد بود"),
      ("growth was 3.7 percent", "growth was 12.5 percent", "رشد ۱۲/۵ درصد بود", "رشد ۳/۷ درصد بود"),
      ("growth was 3.7 percent", "growth was 12 percent", "رشد ۱۲ درصد بود", "رشد ۳٫۷ درصد بود"),
      ("مبلغ ۱۲۰۰۰ ریال بود", "مبلغ ۱۵۰۰ ریال بود", "it was 1,500 rials", "it was 12,000 rials"),
      ("it was 1,250,000 rials", "it was 900 rials", "مبلغ ۹۰۰ ریال بود", "مبلغ ۱٬۲۵۰٬۰۰۰ ریال بود"),
      ("در سال ۲۰۲۵ گفت", "در سال ۲۰۲۴ گفت", "he said in 2024", "he said in 2025"),
      ("از ۵ تا ۲۰ نفر", "از ۳ تا ۵ نفر", "from 3 to 5 persons", "from 5 to 20 persons"),
      ("ساعت ۱۰:۳۰ امروز آغاز شد", "ساعت ۹:۱۵ امروز آغاز شد", "it began today at 9:15", "it began today at 10:30"),
    ])
  func offered(_ query: String, _ source: String, _ target: String, _ wanted: String) throws {
    let offer = try self.offer(query, source, target)
    #expect(offer?.utf8.elementsEqual(wanted.utf8) == true, "\(offer ?? "nothing")")
  }

  @Test(
    "nothing is offered where a place is not certain, or something else differs",
    arguments: [
      ("از ۷ تا ۵ نفر", "از ۵ تا ۵ نفر", "from 5 to 6 persons"),
      ("از ۷ تا ۹ نفر", "از ۵ تا ۵ نفر", "from 5 to 5 persons"),
      ("قطعنامه ۷ تصویب شد", "قطعنامه ۵ تصویب شد", "Resolution 5 was adopted by 5 members"),
      ("قطعنامه ۷ تصویب شد", "قطعنامه ۵ تصویب شد", "Resolution five was adopted"),
      ("در سال ۱۴۰۳ گفت", "در سال ۱۴۰۲ گفت", "he said in 2023"),
      ("قطعنامه ۷ تصویب شد", "قطعنامه ۷ تصویب نشد", "Resolution 7 was not adopted"),
      ("قطعنامه ۷ تصویب نشد", "قطعنامه ۵ تصویب شد", "Resolution 5 was adopted"),
      ("قطعنامه ۷ تصویب شد", "قطعنامه ۵ تصویب شد.", "Resolution 5 was adopted."),
      ("قطعنامه ۷ تصویب شد", "قطعنامه ۷ تصویب شد", "Resolution 7 was adopted"),
    ])
  func notOffered(_ query: String, _ source: String, _ target: String) throws {
    #expect(try offer(query, source, target) == nil)
  }

  private func offer(_ query: String, _ source: String, _ target: String) throws -> String? {
    let isEnglish = query.utf8.contains { (0x61...0x7A).contains($0) }
    let folder = TemporaryFolder()
    let memory = try makeMemory([isEnglish ? unit(target, source) : unit(source, target)], in: folder)
    let found = try memory.matches(
      for: query, from: isEnglish ? .english : .persian, to: isEnglish ? .persian : .english, options: .init(atLeast: 40))
    return try #require(found.first).repairedTarget
  }
}
