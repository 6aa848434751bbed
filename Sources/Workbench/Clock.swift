internal import Glibc

/// The time as TMX writes it.
public enum Clock {
  /// `YYYYMMDDThhmmssZ`: the system's time, or `SOURCE_DATE_EPOCH` where that is set, so that a build can be repeated to the byte
  /// (reproducible-builds.org, "SOURCE_DATE_EPOCH").
  @Sendable public static func now() -> String {
    var seconds = time(nil)
    if let fixed = getenv("SOURCE_DATE_EPOCH"), let value = Int(String(cString: fixed)) { seconds = value }
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return
      "\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))T\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))Z"
  }
}
