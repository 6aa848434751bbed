public import XMLStream

/// Reads a translation memory in TMX 1.1 to 1.4b, unit by unit, from bytes in pieces.
///
///     let report = try TMXReader().read(from: file.nextPiece) { unit, line in … }
///     report.units        // how many were delivered
///     report.problems     // what was wrong with the others
///     report.damage       // where the file broke off; nil when it was whole
///
/// Tolerant where nothing is guessed: any encoding that XML declares, UTF-16 with and without BOM, no XML declaration, `lang` for `xml:lang`,
/// missing header attributes, unknown elements and attributes, namespaces, capitals, CDATA. One bad unit doesn't lose the memory, and of a
/// broken file every whole unit before the damage is delivered. Text stays exact, scalar for scalar.
///
/// Strict where harm is possible: see ``XMLLimits``; a file that declares an entity is refused.
///
/// - Complexity: O(bytes), in memory that doesn't grow with the file.
public struct TMXReader: Sendable {
  public var limits: Limits

  public init(limits: Limits = .standard) { self.limits = limits }

  /// How much is accepted.
  public struct Limits: Hashable, Sendable {
    public var xml: XMLLimits
    /// Bytes of one unit; a larger one is left out.
    public var unit: Int
    /// How many problems are kept; the rest is only counted.
    public var problems: Int

    public init(xml: XMLLimits = .standard, unit: Int = 16 << 20, problems: Int = 1000) {
      self.xml = xml
      self.unit = unit
      self.problems = problems
    }

    public static let standard = Limits()
  }

  /// Reads the whole memory.
  ///
  /// - Parameters:
  ///   - next: gives the next piece of the file; an empty one at its end.
  ///   - onHeader: called once, before the first unit, when there is a header.
  ///   - onUnit: called for every unit that could be read, with the line of its `<tu`.
  /// - Throws: ``TMXError`` when the bytes are no XML, no TMX, or declare an entity; and whatever the closures throw.
  public func read(
    from next: () throws -> [UInt8], onHeader: (Header) throws -> Void = { _ in }, onUnit: (Unit, _ line: Int) throws -> Void
  ) throws -> TMXReport {
    try withoutActuallyEscaping(onHeader) { onHeader in
      try withoutActuallyEscaping(onUnit) { onUnit in
        var builder = UnitBuilder(limits: limits, onHeader: onHeader, onUnit: onUnit)
        try run(&builder, from: next)
        return builder.report
      }
    }
  }

  private func run(_ builder: inout UnitBuilder, from next: () throws -> [UInt8]) throws {
    var reader = XMLReader(limits: limits.xml, repeated: ("tu", 2))
    var failure: XMLError?
    var goOn = true
    while goOn {
      let piece = try next()
      do throws(XMLError) {
        goOn = try piece.isEmpty ? reader.finish { builder.take($0) } : reader.feed(piece) { builder.take($0) }
      } catch {
        failure = error
        goOn = false
      }
      if piece.isEmpty { break }
    }
    builder.report.encoding = reader.encoding
    builder.report.hadBOM = reader.hadBOM
    if let thrown = builder.thrown { throw thrown }
    guard let failure else { return }
    if failure.reason == .entityDeclared || !builder.sawRoot { throw TMXError(failure) }
    builder.report.damage = failure
  }
}

/// What came of reading a memory.
public struct TMXReport: Sendable {
  /// Units delivered.
  public var units = 0
  /// Units that could not be read; each has a problem of severity `error`.
  public var unitsLeftOut = 0
  public var header: Header?
  /// The `version` that the file gives itself; empty when it gives none.
  public var version = ""
  public var encoding = ""
  public var hadBOM = false
  /// Bytes that the file had, unpacked; whoever reads from a file sets it.
  public var bytes = 0
  /// In file order; at most ``TMXReader/Limits/problems`` of them.
  public var problems: [Problem] = []
  /// How many problems there were of each severity, those included that were not kept.
  public var counts: [Problem.Severity: Int] = [:]
  /// Where and why the file could not be read to its end; nil when it could.
  public var damage: XMLError?

  public init() {}

  /// The bytes ended because what they come from, such as a packed file, is damaged: that is the reason where the file breaks off.
  public mutating func sourceBroke(off words: String) {
    damage = XMLError(line: damage?.line ?? 1, column: damage?.column ?? 1, reason: .source(words))
  }

  mutating func note(_ problem: Problem, most: Int) {
    counts[problem.severity, default: 0] += 1
    if problems.count < most { problems.append(problem) }
  }
}

/// Why bytes could not be read as a memory, or a unit.
public struct TMXError: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1; the column counts characters.
  public var line, column: Int
  public var reason: Reason

  public init(line: Int, column: Int, reason: Reason) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  init(_ error: XMLError) { self.init(line: error.line, column: error.column, reason: .xml(error.reason)) }

  public enum Reason: Hashable, Sendable {
    case xml(XMLError.Reason)
    /// XML, but its outermost element is not `tmx`.
    case root(String)
    /// The unit asked for could not be made.
    case unit(Problem.Kind)
  }

  public var description: String {
    let words =
      switch reason {
      case .xml(let reason): reason.words
      case .root(let name): "this is no TMX: its outermost element is <\(name.withoutControls)>"
      case .unit(let kind): kind.words
      }
    return "line \(line), column \(column): \(words)"
  }
}
