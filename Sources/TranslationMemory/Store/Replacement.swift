/// The next version of a file, written beside it under the writer's lock.
struct Replacement {
  let file: File
  private let path: String

  /// What the new version is written to.
  final class Output {
    private let file: File
    private var buffer: [UInt8] = []
    private var written = 0
    var count: Int { written + buffer.count }

    init(file: File) { self.file = file }

    func append(_ bytes: some Sequence<UInt8>) throws(MemoryError) {
      buffer.append(contentsOf: bytes)
      if buffer.count > 4 << 20 { try flush() }
    }

    func flush() throws(MemoryError) {
      try file.write(buffer, at: written)
      written += buffer.count
      buffer.removeAll(keepingCapacity: true)
    }
  }

  /// Writes a version with the permissions of the old one; nothing of it stays when that fails.
  static func write(
    path: String, like old: File, _ body: (Output) throws(MemoryError) -> Void
  ) throws(MemoryError) -> Replacement {
    let temporary = File.beside(path)
    let file = try File.open(temporary, .replace)
    let written = Replacement(file: file, path: path)
    do throws(MemoryError) {
      // The new file is locked before anybody can find it at the path.
      guard try file.lock() else { throw .locked(path: temporary, holder: file.lockHolder()) }
      if let mode = old.permissions() { file.setPermissions(mode) }
      try file.reserve(try old.stamp().size, at: 0)
      let output = Output(file: file)
      try body(output)
      try output.flush()
      try file.cut(to: output.count)
      try file.sync()
    } catch {
      written.discard()
      throw error
    }
    return written
  }

  /// Takes the old version's place.
  func commit() throws(MemoryError) {
    do throws(MemoryError) { try File.rename(file.path, to: path) } catch {
      discard()
      throw error
    }
    try File.syncFolder(of: path)
  }

  func discard() { File.remove(file.path) }
}
