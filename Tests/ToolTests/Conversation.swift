import Foundation
import Testing

/// The tool held open as a filter: a line in, a line out.
final class Conversation {
  private let process = Process()
  private let input = Pipe(), output = Pipe()
  private var buffer: [UInt8] = []

  init(_ tool: Tool, _ arguments: String...) throws {
    process.executableURL = URL(filePath: Tool.binary)
    process.arguments = arguments
    process.currentDirectoryURL = tool.folder
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Says a line and waits for the answer.
  func ask(_ line: String) throws -> String {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    while true {
      if let end = buffer.firstIndex(of: 10) {
        defer { buffer.removeSubrange(...end) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "it went away, after \(line)")
      buffer += more
    }
  }

  /// Ends the input; gives the status.
  func end() throws -> Int32 {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
