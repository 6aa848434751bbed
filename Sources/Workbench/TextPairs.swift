public import Language

/// The pairs of two languages in memories (TMX), tables and other bilingual files, of what is finished in them, with what was passed over.
public struct TextPairs: Sendable {
  public var pairs: [(left: String, right: String)] = []
  /// Lines and units without both languages, and drafts.
  public var leftOut = 0
  /// What a person should know, one line each.
  public var remarks: [String] = []

  /// Reads files; what a file is, is told by its content.
  /// - Throws: ``FileError``, ``UnknownEncoding``, ``UnreadableDocument``, ``TMXFileError``, ``NotBilingual``.
  public init(_ paths: [String], _ source: LanguageTag, _ target: LanguageTag) throws {
    for path in paths {
      if TMXFile.isTMX(path) { try read(memory: path, source, target) } else { try read(bilingual: path, source, target) }
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

  private mutating func read(bilingual path: String, _ source: LanguageTag, _ target: LanguageTag) throws {
    let document = try LoadedDocument.read(path)
    guard let text = document.content.pairs(source, target), !text.pairs.isEmpty else { throw NotBilingual(path: path, isFolder: false) }
    let isSwapped = text.source.map { target.matches($0) } ?? false
    for pair in text.pairs where pair.state != .draft {
      let (left, right) = (pair.source.words, pair.target.words)
      pairs.append(isSwapped ? (right, left) : (left, right))
    }
    leftOut += text.rejected.count + text.pairs.count { $0.state == .draft }
  }
}
