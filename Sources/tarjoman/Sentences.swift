import Workbench

/// What an error says to a person; nil for one that is not ours.
func sentence(for error: any Error) -> String? {
  switch error {
  case let error as FileError where error.reason == .empty: "\(error.path):1:1: \(words(error.reason))"
  case let error as FileError: "\(error.path): \(words(error.reason))"
  case let error as UnknownEncoding: "\(error.path): \(error.cause)"
  case let error as UnreadableDocument: place(error)
  case let error as UnequalLines:
    "\(error.source), \(error.target): \(error.sourceLines) and \(error.targetLines) lines: not parallel line by line; nothing was stored"
  case let error as BadLadder:
    error.segments.map { "\(error.path): speaks of other segments than the texts have (\($0.source) and \($0.target))" }
      ?? "\(error.path): neither a hunalign ladder nor bead notation"
  case let error as TMXFileError: "\(error.path):\(error.cause.line):\(error.cause.column): \(words(error.cause))"
  case let error as PackedFileError: "\(error.path):1:1: \(words(error.reason))"
  case let error as NothingToRepair: "\(error.path):1:1: no unit could be brought back; nothing was written"
  case let error as SRXFileError: place(error)
  case let error as GlossaryFileError: "\(error.path):\(error.line):\(error.column): \(error.words)"
  case MemoryError.unreadable(let path, _, _) where UnpackedMemory.isPacked(path):
    "\(path): a packed memory can't be changed where it is; `tarjoman import NAME \(path)` makes one of it that can"
  case let error as MemoryError: error.description
  case let error as AlignmentFormatError: "the file of beads: \(error)"
  case let error as ConfirmationMismatch: "the bead in line \(error.line) speaks of other segments than the texts have there"
  case let error as BadLexicon: "\(error.path): \(sentence(for: error.cause) ?? "can't be read as a lexicon")"
  case let error as LexiconError:
    switch error {
    case .noEntries: "no entries: a lexicon has lines of two columns with a tab between them, or comes from `lexicon train`"
    case .otherLanguages(let left, let right): "a lexicon of \(left.text) and \(right.text): of no use here"
    }
  case let error as NothingToLearn: "nothing to learn from \(error.pairs) pairs"
  case let error as ReviewError: words(error)
  case let error as BadPairLine: "\(error.path):\(error.line): a line of \(error.columns) columns with tabs between them is needed"
  case let error as AlignmentRefused: "\(error.source), \(error.target): \(error.warning); nothing was stored"
  case let error as NotBilingual:
    error.isFolder
      ? "\(error.path): no document pairs in this folder (NAME.fa.txt with NAME.en.txt)"
      : "\(error.path): one text alone; give its translation too, or a file that holds both (.tmx, or a table with tabs)"
  case let error as GlossaryDamaged: "\(error.path): parts of it can't be read, and writing it would lose them; export what is whole first"
  case is NotUTF8: "not a line of UTF-8"
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

private func words(_ reason: PackedFileError.Reason) -> String {
  switch reason {
  case .archive(let error): error.description
  case .noMemory: "a zip archive without a .tmx file in it"
  case .several(let names):
    "a zip archive with \(names.count) .tmx files (\(names.prefix(3).joined(separator: ", "))): `tarjoman import MEMORY` takes all of them"
  }
}

/// A TMX error without its place, which stands before it.
private func words(_ error: TMXError) -> String {
  let text = error.description
  guard let colon = text.firstRange(of: ": ") else { return text }
  return String(text[colon.upperBound...])
}

/// A document's error behind its path, with the place as `file:line:column` where the file itself is text.
private func place(_ error: UnreadableDocument) -> String {
  switch error.cause {
  case .markup(let part, let cause) where part.isEmpty: "\(error.path):\(cause.line):\(cause.column): \(cause.reason.words)"
  case .syntax(let line, let column, let words): "\(error.path):\(line):\(column): \(words)"
  default: "\(error.path): \(error.cause)"
  }
}

/// An SRX error behind its path, with the place as `file:line:column` where the file is at fault.
private func place(_ error: SRXFileError) -> String {
  switch error.cause {
  case .xml(let line, let column, let words): "\(error.path):\(line):\(column): \(words)"
  case .notSRX(let element, let line, let column): "\(error.path):\(line):\(column): no SRX: it begins with <\(element)>"
  default: "\(error.path): \(error.cause)"
  }
}

private func words(_ error: ReviewError) -> String {
  switch error {
  case .noSuchBead(let number): "there is no bead \(number + 1)"
  case .noNextBead: "there is no bead behind this one"
  case .outside(_, let source, let target): "\(source):\(target) is no place to cut here: say one as in s 7:9"
  case .notARow(let line): "line \(line): not a row of a review table, or an action that isn't known"
  case .otherText(let line): "line \(line): the segments aren't those of the texts"
  case .notWhole(let line): "line \(line): a bead is missing or stands twice here"
  }
}
