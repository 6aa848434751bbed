public import Alignment
internal import Glibc
internal import TranslationMemory

/// Many document pairs aligned on several threads, answers in order.
///
///     try AlignmentBatch(job: job, format: .beads).run(pairs) { answer in show(answer.warnings) }
public struct AlignmentBatch: Sendable {
  public var job: AlignmentJob
  public var format: AlignmentFormat
  /// Threads; each takes the next document that nobody has taken.
  public var jobs = AlignmentBatch.cores
  public var limits = ReadingLimits.standard

  public init(job: AlignmentJob, format: AlignmentFormat) {
    self.job = job
    self.format = format
  }

  /// What became of a document pair.
  public struct Answer: Sendable {
    public var source, target: String
    /// What a person should know: other encodings, warnings.
    public var remarks: [String] = []
    public var warnings: [Alignment.Warning] = []
    /// Why it couldn't be read, aligned or written.
    public var failure: (any Error)?
  }

  /// Aligns the pairs (text, translation, file for the answer) and writes each answer to its file.
  /// - Parameter deliver: called on this thread with the answers, in the order of the pairs.
  public func run(_ pairs: [(source: String, target: String, output: String)], deliver: (Answer) -> Void) {
    let aligner = job.aligner()
    Threads.run(pairs.count, on: jobs) { index in
      let pair = pairs[index]
      var answer = Answer(source: pair.source, target: pair.target)
      do {
        let left = try LoadedDocument.read(pair.source, limits: limits.document)
        let right = try LoadedDocument.read(pair.target, limits: limits.document)
        answer.remarks = left.notes + right.notes
        let aligned = try job.align(left.text(), right.text(), with: aligner)
        answer.warnings = aligned.alignment.warnings
        var importJob = ImportJob()
        importJob.alignment = job
        let text = try format.text(aligned, job: importJob, origin: FileSystem.name(of: pair.source))
        try FileSystem.write(Array(text.utf8), to: pair.output, isDurable: false)
      } catch {
        answer.failure = error
      }
      return answer
    } deliver: {
      deliver($0)
    }
  }

  /// The cores of this machine.
  public static var cores: Int { Threads.cores }
}
