import ArgumentParser
import Workbench

struct ConcordanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concordance",
    abstract: "Where do these words stand in the memories?",
    discussion: """
      Words may stand anywhere in a segment, a phrase in quotation marks as it is; inflected forms count unless --exact is given.

      Example:
        tarjoman concordance --memory diplomacy 'حسن همجواری'
        tarjoman concordance --memory diplomacy --side target '"joint commission" trade'
      """)

  @Option(help: ArgumentHelp("A memory: a path, or a name in Memories/; may be repeated.", valueName: "memory"))
  var memory: [String]

  @Option(help: ArgumentHelp("The language of the source side.", valueName: "language"))
  var from = "fa"

  @Option(help: ArgumentHelp("The language of the target side.", valueName: "language"))
  var to = "en"

  @Option(help: "The side to search: source, target or both.")
  var side = ConcordanceOptions.Side.both

  @Option(help: ArgumentHelp("How many segments at most from each memory.", valueName: "count"))
  var limit = 100

  @Option(help: ArgumentHelp("How many units before and after each in its document to show.", valueName: "count"))
  var neighbours = 0

  @Flag(help: "Only the words as given, no other forms of them.")
  var exact = false

  @Flag(help: "Print one JSON object a segment.")
  var json = false

  @Argument(help: "Words, and phrases in quotation marks.")
  var phrase: String

  func validate() throws {
    guard neighbours >= 0 else { throw ValidationError("--neighbours takes a count from 0 on") }
    guard limit > 0 else { throw ValidationError("--limit takes a count above 0") }
    if memory.isEmpty { throw ValidationError("--memory names where to look") }
  }

  func run() throws {
    let memories = try Memories(memory, progress: IndexBar().show)
    say(memories)
    let options = ConcordanceOptions(side: side, byStem: !exact, limit: limit, neighbours: neighbours)
    var found = 0
    var failure: (any Error)?
    for memory in memories.memories {
      found += try memory.concordance(phrase, source: LanguageTag(from), target: LanguageTag(to), options: options) { hit in
        do {
          try show(hit)
          return true
        } catch {
          failure = error
          return false
        }
      }
    }
    if let failure { throw failure }
    if found == 0 { throw ExitStatus.findings }
    if !json { Messages.note("\(found) segments") }
  }

  private func show(_ hit: ConcordanceHit) throws {
    if json {
      Output.line(try JSONLine.text(ConcordanceRecord(hit)))
      return
    }
    let times = hit.count > 1 ? " (\(hit.count) times)" : ""
    Output.line("\(hit.memory)\(hit.origin.map { ", \($0)" } ?? "")\(times)")
    for unit in hit.before { Output.line("\t  \(unit.source)\n\t  \(unit.target)") }
    Output.line("\t\(hit.source)")
    Output.line("\t\(hit.target)")
    for unit in hit.after { Output.line("\t  \(unit.source)\n\t  \(unit.target)") }
  }
}

extension ConcordanceOptions.Side: ExpressibleByArgument {}
