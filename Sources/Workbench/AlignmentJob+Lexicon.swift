public import Alignment
public import Language

extension AlignmentJob {
  /// What was learnt from memories.
  public struct Learnt: Sendable {
    public var pairs = 0, entries = 0
  }

  /// Adds the toolkit's own lexicon, lexicon files (learnt ones and plain dictionaries), and what memories teach.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``BadLexicon`` for a file that gives nothing, ``TMXFileError``.
  public mutating func addLexicons(files: [String], memories: [String], limits: ReadingLimits = .standard) throws -> Learnt {
    var lexicon = Lexicon.builtIn(for: source, target)
    for file in files {
      let text = try LoadedText.read(file).text
      do {
        lexicon.merge(try LexiconFile.read(text, left: source, right: target))
      } catch {
        throw BadLexicon(path: file, cause: error)
      }
    }
    var learnt = Learnt()
    var pairs: [(left: String, right: String)] = []
    for memory in memories where FileSystem.exists(memory) { pairs += try TMXFile(memory, limits: limits).pairs(source, target) }
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

/// Learns word translations from memories and tables of pairs, and writes them as a lexicon file.
public struct LexiconJob: Sendable {
  public var source = LanguageTag.persian
  public var target = LanguageTag.english
  public var options = Lexicon.LearningOptions()

  public init() {}

  /// What was read and what came of it.
  public struct Summary: Sendable {
    /// Pairs of sentences, and pairs of words learnt from them.
    public var pairs = 0, entries = 0
    /// Lines and units without both languages.
    public var leftOut = 0
    /// What a person should know, one line each.
    public var remarks: [String] = []
  }

  /// Reads memories (TMX), tables and other bilingual files, learns from what is finished in them, and writes the lexicon.
  /// - Parameter progress: called after each round with the rounds done and their number.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``UnreadableDocument``, ``TMXFileError``, ``NotBilingual``, ``NothingToLearn``.
  public func run(_ inputs: [String], to output: String, progress: (Int, Int) -> Void = { _, _ in }) throws -> Summary {
    var summary = Summary()
    let read = try TextPairs(inputs, source, target)
    let pairs = read.pairs
    (summary.leftOut, summary.remarks) = (read.leftOut, read.remarks)
    summary.pairs = pairs.count
    let lexicon = Lexicon.learn(from: pairs, left: source, right: target, options: options, progress: progress)
    summary.entries = lexicon.entryCount
    guard summary.entries > 0 else { throw NothingToLearn(pairs: pairs.count) }
    try FileSystem.write(Array(LexiconFile.write(lexicon).utf8), to: output)
    return summary
  }
}

/// A lexicon file that gives nothing here, and why: what it can't be used for must not pass in silence.
public struct BadLexicon: Error, Sendable {
  public var path: String
  public var cause: any Error
}

/// Pairs too few or too unlike for any word to be learnt.
public struct NothingToLearn: Error, Sendable {
  public var pairs: Int
}
