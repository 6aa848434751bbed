internal import Glibc

/// Gives the units of a memory file one after the other, with their places: by lines where the layout is ours, else by a scan for `<tu`.
struct UnitReader {
  let file: File
  /// nil for a foreign layout.
  let layout: Layout?

  /// A file whose layout is known.
  init(file: File, layout: Layout?) {
    self.file = file
    self.layout = layout
  }

  /// Looks at a file's layout.
  /// - Throws: ``MemoryError/unreadable(path:offset:why:)`` when it is no TMX in UTF-8.
  init(file: File) throws(MemoryError) {
    self.file = file
    switch try Layout.scan(file) {
    case .ours(let layout): self.layout = layout
    case .foreign:
      layout = nil
      let head = try file.bytes(0..<1024)
      if head.isEmpty { throw .unreadable(path: file.path, offset: 0, why: "the file is empty") }
      if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || head.contains(0) {
        throw .unreadable(path: file.path, offset: 0, why: "is not in UTF-8; import or repair it")
      }
      let text = String(decoding: head, as: UTF8.self).lowercased()
      if let declaration = text.range(of: "encoding="), !text[declaration.upperBound...].dropFirst().hasPrefix("utf-8"),
        !text[declaration.upperBound...].dropFirst().hasPrefix("us-ascii")
      {
        throw .unreadable(path: file.path, offset: 0, why: "is not in UTF-8; import or repair it")
      }
      if !text.contains("<tmx") { throw .unreadable(path: file.path, offset: 0, why: "is no TMX") }
    }
  }

  /// Calls `body` with each unit's bytes, from `<tu` to `</tu>`, and the place of the first.
  ///
  /// - Parameter range: only those that begin there; it begins where a unit does.
  /// - Complexity: O(size of the range), in memory for the longest unit.
  func forEach(
    in range: Range<Int>? = nil, _ body: (_ unit: UnsafeBufferPointer<UInt8>, _ offset: Int) throws(MemoryError) -> Void
  ) throws(MemoryError) {
    if let layout {
      let end = min(layout.footer, range?.upperBound ?? .max)
      var lines = LineReader(
        file: file, from: range?.lowerBound ?? layout.bodyStart, chunk: range.map { min(1 << 20, $0.count + 1) } ?? 1 << 20)
      while lines.offset < end {
        let offset = lines.offset
        guard let line = try lines.next() else { return }
        try body(line.bytes.element, offset)
      }
    } else {
      try forEachSpan(in: range, body)
    }
  }

  private func forEachSpan(
    in range: Range<Int>?, _ body: (UnsafeBufferPointer<UInt8>, Int) throws(MemoryError) -> Void
  ) throws(MemoryError) {
    var buffer: [UInt8] = []
    var base = range?.lowerBound ?? 0
    var at = 0
    var inBody = range != nil
    let last = range?.upperBound ?? .max
    let chunk = min(1 << 20, max(1, last - base))
    var fileEnd = false
    /// Looks for a text from `at` on, reading more as it must; the index in the buffer, nil at the end of the file.
    func find(_ text: StaticString, from start: Int) throws(MemoryError) -> Int? {
      var from = start
      while true {
        let hit: Int? = buffer.withUnsafeBytes { bytes in
          Self.find(text, in: bytes, from: from)
        }
        if let hit { return hit }
        if fileEnd { return nil }
        from = max(start, buffer.count - text.utf8CodeUnitCount + 1)
        let more = try file.bytes((base + buffer.count)..<(base + buffer.count + max(chunk, buffer.count)))
        if more.isEmpty { fileEnd = true }
        buffer += more
      }
    }
    while true {
      if at > 1 << 20 {
        buffer.removeSubrange(..<at)
        base += at
        at = 0
      }
      guard let open = try find("<", from: at), base + open < last, try find(">", from: open) != nil else { return }
      let follows = buffer[open...].prefix(6)
      if follows.starts(with: "<!--".utf8) {
        guard let end = try find("-->", from: open + 4) else { return }
        at = end + 3
      } else if !inBody {
        inBody = follows.starts(with: "<body".utf8)
        at = open + 1
      } else if follows.starts(with: "</body".utf8) {
        return
      } else if follows.starts(with: "<tu".utf8), let next = follows.dropFirst(3).first,
        next == 32 || next == 62 || next == 10 || next == 13 || next == 9
      {
        guard let end = try find("</tu>", from: open) else { return }
        let offset = base + open
        var failure: MemoryError?
        buffer.withUnsafeBufferPointer { bytes in
          do throws(MemoryError) {
            try body(UnsafeBufferPointer(rebasing: bytes[open..<(end + 5)]), offset)
          } catch { failure = error }
        }
        if let failure { throw failure }
        at = end + 5
      } else {
        at = open + 1
      }
    }
  }

  private static func find(_ text: StaticString, in bytes: UnsafeRawBufferPointer, from: Int) -> Int? {
    let count = text.utf8CodeUnitCount
    var at = from
    while at + count <= bytes.count, let hit = memchr(bytes.baseAddress! + at, Int32(text.utf8Start[0]), bytes.count - count + 1 - at) {
      if memcmp(hit, text.utf8Start, count) == 0 { return UnsafeRawPointer(hit) - bytes.baseAddress! }
      at = UnsafeRawPointer(hit) - bytes.baseAddress! + 1
    }
    return nil
  }

  /// The bytes of the unit that begins at an offset.
  static func unit(in file: File, at offset: Int) throws(MemoryError) -> [UInt8] {
    var size = 4096
    while true {
      var bytes = try file.bytes(offset..<(offset + size))
      if let end = bytes.withUnsafeBytes({ find("</tu>", in: $0, from: 0) }) {
        bytes.removeLast(bytes.count - end - 5)
        return bytes
      }
      guard bytes.count == size else {
        throw .unreadable(path: file.path, offset: offset, why: "a unit without an end")
      }
      size *= 4
    }
  }
}

extension UnsafeRawBufferPointer {
  /// A line without its line feed, as bytes.
  fileprivate var element: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: baseAddress?.assumingMemoryBound(to: UInt8.self), count: last == 10 ? count - 1 : count)
  }
}

extension String {
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(text) { return rest.startIndex..<rest.index(rest.startIndex, offsetBy: text.count) }
      rest = rest.dropFirst()
    }
    return nil
  }

  fileprivate func contains(_ text: String) -> Bool { range(of: text) != nil }
}
