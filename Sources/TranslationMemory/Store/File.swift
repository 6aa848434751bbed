internal import Glibc

/// An open file of the system, closed when the last owner goes. All reads are by `pread`, so one file serves many threads.
final class File: Sendable {
  let path: String
  let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  enum Mode { case read, readWrite, create, replace }

  /// Opens a regular file; never waits for a device or a pipe, never follows into a folder.
  static func open(_ path: String, _ mode: Mode) throws(MemoryError) -> File {
    let flags: Int32 =
      switch mode {
      case .read: O_RDONLY
      case .readWrite: O_RDWR
      case .create: O_RDWR | O_CREAT | O_EXCL
      case .replace: O_RDWR | O_CREAT | O_TRUNC
      }
    var descriptor: Int32
    repeat { descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o666) } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else {
      if errno == EISDIR { throw .notAFile(path: path) }
      if errno == EEXIST { throw .exists(path: path) }
      throw .system(.open, path: path, code: errno)
    }
    let file = File(path: path, descriptor: descriptor)
    guard try file.stamp().isRegular else { throw .notAFile(path: path) }
    return file
  }

  // MARK: Reading

  /// Fills as much of `buffer` as the file has from `offset` on; gives the count.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(MemoryError) -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(.read, path: path, code: errno)
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The bytes of a range, fewer where the file ends.
  func bytes(_ range: Range<Int>) throws(MemoryError) -> [UInt8] {
    var failure: MemoryError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(MemoryError) {
        count = try read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
      } catch {
        failure = error
        count = 0
      }
    }
    if let failure { throw failure }
    return bytes
  }

  // MARK: Writing

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(MemoryError) {
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(.write, path: path, code: errno)
      }
      done += count
    }
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(MemoryError) {
    var failure: MemoryError?
    bytes.withUnsafeBytes { buffer in
      do throws(MemoryError) { try write(buffer, at: offset) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Reserves room, so that a full disk is met before anything is written. The file grows by it; whoever reserves cuts again.
  func reserve(_ count: Int, at offset: Int) throws(MemoryError) {
    guard count > 0 else { return }
    var code: Int32
    repeat { code = posix_fallocate(descriptor, off_t(offset), off_t(count)) } while code == EINTR
    switch code {
    case 0, EOPNOTSUPP, ENOSYS, EINVAL: return
    default: throw .system(.reserve, path: path, code: code)
    }
  }

  func cut(to size: Int) throws(MemoryError) {
    while ftruncate(descriptor, off_t(size)) != 0 {
      if errno != EINTR { throw .system(.write, path: path, code: errno) }
    }
  }

  func sync() throws(MemoryError) {
    while fsync(descriptor) != 0 {
      if errno != EINTR { throw .system(.sync, path: path, code: errno) }
    }
  }

  /// Makes a rename in a folder durable.
  static func syncFolder(of path: String) throws(MemoryError) {
    let folder = self.folder(of: path)
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(.sync, path: folder, code: errno) }
    defer { close(descriptor) }
    // Some network file systems can't sync a folder: the rename itself has happened.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw .system(.sync, path: folder, code: errno) }
  }

  static func rename(_ from: String, to: String) throws(MemoryError) {
    guard Glibc.rename(from, to) == 0 else { throw .system(.rename, path: to, code: errno) }
  }

  static func remove(_ path: String) { _ = unlink(path) }

  /// The names in a folder; none where it can't be read.
  static func names(in folder: String) -> [String] {
    guard let open = opendir(folder) else { return [] }
    defer { closedir(open) }
    var names: [String] = []
    while let entry = readdir(open) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } })
    }
    return names
  }

  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// The file behind links, so that a rewrite replaces the file and not the link to it.
  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// A name beside a file for writing its next version; a leftover of a killed writer is overwritten.
  static func beside(_ path: String) -> String {
    let folder = self.folder(of: path)
    return (folder == "/" ? "/" : folder + "/") + "." + name(of: path) + ".writing"
  }

  // MARK: State and lock

  func stamp() throws(MemoryError) -> FileStamp {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(.examine, path: path, code: errno) }
    return FileStamp(status)
  }

  func permissions() -> mode_t? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  func setPermissions(_ mode: mode_t) { _ = fchmod(descriptor, mode) }

  /// Takes the write lock of the file (an OFD lock: it belongs to this open file, not to the process); false when another has it.
  func lock() throws(MemoryError) -> Bool {
    let setLock: Int32 = 37  // F_OFD_SETLK, which the headers hide from Swift
    var request = flock()
    request.l_type = Int16(F_WRLCK)
    request.l_whence = Int16(SEEK_SET)
    while fcntl(descriptor, setLock, &request) != 0 {
      switch errno {
      case EINTR: continue
      case EAGAIN, EACCES: return false
      default: throw .system(.lock, path: path, code: errno)
      }
    }
    return true
  }

  /// Who holds the lock on this file: "tarjoman (process 4711)"; nil where /proc doesn't tell.
  func lockHolder() -> String? {
    guard let own = try? stamp() else { return nil }
    let inode = ":\(own.inode) "
    for process in Self.names(in: "/proc").compactMap({ Int($0) }) {
      for number in Self.names(in: "/proc/\(process)/fdinfo") {
        guard let text = Self.procText("/proc/\(process)/fdinfo/\(number)") else { continue }
        for line in text.split(separator: "\n") where line.hasPrefix("lock:") && line.contains("OFDLCK") && line.contains(inode) {
          let command = Self.procText("/proc/\(process)/comm")?.prefix { $0 != "\n" } ?? "a process"
          return "\(command) (process \(process))"
        }
      }
    }
    return nil
  }

  private static func procText(_ path: String) -> String? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress!, 4096))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What the system says of a file: equal stamps mean that nobody wrote to it in between.
struct FileStamp: Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
  var size: Int
  /// Nanoseconds since 1970.
  var modified, changed: Int64
  var isRegular: Bool

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }

  static func of(_ path: String) throws(MemoryError) -> FileStamp {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .system(.examine, path: path, code: errno) }
    return FileStamp(status)
  }
}
