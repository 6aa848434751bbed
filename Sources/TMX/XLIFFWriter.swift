public import Language
internal import XMLStream

/// Writes pairs as XLIFF 1.2 (OASIS, 2008), the version that every CAT tool reads: a `file` for each document, a `trans-unit` for each unit.
///
/// Inline codes keep their native code: `bpt`, `ept`, `ph`, `it` and `sub` are XLIFF's too; `hi` and elements that hold text become `mrk`, `ut` a
/// `ph`. Notes stay notes; a property is a note `from` its type. The id of a unit is its number, its tuid the `resname`.
public struct XLIFFWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  public private(set) var units = 0
  /// Units that lack one of the two languages.
  public private(set) var leftOut = 0
  private let source, target: LanguageTag
  private var file: String?

  public init(source: LanguageTag, target: LanguageTag) {
    self.source = source
    self.target = target
    bytes = Array(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n".utf8)
  }

  /// - Parameters:
  ///   - file: the document that the unit comes from; units of one document that follow one another share a `file`.
  ///   - isConfirmed: a person has confirmed the translation.
  public mutating func append(_ unit: Unit, file: String, isConfirmed: Bool) {
    guard let left = unit.variant(in: source), let right = unit.variant(in: target), !left.text.isEmpty || !right.text.isEmpty else {
      leftOut += 1
      return
    }
    var writer = XMLWriter()
    swap(&writer.bytes, &bytes)
    defer { swap(&writer.bytes, &bytes) }
    if self.file.map({ !$0.utf8.elementsEqual(file.utf8) }) ?? true {
      if self.file != nil { writer.raw("</body></file>\n") }
      self.file = file
      writer.raw("<file")
      writer.attribute("original", file)
      writer.attribute("source-language", source.text)
      writer.attribute("target-language", target.text)
      writer.raw(" datatype=\"plaintext\"><body>\n")
    }
    units += 1
    writer.raw("<trans-unit")
    writer.attribute("id", String(units))
    if let tuid = unit.tuid { writer.attribute("resname", tuid) }
    writer.raw(isConfirmed ? " approved=\"yes\">" : " approved=\"no\">")
    var codes = 0
    writer.raw("<source>")
    Self.write(left.content, &codes, to: &writer)
    writer.raw(isConfirmed ? "</source><target state=\"final\">" : "</source><target state=\"translated\">")
    codes = 0
    Self.write(right.content, &codes, to: &writer)
    writer.raw("</target>")
    for note in unit.notes {
      writer.raw("<note>")
      writer.text(note.text)
      writer.raw("</note>")
    }
    for property in unit.properties {
      writer.raw("<note")
      writer.attribute("from", property.type)
      writer.raw(">")
      writer.text(property.value)
      writer.raw("</note>")
    }
    writer.raw("</trans-unit>\n")
  }

  public mutating func finish() {
    // The schema asks for one file at least.
    if file == nil {
      bytes += Array(
        "<file original=\"memory\" source-language=\"\(source.text)\" target-language=\"\(target.text)\" datatype=\"plaintext\"><body>\n"
          .utf8)
    }
    bytes += Array("</body></file>\n</xliff>\n".utf8)
  }

  /// The bytes written so far; the writer forgets them.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private static func write(_ content: Content, _ codes: inout Int, to writer: inout XMLWriter) {
    switch content {
    case .plain(let text): writer.text(text)
    case .marked(let pieces): write(pieces, isCode: false, &codes, to: &writer)
    }
  }

  /// The values of `ctype` that XLIFF has without `x-`, of those that TMX recommends.
  private static let types: Set<String> = ["bold", "italic", "underlined", "link"]

  private static func write(_ pieces: [Inline], isCode: Bool, _ codes: inout Int, to writer: inout XMLWriter) {
    for piece in pieces {
      guard case .element(let name, let attributes, let children) = piece else {
        if case .text(let text) = piece { writer.text(text) }
        continue
      }
      func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
      codes += 1
      var written = name
      var isInner = true
      switch name {
      case _ where isCode:
        written = "sub"
        isInner = false
      case "bpt", "ept", "it", "ph": break
      case "ut": written = "ph"
      default:
        written = "mrk"
        isInner = false
      }
      writer.raw("<" + written)
      switch written {
      case "bpt", "ept":
        // The two ends of a code share one id.
        writer.attribute("id", value("i") ?? String(codes))
      case "it":
        writer.attribute("id", "c\(codes)")
        writer.attribute("pos", value("pos") == "end" ? "close" : "open")
      case "ph": writer.attribute("id", "c\(codes)")
      case "mrk": writer.attribute("mtype", "x-" + name)
      default: break
      }
      if let type = value("type"), written == "bpt" || written == "ph" || written == "it" {
        writer.attribute("ctype", types.contains(type) ? type : "x-" + type)
      }
      writer.raw(">")
      write(children, isCode: isInner, &codes, to: &writer)
      writer.raw("</\(written)>")
    }
  }
}
