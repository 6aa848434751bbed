public import Language
internal import Terminology

/// Writes a glossary in another form.
public struct GlossaryExportJob: Sendable {
  public var format = Format.tbx
  public var dialect = Dialect.basic
  /// The languages of the first and the second column of three.
  public var source = LanguageTag.persian
  public var target = LanguageTag.english

  public init() {}

  /// The form of the file.
  public enum Format: String, Sendable, CaseIterable {
    /// TBX 3 (ISO 30042:2019), data categories as attributes.
    case tbx
    /// TBX 3, data categories as tags.
    case tbxDCT = "tbx-dct"
    /// TBX 2, `martif`.
    case tbxV2 = "tbx-v2"
    /// A table with a header, parted by tabs or commas: loses nothing.
    case tsv, csv
    /// The three columns of CAT tools.
    case omegat

    /// The form that a file's name asks for; nil for one that says nothing, or that memories have too.
    public init?(fileName: String) {
      switch fileName.split(separator: ".").last.map({ $0.lowercased() }) {
      case "tbx": self = .tbx
      case "csv": self = .csv
      case "tsv": self = .tsv
      case "utf8", "tab": self = .omegat
      default: return nil
      }
    }
  }

  /// How much of TBX-Basic a TBX file may use.
  public enum Dialect: String, Sendable, CaseIterable {
    case basic, min, core

    var options: TBXWriter.Options.Dialect {
      switch self {
      case .basic: .basic
      case .min: .min
      case .core: .core
      }
    }
  }

  /// What an export wrote and left out.
  public struct Summary: Sendable {
    public var concepts = 0
    public var terms = 0
    /// Concepts that the form has no place for.
    public var leftOut = 0
    /// Definitions, sources and the like that the form or the dialect has no place for.
    public var categoriesLeftOut = 0

    /// What happened, for people.
    public var lines: [String] {
      var parts = ["\(concepts) concepts with \(terms) terms written"]
      if leftOut > 0 { parts.append("\(leftOut) concepts left out: they lack a term or one of the languages") }
      if categoriesLeftOut > 0 { parts.append("\(categoriesLeftOut) statements left out: the form has no place for them") }
      return [parts.joined(separator: ", ")]
    }
  }

  /// Writes a glossary to a file; an existing one is replaced as a whole.
  public func run(_ glossary: GlossaryFile, to output: String) throws -> Summary {
    var summary = Summary()
    let bytes = bytes(of: glossary.termbase, &summary)
    try FileSystem.write(bytes, to: output)
    return summary
  }

  private func bytes(of termbase: Termbase, _ summary: inout Summary) -> [UInt8] {
    let concepts = termbase.concepts
    summary.concepts = concepts.count
    summary.terms = concepts.reduce(0) { $0 + $1.terms.count }
    switch format {
    case .tbx, .tbxDCT, .tbxV2:
      var writer = TBXWriter(
        header: termbase.header,
        options: TBXWriter.Options(version: format == .tbxV2 ? .v2 : .v3, style: format == .tbxDCT ? .dct : .dca, dialect: dialect.options))
      for concept in concepts { writer.append(concept) }
      writer.finish()
      summary.leftOut = writer.conceptsLeftOut
      summary.concepts = writer.concepts
      summary.categoriesLeftOut = writer.categoriesLeftOut
      return writer.take()
    case .tsv, .csv:
      return Array(GlossaryTable.write(concepts, separator: format == .csv ? "," : "\t").utf8)
    case .omegat:
      let (text, leftOut) = GlossaryTSV.write(concepts, source: source, target: target)
      summary.leftOut = leftOut
      summary.concepts -= leftOut
      summary.categoriesLeftOut = concepts.reduce(0) { count, concept in
        count + concept.definitions.count + concept.sources.count + concept.related.count + concept.kept.elements.count
          + concept.terms.reduce(0) {
            $0 + $1.sources.count + $1.contexts.count + $1.kept.elements.count + ($1.partOfSpeech == nil ? 0 : 1)
          }
      }
      return Array(text.utf8)
    }
  }
}
