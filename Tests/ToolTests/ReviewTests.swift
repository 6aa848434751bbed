import Foundation
import Testing

/// `review`, `lexicon` and what `align` and `import` make of their answers.
@Suite struct ReviewTests {
  let tool: Tool
  private let fa, en: String

  init() throws {
    tool = try Tool()
    fa = tool.file("Memories/Documents/note-verbale.fa.txt")
    en = tool.file("Memories/Documents/note-verbale.en.txt")
  }

  private func beads(_ arguments: String...) throws -> [String] {
    try tool.run(["align", fa, en, "--format", "beads"] + arguments).lines
  }

  /// The bead lines of a file, its head left out.
  private func confirmed(_ name: String) throws -> [String] {
    try tool.read(name).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  // MARK: Documents

  @Test("the list begins with the most doubtful bead")
  func list() throws {
    let answer = try tool.run("review", fa, en)
    let shares = answer.lines.compactMap { Double($0.prefix { $0 != " " }) }
    #expect(answer.status == 0)
    #expect(shares.count == answer.lines.count && shares == shares.sorted() && shares.count > 10)
    #expect(try tool.run("review", fa, en, "--limit", "3").lines == Array(answer.lines.prefix(3)))
    #expect(try tool.run("review", fa, en, "--limit", "1", "--json").out.contains("\"probability\":"))
  }

  @Test("a table goes out, is edited, and comes back as confirmed beads that stay where they are")
  func table() throws {
    #expect(try tool.run("review", fa, en, "--table", "t.tsv").status == 0)
    var rows = try tool.read("t.tsv").components(separatedBy: "\n")
    let probabilities = rows.dropFirst().compactMap { row in row.isEmpty ? nil : Double(row.components(separatedBy: "\t")[3]) }
    #expect(probabilities == probabilities.sorted())
    // Unedited it confirms nothing; a spreadsheet's line ends and another order do no harm.
    #expect(try tool.run("review", fa, en, "--apply", "t.tsv", "-o", "none.beads").status == 0)
    #expect(try confirmed("none.beads") == [])
    let first = rows[1].components(separatedBy: "\t")
    rows[1] = "accept" + rows[1]
    // The bead before the first text's middle is merged with the one behind it.
    let at = rows.firstIndex { $0.hasPrefix("\t5\t") }!, behind = rows.first { $0.hasPrefix("\t6\t") }!
    rows[at] = "merge" + rows[at]
    let edited = rows[0] + "\r\n" + rows[1...].reversed().filter { !$0.isEmpty }.joined(separator: "\r\n") + "\r\n"
    try tool.write(edited, "t.tsv")
    let answer = try tool.run("review", fa, en, "--apply", "t.tsv", "-o", "c.beads")
    #expect(answer.status == 0, "\(answer.err)")
    let found = try confirmed("c.beads")
    #expect(found.count == 2 && found.contains(first[5]))
    let merged = found.first { $0 != first[5] }!
    #expect(merged.contains(String(behind.components(separatedBy: "\t")[5].dropFirst().prefix { $0 != "]" })))
    let realigned = try beads("--confirmed", "c.beads")
    #expect(found.allSatisfy(realigned.contains))
    #expect(try tool.run("import", "m.tmx", fa, en, "--confirmed", "c.beads", "--confirmed-by", "M. K.").status == 0)
    #expect(try tool.run("stats", "m.tmx", "--json").out.contains("\"confirmed\":2"))
  }

  @Test("a table of other texts, or with an action that isn't known, is refused with its line")
  func tableRefusals() throws {
    try tool.run("review", fa, en, "--table", "t.tsv")
    let other = try tool.run(
      "review", tool.file("Memories/Documents/speech.fa.txt"), tool.file("Memories/Documents/speech.en.txt"), "--apply", "t.tsv")
    #expect(other.status == 3 && other.err.contains("t.tsv: line ") && other.out.isEmpty)
    let text = try tool.read("t.tsv").components(separatedBy: "\n")
    try tool.write(([text[0], "perhaps" + text[1]] + text[2...]).joined(separator: "\n"), "t.tsv")
    let unknown = try tool.run("review", fa, en, "--apply", "t.tsv")
    #expect(unknown.status == 3 && unknown.err.contains("line 2"))
  }

  @Test("questions are answered line by line, and each answer is saved")
  func questions() throws {
    let before = try beads()
    let answer = try tool.run("review", fa, en, "-o", "c.beads", input: "a\nwhat\nk\na\nq\n")
    #expect(answer.status == 0 && answer.err.isEmpty, "\(answer.err)")
    #expect(answer.out.contains("% sure: ") && answer.out.contains("  source ") && answer.out.contains("2 beads confirmed"))
    #expect(try confirmed("c.beads").count == 2)
    #expect(try beads("--confirmed", "c.beads") == before)
    // Broken off, it goes on where it was.
    #expect(try tool.run("review", fa, en, "-o", "c.beads", input: "a\n").out.contains("3 beads confirmed"))
    #expect(try confirmed("c.beads").count == 3)
  }

  @Test("merge, split, move and drop change the beads, and the rest is aligned around them")
  func changes() throws {
    try tool.write("جملهٔ نخست دربارهٔ ۱۱ است.\nجملهٔ دوم دربارهٔ ۲۲ است.\nجملهٔ سوم دربارهٔ ۳۳ است.\n", "a.fa")
    try tool.write("The first is about 11.\nThe second is about 22.\nThe third is about 33.\n", "a.en")
    func review(_ confirmed: String, _ input: String) throws -> String {
      try tool.write(confirmed, "in.beads")
      try? FileManager.default.removeItem(at: tool.folder.appending(path: "out.beads"))
      let answer = try tool.run(
        ["review", "a.fa", "a.en", "--one-per-line", "--confirmed", "in.beads", "-o", "out.beads"], input: Data(input.utf8))
      #expect(answer.status == 0, "\(answer.err)")
      return try self.confirmed("out.beads").joined(separator: " ")
    }
    // All but one bead are confirmed: it is the one that is asked about.
    let (first, last) = ("[0]:[0]\n", "[2]:[2]\n")
    #expect(try review(first + last, "x\n") == "[0]:[0] [1]:[] []:[1] [2]:[2]")
    #expect(try review(first + last, "m\n") == "[0]:[0] [1,2]:[1,2]")
    #expect(try review(first + last, "u\n") == "[0]:[0,1] [1]:[] [2]:[2]")
    #expect(try review(first + last, "D\n") == "[0]:[0] []:[1] [1,2]:[2]")
    #expect(try review(first + last, "s 2:1\n") == "[0]:[0] [1]:[] []:[1] [2]:[2]")
    #expect(try review(first + last, "s\nq\n") == "[0]:[0] [2]:[2]")
    #expect(try review(first + last, "") == "[0]:[0] [2]:[2]")
    // What was dropped stays dropped when the texts are aligned again.
    try tool.write("[1]:[]\n[]:[1]\n", "in.beads")
    let again = try tool.run("align", "a.fa", "a.en", "--one-per-line", "--confirmed", "in.beads", "--format", "beads")
    #expect(again.status == 0 && again.lines == ["[0]:[0]", "[1]:[]", "[]:[1]", "[2]:[2]"])
  }

  @Test("confirmed beads of an older version of the texts are refused")
  func otherVersion() throws {
    try tool.write("یک.\nدو.\nسه.\n", "a.fa")
    try tool.write("One.\nTwo.\nThree.\n", "a.en")
    #expect(try tool.run("review", "a.fa", "a.en", "--one-per-line", "-o", "c.beads", input: "a\na\na\n").status <= 1)
    try tool.write("صفر.\nیک.\nدو.\nسه.\n", "a.fa")
    let answer = try tool.run("align", "a.fa", "a.en", "--one-per-line", "--confirmed", "c.beads")
    #expect(answer.status == 3 && answer.err.contains("other segments"))
  }

  @Test("wrong usage is told from what can be done")
  func usage() throws {
    #expect(try tool.run("review", "a", "b", "c").status == 2)
    #expect(try tool.run("review", "a", "--table", "t").status == 2)
    #expect(try tool.run("review", fa, en, "--by", "x").status == 2)
    #expect(try tool.run("review", fa, "missing.txt").status == 3)
    #expect(try tool.run("review", "--help").out.contains("Example"))
  }

  // MARK: Memories

  @Test("a memory's units are listed from the most doubtful on, confirmed and taken out")
  func memory() throws {
    #expect(try tool.run("import", "m.tmx", fa, en).status == 0)
    let list = try tool.run("review", "m.tmx")
    #expect(list.status == 0)
    let rows = list.lines.map { $0.components(separatedBy: "\t") }
    let scores = rows.compactMap { Double($0[0].prefix { $0 != " " }) }
    #expect(scores.count == rows.count && scores == scores.sorted())
    let units = rows.count
    let answer = try tool.run("review", "m.tmx", "--by", "M. Karimi", input: "a\nk\nx\na\nq\n")
    #expect(answer.status == 0 && answer.out.contains("2 units confirmed, 1 taken out"))
    let after = try tool.run("review", "m.tmx").lines.map { $0.components(separatedBy: "\t")[1] }
    #expect(after == [rows[1][1]] + rows[4...].map { $0[1] })
    let text = try tool.read("m.tmx")
    #expect(text.contains("M. Karimi") && !text.contains("tuid=\"\(rows[2][1])\""))
    let stats = try tool.run("stats", "m.tmx", "--json").out
    #expect(stats.contains("\"confirmed\":2") && stats.contains("\"units\":\(units - 1)"))
    #expect(try tool.run("review", "m.tmx", "--by", "M. Karimi", input: String(repeating: "a\n", count: 200)).status == 0)
    #expect(try tool.run("review", "m.tmx").status == 1)
  }

  // MARK: Lexicons

  @Test("a lexicon is learnt from memories and tables, and read back")
  func lexicon() throws {
    try tool.run("import", "m.tmx", fa, en)
    try tool.write("خانه بزرگ\tbig house\nخانه کوچک\tsmall house\nکتاب بزرگ\tbig book\nکتاب\tbook\n", "pairs.tsv")
    let answer = try tool.run("lexicon", "train", "m.tmx", "pairs.tsv", "-o", "words.lexicon")
    #expect(answer.status == 0 && answer.out.isEmpty)
    #expect(answer.errorLines.count == 1 && answer.err.contains("learnt "))
    let lexicon = try tool.read("words.lexicon")
    #expect(lexicon.hasPrefix("# tarjoman lexicon 1 fa en\n") && lexicon.contains("t\tکتاب\tbook\t"))
    let with = try tool.run("align", fa, en, "--lexicon", "words.lexicon", "--format", "beads")
    #expect(with.status == 0 && with.lines.count > 10)
    // The same by standard output.
    #expect(try tool.run("lexicon", "train", "m.tmx", "pairs.tsv", "-o", "-").out == lexicon)
  }

  @Test("what can't be learnt from, and lines without a pair, are said")
  func lexiconRefusals() throws {
    try tool.write("no tab here\n", "bad.tsv")
    #expect(try tool.run("lexicon", "train", "bad.tsv", "-o", "x").status == 3)
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "x").path))
    try tool.write("خانه بزرگ\tbig house\nno tab\nخانه کوچک\tsmall house\n", "half.tsv")
    let half = try tool.run("lexicon", "train", "half.tsv", "-o", "x")
    #expect(half.status == 1 && half.err.contains("1 without both languages"))
    #expect(try tool.run("lexicon", "train", "missing.tmx", "-o", "x").status == 3)
    #expect(try tool.run("lexicon", "train", "half.tsv").status == 2)
  }

  @Test(
    "plain dictionaries do too, whichever column is Persian",
    arguments: [
      "زغنبوت\tgrumblefish\nکلپتره\twhatsit\n", "grumblefish\tزغنبوت\nwhatsit\tکلپتره\n", "grumblefish @ زغنبوت\nwhatsit @ کلپتره\n",
    ])
  func dictionaries(_ dictionary: String) throws {
    try tool.write(dictionary, "words.tsv")
    try tool.write("کلپتره زغنبوت بود.\n", "a.fa")
    try tool.write("The whatsit was a grumblefish.\n", "a.en")
    let answer = try tool.run("align", "a.fa", "a.en", "--format", "json", "--lexicon", "words.tsv")
    #expect(answer.status == 0)
    #expect(answer.out.contains("\"target\":\"whatsit\"") && answer.out.contains("\"source\":\"زغنبوت\""))
  }

  @Test("a lexicon that gives nothing is refused, not passed over")
  func badLexicons() throws {
    for text in ["nothing of the kind\n", "# tarjoman lexicon 1 de fr\nw\tde\thaus\t3\nw\tfr\tmaison\t3\nt\thaus\tmaison\t0.9\t0.9\n"] {
      try tool.write(text, "l.tsv")
      let answer = try tool.run("align", fa, en, "--lexicon", "l.tsv")
      #expect(answer.status == 3 && answer.err.contains("l.tsv"))
    }
  }

  @Test("an import learns from the memory that it adds to, says so, and can be told not to")
  func learning() throws {
    try tool.write((0..<220).map { "کلمهٔ زغنبوت شمارهٔ \($0)\tgrumblefish number \($0)\n" }.joined(), "pairs.tsv")
    #expect(try tool.run("import", "m.tmx", "pairs.tsv", "--from", "fa", "--to", "en").status == 0)
    let learnt = try tool.run("import", "m.tmx", fa, en, "--dry-run")
    #expect(learnt.err.contains("learnt ") && learnt.err.contains("from 220 pairs"))
    #expect(try tool.run("import", "m.tmx", fa, en, "--dry-run", "--no-learn").err.isEmpty)
  }

  // MARK: Gold

  @Test("an alignment is scored against gold beads in every form")
  func gold() throws {
    try tool.write(try beads().joined(separator: "\n") + "\n", "gold.beads")
    try tool.write(try tool.run("align", fa, en, "--format", "ladder").out, "gold.ladder")
    try tool.write(try tool.run("align", fa, en, "--format", "tsv").out, "gold.tsv")
    for name in ["gold.beads", "gold.ladder", "gold.tsv"] {
      let answer = try tool.run("align", fa, en, "--score-against", name)
      #expect(answer.status == 0 && answer.lines.count == 2)
      #expect(answer.lines.allSatisfy { $0.contains("P 1.000") && $0.contains("R 1.000") && $0.hasSuffix("F1 1.000") })
    }
    let half = try beads().enumerated().map { $0 == 0 ? "[0]:[]" : $1 }
    try tool.write(half.joined(separator: "\n"), "half.beads")
    let answer = try tool.run("align", fa, en, "--score-against", "half.beads", "-o", "out.tsv")
    #expect(answer.lines.first?.hasPrefix("strict\tP 0.") == true)
    #expect(try tool.read("out.tsv").isEmpty == false)
  }
}
