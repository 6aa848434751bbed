public import Archive
public import XMLStream

/// Why no text could be taken from a file, and where.
public enum DocumentError: Error, Hashable, Sendable {
  /// The file is of a kind that no text is taken from.
  case unusable(Unusable)
  /// The bytes are no text in a known encoding.
  case encoding(TextDecoder.Failure)
  /// Markup that can't be read on; `part` names the entry of a DOCX or ODT, it is empty elsewhere.
  case markup(part: String, XMLError)
  /// The zip archive is damaged, encrypted or too big.
  case archive(ArchiveError)
  /// A DOCX or ODT without a part that it can't do without.
  case missingPart(String)
  /// A line of a PO file that isn't one.
  case syntax(line: Int, column: Int, words: String)
  /// One of ``DocumentLimits`` was passed, at a paragraph, row or entry counted from 1.
  case limit(Limit, Int, at: Int)

  public enum Limit: String, Hashable, Sendable {
    case file = "bytes in the file"
    case pieces = "paragraphs, rows or entries"
    case pieceBytes = "bytes in one paragraph or row"
    case columns = "columns"
  }

  /// What a file is that can't be used, and what helps. The raw value is for people.
  public enum Unusable: String, Hashable, Sendable, CaseIterable {
    case pdf = "a PDF, which has no paragraphs: get the text from whoever wrote it, or convert it"
    case word97 = "an old Word document (.doc): save it as DOCX or ODT"
    case encrypted = "a document that is encrypted: save it without a password"
    case compound = "an old Office file: save it as DOCX or ODT"
    case rtf = "a rich text file (RTF): save it as DOCX or ODT"
    case image = "an image"
    case spreadsheet = "a spreadsheet: save the sheet as CSV or TSV"
    case presentation = "a presentation: save its text as DOCX, ODT or plain text"
    case book = "an EPUB: unpack it and give its HTML files"
    case archive = "a zip archive: unpack it and give what is in it"
    case gzip = "a gzip file: unpack it"
    case memory = "a TMX memory: import takes it, without a second file"
    case termbase = "a termbase (TBX): give it as a glossary"
    case rules = "an SRX file: segment takes it with --srx"
    case alignment = "an alignment by numbers: give it with --ladder or --confirmed, beside its two texts"
    case xml = "XML of a kind that isn't known"
    case bilingual = "a bilingual file: import takes it by itself"
  }
}

extension DocumentError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unusable(let what): "this is \(what.rawValue)"
    case .encoding(let failure): failure.description
    case .markup(let part, let error): (part.isEmpty ? "" : part + ", ") + error.description
    case .archive(let error): error.description
    case .missingPart(let name): "“\(name)” is missing in it"
    case .syntax(let line, let column, let words): "line \(line), column \(column): \(words)"
    case .limit(.file, let most, _): "more than \(most) bytes"
    case .limit(let what, let most, let place): "more than \(most) \(what.rawValue), at number \(place)"
    }
  }
}
