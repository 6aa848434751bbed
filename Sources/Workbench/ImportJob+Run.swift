public import Alignment
internal import Documents
internal import Language
internal import TMX
internal import TranslationMemory

extension ImportJob {
  /// Something to import.
  public enum Source: Sendable {
    /// A text and its translation.
    case documents(String, String)
    /// A text and its translation, line by line: what Moses and its kind call a parallel corpus.
    case lines(String, String)
    /// A text and its translation, a segment a line, with an alignment made elsewhere (hunalign ladder or bead notation).
    case aligned(String, String, ladder: String)
    /// A TMX file.
    case tmx(String)
    /// Another file that holds pairs: XLIFF, PO, a table, a document whose table has two languages.
    case bilingual(LoadedDocument)
  }

  /// What one argument means: a folder of document pairs, or a bilingual file, recognised by its content.
  /// - Throws: ``FileError``; ``NotBilingual`` for a file that holds one text only, or a folder without pairs.
  public static func sources(in path: String, _ alignment: AlignmentJob, limits: ReadingLimits = .standard) throws -> [Source] {
    if FileSystem.isDirectory(path) {
      let names = try FileSystem.names(in: path)
      let (from, to) = (alignment.source.primary, alignment.target.primary)
      var sources: [Source] = []
      let all = Set(names)
      for name in names {
        var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        // NAME.fa, or NAME.fa.docx
        guard let place = parts.indices.suffix(2).last(where: { parts[$0] == from }), place > 0 else { continue }
        parts[place] = to
        let other = parts.joined(separator: ".")
        if all.contains(other) { sources.append(.documents("\(path)/\(name)", "\(path)/\(other)")) }
      }
      guard !sources.isEmpty else { throw NotBilingual(path: path, isFolder: true) }
      return sources
    }
    // What is called TMX and doesn't look like it is read as such all the same: the reader says what is wrong with it.
    if TMXFile.isTMX(path) || [".tmx", ".tmx.gz", ".tmx.zip"].contains(where: path.lowercased().hasSuffix) { return [.tmx(path)] }
    let document = try LoadedDocument.read(path, limits: limits.document)
    guard document.content.pairs(alignment.source, alignment.target) != nil else { throw NotBilingual(path: path, isFolder: false) }
    return [.bilingual(document)]
  }

  /// Aligns and reads the sources, then stores all their units with one commit, or none.
  /// - Parameters:
  ///   - path: the memory; it is made when it isn't there.
  ///   - dryRun: store nothing.
  ///   - note: called with what a person should know while the import runs.
  public func run(
    _ sources: [Source], into path: String, confirmation: Confirmation? = nil, dryRun: Bool = false, note: (String) -> Void = { _ in }
  ) throws -> Summary {
    var summary = Summary()
    var units: [Unit] = []
    let aligner = alignment.aligner()
    for source in sources {
      switch source {
      case .documents(let left, let right):
        let (leftText, rightText) = (try loaded(left, &summary, note), try loaded(right, &summary, note))
        let pair = try alignment.align(leftText, rightText, confirmed: confirmation, with: aligner)
        let origin = FileSystem.name(of: left)
        let warnings = pair.alignment.warnings
        summary.add(self.summary(of: pair, origin: origin))
        if let refusal = warnings.first(where: \.isRefusal) { throw AlignmentRefused(source: left, target: right, warning: refusal) }
        units += self.units(of: pair, origin: origin)
      case .tmx(let file):
        summary.add(try read(file, into: &units, note))
      case .bilingual(let document):
        summary.add(read(document, into: &units, note))
      case .lines(let left, let right):
        summary.add(try readLines(left, right, into: &units, note))
      case .aligned(let left, let right, let ladder):
        summary.add(try read(left, right, ladder: ladder, into: &units, note))
      }
    }
    guard !dryRun else { return summary }
    let store = FileSystem.exists(path) ? try MemoryStore(opening: path, clock: clock) : try MemoryStore.create(at: path, clock: clock)
    summary.store = try store.append(units, again: again)
    summary.remarks += store.remarks(path: path)
    return summary
  }

  /// A document's text; what it leaves out goes to the summary.
  private func loaded(_ path: String, _ summary: inout Summary, _ note: (String) -> Void) throws -> LaidOutText {
    let document = try LoadedDocument.read(path, limits: limits.document)
    if let encoding = document.foreignEncoding { note("\(path): read as \(encoding)") }
    summary.leftOut += [document.leftOutLine].compactMap { $0 }
    return try document.text()
  }

  /// The units of a memory, or of all memories in an archive.
  private func read(_ path: String, into units: inout [Unit], _ note: (String) -> Void) throws -> Summary {
    var all = Summary()
    var counts: [String] = []
    try TMXFile.forEach(in: path, limits: limits) { file in
      let (summary, report) = try read(file, into: &units, note)
      all.add(summary)
      counts.append("\(file.name): \(summary.pairs) pairs\(summary.unusable > 0 ? ", \(summary.unusable) rejected" : "")")
      return report
    }
    if counts.count > 1 { all.files = counts }
    return all
  }

  private func read(_ file: TMXFile, into units: inout [Unit], _ note: (String) -> Void) throws -> (Summary, TMXReport) {
    var summary = Summary()
    let path = file.name
    let origin = FileSystem.name(of: path)
    let report = try file.read { unit, line in
      guard unit.variants.count > 1 else {
        summary.unusable += 1
        summary.remarks.append("\(path):\(line): left out: a unit needs two variants")
        return
      }
      var unit = unit
      if unit.property(UnitProperty.origin) == nil { unit.properties.append(Property(UnitProperty.origin, origin)) }
      units.append(unit)
      summary.pairs += 1
    }
    if report.encoding.uppercased() != "UTF-8" { note("\(path): read as \(report.encoding)") }
    summary.unusable += report.unitsLeftOut
    summary.remarks += report.problems.filter { $0.severity != Problem.Severity.info }.map {
      "\(path):\($0.line):\($0.column): \($0.kind.words)"
    }
    if let damage = report.damage {
      summary.remarks.append(
        "\(path):\(damage.line):\(damage.column): the file is damaged here (\(damage.reason.words)); the \(report.units) whole units before were kept; `tarjoman repair` may find more"
      )
    }
    return (summary, report)
  }
}

extension ImportJob.Summary {
  /// What happened, for people: counts first, then what was left out.
  public var lines: [String] {
    var parts = ["\(pairs) pairs"]
    if sourceLeftOut + targetLeftOut > 0 { parts.append("\(sourceLeftOut) + \(targetLeftOut) sentences without a counterpart left out") }
    if let store {
      parts.append("\(store.added) stored")
      if store.replaced > 0 { parts.append("\(store.replaced) replaced") }
      if store.skipped > 0 { parts.append("\(store.skipped) were there already") }
    } else {
      parts.append("nothing stored (dry run)")
    }
    let rejections = store?.rejected ?? []
    if unusable + rejections.count > 0 { parts.append("\(unusable + rejections.count) rejected") }
    return [parts.joined(separator: ", ")] + files + leftOut + remarks + rejections.map { "unit \($0.index + 1): rejected: \($0.why)" }
  }

  /// True when something was left out that a person might want to see to: rejects, damage, warnings.
  public var hasFindings: Bool { unusable > 0 || store?.rejected.isEmpty == false || !remarks.isEmpty }
}

extension Alignment.Warning {
  /// Warnings that an import doesn't go on after: the pairs would be nonsense.
  var isRefusal: Bool {
    switch self {
    case .bothEmpty, .empty, .swapped, .untranslated, .identical, .unrelated: true
    case .unequal, .unusableConfirmation: false
    }
  }
}

/// Two texts that are no translation of each other, as far as one can see.
public struct AlignmentRefused: Error, Sendable {
  public var source, target: String
  public var warning: Alignment.Warning
}

/// One file or folder was given, and it doesn't hold two languages.
public struct NotBilingual: Error, Hashable, Sendable {
  public var path: String
  public var isFolder: Bool
}
