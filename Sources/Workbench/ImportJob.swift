internal import Alignment
internal import Language
public import TMX
public import TranslationMemory

/// Brings document pairs and bilingual files into a memory.
public struct ImportJob: Sendable {
  public var alignment = AlignmentJob()
  public var again = MemoryStore.Again.skip
  public var limits = ReadingLimits()
  /// What the units are about; nil where nobody said.
  public var domain: String?
  /// Who confirmed the beads that come as confirmed, and vouches for the finished entries of bilingual files.
  public var confirmedBy: String?
  /// The time that units are dated with, `YYYYMMDDThhmmssZ`.
  public var clock: @Sendable () -> String

  public init(clock: @escaping @Sendable () -> String = Clock.now) { self.clock = clock }

  /// What an import did.
  public struct Summary: Sendable {
    /// What the store did; nil when nothing was stored.
    public var store: MemoryStore.Report?
    /// Beads that became units, and segments that have no counterpart.
    public var pairs = 0
    public var sourceLeftOut = 0, targetLeftOut = 0
    /// Units of the file that can't be stored or lack one of the languages.
    public var unusable = 0
    /// What a person should know, one line each.
    public var remarks: [String] = []
    /// Where an archive held several memories: each with its counts, in a line.
    public var files: [String] = []
    /// What documents hold that no memory can use, counted: a line for each document that has something.
    public var leftOut: [String] = []

    mutating func add(_ other: Summary) {
      pairs += other.pairs
      sourceLeftOut += other.sourceLeftOut
      targetLeftOut += other.targetLeftOut
      unusable += other.unusable
      remarks += other.remarks
      leftOut += other.leftOut
      files += other.files
    }
  }

  /// The units of an aligned pair: each bead with both sides one unit, with where it comes from and how it was aligned.
  public func units(of pair: AlignedPair, origin: String) -> [Unit] {
    let now = clock()
    return pair.alignment.beads.enumerated().compactMap { position, bead in
      guard !bead.isNull else { return nil }
      var properties = [
        Property(UnitProperty.origin, origin), Property(UnitProperty.position, String(position + 1)),
        Property(UnitProperty.alignment, "\(bead.source.count)-\(bead.target.count)"),
      ]
      if bead.state == .machine {
        properties.append(Property(UnitProperty.score, Decimals.text(bead.probability)))
      } else {
        if let confirmedBy { properties.append(Property(UnitProperty.confirmedBy, confirmedBy)) }
        properties.append(Property(UnitProperty.confirmedAt, now))
      }
      if let domain { properties.append(Property(UnitProperty.domain, domain)) }
      return Unit(
        properties: properties,
        variants: [
          Variant(language: alignment.source, text: pair.text(bead.source, pair.source)),
          Variant(language: alignment.target, text: pair.text(bead.target, pair.target)),
        ])
    }
  }

  /// Counts what an aligned pair gives, without storing it.
  public func summary(of pair: AlignedPair, origin: String) -> Summary {
    var summary = Summary()
    for bead in pair.alignment.beads {
      if bead.isNull {
        summary.sourceLeftOut += bead.source.count
        summary.targetLeftOut += bead.target.count
      } else {
        summary.pairs += 1
      }
    }
    summary.remarks = pair.alignment.warnings.map { "\(origin): \($0)" }
    return summary
  }
}

/// Numbers as files and people read them.
enum Decimals {
  /// Three places, without an exponent: 0.973.
  static func text(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest)"
  }
}
