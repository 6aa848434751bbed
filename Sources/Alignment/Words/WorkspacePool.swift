internal import Synchronization

/// Workspaces that nobody uses at the moment.
final class WorkspacePool: Sendable {
  private let idle = Mutex<[Workspace]>([])
  private let make: @Sendable () -> Workspace

  init(_ make: @escaping @Sendable () -> Workspace) { self.make = make }

  func with<Result>(_ body: (Workspace) -> Result) -> Result {
    let workspace = idle.withLock { $0.popLast() } ?? make()
    defer { if workspace.isHandy { idle.withLock { $0.append(workspace) } } }
    return body(workspace)
  }
}
