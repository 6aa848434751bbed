public import Archive
public import Documents
public import TMX
public import Terminology

/// How much of anything a file from outside may hold. The standard values are those of the rooms; a person can move each by its name, and then it holds for
/// every kind of file.
public struct ReadingLimits: Hashable, Sendable {
  public var tmx = TMXReader.Limits.standard
  /// Of a memory that is packed; those of documents are their own.
  public var archive = ArchiveLimits.standard
  public var termbase = TBXReader.Limits.standard
  public var document = DocumentLimits.standard

  public init() {}

  public static let standard = ReadingLimits()

  /// The names, with what they bound and the standard value, which is that of a memory where kinds of files differ.
  public static let names: [(name: String, about: String, value: Int)] = entries.map {
    ($0.name, $0.about, ReadingLimits()[keyPath: $0.paths[0]])
  }

  private static var entries: [(name: String, about: String, paths: [WritableKeyPath<ReadingLimits, Int>])] {
    let xml: [WritableKeyPath<ReadingLimits, _>] = [\.tmx.xml, \.termbase.xml, \.document.xml, \.document.html]
    return [
      ("depth", "elements within elements", xml.map { $0.appending(path: \.depth) }),
      ("text", "bytes of one segment or other text", xml.map { $0.appending(path: \.text) } + [\.termbase.text, \.document.pieceBytes]),
      ("tag", "bytes of one tag", xml.map { $0.appending(path: \.tag) }),
      ("attributes", "attributes of one tag", xml.map { $0.appending(path: \.attributes) }),
      ("names", "different names in a file, at most 4096", xml.map { $0.appending(path: \.names) }),
      ("prolog", "bytes before the first element", xml.map { $0.appending(path: \.prolog) }),
      ("unit", "bytes of one unit", [\.tmx.unit]),
      ("findings", "findings that are listed; the rest is counted", [\.tmx.problems, \.termbase.problems]),
      ("unpacked", "bytes that come out of a packed file", [\.archive.bytes, \.document.archive.bytes]),
      ("ratio", "times its size that a packed file may unpack to", [\.archive.ratio, \.document.archive.ratio]),
      ("entries", "files in a zip archive", [\.archive.entries, \.document.archive.entries]),
      ("file", "bytes of a document", [\.document.file]),
      ("pieces", "paragraphs, rows or entries of a document", [\.document.pieces]),
      ("columns", "columns of a table", [\.document.columns]),
      ("term", "characters of a term", [\.termbase.term]),
    ]
  }

  /// Sets one limit from `NAME=N`; N may end with k, M or G (of 1024).
  /// - Returns: false when there is no such limit, or N is not positive.
  public mutating func set(_ text: String) -> Bool {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, let entry = Self.entries.first(where: { $0.name == parts[0] }) else { return false }
    let scale = ["k": 10, "M": 20, "G": 30][parts[1].suffix(1)] ?? 0
    guard let number = Int(scale == 0 ? parts[1] : parts[1].dropLast()), number > 0, number <= Int.max >> scale else { return false }
    for path in entry.paths { self[keyPath: path] = number << scale }
    return true
  }
}
