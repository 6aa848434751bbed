public import Archive
internal import Glibc
public import TranslationMemory

/// The bytes of a file, unpacked where it is gzip, or a zip archive with a memory in it.
///
/// Recognised by content. What came out of a damaged archive is handed on; the damage is told of afterwards.
final class PackedFile {
  /// Why a packed file could not be read to its end; what came before was good.
  private(set) var damage: ArchiveError?

  private let path: String
  private let limits: ArchiveLimits
  /// Which of the memories in an archive is meant; nil where there must be one only.
  private let member: Int?
  private var descriptor: Int32
  private var first: [UInt8] = []
  private var pieces: () throws -> [UInt8] = { [] }

  /// - Throws: ``FileError``, ``PackedFileError``.
  init(_ path: String, member: Int? = nil, limits: ArchiveLimits = .standard) throws {
    self.path = path
    self.member = member
    self.limits = limits
    descriptor = try FileSystem.openForReading(path)
    first = try FileSystem.piece(descriptor, name)
    if Gunzip.recognizes(first) {
      let stream = Gunzip(limits: limits)
      pieces = { [unowned self] in try stream.next(from: raw) }
    } else if ZipArchive.recognizes(first) {
      let memory = try stream(of: archive())
      pieces = { try memory.next() }
    } else {
      pieces = { [unowned self] in try raw() }
    }
  }

  // Standard input is not ours to close.
  deinit { if descriptor > 0 { close(descriptor) } }

  private var name: String { path == "-" ? "standard input" : path }

  /// The next bytes of the file as it is on disk.
  private func raw() throws -> [UInt8] {
    if first.isEmpty { return try FileSystem.piece(descriptor, name) }
    defer { first = [] }
    return first
  }

  /// The next bytes; none at the end.
  /// - Throws: ``FileError``; ``PackedFileError`` when a limit was passed.
  func next() throws -> [UInt8] {
    if damage != nil { return [] }
    do { return try pieces() } catch let error as ArchiveError {
      if case .damaged = error {
        damage = error
        return []
      }
      throw PackedFileError(path: path, reason: .archive(error))
    }
  }

  /// The archive in the file; one that comes through a pipe is read into memory first.
  private func archive() throws -> ZipArchive {
    do {
      if path != "-", lseek(descriptor, 0, SEEK_SET) == 0 {
        defer { descriptor = -1 }
        return try ZipArchive(descriptor: descriptor, limits: limits)
      }
      var bytes: [UInt8] = []
      while case let piece = try raw(), !piece.isEmpty {
        bytes += piece
        if bytes.count > Self.mostFromPipe { throw ArchiveError.limit(.bytes, Self.mostFromPipe) }
      }
      return try ZipArchive(bytes: bytes, limits: limits)
    } catch let error as ArchiveError { throw PackedFileError(path: path, reason: .archive(error)) }
  }

  /// Bytes of a zip archive that may come through a pipe.
  private static let mostFromPipe = 256 << 20

  private func stream(of archive: ZipArchive) throws -> ZipArchive.Stream {
    let memories = Self.memories(in: archive)
    guard memories.count == 1 || member.map(memories.indices.contains) == true else {
      throw PackedFileError(path: path, reason: memories.isEmpty ? .noMemory : .several(memories.map(\.name)))
    }
    do { return try archive.open(memories[member ?? 0]) } catch { throw PackedFileError(path: path, reason: .archive(error)) }
  }

  private static func memories(in archive: ZipArchive) -> [ZipArchive.Entry] {
    archive.entries.filter { $0.name.lowercased().hasSuffix(".tmx") && !$0.name.hasPrefix("__MACOSX/") }
  }

  /// The names of the memories in a zip archive, in its order; none for any other file, and for one that can be read only once.
  /// - Throws: ``FileError``, ``PackedFileError``.
  static func memories(in path: String, limits: ArchiveLimits) throws -> [String] {
    guard ZipArchive.recognizes(FileSystem.firstBytes(of: path)) else { return [] }
    do {
      return memories(in: try ZipArchive(descriptor: try FileSystem.openForReading(path), limits: limits)).map(\.name)
    } catch let error as ArchiveError { throw PackedFileError(path: path, reason: .archive(error)) }
  }
}

/// A packed file that could not be read.
public struct PackedFileError: Error, Sendable {
  public var path: String
  public var reason: Reason

  public enum Reason: Sendable {
    case archive(ArchiveError)
    /// A zip archive without a memory in it.
    case noMemory
    /// A zip archive with several; which one is meant can't be known.
    case several([String])
  }
}

/// A packed memory, unpacked into a folder of its own for as long as this lives: for what needs to go back and forth in it.
public final class UnpackedMemory: Sendable {
  /// The memory itself when it isn't packed.
  public let path: String
  private let folder: String?
  public var isUnpacked: Bool { folder != nil }

  /// True for a gzip file or zip archive, by its first bytes.
  public static func isPacked(_ path: String) -> Bool {
    let start = FileSystem.firstBytes(of: path)
    return Gunzip.recognizes(start) || ZipArchive.recognizes(start)
  }

  /// - Throws: ``FileError``, ``PackedFileError``.
  public init(_ path: String, limits: ArchiveLimits = .standard) throws {
    guard Self.isPacked(path) else {
      self.path = path
      folder = nil
      return
    }
    let file = try PackedFile(path, limits: limits)
    var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/tarjoman-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError("a temporary folder", code: errno) }
    let folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    var name = FileSystem.name(of: path)
    for ending in [".gz", ".zip", ".tmx"] where name.lowercased().hasSuffix(ending) { name.removeLast(ending.count) }
    self.path = folder + "/" + name + ".tmx"
    self.folder = folder
    do {
      try FileSystem.write(to: self.path) { put in
        while case let piece = try file.next(), !piece.isEmpty { try put(piece) }
      }
      if let damage = file.damage { throw PackedFileError(path: path, reason: .archive(damage)) }
    } catch {
      FileSystem.removeFolder(folder)
      throw error
    }
  }

  /// Opens it; what was unpacked stays as long as the memory lives.
  /// - Throws: ``MemoryError``.
  public func memory(progress: IndexProgress.Handler? = nil) throws(MemoryError) -> Memory {
    try Memory(opening: path, keeper: self, progress: progress)
  }

  deinit { if let folder { FileSystem.removeFolder(folder) } }
}
