/// Dates as TMX writes them: `YYYYMMDDThhmmssZ` (ISO 8601, basic format, UTC).
enum TMXDate {
  static func isBasic(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return false }
    return bytes.enumerated().allSatisfy { $0 == 8 || $0 == 15 || ($1 >= 0x30 && $1 <= 0x39) }
  }

  /// A date in extended format (`2024-01-31T12:00:00Z`, `2024-01-31`) in the basic one; nil for any other text, which could mean anything.
  static func basic(_ text: String) -> String? {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    let shape = String(text.map { $0.isASCII && $0.isNumber ? "9" : $0 })
    switch shape {
    case "9999-99-99T99:99:99Z", "9999-99-99 99:99:99", "9999-99-99T99:99:99": return digits.prefix(8) + "T" + digits.dropFirst(8) + "Z"
    case "99999999T999999", "99999999T999999z": return digits.prefix(8) + "T" + digits.dropFirst(8) + "Z"
    case "9999-99-99", "99999999": return digits + "T000000Z"
    default: return nil
    }
  }
}
