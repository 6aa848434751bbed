import ArgumentParser

@main
struct Tarjoman: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tarjoman",
    abstract: "Translation memory for Persian and English.",
    version: "0.1.0",
    subcommands: [SegmentCommand.self, FoldCommand.self, StemCommand.self, NormalizeCommand.self])
}
