public import TMX
internal import Glibc

/// Checks a TMX file: what is wrong, where, and which programs refuse it for that.
public enum ValidationJob {
  /// - Throws: ``FileError``; ``TMXFileError`` when it is no TMX at all.
  public static func run(_ path: String) throws -> TMXReport {
    let descriptor = try FileSystem.openForReading(path)
    defer { if descriptor != 0 { close(descriptor) } }
    var isEmpty = true
    do {
      let report = try TMXValidator().validate {
        let piece = try FileSystem.piece(descriptor, path)
        if !piece.isEmpty { isEmpty = false }
        return piece
      }
      if isEmpty { throw FileError(path, .empty) }
      return report
    } catch let error as TMXError {
      throw isEmpty ? FileError(path, .empty) : TMXFileError(path: path, cause: error)
    }
  }
}

/// `validate --json`: a problem.
public struct ProblemRecord: Codable, Sendable {
  public var line, column: Int
  /// `error`, `warning` or `info`.
  public var severity: String
  public var message: String
  /// Programs that refuse the file for this.
  public var refusedBy: [String]

  public init(_ problem: Problem) {
    line = problem.line
    column = problem.column
    severity = problem.severity.rawValue
    message = problem.kind.words
    refusedBy = problem.refusedBy.names
  }

  /// The place where a file broke off.
  public init?(damageIn report: TMXReport) {
    guard let damage = report.damage else { return nil }
    line = damage.line
    column = damage.column
    severity = Problem.Severity.error.rawValue
    message = "damaged here: \(damage.reason.words)"
    refusedBy = []
  }
}
