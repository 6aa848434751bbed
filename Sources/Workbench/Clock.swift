internal import Glibc
internal import TranslationMemory

/// The time as TMX writes it.
public enum Clock {
  /// `YYYYMMDDThhmmssZ`: the system's time, or `SOURCE_DATE_EPOCH` where that is set, so that a build can be repeated to the byte
  /// (reproducible-builds.org, "SOURCE_DATE_EPOCH").
  @Sendable public static func now() -> String {
    var seconds = time(nil)
    if let fixed = getenv("SOURCE_DATE_EPOCH"), let value = Int(String(cString: fixed)) { seconds = value }
    return MemoryStore.date(seconds)
  }
}
