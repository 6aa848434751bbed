public import Alignment
public import Language

extension AlignmentJob {
  /// What was learnt from memories.
  public struct Learnt: Sendable {
    public var pairs = 0, entries = 0
  }

  /// Adds the toolkit's own lexicon, lexicon files, and what memories teach.
  public mutating func addLexicons(files: [String], memories: [String]) throws -> Learnt {
    var lexicon = Lexicon.builtIn(for: source, target)
    for file in files { lexicon.merge(try LexiconFile.read(try LoadedText.read(file).text)) }
    var learnt = Learnt()
    var pairs: [(left: String, right: String)] = []
    for memory in memories where FileSystem.exists(memory) { pairs += try TMXFile(memory).pairs(source, target) }
    if pairs.count >= Self.leastPairsToLearnFrom {
      let table = Lexicon.learn(from: pairs, left: source, right: target)
      learnt = Learnt(pairs: pairs.count, entries: table.entryCount)
      lexicon.merge(table)
    }
    self.lexicon = lexicon
    return learnt
  }

  /// Below this, what a memory teaches is chance.
  static var leastPairsToLearnFrom: Int { 200 }
}
