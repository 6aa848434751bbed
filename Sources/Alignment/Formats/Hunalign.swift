/// The formats of hunalign.
public enum Hunalign {
  /// The ladder: a line `n TAB m TAB confidence` says that the first n source segments are the first m target segments; the confidence belongs
  /// to the bead that starts there. First rung 0 0, last rung the numbers of segments.
  public static func ladder(_ beads: [Bead]) -> String {
    var text = ""
    var (n, m) = (0, 0)
    for bead in beads {
      text += "\(n)\t\(m)\t\(decimal(bead.probability))\n"
      n += bead.source.count
      m += bead.target.count
    }
    return text + "\(n)\t\(m)\t0\n"
  }

  /// Reads a ladder. A rung step without an advance on one side is a run of nulls, cut into single ones.
  public static func readLadder(_ text: String) throws(AlignmentFormatError) -> [Bead] {
    var beads: [Bead] = []
    var last: (n: Int, m: Int, confidence: Double)?
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() where !line.isEmpty {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 2, let n = Int(fields[0]), let m = Int(fields[1]), n >= 0, m >= 0, n <= Int(Int32.max), m <= Int(Int32.max)
      else { throw .notARung(line: index + 1) }
      guard n >= last?.n ?? 0, m >= last?.m ?? 0, last != nil || (n, m) == (0, 0) else { throw .rungOutOfOrder(line: index + 1) }
      if let last {
        let confidence = min(1, max(0, last.confidence))
        if last.n == n {
          beads += (last.m..<m).map { Bead(source: n..<n, target: $0..<($0 + 1), probability: confidence) }
        } else if last.m == m {
          beads += (last.n..<n).map { Bead(source: $0..<($0 + 1), target: m..<m, probability: confidence) }
        } else {
          beads.append(Bead(source: last.n..<n, target: last.m..<m, probability: confidence))
        }
      }
      last = (n, m, fields.count > 2 ? Double(fields[2]) ?? 0 : 0)
    }
    return beads
  }

  /// The text form: source TAB target TAB confidence, segments of a bead joined by ` ~~~ `. Tabs and line ends inside a segment become blanks.
  public static func text(_ beads: [Bead], source: [String], target: [String]) -> String {
    func joined(_ range: Range<Int>, _ segments: [String]) -> String {
      let parts = segments[range].map { String($0.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
      return parts.joined(separator: " ~~~ ")
    }
    return beads.map { "\(joined($0.source, source))\t\(joined($0.target, target))\t\(decimal($0.probability))\n" }.joined()
  }

  /// A line of the text form, its segments apart.
  public struct TextLine: Hashable, Sendable {
    public var source: [String], target: [String]
    public var confidence: Double?
  }

  /// Reads the text form; the confidence may be missing.
  public static func readText(_ text: String) throws(AlignmentFormatError) -> [TextLine] {
    var lines: [TextLine] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() where !line.isEmpty {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 2 else { throw .notABead(line: index + 1) }
      lines.append(TextLine(source: parts(fields[0]), target: parts(fields[1]), confidence: fields.count > 2 ? Double(fields[2]) : nil))
    }
    return lines
  }

  private static func parts(_ field: Substring) -> [String] {
    var parts: [String] = []
    var rest = field.unicodeScalars[...]
    let mark = Array("~~~".unicodeScalars)
    var part = String.UnicodeScalarView()
    func finish() {
      let text = String(part)
      let trimmed = text.drop { $0 == " " }
      let end = trimmed.lastIndex { $0 != " " }
      if let end { parts.append(String(trimmed[...end])) }
      part = String.UnicodeScalarView()
    }
    while let first = rest.first {
      if rest.starts(with: mark) {
        finish()
        rest = rest.dropFirst(mark.count)
      } else {
        part.append(first)
        rest = rest.dropFirst()
      }
    }
    finish()
    return parts
  }

  /// Four decimals without Foundation.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let scaled = Int((abs(value) * 10_000).rounded())
    let digits = String(scaled % 10_000)
    return (value < 0 && scaled > 0 ? "-" : "") + "\(scaled / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
