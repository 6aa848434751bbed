/// The numbers of the alignment model, in natural logarithms where nothing else is said. The defaults were fitted on development documents of news.
///
/// A bead's score is prior + length + lexical; see ``Aligner``.
public struct Weights: Hashable, Sendable {
  /// Prior of a bead by the number of its segments; 1-1 is 0.
  public var merge2: Double = -4.0
  public var merge3: Double = -5.3
  public var merge4: Double = -8.0
  public var pair22: Double = -5
  public var pair23: Double = -10
  /// Score of a segment left out, before the rate of the document is known.
  public var null: Double = -1.65
  /// How the score of a null follows the estimated rate r of nulls in the document: `null = nullBase + nullSlope · ln(r / (1 − r))`, within bounds.
  public var nullBase: Double = -0.5
  public var nullSlope: Double = 0.6
  public var nullLow: Double = -4
  public var nullHigh: Double = -0.9
  /// Taken off the first null of a run, added to each further one.
  public var nullOpen: Double = 0.2
  public var nullExtend: Double = 0.75
  /// Pseudo-counts behind the estimated rate: sentences seen before, and the nulls among them.
  public var nullPriorCount: Double = 4
  public var nullPriorRate: Double = 0.06

  /// Expected ln(English / Persian characters), its weight against the ratio of the texts themselves.
  public var lengthMean: Double = 0.06
  public var lengthVariance: Double = 0.04
  public var lengthVarianceShort: Double = 2.0
  public var lengthBackground: Double = 0.95

  /// Probability that a token which the lexicon knows stays unexplained.
  public var lambda: Double = 0.3
  public var lexicalWeight: Double = 0.35
  public var cap: Double = 4.5
  /// Tokens of background text mixed with the document's own counts in the unigram probability.
  public var unigramPrior: Double = 5000
  /// Unigram probability of a word that no lexicon has seen.
  public var unknownUnigram: Double = 0.00008

  /// Tokens that a longer text's counts are scaled to.
  public var unigramReference: Double = 1000
  /// 1 / the smallest unigram probability: a word that a long text has once tells no more than in a short one.
  public var rarest: Double = 4000

  public var number: Double = 0.7
  /// A number written with letters on one side.
  public var numberWord: Double = 0.3
  /// A date, and a year of two calendars.
  public var date: Double = 0.8
  public var year: Double = 0.4
  public var sameLatin: Double = 0.8
  public var skeleton4: Double = 0.5
  public var skeleton3: Double = 0.3
  public var mark: Double = 0.4
  public var term: Double = 0.7
  /// Share of t that a dictionary row spreads over its equivalents.
  public var dictionaryMass: Double = 0.7
  /// A word learnt from so many occurrences is trusted by half.
  public var learntHalf: Double = 1.25
  /// Correlation of the paragraph starts of both sides.
  public var paragraphAgreement: Double = 0.6
  /// Added where a bead joins two paragraphs.
  public var paragraphInside: Double = -2.5
  public var roleMismatch: Double = -1.5
  /// Added where a bead ends in the middle of a sentence on one side only; for each such place inside a bead. Both fade where a text is
  /// written without final marks.
  public var openEnd: Double = -2.25
  public var openInside: Double = 1
  /// Divides scores before posteriors are taken: below 1 makes them less sure.
  public var temperature: Double = 1

  public init() {}
}
