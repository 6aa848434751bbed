import Language
import Segmentation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Where the tests find texts: the package's own documents, and the folder of shared samples when it lies beside the package.
enum Corpus {
  static let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

  static let shared: String? = {
    let path = getenv("TARJOMAN_SHARED").map { String(cString: $0) } ?? package + "/../shared"
    return access(path, R_OK) == 0 ? path : nil
  }()

  static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  static let names = ["joint-statement", "note-verbale", "press-conference", "speech"]

  static func document(_ name: String, _ language: Language) -> String {
    read("\(package)/Memories/Documents/\(name).\(language.rawValue).txt") ?? ""
  }

  /// The sentences of a side of a document as its gold alignment has them; several of one bead are joined by ` ~~~ `.
  static func gold(_ name: String, _ language: Language) -> [String] {
    let rows = (read("\(package)/Memories/Documents/\(name).gold.tsv") ?? "").split(separator: "\n", omittingEmptySubsequences: true)
    let column = language == .persian ? 0 : 1
    return rows.flatMap { row -> [String] in
      let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
      guard column < cells.count, !cells[column].isEmpty else { return [] }
      return split(String(cells[column]), by: " ~~~ ")
    }
  }

  private static func split(_ text: String, by separator: String) -> [String] {
    let (bytes, mark) = (Array(text.utf8), Array(separator.utf8))
    var parts: [String] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: mark) {
        parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += mark.count
        start = index
      } else {
        index += 1
      }
    }
    return parts + [String(decoding: bytes[start...], as: UTF8.self)]
  }
}

@Suite struct DocumentTests {
  @Test("the project's documents are cut as their gold alignments have them", arguments: Corpus.names, [Language.persian, .english])
  func gold(_ name: String, _ language: Language) {
    let expected = Corpus.gold(name, language)
    let found = sentences(Corpus.document(name, language), language)
    #expect(expected.count > 20)
    #expect(found == expected)
  }

  @Test("the real article: eighteen lines, twenty segments, no colon a boundary")
  func article() {
    guard let shared = Corpus.shared, let text = Corpus.read(shared + "/samples/000_5db947d3e77a6fda.txt") else {
      print("skipped: no shared samples (TARJOMAN_SHARED or ../shared)")
      return
    }
    let found = sentences(text, .persian)
    #expect(text.split(separator: "\n").count == 18)
    #expect(found.count == 20)
    #expect(found.filter { $0.hasSuffix(":") }.isEmpty)
    // Three headings stand on lines of their own.
    #expect(Segmenter(language: .persian).segments(of: text).filter { $0.role == .heading }.count == 3)
  }
}
