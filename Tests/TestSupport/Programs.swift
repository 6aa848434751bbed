import Foundation

/// Runs a program of the system; nil, with a word about it, when it is not installed.
@discardableResult
public func run(_ program: String, _ arguments: [String], in folder: String? = nil) throws -> (status: Int32, output: String)? {
  let places = ["/usr/bin/", "/usr/local/bin/", "/bin/", "/usr/sbin/", "/sbin/"].map { $0 + program }
  guard let path = places.first(where: FileManager.default.isExecutableFile) else {
    print("skipped: \(program) is not installed")
    return nil
  }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: path)
  process.arguments = arguments
  if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
