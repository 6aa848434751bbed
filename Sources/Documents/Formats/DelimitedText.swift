/// Tables in text files: TSV and CSV (RFC 4180), streaming over the bytes.
///
/// A comma-separated field in quotes is unquoted, whatever it holds; semicolons stand for commas where the first record has more of them. In
/// a tab-separated table quotes are mostly text: a field is unquoted only where a line end or a doubled quote is in it, as Excel writes them,
/// or where all fields have quotes. A line of a TSV that begins with `#` is a comment. A first line `sep=;` is Excel's: it says what parts the fields.
struct DelimitedText {
  var limits: DocumentLimits

  func read(_ text: String, tabs: Bool, _ leftOut: inout LeftOut) throws(DocumentError) -> DocumentTable {
    var text = text
    var comments = 0
    let result: Result<[Record], DocumentError> = text.withUTF8 { bytes in
      var scanner = Scanner(bytes: bytes, tabs: tabs, limits: limits)
      do throws(DocumentError) {
        let records = try scanner.records()
        comments = scanner.comments
        return .success(records)
      } catch { return .failure(error) }
    }
    let records = try result.get()
    leftOut.count(.commentLines, comments)
    // Quotes around everything are the writer's, not the text's.
    let unquotesAll = !tabs || records.allSatisfy { $0.fields.allSatisfy { $0.isQuoted || $0.text.isEmpty } }
    return DocumentTable(
      rows: records.map { record in
        .init(cells: record.fields.map { [unquotesAll || $0.needsQuotes ? $0.unquoted : $0.text] }, place: record.line)
      })
  }

  /// The byte behind `sep=` in a first line that holds nothing else.
  static func declaredSeparator(_ bytes: some Collection<UInt8>) -> UInt8? {
    let start = Array(bytes.prefix(6))
    guard start.count == 6, start[5] == 0x0A || start[5] == 0x0D, start[4] != 0x22, start[4] < 0x80 else { return nil }
    return start.starts(with: "sep=".utf8) || start.starts(with: "SEP=".utf8) ? start[4] : nil
  }

  private struct Record {
    var fields: [Field]
    var line: Int
  }

  /// A field as it stands; in quotes, perhaps.
  private struct Field {
    var text: String
    var isQuoted = false
    /// It holds what can't stand outside quotes.
    var needsQuotes = false

    var unquoted: String {
      guard isQuoted else { return text }
      var result: [UInt8] = []
      var wasQuote = false
      for byte in text.utf8.dropFirst().dropLast() {
        if byte == 0x22, wasQuote {
          wasQuote = false
          continue
        }
        wasQuote = byte == 0x22
        result.append(byte)
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  private struct Scanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let tabs: Bool
    let limits: DocumentLimits
    /// Old Macs end lines with CR alone; elsewhere a CR inside a line is text.
    let endsWithCR: Bool
    let delimiter: UInt8
    var comments = 0
    private var at = 0
    private var line = 1

    init(bytes: UnsafeBufferPointer<UInt8>, tabs: Bool, limits: DocumentLimits) {
      (self.bytes, self.tabs, self.limits) = (bytes, tabs, limits)
      endsWithCR = !bytes.contains(0x0A)
      if let declared = DelimitedText.declaredSeparator(bytes) {
        delimiter = declared
        // What is left of the line is passed over like an empty one.
        at = 5
      } else {
        delimiter = tabs ? 0x09 : Self.isSemicolonSeparated(bytes) ? 0x3B : 0x2C
      }
    }

    /// In the first lines there are as many semicolons outside quotes, and not as many commas.
    private static func isSemicolonSeparated(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      var (commas, semicolons): ([Int], [Int]) = ([0], [0])
      var inQuotes = false
      for byte in bytes.prefix(1 << 14) {
        switch byte {
        case 0x22: inQuotes.toggle()
        case 0x2C where !inQuotes: commas[commas.count - 1] += 1
        case 0x3B where !inQuotes: semicolons[semicolons.count - 1] += 1
        case 0x0A where !inQuotes:
          commas.append(0)
          semicolons.append(0)
        default: break
        }
      }
      // The last line is empty, or cut.
      func areEqual(_ counts: [Int]) -> Bool {
        let whole = counts.count > 1 ? counts.dropLast() : counts[...]
        return whole[0] > 0 && whole.allSatisfy { $0 == whole[0] }
      }
      return areEqual(semicolons) && !areEqual(commas)
    }

    mutating func records() throws(DocumentError) -> [Record] {
      var records: [Record] = []
      while at < bytes.count {
        let start = at
        if tabs, bytes[at] == UInt8(ascii: "#") {
          at = lineEnd(from: at)
          comments += 1
        } else if isLineEnd(at) == nil {
          if records.count >= limits.pieces { throw .limit(.pieces, limits.pieces, at: records.count + 1) }
          let first = line
          records.append(Record(fields: try fields(number: records.count + 1), line: first))
        }
        if at - start > limits.pieceBytes { throw .limit(.pieceBytes, limits.pieceBytes, at: records.count) }
        if let behind = isLineEnd(at) {
          at = behind
          line += 1
        }
      }
      return records
    }

    private mutating func fields(number: Int) throws(DocumentError) -> [Field] {
      var fields: [Field] = []
      while true {
        if fields.count >= limits.columns { throw .limit(.columns, limits.columns, at: number) }
        fields.append(field())
        guard at < bytes.count, bytes[at] == delimiter else { return fields }
        at += 1
      }
    }

    private mutating func field() -> Field {
      if at < bytes.count, bytes[at] == 0x22, let quoted = quotedField() { return quoted }
      let start = at
      while at < bytes.count, bytes[at] != delimiter, isLineEnd(at) == nil { at += 1 }
      return Field(text: text(start..<at))
    }

    /// A field in quotes that end where the field does; nil when these are quotes of the text.
    private mutating func quotedField() -> Field? {
      var end = at + 1
      var needs = false
      var lines = 0
      while end < bytes.count, end - at <= limits.pieceBytes {
        switch bytes[end] {
        case 0x22:
          if end + 1 < bytes.count, bytes[end + 1] == 0x22 {
            needs = true
            end += 1
          } else if end + 1 == bytes.count || bytes[end + 1] == delimiter || isLineEnd(end + 1) != nil {
            defer {
              at = end + 1
              line += lines
            }
            return Field(text: text(at..<(end + 1)), isQuoted: true, needsQuotes: needs)
          } else {
            return nil
          }
        case 0x0A:
          needs = true
          lines += 1
        // Two fields, each with one quotation mark.
        case 0x09 where tabs: return nil
        default: break
        }
        end += 1
      }
      return nil
    }

    private func lineEnd(from start: Int) -> Int {
      var at = start
      while at < bytes.count, isLineEnd(at) == nil { at += 1 }
      return at
    }

    /// The position behind the line end at `index`; nil when none is there.
    private func isLineEnd(_ index: Int) -> Int? {
      guard index < bytes.count else { return nil }
      if bytes[index] == 0x0A { return index + 1 }
      guard bytes[index] == 0x0D else { return nil }
      if index + 1 < bytes.count, bytes[index + 1] == 0x0A { return index + 2 }
      return endsWithCR ? index + 1 : nil
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) }
  }
}
