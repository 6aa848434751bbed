import Foundation
import Testing

@testable import Archive

/// What a shell command writes to standard output, as bytes; nil when a program of it is missing.
private func made(_ command: String) throws -> [UInt8]? {
  for program in ["gzip", "python3"]
  where command.contains(program) && !FileManager.default.isExecutableFile(atPath: "/usr/bin/" + program)
    && !FileManager.default.isExecutableFile(atPath: "/bin/" + program)
  {
    print("skipped: no \(program)")
    return nil
  }
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", command]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return [UInt8](data)
}

/// A zip archive as python writes it: `code` is run with `z`, the open archive.
private func zip(_ code: String) throws -> [UInt8]? {
  try made(
    "python3 -c 'import zipfile,io,sys\nb=io.BytesIO()\nz=zipfile.ZipFile(b,\"w\",zipfile.ZIP_DEFLATED)\n\(code)\nz.close()\nsys.stdout.buffer.write(b.getvalue())'"
  )
}

private func unpacked(_ bytes: [UInt8], pieces: Int = 1 << 16, limits: ArchiveLimits = .standard) throws -> [UInt8] {
  var rest = bytes[...]
  let stream = Gunzip(limits: limits)
  var out: [UInt8] = []
  while true {
    let piece = try stream.next {
      defer { rest = rest.dropFirst(pieces) }
      return Array(rest.prefix(pieces))
    }
    if piece.isEmpty { return out }
    out += piece
  }
}

@Suite("gzip")
struct GunzipTests {
  @Test("what gzip packed comes out, in whatever pieces it comes in", arguments: [1, 7, 1000, 1 << 20])
  func roundTrip(pieces: Int) throws {
    guard let packed = try made("seq 1 30000 | gzip -9"), let text = try made("seq 1 30000") else { return }
    #expect(Gunzip.recognizes(packed) && !Gunzip.recognizes(text))
    #expect(try unpacked(packed, pieces: pieces) == text)
    #expect(try unpacked(packed + packed + [0, 0, 0], pieces: pieces) == text + text)
  }

  @Test("a file that is cut off gives what it held, then says so")
  func cut() throws {
    guard let packed = try made("seq 1 30000 | gzip") else { return }
    for cut in [3, 12, packed.count / 2, packed.count - 1] {
      #expect(throws: ArchiveError.damaged("it ends too early")) { try unpacked(Array(packed[..<cut])) }
    }
    var broken = packed
    broken[packed.count / 2] ^= 0x55
    #expect(throws: ArchiveError.self) { try unpacked(broken) }
    #expect(throws: ArchiveError.self) { try unpacked(packed + Array("junk".utf8)) }
    #expect(throws: ArchiveError.self) { try unpacked([]) }
  }

  @Test("a bomb stops at the limits")
  func bomb() throws {
    guard let packed = try made("head -c 50000000 /dev/zero | gzip") else { return }
    #expect(throws: ArchiveError.limit(.ratio, 250)) { try unpacked(packed) }
    #expect(throws: ArchiveError.limit(.bytes, 3_000_000)) { try unpacked(packed, limits: ArchiveLimits(bytes: 3_000_000, ratio: 2000)) }
    #expect(try unpacked(packed, limits: ArchiveLimits(ratio: 2000)).count == 50_000_000)
  }
}

@Suite("zip")
struct ZipTests {
  @Test("entries by name, whole and in pieces, from memory and from a file")
  func entries() throws {
    guard let bytes = try zip("z.writestr(\"a/b.txt\",\"x\"*700000)\nz.writestr(\"dir/\",\"\")\nz.writestr(\"\\u067e.tmx\",\"p\")") else {
      return
    }
    #expect(ZipArchive.recognizes(bytes))
    let archive = try ZipArchive(bytes: bytes)
    #expect(archive.entries.map(\.name) == ["a/b.txt", "پ.tmx"])
    #expect(archive.entries[0].size == 700_000)
    #expect(try archive.bytes(of: "a/b.txt") == [UInt8](repeating: UInt8(ascii: "x"), count: 700_000))
    #expect(try archive.bytes(of: "پ.tmx") == [UInt8(ascii: "p")])
    #expect(throws: ArchiveError.missing("../a/b.txt")) { try archive.bytes(of: "../a/b.txt") }
    #expect(throws: ArchiveError.limit(.bytes, 1000)) { try archive.bytes(of: "a/b.txt", most: 1000) }

    let file = FileManager.default.temporaryDirectory.appending(path: "tarjoman-\(UUID().uuidString).zip")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let opened = try ZipArchive(descriptor: open(file.path, O_RDONLY))
    let stream = try opened.open(opened.entries[0])
    var count = 0
    while case let piece = try stream.next(), !piece.isEmpty { count += piece.count }
    #expect(count == 700_000)
  }

  @Test("bytes that are no archive, are cut off or don't sum up")
  func damaged() throws {
    guard let bytes = try zip("z.writestr(\"a.txt\",\"\".join(map(str,range(9000))))") else { return }
    #expect(throws: ArchiveError.self) { try ZipArchive(bytes: []) }
    #expect(throws: ArchiveError.self) { try ZipArchive(bytes: Array("PK\u{3}\u{4}".utf8) + [UInt8](0...255)) }
    #expect(throws: ArchiveError.self) { try ZipArchive(bytes: Array(bytes.dropLast(40))) }
    #expect(throws: ArchiveError.self) { try ZipArchive(descriptor: open("/dev/null", O_RDONLY)) }
    var broken = bytes
    broken[bytes.count / 2] ^= 0x55
    #expect(throws: ArchiveError.self) { try ZipArchive(bytes: broken).bytes(of: "a.txt") }
  }

  @Test("a bomb stops at the limits; so do too many entries")
  func bomb() throws {
    guard let bytes = try zip("z.writestr(\"a\",b\"\\0\"*50000000)\nz.writestr(\"b\",\"\")") else { return }
    #expect(throws: ArchiveError.limit(.ratio, 250)) { try ZipArchive(bytes: bytes).bytes(of: "a") }
    #expect(throws: ArchiveError.limit(.entries, 1)) { try ZipArchive(bytes: bytes, limits: ArchiveLimits(entries: 1)) }
  }

  @Test("the limit counts all entries together, since they may share their packed bytes")
  func overlapping() throws {
    guard let bytes = try zip("for i in range(3): z.writestr(str(i),b\"x\"*40000)") else { return }
    let archive = try ZipArchive(bytes: bytes, limits: ArchiveLimits(bytes: 100_000))
    for name in ["0", "1"] { #expect(try archive.bytes(of: name).count == 40_000) }
    #expect(throws: ArchiveError.limit(.bytes, 100_000)) { try archive.bytes(of: "2") }
  }
}
