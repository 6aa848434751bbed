import Synchronization
import Workbench

/// The bar of indexes that are made because they are missing or stale.
final class IndexBar: Sendable {
  private let bar = Mutex(ProgressBar("indexing"))

  func show(_ progress: IndexProgress) {
    bar.withLock { progress.done < progress.all ? $0.update(progress.done, of: progress.all) : $0.clear() }
  }
}
