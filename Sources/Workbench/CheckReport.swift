public import Language
internal import Quality

/// A check of a memory as a document for people (HTML) or programs (JSONL): what was found, unit by unit, and counts for each document and the whole.
///
///     var report = CheckReport(memory: "diplomacy", from: .persian, to: .english)
///     let summary = try job.run(on: "diplomacy") { report.add($0) }
///     try FileSystem.write(report.html(summary), to: "report.html")
///
/// The page is self-contained: no script, no font, no picture, nothing from elsewhere.
public struct CheckReport: Sendable {
  public var memory: String
  public var from, to: LanguageTag
  private var units: [CheckedUnit] = []

  public init(memory: String, from: LanguageTag, to: LanguageTag) {
    self.memory = memory
    self.from = from
    self.to = to
  }

  public mutating func add(_ unit: CheckedUnit) { units.append(unit) }

  /// What a report is written as.
  public enum Format: String, Sendable { case html, jsonl }

  /// The format that a file's name asks for; nil when it ends otherwise.
  public static func format(of path: String) -> Format? {
    path.lowercased().hasSuffix(".html") || path.lowercased().hasSuffix(".htm")
      ? .html : path.lowercased().hasSuffix(".jsonl") ? .jsonl : nil
  }

  public func write(_ summary: CheckJob.Summary, as format: Format, to path: String) throws {
    try FileSystem.write(format == .html ? html(summary) : try jsonl(summary), to: path)
  }

  // MARK: JSONL

  private struct UnitLine: Encodable {
    var kind = "unit"
    var document: String
    var tuid: String?
    var line: Int
    var source, target: String
    var findings: [FindingRecord]
  }

  private struct CountLine: Encodable {
    /// `document` or `memory`.
    var kind: String
    var name: String
    var pairs: Int
    var skipped: Int?
    var error, warning, info: Int
    /// For the memory: findings by rule.
    var rules: [String: Int]?
  }

  /// A line for each unit with findings, then one for each document, then one for the memory.
  public func jsonl(_ summary: CheckJob.Summary) throws -> [UInt8] {
    var bytes: [UInt8] = []
    func line(_ value: some Encodable) throws { bytes += Array((try JSONLine.text(value) + "\n").utf8) }
    for unit in units {
      try line(
        UnitLine(
          document: unit.origin, tuid: unit.tuid, line: unit.line, source: unit.source, target: unit.target,
          findings: unit.findings.map(FindingRecord.init)))
    }
    for document in summary.documents {
      try line(
        CountLine(
          kind: "document", name: document.origin, pairs: document.pairs, error: document.counts[.error] ?? 0,
          warning: document.counts[.warning] ?? 0, info: document.counts[.info] ?? 0))
    }
    try line(
      CountLine(
        kind: "memory", name: memory, pairs: summary.pairs, skipped: summary.skipped, error: summary.counts[.error] ?? 0,
        warning: summary.counts[.warning] ?? 0, info: summary.counts[.info] ?? 0, rules: byRule))
    return bytes
  }

  private var byRule: [String: Int] {
    units.reduce(into: [:]) { counts, unit in for finding in unit.findings { counts[finding.rule.rawValue, default: 0] += 1 } }
  }

  // MARK: HTML

  /// A page that is well-formed XML as well.
  public func html(_ summary: CheckJob.Summary) -> [UInt8] {
    var page = """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width"/>
      <title>\(escaped(memory)): what a check found</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <h1>\(escaped(memory))</h1>
      <p>\(summary.pairs) pairs checked; \(counts(summary.counts)).\(summary.skipped > 0 ? " \(summary.skipped) units without both languages left out." : "")</p>

      """
    let rules = byRule.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !rules.isEmpty {
      page += "<table class=\"counts\"><thead><tr><th>rule</th><th>findings</th></tr></thead><tbody>\n"
      for (rule, count) in rules { page += "<tr><td>\(rule)</td><td>\(count)</td></tr>\n" }
      page += "</tbody></table>\n"
    }
    let groups = Dictionary(grouping: units, by: \.origin)
    for document in summary.documents {
      page += "<h2><bdi>\(escaped(document.origin.isEmpty ? "without a document" : document.origin))</bdi></h2>\n"
      page += "<p>\(document.pairs) pairs; \(counts(document.counts)).</p>\n"
      for unit in groups[document.origin] ?? [] { page += section(unit) }
    }
    return Array((page + "</body>\n</html>\n").utf8)
  }

  private func counts(_ counts: [Severity: Int]) -> String {
    let parts = Severity.allCases.reversed().compactMap { severity in
      counts[severity].map { "\($0) \(severity.rawValue)\($0 == 1 || severity == .info ? "" : "s")" }
    }
    return parts.isEmpty ? "nothing found" : parts.joined(separator: ", ")
  }

  private func section(_ unit: CheckedUnit) -> String {
    var text = "<section>\n<p class=\"unit\">\(escaped(unit.tuid ?? "line \(unit.line)"))</p>\n"
    text += cell(unit.source, from, unit.findings.compactMap(\.source))
    text += cell(unit.target, to, unit.findings.compactMap(\.target))
    text += "<ul>\n"
    for finding in unit.findings {
      text += "<li class=\"\(finding.severity.rawValue)\"><b>\(finding.severity.rawValue)</b> <code>\(finding.rule.rawValue)</code> "
      text += "<bdi>\(escaped(finding.message))</bdi>"
      if let suggestion = finding.suggestion, !suggestion.isEmpty { text += " <span>→ <bdi>\(escaped(suggestion))</bdi></span>" }
      text += "</li>\n"
    }
    return text + "</ul>\n</section>\n"
  }

  /// A text with the spots marked; spots that overlap are one, and a whole text is none.
  private func cell(_ text: String, _ language: LanguageTag, _ spots: [Range<Int>]) -> String {
    let scalars = Array(text.unicodeScalars)
    var marked = [Bool](repeating: false, count: scalars.count)
    for spot in spots where spot.count < scalars.count { for index in spot.clamped(to: 0..<scalars.count) { marked[index] = true } }
    var content = ""
    var start = 0
    while start < scalars.count {
      var end = start + 1
      while end < scalars.count, marked[end] == marked[start] { end += 1 }
      let piece = escaped(String(String.UnicodeScalarView(scalars[start..<end])))
      content += marked[start] ? "<mark>\(piece)</mark>" : piece
      start = end
    }
    return
      "<p class=\"text\" lang=\"\(escaped(language.text))\" dir=\"\(Self.rightToLeft.contains(language.primary) ? "rtl" : "ltr")\">\(content)</p>\n"
  }

  /// Text as HTML and XML have it; characters that neither may hold become U+FFFD, and those that turn the line round are named.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static let rightToLeft: Set<String> = ["fa", "prs", "ps", "ar", "ur", "ckb", "he", "ug", "sd", "yi"]

  private static let style = """
    body { font: 16px/1.6 system-ui, "Noto Sans", "Noto Naskh Arabic", sans-serif; color: #222; background: #fdfdfb; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
    h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2.5rem; border-bottom: 1px solid #ddd }
    table.counts { border-collapse: collapse } .counts td, .counts th { padding: .1rem 1rem .1rem 0; text-align: start }
    section { margin: 1rem 0; padding: .5rem 1rem; background: #fff; border: 1px solid #e4e4e0; border-radius: 4px }
    .unit { color: #666; font-size: .8rem; margin: 0 } .text { margin: .3rem 0 } ul { margin: .3rem 0; padding-inline-start: 1.2rem }
    mark { background: #ffe9a8 } .error b { color: #a11 } .warning b { color: #950 } .info b { color: #567 } code { color: #555 }
    @media (prefers-color-scheme: dark) { body { color: #ddd; background: #1b1b1b } section { background: #222; border-color: #333 } mark { background: #665200; color: #fff } .error b { color: #f88 } .warning b { color: #fb6 } .info b { color: #9bd } code { color: #bbb } }
    """
}
