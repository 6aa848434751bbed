/// How far the making of an index is.
public struct IndexProgress: Hashable, Sendable {
  public var task: Task
  /// Units read, and units to read; of units that are still to be counted, bytes.
  public var done, all: Int

  public enum Task: Hashable, Sendable {
    /// The file is compared with what is known of it.
    case units
    /// The texts of a language are indexed.
    case texts(language: String)
  }

  /// Called on the thread that asked, at most some thousand times.
  public typealias Handler = @Sendable (IndexProgress) -> Void
}
