public import Language
public import TMX
internal import TranslationMemory

/// Writes a memory, or what a filter leaves of it, for other programs.
public struct ExportJob: Sendable {
  public var format = Format.tmx
  /// The language written first.
  public var source = LanguageTag.persian
  public var target = LanguageTag.english
  public var filter = Filter()
  /// The program that a TMX file is for; the memory itself keeps the units as they are.
  public var flavour = Flavour.generic
  /// Write units as the memory has them: nothing is trimmed, dropped or stamped for other programs.
  public var isExact = false
  public var limits = ReadingLimits()

  public init() {}

  /// The form of the file.
  public enum Format: String, Sendable, CaseIterable {
    /// TMX 1.4, one unit a line.
    case tmx
    /// Source, target, origin, divided by tabs; line ends and tabs inside a text become blanks.
    case tsv
    /// XLIFF 1.2, a `file` for each document.
    case xliff
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
    /// Units with a segment that the program, as far as is known, leaves out for its length.
    public var tooLong = 0
    public var changes = Cleaning.Changes()
    public var damage: String?
    /// What was wrong with units of a file that is no memory of ours, one line each.
    public var remarks: [String] = []
  }

  /// Writes the units of a memory to a file; an existing one is replaced as a whole.
  ///
  /// For OmegaT `output` may be a folder (one that is there, or a name that ends with `/`): its `tm/` gets the units as `NAME.tmx`, and `tm/auto/`, from
  /// where OmegaT inserts translations unasked, those that a person has confirmed.
  public func run(_ memory: String, to output: String) throws -> Summary {
    let isFolder = output.hasSuffix("/") || FileSystem.isDirectory(output)
    guard format == .tmx, flavour == .omegat, isFolder else {
      var summary = Summary()
      try FileSystem.write(to: output) { put in
        try withoutActuallyEscaping(put) { put in try write(memory, ExportSink(self, put), nil, &summary) }
      }
      return summary
    }
    var folder = output
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    if FileSystem.name(of: folder) != "tm" {
      if !FileSystem.isDirectory(folder) { try FileSystem.makeFolder(folder) }
      folder += "/tm"
    }
    for path in [folder, folder + "/auto"] where !FileSystem.isDirectory(path) { try FileSystem.makeFolder(path) }
    var name = FileSystem.name(of: memory)
    for ending in [".gz", ".zip", ".tmx"] where name.lowercased().hasSuffix(ending) { name.removeLast(ending.count) }
    var summary = Summary()
    try FileSystem.write(to: "\(folder)/\(name).tmx") { put in
      try FileSystem.write(to: "\(folder)/auto/\(name).tmx") { putConfirmed in
        try withoutActuallyEscaping(put) { put in
          try withoutActuallyEscaping(putConfirmed) { putConfirmed in
            try write(memory, ExportSink(self, put), ExportSink(self, putConfirmed), &summary)
          }
        }
      }
    }
    return summary
  }

  /// - Parameter confirmed: where confirmed units go, when not to `sink`.
  private func write(_ memory: String, _ sink: ExportSink, _ confirmed: ExportSink?, _ summary: inout Summary) throws {
    let file = TMXFile(memory, limits: limits)
    var alternatives = flavour == .omegat && format == .tmx ? try Alternatives(in: file, source, target) : nil
    var previous: Unit?
    var current: Unit?
    func emit(_ unit: Unit, next: Unit?) throws {
      defer { previous = unit }
      guard filter.admits(unit) else {
        summary.filtered += 1
        return
      }
      var around = Flavour.Surroundings()
      around.previous = previous.flatMap { Self.follows($0, unit) ? $0.variant(in: source)?.text : nil }
      around.next = next.flatMap { Self.follows(unit, $0) ? $0.variant(in: source)?.text : nil }
      around.isAlternative = alternatives?.isAlternative(unit) ?? false
      let isConfirmed = unit.property(UnitProperty.confirmedAt) != nil
      try (isConfirmed ? confirmed ?? sink : sink).append(unit, around)
    }
    let report = try file.read { unit, _ in
      if let current { try emit(current, next: unit) }
      current = unit
    }
    if let current { try emit(current, next: nil) }
    for sink in [sink, confirmed].compactMap({ $0 }) {
      try sink.finish()
      summary.written += sink.written
      summary.leftOut += sink.leftOut
      summary.tooLong += sink.tooLong
      summary.changes.add(sink.changes)
    }
    if let damage = report.damage {
      summary.damage =
        "\(memory):\(damage.line):\(damage.column): the memory is damaged here (\(damage.reason.words)); the units before were written"
    }
    summary.leftOut += report.unitsLeftOut
    if report.unitsLeftOut > 0 {
      summary.remarks = report.problems.filter { $0.severity == Problem.Severity.error }.map {
        "\(memory):\($0.line):\($0.column): \($0.kind.words)"
      }
    }
  }

  /// True when `b` stands right behind `a` in one document.
  private static func follows(_ a: Unit, _ b: Unit) -> Bool {
    guard let origin = a.property(UnitProperty.origin), let other = b.property(UnitProperty.origin), origin.utf8.elementsEqual(other.utf8),
      let first = a.property(UnitProperty.position).flatMap({ Int($0) }),
      let second = b.property(UnitProperty.position).flatMap({ Int($0) })
    else { return false }
    return second > first && second - first <= 2
  }
}

extension ExportJob.Summary {
  /// What happened, for people.
  public var lines: [String] {
    var parts = ["\(written) units written"]
    if filtered > 0 { parts.append("\(filtered) filtered out") }
    if leftOut > 0 { parts.append("\(leftOut) left out") }
    if tooLong > 0 { parts.append("\(tooLong) with a segment too long for that program, which may leave them out") }
    let made: [(Int, String)] = [
      (changes.segmentsTrimmed, "segments trimmed"), (changes.linesJoined, "line ends inside segments made blanks"),
      (changes.directionMarks, "direction marks dropped"), (changes.controls, "control characters dropped"),
      (changes.foreignAttributes, "foreign attributes dropped"), (changes.foreignElements, "foreign elements dropped"),
      (changes.variantsLeftOut, "second variants left out"), (changes.languages, "language codes changed"),
      (changes.dates, "dates dropped"),
      (changes.identifiers, "repeated ids dropped"), (changes.codes, "codes without a partner made single ones"),
    ]
    parts += made.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return [parts.joined(separator: ", ")] + remarks + (damage.map { [$0] } ?? [])
  }
}
