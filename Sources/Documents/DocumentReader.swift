internal import Archive
public import Language
internal import XMLStream

/// Takes the text out of whatever document it is, recognised by its content.
///
///     let document = try DocumentReader().read(bytes, name: "speech.fa.docx")
///     if case .text(let text, _) = document.form { Segmenter(language: .persian).segments(of: text) }
///
/// What each kind gives and what is left out and counted: `docs/documents.md`. Nothing is read but these bytes.
public struct DocumentReader: Sendable {
  public var limits: DocumentLimits

  public init(limits: DocumentLimits = .standard) { self.limits = limits }

  /// - Parameter name: the file's name; it decides only where the content leaves it open (Markdown, CSV or plain text).
  /// - Throws: ``DocumentError``.
  /// - Complexity: O(bytes unpacked); the text is held in memory.
  public func read(_ bytes: [UInt8], name: String = "") throws(DocumentError) -> DocumentContent {
    if bytes.count > limits.file { throw .limit(.file, limits.file, at: 1) }
    if let what = DocumentError.Unusable(of: bytes) { throw .unusable(what) }
    if ZipArchive.recognizes(bytes) { return try package(bytes) }
    let decoded: TextDecoder.Decoded
    do throws(TextDecoder.Failure) { decoded = try TextDecoder.decode(bytes) } catch {
      // XML and HTML may name an encoding that can't be told from the bytes.
      let start = String(decoding: bytes.prefix(1 << 12).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
      switch Document.Kind(of: start) {
      case .xliff, .odt, .html: return try markup(Document.Kind(of: start), bytes, nil)
      case .po: return try po(PO.decode(bytes, start), .utf8)
      default: throw .encoding(error)
      }
    }
    let kind = Document.Kind(of: decoded.string, name: name)
    switch kind {
    case .text, .docx:
      return DocumentContent(kind: .text, encoding: decoded.encoding, form: .text(LaidOutText(decoded.string), tables: []))
    case .markdown:
      var reader = Markdown(limits: limits)
      try reader.read(decoded.string)
      return reader.builder.content(.markdown, decoded.encoding)
    case .html, .xliff, .odt: return try markup(kind, bytes, decoded)
    case .po: return try po(PO.decode(bytes, decoded.string), decoded.encoding)
    case .tsv, .csv:
      var leftOut = LeftOut()
      let table = try DelimitedText(limits: limits).read(decoded.string, tabs: kind == .tsv, &leftOut)
      return DocumentContent(
        kind: kind, encoding: decoded.encoding, form: .table(table, text: decoded.string), leftOut: leftOut)
    case .tmx: throw .unusable(.memory)
    case .tbx: throw .unusable(.termbase)
    case .srx: throw .unusable(.rules)
    case .beads: throw .unusable(.alignment)
    case .xml: throw .unusable(.xml)
    }
  }

  private func markup(_ kind: Document.Kind, _ bytes: [UInt8], _ decoded: TextDecoder.Decoded?) throws(DocumentError) -> DocumentContent {
    switch kind {
    case .html:
      let (text, encoding) = try HTML.decode(bytes, decoded)
      var reader = HTML(limits: limits)
      try reader.read(text)
      return reader.builder.content(.html, encoding)
    case .odt:
      var reader = ODT(limits: limits)
      try reader.readFlat(bytes)
      return reader.builder.content(.odt, nil)
    default:
      var reader = XLIFF(limits: limits)
      try reader.read(bytes)
      return DocumentContent(kind: .xliff, encoding: nil, form: .pairs(reader.text), leftOut: reader.text.leftOut)
    }
  }

  private func po(_ text: String, _ encoding: TextDecoder.Encoding) throws(DocumentError) -> DocumentContent {
    var reader = PO(limits: limits)
    let pairs = try reader.read(text)
    return DocumentContent(kind: .po, encoding: encoding, form: .pairs(pairs), leftOut: pairs.leftOut)
  }

  private func package(_ bytes: [UInt8]) throws(DocumentError) -> DocumentContent {
    let package = try Package(bytes, limits)
    switch try package.kind() {
    case .docx:
      var reader = DOCX(limits: limits)
      try reader.read(package)
      return reader.builder.content(.docx, nil)
    case .odt:
      var reader = ODT(limits: limits)
      try reader.read(package)
      return reader.builder.content(.odt, nil)
    case .unusable(let what): throw .unusable(what)
    }
  }
}

/// What a document gives.
public struct DocumentContent: Sendable {
  public var kind: Document.Kind
  /// Nil where the format itself says it.
  public var encoding: TextDecoder.Encoding?
  public var form: Form
  public var leftOut: LeftOut

  public enum Form: Sendable {
    /// A text in one language, or in two: then its tables hold the pairs.
    case text(LaidOutText, tables: [DocumentTable])
    /// A table by itself, and the text that it was read from.
    case table(DocumentTable, text: String)
    /// Entries with source and target.
    case pairs(BilingualText)
  }

  init(kind: Document.Kind, encoding: TextDecoder.Encoding?, form: Form, leftOut: LeftOut = LeftOut()) {
    (self.kind, self.encoding, self.form, self.leftOut) = (kind, encoding, form, leftOut)
  }

  /// The document as one text, for cutting and aligning.
  /// - Throws: ``DocumentError/Unusable/bilingual``.
  public func laidOutText() throws(DocumentError) -> LaidOutText {
    switch form {
    case .text(let text, _): return text
    // Lines that happen to have tabs are a text still.
    case .table(_, let text): return LaidOutText(text)
    case .pairs: throw .unusable(.bilingual)
    }
  }

  /// The pairs of a bilingual document; nil when it holds one language only.
  public func pairs(_ source: LanguageTag, _ target: LanguageTag) -> BilingualText? {
    switch form {
    case .pairs(let text): return text.withLanguages(source, target)
    case .table(let table, _): return table.pairs(source, target, byOrder: true)
    case .text(let text, let tables):
      var all = BilingualText()
      var used = 0
      for table in tables {
        guard let found = table.pairs(source, target, byOrder: false) else { continue }
        all.pairs += found.pairs
        all.rejected += found.rejected
        all.leftOut.add(found.leftOut)
        used += table.rows.reduce(0) { $0 + $1.paragraphs }
      }
      // The table must be the document, not a table in a document.
      let outside = (text.paragraphs?.count ?? 0) - used
      guard !all.pairs.isEmpty, outside <= used else { return nil }
      all.leftOut.count(.outside, outside)
      all.leftOut.add(leftOut)
      return all
    }
  }
}

extension DocumentError.Unusable {
  /// What a file is by its first bytes, where they say that no text comes of it.
  init?(of bytes: [UInt8]) {
    func starts(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
    if bytes.drop(while: { $0 <= 0x20 }).starts(with: "%PDF-".utf8) {
      self = .pdf
    } else if starts("{\\rtf") {
      self = .rtf
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      // Names in a compound file are UTF-16; a DOCX with a password is an entry in one.
      func has(_ name: String) -> Bool { bytes.containsBytes(String(name.flatMap { [$0, "\0"] })) }
      self = has("EncryptedPackage") ? .encrypted : has("WordDocument") ? .word97 : .compound
    } else if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if starts("\u{89}PNG") || bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || bytes.starts(with: [0xFF, 0xD8, 0xFF])
      || starts("GIF8")
      || starts("II*\0") || starts("MM\0*") || starts("RIFF") && bytes.dropFirst(8).starts(with: "WEBP".utf8) || bytes.isBitmap
    {
      self = .image
    } else {
      return nil
    }
  }
}

extension Collection<UInt8> {
  /// Whether the bytes of a text stand somewhere in these.
  func containsBytes(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return withContiguousStorageIfAvailable { bytes in
      var at = 0
      while at + wanted.count <= bytes.count {
        if bytes[at] == wanted[0], UnsafeBufferPointer(rebasing: bytes[at..<at + wanted.count]).elementsEqual(wanted) { return true }
        at += 1
      }
      return false
    } ?? false
  }
}

extension [UInt8] {
  /// A Windows bitmap: its header repeats the file's size.
  fileprivate var isBitmap: Bool {
    starts(with: [0x42, 0x4D]) && count > 26
      && (2..<6).reversed().reduce(0) { $0 << 8 | Int(self[$1]) } == count
  }
}
