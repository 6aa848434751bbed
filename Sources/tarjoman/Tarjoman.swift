import ArgumentParser
import Glibc
import Workbench

/// The words that people type. Each command takes its arguments apart, asks the Workbench, prints, and ends with a status.
@main
struct Tarjoman: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tarjoman",
    abstract: "Translation memory for Persian and English: segment, align, remember, look up, export.",
    discussion: """
      A text and its translation become a memory, and a memory answers:
        tarjoman import diplomacy speech.fa.txt speech.en.txt
        tarjoman lookup --memory diplomacy "دو طرف بر اجرای کامل توافق تأکید کردند"

      Data goes to standard output, messages to standard error. Exit status: 0 done; 1 done, with findings, rejects, recovered data or
      nothing found; 2 wrong usage; 3 bad data or a file that can't be read or written.
      """,
    version: "0.1.0",
    subcommands: [
      SegmentCommand.self,
      AlignCommand.self,
      ReviewCommand.self,
      LexiconCommand.self,
      ImportCommand.self,
      LookupCommand.self,
      ConcordanceCommand.self,
      TermCommand.self,
      RecognizeCommand.self,
      ExtractTermsCommand.self,
      CheckCommand.self,
      CleanCommand.self,
      AddCommand.self,
      EditCommand.self,
      DeleteCommand.self,
      ConfirmCommand.self,
      ExportCommand.self,
      ValidateCommand.self,
      RepairCommand.self,
      StatsCommand.self,
      MergeCommand.self,
      DedupeCommand.self,
      DiffCommand.self,
      FoldCommand.self,
      StemCommand.self,
      NormalizeCommand.self,
    ])

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
      Output.flush()
    } catch {
      Output.flush()
      Glibc.exit(status(for: error))
    }
  }

  /// Says what went wrong in one line and gives the status to end with.
  private static func status(for error: any Error) -> Int32 {
    if let status = error as? ExitStatus { return status.rawValue }
    if let sentence = sentence(for: error) {
      Messages.error(sentence)
      return ExitStatus.badData.rawValue
    }
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    if code == .success {
      if !text.isEmpty { Output.line(text) }
      Output.flush()
      return 0
    }
    Messages.raw(text)
    return ExitStatus.usage.rawValue
  }
}
