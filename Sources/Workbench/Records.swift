internal import Language
public import Terminology

// What `--json` and `--jsonl` print: one stable schema a command. Positions count Unicode code points from 0, end exclusive.

/// `segment --json`: a sentence.
public struct SegmentRecord: Codable, Sendable {
  public var start, end: Int
  public var text: String
  /// `sentence`, `heading` or `listItem`.
  public var role: String
}

/// `segment --jsonl`: a line in.
public struct TextRecord: Codable, Sendable {
  public var id: JSONScalar?
  public var text: String
}

/// `segment --jsonl`: a line out.
public struct SegmentsRecord: Codable, Sendable {
  public var id: JSONScalar?
  public var segments: [[Int]]
}

/// A line that could not be answered.
public struct ErrorRecord: Codable, Sendable {
  public var id: JSONScalar?
  public var error: String

  public init(id: JSONScalar? = nil, error: String) {
    self.id = id
    self.error = error
  }
}

/// A term with its place in a termbase, as `term` and `recognize` print it.
public struct TermRecord: Codable, Sendable {
  public var termbase, concept, domain: String
  public var score: Int?
  public var reason: String?
  /// The term that was found, and its language.
  public var term, language: String
  public var terms: [Name]

  /// One of the concept's terms.
  public struct Name: Codable, Sendable {
    public var text, language, status, form: String
    public var note: String?
  }

  init(_ entry: TermIndex.Entry, score: Int? = nil, reason: String? = nil) {
    termbase = entry.termbase
    concept = entry.concept.id
    domain = entry.concept.domain
    self.score = score
    self.reason = reason
    term = entry.term.text
    language = entry.term.language.text
    terms = entry.concept.terms.map {
      Name(
        text: $0.text, language: $0.language.text, status: $0.status.rawValue, form: $0.form.rawValue,
        note: $0.note.isEmpty ? nil : $0.note)
    }
  }

  public init(_ match: TermIndex.Match) { self.init(match.entry, score: match.score, reason: match.reason.rawValue) }
}

/// `recognize --json`: a term in running text.
public struct OccurrenceRecord: Codable, Sendable {
  public var start, end: Int
  /// The words as they stand in the text.
  public var text: String
  public var entries: [TermRecord]

  public init(_ occurrence: TermIndex.Occurrence, in text: String) {
    start = occurrence.range.lowerBound
    end = occurrence.range.upperBound
    self.text = text.scalars(occurrence.range)
    entries = occurrence.entries.map { TermRecord($0) }
  }
}

/// `recognize --jsonl`: a line out.
public struct OccurrencesRecord: Codable, Sendable {
  public var id: JSONScalar?
  public var terms: [OccurrenceRecord]

  public init(id: JSONScalar?, terms: [OccurrenceRecord]) {
    self.id = id
    self.terms = terms
  }
}

/// An id that came in as a string or a number and goes out as it came.
public enum JSONScalar: Codable, Hashable, Sendable {
  case string(String)
  case number(Double)

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) { self = .string(text) } else { self = .number(try container.decode(Double.self)) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .string(let text): try container.encode(text)
    case .number(let value):
      if value == value.rounded(), abs(value) < 1e15 { try container.encode(Int(value)) } else { try container.encode(value) }
    }
  }
}

extension String {
  /// The text of a range of Unicode scalars.
  package func scalars(_ range: Range<Int>) -> String {
    let start = unicodeScalars.index(unicodeScalars.startIndex, offsetBy: range.lowerBound)
    let end = unicodeScalars.index(start, offsetBy: range.count)
    return String(unicodeScalars[start..<end])
  }
}
