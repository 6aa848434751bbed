internal import Glibc

/// The bytes of an index: named sections behind a checked header, in a mapped file or in memory.
///
/// Layout, little-endian: magic, version, count of sections and the header's length; a stamp of the memory file; the text `language score`; then for
/// each section its offset, length and checksum; last a checksum of the header itself.
final class IndexImage: @unchecked Sendable {
  // Read-only after init: several threads may share it.
  let base: UnsafeRawPointer
  let count: Int
  private let isMapped: Bool
  private let sections: [Int: Range<Int>]
  let stamp: [UInt64]
  let name: String

  static let magic: UInt64 = 0x3158_444E_494A_5254  // "TRJINDX1"
  static let version: UInt64 = 1

  private init(base: UnsafeRawPointer, count: Int, isMapped: Bool, sections: [Int: Range<Int>], stamp: [UInt64], name: String) {
    self.base = base
    self.count = count
    self.isMapped = isMapped
    self.sections = sections
    self.stamp = stamp
    self.name = name
  }

  deinit {
    if isMapped { munmap(UnsafeMutableRawPointer(mutating: base), count) } else { free(UnsafeMutableRawPointer(mutating: base)) }
  }

  /// The bytes of a section as integers; empty when there is none or its length doesn't fit.
  func section<T: FixedWidthInteger>(_ id: Int, as type: T.Type) -> UnsafeBufferPointer<T> {
    guard let range = sections[id], !range.isEmpty, range.count % MemoryLayout<T>.stride == 0 else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    // Sections begin at multiples of 64 and the memory is not written again.
    return UnsafeBufferPointer(
      start: (base + range.lowerBound).assumingMemoryBound(to: T.self), count: range.count / MemoryLayout<T>.stride)
  }

  // MARK: Making

  struct Part {
    var id: Int
    var bytes: UnsafeRawBufferPointer
  }

  private static func header(stamp: [UInt64], name: String, parts: [Part]) -> (bytes: [UInt8], offsets: [Int], total: Int) {
    var words: [UInt64] = [magic, version, UInt64(parts.count), UInt64(stamp.count)]
    words += stamp
    var text = Array(name.utf8)
    words.append(UInt64(text.count))
    while text.count % 8 != 0 { text.append(0) }
    let size = (words.count + text.count / 8 + parts.count * 4 + 1) * 8
    var at = (size + 63) & ~63
    var offsets: [Int] = []
    var table: [UInt64] = []
    for part in parts {
      offsets.append(at)
      table += [UInt64(part.id), UInt64(at), UInt64(part.bytes.count), Hash64.of(part.bytes)]
      at = (at + part.bytes.count + 63) & ~63
    }
    var bytes = words.withUnsafeBytes { Array($0) } + text + table.withUnsafeBytes { Array($0) }
    let checksum = bytes.withUnsafeBytes { Hash64.of($0) }
    bytes += withUnsafeBytes(of: checksum) { Array($0) }
    return (bytes, offsets, at)
  }

  /// Writes an image beside its place, then renames it there. Derived data: it is not synced, a bad one is noticed and made anew.
  static func write(to path: String, stamp: [UInt64], name: String, parts: [Part]) throws(MemoryError) {
    let (head, offsets, total) = header(stamp: stamp, name: name, parts: parts)
    let temporary = path + ".\(getpid())"
    let file = try File.open(temporary, .replace)
    do throws(MemoryError) {
      try file.reserve(total, at: 0)
      try file.write(head, at: 0)
      for (part, offset) in zip(parts, offsets) { try file.write(part.bytes, at: offset) }
      try File.rename(temporary, to: path)
    } catch {
      File.remove(temporary)
      throw error
    }
  }

  /// The image in memory, where no folder can be written.
  static func inMemory(stamp: [UInt64], name: String, parts: [Part]) -> IndexImage? {
    let (head, offsets, total) = header(stamp: stamp, name: name, parts: parts)
    guard let memory = aligned_alloc(64, max(64, total)) else { return nil }
    memset(memory, 0, max(64, total))
    head.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    for (part, offset) in zip(parts, offsets) where !part.bytes.isEmpty {
      (memory + offset).copyMemory(from: part.bytes.baseAddress!, byteCount: part.bytes.count)
    }
    return parse(memory, max(64, total), isMapped: false)
  }

  // MARK: Opening

  /// Maps an index; nil when it is missing, of another version, truncated or damaged.
  static func map(_ path: String) -> IndexImage? {
    guard let file = try? File.open(path, .read), let size = try? file.stamp().size, size >= 64 else { return nil }
    guard let memory = mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0), memory != MAP_FAILED else { return nil }
    guard let image = parse(memory, size, isMapped: true) else {
      munmap(memory, size)
      return nil
    }
    return image
  }

  private static func parse(_ memory: UnsafeMutableRawPointer, _ size: Int, isMapped: Bool) -> IndexImage? {
    func word(_ index: Int) -> UInt64 { memory.load(fromByteOffset: index * 8, as: UInt64.self) }
    guard word(0) == magic, word(1) == version else { return nil }
    let (sectionCount, stampCount) = (word(2), word(3))
    guard sectionCount < 64, stampCount < 32, size / 8 > 5 + Int(stampCount) else { return nil }
    let stamp = (0..<Int(stampCount)).map { word(4 + $0) }
    let nameCount = word(4 + Int(stampCount))
    guard nameCount < 256 else { return nil }
    let nameStart = (5 + Int(stampCount)) * 8
    let tableStart = nameStart + (Int(nameCount) + 7) / 8 * 8
    let end = tableStart + Int(sectionCount) * 32
    guard end + 8 <= size else { return nil }
    guard Hash64.of(UnsafeRawBufferPointer(start: memory, count: end)) == memory.load(fromByteOffset: end, as: UInt64.self) else {
      return nil
    }
    let name = String(decoding: UnsafeRawBufferPointer(start: memory + nameStart, count: Int(nameCount)), as: UTF8.self)
    var sections: [Int: Range<Int>] = [:]
    for index in 0..<Int(sectionCount) {
      let at = tableStart / 8 + index * 4
      let (id, offset, length, checksum) = (word(at), word(at + 1), word(at + 2), word(at + 3))
      guard id < 1024, offset <= UInt64(size), length <= UInt64(size) - offset, offset % 64 == 0 else { return nil }
      let bytes = UnsafeRawBufferPointer(start: memory + Int(offset), count: Int(length))
      guard Hash64.of(bytes) == checksum else { return nil }
      sections[Int(id)] = Int(offset)..<Int(offset + length)
    }
    return IndexImage(base: memory, count: size, isMapped: isMapped, sections: sections, stamp: stamp, name: name)
  }
}
