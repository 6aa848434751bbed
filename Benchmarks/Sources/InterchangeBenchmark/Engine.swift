import CReadBaseline
import Glibc
import Language
import TMX

/// One way to read or write a memory, run in a process of its own.
enum Engine: String {
  case readC = "read, C SAX2 loop    "
  case readUnits = "read, TMXReader      "
  case writeC = "write, C, buffered   "
  case writeUnits = "write, TMXWriter     "

  func run(_ path: String, units: Int) throws {
    switch self {
    case .readC: if baseline_read(path).units < 0 { exit(3) }
    case .writeC: if baseline_write(path, Int64(units)).units < 0 { exit(3) }
    case .readUnits: if try Self.read(path) == 0 { exit(3) }
    case .writeUnits: try Self.write(path, units: units)
    }
  }

  private static func read(_ path: String) throws -> Int {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { exit(3) }
    var bytes = 0
    let size = 1 << 18
    _ = try TMXReader().read {
      [UInt8](unsafeUninitializedCapacity: size) { buffer, count in count = max(0, Glibc.read(file, buffer.baseAddress!, size)) }
    } onUnit: { unit, _ in
      for variant in unit.variants { bytes += variant.text.utf8.count }
    }
    return bytes
  }

  private static func write(_ path: String, units: Int) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { exit(3) }
    let persian = String(cString: baseline_persian), english = String(cString: baseline_english)
    var writer = TMXWriter(header: Header())
    func flush() {
      let bytes = writer.take()
      if bytes.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) != bytes.count { exit(3) }
    }
    var unit = Unit(
      attributes: [Attribute("creationdate", "20240131T120000Z")],
      variants: [Variant(language: .persian, text: persian), Variant(language: .english, text: english)])
    for number in 0..<units {
      unit.tuid = "u\(number)"
      writer.append(unit)
      if writer.bytes.count >= 1 << 18 { flush() }
    }
    writer.finish()
    flush()
    close(file)
  }

  /// A memory in the layout that most tools write: a line for each element.
  static func makeMemory(_ path: String, units: Int) throws {
    guard let file = fopen(path, "wb") else { exit(3) }
    defer { fclose(file) }
    let head = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE tmx SYSTEM "tmx14.dtd">
      <tmx version="1.4">
        <header creationtool="b" creationtoolversion="1" segtype="sentence" o-tmf="b" adminlang="en" srclang="fa" datatype="plaintext"/>
        <body>

      """
    fputs(head, file)
    let persian = String(cString: baseline_persian), english = String(cString: baseline_english).replacing("&", with: "&amp;")
    for number in 0..<units {
      fputs(
        """
            <tu tuid="u\(number)" creationdate="20240131T120000Z" creationid="gen">
              <prop type="x-document">doc-\(number / 500)</prop>
              <tuv xml:lang="fa">
                <seg>\(persian) (\(number))</seg>
              </tuv>
              <tuv xml:lang="en">
                <seg>\(english) (\(number))</seg>
              </tuv>
            </tu>

        """, file)
    }
    fputs("  </body>\n</tmx>\n", file)
  }

  // MARK: measuring

  private static func spawn(_ arguments: [String], output: String? = nil) -> rusage {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let output { posix_spawn_file_actions_addopen(&actions, 2, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600) }
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child: pid_t = 0
    guard posix_spawn(&child, arguments[0], &actions, nil, &pointers, environ) == 0 else { exit(3) }
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    guard status == 0 else {
      print("a run failed: \(arguments)")
      exit(3)
    }
    return usage
  }

  static func measure(_ engine: Engine, _ path: String, units: Int) -> (seconds: Double, megabytes: Double) {
    let runs = (0..<3).map { _ in spawn(["/proc/self/exe", "--engine", engine.rawValue, path, "\(units)"]) }
    let seconds = runs.map { Double($0.ru_utime.tv_sec) + Double($0.ru_utime.tv_usec) / 1e6 }.min()!
    return (seconds, runs.map { Double($0.ru_maxrss) / 1024 }.min()!)
  }

  /// The instructions of a whole process, as callgrind counts them.
  static func instructions(_ engine: Engine, _ path: String, units: Int) -> Int {
    let log = path + ".log"
    defer { unlink(log) }
    var program = [CChar](repeating: 0, count: 4096)
    guard readlink("/proc/self/exe", &program, program.count - 1) > 0 else { exit(3) }
    _ = spawn(
      [
        "/usr/bin/valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", String(cString: program), "--engine", engine.rawValue,
        path, "\(units)",
      ],
      output: log)
    var text: [UInt8] = []
    let file = open(log, O_RDONLY)
    text = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in count = max(0, Glibc.read(file, buffer.baseAddress!, 1 << 16)) }
    close(file)
    guard let line = String(decoding: text, as: UTF8.self).split(separator: "\n").last(where: { $0.contains("Collected :") }) else {
      exit(3)
    }
    return Int(line.split(separator: " ").last!)!
  }
}
