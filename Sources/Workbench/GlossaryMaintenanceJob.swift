public import Terminology

/// Keeps glossaries in order, as ``MaintenanceJob`` does memories: joins them, takes out what stands there twice, says how two differ.
///
/// A glossary is written back in the form it has; one of three columns becomes TBX beside it only by an export.
public struct GlossaryMaintenanceJob: Sendable {
  public var limits: ReadingLimits

  public init(limits: ReadingLimits = .standard) { self.limits = limits }

  /// Brings the concepts of other glossaries into one, which is written whole or not at all.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``GlossaryFileError``; ``GlossaryDamaged`` when the one to be written could not be read to its end.
  public func merge(_ others: [GlossaryFile], into path: String) throws -> Termbase.Joining {
    var target = try open(path)
    var total = Termbase.Joining()
    for other in others {
      let joining = target.termbase.merge(other.termbase)
      total.added += joining.added
      total.changed += joining.changed
      total.same += joining.same
      total.conflicts += joining.conflicts
    }
    if total.added + total.changed > 0 { try Self.write(target) }
    return total
  }

  /// Joins concepts that say the same.
  public func deduplicate(_ path: String, dryRun: Bool) throws -> (joining: Termbase.Joining, concepts: Int) {
    var file = try open(path)
    let count = file.termbase.concepts.count
    let joining = file.termbase.deduplicate()
    if !dryRun, !joining.joined.isEmpty { try Self.write(file) }
    return (joining, count)
  }

  private func open(_ path: String) throws -> GlossaryFile {
    guard FileSystem.exists(path) else {
      var file = GlossaryFile(new: path)
      if path.hasSuffix(".tsv") || path.hasSuffix(".csv") { file.form = .table }
      return file
    }
    let file = try GlossaryFile(path, limits: limits)
    // Writing would lose what was not read.
    if file.damage != nil || file.problems.contains(where: \.isLoss) { throw GlossaryDamaged(path: path) }
    return file
  }

  private static func write(_ file: GlossaryFile) throws {
    let bytes: [UInt8] =
      switch file.form {
      case .tbx(let version): file.termbase.tbx(TBXWriter.Options(version: version == 2 ? .v2 : .v3))
      case .table: Array(GlossaryTable.write(file.termbase.concepts, separator: file.path.hasSuffix(".csv") ? "," : "\t").utf8)
      case .pairs: Array(GlossaryTSV.write(file.termbase.concepts).text.utf8)
      }
    try FileSystem.write(bytes, to: file.path)
  }
}

/// A glossary that can't be written back, for something in it could not be read.
public struct GlossaryDamaged: Error, Sendable {
  public var path: String
}

/// `diff --json` of glossaries: a concept.
public struct ConceptDifferenceRecord: Codable, Sendable {
  /// `added`, `changed` or `gone`.
  public var kind: String
  public var concept: String
  /// The terms by language, before and after; those that are not accepted with their status.
  public var old, new: [String: [String]]?
  public var fields: [String]?

  public init(_ difference: Termbase.Difference) {
    kind = difference.old == nil ? "added" : difference.new == nil ? "gone" : "changed"
    concept = difference.new?.id ?? difference.old?.id ?? ""
    old = difference.old.map(Self.terms)
    new = difference.new.map(Self.terms)
    fields = difference.fields.isEmpty ? nil : difference.fields
  }

  private static func terms(_ concept: Concept) -> [String: [String]] {
    concept.terms.reduce(into: [:]) {
      $0[$1.language.text, default: []].append($1.status.isAccepted ? $1.text : "\($1.text) [\($1.status.rawValue)]")
    }
  }
}
