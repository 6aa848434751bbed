internal import CZlib

/// Unpacks gzip (RFC 1952), piece by piece; several members one after another are one text, as gzip has it.
///
///     let stream = Gunzip()
///     while case let piece = try stream.next(from: file.nextPiece), !piece.isEmpty { … }
///
/// What came out before damage was good: it has been handed over when the error is thrown.
public final class Gunzip {
  // zlib keeps the address of its stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let limits: ArchiveLimits
  private var input: [UInt8] = []
  private var used = 0
  private var packed = 0, unpacked = 0
  private var isBetweenMembers = true, sawMember = false, isAtEnd = false

  /// The most bytes that one call gives.
  private static let pieceSize = 1 << 18

  public init(limits: ArchiveLimits = .standard) {
    self.limits = limits
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for "gzip only". It fails for lack of memory alone; then `next` says so.
    isReady = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  private let isReady: Bool

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deallocate()
  }

  /// True for the first bytes of a gzip file.
  public static func recognizes(_ start: some Collection<UInt8>) -> Bool { start.starts(with: [0x1F, 0x8B, 0x08]) }

  /// The next bytes of the text; none at its end.
  ///
  /// - Parameter source: gives the next bytes of the packed file, none at its end.
  /// - Throws: ``ArchiveError``, and what `source` throws.
  public func next(from source: () throws -> [UInt8]) throws -> [UInt8] {
    guard isReady else { throw ArchiveError.damaged("not enough memory") }
    while !isAtEnd {
      if used == input.count {
        input = try source()
        used = 0
        packed += input.count
        if input.isEmpty {
          isAtEnd = true
          if !isBetweenMembers || !sawMember { throw ArchiveError.damaged("it ends too early") }
          break
        }
      }
      if isBetweenMembers, sawMember {
        // Zeros that a tape or a copy left behind the last member mean nothing.
        while used < input.count, input[used] == 0 { used += 1 }
        if used == input.count { continue }
      }
      let piece = try inflate()
      if !piece.isEmpty { return piece }
    }
    return []
  }

  private func inflate() throws(ArchiveError) -> [UInt8] {
    isBetweenMembers = false
    sawMember = true
    var status = Z_OK
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
      input.withUnsafeMutableBufferPointer { input in
        stream.pointee.next_in = input.baseAddress! + used
        stream.pointee.avail_in = UInt32(input.count - used)
        stream.pointee.next_out = buffer.baseAddress!
        stream.pointee.avail_out = UInt32(buffer.count)
        status = CZlib.inflate(stream, Z_NO_FLUSH)
        used = input.count - Int(stream.pointee.avail_in)
        count = buffer.count - Int(stream.pointee.avail_out)
      }
    }
    unpacked += piece.count
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      isBetweenMembers = true
      inflateReset(stream)
    default:
      isAtEnd = true
      throw .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
    }
    try limits.check(unpacked: unpacked, packed: packed - (input.count - used))
    return piece
  }
}
