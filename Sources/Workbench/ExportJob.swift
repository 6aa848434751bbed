public import Language
public import TMX
public import TranslationMemory

/// Writes a memory, or what a filter leaves of it, for other programs.
public struct ExportJob: Sendable {
  public var format = Format.tmx
  /// The language written first.
  public var source = LanguageTag.persian
  public var target = LanguageTag.english
  public var filter = Filter()
  /// How units are made fit for other programs; the memory itself keeps them as they are.
  public var cleaning = Cleaning.standard

  public init() {}

  /// The form of the file.
  public enum Format: String, Sendable, CaseIterable {
    /// TMX 1.4, one unit a line.
    case tmx
    /// Source, target, origin, divided by tabs; line ends and tabs inside a text become blanks.
    case tsv
  }

  /// Which units are written; every condition that is set must hold.
  public struct Filter: Sendable {
    /// The value of `x-origin`.
    public var origin: String?
    /// The value of `x-domain`.
    public var domain: String?
    /// Only units that a person has confirmed.
    public var confirmedOnly = false
    /// Only units changed or made on or after this day, `YYYYMMDD`.
    public var since: String?

    public init() {}

    func admits(_ unit: Unit) -> Bool {
      if let origin, unit.property(UnitProperty.origin) != origin { return false }
      if let domain, unit.property(UnitProperty.domain) != domain { return false }
      if confirmedOnly, unit.property(UnitProperty.confirmedAt) == nil { return false }
      if let since {
        let date = unit.attribute("changedate") ?? unit.attribute("creationdate") ?? ""
        if Array(date.utf8).lexicographicallyPrecedes(Array(since.utf8)) { return false }
      }
      return true
    }
  }

  /// What an export did.
  public struct Summary: Sendable {
    public var written = 0
    /// Units that the filter left out.
    public var filtered = 0
    /// Units that lack one of the languages, or have nothing left that the form can hold.
    public var leftOut = 0
    public var changes = Cleaning.Changes()
    public var damage: String?
  }

  /// Writes the units of a memory to a file; an existing one is replaced as a whole.
  public func run(_ memory: String, to output: String) throws -> Summary {
    var summary = Summary()
    var cleaning = cleaning
    cleaning.source = source
    try FileSystem.write(to: output) { put in
      var writer = TMXWriter(header: .tarjoman(source: source), cleaning: cleaning)
      var table: [UInt8] = []
      let report = try TMXFile(memory).read { unit, _ in
        guard filter.admits(unit) else {
          summary.filtered += 1
          return
        }
        switch format {
        case .tmx:
          writer.append(unit)
          if writer.bytes.count >= 1 << 18 { try put(writer.take()) }
        case .tsv:
          guard let left = unit.variant(in: source), let right = unit.variant(in: target) else {
            summary.leftOut += 1
            return
          }
          let fields = [left.text, right.text, unit.property(UnitProperty.origin) ?? ""].map(Self.field)
          table += Array((fields.joined(separator: "\t") + "\n").utf8)
          summary.written += 1
          if table.count >= 1 << 18 {
            try put(table)
            table.removeAll(keepingCapacity: true)
          }
        }
      }
      if format == .tmx {
        writer.finish()
        table = writer.take()
        summary.written = writer.units
        summary.changes = writer.changes
        summary.leftOut = writer.changes.unitsLeftOut
      }
      try put(table)
      if let damage = report.damage {
        summary.damage =
          "\(memory):\(damage.line):\(damage.column): the memory is damaged here (\(damage.reason.words)); the units before were written"
      }
      summary.leftOut += report.unitsLeftOut
    }
    return summary
  }

  private static func field(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\t" || $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }
}

extension ExportJob.Summary {
  /// What happened, for people.
  public var lines: [String] {
    var parts = ["\(written) units written"]
    if filtered > 0 { parts.append("\(filtered) filtered out") }
    if leftOut > 0 { parts.append("\(leftOut) left out") }
    let made: [(Int, String)] = [
      (changes.segmentsTrimmed, "segments trimmed"), (changes.linesJoined, "line ends inside segments made blanks"),
      (changes.directionMarks, "direction marks dropped"), (changes.controls, "control characters dropped"),
      (changes.foreignAttributes, "foreign attributes dropped"), (changes.foreignElements, "foreign elements dropped"),
      (changes.variantsLeftOut, "second variants left out"), (changes.languages, "language codes changed"),
      (changes.dates, "dates dropped"),
      (changes.identifiers, "repeated ids dropped"),
    ]
    parts += made.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return [parts.joined(separator: ", ")] + (damage.map { [$0] } ?? [])
  }
}
