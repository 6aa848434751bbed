public import Alignment
internal import TMX

/// What `align` prints: one form for people and spreadsheets, the field's own, and JSON with the evidence.
public enum AlignmentFormat: String, Sendable, CaseIterable {
  /// Source, target, probability, divided by tabs; segments of a bead joined by ` ~~~ ` (hunalign's text form).
  case tsv
  /// `[0,1]:[2]`, a bead a line.
  case beads
  /// hunalign's ladder.
  case ladder
  /// One object a bead, with its evidence.
  case json
  /// Units as a TMX file.
  case tmx

  /// An aligned pair in this form.
  /// - Parameter origin: the name that units carry in TMX.
  public func text(_ pair: AlignedPair, job: ImportJob, origin: String) throws -> String {
    switch self {
    case .tsv: Hunalign.text(pair.alignment.beads, source: pair.source, target: pair.target)
    case .beads: BeadNotation.write(pair.alignment.beads)
    case .ladder: Hunalign.ladder(pair.alignment.beads)
    case .json: try pair.alignment.beads.map { try JSONLine.text(BeadRecord($0, in: pair)) + "\n" }.joined()
    case .tmx: String(decoding: TMXFile.bytes(job.units(of: pair, origin: origin), source: job.alignment.source), as: UTF8.self)
    }
  }
}

/// `align --format json`: a bead.
public struct BeadRecord: Codable, Sendable {
  /// `[0,1]:[2]`.
  public var bead: String
  public var source, target: [String]
  /// How sure, 0...1.
  public var probability: Double
  /// `machine` or `confirmed`.
  public var state: String
  /// Why, in words.
  public var evidence: String
  public var matches: [Match]

  /// Two places that speak for the bead.
  public struct Match: Codable, Sendable {
    /// `word`, `number`, `name` …
    public var kind, source, target: String
    /// Segment number, start and end of the place in it.
    public var sourcePlace, targetPlace: [Int]
    public var strength: Double
  }

  public init(_ bead: Bead, in pair: AlignedPair) {
    self.bead = BeadNotation.write([bead]).split(separator: "\n").first.map(String.init) ?? ""
    source = Array(pair.source[bead.source])
    target = Array(pair.target[bead.target])
    probability = (bead.probability * 10_000).rounded() / 10_000
    state = bead.state.rawValue
    evidence = bead.evidence.describe()
    matches = bead.evidence.matches.map {
      Match(
        kind: $0.kind.rawValue, source: $0.source, target: $0.target,
        sourcePlace: [$0.sourceSegment, $0.sourceRange.lowerBound, $0.sourceRange.upperBound],
        targetPlace: [$0.targetSegment, $0.targetRange.lowerBound, $0.targetRange.upperBound],
        strength: ($0.strength * 1000).rounded() / 1000)
    }
  }
}

extension AlignedPair {
  /// How well the beads agree with others, whichever form those come in.
  /// - Throws: ``ConfirmationMismatch`` when they speak of other segments than the texts have.
  public func score(against gold: Confirmation) throws(ConfirmationMismatch) -> GoldScore {
    GoldScore(alignment.beads, gold: try gold.beads(source: source, target: target))
  }
}

extension GoldScore {
  /// A table for people: strict and lax precision, recall and F1.
  public var lines: [String] {
    func row(_ name: String, _ precision: Ratio, _ recall: Ratio, _ f1: Double) -> String {
      "\(name)\tP \(Decimals.text(precision.value)) (\(precision.right)/\(precision.all))\t"
        + "R \(Decimals.text(recall.value)) (\(recall.right)/\(recall.all))\tF1 \(Decimals.text(f1))"
    }
    return [row("strict", strictPrecision, strictRecall, strictF1), row("lax", laxPrecision, laxRecall, laxF1)]
  }
}
