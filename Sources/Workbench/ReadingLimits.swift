public import Archive
public import TMX

/// How much of anything a file from outside may hold. The standard values are those of the rooms; a person can raise each by its name.
public struct ReadingLimits: Hashable, Sendable {
  public var tmx = TMXReader.Limits.standard
  public var archive = ArchiveLimits.standard

  public init() {}

  /// The names, with what they bound and the standard value.
  public static let names: [(name: String, about: String, value: Int)] = entries.map {
    ($0.name, $0.about, ReadingLimits()[keyPath: $0.path])
  }

  private static var entries: [(name: String, about: String, path: WritableKeyPath<ReadingLimits, Int>)] {
    [
      ("depth", "elements within elements", \.tmx.xml.depth),
      ("text", "bytes of one segment or other text", \.tmx.xml.text),
      ("tag", "bytes of one tag", \.tmx.xml.tag),
      ("attributes", "attributes of one tag", \.tmx.xml.attributes),
      ("names", "different names in a file, at most 4096", \.tmx.xml.names),
      ("prolog", "bytes before the first element", \.tmx.xml.prolog),
      ("unit", "bytes of one unit", \.tmx.unit),
      ("findings", "findings that are listed; the rest is counted", \.tmx.problems),
      ("unpacked", "bytes that come out of a packed file", \.archive.bytes),
      ("ratio", "times its size that a packed file may unpack to", \.archive.ratio),
      ("entries", "files in a zip archive", \.archive.entries),
    ]
  }

  /// Sets one limit from `NAME=N`; N may end with k, M or G (of 1024).
  /// - Returns: false when there is no such limit, or N is not positive.
  public mutating func set(_ text: String) -> Bool {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, let entry = Self.entries.first(where: { $0.name == parts[0] }) else { return false }
    let scale = ["k": 10, "M": 20, "G": 30][parts[1].suffix(1)] ?? 0
    guard let number = Int(scale == 0 ? parts[1] : parts[1].dropLast()), number > 0, number <= Int.max >> scale else { return false }
    self[keyPath: entry.path] = number << scale
    return true
  }
}
