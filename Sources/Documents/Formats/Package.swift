internal import Archive
internal import XMLStream

/// A DOCX or ODT: XML parts in a zip archive. Names only find entries; nothing is ever written or opened by them.
struct Package {
  private let archive: ZipArchive
  private let limits: DocumentLimits

  init(_ bytes: [UInt8], _ limits: DocumentLimits) throws(DocumentError) {
    do throws(ArchiveError) { archive = try ZipArchive(bytes: bytes, limits: limits.archive) } catch { throw .archive(error) }
    self.limits = limits
  }

  enum Kind { case docx, odt, unusable(DocumentError.Unusable) }

  /// What the archive is by its parts, whatever it is called.
  func kind() throws(DocumentError) -> Kind {
    if archive.entries.contains(where: \.isEncrypted) { return .unusable(.encrypted) }
    if has("mimetype") {
      let type = String(decoding: try bytes(of: "mimetype").prefix(200), as: UTF8.self)
      if type.hasPrefix("application/epub") { return .unusable(.book) }
      if type.hasPrefix("application/vnd.oasis.opendocument.") {
        if has("META-INF/manifest.xml"), try bytes(of: "META-INF/manifest.xml").containsBytes("encryption-data") {
          return .unusable(.encrypted)
        }
        let what = type.dropFirst("application/vnd.oasis.opendocument.".count)
        return what.hasPrefix("text") ? .odt : .unusable(what.hasPrefix("spreadsheet") ? .spreadsheet : .presentation)
      }
    }
    if has("[Content_Types].xml") {
      let names = archive.entries.map(\.name)
      if names.contains(where: { $0.hasPrefix("xl/") }) { return .unusable(.spreadsheet) }
      if names.contains(where: { $0.hasPrefix("ppt/") }) { return .unusable(.presentation) }
      return .docx
    }
    return has("content.xml") ? .odt : .unusable(.archive)
  }

  func has(_ name: String) -> Bool { archive.entry(name) != nil }

  private func bytes(of name: String) throws(DocumentError) -> [UInt8] {
    do throws(ArchiveError) { return try archive.bytes(of: name, most: limits.archive.bytes) } catch { throw .archive(error) }
  }

  /// Reads a part's XML, item by item, as it is unpacked.
  /// - Throws: ``DocumentError/missingPart(_:)`` and the others.
  func read(_ name: String, _ body: (XMLItem) throws(DocumentError) -> Void) throws(DocumentError) {
    guard let entry = archive.entry(name) else { throw .missingPart(name) }
    let stream: ZipArchive.Stream
    do throws(ArchiveError) { stream = try archive.open(entry) } catch { throw .archive(error) }
    let next = { () throws(DocumentError) -> [UInt8] in
      do throws(ArchiveError) { return try stream.next() } catch { throw .archive(error) }
    }
    try XML.read(name, limits.xml, from: next, body)
  }
}

/// XML items with the errors of documents.
enum XML {
  /// - Parameters:
  ///   - part: the entry of an archive; empty for a file by itself.
  ///   - next: gives the next bytes, none at the end.
  static func read(
    _ part: String, _ limits: XMLLimits, html: Bool = false, from next: () throws(DocumentError) -> [UInt8],
    _ body: (XMLItem) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    do {
      try XMLReader.read(limits: limits, html: html, from: next, body)
    } catch let error as XMLError {
      throw .markup(part: part, error)
    } catch let error as DocumentError {
      throw error
    } catch {
      throw .missingPart(part)
    }
  }

  /// The whole of a document that is in memory.
  static func read(
    _ bytes: [UInt8], _ limits: XMLLimits, html: Bool = false, _ body: (XMLItem) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    var isDone = false
    try read(
      "", limits, html: html,
      from: {
        defer { isDone = true }
        return isDone ? [] : bytes
      }, body)
  }
}

extension [XMLAttribute] {
  /// The value of the first attribute of a local name, whatever its namespace.
  subscript(_ local: String) -> String? { first { $0.name.local == local }?.value }
}
