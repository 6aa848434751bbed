internal import Glibc

/// What can go wrong with a memory's file. Each case names the file; ``reason`` says why in one line.
public enum MemoryError: Error, Hashable, Sendable {
  /// The system refused an operation; `code` is `errno`.
  case system(Operation, path: String, code: Int32)
  /// The path is there but is no regular file: a directory, a device.
  case notAFile(path: String)
  /// A memory that was to be made is there already.
  case exists(path: String)
  /// Another writer holds the memory; `holder` is it, where the system tells.
  case locked(path: String, holder: String?)
  /// Another program changed the file while this writer held it.
  case changedElsewhere(path: String)
  /// The file is no TMX that can be read.
  case unreadable(path: String, offset: Int, why: String)
  /// No unit has this id.
  case unknownUnit(path: String, tuid: String)
  /// A unit that can't be stored: without variants, or its text holds what XML can't.
  case unstorable(path: String, tuid: String?, why: String)

  public enum Operation: String, Hashable, Sendable {
    case open, read, write, reserve, sync, rename, lock, remove, examine
  }

  /// The file it happened to.
  public var path: String {
    switch self {
    case .system(_, let path, _), .notAFile(let path), .exists(let path), .locked(let path, _), .changedElsewhere(let path),
      .unreadable(let path, _, _), .unknownUnit(let path, _), .unstorable(let path, _, _):
      path
    }
  }

  /// Why, without the path: one line for a person.
  public var reason: String {
    switch self {
    case .system(let operation, _, let code): "can't \(operation.rawValue): \(String(cString: strerror(code)))"
    case .notAFile: "is a folder or a device, not a file"
    case .exists: "is there already"
    case .locked(_, let holder): "is being written by \(holder ?? "another process")"
    case .changedElsewhere: "was changed by another program while it was being written; open it again"
    case .unreadable(_, let offset, let why): "\(why) (at byte \(offset))"
    case .unknownUnit(_, let tuid): "has no unit \(tuid)"
    case .unstorable(_, let tuid, let why): "can't hold unit \(tuid ?? "without id"): \(why)"
    }
  }
}

extension MemoryError: CustomStringConvertible {
  public var description: String { "\(path): \(reason)" }
}
