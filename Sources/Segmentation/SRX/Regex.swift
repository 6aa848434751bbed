internal import CRegex

/// A regular expression in ICU's flavour, compiled; immutable, so that threads may share it. A ``Matcher`` searches.
final class Regex: Sendable {
  /// Only ever copied from once compiled, which ICU allows from several threads.
  nonisolated(unsafe) private let compiled: OpaquePointer

  /// Why ICU refuses a pattern.
  struct Refusal: Error {
    var words: String
    /// In UTF-16 units of the pattern.
    var offset: Int?
  }

  /// Longer patterns are refused: ICU has no bound of its own.
  static let longest = 1 << 15

  init(_ pattern: String, caseless: Bool = false) throws(Refusal) {
    let units = Array(pattern.utf16)
    guard units.count <= Self.longest else { throw Refusal(words: "longer than \(Self.longest) characters", offset: nil) }
    var error = cregex_error()
    guard let compiled = cregex_compile(units, Int32(units.count), caseless ? UInt32(CREGEX_CASELESS) : 0, &error) else {
      throw Refusal(words: String(cString: error.reason), offset: error.offset < 0 ? nil : Int(error.offset))
    }
    self.compiled = compiled
  }

  deinit { cregex_free(compiled) }

  /// True when the whole text matches. For short texts.
  func matchesAll(_ text: String) -> Bool {
    let units = Array(text.utf16)
    return units.withUnsafeBufferPointer { units in
      let matcher = Matcher(self, Duration.seconds(1).deadline)
      return matcher.matchesAll(units)
    }
  }

  /// Searches one text after another; belongs to one thread.
  final class Matcher {
    private let copy: OpaquePointer

    /// - Parameter deadline: when the last search ends, of the clock of ``Duration/deadline``.
    init(_ regex: Regex, _ deadline: UInt64) {
      guard let copy = cregex_copy(regex.compiled) else { fatalError("no memory for a regular expression") }
      self.copy = copy
      cregex_set_deadline(copy, deadline)
    }

    deinit { cregex_free(copy) }

    /// What is searched from now on; the buffer must outlive the searches.
    func setText(_ text: UnsafeBufferPointer<UInt16>) {
      _ = cregex_set_text(copy, text.baseAddress, Int32(text.count))
    }

    /// The place of the first match at or behind `from`; nil when there is none.
    func find(from: Int) throws(Stop) -> (start: Int, end: Int)? {
      guard let start = try answer(cregex_find(copy, Int32(from))) else { return nil }
      return (start, try answer(cregex_end(copy)) ?? start)
    }

    /// Whether a match starts at a place.
    func matches(at place: Int) throws(Stop) -> Bool { try answer(cregex_match_at(copy, Int32(place))) != nil }

    func matchesAll(_ text: UnsafeBufferPointer<UInt16>) -> Bool {
      setText(text)
      return cregex_match_all(copy)
    }

    private func answer(_ value: Int32) throws(Stop) -> Int? {
      switch value {
      case 0...: return Int(value)
      case Int32(CREGEX_NONE): return nil
      case Int32(CREGEX_TIME): throw .time
      default: throw .memory
      }
    }
  }

  /// Why a search was stopped.
  enum Stop: Error {
    case time, memory
  }

  /// The clock of deadlines, in nanoseconds.
  static var now: UInt64 { cregex_now() }
}

extension Duration {
  /// This long from now.
  var deadline: UInt64 {
    let (seconds, attoseconds) = components
    let nanoseconds = UInt64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
    guard !nanoseconds.overflow else { return .max }
    let sum = Regex.now.addingReportingOverflow(nanoseconds.partialValue + UInt64(clamping: attoseconds / 1_000_000_000))
    return sum.overflow ? .max : sum.partialValue
  }
}
