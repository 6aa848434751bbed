internal import Language
public import Terminology

/// Proposes terms from memories, as a TBX of candidates.
public struct ExtractionJob: Sendable {
  public var options = TermExtractor.Options()
  /// Terms that need no proposal.
  public var known: TermIndex?

  public init() {}

  /// What was read and found.
  public struct Summary: Sendable {
    public var pairs = 0
    public var leftOut = 0
    public var remarks: [String] = []
    /// Best first.
    public var candidates: [TermExtractor.Candidate] = []
    /// The units that stand as examples, by their numbers.
    public var examples: [Int: (source: String, target: String)] = [:]
  }

  /// Reads memories (TMX) and tables (source TAB target) and proposes terms.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``TMXFileError``, ``NotBilingual``.
  public func run(_ inputs: [String]) throws -> Summary {
    let read = try TextPairs(inputs, options.source, options.target)
    var summary = Summary()
    (summary.pairs, summary.leftOut, summary.remarks) = (read.pairs.count, read.leftOut, read.remarks)
    summary.candidates = TermExtractor(options: options).candidates(from: read.pairs.map { ($0.left, $0.right) }, known: known)
    for candidate in summary.candidates {
      for number in candidate.examples { summary.examples[number] = (read.pairs[number].left, read.pairs[number].right) }
    }
    return summary
  }

  /// Writes the candidates as TBX for a terminologist.
  public func write(_ summary: Summary, of inputs: [String], to output: String) throws {
    let concepts = summary.candidates.map { candidate in
      candidate.concept(
        source: options.source, target: options.target, examples: candidate.examples.compactMap { summary.examples[$0] })
    }
    let names = inputs.map { FileSystem.name(of: $0) }.joined(separator: ", ")
    let name = String(FileSystem.name(of: output).prefix { $0 != "." })
    let termbase = Termbase(
      name: name, candidates: concepts, sources: ["Candidates that Tarjoman extracted from \(names); none is accepted yet"])
    try FileSystem.write(termbase.tbx(), to: output)
  }
}

/// `extract-terms --json`: a candidate.
public struct CandidateRecord: Codable, Sendable {
  public var source, target: String
  public var count, sourceCount, targetCount: Int
  public var score, dice, logLikelihood: Double
  public var examples: [Example]

  public struct Example: Codable, Sendable {
    public var source, target: String
  }

  public init(_ candidate: TermExtractor.Candidate, in summary: ExtractionJob.Summary) {
    func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
    source = candidate.source
    target = candidate.target
    (count, sourceCount, targetCount) = (candidate.count, candidate.sourceCount, candidate.targetCount)
    (score, dice, logLikelihood) = (rounded(candidate.score), rounded(candidate.dice), rounded(candidate.logLikelihood))
    examples = candidate.examples.compactMap { summary.examples[$0].map { Example(source: $0.source, target: $0.target) } }
  }
}
