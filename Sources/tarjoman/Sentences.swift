import Workbench

/// What an error says to a person; nil for one that is not ours.
func sentence(for error: any Error) -> String? {
  switch error {
  case let error as FileError: "\(error.path): \(words(error.reason))"
  default: nil
  }
}

private func words(_ reason: FileError.Reason) -> String {
  switch reason {
  case .missing: "no such file"
  case .isDirectory: "is a folder, not a file"
  case .notPermitted: "permission denied"
  case .diskFull: "the disk is full; nothing was changed"
  case .readOnlyFileSystem: "the file system is read-only"
  case .empty: "the file is empty"
  case .system(_, let words): words
  }
}
