/// How much may come out of a compressed file.
///
/// Deflate can make a kilobyte of a byte, so a small file can hold what fills a disk. The standard values let every real memory and document
/// pass: a TMX made of sentence patterns unpacks to 25 times its size.
public struct ArchiveLimits: Hashable, Sendable {
  /// Bytes that a gzip file, or all that is read of a zip archive, may unpack to: its entries may share their packed bytes.
  public var bytes: Int
  /// How many times its packed size an entry may unpack to; looked at only beyond ``freeBytes``.
  public var ratio: Int
  /// Entries of one zip archive.
  public var entries: Int

  /// Bytes that may come out whatever the ratio.
  public static let freeBytes = 1 << 20

  public init(bytes: Int = 16 << 30, ratio: Int = 250, entries: Int = 10_000) {
    self.bytes = bytes
    self.ratio = ratio
    self.entries = entries
  }

  public static let standard = ArchiveLimits()

  /// - Throws: ``ArchiveError/limit(_:_:)`` when `unpacked` bytes are too many for what they were packed in.
  func check(unpacked: Int, packed: Int) throws(ArchiveError) {
    if unpacked > bytes { throw .limit(.bytes, bytes) }
    if unpacked > Self.freeBytes, unpacked / ratio > packed { throw .limit(.ratio, ratio) }
  }
}

/// Why a compressed file could not be read, or not to its end.
public enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No archive, or one whose bytes aren't what they should be; the words are the library's.
  case damaged(String)
  /// The entry asks for a password.
  case encrypted(String)
  /// No entry of that name.
  case missing(String)
  /// One of ``ArchiveLimits`` was passed.
  case limit(Limit, Int)

  /// What is limited.
  public enum Limit: String, Hashable, Sendable {
    case bytes = "bytes unpacked"
    case ratio = "times its packed size"
    case entries = "entries"
  }

  public var description: String {
    switch self {
    case .damaged(let words): "the compressed file is damaged: \(words)"
    case .encrypted(let name): "“\(name)” is encrypted"
    case .missing(let name): "no entry “\(name)” in the archive"
    case .limit(let what, let most): "more than \(most) \(what.rawValue)"
    }
  }
}
