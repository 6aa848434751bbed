public import TMX
internal import Language

/// Brings back what is whole in a damaged memory and writes it as a file that every program takes.
public struct RepairJob: Sendable {
  public var limits = ReadingLimits()

  public init() {}

  /// What a repair did.
  public struct Summary: Sendable {
    /// What was mended and what was lost, with places.
    public var report: TMXReport
    /// Units of the new file; a unit with two variants in one language has become two.
    public var written = 0
    public var changes = Cleaning.Changes()
  }

  /// Reads `path` and writes `output`; an existing file there is replaced as a whole.
  ///
  /// Text, notes, properties and codes stay as they are; what TMX doesn't have is kept as a property. Ids that stand twice get a number behind
  /// them, dates and language codes the form that the standard asks for.
  /// - Throws: ``FileError``; ``PackedFileError``; ``NothingToRepair`` when no unit could be brought back: then nothing is written.
  public func run(_ path: String, to output: String) throws -> Summary {
    var summary = Summary(report: TMXReport())
    try FileSystem.write(to: output) { put in
      var writer: TMXWriter?
      var ids: Set<String> = []
      summary.report = try TMXFile(path, limits: limits).report { next in
        try TMXRepair(limits: limits.tmx).read(from: next) { header in
          writer = TMXWriter(header: header, cleaning: .faithful)
        } onUnit: { unit, _ in
          for var part in unit.withOneVariantPerLanguage {
            if let id = part.tuid, !ids.insert(id).inserted {
              var number = 2
              while !ids.insert("\(id)-\(number)").inserted { number += 1 }
              part.tuid = "\(id)-\(number)"
              summary.changes.identifiers += 1
            }
            writer?.append(part)
          }
          if writer!.bytes.count >= 1 << 18 { try put(writer!.take()) }
        }
      }
      guard var done = writer, done.units > 0 else { throw NothingToRepair(path: path, report: summary.report) }
      done.finish()
      try put(done.take())
      summary.written = done.units
      let identifiers = summary.changes.identifiers
      summary.changes = done.changes
      summary.changes.identifiers = identifiers
    }
    return summary
  }
}

/// No unit in the file could be brought back.
public struct NothingToRepair: Error, Sendable {
  public var path: String
  public var report: TMXReport
}

extension RepairJob.Summary {
  /// True when the new file differs from the old in more than its layout, or something was lost.
  public var hasFindings: Bool {
    report.unitsLeftOut > 0 || report.problems.contains { $0.severity > .info } || report.damage != nil || !changes.isNone
  }

  /// What happened, for people.
  public var lines: [String] {
    var parts = ["\(written) units brought back"]
    if report.unitsLeftOut > 0 { parts.append("\(report.unitsLeftOut) lost") }
    let made: [(Int, String)] = [
      (changes.identifiers, "repeated ids numbered"), (changes.languages, "language codes changed"), (changes.dates, "dates changed"),
      (changes.variantsLeftOut, "variants without a usable language left out"),
      (changes.unitsLeftOut, "units without a usable variant left out"),
      (changes.controls, "control characters dropped"), (changes.codes, "codes without a partner made single ones"),
      (changes.foreignAttributes, "counts that are no numbers dropped"),
    ]
    parts += made.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return [parts.joined(separator: ", ")]
  }
}
