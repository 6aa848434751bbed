internal import Glibc
internal import Synchronization

/// The bytes of an index: named sections behind a checked header, in a mapped file or in memory.
///
/// Layout, little-endian: magic, version, counts of sections and stamp words; a stamp of the memory file; a name; then for each section its number,
/// offset and length; the hash of each page of 4096 bytes; last a hash of all this. Then the sections, each from the beginning of a page.
///
/// Opening reads the header alone. A page is checked when it is first read (``Column``): a lookup in a large index touches little of it.
final class IndexImage: @unchecked Sendable {
  // Read-only after init: several threads may share it.
  let base: UnsafeRawPointer
  let count: Int
  let isMapped: Bool
  private let sections: [Int: Range<Int>]
  let stamp: [UInt64]
  let name: String
  /// Where the first page begins, what is known of each, and where their hashes lie.
  private let bodyStart: Int
  private let pageCount: Int
  let pages: UnsafeMutablePointer<Atomic<UInt8>>
  private let hashes: UnsafeRawPointer
  private let damage = Atomic<Bool>(false)
  private let path: String?
  /// The hash over the header, and with it over the hashes of all pages: what is in the image, in 64 bits.
  let identity: UInt64

  static let magic: UInt64 = 0x3158_444E_494A_5254  // "TRJINDX1"
  static let version: UInt64 = 5
  static let pageBits = 12
  static let pageSize = 1 << pageBits
  static let sound: UInt8 = 1

  private init(
    base: UnsafeRawPointer, count: Int, isMapped: Bool, sections: [Int: Range<Int>], stamp: [UInt64], name: String, bodyStart: Int,
    pageCount: Int, hashes: UnsafeRawPointer, identity: UInt64, path: String?
  ) {
    self.identity = identity
    self.path = path
    self.bodyStart = bodyStart
    self.pageCount = pageCount
    self.hashes = hashes
    pages = .allocate(capacity: max(1, pageCount))
    // What was just made in memory needs no check.
    for page in 0..<max(1, pageCount) { (pages + page).initialize(to: Atomic(isMapped ? 0 : Self.sound)) }
    self.base = base
    self.count = count
    self.isMapped = isMapped
    self.sections = sections
    self.stamp = stamp
    self.name = name
  }

  deinit {
    pages.deinitialize(count: max(1, pageCount)).deallocate()
    if isMapped { munmap(UnsafeMutableRawPointer(mutating: base), count) } else { free(UnsafeMutableRawPointer(mutating: base)) }
  }

  /// A section as integers; empty when there is none or its length doesn't fit.
  func section<T: FixedWidthInteger & Sendable>(_ id: Int, as type: T.Type) -> Column<T> {
    guard let range = sections[id], !range.isEmpty, range.count % MemoryLayout<T>.stride == 0 else {
      return Column(self, start: nil, count: 0, firstPage: 0)
    }
    // Sections begin at pages and the memory is not written again.
    return Column(
      self, start: (base + range.lowerBound).assumingMemoryBound(to: T.self), count: range.count / MemoryLayout<T>.stride,
      firstPage: (range.lowerBound - bodyStart) >> Self.pageBits)
  }

  /// True when a page that was read is not what was written: the image is of no use.
  var isDamaged: Bool { damage.load(ordering: .relaxed) }

  /// Removes a damaged image's file; whoever has it open keeps it.
  func removeIfDamaged() {
    if let path, isDamaged { File.remove(path) }
  }

  /// Checks a page against its hash.
  @inline(never)
  func check(_ page: Int) -> Bool {
    if isDamaged { return false }
    let start = bodyStart + page << Self.pageBits
    let bytes = UnsafeRawBufferPointer(start: base + start, count: min(Self.pageSize, count - start))
    guard Hash64.ofPage(bytes) == hashes.load(fromByteOffset: page * 8, as: UInt64.self) else {
      damage.store(true, ordering: .relaxed)
      return false
    }
    pages[page].store(Self.sound, ordering: .relaxed)
    return true
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
    let pageCount = parts.reduce(0) { $0 + ($1.bytes.count + pageSize - 1) >> pageBits }
    let size = (words.count + text.count / 8 + parts.count * 3 + 1 + pageCount + 1) * 8
    var at = (size + pageSize - 1) & ~(pageSize - 1)
    let bodyStart = at
    var offsets: [Int] = []
    var table: [UInt64] = []
    var hashes: [UInt64] = []
    hashes.reserveCapacity(pageCount)
    var last = [UInt8](repeating: 0, count: pageSize)
    for part in parts {
      offsets.append(at)
      table += [UInt64(part.id), UInt64(at), UInt64(part.bytes.count)]
      var page = 0
      while page < part.bytes.count {
        let end = min(part.bytes.count, page + pageSize)
        if end - page == pageSize {
          hashes.append(Hash64.ofPage(UnsafeRawBufferPointer(rebasing: part.bytes[page..<end])))
        } else {
          // The rest of the page is zero in the file.
          for index in 0..<pageSize { last[index] = page + index < end ? part.bytes[page + index] : 0 }
          hashes.append(last.withUnsafeBytes { Hash64.ofPage($0) })
        }
        page = end
      }
      at = (at + part.bytes.count + pageSize - 1) & ~(pageSize - 1)
    }
    table.append(UInt64(bodyStart))
    var bytes = words.withUnsafeBytes { Array($0) } + text + table.withUnsafeBytes { Array($0) } + hashes.withUnsafeBytes { Array($0) }
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

  /// Writes an image that is in memory to a file.
  func write(to path: String) throws(MemoryError) {
    let temporary = path + ".\(getpid())"
    let file = try File.open(temporary, .replace)
    do throws(MemoryError) {
      try file.reserve(count, at: 0)
      try file.write(UnsafeRawBufferPointer(start: base, count: count), at: 0)
      try File.rename(temporary, to: path)
    } catch {
      File.remove(temporary)
      throw error
    }
  }

  /// The image in memory, where no folder can be written.
  static func inMemory(stamp: [UInt64], name: String, parts: [Part]) -> IndexImage? {
    let (head, offsets, total) = header(stamp: stamp, name: name, parts: parts)
    guard let memory = aligned_alloc(pageSize, total) else { return nil }
    memset(memory, 0, total)
    head.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    for (part, offset) in zip(parts, offsets) where !part.bytes.isEmpty {
      (memory + offset).copyMemory(from: part.bytes.baseAddress!, byteCount: part.bytes.count)
    }
    return parse(memory, total, isMapped: false)
  }

  // MARK: Opening

  /// Maps an index; nil when it is missing, of another version, truncated or damaged.
  static func map(_ path: String) -> IndexImage? {
    guard let file = try? File.open(path, .read), let size = try? file.stamp().size, size >= 64 else { return nil }
    guard let memory = mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0), memory != MAP_FAILED else { return nil }
    guard let image = parse(memory, size, isMapped: true, path: path) else {
      munmap(memory, size)
      return nil
    }
    return image
  }

  private static func parse(
    _ memory: UnsafeMutableRawPointer, _ size: Int, isMapped: Bool, path: String? = nil
  ) -> IndexImage? {
    func word(_ index: Int) -> UInt64 { memory.load(fromByteOffset: index * 8, as: UInt64.self) }
    guard word(0) == magic, word(1) == version else { return nil }
    let (sectionCount, stampCount) = (word(2), word(3))
    guard sectionCount < 64, stampCount < 32, size / 8 > 5 + Int(stampCount) else { return nil }
    let stamp = (0..<Int(stampCount)).map { word(4 + $0) }
    let nameCount = word(4 + Int(stampCount))
    guard nameCount < 256 else { return nil }
    let nameStart = (5 + Int(stampCount)) * 8
    let tableStart = nameStart + (Int(nameCount) + 7) / 8 * 8
    let bodyAt = tableStart + Int(sectionCount) * 24
    guard bodyAt + 8 <= size else { return nil }
    let bodyStart = Int(truncatingIfNeeded: word(bodyAt / 8))
    guard bodyStart > bodyAt, bodyStart <= size, bodyStart % pageSize == 0, (size - bodyStart) % pageSize == 0 else { return nil }
    let pageCount = (size - bodyStart) >> pageBits
    let end = bodyAt + 8 + pageCount * 8
    guard end + 8 <= bodyStart else { return nil }
    guard Hash64.of(UnsafeRawBufferPointer(start: memory, count: end)) == memory.load(fromByteOffset: end, as: UInt64.self) else {
      return nil
    }
    let name = String(decoding: UnsafeRawBufferPointer(start: memory + nameStart, count: Int(nameCount)), as: UTF8.self)
    var sections: [Int: Range<Int>] = [:]
    for index in 0..<Int(sectionCount) {
      let at = tableStart / 8 + index * 3
      let (id, offset, length) = (word(at), word(at + 1), word(at + 2))
      guard id < 1024, offset <= UInt64(size), length <= UInt64(size) - offset, Int(offset) % pageSize == 0, Int(offset) >= bodyStart else {
        return nil
      }
      sections[Int(id)] = Int(offset)..<Int(offset + length)
    }
    return IndexImage(
      base: memory, count: size, isMapped: isMapped, sections: sections, stamp: stamp, name: name, bodyStart: bodyStart,
      pageCount: pageCount,
      hashes: memory + (bodyAt + 8), identity: memory.load(fromByteOffset: end, as: UInt64.self), path: path)
  }
}
