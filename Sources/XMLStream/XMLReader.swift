internal import CXMLStream

/// A guarded push parser: bytes in whatever pieces they come, events out in batches.
///
///     var reader = XMLReader()
///     try reader.feed(bytes) { batch in … ; return true }
///     try reader.finish { batch in … ; return true }
///
/// It opens no file and no connection, loads no DTD, expands no entity, and stops at the first thing beyond its ``XMLLimits``. Encodings:
/// see ``XMLDecoder``. What was read before an error has been delivered when the error is thrown: it is good data.
///
/// Not a general XML parser: entity declarations are refused, defaults from external DTDs are not seen.
package struct XMLReader: ~Copyable {
  private let parser: OpaquePointer
  private let limits: XMLLimits
  private let html: Bool
  private var decoder = XMLDecoder()
  private var names: [XMLName] = []

  /// - Parameters:
  ///   - repeated: the element that fills a long document, with the number of elements around it (`tu`, 2): where it is written
  ///     plainly it is read without libxml2, at a fraction of the cost and by the same rules. Nothing else changes.
  ///   - html: read HTML as it is found, in UTF-8: names come in lower case, every element is closed, nothing is an error but a limit.
  package init(limits: XMLLimits = .standard, repeated: (name: String, depth: Int)? = nil, html: Bool = false) {
    func bounded(_ n: Int) -> UInt32 { UInt32(clamping: max(1, n)) }
    let bounds = cxml_limits(
      tag_bytes: bounded(limits.tag), text_bytes: bounded(limits.text), depth: bounded(limits.depth),
      attributes: bounded(limits.attributes), names: bounded(limits.names), prolog_bytes: bounded(limits.prolog))
    let made = html ? cxml_new_html(bounds) : cxml_new(bounds)
    if html { decoder = .plain }
    self.html = html
    guard let made else { fatalError("no memory for a parser") }
    self.parser = made
    if let repeated { cxml_repeat(made, repeated.name, UInt32(clamping: repeated.depth)) }
    self.limits = limits
  }

  deinit { cxml_free(parser) }

  /// The encoding of the document, known after its first bytes.
  package var encoding: String { decoder.name }
  package var hadBOM: Bool { decoder.hadBOM }

  /// Makes the reader ready for another document. Numbers of names stay as they are.
  package mutating func reset() {
    cxml_reset(parser)
    decoder = html ? .plain : XMLDecoder()
  }

  /// Parses more of the document and lends its events to `body`, perhaps in several batches.
  ///
  /// - Returns: false when `body` returned false: it wants no more.
  /// - Throws: ``XMLError`` after all events before the error were delivered. The reader is of no more use then, until it is reset.
  package mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (XMLBatch) -> Bool) throws(XMLError) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      var size = min(Self.pieceSize, rest.count)
      // The HTML parser takes the half of a character for a wrong encoding.
      if html { while size > 1, size < rest.count, rest[rest.startIndex + size] & 0xC0 == 0x80 { size -= 1 } }
      let piece = UnsafeBufferPointer(rebasing: rest.prefix(size))
      rest = rest.dropFirst(size)
      if try !step(piece, last: false, body) { return false }
    }
    return true
  }

  package mutating func feed(_ bytes: [UInt8], _ body: (XMLBatch) -> Bool) throws(XMLError) -> Bool {
    var goOn = true
    var failure: XMLError?
    bytes.withUnsafeBufferPointer { buffer in
      do throws(XMLError) { goOn = try feed(buffer, body) } catch { failure = error }
    }
    if let failure { throw failure }
    return goOn
  }

  /// Ends the document: what is unfinished is an error.
  package mutating func finish(_ body: (XMLBatch) -> Bool) throws(XMLError) -> Bool {
    try step(UnsafeBufferPointer(start: nil, count: 0), last: true, body)
  }

  /// Parses one small element that stands alone, such as a unit's line. Events carry no line numbers when the plain form was met.
  ///
  /// - Complexity: O(bytes); without libxml2 for what ``XMLWriter`` writes.
  package mutating func element(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (XMLBatch) -> Bool) throws(XMLError) {
    if cxml_quick(parser, bytes.baseAddress, bytes.count) {
      _ = lend(body)
      return
    }
    reset()
    if try feed(bytes, body) { _ = try finish(body) }
  }

  /// Big enough to make calls rare, small enough to stay in the processor's cache and to bound the events of a batch.
  private static let pieceSize = 1 << 16

  private mutating func step(_ piece: UnsafeBufferPointer<UInt8>, last: Bool, _ body: (XMLBatch) -> Bool) throws(XMLError) -> Bool {
    guard decoder.isPlain else { return try stepDecoding(piece, last: last, body) }
    let fine = cxml_feed(parser, piece.baseAddress, piece.count, last)
    let goOn = lend(body)
    if !fine { throw failure() }
    return goOn
  }

  private mutating func stepDecoding(
    _ piece: UnsafeBufferPointer<UInt8>, last: Bool, _ body: (XMLBatch) -> Bool
  ) throws(XMLError) -> Bool {
    let decoded = try decoder.decode(piece, last: last)
    if decoded.isEmpty && !last { return true }
    var from = 0
    repeat {
      let to = min(from + Self.pieceSize, decoded.count)
      let fine = decoded.withUnsafeBufferPointer { buffer in
        cxml_feed(parser, buffer.baseAddress.map { $0 + from }, to - from, last && to == decoded.count)
      }
      let goOn = lend(body)
      if !fine { throw failure() }
      if !goOn { return false }
      from = to
    } while from < decoded.count
    return true
  }

  private mutating func lend(_ body: (XMLBatch) -> Bool) -> Bool {
    let batch = cxml_events(parser)
    while names.count < Int(batch.name_count) {
      let name = cxml_name_at(parser, UInt32(names.count))
      names.append(XMLName(prefix: String(cString: name.prefix), local: String(cString: name.local), uri: String(cString: name.uri)))
    }
    return body(XMLBatch(batch, names: names))
  }

  private func failure() -> XMLError {
    let why = cxml_why(parser).pointee
    let reason: XMLError.Reason =
      switch Int(why.reason) {
      case CXML_ENTITY_DECLARED: .entityDeclared
      case CXML_TOO_DEEP: .limit(.depth, limits.depth)
      case CXML_TEXT_TOO_LONG: .limit(.text, limits.text)
      case CXML_TAG_TOO_LONG: .limit(.tag, limits.tag)
      case CXML_TOO_MANY_ATTRIBUTES: .limit(.attributes, limits.attributes)
      case CXML_TOO_MANY_NAMES: .limit(.names, limits.names)
      case CXML_PROLOG_TOO_LONG: .limit(.prolog, limits.prolog)
      case CXML_NO_MEMORY: .outOfMemory
      default:
        if let words = decoder.failure { .encoding(words) } else { .malformed(code: Int(why.code), words: Self.words(of: why)) }
      }
    return XMLError(line: max(1, Int(why.line)), column: max(1, Int(why.column)), reason: reason)
  }

  private static func words(of why: cxml_failure) -> String {
    withUnsafeBytes(of: why.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).withoutControls
    }
  }
}

/// What a document holds, piece by piece: for readers of small files, where a `String` for everything costs nothing that matters.
package enum XMLItem: Sendable {
  case start(XMLName, [XMLAttribute], line: Int, column: Int)
  case end(XMLName)
  case text(String)
  case comment(String)
  /// An entity that nothing declares: the text lacks what it stood for.
  case reference(String, line: Int, column: Int)
  case finding(String, line: Int, column: Int)
}

package struct XMLAttribute: Hashable, Sendable {
  package var name: XMLName
  package var value: String
}

extension XMLReader {
  /// Reads a whole document from `next`, which gives pieces of it and at its end an empty one, and hands over item by item.
  ///
  /// - Parameter html: HTML instead of XML, in UTF-8.
  /// - Throws: ``XMLError``, or whatever `next` or `body` throw.
  package static func read(
    limits: XMLLimits = .standard, html: Bool = false, from next: () throws -> [UInt8], _ body: (XMLItem) throws -> Void
  ) throws {
    var reader = XMLReader(limits: limits, html: html)
    var thrown: (any Error)?
    func take(_ batch: XMLBatch) -> Bool {
      do {
        for event in batch.events { if let item = batch.item(event) { try body(item) } }
        return true
      } catch {
        thrown = error
        return false
      }
    }
    while true {
      let piece = try next()
      if piece.isEmpty { break }
      var goOn = true
      do { goOn = try reader.feed(piece, take) } catch {
        if let thrown { throw thrown }
        throw error
      }
      if let thrown { throw thrown }
      if !goOn { return }
    }
    do { _ = try reader.finish(take) } catch {
      if let thrown { throw thrown }
      throw error
    }
    if let thrown { throw thrown }
  }
}

extension XMLBatch {
  /// An event as a value; nil for those that matter only to a validator.
  package func item(_ event: XMLEvent) -> XMLItem? {
    switch event.kind {
    case .start:
      let attributes = attributes(of: event).map { XMLAttribute(name: names[Int($0.name)], value: text(of: $0)) }
      return .start(names[Int(event.name)], attributes, line: event.line, column: event.column)
    case .end: return .end(names[Int(event.name)])
    case .text: return .text(text(of: event))
    case .comment: return .comment(text(of: event))
    case .reference: return .reference(text(of: event), line: event.line, column: event.column)
    case .finding: return .finding(text(of: event).withoutControls, line: event.line, column: event.column)
    case .doctype, .cdata, .instruction: return nil
    }
  }
}
