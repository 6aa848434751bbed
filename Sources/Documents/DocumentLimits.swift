public import Archive
public import XMLStream

/// How much a document from outside may hold. The standard values let every real document pass.
public struct DocumentLimits: Hashable, Sendable {
  /// Bytes of a file: all of it is held in memory. Memories and texts that are parallel line by line have other ways in.
  public var file = 1 << 30
  /// Entries of a DOCX or ODT, what each unpacks to, and how many times its packed size.
  public var archive = ArchiveLimits(bytes: 256 << 20, ratio: 250, entries: 10_000)
  /// XML in DOCX, ODT and XLIFF. Word writes pictures of old kinds into attributes, hence the long tags.
  public var xml = XMLLimits(depth: 192, text: 8 << 20, tag: 4 << 20, names: 4096)
  /// HTML: pages nest deeper than documents, and images may lie in attributes.
  public var html = XMLLimits(depth: 1024, text: 8 << 20, tag: 16 << 20, names: 4096)
  /// Paragraphs of a document, rows of a table, entries of a bilingual file.
  public var pieces = 10_000_000
  /// Bytes of one paragraph, or of one row of a table.
  public var pieceBytes = 8 << 20
  /// Columns of a table.
  public var columns = 256

  public init() {}

  public static let standard = DocumentLimits()
}
