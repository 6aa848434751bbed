import ArgumentParser
import Workbench

/// Raises limits on what a file from outside may hold.
struct LimitOptions: ParsableArguments {
  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Raise or lower a limit on what files may hold; N may end with k, M or G. "
        + ReadingLimits.names.map { "\($0.name): \($0.about) (\($0.value))" }.joined(separator: "; "),
      valueName: "name=N"))
  var settings: [String] = []

  func validate() throws {
    var limits = ReadingLimits()
    for setting in settings where !limits.set(setting) {
      throw ValidationError(
        "--limit \(setting): it takes NAME=N with one of the names \(ReadingLimits.names.map(\.name).joined(separator: ", "))")
    }
  }

  var limits: ReadingLimits {
    var limits = ReadingLimits()
    for setting in settings { _ = limits.set(setting) }
    return limits
  }
}
