import ArgumentParser

/// Which units of a memory are wanted.
struct UnitFilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only units from this document.", valueName: "name"))
  var origin: String?

  @Option(help: ArgumentHelp("Only units of this domain.", valueName: "word"))
  var domain: String?

  @Option(help: ArgumentHelp("Only units made or changed since this day.", valueName: "YYYYMMDD"))
  var since: String?

  @Flag(help: "Only units that a person has confirmed.")
  var confirmed = false

  var isEmpty: Bool { origin == nil && domain == nil && since == nil && !confirmed }

  func validate() throws {
    if let since, since.utf8.count != 8 || !since.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw ValidationError("--since takes a day as YYYYMMDD")
    }
  }
}
