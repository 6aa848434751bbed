internal import Language
internal import XMLStream

/// gettext's PO files (GNU gettext manual, "The Format of PO Files").
struct PO {
  private let limits: DocumentLimits
  private var text = BilingualText()
  private var entry = Entry()
  private var field: Field?
  private var line = 0
  private var entries = 0

  private enum Field: Equatable { case context, id, plural, translation(Int), previous }

  private struct Entry {
    var line = 0
    var context: String?, id: String?, plural: String?
    var translations: [Int: String] = [:]
    var isFuzzy = false, isObsolete = false
    var notes: [String] = []
  }

  init(limits: DocumentLimits) { self.limits = limits }

  /// The file's text in the encoding that its header names, where the bytes are not plain UTF-8 or UTF-16.
  static func decode(_ bytes: [UInt8], _ start: String) throws(DocumentError) -> String {
    do throws(TextDecoder.Failure) {
      let decoded = try TextDecoder.decode(bytes)
      if decoded.encoding != .windows1256 { return decoded.string }
    } catch {
      if charset(start) == nil { throw .encoding(error) }
    }
    if let name = charset(start), let text = XMLDecoder.utf8(bytes, declared: name),
      let valid = String(validating: text.text, as: UTF8.self)
    {
      return valid
    }
    do throws(TextDecoder.Failure) { return try TextDecoder.decode(bytes).string } catch { throw .encoding(error) }
  }

  private static func charset(_ start: String) -> String? {
    let start = Array(start.utf8.prefix(1 << 14))[...]
    guard let range = start.firstRange(ofBytes: "charset=") else { return nil }
    let name = start[range...].prefix { $0 > 0x20 && $0 != 0x5C && $0 != 0x22 }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  mutating func read(_ source: String) throws(DocumentError) -> BilingualText {
    for raw in source.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
      line += 1
      if entries > limits.pieces { throw .limit(.pieces, limits.pieces, at: entries) }
      if raw.utf8.count > limits.pieceBytes { throw .limit(.pieceBytes, limits.pieceBytes, at: line) }
      try take(raw.trimmed)
    }
    finish()
    return text
  }

  // MARK: Lines

  private mutating func take(_ raw: Substring) throws(DocumentError) {
    var rest = raw
    if rest.isEmpty { return finish() }
    var isObsolete = false
    if rest.hasPrefix("#~") {
      rest = rest.dropFirst(2).trimmed
      isObsolete = true
      if rest.hasPrefix("|") { return }
    } else if rest.hasPrefix("#") {
      return comment(rest)
    }
    if rest.first == "\"" {
      guard let field else { throw failure(raw, rest, "a string without msgid or msgstr") }
      try add(string(rest, raw), to: field)
      return
    }
    let keyword = rest.prefix { $0 != "\"" }.trimmed
    let quoted = rest.drop { $0 != "\"" }
    guard let next = Self.field(keyword) else {
      throw failure(raw, rest, "neither a comment, msgid, msgstr, msgctxt nor a string")
    }
    guard !quoted.isEmpty else { throw failure(raw, rest, "\(keyword) without a string") }
    if (next == .context || next == .id) && entry.id != nil { finish() }
    if entry.line == 0 { entry.line = line }
    if isObsolete { entry.isObsolete = true }
    if case .translation = next, entry.id == nil { throw failure(raw, rest, "msgstr without msgid") }
    field = next
    try add(string(quoted, raw), to: next)
  }

  private static func field(_ keyword: Substring) -> Field? {
    switch keyword {
    case "msgctxt": return .context
    case "msgid": return .id
    case "msgid_plural": return .plural
    case "msgstr": return .translation(0)
    default:
      guard keyword.hasPrefix("msgstr["), keyword.hasSuffix("]"), let number = Int(keyword.dropFirst(7).dropLast()),
        (0..<100).contains(number)
      else { return nil }
      return .translation(number)
    }
  }

  private mutating func comment(_ rest: Substring) {
    // The comments of the next entry stand before it.
    if entry.id != nil { finish() }
    if rest.hasPrefix("#,") {
      if rest.dropFirst(2).split(separator: ",").contains(where: { $0.trimmed == "fuzzy" }) { entry.isFuzzy = true }
    } else if rest.hasPrefix("# ") || rest.hasPrefix("#. ") {
      entry.notes.append(String(rest.drop { $0 == "#" || $0 == "." }.trimmed))
    }
  }

  private mutating func add(_ words: String, to field: Field) {
    switch field {
    case .context: entry.context = (entry.context ?? "") + words
    case .id: entry.id = (entry.id ?? "") + words
    case .plural: entry.plural = (entry.plural ?? "") + words
    case .translation(let number): entry.translations[number, default: ""] += words
    case .previous: break
    }
  }

  private func failure(_ raw: Substring, _ at: Substring, _ words: String) -> DocumentError {
    .syntax(line: line, column: raw.unicodeScalars.distance(from: raw.startIndex, to: at.startIndex) + 1, words: words)
  }

  /// The text of `"…"`, with C's escapes.
  private func string(_ quoted: Substring, _ raw: Substring) throws(DocumentError) -> String {
    var bytes: [UInt8] = []
    var rest = quoted.utf8.dropFirst()[...]
    while let byte = rest.popFirst() {
      switch byte {
      case 0x22:
        let behind = Substring(rest)
        if !behind.trimmed.isEmpty { throw failure(raw, behind, "something stands behind the string") }
        return String(decoding: bytes, as: UTF8.self)
      case 0x5C:
        guard let next = rest.popFirst() else { throw failure(raw, Substring(rest), "the string has no end") }
        switch next {
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "a"): bytes.append(0x07)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "v"): bytes.append(0x0B)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
          var digits = String(UnicodeScalar(next))
          while digits.utf8.count < 3, let digit = rest.first, (0x30...0x37).contains(digit) {
            digits.append(Character(UnicodeScalar(digit)))
            rest = rest.dropFirst()
          }
          bytes.append(UInt8(truncatingIfNeeded: Int(digits, radix: 8) ?? 0))
        case UInt8(ascii: "x"):
          let digits = rest.prefix(2).prefix { Character(UnicodeScalar($0)).isHexDigit }
          rest = rest.dropFirst(digits.count)
          bytes.append(UInt8(Substring(digits), radix: 16) ?? UInt8(ascii: "x"))
        default: bytes.append(next)
        }
      default: bytes.append(byte)
      }
    }
    throw failure(raw, Substring(rest), "the string has no end")
  }

  // MARK: Entries

  private mutating func finish() {
    defer {
      entry = Entry()
      field = nil
    }
    guard let id = entry.id else { return }
    entries += 1
    if entry.isObsolete { return text.leftOut.count(.obsolete) }
    if id.isEmpty, entry.context == nil { return header(entry.translations[0] ?? "") }
    var forms: [(source: String, target: String, number: Int)] = [(id, entry.translations[0] ?? "", 0)]
    if let plural = entry.plural {
      // A language without plural forms has one translation for both.
      let numbers = entry.translations.keys.filter { $0 > 0 }.sorted()
      forms += (numbers.isEmpty ? [0] : numbers).map { (plural, entry.translations[$0] ?? "", $0) }
    }
    for form in forms {
      guard !form.source.trimmedBlanks.isEmpty else { continue }
      if form.target.trimmedBlanks.isEmpty {
        text.leftOut.count(.untranslated)
        continue
      }
      text.pairs.append(
        TranslationPair(
          source: [.text(form.source)], target: [.text(form.target)], state: entry.isFuzzy ? .draft : .translated,
          stateName: entry.isFuzzy ? "fuzzy" : "", id: entry.plural == nil ? "" : "plural \(form.number)", context: entry.context ?? "",
          notes: entry.notes, place: entry.line))
    }
  }

  private mutating func header(_ header: String) {
    for row in header.split(separator: "\n") {
      guard let colon = row.firstIndex(of: ":") else { continue }
      let value = String(row[row.index(after: colon)...].trimmed)
      if value.isEmpty { continue }
      switch row[..<colon].lowercased() {
      case "language": text.target = LanguageTag(value)
      case "x-source-language": text.source = LanguageTag(value)
      default: break
      }
    }
  }
}
