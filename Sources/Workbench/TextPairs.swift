public import Language

/// The pairs of two languages in memories (TMX) and tables (source TAB target), with what was passed over.
public struct TextPairs: Sendable {
  public var pairs: [(left: String, right: String)] = []
  /// Lines and units without both languages.
  public var leftOut = 0
  /// What a person should know, one line each.
  public var remarks: [String] = []

  /// Reads files; what a file is, is told by its content.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``TMXFileError``, ``NotBilingual``.
  public init(_ paths: [String], _ source: LanguageTag, _ target: LanguageTag) throws {
    for path in paths {
      if TMXFile.isTMX(path) { try read(memory: path, source, target) } else { try read(table: path) }
    }
  }

  private mutating func read(memory path: String, _ source: LanguageTag, _ target: LanguageTag) throws {
    let report = try TMXFile(path).read { unit, _ in
      if let left = unit.variant(in: source), let right = unit.variant(in: target) {
        pairs.append((left.text, right.text))
      } else {
        leftOut += 1
      }
    }
    leftOut += report.unitsLeftOut
    if let damage = report.damage {
      remarks.append(
        "\(path):\(damage.line):\(damage.column): the file is damaged here (\(damage.reason.words)); the \(report.units) units before were read"
      )
    }
  }

  private mutating func read(table path: String) throws {
    let before = pairs.count
    for line in try LoadedText.read(path).text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
    where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      if fields.count >= 2, !fields[0].isEmpty, !fields[1].isEmpty {
        pairs.append((String(fields[0]), String(fields[1])))
      } else {
        leftOut += 1
      }
    }
    if pairs.count == before { throw NotBilingual(path: path, isFolder: false) }
  }
}
