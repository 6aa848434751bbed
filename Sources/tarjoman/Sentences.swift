import Workbench

/// What an error says to a person; nil for one that is not ours.
func sentence(for error: any Error) -> String? {
  switch error {
  case let error as FileError: "\(error.path): \(words(error.reason))"
  case let error as UnknownEncoding: "\(error.path): \(error.cause)"
  case let error as TMXFileError: "\(error.path):\(error.cause.line):\(error.cause.column): \(words(error.cause))"
  case let error as SRXFileError: place(error)
  case let error as MemoryError: error.description
  case let error as AlignmentFormatError: "the file of beads: \(error)"
  case let error as ConfirmationMismatch: "the confirmed bead in line \(error.line) speaks of other segments than the texts have there"
  case let error as BadPairLine: "\(error.path):\(error.line): a line of \(error.columns) columns with tabs between them is needed"
  case let error as AlignmentRefused: "\(error.source), \(error.target): \(error.warning); nothing was stored"
  case let error as NotBilingual:
    error.isFolder
      ? "\(error.path): no document pairs in this folder (NAME.fa.txt with NAME.en.txt)"
      : "\(error.path): one text alone; give its translation too, or a file that holds both (.tmx, or a table with tabs)"
  case is NoGlossary: "no glossary: name one with --glossary, or work in a folder that has Glossaries/"
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

/// A TMX error without its place, which stands before it.
private func words(_ error: TMXError) -> String {
  let text = error.description
  guard let colon = text.firstRange(of: ": ") else { return text }
  return String(text[colon.upperBound...])
}

/// An SRX error behind its path, with the place as `file:line:column` where the file is at fault.
private func place(_ error: SRXFileError) -> String {
  switch error.cause {
  case .xml(let line, let column, let words): "\(error.path):\(line):\(column): \(words)"
  case .notSRX(let element, let line, let column): "\(error.path):\(line):\(column): no SRX: it begins with <\(element)>"
  default: "\(error.path): \(error.cause)"
  }
}
