/// How well beads agree with gold beads, strictly and laxly, as vecalign's scorer defines it.
///
/// Strict: a bead is right when exactly the same bead is in the gold. Lax: when it shares a source and a target segment with a gold bead.
/// Precision counts all produced beads, nulls as single segments (a null can only be right strictly); recall counts the gold beads that aren't null.
public struct GoldScore: Hashable, Sendable {
  public var strictPrecision = Ratio(), strictRecall = Ratio(), laxPrecision = Ratio(), laxRecall = Ratio()

  /// Right ones among all.
  public struct Ratio: Hashable, Sendable {
    public var right = 0, all = 0
    public init(right: Int = 0, all: Int = 0) {
      self.right = right
      self.all = all
    }
    public var value: Double { all == 0 ? 0 : Double(right) / Double(all) }
  }

  public init() {}

  public init(_ beads: [Bead], gold: [Bead]) { add(beads, gold: gold) }

  /// Adds another document; the scores are those of all documents together.
  public mutating func add(_ beads: [Bead], gold: [Bead]) {
    let produced = beads.flatMap(Self.singles), wanted = gold.flatMap(Self.singles)
    Self.count(produced, in: wanted, &strictPrecision, &laxPrecision)
    Self.count(wanted.filter { !$0.isNull }, in: produced.filter { !$0.isNull }, &strictRecall, &laxRecall)
  }

  public var strictF1: Double { Self.harmonic(strictPrecision.value, strictRecall.value) }
  public var laxF1: Double { Self.harmonic(laxPrecision.value, laxRecall.value) }

  private static func harmonic(_ a: Double, _ b: Double) -> Double { a + b == 0 ? 0 : 2 * a * b / (a + b) }

  private struct Key: Hashable {
    var source: Range<Int>, target: Range<Int>
    var isNull: Bool { source.isEmpty || target.isEmpty }
  }

  private static func singles(_ bead: Bead) -> [Key] {
    if bead.source.isEmpty { return bead.target.map { Key(source: 0..<0, target: $0..<($0 + 1)) } }
    if bead.target.isEmpty { return bead.source.map { Key(source: $0..<($0 + 1), target: 0..<0) } }
    return [Key(source: bead.source, target: bead.target)]
  }

  private static func count(_ beads: [Key], in reference: [Key], _ strict: inout Ratio, _ lax: inout Ratio) {
    let exact = Set(reference)
    var linked: [Int: Range<Int>] = [:]
    for bead in reference { for index in bead.source { linked[index] = bead.target } }
    for bead in Set(beads) {
      strict.all += 1
      lax.all += 1
      if exact.contains(bead) {
        strict.right += 1
        lax.right += 1
      } else if bead.source.contains(where: { linked[$0]?.overlaps(bead.target) ?? false }) {
        lax.right += 1
      }
    }
  }
}
