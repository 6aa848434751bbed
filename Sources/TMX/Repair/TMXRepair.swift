internal import Language
internal import XMLStream

/// Brings back what is whole in a damaged memory.
///
///     var writer: TMXWriter?
///     let report = try TMXRepair().read(from: file.nextPiece) { header in writer = … } onUnit: { unit, line in writer?.append(unit) }
///     report.problems    // what was mended, and what could not be
///
/// The file need be no XML as a whole: units are found by their tags, each is read by itself, and only one that can't be read is mended and
/// tried again. So a cut, a stray byte or a broken tag costs the unit that it stands in and no other. What is mended:
///
/// - control characters and references to them are dropped; bytes that are no UTF-8 become U+FFFD;
/// - `&` and `<` that begin nothing stand for themselves; entities of HTML become their characters, any other stays as it is written;
/// - a wrong or unknown encoding declaration gives way to what the bytes are;
/// - a variant without a language gets the one that its unit lacks, where only one is possible.
///
/// Entities that the file declares are never expanded. A file without damage comes out whole, unit for unit.
///
/// - Complexity: O(bytes), in memory bounded by the largest unit.
public struct TMXRepair: Sendable {
  public var limits: TMXReader.Limits

  public init(limits: TMXReader.Limits = .standard) { self.limits = limits }

  /// - Parameters:
  ///   - next: gives the next piece of the file; an empty one at its end.
  ///   - onHeader: called once, before the first unit, with what is left of the header.
  ///   - onUnit: called for every unit, with the line of its `<tu`.
  /// - Returns: `units` counts what was brought back, `unitsLeftOut` what was not; each of these has a problem of severity `error`.
  /// - Throws: what the closures throw.
  public func read(
    from next: () throws -> [UInt8], onHeader: (Header) throws -> Void, onUnit: (Unit, _ line: Int) throws -> Void
  ) throws -> TMXReport {
    var decoder = LenientDecoder()
    var finder = UnitFinder(limits: limits)
    var units = UnitRepair(limits: limits)
    var sentHeader = false
    var isAtEnd = false
    // The ordinary reader goes along, to tell where the file is no XML: what the units don't show, such as an end that is missing.
    var witness = XMLReader(limits: limits.xml, repeated: ("tu", 2))
    var damage: XMLError?
    while !isAtEnd {
      let piece = try next()
      isAtEnd = piece.isEmpty
      if damage == nil {
        do throws(XMLError) { _ = try isAtEnd ? witness.finish { _ in true } : witness.feed(piece) { _ in true } } catch { damage = error }
      }
      finder.append(decoder.decode(piece, last: isAtEnd))
      while let found = finder.next(last: isAtEnd) {
        if case .header = found.kind, !sentHeader {
          sentHeader = true
          try onHeader(units.header(found))
        } else if found.kind == .unit {
          if !sentHeader {
            sentHeader = true
            units.note(.noHeader, 1, 1)
            try onHeader(Header())
          }
          if let unit = units.unit(found) { try onUnit(unit, found.line) }
        } else if case .broken(let why) = found.kind {
          units.lose(.lost(why), found)
        }
      }
    }
    for words in decoder.remarks { units.note(.mended(words), 1, 1) }
    if let damage { units.note(.mended("the file is not well-formed here: \(damage.reason.words)"), damage.line, damage.column) }
    var report = units.report
    report.encoding = decoder.name
    return report
  }
}

/// Reads single units and the header, mending what can't be read.
private struct UnitRepair: ~Copyable {
  var report = TMXReport()
  private let limits: TMXReader.Limits
  private var parser: UnitParser
  private var source: LanguageTag?
  /// The two languages of the last whole unit.
  private var pair: [LanguageTag] = []

  init(limits: TMXReader.Limits) {
    self.limits = limits
    parser = UnitParser(limits: limits)
  }

  mutating func note(_ kind: Problem.Kind, _ line: Int, _ column: Int) {
    report.note(Problem(line: line, column: column, kind: kind), most: limits.problems)
  }

  mutating func lose(_ kind: Problem.Kind, _ found: UnitFinder.Found) {
    note(kind, found.line, found.column)
    report.unitsLeftOut += 1
  }

  /// A problem with a place in a part of the file, as one of the file.
  private mutating func note(_ problem: Problem, in found: UnitFinder.Found) {
    note(
      problem.kind, found.line + problem.line - 1, problem.line == 1 ? found.column + problem.column - 1 : problem.column)
  }

  mutating func unit(_ found: UnitFinder.Found) -> Unit? {
    var bytes = found.bytes
    var (unit, problems) = parser.read(bytes)
    if unit == nil || problems.contains(where: { $0.kind.isMendable }) {
      var mending = Mending(bytes)
      if unit == nil { mending.run() }
      if problems.contains(where: { $0.kind == .noLanguage }) || mending.isChanged {
        mending.addLanguages(among: source.map { [$0] + pair } ?? pair)
      }
      if mending.isChanged {
        bytes = mending.bytes
        let second = parser.read(bytes)
        if second.unit != nil {
          for problem in mending.problems { note(problem, in: found) }
          (unit, problems) = second
        }
      }
    }
    for problem in problems where unit != nil || problem.severity == .error { note(problem, in: found) }
    guard let unit else {
      if !problems.contains(where: { $0.severity == .error }) { note(.lost("it can't be read"), found.line, found.column) }
      report.unitsLeftOut += 1
      return nil
    }
    if unit.variants.count == 2 { pair = unit.variants.map(\.language) }
    report.units += 1
    return unit
  }

  mutating func header(_ found: UnitFinder.Found) -> Header {
    let opening = Array("<tmx version=\"1.4\">".utf8)
    for mends in [false, true] {
      var mending = Mending(found.bytes)
      if mends { mending.run() }
      var parts = [opening, mending.bytes, Array("</tmx>".utf8)][...]
      guard let result = try? TMXReader(limits: limits).read(from: { parts.popFirst() ?? [] }, onUnit: { _, _ in }),
        let header = result.header, result.damage == nil
      else { continue }
      for var problem in mending.problems + result.problems where problem.kind != .noDocumentType {
        // The part stood behind the opening tag on its line.
        if !mending.problems.contains(problem), problem.line == 1 { problem.column -= opening.count }
        note(problem, in: found)
      }
      source = header.sourceLanguage
      report.header = header
      return header
    }
    note(.lost("the header can't be read"), found.line, found.column)
    return Header()
  }
}

extension Problem.Kind {
  /// Problems for whose sake a readable unit is mended: it lacks something that can be found.
  fileprivate var isMendable: Bool { self == .noLanguage }
}
