import CFuzzDriver
import Glibc

/// The fuzzer's own main is hidden by that of the package manager, which asks for one in Swift.
@main
enum Main {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &arguments, testOneInput))
  }
}

/// What libFuzzer calls for each input; the environment variable READER says which reader gets it.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  reader.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

private let reader: Reader = {
  let name = getenv("READER").map { String(cString: $0) } ?? ""
  guard let reader = Reader(rawValue: name) else {
    fatalError("READER must be one of: \(Reader.allCases.map(\.rawValue).joined(separator: " "))")
  }
  return reader
}()

/// The readers of outside files, one for each folder of `corpus/`.
enum Reader: String, CaseIterable {
  case tmx, tbx, srx, glossary, xliff, po, csv, docx, odt, html, markdown, text

  func read(_ bytes: [UInt8]) {
    switch self {
    case .tmx: fuzzMemory(bytes)
    case .tbx: fuzzTermbase(bytes)
    case .srx: fuzzRules(bytes)
    case .glossary: fuzzGlossary(bytes)
    case .docx: fuzzPackage(bytes, kind: .docx)
    case .odt: fuzzPackage(bytes, kind: .odt)
    case .xliff: fuzzDocument(bytes, name: "a.xlf")
    case .po: fuzzDocument(bytes, name: "a.po")
    case .csv: fuzzDocument(bytes, name: "a.csv")
    case .html: fuzzDocument(bytes, name: "a.html")
    case .markdown: fuzzDocument(bytes, name: "a.md")
    case .text: fuzzDocument(bytes, name: "a.txt")
    }
  }
}

/// A promise of a reader that an input breaks; libFuzzer keeps the input.
func require(_ condition: Bool, _ promise: @autoclosure () -> String) {
  if !condition { fatalError("broken promise: \(promise())") }
}

/// The bytes in pieces of one size, as a file gives them; an empty piece at the end.
func pieces(_ bytes: [UInt8], of size: Int) -> () -> [UInt8] {
  var at = 0
  return {
    let end = min(at + size, bytes.count)
    defer { at = end }
    return Array(bytes[at..<end])
  }
}
