import Glibc
import Synchronization

/// Standard output, buffered; a full disk is noticed, a broken pipe ends the program in peace.
enum Output {
  private static let buffer = Mutex<[UInt8]>([])

  static func line(_ text: String) { self.text(text + "\n") }

  static func text(_ text: String) {
    let isFull = buffer.withLock { bytes in
      bytes.append(contentsOf: text.utf8)
      return bytes.count >= 1 << 16
    }
    if isFull { flush() }
  }

  /// Writes what is left. Ends the program with 3 when it can't be written, with 0 when nobody reads any more.
  static func flush() {
    buffer.withLock { bytes in
      var start = 0
      while start < bytes.count {
        let count = bytes.withUnsafeBytes { write(1, $0.baseAddress! + start, bytes.count - start) }
        if count < 0, errno == EINTR { continue }
        if count < 0 {
          let code = errno
          if code == EPIPE { exit(0) }
          Messages.error("standard output: \(code == ENOSPC ? "the disk is full" : String(cString: strerror(code)))")
          exit(ExitStatus.badData.rawValue)
        }
        start += count
      }
      bytes.removeAll(keepingCapacity: true)
    }
  }
}

/// What a command ends with.
enum ExitStatus: Int32, Error {
  case done = 0
  /// Done, with findings, rejects, recovered data or nothing found.
  case findings = 1
  case usage = 2
  /// Bad data, or a file that can't be read or written.
  case badData = 3
}

/// Standard error: one line a message.
enum Messages {
  static func error(_ text: String) { line("tarjoman: \(text)") }
  static func note(_ text: String) { line("tarjoman: \(text)") }

  /// Text of several lines that is our own.
  static func raw(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    bytes.withUnsafeBytes { _ = write(2, $0.baseAddress!, $0.count) }
  }

  private static func line(_ text: String) {
    // Control characters of outside names must not steer a terminal.
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
        bytes.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
      } else {
        bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    bytes.append(0x0A)
    bytes.withUnsafeBytes { _ = write(2, $0.baseAddress!, $0.count) }
  }
}
