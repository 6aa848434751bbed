public import XMLStream

/// Reads a termbase in TBX, concept by concept, from bytes in pieces: version 3 (ISO 30042:2019; styles DCA and DCT) and version 2 (`martif`).
///
///     let report = try TBXReader().read(from: file.nextPiece) { concept, line in … }
///     report.problems     // what was wrong, where, and what became of it
///     report.damage       // where the file broke off; nil when it was whole
///
/// Elements and data categories that the toolkit has no word for are kept with the concept or term and written back (see ``Kept``). Of a broken file every
/// whole concept before the damage is delivered.
///
/// - Complexity: O(bytes), in memory that grows with the ids alone.
public struct TBXReader: Sendable {
  public var limits: Limits

  public init(limits: Limits = .standard) { self.limits = limits }

  /// How much is accepted.
  public struct Limits: Hashable, Sendable {
    public var xml: XMLLimits
    /// Bytes of a definition, remark or other text; a longer one is left out.
    public var text: Int
    /// Scalars of a term; a longer one is left out.
    public var term: Int
    /// Elements and comments in one concept.
    public var elements: Int
    /// How many problems are kept; the rest is only counted.
    public var problems: Int

    public init(
      xml: XMLLimits = XMLLimits(text: 32 << 20), text: Int = 1 << 20, term: Int = 500, elements: Int = 100_000, problems: Int = 1000
    ) {
      self.xml = xml
      self.text = text
      self.term = term
      self.elements = elements
      self.problems = problems
    }

    public static let standard = Limits()
  }

  /// Reads the whole termbase.
  /// - Parameter next: gives the next piece of the file; an empty one at its end.
  /// - Throws: ``TBXError`` when the bytes are no XML, no TBX, or declare an entity; and whatever the closures throw.
  public func read(from next: () throws -> [UInt8], onConcept: (Concept, _ line: Int) throws -> Void) throws -> TBXReport {
    try withoutActuallyEscaping(onConcept) { onConcept in
      var builder = TBXBuilder(limits: limits, onConcept: onConcept)
      do {
        try XMLReader.read(limits: limits.xml, from: next) { try builder.take($0) }
      } catch let error as XMLError {
        if error.reason == .entityDeclared || !builder.sawRoot { throw TBXError(error) }
        builder.report.damage = error
      }
      builder.finish()
      return builder.report
    }
  }

  /// The termbase of bytes that are all there.
  public func read(_ bytes: [UInt8], name: String) throws -> (termbase: Termbase, report: TBXReport) {
    var concepts: [Concept] = []
    var isRead = false
    let report = try read(
      from: {
        defer { isRead = true }
        return isRead ? [] : bytes
      }, onConcept: { concept, _ in concepts.append(concept) })
    return (Termbase(name: name, concepts: concepts, header: report.header), report)
  }
}

/// What came of reading a TBX file.
public struct TBXReport: Sendable {
  /// 2 for `martif`, 3 for `tbx`.
  public var version = 3
  /// The `type` of the root: `TBX-Basic` …; empty when it has none.
  public var dialect = ""
  /// The `style` of the root: `dca` or `dct`; empty when it has none.
  public var style = ""
  public var header = Termbase.Header()
  /// Concepts delivered.
  public var concepts = 0
  /// In file order, those of references last.
  public var problems: [TermbaseProblem] = []
  /// How many problems there were, those included that were not kept.
  public var problemCount = 0
  /// Where and why the file could not be read to its end; nil when it could.
  public var damage: XMLError?
}

/// Why bytes could not be read as a termbase.
public struct TBXError: Error, Hashable, Sendable {
  /// From 1; the column counts characters.
  public var line, column: Int
  public var words: String

  public init(line: Int, column: Int, words: String) {
    self.line = line
    self.column = column
    self.words = words
  }

  init(_ error: XMLError) { self.init(line: error.line, column: error.column, words: error.reason.words) }
}
