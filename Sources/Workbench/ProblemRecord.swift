public import TMX
public import Terminology

/// `validate --json`: a problem.
public struct ProblemRecord: Codable, Sendable {
  /// Which memory of an archive with several; nil in a file by itself.
  public var file: String?
  public var line, column: Int
  /// `error`, `warning` or `info`.
  public var severity: String
  public var message: String
  /// Programs that refuse the file for this; for a warning or a remark, that lose what it is about.
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
    refusedBy = Clients.all.names
  }

  /// A problem of a glossary: an error where something was left out for it.
  public init(_ problem: TermbaseProblem) {
    line = problem.line
    column = problem.column
    severity = (problem.isLoss ? Problem.Severity.error : .warning).rawValue
    message = problem.words
    refusedBy = []
  }

  /// The place where a glossary broke off.
  public init(_ damage: GlossaryFile.Damage) {
    line = damage.line
    column = damage.column
    severity = Problem.Severity.error.rawValue
    message = "damaged here: \(damage.words)"
    refusedBy = []
  }
}
