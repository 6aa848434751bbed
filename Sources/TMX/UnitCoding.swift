internal import XMLStream

/// A unit as one line of a memory, and back.
///
/// The line is valid TMX 1.4 whatever the unit holds, has no line break inside and depends on nothing but the unit. What TMX has no place
/// for keeps its meaning in a form that the DTD allows, and is found again on reading:
///
/// - an attribute of `tu` or `tuv` that TMX doesn't have (or not with that value) is a `prop` of type `x-tarjoman-attr-NAME`, after all others;
/// - an inline element that the DTD refuses is a `hi`, `ph` or `sub` with the start tag in its `type` (`x-tarjoman:g id="1"`);
/// - any other foreign element in a unit has become a property `x-tarjoman-element` on reading; its value is the markup.
///
/// Reading gives back the unit in *canonical form*: attributes of TMX before others, neighbouring texts joined, content `marked` only when
/// it holds an element. For a canonical unit, `unit(from: line(unit)) == unit`, scalar for scalar; every unit that a reader gives is canonical.
/// What XML has no way to write is dropped and counted.
public enum UnitCoding {
  static let attributeType = "x-tarjoman-attr-"
  static let elementType = "x-tarjoman-element"

  static func attributeName(fromType type: String) -> String? {
    type.hasPrefix(attributeType) && type.utf8.count > attributeType.utf8.count ? String(type.dropFirst(attributeType.count)) : nil
  }

  /// What could not be written.
  public struct Loss: Hashable, Sendable {
    /// Control characters and noncharacters that XML has no way to write.
    public var characters = 0
    /// Attributes that stood twice on one element.
    public var attributes = 0

    public init() {}
    public var isNone: Bool { characters == 0 && attributes == 0 }
  }

  /// Appends the unit's line, without a line break at its end.
  ///
  /// - Complexity: O(bytes).
  @discardableResult
  public static func append(_ unit: Unit, to bytes: inout [UInt8]) -> Loss {
    var writer = XMLWriter()
    swap(&writer.bytes, &bytes)
    let loss = write(unit, to: &writer)
    swap(&writer.bytes, &bytes)
    return loss
  }

  /// The unit's line, without a line break at its end.
  public static func line(_ unit: Unit) -> [UInt8] {
    var bytes: [UInt8] = []
    append(unit, to: &bytes)
    return bytes
  }

  /// Reads one line. To read many, keep a ``UnitParser``.
  ///
  /// - Throws: ``TMXError`` when the bytes are not one unit with at least one variant.
  package static func unit(from bytes: UnsafeBufferPointer<UInt8>) throws(TMXError) -> Unit {
    var parser = UnitParser()
    return try parser.unit(from: bytes)
  }

  public static func unit(from line: [UInt8]) throws(TMXError) -> Unit {
    var parser = UnitParser()
    return try parser.unit(from: line)
  }

  // MARK: writing

  private static let unitAttributes = DocumentType.attributes(of: .tu).subtracting(["tuid"])
  private static let variantAttributes = DocumentType.attributes(of: .tuv).subtracting(["xml:lang"])
  private static let noteAttributes = DocumentType.attributes(of: .note)

  static func write(_ unit: Unit, to writer: inout XMLWriter) -> Loss {
    var loss = Loss()
    let droppedBefore = writer.dropped
    if let tuid = unit.tuid {
      writer.raw("<tu tuid=\"")
      writer.value(tuid)
      writer.raw("\"")
    } else {
      writer.raw("<tu")
    }
    let foreign = write(unit.attributes, allowed: unitAttributes, to: &writer, &loss)
    writer.raw(">")
    write(unit.notes, unit.properties, foreign, to: &writer, &loss)
    for variant in unit.variants {
      writer.raw("<tuv xml:lang=\"")
      writer.value(variant.language.text)
      if variant.attributes.isEmpty, variant.notes.isEmpty, variant.properties.isEmpty {
        writer.raw("\"><seg>")
      } else {
        writer.raw("\"")
        let foreign = write(variant.attributes, allowed: variantAttributes, to: &writer, &loss)
        writer.raw(">")
        write(variant.notes, variant.properties, foreign, to: &writer, &loss)
        writer.raw("<seg>")
      }
      switch variant.content {
      case .plain(let text): writer.text(text)
      case .marked(let pieces): InlineCoding.write(pieces, in: .seg, to: &writer)
      }
      writer.raw("</seg></tuv>")
    }
    writer.raw("</tu>")
    loss.characters = writer.dropped - droppedBefore
    return loss
  }

  /// Writes the attributes that may stand there; gives back the others.
  private static func write(
    _ attributes: [Attribute], allowed: Set<String>, to writer: inout XMLWriter, _ loss: inout Loss
  ) -> [Attribute] {
    var foreign: [Attribute] = []
    for (index, attribute) in attributes.enumerated() {
      if attributes[..<index].contains(where: { $0.name == attribute.name }) {
        loss.attributes += 1
      } else if allowed.contains(attribute.name), DocumentType.allows(attribute.name, attribute.value) {
        writer.attribute(attribute.name, attribute.value)
      } else {
        foreign.append(attribute)
      }
    }
    return foreign
  }

  static func write(
    _ notes: [Note], _ properties: [Property], _ foreign: [Attribute], to writer: inout XMLWriter, _ loss: inout Loss
  ) {
    for note in notes {
      writer.raw("<note")
      loss.attributes += write(note.attributes, allowed: noteAttributes, to: &writer, &loss).count
      writer.raw(">")
      writer.text(note.text)
      writer.raw("</note>")
    }
    for property in properties {
      writer.raw("<prop type=\"")
      writer.value(property.type)
      writer.raw("\"")
      loss.attributes += write(property.attributes, allowed: noteAttributes, to: &writer, &loss).count
      writer.raw(">")
      writer.text(property.value)
      writer.raw("</prop>")
    }
    for attribute in foreign {
      writer.raw("<prop")
      writer.attribute("type", attributeType + attribute.name)
      writer.raw(">")
      writer.text(attribute.value)
      writer.raw("</prop>")
    }
  }
}

/// Reads units that stand alone, such as the lines of a memory; keeps its buffers from one to the next.
///
///     var parser = UnitParser()
///     let unit = try parser.unit(from: line)
public struct UnitParser: ~Copyable {
  private var reader: XMLReader
  private var builder: UnitBuilder

  public init(limits: TMXReader.Limits = .standard) {
    // In a file a unit stands inside two elements: what is no deeper alone is no deeper there.
    var xml = limits.xml
    xml.depth = max(1, xml.depth - 2)
    reader = XMLReader(limits: xml)
    builder = UnitBuilder(limits: limits)
  }

  /// The unit that the bytes hold; blanks and line breaks behind it don't matter.
  ///
  /// - Throws: ``TMXError``, with a place counted from the beginning of the bytes.
  /// - Complexity: O(bytes).
  package mutating func unit(from bytes: UnsafeBufferPointer<UInt8>) throws(TMXError) -> Unit {
    try Self.parse(bytes, &reader, &builder)
  }

  /// The two are passed apart, so that the closure may change one while the other is at work.
  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ reader: inout XMLReader, _ builder: inout UnitBuilder
  ) throws(TMXError) -> Unit {
    builder.beginInBody()
    do { try reader.element(bytes) { builder.take($0) } } catch { throw TMXError(error) }
    guard let unit = builder.lastUnit, builder.report.units == 1 else {
      let problem = builder.report.problems.first { $0.severity == .error }
      throw TMXError(line: problem?.line ?? 1, column: problem?.column ?? 1, reason: .unit(problem?.kind ?? .noVariant))
    }
    return unit
  }

  /// The unit that the bytes hold, with everything that was noticed; nil when they aren't one unit.
  mutating func read(_ bytes: [UInt8]) -> (unit: Unit?, problems: [Problem]) { Self.read(bytes, &reader, &builder) }

  private static func read(_ bytes: [UInt8], _ reader: inout XMLReader, _ builder: inout UnitBuilder) -> (unit: Unit?, problems: [Problem])
  {
    builder.beginInBody()
    do throws(XMLError) {
      try bytes.withUnsafeBufferPointer { buffer throws(XMLError) in try reader.element(buffer) { builder.take($0) } }
    } catch {
      return (nil, builder.report.problems + [Problem(line: error.line, column: error.column, kind: .lost(error.reason.words))])
    }
    return (builder.report.units == 1 ? builder.lastUnit : nil, builder.report.problems)
  }

  public mutating func unit(from line: [UInt8]) throws(TMXError) -> Unit {
    var unit: Unit?
    var failure: TMXError?
    line.withUnsafeBufferPointer { bytes in
      do throws(TMXError) { unit = try self.unit(from: bytes) } catch { failure = error }
    }
    if let failure { throw failure }
    return unit!
  }
}
