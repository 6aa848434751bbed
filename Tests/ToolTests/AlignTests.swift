import Foundation
import Testing

/// `align --pairs` on one and on several threads.
@Suite struct AlignTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private let names = ["joint-statement", "press-conference", "speech", "note-verbale"]

  /// A list of document pairs, one of which isn't there and one of which is no translation.
  private func list() throws -> String {
    var lines = names.map { name -> String in
      let base = tool.file("Memories/Documents/\(name)")
      return "\(base).fa.txt\t\(base).en.txt\t\(name).out"
    }
    lines.insert("missing.fa\tmissing.en\tmissing.out", at: 1)
    let base = tool.file("Memories/Documents/speech")
    lines.insert("\(base).en.txt\t\(base).fa.txt\tswapped.out", at: 3)
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("several threads give what one gives, and messages in the order of the list", arguments: ["1", "2", "7"])
  func jobs(_ jobs: String) throws {
    try tool.write(try list(), "list.tsv")
    let answer = try tool.run("align", "--pairs", "list.tsv", "--format", "beads", "--jobs", jobs)
    #expect(answer.status == 3 && answer.out.isEmpty)
    #expect(answer.errorLines.count >= 2 && answer.errorLines[0].contains("missing.fa") && answer.errorLines[1].contains("exchanged"))
    for name in names {
      let base = tool.file("Memories/Documents/\(name)")
      #expect(try tool.read("\(name).out") == (try tool.run("align", base + ".fa.txt", base + ".en.txt", "--format", "beads").out))
    }
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "missing.out").path))
  }

  @Test("no threads is wrong usage")
  func noJobs() throws { #expect(try tool.run("align", "--pairs", "list.tsv", "--jobs", "0").status == 2) }

  @Test("identical and unrelated texts are named", arguments: ["same", "other"])
  func warnings(_ kind: String) throws {
    let base = tool.file("Memories/Documents") + "/"
    // Latin text on both sides, in languages whose script can't tell: the segments do.
    if kind == "same" {
      let answer = try tool.run("align", base + "speech.en.txt", base + "speech.en.txt", "--from", "de", "--to", "en", "--format", "beads")
      #expect(answer.status == 1 && answer.err.contains("the same on both sides"))
      #expect(try tool.run("import", "m.tmx", base + "speech.en.txt", base + "speech.en.txt", "--from", "de", "--to", "en").status == 3)
    } else {
      let answer = try tool.run("align", base + "note-verbale.fa.txt", base + "press-conference.en.txt", "--format", "beads")
      #expect(answer.status == 1 && answer.err.contains("translations of each other?"), "\(answer.err)")
      #expect(try tool.run("import", "m.tmx", base + "note-verbale.fa.txt", base + "press-conference.en.txt").status == 3)
    }
    #expect(!FileManager.default.fileExists(atPath: tool.folder.appending(path: "m.tmx").path))
  }

  @Test("work that takes longer than a moment shows a bar on a terminal, and takes it away; elsewhere there is none")
  func progressBar() throws {
    guard Tool.isInstalled("python3"), Tool.isInstalled("mkfifo") else { return }
    let tool = try Tool()
    try tool.write("Peace.\n", "a.en")
    try tool.write("صلح.\n", "b.fa")
    try tool.write("late.fa\ta.en\tlate.out\nb.fa\ta.en\tb.out\n", "list.tsv")
    // The first text comes a second after it was asked for; the bar is due by then.
    let late = "rm -f late.fa; mkfifo late.fa; (exec 3> late.fa; sleep 1; echo 'صلح.' >&3) & "
    let align = "align --pairs list.tsv --one-per-line --format beads --jobs 1"
    let shown = try tool.shell(late + "python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' \"$T\" \(align)")
    #expect(shown.status == 0 && shown.out.contains("\raligning [###############...............] 50 %"), "\(shown.out)")
    #expect(shown.out.hasSuffix(" \r"), "the bar is wiped out")
    #expect(try tool.read("late.out") == "[0]:[0]\n")
    let silent = try tool.shell(late + "\"$T\" \(align)")
    #expect(silent.status == 0 && silent.err.isEmpty && silent.out.isEmpty)
  }
}
