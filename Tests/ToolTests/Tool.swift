import Foundation
import Testing

/// The real binary in a fresh directory, and what it said.
struct Tool {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tarjoman-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The tool that `TARJOMAN` names, or the one built beside the tests.
  static let binary: String = {
    if let path = ProcessInfo.processInfo.environment["TARJOMAN"] { return path }
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return beside.appending(path: "tarjoman").path
  }()

  /// The package's own folder.
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Development data beside the checkout; nil, with a word about it, where there is none.
  static func shared(_ path: String) -> URL? {
    let base =
      ProcessInfo.processInfo.environment["TARJOMAN_SHARED"].map { URL(filePath: $0) }
      ?? package.deletingLastPathComponent().appending(path: "shared")
    let url = base.appending(path: path)
    if FileManager.default.fileExists(atPath: url.path) { return url }
    print("skipped: \(path) (no development data beside this checkout)")
    return nil
  }

  struct Answer {
    var status: Int32
    var out: String
    var err: String
    var lines: [String] { out.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }
    var errorLines: [String] { err.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }
  }

  @discardableResult
  func run(_ arguments: String..., input: String = "") throws -> Answer { try run(arguments, input: Data(input.utf8)) }

  func run(_ arguments: [String], input: Data = Data()) throws -> Answer { try command(Self.binary, arguments, input: input) }

  /// A command line of the shell, with `$T` for the tool.
  func shell(_ line: String) throws -> Answer { try command("/bin/sh", ["-c", "T='\(Self.binary)'; " + line]) }

  func command(_ path: String, _ arguments: [String], input: Data = Data()) throws -> Answer {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Files, not pipes: no answer is too long for them.
    let inPath = folder.appending(path: ".in"), outPath = folder.appending(path: ".out"), errPath = folder.appending(path: ".err")
    try input.write(to: inPath)
    FileManager.default.createFile(atPath: outPath.path, contents: nil)
    FileManager.default.createFile(atPath: errPath.path, contents: nil)
    process.standardInput = try FileHandle(forReadingFrom: inPath)
    process.standardOutput = try FileHandle(forWritingTo: outPath)
    process.standardError = try FileHandle(forWritingTo: errPath)
    try process.run()
    process.waitUntilExit()
    return Answer(
      status: process.terminationStatus, out: String(decoding: try Data(contentsOf: outPath), as: UTF8.self),
      err: String(decoding: try Data(contentsOf: errPath), as: UTF8.self))
  }

  func write(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }
  func write(_ data: Data, _ name: String) throws { try data.write(to: folder.appending(path: name)) }
  func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self) }

  /// A file of the package.
  func file(_ path: String) -> String { Self.package.appending(path: path).path }

  /// The project's glossary of diplomacy, as TBX or as a table.
  static let glossary: String = {
    let path = package.appending(path: "Glossaries/diplomacy").path
    return FileManager.default.fileExists(atPath: path + ".tbx") ? path + ".tbx" : path + ".tsv"
  }()

  static func isInstalled(_ command: String) -> Bool {
    let found = ["/usr/bin/", "/usr/local/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + command) }
    if !found { print("skipped: \(command) is not installed") }
    return found
  }
}
