internal import CXMLStream

/// A name in an XML document: `local` in the namespace `uri`, written with `prefix`; each is empty where there is none.
package struct XMLName: Hashable, Sendable {
  package var prefix, local, uri: String

  /// The name as the document writes it: `xml:lang`, `seg`.
  package var qualified: String { prefix.isEmpty ? local : prefix + ":" + local }

  package init(prefix: String = "", local: String, uri: String = "") {
    self.prefix = prefix
    self.local = local
    self.uri = uri
  }
}

/// One thing that the parser met. Offsets count into the batch's bytes, names into its table of names.
package struct XMLEvent: Sendable {
  @usableFromInline let rawKind: UInt32
  /// START and END: the name's number; FINDING: libxml2's code.
  package let name: UInt32
  @usableFromInline let offset, length: UInt32
  @usableFromInline let firstAttribute, attributeCount: UInt32
  @usableFromInline let rawLine, rawColumn: UInt32

  package enum Kind: UInt32, Sendable {
    case start = 1
    case end, text, comment
    /// A document type; its text is the system identifier.
    case doctype
    /// The next text holds a CDATA section.
    case cdata
    /// A reference to an entity that nothing declares: the text around it lacks what it stood for. Its text is the entity's name.
    case reference
    case instruction
    /// libxml2 went on, but something is wrong, such as a prefix that nothing declares.
    case finding
  }

  @inlinable package var kind: Kind { Kind(rawValue: rawKind) ?? .finding }
  /// The line of a start tag's `<`; for other events where the parser stood. From 1.
  @inlinable package var line: Int { Int(rawLine) }
  /// The column in characters, from 1.
  @inlinable package var column: Int { Int(rawColumn) }
}

/// An attribute's place: the number of its name and its value in the batch's bytes.
package struct XMLAttributeSlot: Sendable {
  package let name: UInt32
  @usableFromInline let offset, length: UInt32
}

/// The events of one piece of a document, with the bytes that they speak of.
///
/// A batch is lent to the closure that gets it and must not be kept: the parser writes over its memory.
package struct XMLBatch {
  @usableFromInline let base: UnsafePointer<UInt8>?
  package let events: UnsafeBufferPointer<XMLEvent>
  @usableFromInline let attributes: UnsafeBufferPointer<XMLAttributeSlot>
  /// Names by number; it only ever grows while a reader lives.
  package let names: [XMLName]

  init(_ batch: cxml_batch, names: [XMLName]) {
    // Holds because XMLEvent and XMLAttributeSlot are eight and three 32-bit integers, as the C structs are; a test compares the sizes.
    let events = UnsafeRawPointer(batch.events)?.assumingMemoryBound(to: XMLEvent.self)
    let attributes = UnsafeRawPointer(batch.attributes)?.assumingMemoryBound(to: XMLAttributeSlot.self)
    self.base = batch.bytes
    self.events = UnsafeBufferPointer(start: events, count: events == nil ? 0 : Int(batch.event_count))
    self.attributes = UnsafeBufferPointer(start: attributes, count: attributes == nil ? 0 : Int(batch.attribute_count))
    self.names = names
  }

  /// The attributes of a start event, in document order.
  @inlinable package func attributes(of event: XMLEvent) -> UnsafeBufferPointer<XMLAttributeSlot> {
    let first = Int(event.firstAttribute)
    return UnsafeBufferPointer(rebasing: attributes[first..<first + Int(event.attributeCount)])
  }

  @inlinable package func bytes(of event: XMLEvent) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base.map { $0 + Int(event.offset) }, count: Int(event.length))
  }

  @inlinable package func bytes(of attribute: XMLAttributeSlot) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base.map { $0 + Int(attribute.offset) }, count: Int(attribute.length))
  }

  @inlinable package func text(of event: XMLEvent) -> String { String(decoding: bytes(of: event), as: UTF8.self) }
  @inlinable package func text(of attribute: XMLAttributeSlot) -> String { String(decoding: bytes(of: attribute), as: UTF8.self) }
}

/// Sizes of the C structs and of those that mirror them, for the test that they agree.
package func layoutsOfEvents() -> [(Int, Int)] {
  [
    (MemoryLayout<cxml_event>.stride, MemoryLayout<XMLEvent>.stride),
    (MemoryLayout<cxml_attribute>.stride, MemoryLayout<XMLAttributeSlot>.stride),
    (MemoryLayout<cxml_event>.offset(of: \.column) ?? -1, MemoryLayout<XMLEvent>.offset(of: \.rawColumn) ?? -2),
    (MemoryLayout<cxml_event>.offset(of: \.offset) ?? -1, MemoryLayout<XMLEvent>.offset(of: \.offset) ?? -2),
    (MemoryLayout<cxml_attribute>.offset(of: \.length) ?? -1, MemoryLayout<XMLAttributeSlot>.offset(of: \.length) ?? -2),
  ]
}
