import ArgumentParser
import Language
import Segmentation
import Workbench

struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "segment", abstract: "Cut a text into sentences.")
  @Option var lang: String = "fa"
  @Flag var jsonl = false
  @Argument var file: String = "-"
  struct In: Codable { var id: String; var text: String }
  struct Out: Codable { var id: String; var segments: [[Int]] }
  func run() throws {
    let segmenter = Segmenter(language: LanguageTag(lang).language)
    if jsonl {
      while let line = readLine() {
        let x = try JSONLine.value(In.self, from: line)
        print(
          try JSONLine.text(Out(id: x.id, segments: segmenter.segments(of: x.text).map { [$0.range.lowerBound, $0.range.upperBound] })))
      }
    } else {
      while let line = readLine() {
        let scalars = Array(line.unicodeScalars)
        for s in segmenter.segments(of: line) {
          var v = String.UnicodeScalarView(); v.append(contentsOf: scalars[s.range]); print("\(s.role)\t", String(v))
        }
      }
    }
  }
}
struct FoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "fold")
  @Flag var noBlanks = false
  @Argument var file: String = "-"
  func run() { while let l = readLine() { print(FoldingKey.of(l, blanks: noBlanks ? .dropped : .single)) } }
}
struct StemCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "stem")
  @Option var lang: String = "fa"
  @Argument var file: String = "-"
  func run() { while let l = readLine() { print(l.split(separator: " ").map { Stemmer.lemma(of: String($0)) }.joined(separator: " ")) } }
}
