import Foundation
import Language
import TMX
import Testing
@testable import TranslationMemory

/// Foundation has a `Unit` too.
typealias Unit = TMX.Unit

/// A folder of its own that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/tarjoman-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
}

func unit(
  _ fa: String, _ en: String, origin: String? = nil, position: Int? = nil, date: String = "20240101T000000Z", confirmedBy: String? = nil
) -> Unit {
  var properties: [Property] = []
  if let origin { properties.append(Property(UnitProperty.origin, origin)) }
  if let position { properties.append(Property(UnitProperty.position, "\(position)")) }
  if let confirmedBy { properties.append(Property(UnitProperty.confirmedBy, confirmedBy)) }
  return Unit(
    attributes: [Attribute("creationdate", date)], properties: properties,
    variants: [Variant(language: .persian, text: fa), Variant(language: .english, text: en)])
}

/// A memory of units in a fresh file.
func makeMemory(_ units: [Unit], in folder: TemporaryFolder, _ name: String = "m.tmx") throws -> Memory {
  let path = folder.file(name)
  let store = try MemoryStore.create(at: path)
  try store.append(units, again: .keep)
  return try Memory(opening: path)
}

func bytes(_ path: String) -> [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }

func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

func put(_ bytes: [UInt8], _ path: String) { FileManager.default.createFile(atPath: path, contents: Data(bytes)) }

func put(_ text: String, _ path: String) { put(Array(text.utf8), path) }

/// All units of a file, by the room's own strict reader: fails when the file is broken.
func unitsByReader(_ path: String) throws -> [Unit] {
  var units: [Unit] = []
  var rest = bytes(path)[...]
  let report = try TMXReader().read(
    from: {
      defer { rest = rest.dropFirst(1 << 16) }
      return Array(rest.prefix(1 << 16))
    }, onUnit: { unit, _ in units.append(unit) })
  #expect(report.damage == nil)
  #expect(report.unitsLeftOut == 0)
  return units
}

/// The program `MemoryProbe`, beside the tests' own.
struct Probe {
  let process = Process()
  private let input = Pipe(), output = Pipe()

  init(_ arguments: String...) throws {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let candidates =
      [folder, folder.deletingLastPathComponent(), folder.deletingLastPathComponent().deletingLastPathComponent()]
      + ProcessInfo.processInfo.arguments.filter { $0.hasSuffix(".xctest") }.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let place = candidates.map { $0.appendingPathComponent("MemoryProbe") }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    process.executableURL = try #require(place, "MemoryProbe is built with the tests")
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// Reads one line of what it says; nil at the end.
  func line() -> String? {
    var line: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      guard read(output.fileHandleForReading.fileDescriptor, &byte, 1) == 1 else {
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
      }
      if byte == 10 { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }

  func rest() -> [String] {
    String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Kills it at a moment that nobody knows: after some of what it does, and then within twenty milliseconds; or before all of it. Gives what it said.
  func killSoon() -> [String] {
    var said: [String] = []
    for _ in 0..<Int.random(in: 0...2) {
      if let line = line() { said.append(line) }
    }
    usleep(UInt32.random(in: 0...20_000))
    kill()
    return said + rest()
  }

  func letGo() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
