internal import Glibc

/// A file that could not be read or written, and why.
public struct FileError: Error, Hashable, Sendable {
  public var path: String
  public var reason: Reason

  public enum Reason: Hashable, Sendable {
    case missing, isDirectory, notPermitted, diskFull, readOnlyFileSystem, empty
    /// Another reason of the system, by its number (`errno`) and its words.
    case system(code: Int32, words: String)
  }

  init(_ path: String, code: Int32) {
    self.path = path
    reason =
      switch code {
      case ENOENT, ENOTDIR: .missing
      case EISDIR: .isDirectory
      case EACCES, EPERM: .notPermitted
      case ENOSPC, EDQUOT, EFBIG: .diskFull
      case EROFS: .readOnlyFileSystem
      default: .system(code: code, words: String(cString: strerror(code)))
      }
  }

  init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

/// Whole files in and out. Only this room and the memory's store open files.
public enum FileSystem {
  /// All bytes of a file; `-` is standard input.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let name = path == "-" ? "standard input" : path
    let descriptor = try openForReading(path)
    defer { if descriptor != 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    while true {
      let piece = try piece(descriptor, name)
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  /// A descriptor of a file that is no folder; 0 for `-`.
  static func openForReading(_ path: String) throws(FileError) -> Int32 {
    if path == "-" { return 0 }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path, code: errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw FileError(path, .isDirectory)
    }
    return descriptor
  }

  /// The next bytes of a file, at most 256 KiB; none at its end.
  static func piece(_ descriptor: Int32, _ name: String) throws(FileError) -> [UInt8] {
    let size = 1 << 18
    var count = -1
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      repeat {
        count = Glibc.read(descriptor, buffer.baseAddress!, size)
        code = errno
      } while count < 0 && code == EINTR
      initialized = max(count, 0)
    }
    guard count >= 0 else { throw FileError(name, code: code) }
    return bytes
  }

  /// The first bytes of a file, some at least where it has some; none when it can't be read, or only once.
  static func firstBytes(of path: String) -> [UInt8] {
    guard path != "-", let descriptor = try? openForReading(path) else { return [] }
    defer { close(descriptor) }
    return (try? piece(descriptor, path)) ?? []
  }

  /// The first 4 KiB of a file without its zero bytes: UTF-16 has one beside each letter. Nil when there are none.
  static func start(of path: String) -> [UInt8]? {
    let first = firstBytes(of: path)
    return first.isEmpty ? nil : letters(first)
  }

  /// The first 4 KiB of bytes without those that are zero: UTF-16 has one beside each letter.
  static func letters(_ bytes: [UInt8]) -> [UInt8] { bytes.prefix(4096).filter { $0 != 0 } }

  /// Replaces a file as a whole or leaves it as it was. `-` is standard output.
  /// - Parameter isDurable: when it returns, the file outlives a power cut. Not worth the wait for one of many that can be made again.
  public static func write(_ bytes: [UInt8], to path: String, isDurable: Bool = true) throws {
    try write(to: path, isDurable: isDurable) { put in try put(bytes) }
  }

  /// Replaces a file as a whole, piece by piece, or leaves it as it was: writes beside it, syncs, renames, syncs the folder.
  /// - Parameter body: gets a function that writes the next bytes.
  static func write(to path: String, isDurable: Bool = true, _ body: ((_ bytes: [UInt8]) throws -> Void) throws -> Void) throws {
    if path == "-" { return try body { try writeAll($0, descriptor: 1, name: "standard output") } }
    let mode = mode(path)
    if mode == S_IFDIR { throw FileError(path, .isDirectory) }
    // A device or pipe has no place beside it.
    let target = mode.map { $0 != S_IFREG } ?? false ? path : "\(path).\(getpid()).part"
    let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path, code: errno) }
    do {
      defer { close(descriptor) }
      try body { try writeAll($0, descriptor: descriptor, name: path) }
      guard target == path || !isDurable || fsync(descriptor) == 0 else { throw FileError(path, code: errno) }
    } catch {
      if target != path { unlink(target) }
      throw error
    }
    guard target != path else { return }
    guard rename(target, path) == 0 else {
      let code = errno
      unlink(target)
      throw FileError(path, code: code)
    }
    if isDurable { syncFolder(of: path) }
  }

  private static func writeAll(_ bytes: [UInt8], descriptor: Int32, name: String) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + start, bytes.count - start) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(name, code: errno) }
      start += count
    }
  }

  private static func syncFolder(of path: String) {
    let folder = open(parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  // MARK: Paths

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public static func isDirectory(_ path: String) -> Bool { mode(path) == S_IFDIR }

  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The names in a folder, sorted by their bytes.
  public static func names(in folder: String) throws(FileError) -> [String] {
    guard let directory = opendir(folder) else { throw FileError(folder, code: errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      // d_name is a C array within the entry that readdir keeps until its next call; it is copied at once.
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  public static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o755) != 0, errno != EEXIST { throw FileError(path, code: errno) }
  }

  /// Removes a folder of our own with what is in it.
  static func removeFolder(_ path: String) {
    for name in (try? names(in: path)) ?? [] {
      let inner = path + "/" + name
      if isDirectory(inner) { removeFolder(inner) } else { unlink(inner) }
    }
    rmdir(path)
  }

  public static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path, without its folders.
  public static func name(of path: String) -> String { String(path.split(separator: "/").last ?? Substring(path)) }
}

extension [UInt8] {
  /// True when the letters of a name stand in them, small or capital.
  func name(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { name in
      indices.contains { self[$0...].prefix(name.count).lazy.map { $0 | 0x20 }.elementsEqual(name.lazy.map { $0 | 0x20 }) }
    }
  }
}
