internal import XMLStream

/// Writes a memory: TMX 1.4, UTF-8, LF, one unit a line.
///
///     var writer = TMXWriter(header: header)
///     for unit in units { writer.append(unit); if writer.bytes.count > 1 << 16 { out.write(writer.take()) } }
///     writer.finish()
///     out.write(writer.take())
///
/// What it writes is valid by tmx14.dtd. With ``Cleaning`` it also keeps what OmegaT's schema and other programs ask beyond that;
/// what was changed for them is counted in ``changes``.
public struct TMXWriter: Sendable {
  /// What was written and not yet taken.
  public private(set) var bytes: [UInt8] = []
  public private(set) var units = 0
  public private(set) var loss = UnitCoding.Loss()
  public private(set) var changes = Cleaning.Changes()
  private let cleaning: Cleaning?
  private var ids: Set<String> = []

  /// - Parameter cleaning: how units are made fit for other programs; nil writes each exactly as it is.
  public init(header: Header, cleaning: Cleaning? = nil) {
    self.cleaning = cleaning
    bytes = Self.head(for: header)
  }

  public mutating func append(_ unit: Unit) {
    var unit = unit
    if let cleaning {
      guard let cleaned = cleaning.cleaned(unit, &changes) else { return }
      unit = cleaned
      if let id = unit.tuid, !ids.insert(id).inserted {
        unit.tuid = nil
        changes.identifiers += 1
      }
    }
    let lost = UnitCoding.append(unit, to: &bytes)
    loss.characters += lost.characters
    loss.attributes += lost.attributes
    bytes.append(UInt8(ascii: "\n"))
    units += 1
  }

  public mutating func finish() { bytes += Self.footer }

  /// The bytes written so far; the writer forgets them.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// The last line of a memory: `</body></tmx>` and a line break.
  public static let footer: [UInt8] = Array("</body></tmx>\n".utf8)

  /// Everything before the first unit: five lines, the last of them `<body>`.
  ///
  /// All seven attributes that the DTD asks for are there, with defaults where the header lacks them. A value that OmegaT's schema
  /// refuses is replaced by the default, and kept as a property `x-tarjoman-attr-NAME` like every attribute that TMX doesn't have.
  public static func head(for header: Header) -> [UInt8] {
    var writer = XMLWriter()
    writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n<header")
    var foreign: [Attribute] = []
    var seen: Set<String> = []
    for name in DocumentType.headerRequired {
      let given = header.attribute(name)
      let written = given.flatMap { fit(name, $0) } ?? defaults[name] ?? ""
      writer.attribute(name, written)
      if let given, given != written { foreign.append(Attribute(name, given)) }
      seen.insert(name)
    }
    let known = DocumentType.attributes(of: .header)
    for attribute in header.attributes where seen.insert(attribute.name).inserted {
      if known.contains(attribute.name), let value = fit(attribute.name, attribute.value) {
        writer.attribute(attribute.name, value)
      } else {
        foreign.append(attribute)
      }
    }
    var loss = UnitCoding.Loss()
    if header.notes.isEmpty, header.properties.isEmpty, foreign.isEmpty {
      writer.raw("/>\n<body>\n")
    } else {
      writer.raw(">")
      UnitCoding.write(header.notes, header.properties, foreign, to: &writer, &loss)
      writer.raw("</header>\n<body>\n")
    }
    return writer.bytes
  }

  private static let defaults = [
    "creationtool": "tarjoman", "creationtoolversion": "1", "segtype": "sentence", "o-tmf": "tarjoman", "adminlang": "en",
    "srclang": "*all*", "datatype": "plaintext",
  ]

  private static func fit(_ name: String, _ value: String) -> String? {
    switch name {
    case "segtype":
      let lowered = value.lowercased()
      return DocumentType.segmentTypes.contains(lowered) ? lowered : nil
    case "adminlang": return Cleaning.wellFormed(value)
    case "srclang": return value == "*all*" ? value : Cleaning.wellFormed(value)
    case "creationdate", "changedate": return TMXDate.isBasic(value) ? value : TMXDate.basic(value)
    default: return value.isEmpty && DocumentType.headerRequired.contains(name) ? nil : value
    }
  }
}
