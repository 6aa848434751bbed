public import Language

/// Cuts a text by the rules of an SRX document.
///
///     let segmenter = SRXSegmenter(document, language: LanguageTag("fa"))
///     try segmenter.segments(of: "نرخ ۳.۵ درصد است. بعدی.")
///
/// At each place of a paragraph the first rule whose two expressions both match decides: what stands before ends with a match of the one,
/// what stands behind begins with a match of the other (SRX 2.0 §3.1). Where no rule matches nothing breaks. What is a paragraph is decided as
/// ``Segmenter`` does, since the filters of other tools do it too; the expressions see one paragraph at a time.
///
/// - Note: what stands before is sought at most some hundred characters back: `*` and `+` count to 100 there.
public struct SRXSegmenter: Sendable {
  public var lineEnds: Segmenter.LineEndPolicy
  /// How long the rules may run on a text, for each mebibyte of it begun; up to four times as long where there are very many (a thousand).
  public var timeLimit: Duration
  /// Rules and maps that are left out, since their expressions can't be run.
  public let refused: [Refusal]
  /// How many rules are applied.
  public var ruleCount: Int { rules.count }

  private let rules: [CompiledRule]
  private let language: Language

  /// A rule or a map that is left out.
  public struct Refusal: Hashable, Sendable, CustomStringConvertible {
    public var place: SRXRulePlace
    public var part: Part
    public var reason: String
    /// In Unicode scalars of the expression; nil for all of it.
    public var offset: Int?

    public enum Part: String, Sendable {
      case before = "beforebreak"
      case after = "afterbreak"
      case pattern = "languagepattern"
    }

    public var description: String {
      let whose = part == .pattern ? "the map to “\(place.name)”" + (place.line > 0 ? " (line \(place.line))" : "") : "\(place)"
      return "\(whose) is left out: \(part.rawValue)\(offset.map { ", character \($0 + 1)" } ?? ""): \(reason)"
    }
  }

  fileprivate struct CompiledRule: Sendable {
    var breaks: Bool
    var place: SRXRulePlace
    /// Of a breaking rule: matches the last character before a break, or nothing where that could be anything. Of another: nothing, at a place.
    var regex: Regex
  }

  /// - Parameter language: its code is matched as written, with `-` for `_`, and in its short form (`fas` → `fa`).
  public init(
    _ document: SRXDocument, language: LanguageTag, lineEnds: Segmenter.LineEndPolicy = .automatic, timeLimit: Duration = .seconds(10)
  ) {
    self.lineEnds = lineEnds
    self.timeLimit = timeLimit
    self.language = language.language
    var rules: [CompiledRule] = []
    var refused: [Refusal] = []
    for list in document.lists(for: language, &refused) {
      for (index, rule) in list.rules.enumerated() {
        let place = SRXRulePlace(name: list.name, number: index + 1, line: rule.line)
        do throws(RulePartRefusal) {
          rules.append(CompiledRule(breaks: rule.breaks, place: place, regex: try Self.compile(rule)))
        } catch {
          refused.append(Refusal(place: place, part: error.part, reason: error.reason, offset: error.offset))
        }
      }
    }
    // Behind the last rule that breaks, the others only forbid what nothing asks for.
    if let last = rules.lastIndex(where: \.breaks) { rules.removeSubrange((last + 1)...) } else { rules = [] }
    self.rules = rules
    self.refused = refused
  }

  /// The segments of a text, blanks around them left out.
  ///
  /// - Throws: ``SRXError/tooSlow(_:limit:)`` and ``SRXError/tooDeep(_:)``, whatever the expressions are.
  public func segments(of text: String) throws(SRXError) -> [Segment] { try segments(of: LaidOutText(text)) }

  /// The segments of a text whose paragraphs may be known, as ``Segmenter/segments(of:)-(LaidOutText)``.
  ///
  /// - Throws: ``SRXError/tooSlow(_:limit:)`` and ``SRXError/tooDeep(_:)``, whatever the expressions are.
  public func segments(of laidOut: LaidOutText) throws(SRXError) -> [Segment] {
    let limit = timeLimit * (1 + laidOut.text.utf8.count >> 20) * min(1 + rules.count / 300, 4)
    return try laidOut.text.withUTF8Bytes { bytes -> Result<[Segment], SRXError> in
      guard let text = TextBytes(bytes) else { return .success([]) }
      do throws(SRXError) {
        var run = SRXRun(text: text, rules: rules, limit: limit)
        for (number, paragraph) in LineLayout(text, laidOut, policy: lineEnds, language: language).paragraphs.enumerated() {
          try run.scan(paragraph, number: number)
        }
        return .success(run.segments)
      } catch {
        return .failure(error)
      }
    }.get()
  }

  // MARK: Compiling

  private struct RulePartRefusal: Error {
    var part: Refusal.Part
    var reason: String
    var offset: Int?
  }

  /// One expression of no width, but for the last character before a break: `x(?=after)(?<=before)`. It is run forwards over the text, and what stands
  /// before is looked at only behind an `x`.
  private static func compile(_ rule: SRXDocument.Rule) throws(RulePartRefusal) -> Regex {
    let before = try translate(rule.before, .before)
    let after = try translate(rule.after, .after)
    if before.hasReference { throw RulePartRefusal(part: .before, reason: "a reference to a group", offset: nil) }
    var pattern = ""
    if let last = before.last { pattern += rule.breaks ? "(?:\(last))" : "(?<=(?:\(last)))" }
    if !after.text.isEmpty { pattern += "(?=(?:\(after.text)))" }
    if !before.text.isEmpty { pattern += "(?<=(?:\(before.text)))" }
    do throws(Regex.Refusal) { return try Regex(pattern) } catch {
      throw RulePartRefusal(part: .before, reason: error.words, offset: nil)
    }
  }

  /// Each part is compiled alone first: one may be wrong by itself and right beside the other.
  private static func translate(_ pattern: String, _ part: Refusal.Part) throws(RulePartRefusal) -> RegexTranslation {
    do throws(RegexTranslation.Refusal) { return try Regex.translated(pattern, bounded: part == .before).translation } catch {
      throw RulePartRefusal(part: part, reason: error.words, offset: error.offset)
    }
  }
}

extension Regex {
  /// Translates and compiles an expression of a file.
  fileprivate static func translated(
    _ pattern: String, bounded: Bool = false, caseless: Bool = false
  ) throws(RegexTranslation.Refusal) -> (translation: RegexTranslation, regex: Regex) {
    let translation = try RegexTranslation(pattern, bounded: bounded)
    do throws(Regex.Refusal) { return (translation, try Regex(translation.text, caseless: caseless)) } catch {
      throw RegexTranslation.Refusal(words: error.words, offset: error.offset.map(translation.original))
    }
  }
}

extension SRXDocument {
  /// The lists of rules for a language, in the order in which they apply. Maps whose patterns can't be run match nothing.
  public func rules(for language: LanguageTag) -> [LanguageRule] {
    var refused: [SRXSegmenter.Refusal] = []
    return lists(for: language, &refused)
  }

  fileprivate func lists(for language: LanguageTag, _ refused: inout [SRXSegmenter.Refusal]) -> [LanguageRule] {
    var codes: [String] = []
    for code in [language.text, String(language.text.map { $0 == "_" ? "-" : $0 }), language.canonical] where !codes.contains(code) {
      codes.append(code)
    }
    var found: [LanguageRule] = []
    for (index, map) in maps.enumerated() {
      var regex: Regex?
      let place = SRXRulePlace(name: map.ruleName, number: index + 1, line: map.line)
      do throws(RegexTranslation.Refusal) {
        regex = try Regex.translated(map.pattern, caseless: true).regex
      } catch {
        refused.append(SRXSegmenter.Refusal(place: place, part: .pattern, reason: error.words, offset: error.offset))
      }
      guard let regex, codes.contains(where: regex.matchesAll) else { continue }
      if let list = languageRules.first(where: { $0.name.isExactly(map.ruleName) }),
        !found.contains(where: { $0.name.isExactly(list.name) })
      {
        found.append(list)
      }
      if !header.cascades { break }
    }
    return found
  }
}

/// The rules at work on one text.
private struct SRXRun {
  let text: TextBytes
  private let rules: [(breaks: Bool, place: SRXRulePlace, matcher: Regex.Matcher)]
  private let limit: Duration
  private let deadline: UInt64
  private(set) var segments: [Segment] = []
  /// Finished segments are counted in scalars from here on.
  private var counted = (bytes: 0, scalars: 0)

  init(text: TextBytes, rules: [SRXSegmenter.CompiledRule], limit: Duration) {
    self.text = text
    self.limit = limit
    let deadline = limit.deadline
    self.deadline = deadline
    self.rules = rules.map { ($0.breaks, $0.place, Regex.Matcher($0.regex, deadline)) }
  }

  /// Appends the segments of a paragraph.
  mutating func scan(_ paragraph: LineLayout.Paragraph, number: Int) throws(SRXError) {
    let first = segments.count
    var units: [UInt16] = []
    // Where each unit stands in the text.
    var offsets: [Int] = []
    units.reserveCapacity(paragraph.range.count)
    offsets.reserveCapacity(paragraph.range.count)
    var at = paragraph.range.lowerBound
    while at < paragraph.range.upperBound {
      let scalar = text.scalar(at)
      if scalar >= 0x10000 {
        units += [UInt16(0xD800 + (scalar - 0x10000) >> 10), UInt16(0xDC00 + (scalar - 0x10000) & 0x3FF)]
        offsets += [at, at]
      } else {
        units.append(UInt16(scalar))
        offsets.append(at)
      }
      at = text.next(at)
    }
    let breaks = units.withUnsafeBufferPointer { units in
      Result { () throws(SRXError) in try self.breaks(in: units) }
    }
    var start = paragraph.range.lowerBound
    for place in try breaks.get() {
      close(start..<offsets[place], paragraph: number)
      start = offsets[place]
    }
    close(start..<paragraph.range.upperBound, paragraph: number)
    guard segments.count > first else { return }
    segments.setRoles(from: first, of: paragraph, hasListMark: ListMark.end(text, paragraph.range) != nil, in: text)
  }

  /// The places of a paragraph, in UTF-16 units, at which the first rule that matches breaks.
  private func breaks(in units: UnsafeBufferPointer<UInt16>) throws(SRXError) -> [Int] {
    for rule in rules { rule.matcher.setText(units) }
    // Place → the first rule that would break there.
    var candidates: [Int: Int] = [:]
    for (index, rule) in rules.enumerated() where rule.breaks {
      var from = 0
      while from < units.count {
        try checkTime(rule.place)
        guard let (start, end) = try stopping(rule.place, { () throws(Regex.Stop) in try rule.matcher.find(from: from) }) else { break }
        if end > 0, end < units.count, candidates[end] == nil { candidates[end] = index }
        from = start + (start < units.count && units[start] & 0xFC00 == 0xD800 ? 2 : 1)
      }
    }
    var places: [Int] = []
    for (place, breaking) in candidates.sorted(by: { $0.key < $1.key }) {
      var isForbidden = false
      for rule in rules[..<breaking] where !rule.breaks {
        try checkTime(rule.place)
        if try stopping(rule.place, { () throws(Regex.Stop) in try rule.matcher.matches(at: place) }) {
          isForbidden = true
          break
        }
      }
      if !isForbidden { places.append(place) }
    }
    return places
  }

  private func checkTime(_ place: SRXRulePlace) throws(SRXError) {
    if Regex.now >= deadline { throw .tooSlow(place, limit: limit) }
  }

  private func stopping<Value>(_ place: SRXRulePlace, _ body: () throws(Regex.Stop) -> Value) throws(SRXError) -> Value {
    do throws(Regex.Stop) { return try body() } catch {
      switch error {
      case .time: throw .tooSlow(place, limit: limit)
      case .memory: throw .tooDeep(place)
      }
    }
  }

  private mutating func close(_ range: Range<Int>, paragraph: Int) {
    guard let trimmed = text.trimmed(range) else { return }
    let lower = counted.scalars + text.scalars(counted.bytes..<trimmed.lowerBound)
    let upper = lower + text.scalars(trimmed)
    counted = (trimmed.upperBound, upper)
    segments.append(Segment(range: lower..<upper, paragraph: paragraph))
  }
}
