internal import CZip

/// A zip archive that is only read.
///
///     let archive = try ZipArchive(bytes: file)
///     let text = try archive.bytes(of: "word/document.xml")
///
/// Names are compared exactly and never used as paths. Not thread-safe: one archive, one task.
public final class ZipArchive {
  /// In the archive's order; folders are left out.
  public let entries: [Entry]
  private let byName: [[UInt8]: Int]
  private let handle: OpaquePointer
  private let limits: ArchiveLimits
  /// Bytes that have come out of all entries.
  private var unpacked = 0

  public struct Entry: Hashable, Sendable {
    public var name: String
    /// What the archive claims; reading finds the truth.
    public var size, packedSize: Int
    public var isEncrypted: Bool
    fileprivate var index: UInt64
  }

  /// True for the first bytes of a zip archive.
  public static func recognizes(_ start: some Collection<UInt8>) -> Bool {
    start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// An archive in memory; the bytes are copied.
  public convenience init(bytes: [UInt8], limits: ArchiveLimits = .standard) throws(ArchiveError) {
    // To libzip an empty file is an archive without entries.
    if bytes.isEmpty { throw .damaged("it is empty") }
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    // libzip frees the copy when it is done with it.
    guard let copy = zipMalloc(bytes.count) else { throw .damaged("not enough memory") }
    copy.copyMemory(from: bytes, byteCount: bytes.count)
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
      zipFree(copy)
      throw .damaged(String(cString: zip_error_strerror(&error)))
    }
    guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw .damaged(String(cString: zip_error_strerror(&error)))
    }
    try self.init(handle, limits)
  }

  /// An archive in an open file, which can be sought in; the descriptor is closed with the archive, and at once when this fails.
  public convenience init(descriptor: Int32, limits: ArchiveLimits = .standard) throws(ArchiveError) {
    var code: Int32 = 0
    guard let handle = zip_fdopen(descriptor, 0, &code) else {
      zipClose(descriptor)
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw .damaged(String(cString: zip_error_strerror(&error)))
    }
    try self.init(handle, limits)
  }

  private init(_ handle: OpaquePointer, _ limits: ArchiveLimits) throws(ArchiveError) {
    self.handle = handle
    self.limits = limits
    var entries: [Entry] = []
    var failure: ArchiveError?
    let count = zip_get_num_entries(handle, 0)
    if count > limits.entries {
      failure = .limit(.entries, limits.entries)
    } else {
      for index in 0..<UInt64(max(0, count)) {
        var status = zip_stat_t()
        guard zip_stat_index(handle, index, 0, &status) == 0, let name = status.name else {
          failure = .damaged(String(cString: zip_strerror(handle)))
          break
        }
        let text = String(cString: name)
        if text.hasSuffix("/") { continue }
        entries.append(
          Entry(
            name: text, size: Int(clamping: status.size), packedSize: Int(clamping: status.comp_size),
            isEncrypted: status.encryption_method != 0, index: index))
      }
    }
    self.entries = entries
    byName = Dictionary(entries.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    if let failure { throw failure }
  }

  deinit { zip_discard(handle) }

  /// The first entry of a name, byte for byte.
  public func entry(_ name: String) -> Entry? { byName[Array(name.utf8)].map { entries[$0] } }

  /// The whole of an entry.
  ///
  /// - Parameter most: bytes that it may have at most.
  /// - Throws: ``ArchiveError/missing(_:)`` and the others.
  public func bytes(of name: String, most: Int = 256 << 20) throws(ArchiveError) -> [UInt8] {
    guard let entry = entry(name) else { throw .missing(name) }
    let stream = try open(entry)
    var bytes: [UInt8] = []
    while true {
      let piece = try stream.next()
      if piece.isEmpty { return bytes }
      if bytes.count + piece.count > most { throw .limit(.bytes, most) }
      bytes += piece
    }
  }

  /// An entry, to be read piece by piece.
  public func open(_ entry: Entry) throws(ArchiveError) -> Stream {
    if entry.isEncrypted { throw .encrypted(entry.name) }
    // What an archive admits needs no unpacking; what it hides is found while unpacking.
    try limits.check(unpacked: entry.size, packed: entry.packedSize)
    guard let file = zip_fopen_index(handle, entry.index, 0) else { throw .damaged(String(cString: zip_strerror(handle))) }
    return Stream(file, of: self, entry)
  }

  /// The bytes of one entry, in order.
  public final class Stream {
    private let file: OpaquePointer
    // The file is of no use without its archive.
    private let archive: ZipArchive
    private let packed: Int
    private var unpacked = 0

    fileprivate init(_ file: OpaquePointer, of archive: ZipArchive, _ entry: Entry) {
      self.file = file
      self.archive = archive
      packed = entry.packedSize
    }

    deinit { zip_fclose(file) }

    /// The next bytes, at most 256 KiB; none at the end.
    public func next() throws(ArchiveError) -> [UInt8] {
      var got: Int64 = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
        got = zip_fread(file, buffer.baseAddress!, UInt64(buffer.count))
        count = Int(max(0, got))
      }
      guard got >= 0 else { throw .damaged(String(cString: zip_file_strerror(file))) }
      unpacked += piece.count
      archive.unpacked += piece.count
      try archive.limits.check(unpacked: archive.unpacked, packed: .max)
      try archive.limits.check(unpacked: unpacked, packed: packed)
      return piece
    }
  }
}
